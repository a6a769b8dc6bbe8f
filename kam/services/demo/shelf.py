"""Records made from tables: each key is a column, converted by the column's kind.

A reference names the handle (``key``) of another record, also of one that comes later; money is written
in major units, dates as offsets, vocabularies as codes. A key that is no column is an error, so that the
content cannot drift away from the domain.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast
from zoneinfo import ZoneInfo

from sqlalchemy import Column
from sqlalchemy.sql.sqltypes import Integer
from sqlalchemy.types import TypeEngine

from kam.core.formats import Formats
from kam.core.ids import new_id
from kam.core.money import Money
from kam.models.base import Record
from kam.models.types import (
    BoundedText,
    Identifier,
    IsoDate,
    LocalMoment,
    MinorUnits,
    Moment,
    ScaleNumber,
    TermText,
    Thousandths,
    YesNo,
)
from kam.services.demo.errors import DemoContentError

if TYPE_CHECKING:
    from uuid import UUID

    from kam.services.demo.content import Table
    from kam.services.demo.when import DemoDates

RecordT = TypeVar("RecordT", bound=Record)

SHARED: Final = frozenset({"account", "colleague", "product_line", "competitor", "survey_round"})
"""Tables whose handles are known everywhere; the handles of all others belong to a client."""
_PLACE = re.compile(r"\{(day|long|year):([^}]+)\}")
_SUFFIXES: Final = ("", "_id", "_minor", "_hundredths")
_HUNDRED: Final = 100


@dataclass
class Shelf:
    """The records made so far, found by their handles."""

    dates: DemoDates
    language: str
    currency: str
    zone: ZoneInfo
    records: list[Record] = field(default_factory=list)
    _ids: dict[tuple[str, str, str], UUID] = field(default_factory=dict)
    _made: dict[UUID, Record] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._formats = Formats(self.language)

    def id_of(self, table: str, handle: str, scope: str) -> UUID:
        """The identity behind a handle, whether its record is made already or comes later."""
        key = (table, "" if table in SHARED else scope, handle)
        if key not in self._ids:
            self._ids[key] = new_id()
        return self._ids[key]

    def find(self, entity: type[RecordT], handle: str, scope: str) -> RecordT:
        """A record made before. Raises DemoContentError when there is none."""
        record = self._made.get(self.id_of(entity.__tablename__, handle, scope))
        if not isinstance(record, entity):
            message = f"{scope}: no {entity.__tablename__} called {handle!r}"
            raise DemoContentError(message)
        return record

    def missing(self) -> list[str]:
        """Handles that were referred to and never made."""
        return [
            f"{table} {handle!r} of {scope!r}"
            for (table, scope, handle), identity in self._ids.items()
            if identity not in self._made
        ]

    def make(
        self,
        entity: type[RecordT],
        table: Table,
        scope: str,
        *,
        apart: Iterable[str] = (),
        base: date | None = None,
        **given: Any,
    ) -> RecordT:
        """A record of a table's keys and the values given; keys named ``apart`` are the caller's.

        Raises DemoContentError for what does not fit.
        """
        values: dict[str, Any] = {}
        handle = table.get("key")
        for key, raw in table.items():
            if key == "key" or key in apart:
                continue
            column = self.column(entity, key, scope)
            values[column.name] = self.value(column, raw, scope, base=base)
        columns = entity.__table__.c
        if (
            "currency" in columns
            and "currency" not in values
            and values.keys() | given.keys() != {"currency"}
        ):
            values["currency"] = self.currency
        identity = self.id_of(entity.__tablename__, handle, scope) if handle else new_id()
        record = entity(**({"id": identity} | values | given))
        self.records.append(record)
        self._made[identity] = record
        return record

    def value(self, column: Column[Any], raw: Any, scope: str, *, base: date | None = None) -> Any:
        """A value of TOML as its column wants it."""
        try:
            if isinstance(column.type, TermText):
                return column.type.vocabulary.of(raw)
            if isinstance(column.type, ScaleNumber):
                return column.type.scale.of(raw)
            for kind, convert in self._converters(column, scope, base):
                if isinstance(column.type, kind):
                    return convert(raw)
        except (ValueError, TypeError, KeyError) as error:
            message = f"{scope}: {column} cannot be {raw!r}: {error}"
            raise DemoContentError(message) from error
        message = f"{scope}: no demo writes {column}"
        raise DemoContentError(message)

    def _converters(
        self, column: Column[Any], scope: str, base: date | None
    ) -> Iterator[tuple[type[TypeEngine[Any]], Callable[[Any], Any]]]:
        """How each kind of column is written, the narrower kinds first."""
        dates = self.dates
        yield Identifier, lambda raw: self._reference(column, raw, scope)
        yield IsoDate, lambda raw: dates.day(raw, base)
        yield Moment, lambda raw: self.utc(dates.moment(raw, base))
        yield LocalMoment, lambda raw: dates.moment(raw, base)
        yield BoundedText, lambda raw: self.text(_of(str, raw))
        yield YesNo, lambda raw: _of(bool, raw)
        yield Thousandths, lambda raw: Decimal(str(raw))
        yield MinorUnits, lambda raw: Money.of(Decimal(str(raw)), self.currency).minor
        hundredths = column.name.endswith("_hundredths")
        yield Integer, lambda raw: round(raw * _HUNDRED) if hundredths else _of(int, raw)

    def utc(self, local: datetime) -> datetime:
        """A local moment of the demo as a moment."""
        return local.replace(tzinfo=self.zone).astimezone(UTC)

    def text(self, raw: str) -> str:
        """Text with its dates said: ``{day:+3w}`` 24 Nov, ``{long:+3w}`` 24 November 2026."""

        def said(match: re.Match[str]) -> str:
            day = self.dates.day(match[2])
            if match[1] == "year":
                return str(day.year)
            return self._formats.day_month(day) if match[1] == "day" else self._formats.long_date(day)

        return _PLACE.sub(said, raw)

    def column(self, entity: type[Record], key: str, scope: str) -> Column[Any]:
        """The column that a key names. Raises DemoContentError when there is none."""
        columns = entity.__table__.c
        for suffix in _SUFFIXES:
            if (name := key + suffix) in columns:
                return cast("Column[Any]", columns[name])
        message = f"{scope}: {entity.__name__} has no {key!r}"
        raise DemoContentError(message)

    def _reference(self, column: Column[Any], raw: Any, scope: str) -> UUID:
        target = next(iter(column.foreign_keys)).column.table.name
        return self.id_of(str(target), _of(str, raw), scope)


def _of(kind: type, raw: Any) -> Any:
    if not isinstance(raw, kind) or (kind is int and isinstance(raw, bool)):
        message = f"wants {kind.__name__}"
        raise TypeError(message)
    return raw
