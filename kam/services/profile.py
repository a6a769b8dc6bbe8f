"""What a workspace says of itself: company, currency, zone, calendar and changed settings."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from kam.core.errors import NotFoundError
from kam.models import Colleague, Setting, WorkspaceProfile
from kam.store.workspace import Workspace, once_a_reading


@dataclass(frozen=True, slots=True)
class Profile:
    """Our side of the workspace. ``settings`` holds what differs from the defaults."""

    company: str
    currency: str
    language: str
    country: str
    zone: ZoneInfo
    fiscal_year_starts: int
    me: UUID | None
    settings: dict[str, Any]

    def today(self, moment: datetime) -> date:
        """The date of a moment where we work."""
        return moment.astimezone(self.zone).date()


def read_profile(session: Session) -> Profile:
    """The profile of the open workspace; NotFoundError ``workspace.no_profile`` in a file without one."""
    return once_a_reading(session, _read_profile)


def _read_profile(session: Session) -> Profile:
    profile = session.scalars(select(WorkspaceProfile)).one_or_none()
    if profile is None:
        raise NotFoundError("workspace.no_profile")
    changed = {row.name: json.loads(row.value) for row in session.scalars(select(Setting))}
    return Profile(
        company=profile.company,
        currency=profile.currency,
        language=profile.language,
        country=profile.country,
        zone=profile.time_zone,
        fiscal_year_starts=profile.fiscal_year_starts,
        me=session.scalars(select(Colleague.id).where(Colleague.is_me)).one_or_none(),
        settings=changed,
    )


def zone_of(workspace: Workspace) -> ZoneInfo:
    """The zone in which the workspace's days begin; read alone, as ``paper_language`` is."""
    return ZoneInfo(_said(workspace, WorkspaceProfile.zone))


def zone_in(session: Session) -> ZoneInfo:
    """The same zone, in a reading."""
    found = session.connection().scalar(select(WorkspaceProfile.zone))
    if found is None:
        raise NotFoundError("workspace.no_profile")
    return ZoneInfo(found)


def paper_language(workspace: Workspace) -> str:
    """The language papers are printed in unless another is asked for."""
    return _said(workspace, WorkspaceProfile.language)


def _said(workspace: Workspace, column: InstrumentedAttribute[str]) -> str:
    with workspace.reading() as session:
        found = session.scalars(select(column)).one_or_none()
    if found is None:
        raise NotFoundError("workspace.no_profile")
    return found
