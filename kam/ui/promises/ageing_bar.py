"""How near or how late the promises of a side are, as one bar of segments; and what its patterns mean."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QBrush, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from kam.analysis.promises import Ageing
from kam.core.words import Words
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Type
from kam.ui.widgets.pieces import Line, Mark, Run, font_for

_BAR: Final = 13
_FIGURES: Final = 16
_LEAST: Final = 18
_GAP: Final = 2
_TONES: Final = {Ageing.LONG_LATE: "red", Ageing.LATE: "red", Ageing.TODAY: "amber"}


def names(words: Words) -> dict[Ageing, str]:
    """What each segment is called in the key."""
    return {
        Ageing.LONG_LATE: words.say("5 d and more"),
        Ageing.LATE: words.say("1–4 d"),
        Ageing.TODAY: words.say("today"),
        Ageing.WEEK: words.say_in("ageing", "week"),
        Ageing.LATER: words.say_in("ageing", "later"),
        Ageing.UNDATED: words.say("no date"),
    }


def paint_segment(painter: QPainter, box: QRectF, kind: Ageing, theme: Theme) -> None:
    """Draw a segment: solid, hatched, filled, outlined, dashed, so that all differ without colour."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inner = box.adjusted(0.5, 0.5, -0.5, -0.5)
    fills = {Ageing.LONG_LATE: "red", Ageing.TODAY: "amber_fill", Ageing.WEEK: "bar"}
    if kind in fills:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(fills[kind]))
    elif kind is Ageing.LATE:
        painter.setPen(QPen(theme.colour("red"), 1))
        painter.setBrush(QBrush(theme.colour("red"), Qt.BrushStyle.BDiagPattern))
    else:
        pen = QPen(theme.colour("edge"), 1)
        if kind is Ageing.UNDATED:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(theme.colour("page"))
    painter.drawRoundedRect(inner, 2, 2)


@dataclass(frozen=True, slots=True)
class _Sample:
    """A square of a segment's pattern."""

    kind: Ageing

    @property
    def size(self) -> QSizeF:
        """12 × 12."""
        return QSizeF(12, 12)

    def say(self, words: Words) -> str:  # noqa: ARG002 - the word stands beside it
        """Nothing: the word stands beside it."""
        return ""

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        paint_segment(painter, box, self.kind, theme)


def key_line(words: Words) -> Line:
    """The key of the bar."""
    line: list[Run | Mark] = []
    for kind, name in names(words).items():
        if kind is not Ageing.UNDATED:
            line += [Mark(_Sample(kind), gap=14), Run(name, Type.SECONDARY, "text2", gap=5)]
    return tuple(line)


class AgeingBar(QWidget):
    """Segments as wide as their share, the late ones first, each with its count under it."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._counts: Mapping[Ageing, int] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.theme.changed.connect(self.update)

    def show_counts(self, counts: Mapping[Ageing, int]) -> None:
        """Show how many stand where."""
        self._counts = {kind: count for kind, count in counts.items() if count}
        called = names(self._look.words)
        said = ", ".join(f"{called[kind]}: {count}" for kind, count in self._counts.items())
        self.setAccessibleName(said or self._look.words.say("nothing is open"))
        self.setToolTip(said)
        self.update()

    def sizeHint(self) -> QSize:
        """The bar and its figures."""
        return QSize(160, _BAR + _FIGURES)

    def segments(self) -> list[tuple[Ageing, QRectF]]:
        """Where each segment stands."""
        total = sum(self._counts.values())
        if not total:
            return []
        room = self.width() - _GAP * (len(self._counts) - 1) - _LEAST * len(self._counts)
        found, left = [], 0.0
        for kind, count in self._counts.items():
            width = _LEAST + max(room, 0) * count / total
            found.append((kind, QRectF(left, 0, width, _BAR)))
            left += width + _GAP
        return found

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw segments and figures."""
        theme = self._look.theme
        with QPainter(self) as painter:
            for kind, box in self.segments():
                paint_segment(painter, box, kind, theme)
                strong = kind in _TONES
                painter.setFont(font_for(theme.family, Type.STRONG if strong else Type.SECONDARY))
                painter.setPen(theme.colour(_TONES.get(kind, "text2")))
                under = QRectF(box.left(), _BAR, box.width(), _FIGURES)
                painter.drawText(under, Qt.AlignmentFlag.AlignCenter, str(self._counts[kind]))
