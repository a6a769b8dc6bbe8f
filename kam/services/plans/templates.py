"""Templates of plans that come with the program, read as they are.

A template has what a plan of its kind is made of: objectives and how far they go, work with its milestones by
days after the beginning, risks, who speaks with whom how often, decisions that management is asked for. What
only the writer can know is asked in questions, for the texts and for the SWOT: they are shown where nothing
is written yet and never become part of a plan.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from kam.core.errors import NotFoundError
from kam.core.resources import resource_path
from kam.core.vocabulary import (
    AccountStatus,
    BuyingRole,
    ObjectiveKind,
    RelationshipStrategy,
    SwotKind,
    TeamRole,
)

_LANGUAGES: Final = ("ru", "en")
_NEW_ACCOUNT: Final = "new_account"
_RECOVERY: Final = "recovery"


@dataclass(frozen=True, slots=True)
class TemplateObjective:
    """An objective; ``grow_percent`` sets its target by what was bought before.

    ``due_day`` counts from the start; without one it is due when the plan ends.
    """

    key: str
    kind: ObjectiveKind
    title: str
    measure: str
    client_wording: str | None = None
    unit: str | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    grow_percent: int | None = None
    due_day: int | None = None


@dataclass(frozen=True, slots=True)
class TemplateMilestone:
    """A milestone and its day."""

    title: str
    day: int


@dataclass(frozen=True, slots=True)
class TemplateInitiative:
    """Work under an objective, by days after the plan begins; ``owner`` is a role in our team."""

    key: str
    objective: str
    title: str
    owner: TeamRole
    starts: int
    ends: int
    after: tuple[str, ...] = ()
    milestones: tuple[TemplateMilestone, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateRisk:
    """A risk with its answer."""

    title: str
    consequence: str
    probability: int
    impact: int
    response: str


@dataclass(frozen=True, slots=True)
class TemplateContact:
    """Which role of ours speaks with which of theirs, how often, about what."""

    ours: TeamRole
    theirs: BuyingRole
    every_days: int
    about: str


@dataclass(frozen=True, slots=True)
class TemplateDecision:
    """A decision needed from management by a day."""

    text: str
    day: int
    effort: str | None = None


@dataclass(frozen=True, slots=True)
class PlanTemplate:
    """A template; ``days`` is the length for which its days are meant.

    ``prompts`` are questions by the fields of ``PlanText``, ``swot`` by quadrant.
    """

    code: str
    name: str
    purpose: str
    strategy: RelationshipStrategy
    days: int
    prompts: Mapping[str, str]
    swot: Mapping[SwotKind, tuple[str, ...]]
    objectives: tuple[TemplateObjective, ...]
    initiatives: tuple[TemplateInitiative, ...]
    risks: tuple[TemplateRisk, ...]
    contacts: tuple[TemplateContact, ...]
    decisions: tuple[TemplateDecision, ...]


@cache
def plan_templates(language: str) -> tuple[PlanTemplate, ...]:
    """The templates that come with the program, in a language; English where there is none in it."""
    folder = resource_path("plans", language if language in _LANGUAGES else "en")
    return tuple(_read(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml")))


def find_plan_template(code: str, language: str) -> PlanTemplate:
    """A template by its code; NotFoundError ``plan.template_gone``."""
    found = next((each for each in plan_templates(language) if each.code == code), None)
    if found is None:
        raise NotFoundError("plan.template_gone")
    return found


def prompts_for(
    strategy: RelationshipStrategy | None, status: AccountStatus, language: str
) -> PlanTemplate | None:
    """The template whose questions suit a plan: by the client's standing, else by the strategy."""
    if status is AccountStatus.PROSPECT:
        return find_plan_template(_NEW_ACCOUNT, language)
    if status in {AccountStatus.AT_RISK, AccountStatus.LOST}:
        return find_plan_template(_RECOVERY, language)
    return None if strategy is None else find_plan_template(strategy.value, language)


def _read(text: str) -> PlanTemplate:
    told = tomllib.loads(text, parse_float=Decimal)
    return PlanTemplate(
        code=told["code"],
        name=told["name"],
        purpose=told["purpose"],
        strategy=RelationshipStrategy.of(told["strategy"]),
        days=told["days"],
        prompts=MappingProxyType(told["prompts"]),
        swot=MappingProxyType({SwotKind.of(kind): tuple(asked) for kind, asked in told["swot"].items()}),
        objectives=tuple(_objective(each) for each in told["objectives"]),
        initiatives=tuple(_initiative(each) for each in told["initiatives"]),
        risks=tuple(TemplateRisk(**each) for each in told["risks"]),
        contacts=tuple(
            TemplateContact(
                TeamRole.of(each["ours"]), BuyingRole.of(each["theirs"]), each["every_days"], each["about"]
            )
            for each in told["contacts"]
        ),
        decisions=tuple(TemplateDecision(**each) for each in told["decisions"]),
    )


def _objective(told: dict[str, Any]) -> TemplateObjective:
    read: dict[str, Any] = {"kind": ObjectiveKind.of(told["kind"])}
    read |= {name: Decimal(told[name]) for name in ("baseline", "target") if name in told}
    return TemplateObjective(**told | read)


def _initiative(told: dict[str, Any]) -> TemplateInitiative:
    return TemplateInitiative(
        **told
        | {
            "owner": TeamRole.of(told["owner"]),
            "after": tuple(told.get("after", ())),
            "milestones": tuple(TemplateMilestone(**each) for each in told.get("milestones", ())),
        }
    )
