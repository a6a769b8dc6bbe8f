"""What is changed in the settings applies at once, field by field, each change a step that can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import time

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kam.analysis.segments import SegmentSettings
from kam.core.periods import Month
from kam.core.vocabulary import Channel, ChecklistCode, NormRuns, NormUnit, Segment
from kam.jobs import Jobs, PoolThreads
from kam.models import MonthlySales
from kam.services.history import list_steps, undo_step
from kam.services.portfolio.reading import PortfolioQuery, read_portfolio
from kam.services.settings import (
    FreshnessPage,
    NormDraft,
    NormsPage,
    ThresholdSettings,
    read_calendar_page,
    read_document_settings,
    read_freshness,
    read_norms,
    read_preparation,
    read_thresholds,
    read_workspace_page,
    save_freshness,
    save_thresholds,
)
from kam.ui.catalogue import HOME, page_kinds
from kam.ui.desk import Desk
from kam.ui.places import Place
from kam.ui.settings.binding import Binding
from kam.ui.settings.hours import BreakEditor, HoursEditor
from kam.ui.settings.item import Item
from kam.ui.settings.norm_editor import NormEditor
from kam.ui.settings.page import SettingsPage
from kam.ui.settings.pattern import PatternEditor
from kam.ui.widgets.fields import ChoiceEditor, SpinEditor, TextEditor, YesNoEditor
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor
from kam.ui.widgets.fields.sliders import SliderEditor
from kam.ui.widgets.fields.times import WeekdaysEditor
from kam.ui.window import MainWindow
from tests.builders import Office


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> SettingsPage:
    made = SettingsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    desk.hub.changed.connect(lambda areas: made.refresh() if areas & made.areas else None)
    return made


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(desk, page_kinds(desk), HOME)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.failures.unwatch()


def item(page: SettingsPage, code: str, name: str) -> Item:
    """A setting of a page, which is opened for it."""
    if page.code != code:
        page.go_to(Place("settings", view=code))
    return next(each for each in page.section.items() if each.name == name)


def save(page: SettingsPage) -> None:
    """The pause after typing is over."""
    page.section.save()


def spin(found: Item, value: int) -> None:
    assert isinstance(found.editor, SpinEditor)
    found.editor.spin.setValue(value)


def slide(found: Item, value: int) -> None:
    assert isinstance(found.editor, SliderEditor)
    found.editor.slider.setValue(value)


def typed(found: Item, text: str) -> None:
    assert isinstance(found.editor, TextEditor)
    found.editor.line.setText(text)
    found.editor.line.textEdited.emit(text)


def sold(office: Office, name: str, rubles: int) -> None:
    account = office.account(name, potential=3)
    office.add(
        MonthlySales(account_id=account.id, month=Month(2026, 10), revenue_minor=rubles * 100, currency="RUB")
    )


def binding_of(page: SettingsPage, found: Item) -> Binding:
    return next(each for each in page.section.bindings if found in each.items)


def segments(office: Office) -> dict[str, Segment | None]:
    portfolio = read_portfolio(office.workspace, PortfolioQuery(), as_of=office.clock.now())
    return {row.name: row.segment for row in portfolio.rows}


def test_another_limit_of_a_class_moves_accounts_into_another_segment(
    page: SettingsPage, office: Office
) -> None:
    sold(office, "Первый", 700)
    sold(office, "Второй", 200)
    sold(office, "Третий", 100)
    assert segments(office)["Второй"] is Segment.TYPICAL
    slide(item(page, "thresholds", "a_percent"), 92)
    save(page)
    assert segments(office)["Второй"] is Segment.VIP
    assert read_thresholds(office.workspace).a_percent == 92
    assert SegmentSettings().a_percent == 80


def test_it_says_what_the_change_means_before_it_is_saved_and_after(
    page: SettingsPage, office: Office
) -> None:
    sold(office, "Первый", 700)
    sold(office, "Второй", 200)
    sold(office, "Третий", 100)
    found = item(page, "thresholds", "a_percent")
    told: list[tuple[object, ...]] = []
    binding_of(page, found).judged.connect(told.append)
    slide(found, 92)
    assert len(told[-1]) == 2, "one account changes its class and with it the segment"
    assert read_thresholds(office.workspace).a_percent == 80, "not saved yet"
    save(page)
    assert len(told[-1]) == 2, "and still says it when it is saved"
    slide(found, 80)
    assert not told[-1]


def test_what_was_typed_is_saved_after_a_pause(page: SettingsPage, office: Office, qtbot: QtBot) -> None:
    typed(item(page, "profile", "company"), "Корунд-Пак")
    assert read_workspace_page(office.workspace).company == "Вереск Упаковка"
    qtbot.waitUntil(lambda: read_workspace_page(office.workspace).company == "Корунд-Пак")


@pytest.mark.slow
def test_who_leaves_the_page_has_finished_typing(page: SettingsPage, office: Office) -> None:
    typed(item(page, "profile", "company"), "Корунд-Пак")
    page.go_to(Place("settings", view="norms"))
    assert read_workspace_page(office.workspace).company == "Корунд-Пак"


@pytest.mark.slow
def test_who_closes_the_window_has_finished_typing(window: MainWindow, office: Office) -> None:
    window.go(Place("settings", view="profile"))
    assert isinstance(window.page, SettingsPage)
    typed(item(window.page, "profile", "me"), "Мария Ивановна")
    window.keep()
    assert read_workspace_page(office.workspace).me == "Мария Ивановна"


@pytest.mark.slow
def test_each_change_is_one_step_and_two_quick_ones_are_one(page: SettingsPage, office: Office) -> None:
    before = list_steps(office.workspace)[0].id
    spin(item(page, "norms", "section_days"), 100)
    spin(item(page, "norms", "rating_days"), 60)
    save(page)
    assert list_steps(office.workspace)[0].id == before + 1
    assert read_freshness(office.workspace) == FreshnessPage(section_days=100, rating_days=60)
    save(page)
    assert list_steps(office.workspace)[0].id == before + 1, "nothing more was edited"


@pytest.mark.slow
def test_a_change_made_elsewhere_meanwhile_is_not_lost(page: SettingsPage, office: Office) -> None:
    found = item(page, "norms", "section_days")
    save_freshness(office.workspace, FreshnessPage(core_days=7))
    spin(found, 100)
    save(page)
    assert read_freshness(office.workspace) == FreshnessPage(section_days=100, core_days=7)


def test_who_types_on_while_it_is_saved_loses_no_letter(desk: Desk, office: Office, qtbot: QtBot) -> None:
    busy = replace(desk, jobs=Jobs(PoolThreads()))
    page = SettingsPage(busy)
    qtbot.addWidget(page)
    busy.hub.changed.connect(lambda _: page.refresh())
    found = item(page, "profile", "company")
    assert isinstance(found.editor, TextEditor)
    line = found.editor.line
    qtbot.waitUntil(lambda: line.text() == "Вереск Упаковка")
    seen: list[str] = []
    line.textChanged.connect(seen.append)
    texts = ["К", "Ко", "Кор", "Кору", "Корун", "Корунд"]
    for text in texts:
        typed(found, text)
        save(page)
        QApplication.processEvents()
    qtbot.waitUntil(lambda: read_workspace_page(office.workspace).company == "Корунд")
    qtbot.waitUntil(lambda: busy.jobs.under_way == 0)
    assert seen == texts, "nothing older came back into the field"
    busy.jobs.finish()


@pytest.mark.slow
def test_a_changed_value_says_what_it_was(page: SettingsPage) -> None:
    found = item(page, "norms", "section_days")
    spin(found, 24)
    assert found.was.isVisibleTo(page)
    assert found.was.accessibleName() == "было 180"
    save(page)
    assert found.was.isVisibleTo(page), "it is changed since the page was opened"
    spin(found, 180)
    assert not found.was.isVisibleTo(page)
    save(page)
    spin(found, 24)
    save(page)
    page.go_to(Place("settings", view="money"))
    page.go_to(Place("settings", view="norms"))
    assert not found.was.isVisibleTo(page), "who comes back sees how things are"


@pytest.mark.slow
def test_undo_brings_the_former_value_back_into_the_field(page: SettingsPage, office: Office) -> None:
    found = item(page, "norms", "section_days")
    spin(found, 24)
    save(page)
    undo_step(office.workspace, list_steps(office.workspace)[0].id)
    page.refresh()
    assert found.editor.value() == 180
    assert not found.was.isVisibleTo(page)


@pytest.mark.slow
def test_ctrl_z_in_a_field_takes_back_the_step(window: MainWindow, office: Office, qtbot: QtBot) -> None:
    window.go(Place("settings", view="profile"))
    page = window.page
    assert isinstance(page, SettingsPage)
    found = item(page, "profile", "company")
    assert isinstance(found.editor, TextEditor)
    line = found.editor.line
    line.setFocus()
    QTest.keyClicks(line, "X")
    assert line.text() != "Вереск Упаковка"
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == "Вереск Упаковка", "what is typed and not saved is taken back letter by letter"
    assert not window.undoing.undo.isEnabled()
    QTest.keyClicks(line, "X")
    save(page)
    assert read_workspace_page(office.workspace).company != "Вереск Упаковка"
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert read_workspace_page(office.workspace).company == "Вереск Упаковка"
    assert line.text() == "Вереск Упаковка"


def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_stored(
    page: SettingsPage, office: Office
) -> None:
    before = list_steps(office.workspace)[0].id
    company = item(page, "profile", "company")
    title = item(page, "profile", "job_title")
    typed(company, "")
    typed(title, "директор")
    save(page)
    assert company.fault.text() == "Заполните это поле."
    assert not title.fault.text()
    assert list_steps(office.workspace)[0].id == before
    assert title.editor.value() == "директор", "nothing is lost of what was typed"
    page.refresh()
    assert company.editor.value() is None
    typed(company, "Корунд-Пак")
    save(page)
    stored = read_workspace_page(office.workspace)
    assert (stored.company, stored.job_title) == ("Корунд-Пак", "директор"), "both are tried again"
    assert not company.fault.text()


def test_limits_out_of_order_are_said_beside_the_one_that_must_give_way(
    page: SettingsPage, office: Office
) -> None:
    first, second = item(page, "thresholds", "a_percent"), item(page, "thresholds", "b_percent")
    slide(first, 97)
    save(page)
    assert "97" in second.fault.text()
    assert read_thresholds(office.workspace) == ThresholdSettings()
    slide(second, 98)
    save(page)
    assert not second.fault.text()
    assert read_thresholds(office.workspace) == ThresholdSettings(a_percent=97, b_percent=98)


@pytest.mark.slow
def test_the_defaults_come_back_in_one_step_with_an_undo(page: SettingsPage, office: Office) -> None:
    space = office.workspace
    save_freshness(space, FreshnessPage(section_days=24))
    norm = item(page, "norms", "first_response.email")
    assert isinstance(norm.editor, NormEditor)
    norm.editor.amount.spin.setValue(2)
    save(page)
    assert page.restore.isEnabled()
    before = list_steps(space)[0].id
    page.restore.click()
    assert list_steps(space)[0].id == before + 1
    assert read_freshness(space) == FreshnessPage()
    assert read_norms(space) == NormsPage()
    assert norm.editor.amount.value() == 1
    assert not page.restore.isEnabled()
    undo_step(space, list_steps(space)[0].id)
    page.refresh()
    assert norm.editor.amount.value() == 2
    assert read_freshness(space).section_days == 24
    assert page.restore.isEnabled()


def test_restoring_gives_up_what_was_refused(page: SettingsPage, office: Office) -> None:
    save_thresholds(office.workspace, ThresholdSettings(x_percent=12))
    first, second = item(page, "thresholds", "a_percent"), item(page, "thresholds", "b_percent")
    slide(first, 99)
    save(page)
    assert second.fault.text()
    page.restore.click()
    assert first.editor.value() == 80
    assert not second.fault.text()
    assert read_thresholds(office.workspace) == ThresholdSettings()


@pytest.mark.slow
def test_a_norm_is_a_number_a_unit_and_hours(page: SettingsPage, office: Office) -> None:
    found = item(page, "norms", "first_response.email")
    editor = found.editor
    assert isinstance(editor, NormEditor)
    assert not editor.runs.combo.isEnabled(), "a working day has no other hours"
    editor.unit.set_value(NormUnit.HOUR)
    editor.unit.changed.emit()
    editor.amount.spin.setValue(12)
    editor.runs.set_value(NormRuns.ALWAYS)
    editor.runs.changed.emit()
    save(page)
    stored = read_norms(office.workspace)
    assert stored.first_response[Channel.EMAIL] == NormDraft(12, NormUnit.HOUR, NormRuns.ALWAYS)
    assert stored.first_response[Channel.PORTAL] == NormsPage().first_response[Channel.PORTAL]
    assert editor.unit.combo.currentText() == "часов"
    assert found.was.accessibleName() == "было 1 раб. день"


@pytest.mark.slow
def test_the_pattern_of_numbers_shows_an_example_and_refuses_one_without_a_number(
    page: SettingsPage, office: Office
) -> None:
    found = item(page, "norms", "complaint_number_pattern")
    assert isinstance(found.editor, PatternEditor)
    line = found.editor.line
    line.setText("Р{number}")
    line.textEdited.emit("Р{number}")
    assert found.editor.example.text() == "Р42"
    save(page)
    assert read_workspace_page(office.workspace).complaint_number_pattern == "Р{number}"
    line.setText("Р")
    line.textEdited.emit("Р")
    save(page)
    assert "K-{year}-{number:04}" in found.fault.text()
    assert read_workspace_page(office.workspace).complaint_number_pattern == "Р{number}"


def test_the_week_its_hours_and_its_break(page: SettingsPage, office: Office) -> None:
    days = item(page, "calendar", "weekdays").editor
    assert isinstance(days, WeekdaysEditor)
    days.days[5].click()
    assert read_calendar_page(office.workspace).weekdays == frozenset(range(6)), "a click applies at once"
    hours = item(page, "calendar", "starts").editor
    assert isinstance(hours, HoursEditor)
    hours.starts.set_value(time(8, 30))
    hours.starts.changed.emit()
    lunch = item(page, "calendar", "lunch").editor
    assert isinstance(lunch, BreakEditor)
    lunch.box.click()
    save(page)
    stored = read_calendar_page(office.workspace)
    assert (stored.starts, stored.ends) == (time(8, 30), time(18))
    assert stored.lunch == (time(13), time(14))


def test_the_last_working_day_cannot_be_turned_off(page: SettingsPage, office: Office) -> None:
    found = item(page, "calendar", "weekdays")
    assert isinstance(found.editor, WeekdaysEditor)
    for day in range(5):
        found.editor.days[day].click()
    assert found.fault.text()
    assert read_calendar_page(office.workspace).weekdays == {4}, "all the others were applied"


def test_hours_that_end_before_they_begin_are_said_beside_them(page: SettingsPage, office: Office) -> None:
    found = item(page, "calendar", "starts")
    assert isinstance(found.editor, HoursEditor)
    found.editor.ends.set_value(time(8))
    found.editor.ends.changed.emit()
    save(page)
    assert found.fault.text()
    assert read_calendar_page(office.workspace).ends == time(18)


def test_a_country_brings_its_holidays(page: SettingsPage, office: Office) -> None:
    found = item(page, "calendar", "country")
    assert isinstance(found.editor, SearchChoiceEditor)
    found.editor.line.setText("казахстан")
    found.editor.settle()
    stored = read_calendar_page(office.workspace)
    assert stored.country == "KZ"
    assert 2026 in stored.holiday_years


def test_what_is_none_of_the_choices_goes_when_the_keyboard_leaves(
    page: SettingsPage, office: Office
) -> None:
    found = item(page, "profile", "zone")
    assert isinstance(found.editor, SearchChoiceEditor)
    assert found.editor.line.text().startswith("Москва")
    found.editor.line.setText("Атлантида")
    found.editor.settle()
    assert found.editor.line.text().startswith("Москва")
    assert read_workspace_page(office.workspace).zone == "Europe/Moscow"


@pytest.mark.slow
def test_profile_currency_and_year_are_stored(page: SettingsPage, office: Office) -> None:
    zone = item(page, "profile", "zone").editor
    language = item(page, "profile", "language").editor
    assert isinstance(zone, SearchChoiceEditor)
    assert isinstance(language, ChoiceEditor)
    zone.line.setText("Владивосток, UTC+10")
    zone.settle()
    language.set_value("en")
    language.changed.emit()
    year, gross = item(page, "money", "fiscal_year_starts"), item(page, "money", "revenue_is_gross")
    assert isinstance(year.editor, ChoiceEditor)
    assert isinstance(gross.editor, YesNoEditor)
    year.editor.set_value(4)
    year.editor.changed.emit()
    gross.editor.box.click()
    stored = read_workspace_page(office.workspace)
    assert (stored.zone, stored.language) == ("Asia/Vladivostok", "en")
    assert (stored.fiscal_year_starts, stored.revenue_is_gross) == (4, True)
    page.restore.click()
    stored = read_workspace_page(office.workspace)
    assert (stored.fiscal_year_starts, stored.revenue_is_gross) == (1, False)
    assert stored.zone == "Asia/Vladivostok", "of another page"


def test_another_currency_says_what_it_leaves_out(page: SettingsPage, office: Office) -> None:
    sold(office, "Первый", 700)
    found = item(page, "money", "currency")
    assert isinstance(found.editor, SearchChoiceEditor)
    told: list[tuple[object, ...]] = []
    binding_of(page, found).judged.connect(told.append)
    found.editor.line.setText("EUR, евро")
    found.editor.settle()
    assert len(told[-1]) == 1
    assert read_workspace_page(office.workspace).currency == "EUR"


def test_the_limit_of_documents(page: SettingsPage, office: Office) -> None:
    spin(item(page, "profile", "limit_mb"), 80)
    save(page)
    assert read_document_settings(office.workspace).limit_mb == 80
    page.restore.click()
    assert read_document_settings(office.workspace).limit_mb == 50
    assert read_workspace_page(office.workspace).company == "Вереск Упаковка"


def test_the_copy_for_the_client_without_marks(page: SettingsPage, office: Office) -> None:
    found = item(page, "preparation", "mark_late_promises")
    assert isinstance(found.editor, YesNoEditor)
    found.editor.box.click()
    assert not read_preparation(office.workspace).mark_late_promises
    page.restore.click()
    assert read_preparation(office.workspace).mark_late_promises
    assert read_preparation(office.workspace).checklist[0].code is ChecklistCode.PURPOSE


def test_scrolling_over_a_field_changes_nothing(page: SettingsPage) -> None:
    found = item(page, "thresholds", "a_percent")
    page.show()
    assert isinstance(found.editor, SliderEditor)
    slider = found.editor.slider
    page.search.setFocus()
    place = QPointF(slider.rect().center())
    wheel = QWheelEvent(
        place, slider.mapToGlobal(place), QPoint(0, 120), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(slider, wheel)
    assert found.editor.value() == 80
