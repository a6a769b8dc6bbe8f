"""People from rows: the person, their place at the account, how to reach them, roles and ratings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.ids import new_id
from kam.core.text import same_name, sort_key
from kam.core.vocabulary import ContactKind, RatingKind
from kam.core.words import LANGUAGES, label, words_for
from kam.exchange.cells import Bad, shown
from kam.exchange.rows import PersonRow
from kam.models import ContactPoint, Person, Rating, Stakeholder, StakeholderRole
from kam.services.imports.registers import Accounts, rows_by_id
from kam.services.imports.staging import Staging, differing

_NAMES: Final = ("family_name", "given_name", "patronymic")
_PERSON: Final = ("external_id", *_NAMES, "birthday", "notes")
_PLACE: Final = ("job_title", "department", "circle")
_RATINGS: Final = {"influence": RatingKind.INFLUENCE, "attitude": RatingKind.ATTITUDE}
_CONTACTS: Final = {
    "phone": ContactKind.PHONE,
    "mobile": ContactKind.MOBILE,
    "email": ContactKind.EMAIL,
    "fax": ContactKind.OTHER,
}
FAX: Final = label("contact label", "fax")
_FAXES: Final = frozenset(same_name(words_for(language).of(FAX)) for language in LANGUAGES)


def stage_people(session: Session, staging: Staging, rows: Iterable[PersonRow]) -> None:
    """Compare the rows with the people who are there; what differs is going to be written.

    A person is known again by external number or e-mail anywhere, by full name within the account.
    """
    stage = _Stage(session, staging)
    for row in rows:
        stage.take(row)


class _Stage:
    """What is there, and what the rows taken so far have made of it."""

    def __init__(self, session: Session, staging: Staging) -> None:
        self._session = session
        self._staging = staging
        self._key = staging.plan.key
        self._accounts = Accounts(session, staging)
        self._people = rows_by_id(session, *_columns(Person, "id", *_PERSON))
        self._places = _places(session)
        self._contacts = _grouped(
            rows_by_id(session, *_columns(ContactPoint, "id", "person_id", "kind", "value", "label")),
            "person_id",
        )
        self._numbers = {
            person["external_id"]: record
            for record, person in self._people.items()
            if person["external_id"] is not None
        }
        self._by_key = self._keyed()
        self._taken: dict[tuple[UUID, UUID], int] = {}

    def take(self, row: PersonRow) -> None:
        """One row: whom it means where, and what of it is new."""
        account = self._accounts.get(row.account)
        if isinstance(account, Bad):
            self._staging.refuse(row.row, "account", row.account, account)
            return
        person = self._known(row, account)
        fault = person if isinstance(person, Bad) else self._fault(row, person, account)
        if fault is not None:
            self._staging.refuse(row.row, self._key, self._key_text(row), fault)
            return
        self._accounts.take(row.account, account)
        is_new = person is None or (account, person) not in self._places
        if person is None or isinstance(person, Bad):
            person, changed = self._make_person(row), True
            self._by_key.setdefault(self._key_of(row, account), []).append(person)
        else:
            changed = self._change_person(row, person)
        self._taken[account, person] = row.row
        place, place_differs = self._put_place(row, account, person)
        differs = (
            changed,
            place_differs,
            self._put_contacts(row, person),
            self._put_roles(row, place),
            self._put_ratings(row, place),
        )
        self._staging.count(is_new=is_new, is_changed=any(differs))

    def _keyed(self) -> dict[Any, list[UUID]]:
        """The people who are there by the plan's key."""
        found: dict[Any, list[UUID]] = {}
        if self._key == "external_id":
            return {number: [person] for number, person in self._numbers.items()}
        if self._key == "email":
            for person, points in self._contacts.items():
                for address in {p["value"].casefold() for p in points if p["kind"] is ContactKind.EMAIL}:
                    found.setdefault(address, []).append(person)
            return found
        for account, person in self._places:
            names = tuple(same_name(self._people[person][part] or "") for part in _NAMES)
            found.setdefault((account, names), []).append(person)
        return found

    def _key_of(self, row: PersonRow, account: UUID) -> Any:
        if self._key == "external_id":
            return row.external_id
        if self._key == "email":
            return (row.email or "").casefold()
        return account, tuple(same_name(getattr(row, part) or "") for part in _NAMES)

    def _key_text(self, row: PersonRow) -> str:
        if self._key == "full_name":
            return " ".join(part for part in (row.family_name, row.given_name, row.patronymic) if part)
        return str(getattr(row, self._key))

    def _known(self, row: PersonRow, account: UUID) -> UUID | Bad | None:
        """The person whom a row means; of several with one e-mail the one at this account."""
        found = self._by_key.get(self._key_of(row, account), [])
        if len(found) > 1:
            here = [person for person in found if (account, person) in self._places]
            found = here if self._key == "email" and len(here) == 1 else found
        if len(found) > 1:
            return Bad("import.several_people")
        return found[0] if found else None

    def _fault(self, row: PersonRow, person: UUID | None, account: UUID) -> Bad | None:
        if person is not None and (first := self._taken.get((account, person))) is not None:
            return Bad("import.same_record", {"first": first})
        holder = self._numbers.get(row.external_id) if row.external_id is not None else None
        if holder is None or holder == person:
            return None
        held = self._people[holder]
        name = " ".join(part for part in (held["given_name"], held["family_name"]) if part)
        return Bad("import.number_taken", {"value": shown(row.external_id or ""), "holder": shown(name)})

    def _make_person(self, row: PersonRow) -> UUID:
        person = new_id()
        values = {"id": person} | {name: getattr(row, name) for name in _PERSON}
        values["family_name"] = row.family_name or ""
        self._staging.changes.make(Person, values | {"name_key": _name_key(values)})
        self._people[person] = values
        if row.external_id is not None:
            self._numbers[row.external_id] = person
        return person

    def _change_person(self, row: PersonRow, person: UUID) -> bool:
        """Set what the row gives and differs; the name by which a person was found stays as it is."""
        stored = self._people[person]
        kept = _NAMES if self._key == "full_name" else ()
        given = {name: getattr(row, name) for name in _PERSON if name not in kept}
        changed = differing(stored, given)
        if changed.keys() & set(_NAMES):
            changed["name_key"] = _name_key({**stored, **changed})
        self._staging.changes.change(Person, person, changed)
        self._people[person] = {**stored, **changed}
        if row.external_id is not None:
            self._numbers[row.external_id] = person
        return bool(changed)

    def _put_place(self, row: PersonRow, account: UUID, person: UUID) -> tuple[UUID, bool]:
        """The person's place at the account, and whether it is new or changed."""
        given = {name: getattr(row, name) for name in _PLACE}
        stored = self._places.get((account, person))
        if stored is None:
            place = {"id": new_id(), "account_id": account, "person_id": person, **given}
            self._staging.changes.make(Stakeholder, place)
            self._places[account, person] = place
            return place["id"], True
        changed = differing(stored, given)
        self._staging.changes.change(Stakeholder, stored["id"], changed)
        return stored["id"], bool(changed)

    def _put_contacts(self, row: PersonRow, person: UUID) -> bool:
        """Whether a way to reach the person is new or changed.

        A value that is there already stays; else it takes the place of the oldest of its kind that this
        import has not set itself: a person in two rows may have two phones.
        """
        points = self._contacts.setdefault(person, [])
        differs = False
        for name, kind in _CONTACTS.items():
            value = getattr(row, name)
            same = [point for point in points if _is_of(point, name, kind)]
            if value is None or any(point["value"] == value for point in same):
                continue
            differs = True
            former = next((point for point in same if "is_fresh" not in point), None)
            if former is not None:
                self._staging.changes.change(ContactPoint, former["id"], {"value": value})
                former |= {"value": value, "is_fresh": True}
                continue
            words = self._staging.setting.words
            text = words.of(FAX) if name == "fax" else None
            point = {"id": new_id(), "person_id": person, "kind": kind, "value": value, "label": text}
            self._staging.changes.make(ContactPoint, point)
            points.append({**point, "is_fresh": True})
        return differs

    def _put_roles(self, row: PersonRow, place: UUID) -> bool:
        """Whether the buying roles differ: those that a row lists are all there are."""
        if row.buying_roles is None:
            return False
        stored = self._roles.get(place, [])
        wanted = set(row.buying_roles)
        surplus = [role["id"] for role in stored if role["role"] not in wanted]
        missing = [role for role in row.buying_roles if role not in {held["role"] for held in stored}]
        if surplus:
            self._staging.changes.remove(StakeholderRole, surplus)
        for role in missing:
            made = {"id": new_id(), "stakeholder_id": place, "role": role}
            self._staging.changes.make(StakeholderRole, made)
        return bool(surplus or missing)

    def _put_ratings(self, row: PersonRow, place: UUID) -> bool:
        """Whether there is a new rating: one of today, where the last one said something else."""
        setting = self._staging.setting
        differs = False
        for name, kind in _RATINGS.items():
            value = getattr(row, name)
            if value is None or self._ratings.get((place, kind)) == int(value):
                continue
            evidence = setting.words.say("From the file {name}", name=setting.source)
            made = {"id": new_id(), "stakeholder_id": place, "kind": kind, "value": int(value)}
            self._staging.changes.make(Rating, {**made, "on": setting.today, "evidence": evidence})
            differs = True
        return differs

    @cached_property
    def _roles(self) -> dict[UUID, list[Mapping[str, Any]]]:
        """The roles of each place; read only when a file brings roles."""
        columns = _columns(StakeholderRole, "id", "stakeholder_id", "role")
        return _grouped(rows_by_id(self._session, *columns), "stakeholder_id")

    @cached_property
    def _ratings(self) -> dict[tuple[UUID, RatingKind], int]:
        """The last rating of each place and kind; read only when a file brings ratings."""
        query = select(Rating.stakeholder_id, Rating.kind, Rating.value).order_by(Rating.on, Rating.id)
        return {(place, kind): value for place, kind, value in self._session.execute(query)}


