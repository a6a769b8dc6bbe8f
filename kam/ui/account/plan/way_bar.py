"""What the sources of growth bring of what is needed, as one bar; what is missing is hatched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kam.core.money import Money
from kam.services.plans.beside import Way
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.patterns import hatch
from kam.ui.widgets.pieces import Line, Run, colour_of, line_width, paint_line
from kam.ui.widgets.tips import plain_tip

_ABOVE: Final = 18
_BAR: Final = 14
_BELOW: Final = 18


class WayBar(QWidget):
    """The words above say what is needed, those below what comes of it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._way: Way | None = None
        self._pieces: tuple[Money, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_ABOVE + _BAR + _BELOW)
        look.theme.changed.connect(self.update)

    def show_way(self, way: Way, pieces: Sequence[Money]) -> None:
        """Show another way; ``pieces`` are the sources in its currency."""
        self._way = way
        self._pieces = tuple(pieces)
        self.setAccessibleName(way_sentence(self._look, way))
        self.setToolTip(plain_tip(way_sentence(self._look, way)))
        self.update()

    def sizeHint(self) -> QSize:
        """A bar with a line of words above and below."""
        return QSize(320, _ABOVE + _BAR + _BELOW)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Words, pieces, what is missing, the mark of what is needed."""
        if self._way is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_words(painter, self._way)
            self._paint_bar(painter, self._way)

    def _paint_bar(self, painter: QPainter, way: Way) -> None:
        theme = self._look.theme
        won = [each for each in self._pieces if each.minor > 0]
        whole = max(way.needed.minor, sum(each.minor for each in won), 1)
        bar = QRectF(0.5, _ABOVE + 0.5, self.width() - 1, _BAR - 1)
        scale, left = bar.width() / whole, bar.left()
        for number, piece in enumerate(won):
            box = QRectF(left, bar.top(), piece.minor * scale, bar.height())
            painter.fillRect(box, colour_of(theme, "accent"))
            if number:
                painter.setPen(QPen(colour_of(theme, "page"), 1.5))
                painter.drawLine(box.topLeft(), box.bottomLeft())
            left = box.right()
        if way.missing.minor > 0:
            # From what is left of the sources after their losses, up to what is needed.
            begin = bar.left() + max(way.sources.minor, 0) * scale
            end = bar.left() + way.needed.minor * scale
            rest = QRectF(begin, bar.top(), end - begin, bar.height())
            painter.fillRect(rest, colour_of(theme, "page"))
            hatch(painter, rest, QPen(colour_of(theme, "red"), 1), 6)
        painter.setPen(QPen(colour_of(theme, "edge"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar)
        x = bar.left() + way.needed.minor * scale
        painter.setPen(QPen(colour_of(theme, "text"), 2))
        painter.drawLine(QPointF(x, bar.top() - 3), QPointF(x, bar.bottom() + 3))

    def _paint_words(self, painter: QPainter, way: Way) -> None:
        say, theme = self._look.words.say, self._look.theme
        needed: Line = (
            Run(say("needed more"), Type.SECONDARY, "text2"),
            Run(self._money(way.needed), Type.COLUMN, gap=4),
        )
        above, right = QRectF(0, 0, self.width(), _ABOVE - 4), Qt.AlignmentFlag.AlignRight
        paint_line(painter, above, needed, theme, right)
        below = QRectF(0, _ABOVE + _BAR + 3, self.width(), _BELOW - 3)
        found: Line = (
            Run(say("sources"), Type.SECONDARY, "text2"),
            Run(self._money(way.sources), Type.COLUMN, gap=4),
        )
        paint_line(painter, below, found, theme)
        ending: Line = ()
        if way.missing.minor > 0:
            ending = (Run(say("{sum} without a source", sum=self._money(way.missing)), Type.COLUMN, "red"),)
        elif way.missing.minor < 0:
            spare = Money(-way.missing.minor, way.missing.currency)
            ending = (Run(say("{sum} to spare", sum=self._money(spare)), Type.COLUMN, "green"),)
        if ending and line_width(ending, theme) + line_width(found, theme) + 12 < self.width():
            paint_line(painter, below, ending, theme, right)

    def _money(self, money: Money) -> str:
        return self._look.formats.money(money.minor, money.currency)


def way_sentence(look: Look, way: Way) -> str:
    """The way in one sentence."""
    say, formats = look.words.say, look.formats
    needed = formats.money(way.needed.minor, way.needed.currency)
    sources = formats.money(way.sources.minor, way.sources.currency)
    if way.missing.minor > 0:
        missing = formats.money(way.missing.minor, way.missing.currency)
        return say(
            "The target asks for {needed} more; the sources bring {sources}, {missing} has no source.",
            needed=needed,
            sources=sources,
            missing=missing,
        )
    return say(
        "The target asks for {needed} more; the sources bring {sources}.", needed=needed, sources=sources
    )
