"""Making one person of two records, with everything that refers to either; undo makes two of one again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.changes import Area, Outcome
from kam.core.errors import RuleError
from kam.models import ContactPoint, Participant, Person, PersonLine, Record, Stakeholder, SurveyAnswer
from kam.services.people.apart import carry_over
from kam.services.people.finding import is_there, person_of, stakeholder_of
from kam.services.people.forms import reach_key
from kam.services.people.ties import above
from kam.services.profile import read_profile
from kam.store.recorder import read_images
from kam.store.references import references_to
from kam.store.unique_keys import holders
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

PERSON_FIELDS: Final = (
    "external_id",
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
    "notes",
)
"""The fields of which a merge can take the other's."""
_TOGETHER: Final = {"birthday": "birthday_year_known"}
_IN_ROUNDS: Final = select(SurveyAnswer).where(SurveyAnswer.round_id.is_not(None))
PLACE_FIELDS: Final = (
    "job_title",
    "department",
    "unit_id",
    "reports_to_id",
    "since",
    "owner_id",
    "circle",
    "lens",
    "cadence_days",
    "cares_about",
    "avoid",
    "business_win",
    "personal_win",
    "concerns",
    "notes",
)
"""The fields of a place of which a merge can take the other's, where two places become one."""


def merge_persons(
    workspace: Workspace,
    keep_id: UUID,
    other_id: UUID,
    choices: Collection[str] = (),
    places: Mapping[UUID, Collection[str]] = MappingProxyType({}),
) -> Outcome[UUID]:
    """Make one person of two and return them; of the fields in ``choices`` the other's value is taken.

    What the kept one lacks is taken from the other anyhow. Contacts, places and all that refers to them are
    joined; where both are at one client now, the two places become one, and so do their lines and roles: of a
    place of the other, the fields named in ``places`` are taken.

    Raises:
        RuleError: ``people.merge_with_oneself``.
        NotFoundError: ``people.person_gone``.

    """
    _known(choices, PERSON_FIELDS)
    for names in places.values():
        _known(names, PLACE_FIELDS)
    with workspace.writing("person.merged") as unit:
        keep, other = person_of(unit, keep_id), person_of(unit, other_id)
        if keep.id == other.id:
            raise RuleError("people.merge_with_oneself")
        values = _fields(keep, other, choices)
        _join_contacts(unit, keep, other)
        today = read_profile(unit).today(unit.now)
        for mine, theirs in places_at_both(unit, keep.id, other.id, today):
            kept_place, gone = stakeholder_of(unit, mine), stakeholder_of(unit, theirs)
            join_place(unit, kept_place, gone, places.get(theirs, ()))
        carry_over(unit, keep.id, other.id)
        _move(unit, Person, other.id, keep.id)
        unit.remove(Person, [other.id])
        kept = person_of(unit, keep_id)
        for name, value in values.items():
            setattr(kept, name, value)
        return Outcome(keep_id, Area.EVERYTHING)


def merge_places(workspace: Workspace, keep_id: UUID, other_id: UUID) -> Outcome[UUID]:
    """Make one place of two at one client, as ``merge_persons`` does; for a vacancy that somebody filled.

    Raises:
        RuleError: ``people.merge_with_oneself``, ``people.merge_elsewhere``, ``people.merge_two_people``.
        NotFoundError: ``stakeholder.gone``.

    """
    with workspace.writing("person.places_merged") as unit:
        keep, other = stakeholder_of(unit, keep_id), stakeholder_of(unit, other_id)
        if keep.id == other.id:
            raise RuleError("people.merge_with_oneself")
        if keep.account_id != other.account_id:
            raise RuleError("people.merge_elsewhere")
        if keep.person_id and other.person_id and keep.person_id != other.person_id:
            raise RuleError("people.merge_two_people")
        join_place(unit, keep, other)
        return Outcome(keep_id, Area.EVERYTHING)


def _known(names: Collection[str], fields: Collection[str]) -> None:
    if strangers := set(names) - set(fields):
        message = f"there is no field {sorted(strangers)}"
        raise TypeError(message)


def _fields(keep: Person, other: Person, choices: Collection[str]) -> dict[str, Any]:
    """What the kept person's fields become, where that is not what they are."""
    values: dict[str, Any] = {}
    for name in PERSON_FIELDS:
        mine, theirs = getattr(keep, name), getattr(other, name)
        if theirs != mine and (name in choices or mine in (None, "")) and theirs not in (None, ""):
            values[name] = theirs
            if name in _TOGETHER:
                values[_TOGETHER[name]] = getattr(other, _TOGETHER[name])
    return values


def _join_contacts(unit: UnitOfWork, keep: Person, other: Person) -> None:
    """The kept one gets the other's ways to be reached, but for those both have."""
    points = unit.scalars(
        select(ContactPoint).where(ContactPoint.person_id.in_([keep.id, other.id])).order_by(ContactPoint.id)
    ).all()
    known = {reach_key(point.kind, point.value) for point in points if point.person_id == keep.id}
    preferred = {point.kind for point in points if point.person_id == keep.id and point.preferred}
    for point in points:
        if point.person_id == keep.id:
            continue
        if reach_key(point.kind, point.value) in known:
            unit.delete(point)
        else:
            point.person_id = keep.id
            point.preferred = point.preferred and point.kind not in preferred
    unit.flush()


