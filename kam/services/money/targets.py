"""Targets of an account by month and product line; a year's sum is spread on its months (domain.md §6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from sqlalchemy import select

from kam.analysis.plan_fact import spread_like
from kam.core.changes import Area, Outcome
from kam.core.errors import ConflictError
from kam.core.field_errors import FieldError, refuse
from kam.core.money import Money, minor_digits
from kam.core.periods import MONTHS, Month, last_full_month
from kam.core.text import sort_key
from kam.core.vocabulary import TargetMeasure
from kam.models import ProductLine, Target
from kam.services.forms import money_fault
from kam.services.money.book import NO_ID, Book, fiscal_year, fiscal_year_start
from kam.services.people.finding import account_of
from kam.services.profile import read_profile
from kam.services.rates import Exchange
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace


class Spread(StrEnum):
    """How a year's sum is laid on its months."""

    AS_LAST_YEAR = "as_last_year"
    EVENLY = "evenly"


@dataclass(frozen=True, slots=True)
class TargetCell:
    """A month of a row: what is to come, what came and what came a year before, in minor units."""

    month: Month
    target: int | None
    fact: int | None
    before: int | None
    over: bool


@dataclass(frozen=True, slots=True)
class TargetRow:
    """A product line's year; ``line_id`` None is the whole account."""

    line_id: UUID | None
    name: str
    cells: tuple[TargetCell, ...]

    @property
    def target(self) -> int | None:
        """The year's sum; None where no month has a target."""
        known = [cell.target for cell in self.cells if cell.target is not None]
        return sum(known) if known else None

    @property
    def fact(self) -> int:
        """What came in the months that are over."""
        return sum(cell.fact or 0 for cell in self.cells if cell.over)

    @property
    def before(self) -> int | None:
        """What came in the whole year before; None where a month of it is not known."""
        known = [cell.before for cell in self.cells if cell.before is not None]
        return sum(known) if len(known) == len(self.cells) else None

    @property
    def target_of_months_over(self) -> int:
        """What was to come in the months that are over."""
        return sum(cell.target or 0 for cell in self.cells if cell.over)

    @property
    def fact_of_plan(self) -> int:
        """What came in those of them that have a target."""
        return sum(cell.fact or 0 for cell in self.cells if cell.over and cell.target is not None)


@dataclass(frozen=True, slots=True)
class TargetTable:
    """The targets of one fiscal year: of the whole account, and of each product line."""

    account_id: UUID
    currency: str
    measure: TargetMeasure
    year: int
    fiscal_year_starts: int
    months: tuple[Month, ...]
    whole: TargetRow
    rows: tuple[TargetRow, ...]
    missing_rates: tuple[str, ...]

    def row(self, line_id: UUID | None) -> TargetRow:
        """The row of a line, or of the whole account."""
        return next((row for row in self.rows if row.line_id == line_id), self.whole)

    @property
    def lines_by_month(self) -> dict[Month, int]:
        """What the targets of product lines come to."""
        found: dict[Month, int] = {}
        for row in self.rows:
            for cell in row.cells:
                if cell.target is not None:
                    found[cell.month] = found.get(cell.month, 0) + cell.target
        return found


@dataclass(frozen=True, slots=True)
class TargetChange:
    """A cell is to hold another target (None: none); ``was`` is what the table showed, in minor units."""

    line_id: UUID | None
    month: Month
    target: Money | None
    was: int | None


_NOTICED: Final = 100
"""A month may differ by a hundredth from its exact part when a year's sum is spread."""


def read_targets(
    workspace: Workspace,
    account_id: UUID,
    year: int | None = None,
    measure: TargetMeasure = TargetMeasure.REVENUE,
    *,
    as_of: datetime,
) -> TargetTable:
    """The targets of a fiscal year (by the calendar year it begins in; None: the one of the last full month).

    Rows are the leaves of what we sell, and whatever else has sales or targets in the year.

    Raises:
        NotFoundError: ``account.gone``.

    """
    with workspace.reading() as session:
        account_of(session, account_id)
        profile = read_profile(session)
        starts, last = profile.fiscal_year_starts, last_full_month(profile.today(as_of))
        begun = fiscal_year_start(last, starts).year if year is None else year
        first, end = fiscal_year(begun, starts)
        book = Book.read(session, account_id, as_of, first - MONTHS, end)
        months = tuple(first.span(MONTHS))
        whole = _row(book, None, "", months, measure, last)
        return TargetTable(
            account_id=account_id,
            currency=book.currency,
            measure=measure,
            year=begun,
            fiscal_year_starts=starts,
            months=months,
            whole=whole,
            rows=tuple(_rows(book, months, measure, last)),
            missing_rates=book.missing_rates,
        )


def _rows(book: Book, months: Sequence[Month], measure: TargetMeasure, last: Month) -> Iterable[TargetRow]:
    branches = {line.parent_id for line in book.lines.values() if line.parent_id is not None}
    known = {fact.line_id for fact in book.facts} | {goal.line_id for goal in book.goals}
    shown = [
        line
        for line in book.lines.values()
        if line.id in known
        or (line.id not in branches and (line.retired_on is None or line.retired_on > book.today))
    ]
    rows = [_row(book, line.id, line.name, months, measure, last) for line in shown]
    return sorted(rows, key=lambda row: (-(row.fact or row.before or 0), sort_key(row.name)))


