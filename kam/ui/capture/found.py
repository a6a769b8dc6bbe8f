"""The right side of the capture: what will be made of the text, editable before it is saved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from kam.analysis.capture.hints import AttitudeHint, Mention
from kam.analysis.capture.recognition import Captured, FoundPromise, FoundStep, Standing
from kam.core.vocabulary import Attitude, Side
from kam.services.capturing.rows import CaptureContext
from kam.services.people.names import colleague_short
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Button, link
from kam.ui.widgets.fields.dates import CalendarPopup
from kam.ui.widgets.flow import FlowLayout
from kam.ui.widgets.glyphs import AttitudeGlyph, IconGlyph
from kam.ui.widgets.labels import LineLabel, label, rule
from kam.ui.widgets.pieces import Line, Run
from kam.ui.widgets.tips import plain_tip

FIRST_KEY: Final = 4
"""Ctrl with the figures before it says what came of the meeting."""
LAST_KEY: Final = 9


@dataclass(frozen=True, slots=True)
class Decided:
    """What the user settled beside the text: whose attitude changed, which competitor was seen there."""

    rated: frozenset[UUID] = frozenset()
    seen: frozenset[UUID] = frozenset()
    unlinked: frozenset[str] = frozenset()
    """Texts of promises that look like an open one and are another."""


class _Chip(Button):
    """A small button that holds a day or a person."""

    def __init__(self, look: Look, text: str, *, icon: str | None = None, accent: bool = False) -> None:
        super().__init__(look, text, icon=icon, compact=True)
        self._accent = accent
        self.setProperty("kind", "chip_accent" if accent else "chip")

    def _type(self, *, strong: bool) -> Type:  # noqa: ARG002 - it has one weight
        return Type.SECONDARY

    def _tone(self) -> str:
        return "accent_text" if self._accent else "text"


class FoundList(QScrollArea):
    """A row for each promise, step and hint. A chip of a day or a person changes the words in the text."""

    dated = Signal(int, object)
    """The line of the text and its new day."""
    handed = Signal(int, object)
    """The line of the text and the ``KnownName`` id of who is to do it."""
    unlinked = Signal(str)
    rated = Signal(object)
    seen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._calendar: CalendarPopup | None = None
        self._picking = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = QWidget()
        self._inner.setProperty("ground", "page")
        self._column = QVBoxLayout(self._inner)
        self._column.setContentsMargins(0, 0, 4, 0)
        self._column.setSpacing(0)
        self.setWidget(self._inner)
        self._shown: object = None
        self._hints: list[Callable[[], None]] = []

    def show_found(self, found: Captured, context: CaptureContext, decided: Decided) -> None:
        """Show what was understood; rows stay as they are while nothing of them changed."""
        state = (
            *(found.promises, found.steps, found.attitudes, found.mentions, found.learned),
            *(decided, context.account_id),
        )
        if state == self._shown:
            return
        self._shown = state
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        items: Sequence[FoundPromise | FoundStep] = sorted(
            (*found.promises, *found.steps), key=lambda each: each.line
        )
        for each in items:
            self._column.addWidget(self._item(each, context, decided))
            self._column.addWidget(rule())
        if found.learned:
            self._column.addWidget(self._learned(found.learned))
            self._column.addWidget(rule())
        self._hints.clear()
        for hint in found.attitudes:
            self._column.addWidget(self._attitude(hint, context, on=hint.stakeholder_id in decided.rated))
        for mention in found.mentions:
            self._column.addWidget(self._mention(mention, on=mention.competitor_id in decided.seen))
        self._column.addStretch(1)

    def settle(self, key: int) -> None:
        """Ctrl and a figure take the attitude or the competitor that has it, or give it back."""
        if 0 <= key - FIRST_KEY < len(self._hints):
            self._hints[key - FIRST_KEY]()

    def _item(self, each: FoundPromise | FoundStep, context: CaptureContext, decided: Decided) -> QWidget:
        row, column = _box(8)
        new = isinstance(each, FoundPromise) and each.text in decided.unlinked
        name = label(each.text, Type.NAME, wraps=True)
        column.addWidget(name)
        chips = QWidget()
        flow = FlowLayout(chips, gap=6)
        flow.addWidget(self._day_chip(each))
        flow.addWidget(self._owner_chip(each, context))
        if isinstance(each, FoundPromise) and each.standing is not Standing.NEW and not new:
            flow.addWidget(self._standing(each))
        column.addWidget(chips)
        return row

    def _learned(self, said: Sequence[str]) -> QWidget:
        row, column = _box(8)
        column.addWidget(label(self._look.words.say("What we learned"), Type.SECONDARY, "text2"))
        for each in said:
            column.addWidget(label(each, wraps=True))
        return row

    def _day_chip(self, each: FoundPromise | FoundStep) -> Button:
        words, formats = self._look.words, self._look.formats
        if each.due is None:
            text = words.say_in("capture", "no date")
        else:
            text = formats.weekday_date(each.due)
            if each.at is not None:
                text = f"{text}, {formats.clock(each.at)}"
            if each.stretch:
                text = words.say_in("capture", "by {date}", date=text)
        chip = _Chip(self._look, text, icon="calendar", accent=each.due is not None)
        chip.setToolTip(words.say("Choose a date"))
        chip.clicked.connect(partial(self._pick_day, chip, each.line, each.due))
        return chip

    def _pick_day(self, chip: QWidget, line: int, due: date | None, _checked: bool = False) -> None:  # noqa: FBT001, FBT002
        if self._calendar is None:
            self._calendar = CalendarPopup(self._look, self)
            self._calendar.picked.connect(lambda day: self.dated.emit(self._picking, day))
        self._picking = line
        place = chip.mapToGlobal(QPoint(0, chip.height() + 2))
        self._calendar.open_at(place, due or self._today)

    _today = date(2000, 1, 1)

    def set_today(self, today: date) -> None:
        """The day a calendar without a date opens at."""
        self._today = today

    def _owner_chip(self, each: FoundPromise | FoundStep, context: CaptureContext) -> Button:
        words = self._look.words
        theirs = isinstance(each, FoundPromise) and each.side is Side.THEIRS
        if isinstance(each, FoundStep) and each.kind is not None:
            text = words.of(each.kind.label)
        elif isinstance(each, FoundStep):
            text = words.say_in("capture", "step")
            if each.owner is not None:
                text = words.say_in("capture", "step, {name}", name=each.owner.name)
        elif theirs:
            owner = each.owner.name if each.owner else ""
            text = (
                words.say_in("capture", "theirs, {name}", name=owner)
                if owner
                else words.say_in("capture", "theirs")
            )
        else:
            owner = each.owner.name if each.owner else words.say_in("capture", "I")
            text = words.say_in("capture", "ours, {name}", name=owner)
        chip = _Chip(self._look, text)
        chip.setToolTip(words.say("Choose who does it"))
        menu = QMenu(chip)
        people = (
            [(one.id, one.called) for one in context.people]
            if theirs
            else [(one.id, colleague_short(one.name)) for one in context.colleagues]
        )
        for identity, name in people:
            action = menu.addAction(name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, identity=identity: self.handed.emit(each.line, identity))
        chip.setMenu(menu)
        return chip

    def _standing(self, each: FoundPromise) -> Button:
        words = self._look.words
        moved = each.standing is Standing.MOVED
        text = words.say_in("capture", "new date") if moved else words.say_in("capture", "stands already")
        made = link(self._look, text, run=lambda: self.unlinked.emit(each.text))
        made.setProperty("type", "secondary")
        tip = words.say("An open promise reads “{text}”. Press to write down another one.", text=each.text)
        made.setToolTip(plain_tip(tip))
        return made

    def _attitude(self, hint: AttitudeHint, context: CaptureContext, *, on: bool) -> QWidget:
        words = self._look.words
        person = next((each for each in context.people if each.id == hint.stakeholder_id), None)
        before, after = changed_attitude(person.attitude if person else None, hint.step)
        line: Line = (
            Run(
                words.say("Attitude of {name}", name=person.called if person else ""), Type.SECONDARY, "text2"
            ),
            AttitudeGlyph(before),
            IconGlyph("arrow-right", "text2", 12),
            AttitudeGlyph(after),
        )
        text = words.say_in("capture", "Rated") if on else words.say_in("capture", "Rate")
        return self._hint(line, text, hint.quote, on, lambda: self.rated.emit(hint.stakeholder_id))

    def _mention(self, mention: Mention, *, on: bool) -> QWidget:
        words = self._look.words
        said = f"{mention.name}, {mention.figure}" if mention.figure else mention.name
        line = (Run(words.say("Competitor: {name}", name=said), Type.SECONDARY, "text2"),)
        text = words.say_in("capture", "Marked") if on else words.say_in("capture", "Mark")
        return self._hint(line, text, mention.quote, on, lambda: self.seen.emit(mention.competitor_id))

    def _hint(self, line: Line, text: str, quote: str, on: bool, run: Callable[[], None]) -> QWidget:  # noqa: FBT001
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 2, 0, 0)
        layout.setSpacing(Size.GRID)
        said = LineLabel(self._look, line)
        said.setToolTip(plain_tip(quote))
        layout.addWidget(said, 1)
        key = FIRST_KEY + len(self._hints)
        self._hints.append(run)
        if key <= LAST_KEY:
            layout.addWidget(label(f"Ctrl+{key}", Type.SECONDARY, "text3"))
        made = link(self._look, text, icon="check" if on else None)
        made.clicked.connect(lambda _=False: run())
        layout.addWidget(made)
        return row


def changed_attitude(before: Attitude | None, step: int) -> tuple[Attitude, Attitude]:
    """The attitude before and a step on; one that is not known is taken for neutral."""
    was = Attitude.NEUTRAL if before is None else before
    return was, Attitude.of(max(int(min(Attitude)), min(int(max(Attitude)), int(was) + step)))


def _box(padding: int) -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, padding, 0, padding)
    column.setSpacing(4)
    return box, column
