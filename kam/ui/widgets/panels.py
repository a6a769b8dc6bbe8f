"""Panels: a head that says what it is, a body, perhaps a foot; and lists of equal rows inside."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label, set_property

_LINK_INSET: Final = 3
_HIGHEST: Final = 16_777_215
"""Qt's own: as high as one likes."""
"""A link's frame stands so far before its letters."""
_FOOT: Final = 28


class PanelState(StrEnum):
    """How a panel stands: its border says it, and its head in words."""

    USUAL = ""
    EDITING = "editing"
    STALE = "stale"


def clear(layout: QLayout) -> None:
    """Take everything out of a layout, and out of the layouts in it, and let it go."""
    while (item := layout.takeAt(0)) is not None:
        if (inside := item.widget()) is not None:
            inside.hide()
            inside.setParent(None)
            inside.deleteLater()
        elif (inner := item.layout()) is not None:
            clear(inner)
            inner.deleteLater()


class Panel(QFrame):
    """A framed part of a page: title and count, what stands at the right of the head, body, foot."""

    def __init__(self, look: Look, title: str = "", *, count: str = "", secondary: str = "") -> None:
        super().__init__()
        self.look = look
        self.setProperty("role", "panel")
        self.setAccessibleName(title)
        outer = self._outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        outer.setSpacing(0)
        self._head = QFrame(self)
        self._head.setProperty("role", "panelhead")
        self._head.setFixedHeight(Size.PANEL_HEAD)
        row = self._head_row = QHBoxLayout(self._head)
        row.setContentsMargins(Size.PANEL_PADDING, 0, Size.PANEL_PADDING, 0)
        row.setSpacing(Size.GRID)
        self.title = label(title, Type.STRONG)
        self.count = label(count, Type.SECONDARY, "text3")
        self.count.setVisible(bool(count))
        row.addWidget(self.title)
        row.addWidget(self.count)
        row.addStretch(1)
        self._side = QHBoxLayout()
        self._side.setSpacing(Size.GRID)
        row.addLayout(self._side)
        self._secondary: QLabel | None = None
        self._head.setVisible(bool(title))
        outer.addWidget(self._head)
        self.body = QVBoxLayout()
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        outer.addLayout(self.body, 1)
        self._foot: QFrame | None = None
        self._foot_layout = QHBoxLayout()
        if secondary:
            self.set_secondary(secondary)

    def set_title(self, title: str, count: str = "") -> None:
        """Name the panel anew."""
        self.title.setText(title)
        self.setAccessibleName(title)
        self.count.setText(count)
        self.count.setVisible(bool(count))
        self._head.setVisible(bool(title))

    def set_icon(self, name: str) -> None:
        """Put an icon before the title."""
        self._head_row.insertWidget(0, LineLabel(self.look, (IconGlyph(name, "text", Size.ICON),)))

    def set_secondary(self, text: str, tone: str = "text2") -> None:
        """Say something at the right of the head, before its links; empty says nothing."""
        if self._secondary is None:
            self._secondary = ElidedLabel(text, Type.SECONDARY, tone)
            self._side.insertWidget(0, self._secondary)
        set_property(self._secondary, "tone", tone)
        self._secondary.setText(text)
        self._secondary.setVisible(bool(text))

    def add_action(self, widget: QWidget) -> None:
        """Put a link, a button or a label at the right of the head."""
        self._side.addWidget(widget)
        right = Size.PANEL_PADDING - (_LINK_INSET if widget.property("kind") == "link" else 0)
        self._head_row.setContentsMargins(Size.PANEL_PADDING, 0, right, 0)

    def pad(self, *, top: int = Size.GRID, bottom: int = Size.GRID, spacing: int = Size.GRID) -> None:
        """Give the body the margins of text; lists and tables go to the edge and need none."""
        self.body.setContentsMargins(Size.PANEL_PADDING, top, Size.PANEL_PADDING, bottom)
        self.body.setSpacing(spacing)

    def set_state(self, state: PanelState) -> None:
        """Show by the border that the panel is being edited, or that nobody has verified it for long."""
        set_property(self, "state", state.value)

    def set_foot(self, *widgets: QWidget | None) -> None:
        """Put a row under the body; None stands for room that grows. A link's letters begin at the margin."""
        row = self._foot_row()
        clear(row)
        pressed = any(isinstance(each, QPushButton) and each.property("kind") != "link" for each in widgets)
        margin, high = Size.PANEL_PADDING - _LINK_INSET, Size.GRID if pressed else 1
        row.setContentsMargins(margin, high, margin, high)
        if None not in widgets:
            widgets = (*widgets, None)
        for number, widget in enumerate(widgets):
            if widget is None:
                row.addStretch(1)
                continue
            if number == 0 and widget.property("kind") != "link":
                row.addSpacing(_LINK_INSET)
            row.addWidget(widget)
            if number == len(widgets) - 1 and widget.property("kind") != "link":
                row.addSpacing(_LINK_INSET)

    def _foot_row(self) -> QHBoxLayout:
        if self._foot is None:
            self._foot = QFrame()
            self._foot.setProperty("role", "panelfoot")
            self._foot.setMinimumHeight(_FOOT)
            self._foot.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            made = QHBoxLayout(self._foot)
            made.setSpacing(Size.GRID)
            self._outer.addWidget(self._foot)
            self._foot_layout = made
        return self._foot_layout

    def show_foot(self, *, shown: bool) -> None:
        """Where there is little height a foot goes."""
        if self._foot is not None:
            self._foot.setVisible(shown)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Long dashes around what is stale: the style sheet's own are dots."""
        super().paintEvent(event)
        if self.property("state") != PanelState.STALE:
            return
        pen = QPen(self.look.theme.colour("amber_fill"), 1)
        pen.setDashPattern([4, 3])
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(pen)
            frame = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, Size.RADIUS_PANEL, Size.RADIUS_PANEL)


