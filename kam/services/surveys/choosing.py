"""Whom a round may ask: everybody who is there, and what to think of before asking them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from kam.core.vocabulary import Attitude, BuyingRole, Circle, Term
from kam.core.vocabulary.term import label
from kam.models import SurveyAnswer
from kam.services.people.directory import PeopleQuery, read_directory
from kam.services.people.names import NameParts
from kam.services.profile import read_profile
from kam.store.workspace import Workspace

ASKED_LATELY: Final = 90
"""Days within which asking again is asking too often: our own rule, a quarter."""


class Doubt(Term):
    """What to think of before somebody is asked."""

    NO_CONSENT = "no_consent", label("survey doubt", "no consent")
    NO_ADDRESS = "no_address", label("survey doubt", "no e-mail")
    ASKED_LATELY = "asked_lately", label("survey doubt", "asked lately")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can be asked."""

    id: UUID
    account_id: UUID
    account: str
    name: NameParts
    job_title: str
    roles: tuple[BuyingRole, ...]
    circle: Circle | None
    influence: int | None
    attitude: Attitude | None
    email: str
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Candidates:
    """Those whom a query finds, by client and name; ``unasked`` counts places that cannot be asked.

    These are places without a name and people who had themselves erased.
    """

    rows: tuple[Candidate, ...]
    unasked: int


def read_candidates(workspace: Workspace, query: PeopleQuery, *, as_of: datetime) -> Candidates:
    """Who can be asked of those whom a query of the directory finds; who has left is never among them."""
    asked = _asked_on(workspace, as_of)
    found = read_directory(workspace, replace(query, left=False, by_account=True), as_of=as_of)
    there = [row for row in found.rows if row.left_on is None]
    known = [row for row in there if row.person_id is not None and not row.erased and row.name]
    rows = tuple(
        Candidate(
            id=row.id,
            account_id=row.account_id,
            account=row.account,
            name=row.name,
            job_title=row.job_title or "",
            roles=row.roles,
            circle=row.circle,
            influence=row.influence,
            attitude=row.attitude,
            email=row.email or "",
            doubts=_doubts(
                consent=row.consent_on is not None, address=bool(row.email), lately=row.id in asked
            ),
        )
        for row in known
    )
    return Candidates(rows, len(there) - len(known))


def _doubts(*, consent: bool, address: bool, lately: bool) -> tuple[Doubt, ...]:
    holds = ((not consent, Doubt.NO_CONSENT), (not address, Doubt.NO_ADDRESS), (lately, Doubt.ASKED_LATELY))
    return tuple(doubt for is_so, doubt in holds if is_so)


def _asked_on(workspace: Workspace, as_of: datetime) -> set[UUID]:
    """Who was asked within the last quarter."""
    with workspace.reading() as session:
        since = read_profile(session).today(as_of) - timedelta(days=ASKED_LATELY)
        query = select(SurveyAnswer.stakeholder_id).where(SurveyAnswer.on > since)
        return {place for place in session.scalars(query) if place is not None}
