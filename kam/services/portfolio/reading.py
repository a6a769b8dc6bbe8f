"""The portfolio as a table: filtered, sorted, grouped and summed (domain.md §2).

Everything that takes time is remembered in ``rows``; a key typed into the filter goes through rows in memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, TypeAlias
from uuid import UUID

from kam.analysis.health.score import HealthBand
from kam.analysis.portfolio import head_of_holding
from kam.analysis.ratios import ratio
from kam.analysis.sales_figures import KnownMonths
from kam.core.money import Money
from kam.core.periods import Month
from kam.core.text import sort_key
from kam.core.vocabulary import AbcClass, AccountStatus, KeyGroup, RelationshipDegree, Segment, Term
from kam.services.health.rows import HealthBook
from kam.services.health.settings import health_settings
from kam.services.portfolio.book import Book, read_book
from kam.services.portfolio.health import (
    HEALTH_COLUMNS,
    HealthChoices,
    band_of,
    fitting,
    health_choices,
    health_for,
    health_key,
    needs_health,
)
from kam.services.portfolio.ordering import PortfolioColumn, in_order
from kam.services.portfolio.query import Condition, Grouping, PortfolioQuery
from kam.services.portfolio.rows import Entry, PortfolioRow, change_of
from kam.services.profile import read_profile
from kam.store.workspace import Workspace

__all__ = [
    "Condition",
    "Grouping",
    "Portfolio",
    "PortfolioChoices",
    "PortfolioColumn",
    "PortfolioGroup",
    "PortfolioQuery",
    "PortfolioRow",
    "Relief",
    "portfolio_choices",
    "read_portfolio",
    "why_empty",
]


@dataclass(frozen=True, slots=True)
class PortfolioSums:
    """What some accounts make together.

    ``change`` compares with the year before where that is known, ``share`` is the ratio to everybody's
    revenue. ``margin`` sums what is known; ``margin_unknown`` counts those that bought and whose margin is
    not, so that the sum is "at least". ``complaints`` are the open ones.
    """

    count: int
    revenue: Money
    change: Decimal | None
    share: Decimal | None
    margin: Money
    margin_unknown: int
    complaints: int


@dataclass(frozen=True, slots=True)
class PortfolioGroup:
    """Accounts that share what the table is grouped by.

    ``key`` is stable, to remember what is folded. ``label`` is a term of a vocabulary, a name, or None for
    those without one (and for the only group of a table that is not grouped).
    """

    key: str
    label: Term | str | None
    sums: PortfolioSums
    rows: tuple[PortfolioRow, ...]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """What of the portfolio is shown, out of ``total`` accounts.

    ``months`` are those of every row's ``months``; outside ``known`` a zero is not known to be one.
    """

    as_of: datetime
    currency: str
    months: tuple[Month, ...]
    known: KnownMonths | None
    grouping: Grouping
    groups: tuple[PortfolioGroup, ...]
    total: int
    shown: int
    sums: PortfolioSums
    health: HealthBook | None = None
    """The health of everybody; None where it is not read yet."""

    @property
    def rows(self) -> tuple[PortfolioRow, ...]:
        """The rows of all groups, in order."""
        return tuple(row for group in self.groups for row in group.rows)


@dataclass(frozen=True, slots=True)
class Relief:
    """How many accounts there would be without one of the conditions."""

    dropped: Condition
    count: int


@dataclass(frozen=True, slots=True)
class PortfolioChoices:
    """What can be chosen in the filter bar, each with how many accounts have it; the most frequent first.

    Owners are id and name, None is "nobody"; cities and industries as most write them.
    """

    total: int
    statuses: tuple[tuple[AccountStatus, int], ...]
    segments: tuple[tuple[Segment, int], ...]
    key_groups: tuple[tuple[KeyGroup | None, int], ...]
    classes: tuple[tuple[AbcClass | None, int], ...]
    degrees: tuple[tuple[RelationshipDegree, int], ...]
    owners: tuple[tuple[UUID | None, str | None, int], ...]
    cities: tuple[tuple[str, int], ...]
    industries: tuple[tuple[str, int], ...]
    health: HealthChoices
    conditions: Mapping[Condition, int]
    """Of the conditions that are either set or not: how many accounts meet each, as far as that is known."""


def read_portfolio(
    workspace: Workspace, query: PortfolioQuery, *, as_of: datetime, with_health: bool = False
) -> Portfolio:
    """The accounts that meet the query, in its order and groups. Moments of one minute are one.

    Health comes along where it is wanted, where the query needs it, and where it is remembered.
    """
    with workspace.reading() as session:
        book = read_book(workspace, session, as_of)
        health = health_for(workspace, session, as_of, wanted=with_health or needs_health(query))
    shown = list(filter(fitting(query, health), book.entries))
    by = health_key(query.sort, health) if query.sort in HEALTH_COLUMNS else None
    ordered = in_order(shown, query.sort, descending=query.descending, by=by)
    sums = sums_of([entry.row for entry in shown], book.currency, book.whole)
    return Portfolio(
        as_of=book.as_of,
        currency=book.currency,
        months=book.sales.months,
        known=book.sales.known,
        grouping=query.grouping,
        groups=_groups(book, ordered, query.grouping, sums, health),
        total=len(book.entries),
        shown=len(shown),
        sums=sums,
        health=health,
    )


def why_empty(workspace: Workspace, query: PortfolioQuery, *, as_of: datetime) -> tuple[Relief, ...]:
    """For each condition of a query how many accounts it alone keeps away, the most first.

    Where only several together are to blame, every count is 0.
    """
    with workspace.reading() as session:
        book = read_book(workspace, session, as_of)
        health = health_for(workspace, session, as_of, wanted=needs_health(query))
    reliefs = (
        Relief(each, sum(map(fitting(query, health, each), book.entries))) for each in query.conditions()
    )
    return tuple(sorted(reliefs, key=lambda relief: -relief.count))


def portfolio_choices(workspace: Workspace, *, as_of: datetime) -> PortfolioChoices:
    """What the filter bar can offer; of health how many have what as far as that is remembered."""
    with workspace.reading() as session:
        book = read_book(workspace, session, as_of)
        health = health_for(workspace, session, as_of, wanted=False)
        settings = health_settings(read_profile(session).settings)
    rows = [entry.row for entry in book.entries]
    owners = Counter((row.owner_id, row.owner) for row in rows)
    return PortfolioChoices(
        total=len(rows),
        statuses=_by_term(AccountStatus, (row.status for row in rows)),
        segments=_by_term(Segment, (row.segment for row in rows)),
        key_groups=_by_term(KeyGroup, (row.key_group for row in rows)),
        classes=_by_term(AbcClass, (row.abc for row in rows)),
        degrees=_by_term(RelationshipDegree, (row.degree for row in rows)),
        owners=tuple((owner, name, count) for (owner, name), count in owners.most_common()),
        cities=_as_written(row.city for row in rows),
        industries=_as_written(row.industry for row in rows),
        health=health_choices(health, settings, (row.id for row in rows)),
        conditions=_counts(book, health),
    )


_SWITCHES: Final = tuple(each for each in Condition if getattr(PortfolioQuery(), each.value) is False)


def _counts(book: Book, health: HealthBook | None) -> dict[Condition, int]:
    """How many accounts meet each of the switches that can be told."""
    alone = {each: _alone(each) for each in _SWITCHES}
    return {
        each: sum(map(fitting(query, health), book.entries))
        for each, query in alone.items()
        if health is not None or not needs_health(query)
    }


def _alone(condition: Condition) -> PortfolioQuery:
    changed: dict[str, Any] = {condition.value: True}
    return replace(PortfolioQuery(), **changed)


def _by_term(vocabulary: type[Term], values: Iterable[Any]) -> tuple[tuple[Any, int], ...]:
    """Counts in the order of the vocabulary, those without a value last; what nobody has is left out."""
    counts = Counter(values)
    return tuple((term, counts[term]) for term in (*vocabulary, None) if counts[term])


def _as_written(texts: Iterable[str | None]) -> tuple[tuple[str, int], ...]:
    writings: dict[str, Counter[str]] = {}
    for text in texts:
        if text:
            writings.setdefault(sort_key(text), Counter())[text] += 1
    found = [(each.most_common(1)[0][0], each.total()) for each in writings.values()]
    return tuple(sorted(found, key=lambda pair: (-pair[1], sort_key(pair[0]))))


# --- sums and groups


def sums_of(rows: Sequence[PortfolioRow], currency: str, whole: int) -> PortfolioSums:
    """The sums of some rows; ``whole`` is everybody's revenue in minor units."""
    now = Money(sum(row.revenue_12m.minor for row in rows), currency)
    before = [row.revenue_before.minor for row in rows if row.revenue_before is not None]
    margins = [row.margin_12m.minor for row in rows if row.margin_12m is not None]
    return PortfolioSums(
        count=len(rows),
        revenue=now,
        change=change_of(now, Money(sum(before), currency)) if len(before) == len(rows) else None,
        share=ratio(now.minor, whole),
        margin=Money(sum(margins), currency),
        margin_unknown=sum(row.margin_12m is None and row.revenue_12m.minor != 0 for row in rows),
        complaints=sum(row.open_complaints for row in rows),
    )


