"""A meeting that repeats: its occurrences are meetings of their own, written a year ahead.

The first of a series keeps its rule; the others name the first and the date by the rule for which they stand,
also when they were moved or cancelled. So every list, brief and search sees them, and each can be prepared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kam.analysis.recurrence import Rule, a_year_after, read_rule
from kam.core.errors import NotFoundError, RuleError
from kam.core.vocabulary import InteractionStatus
from kam.models import Interaction, InteractionAccount, Participant
from kam.services.meetings import fresh_checklist
from kam.services.settings.preparation import checklist_of
from kam.store.unit_of_work import UnitOfWork

_COPIED: Final = (
    "account_id",
    "kind",
    "subject",
    "minutes",
    "place",
    "direction",
    "purpose",
    "client_purpose",
    "logistics",
    "opportunity_id",
    "objective_id",
    "travel_minutes",
)
"""What every meeting of a series has alike. What is said and asked at one of them belongs to that one."""


class Scope(StrEnum):
    """How many meetings of a series a change reaches."""

    THIS = "this"
    FOLLOWING = "following"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Series:
    """A series: the rule, the meeting that keeps it, and all its meetings by their date in the rule."""

    head: Interaction
    rule: Rule
    rows: tuple[Interaction, ...]

    def ahead(self, now: datetime) -> list[Interaction]:
        """The planned ones that have not begun."""
        return [row for row in self.rows if row.status is InteractionStatus.PLANNED and row.starts_at > now]

    def since(self, row: Interaction) -> list[Interaction]:
        """A meeting and those after it."""
        return [each for each in self.rows if date_of(each) >= date_of(row)]


def meeting_of(session: Session, meeting_id: UUID) -> Interaction:
    """A meeting; NotFoundError ``brief.meeting_gone``."""
    meeting = session.get(Interaction, meeting_id)
    if meeting is None:
        raise NotFoundError("brief.meeting_gone", id=meeting_id)
    return meeting


def date_of(row: Interaction) -> date:
    """The date by the rule that a meeting stands for."""
    return row.occurrence_on or row.starts_local.date()


def series_of(session: Session, meeting: Interaction) -> Series | None:
    """The series to which a meeting belongs; None where it stands alone."""
    head = meeting if meeting.repeat_of_id is None else session.get(Interaction, meeting.repeat_of_id)
    if head is None or head.repeats is None:
        return None
    rows = session.scalars(
        select(Interaction).where(or_(Interaction.id == head.id, Interaction.repeat_of_id == head.id))
    )
    ordered = tuple(sorted(rows, key=date_of))
    return Series(head, _rule_of(head), ordered)


def begin_series(unit: UnitOfWork, meeting: Interaction, rule: Rule) -> None:
    """Let a meeting repeat by a rule: write its occurrences of the year ahead."""
    meeting.repeats = str(rule)
    meeting.occurrence_on = meeting.starts_local.date()
    unit.flush()
    _write(unit, meeting, meeting, rule.dates(meeting.occurrence_on, _horizon(unit, meeting))[1:])


def extend_series(unit: UnitOfWork, meeting: Interaction) -> None:
    """Write the occurrences that a year ahead of now lacks after the last one written.

    To be called by whoever moves or records one of a series. Dates before the last one are left alone:
    what is missing there was deleted.
    """
    series = series_of(unit, meeting)
    if series is None:
        return
    last = date_of(series.rows[-1])
    dates = series.rule.dates(date_of(series.head), a_year_after(unit.now.date()))
    missing = [day for day in dates if day > last]
    if missing:
        _write(unit, series.head, _pattern(series), missing)


def split_at(unit: UnitOfWork, series: Series, row: Interaction) -> Series:
    """The series from a meeting on as one of its own, headed by that meeting; the earlier part ends before.

    The first meeting of a series is the head of all of it: nothing is split.
    """
    if row.id == series.head.id:
        return series
    begun = date_of(row)
    later = series.since(row)
    row.repeats, row.repeat_of_id, row.occurrence_on = str(series.rule), None, begun
    for each in later:
        if each.id != row.id:
            each.repeat_of_id = row.id
    earlier = [each for each in series.rows if each not in later]
    if len(earlier) == 1:
        series.head.repeats = series.head.occurrence_on = None
    else:
        series.head.repeats = str(series.rule.ending(begun - timedelta(days=1)))
    unit.flush()
    return Series(row, series.rule, tuple(later))


def reschedule(unit: UnitOfWork, series: Series, moved: Interaction, local: datetime, rule: Rule) -> None:
    """Put a series, headed by ``moved``, at another time of day, on other dates, under another rule.

    The meetings ahead take the dates of the rule in their order; one that was moved by itself before keeps
    its own time. What the rule has more is written, what it has less goes.
    """
    usual = _pattern(series).starts_local.time()
    moved.schedule(local, moved.zone)
    moved.occurrence_on = local.date()
    moved.repeats = str(rule)
    dates = rule.dates(local.date(), _horizon(unit, moved))[1:]
    rest = [each for each in series.rows if each.id != moved.id]
    for row, day in zip(rest, dates, strict=False):
        keeps_own = row.starts_local != datetime.combine(date_of(row), usual)
        row.occurrence_on = day
        if row.status is InteractionStatus.PLANNED and not keeps_own:
            put_at(row, datetime.combine(day, local.time()))
    surplus = [row.id for row in rest[len(dates) :] if row.status is not InteractionStatus.DONE]
    unit.flush()
    unit.remove(Interaction, surplus)
    if len(dates) > len(rest):
        _write(unit, moved, moved, dates[len(rest) :])
    if not dates:
        moved.repeats = moved.occurrence_on = None


def end_series(unit: UnitOfWork, series: Series, row: Interaction) -> None:
    """Let a series end with a meeting: those after it that did not take place go."""
    rest = [each for each in series.since(row) if each.id != row.id]
    unit.remove(Interaction, [each.id for each in rest if each.status is not InteractionStatus.DONE])
    close_rule(unit, series, date_of(row))


def close_rule(unit: UnitOfWork, series: Series, last: date) -> None:
    """No dates after ``last``; a series of which only its head is left is none."""
    head = unit.get(Interaction, series.head.id)
    if head is None:
        return
    if last <= date_of(head):
        head.repeats = head.occurrence_on = None
    else:
        head.repeats = str(series.rule.ending(last))


def remove_from(unit: UnitOfWork, series: Series, gone: Sequence[Interaction]) -> None:
    """Delete meetings of a series; where its head goes, the next of what stays keeps the rule."""
    going = {row.id for row in gone}
    staying = [row for row in series.rows if row.id not in going]
    if series.head.id in going and staying:
        heir = staying[0]
        heir.occurrence_on = date_of(heir)
        heir.repeats, heir.repeat_of_id = str(series.rule), None
        for row in staying[1:]:
            row.repeat_of_id = heir.id
    unit.flush()
    unit.remove(Interaction, going)


def put_at(row: Interaction, local: datetime) -> None:
    """Schedule an occurrence; at an hour that clocks skip that day, an hour later."""
    try:
        row.schedule(local, row.zone)
    except RuleError:
        row.schedule(local + timedelta(hours=1), row.zone)


def write_occurrences(unit: UnitOfWork, head: Interaction, days: Iterable[date]) -> list[Interaction]:
    """Write meetings of a series for dates that its rule gives."""
    return _write(unit, head, head, list(days))


def _rule_of(head: Interaction) -> Rule:
    return read_rule(head.repeats or "", date_of(head))


def _horizon(unit: UnitOfWork, meeting: Interaction) -> date:
    """A year from now; a series that begins later has its first year written."""
    return a_year_after(max(unit.now.date(), meeting.starts_local.date()))


def _pattern(series: Series) -> Interaction:
    """The latest that stands where the rule puts it: the others are made like it."""
    fitting = [row for row in series.rows if row.starts_local.date() == date_of(row)]
    times = [row.starts_local.time() for row in fitting]
    usual = max(set(times), key=times.count) if times else None
    alike = [row for row in fitting if row.starts_local.time() == usual]
    return alike[-1] if alike else series.head


def _write(
    unit: UnitOfWork, head: Interaction, pattern: Interaction, days: Sequence[date]
) -> list[Interaction]:
    people = list(
        unit.scalars(
            select(Participant)
            .where(Participant.interaction_id == pattern.id)
            .order_by(Participant.position, Participant.id)
        )
    )
    also = list(
        unit.scalars(
            select(InteractionAccount.account_id).where(InteractionAccount.interaction_id == pattern.id)
        )
    )
    entries = checklist_of(unit)
    names = _names_taken(unit, head)
    made = []
    for day in days:
        row = Interaction(**{name: getattr(pattern, name) for name in _COPIED})
        row.zone = pattern.zone
        put_at(row, datetime.combine(day, pattern.starts_local.time()))
        row.repeat_of_id, row.occurrence_on = head.id, day
        name = occurrence_name(head.external_id, day) if head.external_id else None
        row.external_id = None if name in names else name
        unit.add(row)
        unit.add_all(InteractionAccount(interaction_id=row.id, account_id=each) for each in also)
        unit.add_all(_again(each, row) for each in people)
        unit.add_all(fresh_checklist(entries, row, {}))
        made.append(row)
    unit.flush()
    return made


def _names_taken(unit: UnitOfWork, head: Interaction) -> set[str | None]:
    """What occurrences of the series' calendar are called already: one that was re-dated keeps its name."""
    if head.external_id is None:
        return set()
    begins = Interaction.external_id.startswith(head.external_id + "#", autoescape=True)
    return set(unit.scalars(select(Interaction.external_id).where(begins)))


def occurrence_name(uid: str, day: date) -> str:
    """What an occurrence of a series from another calendar is called: ``UID#YYYYMMDD``."""
    return f"{uid}#{day:%Y%m%d}"


def _again(each: Participant, row: Interaction) -> Participant:
    return Participant(
        interaction_id=row.id,
        stakeholder_id=each.stakeholder_id,
        colleague_id=each.colleague_id,
        guest=each.guest,
        task=each.task,
        position=each.position,
    )
