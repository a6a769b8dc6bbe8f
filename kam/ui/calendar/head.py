"""The head of the calendar: which days are shown and how, and what can be done here."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu

from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.buttons import Kind, button, icon_button, menu_button
from kam.ui.widgets.labels import label
from kam.ui.widgets.page_head import PageHead
from kam.ui.widgets.segmented import Choice, SegmentedControl

VIEWS: Final = ("day", "week", "month", "agenda")


class Head(PageHead):
    """Knows no day: the page says which are shown, and does what is wished."""

    stepped = Signal(int)
    """So many days, weeks or months on."""
    today_wished = Signal()
    new_wished = Signal()
    open_wished = Signal()
    """A calendar file is to be opened."""
    save_wished = Signal()

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(words.say("Calendar"))
        self._look = look
        self.range = label("", Type.BODY, "text2")
        names = (
            words.say_in("calendar view", "Day"),
            words.say_in("calendar view", "Week"),
            words.say_in("calendar view", "Month"),
            words.say_in("calendar view", "List"),
        )
        choices = [Choice(code, name) for code, name in zip(VIEWS, names, strict=True)]
        self.views = SegmentedControl(look, choices, words.say("View of the calendar"))
        self._add_days()
        self.row.addStretch(1)
        self._add_deeds()

    def _add_days(self) -> None:
        look, words = self._look, self._look.words
        self.row.addSpacing(4)
        self.put(self.range)
        back, on = partial(self.stepped.emit, -1), partial(self.stepped.emit, 1)
        today = words.say_in("calendar", "Today")
        self.put(
            icon_button(look, "chevron-left", words.say("Earlier"), run=back),
            button(look, today, compact=True, run=self.today_wished.emit),
            icon_button(look, "chevron-right", words.say("Later"), run=on),
        )

    def _add_deeds(self) -> None:
        look, words = self._look, self._look.words
        files = QMenu(self)
        files.addAction(words.say("Open a calendar file…"), self.open_wished.emit)
        files.addAction(words.say("Save what is planned…"), self.save_wished.emit)
        opener = menu_button(look, words.say_in("button", "Files"), files, icon="calendar-clock")
        opener.setProperty("compact", True)
        meeting = words.say_in("button", "Meeting")
        new = button(look, meeting, kind=Kind.PRIMARY, icon="plus", compact=True, run=self.new_wished.emit)
        self.put(opener, self.views, new)
