"""How complete a plan is, section by section, and what is missing: the larger the hole, the further ahead.

That a plan says something everywhere does not make it right; contradictions are found by ``review``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from kam.analysis.plans.content import PlanContent, PlanObjective
from kam.analysis.plans.progress import ENDED
from kam.analysis.plans.sections import PlanSection
from kam.analysis.ratios import as_decimal
from kam.core.vocabulary import CommitmentStatus, ObjectiveKind, ObjectiveStatus, RiskStatus, SwotKind
from kam.core.vocabulary.term import Term, label
from kam.core.words import Label

FIRST_REVIEW_AFTER: Final = timedelta(days=100)
"""From when on a plan should have been reviewed: a quarter, and some days to meet."""


class PlanItem(Term):
    """Something that a plan should have; the label says what is missing."""

    AMBITION = "ambition", label("plan item", "no ambition is written down")
    STRATEGY = "strategy", label("plan item", "no relationship strategy is chosen")
    CLIENT_GOALS = "client_goals", label("plan item", "the client's goals are not known")
    CLIENT_PRESSURES = "client_pressures", label("plan item", "what presses the client is not known")
    CLIENT_INITIATIVES = "client_initiatives", label("plan item", "the client's initiatives are not known")
    FIELD_OF_PLAY = "field_of_play", label("plan item", "the charter names no field of play")
    VALUE_WE_BRING = "value_we_bring", label("plan item", "the charter does not say what we bring")
    HOW_CLIENT_GAINS = "how_client_gains", label("plan item", "it is not said how the client gains it")
    WHAT_WE_GAIN = "what_we_gain", label("plan item", "it is not said what we gain")
    SWOT = "swot", label("plan item", "quadrants of the SWOT are empty")
    EVIDENCE = "evidence", label("plan item", "lines of the SWOT have no evidence")
    OBJECTIVES = "objectives", label("plan item", "not every kind of objective is there")
    MEASURES = "measures", label("plan item", "objectives have no baseline or target")
    OWNERS = "owners", label("plan item", "objectives have no owner")
    INITIATIVES = "initiatives", label("plan item", "objectives have no initiative")
    DATES = "dates", label("plan item", "initiatives have no dates or no owner")
    ACTIONS = "actions", label("plan item", "objectives have no action")
    DUE_DATES = "due_dates", label("plan item", "actions have no date")
    GROWTH = "growth", label("plan item", "it is not said where the growth comes from")
    RISKS = "risks", label("plan item", "no risk is named")
    RATED_RISKS = "rated_risks", label("plan item", "risks are not rated")
    RESPONSES = "responses", label("plan item", "risks have no response or no owner")
    CONTACTS = "contacts", label("plan item", "nobody is said to meet anybody")
    CADENCE = "cadence", label("plan item", "it is not said how often they meet")
    BUDGET = "budget", label("plan item", "it is not said what the plan costs")
    REVIEWS = "reviews", label("plan item", "the plan has not been reviewed")


SECTION_OF: Final[Mapping[PlanItem, PlanSection]] = MappingProxyType(
    {
        PlanItem.AMBITION: PlanSection.AMBITION,
        PlanItem.STRATEGY: PlanSection.AMBITION,
        PlanItem.CLIENT_GOALS: PlanSection.CLIENT,
        PlanItem.CLIENT_PRESSURES: PlanSection.CLIENT,
        PlanItem.CLIENT_INITIATIVES: PlanSection.CLIENT,
        PlanItem.FIELD_OF_PLAY: PlanSection.CHARTER,
        PlanItem.VALUE_WE_BRING: PlanSection.CHARTER,
        PlanItem.HOW_CLIENT_GAINS: PlanSection.CHARTER,
        PlanItem.WHAT_WE_GAIN: PlanSection.CHARTER,
        PlanItem.SWOT: PlanSection.SWOT,
        PlanItem.EVIDENCE: PlanSection.SWOT,
        PlanItem.OBJECTIVES: PlanSection.OBJECTIVES,
        PlanItem.MEASURES: PlanSection.OBJECTIVES,
        PlanItem.OWNERS: PlanSection.OBJECTIVES,
        PlanItem.INITIATIVES: PlanSection.INITIATIVES,
        PlanItem.DATES: PlanSection.INITIATIVES,
        PlanItem.ACTIONS: PlanSection.ACTIONS,
        PlanItem.DUE_DATES: PlanSection.ACTIONS,
        PlanItem.GROWTH: PlanSection.GROWTH,
        PlanItem.RISKS: PlanSection.RISKS,
        PlanItem.RATED_RISKS: PlanSection.RISKS,
        PlanItem.RESPONSES: PlanSection.RISKS,
        PlanItem.CONTACTS: PlanSection.CONTACTS,
        PlanItem.CADENCE: PlanSection.CONTACTS,
        PlanItem.BUDGET: PlanSection.BUDGET,
        PlanItem.REVIEWS: PlanSection.REVIEWS,
    }
)

WHY_IT_MATTERS: Final[Mapping[PlanItem, Label]] = MappingProxyType(
    {
        PlanItem.AMBITION: label("why in a plan", "everything else is measured by it"),
        PlanItem.STRATEGY: label("why in a plan", "how much to put into this client is decided by it"),
        PlanItem.CLIENT_GOALS: label("why in a plan", "a plan that serves none of them is our wish alone"),
        PlanItem.CLIENT_PRESSURES: label("why in a plan", "what hurts is what gets a budget"),
        PlanItem.CLIENT_INITIATIVES: label("why in a plan", "that is where their money goes this year"),
        PlanItem.FIELD_OF_PLAY: label("why in a plan", "what we leave alone is a decision too"),
        PlanItem.VALUE_WE_BRING: label("why in a plan", "without it there is only the price to talk about"),
        PlanItem.HOW_CLIENT_GAINS: label("why in a plan", "value that is not used is not paid for"),
        PlanItem.WHAT_WE_GAIN: label("why in a plan", "management asks what it is worth to us"),
        PlanItem.SWOT: label("why in a plan", "an empty quadrant has seldom been thought about"),
        PlanItem.EVIDENCE: label("why in a plan", "without evidence it is an opinion"),
        PlanItem.OBJECTIVES: label(
            "why in a plan", "revenue alone lasts as long as people and benefit carry it"
        ),
        PlanItem.MEASURES: label("why in a plan", "nobody can tell whether it was reached"),
        PlanItem.OWNERS: label("why in a plan", "what is everybody's is nobody's"),
        PlanItem.INITIATIVES: label("why in a plan", "an objective without work is a hope"),
        PlanItem.DATES: label("why in a plan", "it cannot be seen when it falls behind"),
        PlanItem.ACTIONS: label("why in a plan", "nothing happens next week"),
        PlanItem.DUE_DATES: label("why in a plan", "it will be done after everything that has a date"),
        PlanItem.GROWTH: label("why in a plan", "a figure without sources is not believed"),
        PlanItem.RISKS: label("why in a plan", "what is not named is met unprepared"),
        PlanItem.RATED_RISKS: label("why in a plan", "it is not seen which to deal with first"),
        PlanItem.RESPONSES: label("why in a plan", "a risk that was only written down happens all the same"),
        PlanItem.CONTACTS: label("why in a plan", "relations do not grow by themselves"),
        PlanItem.CADENCE: label("why in a plan", "without a rhythm one meets when something burns"),
        PlanItem.BUDGET: label("why in a plan", "approval is asked for money and hands"),
        PlanItem.REVIEWS: label("why in a plan", "a plan nobody looks at is not followed"),
    }
)

_HEAVY: Final = {PlanItem.AMBITION: 8, PlanItem.MEASURES: 8, PlanItem.ACTIONS: 8, PlanItem.RESPONSES: 8}
_LIGHT: Final = {PlanItem.EVIDENCE: 2, PlanItem.CADENCE: 3, PlanItem.BUDGET: 3, PlanItem.DUE_DATES: 3}
_USUAL: Final = 5

Count: TypeAlias = "tuple[int, int] | None"
"""How many of how many are as they should be; None where nothing is asked for."""


def _default_weights() -> Mapping[PlanItem, int]:
    return MappingProxyType({item: (_HEAVY | _LIGHT).get(item, _USUAL) for item in PlanItem})


@dataclass(frozen=True, slots=True)
class PlanCompletenessSettings:
    """What each item weighs; one that weighs nothing is not asked for."""

    weights: Mapping[PlanItem, int] = field(default_factory=_default_weights)


@dataclass(frozen=True, slots=True)
class PlanGap:
    """What is missing: ``done`` of ``whole`` are there, and the rest would add a ratio to completeness."""

    item: PlanItem
    section: PlanSection
    adds: Decimal
    done: int
    whole: int

    @property
    def why(self) -> Label:
        """Why it matters."""
        return WHY_IT_MATTERS[self.item]


@dataclass(frozen=True, slots=True)
class SectionPercent:
    """How complete a section is, 0–100, rounded down; None where nothing of it is asked for yet."""

    section: PlanSection
    percent: int | None


@dataclass(frozen=True, slots=True)
class PlanCompleteness:
    """0–100 %, rounded down so that 100 means that nothing is missing; the largest gaps first."""

    percent: int
    sections: tuple[SectionPercent, ...]
    gaps: tuple[PlanGap, ...]

    def gaps_of(self, section: PlanSection) -> tuple[PlanGap, ...]:
        """What is missing in a section."""
        return tuple(gap for gap in self.gaps if gap.section is section)


def plan_completeness(
    plan: PlanContent, today: date, settings: PlanCompletenessSettings = PlanCompletenessSettings()
) -> PlanCompleteness:
    """How complete a plan is today. What is not asked for leaves its weight to the rest."""
    counts = {item: count for item, count in _counts(plan, today) if count and settings.weights.get(item, 0)}
    whole = sum(settings.weights[item] for item in counts)
    gaps = [
        PlanGap(
            item, SECTION_OF[item], as_decimal(settings.weights[item] * (1 - _part(count)) / whole), *count
        )
        for item, count in counts.items()
        if count[0] < count[1]
    ]
    gaps.sort(key=lambda gap: -gap.adds)
    return PlanCompleteness(
        _percent(counts, counts, settings),
        tuple(_sections(counts, settings)),
        tuple(gaps),
    )


def _sections(
    counts: Mapping[PlanItem, tuple[int, int]], settings: PlanCompletenessSettings
) -> Iterator[SectionPercent]:
    for section in dict.fromkeys(SECTION_OF.values()):
        items = [item for item in counts if SECTION_OF[item] is section]
        yield SectionPercent(section, _percent(items, counts, settings) if items else None)


def _percent(
    items: Iterable[PlanItem],
    counts: Mapping[PlanItem, tuple[int, int]],
    settings: PlanCompletenessSettings,
) -> int:
    asked = list(items)
    whole = sum(settings.weights[item] for item in asked)
    reached = sum((settings.weights[item] * _part(counts[item]) for item in asked), Fraction(0))
    return int(100 * reached / whole) if whole else 100


def _part(count: tuple[int, int]) -> Fraction:
    return Fraction(*count)


def _counts(plan: PlanContent, today: date) -> Iterator[tuple[PlanItem, Count]]:
    yield PlanItem.STRATEGY, (int(plan.strategy is not None), 1)
    for name in plan.text.__dataclass_fields__:
        yield PlanItem.of(name), (int(_written(getattr(plan.text, name))), 1)
    yield PlanItem.SWOT, (len({line.kind for line in plan.swot}), len(SwotKind))
    yield PlanItem.EVIDENCE, _of(plan.swot, [_written(line.evidence) for line in plan.swot])
    yield from _objectives(plan)
    yield from _risks(plan)
    yield PlanItem.CONTACTS, (int(bool(plan.contacts)), 1)
    yield PlanItem.CADENCE, _of(plan.contacts, [line.every_days is not None for line in plan.contacts])
    yield PlanItem.BUDGET, (int(bool(plan.budget)), 1)
    due = today - plan.starts_on >= FIRST_REVIEW_AFTER
    yield PlanItem.REVIEWS, (int(bool(plan.reviews)), 1) if due or plan.reviews else None


def _objectives(plan: PlanContent) -> Iterator[tuple[PlanItem, Count]]:
    opened = [each for each in plan.objectives if each.status is ObjectiveStatus.OPEN]
    asked = plan.objectives or (None,)
    yield PlanItem.OBJECTIVES, (len({each.kind for each in plan.objectives}), len(ObjectiveKind))
    yield PlanItem.MEASURES, _of(asked, [_is_measured(each) for each in plan.objectives])
    yield PlanItem.OWNERS, _of(asked, [each.owner_id is not None for each in plan.objectives])
    if opened or not plan.objectives:
        wanted = opened or asked
        worked = {each.objective_id for each in plan.initiatives}
        yield PlanItem.INITIATIVES, _of(wanted, [each.id in worked for each in opened])
        acted = {each.objective_id for each in plan.actions if each.status is not CommitmentStatus.CANCELLED}
        yield PlanItem.ACTIONS, _of(wanted, [each.id in acted for each in opened])
    work = [each for each in plan.initiatives if each.status not in ENDED]
    dated = [None not in (each.starts_on, each.ends_on, each.owner_id) for each in work]
    yield PlanItem.DATES, _of(work, dated)
    actions = [each for each in plan.actions if each.status is CommitmentStatus.OPEN]
    yield PlanItem.DUE_DATES, _of(actions, [each.due_on is not None for each in actions])
    growing = any(each.kind is ObjectiveKind.REVENUE and _grows(each) for each in opened)
    yield PlanItem.GROWTH, (int(bool(plan.growth)), 1) if growing else None


def _risks(plan: PlanContent) -> Iterator[tuple[PlanItem, Count]]:
    risks = [risk for risk in plan.risks if risk.status is RiskStatus.OPEN]
    yield PlanItem.RISKS, (int(bool(plan.risks)), 1)
    yield PlanItem.RATED_RISKS, _of(risks, [risk.weight > 0 for risk in risks])
    answered = [_written(risk.response) and risk.owner_id is not None for risk in risks]
    yield PlanItem.RESPONSES, _of(risks, answered)


def _of(asked: Sequence[Any], good: Sequence[bool]) -> Count:
    return (sum(good), len(asked)) if asked else None


def _is_measured(objective: PlanObjective) -> bool:
    return objective.target is not None and (objective.baseline is not None or objective.from_sales)


def _grows(objective: PlanObjective) -> bool:
    return objective.target is not None and objective.target > (objective.baseline or 0)


def _written(text: str | None) -> bool:
    return bool(text and text.strip())
