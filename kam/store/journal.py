"""The journal as it is written and read: images packed, steps alive or taken back.

An image is a mapping of column names to values as the driver stores them. A creation keeps none (the
record is there), an update keeps the changed columns as ``[before, after]``, a deletion keeps the whole
record. Version counters are not content and stand in no image.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any, Final, TypeVar

import msgpack
from sqlalchemy import Connection

Image = dict[str, Any]
Key = tuple[str, bytes]

VERSION: Final = "version"
_CHUNK: Final = 500
_PACKED, _SQUEEZED = b"\x00", b"\x01"
_WORTH_SQUEEZING = 256
_NEWEST: Final = 2**62

T = TypeVar("T")


class StepKind(StrEnum):
    """What kind of step it is; what was automatic or only recorded cannot be undone."""

    USER = "user"
    IMPORT = "import"
    UNDO = "undo"
    AUTOMATIC = "automatic"
    RECORD = "record"


class ChangeKind(StrEnum):
    """What a step did to a record."""

    CREATED = "created"
    UPDATED = "updated"
    DELETED = "deleted"


UNDOABLE: Final = frozenset({StepKind.USER, StepKind.IMPORT, StepKind.UNDO})


@dataclass(frozen=True, slots=True)
class StepInfo:
    """A step as the journal tells it. ``at`` is in microseconds UTC."""

    seq: int
    at: int
    label: str
    kind: StepKind
    by_id: bytes | None
    reverses: int | None
    details: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ChangeInfo:
    """One record's change in a step, unpacked: ``before`` and ``after`` hold what the kind keeps."""

    step: int
    table: str
    record: bytes
    kind: ChangeKind
    before: Image
    after: Image


def pack(value: object) -> bytes:
    """Pack plain values, squeezed when that pays."""
    packed: bytes = msgpack.packb(value, use_bin_type=True)
    if len(packed) > _WORTH_SQUEEZING:
        squeezed = zlib.compress(packed, 6)
        if len(squeezed) < len(packed):
            return _SQUEEZED + squeezed
    return _PACKED + packed


def unpack(blob: bytes) -> Any:
    """The reverse of ``pack``."""
    body = blob[1:]
    if blob[:1] == _SQUEEZED:
        body = zlib.decompress(body)
    return msgpack.unpackb(body, raw=False, strict_map_key=False)


def chunks(items: Iterable[T], size: int = _CHUNK) -> Iterator[list[T]]:
    """The items in lists of at most ``size``."""
    iterator = iter(items)
    while part := list(islice(iterator, size)):
        yield part


def marks(count: int) -> str:
    """So many places for driver parameters: ``?,?,?``."""
    return ",".join("?" * count)


def unpack_change(step: int, table: str, record: bytes, kind: str, image: bytes | None) -> ChangeInfo:
    """A change as stored, opened."""
    before: Image = {}
    after: Image = {}
    if image is not None:
        content = unpack(image)
        if kind == ChangeKind.DELETED:
            before = content
        else:
            before = {name: pair[0] for name, pair in content.items()}
            after = {name: pair[1] for name, pair in content.items()}
    return ChangeInfo(step, table, record, ChangeKind(kind), before, after)


_STEP_COLUMNS = "seq, at, label, kind, by_id, reverses, details"


def _step(row: Any) -> StepInfo:
    details = {} if row[6] is None else unpack(row[6])
    return StepInfo(row[0], row[1], row[2], StepKind(row[3]), row[4], row[5], details)


def read_step(connection: Connection, seq: int) -> StepInfo | None:
    """A step by its number, or None."""
    sql = f"SELECT {_STEP_COLUMNS} FROM step WHERE seq = ?"
    row = connection.exec_driver_sql(sql, (seq,)).first()
    return None if row is None else _step(row)


def read_steps(
    connection: Connection, *, limit: int | None = None, before: int | None = None
) -> Iterator[StepInfo]:
    """Steps, newest first; ``before`` pages on."""
    sql = f"SELECT {_STEP_COLUMNS} FROM step WHERE seq < ? ORDER BY seq DESC LIMIT ?"
    bounds = (before if before is not None else _NEWEST, -1 if limit is None else limit)
    return (_step(row) for row in connection.exec_driver_sql(sql, bounds))


def read_changes(connection: Connection, seq: int) -> list[ChangeInfo]:
    """What a step changed."""
    sql = "SELECT step_seq, table_name, record_id, kind, image FROM change WHERE step_seq = ?"
    return [unpack_change(*row) for row in connection.exec_driver_sql(sql, (seq,))]


def changes_of_records(
    connection: Connection, records: Iterable[bytes], *, after_step: int = 0
) -> list[ChangeInfo]:
    """Every change of some records after a step, oldest first."""
    found: list[ChangeInfo] = []
    for part in chunks(records):
        sql = (
            "SELECT step_seq, table_name, record_id, kind, image FROM change"
            f" WHERE step_seq > ? AND record_id IN ({marks(len(part))})"
        )
        rows = connection.exec_driver_sql(sql, (after_step, *part))
        found.extend(unpack_change(*row) for row in rows)
    return sorted(found, key=lambda change: change.step)


def last_step_before(connection: Connection, moment_micros: int) -> int:
    """The number of the last step taken before or at a moment; 0 when there was none."""
    sql = "SELECT max(seq) FROM step WHERE at <= ?"
    return connection.exec_driver_sql(sql, (moment_micros,)).scalar() or 0


class Liveness:
    """Which steps hold. A step, its undo, the undo of that and so on form a chain; only its tip matters.

    A step holds while its chain has an even number of undos: taken back it falls away, done again it holds.
    """

    def __init__(self, connection: Connection) -> None:
        rows = connection.exec_driver_sql("SELECT seq, reverses FROM step WHERE reverses IS NOT NULL")
        self._target: dict[int, int] = {row[0]: row[1] for row in rows}
        self._undo: dict[int, int] = {target: seq for seq, target in self._target.items()}

    def root_of(self, seq: int) -> int:
        """The step that the chain began with."""
        while (target := self._target.get(seq)) is not None:
            seq = target
        return seq

    def tip_of(self, seq: int) -> int:
        """The last undo or redo of the chain, or the step itself."""
        while (undo := self._undo.get(seq)) is not None:
            seq = undo
        return seq

    def holds(self, root: int, *, upto: int = _NEWEST) -> bool:
        """Whether a step holds, or held when step ``upto`` was the newest."""
        if root > upto:
            return False
        held = True
        while (undo := self._undo.get(root)) is not None and undo <= upto:
            root, held = undo, not held
        return held

    def is_redo(self, seq: int) -> bool:
        """Whether an undo step does its chain's first step again rather than take it back."""
        hops = 0
        while (target := self._target.get(seq)) is not None:
            seq, hops = target, hops + 1
        return hops % 2 == 0

    def is_tip(self, seq: int) -> bool:
        """Whether nothing took the step back or did it again since."""
        return seq not in self._undo

    def counts_after(self, seq: int, later: int) -> bool:
        """Whether a later step still makes a difference to what step ``seq`` left behind.

        It does when the step its chain began with held then and does not now, or the other way round;
        what came and went after ``seq`` makes none.
        """
        root = self.root_of(later)
        return self.holds(root, upto=seq) != self.holds(root)
