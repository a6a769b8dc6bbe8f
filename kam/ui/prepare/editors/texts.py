"""Editors of parts whose lines are typed: purpose, agenda, questions, asks and offers, objections."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.services.preparing import Somebody
from kam.services.preparing.parts import (
    AgendaLine,
    AgendaPart,
    ObjectionLine,
    ObjectionsPart,
    Part,
    PurposePart,
    QuestionLine,
    QuestionsPart,
)
from kam.ui.desk import Desk
from kam.ui.prepare.editors.base import Card, Labelled, LinesEditor, PartEditor
from kam.ui.prepare.editors.growing import GrowingEditor
from kam.ui.theme.tokens import Size
from kam.ui.widgets.buttons import icon_button, link
from kam.ui.widgets.chips import ToggleChip
from kam.ui.widgets.fields import ChoiceEditor, CountEditor


class PurposeEditor(PartEditor):
    """Why we meet, the best outcome and the least that will do."""

    kind: ClassVar[type[Part]] = PurposePart

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.look.words
        names = {
            "purpose": words.say("Purpose of the meeting"),
            "best_outcome": words.say("Best outcome"),
            "minimum_outcome": words.say("Least outcome that will do"),
        }
        self.fields: dict[str, Labelled] = {}
        editors = [GrowingEditor(desk.look) for _ in names]
        for (name, text), editor, after in zip(names.items(), editors, [*editors[1:], None], strict=True):
            self.fields[name] = Labelled(text, editor)
            self.column.addWidget(self.fields[name])
            if after is not None:
                editor.entered.connect(after.setFocus)
            self.watch(editor)

    def part(self) -> PurposePart:
        """What is typed."""
        return PurposePart(**{name: field.editor.value() for name, field in self.fields.items()})

    def show_part(self, part: PurposePart) -> None:
        """Show the texts."""
        typed = self.part()
        for name, field in self.fields.items():
            if getattr(typed, name) != getattr(part, name):
                field.editor.set_value(getattr(part, name))

    def set_faults(self, faults: Mapping[str, str]) -> None:
        """What is wrong with them."""
        for name, field in self.fields.items():
            field.set_fault(faults.get(name, ""))

    def first(self) -> QWidget | None:
        """The purpose."""
        return self.fields["purpose"].editor


class More(QWidget):
    """Fields that are shown on wish, or because something is written in them."""

    def __init__(self, desk: Desk, text: str) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.open_link = link(desk.look, text, run=self.open)
        self.held = QWidget()
        self.inner = QVBoxLayout(self.held)
        self.inner.setContentsMargins(0, 0, 0, 0)
        self.inner.setSpacing(6)
        self.held.hide()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.open_link)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.held)

    def open(self) -> None:
        """Show the fields."""
        self.open_link.hide()
        self.held.show()


class _Chip(QWidget):
    """A chip that turns something on or off, at the left of its row."""

    toggled = Signal(bool)

    def __init__(self, desk: Desk, text: str, *, on: bool) -> None:
        super().__init__()
        self.chip = ToggleChip(desk.look, text, on=on)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(Size.GRID)
        self.row.addWidget(self.chip)
        self.row.addStretch(1)
        self.chip.toggled.connect(self.toggled)


class AgendaCard(Card):
    """A point: its words, its minutes, and how the client reads it."""

    def __init__(self, desk: Desk, line: AgendaLine) -> None:
        words = desk.look.words
        super().__init__(desk, line, words.say("point of the agenda"))
        row = self.pair()
        self.add_field("title", words.say("Point"), GrowingEditor(desk.look), row)
        minutes = CountEditor(desk.look, words.say_in("unit", "min"))
        minutes.setFixedWidth(84)
        self.add_field("minutes", words.say_in("agenda", "Time"), minutes, row)
        self.shown = _Chip(desk, words.say("for the client"), on=line.for_client)
        self.body.addWidget(self.shown)
        self.more = More(desk, words.say("In other words for the client…"))
        self.body.addWidget(self.more)
        wording = GrowingEditor(desk.look)
        self.add_field("client_wording", words.say("In words for the client"), wording, self.more.inner)
        self.shown.toggled.connect(lambda _: self._show())
        self.shown.toggled.connect(lambda _: self.chosen.emit())
        self._show()

    def value(self) -> Any:
        """With whether the client reads it."""
        return replace(super().value(), for_client=self.shown.chip.isChecked())

    def show_line(self, line: Any) -> None:
        """With whether the client reads it."""
        super().show_line(line)
        self.shown.chip.blockSignals(True)
        self.shown.chip.setChecked(line.for_client)
        self.shown.chip.blockSignals(False)
        self._show()

    def _show(self) -> None:
        self.more.setVisible(self.shown.chip.isChecked())
        if self.line.client_wording:
            self.more.open()


class AgendaEditor(LinesEditor):
    """The purpose for the client and the points."""

    kind: ClassVar[type[Part]] = AgendaPart

    def __init__(self, desk: Desk) -> None:
        words = desk.look.words
        super().__init__(desk, words.say("Point of the agenda"))
        self.purpose = Labelled(words.say("Purpose as the client reads it"), GrowingEditor(desk.look))
        self.column.insertWidget(0, self.purpose)
        self.watch(self.purpose.editor)

    def make(self, line: Any) -> Card:
        """A card for a point."""
        return AgendaCard(self.desk, line)

    def new_line(self) -> AgendaLine:
        """A point for the client."""
        return AgendaLine()

    def part(self) -> AgendaPart:
        """What is typed."""
        return AgendaPart(self.purpose.editor.value(), self.lines())

    def show_part(self, part: AgendaPart) -> None:
        """Show it."""
        if self.purpose.editor.value() != part.client_purpose:
            self.purpose.editor.set_value(part.client_purpose)
        self.show_lines(part.lines)

    def set_faults(self, faults: Mapping[str, str]) -> None:
        """Of the purpose and of the points."""
        self.purpose.set_fault(faults.get("client_purpose", ""))
        super().set_faults(faults)

    def first(self) -> QWidget | None:
        """The purpose."""
        return self.purpose.editor


class QuestionCard(Card):
    """A question: may it be read aloud, whom to ask, and how the client reads it."""

    kept = Signal(str)
    """The question is worth asking again."""

    def __init__(self, desk: Desk, line: QuestionLine, people: Sequence[Somebody]) -> None:
        words = desk.look.words
        super().__init__(desk, line, words.say_in("line", "question"))
        self.add_field("text", words.say_in("line", "Question"), GrowingEditor(desk.look))
        self.said = _Chip(desk, words.say("may be read by the client"), on=line.sayable)
        self.body.addWidget(self.said)
        keep = icon_button(desk.look, "bookmark", words.say("Remember the question"), small=True)
        keep.clicked.connect(self._keep)
        self.said.row.addWidget(keep)
        theirs = [(each.id, each.name) for each in people if not each.is_ours]
        whom = ChoiceEditor(desk.look, theirs, none=words.say("nobody in particular"))
        self.add_field("ask_whom_id", words.say("Whom to ask"), whom)
        self.more = More(desk, words.say("In other words for the client…"))
        self.body.addWidget(self.more)
        wording = GrowingEditor(desk.look)
        self.add_field("client_wording", words.say("In words for the client"), wording, self.more.inner)
        self.said.toggled.connect(lambda _: self._show())
        self.said.toggled.connect(lambda _: self.chosen.emit())
        self._show()

    def value(self) -> Any:
        """With whether it may be read aloud."""
        return replace(super().value(), sayable=self.said.chip.isChecked())

    def show_line(self, line: Any) -> None:
        """With whether it may be read aloud."""
        super().show_line(line)
        self.said.chip.blockSignals(True)
        self.said.chip.setChecked(line.sayable)
        self.said.chip.blockSignals(False)
        self._show()

    def _show(self) -> None:
        sayable = self.said.chip.isChecked()
        self.more.setVisible(sayable)
        self.fields["ask_whom_id"].setVisible(not sayable)
        if self.line.client_wording:
            self.more.open()

    def _keep(self) -> None:
        text = self.fields["text"].editor.value()
        if text:
            self.kept.emit(text)


class QuestionsEditor(LinesEditor):
    """The questions, with a library of good ones."""

    kind: ClassVar[type[Part]] = QuestionsPart
    library_wished = Signal()
    kept = Signal(str)

    def __init__(self, desk: Desk, people: Callable[[], Sequence[Somebody]]) -> None:
        words = desk.look.words
        super().__init__(desk, words.say_in("line", "Question"))
        self._people = people
        library = link(
            desk.look, words.say("Good questions…"), icon="book-open", run=self.library_wished.emit
        )
        self.foot.insertWidget(1, library)

    def make(self, line: Any) -> Card:
        """A card for a question."""
        card = QuestionCard(self.desk, line, self._people())
        card.kept.connect(self.kept)
        return card

    def new_line(self) -> QuestionLine:
        """A question that may be read by the client."""
        return QuestionLine()

    def part(self) -> QuestionsPart:
        """What is typed."""
        return QuestionsPart(self.lines())

    def show_part(self, part: QuestionsPart) -> None:
        """Show it."""
        self.show_lines(part.lines)


class ObjectionCard(Card):
    """What they may say, and our answer."""

    kept = Signal(str, str)
    """The objection and its answer are worth having again."""

    def __init__(self, desk: Desk, line: ObjectionLine) -> None:
        look, words = desk.look, desk.look.words
        super().__init__(desk, line, words.say_in("line", "objection"))
        self.add_field("objection", words.say("They may say"), GrowingEditor(look))
        self.add_field("answer", words.say("We answer"), GrowingEditor(look))
        row = QHBoxLayout()
        row.addStretch(1)
        keep = icon_button(look, "bookmark", words.say("Remember the answer"), small=True, run=self._keep)
        row.addWidget(keep)
        self.body.addLayout(row)

    def _keep(self) -> None:
        text = self.fields["objection"].editor.value()
        if text:
            self.kept.emit(text, self.fields["answer"].editor.value() or "")


class ObjectionsEditor(LinesEditor):
    """Objections and answers, with a library of usual ones."""

    kind: ClassVar[type[Part]] = ObjectionsPart
    library_wished = Signal()
    kept = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        words = desk.look.words
        super().__init__(desk, words.say_in("line", "Objection"))
        library = link(
            desk.look, words.say("Usual objections…"), icon="book-open", run=self.library_wished.emit
        )
        self.foot.insertWidget(1, library)

    def make(self, line: Any) -> Card:
        """A card for an objection."""
        card = ObjectionCard(self.desk, line)
        card.kept.connect(self.kept)
        return card

    def new_line(self) -> ObjectionLine:
        """An objection."""
        return ObjectionLine()

    def part(self) -> ObjectionsPart:
        """What is typed."""
        return ObjectionsPart(self.lines())

    def show_part(self, part: ObjectionsPart) -> None:
        """Show it."""
        self.show_lines(part.lines)
