"""People of a brief: who comes, who of ours, and who decides without being there (domain.md §3)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import func, or_, select

from kam.analysis.ratings import Rated, rating_on
from kam.core.vocabulary import (
    Attitude,
    BuyingRole,
    InteractionKind,
    InteractionStatus,
    RatingKind,
)
from kam.models import (
    Interaction,
    Participant,
    Person,
    Rating,
    Stakeholder,
    StakeholderRole,
)
from kam.reports.content import PersonName
from kam.services.briefs.names import short_name
from kam.services.briefs.scene import Scene

DECIDING: Final = (BuyingRole.DECIDER, BuyingRole.APPROVER, BuyingRole.EXECUTIVE_SPONSOR)
_TELLING: Final = (
    *DECIDING,
    BuyingRole.BUYER,
    BuyingRole.INFLUENCER,
    BuyingRole.COACH,
    BuyingRole.GATEKEEPER,
    BuyingRole.INITIATOR,
    BuyingRole.USER,
)
RECENT_DAYS: Final = 90
_TOUCHES: Final = tuple(kind for kind in InteractionKind if kind is not InteractionKind.NOTE)


@dataclass(frozen=True, slots=True)
class Contact:
    """The last done contact in which somebody took part."""

    on: date
    kind: InteractionKind


@dataclass(frozen=True, slots=True)
class Place:
    """A stakeholder with all that a brief says of them, as of its moment."""

    stakeholder: Stakeholder
    name: PersonName
    roles: tuple[BuyingRole, ...] = ()
    attitudes: tuple[Rating, ...] = ()
    influences: tuple[Rating, ...] = ()
    contact_levels: tuple[Rating, ...] = ()
    relations: tuple[Rating, ...] = ()
    """What single colleagues of ours are to them."""
    contact: Contact | None = None
    norm: int | None = None

    @property
    def id(self) -> UUID:
        """The stakeholder's identity."""
        return self.stakeholder.id

    @property
    def title(self) -> str:
        """The job title; for a placeholder without one, how it is described."""
        return self.stakeholder.job_title or self.stakeholder.placeholder or ""

    @property
    def label(self) -> str:
        """The family name, or the title of one whose name is unknown."""
        return short_name(self.name, self.title)

    @property
    def is_placeholder(self) -> bool:
        """Whether nobody knows who it is."""
        return self.stakeholder.is_placeholder()

    @property
    def deciding_role(self) -> BuyingRole | None:
        """The role by which they decide, if they do."""
        return next((role for role in DECIDING if role in self.roles), None)

    def attitude_on(self, day: date) -> Attitude | None:
        """The attitude in force on a date."""
        held = rating_on(_rated(self.attitudes), day)
        return None if held is None else Attitude.of(held.value)

    @property
    def attitude(self) -> Attitude | None:
        """The latest attitude."""
        return Attitude.of(self.attitudes[-1].value) if self.attitudes else None

    @property
    def influence(self) -> int | None:
        """The latest influence, 1…5."""
        return self.influences[-1].value if self.influences else None

    @property
    def attitude_target(self) -> Attitude | None:
        """The latest target that was set."""
        targets = [rating.target for rating in self.attitudes if rating.target is not None]
        return Attitude.of(targets[-1]) if targets else None

    def contact_days(self, day: date) -> int | None:
        """Whole days from the last contact to a day; None = never."""
        return None if self.contact is None else max((day - self.contact.on).days, 0)

    def is_overdue(self, day: date) -> bool:
        """Longer without contact than the cadence; never is overdue."""
        days = self.contact_days(day)
        return days is None or (self.norm is not None and days > self.norm)


@dataclass(frozen=True)
class People:
    """Everybody of the account who is there at the meeting's day, and who of them takes part."""

    everybody: dict[UUID, Place]
    """All places, those who have left among them."""
    attending: tuple[Place, ...]
    present: tuple[Place, ...]
    """All of the account who have not left by the day of the meeting, attending or not."""
    guests: tuple[str, ...]
    participants: tuple[Participant, ...] = field(repr=False)

    def label_of(self, stakeholder_id: UUID | None) -> str:
        """The family name or title of a stakeholder; empty for nobody."""
        place = self.everybody.get(stakeholder_id) if stakeholder_id else None
        return place.label if place else ""


def _rated(ratings: Iterable[Rating]) -> list[Rated]:
    return [Rated(rating.on, rating.value) for rating in ratings]


