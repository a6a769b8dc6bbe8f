"""Exact money: whole minor units of an ISO 4217 currency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Final

_DEFAULT_DIGITS = 2
# ISO 4217: the currencies whose minor unit is not a hundredth.
_DIGITS = {
    **dict.fromkeys(
        [
            "BIF",
            "CLP",
            "DJF",
            "GNF",
            "ISK",
            "JPY",
            "KMF",
            "KRW",
            "PYG",
            "RWF",
            "UGX",
            "UYI",
            "VND",
            "VUV",
            "XAF",
            "XOF",
            "XPF",
        ],
        0,
    ),
    **dict.fromkeys(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"], 3),
}
CURRENCY_SIGNS: Final = {
    "₽": "RUB", "руб": "RUB", "рублей": "RUB", "рубля": "RUB", "р": "RUB", "rub": "RUB", "rur": "RUB",
    "$": "USD", "us$": "USD", "usd": "USD", "€": "EUR", "eur": "EUR", "евро": "EUR", "£": "GBP", "gbp": "GBP",
    "¥": "CNY", "cny": "CNY", "₸": "KZT", "kzt": "KZT", "byn": "BYN",
}  # fmt: skip
"""Currencies by what people write beside a sum, in small letters and without a full stop."""
_CODE = re.compile(r"[A-Z]{3}\Z")


def minor_digits(currency: str) -> int:
    """How many decimal digits the minor unit of a currency has (ISO 4217): 2 for RUB, 0 for JPY."""
    return _DIGITS.get(currency, _DEFAULT_DIGITS)


def is_currency(code: str) -> bool:
    """Whether the text has the form of an ISO 4217 code: three Latin capitals."""
    return _CODE.match(code) is not None


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """A sum of money. Sums of different currencies neither add nor compare."""

    minor: int
    currency: str

    @classmethod
    def of(cls, amount: Decimal | int | str, currency: str) -> Money:
        """From an amount in major units, rounded half to even to the currency's minor unit."""
        scaled = Decimal(amount).scaleb(minor_digits(currency))
        return cls(int(scaled.quantize(Decimal(1), ROUND_HALF_EVEN)), currency)

    @property
    def amount(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-minor_digits(self.currency))

    def plain(self) -> str:
        """The amount as a plain decimal string, for files and JSON: ``-1234.50``."""
        return f"{self.amount:.{minor_digits(self.currency)}f}"

    def __add__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor + other.minor, self.currency)

    def __sub__(self, other: Money) -> Money:
        self._same(other)
        return Money(self.minor - other.minor, self.currency)

    def __neg__(self) -> Money:
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Money) -> bool:
        self._same(other)
        return self.minor < other.minor

    def _same(self, other: Money) -> None:
        if self.currency != other.currency:
            message = f"{self.currency} and {other.currency} do not mix"
            raise ValueError(message)
