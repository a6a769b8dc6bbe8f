"""How sums, quantities, shares and years of an account's money are written."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

from kam.core.formats import Scale
from kam.core.money import Money, minor_digits
from kam.core.vocabulary import OpportunityStage, ServedBy
from kam.services.money.rows import Measure
from kam.services.money.spend import WalletPart
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.pieces import text_width

DASH: Final = "\u2014"
_HEADING_PADDING: Final = 18
BEHIND: Final = Decimal("0.9")
"""A month or line below this part of its plan is told in red."""


class MoneyWords:
    """Writes the figures of one page in one unit, so that they can be compared by looking."""

    def __init__(self, look: Look, currency: str, measure: Measure = Measure.REVENUE, unit: str = "") -> None:
        self.look = look
        self.currency = currency
        self._measure = measure
        self._unit = unit

    def scale(self, values: Iterable[Decimal | int | None]) -> Scale:
        """The unit in which these read best together."""
        largest = max((abs(int(value)) for value in values if value is not None), default=0)
        if self._measure is Measure.QUANTITY:
            largest *= 10 ** minor_digits(self.currency)
        return self.look.formats.scale_for(largest, self.currency)

    def bare(self, value: Decimal | int | None, scale: Scale) -> str:
        """A figure without its unit: «84,2»; a dash for one that nobody knows."""
        if value is None:
            return DASH
        if self._measure is Measure.QUANTITY:
            return self.look.formats.tidy(Decimal(value) / scale.divisor)
        return self.look.formats.scaled(int(value), self.currency, scale)

    def short(self, value: Decimal | int | None) -> str:
        """A figure with its unit, as short as it can be said: «84,2 млн ₽»."""
        if value is None:
            return DASH
        if self._measure is Measure.QUANTITY:
            scale = self.scale([value])
            return "\u00a0".join(filter(None, (self.bare(value, scale), scale.name, self._unit)))
        return self.look.formats.money(int(value), self.currency)

    def unit(self, scale: Scale) -> str:
        """The unit at the head of a column: «млн ₽»."""
        if self._measure is Measure.QUANTITY:
            return "\u00a0".join(filter(None, (scale.name, self._unit)))
        return self.look.formats.unit(self.currency, scale)

    def number(self, value: Decimal | None, scale: Scale) -> float | None:
        """A figure as the chart draws it."""
        if value is None:
            return None
        digits = 0 if self._measure is Measure.QUANTITY else minor_digits(self.currency)
        return float(value.scaleb(-digits) / scale.divisor)


def heading_width(look: Look, heading: str, least: int) -> int:
    """How wide a column must be for its heading, and at least for its figures."""
    return max(least, round(text_width(look.theme.family, Type.COLUMN, heading)) + _HEADING_PADDING)


def money_text(look: Look, money: Money | None) -> str:
    """A sum as short as it can be said; a dash for none."""
    return DASH if money is None else look.formats.money(money.minor, money.currency)


def fiscal_year_text(look: Look, year: int, starts: int) -> str:
    """A fiscal year: «2026», and «2026/27» where it does not begin in January."""
    del look
    return str(year) if starts == 1 else f"{year}/{(year + 1) % 100:02d}"


def stage_text(look: Look, stage: OpportunityStage) -> str:
    """The word of a stage."""
    return look.words.of(stage.label)


def supplier_text(look: Look, part: WalletPart) -> str:
    """Who serves a part of the wallet."""
    if part.served_by is ServedBy.US:
        return look.words.say_in("wallet", "We")
    if part.competitor:
        return part.competitor
    if part.served_by is ServedBy.COMPETITOR:
        return look.words.say_in("wallet", "others")
    return look.words.of(part.served_by.label)
