"""What the people's views show: frozen rows, safe on any thread (domain.md §3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar
from uuid import UUID

from kam.analysis.coverage import Coverage
from kam.analysis.map_review import ReviewedCheck
from kam.analysis.ratings import WeightedAttitude
from kam.core.vocabulary import (
    Attitude,
    BuyingRole,
    Circle,
    ComplaintStage,
    ContactLevel,
    DecisionLens,
    LineKind,
    RelationshipLevel,
    TeamRole,
)
from kam.services.people.names import NameParts

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RatingRow(Generic[T]):
    """A rating in force. All None: never rated, and nothing is aimed at.

    ``on`` is the day it was given, ``stale`` whether that is longer ago than the norm (90 days ⚙).
    """

    value: T | None = None
    on: date | None = None
    stale: bool = False
    evidence: str | None = None
    target: T | None = None
    target_on: date | None = None


@dataclass(frozen=True, slots=True)
class LevelRow:
    """What one of us is to somebody, and what we aim at."""

    colleague_id: UUID
    colleague: str
    level: RelationshipLevel
    on: date
    stale: bool
    evidence: str | None
    target: RelationshipLevel | None
    target_on: date | None


@dataclass(frozen=True, slots=True)
class RaisedComplaint:
    """A complaint that somebody raised: how far it is, and how they stood to us before and after it."""

    id: UUID
    number: str
    summary: str
    received_on: date
    stage: ComplaintStage
    satisfaction: int | None
    attitude_before: Attitude | None
    attitude_after: Attitude | None

    @property
    def is_open(self) -> bool:
        """Neither closed nor rejected."""
        return self.stage not in {ComplaintStage.CLOSED, ComplaintStage.REJECTED}


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A person's place at an account as of a day. A placeholder has no ``person_id`` and no ``name``.

    ``label`` is what a narrow place says: the family name, or what a placeholder is. ``owner`` is the name of
    the one of us who answers for the relationship, None where nobody does. ``contact_days`` counts from the
    last done contact (None: never); ``contact_norm`` is the cadence in force, ``own_cadence`` the place's
    own. ``open_days`` is how long a placeholder has been waiting for a name, None where there is one.
    ``erased`` marks a person who had themselves erased. What is said "before" held on the map's earlier day.
    """

    id: UUID
    version: int
    account_id: UUID
    person_id: UUID | None
    person_version: int | None
    name: NameParts
    label: str
    placeholder: str | None
    placeholder_since: date | None
    open_days: int | None
    erased: bool
    job_title: str | None
    department: str | None
    unit_id: UUID | None
    unit: str | None
    reports_to: UUID | None
    assistant: bool
    roles: tuple[BuyingRole, ...]
    circle: Circle | None
    lens: DecisionLens | None
    influence: RatingRow[int]
    attitude: RatingRow[Attitude]
    contact_level: RatingRow[ContactLevel]
    levels: tuple[LevelRow, ...]
    influence_before: int | None
    attitude_before: Attitude | None
    owner_id: UUID | None
    owner: str | None
    last_contact_on: date | None
    contact_days: int | None
    contact_norm: int | None
    own_cadence: int | None
    overdue: bool
    next_contact_id: UUID | None
    next_contact_at: datetime | None
    cares_about: str | None
    avoid: str | None
    business_win: str | None
    personal_win: str | None
    concerns: str | None
    notes: str | None
    since: date | None
    left_on: date | None
    successor_id: UUID | None
    complaints: tuple[RaisedComplaint, ...] = ()
    """Those they raised, the latest first."""

    @property
    def is_placeholder(self) -> bool:
        """Whether the place is known but the name is not."""
        return self.person_id is None


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A line between two places beside the reporting line: who influences whom, conflicts, informal ties."""

    id: UUID
    version: int
    from_id: UUID
    to_id: UUID
    kind: LineKind
    note: str | None


@dataclass(frozen=True, slots=True)
class ColleagueRow:
    """One of us as a column of the coverage matrix; ``short`` is the family name."""

    id: UUID
    name: str
    short: str
    job_title: str | None
    roles: tuple[TeamRole, ...]
    is_me: bool
    leads: bool
    """Whether they lead the account."""


@dataclass(frozen=True, slots=True)
class StakeholderMap:
    """The people of one account as of ``day``, with what their map lacks.

    ``places`` are those who are there, ``left`` those who are not any more, the last to leave first.
    ``before`` is the earlier day that is compared with, ``last_met_on`` the last contact with anybody.
    ``attitude`` is None while nobody has both ratings.
    """

    account_id: UUID
    account: str
    day: date
    before: date
    last_met_on: date | None
    places: tuple[PlaceRow, ...]
    left: tuple[PlaceRow, ...]
    relations: tuple[RelationRow, ...]
    colleagues: tuple[ColleagueRow, ...]
    checks: tuple[ReviewedCheck, ...]
    coverage: Coverage
    attitude: WeightedAttitude | None
    attitude_before: WeightedAttitude | None

    def place(self, stakeholder_id: UUID) -> PlaceRow | None:
        """A place by its identity, whether its holder is still there or not."""
        return next((row for row in (*self.places, *self.left) if row.id == stakeholder_id), None)
