"""What is done from the timeline: a summary marked as sent. The calendar changes and deletes meetings."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError
from kam.models import Interaction
from kam.services.calendar.deeds import delete_meeting as delete_entry
from kam.store.workspace import Workspace

__all__ = ["delete_entry", "mark_follow_up"]


def mark_follow_up(workspace: Workspace, interaction_id: UUID, on: date | None) -> Outcome[None]:
    """Note that a summary went out on a day without kam having written it; None takes the mark off.

    Raises:
        NotFoundError: ``brief.meeting_gone``.

    """
    with workspace.writing("followup.sent" if on else "followup.taken_back") as unit:
        found = unit.get(Interaction, interaction_id)
        if found is None:
            raise NotFoundError("brief.meeting_gone", id=interaction_id)
        found.follow_up_sent_on = on
    return Outcome(None, Area.INTERACTIONS)
