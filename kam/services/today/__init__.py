"""What needs one today: meetings, promises, clocks of complaints, signals; and what is put off."""

from __future__ import annotations

from kam.services.today.putting_off import PutOff, explain_away, put_off, take_back
from kam.services.today.reading import read_today
from kam.services.today.rows import (
    ClockGroup,
    ClockItem,
    MeetingItem,
    PromiseGroup,
    PutOffRow,
    Today,
    TodayQuery,
    Whose,
)

__all__ = [
    "ClockGroup",
    "ClockItem",
    "MeetingItem",
    "PromiseGroup",
    "PutOff",
    "PutOffRow",
    "Today",
    "TodayQuery",
    "Whose",
    "explain_away",
    "put_off",
    "read_today",
    "take_back",
]
