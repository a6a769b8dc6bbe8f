"""How the sections of a meeting's brief are arranged: its own way, else the usual one of the settings."""

from __future__ import annotations

import json
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.vocabulary import BriefSection
from kam.models import BriefLayout
from kam.reports.content import Arrangement
from kam.services.stored_settings import read_setting

SETTING: Final = "brief_layout"


def arrangement_of(session: Session, meeting_id: UUID) -> Arrangement:
    """The arrangement of a meeting's brief."""
    own = session.scalar(select(BriefLayout.content).where(BriefLayout.interaction_id == meeting_id))
    return usual_arrangement(session) if own is None else as_arrangement(_parsed(own))


def usual_arrangement(session: Session) -> Arrangement:
    """The arrangement of briefs that have none of their own."""
    return as_arrangement(read_setting(session, SETTING))


def as_arrangement(stored: Any) -> Arrangement:
    """What was kept, whatever another version of kam wrote into it."""
    values = stored if isinstance(stored, dict) else {}
    return Arrangement.of(_sections(values.get("order")), _sections(values.get("hidden")))


def as_json(arrangement: Arrangement) -> dict[str, list[str]]:
    """An arrangement as it is kept; only what differs from the usual of the program."""
    kept = {"hidden": [each.value for each in arrangement.hidden]} if arrangement.hidden else {}
    if not arrangement.is_usual_order:
        kept["order"] = [each.value for each in arrangement.order]
    return kept


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None


def _sections(codes: Any) -> list[BriefSection]:
    known = {each.value: each for each in BriefSection}
    return [known[code] for code in codes if code in known] if isinstance(codes, list) else []