class Row(QAbstractButton):
    """A row of a panel that opens something: by mouse, Enter or Space."""

    opened = Signal()

    def __init__(self, look: Look, name: str, *, height: int = Size.ROW) -> None:
        super().__init__()
        self._look = look
        self._is_last = False
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedHeight(height)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.cells = _cells(self)
        self.clicked.connect(self.opened)

    def set_last(self, *, last: bool) -> None:
        """The last row has no line under it."""
        self._is_last = last
        self.update()

    def let_grow(self) -> None:
        """At least as high as it is, and as high as its cells' words want at its width."""
        self.setMinimumHeight(self.height())
        self.setMaximumHeight(_HIGHEST)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def sizeHint(self) -> QSize:
        """What the cells want."""
        return self.cells.sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As narrow as the cells allow."""
        return self.cells.minimumSize()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be pressed."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """No longer."""
        super().leaveEvent(event)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The ground when pointed at, the hairline, the focus."""
        theme = self._look.theme
        with QPainter(self) as painter:
            if self.underMouse() or self.isDown():
                painter.fillRect(self.rect(), theme.colour("sel" if self.isDown() else "hover"))
            if not self._is_last:
                painter.setPen(QPen(theme.colour("line"), 1))
                painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
            if self.hasFocus():
                paint_focus(painter, self.rect(), theme, Size.RADIUS_TAG)


class QuietRow(QFrame):
    """A row of a panel that only shows."""

    def __init__(self, *, height: int = Size.ROW) -> None:
        super().__init__()
        self.setProperty("role", "line")
        self.setFixedHeight(height)
        self.cells = _cells(self)

    def set_last(self, *, last: bool) -> None:
        """The last row has no line under it."""
        set_property(self, "role", "bare" if last else "line")


def _cells(row: QWidget) -> QHBoxLayout:
    cells = QHBoxLayout(row)
    cells.setContentsMargins(Size.PANEL_PADDING, 0, Size.PANEL_PADDING, 0)
    cells.setSpacing(Size.GRID)
    return cells


class PanelList(QWidget):
    """Rows of one height with hairlines between them."""

    def __init__(self, look: Look, *, row_height: int = Size.ROW) -> None:
        super().__init__()
        self._look = look
        self._row_height = row_height
        self._rows: list[Row | QuietRow] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addStretch(1)

    @property
    def rows(self) -> tuple[Row | QuietRow, ...]:
        """The rows from the top."""
        return tuple(self._rows)

    def set_row_height(self, height: int) -> None:
        """32, or 26 where the page is compact."""
        self._row_height = height
        for row in self._rows:
            row.setFixedHeight(height)

    def clear(self) -> None:
        """Take all rows out."""
        for row in self._rows:
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []

    def add_row(self, *cells: QWidget | None, stretch: int = 0) -> QuietRow:
        """A row that only shows; None stands for room that grows, ``stretch`` is the cell that takes it."""
        row = QuietRow(height=self._row_height)
        self._add(row, cells, stretch)
        return row

    def add_opening_row(self, name: str, *cells: QWidget | None, stretch: int = 0) -> Row:
        """A row that opens something; ``name`` says what to a screen reader."""
        row = Row(self._look, name, height=self._row_height)
        self._add(row, cells, stretch)
        return row

    def _add(self, row: Row | QuietRow, cells: tuple[QWidget | None, ...], stretch: int) -> None:
        for number, cell in enumerate(cells):
            if cell is None:
                row.cells.addStretch(1)
            else:
                row.cells.addWidget(cell, 1 if number == stretch and None not in cells else 0)
        if self._rows:
            self._rows[-1].set_last(last=False)
        row.set_last(last=True)
        self._rows.append(row)
        self._layout.insertWidget(len(self._rows) - 1, row)


def sized(widget: QWidget, width: int, *, right: bool = False) -> QWidget:
    """A cell of fixed width, so that columns of a list stand under each other."""
    widget.setFixedWidth(width)
    if right and isinstance(widget, QLabel):
        widget.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return widget
