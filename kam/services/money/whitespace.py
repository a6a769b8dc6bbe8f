"""The whitespace of an account with its figures: ours of all that is bought, by product line and unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from kam.analysis.ratios import ratio
from kam.core.changes import Area, Outcome
from kam.core.field_errors import FieldError, refuse
from kam.core.money import Money
from kam.core.periods import last_full_month, trailing_months
from kam.core.vocabulary import WhitespaceStage
from kam.models import ClientSpend, SupplierShare, WhitespaceCell
from kam.services.dossier.matrix import whitespace_of
from kam.services.dossier.rows import Whitespace
from kam.services.dossier.source import Source
from kam.services.forms import money_fault
from kam.services.money.book import Book
from kam.services.people.finding import account_of
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

Spot: TypeAlias = tuple[UUID | None, UUID | None]
"""A product line and a unit (None: the whole account)."""


@dataclass(frozen=True, slots=True)
class CellFigure:
    """What we sold in twelve full months, and all that is bought there a year, in minor units."""

    ours: int
    whole: int | None

    @property
    def share(self) -> Decimal | None:
        """Ours of the whole, a ratio, never above one."""
        if not self.whole:
            return None
        found = ratio(self.ours, self.whole)
        return None if found is None else min(found, Decimal(1))


@dataclass(frozen=True, slots=True)
class WhitespaceFigures:
    """The matrix and its sums in the account's currency.

    The whole of a cell is the client's spend of the latest year where that is written down, else the
    potential set in the cell. Sums of a line and of a unit count ours only where the whole is known, so that
    their share is of like with like.
    """

    account_id: UUID
    currency: str
    matrix: Whitespace
    cells: Mapping[Spot, CellFigure]
    lines: Mapping[UUID, CellFigure]
    units: Mapping[UUID | None, CellFigure]
    missing_rates: tuple[str, ...]


def read_whitespace(workspace: Workspace, account_id: UUID, *, as_of: datetime) -> WhitespaceFigures:
    """The whitespace of an account with its figures as of a moment; NotFoundError ``account.gone``."""
    with workspace.reading() as session:
        source = Source.of(session, account_id, as_of)
        matrix = whitespace_of(source)
        last = last_full_month(source.day)
        book = Book.read(session, account_id, as_of, trailing_months(last)[0], last)
        spends = _spends(session, book, source.day)
    return _figures(book, matrix, spends)


def _spends(session: Session, book: Book, day: date) -> dict[Spot, int]:
    """What is bought of each line for each unit, by the latest year that is known."""
    known = _known(book.account.id, day)
    year = session.scalar(select(func.max(ClientSpend.year)).where(*known))
    found: dict[Spot, int] = {}
    for one in session.scalars(select(ClientSpend).where(*known, ClientSpend.year == year)):
        minor = book.exchange.of_day(one.total_minor, one.currency, one.on or day)
        if minor is not None:
            found[one.product_line_id, one.unit_id] = minor
    return found


def _figures(book: Book, matrix: Whitespace, spends: Mapping[Spot, int]) -> WhitespaceFigures:
    ours = book.sums(lambda fact: (fact.line_id, fact.unit_id), trailing_months(last_full_month(book.today)))
    of_line: dict[object, int] = defaultdict(int)
    for fact in book.facts:
        of_line[fact.line_id] += fact.revenue
    cells: dict[Spot, CellFigure] = {}
    for line in matrix.lines:
        for unit in matrix.units:
            found = matrix.cell(line.id, unit.id)
            potential = found.potential if found is not None else None
            whole = spends.get((line.id, unit.id))
            if whole is None and potential is not None:
                whole = book.exchange.of_day(potential.minor, potential.currency, book.today)
            sold = of_line.get(line.id, 0) if unit.id is None else ours.get((line.id, unit.id), 0)
            cells[line.id, unit.id] = CellFigure(sold, whole)
    units = [unit.id for unit in matrix.units]
    lines = {line.id: _line(cells, line.id, units, of_line) for line in matrix.lines if line.id is not None}
    return WhitespaceFigures(
        account_id=book.account.id,
        currency=book.currency,
        matrix=matrix,
        cells=cells,
        lines=lines,
        units={unit: _sum([cells[line.id, unit] for line in matrix.lines]) for unit in units},
        missing_rates=book.missing_rates,
    )


def _line(
    cells: Mapping[Spot, CellFigure],
    line_id: UUID,
    units: list[UUID | None],
    of_line: Mapping[object, int],
) -> CellFigure:
    """A line's sum: of the whole account where that is known, else of the units where theirs is."""
    whole = cells.get((line_id, None))
    if whole is not None and whole.whole is not None:
        return whole
    summed = _sum([cells[line_id, unit] for unit in units if unit is not None])
    return summed if summed.whole is not None else CellFigure(of_line.get(line_id, 0), None)


