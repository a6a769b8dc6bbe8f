"""Everything about one person: how to reach them, their places with us, whom they know (domain.md §3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from kam.core.vocabulary import ContactKind, InteractionStatus, LineKind
from kam.models import Account, ContactPoint, Interaction, Participant, Person, PersonLine, Stakeholder
from kam.services.lists.shared import stakeholder_names
from kam.services.people.finding import account_of, person_of
from kam.services.people.forms import PersonChanges
from kam.services.people.map import MapReader, name_of
from kam.services.people.names import NameParts
from kam.services.people.reading import TOUCHES
from kam.services.people.rows import PlaceRow
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A way to reach somebody."""

    id: UUID
    kind: ContactKind
    value: str
    label: str | None
    preferred: bool


@dataclass(frozen=True, slots=True)
class TieRow:
    """A line to somebody else; ``outgoing`` tells who influences whom."""

    id: UUID
    kind: LineKind
    other_id: UUID
    other: str
    outgoing: bool
    note: str | None


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """One of a person's places: the row of its account's map, how often we met there, and its lines."""

    account: str
    row: PlaceRow
    contacts: int
    ties: tuple[TieRow, ...]


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One person, once, whatever places they hold: those of today first, then the last to be left.

    A birthday without a known year stands in 1904.
    """

    id: UUID
    version: int
    name: NameParts
    external_id: str | None
    birthday: date | None
    birthday_year_known: bool
    languages: str | None
    interests: str | None
    preferred_channel: ContactKind | None
    gifts_policy: str | None
    consent_on: date | None
    consent_basis: str | None
    notes: str | None
    contacts: tuple[ContactRow, ...]
    places: tuple[PlaceCard, ...]

    @property
    def fields(self) -> PersonChanges:
        """What a form starts from, but for the contacts."""
        return {
            "external_id": self.external_id,
            "family_name": self.name.family,
            "given_name": self.name.given,
            "patronymic": self.name.patronymic,
            "birthday": self.birthday,
            "birthday_year_known": self.birthday_year_known,
            "languages": self.languages,
            "interests": self.interests,
            "preferred_channel": self.preferred_channel,
            "gifts_policy": self.gifts_policy,
            "consent_on": self.consent_on,
            "consent_basis": self.consent_basis,
            "notes": self.notes,
        }


def read_person(workspace: Workspace, person_id: UUID, *, as_of: datetime) -> PersonCard:
    """A person with all places as of a moment; NotFoundError ``people.person_gone``."""
    with workspace.reading() as session:
        person = person_of(session, person_id)
        return PersonCard(
            id=person.id,
            version=person.version,
            name=name_of(person),
            external_id=person.external_id,
            birthday=person.birthday,
            birthday_year_known=person.birthday_year_known,
            languages=person.languages,
            interests=person.interests,
            preferred_channel=person.preferred_channel,
            gifts_policy=person.gifts_policy,
            consent_on=person.consent_on,
            consent_basis=person.consent_basis,
            notes=person.notes,
            contacts=_contacts(session, person),
            places=_places(session, person, as_of),
        )


def _contacts(session: Session, person: Person) -> tuple[ContactRow, ...]:
    query = select(ContactPoint).where(ContactPoint.person_id == person.id)
    points = session.scalars(query.order_by(ContactPoint.preferred.desc(), ContactPoint.id))
    return tuple(
        ContactRow(point.id, point.kind, point.value, point.label, point.preferred) for point in points
    )


def _places(session: Session, person: Person, as_of: datetime) -> tuple[PlaceCard, ...]:
    query = select(Stakeholder.account_id).where(Stakeholder.person_id == person.id).distinct()
    names = stakeholder_names(session)
    found: list[PlaceCard] = []
    for account_id in session.scalars(query).all():
        account: Account = account_of(session, account_id)
        reader = MapReader(session, account, as_of)
        found += [
            PlaceCard(account.name, row, _met(session, row.id, as_of), _ties(session, row.id, names))
            for row in reader.places_of(person.id)
        ]
    return tuple(sorted(found, key=_latest_first))


def _latest_first(card: PlaceCard) -> tuple[bool, int, int]:
    left, since = card.row.left_on, card.row.since
    return left is not None, -(left.toordinal() if left else 0), -(since.toordinal() if since else 0)


def _met(session: Session, place: UUID, as_of: datetime) -> int:
    """How many done contacts somebody took part in."""
    query = (
        select(func.count(Participant.interaction_id.distinct()))
        .join(Interaction, Interaction.id == Participant.interaction_id)
        .where(
            Participant.stakeholder_id == place,
            Interaction.status == InteractionStatus.DONE,
            Interaction.starts_at <= as_of,
            Interaction.kind.in_(TOUCHES),
        )
    )
    return session.scalar(query) or 0


def _ties(session: Session, place: UUID, names: dict[UUID, str]) -> tuple[TieRow, ...]:
    query = select(PersonLine).where(or_(PersonLine.from_id == place, PersonLine.to_id == place))
    return tuple(
        TieRow(
            line.id,
            line.kind,
            other := line.to_id if line.from_id == place else line.from_id,
            names.get(other, ""),
            line.from_id == place,
            line.note,
        )
        for line in session.scalars(query.order_by(PersonLine.id))
    )
