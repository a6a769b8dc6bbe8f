"""The factors of money: revenue trend, order rhythm, share of wallet (domain.md §9)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Final, NamedTuple

from kam.analysis.explanation import Reason
from kam.analysis.health.scale import FULL, Curve, WholeCurve, read_curve
from kam.analysis.health.score import FactorScore, HealthFactor, Part
from kam.analysis.ratios import quotient
from kam.analysis.rhythm import OrderRhythm
from kam.core.periods import MONTHS, Month, last_full_month
from kam.core.vocabulary import Term
from kam.core.vocabulary.term import label

_QUARTER: Final = 3
_CHANGE: Final = WholeCurve.of((
    (Fraction(-1, 2), 0),
    (Fraction(-1, 4), 20),
    (Fraction(-1, 10), 45),
    (0, 70),
    (Fraction(1, 10), 85),
    (Fraction(1, 4), 100),
))  # fmt: skip
"""Points of a change of revenue: as much as last year is sound, a quarter more is all there is to have."""
_YEAR_COUNTS: Final = 60
"""Of a hundred points; the last quarter has the rest: it is what turns first."""
_RHYTHM: Final = WholeCurve.of(((1, 100), (Fraction(3, 2), 70), (2, 40), (3, 0)))
"""Points of days since the last order ÷ the usual interval: from twice the usual it is a signal."""
_MONTH_DAYS: Final = Decimal("30.4375")
_SHARE: Final[Curve] = (
    (0, 0),
    (Fraction(1, 10), 30),
    (Fraction(1, 4), 55),
    (Fraction(1, 2), 85),
    (Fraction(3, 4), 100),
)
_SHARE_CHANGE: Final[Curve] = ((Fraction(-1, 10), 0), (0, 60), (Fraction(1, 10), 100))
_SHARE_COUNTS: Final = 80
"""Of a hundred points; its change over the year has the rest."""


class MoneyReason(Term):
    """Why a factor of money has its points."""

    YEAR = (
        "year",
        label("health reason", "Revenue of {months}: {change} to the same time a year before"),
    )
    QUARTER = (
        "quarter",
        label("health reason", "The last three months: {change} to the same months a year before"),
    )
    FROM_NOTHING = "from_nothing", label("health reason", "Revenue where there was none a year before")
    ORDERS = "orders", label("health reason", "Last order {days}, usually every {usual} days")
    MONTHLY = "monthly", label("health reason", "Last bought in {month}, usually every month")
    MONTHS = "months", label("health reason", "Last bought in {month}, usually once in {usual}")
    SHARE = "share", label("health reason", "We have {share} of what the client spends")
    SHARE_MOVED = "share_moved", label("health reason", "Our share a year before: {before}")


def revenue_trend(
    revenue: Mapping[Month, int], as_of: date, *, first: Month | None = None
) -> FactorScore | None:
    """The last twelve whole months to the twelve before, and the last quarter to the same a year before.

    ``revenue`` is minor units of one currency by month. Months before the first purchase are compared with
    nothing: a client of fifteen months is compared over three. None for a younger one, or where a year ago
    nothing was bought and nothing is now. ``first`` is the month of the first purchase, where it is known
    and may lie before those given.
    """
    last = last_full_month(as_of)
    if first is None:
        first = min((month for month, amount in revenue.items() if amount), default=None)
    if first is None or first > last:
        return None
    months = min(MONTHS, first.months_until(last) + 1 - MONTHS)
    if months < _QUARTER:
        return None
    later, earlier = _years(last)
    now = [revenue.get(month, 0) for month in later[:months]]
    before = [revenue.get(month, 0) for month in earlier[:months]]
    year = _change(sum(now), sum(before))
    quarter = _change(sum(now[:_QUARTER]), sum(before[:_QUARTER]))
    told: list[tuple[MoneyReason, _Change, int]] = []
    if year is not None:
        told.append((MoneyReason.YEAR, year, months))
    if quarter is not None:
        told.append((MoneyReason.QUARTER, quarter, _QUARTER))
    if not told:
        return None
    if months == _QUARTER or all(change.from_nothing for _, change, _ in told):
        del told[1:]  # the quarter says what the whole span says
    mosts = (FULL,) if len(told) == 1 else (_YEAR_COUNTS, FULL - _YEAR_COUNTS)
    parts = []
    for (code, change, span), most in zip(told, mosts, strict=True):
        points = _CHANGE.read(change.more, change.than, most)
        reason = (
            Reason.of(MoneyReason.FROM_NOTHING) if change.from_nothing else _of_change(code, change, span)
        )
        parts.append(Part(reason, points, most, last.last_day))
    return FactorScore(HealthFactor.REVENUE, tuple(parts))


class _Change(NamedTuple):
    """So much more (or less) than so much: a ratio of whole numbers."""

    more: int
    than: int
    from_nothing: bool = False


def _change(now: int, before: int) -> _Change | None:
    if before > 0:
        return _Change(now - before, before)
    return _Change(1, 1, from_nothing=True) if now > 0 else None


@lru_cache
def _years(last: Month) -> tuple[tuple[Month, ...], tuple[Month, ...]]:
    """The twelve months up to one and the twelve before, the latest first."""
    later = tuple(last - back for back in range(MONTHS))
    return later, tuple(month - MONTHS for month in later)


def _of_change(code: MoneyReason, change: _Change, months: int) -> Reason:
    return Reason.of(code, change=quotient(change.more, change.than), months=months)


def order_habit(rhythm: OrderRhythm | None, *, by_months: bool = False) -> FactorScore | None:
    """Whether they order as they used to; None where there is no rhythm to speak of.

    ``by_months`` says that only months with a purchase are known, each standing as its last day.
    """
    if rhythm is None or rhythm.ratio is None or rhythm.usual_interval is None:
        return None
    points = _rhythm_points(rhythm.ratio)
    if by_months:
        reason = _of_months(rhythm.last_order, rhythm.days_since, rhythm.usual_interval)
    else:
        reason = Reason.of(MoneyReason.ORDERS, days=rhythm.days_since, usual=rhythm.usual_interval)
    return FactorScore(HealthFactor.RHYTHM, (Part(reason, points, FULL, rhythm.last_order),))


@lru_cache(maxsize=4_096)
def _rhythm_points(ratio: Decimal) -> int:
    return _RHYTHM.read(*ratio.as_integer_ratio())


def _of_months(last: date, days_since: int, interval: Decimal) -> Reason:
    """In whole months, of which the usual is one at least; ``without`` are those after the last purchase."""
    usual, without = max(1, _in_months(interval)), _in_months(Decimal(days_since))
    code = MoneyReason.MONTHLY if usual == 1 else MoneyReason.MONTHS
    return Reason.of(code, month=Month.of(last), usual=usual, without=without)


@lru_cache(maxsize=1_024)
def _in_months(days: Decimal) -> int:
    return round(days / _MONTH_DAYS)


def wallet_share(now: Decimal | None, before: Decimal | None, on: date | None) -> FactorScore | None:
    """Our share of what the client spends, and where it went in a year; shares are ratios (0.38)."""
    if now is None:
        return None
    whole = FULL if before is None else _SHARE_COUNTS
    points = round(read_curve(_SHARE, now) * whole / FULL)
    parts = [Part(Reason.of(MoneyReason.SHARE, share=now), points, whole, on)]
    if before is not None:
        most = FULL - _SHARE_COUNTS
        moved = round(read_curve(_SHARE_CHANGE, now - before) * most / FULL)
        parts.append(Part(Reason.of(MoneyReason.SHARE_MOVED, before=before), moved, most, on))
    return FactorScore(HealthFactor.WALLET, tuple(parts))
