"""Finding people by typing: one or several, or somebody who is not there yet."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, TypeAlias
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QCompleter,
    QLineEdit,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.chips import FilterChip
from kam.ui.widgets.fields.editor import Editor
from kam.ui.widgets.fields.typed import Plain
from kam.ui.widgets.flow import FlowLayout
from kam.ui.widgets.glyphs import AvatarGlyph, IconGlyph
from kam.ui.widgets.pieces import Line, Run, colour_of, paint_line
from kam.ui.widgets.tips import plain_tip

FOUND_ROLE: Final = Qt.ItemDataRole.UserRole + 1
_MOST: Final = 8
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be picked."""

    id: Hashable
    name: str
    hint: str = ""
    """Where they are and as what: «главный технолог, Волгометиз»."""
    initials: str = ""


@dataclass(frozen=True, slots=True)
class _Newcomer:
    """The entry that makes somebody new of what was typed."""

    name: str


Answer: TypeAlias = Callable[[Sequence[Candidate]], None]
Ask: TypeAlias = Callable[[str, Answer], None]
"""Searches for a text off the interface thread and hands what it found to the answer."""


class PeoplePicker(Editor):
    """Type to search; Enter takes the first found, × or Backspace lets go.

    The value is a tuple of ``Candidate`` where ``many`` may be picked, else one or None.
    """

    creation_wished = Signal(str)
    """Somebody of this name is to be made; the owner then adds them by ``add``."""

    def __init__(
        self, look: Look, ask: Ask, *, many: bool = False, may_create: bool = False, placeholder: str = ""
    ) -> None:
        super().__init__(look)
        self._ask = ask
        self._many = many
        self._may_create = may_create
        self._picked: list[Candidate] = []
        self._chips: list[FilterChip] = []
        self.line = _PickLine()
        self.line.setPlaceholderText(placeholder or look.words.say("Type a name"))
        self.line.setMinimumWidth(160)
        holder = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._flow = FlowLayout(holder, gap=4)
        self._flow.addWidget(self.line)
        self._inner = self.line
        self.row.addWidget(holder, 1)
        self.setFocusProxy(self.line)
        self._found = QStandardItemModel(self)
        self._popup = QListView()
        self._completer = self._make_completer()
        self.line.textEdited.connect(self._search)
        self.line.emptied.connect(self._let_last_go)
        self.line.entered.connect(self._take_first)

    def value(self) -> tuple[Candidate, ...] | Candidate | None:
        """Who was picked."""
        if self._many:
            return tuple(self._picked)
        return self._picked[0] if self._picked else None

    def set_value(self, value: Any) -> None:
        """Show who is picked."""
        self._picked = [value] if isinstance(value, Candidate) else list(value or ())
        self._show_picked()

    def said(self, value: Any) -> str:
        """Their names."""
        people = [value] if isinstance(value, Candidate) else list(value or ())
        return ", ".join(each.name for each in people)

    def typed(self) -> Plain:
        """Who is picked, with what is shown of them."""
        return [[str(each.id), each.name, each.hint, each.initials] for each in self._picked]

    def retype(self, typed: object) -> None:
        """Pick them again; whoever is kept under no identity is passed over."""
        picked = []
        for each in typed if isinstance(typed, list) else ():
            with suppress(ValueError, TypeError):
                identity, *shown = each
                picked.append(Candidate(UUID(identity), *shown))
        self.set_value(picked if self._many else picked[:1])

    def add(self, candidate: Candidate) -> None:
        """Pick somebody, as the user would."""
        if all(each.id != candidate.id for each in self._picked):
            self._picked = [*self._picked, candidate] if self._many else [candidate]
            self._show_picked()
            self.changed.emit()
        self.line.clear()

    def found(self) -> list[Any]:
        """What is offered now: candidates, perhaps the entry for somebody new."""
        model = self._found
        return [model.item(number).data(FOUND_ROLE) for number in range(model.rowCount())]

    def take(self, number: int) -> None:
        """Pick what is offered at a place."""
        chosen = self._found.item(number).data(FOUND_ROLE)
        self._popup.hide()
        if isinstance(chosen, _Newcomer):
            self.line.clear()
            self.creation_wished.emit(chosen.name)
        else:
            self.add(chosen)

    def _make_completer(self) -> QCompleter:
        completer = QCompleter(self._found, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setMaxVisibleItems(_MOST + 1)
        completer.setWidget(self.line)
        popup = self._popup
        popup.setUniformItemSizes(True)
        popup.setProperty("framed", True)
        popup.setAccessibleName(self.look.words.say("People found"))
        completer.setPopup(popup)
        popup.setItemDelegate(_FoundDelegate(self.look, popup))
        popup.clicked.connect(lambda index: self.take(index.row()))
        popup.activated.connect(lambda index: self.take(index.row()))
        return completer

    def _search(self, text: str) -> None:
        wanted = text.strip()
        if not wanted:
            self._popup.hide()
            return

        def answer(found: Sequence[Candidate]) -> None:
            if self.line.text().strip() == wanted:
                self._show_found(found, wanted)

        self._ask(wanted, answer)

    def _show_found(self, found: Sequence[Candidate], wanted: str) -> None:
        self._found.clear()
        taken = {each.id for each in self._picked}
        offered: list[Candidate | _Newcomer] = []
        offered += [each for each in found if each.id not in taken][:_MOST]
        if self._may_create:
            offered.append(_Newcomer(wanted))
        for each in offered:
            item = QStandardItem(self._words_of(each))
            item.setData(each, FOUND_ROLE)
            item.setEditable(False)
            self._found.appendRow(item)
        if not offered:
            self._popup.hide()
            return
        place = QRect(0, 0, max(self.line.width(), 320), self.line.height())
        self._completer.complete(place)
        self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _words_of(self, each: Candidate | _Newcomer) -> str:
        if isinstance(each, _Newcomer):
            return self.look.words.say("Create “{name}”", name=each.name)
        return f"{each.name}, {each.hint}" if each.hint else each.name

    def _take_first(self) -> None:
        if self._found.rowCount() and self.line.text().strip():
            self.take(0)

    def _let_last_go(self) -> None:
        if self._picked:
            self._let_go(self._picked[-1])

    def _let_go(self, candidate: Candidate) -> None:
        self._picked = [each for each in self._picked if each.id != candidate.id]
        self._show_picked()
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _show_picked(self) -> None:
        for chip in self._chips:
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = []
        for number, each in enumerate(self._picked):
            chip = FilterChip(self.look, each.name, on=True)
            chip.setToolTip(plain_tip(each.hint))
            chip.removed.connect(lambda each=each: self._let_go(each))
            self._flow.insert_widget(number, chip)
            self._chips.append(chip)
        self.line.setVisible(self._many or not self._picked)
        self.updateGeometry()


class _PickLine(QLineEdit):
    """A line that tells of Enter, and of Backspace where nothing is left."""

    emptied = Signal()
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter belongs to the picker while something is typed, never to the dialog around it."""
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if enter and self.text().strip():
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Backspace and not self.text():
            self.emptied.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """A name that was typed but not picked is nobody: it goes, so that nothing seems picked."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.clear()


class _FoundDelegate(QStyledItemDelegate):
    """Draws somebody found: face, name, where they are."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: ARG002 - Qt's signature
        """A row."""
        return QSize(240, Size.ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw it."""
        theme = self._look.theme
        rect = QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, colour_of(theme, "sel"))
            bar = QRect(rect.left(), rect.top(), Size.SELECTION_BAR, rect.height())
            painter.fillRect(bar, colour_of(theme, "accent"))
        line = self._line(index.data(FOUND_ROLE), str(index.data()))
        paint_line(painter, rect.toRectF().adjusted(Size.GRID, 0, -Size.GRID, 0), line, theme)
        painter.restore()

    def _line(self, found: object, text: str) -> Line:
        if not isinstance(found, Candidate):
            return (IconGlyph("user-plus", "accent_text", 16), Run(text, tone="accent_text"))
        face = AvatarGlyph(found.initials) if found.initials else IconGlyph("user", pixels=16)
        hint = (Run(found.hint, Type.SECONDARY, "text2", gap=8),) if found.hint else ()
        return (face, Run(found.name, Type.NAME), *hint)
