"""The panels of the record: what happened, the cure, the client, what belongs to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kam.core.short_names import family_of
from kam.core.text import with_capital
from kam.core.vocabulary import CommitmentKind, CommitmentStatus, InteractionStatus
from kam.services.complaints.rows import (
    ActionRow,
    CompensationRow,
    ComplaintRecord,
    LetterRow,
    SimilarRow,
    WhyRow,
)
from kam.services.documents import DocumentRow
from kam.ui.clock_words import short_number
from kam.ui.complaints.saying import stage_text, sum_text
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.facts import Facts
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import LineLabel, label
from kam.ui.widgets.panels import Panel, clear
from kam.ui.widgets.part_list import PartList
from kam.ui.widgets.pieces import Line, Run, Spring

Lines: TypeAlias = list[tuple[object, str, Line]]
"""What each row stands for (None is the heading of those below), its name, its line."""
_KINDS: Final = (CommitmentKind.CONTAINMENT, CommitmentKind.CORRECTIVE, CommitmentKind.PREVENTIVE)


class FactsPanel(Panel):
    """Facts with a way to change them; what is not known is left out."""

    def __init__(self, look: Look, title: str, change: Callable[[], object] | None = None) -> None:
        super().__init__(look, title)
        self.pad()
        if change is not None:
            text = look.words.say_in("panel", "Change")
            made = link(look, text, run=change)
            made.setAccessibleName(look.words.say("{panel}: change", panel=title))
            self.add_action(made)

    def show_facts(self, facts: Sequence[tuple[str, str]], nothing: str) -> None:
        """Show names and texts."""
        clear(self.body)
        made = Facts(self.look)
        known = [(name, text) for name, text in facts if text]
        for name, text in known:
            made.add_text(name, text)
        self.body.addWidget(made if known else label(nothing, tone="text2", wraps=True))
        self.body.addStretch(1)


class WhysPanel(Panel):
    """Both chains of whys, and what the problem is and is not."""

    change_wished = Signal()
    sides_wished = Signal()

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(look, words.say("Five whys"))
        self.pad()
        change = link(look, words.say_in("panel", "Change"), run=self.change_wished.emit)
        change.setAccessibleName(words.say("{panel}: change", panel=words.say("Five whys")))
        self.add_action(change)
        sides = link(look, words.say("Is and is not"), run=self.sides_wished.emit)
        self.add_action(sides)

    def show_record(self, record: ComplaintRecord) -> None:
        """Show the whys of a complaint."""
        clear(self.body)
        words = self.look.words
        self._chain(words.say("Why it happened"), record.causes, words.say("Nobody has asked why yet."))
        if record.escapes:
            self._chain(words.say("Why it escaped us"), record.escapes, "")
        if record.is_is_not:
            self.body.addWidget(label(words.say("Is and is not"), Type.COLUMN, "text2"))
            for each in record.is_is_not:
                text = words.say(
                    "{question}: {holds}; not {rest}",
                    question=each.question,
                    holds=each.holds or "—",
                    rest=each.does_not_hold or "—",
                )
                self.body.addWidget(label(text, wraps=True, selectable=True))
        self.body.addStretch(1)

    def _chain(self, title: str, whys: Sequence[WhyRow], nothing: str) -> None:
        self.body.addWidget(label(title, Type.COLUMN, "text2"))
        if not whys and nothing:
            self.body.addWidget(label(nothing, tone="text2", wraps=True))
        number = self.look.formats.number
        for each in whys:
            asked = f"{each.question} " if each.question else ""
            text = f"{number(each.depth)}. {asked}{each.answer}"
            self.body.addWidget(label(text, wraps=True, selectable=True))


class ListPanel(Panel):
    """Lines that open something, and a way to one more."""

    opened = Signal(object)
    removed = Signal(object)
    add_wished = Signal()

    def __init__(self, look: Look, title: str, add: str) -> None:
        super().__init__(look, title)
        self.list = PartList(look)
        self.nothing = label("", tone="text2", wraps=True)
        self.nothing.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        self.body.addWidget(self.list)
        self.body.addWidget(self.nothing)
        self.body.addStretch(1)
        if add:
            made = link(look, add, icon="plus", run=self.add_wished.emit)
            self.add_action(made)
        self.list.opened.connect(self.opened)
        self.list.removed.connect(self.removed)

    def show_lines(self, rows: Lines, nothing: str) -> None:
        """Show rows: what each stands for, its name, its line."""
        keyboard = self.list.focused()
        self.list.clear()
        for part, name, line in rows:
            if part is None:
                self.list.add_row(label(name, Type.COLUMN, "text2"), stretch=0)
            else:
                self.list.add_part(part, name, LineLabel(self.look, line), stretch=0)
        count = sum(part is not None for part, _, _ in rows)
        self.nothing.setText(nothing)
        self.nothing.setVisible(not rows)
        self.list.setVisible(bool(rows))
        self.count.setText(self.look.formats.number(count) if count else "")
        self.count.setVisible(bool(rows))
        again = self.list.row_of(keyboard) if keyboard is not None else None
        if again is not None:
            again.setFocus()


def action_rows(look: Look, actions: Sequence[ActionRow]) -> Lines:
    """Measures under their kinds: what is done at once, against the cause, against its return."""
    words = look.words
    found: Lines = []
    last: CommitmentKind | None = None
    for each in sorted(actions, key=_place_of):
        if each.kind is not last:
            last = each.kind
            found.append((None, with_capital(words.of(last.label)), ()))
        done = each.status is CommitmentStatus.KEPT
        open_ = each.status is CommitmentStatus.OPEN
        icon = IconGlyph("check" if done else "circle-dashed" if open_ else "x", "green" if done else "text2")
        due = look.formats.day_month(each.due_on) if each.due_on is not None else ""
        who = ", ".join(part for part in (family_of(each.owner) if each.owner else "", due) if part)
        kind = words.of(each.kind.label)
        line = (
            icon,
            Run(each.text, tone="text" if open_ else "text2"),
            Spring(),
            Run(due, Type.SECONDARY, "red" if each.is_late else "text2"),
        )
        state = words.of(each.status.label)
        found.append((each, ", ".join(part for part in (each.text, kind, state, who) if part), line))
    return found


def _place_of(action: ActionRow) -> int:
    return _KINDS.index(action.kind) if action.kind in _KINDS else len(_KINDS)


def compensation_rows(look: Look, given: Sequence[CompensationRow]) -> Lines:
    """What makes good, and who approved it."""
    words = look.words
    found: Lines = []
    for each in given:
        amount, kind = sum_text(look, each.amount), with_capital(words.of(each.kind.label))
        by = (
            words.say("approved by {name}", name=each.approved_by)
            if each.approved_by
            else words.say("waits for approval")
        )
        line = (
            IconGlyph("check" if each.approved_by else "clock", "green" if each.approved_by else "amber"),
            Run(kind),
            Run(amount, Type.STRONG),
            Spring(),
            Run(by, Type.SECONDARY, "text2" if each.approved_by else "amber"),
        )
        found.append((each, ", ".join(part for part in (kind, amount, by) if part), line))
    return found


def letter_rows(look: Look, letters: Sequence[LetterRow]) -> Lines:
    """Contacts about the complaint, the latest first."""
    words = look.words
    found: Lines = []
    for each in letters:
        kind, day = words.of(each.kind.label), look.formats.day_month(each.at.date())
        planned = each.status is InteractionStatus.PLANNED
        subject = each.subject or each.text.split("\n", 1)[0] or kind
        line = (
            IconGlyph("calendar" if planned else "mail", "text2"),
            Run(subject),
            Spring(),
            Run(f"{kind}, {day}", Type.SECONDARY, "text2"),
        )
        found.append((each, f"{subject}, {kind}, {day}", line))
    return found


def file_rows(look: Look, files: Sequence[DocumentRow]) -> Lines:
    """Files kept with the complaint."""
    found: Lines = []
    for each in files:
        day = look.formats.day_month(each.on or each.added_at.date())
        line = (IconGlyph("paperclip", "text2"), Run(each.name), Spring(), Run(day, Type.SECONDARY, "text2"))
        found.append((each, f"{each.name}, {day}", line))
    return found


def similar_rows(look: Look, similar: Sequence[SimilarRow]) -> Lines:
    """Complaints that resemble this one, and by what."""
    words = look.words
    found: Lines = []
    for each in similar:
        why = ", ".join(
            text
            for text, holds in (
                (words.say("alike in words"), each.by_text),
                (words.say("same client"), each.same_client),
                (words.say("same line"), each.same_line),
            )
            if holds
        )
        line = (
            Run(short_number(each.number), Type.STRONG),
            Run(each.summary),
            Spring(),
            Run(why, Type.SECONDARY, "text2"),
        )
        name = f"{each.number}, {each.summary}, {each.account}, {stage_text(look, each.stage)}, {why}"
        found.append((each, name, line))
    return found


def stacked(panels: Sequence[QWidget]) -> QWidget:
    """Panels one under another."""
    held = QWidget()
    column = QVBoxLayout(held)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    for panel in panels:
        column.addWidget(panel)
    column.addStretch(1)
    return held
