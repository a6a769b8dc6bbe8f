"""What is done to the work of a plan where it is drawn: bars moved, progress noted, objectives ordered."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from kam.core.changes import Area, Outcome
from kam.core.errors import ConflictError, NotFoundError, RuleError
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import InitiativeStatus
from kam.models import Initiative, Milestone, Objective, Plan
from kam.services.forms import FormField, fill
from kam.services.plans.measuring import objective_of
from kam.services.plans.records import must_be_written, must_take_facts, plan_of
from kam.services.plans.telling import dependencies_of, initiatives_of, lines_of, milestones_of
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_OVER: Final = frozenset({InitiativeStatus.DONE, InitiativeStatus.DROPPED})
_WHOLE: Final = 100


def move_initiative(
    workspace: Workspace, initiative_id: UUID, *, starts_on: date | None, ends_on: date | None
) -> Outcome[tuple[UUID, ...]]:
    """Give an initiative other dates, as one step; returns all that moved, itself first.

    A bar that is moved as a whole takes the milestones along that were not passed; one that is stretched
    leaves them. What waits for it and would end earlier moves on as a whole, and what waits for that.

    Raises:
        FieldErrors: ``ends_on``: ``field.before_start``.
        RuleError: ``plan.ends_before_other``; ``plan.submitted``, ``plan.approved``, ``plan.closed``.
        NotFoundError: ``plan.line_gone``.

    """
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        refuse([FieldError("ends_on", "field.before_start")])
    with workspace.writing("plan.initiative_moved") as unit, unit.no_autoflush:
        initiative, plan = initiative_of(unit, initiative_id)
        must_be_written(plan)
        work = _Work(unit, plan)
        work.must_not_end_early(initiative, ends_on)
        work.put(initiative, starts_on, ends_on)
        return Outcome((initiative.id, *work.push(initiative)), Area.PLANS)


def set_progress(workspace: Workspace, initiative_id: UUID, progress: int) -> Outcome[None]:
    """Note how far an initiative is, in per cent; its status follows where it says something else.

    Raises:
        FieldErrors: ``progress``: ``field.out_of_range``.
        RuleError: ``plan.closed``.
        NotFoundError: ``plan.line_gone``.

    """
    with workspace.writing("plan.progress") as unit, unit.no_autoflush:
        initiative, plan = initiative_of(unit, initiative_id)
        must_take_facts(plan)
        refuse(fill(initiative, (FormField("progress"),), {"progress": progress}, currency=""))
        status = _status(initiative.status, progress)
        if initiative.status is not status:
            initiative.status = status
        return Outcome(None, Area.PLANS)


def pass_milestone(workspace: Workspace, milestone_id: UUID, on: date | None) -> Outcome[None]:
    """Note that a milestone was passed on a day; None opens it again.

    Raises:
        FieldErrors: ``passed_on``: ``field.in_future``.
        RuleError: ``plan.closed``.
        NotFoundError: ``plan.line_gone``.

    """
    with workspace.writing("plan.milestone_open" if on is None else "plan.milestone_passed") as unit:
        milestone = unit.get(Milestone, milestone_id)
        if milestone is None:
            raise NotFoundError("plan.line_gone")
        must_take_facts(initiative_of(unit, milestone.initiative_id)[1])
        if on is not None and on > read_profile(unit).today(unit.now):
            refuse([FieldError("passed_on", "field.in_future")])
        if milestone.passed_on != on:
            milestone.passed_on = on
        return Outcome(None, Area.PLANS)


def order_objectives(workspace: Workspace, plan_id: UUID, ids: Sequence[UUID]) -> Outcome[None]:
    """Put the objectives in an order that names each of them once.

    Raises:
        ConflictError: ``dossier.changed_meanwhile`` where it does not.
        RuleError: ``plan.submitted``, ``plan.approved``, ``plan.closed``.
        NotFoundError: ``plan.gone``.

    """
    with workspace.writing("plan.objectives_ordered") as unit:
        plan = plan_of(unit, plan_id)
        must_be_written(plan)
        there = {each.id: each for each in lines_of(unit, plan, Objective)}
        if sorted(ids) != sorted(there):
            raise ConflictError("dossier.changed_meanwhile")
        for position, each in enumerate(ids):
            if there[each].position != position:
                there[each].position = position
        return Outcome(None, Area.PLANS)


def initiative_of(unit: UnitOfWork, initiative_id: UUID) -> tuple[Initiative, Plan]:
    """An initiative and its plan; NotFoundError ``plan.line_gone``."""
    initiative = unit.get(Initiative, initiative_id)
    if initiative is None:
        raise NotFoundError("plan.line_gone")
    return initiative, objective_of(unit, initiative.objective_id)[1]


def _status(status: InitiativeStatus, progress: int) -> InitiativeStatus:
    """All of it is done; a part of it runs, also of what was held for done. What was dropped stays."""
    if status is InitiativeStatus.DROPPED:
        return status
    if progress == _WHOLE:
        return InitiativeStatus.DONE
    if status is InitiativeStatus.DONE or (progress > 0 and status is InitiativeStatus.PLANNED):
        return InitiativeStatus.RUNNING
    return status


class _Work:
    """The work of a plan while one of its bars is moved."""

    def __init__(self, unit: UnitOfWork, plan: Plan) -> None:
        self._by_id = {each.id: each for each in initiatives_of(unit, plan.id)}
        self._before = {
            after: [each.before_id for each in rows]
            for after, rows in dependencies_of(unit, self._by_id).items()
        }
        self._milestones = milestones_of(unit, self._by_id)

    def must_not_end_early(self, initiative: Initiative, ends_on: date | None) -> None:
        """It cannot end before what it waits for; RuleError ``plan.ends_before_other``."""
        if ends_on is None or initiative.status is InitiativeStatus.DROPPED:
            return
        for other in self._waits_for(initiative.id):
            if (
                other.ends_on is not None
                and ends_on < other.ends_on
                and other.status is not InitiativeStatus.DROPPED
            ):
                raise RuleError("plan.ends_before_other", title=other.title, ends_on=other.ends_on)

    def put(self, initiative: Initiative, starts_on: date | None, ends_on: date | None) -> None:
        """Set the dates; of a bar that keeps its length what was not passed moves along."""
        by = _shifted_by(initiative, starts_on, ends_on)
        if initiative.starts_on != starts_on:
            initiative.starts_on = starts_on
        if initiative.ends_on != ends_on:
            initiative.ends_on = ends_on
        if by:
            for milestone in self._milestones.get(initiative.id, ()):
                if milestone.passed_on is None:
                    milestone.due_on += by

    def push(self, moved: Initiative) -> list[UUID]:
        """Move on what waits for it and would end before it, and what waits for that; which ones."""
        pushed: list[UUID] = []
        waiting = [moved]
        while waiting:
            first = waiting.pop(0)
            if first.ends_on is None or first.status is InitiativeStatus.DROPPED:
                continue
            for other in self._waiting_for(first.id):
                if other.status in _OVER or other.ends_on is None or other.ends_on >= first.ends_on:
                    continue
                by = first.ends_on - other.ends_on
                starts_on = None if other.starts_on is None else other.starts_on + by
                self.put(other, starts_on, other.ends_on + by)
                pushed.append(other.id)
                waiting.append(other)
        return list(dict.fromkeys(pushed))

    def _waits_for(self, initiative_id: UUID) -> Iterable[Initiative]:
        return (self._by_id[each] for each in self._before.get(initiative_id, ()) if each in self._by_id)

    def _waiting_for(self, initiative_id: UUID) -> Iterable[Initiative]:
        return (self._by_id[after] for after, before in self._before.items() if initiative_id in before)


def _shifted_by(initiative: Initiative, starts_on: date | None, ends_on: date | None) -> timedelta | None:
    """How far a bar was moved as a whole; None where its length changed or it had none."""
    if initiative.starts_on is None or initiative.ends_on is None or starts_on is None or ends_on is None:
        return None
    by = starts_on - initiative.starts_on
    return by if ends_on - initiative.ends_on == by else None
