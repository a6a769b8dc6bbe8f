"""Opens the sheets of the record: button, row and palette ask here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from kam.services.complaints.rows import CompensationRow, ComplaintRecord
from kam.ui.commands import Command
from kam.ui.desk import Desk

if TYPE_CHECKING:
    from kam.ui.widgets.dialogs import Sheet


class RecordSheets(QObject):
    """The sheets about the complaint that ``record`` gives; none opens while none is known."""

    def __init__(
        self,
        desk: Desk,
        page: QWidget,
        record: Callable[[], ComplaintRecord | None],
        take_files: Callable[[Sequence[Path]], None],
    ) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._record = record
        self._take_files = take_files
        self.sheet: Sheet | None = None
        self.chooser: QFileDialog | None = None

    def commands(self, hint: str) -> list[Command]:
        """All of them by name."""
        words = self._desk.look.words
        found: tuple[tuple[str, str, Callable[[], None], str], ...] = (
            ("facts", words.say("Change what the complaint is about"), self.change_facts, "pencil"),
            ("cure", words.say("Change the cure"), self.change_cure, "pencil"),
            ("whys", words.say("Write the five whys down"), self.change_whys, "circle-help"),
            ("sides", words.say("Write down what it is and is not"), self.change_sides, "equal"),
            ("action", words.say("New measure"), self.add_action, "plus"),
            ("given", words.say("New compensation"), self.add_compensation, "gift"),
            ("link", words.say("Link a contact"), self.link_contact, "link"),
            ("files", words.say("Add files to the complaint"), self.choose_files, "upload"),
        )
        return [Command(f"complaint.{code}", text, run, icon, hint=hint) for code, text, run, icon in found]

    def change_facts(self) -> None:
        """Mend what it is about."""
        from kam.ui.complaints.record.sheets import FACTS, FieldsSheet

        desk, heading = self._desk, self._desk.look.words.say("What it is about")
        self._open(
            lambda record: FieldsSheet(desk, self._page, record, code="facts", heading=heading, names=FACTS)
        )

    def change_cure(self) -> None:
        """Mend cause, containment and our line with the client."""
        from kam.ui.complaints.record.sheets import CURE, FieldsSheet

        desk, heading = self._desk, self._desk.look.words.say("The cure")
        self._open(
            lambda record: FieldsSheet(desk, self._page, record, code="cure", heading=heading, names=CURE)
        )

    def change_whys(self) -> None:
        """Write the whys down."""
        from kam.ui.complaints.record.cause_sheets import WhysSheet

        self._open(lambda record: WhysSheet(self._desk, self._page, record))

    def change_sides(self) -> None:
        """Write down what it is and is not."""
        from kam.ui.complaints.record.cause_sheets import IsIsNotSheet

        self._open(lambda record: IsIsNotSheet(self._desk, self._page, record))

    def add_action(self) -> None:
        """One more measure."""
        from kam.ui.complaints.record.sheets import ActionSheet

        self._open(lambda record: ActionSheet(self._desk, self._page, record))

    def add_compensation(self) -> None:
        """One more compensation."""
        from kam.ui.complaints.record.sheets import CompensationSheet

        self._open(lambda record: CompensationSheet(self._desk, self._page, record))

    def change_compensation(self, row: CompensationRow) -> None:
        """Mend or approve a compensation."""
        from kam.ui.complaints.record.sheets import CompensationSheet

        self._open(lambda record: CompensationSheet(self._desk, self._page, record, row))

    def link_contact(self) -> None:
        """A contact that is kept already belongs here."""
        from kam.ui.complaints.record.sheets import LinkSheet

        self._open(lambda record: LinkSheet(self._desk, self._page, record))

    def choose_files(self) -> None:
        """Ask which files are kept."""
        if self._record() is None:
            return
        chooser = QFileDialog(self._page, self._desk.look.words.say("Add files to the complaint"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        chooser.filesSelected.connect(lambda paths: self._take_files([Path(each) for each in paths]))
        chooser.finished.connect(chooser.deleteLater)
        self.chooser = chooser
        chooser.open()

    def _open(self, make: Callable[[ComplaintRecord], Sheet]) -> None:
        record = self._record()
        if record is not None:
            self.sheet = make(record)
            self.sheet.open()
