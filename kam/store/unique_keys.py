"""What is unique beside the identity, and who holds a key: for explaining why an undo cannot go on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection, Index, UniqueConstraint

from kam.models import metadata

_EMPTY = re.compile(r"(\w+) IS NULL")


@dataclass(frozen=True, slots=True)
class UniqueKey:
    """Columns that no two records share, among the records that ``where`` holds for (empty: all)."""

    columns: tuple[str, ...]
    where: str = ""

    def concerns(self, values: Mapping[str, Any]) -> bool:
        """Whether a record of these values takes the key at all: it has every part, and its gaps."""
        gaps: list[str] = _EMPTY.findall(self.where)
        return all(values.get(column) is not None for column in self.columns) and all(
            values.get(gap) is None for gap in gaps
        )


@cache
def unique_keys(table: str) -> tuple[UniqueKey, ...]:
    """The unique keys of a table beside its identity."""
    made = metadata.tables[table]
    keys = [
        UniqueKey(tuple(c.name for c in k.columns))
        for k in made.constraints
        if isinstance(k, UniqueConstraint)
    ]
    keys += [
        UniqueKey(tuple(c.name for c in index.columns), _where(index))
        for index in made.indexes
        if index.unique
    ]
    return tuple(keys)


def _where(index: Index) -> str:
    condition = index.dialect_options["sqlite"]["where"]
    return "" if condition is None else str(condition)


def holders(connection: Connection, table: str, record: bytes, values: Mapping[str, Any]) -> set[bytes]:
    """The other records that hold a unique key which a record of these values would take."""
    found: set[bytes] = set()
    for key in unique_keys(table):
        if not key.concerns(values):
            continue
        same = " AND ".join([*(f'"{column}" = ?' for column in key.columns), "id <> ?"])
        among = f" AND ({key.where})" if key.where else ""
        rows = connection.exec_driver_sql(
            f'SELECT id FROM "{table}" WHERE {same}{among}',
            (*(values[column] for column in key.columns), record),
        )
        found.update(row[0] for row in rows)
    return found
