"""What a sheet or a page asks of its desk: done and told, or refused and told why."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError
from kam.ui.change_hub import Notice
from kam.ui.desk import Desk
from kam.ui.widgets.dialogs import Sheet


@pytest.fixture
def notices(desk: Desk) -> list[Notice]:
    heard: list[Notice] = []
    desk.hub.noticed.connect(heard.append)
    return heard


@pytest.fixture
def sheet(desk: Desk, qtbot: QtBot) -> Sheet:
    made = Sheet(desk.look, None, "Новая рекламация", primary="Создать")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    return made


def refused() -> Outcome[None]:
    raise NotFoundError("complaint.no_such_number", number="Р-7")


def done_while(seen: list[bool], sheet: Sheet) -> Callable[[], Outcome[Any]]:
    def work() -> Outcome[None]:
        seen.append(sheet.primary.isEnabled())
        return Outcome(None, Area.COMPLAINTS)

    return work


def test_a_sheet_cannot_be_pressed_twice_and_closes_when_all_is_well(
    desk: Desk, sheet: Sheet, notices: list[Notice]
) -> None:
    pressable: list[bool] = []
    changed: list[Area] = []
    desk.hub.changed.connect(changed.append)
    desk.save(sheet, done_while(pressable, sheet), notice="Создано", undoable=True)
    assert pressable == [False]
    assert not sheet.isVisible()
    assert changed == [Area.COMPLAINTS]
    assert notices == [Notice("Создано", undoable=True)]


def test_a_sheet_says_what_was_refused_and_stays(desk: Desk, sheet: Sheet, notices: list[Notice]) -> None:
    desk.save(sheet, refused, notice="Создано")
    assert sheet.isVisible()
    assert "Р-7" in sheet.message.text()
    assert sheet.primary.isEnabled()
    assert notices == []


def test_a_page_without_a_sheet_is_told_in_the_status_bar(
    desk: Desk, qtbot: QtBot, notices: list[Notice]
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    desk.change(page, refused, otherwise=desk.tell, notice="Удалено", undoable=True)
    assert ["Р-7" in each.text for each in notices] == [True]
    assert not notices[0].undoable


def test_what_nobody_can_mend_is_not_told_there(desk: Desk, notices: list[Notice]) -> None:
    assert not desk.tell(ValueError("nonsense"))
    assert notices == []
