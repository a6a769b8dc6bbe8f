"""The norms and the calendar that are kept with a complaint (domain.md §8).

Both are written when it is registered, as JSON that stands on its own. When the settings change, open
complaints get the new ones; what was in force until then stays under ``former`` as long as a clock that
stopped by then is read by it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from kam.analysis.complaint_clocks import FormerTerms
from kam.analysis.complaint_norms import ComplaintNorms, Norm
from kam.analysis.working_time import CalendarException, WorkCalendar, WorkSpan
from kam.core.errors import RuleError
from kam.models import Calendar, Complaint
from kam.models.columns import NOTE
from kam.services.profile import read_profile
from kam.services.stored_settings import read_setting
from kam.services.working_calendar import NORMS_SETTING, norms_from, public_holidays, read_calendar

YEARS_KEPT: Final = 3
"""Holidays of so many years after the one of receipt are kept with a complaint."""
_MOST_EXCEPTIONS: Final = 400
"""So many days that are not as their weekday find room with a complaint: a hundred a year."""
_UNREADABLE: Final = (ValueError, KeyError, TypeError, AttributeError, RuleError)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the clocks of a complaint are read by."""

    norms: ComplaintNorms
    calendar: WorkCalendar
    former: tuple[FormerTerms, ...] = ()


@dataclass(frozen=True, slots=True)
class TermsInForce:
    """The norms and the calendar of the settings; the country gives holidays of years nobody kept."""

    norms: ComplaintNorms
    calendar: WorkCalendar
    country: str | None

    def texts(self, received: datetime) -> tuple[str, str]:
        """Norms and calendar as a complaint received then keeps them."""
        year = received.astimezone(self.calendar.zone).year
        return norms_text(self.norms), calendar_text(self.calendar, self.country, year)


def terms_in_force(session: Session, first: datetime, last: datetime | None = None) -> TermsInForce:
    """What holds now, with the holidays that complaints received between two moments may meet."""
    profile = read_profile(session)
    stored = session.scalars(select(Calendar).order_by(Calendar.is_default.desc(), Calendar.id)).first()
    years = range(first.year - 1, (last or first).year + YEARS_KEPT + 2)  # zones differ around New Year
    calendar = read_calendar(session, profile.zone, years)
    norms = norms_from({NORMS_SETTING: read_setting(session, NORMS_SETTING)})  # a step may just have set them
    return TermsInForce(norms, calendar, stored.holidays_of if stored else None)


def terms_of(
    complaint: Complaint | Row[Any], norms: ComplaintNorms, calendar: WorkCalendar, at: datetime
) -> Terms:
    """What the clocks of a complaint are read by at a moment: what it keeps, else what is in force.

    What cannot be read counts as not kept; checking the file tells of it.
    """
    own, former_norms = _norms_of(complaint.norms) or (norms, ())
    hours, former_hours = _calendar_of(complaint.calendar, at.year + 1) or (calendar, ())
    if not former_norms and not former_hours:
        return Terms(own, hours)
    ends = sorted({until for until, _ in (*former_norms, *former_hours)})
    former = tuple(
        FormerTerms(until, _then(former_norms, until, own), _then(former_hours, until, hours))
        for until in ends
    )
    return Terms(own, hours, former)


def _then(former: Sequence[tuple[datetime, Any]], until: datetime, present: Any) -> Any:
    return next((value for end, value in former if until <= end), present)


# --- norms ----------------------------------------------------------------------------------------------


def norms_text(norms: ComplaintNorms) -> str:
    """All norms, as they are kept with a complaint."""
    return _text(
        {
            "first_response": {each.value: norm_json(norm) for each, norm in norms.first_response.items()},
            "acknowledgement": norm_json(norms.acknowledgement),
            "resolution": {each.value: norm_json(norm) for each, norm in norms.resolution.items()},
            "at_risk_percent": norms.at_risk_percent,
        }
    )


def norm_json(norm: Norm) -> dict[str, Any]:
    """A norm in values that JSON knows."""
    return {"amount": norm.amount, "unit": norm.unit.value, "runs": norm.runs.value}


