"""What the signs of the map mean, on one line under it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kam.core.vocabulary import Attitude, ClockState, RelationshipLevel
from kam.core.words import Words, label
from kam.ui.account.people.coverage.levels import Kind, RelationGlyph
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Type
from kam.ui.widgets.glyphs import AttitudeGlyph, ClockGlyph, IconGlyph, InfluenceGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, rule
from kam.ui.widgets.pieces import Glyph, Run

_HEIGHT = 36
SHORT_LEVELS: Final = {
    RelationshipLevel.NONE: label("level in short", "none"),
    RelationshipLevel.SUPPLIER: label("level in short", "supplier"),
    RelationshipLevel.CREDIBLE_SOURCE: label("level in short", "source"),
    RelationshipLevel.PROBLEM_SOLVER: label("level in short", "solver"),
    RelationshipLevel.TRUSTED_ADVISER: label("level in short", "adviser"),
}
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
        self._row.setContentsMargins(12, 0, 12, 0)
        self._row.setSpacing(12)
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


class _FrameGlyph:
    """The frame around who answers."""

    @property
    def size(self) -> QSizeF:
        """A narrow cell."""
        return QSizeF(22, 14)

    def say(self, words: Words) -> str:  # noqa: ARG002 - its word stands beside it
        """Nothing: its word stands beside it."""
        return ""

    def paint(self, painter: QPainter, box: QRectF, theme: Theme) -> None:
        """Draw it."""
        painter.setPen(QPen(theme.colour("text"), 1.5))
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 3, 3)


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


def grid_legend(look: Look) -> QWidget:
    """What dashes mean on the grid, and how to rate anew."""
    words = look.words
    held = QWidget()
    row = QHBoxLayout(held)
    row.setContentsMargins(0, 6, 0, 6)
    row.setSpacing(18)
    row.addWidget(
        LineLabel(
            look,
            (IconGlyph("history", "amber", 13), Run(words.say("rated long ago"), Type.SECONDARY, "text2")),
        )
    )
    row.addStretch(1)
    hint = words.say("Drag a person to rate them anew: kam will ask why")
    row.addWidget(ElidedLabel(hint, Type.SECONDARY, "text2"))
    return held


def coverage_legend(look: Look) -> Legend:
    """The signs of the coverage matrix."""
    words = look.words
    legend = Legend(look)
    for level in RelationshipLevel:
        legend.add(RelationGlyph(level, silent=True), f"{int(level)} {words.of(SHORT_LEVELS[level])}")
    legend.add(
        RelationGlyph(RelationshipLevel.CREDIBLE_SOURCE, Kind.TARGET, silent=True),
        words.say_in("rating", "target"),
    )
    legend.add(_FrameGlyph(), words.say("answers"))
    legend.add(ClockGlyph(ClockState.BREACHED, meaning=" "), words.say_in("legend", "nobody"))
    legend.add(
        RelationGlyph(RelationshipLevel.CREDIBLE_SOURCE, Kind.STALE, silent=True),
        words.say_in("legend", "old"),
    )
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
