"""A query of a list as JSON, for saved views: what differs from the usual one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from kam.core.vocabulary import Term

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    QueryT = TypeVar("QueryT", bound=DataclassInstance)
else:
    QueryT = TypeVar("QueryT")

Reader = Callable[[Any], Any]
"""Makes a value of a stored one; None where this version does not know it."""


def differing(query: QueryT, usual: QueryT) -> dict[str, Any]:
    """The fields that differ, in values that JSON knows."""
    return {
        field.name: _plain(getattr(query, field.name))
        for field in fields(query)
        if getattr(query, field.name) != getattr(usual, field.name)
    }


def known(stored: Mapping[str, Any], usual: QueryT, readers: Mapping[str, Reader]) -> dict[str, Any]:
    """The stored values of the fields of a query; what a later version wrote is left out."""
    found: dict[str, Any] = {}
    for field in fields(usual):
        if field.name in stored:
            value = readers.get(field.name, as_it_is)(stored[field.name])
            if value is not None:
                found[field.name] = value
    return found


def as_it_is(stored: Any) -> Any:
    """A text, a number, a yes or no."""
    return stored


def set_of(read: Reader) -> Reader:
    """A set, without the members that are not known; None is a member like others."""

    def members(stored: Any) -> frozenset[Any]:
        values = ((each, _try(read, each)) for each in stored)
        return frozenset(value for each, value in values if value is not None or each is None)

    return members


def term(vocabulary: type[Term]) -> Reader:
    """A term of a vocabulary."""
    return lambda stored: _try(vocabulary.of, stored)


def member(choice: type[Enum]) -> Reader:
    """A member of an enumeration, by its value."""
    return lambda stored: _try(choice, stored)


def day(stored: Any) -> date | None:
    """A date."""
    found: date | None = _try(date.fromisoformat, stored)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted((_plain(each) for each in value), key=str)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    return value.hex if isinstance(value, UUID) else value


def _try(read: Reader, stored: Any) -> Any:
    try:
        return None if stored is None else read(stored)
    except (ValueError, TypeError):
        return None
