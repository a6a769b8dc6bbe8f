"""Events of a calendar file (iCalendar, RFC 5545) as typed rows: invitations of Outlook, Google and Apple."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from kam.core.errors import UserError
from kam.core.zones import is_zone
from kam.exchange.calendar_text import calendar_text

if TYPE_CHECKING:
    from icalendar import Event

MOST_EVENTS: Final = 5_000
LONGEST_NAME: Final = 400
LONGEST_LINE: Final = 500
_DAY: Final = 24 * 60
_LONGEST_MINUTES: Final = 100_000
_YEARS: Final = range(1990, 2101)
_ROOMS: Final = frozenset({"RESOURCE", "ROOM"})
_LINK: Final = re.compile(r"https://[^\s<>\"'|]+")
_CONFERENCES: Final = ("X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL", "CONFERENCE", "URL")
_RULER: Final = re.compile(r"^\s*(?:[_\-=~*.•]{6,}|-::.*)\s*$", re.MULTILINE)
"""Below such a line the machinery of conferences writes how to dial in."""


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody named by an invitation: the address in small letters, and how they are called there."""

    address: str
    name: str


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An event, or (with ``instead_of``) what one date of a series became.

    ``starts`` is wall-clock time in ``zone``. ``without`` are the dates that the series leaves out.
    """

    uid: str
    instead_of: date | None
    subject: str
    starts: datetime
    zone: str
    minutes: int
    place: str | None
    link: str | None
    words: str | None
    people: tuple[Invited, ...]
    rule: str | None
    without: frozenset[date]
    cancelled: bool

    @property
    def ends_at(self) -> datetime:
        """The moment it ends."""
        return self.starts.replace(tzinfo=ZoneInfo(self.zone)).astimezone(UTC) + timedelta(
            minutes=self.minutes
        )


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """What a file holds; ``unreadable`` counts events without a time that could be understood."""

    events: tuple[CalendarEvent, ...]
    unreadable: int


def read_calendar_file(data: bytes, zone: ZoneInfo) -> CalendarFile:
    """Read a file; times without a zone, and in one that only the file knows, become those of ``zone``.

    Raises:
        UserError: ``calendar.not_a_calendar``, ``calendar.file_too_large``, ``calendar.no_events``,
            ``calendar.too_many_events``.

    """
    from icalendar import Calendar

    text = calendar_text(data)
    try:
        calendars: list[Any] = Calendar.from_ical(text, multiple=True)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise UserError("calendar.not_a_calendar") from error
    events: list[CalendarEvent] = []
    added: list[CalendarEvent] = []
    unreadable = 0
    for calendar in calendars:
        called_off = str(calendar.get("METHOD", "")).upper() == "CANCEL"
        for each in calendar.walk("VEVENT"):
            read = _safely(each, zone, called_off=called_off)
            unreadable += read is None
            if read is not None:
                events.append(read)
                added += islice(_more_dates(read, each, zone), MOST_EVENTS)
            if len(events) + len(added) > MOST_EVENTS:
                raise UserError("calendar.too_many_events", limit=MOST_EVENTS)
    if not events:
        raise UserError("calendar.nothing_readable" if unreadable else "calendar.no_events")
    told = {(each.uid, each.instead_of) for each in events}  # what a date became is told by its own event
    events += (each for each in added if (each.uid, each.instead_of) not in told)
    return CalendarFile(tuple(events), unreadable)


def _more_dates(event: CalendarEvent, raw: Any, zone: ZoneInfo) -> Iterator[CalendarEvent]:
    """Dates that an event takes place on besides its own (``RDATE``).

    Beside a rule each is a date of the series; without a rule a meeting of its own, named as a date of a
    series is when it goes out: ``UID#YYYYMMDD``.
    """
    if event.instead_of is not None:
        return
    taken = {event.starts.date(), *event.without}
    for listed in _dates_of(raw.get("RDATE")):
        value = listed[0] if isinstance(listed, tuple) else listed  # a period: when it begins
        starts, named = _local(value, zone)
        if not isinstance(value, datetime):
            starts, named = datetime.combine(value, event.starts.time()), event.zone
        if starts.date() in taken or starts.year not in _YEARS:
            continue
        taken.add(starts.date())
        if event.rule is None:
            uid = f"{event.uid}#{starts:%Y%m%d}"
            yield replace(event, uid=uid, starts=starts, zone=named, without=frozenset())
        else:
            on = _date_there(value, ZoneInfo(event.zone))
            yield replace(event, instead_of=on, starts=starts, zone=named, rule=None, without=frozenset())


def _safely(event: Event, zone: ZoneInfo, *, called_off: bool) -> CalendarEvent | None:
    """An event, or None where its time or shape cannot be understood.

    The library raises what its parts raise; a file of somebody's must not end more than one event.
    """
    try:
        return _event(event, zone, called_off=called_off)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, OverflowError):
        return None


def _event(event: Any, zone: ZoneInfo, *, called_off: bool) -> CalendarEvent | None:
    begins = event.get("DTSTART")
    if begins is None:
        return None
    starts, named = _local(begins.dt, zone)
    if starts.year not in _YEARS:
        return None
    there = ZoneInfo(named)
    instead = event.get("RECURRENCE-ID")
    place = _line(event.get("LOCATION"))
    words = _text(event.get("DESCRIPTION"))
    subject = _line(event.get("SUMMARY")) or ""
    return CalendarEvent(
        uid=_uid(event, subject, starts),
        instead_of=None if instead is None else _date_there(instead.dt, there),
        subject=subject,
        starts=starts,
        zone=named,
        minutes=_minutes(event, begins.dt, starts, zone),
        place=place,
        link=_conference(event, place, words),
        words=_own_words(words),
        people=tuple(_people(event)),
        rule=_rule(event, there),
        without=frozenset(_date_there(each, there) for each in _left_out(event)),
        cancelled=called_off or str(event.get("STATUS", "")).upper() == "CANCELLED",
    )


def _local(value: date | datetime, zone: ZoneInfo) -> tuple[datetime, str]:
    """Wall-clock time and its zone. A day without a time begins at its midnight, here."""
    if not isinstance(value, datetime):
        return datetime.combine(value, time.min), zone.key
    if value.tzinfo is None:
        return value.replace(second=0, microsecond=0), zone.key
    key = str(getattr(value.tzinfo, "key", ""))
    if is_zone(key) and key not in {"UTC", "Etc/UTC"}:
        return value.replace(tzinfo=None, second=0, microsecond=0), key
    return value.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0), zone.key


def _date_there(value: date | datetime, there: ZoneInfo) -> date:
    """The date of a moment where the event takes place."""
    if not isinstance(value, datetime):
        return value
    if value.tzinfo is None:
        return value.date()
    return value.astimezone(there).date()


def _minutes(event: Any, begins: date | datetime, starts: datetime, zone: ZoneInfo) -> int:
    """How long it takes; without an end an hour, or its day."""
    whole = not isinstance(begins, datetime)
    if (end := event.get("DTEND")) is not None:
        value = end.dt
        if isinstance(begins, datetime) and isinstance(value, datetime) and begins.tzinfo and value.tzinfo:
            length = value.astimezone(UTC) - begins.astimezone(UTC)
        else:
            length = _local(value, zone)[0] - starts
    elif (duration := event.get("DURATION")) is not None:
        length = duration.dt
    else:
        length = timedelta(days=1) if whole else timedelta(hours=1)
    minutes = length // timedelta(minutes=1)
    if whole:
        minutes = max(minutes // _DAY, 1) * _DAY
    return min(max(minutes, 0), _LONGEST_MINUTES)


def _uid(event: Any, subject: str, starts: datetime) -> str:
    """Its own name; a very long one, or none, is replaced by what it is about."""
    uid = str(event.get("UID", "")).strip()
    if uid and len(uid) <= LONGEST_NAME and uid.isprintable():
        return uid
    told = uid or f"{subject}\n{starts.isoformat()}"
    return "sha256:" + hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()


def _rule(event: Any, there: ZoneInfo) -> str | None:
    """The rule as text; its last moment as a date where the event takes place."""
    rule = event.get("RRULE")
    if rule is None:
        return None
    first = rule[0] if isinstance(rule, list) else rule
    until = first.pop("UNTIL", None)
    text = str(first.to_ical().decode("utf-8", "replace"))
    if until:
        last = until[0] if isinstance(until, list) else until
        aware = isinstance(last, datetime) and last.tzinfo is not None
        on = last.astimezone(there) if aware else last
        text += f";UNTIL={on:%Y%m%d}"
    return text


def _left_out(event: Any) -> Iterator[date | datetime]:
    return _dates_of(event.get("EXDATE"))


def _dates_of(found: Any) -> Iterator[Any]:
    """The dates, moments and periods that a property lists, once or in several lines."""
    for several in found if isinstance(found, list) else [found] if found is not None else []:
        for each in several.dts:
            yield each.dt


def _people(event: Any) -> Iterator[Invited]:
    """Organizer first; rooms and projectors are nobody."""
    seen: set[str] = set()
    for name in ("ORGANIZER", "ATTENDEE"):
        found = event.get(name)
        for each in found if isinstance(found, list) else [found] if found is not None else []:
            kind = str(each.params.get("CUTYPE", "")).upper()
            address = re.sub(r"^mailto:", "", str(each).strip(), flags=re.IGNORECASE).strip().casefold()
            if kind in _ROOMS or "@" not in address or len(address) > LONGEST_NAME or address in seen:
                continue
            seen.add(address)
            called = _line(each.params.get("CN")) or ""
            yield Invited(address, "" if "@" in called else called)


def _text(value: object) -> str | None:
    """Text without what cannot be shown; None where nothing is left."""
    if value is None:
        return None
    if isinstance(value, list):
        value = value[0]
    kept = "".join(each for each in str(value) if each.isprintable() or each == "\n").strip()
    return kept or None


def _line(value: object) -> str | None:
    """Text in one line, cut where a line of ours ends."""
    text = _text(value)
    if text is None:
        return None
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST_LINE else flat[: LONGEST_LINE - 1].rstrip() + "…"


def _own_words(text: str | None) -> str | None:
    """What the one who invites wrote, without how to dial in."""
    return None if text is None else _line(_RULER.split(text, maxsplit=1)[0])


def _conference(event: Any, place: str | None, words: str | None) -> str | None:
    """The address of a video conference, where one is named."""
    named = [str(event.get(name)) for name in _CONFERENCES if event.get(name) is not None]
    for text in (*named, place or "", words or ""):
        match = _LINK.search(text[:20_000])
        if match is not None:
            return match[0][:LONGEST_LINE]
    return None
