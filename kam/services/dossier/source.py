"""One account's records as they stood at a moment: what every part of the dossier is read from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.freshness import section_freshness
from kam.core.errors import NotFoundError
from kam.core.vocabulary import DossierSection
from kam.models import Account, Colleague, Competitor, Record, SectionCheck
from kam.services.briefs.history import History
from kam.services.briefs.settings import BriefSettings
from kam.services.dossier.rows import Verified
from kam.services.profile import Profile, read_profile

RecordT = TypeVar("RecordT", bound=Record)


@dataclass(frozen=True)
class Source:
    """The account, seen from a moment: dated facts until its day, the rest as the journal has it."""

    session: Session
    account: Account
    day: date
    profile: Profile
    settings: BriefSettings
    history: History

    @classmethod
    def of(cls, session: Session, account_id: UUID, as_of: datetime) -> Source:
        """The source of an account's dossier; NotFoundError ``account.gone``."""
        account = session.get(Account, account_id)
        if account is None:
            raise NotFoundError("account.gone")
        profile = read_profile(session)
        history = History(session, account_id, as_of)
        return cls(
            session=session,
            account=history.turned_back(account),
            day=profile.today(as_of),
            profile=profile,
            settings=BriefSettings.of(profile.settings),
            history=history,
        )

    def records(self, entity: type[RecordT]) -> list[RecordT]:
        """The account's records of an entity, in the order in which they were made."""
        columns: Any = entity
        query = select(entity).where(columns.account_id == self.account.id).order_by(columns.id)
        return self.history.as_of(entity, self.session.scalars(query))

    @cached_property
    def colleagues(self) -> dict[UUID, Colleague]:
        """All of us."""
        return {one.id: one for one in self.session.scalars(select(Colleague))}

    @cached_property
    def competitors(self) -> dict[UUID, str]:
        """The competitors' names."""
        return {row.id: row.name for row in self.session.execute(select(Competitor.id, Competitor.name))}

    def colleague_name(self, colleague_id: UUID | None) -> str | None:
        """A colleague's name; None for nobody."""
        found = self.colleagues.get(colleague_id) if colleague_id else None
        return found.name if found else None

    @cached_property
    def checks(self) -> dict[DossierSection, SectionCheck]:
        """The last check of each section that was verified by the day."""
        query = (
            select(SectionCheck)
            .where(SectionCheck.account_id == self.account.id, SectionCheck.on <= self.day)
            .order_by(SectionCheck.on, SectionCheck.id)
        )
        return {check.section: check for check in self.session.scalars(query)}

    def verified(self, section: DossierSection) -> Verified:
        """When a section was last verified, and whether that was lately enough."""
        check = self.checks.get(section)
        on = check.on if check else None
        return Verified(
            on=on,
            by=self.colleague_name(check.by_id) if check else None,
            days=(self.day - on).days if on else None,
            freshness=section_freshness(on, self.day, self.settings.freshness),
        )
