"""Clocks as they are shown: with local moments."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from kam.analysis.complaint_clocks import ClockReading
from kam.analysis.working_time import WorkCalendar
from kam.core.errors import RuleError
from kam.services.complaints.rows import ClockView

_DAY: Final = timedelta(days=1)


def view_of(reading: ClockReading, working_day: timedelta, zone: ZoneInfo, risk_percent: int) -> ClockView:
    """A reading as it is shown."""
    return ClockView(
        kind=reading.kind,
        state=reading.state,
        norm_amount=reading.norm.amount,
        norm_unit=reading.norm.unit,
        in_working_time=reading.in_working_time,
        working_day=working_day,
        allowed=reading.allowed,
        used=reading.used,
        left=reading.remaining,
        over=reading.over_by,
        share=float(reading.used_share),
        risk_share=risk_percent / 100,
        started_at=reading.started_at.astimezone(zone),
        at_risk_at=_local(reading.at_risk_at, zone),
        due_at=_local(reading.due_at, zone),
        stopped_at=_local(reading.stopped_at, zone),
        paused_since=_local(reading.paused_since, zone),
    )


def working_day_of(calendar: WorkCalendar) -> timedelta:
    """What a working day of a norm stands for; a calendar without hours has none, and nothing runs in it."""
    try:
        return calendar.working_day
    except RuleError:
        return _DAY


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime | None:
    return None if moment is None else moment.astimezone(zone)
