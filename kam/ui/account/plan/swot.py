"""The four quadrants of a plan, each line with its weight."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QGridLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kam.analysis.plans.content import PlanSwot
from kam.core.text import with_capital
from kam.core.vocabulary import SwotKind
from kam.core.words import Label, label
from kam.ui.account.plan.glyphs import WeightGlyph
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import LineLabel
from kam.ui.widgets.labels import label as text_label
from kam.ui.widgets.panels import Panel, clear
from kam.ui.widgets.pieces import Run, colour_of, font_for
from kam.ui.widgets.tips import plain_tip

_HEADS: Final[dict[SwotKind, tuple[str, Label, Label]]] = {
    SwotKind.STRENGTH: ("plus", label("SWOT", "Strengths"), label("SWOT", "Add a strength")),
    SwotKind.WEAKNESS: ("minus", label("SWOT", "Weaknesses"), label("SWOT", "Add a weakness")),
    SwotKind.OPPORTUNITY: (
        "arrow-up-right",
        label("SWOT", "Opportunities"),
        label("SWOT", "Add an opportunity"),
    ),
    SwotKind.THREAT: ("triangle-alert", label("SWOT", "Threats"), label("SWOT", "Add a threat")),
}


class SwotLine(QAbstractButton):
    """A line that wraps, its weight at the right; opens, and goes by Delete."""

    removed = Signal()
    menu_wished = Signal(QPoint)

    def __init__(self, look: Look, item: PlanSwot) -> None:
        super().__init__()
        self._look = look
        self.item_id = item.id
        self._glyph = WeightGlyph(item.weight)
        self.setText(item.text)
        self.setToolTip(plain_tip(item.evidence or look.words.say("No evidence yet")))
        self.setAccessibleName(", ".join((item.text, self._glyph.say(look.words))))
        self.setAccessibleDescription(item.evidence or "")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._wish_menu)

    def hasHeightForWidth(self) -> bool:
        """A narrow line is higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What the wrapped text needs, at least a target."""
        return max(self._text_rect(width).height() + 4, Size.TARGET)

    def sizeHint(self) -> QSize:
        """A usual quadrant's."""
        return QSize(160, self.heightForWidth(160))

    def minimumSizeHint(self) -> QSize:
        """Two words beside the weight."""
        return QSize(110, Size.TARGET)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete takes the line out."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Text, weight, focus."""
        theme = self._look.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self.underMouse() or self.isDown():
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour_of(theme, "hover"))
                painter.drawRoundedRect(self.rect(), Size.RADIUS_TAG, Size.RADIUS_TAG)
            painter.setFont(font_for(theme.family, Type.BODY))
            painter.setPen(QPen(colour_of(theme, "text")))
            painter.drawText(self._text_rect(self.width()), Qt.TextFlag.TextWordWrap, self.text())
            size = self._glyph.size
            place = QRect(
                round(self.width() - size.width() - 2), 8, round(size.width()), round(size.height())
            )
            self._glyph.paint(painter, place.toRectF(), theme)
            if self.hasFocus():
                paint_focus(painter, self.rect(), theme, Size.RADIUS_TAG)

    def _text_rect(self, width: int) -> QRect:
        room = QRect(2, 2, max(round(width - self._glyph.size.width() - 14), 40), 10_000)
        metrics = QFontMetrics(font_for(self._look.theme.family, Type.BODY))
        return metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())

    def _wish_menu(self, at: QPoint) -> None:
        self.menu_wished.emit(self.mapToGlobal(at))


