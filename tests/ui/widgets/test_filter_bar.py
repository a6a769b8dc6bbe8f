"""The chips of a filter bar: walked as they are read, and the keyboard stays where it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kam.ui.look import Look
from kam.ui.widgets.chips import AddChip, FilterChip
from kam.ui.widgets.filter_bar import FilterBar, Switch
from kam.ui.widgets.focus import first_by_tab


@pytest.fixture
def bar(look: Look, qtbot: QtBot) -> Iterator[FilterBar]:
    """A bar with two conditions at hand, above what it filters."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    made = FilterBar(look, "Имя")
    column.addWidget(made)
    column.addWidget(QPushButton("Таблица"))
    made.show_conditions(conditions(), [])
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    yield made
    window.close()


def conditions(*on: str, quick: bool = True) -> list[Switch]:
    return [
        Switch(code, text, on=code in on, count=3, quick=quick)
        for code, text in (("overdue", "Контакт просрочен"), ("nameless", "Нужно имя"))
    ]


def chips(bar: FilterBar) -> dict[str, FilterChip]:
    return {each.code: each for each in bar.findChildren(FilterChip) if each.isVisible()}


def walked(bar: FilterBar) -> list[str]:
    names, step = [], first_by_tab(bar.text)
    while step is not bar.text:
        names.append(step.accessibleName() or getattr(step, "text", str)())
        step = first_by_tab(step)
    return names


def test_tab_goes_from_the_words_through_the_chips_to_the_table(bar: FilterBar) -> None:
    assert walked(bar) == ["Контакт просрочен 3", "Нужно имя 3", "Условие", "Таблица"]
    bar.show_conditions(conditions("nameless"), [])
    assert walked(bar) == ["Нужно имя", "Контакт просрочен 3", "Условие", "Таблица"]


def test_a_chip_keeps_the_keyboard_when_conditions_are_counted_anew(bar: FilterBar) -> None:
    chips(bar)["nameless"].setFocus(Qt.FocusReason.TabFocusReason)
    bar.show_conditions(conditions("nameless"), [])
    assert chips(bar)["nameless"].hasFocus()
    assert chips(bar)["nameless"].is_on


def test_where_a_chip_is_gone_the_keyboard_stays_in_the_bar(bar: FilterBar) -> None:
    chips(bar)["overdue"].setFocus(Qt.FocusReason.TabFocusReason)
    bar.show_conditions(conditions(quick=False), [])
    assert isinstance(QApplication.focusWidget(), AddChip)


def test_counting_anew_takes_the_keyboard_from_nobody(bar: FilterBar) -> None:
    bar.text.setFocus()
    bar.show_conditions(conditions("overdue"), [])
    assert bar.text.hasFocus()
