"""Whom to ask: everybody who can be asked, found by typing, ticked by click or Space."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHBoxLayout, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from kam.core.vocabulary import BuyingRole, Circle
from kam.services.people.directory import PeopleQuery
from kam.services.surveys.choosing import Candidate, Candidates, Doubt, read_candidates
from kam.ui.desk import Desk
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.chips import ToggleChip
from kam.ui.widgets.fields import Editor
from kam.ui.widgets.fields.typed import Plain
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.labels import label
from kam.ui.widgets.painted_list import Index, PaintedList
from kam.ui.widgets.pieces import Line, Run, Spring, paint_line, said
from kam.ui.widgets.search_field import SearchField
from kam.ui.widgets.tick_box import paint_tick_box

_ROW: Final = 30
_BOX: Final = 16
_LEAST: Final = 230
_NOWHERE: Final = QModelIndex()
_PAUSE: Final = 120
"""Milliseconds after which what was typed is searched for."""
_DECIDERS: Final = frozenset({BuyingRole.DECIDER, BuyingRole.APPROVER, BuyingRole.EXECUTIVE_SPONSOR})


class PeopleTicks(Editor):
    """Its value are the identities of those who are ticked, whether they are shown now or not."""

    def __init__(self, desk: Desk, *, without: Sequence[UUID] = ()) -> None:
        """``without`` are asked already."""
        super().__init__(desk.look)
        self._desk = desk
        self._without = frozenset(without)
        self._ticked: dict[UUID, None] = {}
        self._unasked = 0
        words = desk.look.words
        self.search = SearchField(desk.look, words.say("Name, job title, client"))
        self.deciders = ToggleChip(desk.look, words.say("Deciders"))
        self.core = ToggleChip(desk.look, words.say("Circle 1"))
        self.clear = ToggleChip(desk.look, words.say("Nothing against it"))
        self.all = link(desk.look, words.say("Tick all shown"), run=self._tick_all)
        self.none = link(desk.look, words.say("Untick all"), run=self._untick_all)
        self.list = _List(desk.look, self._toggle)
        self.told = label("", Type.SECONDARY, "text2", wraps=True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.read)
        self._lay_out()
        self.search.searched.connect(lambda _: self._pause.start())
        self.search.went_down.connect(self.list.setFocus)
        for chip in (self.deciders, self.core, self.clear):
            chip.toggled.connect(lambda _: self.read())
        self.setFocusProxy(self.search)
        self.read()

    def value(self) -> tuple[UUID, ...]:
        """Who is ticked, in the order of ticking."""
        return tuple(self._ticked)

    def set_value(self, value: Any) -> None:
        """Tick these and nobody else."""
        self._ticked = dict.fromkeys(value or ())
        self._show_ticks()

    def said(self, value: Any) -> str:
        """How many they are."""
        words = self.look.words
        return words.say_many("{count} person", "{count} people", len(value)) if value else ""

    def typed(self) -> Plain:
        """Who is ticked, for a draft."""
        return [str(each) for each in self._ticked]

    def retype(self, typed: object) -> None:
        """Tick them again."""
        self.set_value([UUID(str(each)) for each in typed] if isinstance(typed, list) else [])

    def set_wrong(self, *, wrong: bool) -> None:
        """The sentence beside it says what is wrong."""
        self.list.setProperty("state", "wrong" if wrong else "")

    def set_name(self, name: str, description: str = "") -> None:
        """What a screen reader calls the list."""
        self.setAccessibleName(name)
        self.list.setAccessibleName(name)
        self.list.setAccessibleDescription(description)

    def read(self) -> None:
        """Find who can be asked."""
        query = PeopleQuery(
            text=self.search.text().strip(),
            roles=_DECIDERS if self.deciders.isChecked() else frozenset(),
            circles=frozenset({Circle.CORE}) if self.core.isChecked() else frozenset(),
        )
        work = partial(read_candidates, self._desk.workspace, query, as_of=self._desk.now())
        self._desk.read(self, work, self._show, key="whom to ask")

    # Inside

    def _lay_out(self) -> None:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Size.GRID)
        first = QHBoxLayout()
        first.setSpacing(Size.GRID)
        first.addWidget(self.search, 1)
        for widget in (self.deciders, self.core, self.clear):
            first.addWidget(widget)
        column.addLayout(first)
        column.addWidget(self.list, 1)
        last = QHBoxLayout()
        last.setSpacing(Size.GAP)
        last.addWidget(self.told, 1)
        last.addWidget(self.all)
        last.addWidget(self.none)
        column.addLayout(last)
        self.row.addWidget(held, 1)

    def _show(self, found: Candidates) -> None:
        rows = [each for each in found.rows if each.id not in self._without]
        if self.clear.isChecked():
            rows = [each for each in rows if Doubt.NO_CONSENT not in each.doubts
                    and Doubt.ASKED_LATELY not in each.doubts]  # fmt: skip
        self._unasked = found.unasked
        self.list.people.show_rows(rows)
        self._show_ticks()

    def _show_ticks(self) -> None:
        self.list.people.show_ticks(self._ticked)
        words, shown = self.look.words, self.list.people.rows
        parts = [words.say_many("{count} chosen", "{count} chosen", len(self._ticked))]
        chosen = [each for each in shown if each.id in self._ticked]
        without = sum(Doubt.NO_CONSENT in each.doubts for each in chosen)
        if without:
            parts.append(words.say("without consent: {count}", count=self.look.formats.number(without)))
        lately = sum(Doubt.ASKED_LATELY in each.doubts for each in chosen)
        if lately:
            parts.append(words.say("asked lately: {count}", count=self.look.formats.number(lately)))
        if self._unasked:
            parts.append(
                words.say_many(
                    "{count} place without a name cannot be asked",
                    "{count} places without a name cannot be asked",
                    self._unasked,
                )
            )
        self.told.setText(" · ".join(parts))
        self.none.setEnabled(bool(self._ticked))
        self.all.setEnabled(any(each.id not in self._ticked for each in shown))

    def _toggle(self, who: Candidate) -> None:
        if who.id in self._ticked:
            del self._ticked[who.id]
        else:
            self._ticked[who.id] = None
        self._touched()

    def _tick_all(self) -> None:
        self._ticked |= dict.fromkeys(each.id for each in self.list.people.rows)
        self._touched()

    def _untick_all(self) -> None:
        self._ticked = {}
        self._touched()

    def _touched(self) -> None:
        self._show_ticks()
        self.changed.emit()


class _People(QAbstractListModel):
    """Candidates, and who of them is ticked."""

    def __init__(self, look: Look, parent: QObject) -> None:
        super().__init__(parent)
        self._look = look
        self.rows: list[Candidate] = []
        self.ticked: dict[UUID, None] = {}

    def show_rows(self, rows: list[Candidate]) -> None:
        """Show others."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def show_ticks(self, ticked: dict[UUID, None]) -> None:
        """Tick these."""
        self.ticked = ticked
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """One a person."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line in words, and whether it is ticked."""
        if not index.isValid():
            return None
        who = self.rows[index.row()]
        text = said(line_of(self._look, who), self._look.words)
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            say = self._look.words.say
            return say("{who}, chosen", who=text) if who.id in self.ticked else text
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if who.id in self.ticked else Qt.CheckState.Unchecked
        return None


