"""Where the days, the hours and the meetings of a week lie."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final

from PySide6.QtCore import QPointF, QRectF

from kam.services.calendar.rows import CalendarEntry, DayPlan

GUTTER: Final = 48
"""Room at the left for the hours."""
HOUR: Final = 48
"""Pixels of an hour at 100 %."""
STEP: Final = 15
"""Minutes to which what is dragged snaps."""
LEAST: Final = 22
"""No meeting is drawn lower than one line of text."""
_DAY: Final = 24 * 60
_OFF: Final = 56
"""How wide a day off without meetings is."""
_INSET: Final = 3
_EDGE: Final = 6
"""So near its lower edge a meeting is made longer instead of moved."""


@dataclass(frozen=True, slots=True)
class Block:
    """A meeting as it lies in its day: with the way there and back, if any."""

    entry: CalendarEntry
    place: QRectF
    there: QRectF | None
    back: QRectF | None

    def is_edge(self, at: QPointF) -> bool:
        """Whether a place is the lower edge by which it is made longer."""
        low = min(_EDGE, self.place.height() / 3)
        return self.place.contains(at) and at.y() >= self.place.bottom() - low


@dataclass(frozen=True, slots=True)
class Columns:
    """The days side by side: where each begins, and where the last ends."""

    days: tuple[date, ...]
    edges: tuple[float, ...]

    def of(self, day: date) -> tuple[float, float] | None:
        """Left and right of a day."""
        if day not in self.days:
            return None
        at = self.days.index(day)
        return self.edges[at], self.edges[at + 1]

    def day_at(self, x: float) -> date:
        """The day at a place, the first or last one beyond them."""
        for day, right in zip(self.days, self.edges[1:], strict=True):
            if x < right:
                return day
        return self.days[-1]


def columns_of(days: Sequence[DayPlan], width: float) -> Columns:
    """Days of equal width; a day off on which nothing is planned is narrow, unless all are."""
    narrow = [not day.hours and not day.busy for day in days]
    if all(narrow):
        narrow = [False] * len(days)
    room = width - GUTTER
    small = min(_OFF, room / len(days))
    wide = (room - small * sum(narrow)) / narrow.count(False)
    edges = [float(GUTTER)]
    for thin in narrow:
        edges.append(edges[-1] + (small if thin else wide))
    return Columns(tuple(day.day for day in days), tuple(edges))


def height_of(moment: datetime | time) -> float:
    """How far below midnight a time of day lies."""
    return (moment.hour * 60 + moment.minute) * HOUR / 60


def whole_height() -> int:
    """A day."""
    return 24 * HOUR


def minutes_at(y: float) -> int:
    """Minutes since midnight at a height, snapped."""
    return max(0, min(_DAY - STEP, round(y * 60 / HOUR / STEP) * STEP))


def moment_at(columns: Columns, at: QPointF) -> datetime:
    """The time at a place, snapped to a quarter of an hour."""
    midnight = datetime.combine(columns.day_at(at.x()), time.min)
    return midnight + timedelta(minutes=minutes_at(at.y()))


def lay_out(columns: Columns, entries: Iterable[CalendarEntry]) -> list[Block]:
    """The meetings of all days, those that overlap side by side; whole days stand elsewhere."""
    found: list[Block] = []
    for day in columns.days:
        sides = columns.of(day)
        here = [each for each in entries if each.starts.date() == day and not each.all_day]
        if sides is None or not here:
            continue
        for group in _clusters(here):
            found += _side_by_side(group, sides)
    return found


def between(sides: tuple[float, float], start: datetime, end: datetime) -> QRectF:
    """The place of a stretch of time in its day, cut at midnight."""
    top = height_of(start)
    bottom = height_of(end) if end.date() == start.date() else float(whole_height())
    left, right = sides
    return QRectF(left + _INSET, top, right - left - 2 * _INSET, bottom - top)


def _shown_end(entry: CalendarEntry) -> datetime:
    """The end as it is drawn: never lower than a line of text."""
    return max(entry.ends, entry.starts + timedelta(minutes=LEAST * 60 // HOUR))


def _clusters(entries: Sequence[CalendarEntry]) -> list[list[CalendarEntry]]:
    """Those that overlap, directly or through others, together."""
    ordered = sorted(entries, key=lambda each: (each.starts, -(each.minutes or 0), each.id))
    groups: list[list[CalendarEntry]] = []
    end = datetime.min  # noqa: DTZ901 - earlier than any
    for each in ordered:
        if groups and each.starts < end:
            groups[-1].append(each)
        else:
            groups.append([each])
        end = max(end, _shown_end(each))
    return groups


def _side_by_side(group: Sequence[CalendarEntry], sides: tuple[float, float]) -> list[Block]:
    lanes: list[datetime] = []
    placed: list[tuple[CalendarEntry, int]] = []
    for each in group:
        lane = next((number for number, end in enumerate(lanes) if end <= each.starts), len(lanes))
        if lane == len(lanes):
            lanes.append(each.starts)
        lanes[lane] = _shown_end(each)
        placed.append((each, lane))
    left, right = sides
    width = (right - left) / len(lanes)
    return [_block(each, (left + width * lane, left + width * (lane + 1))) for each, lane in placed]


def _block(entry: CalendarEntry, sides: tuple[float, float]) -> Block:
    place = between(sides, entry.starts, entry.ends)
    place.setHeight(max(place.height() - 1, LEAST))
    return Block(entry, place, _way(sides, entry.leave_at, entry.starts), _back(sides, entry))


def _way(sides: tuple[float, float], start: datetime | None, end: datetime) -> QRectF | None:
    if start is None:
        return None
    begun = max(start, datetime.combine(end.date(), time.min))
    return between(sides, begun, end).adjusted(0, 0, 0, -1)


def _back(sides: tuple[float, float], entry: CalendarEntry) -> QRectF | None:
    if entry.back_at is None or entry.ends.date() != entry.starts.date():
        return None
    return between(sides, entry.ends, entry.back_at).adjusted(0, 1, 0, 0)


def weeks_of(first: date, last: date) -> list[tuple[date, ...]]:
    """Days from first to last in rows of seven."""
    count = (last - first).days + 1
    days = [first + timedelta(days=number) for number in range(count)]
    return [tuple(days[at : at + 7]) for at in range(0, count, 7)]
