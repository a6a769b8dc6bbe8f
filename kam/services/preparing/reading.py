"""Everything that the preparation of a meeting shows, read at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from kam.core.errors import NotFoundError
from kam.core.text import sort_key
from kam.core.vocabulary import InteractionKind, InteractionStatus
from kam.models import Account, BriefLayout, Colleague, Interaction, Participant, Person, Stakeholder
from kam.reports.content import Arrangement, BriefContent, CustomerBriefContent
from kam.services.briefs.arrangement import arrangement_of
from kam.services.briefs.collecting import collect_brief
from kam.services.briefs.customer import collect_customer_brief
from kam.services.people.names import NameParts
from kam.services.preparing.papers import PaperRow, papers_of
from kam.services.preparing.parts import Parts
from kam.services.preparing.records import read_parts
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who can take part: one of theirs, or one of us."""

    id: UUID
    name: str
    title: str
    is_ours: bool
    is_me: bool = False


@dataclass(frozen=True, slots=True)
class Preparation:
    """A meeting and what is prepared for it."""

    meeting_id: UUID
    account_id: UUID
    account: str
    subject: str
    kind: InteractionKind
    status: InteractionStatus
    starts_at: datetime
    """In the meeting's own zone."""
    minutes: int | None
    place: str
    parts: Parts
    people: tuple[Somebody, ...]
    """Theirs and ours, each by name."""
    arrangement: Arrangement
    has_own_arrangement: bool
    papers: tuple[PaperRow, ...]
    content: BriefContent
    """What our brief shows, as of the reading."""


@dataclass(frozen=True, slots=True)
class BriefWish:
    """Which brief is drawn: of when, in which language, whose, on how many pages."""

    language: str
    customer_safe: bool = False
    pages: str = "auto"


@dataclass(frozen=True, slots=True)
class Collected:
    """The content of a brief, one of the two; what is typed is put over it before it is drawn."""

    arrangement: Arrangement
    ours: BriefContent | None = None
    clients: CustomerBriefContent | None = None


def read_preparation(
    workspace: Workspace, meeting_id: UUID, *, as_of: datetime, language: str
) -> Preparation:
    """A meeting's preparation; words that are nobody's own are in ``language``.

    Raises:
        NotFoundError: ``brief.meeting_gone``.

    """
    content = collect_brief(workspace, meeting_id, as_of=as_of, printed_at=as_of, language=language)
    with workspace.reading() as session:
        meeting = session.get(Interaction, meeting_id)
        if meeting is None:
            raise NotFoundError("brief.meeting_gone", id=str(meeting_id))
        own = session.scalar(select(BriefLayout.id).where(BriefLayout.interaction_id == meeting_id))
        return Preparation(
            meeting_id=meeting_id,
            account_id=meeting.account_id,
            account=session.get_one(Account, meeting.account_id).name,
            subject=meeting.subject,
            kind=meeting.kind,
            status=meeting.status,
            starts_at=meeting.starts_at.astimezone(ZoneInfo(meeting.zone)),
            minutes=meeting.minutes,
            place=meeting.place or "",
            parts=read_parts(session, meeting),
            people=(*_theirs(session, meeting), *_ours(session, meeting)),
            arrangement=arrangement_of(session, meeting_id),
            has_own_arrangement=own is not None,
            papers=papers_of(session, meeting_id),
            content=content,
        )


def collect(workspace: Workspace, meeting_id: UUID, wish: BriefWish, *, as_of: datetime) -> Collected:
    """What a brief shows; raises as ``read_preparation``."""
    with workspace.reading() as session:
        arrangement = arrangement_of(session, meeting_id)
    if wish.customer_safe:
        clients = collect_customer_brief(
            workspace, meeting_id, as_of=as_of, printed_at=as_of, language=wish.language
        )
        return Collected(arrangement, clients=clients)
    ours = collect_brief(workspace, meeting_id, as_of=as_of, printed_at=as_of, language=wish.language)
    return Collected(arrangement, ours=ours)


def _theirs(session: Session, meeting: Interaction) -> list[Somebody]:
    """Who is there now, and who takes part though they have left."""
    attending = select(Participant.stakeholder_id).where(Participant.interaction_id == meeting.id)
    rows = session.execute(
        select(
            Stakeholder.id,
            Stakeholder.job_title,
            Stakeholder.placeholder,
            Person.family_name,
            Person.given_name,
            Person.patronymic,
        )
        .outerjoin(Person, Person.id == Stakeholder.person_id)
        .where(
            Stakeholder.account_id == meeting.account_id,
            or_(Stakeholder.left_on.is_(None), Stakeholder.id.in_(attending)),
        )
    )
    found = [
        Somebody(
            row.id,
            NameParts.of(row.family_name, row.given_name, row.patronymic).full
            or row.placeholder
            or row.job_title
            or "",
            row.job_title or "",
            is_ours=False,
        )
        for row in rows
    ]
    return sorted(found, key=lambda each: sort_key(each.name))


def _ours(session: Session, meeting: Interaction) -> list[Somebody]:
    attending = select(Participant.colleague_id).where(Participant.interaction_id == meeting.id)
    query = select(Colleague).where(or_(Colleague.left_on.is_(None), Colleague.id.in_(attending)))
    found = [
        Somebody(each.id, each.name, each.job_title or "", is_ours=True, is_me=each.is_me)
        for each in session.scalars(query)
    ]
    return sorted(found, key=lambda each: (not each.is_me, sort_key(each.name)))
