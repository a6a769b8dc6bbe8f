"""A workspace with a marker of its own in every text column of every table, taken from the models.

A column that is added to a model tomorrow is planted tomorrow: nothing here names it. Only columns whose text
means something to the program (codes, zones, JSON) keep a lawful value; they are listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from sqlalchemy import Column, Connection, LargeBinary, Table

from kam.core.periods import Month
from kam.core.vocabulary import Audience
from kam.models import metadata
from kam.models.types import (
    BoundedText,
    Identifier,
    IsoDate,
    LocalMoment,
    Moment,
    MonthText,
    ScaleNumber,
    TermText,
    Thousandths,
    YesNo,
)

LAWFUL: Final[dict[str, str]] = {
    "calendar.holidays_of": "RU",
    "calendar.holidays": "{}",
    "calendar.zone": "Europe/Moscow",
    "change.kind": "updated",
    "change.table_name": "account",
    "commitment.zone": "Europe/Moscow",
    "complaint.calendar": "{}",
    "complaint.norms": "{}",
    "health_snapshot.band": "red",
    "health_snapshot.factors": "{}",
    "health_snapshot.risk": "low",
    "interaction.zone": "Europe/Moscow",
    "override.value": "expert",
    "setting.value": "{}",
    "step.kind": "user",
    "workspace.country": "RU",
    "workspace.language": "ru",
    "workspace.zone": "Europe/Moscow",
}
"""Columns whose text the program reads as a code, and what they hold."""

MEETING_AT: Final = datetime(2026, 11, 24, 10)  # noqa: DTZ001 - a wall clock, its zone stands beside it
_LONG_AGO: Final = datetime(2026, 11, 10, 9, tzinfo=UTC)
_DAY: Final = date(2026, 11, 10)

SHAPES: Final[dict[str, dict[str, Any]]] = {
    "account": {"currency": "RUB", "parent_id": None},
    "calendar": {"starts": 540, "ends": 1080, "weekdays": 31, "is_default": True},
    "calendar_exception": {"starts": None, "ends": None},
    "change": {"step_seq": 10**6, "image": None},
    "colleague": {"is_me": True, "left_on": None},
    "commitment": {
        "side": "ours",
        "status": "open",
        "closed_on": None,
        "promised_to_client": True,
        "due_on": date(2026, 12, 1),
        "due_at": None,
        "owner_stakeholder_id": None,
    },
    "complaint": {"stage": "investigating", "channel": "email", "answer_sent_at": None},
    "contract": {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)},
    "health_snapshot": {"month": Month(2026, 10), "taken_on": date(2026, 10, 31)},
    "interaction": {
        "kind": "meeting",
        "status": "planned",
        "starts_local": MEETING_AT,
        "starts_at": datetime(2026, 11, 24, 7, tzinfo=UTC),
        "minutes": 60,
        "outcome": None,
    },
    "opportunity": {"stage": "idea", "closed_on": None},
    "override": {"what": "key_group", "ended_on": None},
    "participant": {"colleague_id": None, "guest": None},
    "person": {"erased_on": None},
    "person_line": {"kind": "influences"},
    "plan": {"ends_on": date(2026, 12, 31)},
    "question": {"sayable": True},
    "rating": {"kind": "attitude", "value": 0, "target": 1},
    "sales_fact": {"month": Month(2026, 9), "currency": "RUB", "unit_id": UUID(int=0)},
    "stakeholder": {"since": date(2020, 1, 1), "left_on": None},
    "stage_change": {"stage": "investigating"},
    "step": {"seq": 10**6, "reverses": None},
    "supplier_share": {"served_by": "competitor"},
    "survey_answer": {"measure": "nps", "status": "answered", "score": 5},
}
"""What makes a row lawful, and has it seen by the brief of the meeting."""

PLANTED: Final = object()
"""Asks for a marker in a column that usually stands empty."""
_SECOND: Final = {"person_line": {"to_id"}, "dependency": {"after_id"}}


@dataclass
class Marker:
    """A word that stands in one column of one row."""

    word: str
    column: Column[Any]
    group: str

    @property
    def is_internal(self) -> bool:
        """Whether its column may not go to the client."""
        return self.column.info.get("audience") is not Audience.CLIENT


@dataclass
class Planting:
    """Plants rows and remembers where each marker stands."""

    connection: Connection
    markers: list[Marker] = field(default_factory=list)

    def everything(self, group: str, *, besides: frozenset[str] = frozenset()) -> None:
        """One row in every table; references point within the group."""
        for table in metadata.sorted_tables:
            if table.name not in besides:
                self.row(group, table)
        for table_name in ("stakeholder", "initiative"):
            table = metadata.tables[table_name]
            values = {"person_id": None} if table_name == "stakeholder" else {}
            self.row(f"{group} second", table, at=group, **values)

    def row(self, group: str, table: Table, *, at: str | None = None, **shape: Any) -> UUID:
        """A row whose references point to the rows of ``at`` (else of its own group)."""
        identity = identity_of(group, table.name)
        given = {"id": identity, "version": 1} | SHAPES.get(table.name, {}) | shape
        values = {
            column.name: given[column.name]
            if given.get(column.name, PLANTED) is not PLANTED
            else self._value(group, table, column, at or group)
            for column in table.columns
            if column.name != "id" or isinstance(column.type, Identifier)
        }
        for name, value in values.items():
            kind = table.c[name].type
            if isinstance(kind, TermText) and isinstance(value, str):
                values[name] = kind.vocabulary.of(value)
        self.connection.execute(table.insert().values(values))
        return identity

    def _value(self, group: str, table: Table, column: Column[Any], at: str) -> Any:
        kind = column.type
        if isinstance(kind, BoundedText):
            return self._text(group, column)
        if isinstance(kind, Identifier):
            second = column.name in _SECOND.get(table.name, set())
            return _reference(f"{at} second" if second else at, table, column)
        if isinstance(kind, TermText | ScaleNumber):
            choices: Any = kind.vocabulary if isinstance(kind, TermText) else kind.scale
            return next(iter(choices))
        for known, value in _PLAIN:
            if isinstance(kind, known):
                return value
        low, _ = column.info.get("range", (1, 1))
        return max(low, 1)

    def _text(self, group: str, column: Column[Any]) -> str:
        if column.info.get("currency"):
            return "RUB"
        lawful = LAWFUL.get(f"{column.table.name}.{column.name}")
        if lawful is not None:
            return lawful
        word = f"ZQ{len(self.markers):04}X"
        self.markers.append(Marker(word, column, group))
        return word


_PLAIN: Final[tuple[tuple[type, Any], ...]] = (
    (IsoDate, _DAY),
    (Moment, _LONG_AGO),
    (LocalMoment, MEETING_AT),
    (MonthText, Month(2026, 9)),
    (Thousandths, Decimal(1)),
    (YesNo, False),
    (LargeBinary, bytes(32)),
)


def _reference(group: str, table: Table, column: Column[Any]) -> UUID | None:
    """The row of the same group that a column points to; nothing for one that points to its own table."""
    target = next((key.column.table.name for key in column.foreign_keys), None)
    if target is None:
        target = column.name.removesuffix("_id")  # a derived table names what it has no key to
    return None if target == table.name else identity_of(group, target)


def identity_of(group: str, table: str) -> UUID:
    """The identity of a group's row in a table."""
    return uuid5(NAMESPACE_URL, f"{group}/{table}")


def text_columns() -> Iterator[Column[Any]]:
    """Every text column of every table that a person's words can stand in."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            free = f"{table.name}.{column.name}" not in LAWFUL and not column.info.get("currency")
            if isinstance(column.type, BoundedText) and free:
                yield column
