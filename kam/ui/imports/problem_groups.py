"""One kind of thing that is wrong, and what can be decided about it where it is named."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kam.core.vocabulary import ClockState
from kam.services.imports import Answer, NameQuestion, ProblemGroup, Way, WordQuestion
from kam.ui.imports.choosing import chooser
from kam.ui.imports.saying import Saying
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.fields.choices import ChoiceEditor, Option
from kam.ui.widgets.glyphs import ClockGlyph, IconGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, label
from kam.ui.widgets.panels import clear
from kam.ui.widgets.segmented import Choice, SegmentedControl

_GLYPH: Final = 14
_NAMES: Final = 6
_ALL_NAMES: Final = 40
_BOX: Final = 174
OTHER: Final = "other"
"""The entry that opens the list of all clients."""


class GroupFrame(QFrame):
    """A glyph, a title and how many rows; below it which they are, and the choice."""

    show_wished = Signal()
    """Show its rows in the file."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.setProperty("role", "line")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(Size.PANEL_PADDING, 9, Size.PANEL_PADDING, 10)
        outer.setSpacing(10)
        self._sign = LineLabel(look, height=20)
        self._sign.setFixedWidth(_GLYPH + 1)
        outer.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(6)
        outer.addLayout(column, 1)
        head = QHBoxLayout()
        head.setSpacing(Size.GRID)
        self.title = label("", Type.NAME, wraps=True)
        self.count = label("", Type.SECONDARY, "text2")
        head.addWidget(self.title, 1)
        head.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        column.addLayout(self.body)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(Size.GRID)
        self.note = ElidedLabel("", Type.SECONDARY, "text2")
        self.show_link = link(look, look.words.say("Show"), run=self.show_wished.emit)
        self._foot.addWidget(self.note, 1)
        self._foot.addWidget(self.show_link)
        column.addLayout(self._foot)

    def show_head(self, title: str, count: str, *, is_choice: bool) -> None:
        """What it is, and of how many rows; a diamond is a choice, a square stays out."""
        state = ClockState.AT_RISK if is_choice else ClockState.BREACHED
        words = self.look.words
        meaning = words.say("to decide") if is_choice else words.say("stays out")
        self._sign.show_line((ClockGlyph(state, meaning=meaning),))
        self.title.setText(title)
        self.count.setText(count)
        self.setAccessibleName(f"{title}, {count}")

    def show_note(self, text: str, *, can_show: bool) -> None:
        """Which rows they are, and the way to them."""
        self.note.setText(text)
        self.note.setVisible(bool(text))
        self.show_link.setVisible(can_show)


class SegmentsFrame(GroupFrame):
    """A group that is decided as a whole."""

    def __init__(
        self, look: Look, name: str, choices: Sequence[Choice], chosen: Callable[[str], object]
    ) -> None:
        super().__init__(look)
        self.control = SegmentedControl(look, choices, name)
        self.control.chosen.connect(chosen)
        row = QHBoxLayout()
        row.addWidget(self.control)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_choice(self, code: str) -> None:
        """What is decided now."""
        self.control.choose(code)

    def choose_none(self) -> None:
        """Nothing is decided yet."""
        self.control.choose_none()


@dataclass(frozen=True, slots=True)
class Entry:
    """A name or word that something is to be decided about."""

    text: str
    rows: int
    options: tuple[Option, ...]
    value: Hashable


class NamesFrame(GroupFrame):
    """A group that is decided name by name, or for all names at once."""

    chosen = Signal(str, object)
    """A name, and what was chosen for it."""
    all_chosen = Signal(object)
    """What was chosen for every name that nothing was chosen for."""

    def __init__(self, look: Look, bulk: Sequence[Option]) -> None:
        super().__init__(look)
        self._bulk = bulk
        self._rows: dict[str, ChoiceEditor] = {}
        self._is_open = False
        self._entries: Sequence[Entry] = ()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        self.body.addLayout(self._lines)
        self._more = QHBoxLayout()
        self._more.setSpacing(Size.GAP)
        self.body.addLayout(self._more)

    def box_of(self, text: str) -> ChoiceEditor:
        """The box of a name."""
        return self._rows[text]

    def show_entries(self, entries: Sequence[Entry]) -> None:
        """The names; the boxes that are there already stay, and the keyboard with them."""
        self._entries = entries
        shown = entries[: _ALL_NAMES if self._is_open else _NAMES]
        if [entry.text for entry in shown] != list(self._rows):
            self._make(shown)
        for entry in shown:
            box = self._rows[entry.text]
            box.set_options(entry.options)
            box.set_value(entry.value)
        self._show_more(len(entries), len(shown))

    def _make(self, entries: Sequence[Entry]) -> None:
        clear(self._lines)
        self._rows = {}
        words = self.look.words
        for entry in entries:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(Size.GRID)
            name = words.say("What “{name}” means", name=entry.text)
            box = chooser(self.look, name, entry.options, self._teller(entry.text))
            box.setFixedWidth(_BOX)
            self._rows[entry.text] = box
            row.addWidget(ElidedLabel(entry.text, Type.BODY), 1)
            row.addWidget(LineLabel(self.look, (IconGlyph("arrow-right", "text3"),)))
            row.addWidget(box)
            self._lines.addWidget(line)

    def _teller(self, text: str) -> Callable[[object], None]:
        return lambda value: self.chosen.emit(text, value)

    def _show_more(self, all_names: int, shown: int) -> None:
        clear(self._more)
        words = self.look.words
        if all_names > shown and not self._is_open:
            count = self.look.formats.number(all_names - shown)
            self._more.addWidget(link(self.look, words.say("{count} more", count=count), run=self._open))
        if all_names > 1:
            for value, text in self._bulk:
                self._more.addWidget(link(self.look, text, run=partial(self.all_chosen.emit, value)))
        self._more.addStretch(1)

    def _open(self) -> None:
        self._is_open = True
        self.show_entries(self._entries)


def name_entry(look: Look, question: NameQuestion) -> Entry:
    """What a name may mean: who is likely, a new client, none, somebody else."""
    words = look.words
    options: list[Option] = [(None, words.say("choose…"))]
    options += [(Answer(Way.USE, each.id), each.name) for each in question.candidates]
    if question.can_create:
        options.append((Answer(Way.CREATE), words.say("+ create the client")))
    if question.can_leave:
        options.append((Answer(Way.LEAVE), words.say("leave empty")))
    options.append((Answer(Way.SKIP), words.say("leave the rows out")))
    if not question.can_leave or question.candidates == ():
        options.append((OTHER, words.say("another client…")))
    return Entry(question.text, question.rows, tuple(options), question.answer)


def word_entry(look: Look, question: WordQuestion, group: ProblemGroup) -> Entry:
    """What a word may mean: a value of its field, or nothing."""
    words = look.words
    options: list[Option] = [(None, words.say("leave the rows out"))]
    options += [(value, words.of(text)) for value, text in group.options]
    options.append(("", words.say("leave empty")))
    return Entry(question.text, question.rows, tuple(options), question.answer)


def rows_note(saying: Saying, group: ProblemGroup) -> str:
    """Which rows a group is about."""
    return saying.rows(group.numbers, group.out) if group.numbers else ""
