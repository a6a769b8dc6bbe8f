"""What stands around every page: whose workspace, how many accounts, which of them are pinned."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from kam.models import Account, Person
from kam.services.accounts.pins import PinnedAccount, pinned
from kam.services.profile import read_profile
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FrameFacts:
    """The frame's own facts."""

    company: str
    accounts: int
    pinned: tuple[PinnedAccount, ...]
    people: int


def frame_facts(workspace: Workspace) -> FrameFacts:
    """Read them as they are now."""
    with workspace.reading() as session:
        profile = read_profile(session)
        accounts = session.scalar(select(func.count()).select_from(Account)) or 0
        people = session.scalar(select(func.count()).select_from(Person)) or 0
    return FrameFacts(profile.company, accounts, pinned(workspace), people)


@dataclass(frozen=True, slots=True)
class OpenFacts:
    """What the window must know before it shows anything."""

    zone: ZoneInfo
    currency: str


def open_facts(workspace: Workspace) -> OpenFacts:
    """Zone and currency of the open workspace; NotFoundError ``workspace.no_profile``."""
    with workspace.reading() as session:
        profile = read_profile(session)
    return OpenFacts(profile.zone, profile.currency)
