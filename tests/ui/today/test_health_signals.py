"""Signals of health in the window: they answer why over the day, and are put off or explained away."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import Qt

from kam.services.history import undo_step
from kam.ui.widgets.dialogs import ReasonSheet
from tests.custom import Custom
from tests.ui.today.conftest import Day

FELL = "Здоровье упало: 90 → 83"


def fallen(day: Day) -> Custom:
    """A client whose champion left today, with the page as it is then."""
    custom = Custom.at(day.office)
    custom.lose_champion(day.office.today)
    day.page.refresh()
    return custom


def heard(day: Day) -> list[str]:
    return [line for line in day.told("signals") if "Здоровье упало" in line]


def test_a_fall_says_what_made_it_and_goes_with_its_cause(day: Day) -> None:
    fallen(day)
    assert heard(day) == [f"{FELL}, Волга, Потерян союзник"]
    assert any("Риск ухода средний, Волга" in line for line in day.told("signals"))
    undo_step(day.office.workspace, day.office.last_step())
    day.page.refresh()
    assert heard(day) == []


def test_a_long_reason_takes_a_second_line_in_a_narrow_column(day: Day) -> None:
    fallen(day)
    painter = day.page.columns["signals"].list.painter
    entry = day.entry("signals", FELL)
    assert painter.height(entry, 140) > painter.height(entry, 600)


def test_enter_answers_why_over_the_day(day: Day) -> None:
    fallen(day)
    day.go_on("signals", FELL)
    day.press("signals", Qt.Key.Key_Return)
    sheet = day.page.health_why.sheet
    assert sheet is not None
    assert (sheet.row.name, sheet.row.score) == ("Волга", 83)
    assert day.gone_to == [], "the day stays where it is"
    sheet.primary.click()


def test_a_fall_that_is_explained_comes_back_when_it_gets_worse(day: Day) -> None:
    custom = fallen(day)
    day.page.putting_off.ask_for_a_reason(day.entry("signals", FELL))
    sheet = day.page.putting_off.sheet
    assert isinstance(sheet, ReasonSheet)
    sheet.form["reason"].set_value("преемник выходит в декабре")
    sheet.primary.click()
    assert heard(day) == []
    day.office.clock.moment += timedelta(days=1)
    custom.turn_away(day.office.today)
    day.page.refresh()
    assert len(heard(day)) == 1


def test_what_was_shown_of_health_stands_until_as_much_is_known_again(day: Day) -> None:
    fallen(day)
    assert day.page.is_whole
    before = day.told("signals")
    day.office.clock.moment += timedelta(minutes=1)
    day.page.refresh()
    assert day.told("signals") == before
    assert day.page.is_whole
