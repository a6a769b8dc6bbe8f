"""Saved views of people: conditions, order, groups, columns and the face, under a name."""

from __future__ import annotations

from kam.services.people.query_json import from_json
from kam.services.views import saved_views
from kam.ui.accounts.page import AccountsPage
from kam.ui.desk import Desk
from kam.ui.people.page import PeoplePage
from kam.ui.people.saved_views import ShownPeople
from kam.ui.places import PEOPLE, Place
from tests.builders import Office


def choose(page: PeoplePage, text: str) -> None:
    """Press an entry of the menu of views."""
    menu = page.saved.button.menu()
    menu.aboutToShow.emit()
    next(action for action in menu.actions() if action.text().startswith(text)).trigger()


def is_grouped(page: PeoplePage) -> bool:
    return page.table.rows_model.is_grouped


def save_as(page: PeoplePage, name: str) -> None:
    page.saved.ask_to_save()
    sheet = page.saved.sheet
    assert sheet is not None
    sheet.form["name"].set_value(name)
    sheet.primary.click()


def test_a_view_comes_back_with_its_conditions_groups_and_columns(page: PeoplePage, crowd: Office) -> None:
    page.go_to(PEOPLE)
    assert page.saved.button.text() == "Вид: все люди"
    page.filters.switched.emit("influence", True)
    page.filters.grouped.emit(False)
    page.table.layout_of_columns.arrange(["name", "influence"])
    assert page.saved.button.text() == "Вид: без названия"
    save_as(page, "влиятельные")
    assert page.saved.button.text() == "Вид: влиятельные"
    choose(page, "Все люди")
    page.table.layout_of_columns.restore_usual()
    assert len(page.table.rows_model.rows()) == 3
    assert is_grouped(page)
    choose(page, "влиятельные")
    assert len(page.table.rows_model.rows()) == 2
    assert not is_grouped(page)
    assert [each.value for each in page.everybody.columns_shown()] == ["name", "influence"]
    page.filters.switched.emit("influence", False)
    assert page.saved.button.text() == "Вид: влиятельные, изменён"


def test_a_view_keeps_which_face_it_was_in(page: PeoplePage, crowd: Office) -> None:
    page.go_to(PEOPLE)
    page.head.views.chosen.emit("dates")
    save_as(page, "кого поздравить")
    page.head.views.chosen.emit("table")
    moved: list[Place] = []
    page.moved.connect(moved.append)
    choose(page, "кого поздравить")
    assert page.head.views.current == "dates"
    assert moved == [Place("people", view="dates")]


def test_the_views_of_people_are_not_those_of_clients(page: PeoplePage, crowd: Office, desk: Desk) -> None:
    page.go_to(PEOPLE)
    save_as(page, "мои люди")
    assert [view.name for view in saved_views(crowd.workspace, "people")] == ["мои люди"]
    assert saved_views(crowd.workspace, "accounts") == ()
    assert AccountsPage(desk).saved.button.text() == "Вид: весь портфель"


def test_what_this_version_does_not_know_is_left_out() -> None:
    shown = ShownPeople.of({"query": {"by_account": True}, "columns": "all", "face": "globe"})
    assert shown == ShownPeople(from_json({"by_account": True}))
