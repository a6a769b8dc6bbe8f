"""The portfolio as a file: what is shown, in the order in which it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Final

from kam.core.money import Money, minor_digits
from kam.core.text import with_capital
from kam.core.vocabulary import Term
from kam.core.words import Words
from kam.exchange.tables_out import OutCell, OutColumn, OutKind, OutTable, TableFormat
from kam.services.health.rows import HealthRow
from kam.services.portfolio.health import HEALTH_COLUMNS
from kam.services.portfolio.ordering import PortfolioColumn
from kam.services.portfolio.query import Grouping
from kam.services.portfolio.reading import Portfolio, PortfolioGroup
from kam.services.portfolio.rows import PortfolioRow
from kam.services.tables import save_table


def export_portfolio(
    portfolio: Portfolio, columns: Sequence[PortfolioColumn], path: Path, kind: TableFormat, words: Words
) -> Path:
    """Write what is shown to a file, which appears whole or not at all and replaces what was there.

    Where the table is grouped, the group is the first column. Revenue by month takes twelve columns, so does
    health, by the days on which it stood so; contact is the day of the last one.

    Raises:
        UserError: as ``kam.services.tables.save_table``.

    """
    return save_table(portfolio_table(portfolio, columns, words), path, kind, words, portfolio.as_of)


def portfolio_table(portfolio: Portfolio, columns: Sequence[PortfolioColumn], words: Words) -> OutTable:
    """The cells of what is shown, for a file or the clipboard."""
    writer = _Writer(portfolio, words)
    return OutTable(
        title=words.say("Accounts"),
        columns=tuple(writer.head(columns)),
        rows=tuple(
            tuple(writer.cells(columns, group, row)) for group in portfolio.groups for row in group.rows
        ),
    )


@dataclass(frozen=True)
class _Writer:
    """Words the heads and cells of one portfolio."""

    portfolio: Portfolio
    words: Words

    def head(self, columns: Sequence[PortfolioColumn]) -> Iterator[OutColumn]:
        """The columns of the file."""
        if self.portfolio.grouping is not Grouping.NONE:
            heading = self.words.of(self.portfolio.grouping.label)
            yield OutColumn(with_capital(heading))
        for column in columns:
            if column is PortfolioColumn.MONTHS:
                for month in self.portfolio.months:
                    yield OutColumn(self._in_currency(str(month)), OutKind.AMOUNT, self._digits)
            elif column is PortfolioColumn.HEALTH_TREND:
                for day in self._days:
                    yield OutColumn(self.words.say("Health {date}", date=day.isoformat()), OutKind.WHOLE)
            else:
                yield self._column(column)

    def _column(self, column: PortfolioColumn) -> OutColumn:
        heading = self.words.of(column.label)
        kind = _KINDS.get(column, OutKind.TEXT)
        if kind is OutKind.AMOUNT:
            return OutColumn(self._in_currency(heading), kind, self._digits)
        return OutColumn(heading, kind, 1 if kind is OutKind.PERCENT else 0)

    def _in_currency(self, heading: str) -> str:
        return self.words.say("{column}, {currency}", column=heading, currency=self.portfolio.currency)

    @property
    def _digits(self) -> int:
        return minor_digits(self.portfolio.currency)

    def cells(
        self, columns: Sequence[PortfolioColumn], group: PortfolioGroup, row: PortfolioRow
    ) -> Iterator[OutCell]:
        """The cells of a row."""
        if self.portfolio.grouping is not Grouping.NONE:
            yield self._shown(group.label)
        for column in columns:
            if column is PortfolioColumn.MONTHS:
                for minor in row.months:
                    yield Money(minor, self.portfolio.currency).amount
            elif column is PortfolioColumn.HEALTH_TREND:
                health = self._health(row)
                scores = {each.on: each.score for each in health.trend} if health is not None else {}
                for day in self._days:
                    yield scores.get(day)
            elif column in HEALTH_COLUMNS:
                health = self._health(row)
                yield None if health is None else self._shown(_OF_HEALTH[column](health))
            else:
                yield self._shown(_CELLS[column](row))

    @cached_property
    def _days(self) -> tuple[date, ...]:
        """The ends of the months of the trend; that of today stands in a column of its own."""
        book = self.portfolio.health
        if book is None:
            return ()
        days = {each.on for row in book.rows.values() for each in row.trend if each.on < book.on}
        return tuple(sorted(days))

    def _health(self, row: PortfolioRow) -> HealthRow | None:
        book = self.portfolio.health
        return None if book is None else book.rows.get(row.id)

    def _shown(self, value: _Value) -> OutCell:
        match value:
            case Term():
                return self.words.of(value.label)
            case Money():
                return value.amount
            case tuple():
                return "·".join(self.words.of(part.label) for part in value if part is not None)
            case _:
                return value


_Value = OutCell | Money | tuple[Term | None, ...]

_KINDS: Final[Mapping[PortfolioColumn, OutKind]] = {
    PortfolioColumn.REVENUE: OutKind.AMOUNT,
    PortfolioColumn.MARGIN: OutKind.AMOUNT,
    PortfolioColumn.CHANGE: OutKind.PERCENT,
    PortfolioColumn.SHARE: OutKind.PERCENT,
    PortfolioColumn.WALLET_SHARE: OutKind.PERCENT,
    PortfolioColumn.HEALTH: OutKind.WHOLE,
    PortfolioColumn.HEALTH_CHANGE: OutKind.WHOLE,
    PortfolioColumn.COMPLAINTS: OutKind.WHOLE,
    PortfolioColumn.POTENTIAL: OutKind.WHOLE,
    PortfolioColumn.NEXT_MEETING: OutKind.MOMENT,
    PortfolioColumn.LAST_CONTACT: OutKind.DATE,
}
_OF_HEALTH: Final[Mapping[PortfolioColumn, Callable[[HealthRow], _Value]]] = {
    PortfolioColumn.HEALTH: lambda row: row.score,
    PortfolioColumn.HEALTH_CHANGE: lambda row: row.change,
    PortfolioColumn.CHURN_RISK: lambda row: row.churn.risk,
}
_CELLS: Final[Mapping[PortfolioColumn, Callable[[PortfolioRow], _Value]]] = {
    PortfolioColumn.NAME: lambda row: row.name,
    PortfolioColumn.KEY_GROUP: lambda row: row.key_group,
    PortfolioColumn.CLASSES: lambda row: (row.abc, row.xyz),
    PortfolioColumn.REVENUE: lambda row: row.revenue_12m,
    PortfolioColumn.CHANGE: lambda row: row.change,
    PortfolioColumn.COMPLAINTS: lambda row: row.open_complaints,
    PortfolioColumn.NEXT_MEETING: lambda row: (
        row.next_meeting.replace(tzinfo=None) if row.next_meeting else None
    ),
    PortfolioColumn.LAST_CONTACT: lambda row: row.last_contact_on,
    PortfolioColumn.OWNER: lambda row: row.owner,
    PortfolioColumn.SEGMENT: lambda row: row.segment,
    PortfolioColumn.STATUS: lambda row: row.status,
    PortfolioColumn.DEGREE: lambda row: row.degree,
    PortfolioColumn.POTENTIAL: lambda row: row.potential,
    PortfolioColumn.SHARE: lambda row: row.share,
    PortfolioColumn.MARGIN: lambda row: row.margin_12m,
    PortfolioColumn.WALLET_SHARE: lambda row: row.wallet_share,
    PortfolioColumn.INDUSTRY: lambda row: row.industry,
    PortfolioColumn.BUSINESS_TYPE: lambda row: row.business_type,
    PortfolioColumn.CITY: lambda row: row.city,
    PortfolioColumn.PARENT: lambda row: row.parent,
    PortfolioColumn.LEGAL_NAME: lambda row: row.legal_name,
    PortfolioColumn.TAX_NUMBER: lambda row: row.tax_number,
    PortfolioColumn.EXTERNAL_ID: lambda row: row.external_id,
}
