"""What changes with the hour: open complaints and their clocks, meetings, contact (domain.md §3, §8)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from kam.analysis.map_checks import CadenceSettings
from kam.core.vocabulary import Circle, ClockState, InteractionKind, InteractionStatus
from kam.models import Account, Interaction, InteractionAccount, Stakeholder
from kam.services.complaint_courses import clocks_of
from kam.services.lists.hindsight import GATHERINGS, open_complaints
from kam.services.profile import Profile
from kam.services.working_calendar import norms_from, read_calendar

WORST_FIRST: Final = (
    ClockState.BREACHED,
    ClockState.AT_RISK,
    ClockState.ON_TRACK,
    ClockState.PAUSED,
    ClockState.MET,
)


@dataclass(frozen=True, slots=True)
class OpenComplaints:
    """How many complaints of an account are open, and the worst of their clocks (None: all have stopped)."""

    count: int
    worst: ClockState | None


@dataclass(frozen=True, slots=True)
class Contact:
    """An interaction of the running day or later, as each account that it concerns sees it."""

    id: UUID
    at: datetime
    kind: InteractionKind
    status: InteractionStatus

    def lay_ahead(self, as_of: datetime) -> bool:
        """Whether it was planned at a moment, as ``hindsight.lay_ahead`` says for queries."""
        if self.status is InteractionStatus.PLANNED:
            return self.at >= as_of
        return self.status in _HAPPENED and self.at > as_of and self.kind in GATHERINGS


_HAPPENED: Final = frozenset({InteractionStatus.DONE, InteractionStatus.MISSED})


@dataclass(frozen=True, slots=True)
class Contacts:
    """By account: the day of the last contact before this day, and what lies in it or later, in order."""

    before: dict[UUID, date]
    coming: dict[UUID, list[Contact]]

    def next_meeting(self, account: UUID, as_of: datetime) -> Contact | None:
        """What was planned next at a moment of the day."""
        return next((each for each in self.coming.get(account, ()) if each.lay_ahead(as_of)), None)

    def last_contact(self, account: UUID, as_of: datetime, zone: ZoneInfo) -> date | None:
        """The day of the last contact by a moment of the day."""
        done = [
            each.at
            for each in self.coming.get(account, ())
            if each.status is InteractionStatus.DONE and each.at <= as_of
        ]
        return done[-1].astimezone(zone).date() if done else self.before.get(account)


def read_complaints(session: Session, profile: Profile, as_of: datetime) -> dict[UUID, OpenComplaints]:
    """The open complaints of every account that has any."""
    complaints = [each for each, _ in open_complaints(session, as_of)]
    years = range(min((each.received_at.year for each in complaints), default=as_of.year), as_of.year + 2)
    calendar = read_calendar(session, profile.zone, years)
    clocks = clocks_of(session, complaints, norms_from(profile.settings), calendar, as_of)
    states: dict[UUID, list[ClockState | None]] = {}
    for each in complaints:
        pressing = clocks[each.id].pressing
        states.setdefault(each.account_id, []).append(pressing.state if pressing else None)
    return {account: OpenComplaints(len(found), _worst(found)) for account, found in states.items()}


def _worst(states: list[ClockState | None]) -> ClockState | None:
    return min((state for state in states if state is not None), key=WORST_FIRST.index, default=None)


def read_contacts(session: Session, profile: Profile, today: date) -> Contacts:
    """The contacts of every account around a day; what lies before it only by its last day."""
    begins = datetime.combine(today, time.min, profile.zone).astimezone(UTC)
    done = (Interaction.status == InteractionStatus.DONE, Interaction.starts_at < begins)
    last = select(func.max(Interaction.starts_at)).where(Interaction.account_id == Account.id, *done)
    rows: Iterable[tuple[UUID, datetime | None]] = session.execute(
        select(Account.id, last.correlate(Account).scalar_subquery())
    )
    moments = {account: moment for account, moment in rows if moment is not None}
    shared = session.execute(
        select(InteractionAccount.account_id, func.max(Interaction.starts_at))
        .join(Interaction, Interaction.id == InteractionAccount.interaction_id)
        .where(*done)
        .group_by(InteractionAccount.account_id)
    )
    for account, moment in shared:
        moments[account] = max(moment, moments.get(account, moment))
    before = {account: profile.today(moment) for account, moment in moments.items()}
    return Contacts(before, _coming(session, begins))


def _coming(session: Session, begins: datetime) -> dict[UUID, list[Contact]]:
    since = Interaction.starts_at >= begins
    rows = session.execute(
        select(
            Interaction.id,
            Interaction.account_id,
            Interaction.starts_at,
            Interaction.kind,
            Interaction.status,
        )
        .where(since)
        .order_by(Interaction.starts_at, Interaction.id)
    ).all()
    further: dict[UUID, list[UUID]] = {}
    for interaction, account in session.execute(
        select(InteractionAccount.interaction_id, InteractionAccount.account_id)
        .join(Interaction, Interaction.id == InteractionAccount.interaction_id)
        .where(since)
    ):
        further.setdefault(interaction, []).append(account)
    coming: dict[UUID, list[Contact]] = {}
    for row in rows:
        contact = Contact(row.id, row.starts_at, row.kind, row.status)
        for account in (row.account_id, *further.get(row.id, ())):
            coming.setdefault(account, []).append(contact)
    return coming


def read_norms(session: Session, cadence: CadenceSettings, today: date) -> dict[UUID, int]:
    """Every how many days each account is to be met: the tightest cadence of anybody there by name."""
    by_circle = case(
        {
            Circle.CORE: cadence.core_days,
            Circle.SUPPORT: cadence.support_days,
            Circle.OUTER: cadence.outer_days,
        },
        value=Stakeholder.circle,
    )
    norm = func.coalesce(Stakeholder.cadence_days, by_circle)
    rows = session.execute(
        select(Stakeholder.account_id, func.min(norm))
        .where(
            Stakeholder.person_id.is_not(None),
            Stakeholder.left_on.is_(None) | (Stakeholder.left_on > today),
            norm.is_not(None),
        )
        .group_by(Stakeholder.account_id)
    )
    return dict(iter(rows))
