"""Sums of the portfolio in one scale for a whole drawing or list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from kam.core.formats import Formats, Scale
from kam.core.money import Money, minor_digits

_LEAST: Final = Decimal("0.01")
"""Of a unit: what is told of it at the least."""


@dataclass(frozen=True, slots=True)
class MoneyScale:
    """One unit for all sums that are compared; from one unit on with one decimal, to stand in line."""

    formats: Formats
    currency: str
    scale: Scale

    @classmethod
    def of_portfolio(cls, formats: Formats, currency: str) -> MoneyScale:
        """Millions of major units, in which a portfolio is read."""
        return cls(formats, currency, formats.scale_for(100_000_000 * 10 ** minor_digits(currency), currency))

    @classmethod
    def fitting(cls, formats: Formats, currency: str, sums: Iterable[int]) -> MoneyScale:
        """The unit in which the largest of the sums reads best."""
        return cls(formats, currency, formats.scale_for(max(map(abs, sums), default=0), currency))

    @property
    def unit(self) -> str:
        """«млн ₽»."""
        return self.formats.unit(self.currency, self.scale)

    def figure(self, money: Money) -> str:
        """A sum without its unit: «84,2»; what is too small for it is no nought: «<0,01»."""
        whole = self.scale.divisor * 10 ** minor_digits(money.currency)
        if self.scale.divisor > 1 and 0 < abs(money.minor) * 2 <= whole * _LEAST:
            least = self.formats.number(_LEAST if money.minor > 0 else -_LEAST, 2)
            return f"<{least}" if money.minor > 0 else f">{least}"
        decimals = 1 if abs(money.minor) >= whole and self.scale.divisor > 1 else None
        return self.formats.scaled(money.minor, money.currency, self.scale, decimals)

    def round_figure(self, money: Money) -> str:
        """A round sum without its unit and without zeros at its end: «3»."""
        major = Decimal(money.minor).scaleb(-minor_digits(money.currency))
        return self.formats.tidy(major / self.scale.divisor, 2)

    def whole(self, money: Money) -> str:
        """A sum with its unit, in the scale that suits it alone: «84,2 млн ₽»."""
        return self.formats.money(money.minor, money.currency)
