"""What the palette asks about an account before it offers what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kam.core.errors import NotFoundError, UserError
from kam.models import Account
from kam.services.accounts.pins import pinned
from kam.services.briefs.meetings import NextMeeting, next_meeting
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class AtHand:
    """An account as far as its actions depend on it; ``meeting`` is the next one planned."""

    id: UUID
    name: str
    pinned: bool
    meeting: NextMeeting | None


def at_hand(workspace: Workspace, account_id: UUID, *, as_of: datetime) -> AtHand:
    """Read it; NotFoundError ``account.gone``."""
    with workspace.reading() as session:
        account = session.get(Account, account_id)
        if account is None:
            raise NotFoundError("account.gone")
        name = account.name
    try:
        meeting = next_meeting(workspace, account_id, as_of=as_of)
    except UserError:
        meeting = None
    is_pinned = any(each.id == account_id for each in pinned(workspace))
    return AtHand(account_id, name, is_pinned, meeting)
