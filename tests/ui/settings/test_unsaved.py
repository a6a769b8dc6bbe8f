"""What was typed into a setting and could not be stored waits in its field, also in the next run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from kam.jobs import Jobs, PoolThreads
from kam.services.drafts import kept_drafts
from kam.services.settings import read_preparation, read_workspace_page
from kam.ui.catalogue import HOME, page_kinds
from kam.ui.desk import Desk
from kam.ui.places import Place
from kam.ui.settings.item import Item
from kam.ui.settings.page import SettingsPage
from kam.ui.settings.preparation import PreparationSection
from kam.ui.window import MainWindow
from tests.builders import Office


@pytest.fixture
def start(desk: Desk, qtbot: QtBot) -> Callable[[str], SettingsPage]:
    def started(code: str) -> SettingsPage:
        desk.__dict__.pop("drafts", None)  # another run of the program
        made = SettingsPage(desk)
        qtbot.addWidget(made)
        made.resize(1200, 800)
        made.show()
        made.go_to(Place("settings", view=code))
        return made

    return started


def pattern(page: SettingsPage) -> tuple[Item, QLineEdit]:
    found = next(each for each in page.section.items() if each.name == "complaint_number_pattern")
    line = found.editor.findChild(QLineEdit)
    assert line is not None
    return found, line


def type_pattern(page: SettingsPage, text: str) -> Item:
    found, line = pattern(page)
    line.setText(text)
    line.textEdited.emit(text)
    return found


@pytest.mark.slow
def test_what_was_refused_stands_in_its_field_again(
    start: Callable[[str], SettingsPage], office: Office
) -> None:
    page = start("norms")
    assert type_pattern(page, "Рекламация").waits
    page.keep()
    assert [each.title for each in kept_drafts(office.workspace)] == ["Нормы и сроки"]
    again = start("norms")
    found, line = pattern(again)
    assert line.text() == "Рекламация"
    assert again.section.restored.isVisible()
    again.section.save()
    assert found.fault.text(), "and it says what is wrong with it"
    again.section.restored.discard.click()
    assert line.text() == read_workspace_page(office.workspace).complaint_number_pattern
    assert not again.section.restored.isVisible()
    assert kept_drafts(office.workspace) == []


def test_what_is_stored_leaves_no_draft(start: Callable[[str], SettingsPage], office: Office) -> None:
    page = start("norms")
    type_pattern(page, "Р")
    page.keep()
    type_pattern(page, "Р-{number}")
    assert not page.section.restored.isVisible()
    page.keep()
    assert read_workspace_page(office.workspace).complaint_number_pattern == "Р-{number}"
    assert kept_drafts(office.workspace) == []


def test_another_page_and_back_loses_nothing(start: Callable[[str], SettingsPage]) -> None:
    page = start("norms")
    type_pattern(page, "Р")
    page.go_to(Place("settings", view="money"))
    page.go_to(Place("settings", view="norms"))
    assert pattern(page)[1].text() == "Р"


def test_an_item_of_our_own_waits_until_it_is_added(
    start: Callable[[str], SettingsPage], office: Office
) -> None:
    page = start("preparation").section
    assert isinstance(page, PreparationSection)
    page.own.setText("Образцы упакованы")
    page.save()
    assert kept_drafts(office.workspace)
    again = start("preparation").section
    assert isinstance(again, PreparationSection)
    assert again.own.text() == "Образцы упакованы"
    assert again.restored.isVisible()
    again.own.returnPressed.emit()
    assert not again.own.text()
    assert not again.restored.isVisible()
    again.save()
    assert read_preparation(office.workspace).checklist[-1].text == "Образцы упакованы"
    assert kept_drafts(office.workspace) == []


def test_closing_the_window_keeps_what_is_refused_afterwards(
    desk: Desk, qtbot: QtBot, office: Office
) -> None:
    real = replace(desk, jobs=Jobs(PoolThreads()))
    window = MainWindow(real, page_kinds(real), HOME)
    qtbot.addWidget(window)
    window.show()
    window.go(Place("settings", view="norms"))
    page = window.page
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: real.jobs.under_way == 0)
    type_pattern(page, "Р")
    window.close()
    real.jobs.finish()
    assert [each.key for each in kept_drafts(office.workspace)] == ["settings.page.norms"]
    window.failures.unwatch()