def places_at_both(session: Session, keep_id: UUID, other_id: UUID, day: date) -> list[tuple[UUID, UUID]]:
    """The places that become one, since both are at that client on a day: the kept one's, and the other's."""
    places = session.scalars(
        select(Stakeholder).where(Stakeholder.person_id.in_([keep_id, other_id])).order_by(Stakeholder.id)
    ).all()
    there = [place for place in places if is_there(place, day)]
    mine = {place.account_id: place.id for place in reversed(there) if place.person_id == keep_id}
    theirs = [place for place in there if place.person_id == other_id]
    return [(mine[place.account_id], place.id) for place in theirs if place.account_id in mine]


def place_differences(keep: Stakeholder, other: Stakeholder) -> list[str]:
    """The fields that both places have, and not the same; the earlier day of arrival counts unasked."""
    return [
        name
        for name in PLACE_FIELDS
        if name not in {"since", "reports_to_id"}
        and getattr(keep, name) is not None
        and getattr(other, name) not in (None, getattr(keep, name))
    ]


def join_place(
    unit: UnitOfWork, keep: Stakeholder, other: Stakeholder, choices: Collection[str] = ()
) -> None:
    """One place with what was known of either: what the kept one lacks, and the ``choices``, of the other."""
    values = {
        name: getattr(other, name)
        for name in ("person_id", *PLACE_FIELDS)
        if (getattr(keep, name) is None or name in choices) and getattr(other, name) is not None
    }
    if values.get("reports_to_id") == keep.id:
        values.pop("reports_to_id")
    if keep.since is not None and other.since is not None:
        values["since"] = min(keep.since, other.since)
    keep_id, other_id = keep.id, other.id
    superior_of_other = other.reports_to_id
    if keep.reports_to_id == other_id:
        keep.reports_to_id = superior_of_other if superior_of_other != keep_id else None
    if keep.successor_id == other_id:
        keep.successor_id = None
    _drop_second_seats(unit, keep_id, other_id)
    _join_answers(unit, keep_id, other_id)
    ties = (PersonLine.from_id, PersonLine.to_id)
    for start, end in (ties, ties[::-1]):
        between = select(PersonLine.id).where(start == keep_id, end == other_id)
        unit.remove(PersonLine, unit.scalars(between).all())
    _move(unit, Stakeholder, other_id, keep_id)
    unit.remove(Stakeholder, [other_id])
    kept = stakeholder_of(unit, keep_id)
    for name, value in values.items():
        setattr(kept, name, value)
    if kept.person_id is not None:
        kept.placeholder = kept.placeholder_since = None
    unit.flush()
    _break_circle(unit, kept, superior_of_other)


def _drop_second_seats(unit: UnitOfWork, keep_id: UUID, other_id: UUID) -> None:
    """Nobody takes part in one meeting twice."""
    attended = select(Participant.interaction_id).where(Participant.stakeholder_id == keep_id)
    double = select(Participant.id).where(
        Participant.stakeholder_id == other_id, Participant.interaction_id.in_(attended)
    )
    unit.remove(Participant, unit.scalars(double).all())


def _join_answers(unit: UnitOfWork, keep_id: UUID, other_id: UUID) -> None:
    """Nobody is asked twice in a round, and nothing that was said is lost.

    An answer goes before silence; of two answers the other's stands for itself, outside the round.
    """
    mine, theirs = (
        {each.round_id: each for each in unit.scalars(_IN_ROUNDS.where(SurveyAnswer.stakeholder_id == place))}
        for place in (keep_id, other_id)
    )
    for asked_in in mine.keys() & theirs.keys():
        kept, gone = mine[asked_in], theirs[asked_in]
        if kept.score is not None and gone.score is not None:
            gone.round_id = None
            continue
        if gone.score is not None:
            kept, gone = gone, kept
        kept.driver = kept.driver or gone.driver
        kept.comment = kept.comment or gone.comment
        unit.delete(gone)
    unit.flush()


def _break_circle(unit: UnitOfWork, kept: Stakeholder, otherwise: UUID | None) -> None:
    """Two places made one may report to themselves through others: then the other's superior counts."""
    if not _goes_round(unit, kept):
        return
    kept.reports_to_id = otherwise if otherwise != kept.id else None
    unit.flush()
    if _goes_round(unit, kept):
        kept.reports_to_id = None
        unit.flush()


def _goes_round(unit: UnitOfWork, place: Stakeholder) -> bool:
    superiors = list(above(unit, place))
    if not superiors:
        return False
    top = unit.get(Stakeholder, superiors[-1])
    return top is not None and top.reports_to_id is not None


def _move(unit: UnitOfWork, entity: type[Record], source: UUID, target: UUID) -> None:
    """Whatever refers to one record refers to another; what would then stand there twice is deleted."""
    unit.flush()
    for reference in references_to(str(entity.__tablename__)):
        records = unit.wire.exec_driver_sql(
            f'SELECT id FROM "{reference.table}" WHERE "{reference.column}" = ? ORDER BY id',  # noqa: S608
            (source.bytes,),
        ).scalars()
        images = read_images(unit.wire, reference.table, list(records))
        for record, image in images.items():
            moved = image | {reference.column: target.bytes}
            if holders(unit.wire, reference.table, record, moved):
                unit.remove(_entity(reference.table), [UUID(bytes=record)])
            else:
                unit.set_raw(reference.table, [record], {reference.column: target.bytes})
    unit.expire_all()


def _entity(table: str) -> type[Record]:
    """The entity of a journaled table."""
    for mapper in Record.registry.mappers:
        if issubclass(mapper.class_, Record) and mapper.class_.__tablename__ == table:
            return mapper.class_
    raise LookupError(table)
