"""The sheet of the day: its content from what Today reads, and the paper drawn from it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from kam.core.short_names import short_account
from kam.core.vocabulary import ClockState, Side
from kam.core.words import words_for
from kam.models import Colleague, Interaction
from kam.reports.content.day import DayClock, DayContent, DayMeeting
from kam.reports.content.promises import CommitmentLine, ComplaintClock
from kam.services.calendar.rows import CalendarEntry
from kam.services.commitments.rows import PromiseRow
from kam.services.profile import Profile, read_profile
from kam.services.today.reading import WEEK_OF_ALL, read_today
from kam.services.today.rows import ClockItem, MeetingItem, Today, TodayQuery, Whose
from kam.store.workspace import Workspace

if TYPE_CHECKING:
    from kam.reports.result import PaperResult

_DAY: Final = timedelta(days=1)


def day_pdf(
    workspace: Workspace,
    query: TodayQuery = WEEK_OF_ALL,
    *,
    as_of: datetime,
    printed_at: datetime | None = None,
    language: str,
) -> PaperResult:
    """Draw the day on one page; ``printed_at`` is ``as_of`` unless it is given."""
    from kam.reports.day_sheet import draw_day

    content = collect_day(workspace, query, as_of=as_of, printed_at=printed_at or as_of)
    return draw_day(content, words=words_for(language))


def collect_day(
    workspace: Workspace, query: TodayQuery = WEEK_OF_ALL, *, as_of: datetime, printed_at: datetime
) -> DayContent:
    """Everything that the sheet shows."""
    today = read_today(workspace, query, as_of=as_of)
    with workspace.reading() as session:
        profile = read_profile(session)
        ids = [item.entry.id for _, items in today.meetings for item in items]
        told = select(Interaction.id, Interaction.purpose).where(Interaction.id.in_(ids))
        purposes = {row.id: row.purpose or "" for row in session.execute(told)}
        whose = None if query.whose is Whose.ALL else query.colleague_id or profile.me
        name = session.scalar(select(Colleague.name).where(Colleague.id == whose)) or ""
    return _Collector(today, profile, purposes).content(name, as_of, printed_at)


class _Collector:
    def __init__(self, today: Today, profile: Profile, purposes: dict[UUID, str]) -> None:
        self._today = today
        self._profile = profile
        self._purposes = purposes

    def content(self, whose: str, as_of: datetime, printed_at: datetime) -> DayContent:
        """All of it."""
        today = self._today
        ahead = [(day, self._meeting(item)) for day, items in today.meetings for item in items]
        coming = tuple(meeting for day, meeting in ahead if day != today.day)
        meetings = tuple(meeting for day, meeting in ahead if day == today.day)
        # They come in order: as long as none of another day is read, those that are not read may be today's.
        more_today, more_later = (0, today.more_meetings) if coming else (today.more_meetings, 0)
        rows = [row for _, group in today.promises for row in group]
        counts = today.promise_counts.values()
        return DayContent(
            day=today.day,
            as_of=as_of,
            printed_at=printed_at,
            zone=str(self._profile.zone),
            currency=self._profile.currency,
            company=self._profile.company,
            whose=whose,
            days=today.days,
            free=None if today.free is None else (today.free.start, today.free.end),
            meetings=meetings,
            meetings_total=len(meetings) + more_today,
            coming=coming,
            coming_total=len(coming) + more_later,
            unrecorded=tuple(self._entry(each) for each in today.unrecorded),
            unrecorded_total=len(today.unrecorded) + today.more_unrecorded,
            ours=self._promises(row for row in rows if row.side is Side.OURS),
            ours_total=sum(count.ours for count in counts),
            theirs=self._promises(row for row in rows if row.side is Side.THEIRS),
            theirs_total=sum(count.theirs for count in counts),
            clocks=tuple(self._clock(item) for _, items in today.clocks for item in items),
            signals=(*today.new_signals, *today.signals),
            new_signals=len(today.new_signals),
        )

    def _meeting(self, item: MeetingItem) -> DayMeeting:
        return self._entry(item.entry, item)

    def _entry(self, entry: CalendarEntry, item: MeetingItem | None = None) -> DayMeeting:
        return DayMeeting(
            starts=entry.starts,
            ends=entry.ends,
            kind=entry.kind,
            account=entry.account,
            subject=entry.subject,
            purpose=self._purposes.get(entry.id, ""),
            people=entry.people,
            place=entry.place or "",
            leave_at=entry.leave_at,
            ready=entry.ready,
            to_do=entry.to_do,
            lacks=item.lacks if item else (),
            own_lacks=item.own_lacks if item else (),
            internal=entry.internal,
        )

    def _promises(self, rows: Iterable[PromiseRow]) -> tuple[CommitmentLine, ...]:
        return tuple(
            CommitmentLine(
                text=row.text,
                owner=short_account(row.account),
                due_on=row.due_on,
                due_at=row.due_at,
                days_late=row.days_late,
                due_today=row.due_on == self._today.day,
            )
            for row in rows
        )

    def _clock(self, item: ClockItem) -> DayClock:
        zone: ZoneInfo = self._profile.zone
        return DayClock(
            number=item.number,
            account=item.account,
            summary=item.summary,
            severity=item.severity,
            clock=ComplaintClock(
                kind=item.clock,
                state=ClockState.of(item.group.value),
                used_share=item.used,
                left=-item.over if item.over else item.left,
                due_at=None if item.due is None else item.due.replace(tzinfo=zone),
                paused_since=None if item.paused_days is None else self._today.day - _DAY * item.paused_days,
            ),
        )
