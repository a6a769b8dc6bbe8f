"""The pages of the settings: found by search, opened, left, come back to; this computer's own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from kam.core.formats import Formats, Target
from kam.core.vocabulary import ChecklistCode
from kam.core.words import words_for
from kam.models import ProductLine
from kam.services.documents.logos import workspace_logo
from kam.services.files import list_backups
from kam.services.history import list_steps, undo_step
from kam.services.settings import DayException, read_calendar_page, read_preparation
from kam.services.settings.colleagues import list_colleagues
from kam.services.settings.competitors import list_competitors
from kam.services.settings.product_lines import list_product_lines
from kam.ui.catalogue import HOME, page_kinds
from kam.ui.desk import Desk
from kam.ui.local_settings import LocalSettings
from kam.ui.look import Look
from kam.ui.places import SETTINGS, Place
from kam.ui.settings.appearance import AppearanceSection
from kam.ui.settings.backups import BackupsSection
from kam.ui.settings.calendar import CalendarSection
from kam.ui.settings.catalogue import EVERY
from kam.ui.settings.language import LanguageSection
from kam.ui.settings.lists import ListsSection
from kam.ui.settings.page import SettingsPage
from kam.ui.settings.preparation import PreparationSection
from kam.ui.settings.product_lines import ProductLinesSection
from kam.ui.settings.profile import ProfileSection
from kam.ui.settings.record_list import RecordList
from kam.ui.theme.tokens import Mood
from kam.ui.window import MainWindow
from tests.builders import Office


def open_page(desk: Desk, qtbot: QtBot, code: str = "") -> SettingsPage:
    made = SettingsPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    desk.hub.changed.connect(lambda areas: made.refresh() if areas & made.areas else None)
    made.go_to(replace(SETTINGS, view=code or None))
    return made


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> SettingsPage:
    return open_page(desk, qtbot)


@pytest.fixture
def window(desk: Desk, qtbot: QtBot) -> Iterator[MainWindow]:
    made = MainWindow(desk, page_kinds(desk), HOME)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.failures.unwatch()


def texts(page: SettingsPage) -> set[str]:
    return {each.text() for each in page.section.findChildren(QLabel) if each.isVisibleTo(page)}


def names(panel: RecordList) -> list[str]:
    return [row.accessibleName() for row in panel.rows.rows]


def picture(folder: Path, name: str = "logo.png") -> Path:
    image = QImage(160, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#2B59C3"))
    path = folder / name
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    path.write_bytes(buffer.data().data())
    return path


# Going about


@pytest.mark.slow
def test_every_page_opens_and_says_its_name(page: SettingsPage) -> None:
    for code, kind in EVERY.items():
        page.go_to(Place("settings", view=code))
        assert page.code == code
        assert page.title() == f"{page.look.words.of(kind.title)} · Настройки"


def test_the_list_at_the_left_opens_pages_and_the_frame_knows_where_we_are(page: SettingsPage) -> None:
    places: list[Place] = []
    page.moved.connect(places.append)
    entry = next(each for each in page.contents.entries if each.text() == "Резервные копии")
    entry.click()
    assert isinstance(page.section, BackupsSection)
    assert places == [Place("settings", view="backups")]
    assert entry.isChecked()


@pytest.mark.slow
def test_ctrl_comma_opens_the_settings_where_they_were_left(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    page = window.page
    assert isinstance(page, SettingsPage)
    assert page.code == "profile"
    next(each for each in page.contents.entries if each.text() == "Сегменты и пороги").click()
    window.back()
    window.go(SETTINGS)
    assert page.code == "thresholds"
    assert window.windowTitle().startswith("Сегменты и пороги · Настройки")


@pytest.mark.slow
def test_the_open_page_comes_back_at_the_next_start(desk: Desk, qtbot: QtBot) -> None:
    first = open_page(desk, qtbot, "norms")
    first.keep()
    assert open_page(desk, qtbot).code == "norms"


# Searching


@pytest.mark.slow
def test_a_setting_is_found_opened_and_marked(page: SettingsPage, qtbot: QtBot) -> None:
    page.show()
    qtbot.waitExposed(page)
    page.search.setText("бледнеет")
    page.search.textEdited.emit("бледнеет")
    assert [each.accessibleName() for each in page.contents.entries] == [
        "Оценка человека бледнеет, дней, Нормы и сроки"
    ]
    page.contents.entries[0].click()
    assert page.code == "norms"
    found = next(each for each in page.section.items() if each.name == "rating_days")
    assert found.anchor.property("found") is True
    assert found.editor.isVisible()
    page.search.clear()
    page.search.textEdited.emit("")
    assert len(page.contents.entries) == len(EVERY)


@pytest.mark.slow
def test_enter_opens_the_first_that_is_found(page: SettingsPage, qtbot: QtBot) -> None:
    page.search.setText("масштаб")
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert page.code == "appearance"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("концентрац", ""),
        ("share of one", "concentration_percent"),
        ("доля одного", "concentration_percent"),
        ("fiscal", ""),
        ("year begins", "fiscal_year_starts"),
        ("часовой", "zone"),
        ("time zone", "zone"),
    ],
)
def test_search_finds_in_both_languages_whatever_the_window_speaks(
    desk: Desk, look: Look, qtbot: QtBot, typed: str, name: str
) -> None:
    for language in ("ru", "en"):
        spoken = replace(desk, look=Look(look.theme, words_for(language), Formats(language, Target.WINDOW)))
        found = [match.name for match in open_page(spoken, qtbot).matches(typed)]
        assert found == ([name] if name else []), language


@pytest.mark.slow
def test_a_page_without_settings_of_its_own_is_found_by_what_it_holds(page: SettingsPage) -> None:
    assert [(each.code, each.text) for each in page.matches("конкурент")] == [("lists", "Конкуренты")]
    page.show_match(page.matches("конкурент")[0])
    assert isinstance(page.section, ListsSection)


@pytest.mark.slow
def test_what_is_not_found_is_said(page: SettingsPage) -> None:
    page.look_for("абракадабра")
    assert not page.contents.entries
    said = {each.text() for each in page.contents.findChildren(QLabel)}
    assert "Настройки с таким названием нет. Попробуйте другое слово." in said


# This computer


@pytest.mark.slow
def test_the_theme_follows_at_once_and_comes_back_at_the_next_start(
    page: SettingsPage, desk: Desk, settings_folder: Path
) -> None:
    page.go_to(Place("settings", view="appearance"))
    section = page.section
    assert isinstance(section, AppearanceSection)
    section.theme.control.button_of(Mood.DARK.value).click()
    assert desk.look.theme.is_dark
    assert LocalSettings(settings_folder).theme is Mood.DARK
    page.restore.click()
    assert LocalSettings(settings_folder).theme is Mood.SYSTEM


def test_another_scale_wishes_one_restart_at_the_same_place(window: MainWindow, desk: Desk) -> None:
    wishes: list[bool] = []
    window.restart_wished.connect(lambda: wishes.append(True))
    window.go(Place("settings", view="appearance"))
    page = window.page
    assert isinstance(page, SettingsPage)
    assert isinstance(page.section, AppearanceSection)
    note = page.section.restart
    assert not note.isVisible()
    page.section.scale.control.button_of("150").click()
    assert desk.local.scale == 150
    assert note.isVisible()
    assert not wishes, "the user says when"
    note.button.click()
    assert wishes == [True]
    window.keep()
    assert desk.local.window(desk.workspace.path)["place"] == Place("settings", view="appearance").to_text()


def test_another_language_shows_how_it_writes_and_wishes_a_restart(page: SettingsPage, desk: Desk) -> None:
    page.go_to(Place("settings", view="language"))
    section = page.section
    assert isinstance(section, LanguageSection)
    section.language.set_value("ru")
    section.language.changed.emit()
    assert section.examples[0].text() == "23.11.2026"
    assert not section.restart.isVisibleTo(page)
    section.language.set_value("en")
    section.language.changed.emit()
    assert desk.local.language == "en"
    assert section.examples[0].text() == "23 Nov 2026"
    assert section.restart.isVisibleTo(page)
    page.restore.click()
    assert desk.local.language == ""


def test_a_backup_now_stands_first_in_the_list(page: SettingsPage, office: Office) -> None:
    page.go_to(Place("settings", view="backups"))
    section = page.section
    assert isinstance(section, BackupsSection)
    assert not section.rows.rows
    section.make.click()
    backups = list_backups(office.workspace.path)
    assert len(backups) == len(section.rows.rows) == 1
    assert "23.11.2026, 17:40" in texts(page), "in the zone of the workspace"
    assert str(section.folder) in texts(page)
    assert backups[0].path.parent == section.folder
    assert not page.restore.isEnabled(), "nothing of the usual was changed"


def test_restoring_goes_into_another_file_and_leaves_the_open_one(
    page: SettingsPage, office: Office, tmp_path: Path, desk: Desk
) -> None:
    page.go_to(Place("settings", view="backups"))
    section = page.section
    assert isinstance(section, BackupsSection)
    section.make.click()
    office.account("Появился позже")
    before = office.last_step()
    section.ask_to_restore(section.backups[0])
    assert section.sheet is not None
    assert "в отдельном файле" in section.sheet.accessibleDescription()
    section.sheet.reject()
    target = tmp_path / "restored.kam"
    section.restore_to(section.backups[0], str(target))
    assert target.is_file()
    assert office.last_step() == before
    assert desk.local.recent[0].path == str(target), "the welcome page offers it"


def test_the_open_file_cannot_be_restored_over(page: SettingsPage, office: Office) -> None:
    page.go_to(Place("settings", view="backups"))
    section = page.section
    assert isinstance(section, BackupsSection)
    section.make.click()
    section.restore_to(section.backups[0], str(office.workspace.path))
    assert section.fault.text()
    assert office.last_step()


# The workspace


def test_the_logo_is_shown_taken_off_and_brought_back(
    page: SettingsPage, office: Office, tmp_path: Path
) -> None:
    page.go_to(Place("settings", view="profile"))
    section = page.section
    assert isinstance(section, ProfileSection)
    section.logo.drop.take([picture(tmp_path)])
    assert workspace_logo(office.workspace) is not None
    assert section.logo.preview.picture.width() == 160
    section.logo.remove.click()
    assert workspace_logo(office.workspace) is None
    assert not section.logo.preview.isVisibleTo(page)
    undo_step(office.workspace, list_steps(office.workspace)[0].id)
    page.refresh()
    assert section.logo.preview.picture.width() == 160


def test_what_is_no_picture_is_refused_beside_the_logo(
    page: SettingsPage, office: Office, tmp_path: Path
) -> None:
    page.go_to(Place("settings", view="profile"))
    section = page.section
    assert isinstance(section, ProfileSection)
    text = tmp_path / "logo.png"
    text.write_text("не картинка")
    section.logo.drop.take([text])
    assert "logo.png" in section.logo.fault.text()
    assert workspace_logo(office.workspace) is None


@pytest.mark.slow
def test_a_day_of_its_own_is_added_changed_and_taken_away(page: SettingsPage, office: Office) -> None:
    page.go_to(Place("settings", view="calendar"))
    section = page.section
    assert isinstance(section, CalendarSection)
    section.add_day()
    sheet = section.sheet
    assert sheet is not None
    sheet.on.set_value(date(2026, 12, 31))
    sheet.kind.set_value("open")
    sheet.kind.changed.emit()
    sheet.hours.set_value((time(9), time(15)))
    sheet.primary.click()
    short = DayException(date(2026, 12, 31), time(9), time(15))
    assert read_calendar_page(office.workspace).exceptions == (short,)
    row = section.days.rows[0]
    assert row.accessibleName() == "31.12.2026: 09:00–15:00"
    row.opened.emit()  # type: ignore[union-attr]
    again = section.sheet
    assert again is not None
    again.kind.set_value("off")
    again.primary.click()
    assert read_calendar_page(office.workspace).exceptions == (DayException(date(2026, 12, 31)),)
    cross = section.days.rows[0].findChild(QAbstractButton)
    assert cross is not None
    cross.click()
    assert read_calendar_page(office.workspace).exceptions == ()
    undo_step(office.workspace, list_steps(office.workspace)[0].id)
    assert len(read_calendar_page(office.workspace).exceptions) == 1


def test_a_day_that_cannot_be_stays_in_its_sheet(page: SettingsPage, office: Office) -> None:
    page.go_to(Place("settings", view="calendar"))
    section = page.section
    assert isinstance(section, CalendarSection)
    section.add_day()
    sheet = section.sheet
    assert sheet is not None
    sheet.primary.click()
    assert sheet.form.fields["on"].message.text()
    sheet.on.set_value(date(2026, 12, 31))
    sheet.kind.set_value("open")
    sheet.hours.set_value((time(15), time(9)))
    sheet.primary.click()
    assert sheet.form.fields["hours"].message.text()
    assert read_calendar_page(office.workspace).exceptions == ()


@pytest.mark.slow
def test_the_checklist_of_the_next_meeting(page: SettingsPage, office: Office) -> None:
    page.go_to(Place("settings", view="preparation"))
    section = page.section
    assert isinstance(section, PreparationSection)
    usual = len(section.rows.rows)
    section.own.setText("Образцы собраны")
    section.own.returnPressed.emit()
    assert not section.own.text()
    assert len(section.rows.rows) == usual + 1

    def press(name: str) -> None:
        next(
            each for each in section.rows.findChildren(QAbstractButton) if each.accessibleName() == name
        ).click()

    press("Поднять «Образцы собраны»")
    press("Убрать «Цель определена»")
    checklist = read_preparation(office.workspace).checklist
    assert checklist[-2].text == "Образцы собраны"
    assert checklist[0].code is ChecklistCode.ATTENDEES
    assert [each.text() for each in section.menu.actions()] == ["Цель определена"]
    section.menu.actions()[0].trigger()
    assert read_preparation(office.workspace).checklist[-1].code is ChecklistCode.PURPOSE
    page.restore.click()
    assert len(section.rows.rows) == usual


@pytest.mark.slow
def test_the_last_item_of_the_checklist_stays(page: SettingsPage, office: Office) -> None:
    page.go_to(Place("settings", view="preparation"))
    section = page.section
    assert isinstance(section, PreparationSection)
    for _ in range(len(section.rows.rows)):
        crosses = [
            each for each in section.rows.findChildren(QAbstractButton)
            if each.accessibleName().startswith("Убрать") and each.isVisibleTo(section.rows)
        ]  # fmt: skip
        crosses[0].click()
    assert len(read_preparation(office.workspace).checklist) == 1
    assert section.fault.text()


def test_product_lines_are_added_below_each_other_retired_and_deleted(
    page: SettingsPage, office: Office
) -> None:
    page.go_to(Place("settings", view="lines"))
    section = page.section
    assert isinstance(section, ProductLinesSection)
    section.edit(None)
    assert section.sheet is not None
    section.sheet.form.fields["name"].editor.set_value("Плёнка")
    section.sheet.primary.click()
    section.edit(None, section.lines[0])
    section.sheet.form.fields["name"].editor.set_value("Стрейч")
    section.sheet.primary.click()
    assert [(each.name, each.depth) for each in list_product_lines(office.workspace)] == [
        ("Плёнка", 0),
        ("Стрейч", 1),
    ]
    assert names(section.panel) == ["Плёнка", "Стрейч"]
    below = section.lines[1]
    retire = next(each for each in section._deeds(below) if each.icon == "archive-restore")
    retire.run()
    assert list_product_lines(office.workspace)[1].retired_on == date(2026, 11, 23)
    assert "не продаём с 23.11.2026" in texts(page)
    delete = section._deeds(section.lines[0])[-1]
    delete.run()
    assert section.panel.fault.text(), "what others name is retired instead"
    assert len(list_product_lines(office.workspace)) == 2


def test_a_name_that_is_taken_is_said_in_the_sheet(page: SettingsPage, office: Office) -> None:
    office.add(ProductLine(name="Плёнка", name_key="пленка"))
    page.go_to(Place("settings", view="lines"))
    section = page.section
    assert isinstance(section, ProductLinesSection)
    section.edit(None)
    sheet = section.sheet
    assert sheet is not None
    sheet.form.fields["name"].editor.set_value("плёнка")
    sheet.primary.click()
    assert "плёнка" in sheet.form.fields["name"].message.text()
    assert sheet.isVisible()


def test_colleagues_and_competitors(page: SettingsPage, office: Office) -> None:
    page.go_to(Place("settings", view="lists"))
    section = page.section
    assert isinstance(section, ListsSection)
    assert names(section.colleagues) == ["Мария Кречетова"]
    section.edit_colleague(None)
    assert section.sheet is not None
    section.sheet.form.fields["name"].editor.set_value("Олег Грачёв")
    section.sheet.primary.click()
    section.edit_competitor(None)
    section.sheet.form.fields["name"].editor.set_value("Аквасмаз")
    section.sheet.primary.click()
    assert [each.name for each in list_competitors(office.workspace)] == ["Аквасмаз"]
    assert names(section.competitors) == ["Аквасмаз"]
    oleg = next(each for each in list_colleagues(office.workspace) if not each.is_me)
    me, delete = section._deeds(oleg)
    me.run()
    assert next(each for each in list_colleagues(office.workspace) if each.is_me).name == "Олег Грачёв"
    undo_step(office.workspace, list_steps(office.workspace)[0].id)
    delete.run()
    assert [each.name for each in list_colleagues(office.workspace)] == ["Мария Кречетова"]


def test_the_currency_of_the_profile_leads_to_its_page(page: SettingsPage) -> None:
    page.go_to(Place("settings", view="profile"))
    change = next(
        each
        for each in page.section.findChildren(QAbstractButton)
        if each.accessibleName() == "Изменить валюту"
    )
    change.click()
    assert page.code == "money"


def test_a_long_list_is_searched(page: SettingsPage, office: Office) -> None:
    office.add_all(*(ProductLine(name=f"Линейка {each}", name_key=f"линейка {each}") for each in range(20)))
    page.go_to(Place("settings", view="lines"))
    section = page.section
    assert isinstance(section, ProductLinesSection)
    page.show()
    line = section.panel.finder.findChild(QLineEdit)
    assert line is not None
    line.setText("13")
    line.textEdited.emit("13")
    assert names(section.panel) == ["Линейка 13"]


def test_another_zone_wishes_a_restart(page: SettingsPage) -> None:
    page.go_to(Place("settings", view="profile"))
    section = page.section
    assert isinstance(section, ProfileSection)
    assert not section.restart.isVisibleTo(page)
    section.zone.line.setText("Самара, UTC+4")
    section.zone.settle()
    assert section.restart.isVisibleTo(page)


@pytest.mark.slow
def test_the_keyboard_in_the_search_builds_the_pages_that_it_will_ask(
    page: SettingsPage, qtbot: QtBot
) -> None:
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.search.setFocus()
    qtbot.waitUntil(lambda: page._stack.count() == len(EVERY))
