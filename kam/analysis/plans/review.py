"""What the program finds in a plan that cannot be right, or will not do: each with what it is about.

Completeness says what is missing; a review holds what is there against itself, against today, and against
what is known around the plan: who decides, who has left, how much there is to win.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Final
from uuid import UUID

from kam.analysis.plans.content import PlanContent, PlanInitiative, PlanObjective, PlanRisk
from kam.analysis.plans.findings import Detail, Finding, FindingCode, Severity
from kam.analysis.plans.progress import ENDED
from kam.analysis.plans.risk_matrix import RiskBands, RiskLevel
from kam.analysis.plans.sections import PlanSection
from kam.core.money import Money
from kam.core.typed_money import MoneyUnit
from kam.core.vocabulary import CommitmentStatus, ObjectiveStatus, RiskStatus

_STRONG = 3
_BANDS: Final = RiskBands()


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known around a plan.

    ``units`` say of the revenue objectives whose figures are money in what they are. ``deciders`` are the
    client's people who decide and have not left; ``gone`` are people and colleagues who
    have. ``whitespace`` is what the client could still buy from us in a year, ``bought_before`` what they
    bought in the year before the plan; None where it is not known. ``next_review`` is a planned one.
    ``overdue_complaints`` are open ones past a norm, with what they are about.
    ``is_running`` says that the plan is agreed and not closed: only then is a review missed.
    """

    units: Mapping[UUID, MoneyUnit] = field(default_factory=lambda: MappingProxyType({}))
    deciders: tuple[UUID, ...] = ()
    gone: frozenset[UUID] = frozenset()
    whitespace: Money | None = None
    bought_before: Money | None = None
    next_review: date | None = None
    overdue_complaints: tuple[tuple[UUID, str], ...] = ()
    is_running: bool = False


@dataclass(frozen=True, slots=True)
class ReviewSettings:
    """A measure is taken at least every ``measured_days``, a review held every ``review_days``."""

    measured_days: int = 92
    review_days: int = 100
    bands: RiskBands = _BANDS


_USUAL: Final = ReviewSettings()


def review_plan(
    plan: PlanContent,
    today: date,
    around: Surroundings = Surroundings(),
    settings: ReviewSettings = _USUAL,
) -> tuple[Finding, ...]:
    """Everything found, the worst first, of equals in the order of the plan."""
    view = _View(plan, today, around, settings)
    sections = list(PlanSection)
    found = [finding for check in _CHECKS for finding in check(view)]
    return tuple(sorted(found, key=lambda each: (each.severity, sections.index(each.section))))


@dataclass(frozen=True)
class _View:
    plan: PlanContent
    today: date
    around: Surroundings
    settings: ReviewSettings

    @cached_property
    def opened(self) -> dict[UUID, PlanObjective]:
        return {each.id: each for each in self.plan.objectives if each.status is ObjectiveStatus.OPEN}

    @cached_property
    def working(self) -> list[PlanInitiative]:
        return [each for each in self.plan.initiatives if each.status not in ENDED]

    @cached_property
    def risks(self) -> list[PlanRisk]:
        return [each for each in self.plan.risks if each.status is RiskStatus.OPEN]

    def due(self, objective_id: UUID) -> date:
        objective = self.plan.objective(objective_id)
        return (objective.due_on if objective else None) or self.plan.ends_on


def _found(
    code: FindingCode,
    severity: Severity,
    section: PlanSection,
    item_id: UUID | None = None,
    /,
    **details: Detail,
) -> Finding:
    return Finding(code, severity, section, item_id, MappingProxyType(details))


def _objectives(view: _View) -> Iterator[Finding]:
    section, plan = PlanSection.OBJECTIVES, view.plan
    for one in view.opened.values():
        if one.target is None:
            yield _found(
                FindingCode.OBJECTIVE_WITHOUT_MEASURE, Severity.WARNING, section, one.id, title=one.title
            )
        elif one.baseline is None and not one.from_sales:
            yield _found(
                FindingCode.OBJECTIVE_WITHOUT_BASELINE, Severity.NOTE, section, one.id, title=one.title
            )
        if one.owner_id is None:
            yield _found(
                FindingCode.OBJECTIVE_WITHOUT_OWNER, Severity.WARNING, section, one.id, title=one.title
            )
        if one.due_on is not None and not plan.starts_on <= one.due_on <= plan.ends_on:
            yield _found(
                FindingCode.OBJECTIVE_OUTSIDE_PLAN,
                Severity.SERIOUS,
                section,
                one.id,
                title=one.title,
                due_on=one.due_on,
                starts_on=plan.starts_on,
                ends_on=plan.ends_on,
            )
        yield from _unmeasured(view, one)