_Key: TypeAlias = tuple[Any, str, Term | str | None]
"""What groups are ordered by, their stable name, and their label."""


def _groups(
    book: Book,
    ordered: Sequence[Entry],
    grouping: Grouping,
    sums: PortfolioSums,
    health: HealthBook | None,
) -> tuple[PortfolioGroup, ...]:
    """The groups in the order of their vocabulary or by name, those without a label last."""
    if not ordered:
        return ()
    if grouping is Grouping.NONE:
        return (PortfolioGroup("", None, sums, tuple(entry.row for entry in ordered)),)
    key_of = _key_of(book, grouping, health)
    members: dict[_Key, list[PortfolioRow]] = {}
    for entry in ordered:
        members.setdefault(key_of(entry), []).append(entry.row)
    return tuple(
        PortfolioGroup(key[1], key[2], sums_of(rows, book.currency, book.whole), tuple(rows))
        for key, rows in sorted(members.items(), key=lambda pair: pair[0][0])
    )


def _key_of(book: Book, grouping: Grouping, health: HealthBook | None) -> Callable[[Entry], _Key]:
    if grouping is Grouping.HOLDING:
        return _by_holding(book)
    if grouping is Grouping.OWNER:
        return lambda entry: _named(entry.row.owner, entry.owner_key, str(entry.row.owner_id))
    if grouping in _BY_WORD:
        return _by_word(book, *_BY_WORD[grouping])
    if grouping is Grouping.HEALTH:
        return _by_term_of(lambda row: band_of(health, row.id), HealthBand)
    return _by_term_of(*_BY_TERM[grouping])


