"""Rating a stakeholder: a dated fact with its evidence, what we aim at, and how it went (domain.md §3)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import InteractionKind, RatingKind, RelationshipLevel
from kam.models import Change, Colleague, Interaction, Participant, Rating, Stakeholder, Step
from kam.models.people import SPAN_OF
from kam.services.forms import FormField, fill
from kam.services.people.finding import stakeholder_of
from kam.services.profile import read_profile
from kam.store.journal import ChangeKind
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_FIELDS: Final = (FormField("evidence"),)


@dataclass(frozen=True, slots=True)
class RatingStep:
    """One step of a rating over time: the value from ``on`` until the next, who says so and why.

    ``source`` is the kind of contact it comes from, ``by`` the one of us who took part in it, else who
    entered it. ``colleague_id`` is set for a relationship level only: whose it is.
    """

    id: UUID
    version: int
    kind: RatingKind
    on: date
    value: int
    evidence: str | None
    target: int | None
    target_on: date | None
    colleague_id: UUID | None
    colleague: str | None
    interaction_id: UUID | None
    source: InteractionKind | None
    by: str | None


def rate(
    workspace: Workspace,
    stakeholder_id: UUID,
    kind: RatingKind,
    value: int,
    *,
    on: date,
    evidence: str,
    colleague_id: UUID | None = None,
    interaction_id: UUID | None = None,
) -> Outcome[UUID]:
    """Note what we think of somebody since a date, and why; the same value again is a new look at them.

    A relationship level is one colleague's; the other ratings are all of ours. What we aim at stays.

    Raises:
        FieldErrors: for ``value`` (``field.out_of_range``), ``on`` (``field.in_future``,
            ``people.rated_after_leaving``), ``evidence`` (``people.without_evidence``, ``field.too_long``),
            ``colleague`` (``people.level_of_nobody``, ``colleague.gone``).
        NotFoundError: ``stakeholder.gone``.

    """
    with workspace.writing("person.rated") as unit, unit.no_autoflush:
        place = stakeholder_of(unit, stakeholder_id)
        off_scale = _faults_of_value(kind, "value", value)
        rating = Rating(
            stakeholder_id=place.id,
            kind=kind,
            value=SPAN_OF[kind][0] if off_scale else value,
            on=on,
            colleague_id=_whose(kind, colleague_id),
            interaction_id=interaction_id,
        )
        faults = [
            *_faults_of_date(unit, place, on),
            *off_scale,
            *_faults_of_colleague(unit, kind, colleague_id),
        ]
        faults += _faults_of_evidence(evidence)
        faults += fill(rating, _FIELDS, {"evidence": evidence}, currency="")
        refuse(faults)
        unit.add(rating)
        return Outcome(rating.id, Area.PEOPLE)


def rate_place(
    workspace: Workspace,
    stakeholder_id: UUID,
    values: Mapping[RatingKind, int],
    *,
    on: date,
    evidence: str,
    interaction_id: UUID | None = None,
) -> Outcome[tuple[UUID, ...]]:
    """Note several ratings of somebody in one step, of one day and with one line of evidence.

    So the influence × attitude grid says where somebody stands now. Relationship levels are refused: each is
    one colleague's.

    Raises:
        FieldErrors: as ``rate``; a value that is not on its scale is called by its kind: ``attitude``.
        NotFoundError: ``stakeholder.gone``.

    """
    with workspace.writing("person.rated") as unit, unit.no_autoflush:
        place = stakeholder_of(unit, stakeholder_id)
        faults = [*_faults_of_date(unit, place, on), *_faults_of_evidence(evidence)]
        made = []
        for kind, value in values.items():
            off_scale = _faults_of_value(kind, kind.value, value)
            faults += [*off_scale, *_faults_of_colleague(unit, kind, None)]
            if off_scale:
                continue
            rating = Rating(
                stakeholder_id=place.id, kind=kind, value=value, on=on, interaction_id=interaction_id
            )
            faults += fill(rating, _FIELDS, {"evidence": evidence}, currency="")
            made.append(rating)
        refuse({(fault.field, fault.code): fault for fault in faults}.values())
        unit.add_all(made)
        return Outcome(tuple(rating.id for rating in made), Area.PEOPLE)


def set_target(
    workspace: Workspace,
    stakeholder_id: UUID,
    kind: RatingKind,
    target: int | None,
    *,
    by: date | None = None,
    colleague_id: UUID | None = None,
) -> Outcome[None]:
    """Say what we aim at and by when; None aims at nothing any more. A new aim is no new look at the person.

    Where a colleague has no relationship level yet, none is noted as of today, for the aim to stand on.

    Raises:
        FieldErrors: for ``target`` (``field.out_of_range``, ``people.target_without_rating``), ``by``
            (``people.target_in_past``), ``colleague`` as for ``rate``.
        NotFoundError: ``stakeholder.gone``.

    """
    with workspace.writing("person.target_set") as unit, unit.no_autoflush:
        place = stakeholder_of(unit, stakeholder_id)
        today = read_profile(unit).today(unit.now)
        faults = _faults_of_colleague(unit, kind, colleague_id)
        if target is not None:
            faults += _faults_of_value(kind, "target", target)
        if target is not None and by is not None and by < today:
            faults.append(FieldError("by", "people.target_in_past"))
        refuse(faults)
        whose = _whose(kind, colleague_id)
        same = Rating.colleague_id.is_(None) if whose is None else Rating.colleague_id == whose
        query = select(Rating).where(Rating.stakeholder_id == place.id, Rating.kind == kind, same)
        ratings = list(unit.scalars(query.order_by(Rating.on, Rating.id)))
        if target is None:
            for rating in ratings:  # an older rating's aim would come back
                rating.target = rating.target_on = None
            return Outcome(None, Area.PEOPLE)
        if not ratings:
            ratings = [_nothing_yet(unit, place, kind, whose, today)]
        ratings[-1].target, ratings[-1].target_on = target, by
        return Outcome(None, Area.PEOPLE)


def _nothing_yet(
    unit: UnitOfWork, place: Stakeholder, kind: RatingKind, colleague_id: UUID | None, today: date
) -> Rating:
    """Level "none" for a colleague without one; what somebody thinks of us cannot be supposed."""
    if kind is not RatingKind.RELATIONSHIP_LEVEL:
        refuse([FieldError("target", "people.target_without_rating")])
    rating = Rating(
        stakeholder_id=place.id,
        kind=kind,
        value=int(RelationshipLevel.NONE),
        on=today,
        colleague_id=colleague_id,
    )
    unit.add(rating)
    return rating


def remove_rating(workspace: Workspace, rating_id: UUID) -> Outcome[None]:
    """Take out a rating that was a mistake; the one before it holds again.

    Raises:
        NotFoundError: ``people.rating_gone``.

    """
    with workspace.writing("person.rating_removed") as unit:
        if unit.get(Rating, rating_id) is None:
            raise NotFoundError("people.rating_gone")
        unit.remove(Rating, [rating_id])
        return Outcome(None, Area.PEOPLE)


def rating_history(
    workspace: Workspace, stakeholder_id: UUID, kind: RatingKind | None = None
) -> tuple[RatingStep, ...]:
    """How a stakeholder was rated over time, oldest first: one kind, or all."""
    query = select(Rating, Interaction.kind).outerjoin(Interaction, Interaction.id == Rating.interaction_id)
    query = query.where(Rating.stakeholder_id == stakeholder_id)
    if kind is not None:
        query = query.where(Rating.kind == kind)
    with workspace.reading() as session:
        found = [(row[0], row[1]) for row in session.execute(query.order_by(Rating.on, Rating.id))]
        names = {row.id: row.name for row in session.execute(select(Colleague.id, Colleague.name))}
        authors = _authors(session, [rating for rating, _ in found])
        return tuple(
            RatingStep(
                id=rating.id,
                version=rating.version,
                kind=rating.kind,
                on=rating.on,
                value=rating.value,
                evidence=rating.evidence,
                target=rating.target,
                target_on=rating.target_on,
                colleague_id=rating.colleague_id,
                colleague=None if rating.colleague_id is None else names.get(rating.colleague_id),
                interaction_id=rating.interaction_id,
                source=source,
                by=names.get(authors[rating.id]) if rating.id in authors else None,
            )
            for rating, source in found
        )


def _authors(session: Session, ratings: Sequence[Rating]) -> dict[UUID, UUID]:
    """Who rated: the first of us in the contact that a rating comes from, else who made the record."""
    by_contact: dict[UUID, list[UUID]] = {}
    for rating in ratings:
        if rating.interaction_id is not None:
            by_contact.setdefault(rating.interaction_id, []).append(rating.id)
    made = (
        select(Change.record_id, Step.by_id)
        .join(Step, Step.seq == Change.step_seq)
        .where(
            Change.record_id.in_([rating.id for rating in ratings]), Change.kind == ChangeKind.CREATED.value
        )
    )
    found = {record: by for record, by in session.execute(made) if by is not None}
    took_part = (
        select(Participant.interaction_id, Participant.colleague_id)
        .where(Participant.interaction_id.in_(by_contact), Participant.colleague_id.is_not(None))
        .order_by(Participant.position.desc(), Participant.id.desc())
    )
    for meeting, colleague in session.execute(took_part):
        if colleague is not None:
            found |= dict.fromkeys(by_contact[meeting], colleague)
    return found


def _whose(kind: RatingKind, colleague_id: UUID | None) -> UUID | None:
    """Only a relationship level is one colleague's; with any other rating a colleague is a bug."""
    if colleague_id is not None and kind is not RatingKind.RELATIONSHIP_LEVEL:
        message = f"{kind.name} is not rated per colleague"
        raise ValueError(message)
    return colleague_id


def _faults_of_date(unit: UnitOfWork, place: Stakeholder, on: date) -> Iterator[FieldError]:
    if on > read_profile(unit).today(unit.now):
        yield FieldError("on", "field.in_future")
    elif place.left_on is not None and on > place.left_on:
        yield FieldError("on", "people.rated_after_leaving", {"left_on": place.left_on})


def _faults_of_evidence(evidence: str) -> list[FieldError]:
    return [] if evidence.strip() else [FieldError("evidence", "people.without_evidence")]


def _faults_of_value(kind: RatingKind, name: str, value: int) -> list[FieldError]:
    low, high = SPAN_OF[kind]
    if low <= value <= high:
        return []
    return [FieldError(name, "field.out_of_range", {"value": value, "low": low, "high": high})]


def _faults_of_colleague(unit: UnitOfWork, kind: RatingKind, colleague_id: UUID | None) -> list[FieldError]:
    if kind is not RatingKind.RELATIONSHIP_LEVEL:
        return []
    if colleague_id is None:
        return [FieldError("colleague", "people.level_of_nobody")]
    return [] if unit.get(Colleague, colleague_id) else [FieldError("colleague", "colleague.gone")]
