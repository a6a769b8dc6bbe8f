"""A query of the portfolio as JSON: what a saved view keeps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from enum import Enum
from typing import Any, Final
from uuid import UUID

from kam.core.vocabulary import (
    AbcClass,
    AccountStatus,
    BusinessType,
    KeyGroup,
    RelationshipDegree,
    Segment,
    Term,
    XyzClass,
)
from kam.services.portfolio.ordering import PortfolioColumn
from kam.services.portfolio.query import Grouping, PortfolioQuery


def as_json(query: PortfolioQuery) -> dict[str, Any]:
    """What of a query differs from the usual one, in values that JSON knows."""
    usual = PortfolioQuery()
    return {
        field.name: _plain(getattr(query, field.name))
        for field in fields(query)
        if getattr(query, field.name) != getattr(usual, field.name)
    }


def from_json(stored: Mapping[str, Any]) -> PortfolioQuery:
    """The query of a saved view; what a later version wrote and this one does not know is left out."""
    known: dict[str, Any] = {}
    for field in fields(PortfolioQuery):
        if field.name in stored:
            value = _READ.get(field.name, _as_it_is)(stored[field.name])
            if value is not None:
                known[field.name] = value
    return PortfolioQuery(**known)


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted((_plain(each) for each in value), key=str)
    if isinstance(value, Enum):
        return value.value
    return value.hex if isinstance(value, UUID) else value


def _as_it_is(stored: Any) -> Any:
    return stored


def _set_of(read: Callable[[Any], Any]) -> Callable[[Any], frozenset[Any]]:
    def members(stored: Any) -> frozenset[Any]:
        known = ((each, _try(read, each)) for each in stored)
        return frozenset(value for each, value in known if value is not None or each is None)

    return members


def _try(read: Callable[[Any], Any], stored: Any) -> Any:
    try:
        return None if stored is None else read(stored)
    except ValueError:
        return None


def _term(vocabulary: type[Term]) -> Callable[[Any], Any]:
    return lambda stored: _try(vocabulary.of, stored)


_READ: Final[Mapping[str, Callable[[Any], Any]]] = {
    "statuses": _set_of(AccountStatus.of),
    "owners": _set_of(UUID),
    "segments": _set_of(Segment.of),
    "key_groups": _set_of(KeyGroup.of),
    "classes": _set_of(AbcClass.of),
    "evenness": _set_of(XyzClass.of),
    "degrees": _set_of(RelationshipDegree.of),
    "business_types": _set_of(BusinessType.of),
    "cities": _set_of(str),
    "industries": _set_of(str),
    "sort": _term(PortfolioColumn),
    "grouping": _term(Grouping),
}
