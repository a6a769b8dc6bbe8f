"""The months of an account against last year and target, and its product lines (domain.md §6)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kam.analysis.plan_fact import plan_fact
from kam.core.money import Money
from kam.core.periods import MONTHS, Month, last_full_month, trailing_months
from kam.core.text import sort_key
from kam.core.vocabulary import TargetMeasure
from kam.models import SalesFact, Target, WorkspaceProfile
from kam.services.money.book import NO_ID, Book, Fact, fiscal_year, fiscal_year_start
from kam.services.money.rows import Figures, Heading, LineRow, Measure, MonthRow, PlanRow, Reason
from kam.services.people.finding import account_of
from kam.services.profile import read_profile
from kam.store.workspace import Workspace

_TARGETS: Final = {Measure.REVENUE: TargetMeasure.REVENUE, Measure.MARGIN: TargetMeasure.MARGIN}


@dataclass(frozen=True, slots=True)
class MoneyQuery:
    """What of an account's sales is asked for: in which measure, of which unit and line, in which year.

    ``year`` is the calendar year in which a fiscal year begins; None is the last twelve full months.
    """

    measure: Measure = Measure.REVENUE
    unit_id: UUID | None = None
    line_id: UUID | None = None
    year: int | None = None


def read_figures(
    workspace: Workspace, account_id: UUID, query: MoneyQuery = MoneyQuery(), *, as_of: datetime
) -> Figures:
    """The months asked for and the product lines of the same months.

    Raises:
        NotFoundError: ``account.gone``.

    """
    with workspace.reading() as session:
        account_of(session, account_id)
        profile = read_profile(session)
        today = profile.today(as_of)
        months = _months(query.year, last_full_month(today), profile.fiscal_year_starts)
        year = fiscal_year_start(last_full_month(today), profile.fiscal_year_starts)
        first, last = min(months[0] - MONTHS, year), max(months[-1], year + (MONTHS - 1))
        book = Book.read(session, account_id, as_of, first, last)
        gross = session.scalar(select(WorkspaceProfile.revenue_is_gross)) or False
        return _Figures(book, query, months).whole(_years(session, book), gross=gross)


def _months(year: int | None, last: Month, starts: int) -> list[Month]:
    """The months on view: twelve full ones and the running one, or those of a fiscal year."""
    if year is None:
        return [*trailing_months(last), last + 1]
    return list(fiscal_year(year, starts)[0].span(MONTHS))


def _years(session: Session, book: Book) -> tuple[int, ...]:
    """The fiscal years of which something is known, with the one that runs."""
    starts = book.profile.fiscal_year_starts
    account = book.account.id
    ends = [
        session.scalar(select(least(column)).where(owner == account))
        for column, owner in ((SalesFact.month, SalesFact.account_id), (Target.month, Target.account_id))
        for least in (func.min, func.max)
    ]
    running = fiscal_year_start(Month.of(book.today), starts).year
    found = {running} | {fiscal_year_start(month, starts).year for month in ends if month is not None}
    return tuple(range(max(found), min(found) - 1, -1))


class _Figures:
    """Counts one account's months in one measure."""

    def __init__(self, book: Book, query: MoneyQuery, months: Sequence[Month]) -> None:
        self._book = book
        self._query = query
        self._months = months
        self._last = last_full_month(book.today)
        self._full = [month for month in months if month <= self._last]
        self._of_unit = [
            fact for fact in book.facts if query.unit_id is None or fact.unit_id == query.unit_id
        ]
        self._unit_of_measure, self._mixed = self._quantity_unit()

    def whole(self, years: tuple[int, ...], *, gross: bool) -> Figures:
        """All of it."""
        book, query = self._book, self._query
        facts = [fact for fact in self._of_unit if query.line_id is None or self._is_of_line(fact)]
        targets = self._targets(query.line_id)
        rows = tuple(self._month(month, facts, targets) for month in self._months)
        lines = self._lines()
        return Figures(
            account_id=book.account.id,
            currency=book.currency,
            measure=query.measure,
            quantity_unit=self._unit_of_measure,
            mixed_units=self._mixed and query.measure is Measure.QUANTITY,
            year=query.year,
            years=years,
            fiscal_year_starts=book.profile.fiscal_year_starts,
            unit_id=query.unit_id,
            line_id=query.line_id,
            units=headings(book.units),
            months=rows,
            total=self._sum(facts, self._full),
            before=self._before(facts),
            plan=self._plan(facts, targets),
            lines=lines,
            whole=self._whole_row(),
            gross=gross,
            orders_until=book.orders_until,
            source=book.source,
            missing_rates=book.missing_rates,
        )

    # Sums

    def _is_of_line(self, fact: Fact) -> bool:
        return fact.line_id == self._query.line_id

    def _sum(
        self, facts: Iterable[Fact], months: Iterable[Month], *, of_one_line: bool = False
    ) -> Decimal | None:
        """What came in months that are known; None where none is, or a part of it is not.

        Quantities are added of one line, or where all lines have the same unit of measure.
        """
        wanted = {month for month in months if self._book.is_known(month)}
        if not wanted:
            return None
        values = [_value(fact, self._query.measure) for fact in facts if fact.month in wanted]
        if self._mixed and self._query.measure is Measure.QUANTITY and not of_one_line:
            return None
        known = [value for value in values if value is not None]
        return sum(known, Decimal(0)) if len(known) == len(values) else None

    def _before(self, facts: Sequence[Fact], *, of_one_line: bool = False) -> Decimal | None:
        """The same months a year before, where all of them are known."""
        months = [month - MONTHS for month in self._full]
        if not months or not all(map(self._book.is_known, months)):
            return None
        return self._sum(facts, months, of_one_line=of_one_line)

    def _targets(self, line_id: UUID | None) -> dict[Month, int]:
        """Targets by month. Units have none of their own, and quantities neither."""
        measure = _TARGETS.get(self._query.measure)
        if measure is None or self._query.unit_id is not None:
            return {}
        return self._book.targets(measure, line_id, of_line=line_id is not None)

    def _month(self, month: Month, facts: Sequence[Fact], targets: dict[Month, int]) -> MonthRow:
        target = targets.get(month)
        fact = self._sum(facts, [month]) if month <= self._last + 1 else None
        before = self._sum(facts, [month - MONTHS])
        return MonthRow(
            month=month,
            fact=fact,
            before=before,
            target=None if target is None else Decimal(target),
            running=month == self._last + 1,
            reason=self._reason(month) if month <= self._last else None,
        )

    def _reason(self, month: Month) -> Reason | None:
        """The line and unit that fell most against the year before, where anything did."""
        if not self._book.is_known(month - MONTHS) or not self._book.is_known(month):
            return None
        change: dict[tuple[UUID, UUID], Decimal] = {}
        for fact in self._of_unit:
            if self._query.line_id is not None and not self._is_of_line(fact):
                continue
            value = _value(fact, self._query.measure)
            if value is None:
                continue
            key = (fact.line_id, fact.unit_id)
            if fact.month == month:
                change[key] = change.get(key, Decimal(0)) + value
            elif fact.month == month - MONTHS:
                change[key] = change.get(key, Decimal(0)) - value
        if not change or (worst := min(change.items(), key=lambda item: (item[1], str(item[0]))))[1] >= 0:
            return None
        (line_id, unit_id), fell = worst
        return Reason(self._book.line_name(line_id), self._book.units.get(unit_id, ""), -fell)

    def _plan(self, facts: Sequence[Fact], targets: dict[Month, int]) -> PlanRow | None:
        """The fiscal year on view, else that of the last full month: what came and what was to come."""
        if not targets or self._query.measure is Measure.QUANTITY:
            return None
        starts = self._book.profile.fiscal_year_starts
        first = self._months[0] if self._query.year is not None else fiscal_year_start(self._last, starts)
        last = first + (MONTHS - 1)
        currency = self._book.currency
        came = {month: self._sum(facts, [month]) for month in first.span(MONTHS) if month <= self._last}
        found = plan_fact(
            {month: Money(minor, currency) for month, minor in targets.items()},
            {month: Money(int(value), currency) for month, value in came.items() if value is not None},
            first,
            last,
            self._last,
        )
        over = [each.month for each in found.months if each.fact is not None] if found else []
        if found is None or not over or any(came[month] is None for month in over):
            return None
        return PlanRow(
            over[0],
            over[-1],
            Decimal(found.fact.minor),
            Decimal(found.plan.minor),
            Decimal(found.plan_of_period.minor),
        )

    # Product lines

    def _lines(self) -> tuple[LineRow, ...]:
        """What was bought or was to be, the largest first; what belongs to no line last."""
        months = {*self._full, *(month - MONTHS for month in self._full)}
        sold = {fact.line_id for fact in self._of_unit if fact.month in months}
        measure = _TARGETS.get(self._query.measure)
        planned = (
            set()
            if measure is None or self._query.unit_id is not None
            else {
                goal.line_id
                for goal in self._book.goals
                if goal.measure is measure and goal.month in self._full and goal.line_id is not None
            }
        )
        rows = [self._line(line_id) for line_id in sold | planned]
        rows.sort(key=lambda row: (row.id is None, -(row.fact or Decimal(0)), sort_key(row.name)))
        return tuple(rows)

    def _line(self, line_id: UUID) -> LineRow:
        facts = [fact for fact in self._of_unit if fact.line_id == line_id]
        known = None if line_id == NO_ID else line_id
        targets = self._targets(known) if known is not None else {}
        return self._row(known, self._book.line_name(known), facts, targets)

    def _whole_row(self) -> LineRow:
        return self._row(None, "", self._of_unit, self._targets(None))

    def _row(
        self, line_id: UUID | None, name: str, facts: Sequence[Fact], targets: dict[Month, int]
    ) -> LineRow:
        planned = [month for month in self._full if month in targets]
        one = bool(name)
        fact = self._sum(facts, self._full, of_one_line=one)
        before = self._before(facts, of_one_line=one)
        return LineRow(
            id=line_id,
            name=name,
            fact=fact,
            before=before,
            target=Decimal(sum(targets[month] for month in planned)) if planned else None,
            fact_of_plan=self._sum(facts, planned) if planned else None,
            margin=self._margin(facts),
            new=before == 0 and bool(fact),
            is_whole=not name and line_id is None and facts is self._of_unit,
        )

    def _margin(self, facts: Iterable[Fact]) -> Decimal | None:
        wanted = set(self._full)
        here = [fact for fact in facts if fact.month in wanted]
        revenue = sum(fact.revenue for fact in here)
        margins = [fact.margin for fact in here if fact.margin is not None]
        if not here or revenue <= 0 or len(margins) < len(here):
            return None
        return Decimal(sum(margins)) / revenue

    def _quantity_unit(self) -> tuple[str | None, bool]:
        """The unit of measure of everything on view; several cannot be added."""
        wanted = {*self._months, *(month - MONTHS for month in self._months)}
        lines = {
            fact.line_id
            for fact in self._of_unit
            if fact.month in wanted and (self._query.line_id is None or self._is_of_line(fact))
        }
        found = {line.unit for line_id in lines if (line := self._book.lines.get(line_id)) is not None}
        unknown = any(line_id not in self._book.lines for line_id in lines)
        if len(found) > 1 or (unknown and found):
            return None, True
        return next(iter(found), None), False


def _value(fact: Fact, measure: Measure) -> Decimal | None:
    read: dict[Measure, Callable[[Fact], int | Decimal | None]] = {
        Measure.REVENUE: lambda one: one.revenue,
        Measure.MARGIN: lambda one: one.margin,
        Measure.QUANTITY: lambda one: one.quantity,
    }
    found = read[measure](fact)
    return None if found is None else Decimal(found)


def headings(names: Mapping[UUID, str]) -> tuple[Heading, ...]:
    """Names to choose from, in their order."""
    found = [Heading(each, name) for each, name in names.items()]
    return tuple(sorted(found, key=lambda one: (sort_key(one.name), one.id)))
