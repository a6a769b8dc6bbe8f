"""Money as the brief shows it (domain.md §6): minor units of one currency; None = unknown, never zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kam.core.periods import Month
from kam.core.vocabulary import OpportunityStage, ServedBy


@dataclass(frozen=True, slots=True)
class MonthFigure:
    """One month of revenue against the same month a year before and the target."""

    month: Month
    revenue: int | None
    """Net revenue, minor units; None = no data for this month (0 = data says nothing was bought)."""
    year_before: int | None = None
    """The same month a year before; None = no data."""
    target: int | None = None
    """The month's target; None = none set."""
    partial: bool = False
    """The month has not ended in the data: never compared with a whole month."""


@dataclass(frozen=True, slots=True)
class PlanFact:
    """Plan and fact of the running year up to the last whole month."""

    first: Month
    last: Month
    fact: int
    plan: int


@dataclass(frozen=True, slots=True)
class WalletShare:
    """A part of what the client spends in our category."""

    by: ServedBy
    amount: int


@dataclass(frozen=True, slots=True)
class Wallet:
    """The client's yearly spend in our category and who serves it; the parts sum to the total."""

    year: int
    total: int
    shares: tuple[WalletShare, ...]


@dataclass(frozen=True, slots=True)
class OrderRhythm:
    """Days since the last order against the client's own usual (median) interval."""

    days_since: int
    usual_days: int | None = None


@dataclass(frozen=True, slots=True)
class Receivables:
    """What is owed and how much of it is past due."""

    owed: int
    overdue: int = 0


@dataclass(frozen=True, slots=True)
class Margin:
    """Margin of 12 months as a share of revenue (0.214 = 21.4 %), and a year before where known."""

    share: Decimal
    share_before: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ProductLineFigure:
    """A product line over the same 12 months, largest first."""

    name: str
    revenue: int
    year_before: int | None = None
    """The 12 months before; None = no data, 0 = nothing was bought then."""
    wallet_share: Decimal | None = None
    """Our share of the client's spend in this line (0.67); None = spend unknown."""


@dataclass(frozen=True, slots=True)
class MoneyBlock:
    """Everything under "Money". ``months`` are twelve, oldest first, or empty: no sales at all."""

    months: tuple[MonthFigure, ...] = ()
    total: int | None = None
    """Revenue of the 12 months; None = no data."""
    total_before: int | None = None
    """Revenue of the 12 months before; None = not all of it is known."""
    plan_fact: PlanFact | None = None
    wallet: Wallet | None = None
    rhythm: OrderRhythm | None = None
    receivables: Receivables | None = None
    margin: Margin | None = None
    lines: tuple[ProductLineFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class OpportunityLine:
    """An open opportunity, or a whitespace cell nobody has taken up yet (then ``stage`` is None)."""

    title: str
    """Opportunity's title; for a cell "product line, unit" in the user's words."""
    amount: int | None = None
    probability: int | None = None
    """Percent 0…100; None for a cell or where not set."""
    stage: OpportunityStage | None = None
    expected_on: date | None = None
    served_by: ServedBy | None = None
    """Who serves a whitespace cell today."""
    competitor: str = ""
    note: str = ""
    """Next step or remark, on two pages."""


@dataclass(frozen=True, slots=True)
class CompetitorLine:
    """A competitor at the account. The service sorts by threat, highest first, unrated last."""

    name: str
    threat: int | None = None
    """1…5; None = not rated."""
    shares: tuple[tuple[str, Decimal | None], ...] = ()
    """(product line, share of the client's spend there: 0.8, or None = unknown)."""
    strengths: str = ""
    weaknesses: str = ""
    last_seen: date | None = None
    stale: bool = False
    """Last seen or checked longer ago than the norm (180 days)."""