def _unmeasured(view: _View, one: PlanObjective) -> Iterator[Finding]:
    """A figure that nobody looked at for a quarter, once the plan is that old."""
    last = max((each.on for each in one.measurements), default=view.plan.starts_on)
    days = (min(view.today, view.due(one.id)) - max(last, view.plan.starts_on)).days
    if one.target is not None and not one.from_sales and days > view.settings.measured_days:
        yield _found(
            FindingCode.OBJECTIVE_NOT_MEASURED,
            Severity.NOTE,
            PlanSection.OBJECTIVES,
            one.id,
            title=one.title,
            days=days,
        )


def _actions_missing(view: _View) -> Iterator[Finding]:
    for one in view.opened.values():
        actions = [
            each for each in view.plan.actions_of(one.id) if each.status is not CommitmentStatus.CANCELLED
        ]
        section, title = PlanSection.OBJECTIVES, one.title
        if not actions:
            yield _found(
                FindingCode.OBJECTIVE_WITHOUT_ACTIONS, Severity.SERIOUS, section, one.id, title=title
            )
        elif all(each.status is not CommitmentStatus.OPEN for each in actions):
            yield _found(
                FindingCode.OBJECTIVE_WITHOUT_NEXT_STEP, Severity.WARNING, section, one.id, title=title
            )


def _actions(view: _View) -> Iterator[Finding]:
    section = PlanSection.ACTIONS
    for one in view.plan.actions:
        if one.status is not CommitmentStatus.OPEN:
            continue
        if one.colleague_id is None and one.stakeholder_id is None:
            yield _found(FindingCode.ACTION_WITHOUT_OWNER, Severity.WARNING, section, one.id, title=one.text)
        if one.due_on is None:
            yield _found(FindingCode.ACTION_WITHOUT_DATE, Severity.NOTE, section, one.id, title=one.text)
            continue
        if one.objective_id in view.opened and one.due_on > view.due(one.objective_id):
            yield _found(
                FindingCode.ACTION_AFTER_OBJECTIVE,
                Severity.SERIOUS,
                section,
                one.id,
                title=one.text,
                due_on=one.due_on,
                objective=view.opened[one.objective_id].title,
                objective_due=view.due(one.objective_id),
            )
        if one.due_on < view.today:
            days = (view.today - one.due_on).days
            yield _found(
                FindingCode.ACTION_LATE, Severity.WARNING, section, one.id, title=one.text, days=days
            )


def _initiatives(view: _View) -> Iterator[Finding]:
    section = PlanSection.INITIATIVES
    ends = {each.id: each for each in view.working if each.ends_on is not None}
    for one in ends.values():
        ends_on = one.ends_on or view.plan.ends_on
        if ends_on > view.due(one.objective_id):
            yield _found(
                FindingCode.INITIATIVE_AFTER_OBJECTIVE,
                Severity.SERIOUS,
                section,
                one.id,
                title=one.title,
                ends_on=ends_on,
                objective_due=view.due(one.objective_id),
            )
        for other in (ends[each] for each in one.after if each in ends):
            if other.ends_on is not None and other.ends_on > ends_on:
                yield _found(
                    FindingCode.INITIATIVE_BEFORE_OTHER,
                    Severity.SERIOUS,
                    section,
                    one.id,
                    title=one.title,
                    ends_on=ends_on,
                    other=other.title,
                    other_ends=other.ends_on,
                )
        if ends_on < view.today:
            days = (view.today - ends_on).days
            yield _found(
                FindingCode.INITIATIVE_LATE, Severity.WARNING, section, one.id, title=one.title, days=days
            )


def _milestones(view: _View) -> Iterator[Finding]:
    section = PlanSection.MILESTONES
    for work in view.working:
        for one in work.milestones:
            if one.passed_on is not None:
                continue
            before = work.starts_on is not None and one.due_on < work.starts_on
            if before or (work.ends_on is not None and one.due_on > work.ends_on):
                yield _found(
                    FindingCode.MILESTONE_OUTSIDE,
                    Severity.WARNING,
                    section,
                    one.id,
                    title=one.title,
                    due_on=one.due_on,
                    initiative=work.title,
                )
            if one.due_on < view.today:
                yield _found(
                    FindingCode.MILESTONE_LATE,
                    Severity.WARNING,
                    section,
                    one.id,
                    title=one.title,
                    days=(view.today - one.due_on).days,
                )


def _money(view: _View) -> Iterator[Finding]:
    """Revenue against what there is to win, and against where it shall come from."""
    grown: list[tuple[Money, PlanObjective]] = []
    for one in view.opened.values():
        growth = _growth(view, one)
        if growth is None or growth.minor <= 0:
            continue
        grown.append((growth, one))
        room = view.around.whitespace
        if room is not None and room.currency == growth.currency and room < growth:
            yield _found(
                FindingCode.REVENUE_ABOVE_WHITESPACE,
                Severity.SERIOUS,
                PlanSection.OBJECTIVES,
                one.id,
                title=one.title,
                growth=growth,
                whitespace=room,
            )
    if not grown or not view.plan.growth:
        return
    needed, _ = max(grown, key=lambda each: each[0].minor)
    same = [each.amount for each in view.plan.growth if each.amount.currency == needed.currency]
    sources = sum(same, Money(0, needed.currency))
    if sources < needed:
        yield _found(
            FindingCode.GROWTH_SHORT,
            Severity.WARNING,
            PlanSection.GROWTH,
            None,
            sources=sources,
            growth=needed,
            missing=needed - sources,
        )


