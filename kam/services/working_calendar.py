"""The workspace's working calendar and complaint norms, as the calculations want them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.complaint_norms import ComplaintNorms, Norm
from kam.analysis.working_time import CalendarException as DayException
from kam.analysis.working_time import WorkCalendar, WorkSpan
from kam.core.vocabulary import Channel, NormRuns, NormUnit, Severity
from kam.models import Calendar, CalendarException, Setting

NORMS_SETTING = "complaint_norms"
LUNCH_SETTING = "lunch"
HOLIDAY_YEARS = 5


def read_calendar(session: Session, zone: ZoneInfo, years: Iterable[int]) -> WorkCalendar:
    """The default calendar; without one Monday to Friday, 9–18, in the given zone.

    Public holidays of ``years`` are those kept with the calendar; for a year it does not know, the library's.
    """
    stored = session.scalars(select(Calendar).order_by(Calendar.is_default.desc(), Calendar.id)).first()
    if stored is None:
        return WorkCalendar(zone)
    exceptions = session.scalars(select(CalendarException).where(CalendarException.calendar_id == stored.id))
    working = _around(WorkSpan(*stored.hours), lunch_of(session))
    return WorkCalendar(
        zone=ZoneInfo(stored.zone),
        weekly=tuple(working if day in stored.working_weekdays else () for day in range(7)),
        holidays=_holidays(stored, years),
        exceptions=tuple(DayException(each.on, _hours(each)) for each in exceptions),
    )


def lunch_of(session: Session) -> WorkSpan | None:
    """The break of the working days, if there is one; a day with hours of its own has none."""
    stored = session.scalar(select(Setting.value).where(Setting.name == LUNCH_SETTING))
    if stored is None:
        return None
    starts, ends = json.loads(stored)
    return WorkSpan(clock_time(starts), clock_time(ends))


def _around(hours: WorkSpan, lunch: WorkSpan | None) -> tuple[WorkSpan, ...]:
    """The hours of a day without the break; one that does not lie within them is none."""
    if lunch is None or not hours.start_offset < lunch.start_offset <= lunch.end_offset < hours.end_offset:
        return (hours,)
    return (WorkSpan(hours.start, lunch.start), WorkSpan(lunch.end, hours.end))


def clock_time(minutes: int) -> time:
    """The time of day so many minutes after midnight."""
    return time(minutes // 60 % 24, minutes % 60)


def _hours(exception: CalendarException) -> tuple[WorkSpan, ...]:
    if exception.starts is None or exception.ends is None:
        return ()
    plain = Calendar(name="", zone="UTC", starts=exception.starts, ends=exception.ends)
    return (WorkSpan(*plain.hours),)


def _holidays(calendar: Calendar, years: Iterable[int]) -> frozenset[date]:
    if calendar.holidays_of is None:
        return frozenset()
    kept = {int(year): days for year, days in json.loads(calendar.holidays or "{}").items()}
    wanted = set(years)
    days = {date.fromisoformat(day) for year in wanted & kept.keys() for day in kept[year]}
    if unknown := wanted - kept.keys():
        days.update(public_holidays(calendar.holidays_of, unknown))
    return frozenset(days)


def public_holidays(country: str, years: Iterable[int]) -> set[date]:
    """A country's public holidays as the library knows them."""
    import holidays

    try:
        return set(holidays.country_holidays(country, years=list(years)))
    except NotImplementedError:  # a country the library does not know: the week alone counts
        return set()


def kept_holidays(country: str | None, today: date) -> str | None:
    """A country's public holidays of five years back and ahead, as a calendar keeps them."""
    if country is None:
        return None
    years = range(today.year - HOLIDAY_YEARS, today.year + HOLIDAY_YEARS + 1)
    kept: dict[int, list[str]] = {year: [] for year in years}
    for day in sorted(public_holidays(country, years)):
        if day.year in kept:
            kept[day.year].append(day.isoformat())
    return json.dumps(kept, separators=(",", ":"))


def office_calendar(zone: str, country: str, today: date) -> Calendar:
    """Monday to Friday, 9–18, with a country's holidays of five years back and ahead."""
    holidays = kept_holidays(country, today)
    return Calendar(name="default", zone=zone, holidays_of=country, holidays=holidays, is_default=True)


def norms_from(settings: dict[str, Any]) -> ComplaintNorms:
    """The norms in force: the defaults of domain.md §8 with what the workspace changed."""
    changed = settings.get(NORMS_SETTING)
    if not changed:
        return ComplaintNorms()
    default = ComplaintNorms()
    response = {Channel.of(code): _norm(norm) for code, norm in changed.get("first_response", {}).items()}
    resolution = {Severity.of(code): _norm(norm) for code, norm in changed.get("resolution", {}).items()}
    acknowledgement = changed.get("acknowledgement")
    return ComplaintNorms(
        first_response={**default.first_response, **response},
        acknowledgement=_norm(acknowledgement) if acknowledgement else default.acknowledgement,
        resolution={**default.resolution, **resolution},
        at_risk_percent=changed.get("at_risk_percent", default.at_risk_percent),
    )


def _norm(stored: dict[str, Any]) -> Norm:
    runs = NormRuns.of(stored.get("runs", NormRuns.ALWAYS.value))
    return Norm(int(stored["amount"]), NormUnit.of(stored["unit"]), runs)
