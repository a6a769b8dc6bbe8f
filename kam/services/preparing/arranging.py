"""Order and visibility of a brief's sections: of one meeting, and the usual one of the workspace."""

from __future__ import annotations

import json
from uuid import UUID

from sqlalchemy import select

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError
from kam.models import BriefLayout, Interaction
from kam.reports.content import Arrangement
from kam.services.briefs.arrangement import SETTING, as_json, usual_arrangement
from kam.services.stored_settings import put_setting
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace


def arrange(workspace: Workspace, meeting_id: UUID, arrangement: Arrangement) -> Outcome[None]:
    """Give a meeting's brief an arrangement of its own; the usual one is none.

    Raises:
        NotFoundError: ``brief.meeting_gone``.

    """
    with workspace.writing("brief.arranged") as unit:
        if unit.get(Interaction, meeting_id) is None:
            raise NotFoundError("brief.meeting_gone", id=str(meeting_id))
        if arrangement == usual_arrangement(unit):
            _let_go(unit, meeting_id)
            return Outcome(None, Area.INTERACTIONS)
        text = json.dumps(as_json(arrangement), separators=(",", ":"))
        own = unit.scalars(select(BriefLayout).where(BriefLayout.interaction_id == meeting_id)).one_or_none()
        if own is None:
            unit.add(BriefLayout(interaction_id=meeting_id, content=text))
        elif own.content != text:
            own.content = text
        return Outcome(None, Area.INTERACTIONS)


def arrange_as_usual(workspace: Workspace, meeting_id: UUID) -> Outcome[None]:
    """Let a meeting's brief follow the usual arrangement again."""
    with workspace.writing("brief.arranged_as_usual") as unit:
        _let_go(unit, meeting_id)
        return Outcome(None, Area.INTERACTIONS)


def make_usual(workspace: Workspace, meeting_id: UUID, arrangement: Arrangement) -> Outcome[None]:
    """Make an arrangement the usual one, which this meeting then follows as others without their own do."""
    with workspace.writing("brief.usual_arrangement") as unit:
        put_setting(unit, SETTING, as_json(arrangement))
        _let_go(unit, meeting_id)
        return Outcome(None, Area.INTERACTIONS | Area.SETTINGS)


def _let_go(unit: UnitOfWork, meeting_id: UUID) -> None:
    ids = unit.scalars(select(BriefLayout.id).where(BriefLayout.interaction_id == meeting_id)).all()
    unit.remove(BriefLayout, ids)
