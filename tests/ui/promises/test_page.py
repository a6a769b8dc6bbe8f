"""The page of promises: ticking, keys, filters, faces, bulk, who has left."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import CommitmentStatus, Side
from kam.models import Commitment
from kam.services.commitments.query import PromiseQuery
from kam.services.commitments.reading import read_open
from kam.services.history import undo_step
from kam.services.tables import TableFormat
from kam.ui.commitments.form_sheet import EditPromiseSheet, NewPromiseSheet
from kam.ui.commitments.shift_sheet import ShiftSheet
from kam.ui.desk import Desk
from kam.ui.places import SCENARIOS, Place
from kam.ui.promises.page import PromisesPage
from tests.builders import NOW, Office

TODAY = date(2026, 11, 23)


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


@pytest.fixture
def filled(office: Office) -> Office:
    """Two late ones of ours, one later; one of theirs whose author left; a task of our own."""
    volga, other = office.account("Волгометиз", owner_id=office.me), office.account("Рябинка")
    gone = office.stakeholder(volga, "Инна", "Носова", left_on=day(3))
    mine: dict[str, Any] = {"owner_colleague_id": office.me}
    office.promise(volga, "Акт испытаний", due=day(4), made_on=day(11), **mine)
    office.promise(other, "Решение по бонусу", due=day(1), made_on=day(9), **mine)
    office.promise(volga, "Пробная партия", due=day(-20), **mine)
    office.promise(volga, "Своя задача", promised_to_client=False, **mine)
    office.promise(
        volga, "Протокол цен", side=Side.THEIRS, due=day(6), made_on=day(9), owner_stakeholder_id=gone.id
    )
    return office


@pytest.fixture
def page(filled: Office, desk: Desk, qtbot: QtBot) -> PromisesPage:
    """The page as it is first seen."""
    made = PromisesPage(desk)
    qtbot.addWidget(made)
    made.resize(1280, 640)
    made.show()
    made.go_to(Place("promises", view="sides"))
    return made


def press(widget: QWidget, key: Qt.Key, text: str = "") -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def open_texts(office: Office, side: Side = Side.OURS) -> list[str]:
    rows = read_open(office.workspace, PromiseQuery(), as_of=NOW)
    return [row.text for row in rows if row.side is side]


def shown(page: PromisesPage, side: Side = Side.OURS) -> list[str]:
    panel = page.sides.ours if side is Side.OURS else page.sides.theirs
    model = panel.list.rows_model
    lines = (model.row_at(model.index(at)) for at in range(model.rowCount()))
    return [row.text for row in lines if row is not None]


def test_both_sides_face_each_other_the_longest_late_first(page: PromisesPage) -> None:
    assert shown(page) == ["Акт испытаний", "Решение по бонусу", "Пробная партия"]
    assert shown(page, Side.THEIRS) == ["Протокол цен"]


@pytest.mark.slow
def test_space_marks_the_promise_as_done_and_goes_on_to_the_next(page: PromisesPage, filled: Office) -> None:
    page.sides.ours.list.choose_first()
    notices: list[object] = []
    page.desk.hub.noticed.connect(notices.append)
    press(page.sides.ours.list, Qt.Key.Key_Space, " ")
    page.refresh()
    assert open_texts(filled) == ["Решение по бонусу", "Пробная партия"]
    assert [row.text for row in page.sides.rows()] == ["Решение по бонусу"]
    assert [(each.text, each.undoable) for each in notices] == [("Выполнено: «Акт испытаний»", True)]  # type: ignore[attr-defined]
    undo_step(filled.workspace, filled.last_step())
    page.refresh()
    assert shown(page)[0] == "Акт испытаний"


def test_the_box_ticks_without_choosing(page: PromisesPage, filled: Office, qtbot: QtBot) -> None:
    view = page.sides.ours.list
    rect = view.visualRect(view.rows_model.nearest(0))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=view.box_in(rect).center())
    assert open_texts(filled) == ["Решение по бонусу", "Пробная партия"]


@pytest.mark.parametrize("text", ["d", "в", "D", "В"])
def test_a_letter_in_either_layout_asks_for_a_new_date(page: PromisesPage, text: str) -> None:
    page.sides.ours.list.choose_first()
    press(page.sides.ours.list, Qt.Key.Key_unknown, text)
    assert isinstance(page.deeds.sheet, ShiftSheet)


def test_enter_opens_the_promise(page: PromisesPage) -> None:
    page.sides.ours.list.choose_first()
    press(page.sides.ours.list, Qt.Key.Key_Return)
    assert isinstance(page.deeds.sheet, EditPromiseSheet)
    assert page.deeds.sheet.form["text"].value() == "Акт испытаний"


def test_down_walks_over_headings_and_left_and_right_change_sides(page: PromisesPage) -> None:
    page.sides.ours.list.setFocus()
    page.sides.ours.list.choose_first()
    press(page.sides.ours.list, Qt.Key.Key_Down)
    press(page.sides.ours.list, Qt.Key.Key_Down)
    assert [row.text for row in page.sides.rows()] == ["Пробная партия"]
    press(page.sides.ours.list, Qt.Key.Key_Right)
    assert [row.text for row in page.sides.rows()] == ["Протокол цен"]
    press(page.sides.theirs.list, Qt.Key.Key_Left)
    assert [row.side for row in page.sides.rows()] == [Side.OURS]


def test_the_chosen_one_opens_its_commands_and_tells_its_history(page: PromisesPage) -> None:
    page.sides.ours.list.choose_first()
    strip = page.sides.ours.list.strip
    assert strip.isVisible()
    assert strip.buttons["warn"].isVisible()
    assert not strip.buttons["remind"].isVisible()
    labels = [each.text() for each in page.sides.side.chosen.findChildren(type(page.sides.side.chosen.title))]
    assert "срок прошёл" in labels
    page.sides.theirs.list.choose_first()
    assert not strip.isVisible()
    assert page.sides.theirs.list.strip.buttons["remind"].isVisible()


@pytest.mark.slow
def test_internal_tasks_are_counted_in_the_foot_and_shown_on_wish(page: PromisesPage) -> None:
    assert page.sides.ours.foot.isVisible()
    page.sides.ours.foot_link.click()
    assert "Своя задача" in shown(page)
    assert not page.sides.ours.foot.isVisible()


def test_the_promises_of_who_left_can_be_handed_over(page: PromisesPage, filled: Office) -> None:
    from kam.ui.commitments.closing_sheet import HandingSheet

    filled.stakeholder(filled.account("x"), "a", "b")
    page.sides.theirs.foot_link.click()
    assert isinstance(page.deeds.sheet, HandingSheet)


@pytest.mark.slow
def test_a_condition_that_leaves_nothing_says_so_and_can_be_dropped(page: PromisesPage) -> None:
    page.filters.text.setText("нет такого")
    page.filters.typed.emit("нет такого")
    assert shown(page) == []
    page._take_all_off()
    assert "Своя задача" in shown(page)


def test_several_are_done_at_once(page: PromisesPage, filled: Office) -> None:
    page.sides.ours.list.selectAll()
    assert page.sides.foot.isVisible()
    page.sides.foot.buttons["keep"].click()
    assert open_texts(filled) == []
    undo_step(filled.workspace, filled.last_step())
    assert len(open_texts(filled)) == 3


def test_the_table_and_the_closed_ones(page: PromisesPage, filled: Office) -> None:
    page.head.views.button_of("table").click()
    rows = page.open.table.rows_model.rows()
    assert [row.text for row in rows][:2] == ["Протокол цен", "Акт испытаний"]
    page.open.table.select([rows[1].id])
    page.open.foot.buttons["keep"].click()
    page.head.views.button_of("closed").click()
    (closed,) = page.closed.table.rows_model.rows()
    assert (closed.text, closed.status, closed.in_time) == ("Акт испытаний", CommitmentStatus.KEPT, False)
    page.closed.table.select([closed.id])
    page.closed.foot.buttons["reopen"].click()
    assert "Акт испытаний" in open_texts(filled)


@pytest.mark.slow
def test_the_lists_keep_qts_promises(page: PromisesPage) -> None:
    for panel in (page.sides.ours, page.sides.theirs):
        mode = QAbstractItemModelTester.FailureReportingMode.Fatal
        QAbstractItemModelTester(panel.list.rows_model, mode, page)
    page.refresh()


def test_ctrl_n_offers_a_promise_to_the_client_that_is_looked_at(page: PromisesPage) -> None:
    page.sides.ours.list.choose_first()
    (create,) = page.creations()
    assert create.keys == "Ctrl+N"
    create.run()
    assert isinstance(page.deeds.sheet, NewPromiseSheet)
    assert page.deeds.sheet.account.said(page.deeds.sheet.account.value()) == "Волгометиз"


def test_a_place_names_a_promise_whatever_was_filtered(page: PromisesPage, filled: Office) -> None:
    task = next(
        row
        for row in read_open(filled.workspace, PromiseQuery(promised=False), as_of=NOW)
        if not row.promised_to_client
    )
    page.go_to(Place("promises", item_id=task.id))
    assert [row.text for row in page.sides.rows()] == ["Своя задача"]


def test_what_is_shown_goes_into_a_file(page: PromisesPage, tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    page.exporting.write(page._shown(), TableFormat.CSV, path)
    assert path.read_text("utf-8-sig").count("\n") == 5


def test_the_face_and_a_view_come_back(page: PromisesPage, desk: Desk, qtbot: QtBot) -> None:
    page.head.views.button_of("closed").click()
    page.keep()
    again = PromisesPage(desk)
    qtbot.addWidget(again)
    assert again.head.views.current == "closed"
    places: list[Place] = []
    page.went.connect(places.append)
    page.head.scenarios.click()
    assert places == [SCENARIOS]


def test_a_client_by_name_in_the_panel_filters_by_it(page: PromisesPage, filled: Office) -> None:
    with filled.workspace.reading() as session:
        other = next(one.account_id for one in session.query(Commitment) if one.text == "Решение по бонусу")
    page.sides.side.keeps.account_wished.emit(other)
    assert shown(page) == ["Решение по бонусу"]
