"""The table base: rows of one height, sorted by their owner, walked by keyboard, copied as plain values."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from operator import attrgetter
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QTableView, QWidget

from kam.ui.local_settings import LocalSettings
from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.pieces import colour_of, line_width
from kam.ui.widgets.table.clipboard import as_text
from kam.ui.widgets.table.column import Column, Group, Sorting
from kam.ui.widgets.table.columns_menu import fill_columns_menu
from kam.ui.widgets.table.delegate import BOX, RowDelegate
from kam.ui.widgets.table.header import Header, inset
from kam.ui.widgets.table.layout import ColumnLayout
from kam.ui.widgets.table.rows_model import RowsModel
from kam.ui.widgets.table.selection import Selection

_PADDING = 8


class Table(QTableView):
    """Shows rows and says what the user wishes; reads, sorts and filters nothing itself.

    What is selected is what is checked: a click on the box adds a row, a click beside it selects that row
    alone. Selection, current row and scroll stay with their rows when the owner shows them anew.
    """

    opened = Signal(object)
    """A row was opened by Enter or a double click."""
    selected = Signal(list)
    """The selected rows, after each change."""
    current_changed = Signal(object)
    """The row the keyboard is on; None on a group and where there is none."""
    sort_wished = Signal(object)
    """A ``Sorting`` to read the rows in."""
    menu_wished = Signal(object, object)
    """A row and the place (global) for a menu about it."""
    folded = Signal()
    """A group was folded or unfolded."""
    asked = Signal(object, str, object)
    """What a cell shows was clicked, in a column that ``asks``: row, column, place (global) under it."""

    def __init__(
        self,
        look: Look,
        columns: Sequence[Column[Any]],
        *,
        name: str,
        key: Callable[[Any], Hashable] = attrgetter("id"),
        boxes: bool = False,
        row_height: int = Size.ROW,
        margin: int = Size.PAGE_MARGIN,
        local: LocalSettings | None = None,
        kept_as: str = "",
    ) -> None:
        """``name`` is said to a screen reader; widths are kept in ``local`` under ``kept_as``."""
        super().__init__()
        self.look = look
        self.columns = tuple(columns)
        self.has_boxes = boxes
        self.row_height = row_height
        self.margin = margin
        self.hovered_row = -1
        self._by_keyboard = False
        self._empty: QWidget | None = None
        self._selection = Selection(self)
        self._restoring = False
        self.rows_model = RowsModel(columns, key=key, parent=self)
        self.setAccessibleName(name)
        self._dress()
        self.setModel(self.rows_model)
        self.setItemDelegate(RowDelegate(look, self))
        self.layout_of_columns = ColumnLayout(self, local, kept_as)
        self._connect()

    # Rows

    def show_rows(self, rows: Sequence[Any], sorting: Sorting | None = None) -> None:
        """Show rows in their order, keeping selection, current row and scroll."""
        self.rows_model.show_rows(rows, sorting)

    def show_groups(
        self, groups: Sequence[tuple[Group, Sequence[Any]]], sorting: Sorting | None = None
    ) -> None:
        """Show rows under their groups, keeping selection, current row, folds and scroll."""
        self.rows_model.show_groups(groups, sorting)

    def selected_rows(self) -> list[Any]:
        """The selected rows from the top."""
        return self._selection.rows()

    def current_row(self) -> Any:
        """The row the keyboard is on; None on a group and where there is none."""
        return self.rows_model.row_at(self.currentIndex())

    def select(self, keys: Sequence[Hashable], *, reveal: bool = True) -> None:
        """Select the rows of these keys and go to the first of them."""
        self._selection.select(set(keys))
        if keys and self._selection.go_to(keys[0]) and reveal:
            self.scrollTo(self.currentIndex())

    def go_to_first(self) -> None:
        """Put the keyboard on the first row without selecting it; nothing where there is none."""
        rows = self.rows_model.rows()
        if rows:
            self._selection.go_to(self.rows_model.key(rows[0]))

    def set_empty(self, widget: QWidget | None) -> None:
        """What stands over the table while it has no rows."""
        if self._empty is not None and self._empty is not widget:
            self._empty.deleteLater()
        self._empty = widget
        if widget is not None:
            widget.setParent(self.viewport())
        self._place_empty()

    def set_row_height(self, height: int) -> None:
        """32, or 26 where the page is compact."""
        self.row_height = height
        self.verticalHeader().setDefaultSectionSize(height)

    # Columns

    def columns_menu(self) -> QMenu:
        """A menu that shows and hides columns and sorts by the keyboard; fills itself when it opens."""
        menu = QMenu(self)
        menu.aboutToShow.connect(lambda: fill_columns_menu(menu, self))
        return menu

    def is_first(self, logical: int) -> bool:
        """Whether a column stands at the left."""
        return self.layout_of_columns.first == logical

    def is_last(self, logical: int) -> bool:
        """Whether a column stands at the right."""
        return self.layout_of_columns.last == logical

    def inner(self, rect: QRect, *, first: bool) -> QRectF:
        """A cell without its paddings; the first column begins at the margin of the page."""
        return inset(rect, self.margin if first else _PADDING, _PADDING)

    def box_in(self, rect: QRect) -> QRectF:
        """Where the box stands in a cell of the first column."""
        top = rect.top() + (rect.height() - 1 - BOX) / 2
        return QRectF(rect.left() + self.margin, round(top), BOX, BOX)

    def title_span(self, group: Group, rect: QRect) -> QRectF | None:
        """Where a group's title has room: from the first column to the first that says something."""
        left, right = self.layout_of_columns.span_until(group.cells)
        if right <= left:
            return None
        return inset(QRect(left, rect.top(), right - left, rect.height()), self.margin, _PADDING)

    # Copying

    def copy_selection(self) -> None:
        """Put the selected rows, or the current one, on the clipboard as tab-separated plain values."""
        rows = self.selected_rows() or [row for row in (self.current_row(),) if row is not None]
        if rows:
            QGuiApplication.clipboard().setText(as_text(self.layout_of_columns.shown(), rows))

    # Focus and hover

    def shows_focus_at(self, row: int) -> bool:
        """Whether the ring of the keyboard stands on a row."""
        return self._by_keyboard and self.hasFocus() and self.currentIndex().row() == row

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming by Tab shows where one is."""
        reason = Qt.FocusReason
        if event.reason() in {reason.TabFocusReason, reason.BacktabFocusReason, reason.ShortcutFocusReason}:
            self._by_keyboard = True
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows_model.rowCount():
            first = self.rows_model.index(0, 0)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes with the focus."""
        super().focusOutEvent(event)
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tint the row under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(round(event.position().y())))
        asks = self._asked_at(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if asks else Qt.CursorShape.ArrowCursor)

    def viewportEvent(self, event: QEvent) -> bool:
        """The tint goes with the mouse."""
        if event.type() is QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    # Mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A group folds; a box adds its row; elsewhere the row is selected alone."""
        self._by_keyboard = False
        index = self.indexAt(event.position().toPoint())
        line = self.rows_model.line_at(index)
        if event.button() is Qt.MouseButton.LeftButton:
            if isinstance(line, Group):
                self._toggle_group(line)
                return
            if self._is_on_box(index, event.position().x()):
                self._toggle_row(index)
                return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A box has had its say at the press."""
        index = self.indexAt(event.position().toPoint())
        if isinstance(self.rows_model.line_at(index), Group) or self._is_on_box(index, event.position().x()):
            return
        super().mouseReleaseEvent(event)
        asked = self._asked_at(event.position())
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if asked is not None and plain and event.button() is Qt.MouseButton.LeftButton:
            row, column = self.rows_model.row_at(asked), self.columns[asked.column()]
            at = self.visualRect(asked).bottomLeft() + QPoint(_PADDING, 0)
            self.asked.emit(row, column.id, self.viewport().mapToGlobal(at))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open a row; a box or a group takes two clicks as two."""
        index = self.indexAt(event.position().toPoint())
        row = self.rows_model.row_at(index)
        if row is None or self._is_on_box(index, event.position().x()):
            self.mousePressEvent(event)
        elif event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Space checks, Left and Right fold, Ctrl+C copies, letters find; the rest is Qt's."""
        self._by_keyboard = True
        if not self._take_key(event):
            super().keyPressEvent(event)
        self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Letters go to the next row that begins with them."""
        self.layout_of_columns.search.type(search, self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill what no row covers: the viewport counts as opaque, so that scrolling moves what is drawn."""
        model = self.rows_model
        bottom = self.rowViewportPosition(model.rowCount() - 1) + self.row_height if model.rowCount() else 0
        right = self.horizontalHeader().length() - self.horizontalHeader().offset()
        place, ground = self.viewport().rect(), colour_of(self.look.theme, "page")
        with QPainter(self.viewport()) as painter:
            painter.fillRect(QRect(0, bottom, place.width(), max(0, place.height() - bottom)), ground)
            painter.fillRect(QRect(right, 0, max(0, place.width() - right), place.height()), ground)
        super().paintEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Columns that stretch take what is left over."""
        super().resizeEvent(event)
        self.layout_of_columns.fit()
        self._place_empty()

    # Inside

    def _dress(self) -> None:
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalHeader(Header(self.look, self))
        heads = self.verticalHeader()
        heads.hide()
        heads.setSectionResizeMode(heads.ResizeMode.Fixed)
        heads.setMinimumSectionSize(16)
        heads.setDefaultSectionSize(self.row_height)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)

    def _connect(self) -> None:
        self.rows_model.modelAboutToBeReset.connect(self._remember)
        self.rows_model.modelReset.connect(self._restore)
        self.horizontalHeader().sectionClicked.connect(self._sort_by)
        self.customContextMenuRequested.connect(self._wish_menu)
        self.selectionModel().selectionChanged.connect(self._tell_selected)
        self.selectionModel().currentRowChanged.connect(self._tell_current)

    def _take_key(self, event: QKeyEvent) -> bool:
        key, line = event.key(), self.rows_model.line_at(self.currentIndex())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selection()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and line is not None:
            self._toggle_group(line) if isinstance(line, Group) else self.opened.emit(line)
        elif key == Qt.Key.Key_Space and line is not None:
            self._toggle_group(line) if isinstance(line, Group) else self._toggle_row(self.currentIndex())
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right} and isinstance(line, Group):
            self._fold(line, folded=key == Qt.Key.Key_Left)
        elif key == Qt.Key.Key_Menu and line is not None:
            self._wish_menu(self.visualRect(self.currentIndex()).bottomLeft())
        else:
            return False
        return True

    def _sort_by(self, logical: int) -> None:
        column = self.columns[logical]
        if column.sort is None:
            return
        now = self.rows_model.sorting
        same = now is not None and now.column == column.id
        falling = not now.falling if now is not None and same else column.falling
        self.sort_wished.emit(Sorting(column.id, falling))

    def _is_on_box(self, index: QModelIndex, x: float) -> bool:
        if not self.has_boxes or not index.isValid() or not self.is_first(index.column()):
            return False
        box = self.box_in(self.visualRect(index))
        return box.left() - _PADDING <= x <= box.right() + _PADDING / 2

    def _asked_at(self, at: QPointF) -> QModelIndex | None:
        """The cell whose line stands under a point and can be asked «why?»."""
        index = self.indexAt(at.toPoint())
        row = self.rows_model.row_at(index)
        column = self.columns[index.column()] if row is not None else None
        if column is None or not column.asks or column.line is None:
            return None
        left = self.inner(self.visualRect(index), first=self.is_first(index.column())).left()
        width = line_width(column.line(row), self.look.theme)
        return index if width and left - _PADDING / 2 <= at.x() <= left + width + _PADDING / 2 else None

    def _toggle_row(self, index: QModelIndex) -> None:
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flag.Toggle | flag.Rows)

    def _toggle_group(self, group: Group) -> None:
        self._fold(group, folded=not self.rows_model.is_folded(group))

    def _fold(self, group: Group, *, folded: bool) -> None:
        self.rows_model.fold(group.code, folded=folded)
        self.folded.emit()

    def _hover(self, row: int) -> None:
        if row == self.hovered_row:
            return
        for each in (self.hovered_row, row):
            if each >= 0:
                top = self.rowViewportPosition(each)
                self.viewport().update(0, top, self.viewport().width(), self.row_height)
        self.hovered_row = row

    def _remember(self) -> None:
        self._selection.remember()
        self._restoring = True

    def _restore(self) -> None:
        self._selection.restore()
        self.hovered_row = -1
        self._restoring = False
        self._place_empty()
        self._tell_selected()
        self._tell_current()

    def _tell_selected(self, *_: object) -> None:
        if not self._restoring:
            self.selected.emit(self.selected_rows())

    def _tell_current(self, *_: object) -> None:
        if not self._restoring:
            self.current_changed.emit(self.current_row())

    def _wish_menu(self, at: QPoint) -> None:
        row = self.rows_model.row_at(self.indexAt(at))
        if row is not None:
            self.menu_wished.emit(row, self.viewport().mapToGlobal(at))

    def _place_empty(self) -> None:
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())
            self._empty.setVisible(self.rows_model.rowCount() == 0)
