"""Where entries come from: for each kind of record the rows that make entries, as queries of one shape.

A *branch* yields ``id``, ``account_id``, ``kind`` and the moment or date it is ordered by. A page takes the
newest few of each branch through its index and merges them; counting takes all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, String, func, literal, or_, select, type_coerce
from sqlalchemy.orm import aliased

from kam.core.vocabulary import CommitmentStatus, ComplaintStage, InteractionStatus
from kam.models import (
    Commitment,
    Complaint,
    Contract,
    Document,
    Interaction,
    PrintedDocument,
    Rating,
    SalesFact,
    StageChange,
    Stakeholder,
)
from kam.models.types import IsoDate
from kam.services.timeline.asked import Asked, Conditions, concerning, has_files
from kam.services.timeline.rows import CONTACTS, EntryKind, Source

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

    def __init__(self, asked: Asked) -> None:
        self._asked = asked

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
            if self._asked.filters.kinds is None or kinds & self._asked.filters.kinds:
                yield from make()

    # The sources

    def _interactions(self) -> Iterator[Branch]:
        filters = self._asked.filters
        usual = [
            *self._asked.of_interaction(Interaction.id),
            *self._asked.in_found("interaction", Interaction.id),
        ]
        if filters.kinds is not None and not filters.kinds >= CONTACTS:
            usual.append(Interaction.kind.in_(sorted(kind.value for kind in filters.kinds & CONTACTS)))
        if filters.with_files:
            usual.append(has_files(Document.interaction_id, Interaction.id))
        account = self._asked.scope.account_id
        if account is None:
            yield self._branch(
                Source.INTERACTION, Interaction, Interaction.kind, Interaction.starts_at, usual
            )
            return
        for status in InteractionStatus:  # each status is a stretch of the index in order
            own = [Interaction.account_id == account, Interaction.status == status, *usual]
            yield self._branch(Source.INTERACTION, Interaction, Interaction.kind, Interaction.starts_at, own)
        also = [Interaction.id.in_(concerning(account)), Interaction.account_id != account, *usual]
        yield self._branch(Source.INTERACTION, Interaction, Interaction.kind, Interaction.starts_at, also)

    def _complaints(self) -> Iterator[Branch]:
        usual = [
            *self._asked.of_scope(Complaint.account_id),
            *self._asked.in_found("complaint", Complaint.id),
            *self._asked.of_people(Complaint.raised_by_id),
        ]
        if self._asked.filters.with_files:
            usual.append(has_files(Document.complaint_id, Complaint.id))
        received = [*usual, *self._asked.of_colleagues(Complaint.owner_id)]
        kind = literal(EntryKind.COMPLAINT.value)
        yield self._branch(Source.COMPLAINT, Complaint, kind, Complaint.received_at, received)
        ended = [*usual, StageChange.stage.in_(_TOLD_STAGES), *self._asked.of_colleagues(StageChange.by_id)]
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
        if self._asked.filters.with_files:
            return
        conditions = [
            *self._asked.of_scope(Commitment.account_id),
            Commitment.status != CommitmentStatus.OPEN,
            *self._asked.in_found("commitment", Commitment.id),
            *self._asked.of_people(Commitment.owner_stakeholder_id),
            *self._asked.of_colleagues(Commitment.owner_colleague_id),
        ]
        kind = literal(EntryKind.PROMISE.value)
        yield self._branch(Source.PROMISE, Commitment, kind, Commitment.closed_on, conditions)

    def _people(self) -> Iterator[Branch]:
        if self._asked.filters.with_files or self._asked.filters.colleagues:
            return
        conditions = [
            *self._asked.of_scope(Stakeholder.account_id),
            *self._asked.of_people(Stakeholder.id),
            *self._asked.person_found(),
        ]
        kind = literal(EntryKind.PERSON.value)
        yield self._branch(Source.JOINED, Stakeholder, kind, Stakeholder.since, conditions)
        yield self._branch(Source.LEFT, Stakeholder, kind, Stakeholder.left_on, conditions)

    def _ratings(self) -> Iterator[Branch]:
        if self._asked.filters.with_files:
            return
        conditions = [
            *self._asked.of_scope(Stakeholder.account_id),
            *self._asked.of_people(Stakeholder.id),
            *self._asked.of_colleagues(Rating.colleague_id),
            *self._asked.person_found(),
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
        if self._asked.asks_for_people():
            return
        conditions = [
            *self._asked.of_scope(Contract.account_id),
            *self._asked.in_found("contract", Contract.id),
        ]
        if self._asked.filters.with_files:
            conditions.append(has_files(Document.contract_id, Contract.id))
        kind = literal(EntryKind.CONTRACT.value)
        yield self._branch(Source.CONTRACT_BEGAN, Contract, kind, Contract.starts_on, conditions)
        yield self._branch(Source.CONTRACT_ENDED, Contract, kind, Contract.ends_on, conditions)

    def _sales(self) -> Iterator[Branch]:
        """Of one account alone: everybody's months would drown the rest."""
        account, filters = self._asked.scope.account_id, self._asked.filters
        if account is None or self._asked.asks_for_people() or filters.with_files or filters.text.strip():
            return
        last_day = func.date(type_coerce(SalesFact.month, String) + "-01", "+1 month", "-1 day")
        yield self._branch(
            Source.SALES,
            SalesFact,
            literal(EntryKind.SALES.value),
            last_day,
            [SalesFact.account_id == account, *self._asked.of_months()],
            id_=SalesFact.account_id,
            by_day=True,
            grouped=SalesFact.month,
        )

    def _documents(self) -> Iterator[Branch]:
        """Those that hang on an interaction are counted with it."""
        if self._asked.asks_for_people():
            return
        conditions = [
            *self._asked.of_scope(Document.account_id),
            Document.interaction_id.is_(None),
            *self._asked.in_found("document", Document.id),
        ]
        yield self._branch(
            Source.DOCUMENT, Document, literal(EntryKind.DOCUMENT.value), Document.on, conditions
        )

    def _papers(self) -> Iterator[Branch]:
        """One for several accounts names none: it belongs to nobody's timeline."""
        if self._asked.filters.with_files or self._asked.filters.text.strip():
            return
        conditions = [
            PrintedDocument.account_id.is_not(None),
            *self._asked.of_scope(PrintedDocument.account_id),
            *self._asked.of_interaction(PrintedDocument.interaction_id),
        ]
        kind = literal(EntryKind.PAPER.value)
        yield self._branch(Source.PAPER, PrintedDocument, kind, PrintedDocument.printed_at, conditions)

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
            where=(*conditions, *self._asked.in_time(at, by_day=is_day)),
            joined=joined,
            grouped=grouped,
        )


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
