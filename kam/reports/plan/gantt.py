"""Initiatives as bars over the months of the plan: what is done, what lags, milestones, today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from kam.core.periods import Month
from kam.core.vocabulary import InitiativeStatus
from kam.reports.content.plan import InitiativeLine, ObjectiveLine, PlanPaper
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit, stacked
from kam.reports.layout import Heading, Part, Section
from kam.reports.pen import BLACK, OURS, PALE, WHITE, Pen, text_width
from kam.reports.text import SetText, Style, emphasised, set_text

_NAMES: Final = 0.25
_OWNERS: Final = 0.105
_BAR: Final = 9.0
_DIAMOND: Final = 5.2
_QUARTER: Final = 3
_MONTHS_SHOWN: Final = 36
"""From so many months on only quarters are ruled."""
_BEYOND: Final = 6
"""Months before and after the plan that bars may reach into."""
_TODAY: Final = (3.0, 2.2)
_MONTH: Final = Style(7.5, 9)
_QUARTERS: Final = Style(7.5, 9, Face.BOLD)


def gantt(kit: Kit, content: PlanPaper) -> Section:
    """The chart with its months at the head, which are repeated overleaf."""
    words = kit.words
    lines = content.initiatives
    name = words.say_in("plan paper", "Initiatives")
    if not lines:
        heading = Heading(name, missing=words.say("none: what work leads there?"))
        return Section(Part.PLAN, heading, kit.look.width)
    behind = sum(each.behind for each in lines)
    message = str(len(lines))
    if behind:
        message = words.say_many(
            "{total}, {count} of them behind", "{total}, {count} of them behind", behind, total=len(lines)
        )
    chart = _Chart(kit, content)
    rows: list[Box] = []
    for objective in content.objectives:
        if objective.initiatives:
            # The line of an objective never ends a page: it stands with its first initiative.
            first, *others = (chart.row(each) for each in objective.initiatives)
            rows += [stacked([chart.group(objective), first]), *others]
    rows[-1] = stacked([rows[-1], chart.legend()])  # a page never begins with the legend
    return Section(
        Part.PLAN,
        Heading(name, message),
        kit.look.width,
        tuple(rows),
        chart.head(),
        ruled=False,
        counted=False,
    )


class _Chart:
    """The time of the plan on paper."""

    def __init__(self, kit: Kit, content: PlanPaper) -> None:
        self._kit = kit
        head = content.head
        self._today = kit.local(head.as_of).date()
        # What lies far outside the plan's own time stands at its edge: it must not squeeze all the rest.
        first, last = Month.of(head.starts_on) - _BEYOND, Month.of(head.ends_on) + _BEYOND
        days = [Month.of(day) for day in (head.starts_on, head.ends_on, *_days(content.initiatives))]
        self._first, self._last = max(min(days), first), min(max(days), last)
        self._months = self._first.months_until(self._last) + 1
        width = kit.look.width
        self._owner_at = width * _NAMES
        self._left = width * (_NAMES + _OWNERS) + 6
        self._width = width - self._left
        self._span = (self._last.last_day - self._first.first_day).days + 1

    def _x(self, day: date, *, end: bool = False) -> float:
        """Where a day begins, or ends, from the left edge of the section."""
        passed = (day - self._first.first_day).days + (1 if end else 0)
        return self._left + self._width * min(max(passed / self._span, 0.0), 1.0)

    def _every(self) -> int:
        """Every how many months a line is ruled."""
        if self._months <= _MONTHS_SHOWN:
            return 1
        return _QUARTER if self._months <= _MONTHS_SHOWN * _QUARTER else 12

    def head(self) -> Box:
        """Quarters over months, and the date of today."""
        kit = self._kit
        tall = 34.0

        def paint(pen: Pen, x: float, y: float) -> None:
            for number in range(self._months):
                month = self._first + number
                left = x + self._x(month.first_day)
                begins = (month.month - 1) % _QUARTER == 0
                if begins or not number:
                    pen.line(left, y + 12, left, y + tall, 0.8)
                    self._quarter(pen, month, left, y + 18)
                if self._every() == 1:
                    middle = (left + x + self._x(month.last_day, end=True)) / 2
                    pen.word(middle, y + 28, kit.formats.month_initial(month), _MONTH, align=0.5)
            pen.line(x, y + tall, x + kit.look.width, y + tall, 0.5)
            self._today_chip(pen, x, y)

        return Box(tall, paint)

    def _quarter(self, pen: Pen, month: Month, left: float, middle: float) -> None:
        words, number = self._kit.words, (month.month - 1) // _QUARTER
        if self._months > _MONTHS_SHOWN:
            if month.month <= _QUARTER:
                pen.word(left + 2, middle, str(month.year), _QUARTERS)
            return
        short = (words.say("Q1"), words.say("Q2"), words.say("Q3"), words.say("Q4"))[number]
        said = short
        if month == self._first or month.month <= _QUARTER:
            said = words.say("{quarter} {year}", quarter=short, year=month.year)
        room = self._width / self._months * (_QUARTER - (month.month - 1) % _QUARTER) - 3
        for each in (said, short):
            if text_width(each, _QUARTERS) <= room:
                pen.word(left + 2, middle, each, _QUARTERS)
                return

    def _today_chip(self, pen: Pen, x: float, y: float) -> None:
        if not self._first.first_day <= self._today <= self._last.last_day:
            return
        said = self._kit.formats.full_date(self._today)
        at, half = x + self._x(self._today), text_width(said, _QUARTERS) / 2 + 3
        middle = min(max(at, x + self._left + half), x + self._kit.look.width - half)
        pen.box(middle - half, y, 2 * half, 10.5, fill=BLACK)
        pen.word(middle, y + 5.3, said, _QUARTERS, align=0.5, tone=WHITE)
        pen.line(at, y + 10.5, at, y + 34, 1, dash=_TODAY)

    def group(self, objective: ObjectiveLine) -> Box:
        """The line of an objective, over its initiatives."""
        kit = self._kit
        said = emphasised(f"{objective.number}. {objective.title}")
        made = set_text(said, kit.look.body, kit.look.width - 8, 2)
        tall = made.height + 4

        def paint(pen: Pen, x: float, y: float) -> None:
            pen.box(x, y, kit.look.width, tall, fill=PALE)
            pen.text(x + 3, y + 2, made)

        return Box(tall, paint)

    def row(self, line: InitiativeLine) -> Box:
        """An initiative: its number and name, who answers, its bar and milestones."""
        kit, small = self._kit, self._kit.look.small
        name = self._name(line)
        owner = set_text(line.owner, small, kit.look.width * _OWNERS, 2)
        after = self._after(line)
        height = max(name.height + (after.height if after else 0), owner.height, _BAR + 2) + 6

        def paint(pen: Pen, x: float, y: float) -> None:
            pen.text(x + 3, y + 3, name)
            if after:
                pen.text(x + 3, y + 3 + name.height, after)
            pen.text(x + self._owner_at + 4, y + 4, owner)
            self._rules(pen, x, y, height)
            self._bar(pen, line, x, y + height / 2)
            if self._first.first_day <= self._today <= self._last.last_day:
                at = x + self._x(self._today)
                pen.line(at, y, at, y + height, 1, dash=_TODAY)
            for milestone in line.milestones:
                place = x + self._x(milestone.due_on)
                _diamond(pen, place, y + height / 2, passed=milestone.passed_on is not None)

        return Box(height, paint)

    def _name(self, line: InitiativeLine) -> SetText:
        kit = self._kit
        said = f"{line.number}. {line.title}"
        wide = kit.look.width * _NAMES - 4
        return set_text(emphasised(said) if line.behind else said, kit.look.body, wide, kit.at_most(3))

    def _after(self, line: InitiativeLine) -> SetText | None:
        """What it waits for, its milestones by name and date, and that it was dropped."""
        kit, words = self._kit, self._kit.words
        parts = []
        if line.status is InitiativeStatus.DROPPED:
            parts.append(words.of(line.status.label))
        if line.after:
            parts.append(words.say("after {numbers}", numbers=", ".join(str(each) for each in line.after)))
        if (line.starts_on is None or line.ends_on is None) and not line.milestones:
            parts.append(
                words.say("no dates") if line.starts_on is line.ends_on else words.say("one date missing")
            )
        parts += [
            words.say("◇ {date} {title}", date=kit.near(each.due_on, self._today), title=each.title)
            for each in line.milestones
        ]
        if not parts:
            return None
        said = "; ".join(parts).replace("◇ ", "◇\u00a0")  # no diamond is left at the end of a line
        return set_text(said, kit.look.tiny, kit.look.width * _NAMES - 4, kit.at_most(6))

    def _rules(self, pen: Pen, x: float, y: float, height: float) -> None:
        every = self._every()
        for number in range(self._months):
            month = self._first + number
            if every > 1 and (month.month - 1) % every:
                continue
            left = x + self._x(month.first_day)
            pen.line(left, y, left, y + height, 0.7 if (month.month - 1) % _QUARTER == 0 else 0.2)
        right = x + self._left + self._width
        pen.line(right, y, right, y + height, 0.2)
        pen.line(x, y + height, x + self._kit.look.width, y + height, 0.2)

    def _bar(self, pen: Pen, line: InitiativeLine, x: float, middle: float) -> None:
        """A frame for what is planned, grey for what is done, black for what should be done by today."""
        start, end = line.starts_on or line.ends_on, line.ends_on or line.starts_on
        if start is None or end is None:
            return
        left, right = x + self._x(start), max(x + self._x(end, end=True), x + self._x(start) + 2)
        top = middle - _BAR / 2
        pen.box(left, top, right - left, _BAR, fill=WHITE)
        done = left + (right - left) * min(max(line.progress, 0), 100) / 100
        today = min(max(x + self._x(self._today), left), right)
        dropped = line.status is InitiativeStatus.DROPPED
        if not dropped:
            pen.box(left, top, done - left, _BAR, fill=OURS)
            if line.behind and today > done:
                pen.box(done, top, today - done, _BAR, fill=BLACK)
        pen.box(left, top, right - left, _BAR, weight=0.9, dash=(2, 1.6) if dropped else ())
        if dropped:
            pen.line(left, middle, right, middle, 0.9)

    def legend(self) -> Box:
        """What the fills and signs mean."""
        words, style = self._kit.words, self._kit.look.tiny
        tall = 17.0

        def paint(pen: Pen, x: float, y: float) -> None:
            x, middle = x + self._left, y + 10
            for fill, said in ((OURS, words.say_in("gantt", "done")), (BLACK, words.say_in("gantt", "lag"))):
                pen.box(x, middle - 3.5, 20, 7, weight=0.8)
                pen.box(x + (0 if fill == OURS else 5), middle - 3.5, 10, 7, fill=fill)
                x += 23
                x += pen.word(x, middle, said, style) + 10
            for passed, said in (
                (False, words.say_in("gantt", "milestone")),
                (True, words.say_in("gantt", "milestone passed")),
            ):
                _diamond(pen, x + 5, middle, passed=passed)
                x += 13
                x += pen.word(x, middle, said, style) + 10
            pen.line(x + 2, middle - 5, x + 2, middle + 5, 1, dash=_TODAY)
            pen.word(x + 7, middle, words.say_in("gantt", "today"), style)

        return Box(tall, paint)


def _days(lines: Sequence[InitiativeLine]) -> list[date]:
    days = [day for line in lines for day in (line.starts_on, line.ends_on) if day is not None]
    return days + [milestone.due_on for line in lines for milestone in line.milestones]


def _diamond(pen: Pen, x: float, y: float, *, passed: bool) -> None:
    corners = [(x, y - _DIAMOND), (x + _DIAMOND, y), (x, y + _DIAMOND), (x - _DIAMOND, y)]
    pen.shape(corners, weight=0.9, fill=BLACK if passed else WHITE)
