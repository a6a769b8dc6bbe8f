"""An entry opened in place: its texts, what was born from it, its files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from kam.core.errors import NotFoundError
from kam.core.file_names import is_risky
from kam.core.vocabulary import CommitmentStatus
from kam.models import (
    Account,
    Commitment,
    Complaint,
    Contract,
    Document,
    Interaction,
    InteractionAccount,
    Objective,
    Opportunity,
    Rating,
)
from kam.services.documents.media import preview_of
from kam.services.documents.rows import PreviewKind
from kam.services.profile import read_profile
from kam.services.timeline.faces import faces_of_places
from kam.services.timeline.filling import Picked, entries
from kam.services.timeline.local_days import LocalDays, days_of
from kam.services.timeline.rows import (
    Entry,
    EntryDetails,
    FileRow,
    LinkKind,
    LinkRow,
    LinkState,
    Named,
    RatingStep,
    Source,
)
from kam.services.timeline.sources import rating_before
from kam.store.workspace import Workspace

_CLOSED = {
    CommitmentStatus.KEPT: LinkState.DONE,
    CommitmentStatus.BROKEN: LinkState.BROKEN,
    CommitmentStatus.CANCELLED: LinkState.NONE,
}


def read_details(workspace: Workspace, entry: Entry, *, as_of: datetime) -> EntryDetails:
    """The entry as it is now, with all that hangs on it.

    Raises:
        NotFoundError: ``timeline.gone`` for one whose record is not there any more.

    """
    with workspace.reading() as session:
        profile = read_profile(session)
        days = days_of(profile.zone, as_of.year)
        picked = [Picked(entry.key, entry.kind, entry.account_id)]
        found = entries(session, picked, days, as_of)
        if not found:
            raise NotFoundError("timeline.gone")
        return _Details(session, found[0], days, profile.today(as_of)).whole()


class _Details:
    def __init__(self, session: Session, entry: Entry, days: LocalDays, today: date) -> None:
        self._days = days
        self._session = session
        self._entry = entry
        self._today = today

    def whole(self) -> EntryDetails:
        """By what the entry follows from."""
        entry, session = self._entry, self._session
        source, id_ = entry.key.source, entry.key.id
        details = EntryDetails(entry, text=entry.note, faces=entry.faces)
        if source is Source.INTERACTION:
            details = self._of_interaction(session.get_one(Interaction, id_))
        elif source in {Source.COMPLAINT, Source.STAGE} and entry.about is not None:
            details = self._of_complaint(details, session.get_one(Complaint, entry.about))
        elif source is Source.PROMISE:
            details = self._of_promise(details, session.get_one(Commitment, id_))
        elif source is Source.RATING:
            rating = session.get_one(Rating, id_)
            details = replace(details, links=self._meetings([rating.interaction_id]))
        elif source in {Source.CONTRACT_BEGAN, Source.CONTRACT_ENDED}:
            details = self._of_contract(details, session.get_one(Contract, id_))
        elif source is Source.DOCUMENT:
            details = replace(details, files=self._files(Document.id == id_))
        elif source is Source.PAPER:
            details = replace(details, text="", links=self._meetings([entry.about]))
        return details

    def _of_contract(self, details: EntryDetails, row: Contract) -> EntryDetails:
        text = "\n\n".join(part for part in (row.subject, row.sla) if part)
        return replace(details, text=text, files=self._files(Document.contract_id == row.id))

    def _of_interaction(self, row: Interaction) -> EntryDetails:
        return EntryDetails(
            self._entry,
            text=row.notes or "",
            learned=row.learned or "",
            purpose=row.purpose or "",
            competitors=row.competitor_mentions or "",
            faces=self._entry.faces,
            links=tuple(self._born(row)),
            files=self._files(Document.interaction_id == row.id),
            other_accounts=self._other_accounts(row),
        )

    def _born(self, row: Interaction) -> Iterable[LinkRow]:
        yield from self._promises(Commitment.interaction_id == row.id)
        yield from self._ratings(row.id)
        for kind, entity, id_, title in (
            (LinkKind.COMPLAINT, Complaint, row.complaint_id, "summary"),
            (LinkKind.OPPORTUNITY, Opportunity, row.opportunity_id, "title"),
            (LinkKind.OBJECTIVE, Objective, row.objective_id, "title"),
        ):
            if id_ is not None and (found := self._session.get(entity, id_)) is not None:
                text = getattr(found, title)
                text = f"{found.number}: {text}" if isinstance(found, Complaint) else text
                on = self._days.day_of(found.received_at) if isinstance(found, Complaint) else None
                yield LinkRow(kind, found.id, text, on=on)

    def _promises(self, where: ColumnElement[bool]) -> Iterable[LinkRow]:
        query = select(Commitment).where(where).order_by(Commitment.side, Commitment.due_on, Commitment.id)
        for row in self._session.scalars(query):
            late = row.is_late(self._today)
            state = _CLOSED.get(row.status, LinkState.LATE if late else LinkState.OPEN)
            days = (self._today - row.due_on).days if late and row.due_on else None
            yield LinkRow(
                LinkKind.PROMISE, row.id, row.text, state, row.side, row.closed_on or row.due_on, days
            )

    def _ratings(self, interaction_id: UUID) -> Iterable[LinkRow]:
        query = (
            select(Rating, rating_before().label("before"))
            .where(Rating.interaction_id == interaction_id)
            .order_by(Rating.id)
        )
        rows = self._session.execute(query).all()
        faces = faces_of_places(self._session, [rating.stakeholder_id for rating, _ in rows])
        for rating, before in rows:
            if face := faces.get(rating.stakeholder_id):
                step = RatingStep(rating.kind, rating.value if before is None else before, rating.value)
                yield LinkRow(
                    LinkKind.RATING,
                    rating.id,
                    face.name,
                    on=rating.on,
                    rating=step,
                    stakeholder_id=rating.stakeholder_id,
                )

    def _of_complaint(self, details: EntryDetails, row: Complaint) -> EntryDetails:
        text = "\n\n".join(part for part in (row.description, self._entry.note) if part)
        if row.description and " ".join(row.description.split()) == self._entry.note:
            text = row.description
        first = LinkRow(
            LinkKind.COMPLAINT, row.id, f"{row.number}: {row.summary}", on=self._days.day_of(row.received_at)
        )
        received = (first,) if self._entry.key.source is Source.STAGE else ()
        return replace(
            details,
            text=text,
            links=(*received, *self._promises(Commitment.complaint_id == row.id)),
            files=self._files(Document.complaint_id == row.id),
        )

    def _of_promise(self, details: EntryDetails, row: Commitment) -> EntryDetails:
        texts = "\n\n".join(part for part in (row.proof, row.notes) if part)
        return replace(details, text=texts, links=self._meetings([row.interaction_id]))

    def _meetings(self, ids: Iterable[UUID | None]) -> tuple[LinkRow, ...]:
        wanted = [each for each in ids if each is not None]
        rows = self._session.scalars(select(Interaction).where(Interaction.id.in_(wanted)))
        return tuple(
            LinkRow(LinkKind.MEETING, row.id, row.subject, on=row.starts_local.date()) for row in rows
        )

    def _files(self, where: ColumnElement[bool]) -> tuple[FileRow, ...]:
        rows = self._session.scalars(select(Document).where(where).order_by(Document.name, Document.id))
        return tuple(
            FileRow(
                row.id,
                row.name,
                row.size,
                preview_of(row.media_type) is PreviewKind.IMAGE,
                is_risky(row.name),
            )
            for row in rows
        )

    def _other_accounts(self, row: Interaction) -> tuple[Named, ...]:
        """Whom it concerns beside the account that it is shown under."""
        query = (
            select(Account.id, Account.name)
            .join(InteractionAccount, InteractionAccount.account_id == Account.id)
            .where(InteractionAccount.interaction_id == row.id)
            .order_by(Account.name_key)
        )
        return tuple(Named(found.id, found.name, 0) for found in self._session.execute(query))
