"""What segments and concentration share: who bought for how much, from the largest on, in one currency."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from kam.core.money import Money

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class RankedRevenue:
    """An account's revenue and its place in the portfolio, counted from 1."""

    account: UUID
    revenue: Money
    place: int


def ranked(revenues: Mapping[UUID, Money]) -> tuple[RankedRevenue, ...]:
    """The accounts with revenue, largest first; equals in the order of their ids, so that it is repeatable.

    An account whose returns ate its purchases has no revenue: it is left out, and so is its negative sum,
    or the shares of the others would exceed the whole. Raises ValueError where currencies are mixed.
    """
    if len({revenue.currency for revenue in revenues.values()}) > 1:
        message = "revenues are compared in one currency"
        raise ValueError(message)
    buying = [(account, revenue) for account, revenue in revenues.items() if revenue.minor > 0]
    buying.sort(key=lambda item: (-item[1].minor, item[0]))
    return tuple(RankedRevenue(account, revenue, place) for place, (account, revenue) in enumerate(buying, 1))


def by_holding(revenues: Mapping[UUID, Money], parents: Mapping[UUID, UUID]) -> dict[UUID, Money]:
    """Revenues with each holding summed into its topmost parent (domain.md §2).

    ``parents`` maps a subsidiary to its parent. Accounts in a circle of ownership, which no one meant,
    stay by themselves.
    """
    summed: dict[UUID, Money] = {}
    for account, revenue in revenues.items():
        head = head_of_holding(account, parents)
        summed[head] = summed[head] + revenue if head in summed else revenue
    return summed


def head_of_holding(account: UUID, parents: Mapping[UUID, UUID]) -> UUID:
    """The topmost parent of an account: itself when it has none, or when its parents form a circle."""
    seen, head = {account}, account
    while (parent := parents.get(head)) is not None:
        if parent in seen:
            return account
        seen.add(parent)
        head = parent
    return head
