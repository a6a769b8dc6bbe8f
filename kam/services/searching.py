"""Finding anything that a person wrote down."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from kam.core.vocabulary import FoundKind
from kam.models import Account
from kam.store.search import find
from kam.store.search_excerpts import describe
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SearchRow:
    """One hit: what it is, of which account, its title, and the passage that has the words.

    ``at`` is the moment that hits are ordered by: when it happened or was made. ``passage`` is None where
    the words stand in the title.
    """

    id: UUID
    what: FoundKind
    account: str | None
    account_id: UUID | None
    at: datetime
    text: str
    passage: str | None


def search(
    workspace: Workspace,
    text: str,
    *,
    limit: int = 50,
    kinds: Collection[FoundKind] | None = None,
    account_id: UUID | None = None,
) -> list[SearchRow]:
    """The newest records that have every word of a text; accounts and people stand before the rest.

    Any text is legal. Words are found in all their forms, the last one while it is still typed, codes and
    phone numbers by any part of them.
    """
    with workspace.reading() as session:
        connection = session.connection()
        hits = find(connection, text, limit=limit, kinds=kinds, account_id=account_id)
        of_accounts = {hit.account_id for hit in hits}
        query = select(Account.id, Account.name).where(Account.id.in_(of_accounts))
        names = {row.id: row.name for row in session.execute(query)}
        return [
            SearchRow(
                id=found.hit.record_id,
                what=FoundKind.of(found.hit.kind),
                account=names.get(found.hit.account_id) if found.hit.account_id else None,
                account_id=found.hit.account_id,
                at=found.hit.moment,
                text=found.title.text,
                passage=found.excerpt.text if found.excerpt else None,
            )
            for found in describe(connection, hits, text)
        ]
