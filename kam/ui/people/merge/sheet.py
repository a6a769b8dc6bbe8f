"""The sheet that makes one person of two records: which stays, whose values count, what goes over."""

from __future__ import annotations

from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kam.services.accounts.merging_fields import Side
from kam.services.people.merging import merge_persons
from kam.services.people.merging_preview import PersonMergePreview, PersonSide, preview_person_merge
from kam.ui.desk import Desk
from kam.ui.people.merge.saying import PersonMergeWords
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.focus import tab_in_reading_order
from kam.ui.widgets.labels import label
from kam.ui.widgets.merge_choices import ChoicesGrid
from kam.ui.widgets.panels import clear
from kam.ui.widgets.segmented import Choice, SegmentedControl

_WIDTH: Final = 720
_HIGHEST: Final = 340
_LONGEST: Final = 40


class PersonMergeSheet(Sheet):
    """Both records side by side; one step makes one person of them, undo makes two again."""

    merged = Signal(object)
    """The identity of the person that stays."""

    def __init__(self, desk: Desk, page: QWidget, one: Any, other: Any) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            page.window(),
            words.say("Make one person of two records"),
            words.say("Everything that belongs to the other goes over. It is one step, and can be undone."),
            primary=words.say_in("button", "Merge"),
            width=_WIDTH,
        )
        self._desk = desk
        self._keep: UUID = one
        self._other: UUID = other
        self._said = PersonMergeWords(desk.look)
        self._sides: dict[UUID, PersonSide] = {}
        self._preview: PersonMergePreview | None = None
        self.stays: SegmentedControl | None = None
        self.grid = ChoicesGrid(desk.look)
        self.told: list[str] = []
        self._head = QHBoxLayout()
        self._scroll = QScrollArea()
        self._facts = QVBoxLayout()
        self._lay_out()
        self.primary.setEnabled(False)
        self.wished.connect(self._merge)
        self._read()

    def _lay_out(self) -> None:
        words = self.look.words
        self._head.setSpacing(12)
        self._head.addWidget(label(words.say("Which of them stays"), tone="text2"))
        self.body.addLayout(self._head)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setAccessibleName(words.say("Values of both"))
        self.add(self._scroll)
        self._facts.setSpacing(Size.HALF)
        self.body.addLayout(self._facts)

    # Reading

    def _read(self) -> None:
        work = partial(
            preview_person_merge, self._desk.workspace, self._keep, self._other, as_of=self._desk.now()
        )
        self._desk.read(self, work, self._show, key="preview", otherwise=self.take)

    def swap(self, code: str) -> None:
        """Let the other one stay."""
        if UUID(code) != self._keep:
            self._keep, self._other = self._other, self._keep
            self._read()

    def _show(self, preview: PersonMergePreview) -> None:
        if preview.keep.person_id != self._keep:
            return
        if self.stays is None and preview.other.meetings > preview.keep.meetings:
            self.swap(preview.other.person_id.hex)  # who was met more often has more of a history to keep
            return
        self._preview = preview
        self._offer_sides(preview)
        self._fill_grid(preview)
        self._tell(preview)
        self.set_busy(busy=False)
        tab_in_reading_order(self)
        if (layout := self.layout()) is not None:
            self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))

    def _offer_sides(self, preview: PersonMergePreview) -> None:
        if self.stays is not None:
            return
        sides = ((preview.keep, preview.other), (preview.other, preview.keep))
        choices = [
            Choice(side.person_id.hex, _cut(self._said.told_apart(side, other))) for side, other in sides
        ]
        self.stays = SegmentedControl(self.look, choices, self.look.words.say("Which of them stays"))
        self.stays.chosen.connect(self.swap)
        self._head.addWidget(self.stays)
        self._head.addStretch(1)

    def _fill_grid(self, preview: PersonMergePreview) -> None:
        words, said = self.look.words, self._said
        grid = self.grid = ChoicesGrid(self.look)
        if preview.choices or any(place.choices for place in preview.places):
            keep, other = preview.keep, preview.other
            stays = words.say("{name} (stays)", name=said.told_apart(keep, other))
            grid.add_heads(stays, said.told_apart(other, keep))
        for each in preview.choices:
            values = said.value(each.keep), said.value(each.other)
            grid.add_choice(each.name, said.field(each.name), *values, each.usual)
        for place in preview.places:
            if place.choices:
                grid.add_heading(words.say("Their place at {client}", client=place.account))
            for each in place.choices:
                values = said.value(each.keep), said.value(each.other)
                code = f"{place.place_id.hex}.{each.name}"
                grid.add_choice(code, said.place_field(each.name), *values, each.usual)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, Size.GRID, 0)
        column.addWidget(grid)
        column.addStretch(1)
        self._scroll.setWidget(held)
        room = _WIDTH - 2 * Size.PAGE_MARGIN
        needed = max(column.totalHeightForWidth(room), column.totalMinimumSize().height())
        self._scroll.setFixedHeight(min(_HIGHEST, needed))
        self._scroll.setVisible(bool(grid.codes))

    def _tell(self, preview: PersonMergePreview) -> None:
        """What happens without being asked."""
        words, told = self.look.words, []
        if not self.grid.codes:
            told.append(words.say("They contradict each other in nothing."))
        if preview.filled:
            told.append(
                words.say("Taken from the other: {fields}.", fields=self._said.fields(preview.filled))
            )
        if preview.contacts:
            told.append(
                words.say("Contacts that come over: {contacts}.", contacts=", ".join(preview.contacts))
            )
        if preview.moved:
            told.append(words.say("Places that come over: {clients}.", clients=", ".join(preview.moved)))
        if preview.places:
            joined = ", ".join(place.account for place in preview.places)
            told.append(words.say("Both are there, their two places become one: {clients}.", clients=joined))
        if preview.other.meetings:
            told.append(
                words.say_many(
                    "With them goes over {count} meeting or note.",
                    "With them go over {count} meetings and notes.",
                    preview.other.meetings,
                )
            )
        self.told = told
        clear(self._facts)
        for sentence in told:
            self._facts.addWidget(label(sentence, Type.SECONDARY, "text2", wraps=True))

    # Merging

    def _merge(self) -> None:
        preview = self._preview
        if preview is None:
            return
        chosen = {code for code, side in self.grid.chosen().items() if side is Side.OTHER}
        fields = {each.name for each in preview.choices} & chosen
        places = {
            place.place_id: {
                each.name for each in place.choices if f"{place.place_id.hex}.{each.name}" in chosen
            }
            for place in preview.places
        }
        name = preview.keep.name.listed
        notice = self.look.words.say("Two records of {name} became one", name=name)
        use_case = partial(merge_persons, self._desk.workspace, self._keep, self._other, fields, places)
        self.set_busy(busy=True)
        self._desk.change(self, use_case, self._done, otherwise=self.take, notice=notice, undoable=True)

    def _done(self, person: UUID) -> None:
        self.done_well()
        self.merged.emit(person)


def _cut(text: str) -> str:
    """As a button has room for it."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
