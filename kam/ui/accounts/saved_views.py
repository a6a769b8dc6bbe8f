"""What a saved view of the portfolio keeps: its face, the conditions, order, groups and columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from kam.core.words import Words
from kam.services.portfolio.query_json import as_json, from_json
from kam.services.portfolio.reading import PortfolioQuery
from kam.ui.places import ACCOUNTS
from kam.ui.views_menu import ListOfViews

FACES: Final = ("table", "matrix", "concentration")


@dataclass(frozen=True, slots=True)
class ShownView:
    """What a view of the portfolio says.

    The query, the columns from the left and the face; where there are none of these, they stay as they are.
    """

    query: PortfolioQuery
    columns: tuple[str, ...] = ()
    face: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nobody is filtered out."""
        return not self.query.conditions()

    def content(self) -> dict[str, Any]:
        """The view as it is saved."""
        return {"query": as_json(self.query), "columns": list(self.columns), "face": self.face}

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> ShownView:
        """The view that was saved, as far as this version knows it."""
        query, columns, face = content.get("query"), content.get("columns"), content.get("face")
        return cls(
            from_json(query if isinstance(query, Mapping) else {}),
            tuple(str(each) for each in columns) if isinstance(columns, list) else (),
            face if face in FACES else "",
        )


def is_changed(saved: ShownView, now: ShownView) -> bool:
    """Whether what is shown is not what was saved; what the saved one does not say may be as it is."""
    return (
        saved.query != now.query
        or (bool(saved.columns) and saved.columns != now.columns)
        or (bool(saved.face) and saved.face != now.face)
    )


def views_of_accounts(words: Words) -> ListOfViews[ShownView]:
    """The views of the portfolio."""
    return ListOfViews(
        code="accounts",
        place=ACCOUNTS,
        usual=ShownView(PortfolioQuery()),
        whole=words.say("Whole portfolio"),
        whole_on=words.say("whole portfolio"),
        read=ShownView.of,
        is_changed=is_changed,
    )
