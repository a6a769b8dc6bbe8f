"""What every editor of a part is, and the cards of those that hold lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar, Final
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.services.preparing.parts import Line, Part
from kam.ui.desk import Desk
from kam.ui.prepare.editors.growing import GrowingEditor
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button, link
from kam.ui.widgets.fields import Editor
from kam.ui.widgets.focus import tab_in_reading_order
from kam.ui.widgets.labels import label

_UNDOING: Final = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class PartEditor(QWidget):
    """Edits one part. It tells of each key and never saves."""

    edited = Signal(object)
    """The part as it is typed now."""
    settled = Signal(object)
    """The part after something was chosen rather than typed: it may be saved at once."""
    left = Signal()
    """The keyboard left a field."""

    kind: ClassVar[type[Part]]

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.look = desk.look
        self.waits = False
        """Whether something is typed here and not stored: then Ctrl+Z takes back the typing."""
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Size.GRID)

    def part(self) -> Part:
        """What is typed."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def show_part(self, part: Any) -> None:
        """Show a part; what is the same stays untouched, with its cursor."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def set_faults(self, faults: Mapping[str, str]) -> None:
        """Say what is wrong beside each field, by its path."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def first(self) -> QWidget | None:
        """Where the keyboard goes when the part is opened."""
        return None

    def watch(self, editor: Editor) -> None:
        """Follow a field: its keys, its leaving, and what Ctrl+Z means in it."""
        editor.changed.connect(self.tell)
        if isinstance(editor, GrowingEditor):
            editor.left.connect(self.left)
        inner = editor.focusProxy()
        if inner is not None:
            inner.installEventFilter(self)

    def tell(self) -> None:
        """Something was typed."""
        self.edited.emit(self.part())

    def choose(self) -> None:
        """Something was chosen."""
        self.settled.emit(self.part())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Z in a field whose text is stored takes back the step, as everywhere."""
        if event.type() is QEvent.Type.ShortcutOverride and not self.waits and isinstance(event, QKeyEvent):
            again = QKeySequence("Ctrl+Shift+Z").matches(QKeySequence(event.keyCombination()))
            exact = again is QKeySequence.SequenceMatch.ExactMatch
            if exact or any(event.matches(key) for key in _UNDOING):
                event.ignore()
                return True
        return super().eventFilter(watched, event)


class Labelled(QWidget):
    """A small label over an editor, and what is wrong with it beneath."""

    def __init__(self, text: str, editor: Editor) -> None:
        super().__init__()
        self.editor = editor
        self._text = text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.label = label(text, Type.SECONDARY, "text2")
        self.label.setBuddy(editor)
        self.fault = label("", Type.SECONDARY, "red", wraps=True)
        self.fault.hide()
        for widget in (self.label, editor, self.fault):
            column.addWidget(widget)
        editor.set_name(text)

    def set_fault(self, sentence: str) -> None:
        """Say what is wrong; empty says nothing."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        self.editor.set_wrong(wrong=bool(sentence))
        self.editor.set_name(self._text, sentence)


def understood(look: Any, field: Labelled, before: Any) -> Any:
    """The value of a field; where it cannot be understood, that is said and the one before holds."""
    try:
        value = field.editor.value()
    except UserError as error:
        field.set_fault(Teller(look.words, look.formats).sentence(error))
        return before
    field.set_fault("")
    return value


