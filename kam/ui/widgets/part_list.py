"""Lines of a section that can be opened, and deleted by key or menu."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button
from kam.ui.widgets.labels import ElidedLabel, label
from kam.ui.widgets.panels import PanelList, Row


class PartList(PanelList):
    """Rows that stand for lines of a record: of the dossier, of a plan."""

    opened = Signal(object)
    """The line that is to be changed."""
    removed = Signal(object)
    """The line that is to be deleted."""

    def __init__(self, look: Look, *, row_height: int = Size.ROW) -> None:
        super().__init__(look, row_height=row_height)
        self._parts: dict[Row, Any] = {}
        self._left: tuple[Any, int] | None = None
        self.can_remove = True
        """Whether lines can be deleted: not where what they belong to is agreed on."""

    def clear(self) -> None:
        """Take all rows out; which of them had the keyboard is remembered."""
        keyboard = self.window().focusWidget()
        rows = list(self._parts)
        at = next((number for number, row in enumerate(rows) if row is keyboard), None)
        self._left = None if at is None else (self._parts[rows[at]], at)
        self._parts.clear()
        super().clear()

    def give_back(self) -> None:
        """The rows are there again: the keyboard goes to its line, or to the one now in the place of it."""
        left, self._left = self._left, None
        rows = list(self._parts)
        if left is None or not rows:
            return
        part, at = left
        row = self.row_of(part) or rows[min(at, len(rows) - 1)]
        row.show()  # what is not shown yet cannot have it
        row.setFocus(Qt.FocusReason.OtherFocusReason)

    def add_part(self, part: object, name: str, *cells: QWidget | None, stretch: int = 0) -> Row:
        """A row for a line; ``name`` says it to a screen reader."""
        row = self.add_opening_row(name, *cells, stretch=stretch)
        self._parts[row] = part
        row.opened.connect(partial(self.opened.emit, part))
        row.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        row.customContextMenuRequested.connect(partial(self._open_menu, row))
        row.installEventFilter(self)
        return row

    def row_of(self, part: object) -> Row | None:
        """The row of a line."""
        return next((row for row, each in self._parts.items() if each == part), None)

    def focused(self) -> Any | None:
        """The line that has the keyboard, or gets it back with the window."""
        keyboard = self.window().focusWidget()
        return next((part for row, part in self._parts.items() if row is keyboard), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete takes the line out."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Delete
            and isinstance(watched, Row)
            and watched in self._parts
            and self.can_remove
        ):
            self.removed.emit(self._parts[watched])
            return True
        return super().eventFilter(watched, event)

    def menu_of(self, row: Row) -> QMenu:
        """What can be done with a line."""
        words, theme = self._look.words, self._look.theme
        part = self._parts[row]
        menu = QMenu(row)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        change = menu.addAction(theme.icon("pencil"), words.say_in("menu", "Change…"))
        change.triggered.connect(partial(self._say, self.opened, part))
        if self.can_remove:
            remove = menu.addAction(theme.icon("trash-2"), words.say_in("menu", "Delete"))
            remove.setShortcut(Qt.Key.Key_Delete)
            remove.triggered.connect(partial(self._say, self.removed, part))
        return menu

    def _say(self, signal: Any, part: object, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
        signal.emit(part)

    def _open_menu(self, row: Row, at: QPoint) -> None:
        self.menu_of(row).popup(row.mapToGlobal(at))


class SubHead(QWidget):
    """The head of lines inside a card: what they are, how many, and the way to one more."""

    add_wished = Signal()

    def __init__(self, look: Look, title: str, add: str) -> None:
        super().__init__()
        self._look = look
        row = QHBoxLayout(self)
        row.setContentsMargins(Size.PANEL_PADDING, 2, 6, 2)
        row.setSpacing(Size.GRID)
        row.addWidget(label(title, Type.COLUMN, "text2"))
        self.count = label("", Type.SECONDARY, "text3")
        row.addWidget(self.count)
        row.addStretch(1)
        self.add = icon_button(look, "plus", add, small=True, run=self.add_wished.emit)
        row.addWidget(self.add)

    def show_count(self, count: int) -> None:
        """How many there are."""
        self.count.setText(self._look.formats.number(count) if count else "")


def columns_head(names: Sequence[tuple[str, int]]) -> QWidget:
    """The names of columns over a list, each as wide as its cells; a width of 0 takes what is left.

    A name that is longer than its column gives way; the tooltip then says it whole.
    """
    head = QWidget()
    row = QHBoxLayout(head)
    row.setContentsMargins(Size.PANEL_PADDING, 6, Size.PANEL_PADDING, 6)
    row.setSpacing(Size.GRID)
    for name, width in names:
        text = ElidedLabel(name, Type.COLUMN, "text2")
        if width:
            text.setFixedWidth(abs(width))
        if width < 0:
            text.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(text, 0 if width else 1)
    return head
