"""Lines of Today that one does not want to see now: put off until a moment, or explained away for good.

What is explained away comes back only when the same thing begins anew: its reason is kept with the day.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kam.core.changes import Area, Outcome
from kam.core.errors import RuleError
from kam.models import (
    Account,
    Commitment,
    Complaint,
    Contract,
    Interaction,
    Person,
    SignalState,
    Stakeholder,
)
from kam.services.people.names import NameParts
from kam.services.profile import read_profile
from kam.services.today.rows import PutOffRow
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

MEETING = "meeting"
PROMISE = "promise"
COMPLAINT = "complaint"
"""Codes of lines that are no signals; those have the code of their kind."""
LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class PutOff:
    """Which line: its code, the record it is about, and whose account it is."""

    code: str
    about: UUID
    account_id: UUID | None


def put_off(workspace: Workspace, line: PutOff, until: datetime, *, now: datetime) -> Outcome[UUID]:
    """Do not show a line until a moment (aware).

    Raises:
        RuleError: ``today.until_past`` for a moment that has gone.

    """
    if until <= now:
        raise RuleError("today.until_past")
    with workspace.writing("today.put_off") as unit:
        state = _state(unit, line)
        state.until, state.reason = until, None
        state.noted_on = read_profile(unit).today(now)
        return Outcome(_kept(unit, state), Area.SETTINGS)


def explain_away(workspace: Workspace, line: PutOff, reason: str, *, now: datetime) -> Outcome[UUID]:
    """Do not show a line again, unless it begins anew; the reason is kept.

    Raises:
        RuleError: ``today.without_reason``.

    """
    if not reason.strip():
        raise RuleError("today.without_reason")
    with workspace.writing("today.explained") as unit:
        state = _state(unit, line)
        state.until, state.reason = None, reason.strip()
        state.noted_on = read_profile(unit).today(now)
        return Outcome(_kept(unit, state), Area.SETTINGS)


def take_back(workspace: Workspace, ids: Iterable[UUID]) -> Outcome[int]:
    """Show lines again that were put off or explained away; those that are gone are no loss."""
    with workspace.writing("today.taken_back") as unit:
        there = [each for each in ids if unit.get(SignalState, each) is not None]
        unit.remove(SignalState, there)
        return Outcome(len(there), Area.SETTINGS)


def _state(unit: UnitOfWork, line: PutOff) -> SignalState:
    there = unit.scalars(
        select(SignalState).where(SignalState.code == line.code, SignalState.about == line.about)
    ).one_or_none()
    return there or SignalState(code=line.code, about=line.about, account_id=line.account_id)


def _kept(unit: UnitOfWork, state: SignalState) -> UUID:
    unit.add(state)
    return state.id


class Quiet:
    """What is not to be shown at a moment."""

    def __init__(self, session: Session, now: datetime) -> None:
        query = select(SignalState).where(or_(SignalState.until.is_(None), SignalState.until > now))
        self.states = list(session.scalars(query))
        self._by_line = {(each.code, each.about): each for each in self.states}

    def hides(self, code: str, about: UUID, since: date | None = None) -> bool:
        """Whether a line is put off; one explained away is shown again when it began after that day."""
        state = self._by_line.get((code, about))
        if state is None:
            return False
        return state.until is not None or since is None or since <= state.noted_on

    def hidden(self, code: str) -> set[bytes]:
        """The records whose lines of a kind are put off, by their ids as they are stored."""
        return {each.about.bytes for each in self.states if each.code == code}


def told_rows(session: Session, states: Sequence[SignalState]) -> tuple[PutOffRow, ...]:
    """Everything put off, what comes back first first; then what was explained away, latest first."""
    if not states:
        return ()
    names = _names_of(session, [each.about for each in states])
    accounts = {each.account_id for each in states if each.account_id is not None}
    named = session.execute(select(Account.id, Account.name).where(Account.id.in_(accounts)))
    account_names = {row.id: row.name for row in named}
    rows = [
        PutOffRow(
            id=each.id,
            code=each.code,
            about=each.about,
            account_id=each.account_id,
            account=account_names.get(each.account_id, "") if each.account_id else "",
            text=names.get(each.about, ""),
            until=each.until,
            reason=each.reason or "",
            noted_on=each.noted_on,
        )
        for each in states
    ]
    waiting = sorted((row for row in rows if row.until), key=lambda row: (row.until, row.id))
    explained = sorted((row for row in rows if not row.until), key=lambda row: row.id, reverse=True)
    return (*waiting, *explained)


def _names_of(session: Session, ids: Sequence[UUID]) -> dict[UUID, str]:
    """What the records are called, whichever kind they are of."""
    found: dict[UUID, str] = {}
    for entity, name in (
        (Interaction, Interaction.subject),
        (Commitment, Commitment.text),
        (Complaint, Complaint.number),
        (Contract, Contract.number),
    ):
        rows = session.execute(select(entity.id, name).where(entity.id.in_(ids)))
        found |= {row[0]: row[1] or "" for row in rows}
    people = session.execute(
        select(Stakeholder.id, Person.family_name, Person.given_name)
        .join(Person, Person.id == Stakeholder.person_id)
        .where(Stakeholder.id.in_(ids))
    )
    return found | {row[0]: NameParts.of(row[1], row[2], "").brief for row in people}
