"""What is read of people for every view: ratings as they stood, roles, contacts behind and ahead."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from kam.analysis.freshness import Freshness, FreshnessSettings, rating_freshness
from kam.core.vocabulary import BuyingRole, InteractionKind, InteractionStatus, RatingKind
from kam.models import Interaction, Participant, Rating, StakeholderRole
from kam.services.lists.hindsight import lay_ahead
from kam.services.people.rows import RatingRow

ROLES_BY_WEIGHT: Final = (
    BuyingRole.DECIDER,
    BuyingRole.APPROVER,
    BuyingRole.EXECUTIVE_SPONSOR,
    BuyingRole.BUYER,
    BuyingRole.INFLUENCER,
    BuyingRole.COACH,
    BuyingRole.GATEKEEPER,
    BuyingRole.INITIATOR,
    BuyingRole.USER,
)
"""The most telling role first: a card has room for one."""
TOUCHES: Final = tuple(kind for kind in InteractionKind if kind is not InteractionKind.NOTE)
"""What counts as contact; a note is about people, not with them."""
_STILL_RUNNING: Final = timedelta(hours=1)

T = TypeVar("T")


class RatingFact(NamedTuple):
    """A rating as it is stored."""

    stakeholder_id: UUID
    kind: RatingKind
    colleague_id: UUID | None
    value: int
    on: date
    evidence: str | None
    target: int | None
    target_on: date | None


@dataclass(frozen=True, slots=True)
class NextContact:
    """The next planned contact in which somebody takes part."""

    id: UUID
    at: datetime


def read_ratings(
    session: Session, day: date, places: Select[UUID] | None = None
) -> dict[tuple[UUID, RatingKind], list[RatingFact]]:
    """All ratings until a day by place and kind, oldest first; of one date the later made comes last."""
    query = select(
        Rating.stakeholder_id,
        Rating.kind,
        Rating.colleague_id,
        Rating.value,
        Rating.on,
        Rating.evidence,
        Rating.target,
        Rating.target_on,
    ).where(Rating.on <= day)
    if places is not None:
        query = query.where(Rating.stakeholder_id.in_(places))
    found: dict[tuple[UUID, RatingKind], list[RatingFact]] = defaultdict(list)
    for row in session.execute(query.order_by(Rating.on, Rating.id)):
        fact = RatingFact(*row)
        found[fact.stakeholder_id, fact.kind].append(fact)
    return found


def rating_now(
    facts: Sequence[RatingFact], day: date, freshness: FreshnessSettings, scale: type[T]
) -> RatingRow[T]:
    """The rating in force with the target that was set last; ``scale`` makes a value of its number."""
    if not facts:
        return RatingRow()
    now = facts[-1]
    aims = [fact for fact in facts if fact.target is not None]
    aim = aims[-1] if aims else None
    return RatingRow(
        value=_step(scale, now.value),
        on=now.on,
        stale=rating_freshness(now.on, day, freshness) is Freshness.OLD,
        evidence=now.evidence,
        target=None if aim is None or aim.target is None else _step(scale, aim.target),
        target_on=None if aim is None else aim.target_on,
    )


def _step(scale: type[T], number: int) -> T:
    return scale(number)  # type: ignore[call-arg]


def value_on(facts: Iterable[RatingFact], day: date) -> int | None:
    """The value that held on a day; the facts come oldest first."""
    held = [fact.value for fact in facts if fact.on <= day]
    return held[-1] if held else None


def read_roles(session: Session, places: Select[UUID] | None = None) -> dict[UUID, tuple[BuyingRole, ...]]:
    """The roles of each place, the most telling first."""
    query = select(StakeholderRole.stakeholder_id, StakeholderRole.role)
    if places is not None:
        query = query.where(StakeholderRole.stakeholder_id.in_(places))
    found: dict[UUID, list[BuyingRole]] = defaultdict(list)
    for place, role in session.execute(query):
        found[place].append(role)
    return {place: tuple(sorted(roles, key=ROLES_BY_WEIGHT.index)) for place, roles in found.items()}


def last_contacts(
    session: Session, as_of: datetime, zone: ZoneInfo, places: Select[UUID] | None = None
) -> dict[UUID, date]:
    """The local day of each place's last done contact."""
    query = (
        select(Participant.stakeholder_id, func.max(Interaction.starts_at))
        .join(Interaction, Interaction.id == Participant.interaction_id)
        .where(
            Participant.stakeholder_id.is_not(None),
            Interaction.status == InteractionStatus.DONE,
            Interaction.starts_at <= as_of,
            Interaction.kind.in_(TOUCHES),
        )
        .group_by(Participant.stakeholder_id)
    )
    if places is not None:
        query = query.where(Participant.stakeholder_id.in_(places))
    return {place: at.astimezone(zone).date() for place, at in session.execute(query) if place is not None}


def next_contacts(
    session: Session, as_of: datetime, zone: ZoneInfo, places: Select[UUID] | None = None
) -> dict[UUID, NextContact]:
    """Each place's next planned contact; what began within the last hour may still run."""
    since = as_of - _STILL_RUNNING
    query = (
        select(Participant.stakeholder_id, Interaction.id, Interaction.starts_at)
        .join(Interaction, Interaction.id == Participant.interaction_id)
        .where(
            Participant.stakeholder_id.is_not(None),
            lay_ahead(as_of, since=since),
            Interaction.starts_at >= since,  # said once more, so that the index of moments is walked
        )
        .order_by(Interaction.starts_at.desc(), Interaction.id.desc())
    )
    if places is not None:
        query = query.where(Participant.stakeholder_id.in_(places))
    return {
        place: NextContact(meeting, at.astimezone(zone))
        for place, meeting, at in session.execute(query)
        if place is not None
    }
