"""Drafts: what was typed into a form and not saved yet, kept in the workspace outside the journal.

A draft belongs to a form and a record; a form is told apart by its name. Writing one is no step: it cannot be
undone, shows in no history and counts as no change of the workspace.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, insert, select

from kam.models.draft import LONGEST, Draft
from kam.store.workspace import Workspace

KEPT_FOR: Final = timedelta(days=90)
"""Nobody returns to what was typed longer ago, and it may speak of records that are gone."""


def draft_key(form: str, record: UUID | None = None) -> str:
    """The key of a form's draft: of one record, or of the whole workspace."""
    return form if record is None else f"{form}:{record}"


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


def drop_draft(workspace: Workspace, key: str) -> bool:
    """Let go of a draft: it was saved or given up; False where there was none."""
    with workspace.writer_engine.begin() as connection:
        return connection.execute(delete(Draft).where(Draft.key == key)).rowcount > 0


def _values(content: str) -> dict[str, Any] | None:
    try:
        values = json.loads(content)
    except ValueError:
        return None
    return values if isinstance(values, dict) else None
