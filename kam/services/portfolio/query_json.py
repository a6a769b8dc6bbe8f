"""A query of the portfolio as JSON: what a saved view keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.score import HealthBand
from kam.core.vocabulary import (
    AbcClass,
    AccountStatus,
    BusinessType,
    KeyGroup,
    RelationshipDegree,
    Segment,
    XyzClass,
)
from kam.services.portfolio.ordering import PortfolioColumn
from kam.services.portfolio.query import Grouping, PortfolioQuery
from kam.services.query_json import Reader, differing, known, set_of, term


def as_json(query: PortfolioQuery) -> dict[str, Any]:
    """What of a query differs from the usual one, in values that JSON knows."""
    return differing(query, PortfolioQuery())


def from_json(stored: Mapping[str, Any]) -> PortfolioQuery:
    """The query of a saved view; what a later version wrote and this one does not know is left out."""
    return PortfolioQuery(**known(stored, PortfolioQuery(), _READERS))


def without_words(query: PortfolioQuery) -> PortfolioQuery:
    """A query with nothing in it that was typed or that names anybody's city or industry."""
    usual = PortfolioQuery()
    return replace(query, text=usual.text, cities=usual.cities, industries=usual.industries)


_READERS: Final[Mapping[str, Reader]] = {
    "statuses": set_of(AccountStatus.of),
    "owners": set_of(UUID),
    "segments": set_of(Segment.of),
    "key_groups": set_of(KeyGroup.of),
    "classes": set_of(AbcClass.of),
    "evenness": set_of(XyzClass.of),
    "degrees": set_of(RelationshipDegree.of),
    "business_types": set_of(BusinessType.of),
    "cities": set_of(str),
    "industries": set_of(str),
    "health_bands": set_of(HealthBand.of),
    "churn_risks": set_of(ChurnRisk.of),
    "sort": term(PortfolioColumn),
    "grouping": term(Grouping),
}