def _growth(view: _View, one: PlanObjective) -> Money | None:
    """How much more than before is asked for: the target less the baseline, or less what was bought."""
    unit = view.around.units.get(one.id)
    if unit is None or one.target is None:
        return None
    target = Money.of(one.target * unit.times, unit.currency)
    if one.baseline is not None:
        return target - Money.of(one.baseline * unit.times, unit.currency)
    before = view.around.bought_before
    return target - before if before is not None and before.currency == unit.currency else target


def _risks(view: _View) -> Iterator[Finding]:
    section, bands = PlanSection.RISKS, view.settings.bands
    for one in view.risks:
        if not one.weight:
            yield _found(FindingCode.RISK_UNRATED, Severity.NOTE, section, one.id, title=one.title)
        level = bands.level(one.weight)
        if not (one.response or "").strip():
            severity = Severity.SERIOUS if level is RiskLevel.HIGH else Severity.WARNING
            yield _found(
                FindingCode.RISK_WITHOUT_RESPONSE,
                severity,
                section,
                one.id,
                title=one.title,
                probability=one.probability or 0,
                impact=one.impact or 0,
            )
        if one.owner_id is None and level is not RiskLevel.LOW:
            yield _found(FindingCode.RISK_WITHOUT_OWNER, Severity.WARNING, section, one.id, title=one.title)


def _people(view: _View) -> Iterator[Finding]:
    section, gone = PlanSection.CONTACTS, view.around.gone
    met = {each.stakeholder_id for each in view.plan.contacts if each.colleague_id not in gone}
    for person in view.around.deciders:
        if person not in met:
            yield _found(
                FindingCode.DECIDER_WITHOUT_CONTACT, Severity.SERIOUS, section, person, person=person
            )
    for line in view.plan.contacts:
        for person in (line.colleague_id, line.stakeholder_id):
            if person in gone:
                yield _found(FindingCode.CONTACT_GONE, Severity.WARNING, section, line.id, person=person)
    owned: list[tuple[PlanSection, PlanObjective | PlanInitiative | PlanRisk]] = [
        *((PlanSection.OBJECTIVES, each) for each in view.opened.values()),
        *((PlanSection.INITIATIVES, each) for each in view.working),
        *((PlanSection.RISKS, each) for each in view.risks),
    ]
    for where, one in owned:
        if one.owner_id is not None and one.owner_id in gone:
            yield _found(
                FindingCode.OWNER_GONE, Severity.WARNING, where, one.id, title=one.title, person=one.owner_id
            )


def _governance(view: _View) -> Iterator[Finding]:
    for cost in view.plan.budget:
        spent = cost.spent
        if spent is not None and spent.currency == cost.amount.currency and cost.amount < spent:
            yield _found(
                FindingCode.BUDGET_OVERSPENT,
                Severity.WARNING,
                PlanSection.BUDGET,
                cost.id,
                title=cost.title,
                spent=spent,
                amount=cost.amount,
            )
    for one in view.plan.decisions:
        if one.decided_on is None and one.needed_by is not None and one.needed_by < view.today:
            yield _found(
                FindingCode.DECISION_OVERDUE,
                Severity.WARNING,
                PlanSection.DECISIONS,
                one.id,
                title=one.text,
                needed_by=one.needed_by,
            )
    yield from _review(view)


def _review(view: _View) -> Iterator[Finding]:
    last = max((each.on for each in view.plan.reviews), default=view.plan.starts_on)
    days = (min(view.today, view.plan.ends_on) - last).days
    coming = view.around.next_review is not None and view.around.next_review >= view.today
    if view.around.is_running and not coming and days > view.settings.review_days:
        yield _found(
            FindingCode.REVIEW_OVERDUE, Severity.WARNING, PlanSection.REVIEWS, None, days=days, since=last
        )


def _swot(view: _View) -> Iterator[Finding]:
    for line in view.plan.swot:
        if line.weight >= _STRONG and not (line.evidence or "").strip():
            yield _found(
                FindingCode.STRONG_WITHOUT_EVIDENCE,
                Severity.NOTE,
                PlanSection.SWOT,
                line.id,
                title=line.text,
            )


def _complaints(view: _View) -> Iterator[Finding]:
    """Who waits for an answer longer than was promised listens to no plan."""
    for complaint_id, title in view.around.overdue_complaints:
        yield _found(
            FindingCode.COMPLAINT_OVERDUE, Severity.WARNING, PlanSection.RISKS, complaint_id, title=title
        )


_CHECKS: tuple[Callable[[_View], Iterator[Finding]], ...] = (
    _swot,
    _actions_missing,
    _money,
    _objectives,
    _initiatives,
    _milestones,
    _actions,
    _risks,
    _people,
    _complaints,
    _governance,
)
