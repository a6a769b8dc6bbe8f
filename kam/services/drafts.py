"""Drafts: what was typed into a form and not saved yet, kept in the workspace outside the journal.

A draft belongs to a form and a record; a form is told apart by its name. Writing one is no step: it cannot be
undone, shows in no history and counts as no change of the workspace. Under ``about`` it says what the form
was called and where it is found, so that it can be offered before anybody opens that form again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, insert, select

from kam.models import Account
from kam.models.draft import LONGEST, Draft
from kam.store.workspace import Workspace

KEPT_FOR: Final = timedelta(days=90)
"""Nobody returns to what was typed longer ago, and it may speak of records that are gone."""


ABOUT: Final = "about"
"""Where a draft says what it is of: ``title``, ``place`` as text, ``account`` as the text of its identity."""


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """What waits for a form that was not saved: the form's heading, where it is found, of which account."""

    key: str
    title: str
    place: str
    account: str | None
    saved_at: datetime


def draft_key(form: str, *records: UUID | None) -> str:
    """The key of a form's draft: of its records, or of the whole workspace."""
    return ":".join([form, *(str(each) for each in records if each is not None)])


def together(records: Iterable[UUID]) -> UUID:
    """Stands for several records in the key of a draft, whatever their order; one stands for itself."""
    found = sorted(records)
    if len(found) == 1:
        return found[0]
    return UUID(bytes=sha256(b"".join(each.bytes for each in found)).digest()[:16])


def save_draft(workspace: Workspace, key: str, values: Mapping[str, Any]) -> bool:
    """Keep what a form holds now, in the place of what was kept; values are what JSON knows.

    False where it is too long to be kept. Drafts older than 90 days go by the way.
    """
    content = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    if len(content) > LONGEST:
        return False
    now = workspace.clock.now()
    with workspace.writer_engine.begin() as connection:
        connection.execute(delete(Draft).where((Draft.key == key) | (Draft.saved_at < now - KEPT_FOR)))
        connection.execute(insert(Draft).values(key=key, content=content, saved_at=now))
    return True


def read_draft(workspace: Workspace, key: str) -> dict[str, Any] | None:
    """What was kept of a form; None where nothing was."""
    return read_drafts(workspace, [key]).get(key)


def read_drafts(workspace: Workspace, keys: list[str]) -> dict[str, dict[str, Any]]:
    """What was kept of several forms, by key. A draft that another version of kam wrote otherwise is none."""
    with workspace.reading() as session:
        rows = session.execute(select(Draft.key, Draft.content).where(Draft.key.in_(keys))).all()
    return {key: values for key, content in rows if (values := _values(content)) is not None}


def kept_drafts(workspace: Workspace) -> list[KeptDraft]:
    """What waits and says what it is of, the newest first; what is of an account that is gone is left out."""
    with workspace.reading() as session:
        rows = session.execute(
            select(Draft.key, Draft.content, Draft.saved_at).order_by(Draft.saved_at.desc(), Draft.key)
        ).all()
        found = [(key, about, at) for key, text, at in rows if (about := _about(text)) is not None]
        wanted = {identity for _, about, _ in found if (identity := _account(about)) is not None}
        query = select(Account.id, Account.name).where(Account.id.in_(wanted))
        names = {row.id: row.name for row in session.execute(query)} if wanted else {}
    kept = []
    for key, about, at in found:
        identity = _account(about)
        if identity is None or identity in names:
            name = None if identity is None else names[identity]
            kept.append(KeptDraft(key, str(about.get("title", "")), str(about.get("place", "")), name, at))
    return kept


def drop_draft(workspace: Workspace, key: str) -> bool:
    """Let go of a draft: it was saved or given up; False where there was none."""
    return drop_drafts(workspace, [key]) > 0


def drop_drafts(workspace: Workspace, keys: Iterable[str]) -> int:
    """Let go of several; how many there were."""
    with workspace.writer_engine.begin() as connection:
        return connection.execute(delete(Draft).where(Draft.key.in_(list(keys)))).rowcount


def _about(content: str) -> dict[str, Any] | None:
    found = (_values(content) or {}).get(ABOUT)
    return found if isinstance(found, dict) else None


def _account(about: Mapping[str, Any]) -> UUID | None:
    try:
        return UUID(str(about.get("account")))
    except ValueError:
        return None


def _values(content: str) -> dict[str, Any] | None:
    try:
        values = json.loads(content)
    except ValueError:
        return None
    return values if isinstance(values, dict) else None
