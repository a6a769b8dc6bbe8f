"""Editors of sums, shares and counts that understand how people type: «1,2 млн», «8,5 %», «1 140»."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QWheelEvent
from PySide6.QtWidgets import QSpinBox

from kam.core.errors import UserError
from kam.core.money import Money, minor_digits
from kam.core.typed_money import parse_count, parse_money, parse_number, parse_percent
from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.fields.editor import Editor
from kam.ui.widgets.fields.texts import UnitLine
from kam.ui.widgets.labels import label

_MOST_PLACES: Final = 6


class _LeavingLine(UnitLine):
    """A line that tells when the keyboard leaves it."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell it."""
        super().focusOutEvent(event)
        self.left.emit()


class NumberEditor(Editor):
    """A line of figures at the right; what was understood is written out when the keyboard leaves."""

    def __init__(self, look: Look, unit: str = "", *, placeholder: str = "") -> None:
        super().__init__(look)
        self.line = _LeavingLine(look, unit)
        self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.setPlaceholderText(placeholder)
        self.line.setFont(look.theme.font(tabular=True))
        self.line.textEdited.connect(self.changed)
        self.line.left.connect(self.settle)
        self._hold(self.line)

    def value(self) -> Any:
        """The number, None where nothing was typed."""
        text = self.line.text().strip()
        return self.read(text) if text else None

    def set_value(self, value: Any) -> None:
        """Show a number."""
        self.line.setText("" if value is None else self.written(value))

    def said(self, value: Any) -> str:
        """The number as it stands in the line."""
        return "" if value is None else self.written(value)

    def note(self) -> str:
        """The number written out, where it was typed another way."""
        try:
            value = self.value()
        except UserError:
            return ""
        if value is None or _bare(self.written(value)) == _bare(self.line.text()):
            return ""
        return self.noted(value)

    def settle(self) -> None:
        """Write the number out."""
        try:
            value = self.value()
        except UserError:
            return
        self.set_value(value)

    def read(self, text: str) -> Any:
        """The number that a text means."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def written(self, value: Any) -> str:
        """The number as it stands in the line."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def noted(self, value: Any) -> str:
        """The number as it stands under the line."""
        return self.written(value)


class MoneyEditor(NumberEditor):
    """A sum in one currency: «14 000 000», «1,2 млн», «12к»."""

    def __init__(self, look: Look, currency: str, *, placeholder: str = "") -> None:
        super().__init__(look, look.formats.symbol(currency), placeholder=placeholder)
        self._currency = currency

    def set_currency(self, currency: str) -> None:
        """The sum is meant in another currency; its figures stay."""
        self._currency = currency
        self.line.set_unit(self.look.formats.symbol(currency))
        self.changed.emit()

    def read(self, text: str) -> Money:
        """The sum."""
        return parse_money(text, self._currency, self.look.words.language)

    def written(self, value: Money) -> str:
        """The sum in whole units, with decimals where it has some."""
        digits = minor_digits(self._currency)
        places = digits if value.minor % 10**digits else 0
        return self.look.formats.number(Decimal(value.minor).scaleb(-digits), places)


class PercentEditor(NumberEditor):
    """A number of per cent: 8,5 is eight and a half of a hundred."""

    def __init__(self, look: Look, *, places: int = 1, placeholder: str = "") -> None:
        super().__init__(look, "%", placeholder=placeholder)
        self._places = places

    def read(self, text: str) -> Decimal:
        """The number of per cent."""
        return parse_percent(text, self.look.words.language)

    def written(self, value: Decimal) -> str:
        """With as many places as it needs, at least the usual ones where it has any."""
        plain = Decimal(value).normalize()
        exponent = plain.as_tuple().exponent
        own = -exponent if isinstance(exponent, int) and exponent < 0 else 0
        return self.look.formats.number(plain, max(own, self._places))


class DecimalEditor(NumberEditor):
    """A number of whatever is measured: «−3,1», "0.45"."""

    def read(self, text: str) -> Decimal:
        """The number."""
        return parse_number(text, self.look.words.language)

    def written(self, value: Decimal) -> str:
        """The number with the places it has."""
        return self.look.formats.tidy(value, _MOST_PLACES)


class CountEditor(NumberEditor):
    """A whole number: people, days, places; ``unit`` stands at its right."""

    def read(self, text: str) -> int:
        """The number."""
        return parse_count(text, self.look.words.language)

    def written(self, value: int) -> str:
        """With its thousands apart."""
        return self.look.formats.number(value)


class _Spin(QSpinBox):
    """Turns with the wheel only while it has the keyboard, so that scrolling a page changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class SpinEditor(Editor):
    """A whole number between two, with arrows: a norm, a threshold; ``unit`` stands after it."""

    def __init__(self, look: Look, low: int, high: int, *, unit: str = "", width: int = 72) -> None:
        super().__init__(look)
        self.spin = _Spin()
        self.spin.setRange(low, high)
        self.spin.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.spin.setFixedSize(width, Size.CONTROL)
        self.spin.setFont(look.theme.font(tabular=True))
        self._setting = False
        self.spin.valueChanged.connect(self._tell)
        self._hold(self.spin, 0)
        if unit:
            self.row.addWidget(label(unit, tone="text2"))
        self.row.addStretch(1)

    def value(self) -> int:
        """The number."""
        return self.spin.value()

    def set_value(self, value: Any) -> None:
        """Show a number."""
        self._setting = True
        self.spin.setValue(self.spin.minimum() if value is None else int(value))
        self._setting = False

    def said(self, value: Any) -> str:
        """The number."""
        return "" if value is None else self.look.formats.number(int(value))

    def _tell(self) -> None:
        if not self._setting:
            self.changed.emit()


def _bare(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum() or sign in ",.-−")
