"""Adding, changing and deleting lines of the dossier: one sheet at a time, each change one step."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from kam.core.errors import ConflictError
from kam.services.dossier import Check, add_part, change_part, remove_parts
from kam.ui.account.dossier.choices import Reading
from kam.ui.account.dossier.part_sheets import PartKind, kind_of, values_of
from kam.ui.account.whitespace.cell_sheet import CellSheet
from kam.ui.account.whitespace.keys import CellPlace
from kam.ui.desk import Desk
from kam.ui.places import account_place
from kam.ui.widgets.dialogs import FormSheet, foot_button
from kam.ui.widgets.fields.typed import rebase

_LABELS = 132
_WIDTH = 520


class PartSheet(FormSheet):
    """A line of the dossier in its fields."""

    def __init__(
        self, desk: Desk, parent: QWidget, kind: PartKind, reading: Reading, line: Any = None
    ) -> None:
        words = desk.look.words
        heading = words.of(kind.added if line is None else kind.changed)
        primary = words.say_in("button", "Add") if line is None else words.say_in("button", "Save")
        account_id = reading.dossier.account_id
        at = account_place(account_id, "dossier")
        super().__init__(
            desk.look,
            parent,
            heading,
            primary=primary,
            draft=(
                desk.draft(f"dossier.{kind.code}.new", account_id, at=at)
                if line is None
                else desk.draft(f"dossier.{kind.code}", line.id, at=at)
            ),
            new=line is None,
            label_width=_LABELS,
            width=_WIDTH,
        )
        self.kind, self.line = kind, line
        kind.build(self.form, desk, reading, line)
        if line is not None:
            self.form.set_values(values_of(line, self.form))
        self.verified = QCheckBox(words.say("The whole section is verified today"))
        self.add(self.verified)

    def follow(self, line: Any) -> None:
        """Somebody else changed the line: what was not touched follows, what was typed stays."""
        self.line = line
        rebase(self.form, values_of(line, self.form))


class PartEditing(QObject):
    """Opens the sheets and asks the services. One for the tab."""

    reading_wished = Signal()
    """What is shown is not what is kept any more."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self._over = over
        self.reading: Reading | None = None
        self.sheet: FormSheet | None = None

    def show_reading(self, reading: Reading) -> None:
        """The dossier was read anew: an open sheet goes on from how its line is now."""
        self.reading = reading
        sheet = self.sheet
        if isinstance(sheet, PartSheet) and shiboken6.isValid(sheet) and sheet.line is not None:
            now = next((line for line in lines_of(reading) if line.id == sheet.line.id), None)
            if now is not None and now.version != sheet.line.version:
                sheet.follow(now)

    @property
    def account_id(self) -> UUID:
        """The account whose dossier is shown."""
        if self.reading is None:
            message = "no dossier is shown yet"
            raise LookupError(message)
        return self.reading.dossier.account_id

    def add(self, kind: PartKind) -> None:
        """Open the sheet for a new line."""
        if self.reading is not None:
            self._open(PartSheet(self._desk, self._over, kind, self.reading))

    def change(self, line: Any) -> None:
        """Open the sheet of a line."""
        if self.reading is None:
            return
        sheet = PartSheet(self._desk, self._over, kind_of(line), self.reading, line)
        delete = partial(self._delete_open, sheet)
        foot_button(self._desk.look, sheet, self._desk.look.words.say_in("button", "Delete"), delete)
        self._open(sheet)

    def remove(self, line: Any) -> None:
        """Delete a line; undo brings it back."""
        kind = kind_of(line)
        self._desk.change(
            self,
            partial(remove_parts, self._desk.workspace, kind.draft, [line.id]),
            notice=self._desk.look.words.of(kind.removed),
            undoable=True,
        )

    def edit_cell(self, place: CellPlace) -> None:
        """Open the sheet with everything about a cell."""
        if self.reading is None:
            return
        sheet = CellSheet(
            self._desk,
            self._over,
            self.account_id,
            place,
            currency=self.reading.dossier.terms.currency,
            competitors=self.reading.competitors,
            tab="dossier",
        )
        self.sheet = sheet
        sheet.open()

    def _open(self, sheet: PartSheet) -> None:
        self.sheet = sheet
        sheet.wished.connect(partial(self._save, sheet))
        sheet.open()

    def _save(self, sheet: PartSheet) -> None:
        values = sheet.form.values()
        if values is None:
            return
        sheet.set_busy(busy=True)
        draft = sheet.kind.make(values)
        check = Check(self._desk.today()) if sheet.verified.isChecked() else None
        workspace, refused = self._desk.workspace, partial(self._refused, sheet)
        if sheet.line is None:
            add = partial(add_part, workspace, self.account_id, draft, check=check)
            self._desk.change(sheet, add, lambda _: sheet.done_well(), otherwise=refused)
            return
        change = partial(
            change_part, workspace, sheet.line.id, draft, version=sheet.line.version, check=check
        )
        self._desk.change(sheet, change, lambda _: sheet.done_well(), otherwise=refused)

    def _refused(self, sheet: PartSheet, error: Exception) -> bool:
        if isinstance(error, ConflictError):
            self.reading_wished.emit()
        return sheet.take(error)

    def _delete_open(self, sheet: PartSheet) -> None:
        sheet.done(0)
        self.remove(sheet.line)


def lines_of(reading: Reading) -> list[Any]:
    """All lines of a dossier that have sheets."""
    dossier = reading.dossier
    return [
        *dossier.identity.addresses,
        *dossier.terms.special,
        *dossier.contracts,
        *dossier.units,
        *dossier.competitors,
        *dossier.team,
    ]