def _columns(entity: Any, *names: str) -> list[Any]:
    return [getattr(entity, name) for name in names]


def _places(session: Session) -> dict[tuple[UUID, UUID], Mapping[str, Any]]:
    """The place of each person at each account: the present one, else the one left last."""
    columns = _columns(Stakeholder, "id", "account_id", "person_id", "left_on", *_PLACE)
    query = select(*columns).where(Stakeholder.person_id.is_not(None))
    oldest_first = query.order_by(Stakeholder.left_on.is_(None), Stakeholder.left_on, Stakeholder.id)
    found = session.execute(oldest_first).mappings()
    return {(row["account_id"], row["person_id"]): dict(row) for row in found}


def _grouped(records: Mapping[UUID, Mapping[str, Any]], owner: str) -> dict[UUID, list[Any]]:
    groups: dict[UUID, list[Any]] = {}
    for record in records.values():
        groups.setdefault(record[owner], []).append(record)
    return groups


def _is_of(point: Mapping[str, Any], name: str, kind: ContactKind) -> bool:
    """Whether a contact point is what the column holds; a fax is told by its label."""
    if point["kind"] is not kind:
        return False
    return name != "fax" or same_name(point["label"] or "") in _FAXES


def _name_key(person: Mapping[str, Any]) -> str:
    """As ``Person`` keeps it: the words of the whole name, family name first."""
    return sort_key(" ".join(person[part] for part in _NAMES if person[part]))
