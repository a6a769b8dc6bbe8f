"""Free time among what is planned, and the place in it that suits a meeting best."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Final

STEP: Final = timedelta(minutes=30)
"""Meetings begin at the half hours."""
_WEEKLY: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of local time; its end no longer belongs to it."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it is."""
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether they have any time in common."""
        return self.start < other.end and other.start < self.end


def free_spans(
    working: Iterable[Span], busy: Iterable[Span], *, since: datetime, at_least: timedelta
) -> list[Span]:
    """What is left of the working hours from a moment on, in order; pieces shorter than ``at_least`` not."""
    taken = sorted(busy)
    found: list[Span] = []
    for hours in sorted(working):
        start = max(hours.start, since)
        for each in taken:
            if each.end <= start or each.start >= hours.end:
                continue
            if each.start > start:
                found.append(Span(start, each.start))
            start = max(start, each.end)
        if start < hours.end:
            found.append(Span(start, hours.end))
    return [span for span in found if span.length >= at_least]


def best_start(free: Sequence[Span], minutes: int, usual: time | None = None) -> datetime | None:
    """When a meeting of so many minutes begins best: the earliest half hour, or the one nearest ``usual``.

    Somebody who is met at a usual time of day is met then within a week of the first free time, as near to
    that hour as there is room, of equally near ones the earlier. None where there is no room at all.
    """
    wanted = timedelta(minutes=minutes)
    starts = [start for span in free for start in _starts(span, wanted)]
    if not starts:
        return None
    first = min(starts)
    if usual is None:
        return first
    near = [start for start in starts if start < first + _WEEKLY]
    return min(near, key=lambda start: (_apart(start, usual), start))


def _starts(span: Span, wanted: timedelta) -> Iterable[datetime]:
    start = _half_hour(span.start)
    while start + wanted <= span.end:
        yield start
        start += STEP


def _half_hour(moment: datetime) -> datetime:
    """The half hour at a moment or next after it."""
    midnight = datetime.combine(moment.date(), time.min)
    return midnight + -(-(moment - midnight) // STEP) * STEP


def _apart(moment: datetime, usual: time) -> timedelta:
    return abs(moment - datetime.combine(moment.date(), usual))


def usual_time(times: Sequence[time], *, at_least: int = 3) -> time | None:
    """The hour around which meetings were, by their median; None of fewer than ``at_least``."""
    if len(times) < at_least:
        return None
    middle = sorted(times)[(len(times) - 1) // 2]
    return time(middle.hour, 30 if middle.minute >= 30 else 0)  # noqa: PLR2004 - half an hour
