"""The key of a chart of months: the column of what came, the line of a year ago, the dash of the plan."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from kam.core.words import Words
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Type
from kam.ui.widgets.pieces import Line, Run


def chart_key(words: Words) -> Line:
    """Samples with their words."""
    return (
        _Key("column"),
        Run(words.say_in("chart key", "actual"), Type.SECONDARY, "text2", gap=4),
        _Key("line"),
        Run(words.say_in("chart key", "year ago"), Type.SECONDARY, "text2", gap=4),
        _Key("dash"),
        Run(words.say_in("chart key", "plan"), Type.SECONDARY, "text2", gap=4),
    )


class _Key:
    """A sample in the key of the chart."""

    def __init__(self, kind: str) -> None:
        self._kind = kind

    @property
    def size(self) -> QSizeF:
        """As high as a small letter."""
        return QSizeF(10 if self._kind == "column" else 14, 10)

    def say(self, words: Words) -> str:  # noqa: ARG002 - the word stands beside it
        """Nothing: the word stands beside it."""
        return ""

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        if self._kind == "column":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(theme.colour("bar")))
            painter.drawRoundedRect(box, 1, 1)
            return
        wide = self._kind == "dash"
        painter.setPen(QPen(theme.colour("text" if wide else "text2"), 2 if wide else 1.5))
        middle = box.center().y()
        painter.drawLine(QPointF(box.left(), middle), QPointF(box.right(), middle))
