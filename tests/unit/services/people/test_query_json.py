"""A saved view of people says again what was asked; what a later version wrote does not break it."""

from __future__ import annotations

import json
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from kam.core.vocabulary import Attitude, BuyingRole, Circle
from kam.services.people.directory import PeopleQuery, PeopleSort
from kam.services.people.query_json import as_json, from_json

QUERIES = st.builds(
    PeopleQuery,
    text=st.text(max_size=20),
    roles=st.frozensets(st.sampled_from(BuyingRole)),
    attitudes=st.frozensets(st.sampled_from([None, *Attitude])),
    circles=st.frozensets(st.sampled_from([None, *Circle])),
    influence_from=st.none() | st.integers(1, 5),
    account_ids=st.frozensets(st.uuids()),
    owner_ids=st.frozensets(st.none() | st.uuids()),
    birthday_within=st.none() | st.integers(0, 366),
    overdue=st.booleans(),
    left=st.booleans(),
    sort=st.sampled_from(PeopleSort),
    descending=st.booleans(),
    by_account=st.booleans(),
)


@given(QUERIES)
def test_a_query_comes_back_as_it_was(query: PeopleQuery) -> None:
    assert from_json(json.loads(json.dumps(as_json(query)))) == query


def test_the_usual_query_needs_no_words() -> None:
    assert as_json(PeopleQuery()) == {}


def test_what_a_later_version_wrote_is_left_out() -> None:
    roles, owners = ["decider", "oracle"], [uuid4().hex, "somebody", None]
    stored = {"text": "Волг", "roles": roles, "owner_ids": owners, "sort": "aura", "moon": "full"}
    query = from_json(stored)
    assert (query.text, query.roles, query.sort) == ("Волг", frozenset({BuyingRole.DECIDER}), PeopleSort.NAME)
    assert len(query.owner_ids) == 2
