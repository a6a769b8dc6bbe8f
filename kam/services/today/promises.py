"""Promises of Today by when they are due: all of them counted, of each group the most pressing read whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from kam.core.vocabulary import Side
from kam.models import Commitment
from kam.services.commitments.facts import of_ids, read_rows
from kam.services.commitments.query import PromiseSort
from kam.services.commitments.reading import in_order
from kam.services.commitments.rows import PromiseRow
from kam.services.profile import read_profile
from kam.services.remembering import Part, remembered
from kam.services.today.putting_off import PROMISE, Quiet
from kam.services.today.rows import SHOWN, PromiseCount, PromiseGroup
from kam.store.workspace import Workspace

_DUE: Final = """
    SELECT c.id, c.account_id, c.side, c.due_on, c.due_at, c.zone
    FROM commitment AS c
    WHERE c.status = 'open' AND c.due_on <= ?
    ORDER BY c.due_on, c.due_at IS NULL, substr(c.due_at, 12), c.id
"""
_DATES: Final = Part("today.promises", (Commitment,))
_SUNDAY: Final = 6
_OURS: Final = Side.OURS.value


@dataclass(frozen=True, slots=True)
class Promises:
    """What Today says of promises."""

    groups: tuple[tuple[PromiseGroup, tuple[PromiseRow, ...]], ...]
    counts: Mapping[PromiseGroup, PromiseCount]


class PromiseReader:
    """Reads the promises of the clients asked for, as of a moment."""

    def __init__(
        self,
        workspace: Workspace,
        session: Session,
        as_of: datetime,
        names: Mapping[UUID, str],
        quiet: Quiet,
    ) -> None:
        self._workspace = workspace
        self._session = session
        self._zone = read_profile(session).zone
        self._at = as_of.astimezone(self._zone)
        day = self._at.date()
        self._today = day.isoformat()
        self._sunday = (day + timedelta(days=_SUNDAY - day.weekday())).isoformat()
        self._accounts = {each.bytes for each in names}
        self._quiet = quiet

    def read(self, last: date) -> Promises:
        """What is late, and what is due until a day; promises without a date wait in the ledger."""
        found: dict[PromiseGroup, list[bytes]] = defaultdict(list)
        ours: dict[PromiseGroup, int] = defaultdict(int)
        hidden = self._quiet.hidden(PROMISE)
        for row in self._due(last.isoformat()):
            if row[1] not in self._accounts or row[0] in hidden:
                continue
            group = self._group(row)
            found[group].append(row[0])
            ours[group] += row[2] == _OURS
        shown = {group: [UUID(bytes=each) for each in ids[:SHOWN]] for group, ids in found.items()}
        every = [each for ids in shown.values() for each in ids]
        rows = {
            row.id: row
            for which in of_ids(every)
            for row in read_rows(self._session, which, self._at, self._zone)
        }
        groups = tuple(
            (group, in_order([rows[each] for each in shown[group]], PromiseSort.DUE))
            for group in PromiseGroup
            if group in shown
        )
        counts = {group: PromiseCount(ours[group], len(ids) - ours[group]) for group, ids in found.items()}
        return Promises(groups, counts)

    def _due(self, last: str) -> Sequence[Any]:
        """The dates of everybody's open promises, remembered until one changes."""
        return remembered(
            self._workspace,
            self._session,
            _DATES,
            last,
            lambda: self._session.connection().exec_driver_sql(_DUE, (last,)).fetchall(),
        )

    def _group(self, row: Any) -> PromiseGroup:
        """Late by the hour where one was promised, else by the day; days compare as they are written."""
        due_on, due_at, zone = row[3], row[4], row[5]
        if due_on < self._today if due_at is None else self._has_passed(due_at, zone):
            return PromiseGroup.LATE
        if due_on <= self._today:
            return PromiseGroup.TODAY
        return PromiseGroup.WEEK if due_on <= self._sunday else PromiseGroup.LATER

    def _has_passed(self, due_at: str, zone: str | None) -> bool:
        moment = datetime.fromisoformat(due_at)
        return moment.replace(tzinfo=ZoneInfo(zone) if zone else self._zone) < self._at
