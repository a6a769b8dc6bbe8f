"""Handing promises over: somebody else answers for them now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from kam.core.changes import Area, Outcome
from kam.core.errors import RuleError
from kam.core.text import sort_key
from kam.core.vocabulary import Side
from kam.models import Account, Colleague, Stakeholder
from kam.services.commitments.records import commitments_of, put_owner
from kam.services.lists.shared import stakeholder_names
from kam.services.people.finding import is_there
from kam.services.profile import read_profile
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class OwnerChoice:
    """Somebody who can answer for a promise; ``hint`` is their job title."""

    id: UUID
    name: str
    hint: str = ""
    is_me: bool = False


@dataclass(frozen=True, slots=True)
class Owners:
    """Who can answer for promises to and by a client: those of us, and those of them, who are still there.

    ``successors`` say of who left who took their place.
    """

    ours: tuple[OwnerChoice, ...]
    theirs: tuple[OwnerChoice, ...]
    successors: dict[UUID, UUID]

    def of(self, side: Side) -> tuple[OwnerChoice, ...]:
        """Those of a side."""
        return self.ours if side is Side.OURS else self.theirs


@dataclass(frozen=True, slots=True)
class AccountChoice:
    """A client to choose."""

    id: UUID
    name: str


def owners_for(workspace: Workspace, account_id: UUID | None, *, as_of: datetime) -> Owners:
    """Who can answer, as of a moment; without a client those of us alone."""
    with workspace.reading() as session:
        day = read_profile(session).today(as_of)
        colleagues = session.scalars(select(Colleague)).all()
        ours = [
            OwnerChoice(each.id, each.name, each.job_title or "", each.is_me)
            for each in colleagues
            if each.left_on is None or each.left_on >= day
        ]
        theirs: list[OwnerChoice] = []
        successors: dict[UUID, UUID] = {}
        if account_id is not None:
            names = stakeholder_names(session, Stakeholder.account_id == account_id)
            for place in session.scalars(select(Stakeholder).where(Stakeholder.account_id == account_id)):
                if is_there(place, day):
                    theirs.append(OwnerChoice(place.id, names[place.id], place.job_title or ""))
                elif place.successor_id is not None:
                    successors[place.id] = place.successor_id
    return Owners(
        tuple(sorted(ours, key=lambda each: (not each.is_me, sort_key(each.name)))),
        tuple(sorted(theirs, key=lambda each: sort_key(each.name))),
        successors,
    )


def account_choices(workspace: Workspace) -> tuple[AccountChoice, ...]:
    """Every client by name."""
    with workspace.reading() as session:
        rows = session.execute(select(Account.id, Account.name))
        found = [AccountChoice(row.id, row.name) for row in rows]
    return tuple(sorted(found, key=lambda each: sort_key(each.name)))


def hand_over(workspace: Workspace, ids: Sequence[UUID], owner_id: UUID | None) -> Outcome[int]:
    """Let somebody else answer for promises of one side; None is nobody yet. Returns how many.

    Raises:
        RuleError: ``commitment.two_sides``, ``commitment.owner_elsewhere``.
        NotFoundError: ``commitment.gone``, ``colleague.gone``, ``stakeholder.gone``.

    """
    with workspace.writing("commitment.handed_over" if len(ids) == 1 else "commitments.handed_over") as unit:
        found = commitments_of(unit, ids)
        if len({each.side for each in found}) > 1:
            raise RuleError("commitment.two_sides")
        with unit.no_autoflush:
            for each in found:
                put_owner(unit, each, owner_id)
        return Outcome(len(found), Area.COMMITMENTS)