def _sum(cells: list[CellFigure]) -> CellFigure:
    known = [cell for cell in cells if cell.whole is not None]
    if not known:
        return CellFigure(sum(cell.ours for cell in cells), None)
    return CellFigure(sum(cell.ours for cell in known), sum(cell.whole or 0 for cell in known))


def set_cell_whole(
    workspace: Workspace, account_id: UUID, product_line_id: UUID, unit_id: UUID | None, whole: Money
) -> Outcome[None]:
    """Say what all that is bought in a cell comes to a year: one step.

    Where the spend of the latest known year is written down, that becomes it; else it is the potential of the
    cell, which is a potential where nothing was known of it.

    Raises:
        FieldErrors: ``total``: ``money.parts_exceed``, or a sum that cannot be.
        NotFoundError: ``account.gone``.

    """
    with workspace.writing("dossier.whitespace_changed") as unit, unit.no_autoflush:
        account = account_of(unit, account_id)
        today = read_profile(unit).today(unit.now)
        if (fault := money_fault("total", whole, account.currency)) is not None:
            refuse([fault])
        spend = _spend_of(unit, account_id, product_line_id, unit_id, today)
        if spend is not None and spend.currency == whole.currency:
            parts = select(func.sum(SupplierShare.amount_minor)).where(SupplierShare.spend_id == spend.id)
            served = unit.scalar(parts) or 0
            if served > whole.minor:
                refuse([FieldError("total", "money.parts_exceed", {"sum": Money(served, spend.currency)})])
            spend.total_minor, spend.on = whole.minor, today
        else:
            query = select(WhitespaceCell).where(
                WhitespaceCell.account_id == account_id,
                WhitespaceCell.product_line_id == product_line_id,
                WhitespaceCell.unit_id.is_not_distinct_from(unit_id),
            )
            cell = unit.scalars(query).one_or_none() or WhitespaceCell(
                account_id=account_id,
                product_line_id=product_line_id,
                unit_id=unit_id,
                stage=WhitespaceStage.POTENTIAL,
            )
            cell.potential_minor, cell.currency, cell.on = whole.minor, whole.currency, today
            unit.add(cell)
        return Outcome(None, Area.ACCOUNTS | Area.SALES | Area.OPPORTUNITIES)


def _spend_of(
    unit: UnitOfWork, account_id: UUID, line_id: UUID, unit_id: UUID | None, day: date
) -> ClientSpend | None:
    """The spend that the cell shows: of the latest year in which anything is known."""
    known = _known(account_id, day)
    year = unit.scalar(select(func.max(ClientSpend.year)).where(*known))
    query = select(ClientSpend).where(
        *known,
        ClientSpend.year == year,
        ClientSpend.product_line_id == line_id,
        ClientSpend.unit_id.is_not_distinct_from(unit_id),
    )
    return unit.scalars(query).one_or_none()


def _known(account_id: UUID, day: date) -> tuple[ColumnElement[bool], ...]:
    """Spends that were known on a day."""
    return (
        ClientSpend.account_id == account_id,
        ClientSpend.year <= day.year,
        or_(ClientSpend.on.is_(None), ClientSpend.on <= day),
    )
