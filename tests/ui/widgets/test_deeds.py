"""What can be done with chosen rows is offered where it fits, and done to the rows it was offered for."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from kam.ui.look import Look
from kam.ui.widgets.deeds import Deed, add_deed, pop_up
from kam.ui.widgets.selection_foot import SelectionFoot


def _of_one(done: list[list[str]]) -> Deed[str]:
    return Deed(
        "open", "Open", "Open…", "pencil", lambda rows: len(rows) == 1, lambda rows: done.append([*rows])
    )


def test_the_foot_offers_what_fits_the_selection(look: Look, qtbot: QtBot) -> None:
    done: list[list[str]] = []
    foot = SelectionFoot(look, longest_name=200)
    qtbot.addWidget(foot)
    button = foot.add_deed(_of_one(done))
    foot.show_rows(["Волга"], "Волга")
    assert not button.isHidden()
    assert foot.selected.text() == "Выбран: Волга"
    button.click()
    assert done == [["Волга"]]
    foot.show_rows(["Волга", "Кама"], "")
    assert button.isHidden()
    foot.show_rows([], "")
    assert button.isHidden()
    assert foot.selected.isHidden()


def test_a_key_does_nothing_where_the_deed_does_not_fit() -> None:
    done: list[list[str]] = []
    for rows in ([], ["Волга", "Кама"], ["Ока"]):
        _of_one(done).run_where_fit(rows)
    assert done == [["Ока"]]


def test_a_menu_does_it_to_the_rows_it_was_opened_for(look: Look, qtbot: QtBot) -> None:
    done: list[list[str]] = []
    menu = QMenu()
    action = add_deed(menu, look.theme, _of_one(done), ["Волга"])
    assert action.text() == "Open…"
    pop_up(menu, QPoint(0, 0))
    action.trigger()
    assert done == [["Волга"]]
    with qtbot.waitSignal(menu.destroyed):
        menu.hide()