class Card(QWidget):
    """One line of a part: its main text, what goes with it, and ways to move it and let it go."""

    changed = Signal()
    chosen = Signal()
    gone = Signal()
    next_wished = Signal()
    moved = Signal(int)
    """Up (−1) or down (1) is wished."""

    def __init__(self, desk: Desk, line: Line, name: str) -> None:
        super().__init__()
        self.desk = desk
        self.look = desk.look
        self.line: Any = line
        self.fields: dict[str, Labelled] = {}
        words = desk.look.words
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 4)
        outer.setSpacing(Size.HALF)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        outer.addLayout(self.body, 1)
        side = QVBoxLayout()
        side.setSpacing(0)
        self.remove = icon_button(
            desk.look, "x", words.say("Take out: {what}", what=name), small=True, run=self.gone.emit
        )
        side.addSpacing(4)
        side.addWidget(self.remove)
        side.addStretch(1)
        outer.addLayout(side)

    @property
    def id(self) -> UUID:
        """The identity of its line."""
        return UUID(bytes=self.line.id.bytes)

    def main(self) -> GrowingEditor | None:
        """The field in which typing begins."""
        return next((f.editor for f in self.fields.values() if isinstance(f.editor, GrowingEditor)), None)

    def add_field(
        self, name: str, text: str, editor: Editor, into: QHBoxLayout | QVBoxLayout | None = None
    ) -> Labelled:
        """A field of the line, under its own name."""
        made = Labelled(text, editor)
        self.fields[name] = made
        place = into if into is not None else self.body
        if isinstance(place, QHBoxLayout):
            place.addWidget(made, int(isinstance(editor, GrowingEditor)), Qt.AlignmentFlag.AlignTop)
        else:
            place.addWidget(made)
        editor.set_value(getattr(self.line, name))
        if isinstance(editor, GrowingEditor):
            editor.entered.connect(self.next_wished)
            editor.emptied.connect(self._emptied)
        editor.changed.connect(self.changed)
        return made

    def pair(self) -> QHBoxLayout:
        """A row for two fields."""
        row = QHBoxLayout()
        row.setSpacing(Size.GRID)
        self.body.addLayout(row)
        return row

    def value(self) -> Any:
        """The line as typed."""
        typed = {
            name: understood(self.look, field, getattr(self.line, name))
            for name, field in self.fields.items()
        }
        return replace(self.line, **typed)

    def show_line(self, line: Any) -> None:
        """Show the line as it is stored."""
        typed = self.value()
        self.line = line
        for name, field in self.fields.items():
            if getattr(typed, name) != getattr(line, name):
                field.editor.set_value(getattr(line, name))

    def set_faults(self, faults: Mapping[str, str]) -> None:
        """What is wrong with its fields."""
        for name, field in self.fields.items():
            field.set_fault(faults.get(name, ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+Up and Alt+Down move the line."""
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        by = steps.get(Qt.Key(event.key()))
        if by is not None and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.moved.emit(by)
            return
        super().keyPressEvent(event)

    def _emptied(self) -> None:
        """Backspace in the empty main field lets the line go, if nothing else is written."""
        if self.sender() is self.main() and all(
            self.fields[name].editor.value() is None for name in self._texts()
        ):
            self.gone.emit()

    def _texts(self) -> list[str]:
        return [name for name, field in self.fields.items() if isinstance(field.editor, GrowingEditor)]


class LinesEditor(PartEditor):
    """A part of lines, a card each, in order."""

    def __init__(self, desk: Desk, add: str) -> None:
        super().__init__(desk)
        self.cards: list[Card] = []
        self.cards_box = QVBoxLayout()
        self.cards_box.setSpacing(Size.HALF)
        self.column.addLayout(self.cards_box)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(12)
        self.add_link = link(desk.look, add, icon="plus", run=self.add)
        self.foot.addWidget(self.add_link)
        self.foot.addStretch(1)
        self.column.addLayout(self.foot)

    def make(self, line: Any) -> Card:
        """A card for a line."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def new_line(self) -> Any:
        """An empty line."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def lines(self) -> tuple[Any, ...]:
        """The lines as typed."""
        return tuple(card.value() for card in self.cards)

    def show_lines(self, lines: Sequence[Any]) -> None:
        """Show lines: cards of the same lines stay, with the cursor in them; so do empty ones at work."""
        wanted = {line.id for line in lines}
        there = {card.id: card for card in self.cards}
        kept = [card for card in self.cards if card.id not in wanted and self._is_at_work(card)]
        for card in [card for card in self.cards if card.id not in wanted and card not in kept]:
            self._drop(card)
        self.cards = []
        for line in lines:
            known = there.get(line.id)
            if known is not None:
                known.show_line(line)
            self.cards.append(known if known is not None else self._made(line))
        self.cards += kept
        self._order()

    def set_faults(self, faults: Mapping[str, str]) -> None:
        """By the number of the line and the field: ``2.limit``."""
        for number, card in enumerate(self.cards):
            own = {
                path.partition(".")[2]: said for path, said in faults.items() if path.startswith(f"{number}.")
            }
            card.set_faults(own)

    def first(self) -> QWidget | None:
        """The first line, or the way to add one."""
        return (self.cards[0].main() if self.cards else None) or self.add_link

    def add(self, after: Card | None = None, line: Any = None) -> Card:
        """One more line, with the keyboard in it."""
        card = self._made(line or self.new_line())
        place = self.cards.index(after) + 1 if after in self.cards else len(self.cards)
        self.cards.insert(place, card)
        self._order()
        main = card.main()
        if main is not None:
            main.setFocus(Qt.FocusReason.OtherFocusReason)
        return card

    def _made(self, line: Any) -> Card:
        card = self.make(line)
        card.changed.connect(self.tell)
        card.chosen.connect(self.choose)
        card.gone.connect(lambda: self._let_go(card))
        card.next_wished.connect(lambda: self.add(card))
        card.moved.connect(lambda by: self._move(card, by))
        for field in card.fields.values():
            editor = field.editor
            if isinstance(editor, GrowingEditor):
                editor.left.connect(self.left)
            inner = editor.focusProxy()
            if inner is not None:
                inner.installEventFilter(self)
        return card

    def _let_go(self, card: Card) -> None:
        place = self.cards.index(card)
        self.cards.remove(card)
        self._drop(card)
        near = self.cards[max(place - 1, 0)] if self.cards else None
        main = near.main() if near is not None else None
        (main or self.add_link).setFocus(Qt.FocusReason.OtherFocusReason)
        self.choose()

    def _drop(self, card: Card) -> None:
        self.cards_box.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _move(self, card: Card, by: int) -> None:
        place = self.cards.index(card)
        to = place + by
        if 0 <= to < len(self.cards):
            self.cards.insert(to, self.cards.pop(place))
            self._order()
            self.choose()

    def _order(self) -> None:
        for number, card in enumerate(self.cards):
            if self.cards_box.indexOf(card) != number:
                self.cards_box.removeWidget(card)
                self.cards_box.insertWidget(number, card)
            card.show()
        tab_in_reading_order(self)

    def _is_at_work(self, card: Card) -> bool:
        """A line that was just begun and says nothing yet."""
        return card.isAncestorOf(self.focusWidget()) and card.value() == card.line
