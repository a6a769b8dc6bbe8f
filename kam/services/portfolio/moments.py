"""What changes with the hour: open complaints and their clocks, meetings, contact (domain.md §3, §8)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, case, func, select
from sqlalchemy.orm import Session

from kam.analysis.map_checks import CadenceSettings
from kam.core.vocabulary import Circle, ClockState, InteractionStatus
from kam.models import Account, Interaction, InteractionAccount, Stakeholder
from kam.services.complaint_courses import clocks_of
from kam.services.lists.hindsight import GATHERINGS, lay_ahead, open_complaints
from kam.services.profile import Profile
from kam.services.working_calendar import norms_from, read_calendar
from kam.store.journal import chunks

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
class NextMeeting:
    """What is planned next with an account; the moment is in the workspace's zone."""

    id: UUID
    at: datetime
    subject: str


@dataclass(frozen=True, slots=True)
class Moments:
    """By account, as of a moment."""

    complaints: dict[UUID, OpenComplaints]
    next_meetings: dict[UUID, NextMeeting]
    last_contacts: dict[UUID, date]


def read_moments(session: Session, profile: Profile, as_of: datetime) -> Moments:
    """Everything of all accounts that a passing minute may change."""
    return Moments(
        complaints=_complaints(session, profile, as_of),
        next_meetings=_next_meetings(session, profile, as_of),
        last_contacts=_last_contacts(session, profile, as_of),
    )


def _complaints(session: Session, profile: Profile, as_of: datetime) -> dict[UUID, OpenComplaints]:
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


def _one(column: ColumnElement[Any], *conditions: ColumnElement[bool]) -> ScalarSelect[Any]:
    """One value of the account's interactions: a seek in the index of account, status and start."""
    here = (Interaction.account_id == Account.id, *conditions)
    return select(column).where(*here).correlate(Account).scalar_subquery()


def _next_meetings(session: Session, profile: Profile, as_of: datetime) -> dict[UUID, NextMeeting]:
    planned = Interaction.status == InteractionStatus.PLANNED
    ahead = [_one(func.min(Interaction.starts_at), planned, Interaction.starts_at >= as_of)]
    for happened in (InteractionStatus.DONE, InteractionStatus.MISSED):  # what was still ahead at the moment
        later = (Interaction.status == happened, Interaction.starts_at > as_of)
        ahead.append(_one(func.min(Interaction.starts_at), *later, Interaction.kind.in_(GATHERINGS)))
    starts: dict[UUID, datetime] = {}
    for account, *moments in session.execute(select(Account.id, *ahead)):
        if known := [moment for moment in moments if moment is not None]:
            starts[account] = min(known)
    for account, moment in _shared(session, func.min(Interaction.starts_at), lay_ahead(as_of, since=as_of)):
        starts[account] = min(moment, starts.get(account, moment))
    return _named(session, profile, starts, as_of)


def _named(
    session: Session, profile: Profile, starts: dict[UUID, datetime], as_of: datetime
) -> dict[UUID, NextMeeting]:
    """The meetings that start at these moments, with their subjects."""
    found: dict[UUID, NextMeeting] = {}
    columns = (Interaction.id, Interaction.account_id, Interaction.starts_at, Interaction.subject)
    further = InteractionAccount.account_id.label("further")
    for part in chunks(set(starts.values())):
        rows = session.execute(
            select(*columns, further)
            .outerjoin(InteractionAccount, InteractionAccount.interaction_id == Interaction.id)
            .where(Interaction.starts_at.in_(part), lay_ahead(as_of, since=as_of))
            .order_by(Interaction.id.desc())
        )
        for row in rows:
            meeting = NextMeeting(row.id, row.starts_at.astimezone(profile.zone), row.subject)
            for account in (row.account_id, row.further):
                if account is not None and starts.get(account) == row.starts_at:
                    found[account] = meeting
    return found


def _last_contacts(session: Session, profile: Profile, as_of: datetime) -> dict[UUID, date]:
    done = (Interaction.status == InteractionStatus.DONE, Interaction.starts_at <= as_of)
    last = _one(func.max(Interaction.starts_at), *done)
    rows = session.execute(select(Account.id, last))
    moments: dict[UUID, datetime] = {account: moment for account, moment in rows if moment is not None}
    for account, moment in _shared(session, func.max(Interaction.starts_at), *done):
        moments[account] = max(moment, moments.get(account, moment))
    return {account: profile.today(moment) for account, moment in moments.items()}


def _shared(
    session: Session, moment: ColumnElement[Any], *conditions: ColumnElement[bool]
) -> Iterator[tuple[UUID, datetime]]:
    """The same of interactions that concern a further account."""
    rows = session.execute(
        select(InteractionAccount.account_id, moment)
        .join(Interaction, Interaction.id == InteractionAccount.interaction_id)
        .where(*conditions)
        .group_by(InteractionAccount.account_id)
    )
    return ((account, found) for account, found in rows)


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
