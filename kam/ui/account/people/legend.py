"""What the signs of the map mean, on one line under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kam.core.vocabulary import Attitude
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.glyphs import AttitudeGlyph, IconGlyph, InfluenceGlyph
from kam.ui.widgets.labels import LineLabel, rule
from kam.ui.widgets.pieces import Glyph, Run

_HEIGHT = 36
_MARGIN = 16


class Legend(QFrame):
    """Signs and their words; what has no room at the right gives way."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._signs = 0
        self.setProperty("role", "panel")
        self.setFixedHeight(_HEIGHT)
        self.setAccessibleName(look.words.say("What the signs mean"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(14, 0, 10, 0)
        self._row.setSpacing(18)
        self._row.addStretch(1)

    def add(self, glyph: Glyph, text: str) -> None:
        """A sign and its word."""
        self._insert(LineLabel(self._look, (glyph, Run(text, Type.SECONDARY, "text2"))))

    def add_rule(self) -> None:
        """A hairline between two groups of signs."""
        line = rule(upright=True)
        line.setFixedHeight(16)
        self._insert(line)

    def add_at_right(self, widget: QWidget) -> None:
        """Something at the right end."""
        self._row.addWidget(widget)

    def _insert(self, widget: QWidget) -> None:
        self._row.insertWidget(self._signs, widget)
        self._signs += 1


def chart_legend(look: Look) -> Legend:
    """The signs of the org chart."""
    words = look.words
    legend = Legend(look)
    for attitude in reversed(Attitude):
        legend.add(AttitudeGlyph(attitude, silent=True), words.of(attitude.label))
    legend.add_rule()
    legend.add(InfluenceGlyph(4), words.say("influence 1–5"))
    legend.add(IconGlyph("history", "amber", 13), words.say("rated long ago"))
    return legend


def with_legend(view: QWidget, legends: Sequence[QWidget], ground: str = "sunk") -> QWidget:
    """A view with what stands under it, on the same ground."""
    held = QWidget()
    held.setProperty("ground", ground)
    held.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(view, 1)
    foot = QVBoxLayout()
    foot.setContentsMargins(_MARGIN, 0, _MARGIN, 12)
    for each in legends:
        foot.addWidget(each)
    column.addLayout(foot)
    return held
