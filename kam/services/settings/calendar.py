"""The page of the working calendar (domain.md §8, ⚙): days, hours, break, holidays, exceptions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from functools import cache
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.changes import Area, Outcome
from kam.core.field_errors import FieldError, refuse
from kam.models import Calendar, CalendarException
from kam.services.complaints.changing_terms import before_change, keep_after_change
from kam.services.profile import read_profile
from kam.services.stored_settings import put_setting, read_setting
from kam.services.working_calendar import LUNCH_SETTING, clock_time, kept_holidays
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

WEEK: Final = range(7)
_MIDNIGHT: Final = 24 * 60


@dataclass(frozen=True, slots=True)
class DayException:
    """A date that is not as its weekday: closed (no hours), or open at hours of its own."""

    on: date
    starts: time | None = None
    ends: time | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """When we work. Weekdays begin with Monday = 0; an end of 00:00 is the coming midnight.

    ``lunch`` is a break of every working day; ``country`` (ISO 3166, None: none) gives the public holidays;
    ``holiday_years`` are those that are kept with the workspace.
    """

    weekdays: frozenset[int] = frozenset(range(5))
    starts: time = time(9)
    ends: time = time(18)
    lunch: tuple[time, time] | None = None
    country: str | None = None
    exceptions: tuple[DayException, ...] = ()
    holiday_years: tuple[int, ...] = ()


def read_calendar_page(workspace: Workspace) -> CalendarPage:
    """The calendar in force; without one Monday to Friday, 9–18."""
    with workspace.reading() as session:
        calendar = _calendar(session)
        if calendar is None:
            return CalendarPage()
        lunch = read_setting(session, LUNCH_SETTING)
        starts, ends = calendar.hours
        return CalendarPage(
            weekdays=calendar.working_weekdays,
            starts=starts,
            ends=ends,
            lunch=(clock_time(lunch[0]), clock_time(lunch[1])) if lunch else None,
            country=calendar.holidays_of,
            exceptions=tuple(_day(each) for each in _exceptions(session, calendar)),
            holiday_years=tuple(sorted(int(year) for year in json.loads(calendar.holidays or "{}"))),
        )


def save_calendar_page(workspace: Workspace, new: CalendarPage) -> Outcome[None]:
    """Set the calendar as one step. The holidays of a new country are written into the workspace.

    Raises:
        FieldErrors: by field ``weekdays``, ``ends``, ``lunch``, ``country``, ``exceptions.2026-12-31``.

    """
    with workspace.writing("settings.calendar_changed") as unit:
        return Outcome(None, put_calendar(unit, new))


def put_calendar(unit: UnitOfWork, new: CalendarPage) -> Area:
    """Set the calendar within a step; raises as ``save_calendar_page``."""
    refuse(_faults(new))
    profile = read_profile(unit)
    before = before_change(unit)
    calendar = _calendar(unit)
    if calendar is None:
        calendar = Calendar(name="default", zone=profile.zone.key, is_default=True)
        unit.add(calendar)
    calendar.weekdays = sum(1 << day for day in new.weekdays)
    calendar.starts, calendar.ends = _minutes(new.starts), _minutes(new.ends)
    if calendar.holidays_of != new.country:
        calendar.holidays_of = new.country
        calendar.holidays = kept_holidays(new.country, profile.today(unit.now))
    lunch = [_minutes(each) for each in new.lunch] if new.lunch else None
    put_setting(unit, LUNCH_SETTING, lunch)
    unit.flush()
    _put_exceptions(unit, calendar, new)
    keep_after_change(unit, before)
    return Area.SETTINGS | Area.COMPLAINTS


@cache
def holiday_countries(language: str) -> tuple[tuple[str, str], ...]:
    """The countries whose public holidays are known: code and name in a language, by name."""
    from babel import Locale
    from holidays.registry import COUNTRIES  # to ask the library itself loads the days of all of them

    from kam.core.text import sort_key

    names = Locale.parse(language).territories
    codes = [code for _, code, *_ in COUNTRIES.values() if code in names]
    return tuple(sorted(((code, names[code]) for code in codes), key=lambda each: sort_key(each[1])))


def _calendar(session: Session) -> Calendar | None:
    return session.scalars(select(Calendar).order_by(Calendar.is_default.desc(), Calendar.id)).first()


def _exceptions(session: Session, calendar: Calendar) -> list[CalendarException]:
    query = select(CalendarException).where(CalendarException.calendar_id == calendar.id)
    return list(session.scalars(query.order_by(CalendarException.on)))


def _day(each: CalendarException) -> DayException:
    if each.starts is None or each.ends is None:
        return DayException(each.on, name=each.name)
    return DayException(each.on, clock_time(each.starts), clock_time(each.ends), each.name)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _faults(new: CalendarPage) -> Iterator[FieldError]:
    if not new.weekdays <= set(WEEK) or not new.weekdays:
        yield FieldError("weekdays", "settings.no_working_day")
    if not _in_order(new.starts, new.ends):
        yield FieldError("ends", "field.before_start")
    elif new.lunch is not None:
        first, last = (_minutes(each) for each in new.lunch)
        if not _minutes(new.starts) < first < last < (_minutes(new.ends) or _MIDNIGHT):
            yield FieldError("lunch", "settings.lunch_outside")
    if new.country is not None and new.country not in dict(holiday_countries("en")):
        yield FieldError("country", "settings.unknown_country", {"code": new.country})
    seen: set[date] = set()
    for each in new.exceptions:
        name = f"exceptions.{each.on.isoformat()}"
        if each.on in seen:
            yield FieldError(name, "settings.day_twice")
        seen.add(each.on)
        if (each.starts is None) != (each.ends is None):
            yield FieldError(name, "field.required")
        elif each.starts is not None and each.ends is not None and not _in_order(each.starts, each.ends):
            yield FieldError(name, "field.before_start")


def _in_order(starts: time, ends: time) -> bool:
    """An end of 00:00 is the coming midnight."""
    return _minutes(starts) < (_minutes(ends) or _MIDNIGHT)


def _put_exceptions(unit: UnitOfWork, calendar: Calendar, new: CalendarPage) -> None:
    """Those of the page, and no others."""
    stored = {each.on: each for each in _exceptions(unit, calendar)}
    wanted = {each.on: each for each in new.exceptions}
    unit.remove(CalendarException, [stored[on].id for on in stored.keys() - wanted.keys()])
    for on, each in wanted.items():
        record = unit.get(CalendarException, stored[on].id) if on in stored else None
        if record is None:
            record = CalendarException(calendar_id=calendar.id, on=on)
            unit.add(record)
        record.starts = None if each.starts is None else _minutes(each.starts)
        record.ends = None if each.ends is None else _minutes(each.ends)
        record.name = (each.name or "").strip() or None
