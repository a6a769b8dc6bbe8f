"""What the matrix and the curve are drawn of: accounts, or holdings summed into their topmost parent."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from uuid import UUID

from kam.analysis.portfolio import head_of_holding
from kam.analysis.segments import AbcStanding, abc_classes, segment_of
from kam.core.money import Money
from kam.core.vocabulary import AbcClass, Overridden, Segment
from kam.services.portfolio.book import Book
from kam.services.portfolio.rows import PortfolioRow
from kam.services.standing import Standing


class Measure(Enum):
    """What size means."""

    REVENUE = "revenue"
    MARGIN = "margin"


@dataclass(frozen=True, slots=True)
class Unit:
    """An account, or a holding under its topmost parent, with its sums in minor units.

    The margin is None as long as that of one member that bought is unknown, ``before`` where the year before
    is. A holding has the potential and the words of its head.
    """

    id: UUID
    name: str
    members: tuple[UUID, ...]
    potential: int | None
    abc: AbcClass | None
    segment: Segment
    segment_by_hand: bool
    revenue: int
    before: int | None
    margin: int | None

    def amount(self, measure: Measure) -> int | None:
        """The unit's size; None while it is unknown."""
        return self.revenue if measure is Measure.REVENUE else self.margin


def units_of(book: Book, standings: Mapping[UUID, Standing], *, by_holding: bool) -> list[Unit]:
    """Every account or holding of the portfolio, by name."""
    rows = {entry.row.id: entry.row for entry in book.entries}
    if not by_holding:
        return [_account(row) for row in rows.values()]
    parents = {row.id: row.parent_id for row in rows.values() if row.parent_id is not None}
    members: dict[UUID, list[PortfolioRow]] = defaultdict(list)
    for row in rows.values():
        members[head_of_holding(row.id, parents)].append(row)
    sums = {
        head: Money(sum(row.revenue_12m.minor for row in of_head), book.currency)
        for head, of_head in members.items()
    }
    classes = abc_classes(sums, book.settings.segments)
    return [
        _holding(book, rows[head], members[head], classes.get(head), standings)
        for head in rows
        if head in members
    ]


def _account(row: PortfolioRow) -> Unit:
    return Unit(
        id=row.id,
        name=row.name,
        members=(row.id,),
        potential=row.potential,
        abc=row.abc,
        segment=row.segment,
        segment_by_hand=row.segment_by_hand,
        revenue=row.revenue_12m.minor,
        before=row.revenue_before.minor if row.revenue_before else None,
        margin=row.margin_12m.minor if row.margin_12m else None,
    )


def _holding(
    book: Book,
    head: PortfolioRow,
    members: Sequence[PortfolioRow],
    place: AbcStanding | None,
    standings: Mapping[UUID, Standing],
) -> Unit:
    by_hand = head.abc if Overridden.ABC in head.by_hand else None
    purchases = sum(standings[row.id].purchases for row in members)
    verdict = segment_of(place, head.potential, purchases, book.settings.segments, by_hand=by_hand)
    before = [row.revenue_before.minor for row in members if row.revenue_before is not None]
    margins = [row.margin_12m.minor for row in members if row.margin_12m is not None]
    bought = sum(row.margin_12m is not None or row.revenue_12m.minor != 0 for row in members)
    return Unit(
        id=head.id,
        name=head.name,
        members=tuple(row.id for row in members),
        potential=head.potential,
        abc=by_hand or (place.abc if place else None),
        segment=head.segment if head.segment_by_hand else verdict.segment,
        segment_by_hand=head.segment_by_hand,
        revenue=sum(row.revenue_12m.minor for row in members),
        before=sum(before) if len(before) == len(members) else None,
        margin=sum(margins) if margins and len(margins) == bought else None,
    )
