"""The risks of a plan: the matrix of probability × impact, and the list beside it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from kam.analysis.plans.content import PlanRisk
from kam.analysis.plans.risk_matrix import SIDE, PlacedRisk, RiskLevel, RiskMatrix
from kam.core.short_names import family_of
from kam.ui.account.plan.glyphs import NumberGlyph, paint_number
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.glyphs import State, StateGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label
from kam.ui.widgets.panels import Panel
from kam.ui.widgets.part_list import PartList
from kam.ui.widgets.patterns import dots, hatch
from kam.ui.widgets.pieces import colour_of, font_for
from kam.ui.widgets.tips import plain_tip

_AXIS: Final = 34
_BELOW: Final = 34
_RING: Final = 20
_GROUNDS: Final = {RiskLevel.HIGH: "red_soft", RiskLevel.MEDIUM: "amber_soft"}


class RiskGrid(QWidget):
    """Five by five. High is hatched, medium dotted; a risk stands in its cell by its number."""

    opened = Signal(object)
    """The identity of a risk that was clicked."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._matrix: RiskMatrix | None = None
        self.setAccessibleName(look.words.say("Risks by probability and impact"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.setMinimumSize(_AXIS + SIDE * 26, _BELOW + SIDE * 22)
        self.setMouseTracking(True)

    def show_matrix(self, matrix: RiskMatrix) -> None:
        """Show other risks."""
        self._matrix = matrix
        told = [f"{each.number}: {each.risk.title}" for each in matrix.ranked]
        self.setAccessibleDescription("; ".join(told))
        self.update()

    def sizeHint(self) -> QSize:
        """Cells as in the pictures."""
        return QSize(_AXIS + SIDE * 34, _BELOW + SIDE * 34)

    def event(self, event: QEvent) -> bool:
        """A number says which risk it is."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self.risk_at(QPointF(event.pos()))
            if found is None:
                QToolTip.hideText()
            else:
                QToolTip.showText(event.globalPos(), plain_tip(found.risk.title), self)
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a number opens the risk."""
        found = self.risk_at(event.position())
        if found is not None and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(found.risk.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Numbers can be pressed."""
        found = self.risk_at(event.position())
        hand = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
        self.setCursor(hand)

    def risk_at(self, at: QPointF) -> PlacedRisk | None:
        """Whose number stands at a place."""
        if self._matrix is None:
            return None
        return next((each for each in self._matrix.ranked if self._ring(each).contains(at)), None)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Cells, axes, numbers."""
        if self._matrix is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for (probability, impact), level in self._matrix.levels.items():
                self._paint_cell(painter, self._cell(probability, impact), level)
            self._paint_axes(painter)
            for each in self._matrix.ranked:
                paint_number(painter, self._ring(each), each.number, self._look.theme)

    def _side(self) -> QRectF:
        return QRectF(_AXIS, 2, max(self.width() - _AXIS - 2, 1), max(self.height() - _BELOW - 2, 1))

    def _cell(self, probability: int, impact: int) -> QRectF:
        area = self._side()
        wide, high = area.width() / SIDE, area.height() / SIDE
        return QRectF(area.left() + (impact - 1) * wide, area.top() + (SIDE - probability) * high, wide, high)

    def _ring(self, placed: PlacedRisk) -> QRectF:
        """Where a number stands; several in one cell stand side by side."""
        assert self._matrix is not None  # noqa: S101 - the risk is of it
        risk = placed.risk
        cell = self._cell(risk.probability or 1, risk.impact or 1)
        here = self._matrix.at(risk.probability or 1, risk.impact or 1)
        at, count = here.index(placed), len(here)
        step = min(_RING, (cell.width() - _RING) / (count - 1)) if count > 1 else 0.0
        left = cell.center().x() - (_RING + step * (count - 1)) / 2 + at * step
        return QRectF(left, cell.center().y() - _RING / 2, _RING, _RING)

    def _paint_cell(self, painter: QPainter, cell: QRectF, level: RiskLevel) -> None:
        theme = self._look.theme
        if level in _GROUNDS:
            painter.fillRect(cell, colour_of(theme, _GROUNDS[level]))
        if level is RiskLevel.HIGH:
            tone = QColor(colour_of(theme, "red"))
            tone.setAlphaF(0.45)
            hatch(painter, cell, QPen(tone, 1), 7)
        elif level is RiskLevel.MEDIUM:
            dots(painter, cell, colour_of(theme, "amber_fill"), 8, 1.6)
        painter.setPen(QPen(colour_of(theme, "line2"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(cell)

    def _paint_axes(self, painter: QPainter) -> None:
        theme, words, area = self._look.theme, self._look.words, self._side()
        painter.setFont(font_for(theme.family, Type.CAPTION))
        painter.setPen(colour_of(theme, "text2"))
        middle = Qt.AlignmentFlag.AlignCenter
        for step in range(1, SIDE + 1):
            left = self._cell(step, 1)
            painter.drawText(QRectF(_AXIS - 18, left.top(), 16, left.height()), middle, str(step))
            below = self._cell(1, step)
            painter.drawText(QRectF(below.left(), area.bottom() + 1, below.width(), 16), middle, str(step))
        painter.drawText(
            QRectF(area.left(), area.bottom() + 16, area.width(), 16), middle, words.say("impact")
        )
        painter.save()
        painter.translate(8, area.center().y())
        painter.rotate(-90)
        painter.drawText(QRectF(-area.height() / 2, -8, area.height(), 16), middle, words.say("probability"))
        painter.restore()


class RisksPanel(Panel):
    """The matrix at the left, the risks by weight at the right."""

    opened = Signal(object)
    """The identity of a risk."""
    removed = Signal(object)
    add_wished = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("Risks"))
        self.add = link(look, look.words.say_in("button", "Add"), run=self.add_wished.emit)
        self.add_action(self.add)
        self.grid = RiskGrid(look)
        self.grid.opened.connect(self.opened)
        self.lines = PartList(look, row_height=Size.ROW_TWO_LINES - 8)
        self.lines.opened.connect(self.opened)
        self.lines.removed.connect(self.removed)
        self._empty = label("", tone="text3", wraps=True)
        self._empty.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        row = QHBoxLayout()
        row.setContentsMargins(Size.GRID, Size.GRID, 0, 4)
        row.setSpacing(4)
        row.addWidget(self.grid, 1)
        row.addWidget(_scrolled(self.lines), 1)
        self.body.addWidget(self._empty)
        self.body.addLayout(row, 1)

    def show_risks(self, matrix: RiskMatrix, owners: Mapping[UUID, str], *, writable: bool) -> None:
        """Show other risks."""
        words = self.look.words
        count = len(matrix.ranked) + len(matrix.unrated)
        self.add.setVisible(writable)
        self.lines.can_remove = writable
        self.set_title(words.say("Risks"), self.look.formats.number(count) if count else "")
        high, medium = matrix.count(RiskLevel.HIGH), matrix.count(RiskLevel.MEDIUM)
        self.set_secondary(
            words.say("high: {high}, medium: {medium}", high=high, medium=medium) if count else ""
        )
        self.grid.show_matrix(matrix)
        self.lines.clear()
        for placed in matrix.ranked:
            self._add(placed.risk, NumberGlyph(placed.number), owners)
        for risk in matrix.unrated:
            self._add(risk, StateGlyph(State.UNKNOWN), owners)
        self.lines.give_back()
        self.lines.setVisible(bool(count))
        self.grid.setVisible(bool(count))
        self._empty.setVisible(not count)
        self._empty.setText(
            words.say("No risk yet. What could make this plan fail, and what would we do then?")
        )

    def _add(self, risk: PlanRisk, mark: NumberGlyph | StateGlyph, owners: Mapping[UUID, str]) -> None:
        words = self.look.words
        weight = (
            words.say("{probability}×{impact}", probability=risk.probability, impact=risk.impact)
            if risk.weight
            else words.say("not rated")
        )
        owner = family_of(owners.get(risk.owner_id, "")) if risk.owner_id is not None else ""
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(0)
        column.addWidget(ElidedLabel(risk.title))
        second = ", ".join(part for part in (weight, owner) if part)
        column.addWidget(ElidedLabel(second, Type.SECONDARY, "text2"))
        for each in (held, *held.findChildren(QWidget)):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        name = f"{risk.title}, {second}"
        self.lines.add_part(risk.id, name, LineLabel(self.look, (mark,)), held, stretch=1)


def _scrolled(lines: QWidget) -> QScrollArea:
    """Many risks scroll rather than take the room of what stands above them."""
    area = QScrollArea()
    lines.setProperty("ground", "page")
    area.setWidget(lines)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
