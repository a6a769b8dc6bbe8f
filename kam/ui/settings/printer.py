"""Printing: which printer the system's dialog offers first."""

from __future__ import annotations

from typing import Final

from PySide6.QtPrintSupport import QPrinterInfo

from kam.core.words import label
from kam.ui.desk import Desk
from kam.ui.settings.item import Item
from kam.ui.settings.rows import fill, form_row
from kam.ui.settings.section import Section
from kam.ui.widgets.fields import ChoiceEditor
from kam.ui.widgets.panels import Panel

_PRINTER: Final = label("setting", "Printer offered first")


class PrinterSection(Section):
    """Follows at once; a printer that is not there now stays chosen, and the system's own is offered."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words, look = desk.look.words, desk.look
        names = QPrinterInfo.availablePrinterNames()
        chosen = desk.local.printer
        offered = [*names, *([chosen] if chosen and chosen not in names else [])]
        options = [("", words.say("as the system has it")), *((each, each) for each in offered)]
        self.printer = ChoiceEditor(look, options)
        panel = Panel(look, words.say("Printing"))
        hint = words.say("The dialog of printing opens with it; another one can be chosen there at any time.")
        if not names:
            hint = words.say("This system has no printer yet. Every paper can be saved as a PDF.")
        item = self.own_item(Item(look, "printer", _PRINTER, self.printer), self._take)
        fill(panel, [form_row(item, hint=hint)])
        self.add_left(panel)

    def load(self) -> None:
        """Show what is chosen here."""
        self.printer.set_value(self.desk.local.printer)
        self.restorable.emit(self.can_restore())

    refresh = load

    def restore_defaults(self) -> None:
        """As the system has it."""
        self.printer.set_value("")
        self._take()

    def can_restore(self) -> bool:
        """Whether one was chosen."""
        return bool(self.desk.local.printer)

    def _take(self) -> None:
        self.desk.local.printer = str(self.printer.value() or "")
        self.restorable.emit(self.can_restore())
