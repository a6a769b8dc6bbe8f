"""The one form that asks for a passphrase: before a workspace is opened, and where its window is locked."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.ui.look import Look
from kam.ui.passphrases.field import PassphraseField
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Kind, button
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import LineLabel, label

WIDTH: Final = 360
_SIGN: Final = 24


class UnlockForm(QWidget):
    """A sign, a heading, a sentence, the field and a button that waits while the passphrase is tried."""

    wished = Signal(str)
    """The passphrase that is to be tried."""

    def __init__(self, look: Look, heading: str, sentence: str, action: str) -> None:
        super().__init__()
        self._look = look
        self.setFixedWidth(WIDTH)
        words = look.words
        self.field = PassphraseField(look, words.say("Passphrase"), keeps_room=True)
        self.primary = button(look, action, kind=Kind.PRIMARY, run=self._wish)
        self.primary.setDefault(True)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(Size.GRID)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.primary)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Size.GRID)
        column.addWidget(LineLabel(look, (IconGlyph("lock", "text2", _SIGN),), height=_SIGN))
        column.addWidget(label(heading, Type.LEAD, wraps=True))
        self.sentence = label(sentence, tone="text2", wraps=True)
        column.addWidget(self.sentence)
        column.addSpacing(Size.HALF)
        named = label(words.say("Passphrase"), Type.SECONDARY, "text2")
        named.setBuddy(self.field)
        column.addWidget(named)
        column.addWidget(self.field)
        column.addSpacing(Size.HALF)
        column.addLayout(self.buttons)
        self.field.entered.connect(self._wish)
        self.setFocusProxy(self.field)

    def begin(self) -> None:
        """Empty, the keyboard in the field."""
        self.set_busy(busy=False)
        self.field.clear()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, *, busy: bool) -> None:
        """While a passphrase is tried nothing else can be."""
        self.primary.setEnabled(not busy)
        self.field.line.setReadOnly(busy)

    def refuse(self, error: UserError) -> None:
        """Say why it is not opened; what was typed stays, and the next letter replaces it."""
        if error.code == "store.wrong_passphrase":
            self.refuse_it()
            return
        self.set_busy(busy=False)
        self.field.try_again(Teller(self._look.words, self._look.formats).sentence(error))

    def refuse_it(self) -> None:
        """It is not the passphrase."""
        self.set_busy(busy=False)
        say = self._look.words.say
        self.field.try_again(
            say("This is not the passphrase. Look at Caps Lock and the keyboard's language.")
        )

    def _wish(self) -> None:
        if not self.primary.isEnabled():
            return
        if not self.field.text():
            self.field.try_again(self._look.words.say("Type the passphrase."))
            return
        self.set_busy(busy=True)
        self.wished.emit(self.field.text())