class _List(PaintedList):
    """Space, Enter or a click ticks."""

    def __init__(self, look: Look, toggle: Callable[[Candidate], None]) -> None:
        super().__init__(look.words.say("Whom to ask"), 320)
        self._toggle = toggle
        self.people = _People(look, self)
        self.setModel(self.people)
        self.setItemDelegate(_Lines(look, self))
        self.setMinimumHeight(_LEAST)
        self.setProperty("role", "framed")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick who has the keyboard."""
        self._by_keyboard = True
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._toggle(self.people.rows[self.currentIndex().row()])
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tick who is pressed."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self._toggle(self.people.rows[index.row()])


class _Lines(QStyledItemDelegate):
    """A box, the name, where and as what, and what to think of before asking."""

    def __init__(self, look: Look, list_: _List) -> None:
        super().__init__(list_)
        self._look = look
        self._list = list_

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        """One line."""
        return QSize(200, _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a line."""
        theme, rect = self._look.theme, option.rect
        who = self._list.people.rows[index.row()]
        on = who.id in self._list.people.ticked
        painter.save()
        painter.fillRect(rect, theme.colour("sel" if on else "field"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        box = QRectF(rect.left() + 10, rect.top() + (rect.height() - _BOX) / 2, _BOX, _BOX)
        paint_tick_box(painter, box, theme, on=on)
        place = rect.toRectF().adjusted(10 + _BOX + 10, 0, -10, 0)
        paint_line(painter, place, line_of(self._look, who), theme)
        if self._list.hasFocus() and index.row() == self._list.currentIndex().row():
            paint_focus(painter, rect.adjusted(1, 1, -1, -1), theme, Size.RADIUS_TAG)
        painter.restore()


def line_of(look: Look, who: Candidate) -> Line:
    """«Левашова Ирина  директор  Мельница      нет согласия»."""
    parts: list[Run | Spring] = [Run(who.name.listed, Type.NAME)]
    about = ", ".join(part for part in (who.job_title, who.account) if part)
    parts += [Run(about, Type.SECONDARY, "text2", gap=8), Spring()]
    doubts = ", ".join(look.words.of(doubt.label) for doubt in who.doubts)
    if doubts:
        parts.append(Run(doubts, Type.SECONDARY, "amber"))
    return tuple(parts)
