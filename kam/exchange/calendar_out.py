"""Meetings as a calendar file (iCalendar, RFC 5545) that Outlook, Google and Apple open.

Times are local with the zone's description in the file, so that a series keeps its hour when clocks change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Event

_DAY: Final = 24 * 60
_AROUND: Final = timedelta(days=400)
"""So far around its meetings a zone is described."""


class Standing(Enum):
    """What a calendar is told about a meeting."""

    CONFIRMED = "CONFIRMED"
    CANCELLED = "CANCELLED"


@dataclass(frozen=True, slots=True)
class EventOut:
    """A meeting as it goes out: only what the client may see.

    ``instead_of`` is the local time by the rule of a series for which it stands; ``without`` are those that
    the series leaves out.
    """

    uid: str
    subject: str
    starts: datetime
    zone: str
    minutes: int | None
    standing: Standing = Standing.CONFIRMED
    place: str | None = None
    words: str | None = None
    client: str | None = None
    rule: str | None = None
    without: tuple[datetime, ...] = ()
    instead_of: datetime | None = None


def write_calendar(events: Iterable[EventOut], *, written_at: datetime) -> bytes:
    """The bytes of a file with these events; the same events and moment give the same bytes."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", "-//kam//kam//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    written = list(events)
    for each in written:
        calendar.add_component(_event(each, written_at))
    days = [each.starts.date() for each in written]
    if days:
        calendar.add_missing_timezones(min(days) - _AROUND, max(days) + _AROUND)
    return bytes(calendar.to_ical())


def _event(each: EventOut, written_at: datetime) -> Event:
    from icalendar import Event, vRecur

    event = Event()
    event.add("uid", each.uid)
    event.add("dtstamp", written_at.astimezone(UTC).replace(microsecond=0))
    event.add("summary", each.subject)
    event.add("status", each.standing.value)
    if _whole_days(each):
        days = (each.minutes or _DAY) // _DAY
        event.add("dtstart", each.starts.date())
        event.add("dtend", each.starts.date() + timedelta(days=days))
    else:
        event.add("dtstart", _in_zone(each.starts, each.zone))
        event.add("duration", timedelta(minutes=each.minutes or 0))
    if each.place:
        event.add("location", each.place)
    if each.words:
        event.add("description", each.words)
    if each.client:
        event.add("categories", [each.client])
    if each.rule is not None:
        event.add("rrule", vRecur.from_ical(_rule(each)))
    for moment in each.without:
        event.add("exdate", _as_begun(each, moment))
    if each.instead_of is not None:
        event.add("recurrence-id", _as_begun(each, each.instead_of))
    return event


def _rule(each: EventOut) -> str:
    """The rule with its last date as the standard wants it: in UTC where the start has a zone."""
    head, until, last = (each.rule or "").partition("UNTIL=")
    if not until or _whole_days(each):
        return f"{head}{until}{last}"
    day = datetime.strptime(last[:8], "%Y%m%d").date()  # noqa: DTZ007 - a date alone
    moment = _in_zone(datetime.combine(day, each.starts.time()), each.zone).astimezone(UTC)
    return f"{head}UNTIL={moment:%Y%m%dT%H%M%SZ}"


def _as_begun(each: EventOut, moment: datetime) -> date | datetime:
    return moment.date() if _whole_days(each) else _in_zone(moment, each.zone)


def _whole_days(each: EventOut) -> bool:
    midnight = each.starts.hour == each.starts.minute == 0
    return midnight and each.minutes is not None and each.minutes > 0 and each.minutes % _DAY == 0


def _in_zone(local: datetime, zone: str) -> datetime:
    return local.replace(tzinfo=ZoneInfo(zone))
