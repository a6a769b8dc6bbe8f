"""The sheets over Today: until which day to put a line off, why a signal needs nothing, what is put off."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kam.analysis.signals import SignalKind
from kam.services.today import COMPLAINT, MEETING, PROMISE, PutOffRow
from kam.ui.desk import Desk
from kam.ui.places import TODAY
from kam.ui.theme.tokens import Size, Type
from kam.ui.today.columns import SIGNAL_ICONS
from kam.ui.today.lines import Entry
from kam.ui.today.wording import DayWords
from kam.ui.widgets.buttons import button
from kam.ui.widgets.dialogs import FormSheet, ReasonSheet, Sheet
from kam.ui.widgets.fields import DateEditor
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, rule

_ICONS: Final = {MEETING: "calendar", PROMISE: "handshake", COMPLAINT: "timer"} | {
    kind.value: icon for kind, icon in SIGNAL_ICONS.items()
}
_LIST_HEIGHT: Final = 360


def day_sheet(desk: Desk, parent: QWidget, entry: Entry) -> FormSheet:
    """Asks until which day a line is put off."""
    words = desk.look.words
    sheet = FormSheet(
        desk.look,
        parent,
        words.say("Put off"),
        entry.name,
        primary=words.say_in("button", "Put off"),
        draft=desk.draft("today.put_off", entry.line.about, at=TODAY),
    )
    sheet.form.add("day", words.say("Until"), DateEditor(desk.look, desk.today))
    return sheet


def reason_sheet(desk: Desk, parent: QWidget, entry: Entry) -> ReasonSheet:
    """Asks why a signal needs nothing."""
    words = desk.look.words
    return ReasonSheet(
        desk.look,
        parent,
        words.say("Explain away"),
        words.say("{signal}. It comes back only if it begins anew.", signal=entry.name),
        primary=words.say_in("button", "Explain away"),
        draft=desk.draft("today.explain", entry.line.about, at=TODAY),
        question=words.say("Why nothing is to be done"),
    )


class PutOffSheet(Sheet):
    """What is put off and what was explained away, each to be taken back."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        rows: tuple[PutOffRow, ...],
        take_back: Callable[[list[UUID]], None],
    ) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            parent,
            words.say_in("list", "Put off"),
            words.say("What comes back by itself stands first, then what was explained away."),
            primary=words.say_in("button", "Take all back"),
            cancel=words.say_in("button", "Close"),
            width=560,
        )
        self._desk = desk
        self._take_back = take_back
        self._left = {row.id for row in rows}
        self._say = DayWords(desk.look)
        self.rows: dict[UUID, QWidget] = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in rows:
            self.rows[row.id] = made = self._row(row)
            column.addWidget(made)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setMinimumHeight(min(_LIST_HEIGHT, 56 * len(rows) + Size.GRID))
        self.add(area, 1)
        self.wished.connect(self._take_all)

    def _row(self, row: PutOffRow) -> QWidget:
        words = self._desk.look.words
        made = QWidget()
        outer = QVBoxLayout(made)
        outer.setContentsMargins(0, 0, Size.GRID, 0)
        outer.setSpacing(0)
        held = QHBoxLayout()
        held.setContentsMargins(0, 6, 0, 6)
        held.setSpacing(10)
        held.addWidget(
            LineLabel(self._desk.look, (IconGlyph(_ICONS.get(row.code, "bell"), "text2", Size.ICON),))
        )
        texts = QVBoxLayout()
        texts.setSpacing(0)
        title = self.title_of(row)
        texts.addWidget(ElidedLabel(title, Type.NAME))
        texts.addWidget(ElidedLabel(self.state_of(row), Type.SECONDARY, "text2"))
        held.addLayout(texts, 1)
        back = button(self.look, words.say_in("button", "Take back"), compact=True)
        back.setAccessibleName(words.say("Take back: {name}", name=title))
        back.clicked.connect(partial(self._take, row.id))
        held.addWidget(back)
        outer.addLayout(held)
        outer.addWidget(rule())
        return made

    def title_of(self, row: PutOffRow) -> str:
        """What it is and whose."""
        words = self._desk.look.words
        kinds = {
            MEETING: words.say("meeting"),
            PROMISE: words.say("promise"),
            COMPLAINT: words.say("complaint"),
        }
        own = kinds.get(row.code)
        if own is None:
            own = next((words.of(kind.label) for kind in SignalKind if kind.value == row.code), row.code)
        what = row.text or own
        return f"{what} · {row.account}" if row.account else what

    def state_of(self, row: PutOffRow) -> str:
        """When it comes back, or why it does not."""
        words = self._desk.look.words
        if row.until is None:
            day = self._desk.look.formats.day_and_month(row.noted_on)
            return words.say("explained {day}: {reason}", day=day, reason=row.reason)
        zone = self._desk.zone
        now = self._desk.now().astimezone(zone).replace(tzinfo=None)
        return words.say(
            "comes back {until}", until=self._say.until(row.until.astimezone(zone).replace(tzinfo=None), now)
        )

    def _take(self, which: UUID, _checked: object = None) -> None:
        self._left.discard(which)
        self.rows[which].hide()
        self._take_back([which])
        if not self._left:
            self.done_well()

    def _take_all(self) -> None:
        self._take_back(list(self._left))
        self.done_well()
