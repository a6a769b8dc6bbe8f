"""Versions of the demo's plans: what was submitted, as the plan stood on that day, and who said what to it.

The demo tells a plan as it is today. A version is told by what was different: facts that came later are
left out by their dates (measurements, reviews, decisions, what was promised and what was kept), wording and
figures that were changed since stand under ``was``, lines that were added since under ``without``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from kam.analysis.plans.content import (
    PlanAction,
    PlanContent,
    PlanDecisionLine,
    PlanInitiative,
    PlanObjective,
    PlanText,
)
from kam.core.money import Money
from kam.core.vocabulary import (
    ApprovalAnswer,
    CommitmentStatus,
    InitiativeStatus,
    ObjectiveStatus,
    PlanStatus,
    RiskStatus,
)
from kam.models import (
    Approval,
    BudgetLine,
    Commitment,
    CommunicationLine,
    GrowthSource,
    Initiative,
    Objective,
    Plan,
    PlanDecision,
    PlanVersion,
    Record,
    Risk,
    SwotItem,
)
from kam.services.demo.errors import DemoContentError
from kam.services.plans.freezing import freeze
from kam.services.plans.telling import content_of
from kam.store.derived import derive_sales_facts

if TYPE_CHECKING:
    from kam.services.demo.content import Table
    from kam.services.demo.shelf import Shelf
    from kam.store.unit_of_work import UnitOfWork

_LINES: Final[Mapping[str, type[Record]]] = {
    "plan": Plan,
    "objective": Objective,
    "initiative": Initiative,
    "risk": Risk,
    "swot": SwotItem,
    "growth": GrowthSource,
    "budget": BudgetLine,
    "communication": CommunicationLine,
    "decision": PlanDecision,
}
_LISTS: Final = (
    *("swot", "objectives", "initiatives", "actions", "growth", "risks", "contacts", "budget"),
    *("decisions", "reviews"),
)
_TEXTS: Final = frozenset(PlanText.__dataclass_fields__)
_ANSWERED_AT: Final = time(17, 30)


@dataclass(frozen=True)
class ToldVersion:
    """A version as it is told: ``was`` and ``without`` go by the identity of the plan and its lines."""

    plan_id: UUID
    number: int
    submitted_on: date
    submitted_at: datetime
    submitted_by_id: UUID
    approved_at: datetime | None
    answers: Sequence[Mapping[str, Any]]
    was: Mapping[UUID, Mapping[str, Any]]
    without: frozenset[UUID]


def told_versions(shelf: Shelf, table: Table, scope: str, plan: Plan, me: str) -> list[ToldVersion]:
    """The versions of a plan. Raises DemoContentError where they do not lead to the plan's status."""
    told = [
        _told(shelf, {"number": number, "submitted_by": me, **row}, scope, plan)
        for number, row in enumerate(table.get("versions", ()), start=1)
    ]
    last = told[-1] if told else None
    agreed = last is not None and last.approved_at is not None
    waits = last is not None and any("answer" not in each for each in last.answers)
    if (plan.status is PlanStatus.APPROVED, plan.status is PlanStatus.SUBMITTED) != (agreed, waits):
        message = f"{scope}: the versions do not make the plan {plan.status}"
        raise DemoContentError(message)
    return told


def _told(shelf: Shelf, row: Table, scope: str, plan: Plan) -> ToldVersion:
    submitted = shelf.dates.moment(row["submitted"])
    answers = row["answers"]
    agreed = all(each.get("answer", "no") != ApprovalAnswer.NO.value for each in answers)
    last = max((shelf.dates.day(each["on"]) for each in answers if "on" in each), default=submitted.date())
    return ToldVersion(
        plan_id=plan.id,
        number=row["number"],
        submitted_on=submitted.date(),
        submitted_at=shelf.utc(submitted),
        submitted_by_id=shelf.id_of("colleague", row["submitted_by"], ""),
        approved_at=shelf.utc(datetime.combine(last, _ANSWERED_AT)) if agreed else None,
        answers=[
            {
                "approver_id": shelf.id_of("colleague", each["by"], ""),
                **{
                    key: shelf.value(shelf.column(Approval, key, scope), each[key], scope)
                    for key in ("answer", "comment", "on")
                    if key in each
                },
            }
            for each in answers
        ],
        was=dict(_was(shelf, row, scope)),
        without=frozenset(_line_id(shelf, each, scope) for each in row.get("without", ())),
    )


