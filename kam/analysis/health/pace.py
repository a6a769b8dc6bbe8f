"""How likely three months without a purchase are at the pace of a client's own orders.

Orders are taken to come at random at a pace of the client's own, which its orders let us guess: the less
they tell, the nearer the guess stays to one order a quarter. So the wait for the next one has a Lomax law, a
gamma mixture of exponentials: the model of purchases of A. Ehrenberg (1959), as it is used for who is still
a customer by D. Schmittlein, D. Morrison and R. Colombo, "Counting Your Customers", Management Science 1987.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from kam.analysis.rhythm import OrderDays

QUARTER_DAYS: Final = 91
_PLACES: Final = 2


@dataclass(frozen=True, slots=True)
class PaceSettings:
    """Orders of the last 24 months; what is known of anybody weighs as two orders in half a year."""

    days: int = 730
    prior_orders: int = 2
    prior_days: int = 182


def quiet_chance(
    ordered_on: Iterable[date] | OrderDays, as_of: date, settings: PaceSettings = PaceSettings()
) -> Decimal | None:
    """The chance of no order within the 91 days after a date, a ratio of two decimals; None before any.

    The time that counts begins with the first order, or 24 months ago; an order at its very beginning tells
    of no interval and is not counted. Several orders of one day are one, later ones are not known yet.
    """
    ordered = ordered_on if isinstance(ordered_on, OrderDays) else OrderDays(ordered_on)
    known = ordered.until(as_of)
    if not known:
        return None
    since = max(ordered.days[0], as_of - timedelta(days=settings.days))
    orders = settings.prior_orders + known - ordered.until(since)
    watched = settings.prior_days + (as_of - since).days
    return Decimal(f"{(watched / (watched + QUARTER_DAYS)) ** orders:.{_PLACES}f}")
