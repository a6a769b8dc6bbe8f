"""The figures above the curve: the largest, the first three and five, the index, class A."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout

from kam.analysis.short_names import short_name
from kam.core.formats import Formats
from kam.core.vocabulary import AbcClass, ClockState
from kam.core.words import Words
from kam.services.portfolio.concentration import ConcentrationView, TopShare
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import ChangeGlyph, ClockGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, rule
from kam.ui.widgets.panels import clear
from kam.ui.widgets.pieces import Line, Run

_HEIGHT: Final = 78
_INDEX_PLACES: Final = 3
_LEAST_CHANGE: Final = Decimal("0.0005")
"""Half of a tenth of a point: less is no change."""


@dataclass(frozen=True, slots=True)
class ShareFigure:
    """One cell: what it is, how much, and who or why."""

    label: str
    line: Line
    under: str


class PlainChange(ChangeGlyph):
    """A change that is neither good news nor bad."""

    __slots__ = ()

    @property
    def tone(self) -> str:
        """The colour of labels."""
        return "text2"


class OverLimit(ClockGlyph):
    """The sign of a limit that is passed."""

    __slots__ = ()

    def say(self, words: Words) -> str:
        """That it is."""
        return words.say("above the limit")


OVER_LIMIT: Final = OverLimit(ClockState.BREACHED)


class ShareStrip(QFrame):
    """Figures side by side in one frame."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", "panel")
        self.setFixedHeight(_HEIGHT)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(1, 1, 1, 1)
        self._row.setSpacing(0)

    def show_figures(self, figures: Sequence[ShareFigure]) -> None:
        """Show other figures."""
        clear(self._row)
        for number, figure in enumerate(figures):
            if number:
                self._row.addWidget(rule(upright=True))
            self._row.addWidget(self._cell(figure), 1)

    def _cell(self, figure: ShareFigure) -> QFrame:
        cell = QFrame()
        cell.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(cell)
        column.setContentsMargins(14, Size.GRID, Size.GRID, Size.GRID)
        column.setSpacing(1)
        column.addWidget(ElidedLabel(figure.label, Type.SECONDARY, "text2"))
        column.addWidget(LineLabel(self._look, figure.line, height=24))
        column.addWidget(ElidedLabel(figure.under, Type.SECONDARY, "text2"))
        return cell


@dataclass(frozen=True, slots=True)
class Figures:
    """Says the figures of a curve."""

    words: Words
    formats: Formats

    def of(self, view: ConcentrationView) -> list[ShareFigure]:
        """All cells; where there is no revenue, none."""
        if not view.points:
            return []
        return [*self._tops(view), self._index(view), self._class_a(view)]

    def _tops(self, view: ConcentrationView) -> list[ShareFigure]:
        words = self.words
        names = {1: words.say("Largest client"), 3: words.say("First three"), 5: words.say("First five")}
        found = []
        for top in view.tops:
            if top.count > len(view.points):
                continue
            under = ", ".join(map(short_name, top.names))
            tone: str = "text"
            before: Line = ()
            if top.count == 1:
                threshold = self.formats.points(int(view.threshold))
                under = words.say("{name}, limit {percent}", name=short_name(top.names[0]), percent=threshold)
                if view.warnings:
                    tone = "red"
                    before = (OVER_LIMIT,)
            elif top.count == max(names):
                under = self._rest(view, top)
            found.append(ShareFigure(names[top.count], (*before, *self._share(top, tone)), under))
        return found

    def _rest(self, view: ConcentrationView, top: TopShare) -> str:
        return self.words.say_many(
            "{count} more client brings {share}",
            "{count} more clients bring {share}",
            len(view.points) - top.count,
            share=self.formats.percent(1 - top.share, 1),
        )

    def _share(self, top: TopShare, tone: str) -> Line:
        figure = Run(self.formats.number(top.share * 100, 1), Type.FIGURE, tone)
        return (figure, Run("%", Type.BODY, tone if tone != "text" else "text2", gap=4), *self._change(top))

    def _change(self, top: TopShare) -> Line:
        """By how many points it grew; growth of one client's share is bad news, of the rest's no news."""
        change = top.change
        if change is None:
            return ()
        sign = 0 if abs(change) < _LEAST_CHANGE else 1 if change > 0 else -1
        points = self.words.say("{points} pp", points=self.formats.number(abs(change) * 100, 1))
        glyph = ChangeGlyph(sign, sign < 0) if top.count == 1 else PlainChange(sign)
        return (glyph, Run(points, Type.SECONDARY, glyph.tone, gap=4))

    def _index(self, view: ConcentrationView) -> ShareFigure:
        words, formats = self.words, self.formats
        index, equal = view.herfindahl or Decimal(0), view.equal_accounts or Decimal(0)
        line: Line = (Run(formats.number(index, _INDEX_PLACES), Type.FIGURE),)
        if view.herfindahl_before is not None:
            change = index - view.herfindahl_before
            sign = 0 if abs(change) < _LEAST_CHANGE else 1 if change > 0 else -1
            text = formats.number(abs(change), _INDEX_PLACES)
            line = (*line, PlainChange(sign), Run(text, Type.SECONDARY, "text2", gap=4))
        under = words.say("like so many equal clients: {count}", count=formats.tidy(equal, 1))
        return ShareFigure(words.say("Herfindahl index, Σ share²"), line, under)

    def _class_a(self, view: ConcentrationView) -> ShareFigure:
        words, formats = self.words, self.formats
        of = {each.abc: each for each in view.classes}
        line = (
            Run(formats.number(of[AbcClass.A].count), Type.FIGURE),
            Run(words.say("of {count}", count=formats.number(len(view.points))), Type.SECONDARY, "text2"),
        )
        under = words.say(
            "{share} of the whole; B has {b}, C {c}",
            share=formats.percent(of[AbcClass.A].share, 1),
            b=formats.number(of[AbcClass.B].count),
            c=formats.number(of[AbcClass.C].count),
        )
        return ShareFigure(words.say("Class A"), line, under)
