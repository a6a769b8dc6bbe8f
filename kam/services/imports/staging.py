"""What an import is about to write, and what stands in its way, before anything is written."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Final, Protocol, TypeVar
from uuid import UUID

from kam.core.periods import Month
from kam.core.words import Words
from kam.exchange.cells import Bad, shown
from kam.exchange.parse import Progress
from kam.exchange.planning import Plan
from kam.exchange.rows import Problem
from kam.models import Record
from kam.services.imports.answers import Answer, Answers
from kam.services.imports.report import FutureSales
from kam.store.journal import chunks
from kam.store.unit_of_work import UnitOfWork

Values = dict[str, Any]
RowT_co = TypeVar("RowT_co", covariant=True)
_AT_ONCE: Final = 5_000
_NOTHING: Final = Decimal(0)
MOST: Final = Decimal(10**14)
"""No file brings more than this in one column, returns counted as what is sold: sums must fit 64 bits."""


class Rows(Protocol[RowT_co]):
    """The rows that a file brings, to be gone through once, and how many it has that are not given out."""

    bad_rows: int
    passed_over: int

    def __iter__(self) -> Iterator[RowT_co]:
        """Each good row."""
        ...


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

    def count(self) -> int:
        """How many records are to be written."""
        listed = sum(map(len, self.made.values())) + sum(map(len, self.removed.values()))
        return listed + sum(map(len, self.changed.values()))

    def write(self, unit: UnitOfWork, progress: Progress | None = None) -> None:
        """Write them; what refers to another record comes after it. ``progress`` may raise to give up."""
        done, total = 0, self.count()
        for write, records in self._deeds(unit):
            for some in chunks(records, _AT_ONCE):
                write(some)
                done += len(some)
                if progress is not None:
                    progress(done, total)

    def _deeds(self, unit: UnitOfWork) -> Iterator[tuple[Callable[[Any], object], list[Any]]]:
        """What is to be done, and to which records."""
        for entity, records in self.removed.items():
            yield partial(unit.remove, entity), records
        for entity, rows in self.made.items():
            yield partial(unit.insert_many, entity), rows
        for entity, by_id in self.changed.items():
            alike: dict[tuple[str, ...], list[Values]] = {}
            for record, values in by_id.items():
                alike.setdefault(tuple(values), []).append({"id": record, **values})
            for group in alike.values():
                yield partial(unit.update_many, entity), group


class Unkept(Changes):
    """For a dry run: rows by the hundred thousand are counted by the staging and need not be kept."""

    def make(self, entity: type[Record], row: Values) -> None:
        """Forget it."""

    def change(self, entity: type[Record], record: UUID, values: Mapping[str, Any]) -> None:
        """Forget it."""

    def remove(self, entity: type[Record], records: Iterable[UUID]) -> None:
        """Forget it."""


@dataclass
class Staging:
    """One import while its rows are gone through: what it will write, count and complain of."""

    plan: Plan
    setting: Setting
    answers: Answers = field(default_factory=Answers)
    changes: Changes = field(default_factory=Changes)
    problems: list[Problem] = field(default_factory=list)
    bad_rows: set[int] = field(default_factory=set)
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    created_accounts: list[str] = field(default_factory=list)
    created_product_lines: list[str] = field(default_factory=list)
    created_units: list[str] = field(default_factory=list)
    future: FutureSales | None = None
    settled: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    """Code, field and text of what would have been a problem but for an answer → its rows."""
    clashes: dict[str, set[Month]] = field(default_factory=dict)
    """Accounts as the file calls them → the months that came in from the other source."""
    missing: tuple[int, int] = (0, 0)
    """Receivables that the file no longer has: those of the accounts that it names, and all others."""
    sums: dict[tuple[str, Month | None], Decimal] = field(
        default_factory=lambda: defaultdict(lambda: _NOTHING)
    )
    """Currency and month → what the rows that are taken add up to, in major units."""

    def refuse(self, row: int, field_name: str, value: object, bad: Bad) -> None:
        """A row that cannot be taken, for what stands in the column of a field ("" means the whole row)."""
        headings = [column.heading for column in self.plan.columns if column.field.name == field_name]
        heading = headings[0] if headings else ""
        seen = shown(str(value))
        details = {"row": row, "column": shown(heading), "value": seen, **bad.details}
        self.problems.append(Problem(row, heading, seen, bad.code, details, field_name, str(value)))
        self.bad_rows.add(row)

    def note_clash(self, account: str, month: Month) -> None:
        """A month of an account that came in from the other source already."""
        self.clashes.setdefault(account, set()).add(month)

    def answer(self, field_name: str, text: str) -> Answer | None:
        """What was decided about a name that is not known."""
        return self.answers.names.get((field_name, text))

    def settle(self, code: str, field_name: str, text: str) -> None:
        """A row that is taken thanks to an answer."""
        self.settled[code, field_name, text] += 1

    def add_up(self, amount: Decimal, currency: str | None, month: Month | None) -> None:
        """The amount of a row that is taken; in the workspace's currency where the row says none."""
        self.sums[currency or self.setting.currency, month] += amount

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


class Bounds:
    """How much the amounts of a column add up to so far, signs apart."""

    def __init__(self, staging: Staging, field_name: str) -> None:
        self._staging = staging
        self._field = field_name
        self._sum = _NOTHING

    def hold(self, row: int, amount: Decimal | None) -> bool:
        """Whether one amount more still fits; else its row is refused."""
        if amount is None:
            return True
        if self._sum + abs(amount) > MOST:
            self._staging.refuse(row, self._field, amount, Bad("exchange.number_too_large"))
            return False
        self._sum += abs(amount)
        return True


def differing(stored: Mapping[str, Any], values: Mapping[str, Any]) -> Values:
    """The values that are given and differ from those stored; None is not given."""
    return {name: value for name, value in values.items() if value is not None and stored[name] != value}
