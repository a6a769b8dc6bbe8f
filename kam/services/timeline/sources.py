"""Where entries come from: for each kind of record the rows that make entries, as queries of one shape.

A *branch* yields ``id``, ``account_id``, ``kind`` and the moment or date it is ordered by. A page takes the
newest few of each branch through its index and merges them; counting takes all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, bindparam, func, literal, or_, select, type_coerce
from sqlalchemy.orm import Session, aliased

from kam.core.vocabulary import CommitmentStatus, ComplaintStage, InteractionStatus
from kam.models import (
    Commitment,
    Complaint,
    Contract,
    Document,
    Interaction,
    InteractionAccount,
    Participant,
    PrintedDocument,
    Rating,
    SalesFact,
    StageChange,
    Stakeholder,
)
from kam.models.types import IsoDate, Moment, from_micros
from kam.services.timeline.found import found_records
from kam.services.timeline.local_days import LocalDays
from kam.services.timeline.rows import CONTACTS, EntryKind, Scope, Source, TimelineFilters

Conditions: TypeAlias = list[ColumnElement[bool]]
Places: TypeAlias = tuple[UUID, ...] | None
"""Where the person that is followed works, or None: nobody is followed."""

AS_OF: Final = bindparam("as_of", type_=Moment())
TODAY: Final = bindparam("today", type_=String())

_TOLD_STAGES: Final = (ComplaintStage.CLOSED, ComplaintStage.REJECTED, ComplaintStage.REOPENED)


@dataclass(frozen=True, slots=True)
class Branch:
    """Rows of one source. ``at`` is a moment, or a date where ``by_day``."""

    source: Source
    entity: Any
    id: ColumnElement[Any]
    account_id: ColumnElement[Any]
    kind: ColumnElement[Any]
    at: ColumnElement[Any]
    by_day: bool
    where: tuple[ColumnElement[bool], ...]
    joined: tuple[tuple[Any, ColumnElement[bool]], ...] = ()
    grouped: ColumnElement[Any] | None = None

    def rows(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """Some columns of its rows."""
        query = select(*columns).select_from(self.entity).where(*self.where)
        for entity, on in self.joined:
            query = query.join(entity, on)
        return query if self.grouped is None else query.group_by(self.grouped)


class Sources:
    """The branches that a scope and filters leave, up to a moment."""

    def __init__(
        self,
        scope: Scope,
        places: Places,
        filters: TimelineFilters,
        days: LocalDays,
        as_of: datetime | None = None,
    ) -> None:
        """Without a moment the queries name it: ``AS_OF`` and ``TODAY`` are given when they are run."""
        self._scope = scope
        self._filters = filters
        self.days = days
        self._as_of = AS_OF if as_of is None else literal(as_of, Moment())
        self._today = TODAY if as_of is None else literal(as_of.astimezone(days.zone).date().isoformat())
        self._places = places
        self._found = found_records(filters.text, scope.account_id)

    def branches(self) -> Iterator[Branch]:
        """Those that can have rows."""
        makers: tuple[tuple[frozenset[EntryKind], Callable[[], Iterator[Branch]]], ...] = (
            (CONTACTS, self._interactions),
            (frozenset({EntryKind.COMPLAINT}), self._complaints),
            (frozenset({EntryKind.PROMISE}), self._promises),
            (frozenset({EntryKind.PERSON}), self._people),
            (frozenset({EntryKind.RATING}), self._ratings),
            (frozenset({EntryKind.CONTRACT}), self._contracts),
            (frozenset({EntryKind.SALES}), self._sales),
            (frozenset({EntryKind.DOCUMENT}), self._documents),
            (frozenset({EntryKind.PAPER}), self._papers),
        )
        for kinds, make in makers:
            if self._filters.kinds is None or kinds & self._filters.kinds:
                yield from make()

    def ahead(self) -> Conditions:
        """What interactions must be to lie ahead: planned, and not begun."""
        return [
            Interaction.status == InteractionStatus.PLANNED,
            Interaction.starts_at >= self._as_of,
            *self._of_scope(Interaction.account_id, also=True),
            *self._of_interaction(Interaction.id),
        ]

    def own_interactions(self) -> Conditions:
        """What interactions of the scope are."""
        return [
            *self._of_scope(Interaction.account_id, also=True),
            *self._of_interaction(Interaction.id),
        ]

    def in_time(self, moment: Any) -> Conditions:
        """Behind us, and in the period."""
        return self._in_time(moment, by_day=False)

    # The sources

    def _interactions(self) -> Iterator[Branch]:
        filters = self._filters
        usual = [*self._of_interaction(Interaction.id), *self._in_found("interaction", Interaction.id)]
        if filters.kinds is not None and not filters.kinds >= CONTACTS:
            usual.append(Interaction.kind.in_(sorted(kind.value for kind in filters.kinds & CONTACTS)))
        if filters.with_files:
            usual.append(_has_files(Document.interaction_id, Interaction.id))
        account = self._scope.account_id
        if account is None:
            yield self._branch(
                Source.INTERACTION, Interaction, Interaction.kind, Interaction.starts_at, usual
            )
            return
        for status in InteractionStatus:  # each status is a stretch of the index in order
            own = [Interaction.account_id == account, Interaction.status == status, *usual]
            yield self._branch(Source.INTERACTION, Interaction, Interaction.kind, Interaction.starts_at, own)
        also = [Interaction.id.in_(_concerning(account)), Interaction.account_id != account, *usual]
        yield self._branch(Source.INTERACTION, Interaction, Interaction.kind, Interaction.starts_at, also)

    def _complaints(self) -> Iterator[Branch]:
        usual = [
            *self._of_scope(Complaint.account_id),
            *self._in_found("complaint", Complaint.id),
            *self._of_people(Complaint.raised_by_id),
        ]
        if self._filters.with_files:
            usual.append(_has_files(Document.complaint_id, Complaint.id))
        received = [*usual, *self._of_colleagues(Complaint.owner_id)]
        kind = literal(EntryKind.COMPLAINT.value)
        yield self._branch(Source.COMPLAINT, Complaint, kind, Complaint.received_at, received)
        ended = [*usual, StageChange.stage.in_(_TOLD_STAGES), *self._of_colleagues(StageChange.by_id)]
        yield self._branch(
            Source.STAGE,
            StageChange,
            kind,
            StageChange.at,
            ended,
            account_id=Complaint.account_id,
            joined=((Complaint, Complaint.id == StageChange.complaint_id),),
        )

    def _promises(self) -> Iterator[Branch]:
        if self._filters.with_files:
            return
        conditions = [
            *self._of_scope(Commitment.account_id),
            Commitment.status != CommitmentStatus.OPEN,
            *self._in_found("commitment", Commitment.id),
            *self._of_people(Commitment.owner_stakeholder_id),
            *self._of_colleagues(Commitment.owner_colleague_id),
        ]
        kind = literal(EntryKind.PROMISE.value)
        yield self._branch(Source.PROMISE, Commitment, kind, Commitment.closed_on, conditions)

    def _people(self) -> Iterator[Branch]:
        if self._filters.with_files or self._filters.colleagues:
            return
        conditions = [
            *self._of_scope(Stakeholder.account_id),
            *self._of_people(Stakeholder.id),
            *self._person_found(),
        ]
        kind = literal(EntryKind.PERSON.value)
        yield self._branch(Source.JOINED, Stakeholder, kind, Stakeholder.since, conditions)
        yield self._branch(Source.LEFT, Stakeholder, kind, Stakeholder.left_on, conditions)

    def _ratings(self) -> Iterator[Branch]:
        if self._filters.with_files:
            return
        conditions = [
            *self._of_scope(Stakeholder.account_id),
            *self._of_people(Stakeholder.id),
            *self._of_colleagues(Rating.colleague_id),
            *self._person_found(),
            Rating.value != rating_before(),
        ]
        yield self._branch(
            Source.RATING,
            Rating,
            literal(EntryKind.RATING.value),
            Rating.on,
            conditions,
            account_id=Stakeholder.account_id,
            joined=((Stakeholder, Stakeholder.id == Rating.stakeholder_id),),
        )

    def _contracts(self) -> Iterator[Branch]:
        if self._asks_for_people():
            return
        conditions = [*self._of_scope(Contract.account_id), *self._in_found("contract", Contract.id)]
        if self._filters.with_files:
            conditions.append(_has_files(Document.contract_id, Contract.id))
        kind = literal(EntryKind.CONTRACT.value)
        yield self._branch(Source.CONTRACT_BEGAN, Contract, kind, Contract.starts_on, conditions)
        yield self._branch(Source.CONTRACT_ENDED, Contract, kind, Contract.ends_on, conditions)

    def _sales(self) -> Iterator[Branch]:
        """Of one account alone: everybody's months would drown the rest."""
        account, filters = self._scope.account_id, self._filters
        if account is None or self._asks_for_people() or filters.with_files or filters.text.strip():
            return
        last_day = func.date(type_coerce(SalesFact.month, String) + "-01", "+1 month", "-1 day")
        yield self._branch(
            Source.SALES,
            SalesFact,
            literal(EntryKind.SALES.value),
            last_day,
            [SalesFact.account_id == account, *self._of_months()],
            id_=SalesFact.account_id,
            by_day=True,
            grouped=SalesFact.month,
        )

    def _documents(self) -> Iterator[Branch]:
        """Those that hang on an interaction are counted with it."""
        if self._asks_for_people():
            return
        conditions = [
            *self._of_scope(Document.account_id),
            Document.interaction_id.is_(None),
            *self._in_found("document", Document.id),
        ]
        yield self._branch(
            Source.DOCUMENT, Document, literal(EntryKind.DOCUMENT.value), Document.on, conditions
        )

    def _papers(self) -> Iterator[Branch]:
        """One for several accounts names none: it belongs to nobody's timeline."""
        if self._filters.with_files or self._filters.text.strip():
            return
        conditions = [
            PrintedDocument.account_id.is_not(None),
            *self._of_scope(PrintedDocument.account_id),
            *self._of_interaction(PrintedDocument.interaction_id),
        ]
        kind = literal(EntryKind.PAPER.value)
        yield self._branch(Source.PAPER, PrintedDocument, kind, PrintedDocument.printed_at, conditions)

    # Their conditions

    def _branch(
        self,
        source: Source,
        entity: Any,
        kind: Any,
        at: Any,
        conditions: Conditions,
        *,
        id_: Any = None,
        account_id: Any = None,
        by_day: bool | None = None,
        joined: tuple[tuple[Any, ColumnElement[bool]], ...] = (),
        grouped: Any = None,
    ) -> Branch:
        """A branch up to now and within the period."""
        is_day = isinstance(at.type, IsoDate) if by_day is None else by_day
        return Branch(
            source=source,
            entity=entity,
            id=entity.id if id_ is None else id_,
            account_id=entity.account_id if account_id is None else account_id,
            kind=kind,
            at=at,
            by_day=is_day,
            where=(*conditions, *self._in_time(at, by_day=is_day)),
            joined=joined,
            grouped=grouped,
        )

    def _in_time(self, at: Any, *, by_day: bool) -> Conditions:
        """Behind us, and in the period."""
        first, last = self._filters.first, self._filters.last
        if by_day:
            text = type_coerce(at, String)
            found: Conditions = [text <= self._today]
            found += [] if first is None else [text >= first.first_day.isoformat()]
            return found + ([] if last is None else [text <= last.last_day.isoformat()])
        found = [at < self._as_of]
        found += [] if first is None else [at >= from_micros(self.days.month_begins(first))]
        return found + ([] if last is None else [at < from_micros(self.days.month_begins(last + 1))])

    def _of_months(self) -> Conditions:
        first, last = self._filters.first, self._filters.last
        found: Conditions = [] if first is None else [SalesFact.month >= first]
        return found + ([] if last is None else [SalesFact.month <= last])

    def _of_scope(self, account_id: Any, *, also: bool = False) -> Conditions:
        """Of the account; with ``also`` interactions that concern it too. A person is asked elsewhere."""
        account = self._scope.account_id
        if account is None:
            return []
        own = account_id == account
        return [or_(own, Interaction.id.in_(_concerning(account)))] if also else [own]

    def _of_people(self, column: Any) -> Conditions:
        """Of the person followed, and of those asked for."""
        found: Conditions = [] if self._places is None else [column.in_(self._places)]
        return found + ([column.in_(sorted(self._filters.people))] if self._filters.people else [])

    def _of_colleagues(self, column: Any) -> Conditions:
        return [column.in_(sorted(self._filters.colleagues))] if self._filters.colleagues else []

    def _of_interaction(self, column: Any) -> Conditions:
        """Interactions in which the people and colleagues asked for took part."""
        found: Conditions = []
        for places in (self._places, sorted(self._filters.people) or None):
            if places is not None:
                found.append(column.in_(_taking_part(Participant.stakeholder_id.in_(places))))
        if self._filters.colleagues:
            ours = Participant.colleague_id.in_(sorted(self._filters.colleagues))
            found.append(column.in_(_taking_part(ours)))
        return found

    def _asks_for_people(self) -> bool:
        """Whether what names nobody is left out."""
        return self._places is not None or bool(self._filters.people or self._filters.colleagues)

    def _person_found(self) -> Conditions:
        """A place is found by its person; one without a name by itself."""
        if self._found is None:
            return []
        named = Stakeholder.person_id.in_(self._found("person"))
        return [or_(named, Stakeholder.id.in_(self._found("stakeholder")))]

    def _in_found(self, kind: str, column: Any) -> Conditions:
        return [] if self._found is None else [column.in_(self._found(kind))]