def _row(  # noqa: PLR0917 - the parts of one row
    book: Book,
    line_id: UUID | None,
    name: str,
    months: Sequence[Month],
    measure: TargetMeasure,
    last: Month,
) -> TargetRow:
    goals = {
        goal.month: goal.minor for goal in book.goals if goal.measure is measure and goal.line_id == line_id
    }
    sums: dict[Month, int | None] = {}
    for fact in book.facts:
        if line_id is None or fact.line_id == line_id:
            value = fact.revenue if measure is TargetMeasure.REVENUE else fact.margin
            so_far = sums.get(fact.month, 0)
            sums[fact.month] = None if value is None or so_far is None else so_far + value

    def came(month: Month) -> int | None:
        return sums.get(month, 0) if book.is_known(month) else None

    cells = tuple(
        TargetCell(
            month,
            goals.get(month),
            came(month) if month <= last + 1 else None,
            came(month - MONTHS),
            month <= last,
        )
        for month in months
    )
    return TargetRow(line_id, name, cells)


def set_targets(
    workspace: Workspace,
    account_id: UUID,
    changes: Sequence[TargetChange],
    measure: TargetMeasure = TargetMeasure.REVENUE,
) -> Outcome[int]:
    """Set or take away targets of months, all as one step; returns how many cells changed.

    Raises:
        FieldErrors: ``target``: below zero or too large; ``line_id``: ``dossier.no_such_product_line``.
        ConflictError: ``dossier.changed_meanwhile`` where a cell does not hold what was shown.
        NotFoundError: ``account.gone``.

    """
    with workspace.writing("targets.changed") as unit, unit.no_autoflush:
        return Outcome(_put(unit, account_id, changes, measure), Area.SALES)


def spread_targets(
    workspace: Workspace,
    table: TargetTable,
    line_id: UUID | None,
    total: Money,
    how: Spread = Spread.AS_LAST_YEAR,
    *,
    keep_over: bool = False,
) -> Outcome[int]:
    """Lay a year's sum on the months of a row; with ``keep_over`` months that are over keep their targets.

    Raises:
        FieldErrors: ``total``: ``money.less_than_over`` where the kept months come to more; and those of
            ``set_targets``.
        ConflictError: as ``set_targets``.
        NotFoundError: ``account.gone``.

    """
    changes = spread_changes(table, line_id, total, how, keep_over=keep_over)
    with workspace.writing("targets.spread") as unit, unit.no_autoflush:
        return Outcome(_put(unit, table.account_id, changes, table.measure), Area.SALES)


def spread_changes(
    table: TargetTable, line_id: UUID | None, total: Money, how: Spread, *, keep_over: bool = False
) -> list[TargetChange]:
    """What spreading a year's sum would change, month by month; raises as ``spread_targets``."""
    row = table.row(line_id)
    kept = [cell for cell in row.cells if keep_over and cell.over]
    rest = [cell for cell in row.cells if cell not in kept]
    over = sum(cell.target or 0 for cell in kept)
    if total.minor < over or (kept and not rest and total.minor != over):
        refuse([FieldError("total", "money.less_than_over", {"sum": Money(over, total.currency)})])
    shape = {cell.month: (cell.before or 0) if how is Spread.AS_LAST_YEAR else 1 for cell in rest}
    left = Money(total.minor - over, total.currency)
    laid = spread_like(left, shape, _step(left, len(rest)))
    return [
        TargetChange(line_id, cell.month, laid[cell.month], cell.target)
        for cell in rest
        if laid[cell.month].minor != cell.target
    ]


def _step(total: Money, months: int) -> int:
    """Round months: the largest power of ten of whole units that none of them would notice."""
    unit: int = 10 ** minor_digits(total.currency)
    step = unit
    while months and step * 10 * _NOTICED * months <= total.minor:
        step *= 10
    return step if total.minor >= unit * months else 1


def _put(unit: UnitOfWork, account_id: UUID, changes: Sequence[TargetChange], measure: TargetMeasure) -> int:
    account = account_of(unit, account_id)
    exchange = Exchange(unit, read_profile(unit).currency, account.currency)
    refuse(_faults(unit, changes, account.currency))
    today = read_profile(unit).today(unit.now)
    stored = _stored(unit, account_id, changes, measure)
    count = 0
    for change in changes:
        found = stored.get((change.line_id, change.month))
        held = None
        if found is not None:
            held = exchange.of_day(found.amount_minor, found.currency, min(change.month.last_day, today))
        if held != change.was:
            raise ConflictError("dossier.changed_meanwhile")
        if change.target is None:
            if found is not None:
                unit.remove(Target, [found.id])
                count += 1
        elif found is None:
            made = Target(account_id=account_id, month=change.month, product_line_id=change.line_id)
            made.measure = measure
            made.amount_minor, made.currency = change.target.minor, change.target.currency
            unit.add(made)
            count += 1
        elif (found.amount_minor, found.currency) != (change.target.minor, change.target.currency):
            found.amount_minor, found.currency = change.target.minor, change.target.currency
            count += 1
    return count


def _faults(unit: UnitOfWork, changes: Sequence[TargetChange], currency: str) -> Iterable[FieldError]:
    for line_id in {change.line_id for change in changes} - {None}:
        if line_id == NO_ID or unit.get(ProductLine, line_id) is None:
            yield FieldError("line_id", "dossier.no_such_product_line")
    for change in changes:
        if change.target is not None and (fault := money_fault("target", change.target, currency)):
            yield fault
            return


def _stored(
    unit: UnitOfWork, account_id: UUID, changes: Sequence[TargetChange], measure: TargetMeasure
) -> Mapping[tuple[UUID | None, Month], Target]:
    rows = unit.scalars(
        select(Target).where(
            Target.account_id == account_id,
            Target.measure == measure,
            Target.month.in_({change.month for change in changes}),
        )
    )
    return {(row.product_line_id, row.month): row for row in rows}
