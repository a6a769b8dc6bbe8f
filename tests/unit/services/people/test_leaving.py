"""Somebody leaves, or goes on at another client."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kam.core.errors import RuleError
from kam.core.field_errors import FieldErrors
from kam.core.vocabulary import Attitude, BuyingRole, Circle
from kam.models import Account, Stakeholder
from kam.services.history import undo_step
from kam.services.people.leaving import Reports, Vacancy, come_back, leave, move_to_account
from kam.services.people.map import read_map
from kam.services.people.rows import StakeholderMap
from tests.builders import NOW, Office

GONE = date(2026, 11, 20)


@pytest.fixture
def account(office: Office) -> Account:
    return office.account("Молкомбинат «Заречный»")


@pytest.fixture
def three(office: Office, account: Account) -> list[Stakeholder]:
    """Each reports to the one before; the second is going to leave."""
    top = office.stakeholder(account, family="Сычёв")
    middle = office.stakeholder(
        account,
        "Вера",
        "Носова",
        roles=(BuyingRole.INFLUENCER,),
        attitude=Attitude.CHAMPION,
        job_title="нач. цеха розлива",
        reports_to_id=top.id,
        since=date(2021, 1, 1),
    )
    return [top, middle, office.stakeholder(account, family="Климова", reports_to_id=middle.id)]


def the_map(office: Office, account: Account) -> StakeholderMap:
    return read_map(office.workspace, account.id, as_of=NOW)


def boss_of(office: Office, account: Account, place: Stakeholder) -> object:
    row = the_map(office, account).place(place.id)
    assert row is not None
    return row.reports_to


def test_who_leaves_keeps_their_history_and_hands_the_reports_to_the_superior(
    office: Office, account: Account, three: list[Stakeholder]
) -> None:
    top, middle, low = three
    leave(office.workspace, middle.id, GONE)
    found = the_map(office, account)
    assert [row.id for row in found.places] == [top.id, low.id]
    assert (found.left[0].left_on, found.left[0].attitude.value) == (GONE, Attitude.CHAMPION)
    assert boss_of(office, account, low) == top.id
    undo_step(office.workspace)
    assert boss_of(office, account, low) == middle.id
    assert the_map(office, account).left == ()


def test_the_reports_follow_the_successor(office: Office, account: Account, three: list[Stakeholder]) -> None:
    top, middle, low = three
    heir = office.stakeholder(account, family="Орлов", reports_to_id=top.id)
    leave(office.workspace, middle.id, GONE, successor=heir.id)
    assert boss_of(office, account, low) == heir.id
    assert the_map(office, account).left[0].successor_id == heir.id


def test_a_successor_from_below_steps_up(office: Office, account: Account, three: list[Stakeholder]) -> None:
    top, middle, low = three
    other = office.stakeholder(account, family="Орлов", reports_to_id=middle.id)
    leave(office.workspace, middle.id, GONE, successor=low.id)
    assert boss_of(office, account, low) == top.id
    assert boss_of(office, account, other) == low.id


def test_reports_go_up_or_stay_where_that_is_wanted(
    office: Office, account: Account, three: list[Stakeholder]
) -> None:
    top, middle, low = three
    heir = office.stakeholder(account, family="Орлов")
    leave(office.workspace, middle.id, GONE, successor=heir.id, reports=Reports.SUPERIOR)
    assert boss_of(office, account, low) == top.id
    undo_step(office.workspace)
    leave(office.workspace, middle.id, GONE, reports=Reports.STAY)
    assert boss_of(office, account, low) == middle.id


def test_an_open_place_waits_for_the_name_of_the_successor(
    office: Office, account: Account, three: list[Stakeholder]
) -> None:
    top, middle, low = three
    vacancy = leave(office.workspace, middle.id, GONE, successor=Vacancy.OPEN).value
    assert vacancy is not None
    row = the_map(office, account).place(vacancy)
    assert row is not None
    assert (row.label, row.reports_to, row.circle, row.roles, row.open_days) == (
        "Нач. цеха розлива",
        top.id,
        Circle.CORE,
        (BuyingRole.INFLUENCER,),
        3,
    )
    assert row.placeholder is not None
    assert "Носова" not in row.placeholder, "who left may want to be forgotten"
    assert row.attitude.value is None
    assert boss_of(office, account, low) == vacancy


def test_wrong_dates_and_successors_are_refused(
    office: Office, account: Account, three: list[Stakeholder]
) -> None:
    _, middle, _ = three
    stranger = office.stakeholder(office.account("Чужой"))
    with pytest.raises(FieldErrors) as caught:
        leave(office.workspace, middle.id, date(2020, 1, 1), successor=stranger.id)
    assert {each.field: each.code for each in caught.value.errors} == {
        "on": "field.before_start",
        "successor": "people.not_a_successor",
    }
    with pytest.raises(FieldErrors):
        leave(office.workspace, middle.id, GONE, successor=middle.id)
    leave(office.workspace, middle.id, GONE)
    with pytest.raises(RuleError, match="left_already"):
        leave(office.workspace, middle.id, GONE)


def test_who_left_by_mistake_comes_back(office: Office, account: Account, three: list[Stakeholder]) -> None:
    leave(office.workspace, three[1].id, GONE)
    come_back(office.workspace, three[1].id)
    assert the_map(office, account).left == ()


def test_a_person_who_moves_to_another_client_stays_one_with_two_places(
    office: Office, account: Account, three: list[Stakeholder]
) -> None:
    zarya = office.account("Кондитерская «Заря»")
    middle = three[1]
    new = move_to_account(
        office.workspace, middle.id, zarya.id, left_on=GONE, place={"job_title": "нач. производства"}
    ).value
    there, here = the_map(office, account).left[0], the_map(office, zarya).places[0]
    assert (here.id, here.person_id, here.since) == (new, there.person_id, GONE + timedelta(days=1))
    assert (here.job_title, here.attitude.value) == ("нач. производства", None)
    assert there.left_on == GONE
    undo_step(office.workspace)
    assert the_map(office, zarya).places == ()
    assert len(the_map(office, account).places) == 3


def test_moving_needs_somebody_and_somewhere_else(
    office: Office, account: Account, three: list[Stakeholder]
) -> None:
    vacant = office.add(Stakeholder(account_id=account.id, placeholder="Кто-то"))
    other = office.account("Другой")
    with pytest.raises(RuleError, match="nobody_to_move"):
        move_to_account(office.workspace, vacant.id, other.id, left_on=GONE, place={})
    with pytest.raises(RuleError, match="same_account"):
        move_to_account(office.workspace, three[0].id, account.id, left_on=GONE, place={})
    with pytest.raises(FieldErrors) as caught:
        move_to_account(office.workspace, three[1].id, other.id, left_on=date(2020, 1, 1), place={})
    assert caught.value.of("left_on") is not None
    assert the_map(office, other).places == ()
