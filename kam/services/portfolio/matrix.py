"""The portfolio as a field of ABC × potential, with a bubble for each account (domain.md §2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from kam.analysis.matrix import MatrixAccount, Placement, SegmentSum, Zone, place_accounts, zones
from kam.analysis.ratios import Percent, ratio
from kam.core.money import Money
from kam.core.vocabulary import AbcClass, Segment
from kam.models import Colleague
from kam.models.types import stored_id, stored_moment
from kam.services.portfolio.book import read_book
from kam.services.portfolio.health import fitting, health_for, needs_health
from kam.services.portfolio.query import PortfolioQuery
from kam.services.portfolio.units import Measure, Unit, units_of
from kam.services.profile import read_profile
from kam.services.standing import standings
from kam.store.journal import ChangeKind, Liveness, changes_of_records, read_step
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Bubble:
    """An account or holding on the field, or in a list beside it.

    ``size`` is what its area is made of, None while it is unknown (a negative one is shown, without area).
    ``share`` is the ratio to everybody's revenue, ``margin_rate`` that of margin to revenue.
    """

    id: UUID
    name: str
    abc: AbcClass | None
    potential: int | None
    segment: Segment
    segment_by_hand: bool
    revenue: Money
    margin: Money | None
    size: Money | None
    share: Decimal | None
    margin_rate: Decimal | None
    is_alone: bool = True
    """It stands for one account: its health is that account's."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Who stands in a class and potential, largest first; those of the tail apart."""

    abc: AbcClass
    potential: int
    bubbles: tuple[Bubble, ...]
    tail: tuple[Bubble, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The field with its zones and sums.

    ``undefined`` are all accounts without a potential, those that the filter hides too: they wait for a
    decision; ``undefined_shown`` of them meet it. ``without_class`` have a potential and no revenue.
    ``sums`` are of what is shown, in the order of the segments; the last one is "not determined".
    ``a_percent`` and ``b_percent`` are where the classes end.
    """

    currency: str
    measure: Measure
    total: int
    shown: int
    cells: tuple[Cell, ...]
    zones: tuple[Zone, ...]
    sums: tuple[SegmentSum, ...]
    undefined: tuple[Bubble, ...]
    undefined_shown: int
    without_class: tuple[Bubble, ...]
    a_percent: Percent
    b_percent: Percent


def read_matrix(
    workspace: Workspace,
    query: PortfolioQuery,
    *,
    as_of: datetime,
    measure: Measure = Measure.MARGIN,
    by_holding: bool = False,
) -> Matrix:
    """Where the accounts that meet a query stand. A holding is shown when one of its members meets it."""
    with workspace.reading() as session:
        book = read_book(workspace, session, as_of)
        health = health_for(workspace, session, as_of, wanted=needs_health(query))
        judged = standings(workspace, session, read_profile(session).today(as_of))
    units = units_of(book, judged, by_holding=by_holding)
    meeting = {entry.row.id for entry in filter(fitting(query, health), book.entries)}
    shown = [unit for unit in units if not meeting.isdisjoint(unit.members)]
    placed = place_accounts(map(_placed, shown))
    of_all = {unit.id: _bubble(unit, book.currency, book.whole, measure) for unit in units}
    waiting = place_accounts(map(_placed, units)).undefined
    return Matrix(
        currency=book.currency,
        measure=measure,
        total=len(units),
        shown=len(shown),
        cells=_cells(placed, of_all),
        zones=zones(book.settings.segments),
        sums=placed.sums,
        undefined=tuple(of_all[each] for each in waiting),
        undefined_shown=len(placed.undefined),
        without_class=tuple(of_all[each] for each in placed.without_class),
        a_percent=book.settings.segments.a_percent,
        b_percent=book.settings.segments.b_percent,
    )


def _placed(unit: Unit) -> MatrixAccount:
    return MatrixAccount(unit.id, unit.abc, unit.potential, unit.segment, unit.revenue, unit.margin)


def _bubble(unit: Unit, currency: str, whole: int, measure: Measure) -> Bubble:
    margin = None if unit.margin is None else Money(unit.margin, currency)
    size = unit.amount(measure)
    return Bubble(
        id=unit.id,
        name=unit.name,
        abc=unit.abc,
        potential=unit.potential,
        segment=unit.segment,
        segment_by_hand=unit.segment_by_hand,
        revenue=Money(unit.revenue, currency),
        margin=margin,
        size=None if size is None else Money(size, currency),
        share=ratio(unit.revenue, whole),
        margin_rate=None if unit.margin is None else ratio(unit.margin, unit.revenue),
        is_alone=len(unit.members) == 1,
    )


def _cells(placed: Placement, bubbles: dict[UUID, Bubble]) -> tuple[Cell, ...]:
    found = []
    for (abc, potential), members in sorted(placed.cells.items()):
        here = [bubbles[member] for member in members]
        tail = tuple(bubble for bubble in here if bubble.segment is Segment.TAIL)
        rest = tuple(bubble for bubble in here if bubble.segment is not Segment.TAIL)
        found.append(Cell(abc, potential, rest, tail))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class LastSet:
    """When a field got the value it has, and by whom of us (None: not known)."""

    on: date
    by: str | None


def potential_set(workspace: Workspace, account_id: UUID) -> LastSet | None:
    """When and by whom the potential of an account was set as it stands; None when it was never known."""
    with workspace.reading() as session:
        connection = session.connection()
        liveness = Liveness(connection)
        for change in reversed(changes_of_records(connection, [account_id.bytes])):
            if not liveness.holds(liveness.root_of(change.step)):
                continue
            if change.kind is ChangeKind.CREATED or "potential" in change.after:
                step = read_step(connection, change.step)
                break
        else:
            return None
        if step is None:
            return None
        by = select(Colleague.name).where(Colleague.id == stored_id(step.by_id)) if step.by_id else None
        return LastSet(
            read_profile(session).today(stored_moment(step.at)), None if by is None else session.scalar(by)
        )
