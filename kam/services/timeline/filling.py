"""From picked keys to whole entries: each kind of record is read once for a page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import Session

from kam.core.money import Money
from kam.core.periods import Month
from kam.core.vocabulary import CommitmentStatus, ComplaintStage, InteractionStatus
from kam.models import (
    Account,
    ChecklistItem,
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
from kam.services.profile import read_profile
from kam.services.rates import Exchange
from kam.services.timeline.faces import faces_of, faces_of_colleagues, faces_of_places, with_colleague
from kam.services.timeline.local_days import LocalDays
from kam.services.timeline.markdown import READ, first_words
from kam.services.timeline.rows import Entry, EntryKey, EntryKind, Event, Face, RatingStep, Source
from kam.services.timeline.sources import rating_before


@dataclass(frozen=True, slots=True)
class Picked:
    """An entry before its record is read."""

    key: EntryKey
    kind: EntryKind
    account_id: UUID


Fill: TypeAlias = "Callable[[_Filling, Sequence[Picked]], Iterable[Entry]]"

_SHOWN: Final = select(
    Interaction.id,
    Interaction.status,
    Interaction.subject,
    Interaction.starts_at,
    Interaction.minutes,
    Interaction.place,
    Interaction.purpose,
    func.substr(Interaction.notes, 1, READ).label("notes"),
    func.substr(Interaction.learned, 1, READ).label("learned"),
    Interaction.outcome,
    Interaction.mood,
    Interaction.follow_up_sent_on,
).where(Interaction.id.in_(bindparam("ids", expanding=True)))
_STAGES: Final = {
    ComplaintStage.CLOSED: Event.CLOSED,
    ComplaintStage.REJECTED: Event.REJECTED,
    ComplaintStage.REOPENED: Event.REOPENED,
}
_ENDS: Final = {
    CommitmentStatus.KEPT: Event.KEPT,
    CommitmentStatus.BROKEN: Event.BROKEN,
    CommitmentStatus.CANCELLED: Event.CANCELLED,
    CommitmentStatus.OPEN: Event.CANCELLED,
}


def entries(session: Session, picked: Sequence[Picked], days: LocalDays, as_of: datetime) -> list[Entry]:
    """The entries of some keys, in their order; one whose record vanished is left out."""
    filling = _Filling(session, days, as_of, picked)
    by_source: dict[Source, list[Picked]] = defaultdict(list)
    for each in picked:
        by_source[each.key.source].append(each)
    found = {
        entry.key: entry for source, these in by_source.items() for entry in _FILLS[source](filling, these)
    }
    return [found[each.key] for each in picked if each.key in found]


def event_of(status: InteractionStatus, starts_at: datetime, as_of: datetime) -> Event:
    """How an interaction stands; what is planned and over waits for its outcome."""
    if status is InteractionStatus.PLANNED:
        return Event.PLANNED if starts_at >= as_of else Event.WAITING
    if status is InteractionStatus.DONE:
        return Event.HELD
    return Event.MISSED if status is InteractionStatus.MISSED else Event.CALLED_OFF


class _Filling:
    """Reads records of a page."""

    def __init__(self, session: Session, days: LocalDays, as_of: datetime, picked: Sequence[Picked]) -> None:
        self._session = session
        self._days = days
        self._as_of = as_of
        wanted = {each.account_id for each in picked}
        query = select(Account.id, Account.name).where(Account.id.in_(wanted))
        self._accounts = {row.id: row.name for row in session.execute(query)}

    def interactions(self, picked: Sequence[Picked]) -> Iterable[Entry]:
        wanted = {"ids": [each.key.id for each in picked]}
        rows = {row.id: row for row in self._session.connection().execute(_SHOWN, wanted)}
        ids = list(rows)
        faces = faces_of(self._session, ids)
        files = self._count_files(Document.interaction_id, ids)
        ahead = [id_ for id_, row in rows.items() if row.status is InteractionStatus.PLANNED]
        ready = readiness(self._session, ahead)
        for each in picked:
            if (row := rows.get(each.key.id)) is None:
                continue
            event = event_of(row.status, row.starts_at, self._as_of)
            note = row.purpose if event is Event.PLANNED else row.notes or row.learned
            yield self._entry(
                each,
                event,
                row.subject,
                first_words(note),
                has_hour=True,
                minutes=row.minutes,
                place=row.place,
                outcome=row.outcome,
                mood=row.mood,
                files=files.get(row.id, 0),
                faces=faces.get(row.id, ()),
                follow_up_sent_on=row.follow_up_sent_on,
                ready=ready.get(row.id),
            )

    def complaints(self, picked: Sequence[Picked]) -> Iterable[Entry]:
        rows = self._rows(Complaint, picked)
        files = self._count_files(Document.complaint_id, list(rows))
        faces = faces_of_places(self._session, [row.raised_by_id for row in rows.values()])
        for each in picked:
            if row := rows.get(each.key.id):
                raised = faces.get(row.raised_by_id) if row.raised_by_id else None
                yield self._entry(
                    each,
                    Event.RECEIVED,
                    f"{row.number}: {row.summary}",
                    row.description,
                    has_hour=True,
                    files=files.get(row.id, 0),
                    faces=(raised,) if raised else (),
                    about=row.id,
                )

    def stages(self, picked: Sequence[Picked]) -> Iterable[Entry]:
        ids = [each.key.id for each in picked]
        query = (
            select(StageChange, Complaint)
            .join(Complaint, Complaint.id == StageChange.complaint_id)
            .where(StageChange.id.in_(ids))
        )
        rows = {change.id: (change, complaint) for change, complaint in self._session.execute(query)}
        for each in picked:
            if found := rows.get(each.key.id):
                change, complaint = found
                title = f"{complaint.number}: {complaint.summary}"
                note = change.note or complaint.agreed_line or complaint.rejection_reason
                event = _STAGES[change.stage]
                yield self._entry(each, event, title, note, has_hour=True, about=complaint.id)

    def promises(self, picked: Sequence[Picked]) -> Iterable[Entry]:
        rows = self._rows(Commitment, picked)
        theirs = faces_of_places(self._session, [row.owner_stakeholder_id for row in rows.values()])
        ours = self._colleagues(row.owner_colleague_id for row in rows.values())
        for each in picked:
            if row := rows.get(each.key.id):
                owners = (
                    theirs.get(row.owner_stakeholder_id) if row.owner_stakeholder_id else None,
                    ours.get(row.owner_colleague_id) if row.owner_colleague_id else None,
                )
                yield self._entry(
                    each,
                    _ENDS[row.status],
                    row.text,
                    row.proof or row.notes,
                    side=row.side,
                    faces=tuple(face for face in owners if face is not None),
                    about=row.interaction_id,
                )

    def joined(self, picked: Sequence[Picked]) -> Iterable[Entry]:
        return self._places(picked, Event.JOINED)

    def left(self, picked: Sequence[Picked]) -> Iterable[Entry]:
        return self._places(picked, Event.LEFT)

    def _places(self, picked: Sequence[Picked], event: Event) -> Iterable[Entry]:
        rows = self._rows(Stakeholder, picked)
        faces = faces_of_places(self._session, list(rows))
        for each in picked:
            if (row := rows.get(each.key.id)) and (face := faces.get(row.id)):
                yield self._entry(each, event, face.name, row.job_title, faces=(face,), about=row.id)

    def ratings(self, picked: Sequence[Picked]) -> Iterable[Entry]:
        ids = [each.key.id for each in picked]
        query = select(Rating, rating_before().label("before")).where(Rating.id.in_(ids))
        rows = {rating.id: (rating, before) for rating, before in self._session.execute(query)}
        faces = faces_of_places(self._session, [rating.stakeholder_id for rating, _ in rows.values()])
        ours = self._colleagues(rating.colleague_id for rating, _ in rows.values())
        for each in picked:
            if (found := rows.get(each.key.id)) and (face := faces.get(found[0].stakeholder_id)):
                rating, before = found
                colleague = ours.get(rating.colleague_id) if rating.colleague_id else None
                step = RatingStep(
                    rating.kind, before or 0, rating.value, None if colleague is None else colleague.name
                )
                yield self._entry(
                    each,
                    Event.RATED,
                    face.name,
                    rating.evidence,
                    rating=step,
                    faces=with_colleague((face,), colleague),
                    about=rating.stakeholder_id,
                )

    def begun(self, picked: Sequence[Picked]) -> Iterable[Entry]:
        return self._contracts(picked, Event.BEGAN)

    def ended(self, picked: Sequence[Picked]) -> Iterable[Entry]:
        return self._contracts(picked, Event.ENDED)

    def _contracts(self, picked: Sequence[Picked], event: Event) -> Iterable[Entry]:
        rows = self._rows(Contract, picked)
        files = self._count_files(Document.contract_id, list(rows))
        for each in picked:
            if row := rows.get(each.key.id):
                has_sum = row.amount_minor is not None and row.currency is not None
                yield self._entry(
                    each,
                    event,
                    row.number or "",
                    row.subject,
                    amount=Money(row.amount_minor, row.currency) if has_sum else None,
                    files=files.get(row.id, 0),
                    about=row.id,
                )

    def sales(self, picked: Sequence[Picked]) -> Iterable[Entry]:
        months = {each.key: Month.of(self._local(each).date()) for each in picked}
        query = (
            select(SalesFact.month, SalesFact.currency, func.sum(SalesFact.revenue_minor))
            .where(SalesFact.account_id == picked[0].account_id, SalesFact.month.in_(sorted(months.values())))
            .group_by(SalesFact.month, SalesFact.currency)
        )
        exchange = Exchange.read(self._session, read_profile(self._session).currency)
        sums: dict[Month, int] = defaultdict(int)
        for month, currency, minor in self._session.execute(query):
            sums[month] += exchange.of_month(minor, currency, month) or 0
        for each in picked:
            money = Money(sums[months[each.key]], exchange.currency)
            yield self._entry(each, Event.SOLD, "", None, amount=money)

    def documents(self, picked: Sequence[Picked]) -> Iterable[Entry]:
        rows = self._rows(Document, picked)
        for each in picked:
            if row := rows.get(each.key.id):
                yield self._entry(each, Event.ADDED, row.name, row.tags, files=1, about=row.id)

    def papers(self, picked: Sequence[Picked]) -> Iterable[Entry]:
        rows = self._rows(PrintedDocument, picked)
        meetings = {row.interaction_id for row in rows.values() if row.interaction_id}
        query = select(Interaction.id, Interaction.subject).where(Interaction.id.in_(meetings))
        subjects = {row.id: row.subject for row in self._session.execute(query)}
        for each in picked:
            if row := rows.get(each.key.id):
                subject = subjects.get(row.interaction_id, "") if row.interaction_id else ""
                event, kind = Event.PRINTED, str(row.kind)
                yield self._entry(each, event, subject, kind, has_hour=True, about=row.interaction_id)

    # Inside

    def _rows(self, entity: Any, picked: Sequence[Picked]) -> dict[UUID, Any]:
        ids = {each.key.id for each in picked}
        return {row.id: row for row in self._session.scalars(select(entity).where(entity.id.in_(ids)))}

    def _entry(
        self,
        picked: Picked,
        event: Event,
        title: str,
        note: str | None,
        *,
        has_hour: bool = False,
        **more: Any,
    ) -> Entry:
        return Entry(
            key=picked.key,
            kind=picked.kind,
            event=event,
            account_id=picked.account_id,
            account=self._accounts.get(picked.account_id, ""),
            at=self._local(picked),
            has_hour=has_hour,
            title=title,
            note=" ".join(note.split()) if note else "",
            **more,
        )

    def _local(self, picked: Picked) -> datetime:
        return self._days.local(picked.key.moment)

    def _count_files(self, link: Any, ids: Sequence[UUID]) -> dict[UUID, int]:
        query = select(link, func.count()).where(link.in_(ids)).group_by(link)
        return {row[0]: row[1] for row in self._session.connection().execute(query)}

    def _colleagues(self, ids: Iterable[UUID | None]) -> dict[UUID, Face]:
        return faces_of_colleagues(self._session, ids)


def readiness(session: Session, ids: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
    """How many points of each meeting's checklist are done, and of how many."""
    if not ids:
        return {}
    done = func.sum(case((ChecklistItem.done, 1), else_=0))
    query = (
        select(ChecklistItem.interaction_id, done, func.count())
        .where(ChecklistItem.interaction_id.in_(ids))
        .group_by(ChecklistItem.interaction_id)
    )
    return {row[0]: (int(row[1]), row[2]) for row in session.execute(query)}


_FILLS: Final[Mapping[Source, Fill]] = {
    Source.INTERACTION: _Filling.interactions,
    Source.COMPLAINT: _Filling.complaints,
    Source.STAGE: _Filling.stages,
    Source.PROMISE: _Filling.promises,
    Source.JOINED: _Filling.joined,
    Source.LEFT: _Filling.left,
    Source.RATING: _Filling.ratings,
    Source.CONTRACT_BEGAN: _Filling.begun,
    Source.CONTRACT_ENDED: _Filling.ended,
    Source.SALES: _Filling.sales,
    Source.DOCUMENT: _Filling.documents,
    Source.PAPER: _Filling.papers,
}
