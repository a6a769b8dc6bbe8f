"""Records made from tables: each key is a column, converted by the column's kind.

A reference names the handle (``key``) of another record, also of one that comes later; money is written
in major units, dates as offsets, vocabularies as codes. A key that is no column is an error, so that the
content cannot drift away from the domain.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Column
from sqlalchemy.sql.sqltypes import Integer

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

SHARED: Final = frozenset({"account", "colleague", "product_line", "competitor"})
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
        **given: object,
    ) -> RecordT:
        """A record of a table's keys and the values given; keys named ``apart`` are the caller's.

        Raises DemoContentError for what does not fit.
        """
        values: dict[str, Any] = {}
        handle = table.get("key")
        for key, raw in table.items():
            if key == "key" or key in apart:
                continue
            column = self._column(entity, key, scope)
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

    def value(self, column: Column[Any], raw: Any, scope: str, *, base: date | None = None) -> Any:  # noqa: ANN401
        """A value of TOML as its column wants it."""
        kind = column.type
        try:
            if isinstance(kind, Identifier):
                return self._reference(column, raw, scope)
            if isinstance(kind, IsoDate):
                return self.dates.day(raw, base)
            if isinstance(kind, Moment):
                return self.utc(self.dates.moment(raw, base))
            if isinstance(kind, LocalMoment):
                return self.dates.moment(raw, base)
            return self._plain(column, raw)
        except (ValueError, TypeError, KeyError) as error:
            message = f"{scope}: {column} cannot be {raw!r}: {error}"
            raise DemoContentError(message) from error

    def utc(self, local: datetime) -> datetime:
        """A local moment of the demo as a moment."""
        return local.replace(tzinfo=self.zone).astimezone(UTC)

    def text(self, raw: str) -> str:
        """Text with its dates said: ``{day:+3w}`` 24.11 · ``{long:…}`` 24 November 2026 · ``{year:…}`` 2026."""

        def said(match: re.Match[str]) -> str:
            day = self.dates.day(match[2])
            if match[1] == "year":
                return str(day.year)
            return self._formats.day_month(day) if match[1] == "day" else self._formats.long_date(day)

        return _PLACE.sub(said, raw)

    def _plain(self, column: Column[Any], raw: Any) -> Any:  # noqa: ANN401
        kind = column.type
        if isinstance(kind, BoundedText):
            return self.text(_of(str, raw))
        if isinstance(kind, TermText):
            return kind.vocabulary(raw)
        if isinstance(kind, ScaleNumber):
            return kind.scale(raw)
        if isinstance(kind, YesNo):
            return _of(bool, raw)
        if isinstance(kind, Thousandths):
            return Decimal(str(raw))
        if isinstance(kind, MinorUnits):
            return Money.of(Decimal(str(raw)), self.currency).minor
        if isinstance(kind, Integer):
            return int(raw * _HUNDRED) if column.name.endswith("_hundredths") else _of(int, raw)
        message = f"no demo writes a {kind!r}"
        raise TypeError(message)

    def _column(self, entity: type[Record], key: str, scope: str) -> Column[Any]:
        columns = entity.__table__.c
        for suffix in _SUFFIXES:
            if (name := key + suffix) in columns:
                return columns[name]
        message = f"{scope}: {entity.__name__} has no {key!r}"
        raise DemoContentError(message)

    def _reference(self, column: Column[Any], raw: Any, scope: str) -> UUID:  # noqa: ANN401
        target = next(iter(column.foreign_keys)).column.table.name
        return self.id_of(str(target), _of(str, raw), scope)


def _of(kind: type, raw: Any) -> Any:  # noqa: ANN401
    if not isinstance(raw, kind) or (kind is int and isinstance(raw, bool)):
        message = f"wants {kind.__name__}"
        raise TypeError(message)
    return raw
