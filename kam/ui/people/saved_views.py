"""What a saved view of people keeps: its face, the conditions, order, groups and columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from kam.core.words import Words
from kam.services.people.directory import PeopleQuery
from kam.services.people.query_json import as_json, from_json
from kam.ui.people.head import FACES
from kam.ui.places import PEOPLE
from kam.ui.views_menu import ListOfViews

EVERYBODY: Final = PeopleQuery(by_account=True)


@dataclass(frozen=True, slots=True)
class ShownPeople:
    """What a view of people says.

    The query, the columns of the table from the left and the face; where there are none of these, they stay
    as they are.
    """

    query: PeopleQuery
    columns: tuple[str, ...] = ()
    face: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether nobody is filtered out."""
        query = self.query
        usual = replace(EVERYBODY, sort=query.sort, descending=query.descending, by_account=query.by_account)
        return query == usual

    def content(self) -> dict[str, Any]:
        """The view as it is saved."""
        return {"query": as_json(self.query), "columns": list(self.columns), "face": self.face}

    @classmethod
    def of(cls, content: Mapping[str, Any]) -> ShownPeople:
        """The view that was saved, as far as this version knows it."""
        query, columns, face = content.get("query"), content.get("columns"), content.get("face")
        return cls(
            from_json(query if isinstance(query, Mapping) else {}),
            tuple(str(each) for each in columns) if isinstance(columns, list) else (),
            face if face in FACES else "",
        )


def is_changed(saved: ShownPeople, now: ShownPeople) -> bool:
    """Whether what is shown is not what was saved; what the saved one does not say may be as it is."""
    return (
        saved.query != now.query
        or (bool(saved.columns) and saved.columns != now.columns)
        or (bool(saved.face) and saved.face != now.face)
    )


def views_of_people(words: Words) -> ListOfViews[ShownPeople]:
    """The views of the people's page."""
    return ListOfViews(
        code="people",
        place=PEOPLE,
        usual=ShownPeople(EVERYBODY),
        whole=words.say("Everybody"),
        whole_on=words.say("everybody"),
        read=ShownPeople.of,
        is_changed=is_changed,
    )
