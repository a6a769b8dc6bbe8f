"""What the portfolio asks of health: by what rows are kept, ordered and grouped (domain.md §9).

Health is no part of the rows: it takes longer than they do, so that a table shows them first and is handed
the health of everybody a moment later.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.score import HealthBand, HealthSettings
from kam.services.health.rows import HealthBook, HealthRow
from kam.services.portfolio.ordering import PortfolioColumn
from kam.services.portfolio.query import Condition, Grouping, PortfolioQuery
from kam.services.portfolio.rows import Entry
from kam.store.workspace import Workspace

_BY_HEALTH: Final = frozenset(
    {
        Condition.HEALTH_BANDS,
        Condition.CHURN_RISKS,
        Condition.HEALTH_BELOW,
        Condition.HEALTH_FELL,
        Condition.INERTIA,
    }
)
HEALTH_COLUMNS: Final = frozenset(
    {
        PortfolioColumn.HEALTH,
        PortfolioColumn.HEALTH_TREND,
        PortfolioColumn.HEALTH_CHANGE,
        PortfolioColumn.CHURN_RISK,
    }
)
"""The columns that stay empty until health is read."""
_RISKS: Final = {risk: number for number, risk in enumerate(ChurnRisk)}


def needs_health(query: PortfolioQuery) -> bool:
    """Whether a query cannot be answered without health."""
    return (
        query.sort in HEALTH_COLUMNS
        or query.grouping is Grouping.HEALTH
        or not _BY_HEALTH.isdisjoint(query.conditions())
    )


def health_for(workspace: Workspace, session: Session, as_of: datetime, *, wanted: bool) -> HealthBook | None:
    """The health of everybody; where nobody wants to wait for it, what is remembered, or None."""
    from kam.services.health import book  # a start does without

    if wanted:
        return book.read_health_book(workspace, session, as_of)
    return book.recalled_health_book(workspace, session, as_of, at_most=book.AT_ONCE)


# --- conditions


def fitting(query: PortfolioQuery, book: HealthBook | None, *besides: Condition) -> Callable[[Entry], bool]:
    """Whether an account meets every condition of a query, on its row and on its health."""
    of_row, of_health = query.fits(*besides), _fits_health(query, book, *besides)
    if of_health is None:
        return of_row
    return lambda entry: of_row(entry) and of_health(entry.row.id)


def _fits_health(
    query: PortfolioQuery, book: HealthBook | None, *besides: Condition
) -> Callable[[UUID], bool] | None:
    """Whether an account meets what a query asks of health; None where it asks nothing.

    Of whom nothing is known meets no condition but "not known".
    """
    asked = [
        _TESTS[each](getattr(query, each.value), book.settings if book else HealthSettings())
        for each in query.conditions()
        if each in _BY_HEALTH and each not in besides
    ]
    if not asked:
        return None
    rows: Mapping[UUID, HealthRow] = book.rows if book is not None else {}

    def fits(account: UUID) -> bool:
        row = rows.get(account)
        return row is not None and all(test(row) for test in asked)

    return fits


_Test = Callable[[HealthRow], bool]
_TESTS: Final[Mapping[Condition, Callable[[Any, HealthSettings], _Test]]] = {
    Condition.HEALTH_BANDS: lambda wanted, _: lambda row: row.band in wanted,
    Condition.CHURN_RISKS: lambda wanted, _: lambda row: row.churn.risk in wanted,
    Condition.HEALTH_BELOW: lambda _, settings: (
        lambda row: row.score is not None and row.score <= settings.amber_to
    ),
    Condition.HEALTH_FELL: lambda _, settings: (
        lambda row: row.change is not None and row.change <= -settings.signal_fall
    ),
    Condition.INERTIA: lambda _wanted, _settings: lambda row: row.is_inertia,
}


# --- order


def health_key(column: PortfolioColumn, book: HealthBook | None) -> Callable[[UUID], Any]:
    """What accounts are ordered by in a column of health; None for those of whom it is not known."""
    read = _KEYS[column]
    rows: Mapping[UUID, HealthRow] = book.rows if book is not None else {}

    def key(account: UUID) -> Any:
        row = rows.get(account)
        return None if row is None else read(row)

    return key


def course(row: HealthRow) -> int | None:
    """By how many points health rose over the months that are known; None where there are not two."""
    known = [each.score for each in row.trend if each.score is not None]
    return known[-1] - known[0] if len(known) > 1 else None


def _risk(row: HealthRow) -> tuple[int, int]:
    """The graver risk is the greater; of equal ones that for which more speaks."""
    return _RISKS[row.churn.risk], sum({each.reason.code: each.weight for each in row.churn.signs}.values())


_KEYS: Final[Mapping[PortfolioColumn, Callable[[HealthRow], Any]]] = {
    PortfolioColumn.HEALTH: lambda row: row.score,
    PortfolioColumn.HEALTH_TREND: course,
    PortfolioColumn.HEALTH_CHANGE: lambda row: row.change,
    PortfolioColumn.CHURN_RISK: _risk,
}


# --- groups


def band_of(book: HealthBook | None, account: UUID) -> HealthBand | None:
    """The band of an account; None where nothing is known."""
    row = book.rows.get(account) if book is not None else None
    return None if row is None else row.band


# --- what can be chosen


@dataclass(frozen=True, slots=True)
class HealthChoices:
    """What the filter bar can offer of health. Counts are None as long as health is not read.

    ``below`` is the first score that is sound, ``fall`` by how many points a fall is told.
    """

    below: int
    fall: int
    bands: tuple[tuple[HealthBand | None, int | None], ...]
    risks: tuple[tuple[ChurnRisk, int | None], ...]


def health_choices(
    book: HealthBook | None, settings: HealthSettings, accounts: Iterable[UUID]
) -> HealthChoices:
    """The bands and risks that somebody has; all of them as long as that is not known."""
    below, fall = settings.amber_to + 1, settings.signal_fall
    if book is None:
        every = (*((each, None) for each in HealthBand), (None, None))
        return HealthChoices(below, fall, every, tuple((each, None) for each in ChurnRisk))
    rows = [row for each in accounts if (row := book.rows.get(each)) is not None]
    bands, risks = Counter(row.band for row in rows), Counter(row.churn.risk for row in rows)
    return HealthChoices(
        below,
        fall,
        tuple((each, bands[each]) for each in (*HealthBand, None) if bands[each]),
        tuple((each, risks[each]) for each in ChurnRisk if risks[each]),
    )