@lru_cache(maxsize=1024)
def _norms_of(text: str | None) -> tuple[ComplaintNorms, tuple[tuple[datetime, ComplaintNorms], ...]] | None:
    if text is None:
        return None
    try:
        return read_norms_text(text)
    except _UNREADABLE:
        return None


def read_norms_text(text: str) -> tuple[ComplaintNorms, tuple[tuple[datetime, ComplaintNorms], ...]]:
    """The norms kept with a complaint, and the former ones with the moments of their ends."""
    stored = json.loads(text)
    former = tuple(
        (datetime.fromisoformat(each["until"]), norms_from({NORMS_SETTING: each}))
        for each in stored.get("former", ())
    )
    return norms_from({NORMS_SETTING: stored}), former


# --- the calendar ---------------------------------------------------------------------------------------


def calendar_text(calendar: WorkCalendar, country: str | None, year: int) -> str:
    """A calendar as a complaint received in a year keeps it: week, holidays, exceptions from then on."""
    years = range(year, year + YEARS_KEPT + 1)
    own = sorted((each for each in calendar.exceptions if each.day.year in years), key=lambda each: each.day)
    stored: dict[str, Any] = {
        "zone": calendar.zone.key,
        "weekly": [_hours(hours) for hours in calendar.weekly],
        "exceptions": {each.day.isoformat(): _hours(each.hours) for each in own[:_MOST_EXCEPTIONS]},
        "country": country,
        "holidays": {
            str(each): " ".join(f"{day:%m%d}" for day in sorted(calendar.holidays) if day.year == each)
            for each in years
        },
    }
    return _text(stored)


@lru_cache(maxsize=256)
def _calendar_of(
    text: str | None, year: int
) -> tuple[WorkCalendar, tuple[tuple[datetime, WorkCalendar], ...]] | None:
    if text is None:
        return None
    try:
        return read_calendar_text(text, year)
    except _UNREADABLE:
        return None


def read_calendar_text(
    text: str, year: int
) -> tuple[WorkCalendar, tuple[tuple[datetime, WorkCalendar], ...]]:
    """The calendar kept with a complaint, and the former ones with the moments of their ends.

    Holidays of later years up to ``year``, which it does not keep, are the library's.
    """
    stored = json.loads(text)
    former = tuple(
        (datetime.fromisoformat(each["until"]), _calendar(each, year)) for each in stored.get("former", ())
    )
    return _calendar(stored, year), former


def _calendar(stored: Mapping[str, Any], year: int) -> WorkCalendar:
    kept = {int(each): days.split() for each, days in stored["holidays"].items()}
    holidays = {date(each, int(day[:2]), int(day[2:])) for each, days in kept.items() for day in days}
    if stored["country"] is not None and kept and (unknown := range(max(kept) + 1, year + 1)):
        holidays |= public_holidays(stored["country"], unknown)
    return WorkCalendar(
        zone=ZoneInfo(stored["zone"]),
        weekly=tuple(_spans(hours) for hours in stored["weekly"]),
        holidays=frozenset(holidays),
        exceptions=tuple(
            CalendarException(date.fromisoformat(day), _spans(hours))
            for day, hours in stored["exceptions"].items()
        ),
    )


def _hours(hours: Sequence[WorkSpan]) -> list[list[int]]:
    return [[_minutes(span.start), _minutes(span.end)] for span in hours]


def _spans(hours: Sequence[Sequence[int]]) -> tuple[WorkSpan, ...]:
    return tuple(WorkSpan(*(time(each // 60 % 24, each % 60) for each in span)) for span in hours)


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


# --- a change of the settings ---------------------------------------------------------------------------


def with_former(text: str, kept: str | None, until: datetime, *, read: bool) -> str:
    """A new text for a complaint that keeps another: what it kept becomes former where it is still read.

    Of very many changes the oldest are let go: no more than a note's length is kept.
    """
    before = json.loads(kept) if kept is not None else {}
    former = list(before.pop("former", ()))
    if read and before:
        former.append({"until": until.isoformat(), **before})
    whole = json.loads(text)
    while former:
        told = _text({**whole, "former": former})
        if len(told) <= NOTE:
            return told
        del former[0]
    return text


def _text(stored: Mapping[str, Any]) -> str:
    return json.dumps(stored, sort_keys=True, separators=(",", ":"))
