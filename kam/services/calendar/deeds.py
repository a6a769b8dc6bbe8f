"""What is done with a planned meeting in the calendar: moved, made longer, cancelled, missed, deleted."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from kam.core.changes import Area, Outcome
from kam.core.errors import RuleError
from kam.core.vocabulary import InteractionStatus
from kam.models import Interaction
from kam.services.calendar.series import (
    Scope,
    Series,
    close_rule,
    date_of,
    extend_series,
    meeting_of,
    remove_from,
    reschedule,
    series_of,
    split_at,
)
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_CALLED_OFF = frozenset({InteractionStatus.CANCELLED, InteractionStatus.MISSED})


def move_meeting(
    workspace: Workspace,
    meeting_id: UUID,
    starts_at: datetime,
    *,
    minutes: int | None = None,
    scope: Scope = Scope.THIS,
) -> Outcome[UUID]:
    """Put a planned meeting at another moment; with ``minutes`` it also takes so long.

    Raises:
        NotFoundError: ``brief.meeting_gone``.
        RuleError: ``calendar.not_planned`` for what took place or was called off, ``domain.out_of_range``
            for a length that no meeting has.

    """
    with workspace.writing("meeting.moved") as unit:
        meeting = meeting_of(unit, meeting_id)
        _must_be_planned(meeting)
        local = starts_at.astimezone(ZoneInfo(meeting.zone)).replace(tzinfo=None)
        series = None if scope is Scope.THIS else series_of(unit, meeting)
        if series is None:
            meeting.schedule(local, meeting.zone)
            if minutes is not None:
                meeting.minutes = minutes
        else:
            move_series(unit, reached(unit, series, meeting, scope), meeting, local)
            if minutes is not None:
                for row in _ahead(unit, meeting):
                    row.minutes = minutes
        extend_series(unit, meeting)
        return Outcome(meeting.id, Area.INTERACTIONS)


def resize_meeting(
    workspace: Workspace, meeting_id: UUID, minutes: int, *, scope: Scope = Scope.THIS
) -> Outcome[UUID]:
    """Let a planned meeting take so many minutes. Raises as ``move_meeting``."""
    with workspace.writing("meeting.resized") as unit:
        meeting = meeting_of(unit, meeting_id)
        _must_be_planned(meeting)
        for row in _reached_rows(unit, meeting, scope):
            row.minutes = minutes
        return Outcome(meeting.id, Area.INTERACTIONS)


def cancel_meeting(workspace: Workspace, meeting_id: UUID, *, scope: Scope = Scope.THIS) -> Outcome[int]:
    """Call a planned meeting off, or also those that follow; how many were. Raises as ``move_meeting``."""
    with workspace.writing("meeting.cancelled") as unit:
        meeting = meeting_of(unit, meeting_id)
        _must_be_planned(meeting)
        series = None if scope is Scope.THIS else series_of(unit, meeting)
        rows = _reached_rows(unit, meeting, scope)
        for row in rows:
            row.status = InteractionStatus.CANCELLED
        if series is not None:
            close_rule(unit, series, date_of(series.rows[-1]))
        return Outcome(len(rows), Area.INTERACTIONS)


def miss_meeting(workspace: Workspace, meeting_id: UUID) -> Outcome[UUID]:
    """Note that a meeting did not take place: nobody came.

    Raises as ``move_meeting``, and RuleError ``calendar.missed_ahead`` for one that has not begun.
    """
    with workspace.writing("meeting.missed") as unit:
        meeting = meeting_of(unit, meeting_id)
        _must_be_planned(meeting)
        if meeting.starts_at > unit.now:
            raise RuleError("calendar.missed_ahead", subject=meeting.subject)
        meeting.status = InteractionStatus.MISSED
        extend_series(unit, meeting)
        return Outcome(meeting.id, Area.INTERACTIONS)


def plan_again(workspace: Workspace, meeting_id: UUID) -> Outcome[UUID]:
    """Plan what was called off or missed again, at its time.

    Raises RuleError ``calendar.not_called_off`` for any other.
    """
    with workspace.writing("meeting.planned_again") as unit:
        meeting = meeting_of(unit, meeting_id)
        if meeting.status not in _CALLED_OFF:
            raise RuleError("calendar.not_called_off", subject=meeting.subject)
        meeting.status = InteractionStatus.PLANNED
        return Outcome(meeting.id, Area.INTERACTIONS)


def delete_meeting(workspace: Workspace, meeting_id: UUID, *, scope: Scope = Scope.THIS) -> Outcome[int]:
    """Delete a meeting with all that was prepared for it, or also those that follow; how many went.

    What took place stays unless it is the meeting itself.
    """
    with workspace.writing("meeting.deleted") as unit:
        meeting = meeting_of(unit, meeting_id)
        series = series_of(unit, meeting)
        if series is None:
            unit.remove(Interaction, [meeting.id])
            return Outcome(1, Area.INTERACTIONS)
        gone = [meeting] if scope is Scope.THIS else _reached_rows(unit, meeting, scope)
        if meeting not in gone:
            gone.append(meeting)
        if scope is not Scope.THIS:
            last = date_of(_before(series, gone))
            close_rule(unit, series, last)
            series = replace(series, rule=series.rule.ending(last))
        remove_from(unit, series, gone)
        return Outcome(len(gone), Area.INTERACTIONS)


def reached(unit: UnitOfWork, series: Series, meeting: Interaction, scope: Scope) -> Series:
    """The part of a series that a change reaches, as a series of its own.

    All of it begins with the first that has not begun: what took place is not rewritten.
    """
    if scope is Scope.FOLLOWING:
        return split_at(unit, series, meeting)
    ahead = series.ahead(unit.now)
    first = ahead[0] if ahead and date_of(ahead[0]) < date_of(meeting) else meeting
    return split_at(unit, series, first)


def move_series(unit: UnitOfWork, series: Series, meeting: Interaction, local: datetime) -> None:
    """Shift a series as far as one of its meetings is moved."""
    head = series.head
    days = local.date() - date_of(meeting)
    target = datetime.combine(date_of(head) + days, local.time())
    rule = series.rule.moved(date_of(head), target.date())
    if rule.until is not None:
        rule = rule.ending(rule.until + days)
    reschedule(unit, series, head, target, rule)


def _must_be_planned(meeting: Interaction) -> None:
    if meeting.status is not InteractionStatus.PLANNED:
        raise RuleError("calendar.not_planned", subject=meeting.subject)


def _ahead(unit: UnitOfWork, meeting: Interaction) -> list[Interaction]:
    series = series_of(unit, meeting)
    return [meeting] if series is None else [*{meeting, *series.ahead(unit.now)}]


def _reached_rows(unit: UnitOfWork, meeting: Interaction, scope: Scope) -> list[Interaction]:
    """The meeting itself, and those ahead that the scope takes in; nothing is split."""
    series = None if scope is Scope.THIS else series_of(unit, meeting)
    if series is None:
        return [meeting]
    ahead = series.ahead(unit.now)
    if scope is Scope.FOLLOWING:
        ahead = [row for row in ahead if date_of(row) >= date_of(meeting)]
    return [meeting, *(row for row in ahead if row.id != meeting.id)]


def _before(series: Series, gone: list[Interaction]) -> Interaction:
    """The last meeting before those that go; the first of all where nothing stays."""
    staying = [row for row in series.rows if row not in gone]
    return staying[-1] if staying else series.rows[0]
