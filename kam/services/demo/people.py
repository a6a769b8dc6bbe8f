"""The people of a client: persons, their places, dated ratings and the lines between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from kam.core.vocabulary import ContactKind, RatingKind
from kam.models import Account, ContactPoint, Person, PersonLine, Rating, Stakeholder, StakeholderRole

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from kam.services.demo.content import Table
    from kam.services.demo.shelf import Shelf

_OF_PERSON: Final = (
    "family_name",
    "given_name",
    "patronymic",
    "birthday",
    "languages",
    "interests",
    "preferred_channel",
    "gifts_policy",
    "consent_on",
    "consent_basis",
)
_REACHED_BY: Final = (ContactKind.MOBILE, ContactKind.PHONE, ContactKind.EMAIL, ContactKind.MESSENGER)
_OWN: Final = (
    *_OF_PERSON,
    *(kind.value for kind in _REACHED_BY),
    "moved_from",
    "roles",
    "talk",
    "influence",
    "attitude",
    "attitude_target",
    "attitude_by",
    "contact_level",
    "relation",
    "aims",
)
_RATED_AGO: Final = "-40d"


def add_people(shelf: Shelf, client: Table) -> None:
    """Everybody we know at a client, and the places whose holder we do not know."""
    scope = client["account"]["key"]
    account = shelf.find(Account, scope, scope)
    for table in client.get("people", ()):
        stakeholder = shelf.make(
            Stakeholder,
            table,
            scope,
            apart=_OWN,
            account_id=account.id,
            person_id=_person_of(shelf, table, scope),
        )
        for role in table.get("roles", ()):
            shelf.make(StakeholderRole, {"role": role}, scope, stakeholder_id=stakeholder.id)
        _add_ratings(shelf, table, scope, stakeholder.id)
    for colleague, theirs in client.get("owners", {}).items():
        for handle in theirs:
            place = shelf.find(Stakeholder, handle, scope)
            place.owner_id = shelf.id_of("colleague", colleague, "")
    for table in client.get("lines", ()):
        shelf.make(PersonLine, table, scope)


def _person_of(shelf: Shelf, table: Table, scope: str) -> UUID | None:
    """Who holds the place: nobody known, somebody who moved here from another client, or somebody new."""
    if "placeholder" in table:
        return None
    if "moved_from" in table:
        client, _, handle = table["moved_from"].partition("/")
        return shelf.find(Stakeholder, handle, client).person_id
    return _add_person(shelf, table, scope).id


def _add_person(shelf: Shelf, table: Table, scope: str) -> Person:
    own = {key: table[key] for key in _OF_PERSON if key in table}
    person = shelf.make(Person, own, scope)
    for kind in _REACHED_BY:
        if kind.value in table:
            preferred = table.get("preferred_channel") == kind.value
            row = {"kind": kind.value, "value": table[kind.value], "preferred": preferred}
            shelf.make(ContactPoint, row, scope, person_id=person.id)
    return person


def _add_ratings(shelf: Shelf, table: Table, scope: str, stakeholder: UUID) -> None:
    """Dated ratings: ``[[when, value, evidence, interaction], …]``, oldest first; the last two may be absent.

    ``attitude_target`` is what we aim at with each attitude, ``attitude_by`` until when with the latest.
    """

    def rate(kind: RatingKind, on: str, value: int, *because: str, **more: Any) -> Rating:
        row: dict[str, Any] = {"kind": kind.value, "on": on, "value": value}
        row |= zip(("evidence", "interaction"), because, strict=False)
        return shelf.make(Rating, row, scope, stakeholder_id=stakeholder, **more)

    for row in table.get("influence", ()):
        rate(RatingKind.INFLUENCE, *row)
    target = table.get("attitude_target")
    attitudes = [rate(RatingKind.ATTITUDE, *row, target=target) for row in table.get("attitude", ())]
    if "attitude_by" in table:
        attitudes[-1].target_on = shelf.dates.day(table["attitude_by"])
    if "contact_level" in table:
        rate(RatingKind.CONTACT_LEVEL, _RATED_AGO, table["contact_level"])
    _add_relations(shelf, table, rate)


def _add_relations(shelf: Shelf, table: Table, rate: Callable[..., Rating]) -> None:
    """What each of us is to them: ``[[colleague, when, level, evidence], …]``, oldest first.

    ``aims`` says for a colleague what the latest of these should become, and by when.
    """
    latest: dict[str, Rating] = {}
    for colleague, *row in table.get("relation", ()):
        whose = shelf.id_of("colleague", colleague, "")
        latest[colleague] = rate(RatingKind.RELATIONSHIP_LEVEL, *row, colleague_id=whose)
    for colleague, (target, by) in table.get("aims", {}).items():
        latest[colleague].target = target
        latest[colleague].target_on = shelf.dates.day(by)