def collect_people(scene: Scene) -> People:
    """All people of the account in five queries."""
    participants = tuple(
        scene.session.scalars(
            select(Participant)
            .where(Participant.interaction_id == scene.meeting.id)
            .order_by(Participant.position, Participant.id)
        )
    )
    attending = [one.stakeholder_id for one in participants if one.stakeholder_id is not None]
    everybody = _places(scene, attending)
    return People(
        everybody=everybody,
        attending=tuple(everybody[key] for key in attending if key in everybody),
        present=tuple(
            place
            for place in everybody.values()
            if place.stakeholder.account_id == scene.account.id and is_there(place.stakeholder, scene.day)
        ),
        guests=tuple(one.guest for one in participants if one.guest),
        participants=participants,
    )


def is_there(stakeholder: Stakeholder, day: date) -> bool:
    """Whether somebody still holds their place on a day; on the day of leaving they do."""
    return stakeholder.left_on is None or stakeholder.left_on >= day


def _places(scene: Scene, attending: Sequence[UUID]) -> dict[UUID, Place]:
    session = scene.session
    found = session.scalars(
        select(Stakeholder)
        .where(or_(Stakeholder.account_id == scene.account.id, Stakeholder.id.in_(attending)))
        .order_by(Stakeholder.id)
    )
    stakeholders = scene.history.as_of(Stakeholder, found)
    known = [one.person_id for one in stakeholders if one.person_id is not None]
    people = {one.id: one for one in session.scalars(select(Person).where(Person.id.in_(known)))}
    keys = [stakeholder.id for stakeholder in stakeholders]
    roles: dict[UUID, list[BuyingRole]] = {}
    for stakeholder_id, role in session.execute(
        select(StakeholderRole.stakeholder_id, StakeholderRole.role).where(
            StakeholderRole.stakeholder_id.in_(keys)
        )
    ):
        roles.setdefault(stakeholder_id, []).append(role)
    ratings = _ratings(scene, keys)
    contacts = _contacts(scene, keys)
    return {
        one.id: Place(
            stakeholder=one,
            name=_name(people.get(one.person_id) if one.person_id else None),
            roles=tuple(sorted(roles.get(one.id, ()), key=_TELLING.index)),
            attitudes=tuple(ratings.get((one.id, RatingKind.ATTITUDE), ())),
            influences=tuple(ratings.get((one.id, RatingKind.INFLUENCE), ())),
            contact_levels=tuple(ratings.get((one.id, RatingKind.CONTACT_LEVEL), ())),
            relations=tuple(ratings.get((one.id, RatingKind.RELATIONSHIP_LEVEL), ())),
            contact=contacts.get(one.id),
            norm=scene.settings.cadence.norm(one.circle, one.cadence_days),
        )
        for one in stakeholders
    }


def _name(person: Person | None) -> PersonName:
    if person is None:
        return PersonName()
    return PersonName(person.family_name, person.given_name or "", person.patronymic or "")


def _ratings(scene: Scene, keys: Sequence[UUID]) -> dict[tuple[UUID, RatingKind], list[Rating]]:
    """Ratings known by the moment of the data, oldest first."""
    found: dict[tuple[UUID, RatingKind], list[Rating]] = {}
    rows = scene.session.scalars(
        select(Rating)
        .where(
            Rating.stakeholder_id.in_(keys),
            Rating.on <= scene.known_on,
        )
        .order_by(Rating.on, Rating.id)
    )
    for rating in rows:
        found.setdefault((rating.stakeholder_id, rating.kind), []).append(rating)
    return found


def _contacts(scene: Scene, keys: Sequence[UUID]) -> dict[UUID, Contact]:
    """The last done contact of each; a note is about people, not with them."""
    place = func.row_number().over(
        partition_by=Participant.stakeholder_id,
        order_by=(Interaction.starts_at.desc(), Interaction.id.desc()),
    )
    numbered = (
        select(Participant.stakeholder_id, Interaction.starts_at, Interaction.kind, place.label("place"))
        .join(Interaction, Interaction.id == Participant.interaction_id)
        .where(
            Participant.stakeholder_id.in_(keys),
            Interaction.status == InteractionStatus.DONE,
            Interaction.starts_at <= scene.as_of,
            Interaction.kind.in_(_TOUCHES),
            Interaction.id != scene.meeting.id,
        )
        .subquery()
    )
    rows = scene.session.execute(
        select(numbered.c.stakeholder_id, numbered.c.starts_at, numbered.c.kind).where(numbered.c.place == 1)
    )
    return {key: Contact(scene.local_date(at), kind) for key, at, kind in rows if key is not None}
