"""What an import is about to write, and what stands in its way, before anything is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from uuid import UUID

from kam.core.periods import Month
from kam.core.words import Words
from kam.exchange.cells import Bad, shown
from kam.exchange.planning import Plan
from kam.exchange.rows import Problem
from kam.models import Record
from kam.services.imports.report import FutureSales
from kam.store.unit_of_work import UnitOfWork

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Setting:
    """Where the rows arrive: the workspace's currency and words, the day, and the name of the file."""

    currency: str
    words: Words
    today: date
    source: str


@dataclass
class Changes:
    """Records to be made, changed and removed. Rows that make a record of one kind name the same columns."""

    made: dict[type[Record], list[Values]] = field(default_factory=dict)
    changed: dict[type[Record], dict[UUID, Values]] = field(default_factory=dict)
    removed: dict[type[Record], list[UUID]] = field(default_factory=dict)

    def make(self, entity: type[Record], row: Values) -> None:
        """A record to be made, its ``id`` among the values."""
        self.made.setdefault(entity, []).append(row)

    def change(self, entity: type[Record], record: UUID, values: Mapping[str, Any]) -> None:
        """Fields of a stored record to be set."""
        if values:
            self.changed.setdefault(entity, {}).setdefault(record, {}).update(values)

    def remove(self, entity: type[Record], records: Iterable[UUID]) -> None:
        """Records to be taken away."""
        self.removed.setdefault(entity, []).extend(records)

    def __bool__(self) -> bool:
        return any(map(any, (self.made.values(), self.changed.values(), self.removed.values())))

    def write(self, unit: UnitOfWork) -> None:
        """Write them; what refers to another record comes after it."""
        for entity, records in self.removed.items():
            unit.remove(entity, records)
        for entity, rows in self.made.items():
            unit.insert_many(entity, rows)
        for entity, by_id in self.changed.items():
            alike: dict[tuple[str, ...], list[Values]] = {}
            for record, values in by_id.items():
                alike.setdefault(tuple(values), []).append({"id": record, **values})
            for group in alike.values():
                unit.update_many(entity, group)


@dataclass
class Staging:
    """One import while its rows are gone through: what it will write, count and complain of."""

    plan: Plan
    setting: Setting
    changes: Changes = field(default_factory=Changes)
    problems: list[Problem] = field(default_factory=list)
    bad_rows: set[int] = field(default_factory=set)
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    created_product_lines: list[str] = field(default_factory=list)
    created_units: list[str] = field(default_factory=list)
    future: FutureSales | None = None

    def refuse(self, row: int, field_name: str, value: object, bad: Bad) -> None:
        """A row that cannot be taken, for what stands in the column of a field ("" means the whole row)."""
        headings = [column.heading for column in self.plan.columns if column.field.name == field_name]
        heading = headings[0] if headings else ""
        seen = shown(str(value))
        details = {"row": row, "column": shown(heading), "value": seen, **bad.details}
        self.problems.append(Problem(row, heading, seen, bad.code, details))
        self.bad_rows.add(row)

    def note_future(self, row: int, month: Month) -> None:
        """A row that is taken although its month has not come yet; several months of one row count once."""
        known = self.future
        if known is None:
            self.future = FutureSales(1, row, month, row)
        elif row != known.last_row:
            self.future = replace(known, rows=known.rows + 1, last_row=row)

    def count(self, *, is_new: bool, is_changed: bool) -> None:
        """One record more."""
        if is_new:
            self.added += 1
        elif is_changed:
            self.updated += 1
        else:
            self.unchanged += 1


def differing(stored: Mapping[str, Any], values: Mapping[str, Any]) -> Values:
    """The values that are given and differ from those stored; None is not given."""
    return {name: value for name, value in values.items() if value is not None and stored[name] != value}
