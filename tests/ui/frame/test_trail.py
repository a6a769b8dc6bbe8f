"""Back and forward, as in a browser; places that outlive the program."""

from __future__ import annotations

from uuid import uuid4

import pytest

from kam.ui.frame.trail import Trail
from kam.ui.places import ACCOUNTS, PEOPLE, SETTINGS, Place, account_place, place_from


def test_back_and_forward_walk_the_places_visited() -> None:
    trail = Trail()
    for place in (ACCOUNTS, PEOPLE, SETTINGS):
        trail.visit(place)
    assert trail.back() == PEOPLE
    assert trail.back() == ACCOUNTS
    assert trail.back() is None
    assert trail.forward() == PEOPLE
    assert trail.forward() == SETTINGS
    assert trail.forward() is None


def test_a_new_place_forgets_what_lay_ahead() -> None:
    trail = Trail()
    for place in (ACCOUNTS, PEOPLE):
        trail.visit(place)
    trail.back()
    trail.visit(SETTINGS)
    assert not trail.can_go_forward
    assert trail.back() == ACCOUNTS


def test_the_same_place_again_is_no_step() -> None:
    trail = Trail()
    trail.visit(ACCOUNTS)
    trail.visit(ACCOUNTS)
    assert not trail.can_go_back


def test_a_place_said_more_exactly_stays_one_step() -> None:
    trail = Trail()
    trail.visit(ACCOUNTS)
    account = account_place(uuid4())
    trail.visit(account)
    shown = account_place(account.account_id or uuid4(), "people")
    trail.stay(shown)
    assert trail.place == shown
    assert trail.back() == ACCOUNTS
    assert trail.forward() == shown


def test_a_place_survives_as_text() -> None:
    place = Place("account", account_id=uuid4(), tab="people", item_id=uuid4(), view="grid")
    assert place_from(place.to_text()) == place


@pytest.mark.parametrize(
    "text", ["", "null", "[]", "{", '{"page": 1, "account_id": "x"}', None, 5, '{"tab": "x"}']
)
def test_a_damaged_place_is_none(text: object) -> None:
    assert place_from(text) is None
