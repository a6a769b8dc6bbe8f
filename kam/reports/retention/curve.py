"""What a concession gains by the chance of leaving without it, with the chance from which on it does."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from kam.analysis.health.retention import gain_at
from kam.analysis.health.retention_words import RetentionTeller
from kam.reports.kit import Box, Kit
from kam.reports.pen import MM, Pen, text_width
from kam.reports.text import Style

_LEFT: Final = 24 * MM
_RIGHT: Final = 6 * MM
_FOOT: Final = 9 * MM
_HEAD: Final = 5 * MM
_HEIGHT: Final = 58 * MM
_TICKS: Final = (0, 25, 50, 75, 100)
_DOT: Final = 2.8
_OURS: Final = 0.86


def curve(kit: Kit, told: RetentionTeller, width: float) -> Box:
    """A straight line from the loss where nobody would leave to the gain where they would for sure."""

    def paint(pen: Pen, x: float, y: float) -> None:
        _Curve(kit, told, pen, x + _LEFT, y + _HEAD, width - _LEFT - _RIGHT).paint()

    return Box(_HEIGHT, paint)


class _Curve:
    """The chart on a page: its plot begins at ``left`` and ``top``."""

    def __init__(
        self, kit: Kit, told: RetentionTeller, pen: Pen, left: float, top: float, width: float
    ) -> None:
        self._kit = kit
        self._told = told
        self._pen = pen
        self._left = left
        self._top = top
        self._width = width
        self._height = _HEIGHT - _HEAD - _FOOT
        self._ends = gain_at(told.case, Decimal(0)), gain_at(told.case, Decimal(1))
        self._low = min(0, *self._ends)
        self._high = max(0, *self._ends)

    def paint(self) -> None:
        """Axes, the part where it is worth it, the line, the marks."""
        pen, small = self._pen, self._kit.look.small
        right, bottom = self._left + self._width, self._top + self._height
        worth = self._told.verdict.worth_from
        if worth is not None:
            start = self._x(worth)
            pen.box(start, self._top, right - start, self._height, fill=_OURS)
        pen.line(self._left, self._y(0), right, self._y(0), 0.7)
        pen.line(self._left, self._top, self._left, bottom, 0.35)
        self._amounts(small)
        for tick in _TICKS:
            place = self._x(Decimal(tick) / 100)
            pen.line(place, bottom, place, bottom + 2, 0.35)
            pen.word(place, bottom + 7, self._told.chance(Decimal(tick) / 100), small, align=0.5)
        name = self._kit.words.say("chance of leaving without the concession")
        pen.word(right, bottom + 7 + small.leading, name, small, align=1)
        pen.stroke([(self._left, self._y(self._ends[0])), (right, self._y(self._ends[1]))], 1.6)
        self._marks(small)

    def _amounts(self, small: Style) -> None:
        written: list[float] = []
        for amount in (0, *self._ends):
            place = self._y(amount)
            if all(abs(place - each) >= small.leading for each in written):
                written.append(place)
                self._pen.word(self._left - 5, place, self._told.money(amount), small, align=1)

    def _marks(self, small: Style) -> None:
        pen, words = self._pen, self._kit.words
        case, verdict = self._told.case, self._told.verdict
        bottom = self._top + self._height
        if verdict.worth_from is not None:
            place = self._x(verdict.worth_from)
            pen.line(place, self._top, place, bottom, 0.7, (2.2, 1.8))
            text = words.say("worth it from {chance}", chance=self._told.chance(verdict.worth_from))
            self._beside(place, self._top - 5, text, small)
        place, height = self._x(case.leaving), self._y(verdict.gain)
        pen.circle(place, height, _DOT, weight=0.6, fill=0.0)
        text = words.say("assumed: {chance}", chance=self._told.chance(case.leaving))
        wide = text_width(text, small.bold())
        start = place - wide - 6
        crossed = verdict.worth_from is not None and start - 4 <= self._x(verdict.worth_from) <= place
        if start >= self._left + 2 and not crossed:  # the line rises: over it there is room at the left
            pen.word(start, height - 6, text, small.bold())
        else:
            start = min(place + 6, self._left + self._width - wide)
            if verdict.worth_from is not None and start - 4 <= self._x(verdict.worth_from) <= start + wide:
                start = self._x(verdict.worth_from) + 4
            half, bottom = small.leading / 2 + 1, self._top + self._height
            if abs(height + 8 - self._y(0)) < half or height + 8 + half > bottom:
                # a line or the chances would cross it; over the rising one it stands free of its end
                share = Decimal((start + wide - self._left) / self._width)
                height = self._y(gain_at(case, share)) - 14
            pen.word(start, height + 8, text, small.bold())

    def _beside(self, place: float, middle: float, text: str, style: Style) -> None:
        """Centred on a place, as far as the plot has room on both sides."""
        wide = text_width(text, style)
        left, right = self._left + 2, self._left + self._width
        start = min(max(place - wide / 2, left), right - wide)
        self._pen.word(start, middle, text, style)

    def _x(self, chance: Decimal) -> float:
        return self._left + self._width * float(chance)

    def _y(self, amount: int) -> float:
        span = self._high - self._low
        share = (amount - self._low) / span if span else 0.5
        return self._top + self._height * (1 - share)
