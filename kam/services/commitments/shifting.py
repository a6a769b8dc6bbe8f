"""Moving due dates: agreed with the other side, by ourselves, or because they were written down wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from uuid import UUID

from sqlalchemy.orm import Session

from kam.analysis.working_days import working_days_later
from kam.analysis.working_time import WorkCalendar
from kam.core.changes import Area, Outcome
from kam.core.field_errors import FieldError, refuse
from kam.models import Commitment
from kam.services.commitments.records import commitments_of, today_of
from kam.services.profile import read_profile
from kam.services.working_calendar import read_calendar
from kam.store.workspace import Workspace

_YEARS = 3


class Because(Enum):
    """Why a date moves; only what the other side agreed to moves the date by which it is kept in time."""

    AGREED = "agreed"
    OWN = "own"
    MISTAKE = "mistake"


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """So many working days later than the date in force; than today, where that has passed."""

    count: int


def shift(
    workspace: Workspace,
    ids: Sequence[UUID],
    to: date | WorkingDays,
    because: Because,
    *,
    reason: str | None = None,
) -> Outcome[int]:
    """Move the dates of promises; each shift is remembered, a mistake is only mended. Returns how many.

    One without a date gets its first: nothing is moved then. One that has the date already stays.

    Raises:
        FieldErrors: ``to``: ``commitment.shift_into_past``, ``commitment.due_before_made``.
        RuleError: ``domain.commitment_closed``.
        NotFoundError: ``commitment.gone``.

    """
    with workspace.writing("commitment.shifted" if len(ids) == 1 else "commitments.shifted") as unit:
        today = today_of(unit)
        found = commitments_of(unit, ids)
        if isinstance(to, date) and to < today and because is not Because.MISTAKE:
            refuse([FieldError("to", "commitment.shift_into_past")])
        if isinstance(to, date) and any(to < each.made_on for each in found):
            refuse([FieldError("to", "commitment.due_before_made")])
        calendar = None if isinstance(to, date) else calendar_from(unit, today)
        moved = 0
        for each in found:
            due = to if isinstance(to, date) else _later(each, to, today, calendar)
            if due == each.due_on:
                continue
            moved += 1
            if each.due_on is None or because is Because.MISTAKE:
                each.correct_due(due)
            else:
                unit.add(each.shift(due, agreed=because is Because.AGREED, on=today, reason=reason))
        return Outcome(moved, Area.COMMITMENTS)


def calendar_from(session: Session, start: date) -> WorkCalendar:
    """The working calendar with the holidays of the years ahead."""
    years = range(start.year, start.year + _YEARS)
    return read_calendar(session, read_profile(session).zone, years)


def _later(each: Commitment, by: WorkingDays, today: date, calendar: WorkCalendar | None) -> date:
    start = max(each.due_on or today, today)
    return start if calendar is None else working_days_later(calendar, start, by.count)
