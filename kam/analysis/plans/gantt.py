"""Initiatives on a calendar: rows, bars, months and arrows in whole days, whatever they are drawn with.

Day 0 is the first day of the first month that is shown. A bar reaches from the morning of its first day
to the evening of its last, so a day of work is one wide; a milestone and today stand at the morning of
theirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from fractions import Fraction
from typing import Final, TypeAlias
from uuid import UUID

from kam.analysis.plans.content import PlanContent, PlanInitiative, PlanMilestone, PlanObjective
from kam.analysis.plans.progress import ENDED, ProgressSettings, initiative_progress
from kam.core.periods import Month
from kam.core.vocabulary import InitiativeStatus

BEYOND: Final = timedelta(days=366)
"""How far outside the plan's period an axis may reach; what lies beyond is cut off and says so."""
_USUAL: Final = ProgressSettings()
_TURN = 2
_WHOLE = 100

Corner: TypeAlias = tuple[int, int]
"""A day of the axis and the number of a row."""


class RowKind(Enum):
    """What a row shows."""

    OBJECTIVE = "objective"
    INITIATIVE = "initiative"
    REVIEWS = "reviews"


@dataclass(frozen=True, slots=True)
class GanttMonth:
    """A month of the axis, from day to day; quarters and years begin where their first month does."""

    month: Month
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GanttBar:
    """An initiative's bar. ``done`` is the day up to which progress has filled it.

    ``lag`` is the stretch from there to today or the bar's end where the work is behind, else None.
    ``assumed_start`` and ``assumed_end`` say that the date is not the initiative's own but that of its
    objective or of the plan; ``cut_left`` and ``cut_right`` that the bar goes on beyond the axis.
    """

    start: int
    end: int
    done: int
    progress: int
    status: InitiativeStatus
    starts_on: date
    ends_on: date
    late_days: int = 0
    lag: tuple[int, int] | None = None
    assumed_start: bool = False
    assumed_end: bool = False
    cut_left: bool = False
    cut_right: bool = False

    @property
    def ended(self) -> bool:
        """Done or dropped."""
        return self.status in ENDED


@dataclass(frozen=True, slots=True)
class GanttMilestone:
    """A diamond; ``late`` is one that was not passed by its day. ``id`` is None for a review ahead."""

    at: int
    on: date
    title: str
    passed: bool
    late: bool
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class GanttRow:
    """A row: an objective's heading, an initiative, or the reviews. Without any date it has no bar."""

    kind: RowKind
    id: UUID | None
    title: str
    owner_id: UUID | None = None
    objective_id: UUID | None = None
    bar: GanttBar | None = None
    milestones: tuple[GanttMilestone, ...] = ()
    behind: bool = False


@dataclass(frozen=True, slots=True)
class GanttArrow:
    """An initiative waits for another one: neither can end before the one it comes from.

    ``corners`` lead from the end of the first bar to that of the second; ``broken`` says that the dates do
    not keep to it.
    """

    before_id: UUID
    after_id: UUID
    corners: tuple[Corner, Corner, Corner, Corner]
    broken: bool


@dataclass(frozen=True, slots=True)
class Gantt:
    """The whole picture. ``today`` is None where it lies beyond the axis."""

    first: date
    last: date
    months: tuple[GanttMonth, ...]
    rows: tuple[GanttRow, ...]
    arrows: tuple[GanttArrow, ...]
    today: int | None

    @property
    def days(self) -> int:
        """How wide the axis is."""
        return (self.last - self.first).days + 1

    @property
    def behind(self) -> int:
        """How many initiatives are behind."""
        return sum(row.behind for row in self.rows)

    def day(self, at: int) -> date:
        """The date of a day of the axis."""
        return self.first + timedelta(days=at)


def lay_out(
    plan: PlanContent,
    today: date,
    *,
    reviews_ahead: Iterable[date] = (),
    settings: ProgressSettings = _USUAL,
) -> Gantt:
    """Initiatives under their objectives in the plan's order, at the end the reviews if there are any.

    The axis is of whole months: the plan's period, and further where something lies outside it.
    """
    ahead = sorted(reviews_ahead)
    first, last = _axis(plan, ahead)
    canvas = _Canvas(plan, first, last, today, settings)
    rows = [row for objective in plan.objectives for row in canvas.group(objective)]
    if plan.reviews or ahead:
        rows.append(canvas.reviews(ahead))
    return Gantt(
        first=first,
        last=last,
        months=tuple(_months(first, last)),
        rows=tuple(rows),
        arrows=tuple(_arrows(plan.initiatives, rows)),
        today=(today - first).days if first <= today <= last else None,
    )