def _by_term_of(
    read: Callable[[PortfolioRow], Term | None], vocabulary: type[Term]
) -> Callable[[Entry], _Key]:
    places = {term: number for number, term in enumerate(vocabulary)}

    def by_term(entry: Entry) -> _Key:
        term = read(entry.row)
        return (len(places), "", None) if term is None else (places[term], term.value, term)

    return by_term


_BY_TERM: Final[Mapping[Grouping, tuple[Callable[[PortfolioRow], Term | None], type[Term]]]] = {
    Grouping.SEGMENT: (lambda row: row.segment, Segment),
    Grouping.STATUS: (lambda row: row.status, AccountStatus),
    Grouping.KEY_GROUP: (lambda row: row.key_group, KeyGroup),
    Grouping.CLASS: (lambda row: row.abc, AbcClass),
    Grouping.DEGREE: (lambda row: row.degree, RelationshipDegree),
}


_Read: TypeAlias = Callable[[Entry], str | None]
_BY_WORD: Final[Mapping[Grouping, tuple[_Read, _Read]]] = {
    Grouping.CITY: (lambda entry: entry.row.city, lambda entry: entry.city_key),
    Grouping.INDUSTRY: (lambda entry: entry.row.industry, lambda entry: entry.industry_key),
}


def _by_word(book: Book, text_of: _Read, key_of: _Read) -> Callable[[Entry], _Key]:
    """«москва» and «Москва» are one group, called as most accounts write it."""
    names = {sort_key(text): text for text, _ in _as_written(map(text_of, book.entries))}

    def by_word(entry: Entry) -> _Key:
        key = key_of(entry) or ""
        return _named(names.get(key), key, key)

    return by_word


def _named(name: str | None, key: str, stable: str) -> _Key:
    return ((True, ""), "", None) if not name else ((False, key), stable, name)


def _by_holding(book: Book) -> Callable[[Entry], _Key]:
    """By the topmost parent; who belongs to no holding stands in the group without a label."""
    names = {entry.row.id: (entry.row.name, entry.name_key) for entry in book.entries}
    parents = {entry.row.id: entry.row.parent_id for entry in book.entries if entry.row.parent_id}
    heads = set(parents.values())

    def by_head(entry: Entry) -> _Key:
        account = entry.row.id
        if account not in parents and account not in heads:
            return _named(None, "", "")
        head = head_of_holding(account, parents)
        name, key = names[head]
        return _named(name, key, str(head))

    return by_head