def _was(shelf: Shelf, row: Table, scope: str) -> Iterator[tuple[UUID, dict[str, Any]]]:
    """``[versions.was]`` names lines as ``"risk.tender"``, each with the columns that read otherwise."""
    for name, values in row.get("was", {}).items():
        entity = _LINES[name.partition(".")[0]]
        before: dict[str, Any] = {}
        for key, raw in values.items():
            column = shelf.column(entity, key, scope)
            value = shelf.value(column, raw, scope)
            is_money = column.name == f"{key}_minor"
            before[key if is_money else column.name] = Money(value, shelf.currency) if is_money else value
        yield _line_id(shelf, name, scope), before


def _line_id(shelf: Shelf, name: str, scope: str) -> UUID:
    """The identity of a line called ``"risk.tender"``. Raises DemoContentError where there is none."""
    kind, _, handle = name.partition(".")
    return shelf.find(_LINES[kind], handle, scope).id


def write_versions(unit: UnitOfWork, versions: Sequence[ToldVersion]) -> None:
    """Freeze the versions of plans that are written already."""
    unit.flush()
    derive_sales_facts(unit.wire, list(unit.recorder.changes()))  # how far a revenue objective was
    for told in versions:
        content = content_of(unit, unit.get_one(Plan, told.plan_id), told.submitted_on)
        made = {each.id: unit.get_one(Commitment, each.id).made_on for each in content.actions}
        version = PlanVersion(
            plan_id=told.plan_id,
            number=told.number,
            submitted_at=told.submitted_at,
            submitted_by_id=told.submitted_by_id,
            approved_at=told.approved_at,
            content=freeze(_as_told(_as_it_stood(content, told.submitted_on, made), told)),
        )
        unit.add(version)
        unit.add_all(Approval(plan_version_id=version.id, **each) for each in told.answers)


def _as_told(content: PlanContent, told: ToldVersion) -> PlanContent:
    """With the words and figures that the version had, and without what was added later."""
    lists: dict[str, Any] = {
        name: tuple(
            replace(each, **told.was.get(each.id, {}))
            for each in getattr(content, name)
            if each.id not in told.without
        )
        for name in _LISTS
    }
    before = told.was.get(told.plan_id, {})
    texts = {key: value for key, value in before.items() if key in _TEXTS}
    head = {key: value for key, value in before.items() if key not in _TEXTS}
    content = replace(content, **lists, **head, text=replace(content.text, **texts))
    kept = {each.id for each in content.objectives}
    initiatives = tuple(
        replace(each, after=tuple(one for one in each.after if one not in told.without))
        for each in content.initiatives
        if each.objective_id in kept
    )
    actions = tuple(each for each in content.actions if each.objective_id in kept)
    return replace(content, initiatives=initiatives, actions=actions)


def _as_it_stood(content: PlanContent, on: date, made: Mapping[UUID, date]) -> PlanContent:
    """Without the facts of later days."""
    reviews = tuple(each for each in content.reviews if each.on <= on)
    held = {each.id for each in reviews}
    return replace(
        content,
        objectives=tuple(_objective(each, on) for each in content.objectives),
        initiatives=tuple(_initiative(each, on) for each in content.initiatives),
        actions=tuple(_action(each, on) for each in content.actions if made[each.id] <= on),
        risks=tuple(replace(each, status=RiskStatus.OPEN) for each in content.risks),
        budget=tuple(replace(each, spent=None) for each in content.budget),
        decisions=tuple(
            _decision(each, on)
            for each in content.decisions
            if each.review_id is None or each.review_id in held
        ),
        reviews=reviews,
    )


def _objective(line: PlanObjective, on: date) -> PlanObjective:
    measured = tuple(each for each in line.measurements if each.on <= on)
    line = replace(line, measurements=measured, status=ObjectiveStatus.OPEN, outcome=None)
    if line.from_sales:
        return line
    if not measured:
        return replace(line, current=None, current_on=None)
    return replace(line, current=measured[-1].value, current_on=measured[-1].on)


def _initiative(line: PlanInitiative, on: date) -> PlanInitiative:
    """Begun or not yet; how far it was is not known."""
    begun = line.starts_on is not None and line.starts_on <= on
    milestones = tuple(
        replace(each, passed_on=each.passed_on if each.passed_on and each.passed_on <= on else None)
        for each in line.milestones
    )
    status = InitiativeStatus.RUNNING if begun else InitiativeStatus.PLANNED
    return replace(line, status=status, progress=0, milestones=milestones)


def _action(line: PlanAction, on: date) -> PlanAction:
    if line.closed_on is None or line.closed_on <= on:
        return line
    return replace(line, status=CommitmentStatus.OPEN, closed_on=None)


def _decision(line: PlanDecisionLine, on: date) -> PlanDecisionLine:
    if line.decided_on is None or line.decided_on <= on:
        return line
    return replace(line, decided_on=None, decided_by=None, outcome=None)
