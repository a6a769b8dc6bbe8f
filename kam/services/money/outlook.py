"""How far an account is from its target: the gap line of a year, and what the quarters should bring.

The gap is target − booked − weighted pipeline (domain.md §6). Booked in the fiscal year that runs is what was
bought in it so far. Of a year ahead nothing can be booked yet: there the last twelve full months stand for
what goes on as it does (``Base.PACE``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from kam.analysis.pipeline import Deal
from kam.analysis.plans.forecast import QUARTER, Forecast, Quarter, forecast
from kam.analysis.plans.gap import GapLine, gap_line
from kam.core.money import Money
from kam.core.periods import MONTHS, Month, last_full_month, trailing_months
from kam.core.vocabulary import TargetMeasure
from kam.services.money.book import Book, fiscal_year, fiscal_year_start
from kam.services.money.deals import DealRow, Deals, read_deals
from kam.services.people.finding import account_of
from kam.services.profile import read_profile
from kam.store.workspace import Workspace

_QUARTERS: Final = 4


def summed(sums: Iterable[Money | None], currency: str) -> Money:
    """The known ones of some sums in one currency."""
    return sum((each for each in sums if each is not None), Money(0, currency))


class Base(StrEnum):
    """What the line to the target begins with."""

    BOOKED = "booked"
    PACE = "pace"


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """A quarter: its target (None: none is set), what was bought in it so far, and what should still come."""

    quarter: Quarter
    target: Money | None
    booked: Money
    weighted: Money
    amount: Money
    deals: tuple[DealRow, ...]
    without_figures: int
    """Deals of the quarter whose sum or probability nobody knows."""

    @property
    def overdue(self) -> Money:
        """What of the weighted sum should have come before today."""
        return summed((row.weighted for row in self.deals if row.overdue), self.booked.currency)

    @property
    def gap(self) -> Money | None:
        """Target − booked − weighted; below zero is more than the target."""
        return None if self.target is None else self.target - self.booked - self.weighted


@dataclass(frozen=True, slots=True)
class Outlook:
    """The way to the target of a fiscal year, and the quarters from this one on.

    ``line`` is None while the year has no target. ``parts`` names the deals of the line in its order.
    """

    account_id: UUID
    currency: str
    year: int
    years: tuple[int, ...]
    """The fiscal years to choose from: the one that runs and the next."""
    fiscal_year_starts: int
    base: Base
    booked: Money
    target: Money | None
    months_with_target: int
    line: GapLine | None
    parts: tuple[tuple[DealRow, Money], ...]
    later: int
    unknown: int
    quarters: tuple[QuarterRow, ...]
    slipped: tuple[DealRow, ...]
    """Open, and expected before this quarter: in no quarter, but in ``line`` as long as nobody lost them."""
    undated: tuple[DealRow, ...]

    @property
    def slipped_weighted(self) -> Money:
        """What ``slipped`` are worth by probability, over those whose figures are known."""
        return summed((row.weighted for row in self.slipped), self.currency)

    @property
    def slipped_amount(self) -> Money:
        """What they are worth in all."""
        return summed((row.worth for row in self.slipped), self.currency)

    @property
    def overdue(self) -> Money:
        """What of the line should have come before today."""
        return summed((worth for row, worth in self.parts if row.overdue), self.currency)


def read_outlook(
    workspace: Workspace, account_id: UUID, year: int | None = None, *, as_of: datetime
) -> Outlook:
    """The outlook of a fiscal year, the running one unless another is asked for.

    Raises:
        NotFoundError: ``account.gone``.

    """
    deals = read_deals(workspace, account_id, as_of=as_of)
    with workspace.reading() as session:
        account_of(session, account_id)
        profile = read_profile(session)
        starts = profile.fiscal_year_starts
        this_month = Month.of(profile.today(as_of))
        running = fiscal_year_start(this_month, starts).year
        shown = running if year is None else year
        first, last = fiscal_year(shown, starts)
        begin = min(first, this_month - MONTHS, fiscal_year_start(this_month, starts))
        end = max(last, this_month + QUARTER * _QUARTERS)
        book = Book.read(session, account_id, as_of, begin, end)
    return _Outlook(book, deals, shown, running).whole()


class _Outlook:
    """Counts the way to the target of one account."""

    def __init__(self, book: Book, deals: Deals, year: int, running: int) -> None:
        self._book = book
        self._deals = deals
        self._year = year
        self._running = running
        self._rows: Mapping[UUID, DealRow] = {row.id: row for row in deals.rows}
        self._targets = book.targets(TargetMeasure.REVENUE)

    def whole(self) -> Outlook:
        """All of it."""
        book = self._book
        starts = book.profile.fiscal_year_starts
        first, last = fiscal_year(self._year, starts)
        months = list(first.span(MONTHS))
        ahead = self._year > self._running
        booked = self._bought(trailing_months(last_full_month(book.today)) if ahead else months)
        target = self._target(months)
        found = [
            Deal(row.id, row.stage, row.worth, row.probability, row.expected_on) for row in self._deals.rows
        ]
        line = None if target is None else gap_line(target, booked, found, until=last.last_day)
        quarters = forecast(found, book.today, book.currency, quarters=_QUARTERS, year_starts=starts)
        return Outlook(
            account_id=book.account.id,
            currency=book.currency,
            year=self._year,
            years=(self._running, self._running + 1),
            fiscal_year_starts=starts,
            base=Base.PACE if ahead else Base.BOOKED,
            booked=booked,
            target=target,
            months_with_target=sum(month in self._targets for month in months),
            line=line,
            parts=() if line is None else tuple((self._rows[p.deal_id], p.weighted) for p in line.parts),
            later=len(line.later) if line else 0,
            unknown=len(line.unknown) if line else 0,
            quarters=tuple(self._quarters(quarters)),
            slipped=self._named(quarters.slipped),
            undated=self._named(quarters.undated),
        )

    def _quarters(self, found: Forecast) -> Iterable[QuarterRow]:
        for each in found.quarters:
            months = list(each.quarter.first.span(QUARTER))
            yield QuarterRow(
                each.quarter,
                self._target(months),
                self._bought(months),
                each.weighted,
                each.amount,
                self._named(each.deals),
                each.without_figures,
            )

    def _named(self, deals: Iterable[UUID]) -> tuple[DealRow, ...]:
        return tuple(self._rows[each] for each in deals)

    def _bought(self, months: Iterable[Month]) -> Money:
        wanted = set(months)
        sum_ = sum(fact.revenue for fact in self._book.facts if fact.month in wanted)
        return Money(sum_, self._book.currency)

    def _target(self, months: Iterable[Month]) -> Money | None:
        known = [self._targets[month] for month in months if month in self._targets]
        return Money(sum(known), self._book.currency) if known else None
