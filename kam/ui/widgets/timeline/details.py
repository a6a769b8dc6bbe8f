"""An entry opened in place: notes left, what was born from it right, files and commands below."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kam.core.vocabulary import ClockState, Side
from kam.services.timeline.rows import (
    EntryDetails,
    Event,
    Face,
    FileRow,
    LinkKind,
    LinkRow,
    LinkState,
    Source,
)
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Button, button, icon_button, link
from kam.ui.widgets.flow import FlowLayout
from kam.ui.widgets.glyphs import AvatarGlyph, ClockGlyph, IconGlyph
from kam.ui.widgets.labels import LineLabel, label, rule
from kam.ui.widgets.panels import QuietRow, Row
from kam.ui.widgets.pieces import Glyph, Run, Spring
from kam.ui.widgets.timeline.notes import Notes
from kam.ui.widgets.timeline.words import EntryWords
from kam.ui.widgets.tips import plain_tip

_PADDING: Final = 14
_RIGHT: Final = 5
_LEFT: Final = 6
_ROW: Final = 26
_NAMED: Final = frozenset({LinkKind.OPPORTUNITY, LinkKind.OBJECTIVE})


class DetailsCard(QFrame):
    """Shows the details and says what is wished."""

    link_wished = Signal(object)
    """Go to a ``LinkRow``."""
    file_wished = Signal(object)
    """Open a ``FileRow``."""
    person_wished = Signal(object)
    """Go to a ``Face``."""
    edit_wished = Signal()
    letter_wished = Signal()
    mark_wished = Signal(bool)
    """The summary was sent, or was not."""
    deletion_wished = Signal()
    open_wished = Signal()
    """Go where the entry's record is kept."""

    def __init__(self, look: Look, words: EntryWords, details: EntryDetails, *, has_page: bool) -> None:
        super().__init__()
        self._has_page = has_page
        self._look = look
        self._words = words
        self.details = details
        self.setProperty("role", "panel")
        self.setAccessibleName(look.words.say("Details of {entry}", entry=words.headline(details.entry)))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addLayout(self._matter(), _LEFT)
        if details.links:
            body.addWidget(rule(upright=True))
            body.addLayout(self._links(), _RIGHT)
        column.addLayout(body, 1)
        if details.entry.kind.is_contact or details.files or has_page:
            column.addWidget(rule())
            column.addWidget(self._foot())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    # Left

    def _matter(self) -> QVBoxLayout:
        """Who was there, what was said, what we learned."""
        details, words = self.details, self._look.words
        column = QVBoxLayout()
        column.setContentsMargins(_PADDING, 12, _PADDING, 12)
        column.setSpacing(8)
        if details.faces:
            column.addWidget(self._people(details.faces))
        if details.other_accounts:
            names = ", ".join(each.name for each in details.other_accounts)
            column.addWidget(
                label(words.say("Concerns {names} too", names=names), Type.SECONDARY, "text2", wraps=True)
            )
        if details.purpose and details.entry.event in {Event.PLANNED, Event.WAITING}:
            self._passage(column, words.say("What for"), details.purpose)
        if details.text:
            column.addWidget(Notes(self._look, details.text, words.say("Notes")))
        if details.learned:
            self._passage(column, words.say("What we learned"), details.learned)
        if details.competitors:
            self._passage(column, words.say("Competitors"), details.competitors)
        if not (details.text or details.learned or details.purpose or details.competitors):
            column.addWidget(label(self._nothing(), tone="text2", wraps=True))
        column.addStretch(1)
        return column

    def _nothing(self) -> str:
        say = self._look.words.say
        if self.details.entry.kind.is_contact:
            return say("No notes were written.")
        return self._words.detail(self.details.entry) or say("Nothing more is known.")

    def _passage(self, column: QVBoxLayout, title: str, text: str) -> None:
        column.addWidget(label(title, Type.STRONG, "text2"))
        column.addWidget(Notes(self._look, text, title))

    def _people(self, faces: tuple[Face, ...]) -> QWidget:
        held = QWidget()
        flow = FlowLayout()
        held.setLayout(flow)
        for face in faces:
            flow.addWidget(self._face(face))
        return held

    def _face(self, face: Face) -> QWidget:
        """Somebody of theirs leads to their place; ours and guests are only named."""
        if face.stakeholder_id is not None:
            chip = button(self._look, face.name, icon="user", compact=True)
            chip.clicked.connect(partial(self._go_to_person, face))
            return chip
        sign = AvatarGlyph(face.initials, 22, unknown=not face.initials, ours=face.ours)
        named = LineLabel(self._look, (sign, Run(face.name)), height=Size.CONTROL_COMPACT)
        named.setAccessibleName(self._words.face(face))
        return named

    def _go_to_person(self, face: Face, _checked: object = None) -> None:
        self.person_wished.emit(face)

    # Right

    def _links(self) -> QVBoxLayout:
        words, links = self._look.words, self.details.links
        column = QVBoxLayout()
        column.setContentsMargins(0, 12, 0, 8)
        column.setSpacing(0)
        count = self._look.formats.number(len(links))
        head = LineLabel(
            self._look,
            (
                Run(words.say("Tied to it"), Type.STRONG, "text2"),
                Spring(),
                Run(count, Type.SECONDARY, "text3"),
            ),
        )
        top = QHBoxLayout()
        top.setContentsMargins(Size.PANEL_PADDING, 0, Size.PANEL_PADDING, 4)
        top.addWidget(head, 1)
        column.addLayout(top)
        for each in links:
            column.addWidget(self._link(each))
        column.addStretch(1)
        return column

    def _link(self, row: LinkRow) -> Row | QuietRow:
        """A row that leads to it; what has no page of its own is only named."""
        glyph, text = self._sign(row), self._text(row)
        right, tone = self._right(row)
        tail = (Spring(), Run(right, Type.SECONDARY, tone)) if right else ()
        line = LineLabel(self._look, (glyph, Run(text), *tail))
        if row.kind in _NAMED:
            quiet = QuietRow(height=_ROW)
            quiet.set_last(last=True)
            quiet.cells.addWidget(line, 1)
            return quiet
        made = Row(self._look, f"{text} {right}".strip(), height=_ROW)
        made.set_last(last=True)
        made.cells.addWidget(line, 1)
        made.opened.connect(partial(self.link_wished.emit, row))
        return made

    def _sign(self, row: LinkRow) -> Glyph:
        if row.kind is LinkKind.PROMISE:
            signs: dict[LinkState, Glyph] = {
                LinkState.OPEN: ClockGlyph(),
                LinkState.LATE: ClockGlyph(ClockState.BREACHED),
                LinkState.DONE: ClockGlyph(ClockState.MET),
                LinkState.BROKEN: ClockGlyph(ClockState.BREACHED),
                LinkState.NONE: IconGlyph("minus"),
            }
            return signs[row.state]
        return IconGlyph(
            {
                LinkKind.RATING: "activity",
                LinkKind.COMPLAINT: "shield-alert",
                LinkKind.OPPORTUNITY: "sparkles",
                LinkKind.OBJECTIVE: "target",
                LinkKind.MEETING: "calendar",
            }.get(row.kind, "link")
        )

    def _text(self, row: LinkRow) -> str:
        words = self._look.words
        if row.kind is LinkKind.PROMISE:
            say = words.say("Ours: {text}", text=row.text)
            return say if row.side is Side.OURS else words.say("Theirs: {text}", text=row.text)
        if row.kind is LinkKind.RATING and row.rating is not None:
            return words.say("{name}, {what}", name=row.text, what=words.of(row.rating.kind.label))
        return row.text

    def _right(self, row: LinkRow) -> tuple[str, str]:
        """«−4 дн», «11 дек», «выполнено 9 окт»."""
        words = self._look.words
        if row.state is LinkState.LATE and row.days is not None:
            return words.say("{days} d late", days=row.days), "red"
        if row.rating is not None:
            return self._words.steps(row.rating), "text2"
        if row.on is None:
            return "", "text2"
        day = self._words.short_day(row.on)
        if row.state is LinkState.DONE:
            return words.say("kept {day}", day=day), "green"
        if row.state is LinkState.BROKEN:
            return words.say("broken {day}", day=day), "red"
        return day, "text2"

    # Below

    def _foot(self) -> QWidget:
        words, details = self._look.words, self.details
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(_PADDING, 8, _PADDING, 8)
        row.setSpacing(Size.GRID)
        if details.files:
            files = QWidget()
            flow = FlowLayout()
            files.setLayout(flow)
            for file in details.files:
                flow.addWidget(self._file(file))
            row.addWidget(files, 1)
        entry = details.entry
        if entry.follow_up_sent_on is not None:
            sent = words.say("summary {day}", day=self._words.short_day(entry.follow_up_sent_on))
            row.addWidget(LineLabel(self._look, (IconGlyph("mail-check", "green"), Run(sent, tone="green"))))
        if not details.files:
            row.addStretch(1)
        if entry.key.source is Source.INTERACTION:
            self._add_deeds(row)
        elif self._has_page:
            row.addWidget(link(self._look, words.say("Open where it is kept"), run=self.open_wished.emit))
        return held

    def _add_deeds(self, row: QHBoxLayout) -> None:
        words, look, entry = self._look.words, self._look, self.details.entry
        if entry.event is Event.HELD:
            row.addWidget(
                button(
                    look, words.say("Summary letter…"), icon="mail", compact=True, run=self.letter_wished.emit
                )
            )
            sent = entry.follow_up_sent_on is not None
            told = words.say("The summary was not sent") if sent else words.say("The summary was sent today")
            row.addWidget(icon_button(look, "mail-check", told, run=partial(self.mark_wished.emit, not sent)))
        row.addWidget(
            button(look, words.say_in("button", "Change…"), compact=True, run=self.edit_wished.emit)
        )
        row.addWidget(
            icon_button(look, "trash-2", words.say_in("button", "Delete"), run=self.deletion_wished.emit)
        )

    def _file(self, file: FileRow) -> Button:
        icon = "image" if file.is_image else "file-text"
        made = button(
            self._look, file.name, icon=icon, compact=True, run=partial(self.file_wished.emit, file)
        )
        made.setMaximumWidth(260)
        made.setToolTip(plain_tip(file.name))
        return made
