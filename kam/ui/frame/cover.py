"""What stands in place of everything while the window is locked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QWidget

from kam.ui.look import Look
from kam.ui.passphrases.form import UnlockForm
from kam.ui.theme.tokens import Size
from kam.ui.widgets.buttons import button

_QUIT = QKeySequence("Ctrl+Q")


class Cover(QWidget):
    """Covers a window and says nothing of what is in it: the passphrase leads on, closing needs none."""

    wished = Signal(str)
    """The passphrase that is to be tried."""
    quit_wished = Signal()

    def __init__(self, look: Look, over: QWidget | None) -> None:
        super().__init__(over)
        words = look.words
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "page")
        self.form = UnlockForm(
            look,
            words.say("kam is locked"),
            words.say("Everything is as you left it, including what you typed."),
            words.say_in("button", "Unlock"),
        )
        self.close_kam = button(look, words.say("Close kam"), run=self.quit_wished.emit)
        self.form.buttons.insertWidget(1, self.close_kam)
        self.setTabOrder(self.form.primary, self.close_kam)
        middle = QGridLayout(self)
        middle.setContentsMargins(Size.PAGE_MARGIN, Size.PAGE_MARGIN, Size.PAGE_MARGIN, Size.PAGE_MARGIN)
        middle.addWidget(self.form, 0, 0, Qt.AlignmentFlag.AlignCenter)
        self.form.wished.connect(self.wished)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Q closes kam as everywhere; no other key goes on to what is beneath."""
        if QKeySequence(event.keyCombination()) == _QUIT:
            self.quit_wished.emit()
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Only the passphrase takes it away."""
        event.ignore()
