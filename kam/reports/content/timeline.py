"""What the paper of a timeline shows: texts in the language of the paper, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """An entry: its day, what it is called, what is said of it, who was there, what it brought."""

    day: str
    headline: str
    detail: str = ""
    people: str = ""
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class TimelineMonth:
    """A month of it, and how many of its entries are shown."""

    title: str
    counted: str
    lines: tuple[TimelineLine, ...]


@dataclass(frozen=True, slots=True)
class TimelineContent:
    """The whole paper. ``conditions`` say what is shown; ``left_out`` is how many older entries are not."""

    title: str
    conditions: tuple[str, ...]
    months: tuple[TimelineMonth, ...]
    left_out: int
    our_company: str
    as_of: datetime
    printed_at: datetime
    zone: str
