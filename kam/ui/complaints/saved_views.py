"""What a saved view of complaints keeps: the conditions, the order and the face."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from kam.core.words import Words
from kam.services.complaints.query import ComplaintQuery, as_json, from_json
from kam.ui.places import COMPLAINTS
from kam.ui.views_menu import ListOfViews

BOARD, TABLE, LEARN = "board", "table", "learn"
FACES: Final = (BOARD, TABLE, LEARN)


@dataclass(frozen=True, slots=True)
class ShownComplaints:
    """What a view of complaints says; without a face the open one stays."""

    query: ComplaintQuery
    face: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is filtered out but what usually is."""
        return self.query == whole_like(self.query)

    def content(self) -> dict[str, Any]:
        """The view as it is saved."""
        return {"query": as_json(self.query), "face": self.face}

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> ShownComplaints:
        """The view that was saved, as far as this version knows it."""
        query, face = content.get("query"), content.get("face")
        return cls(from_json(query if isinstance(query, Mapping) else {}), face if face in FACES else "")


def is_changed(saved: ShownComplaints, now: ShownComplaints) -> bool:
    """Whether what is shown is not what was saved."""
    return saved.query != now.query or (bool(saved.face) and saved.face != now.face)


def views_of_complaints(words: Words) -> ListOfViews[ShownComplaints]:
    """The views of the page."""
    return ListOfViews(
        code="complaints",
        place=COMPLAINTS,
        usual=ShownComplaints(ComplaintQuery()),
        whole=words.say("All complaints"),
        whole_on=words.say("all complaints"),
        read=ShownComplaints.of,
        is_changed=is_changed,
    )


def whole_like(query: ComplaintQuery) -> ComplaintQuery:
    """Without conditions, in the same order."""
    return replace(ComplaintQuery(), sort=query.sort, descending=query.descending)
