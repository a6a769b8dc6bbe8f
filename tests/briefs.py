"""Collecting and drawing briefs in tests, in one line each."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from kam.models import Interaction
from kam.reports.content import BriefContent, CustomerBriefContent
from kam.services.briefs import collect_brief, collect_customer_brief
from tests.builders import ZONE, Office


def at(text: str) -> datetime:
    """A moment of the workspace's zone: ``at("2026-11-23 17:40")``."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))


def local(text: str) -> datetime:
    """A wall-clock time without its zone, as meetings are planned by: ``local("2026-11-24 10:00")``."""
    return datetime.fromisoformat(text)


def brief(
    office: Office, meeting: Interaction, *, as_of: datetime | None = None, language: str = "en"
) -> BriefContent:
    """The brief of a meeting, as of now."""
    moment = as_of or office.clock.now()
    return collect_brief(office.workspace, meeting.id, as_of=moment, printed_at=moment, language=language)


def customer_brief(
    office: Office, meeting: Interaction, *, as_of: datetime | None = None, language: str = "en"
) -> CustomerBriefContent:
    """The customer's copy, as of now."""
    moment = as_of or office.clock.now()
    return collect_customer_brief(
        office.workspace, meeting.id, as_of=moment, printed_at=moment, language=language
    )
