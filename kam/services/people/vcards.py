"""A selection of people as vCards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select

from kam.exchange.vcard import Vcard, VcardContact, VcardVersion, write_vcards
from kam.models import Account, ContactPoint, Person, Stakeholder
from kam.store.journal import chunks
from kam.store.workspace import Workspace


def vcards_of(
    workspace: Workspace, stakeholder_ids: Sequence[UUID], version: VcardVersion = VcardVersion.V3
) -> bytes:
    """The vCards of the people who hold these places, in their order; each person once.

    Placeholders and people who were erased have none. What we think of somebody, their notes among it, never
    goes out: a card is sent on.
    """
    with workspace.reading() as session:
        found: dict[UUID, tuple[Stakeholder, Person, str]] = {}
        reach: dict[UUID, list[VcardContact]] = defaultdict(list)
        for part in chunks(stakeholder_ids):
            query = (
                select(Stakeholder, Person, Account.name)
                .join(Person, Person.id == Stakeholder.person_id)
                .join(Account, Account.id == Stakeholder.account_id)
                .where(Stakeholder.id.in_(part), Person.erased_on.is_(None))
            )
            found |= {row[0].id: (row[0], row[1], row[2]) for row in session.execute(query)}
            people = [person.id for _, person, _ in found.values() if person.id not in reach]
            points = select(ContactPoint).where(ContactPoint.person_id.in_(people))
            for point in session.scalars(points.order_by(ContactPoint.preferred.desc(), ContactPoint.id)):
                reach[point.person_id].append(VcardContact(point.kind, point.value, point.preferred))
    cards: dict[UUID, Vcard] = {}
    for stakeholder_id in stakeholder_ids:
        if stakeholder_id in found:
            place, person, account = found[stakeholder_id]
            cards.setdefault(person.id, _card(place, person, account, tuple(reach[person.id])))
    return write_vcards(cards.values(), version)


def _card(place: Stakeholder, person: Person, account: str, contacts: tuple[VcardContact, ...]) -> Vcard:
    return Vcard(
        id=person.id,
        family=person.family_name,
        given=person.given_name or "",
        patronymic=person.patronymic or "",
        organisation=account,
        department=place.department or "",
        title=place.job_title or "",
        contacts=contacts,
        birthday=person.birthday,
        birthday_year_known=person.birthday_year_known,
    )
