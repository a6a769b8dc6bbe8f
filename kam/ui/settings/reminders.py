"""Reminders: what is due within the hour, told beside the system's clock."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QSystemTrayIcon

from kam.core.words import label
from kam.ui.desk import Desk
from kam.ui.settings.item import Item
from kam.ui.settings.rows import fill, form_row
from kam.ui.settings.section import Section
from kam.ui.widgets.fields import YesNoEditor
from kam.ui.widgets.panels import Panel

_REMIND: Final = label("setting", "Remind me of what is due within the hour")
_DETAIL: Final = label("setting", "Name clients and promises in reminders")
_TITLE: Final = label("setting", "Reminders")


class RemindersSection(Section):
    """Both follow at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words, look = desk.look.words, desk.look
        self.reminds = YesNoEditor(look, words.of(_REMIND))
        self.in_detail = YesNoEditor(look, words.of(_DETAIL))
        panel = Panel(look, words.of(_TITLE))
        about = words.say(
            "An icon beside the clock tells when to leave for a meeting, which promise has its hour and which"
            " complaint runs out of time. Each thing is told once."
        )
        if not QSystemTrayIcon.isSystemTrayAvailable():
            about = words.say("This system has no place for icons beside the clock, so nothing is shown.")
        hidden = words.say("Screens are shared in meetings: without this no message names a client.")
        first = self.own_item(Item(look, "reminds", _REMIND, self.reminds), self._take)
        second = self.own_item(Item(look, "reminds_in_detail", _DETAIL, self.in_detail), self._take)
        fill(panel, [form_row(first, width=0, hint=about), form_row(second, width=0, hint=hidden)])
        self.add_left(panel)

    def load(self) -> None:
        """Show what is chosen here."""
        self.reminds.set_value(self.desk.local.reminds)
        self.in_detail.set_value(self.desk.local.reminds_in_detail)
        self._show()

    refresh = load

    def restore_defaults(self) -> None:
        """Reminded, without names."""
        self.reminds.set_value(True)
        self.in_detail.set_value(False)
        self._take()

    def can_restore(self) -> bool:
        """Whether either was chosen."""
        return not self.desk.local.reminds or self.desk.local.reminds_in_detail

    def _take(self) -> None:
        self.desk.local.reminds = bool(self.reminds.value())
        self.desk.local.reminds_in_detail = bool(self.in_detail.value())
        self.desk.hub.computer_changed.emit()
        self._show()

    def _show(self) -> None:
        self.in_detail.setEnabled(bool(self.reminds.value()))
        self.restorable.emit(self.can_restore())
