"""Meetings of Today: those ahead with what they lack, those that are over and not written down, free time.

Of very many the first hundred are read whole; how many more there are is counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import false, select
from sqlalchemy.orm import Session

from kam.analysis.free_time import Span, free_spans
from kam.core.vocabulary import ChecklistCode, InteractionKind
from kam.models import ChecklistItem, Interaction
from kam.models.types import to_micros
from kam.services.calendar.period import LEAST_FREE, entries_of, plan_of, working_calendar
from kam.services.calendar.rows import SHOWN_MINUTES, CalendarEntry
from kam.services.lists.hindsight import GATHERINGS
from kam.services.profile import Profile
from kam.services.today.putting_off import MEETING, Quiet
from kam.services.today.rows import SHOWN, MeetingItem

UNRECORDED_DAYS: Final = 30
"""A meeting without an outcome is asked about for so long."""
_LONGEST: Final = timedelta(days=14)
"""What began earlier than that does not last into today."""
PLANNED: Final = """
    SELECT i.id, i.account_id, i.starts_at, i.minutes
    FROM account AS a
    CROSS JOIN interaction AS i
        ON i.account_id = a.id AND i.status = 'planned' AND i.starts_at >= ? AND i.starts_at < ?
    ORDER BY i.starts_at, i.id
"""
"""By the index of each client's meetings: what was done, which is most of them, is never looked at."""
_TAKEN: Final = """
    SELECT starts_at, minutes, travel_minutes, kind
    FROM interaction
    WHERE starts_at >= ? AND starts_at < ? AND status IN ('planned', 'done') AND kind IN ({kinds})
        AND starts_at + (coalesce(minutes, 0) + coalesce(travel_minutes, 0) + 60) * 60000000 > ?
"""


@dataclass(frozen=True, slots=True)
class Meetings:
    """What Today says of meetings; ``more_…`` count what is not read."""

    ahead: tuple[tuple[date, tuple[MeetingItem, ...]], ...]
    more_ahead: int
    unrecorded: tuple[CalendarEntry, ...]
    more_unrecorded: int
    free: Span | None


class MeetingReader:
    """Reads the meetings of the clients asked for, as of a moment."""

    def __init__(
        self, session: Session, profile: Profile, as_of: datetime, names: Mapping[UUID, str], quiet: Quiet
    ) -> None:
        self._session = session
        self._profile = profile
        self._as_of = as_of
        self._day = profile.today(as_of)
        self._now = as_of.astimezone(profile.zone).replace(tzinfo=None)
        self._names = names
        self._quiet = quiet

    def read(self, last: date) -> Meetings:
        """All that lies ahead until a day, and what of the past month waits to be written down."""
        ahead, over = self._planned(last)
        over.reverse()
        entries = self._entries(ahead[:SHOWN])
        return Meetings(
            ahead=self._by_day(entries),
            more_ahead=max(len(ahead) - SHOWN, 0),
            unrecorded=tuple(self._entries(over[:SHOWN])),
            more_unrecorded=max(len(over) - SHOWN, 0),
            free=self._longest_free(),
        )

    def _planned(self, last: date) -> tuple[list[bytes], list[bytes]]:
        """What is not over yet, and what is, each in order."""
        since = self._moment(self._day - timedelta(days=UNRECORDED_DAYS))
        until = self._moment(last + timedelta(days=1))
        accounts = {each.bytes for each in self._names}
        hidden = self._quiet.hidden(MEETING)
        ahead: list[bytes] = []
        over: list[bytes] = []
        now = to_micros(self._as_of)
        for stored, account, starts, minutes in self._session.connection().exec_driver_sql(
            PLANNED, (to_micros(since), to_micros(until))
        ):
            if account in accounts and stored not in hidden:
                ended = starts + (minutes or 0) * 60_000_000 <= now and starts < now
                (over if ended else ahead).append(stored)
        return ahead, over

    def _entries(self, stored: Sequence[bytes]) -> list[CalendarEntry]:
        ids = [UUID(bytes=each) for each in stored]
        rows = {
            row.id: row for row in self._session.scalars(select(Interaction).where(Interaction.id.in_(ids)))
        }
        return list(entries_of(self._session, self._profile, [rows[each] for each in ids], self._as_of))

    def _by_day(self, entries: Sequence[CalendarEntry]) -> tuple[tuple[date, tuple[MeetingItem, ...]], ...]:
        lacks = self._lacks([each.id for each in entries])
        found: dict[date, list[MeetingItem]] = defaultdict(list)
        upcoming = next((each.id for each in entries if not each.internal), None)
        for each in entries:
            codes, own = lacks.get(each.id, ((), ()))
            until = each.starts - self._now if each.starts > self._now else None
            item = MeetingItem(each, codes, own, is_next=each.id == upcoming, until=until)
            found[max(each.starts.date(), self._day)].append(item)
        return tuple((day, tuple(items)) for day, items in sorted(found.items()))

    def _lacks(self, ids: Sequence[UUID]) -> dict[UUID, tuple[tuple[ChecklistCode, ...], tuple[str, ...]]]:
        rows = self._session.execute(
            select(ChecklistItem.interaction_id, ChecklistItem.code, ChecklistItem.text)
            .where(ChecklistItem.interaction_id.in_(ids), ChecklistItem.done == false())
            .order_by(ChecklistItem.position, ChecklistItem.id)
        )
        codes: dict[UUID, list[ChecklistCode]] = defaultdict(list)
        own: dict[UUID, list[str]] = defaultdict(list)
        for meeting, code, text in rows:
            if code is ChecklistCode.CUSTOM:
                own[meeting].append(text or "")
            else:
                codes[meeting].append(code)
        return {each: (tuple(codes[each]), tuple(own[each])) for each in ids}

    def _longest_free(self) -> Span | None:
        """The longest free stretch of what is left of the day, whoever the meetings are with."""
        calendar = working_calendar(self._session, self._profile, self._day, self._day)
        hours = plan_of(calendar, (), self._day, datetime.combine(self._day, time.min)).hours
        taken = [span for row in self._taken() if (span := self._span(row)) is not None]
        free = free_spans(hours, taken, since=self._now, at_least=LEAST_FREE)
        return max(free, key=lambda span: (span.length, -span.start.timestamp()), default=None)

    def _taken(self) -> Sequence[Any]:
        begins, ends = self._moment(self._day), self._moment(self._day + timedelta(days=1))
        kinds = ", ".join(f"'{kind.value}'" for kind in GATHERINGS)
        found = self._session.connection().exec_driver_sql(
            _TAKEN.format(kinds=kinds), (to_micros(begins - _LONGEST), to_micros(ends), to_micros(begins))
        )
        return found.fetchall()

    def _span(self, row: Any) -> Span | None:
        """The time that a meeting takes of today with the way; None where it was over before."""
        at, minutes, travel, kind = row
        starts = (
            datetime.fromtimestamp(at / 1_000_000, UTC).astimezone(self._profile.zone).replace(tzinfo=None)
        )
        ends = starts + timedelta(minutes=minutes or SHOWN_MINUTES)
        way = timedelta(minutes=travel or 0)
        back = way if kind == InteractionKind.SITE_VISIT.value else timedelta(0)
        if ends + back <= datetime.combine(self._day, time.min):
            return None
        return Span(starts - way, ends + back)

    def _moment(self, day: date) -> datetime:
        return datetime.combine(day, time.min, self._profile.zone).astimezone(UTC)
