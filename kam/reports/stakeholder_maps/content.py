"""What the papers of the people's map show: plain data, as of a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from kam.analysis.map_review import ReviewedCheck
from kam.core.vocabulary import Attitude, BuyingRole, Circle, LineKind, RelationshipLevel


class MapPaper(StrEnum):
    """Which view is printed."""

    ORG_CHART = "org_chart"
    GRID = "grid"
    COVERAGE = "coverage"


@dataclass(frozen=True, slots=True)
class MapHead:
    """Whose people, as of when, printed when and by whom. Moments have their zone."""

    account: str
    our_company: str
    as_of: datetime
    printed_at: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class MapColleague:
    """One of us as a column of the coverage: the family name, and the part in the account."""

    id: UUID
    name: str
    part: str = ""


@dataclass(frozen=True, slots=True)
class MapLevel:
    """What one of us is to somebody, and shall become; ``target`` is None where nothing is aimed at."""

    colleague: UUID
    level: RelationshipLevel
    stale: bool = False
    target: RelationshipLevel | None = None


@dataclass(frozen=True, slots=True)
class MapFigure:
    """Somebody on the map. ``name`` is empty for a placeholder: ``title`` says what it is.

    ``role`` is the most telling of their roles. ``target`` is the attitude aimed at. ``stale`` marks ratings
    older than the norm, ``open_days`` how long a placeholder has been waiting for a name. ``owner`` is who of
    ours answers; ``contact_days`` counts from the last contact, None: there was none.
    """

    id: UUID
    name: str
    initials: str = ""
    title: str = ""
    boss: UUID | None = None
    assistant: bool = False
    role: BuyingRole | None = None
    attitude: Attitude | None = None
    target: Attitude | None = None
    influence: int | None = None
    stale: bool = False
    open_days: int | None = None
    circle: Circle | None = None
    levels: tuple[MapLevel, ...] = ()
    owner: UUID | None = None
    contact_days: int | None = None
    contact_norm: int | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class MapTie:
    """A line between two beside the reporting line."""

    from_id: UUID
    to_id: UUID
    kind: LineKind


@dataclass(frozen=True, slots=True)
class MapContent:
    """Everything the papers show. The order of ``people`` is that of siblings from left to right.

    ``attitude`` is the attitude weighted by influence, −2…+2; None when unknown.
    """

    head: MapHead
    people: tuple[MapFigure, ...]
    ties: tuple[MapTie, ...] = ()
    checks: tuple[ReviewedCheck, ...] = ()
    attitude: Decimal | None = None
    attitude_before: Decimal | None = None
    colleagues: tuple[MapColleague, ...] = ()