def _axis(plan: PlanContent, ahead: Sequence[date]) -> tuple[date, date]:
    dates = [plan.starts_on, plan.ends_on, *ahead, *(review.on for review in plan.reviews)]
    for each in plan.initiatives:
        dates += [day for day in (each.starts_on, each.ends_on) if day is not None]
        dates += [milestone.due_on for milestone in each.milestones]
    first = max(min(dates), _moved(plan.starts_on, -BEYOND))
    last = min(max(dates), _moved(plan.ends_on, BEYOND))
    end = Month.of(last)
    return Month.of(first).first_day, end.last_day if end < Month.of(date.max) else date.max


def _moved(day: date, by: timedelta) -> date:
    """A date so much later or earlier, within the calendar."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta(0) else date.min


def _months(first: date, last: date) -> Iterator[GanttMonth]:
    month, start = Month.of(first), 0
    whole = (last - first).days + 1
    while start < whole:
        if month == Month.of(last):
            yield GanttMonth(month, start, whole)
            return
        following = month + 1
        end = (following.first_day - first).days
        yield GanttMonth(month, start, end)
        month, start = following, end


@dataclass(frozen=True, slots=True)
class _Canvas:
    plan: PlanContent
    first: date
    last: date
    today: date
    settings: ProgressSettings

    def group(self, objective: PlanObjective) -> Iterator[GanttRow]:
        yield GanttRow(
            RowKind.OBJECTIVE, objective.id, objective.title, objective.owner_id, objective_id=objective.id
        )
        for each in self.plan.initiatives_of(objective.id):
            yield GanttRow(
                kind=RowKind.INITIATIVE,
                id=each.id,
                title=each.title,
                owner_id=each.owner_id,
                objective_id=objective.id,
                bar=self._bar(each, objective),
                milestones=tuple(self._milestones(each.milestones)),
                behind=initiative_progress(each, self.today, self.settings).behind,
            )

    def reviews(self, ahead: Sequence[date]) -> GanttRow:
        held = [
            GanttMilestone(self._at(each.on), each.on, "", passed=True, late=False, id=each.id)
            for each in sorted(self.plan.reviews, key=lambda review: review.on)
            if self._shown(each.on)
        ]
        coming = [
            GanttMilestone(self._at(on), on, "", passed=False, late=on < self.today)
            for on in ahead
            if self._shown(on)
        ]
        return GanttRow(RowKind.REVIEWS, None, "", milestones=(*held, *coming))

    def _bar(self, one: PlanInitiative, objective: PlanObjective) -> GanttBar | None:
        if one.starts_on is None and one.ends_on is None:
            return None
        due = objective.due_on or self.plan.ends_on
        starts = one.starts_on or min(self.plan.starts_on, one.ends_on or due)
        ends = one.ends_on or max(due, starts)
        start, end = self._clipped(starts), self._clipped(ends, after=1)
        if end <= start:
            return None  # all of it lies beyond the axis
        standing = initiative_progress(one, self.today, self.settings)
        progress = _WHOLE if one.status is InitiativeStatus.DONE else one.progress
        whole = (ends - starts).days + 1
        filled = (starts - self.first).days + round(Fraction(whole * progress, _WHOLE))
        done = min(max(filled, start), end)
        until = min(max((self.today - self.first).days, start), end)
        return GanttBar(
            start=start,
            end=end,
            done=done,
            progress=progress,
            status=one.status,
            starts_on=starts,
            ends_on=ends,
            late_days=standing.late_days,
            lag=(done, until) if standing.behind and until > done else None,
            assumed_start=one.starts_on is None,
            assumed_end=one.ends_on is None,
            cut_left=starts < self.first,
            cut_right=ends > self.last,
        )

    def _milestones(self, milestones: Iterable[PlanMilestone]) -> Iterator[GanttMilestone]:
        for each in sorted(milestones, key=lambda one: (one.due_on, one.id)):
            if self._shown(each.due_on):
                passed = each.passed_on is not None
                late = not passed and each.due_on < self.today
                yield GanttMilestone(self._at(each.due_on), each.due_on, each.title, passed, late, each.id)

    def _at(self, day: date) -> int:
        return (day - self.first).days

    def _shown(self, day: date) -> bool:
        return self.first <= day <= self.last

    def _clipped(self, day: date, *, after: int = 0) -> int:
        return min(max(self._at(day) + after, 0), (self.last - self.first).days + 1)


def _arrows(initiatives: Iterable[PlanInitiative], rows: Sequence[GanttRow]) -> Iterator[GanttArrow]:
    """Arrows between bars that are shown; out to the right of both, and back to the end of the second."""
    number = {row.id: at for at, row in enumerate(rows) if row.bar is not None}
    for later in initiatives:
        for before_id in later.after:
            if before_id not in number or later.id not in number:
                continue
            up, down = number[before_id], number[later.id]
            first, second = rows[up].bar, rows[down].bar
            if first is None or second is None:
                continue
            turn = max(first.end, second.end) + _TURN
            corners = (first.end, up), (turn, up), (turn, down), (second.end, down)
            yield GanttArrow(before_id, later.id, corners, broken=first.ends_on > second.ends_on)