def rating_before() -> Any:
    """What the person was rated before, by the same colleague where the rating is one of theirs."""
    earlier = aliased(Rating)
    return (
        select(earlier.value)
        .where(
            earlier.stakeholder_id == Rating.stakeholder_id,
            earlier.kind == Rating.kind,
            earlier.colleague_id.is_not_distinct_from(Rating.colleague_id),
            earlier.on <= Rating.on,
            or_(earlier.on < Rating.on, earlier.id < Rating.id),
        )
        .order_by(earlier.on.desc(), earlier.id.desc())
        .limit(1)
        .correlate(Rating)
        .scalar_subquery()
    )


def places_of(session: Session, scope: Scope) -> Places:
    """The places of the person that is followed; None where nobody is."""
    if scope.person_id is not None:
        query = select(Stakeholder.id).where(Stakeholder.person_id == scope.person_id)
        return tuple(sorted(session.scalars(query)))
    return None if scope.stakeholder_id is None else (scope.stakeholder_id,)


def _concerning(account_id: UUID) -> Select[Any]:
    """Interactions of other accounts that concern this one too."""
    return select(InteractionAccount.interaction_id).where(InteractionAccount.account_id == account_id)


def _taking_part(who: ColumnElement[bool]) -> Select[Any]:
    return select(Participant.interaction_id).where(who)


def _has_files(link: Any, record: Any) -> ColumnElement[bool]:
    return select(Document.id).where(link == record).exists()
