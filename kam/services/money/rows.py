"""The rows of an account's money: plain data, safe on any thread (domain.md §6).

Figures are exact: minor units of ``currency`` for revenue and margin, units of measure for quantities.
None is unknown, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from kam.core.periods import Month
from kam.core.vocabulary import SalesSource


class Measure(StrEnum):
    """What the months are counted in."""

    REVENUE = "revenue"
    MARGIN = "margin"
    QUANTITY = "quantity"


@dataclass(frozen=True, slots=True)
class Heading:
    """Something to choose from: a unit, a product line, a competitor, one of us."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Reason:
    """What a month's lag follows from most: a line, perhaps of one unit, and how far it is behind."""

    line: str
    unit: str
    behind: Decimal


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month: what came, what came a year before, what was to come. ``running``: it is not over."""

    month: Month
    fact: Decimal | None
    before: Decimal | None
    target: Decimal | None
    running: bool = False
    reason: Reason | None = None

    @property
    def done(self) -> Decimal | None:
        """Fact ÷ target; None where either is unknown or nothing was to come."""
        return _part(self.fact, self.target)


@dataclass(frozen=True, slots=True)
class LineRow:
    """A product line over the full months of the period; ``id`` None is what belongs to no line.

    ``fact_of_plan`` counts only months that have a target. ``new``: nothing was bought the year before.
    """

    id: UUID | None
    name: str
    fact: Decimal | None
    before: Decimal | None
    target: Decimal | None
    fact_of_plan: Decimal | None
    margin: Decimal | None
    """Margin ÷ revenue, a ratio."""
    new: bool = False
    is_whole: bool = False
    """The sum of all lines."""

    @property
    def change(self) -> Decimal | None:
        """Against the year before, a ratio less one."""
        found = _part(self.fact, self.before)
        return None if found is None else found - 1

    @property
    def done(self) -> Decimal | None:
        """Fact ÷ target."""
        return _part(self.fact_of_plan, self.target)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """How the fiscal year stands: its months that are over, and all of it."""

    first: Month
    last: Month
    fact: Decimal
    target: Decimal
    target_of_year: Decimal

    @property
    def done(self) -> Decimal | None:
        """Fact ÷ target of the months that are over."""
        return _part(self.fact, self.target)


@dataclass(frozen=True, slots=True)
class Figures:
    """The months of one account in one measure, with their product lines.

    ``total`` and ``before`` sum the full months of the period. Quantities of different units of measure
    are not added: ``mixed_units`` says that they are why there are none.
    """

    account_id: UUID
    currency: str
    measure: Measure
    quantity_unit: str | None
    mixed_units: bool
    year: int | None
    """The fiscal year shown; None is the last twelve full months and the running one."""
    years: tuple[int, ...]
    """The fiscal years that can be shown, the newest first."""
    fiscal_year_starts: int
    unit_id: UUID | None
    line_id: UUID | None
    units: tuple[Heading, ...]
    months: tuple[MonthRow, ...]
    total: Decimal | None
    before: Decimal | None
    plan: PlanRow | None
    lines: tuple[LineRow, ...]
    whole: LineRow
    gross: bool
    """Sums include VAT."""
    orders_until: date | None
    source: SalesSource | None
    missing_rates: tuple[str, ...]

    @property
    def change(self) -> Decimal | None:
        """Against the year before, a ratio less one."""
        found = _part(self.total, self.before)
        return None if found is None else found - 1

    @property
    def line(self) -> str:
        """The product line the months are of; empty for all."""
        return next((row.name for row in self.lines if row.id == self.line_id and row.id is not None), "")


def _part(value: Decimal | None, of: Decimal | None) -> Decimal | None:
    return None if value is None or of is None or of <= 0 else value / of
