"""What stands around every page: whose workspace, how many accounts, which of them are pinned."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from kam.models import Account
from kam.services.profile import read_profile
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Pinned:
    """A pinned account."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True)
class FrameFacts:
    """The frame's own facts."""

    company: str
    accounts: int
    pinned: tuple[Pinned, ...]


def frame_facts(workspace: Workspace) -> FrameFacts:
    """Read them; pins of accounts that are gone are passed over."""
    with workspace.reading() as session:
        profile = read_profile(session)
        accounts = session.scalar(select(func.count()).select_from(Account)) or 0
        pins = [UUID(text) for text in profile.settings.get("pinned_accounts", ())]
        query = select(Account.id, Account.name).where(Account.id.in_(pins))
        names = {row.id: row.name for row in session.execute(query)}
    pinned = tuple(Pinned(each, names[each]) for each in pins if each in names)
    return FrameFacts(profile.company, accounts, pinned)


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
