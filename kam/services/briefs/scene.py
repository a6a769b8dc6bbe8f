"""What every part of a brief starts from: the meeting, its account, the moments it is counted to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from typing import Final, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select
from sqlalchemy.orm import Session

from kam.core.errors import NotFoundError
from kam.core.formats import Formats
from kam.core.ids import new_id
from kam.core.vocabulary import InteractionKind, InteractionStatus, PaperKind
from kam.core.words import Words, words_for
from kam.models import (
    Account,
    Colleague,
    Interaction,
    InteractionAccount,
    PrintedDocument,
    Record,
)
from kam.reports.content import PersonName
from kam.services.briefs.history import History
from kam.services.briefs.names import short_name, split_name
from kam.services.briefs.settings import BriefSettings
from kam.services.profile import Profile, read_profile
from kam.services.rates import Exchange
from kam.store.workspace import Workspace

MET_IN_PERSON: Final = (
    InteractionKind.MEETING,
    InteractionKind.SITE_VISIT,
    InteractionKind.BUSINESS_REVIEW,
)
"""The kinds that make a "last meeting"."""
_NEVER_MET: Final = timedelta(days=90)

RecordT = TypeVar("RecordT", bound=Record)


@dataclass(frozen=True, slots=True)
class LastMeeting:
    """When we last met this account."""

    id: UUID
    on: date
    ended_at: datetime


@dataclass(frozen=True)
class Scene:
    """One meeting, seen from one moment. Days are counted to ``day``; facts are known up to ``known_on``."""

    workspace: Workspace
    session: Session
    meeting: Interaction
    account: Account
    profile: Profile
    history: History
    as_of: datetime
    language: str
    zone: ZoneInfo
    last: LastMeeting | None
    settings: BriefSettings
    printed_as_of: datetime | None = None
    """As of when the last meeting's brief was printed, where it was; in UTC."""

    @classmethod
    def of(
        cls, workspace: Workspace, session: Session, meeting_id: UUID, *, as_of: datetime, language: str
    ) -> Scene:
        """The scene of a meeting.

        Raises:
            NotFoundError: ``brief.meeting_gone`` when there is no such interaction.
            ValueError: for a moment without its zone.

        """
        if as_of.utcoffset() is None:
            message = f"a moment needs a zone: {as_of!r}"
            raise ValueError(message)
        meeting = session.get(Interaction, meeting_id)
        if meeting is None:
            raise NotFoundError("brief.meeting_gone", id=str(meeting_id))
        zone = ZoneInfo(meeting.zone)
        history = History(session, meeting.account_id, as_of)
        profile = read_profile(session)
        last = _last_meeting(session, meeting, as_of, zone)
        return cls(
            workspace=workspace,
            session=session,
            meeting=history.turned_back(meeting),
            account=history.turned_back(session.get_one(Account, meeting.account_id)),
            profile=profile,
            history=history,
            as_of=as_of,
            language=language,
            zone=zone,
            last=last,
            settings=BriefSettings.of(profile.settings),
            printed_as_of=_printed_as_of(session, last, as_of),
        )

    @classmethod
    def now(
        cls, workspace: Workspace, session: Session, account_id: UUID, *, as_of: datetime, language: str
    ) -> Scene:
        """An account seen at a moment, as if we met it then: what the overview on the screen counts to.

        The meeting exists for the counting alone; it belongs to no session and is never stored.

        Raises:
            NotFoundError: ``account.gone``.

        """
        account = session.get(Account, account_id)
        if account is None:
            raise NotFoundError("account.gone")
        profile = read_profile(session)
        zone = profile.zone
        meeting = Interaction(
            id=new_id(),
            account_id=account_id,
            kind=InteractionKind.MEETING,
            status=InteractionStatus.PLANNED,
            subject="",
            starts_at=as_of,
            zone=zone.key,
        )
        return cls(
            workspace=workspace,
            session=session,
            meeting=meeting,
            account=account,
            profile=profile,
            history=History(session, account_id, as_of),
            as_of=as_of,
            language=language,
            zone=zone,
            last=_last_meeting(session, meeting, as_of, zone),
            settings=BriefSettings.of(profile.settings),
        )

    @property
    def starts_at(self) -> datetime:
        """When the meeting starts, in its own zone: days and hours are counted to it."""
        return self.meeting.starts_at.astimezone(self.zone)

    @property
    def day(self) -> date:
        """The day of the meeting at its place."""
        return self.starts_at.date()

    @property
    def known_on(self) -> date:
        """The last date of which facts are known."""
        return self.as_of.astimezone(self.zone).date()

    def local_date(self, moment: datetime) -> date:
        """The date of a moment where the meeting is."""
        return moment.astimezone(self.zone).date()

    @property
    def since(self) -> datetime:
        """From when on something counts as changed.

        The moment of the data on what was printed for the last meeting, else its end; 90 days ago where
        there was none.
        """
        if self.printed_as_of is not None:
            return self.printed_as_of
        return self.last.ended_at if self.last else self.as_of - _NEVER_MET

    def is_news(self, on: date | None) -> bool:
        """Whether a dated fact lies after the day from which changes count, and is known."""
        return on is not None and self.local_date(self.since) < on <= self.known_on

    @cached_property
    def words(self) -> Words:
        """The words of the document."""
        return words_for(self.language)

    @cached_property
    def formats(self) -> Formats:
        """How dates and sums are written in the document."""
        return Formats(self.language)

    @cached_property
    def exchange(self) -> Exchange:
        """Other currencies in the account's."""
        return Exchange(self.session, self.profile.currency, self.account.currency)

    @cached_property
    def colleagues(self) -> dict[UUID, Colleague]:
        """All of us."""
        return {colleague.id: colleague for colleague in self.session.scalars(select(Colleague))}

    def colleague_name(self, colleague_id: UUID | None) -> PersonName:
        """A colleague's name in parts; empty for nobody."""
        colleague = self.colleagues.get(colleague_id) if colleague_id else None
        return split_name(colleague.name) if colleague else PersonName()

    def colleague_label(self, colleague_id: UUID | None) -> str:
        """A colleague's family name; empty for nobody."""
        return short_name(self.colleague_name(colleague_id))

    def records(self, entity: type[RecordT], *criteria: ColumnElement[bool]) -> list[RecordT]:
        """The account's records of an entity as they stood at the moment of the data."""
        query = _of_account(entity)
        if criteria:
            query = query.where(*criteria)
        found = self.session.scalars(query, {"account_id": self.account.id})
        return self.history.as_of(entity, found)


