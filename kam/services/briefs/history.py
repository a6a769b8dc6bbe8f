"""What the journal tells a brief: how records stood at a moment, and what was changed since another.

Facts with a date of their own are read from their records; the journal answers for the rest. An import and
a demo write many records in one step, so *that* a record was made then says nothing about the client: a
creation counts only where a person made the record by hand, apart from its account.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from kam.models import Change, Record, Step
from kam.models.types import to_micros
from kam.store.journal import (
    ChangeInfo,
    ChangeKind,
    StepKind,
    changes_of_records,
    last_step_before,
    unpack_change,
)

RecordT = TypeVar("RecordT", bound=Record)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of a record differs from what it was; ``on`` is the local date of the last change of it."""

    before: Any
    after: Any
    on: date


@dataclass(frozen=True, slots=True)
class News:
    """What happened to some records within a period, by the journal."""

    fields: dict[tuple[UUID, str], FieldChange]
    made: dict[UUID, date]
    """Records made by hand in the period."""

    def of(self, record: Record, field: str) -> FieldChange | None:
        """How a field changed over the whole period; None when it ended as it began."""
        return self.fields.get((record.id, field))

    def made_on(self, record: Record) -> date | None:
        """When a record was made by hand, if it was within the period."""
        return self.made.get(record.id)


class History:
    """The journal of one account, seen from a moment."""

    def __init__(self, session: Session, account_id: UUID, moment: datetime) -> None:
        self._connection = session.connection()
        self._dialect = self._connection.dialect
        self._session = session
        self._account_id = account_id
        self._now = last_step_before(self._connection, to_micros(moment))
        later = select(Step.seq).where(Step.seq > self._now).limit(1)
        self._is_latest = session.scalar(later) is None
        self._account_step: int | None = None

    def as_of(self, entity: type[RecordT], records: Iterable[RecordT]) -> list[RecordT]:
        """Records of the account as they stood at the moment, those deleted since among them.

        The entity has an ``account_id``. What was made by hand later is left out.
        """
        present = list(records)
        if self._is_latest:
            return present
        known = {record.id for record in present}
        return self._turned_back([*present, *self._deleted_since(entity, known)])

    def turned_back(self, record: RecordT) -> RecordT:
        """One record as it stood; it stays even when it was made later."""
        if not self._is_latest:
            self._turned_back([record])
        return record

    def news(self, records: Sequence[Record], since: datetime, zone: ZoneInfo) -> News:
        """What changed between two moments: the net effect, so that what was undone is no news."""
        if not records:
            return News({}, {})
        start = last_step_before(self._connection, to_micros(since))
        by_id = {record.id: record for record in records}
        changes = [
            change
            for change in changes_of_records(self._connection, _keys(records), after_step=start)
            if change.step <= self._now
        ]
        steps = self._steps({change.step for change in changes})
        made: dict[UUID, date] = {}
        ends: dict[tuple[UUID, str], tuple[Any, Any, date]] = {}
        for change in changes:
            record_id = UUID(bytes=change.record)
            moment, kind = steps[change.step]
            on = moment.astimezone(zone).date()
            if change.kind is ChangeKind.CREATED and self._is_by_hand(change.step, kind):
                made[record_id] = on
            elif change.kind is ChangeKind.UPDATED:
                for field, after in change.after.items():
                    first, *_ = ends.get((record_id, field), (change.before[field],))
                    ends[record_id, field] = (first, after, on)
        return News(
            {
                (record_id, field): FieldChange(
                    self._decoded(by_id[record_id], field, before),
                    self._decoded(by_id[record_id], field, after),
                    on,
                )
                for (record_id, field), (before, after, on) in ends.items()
                if before != after
            },
            made,
        )

    def _turned_back(self, records: list[RecordT]) -> list[RecordT]:
        by_id = {record.id: record for record in records}
        changes = changes_of_records(self._connection, _keys(records), after_step=self._now)
        steps = self._steps({change.step for change in changes})
        unborn: set[UUID] = set()
        for change in reversed(changes):
            record = by_id[UUID(bytes=change.record)]
            if change.kind is ChangeKind.CREATED and self._is_by_hand(change.step, steps[change.step][1]):
                unborn.add(record.id)
            elif change.kind is ChangeKind.UPDATED:
                for field, raw in change.before.items():
                    # Not ``setattr``: nothing of this may look like a change to be written.
                    set_committed_value(record, field, self._decoded(record, field, raw))
        return [record for record in records if record.id not in unborn]

    def _deleted_since(self, entity: type[RecordT], present: set[UUID]) -> list[RecordT]:
        rows = self._session.execute(
            select(Change.step_seq, Change.table_name, Change.record_id, Change.kind, Change.image).where(
                Change.step_seq > self._now,
                Change.kind == ChangeKind.DELETED.value,
                Change.table_name == entity.__tablename__,
            )
        )
        gone: dict[UUID, ChangeInfo] = {}
        for seq, table, record_id, kind, image in rows:
            change = unpack_change(seq, table, record_id.bytes, kind, image)
            if change.before.get("account_id") == self._account_id.bytes and record_id not in present:
                gone.setdefault(record_id, change)
        return [
            entity(**{name: self._raw(entity, name, raw) for name, raw in change.before.items()})
            for change in gone.values()
        ]

    def _steps(self, numbers: set[int]) -> dict[int, tuple[datetime, StepKind]]:
        if not numbers:
            return {}
        rows = self._session.execute(select(Step.seq, Step.at, Step.kind).where(Step.seq.in_(numbers)))
        return {seq: (at, StepKind(kind)) for seq, at, kind in rows}

    def _is_by_hand(self, step: int, kind: StepKind) -> bool:
        if kind is not StepKind.USER:
            return False
        if self._account_step is None:
            born = select(Change.step_seq).where(
                Change.record_id == self._account_id, Change.kind == ChangeKind.CREATED.value
            )
            self._account_step = self._session.scalar(born.order_by(Change.step_seq).limit(1)) or 0
        return step != self._account_step

    def _decoded(self, record: Record, field: str, raw: Any) -> Any:
        return self._raw(type(record), field, raw)

    def _raw(self, entity: type[Record], field: str, raw: Any) -> Any:
        decode = entity.__table__.c[field].type.result_processor(self._dialect, None)
        return raw if decode is None else decode(raw)


def _keys(records: Iterable[Record]) -> list[bytes]:
    return [record.id.bytes for record in records]
