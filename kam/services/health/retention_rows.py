"""What is said of a retention case, and what its form hands in: plain data.

Chances, shares and the yearly price of money are per cent, as people type them; sums are of twelve months.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from kam.analysis.health.churn import Churn
from kam.analysis.health.retention import Concession, RetentionCase, RetentionVerdict, judge
from kam.analysis.ratios import Percent
from kam.core.errors import UserError
from kam.core.field_errors import FieldError, refuse
from kam.core.money import Money

CAPITAL: Final = Decimal(20)
"""The yearly price of money where nobody says another one."""
MOST_PERCENT: Final = Decimal(100)
LONGEST_TERMS: Final = 365
_PLACES: Final = 1


@dataclass(frozen=True, slots=True)
class RetentionDraft:
    """A case as it is typed; what is empty is not known yet."""

    revenue: Money | None = None
    margin: Money | None = None
    leaving: Percent | None = None
    leaving_then: Percent | None = None
    discount: Percent | None = None
    terms_days: int | None = None
    service: Money | None = None
    capital: Percent | None = CAPITAL
    note: str | None = None


@dataclass(frozen=True, slots=True)
class RetentionBasis:
    """What a case begins with: twelve full months as far as they are known, and the risk of leaving.

    ``margin`` is None while a cost is unknown, ``revenue`` where nothing was sold. ``leaving`` and
    ``leaving_then`` follow from the risk and are there to be corrected.
    """

    account_id: UUID
    account: str
    currency: str
    revenue: Money | None
    margin: Money | None
    churn: Churn
    leaving: Decimal
    leaving_then: Decimal

    @property
    def draft(self) -> RetentionDraft:
        """The form as it is found."""
        return RetentionDraft(
            revenue=self.revenue, margin=self.margin, leaving=self.leaving, leaving_then=self.leaving_then
        )


@dataclass(frozen=True, slots=True)
class RetentionRow:
    """A case that was kept, and its verdict."""

    id: UUID
    account_id: UUID
    account: str
    made_on: date
    currency: str
    draft: RetentionDraft
    case: RetentionCase
    verdict: RetentionVerdict


def case_of(draft: RetentionDraft, currency: str) -> RetentionCase:
    """What a draft says, as it is judged.

    Raises:
        FieldErrors: by the names of the draft's fields.

    """
    refuse(faults_of(draft, currency))
    assert draft.revenue is not None  # noqa: S101 - the faults named what is missing
    assert draft.margin is not None  # noqa: S101
    return RetentionCase(
        revenue=draft.revenue.minor,
        margin=draft.margin.minor,
        leaving=_ratio(draft.leaving),
        leaving_then=_ratio(draft.leaving_then),
        concession=Concession(
            discount=_ratio(draft.discount),
            terms_days=draft.terms_days or 0,
            service=draft.service.minor if draft.service else 0,
        ),
        capital=_ratio(draft.capital),
    )


def verdict_of(draft: RetentionDraft, currency: str) -> RetentionVerdict | None:
    """The verdict while it is typed; None as long as something is missing or wrong."""
    try:
        return judge(case_of(draft, currency))
    except UserError:
        return None


def faults_of(draft: RetentionDraft, currency: str) -> list[FieldError]:
    """What keeps a draft from being judged, by the names of its fields."""
    faults = [
        FieldError(name, "field.required")
        for name in ("revenue", "margin", "leaving", "leaving_then")
        if getattr(draft, name) is None
    ]
    for name in ("leaving", "leaving_then", "discount", "capital"):
        faults += _percent_faults(name, getattr(draft, name))
    for name in ("revenue", "service"):
        faults += _sum_faults(name, getattr(draft, name), currency)
    faults += _sum_faults("margin", draft.margin, currency, signed=True)
    if draft.terms_days is not None and not 0 <= draft.terms_days <= LONGEST_TERMS:
        details = {"value": draft.terms_days, "low": 0, "high": LONGEST_TERMS}
        faults.append(FieldError("terms_days", "field.out_of_range", details))
    if not faults:
        faults += _crossed(draft)
    return faults


def _crossed(draft: RetentionDraft) -> list[FieldError]:
    """What does not go together: a margin above the revenue, a concession that drives them away."""
    faults = []
    if draft.margin is not None and draft.revenue is not None and draft.margin.minor > draft.revenue.minor:
        faults.append(FieldError("margin", "domain.margin_over_revenue"))
    if draft.leaving is not None and draft.leaving_then is not None and draft.leaving_then > draft.leaving:
        faults.append(FieldError("leaving_then", "retention.drives_away"))
    return faults


def _percent_faults(name: str, value: Percent | None) -> list[FieldError]:
    if value is None:
        return []
    if not 0 <= value <= MOST_PERCENT:
        return [FieldError(name, "retention.no_share")]
    exact = Decimal(value).scaleb(_PLACES)
    if exact != exact.to_integral_value():
        return [FieldError(name, "field.too_fine", {"places": _PLACES})]
    return []


def _sum_faults(name: str, value: Money | None, currency: str, *, signed: bool = False) -> list[FieldError]:
    from kam.services.forms import money_fault

    fault = None if value is None else money_fault(name, value, currency, signed=signed)
    return [] if fault is None else [fault]


def _ratio(percent: Percent | None) -> Decimal:
    return Decimal(percent or 0).scaleb(-2)


def in_currency(draft: RetentionDraft, currency: str) -> RetentionDraft:
    """The draft without sums of another currency: a workspace's currency may have changed since."""
    names = ("revenue", "margin", "service")
    foreign = [name for name in names if (sum_ := getattr(draft, name)) and sum_.currency != currency]
    return replace(draft, **dict.fromkeys(foreign))
