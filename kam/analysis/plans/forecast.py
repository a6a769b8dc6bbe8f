"""What the open deals are worth, quarter by quarter of the fiscal year (domain.md §6)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from kam.analysis.pipeline import Deal, pipeline
from kam.core.money import Money
from kam.core.periods import MONTHS, Month

QUARTER: Final = 3


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Three months of a fiscal year; ``year`` is the one in which that year begins, ``number`` 1–4."""

    year: int
    number: int
    first: Month

    @classmethod
    def of(cls, day: date, starts: int = 1) -> Quarter:
        """The quarter a date lies in, of years that begin with the month ``starts`` (1–12)."""
        month = Month.of(day)
        into = (month.month - starts) % MONTHS
        year = month.year if month.month >= starts else month.year - 1
        number = into // QUARTER + 1
        return cls(year, number, month - into % QUARTER)

    @property
    def last(self) -> Month:
        """Its third month."""
        return self.first + (QUARTER - 1)

    @property
    def next(self) -> Quarter:
        """The one after it."""
        number = self.number % 4 + 1
        return Quarter(self.year + (number == 1), number, self.first + QUARTER)


@dataclass(frozen=True, slots=True)
class QuarterForecast:
    """The deals that should come in a quarter, the weightiest first, and what they are worth.

    ``amount`` is their whole sum, ``weighted`` by probability, both over those whose figures are known.
    """

    quarter: Quarter
    deals: tuple[UUID, ...]
    amount: Money
    weighted: Money
    without_figures: int = 0


@dataclass(frozen=True, slots=True)
class Forecast:
    """Quarter after quarter without a hole, and apart what has no quarter.

    ``slipped`` should have come before the first quarter that is shown, ``later`` comes after the last one.
    """

    quarters: tuple[QuarterForecast, ...]
    slipped: tuple[UUID, ...]
    later: tuple[UUID, ...]
    undated: tuple[UUID, ...]

    @property
    def weighted(self) -> Money:
        """All the quarters together."""
        return sum(
            (each.weighted for each in self.quarters[1:]),
            self.quarters[0].weighted,
        )


def forecast(
    deals: Iterable[Deal], today: date, currency: str, *, quarters: int = 4, year_starts: int = 1
) -> Forecast:
    """The quarters from that of today on.

    A deal of this quarter whose day has passed still belongs to it. Raises ValueError for another currency
    and for less than one quarter.
    """
    if quarters < 1:
        message = f"a forecast is of one quarter at least, not {quarters}"
        raise ValueError(message)
    shown = [Quarter.of(today, year_starts)]
    while len(shown) < quarters:
        shown.append(shown[-1].next)
    dealt: dict[Quarter, list[Deal]] = {quarter: [] for quarter in shown}
    slipped: list[UUID] = []
    later: list[UUID] = []
    undated: list[UUID] = []
    for deal in pipeline(deals, currency).deals:
        if deal.expected_on is None:
            undated.append(deal.id)
        elif Month.of(deal.expected_on) < shown[0].first:
            slipped.append(deal.id)
        elif Month.of(deal.expected_on) > shown[-1].last:
            later.append(deal.id)
        else:
            dealt[Quarter.of(deal.expected_on, year_starts)].append(deal)
    return Forecast(
        tuple(_summed(quarter, found, currency) for quarter, found in dealt.items()),
        tuple(slipped),
        tuple(later),
        tuple(undated),
    )


def _summed(quarter: Quarter, deals: list[Deal], currency: str) -> QuarterForecast:
    found = pipeline(deals, currency)
    return QuarterForecast(
        quarter, tuple(deal.id for deal in found.deals), found.amount, found.weighted, found.without_figures
    )
