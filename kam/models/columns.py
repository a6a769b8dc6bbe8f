"""How a column is declared: its kind, its audience, whether search reads it, what deletion does to it.

Every column is internal unless it says ``client=True`` (architecture, decision 11). A reference says
what deleting its target does: the record goes with it (``owned``), the reference is emptied
(``cleared``), or the deletion is refused while the record stands (``kept``).
"""

from __future__ import annotations

from enum import Enum
from itertools import combinations
from typing import Any, TypeVar

from sqlalchemy import ForeignKey, Index
from sqlalchemy import text as sql
from sqlalchemy.orm import MappedColumn, mapped_column

from kam.core.vocabulary import Audience, ScaleTerm, Term
from kam.models.types import BigNumber, BoundedText, Identifier, MinorUnits, ScaleNumber, TermText

SHORT = 100
LINE = 500
NOTE = 20_000
SERVER_WHERE = "server_where"
"""In an index's info: its condition on a server, where that is not written as in SQLite."""
_INT4_MAX = 2**31 - 1

TermT = TypeVar("TermT", bound=Term)
ScaleT = TypeVar("ScaleT", bound=ScaleTerm)


class OnDelete(Enum):
    """What happens to a record when the one it refers to is deleted."""

    OWNED = "owned"
    CLEARED = "cleared"
    KEPT = "kept"


def audience_info(*, client: bool = False, search: bool = False) -> dict[str, Any]:
    """The marks of a column: who may see it, and whether search reads it."""
    return {"audience": Audience.CLIENT if client else Audience.INTERNAL, "search": search}


def written(
    limit: int = LINE, *, client: bool = False, search: bool = False, **options: Any
) -> MappedColumn[Any]:
    """Text of at most ``limit`` characters; None is unknown."""
    return mapped_column(BoundedText(limit), info=audience_info(client=client, search=search), **options)


def plain(*, client: bool = False, **options: Any) -> MappedColumn[Any]:
    """A date, moment, number or flag, typed by its annotation."""
    return mapped_column(info=audience_info(client=client), **options)


def whole(low: int, high: int, *, client: bool = False, **options: Any) -> MappedColumn[Any]:
    """A whole number from ``low`` to ``high``, both included."""
    kind = (BigNumber,) if high > _INT4_MAX else ()
    return mapped_column(*kind, info=audience_info(client=client) | {"range": (low, high)}, **options)


def money(*, client: bool = False, not_negative: bool = False, **options: Any) -> MappedColumn[Any]:
    """Minor units of the currency in the same record; what is given back is negative where that may be."""
    info = audience_info(client=client) | ({"not_negative": True} if not_negative else {})
    return mapped_column(MinorUnits, info=info, **options)


def currency(*, client: bool = True, **options: Any) -> MappedColumn[Any]:
    """An ISO 4217 code."""
    return mapped_column(BoundedText(3), info=audience_info(client=client) | {"currency": True}, **options)


def term(vocabulary: type[TermT], *, client: bool = False, **options: Any) -> MappedColumn[Any]:
    """A value of a vocabulary."""
    return mapped_column(TermText(vocabulary), info=audience_info(client=client), **options)


def scale(steps: type[ScaleT], *, client: bool = False, **options: Any) -> MappedColumn[Any]:
    """A step of a scale."""
    return mapped_column(ScaleNumber(steps), info=audience_info(client=client), **options)


def _reference(target: str, rule: OnDelete, options: dict[str, Any]) -> MappedColumn[Any]:
    key = ForeignKey(f"{target}.id", deferrable=True, initially="DEFERRED")
    index = options.pop("index", True)
    return mapped_column(
        Identifier, key, info=audience_info(client=True) | {"on_delete": rule}, index=index, **options
    )


def owned(target: str, **options: Any) -> MappedColumn[Any]:
    """A reference to the record that owns this one: deleting the owner deletes this too."""
    return _reference(target, OnDelete.OWNED, options)


def cleared(target: str, **options: Any) -> MappedColumn[Any]:
    """A reference that is emptied when its target is deleted."""
    return _reference(target, OnDelete.CLEARED, options)


def kept(target: str, **options: Any) -> MappedColumn[Any]:
    """A reference that forbids deleting its target while this record stands."""
    return _reference(target, OnDelete.KEPT, options)


def one_where_set(table: str, *columns: str) -> Index:
    """A key that holds among the records that have it: ``external_id`` and the like."""
    condition = sql(" AND ".join(f"{name} IS NOT NULL" for name in columns))
    return Index(f"uq_{table}_{'_'.join(columns)}", *columns, unique=True, sqlite_where=condition)


def one_of_each(table: str, *always: str, unless_unknown: tuple[str, ...]) -> tuple[Index, ...]:
    """A key some of whose columns may be empty, where empty is a value like any other.

    To a database two unknowns differ, so each choice of empty columns has an index of its own.
    """
    return tuple(
        _one_with_gaps(table, always, unless_unknown, gaps)
        for count in range(len(unless_unknown) + 1)
        for gaps in combinations(unless_unknown, count)
    )


def _one_with_gaps(
    table: str, always: tuple[str, ...], unless_unknown: tuple[str, ...], gaps: tuple[str, ...]
) -> Index:
    columns = (*always, *(name for name in unless_unknown if name not in gaps))
    condition = sql(" AND ".join(f"{name} IS NULL" for name in gaps)) if gaps else None
    suffix = f"_without_{'_'.join(gaps)}" if gaps else ""
    return Index(f"uq_{table}_key{suffix}", *columns, unique=True, sqlite_where=condition)
