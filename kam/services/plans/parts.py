"""A plan as it is written, part by part: what each editor shows, and what is saved as one step.

A line keeps its identity from when it is begun, so that it is the same line after any saving and in every
version. A line in which nothing is written is none. ``stamp_of`` tells whether somebody else saved a part
since it was read: hand it back with what is saved.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Final, TypeAlias
from uuid import UUID

from kam.core.ids import new_id
from kam.core.money import Money
from kam.core.vocabulary import (
    InitiativeStatus,
    ObjectiveKind,
    ObjectiveStatus,
    RelationshipStrategy,
    RiskStatus,
    SwotKind,
)

_STAMP_BYTES: Final = 7


@dataclass(frozen=True, slots=True)
class HeadPart:
    """What the plan is called, for which days, whose it is, and what we want with the client."""

    title: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    strategy: RelationshipStrategy | None = None
    owner_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class TextPart:
    """What the plan says in sentences: ambition, the client's situation, and the charter."""

    ambition: str | None = None
    client_goals: str | None = None
    client_pressures: str | None = None
    client_initiatives: str | None = None
    field_of_play: str | None = None
    value_we_bring: str | None = None
    how_client_gains: str | None = None
    what_we_gain: str | None = None


@dataclass(frozen=True, slots=True)
class SwotLine:
    """A line of a quadrant; ``weight`` is 1–3."""

    id: UUID = field(default_factory=new_id)
    kind: SwotKind = SwotKind.STRENGTH
    text: str | None = None
    evidence: str | None = None
    weight: int = 2


@dataclass(frozen=True, slots=True)
class SwotPart:
    """The four quadrants, one after the other."""

    lines: tuple[SwotLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """What shall be reached, in the order of the list. Its measurements are facts of their own."""

    id: UUID = field(default_factory=new_id)
    kind: ObjectiveKind = ObjectiveKind.REVENUE
    title: str | None = None
    client_wording: str | None = None
    measure: str | None = None
    unit: str | None = None
    baseline: Decimal | None = None
    target: Decimal | None = None
    due_on: date | None = None
    owner_id: UUID | None = None
    status: ObjectiveStatus = ObjectiveStatus.OPEN
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class ObjectivesPart:
    """The objectives, in order. With one that is let go its work goes too; its actions stay in the ledger."""

    lines: tuple[ObjectiveLine, ...] = ()


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    """A date that an initiative must meet."""

    id: UUID = field(default_factory=new_id)
    title: str | None = None
    due_on: date | None = None
    passed_on: date | None = None


@dataclass(frozen=True, slots=True)
class InitiativeLine:
    """Work under an objective; ``progress`` in per cent, ``after`` what must have ended before it ends."""

    id: UUID = field(default_factory=new_id)
    objective_id: UUID | None = None
    title: str | None = None
    owner_id: UUID | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    progress: int = 0
    status: InitiativeStatus = InitiativeStatus.PLANNED
    milestones: tuple[MilestoneLine, ...] = ()
    after: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class InitiativesPart:
    """The work of the whole plan, objective by objective."""

    lines: tuple[InitiativeLine, ...] = ()


@dataclass(frozen=True, slots=True)
class GrowthLine:
    """A part of the way from today's revenue to the target."""

    id: UUID = field(default_factory=new_id)
    title: str | None = None
    amount: Money | None = None
    opportunity_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class GrowthPart:
    """Where the growth comes from."""

    lines: tuple[GrowthLine, ...] = ()


@dataclass(frozen=True, slots=True)
class RiskLine:
    """What may go wrong: probability and impact, each 1–5."""

    id: UUID = field(default_factory=new_id)
    title: str | None = None
    consequence: str | None = None
    probability: int | None = None
    impact: int | None = None
    at_stake: Money | None = None
    response: str | None = None
    owner_id: UUID | None = None
    status: RiskStatus = RiskStatus.OPEN


@dataclass(frozen=True, slots=True)
class RisksPart:
    """The risks."""

    lines: tuple[RiskLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactLine:
    """Who of ours meets whom of theirs, every how many days, about what."""

    id: UUID = field(default_factory=new_id)
    colleague_id: UUID | None = None
    stakeholder_id: UUID | None = None
    every_days: int | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class ContactsPart:
    """The communication plan."""

    lines: tuple[ContactLine, ...] = ()


@dataclass(frozen=True, slots=True)
class CostLine:
    """What the plan costs us: planned and spent, in one currency."""

    id: UUID = field(default_factory=new_id)
    title: str | None = None
    amount: Money | None = None
    spent: Money | None = None


@dataclass(frozen=True, slots=True)
class BudgetPart:
    """What the plan costs us, line by line."""

    lines: tuple[CostLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewDecision:
    """A decision of a review: needed from management, or taken (``decided_on``)."""

    id: UUID = field(default_factory=new_id)
    text: str | None = None
    needed_by: date | None = None
    amount: Money | None = None
    effort: str | None = None
    decided_on: date | None = None
    decided_by: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class DecisionLine(ReviewDecision):
    """The same among all decisions of a plan; ``review_id`` says in which review it was taken."""

    review_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class DecisionsPart:
    """The decisions."""

    lines: tuple[DecisionLine, ...] = ()


Part: TypeAlias = (
    HeadPart
    | TextPart
    | SwotPart
    | ObjectivesPart
    | InitiativesPart
    | GrowthPart
    | RisksPart
    | ContactsPart
    | BudgetPart
    | DecisionsPart
)
Line: TypeAlias = (
    SwotLine | ObjectiveLine | InitiativeLine | GrowthLine | RiskLine | ContactLine | CostLine | DecisionLine
)


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything of a plan that is written by hand."""

    head: HeadPart = field(default_factory=HeadPart)
    text: TextPart = field(default_factory=TextPart)
    swot: SwotPart = field(default_factory=SwotPart)
    objectives: ObjectivesPart = field(default_factory=ObjectivesPart)
    initiatives: InitiativesPart = field(default_factory=InitiativesPart)
    growth: GrowthPart = field(default_factory=GrowthPart)
    risks: RisksPart = field(default_factory=RisksPart)
    contacts: ContactsPart = field(default_factory=ContactsPart)
    budget: BudgetPart = field(default_factory=BudgetPart)
    decisions: DecisionsPart = field(default_factory=DecisionsPart)

    def __iter__(self) -> Iterator[Part]:
        """The parts."""
        return (getattr(self, each.name) for each in fields(self))


def stamp_of(part: Part) -> int:
    """A number that changes when anything in a part does: the version of what an editor was filled from."""
    content = "\n".join(_told(part))
    return int.from_bytes(hashlib.sha256(content.encode()).digest()[:_STAMP_BYTES])


def _told(value: object) -> Iterator[str]:
    """What a value says, the same for equal values: 2.50 is 2.5."""
    if is_dataclass(value):
        for each in fields(value):
            yield from _told(getattr(value, each.name))
    elif isinstance(value, tuple):
        yield f"[{len(value)}]"
        for each in value:
            yield from _told(each)
    elif isinstance(value, Decimal):
        yield format(value.normalize(), "f")
    else:
        yield repr(value)
