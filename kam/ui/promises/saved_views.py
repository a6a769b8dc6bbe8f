"""What a saved view of promises keeps: the conditions, the order and the face."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from kam.core.words import Words
from kam.services.commitments.query import PromiseQuery, as_json, from_json
from kam.ui.places import PROMISES
from kam.ui.views_menu import ListOfViews

SIDES, TABLE, CLOSED = "sides", "table", "closed"
FACES: Final = (SIDES, TABLE, CLOSED)


@dataclass(frozen=True, slots=True)
class ShownPromises:
    """What a view of promises says; without a face the open one stays."""

    query: PromiseQuery
    face: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nothing is filtered out but what usually is."""
        usual = PromiseQuery(sort=self.query.sort, descending=self.query.descending)
        return self.query == usual

    def content(self) -> dict[str, Any]:
        """The view as it is saved."""
        return {"query": as_json(self.query), "face": self.face}

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> ShownPromises:
        """The view that was saved, as far as this version knows it."""
        query, face = content.get("query"), content.get("face")
        return cls(from_json(query if isinstance(query, Mapping) else {}), face if face in FACES else "")


def is_changed(saved: ShownPromises, now: ShownPromises) -> bool:
    """Whether what is shown is not what was saved."""
    return saved.query != now.query or (bool(saved.face) and saved.face != now.face)


def views_of_promises(words: Words) -> ListOfViews[ShownPromises]:
    """The views of the page."""
    return ListOfViews(
        code="promises",
        place=PROMISES,
        usual=ShownPromises(PromiseQuery()),
        whole=words.say("All promises"),
        whole_on=words.say("all promises"),
        read=ShownPromises.of,
        is_changed=is_changed,
    )


def whole_like(query: PromiseQuery) -> PromiseQuery:
    """Without conditions, in the same order."""
    return replace(PromiseQuery(promised=False), sort=query.sort, descending=query.descending)
