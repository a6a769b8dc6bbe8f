"""The checklist before leaving, with the way there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from kam.core.vocabulary import ChecklistCode
from kam.services.preparing.parts import CheckLine, ChecklistPart, Part
from kam.ui.desk import Desk
from kam.ui.prepare.editors.base import Card, Labelled, LinesEditor, understood
from kam.ui.prepare.editors.growing import GrowingEditor
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.fields import CountEditor
from kam.ui.widgets.labels import label

_DAY: int = 1440


class CheckCard(Card):
    """An item: a box to tick; one of our own has its words."""

    def __init__(self, desk: Desk, line: CheckLine) -> None:
        words = desk.look.words
        text = line.text or words.of(line.code.label)
        super().__init__(desk, line, text)
        self.own = line.code is ChecklistCode.CUSTOM
        self.box = QCheckBox("" if self.own else text.replace("&", "&&"))
        self.box.setAccessibleName(text)
        self.box.setChecked(line.done)
        row = QHBoxLayout()
        row.setSpacing(Size.HALF)
        row.addWidget(self.box)
        if self.own:
            self.add_field("text", words.say("Item of the checklist"), GrowingEditor(desk.look), row)
            self.fields["text"].label.hide()
        self.body.addLayout(row)
        self.box.clicked.connect(lambda _on: self.chosen.emit())

    def value(self) -> Any:
        """With its tick."""
        return replace(super().value(), done=self.box.isChecked())

    def show_line(self, line: Any) -> None:
        """With its tick."""
        super().show_line(line)
        self.box.setChecked(line.done)


class ChecklistEditor(LinesEditor):
    """Items, the way there in minutes, and what is to be thought of on it."""

    kind: ClassVar[type[Part]] = ChecklistPart

    def __init__(self, desk: Desk) -> None:
        words = desk.look.words
        super().__init__(desk, words.say("Item of our own"))
        self._starts_at: datetime | None = None
        row = QHBoxLayout()
        row.setSpacing(Size.GRID)
        travel = CountEditor(desk.look, words.say_in("unit", "min"))
        travel.setFixedWidth(96)
        self.travel = Labelled(words.say("The way there"), travel)
        self.leave = label("", Type.SECONDARY, "text2", wraps=True)
        row.addWidget(self.travel)
        row.addWidget(self.leave, 1)
        self.logistics = Labelled(words.say("Logistics: passes, samples, parking"), GrowingEditor(desk.look))
        self.column.addLayout(row)
        self.column.addWidget(self.logistics)
        for field in (self.travel, self.logistics):
            self.watch(field.editor)
        self._minutes: int | None = None
        travel.changed.connect(self._show_leaving)

    def set_start(self, starts_at: datetime) -> None:
        """When the meeting starts, in its own zone."""
        self._starts_at = starts_at
        self._show_leaving()

    def make(self, line: Any) -> Card:
        """A card for an item."""
        return CheckCard(self.desk, line)

    def new_line(self) -> CheckLine:
        """An item of our own."""
        return CheckLine()

    def part(self) -> ChecklistPart:
        """What is typed."""
        minutes = understood(self.look, self.travel, self._minutes)
        if minutes is not None and not 0 <= minutes <= _DAY:
            words = self.look.words
            self.travel.set_fault(words.say("At most a day: {minutes} minutes.", minutes=_DAY))
            minutes = self._minutes
        return ChecklistPart(self.lines(), self.logistics.editor.value(), minutes)

    def show_part(self, part: ChecklistPart) -> None:
        """Show it."""
        typed = self.part()
        self._minutes = part.travel_minutes
        if typed.travel_minutes != part.travel_minutes:
            self.travel.editor.set_value(part.travel_minutes)
        if typed.logistics != part.logistics:
            self.logistics.editor.set_value(part.logistics)
        self.show_lines(part.lines)
        self._show_leaving()

    def set_faults(self, faults: Mapping[str, str]) -> None:
        """Of the way, the logistics and the items."""
        self.travel.set_fault(faults.get("travel_minutes", ""))
        self.logistics.set_fault(faults.get("logistics", ""))
        super().set_faults(faults)

    def first(self) -> QWidget | None:
        """The first box."""
        card = self.cards[0] if self.cards else None
        return card.box if isinstance(card, CheckCard) else self.add_link

    def _show_leaving(self) -> None:
        minutes = understood(self.look, self.travel, None)
        if minutes is None or self._starts_at is None or not 0 < minutes <= _DAY:
            self.leave.setText("")
            return
        at = self._starts_at - timedelta(minutes=minutes)
        clock = self.look.formats.clock(at.time())
        self.leave.setText(self.look.words.say("leave at {time}", time=clock))