class Quadrant(QFrame):
    """One of the four: its name, a way to one more, its lines."""

    def __init__(self, look: Look, kind: SwotKind) -> None:
        super().__init__()
        self._look = look
        icon, name, add = _HEADS[kind]
        self.setAccessibleName(look.words.of(name))
        column = QVBoxLayout(self)
        column.setContentsMargins(Size.PANEL_PADDING, 4, Size.GRID, Size.GRID)
        column.setSpacing(2)
        head = LineLabel(look, (IconGlyph(icon), Run(look.words.of(name), Type.COLUMN, "text2")))
        self.add = icon_button(look, "plus", look.words.of(add), small=True)
        row = QGridLayout()
        row.addWidget(head, 0, 0)
        row.addWidget(self.add, 0, 1, Qt.AlignmentFlag.AlignRight)
        column.addLayout(row)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        column.addLayout(self._lines)
        self._asked = text_label("", Type.SECONDARY, "text3", wraps=True)
        column.addWidget(self._asked)
        column.addStretch(1)

    def show_lines(self, lines: Iterable[SwotLine], asked: Iterable[str] = ()) -> None:
        """Show other lines; where there is none, the questions that lead to one."""
        clear(self._lines)
        shown = list(lines)
        for line in shown:
            self._lines.addWidget(line)
        self._asked.setText("\n".join(asked))
        self._asked.setVisible(not shown and bool(self._asked.text()))


class SwotPanel(Panel):
    """All four; the heaviest lines first."""

    opened = Signal(object)
    """The identity of a line."""
    removed = Signal(object)
    add_wished = Signal(object)
    """The ``SwotKind`` of which one more is wanted."""
    menu_wished = Signal(object, QPoint)

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("SWOT"))
        self.set_secondary(look.words.say("weight, with evidence"))
        held, grid, area = QWidget(), QGridLayout(), QScrollArea()
        held.setLayout(grid)
        held.setProperty("ground", "page")
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        area.setWidget(held)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines: list[SwotLine] = []
        """All lines, quadrant after quadrant."""
        self.quadrants: dict[SwotKind, Quadrant] = {}
        for number, kind in enumerate(SwotKind):
            made = self.quadrants[kind] = Quadrant(look, kind)
            made.add.clicked.connect(partial(self._wish_one, kind))
            grid.addWidget(made, number // 2, number % 2)
        for at in range(2):
            grid.setColumnStretch(at, 1)
            grid.setRowStretch(at, 1)
        self.body.addWidget(area)

    def show_items(
        self,
        items: Iterable[PlanSwot],
        *,
        writable: bool,
        questions: Mapping[SwotKind, tuple[str, ...]] | None = None,
    ) -> None:
        """Show other lines; ``questions`` stand in the quadrants that have none."""
        shown = list(items)
        keyboard = self.window().focusWidget()
        left = next((number for number, line in enumerate(self.lines) if line is keyboard), None)
        item = None if left is None else self.lines[left].item_id
        self.lines = []
        for kind, quadrant in self.quadrants.items():
            quadrant.add.setVisible(writable)
            mine = sorted((each for each in shown if each.kind is kind), key=lambda each: -each.weight)
            asked = (questions or {}).get(kind, ()) if writable else ()
            lines = [self._line(each) for each in mine]
            quadrant.show_lines(lines, asked)
            self.lines += lines
        if left is not None and self.lines:
            again = next((line for line in self.lines if line.item_id == item), None)
            again = again or self.lines[min(left, len(self.lines) - 1)]
            again.show()  # what is not shown yet cannot have the keyboard
            again.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, item: PlanSwot) -> SwotLine:
        made = SwotLine(self.look, item)
        made.clicked.connect(partial(self._say, self.opened, item.id))
        made.removed.connect(partial(self._say, self.removed, item.id))
        made.menu_wished.connect(partial(self.menu_wished.emit, item.id))
        return made

    def _say(self, signal: SignalInstance, item_id: UUID, *_: object) -> None:
        signal.emit(item_id)

    def _wish_one(self, kind: SwotKind, *_: object) -> None:
        self.add_wished.emit(kind)


def heading_of(look: Look, kind: SwotKind) -> str:
    """How a line of a quadrant is called alone: «Сильная сторона»."""
    return with_capital(look.words.of(kind.label))
