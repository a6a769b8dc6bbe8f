"""A column of Today: a panel around its list."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.today.day_list import DayList, Deeds
from kam.ui.today.lines import DayLine
from kam.ui.widgets.labels import ElidedLabel
from kam.ui.widgets.panels import Panel


class DayColumn(Panel):
    """Title, how many, a link to all of it; the lines; a foot."""

    def __init__(self, look: Look, title: str, icon: str, deeds: Deeds) -> None:
        super().__init__(look, title)
        self.set_icon(icon)
        self.list = DayList(look, title, deeds)
        self.body.addWidget(self.list)
        self.note = ElidedLabel("", Type.SECONDARY, "text2")

    def with_foot(self, *widgets: QWidget | None) -> DayColumn:
        """What stands under the lines; without anything, the note alone."""
        self.set_foot(*(widgets or (self.note,)))
        return self

    def show_lines(self, lines: Sequence[DayLine], count: int) -> None:
        """Show the lines and how many of them need one."""
        self.set_title(self.title.text(), self.look.formats.number(count) if count else "")
        self.list.show_lines(lines)

    def show_note(self, text: str) -> None:
        """Say something in the foot; without words it goes."""
        self.note.setText(text)
        self.show_foot(shown=bool(text))
