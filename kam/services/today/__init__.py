"""What needs one today: meetings, promises, clocks of complaints, signals; and what is put off."""

from __future__ import annotations

from kam.services.today.choices import TodayChoices, today_choices
from kam.services.today.putting_off import (
    COMPLAINT,
    MEETING,
    PROMISE,
    PutOff,
    explain_away,
    put_off,
    take_back,
)
from kam.services.today.reading import read_today
from kam.services.today.rows import (
    HORIZONS,
    ClockGroup,
    ClockItem,
    MeetingItem,
    PromiseCount,
    PromiseGroup,
    PutOffRow,
    Today,
    TodayQuery,
    Whose,
)

__all__ = [
    "COMPLAINT",
    "HORIZONS",
    "MEETING",
    "PROMISE",
    "ClockGroup",
    "ClockItem",
    "MeetingItem",
    "PromiseCount",
    "PromiseGroup",
    "PutOff",
    "PutOffRow",
    "Today",
    "TodayChoices",
    "TodayQuery",
    "Whose",
    "explain_away",
    "put_off",
    "read_today",
    "take_back",
    "today_choices",
]
