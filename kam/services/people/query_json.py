"""A query of the people's directory as JSON: what a saved view keeps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from kam.core.vocabulary import Attitude, BuyingRole, Circle
from kam.services.people.directory import PeopleQuery, PeopleSort
from kam.services.query_json import Reader, differing, known, member, set_of


def as_json(query: PeopleQuery) -> dict[str, Any]:
    """What of a query differs from the usual one, in values that JSON knows."""
    return differing(query, PeopleQuery())


def from_json(stored: Mapping[str, Any]) -> PeopleQuery:
    """The query of a saved view; what a later version wrote and this one does not know is left out."""
    return PeopleQuery(**known(stored, PeopleQuery(), _READERS))


_READERS: Final[Mapping[str, Reader]] = {
    "roles": set_of(BuyingRole.of),
    "attitudes": set_of(Attitude.of),
    "circles": set_of(Circle.of),
    "account_ids": set_of(UUID),
    "owner_ids": set_of(UUID),
    "sort": member(PeopleSort),
}
