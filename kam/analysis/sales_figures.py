"""Revenue of twelve months against the twelve before (domain.md §6). A running month is never compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import takewhile
from typing import TYPE_CHECKING

from kam.analysis.ratios import as_decimal, ratio
from kam.core.money import Money
from kam.core.periods import Month, last_full_month, trailing_months

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class KnownMonths:
    """The months with sales data at all: within them no sale means zero, outside them it is unknown."""

    first: Month
    last: Month

    def __contains__(self, month: Month) -> bool:
        return self.first <= month <= self.last


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """A month's revenue and that of the same month a year before; None is unknown, not zero."""

    month: Month
    revenue: Money | None
    last_year: Money | None

    @property
    def below_last_year(self) -> bool:
        """Whether it sold less than the year before; equal is not below, unknown neither."""
        return self.revenue is not None and self.last_year is not None and self.revenue < self.last_year


@dataclass(frozen=True, slots=True)
class Decline:
    """Months in a row, up to the last full one, that were below last year, and by what ratio together."""

    first: Month
    last: Month
    change: Decimal


@dataclass(frozen=True, slots=True)
class SalesYear:
    """Twelve full months, their sum and what it is compared with.

    ``total`` sums the known months. ``change`` is a ratio (0.06 is +6 %) over the ``compared_months`` that
    are known in both years, like with like; None where the year before is unknown or brought nothing.
    ``slope`` is what revenue gains a month by the least-squares line through the known months, and
    ``relative_slope`` the same as a ratio of their mean. ``running`` is the month that is not over: shown,
    never counted.
    """

    months: tuple[MonthFigure, ...]
    running: MonthFigure | None
    total: Money
    last_year_total: Money
    change: Decimal | None
    compared_months: int
    slope: Money | None
    relative_slope: Decimal | None
    decline: Decline | None

    @property
    def below_last_year(self) -> tuple[Month, ...]:
        """The months that sold less than the year before."""
        return tuple(figure.month for figure in self.months if figure.below_last_year)

    @property
    def known_months(self) -> int:
        """How many of the twelve are known."""
        return sum(figure.revenue is not None for figure in self.months)


_LEAST_FOR_TREND = 6


def sales_year(
    monthly: Mapping[Month, Money],
    as_of: date,
    currency: str,
    known: KnownMonths | None = None,
    months: int = 12,
) -> SalesYear:
    """The trailing year as of a date: the twelve months that ended before it, whatever the day of the month.

    ``monthly`` holds net revenue (returns taken off; it may be negative) in ``currency``; a month not in it
    is zero within ``known`` and unknown outside. Without ``known`` every month is known.
    Raises ValueError for a sum in another currency.
    """
    if any(sum_.currency != currency for sum_ in monthly.values()):
        message = f"sales are summed in {currency} alone"
        raise ValueError(message)

    def of(month: Month) -> Money | None:
        return monthly.get(month, Money(0, currency)) if known is None or month in known else None

    def figure(month: Month) -> MonthFigure:
        return MonthFigure(month, of(month), of(month - 12))

    figures = tuple(figure(month) for month in trailing_months(last_full_month(as_of), months))
    running = figure(Month.of(as_of))
    change, compared = _change(figures)
    slope, relative = _trend([item.revenue.minor for item in figures if item.revenue is not None])
    return SalesYear(
        months=figures,
        running=running if running.revenue is not None else None,
        total=_sum((item.revenue for item in figures), currency),
        last_year_total=_sum((item.last_year for item in figures), currency),
        change=change,
        compared_months=compared,
        slope=Money(round(slope), currency) if slope is not None else None,
        relative_slope=relative,
        decline=_decline(figures),
    )


def _sum(sums: Iterable[Money | None], currency: str) -> Money:
    return sum((known for known in sums if known is not None), Money(0, currency))


def _change(figures: Iterable[MonthFigure]) -> tuple[Decimal | None, int]:
    """The change over the months known in both years, and how many those are."""
    pairs = [
        (figure.revenue.minor, figure.last_year.minor)
        for figure in figures
        if figure.revenue is not None and figure.last_year is not None
    ]
    now, before = sum(revenue for revenue, _ in pairs), sum(last_year for _, last_year in pairs)
    return ratio(now - before, before) if before > 0 else None, len(pairs)


def _trend(revenues: Sequence[int]) -> tuple[Fraction | None, Decimal | None]:
    """The slope of the least-squares line, in minor units a month, and as a ratio of the mean.

    Fewer than six months make no trend; without a positive mean there is nothing to relate it to.
    """
    count = len(revenues)
    if count < _LEAST_FOR_TREND:
        return None, None
    middle = Fraction(count - 1, 2)
    spread = sum(((at - middle) ** 2 for at in range(count)), Fraction(0))
    slope = sum(((at - middle) * revenue for at, revenue in enumerate(revenues)), Fraction(0)) / spread
    mean = Fraction(sum(revenues), count)
    return slope, as_decimal(slope / mean) if mean > 0 else None


def _decline(figures: Sequence[MonthFigure]) -> Decline | None:
    run = list(takewhile(lambda figure: figure.below_last_year, reversed(figures)))
    change, _ = _change(run)
    if change is None:
        return None
    return Decline(run[-1].month, run[0].month, change)
