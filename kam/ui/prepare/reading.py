"""Reading a meeting that is prepared, off the interface thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kam.services.preparing import BriefWish, Collected, Preparation, collect, read_preparation
from kam.services.profile import paper_language
from kam.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class Reading:
    """What the page shows, read at once so that the list and the paper never differ."""

    preparation: Preparation
    collected: Collected
    wish: BriefWish
    as_of: datetime


def read_meeting(desk: Desk, meeting_id: UUID, wish: BriefWish | None) -> Reading:
    """Read a meeting; without a wish its brief is ours, in the language of papers."""
    as_of = desk.now()
    wish = wish or BriefWish(paper_language(desk.workspace))
    preparation = read_preparation(desk.workspace, meeting_id, as_of=as_of, language=desk.look.words.language)
    if wish.language == desk.look.words.language and not wish.customer_safe:
        collected = Collected(preparation.arrangement, ours=preparation.content)
    else:
        collected = collect(desk.workspace, meeting_id, wish, as_of=as_of)
    return Reading(preparation, collected, wish, as_of)