@cache
def _of_account(entity: type[RecordT]) -> Select[RecordT]:
    """The records of an account; built once, for building costs as much as running."""
    columns = entity.__table__.c
    owner = bindparam("account_id", type_=columns.account_id.type)
    return select(entity).where(columns.account_id == owner).order_by(columns.id)


def _printed_as_of(session: Session, last: LastMeeting | None, as_of: datetime) -> datetime | None:
    """The newest data that our brief of the last meeting showed; one printed after it is a record of it."""
    if last is None:
        return None
    return session.scalar(
        select(func.max(PrintedDocument.as_of)).where(
            PrintedDocument.interaction_id == last.id,
            PrintedDocument.kind == PaperKind.BRIEF,
            PrintedDocument.as_of <= last.ended_at,
            PrintedDocument.printed_at <= as_of,
        )
    )


def _last_meeting(
    session: Session, meeting: Interaction, as_of: datetime, zone: ZoneInfo
) -> LastMeeting | None:
    """The last time we met the account in person before this meeting, as far as the data know."""
    among = select(InteractionAccount.interaction_id).where(
        InteractionAccount.account_id == meeting.account_id
    )
    row = session.execute(
        select(Interaction.id, Interaction.starts_at, Interaction.minutes)
        .where(
            or_(Interaction.account_id == meeting.account_id, Interaction.id.in_(among)),
            Interaction.status == InteractionStatus.DONE,
            Interaction.kind.in_(MET_IN_PERSON),
            Interaction.starts_at < meeting.starts_at,
            Interaction.starts_at <= as_of,
            Interaction.id != meeting.id,
        )
        .order_by(Interaction.starts_at.desc(), Interaction.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    ended_at = row.starts_at + timedelta(minutes=row.minutes or 0)
    return LastMeeting(row.id, row.starts_at.astimezone(zone).date(), ended_at)
