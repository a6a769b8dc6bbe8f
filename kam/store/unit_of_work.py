"""The unit of work: one use case, one transaction, one labelled step of the journal.

Every write goes through it. What the entities change is seen by their mappers' events; whole lists go
through ``insert_many`` and ``update_many`` (Core, many thousands a second). Before the commit the step
and its changes are written, sales facts are derived and the search index follows, all in the same
transaction: after an error nothing was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol, cast
from uuid import UUID

from sqlalchemy import Column, Connection, Dialect, Table, bindparam, event, update
from sqlalchemy.orm import Mapper, Session, object_session

from kam.core.errors import RuleError
from kam.core.ids import new_id
from kam.core.interruptions import held
from kam.models import Record
from kam.models.columns import OnDelete
from kam.models.types import Identifier, to_micros
from kam.store.derived import derive_sales_facts
from kam.store.journal import UNDOABLE, VERSION, ChangeKind, Image, Key, StepKind, chunks, marks, pack
from kam.store.recorder import Recorder
from kam.store.references import Gathering, references_to
from kam.store.search_sources import reindex

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Engine

    from kam.core.clock import Clock

_ROWS_AT_ONCE: Final = 10_000
_INSERT_CHANGE = "INSERT INTO change (step_seq, record_id, table_name, kind, image) VALUES (?, ?, ?, ?, ?)"


class UnitOfWork(Session):
    """A session that journals what it writes; made by ``writing`` only."""

    def __init__(self, connection: Connection, *, now: datetime) -> None:
        super().__init__(bind=connection, autoflush=True, expire_on_commit=False)
        self.now = now
        self.wire = connection
        self.recorder = Recorder(connection)

    def insert_many(self, entity: type[Record], rows: Sequence[Mapping[str, Any]]) -> None:
        """Insert a list of records, each with its ``id``; every row names the same columns."""
        if not rows:
            return
        self.flush()
        self.recorder.creating(_table(entity), [row["id"].bytes for row in rows])
        columns = _columns_to_insert(entity, rows[0])
        names = ", ".join(f'"{column.name}"' for column in columns)
        sql = f'INSERT INTO "{_table(entity)}" ({names}) VALUES ({marks(len(columns))})'
        for part in chunks(rows, _ROWS_AT_ONCE):
            self.wire.exec_driver_sql(sql, _as_stored(columns, part, self.wire.dialect))

    def update_many(self, entity: type[Record], rows: Sequence[Mapping[str, Any]]) -> None:
        """Set the named columns of a list of records found by ``id``; every row names the same columns."""
        if not rows:
            return
        self.flush()
        self.recorder.touching(_table(entity), [row["id"].bytes for row in rows])
        columns = entity.__table__.c
        changed = {
            name: bindparam(f"new_{name}", type_=columns[name].type) for name in rows[0] if name != "id"
        }
        statement = (
            update(entity.__table__)  # type: ignore[arg-type]
            .where(columns.id == bindparam("old_id", type_=columns.id.type))
            .values({**changed, VERSION: columns[VERSION] + 1})
        )
        values = [{"old_id": r["id"]} | {f"new_{k}": v for k, v in r.items() if k != "id"} for r in rows]
        self.wire.execute(statement, values)
        self.expire_all()

    def remove(self, entity: type[Record], ids: Iterable[UUID]) -> int:
        """Delete records with all they own; references to them are emptied or forbid it by their rule.

        Returns how many records went.

        Raises:
            RuleError: ``domain.still_needed`` when a record outside refers to one of them and must keep it.

        """
        self.flush()
        gathering = Gathering(self.wire)
        gathering.add((_table(entity), record.bytes) for record in ids)
        gathering.spread()
        for table in gathering.tables():
            for reference in references_to(table):
                referrers = gathering.outside_referrers(reference)
                if not referrers:
                    continue
                if reference.rule is not OnDelete.CLEARED:
                    raise RuleError(
                        "domain.still_needed", table=table, by=reference.table, count=len(referrers)
                    )
                self.set_raw(reference.table, referrers, {reference.column: None})
        keys = gathering.keys()
        gathering.clear()
        self.erase_raw(keys)
        self.expire_all()
        return len(keys)

    def set_raw(self, table: str, records: Sequence[bytes], values: Image) -> None:
        """Set columns of records to values as the driver stores them."""
        self.recorder.touching(table, records)
        assignments = ", ".join(f'"{name}" = ?' for name in values)
        for part in chunks(records):
            self.wire.exec_driver_sql(
                f'UPDATE "{table}" SET {assignments}, version = version + 1 WHERE id IN ({marks(len(part))})',
                (*values.values(), *part),
            )

    def put_raw(self, table: str, images: Sequence[Image]) -> None:
        """Insert records from their whole images."""
        self.recorder.creating(table, [image["id"] for image in images])
        for names, group in _same_columns(images):
            columns = ", ".join(f'"{name}"' for name in names)
            self.wire.exec_driver_sql(
                f'INSERT INTO "{table}" ({columns}, version) VALUES ({marks(len(names))}, 1)',
                [tuple(image[name] for name in names) for image in group],
            )

    def erase_raw(self, keys: Sequence[Key]) -> None:
        """Delete records, and nothing else."""
        tables: dict[str, list[bytes]] = {}
        for table, record in keys:
            tables.setdefault(table, []).append(record)
        for table, records in tables.items():
            self.recorder.touching(table, records)
            self.wire.exec_driver_sql(
                f'DELETE FROM "{table}" WHERE id = ?', [(record,) for record in records]
            )

    def finish(
        self, step: str, kind: StepKind, details: Mapping[str, object], reverses: int | None
    ) -> int | None:
        """Write the journal and what follows; the number of the step, None when nothing changed."""
        self.flush()
        changes = list(self.recorder.changes())
        if not changes:
            return None
        seq: int = self.wire.exec_driver_sql(
            "INSERT INTO step (id, at, label, kind, by_id, reverses, details)"
            " VALUES (?, ?, ?, ?, (SELECT id FROM colleague WHERE is_me = 1), ?, ?) RETURNING seq",
            (
                new_id().bytes,
                to_micros(self.now),
                step,
                kind.value,
                reverses,
                pack(dict(details)) if details else None,
            ),
        ).scalar_one()
        self.wire.exec_driver_sql(
            _INSERT_CHANGE,
            [
                (seq, record, table, done.value, None if image is None else pack(image))
                for table, record, done, image in changes
            ],
        )
        derive_sales_facts(self.wire, changes)
        touched: dict[str, list[bytes]] = {}
        for table, record, _, _ in changes:
            touched.setdefault(table, []).append(record)
        reindex(self.wire, touched)
        return seq


def _table(entity: type[Record]) -> str:
    return str(entity.__table__.name)  # type: ignore[attr-defined]


def _columns_to_insert(entity: type[Record], row: Mapping[str, Any]) -> list[Column[Any]]:
    """The columns that a new record is written with: those named and those with a default."""
    table = cast("Table", entity.__table__)
    unknown = row.keys() - table.columns.keys()
    if unknown:
        message = f"{table.name} has no column {sorted(unknown)}"
        raise TypeError(message)
    return [c for c in table.columns if c.name in row or c.name == VERSION or c.default is not None]


def _as_stored(
    columns: Sequence[Column[Any]], rows: Sequence[Mapping[str, Any]], dialect: Dialect
) -> list[tuple[Any, ...]]:
    """Rows as the driver takes them, a column at a time: several times faster than a row at a time."""
    return list(zip(*(_column_as_stored(column, rows, dialect) for column in columns), strict=True))


def _column_as_stored(column: Column[Any], rows: Sequence[Mapping[str, Any]], dialect: Dialect) -> list[Any]:
    name = column.name
    if name in rows[0]:
        values = [row[name] for row in rows]
    elif name == VERSION:
        return [1] * len(rows)
    else:
        made: Any = column.default
        values = [made.arg(None) if made.is_callable else made.arg for _ in rows]
    if isinstance(column.type, Identifier):
        return [None if value is None else value.bytes for value in values]
    encode = column.type.dialect_impl(dialect).bind_processor(dialect)
    return values if encode is None else [encode(value) for value in values]


def _same_columns(images: Iterable[Image]) -> Iterator[tuple[tuple[str, ...], list[Image]]]:
    groups: dict[tuple[str, ...], list[Image]] = {}
    for image in images:
        groups.setdefault(tuple(image), []).append(image)
    yield from groups.items()


@dataclass(frozen=True, slots=True)
class SavedStep:
    """A step that was committed: its number, its code, and what kind it is of."""

    seq: int
    label: str
    kind: StepKind

    @property
    def can_be_undone(self) -> bool:
        """Whether undoing takes it back; an undo is redone instead."""
        return self.kind in UNDOABLE and self.kind is not StepKind.UNDO


class OpenFile(Protocol):
    """What the unit of work needs of an open workspace."""

    clock: Clock
    changed: bool
    last_saved: SavedStep | None

    @property
    def writer_engine(self) -> Engine:
        """Where to write."""
        ...


@contextmanager
def writing(
    file: OpenFile,
    step: str,
    *,
    details: Mapping[str, object] | None = None,
    kind: StepKind = StepKind.USER,
    reverses: int | None = None,
) -> Iterator[UnitOfWork]:
    """One use case: committed as one step when the block ends, wholly undone when it raises.

    What the file says of itself (``changed``, ``last_saved``) is true at every moment at which Ctrl-C can
    come: it waits for the commit.
    """
    with file.writer_engine.begin() as connection:
        unit = UnitOfWork(connection, now=file.clock.now())
        try:
            yield unit
            wrote = unit.finish(step, kind, details or {}, reverses)
        finally:
            unit.close()
        with held():
            connection.commit()
            if wrote is not None:
                file.changed = True
                file.last_saved = SavedStep(wrote, step, kind)


def _unit_of(target: Record) -> UnitOfWork:
    session = object_session(target)
    if not isinstance(session, UnitOfWork):
        message = f"{type(target).__name__} is written outside a unit of work"
        raise TypeError(message)
    return session


@event.listens_for(Record, "before_insert", propagate=True)
def _on_insert(_mapper: Mapper[Any], _connection: Connection, target: Record) -> None:
    target.check()
    _unit_of(target).recorder.creating(_table(type(target)), [target.id.bytes])


@event.listens_for(Record, "before_update", propagate=True)
def _on_update(_mapper: Mapper[Any], _connection: Connection, target: Record) -> None:
    target.check()
    _unit_of(target).recorder.touching(_table(type(target)), [target.id.bytes])


@event.listens_for(Record, "before_delete", propagate=True)
def _on_delete(_mapper: Mapper[Any], _connection: Connection, target: Record) -> None:
    _unit_of(target).recorder.touching(_table(type(target)), [target.id.bytes])


__all__ = ["ChangeKind", "SavedStep", "StepKind", "UnitOfWork", "writing"]
