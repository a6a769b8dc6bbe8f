"""A sum typed over a cell: a bare figure is meant in the unit of the grid."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QToolTip, QWidget

from kam.core.errors import UserError
from kam.core.formats import Scale
from kam.core.money import Money
from kam.core.telling import Teller
from kam.core.typed_money import parse_money
from kam.ui.look import Look
from kam.ui.widgets.tips import plain_tip


def read_amount(text: str, currency: str, scale: Scale, language: str) -> Money:
    """The sum that a text means; figures alone are meant in the unit: «8» is eight million where it says so.

    Raises UserError for what is no sum, and for one below nothing.
    """
    money = parse_money(text, currency, language)
    if money.minor < 0:
        raise UserError("field.negative")
    bare = not any(sign.isalpha() for sign in text)
    return Money(money.minor * scale.divisor, money.currency) if bare else money


class AmountLine(QLineEdit):
    """Enter takes the sum, Escape gives it up; leaving it takes what can be understood."""

    taken = Signal(object)
    """The ``Money`` that was typed."""
    left = Signal()
    """It was given up."""

    def __init__(self, look: Look, currency: str, scale: Scale, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._look = look
        self._currency = currency
        self._scale = scale
        self._before = text
        self._is_over = False
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFont(look.theme.font(tabular=True))
        self.setProperty("place", "cell")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Tab take, Escape gives up; nothing of it reaches the grid."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab}:
            self._take()
        elif event.key() == Qt.Key.Key_Escape:
            self._give_up()
        else:
            super().keyPressEvent(event)
        event.accept()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever clicks elsewhere has finished typing."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason and not self._is_over:
            if self.text().strip() == self._before or self._read() is None:
                self._give_up()
            else:
                self._take()

    def _read(self) -> Money | None:
        try:
            return read_amount(self.text(), self._currency, self._scale, self._look.words.language)
        except UserError:
            return None

    def _take(self) -> None:
        if self._is_over:
            return
        try:
            money = read_amount(self.text(), self._currency, self._scale, self._look.words.language)
        except UserError as error:
            told = Teller(self._look.words, self._look.formats).sentence(error)
            QToolTip.showText(self.mapToGlobal(self.rect().bottomLeft()), plain_tip(told), self)
            return
        self._is_over = True
        self.taken.emit(money)

    def _give_up(self) -> None:
        if not self._is_over:
            self._is_over = True
            self.left.emit()
