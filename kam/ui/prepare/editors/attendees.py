"""Who takes part: theirs, guests named in words, and ours with what they answer for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.core.text import fold
from kam.services.preparing import Somebody
from kam.services.preparing.parts import AttendeeLine, AttendeesPart, Part
from kam.ui.desk import Desk
from kam.ui.prepare.editors.base import Card, LinesEditor
from kam.ui.prepare.editors.growing import GrowingEditor
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.fields import TextEditor
from kam.ui.widgets.labels import ElidedLabel, label
from kam.ui.widgets.people_picker import Answer, Candidate, PeoplePicker

People = Callable[[], Sequence[Somebody]]


class AttendeeCard(Card):
    """Somebody: name and title; of ours also the task."""

    def __init__(self, desk: Desk, line: AttendeeLine, somebody: Somebody | None) -> None:
        name = somebody.name if somebody is not None else line.guest or ""
        super().__init__(desk, line, name)
        words = desk.look.words
        title = somebody.title if somebody is not None else words.say("guest")
        if somebody is not None and title == name:
            title = ""
        row = QHBoxLayout()
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(Size.GRID)
        row.addWidget(ElidedLabel(name, Type.NAME))
        row.addWidget(ElidedLabel(title, Type.SECONDARY, "text2"), 1)
        self.body.addLayout(row)
        if line.is_ours:
            self.add_field("task", words.say("Answers for"), GrowingEditor(desk.look))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(name)


class AttendeesEditor(LinesEditor):
    """Adds by name; whoever is added or let go is saved at once, for everything is counted anew from it."""

    kind: ClassVar[type[Part]] = AttendeesPart

    def __init__(self, desk: Desk, people: People) -> None:
        words = desk.look.words
        super().__init__(desk, "")
        self._people = people
        self.add_link.hide()
        self.column.removeItem(self.foot)
        self.theirs_box, self.ours_box = QVBoxLayout(), QVBoxLayout()
        self.their_picker = PeoplePicker(
            desk.look, self._their_people, placeholder=words.say("Add one of theirs")
        )
        self.our_picker = PeoplePicker(desk.look, self._our_people, placeholder=words.say("Add one of us"))
        self.guest = TextEditor(desk.look, placeholder=words.say("Add a guest by name"), longest=300)
        for editor, name in (
            (self.their_picker, words.say("Add one of theirs")),
            (self.our_picker, words.say("Add one of us")),
            (self.guest, words.say("Add a guest by name")),
        ):
            editor.set_name(name)
        self.their_picker.changed.connect(self._add_theirs)
        self.our_picker.changed.connect(self._add_ours)
        self.guest.line.returnPressed.connect(self._add_guest)
        for heading, box, adders in (
            (words.say_in("attendees", "Their side"), self.theirs_box, [self.their_picker, self.guest]),
            (words.say_in("attendees", "Our side"), self.ours_box, [self.our_picker]),
        ):
            box.setSpacing(2)
            self.column.addWidget(label(heading, Type.SECONDARY, "text2"))
            self.column.addLayout(box)
            for adder in adders:
                self.column.addWidget(adder)

    def make(self, line: Any) -> Card:
        """A card for somebody."""
        key = line.stakeholder_id or line.colleague_id
        somebody = next((each for each in self._people() if each.id == key), None)
        return AttendeeCard(self.desk, line, somebody)

    def part(self) -> AttendeesPart:
        """Who is there, theirs first."""
        lines = self.lines()
        return AttendeesPart((*(x for x in lines if not x.is_ours), *(x for x in lines if x.is_ours)))

    def show_part(self, part: AttendeesPart) -> None:
        """Show them."""
        self.show_lines(part.lines)

    def set_faults(self, faults: Mapping[str, str]) -> None:
        """By number in the order of the part."""
        ordered = [line.id for line in self.part().lines]
        for card in self.cards:
            number = ordered.index(card.id)
            own = {
                path.partition(".")[2]: said for path, said in faults.items() if path.startswith(f"{number}.")
            }
            card.set_faults(own)

    def first(self) -> QWidget | None:
        """The way to add one of theirs, or the first task of ours."""
        return next((main for card in self.cards if (main := card.main())), None) or self.their_picker

    def _order(self) -> None:
        for box, ours in ((self.theirs_box, False), (self.ours_box, True)):
            for number, card in enumerate(card for card in self.cards if card.line.is_ours is ours):
                if box.indexOf(card) != number:
                    box.insertWidget(number, card)
                card.show()

    def _drop(self, card: Card) -> None:
        for box in (self.theirs_box, self.ours_box):
            box.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _add_line(self, line: AttendeeLine) -> None:
        self.cards.append(self._made(line))
        self._order()
        self.choose()

    def _add_theirs(self) -> None:
        if (picked := self._picked(self.their_picker)) is not None:
            self._add_line(AttendeeLine(stakeholder_id=picked))

    def _add_ours(self) -> None:
        if (picked := self._picked(self.our_picker)) is not None:
            self._add_line(AttendeeLine(colleague_id=picked))

    def _add_guest(self) -> None:
        name = self.guest.value()
        if name:
            self.guest.set_value(None)
            self._add_line(AttendeeLine(guest=name))

    def _picked(self, picker: PeoplePicker) -> UUID | None:
        chosen = picker.value()
        if not isinstance(chosen, Candidate) or not isinstance(chosen.id, UUID):
            return None
        picker.set_value(None)
        return chosen.id

    def _their_people(self, text: str, answer: Answer) -> None:
        self._candidates(text, answer, ours=False)

    def _our_people(self, text: str, answer: Answer) -> None:
        self._candidates(text, answer, ours=True)

    def _candidates(self, text: str, answer: Answer, *, ours: bool) -> None:
        here = {card.line.stakeholder_id or card.line.colleague_id for card in self.cards}
        wanted = fold(text)
        answer(
            [
                Candidate(each.id, each.name, each.title if each.title != each.name else "")
                for each in self._people()
                if each.is_ours is ours and each.id not in here and wanted in fold(each.name)
            ]
        )
