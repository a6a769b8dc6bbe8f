"""What encrypting asks for: the passphrase of now, a new one twice, what becomes of copies made before."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.services.sealing import Strength, fits
from kam.ui.desk import Desk
from kam.ui.passphrases.field import PassphraseField
from kam.ui.passphrases.strength import StrengthMeter
from kam.ui.passphrases.wishes import Deed, ProtectionWish
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import LineLabel, label

_BOX: Final = 24
"""Where the words of a box to check begin."""


class ProtectionSheet(Sheet):
    """Says what is wrong beside the field; nothing of it is kept when the sheet closes."""

    decided = Signal(object)
    """The ``ProtectionWish``; the sheet is closed by then."""

    def __init__(self, desk: Desk, parent: QWidget, deed: Deed, backups: int) -> None:
        """``backups`` is how many there are of the file as it is now."""
        words = desk.look.words
        headings = {
            Deed.SEAL: (
                words.say("Encrypt the workspace"),
                words.say("kam closes it, encrypts it and opens it again where you are now."),
                words.say_in("button", "Encrypt"),
            ),
            Deed.RESEAL: (
                words.say("Change the passphrase"),
                words.say("kam closes the workspace, encrypts it anew and opens it again where you are now."),
                words.say_in("button", "Change"),
            ),
            Deed.UNSEAL: (
                words.say("Remove the encryption"),
                words.say("Whoever gets hold of the file can read it then, and it can no longer be locked."),
                words.say_in("button", "Remove the encryption"),
            ),
        }
        heading, sentence, primary = headings[deed]
        super().__init__(desk.look, parent, heading, sentence, primary=primary)
        self._desk, self._deed = desk, deed
        self.now = PassphraseField(desk.look, words.say("Current passphrase"))
        self.new = PassphraseField(desk.look, words.say("New passphrase"))
        self.again = PassphraseField(desk.look, words.say("Once more"))
        self.meter = StrengthMeter(desk.look)
        self.deletes = QCheckBox()
        self.deletes.setChecked(deed is Deed.SEAL)
        if deed is not Deed.SEAL:
            self._add(self.now)
        if deed is not Deed.UNSEAL:
            self._add(self.new, self.meter)
            self._add(self.again)
            self.add(self._warning())
        self.add(self._deleting(backups))
        self.new.edited.connect(self._judge)
        self.wished.connect(self._check)

    # Building

    def _add(self, field: PassphraseField, below: QWidget | None = None) -> None:
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Size.HALF)
        named = label(field.line.accessibleName(), Type.SECONDARY, "text2")
        named.setBuddy(field)
        column.addWidget(named)
        column.addWidget(field)
        if below is not None:
            column.addWidget(below)
        field.entered.connect(self.primary.click)
        self.add(held)

    def _warning(self) -> QWidget:
        strip = QFrame()
        strip.setProperty("role", "strip")
        row = QHBoxLayout(strip)
        row.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        row.setSpacing(Size.GRID)
        row.addWidget(LineLabel(self.look, (IconGlyph("triangle-alert", "amber"),)))
        sentence = self.look.words.say(
            "The passphrase is kept nowhere. If you forget it, nobody opens this file or its backups again,"
            " and neither do we: write it down and keep it apart from this computer."
        )
        row.addWidget(label(sentence, wraps=True), 1)
        return strip

    def _deleting(self, backups: int) -> QWidget:
        words = self.look.words
        if self._deed is Deed.SEAL and backups:
            self.deletes.setText(
                words.say_many("Delete {count} earlier backup", "Delete {count} earlier backups", backups)
            )
        else:
            self.deletes.setText(words.say("Delete earlier backups"))
        if self._deed is Deed.SEAL:
            hint = words.say("They are not encrypted: whoever finds one can read it.")
        elif self._deed is Deed.RESEAL:
            hint = words.say("They go on opening with the current passphrase.")
        else:
            hint = words.say("They open with the passphrase alone: without it they are of no use.")
        self.deletes.setAccessibleDescription(hint)
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Size.HALF)
        column.addWidget(self.deletes)
        said = label(hint, Type.SECONDARY, "text2", wraps=True)
        said.setContentsMargins(_BOX, 0, 0, 0)
        column.addWidget(said)
        return held

    # Checking

    def _judge(self) -> None:
        self.meter.judge(self.new.text())
        self.again.show_fault("")

    def _check(self) -> None:
        """All that can be said at once is said at once; the passphrase of now is tried in a thread."""
        words = self.look.words
        wrong: list[PassphraseField] = []
        if self._deed is not Deed.UNSEAL:
            self.meter.judge(self.new.text())
            if self.meter.strength in {None, Strength.TOO_SHORT}:
                self.meter.judge("")  # the field says it
                self.new.show_fault(self._sentence(UserError("store.passphrase_too_short")))
                wrong.append(self.new)
            elif self.again.text() != self.new.text():
                self.again.show_fault(words.say("This is not the same passphrase."))
                wrong.append(self.again)
        if self._deed is not Deed.SEAL and not self.now.text():
            self.now.show_fault(words.say("Type the passphrase."))
            wrong.insert(0, self.now)
        if wrong:
            wrong[0].line.setFocus()
            wrong[0].line.selectAll()
        elif self._deed is Deed.SEAL:
            self._decide(True)
        else:
            self.set_busy(busy=True)
            work = partial(fits, self._desk.workspace.path, self.now.text())
            self._desk.read(self, work, self._decide, otherwise=self.take)

    def _decide(self, fitting: bool) -> None:  # noqa: FBT001 - the answer of a use case
        self.set_busy(busy=False)
        if not fitting:
            self.now.try_again(
                self.look.words.say(
                    "This is not the passphrase. Look at Caps Lock and the keyboard's language."
                )
            )
            return
        wish = ProtectionWish(self._deed, self.new.text(), self.deletes.isChecked())
        self.done_well()
        self.decided.emit(wish)

    def _sentence(self, error: UserError) -> str:
        return Teller(self.look.words, self.look.formats).sentence(error)
