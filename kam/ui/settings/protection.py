"""Protection: whether the file is encrypted, turning that on and off, and when the window locks itself."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from kam.core.words import label
from kam.jobs import Lane
from kam.services.files import list_backups
from kam.services.sealing import delete_earlier_copies, earlier_copies
from kam.ui.desk import Desk
from kam.ui.frame.locking import LOCK_KEYS
from kam.ui.local_settings import LOCK_MINUTES, USUAL_LOCK
from kam.ui.passphrases.wishes import Deed
from kam.ui.settings.item import Item
from kam.ui.settings.protection_sheet import ProtectionSheet
from kam.ui.settings.rows import fill, form_row
from kam.ui.settings.section import Section
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Kind, button
from kam.ui.widgets.dialogs import Sheet, confirm
from kam.ui.widgets.fields import ChoiceEditor
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import LineLabel
from kam.ui.widgets.labels import label as text_label
from kam.ui.widgets.panels import Panel
from kam.ui.widgets.pieces import Run

_LOCK: Final = label("setting", "Lock when nobody is there")
_PAD: Final = 12


class ProtectionSection(Section):
    """What is so at the left; the lock, which only an encrypted file can have, at the right."""

    applies_at_once: ClassVar[bool] = False

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.is_sealed = desk.is_sealed
        self.sheet: Sheet | None = None
        self.backups = 0
        self.minutes = ChoiceEditor(desk.look, [(each, self._after(each)) for each in LOCK_MINUTES])
        self.earlier = Panel(desk.look, desk.look.words.say("Earlier copies"))
        self.earlier_said = text_label("", wraps=True)
        self.add_left(self._encryption(), self._copies())
        self.add_right(self._locking() if self.is_sealed else self._no_locking())

    def load(self) -> None:
        """Show the minutes, and look for copies that this passphrase does not open."""
        self.minutes.set_value(self.desk.local.lock_minutes)
        self.restorable.emit(self.can_restore())
        path, places = self.desk.workspace.path, self._places()
        find = partial(earlier_copies, path, places)
        self.desk.jobs.run(self, lambda: len(find()), self._found_copies, lane=Lane.FILES)
        self.desk.jobs.run(self, lambda: len(list_backups(path)), self._found_backups, lane=Lane.FILES)

    refresh = load

    def restore_defaults(self) -> None:
        """Ten minutes."""
        self.minutes.set_value(USUAL_LOCK)
        self._take_minutes()

    def can_restore(self) -> bool:
        """Whether other minutes were chosen."""
        return self.is_sealed and self.desk.local.lock_minutes != USUAL_LOCK

    # What can be done

    def ask(self, deed: Deed) -> ProtectionSheet:
        """Ask for what a deed needs; then the workspace is closed for it."""
        sheet = ProtectionSheet(self.desk, self, deed, self.backups)
        self.sheet = sheet
        sheet.decided.connect(self.desk.hub.protection_wished)
        sheet.open()
        return sheet

    def ask_to_delete(self) -> None:
        """Ask whether copies from before are to go."""
        words = self.look.words
        self.sheet = confirm(
            self.look,
            self,
            words.say("Delete the earlier copies?"),
            words.say("They are gone for good. Backups that open with the current passphrase stay."),
            primary=words.say_in("button", "Delete"),
            run=self._delete,
            danger=True,
        )

    # Panels

    def _encryption(self) -> Panel:
        words, look = self.look.words, self.look
        panel = Panel(look, words.say("Encryption"))
        panel.pad(top=_PAD, bottom=_PAD)
        if self.is_sealed:
            icon, tone, state = "lock", "green", words.say("The file is encrypted")
            about = words.say(
                "Without the passphrase nobody reads the file, its history or the backups made since."
                " Nobody can restore the passphrase either: keep it where you will find it."
            )
            change = button(look, words.say("Change the passphrase…"), run=partial(self.ask, Deed.RESEAL))
            remove = button(look, words.say("Remove the encryption…"), run=partial(self.ask, Deed.UNSEAL))
            self.deeds = [change, remove]
        else:
            icon, tone, state = "lock-open", "amber", words.say("The file is not encrypted")
            about = words.say(
                "Whoever gets hold of the file, of a backup or of this computer's disk can read it."
                " Encrypted, it opens with your passphrase alone."
            )
            ask = partial(self.ask, Deed.SEAL)
            seal = button(look, words.say("Encrypt…"), kind=Kind.PRIMARY, icon="lock", run=ask)
            self.deeds = [seal]
        panel.body.addWidget(LineLabel(look, (IconGlyph(icon, tone), Run(state, Type.STRONG, gap=8))))
        panel.body.addWidget(text_label(about, tone="text2", wraps=True))
        row = QHBoxLayout()
        row.setContentsMargins(0, Size.HALF, 0, 0)
        row.setSpacing(Size.GRID)
        for each in self.deeds:
            row.addWidget(each)
        row.addStretch(1)
        panel.body.addLayout(row)
        return panel

    def _copies(self) -> Panel:
        """There only while there are such copies of an encrypted file."""
        words = self.look.words
        self.earlier.pad(top=_PAD, bottom=_PAD)
        self.delete = button(
            self.look, words.say("Delete them…"), icon="trash-2", compact=True, run=self.ask_to_delete
        )
        self.earlier.body.addWidget(self.earlier_said)
        self.earlier.body.addWidget(self.delete, 0, Qt.AlignmentFlag.AlignLeft)
        self.earlier.hide()
        return self.earlier

    def _locking(self) -> Panel:
        words = self.look.words
        panel = Panel(self.look, words.say("Lock"))
        item = self.own_item(Item(self.look, "lock_minutes", _LOCK, self.minutes), self._take_minutes)
        hint = words.say(
            "A page that asks for the passphrase covers the window; what you typed stays. The same happens"
            " after the computer has slept."
        )
        fill(panel, [form_row(item, hint=hint)])
        self.lock_now = button(
            self.look,
            words.say("Lock now"),
            icon="lock",
            compact=True,
            keys=LOCK_KEYS,
            run=self.desk.hub.lock_wished.emit,
        )
        row = QHBoxLayout()
        row.setContentsMargins(Size.PANEL_PADDING, 0, Size.PANEL_PADDING, _PAD)
        row.addWidget(self.lock_now)
        row.addStretch(1)
        panel.body.addLayout(row)
        return panel

    def _no_locking(self) -> Panel:
        words = self.look.words
        panel = Panel(self.look, words.say("Lock"))
        panel.pad(top=_PAD, bottom=_PAD)
        why = words.say(
            "An encrypted workspace locks itself when you are away. One that is not encrypted could be read"
            " past any lock, so there is none for it."
        )
        panel.body.addWidget(text_label(why, tone="text2", wraps=True))
        return panel

    # Inside

    def _after(self, minutes: int) -> str:
        words = self.look.words
        if not minutes:
            return words.say("never")
        return words.say_many("after a minute", "after {count} minutes", minutes)

    def _take_minutes(self) -> None:
        self.desk.local.lock_minutes = int(self.minutes.value() or 0)
        self.restorable.emit(self.can_restore())

    def _places(self) -> tuple[Path, ...]:
        place = self.desk.local.backup_place(self.desk.workspace.path)
        return () if place is None else (place,)

    def _found_backups(self, count: int) -> None:
        self.backups = count

    def _found_copies(self, count: int) -> None:
        self.earlier.setVisible(self.is_sealed and count > 0)
        self.earlier_said.setText(
            self.look.words.say_many(
                "{count} earlier copy opens without the current passphrase: it was made when the file was not"
                " encrypted, or had another one.",
                "{count} earlier copies open without the current passphrase: they were made when the file was"
                " not encrypted, or had another one.",
                count,
            )
        )

    def _delete(self) -> None:
        work = partial(delete_earlier_copies, self.desk.workspace.path, self._places())
        self.desk.jobs.run(self, work, lambda _: self.load(), lane=Lane.FILES)
