"""What changes with the hour: open complaints and their clocks, meetings, contact (domain.md §3, §8)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
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


def read_complaints(
    session: Session, profile: Profile, as_of: datetime, account_id: UUID | None = None
) -> dict[UUID, OpenComplaints]:
    """The open complaints of every account that has any, or of one."""
    complaints = [each for each, _ in open_complaints(session, as_of, account_id)]
    if not complaints:
        return {}
    years = range(min(each.received_at.year for each in complaints), as_of.year + 2)
    calendar = read_calendar(session, profile.zone, years)
    clocks = clocks_of(session, complaints, norms_from(profile.settings), calendar, as_of)
    states: dict[UUID, list[ClockState | None]] = {}
    for each in complaints:
        pressing = clocks[each.id].pressing
        states.setdefault(each.account_id, []).append(pressing.state if pressing else None)
    return {account: OpenComplaints(len(found), _worst(found)) for account, found in states.items()}


def _worst(states: list[ClockState | None]) -> ClockState | None:
    return min((state for state in states if state is not None), key=WORST_FIRST.index, default=None)


def read_contacts(
    session: Session, profile: Profile, today: date, account_id: UUID | None = None
) -> Contacts:
    """The contacts of every account, or of one, around a day; what lies before it only by its last day."""
    begins = datetime.combine(today, time.min, profile.zone).astimezone(UTC)
    done = (Interaction.status == InteractionStatus.DONE, Interaction.starts_at < begins)
    last = select(func.max(Interaction.starts_at)).where(Interaction.account_id == Account.id, *done)
    of_own = select(Account.id, last.correlate(Account).scalar_subquery())
    of_shared = (
        select(InteractionAccount.account_id, func.max(Interaction.starts_at))
        .join(Interaction, Interaction.id == InteractionAccount.interaction_id)
        .where(*done)
        .group_by(InteractionAccount.account_id)
    )
    if account_id is not None:
        of_own = of_own.where(Account.id == account_id)
        of_shared = of_shared.where(InteractionAccount.account_id == account_id)
    rows: Iterable[tuple[UUID, datetime | None]] = session.execute(of_own)
    moments = {account: moment for account, moment in rows if moment is not None}
    for account, moment in session.execute(of_shared):
        moments[account] = max(moment, moments.get(account, moment))
    before = {account: profile.today(moment) for account, moment in moments.items()}
    return Contacts(before, coming(session, begins, None if account_id is None else [account_id]))


def coming(
    session: Session, begins: datetime, accounts: Collection[UUID] | None = None
) -> dict[UUID, list[Contact]]:
    """What began at a moment or later, in order, by account: of all accounts or of some that it concerns."""
    columns = (Interaction.id, Interaction.starts_at, Interaction.kind, Interaction.status)
    since = Interaction.starts_at >= begins
    of_own = select(Interaction.account_id, *columns).where(since)
    of_shared = (
        select(InteractionAccount.account_id, *columns)
        .join(Interaction, Interaction.id == InteractionAccount.interaction_id)
        .where(since)
    )
    if accounts is not None:
        of_own = of_own.where(Interaction.account_id.in_(accounts))
        of_shared = of_shared.where(InteractionAccount.account_id.in_(accounts))
    found: dict[UUID, list[Contact]] = {}
    for account, *facts in (*session.execute(of_own), *session.execute(of_shared)):
        found.setdefault(account, []).append(Contact(*facts))
    for contacts in found.values():
        contacts.sort(key=lambda contact: (contact.at, contact.id))
    return found


def read_norms(
    session: Session, cadence: CadenceSettings, today: date, account_id: UUID | None = None
) -> dict[UUID, int]:
    """Every how many days each account, or one, is to be met: the tightest cadence of anybody there."""
    by_circle = case(
        {
            Circle.CORE: cadence.core_days,
            Circle.SUPPORT: cadence.support_days,
            Circle.OUTER: cadence.outer_days,
        },
        value=Stakeholder.circle,
    )
    norm = func.coalesce(Stakeholder.cadence_days, by_circle)
    query = (
        select(Stakeholder.account_id, func.min(norm))
        .where(
            Stakeholder.person_id.is_not(None),
            Stakeholder.left_on.is_(None) | (Stakeholder.left_on > today),
            norm.is_not(None),
        )
        .group_by(Stakeholder.account_id)
    )
    if account_id is not None:
        query = query.where(Stakeholder.account_id == account_id)
    return dict(iter(session.execute(query)))
