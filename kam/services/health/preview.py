"""What other weights and bands would make of the portfolio: known factor scores, weighed anew.

What is known is read once; then nothing is read any more, so it can answer while somebody types.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from kam.analysis.health.portfolio import weighted_mean
from kam.analysis.health.score import FactorScore, Health, HealthBand, HealthFactor, HealthSettings, health_of
from kam.analysis.ratios import as_decimal
from kam.services.health.book import read_health_book, recalled_health_book
from kam.services.health.rows import HealthBook
from kam.services.standing import standings
from kam.store.workspace import Workspace

Scores: TypeAlias = Mapping[HealthFactor, FactorScore]


@dataclass(frozen=True, slots=True)
class Basis:
    """What is known of each account's factors, whatever they weigh, and its revenue in minor units."""

    names: Mapping[UUID, str]
    scores: Mapping[UUID, Scores]
    revenues: Mapping[UUID, int]
    known: frozenset[HealthFactor]
    """The factors whose scores are known here; one without any weight is not reckoned at all."""

    def lacks(self, settings: HealthSettings) -> bool:
        """Whether settings give weight to a factor of which nothing is known here."""
        return any(factor not in self.known for factor, _ in settings.counted)


@dataclass(frozen=True, slots=True)
class Shift:
    """An account that would stand in another band; no band means no health."""

    account_id: UUID
    name: str
    before: HealthBand | None
    score_before: int | None
    after: HealthBand | None
    score_after: int | None

    @property
    def is_worse(self) -> bool:
        """Whether it falls into a worse band."""
        return self.after is not None and (
            self.before is None or _ORDER.index(self.after) < _ORDER.index(self.before)
        )


_ORDER = tuple(HealthBand)


@dataclass(frozen=True, slots=True)
class HealthPreview:
    """Accounts by band, without a health by None; means are weighted by revenue, to the tenth."""

    before: Mapping[HealthBand | None, int]
    after: Mapping[HealthBand | None, int]
    mean_before: Decimal | None
    mean_after: Decimal | None
    shifts: tuple[Shift, ...]
    """Who would stand in another band: the falling first, of them those of the most revenue."""


def read_basis(workspace: Workspace, *, as_of: datetime, earlier: Basis | None = None) -> Basis:
    """What is known at a moment; see ``basis_of``."""
    with workspace.reading() as session:
        book = recalled_health_book(workspace, session, as_of)
        if book is None:
            book = read_health_book(workspace, session, as_of, trends=False)
        places = standings(workspace, session, book.on)
        revenues = {account_id: standing.revenue.minor for account_id, standing in places.items()}
        return basis_of(book, revenues, earlier)


def basis_of(book: HealthBook, revenues: Mapping[UUID, int], earlier: Basis | None = None) -> Basis:
    """What a book knows; of factors without weight in it, what was known ``earlier``."""
    weighed = frozenset(factor for factor, _ in book.settings.counted)
    kept = frozenset() if earlier is None else earlier.known - weighed
    scores: dict[UUID, Scores] = {}
    for account_id, row in book.rows.items():
        mine = {} if row.health is None else {each.factor: each.found for each in row.health.factors}
        before = {} if earlier is None else earlier.scores.get(account_id, {})
        scores[account_id] = {factor: before[factor] for factor in kept if factor in before} | mine
    names = {account_id: row.name for account_id, row in book.rows.items()}
    return Basis(names, scores, dict(revenues), weighed | kept)


def preview_of(basis: Basis, before: HealthSettings, after: HealthSettings) -> HealthPreview:
    """What settings would mean, compared with others."""
    was, would = _weighed(basis, before), _weighed(basis, after)
    shifts = [
        _shift(basis, account_id, was[account_id], would[account_id])
        for account_id in basis.scores
        if _band(was[account_id]) is not _band(would[account_id])
    ]
    shifts.sort(key=lambda each: (not each.is_worse, -basis.revenues.get(each.account_id, 0), each.name))
    return HealthPreview(_counts(was), _counts(would), _mean(basis, was), _mean(basis, would), tuple(shifts))


def _weighed(basis: Basis, settings: HealthSettings) -> dict[UUID, Health | None]:
    return {account_id: health_of(scores.values(), settings) for account_id, scores in basis.scores.items()}


def _band(health: Health | None) -> HealthBand | None:
    return None if health is None else health.band


def _counts(found: Mapping[UUID, Health | None]) -> dict[HealthBand | None, int]:
    counts: dict[HealthBand | None, int] = dict.fromkeys((*HealthBand, None), 0)
    for health in found.values():
        counts[_band(health)] += 1
    return counts


def _mean(basis: Basis, found: Mapping[UUID, Health | None]) -> Decimal | None:
    """Of those with a health and with revenue (domain.md §9)."""
    mean = weighted_mean(
        (health.score, basis.revenues.get(account_id, 0))
        for account_id, health in found.items()
        if health is not None
    )
    return None if mean is None else as_decimal(mean, 1)


def _shift(basis: Basis, account_id: UUID, was: Health | None, would: Health | None) -> Shift:
    return Shift(
        account_id,
        basis.names[account_id],
        _band(was),
        None if was is None else was.score,
        _band(would),
        None if would is None else would.score,
    )
