"""Registering a complaint: by the keyboard alone, from a letter, with a draft that survives."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import Channel, ClockKind, ClockState, ComplaintStage, Severity
from kam.services.complaints.query import ComplaintQuery
from kam.services.complaints.table import read_table
from kam.services.history import undo_step
from kam.ui.account.complaints.tab import ComplaintsTab
from kam.ui.capture.opening import Captures
from kam.ui.complaints.letter_sheet import AcknowledgementSheet
from kam.ui.complaints.opening import Registers
from kam.ui.complaints.page import ComplaintsPage
from kam.ui.complaints.register_sheet import RegisterSheet
from kam.ui.desk import Desk
from kam.ui.places import Place, complaint_place, register_place
from tests.complaints import record
from tests.ui.complaints.conftest import Filled, control, press


@pytest.fixture
def window(filled: Filled, qtbot: QtBot) -> QWidget:
    """What the window that registers stands over."""
    del filled
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def opened(desk: Desk, window: QWidget, place: Place) -> tuple[Registers, RegisterSheet]:
    registers = Registers(desk, window)
    registers.open(place)
    assert registers.sheet is not None
    return registers, registers.sheet


def summaries(filled: Filled) -> list[str]:
    found = read_table(filled.office.workspace, ComplaintQuery(), as_of=filled.office.clock.now())
    return [row.summary for row in found.rows]


def test_a_complaint_is_registered_by_the_keyboard_alone(filled: Filled, desk: Desk, window: QWidget) -> None:
    registers, sheet = opened(desk, window, register_place(filled.volga))
    places: list[Place] = []
    registers.went.connect(places.append)
    summary = sheet.left_form["summary"]
    keyboard = QApplication.focusWidget() or summary.line  # type: ignore[attr-defined]
    assert keyboard is summary.line  # type: ignore[attr-defined]
    for letter in "Недовес 3 %":
        press(keyboard, Qt.Key.Key_unknown, letter)
    control(sheet, Qt.Key.Key_Return)
    assert "Недовес 3 %" in summaries(filled)
    made = places[0].item_id
    assert made is not None
    assert places == [complaint_place(made)]
    found = record(filled.office, made)
    assert (found.channel, found.severity) == (Channel.EMAIL, Severity.NORMAL)
    undo_step(filled.office.workspace, filled.office.last_step())
    assert "Недовес 3 %" not in summaries(filled)


def test_what_is_missing_is_said_beside_its_field(filled: Filled, desk: Desk, window: QWidget) -> None:
    _, sheet = opened(desk, window, register_place(filled.volga))
    sheet.primary.click()
    assert sheet.isVisible()
    assert sheet.left_form.fields["summary"].message.text()


def test_people_and_units_follow_the_client(filled: Filled, desk: Desk, window: QWidget) -> None:
    _, sheet = opened(desk, window, register_place(filled.volga))
    assert filled.person in sheet.person.values
    other = next(each for each in sheet.account.values if each not in {None, filled.volga})
    sheet.account.set_value(other)
    sheet.account.changed.emit()
    assert filled.person not in sheet.person.values


def test_who_is_spoken_to_may_be_answered_on_the_spot(filled: Filled, desk: Desk, window: QWidget) -> None:
    registers, sheet = opened(desk, window, register_place(filled.volga))
    made: list[Place] = []
    registers.went.connect(made.append)
    field = sheet.left_form.fields["answered_at_once"]
    assert field.isHidden()
    for channel, offered in ((Channel.MEETING, True), (Channel.LETTER, False), (Channel.MEETING, True)):
        sheet.left_form["channel"].set_value(channel)
        sheet.left_form["channel"].changed.emit()
        assert field.isHidden() is not offered
    field.editor.set_value(True)
    sheet.left_form["summary"].set_value("Биение круга")
    sheet.primary.click()
    found = record(filled.office, made[0].item_id)  # type: ignore[arg-type]
    answer = next(each for each in found.clocks if each.kind is ClockKind.FIRST_RESPONSE)
    assert answer.state is ClockState.MET
    assert found.stage is ComplaintStage.ACKNOWLEDGED
    shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, AcknowledgementSheet)]
    assert not any(each.isVisible() and each._card.id == found.id for each in shown)


def test_severity_says_what_it_means(filled: Filled, desk: Desk, window: QWidget) -> None:
    _, sheet = opened(desk, window, register_place(filled.volga))
    field = sheet.left_form.fields["severity"]
    before = field.message.text()
    sheet.severity.set_value(Severity.CRITICAL)
    sheet.severity.changed.emit()
    assert before
    assert field.message.text() != before


def test_others_like_it_are_told_while_it_is_typed(filled: Filled, desk: Desk, window: QWidget) -> None:
    _, sheet = opened(desk, window, register_place(filled.volga))
    sheet.left_form["summary"].set_value("Коррозия проволоки")
    sheet.left_form["summary"].changed.emit()
    assert sheet.similar.isVisible()
    assert "партия 1107" in sheet.similar.text()


def test_the_acknowledgement_is_ready_at_once(filled: Filled, desk: Desk, window: QWidget) -> None:
    registers, sheet = opened(desk, window, register_place(filled.volga))
    sheet.left_form["summary"].set_value("Недовес")
    sheet.primary.click()
    letter = next(
        each
        for each in QApplication.topLevelWidgets()
        if isinstance(each, AcknowledgementSheet) and each.isVisible()
    )
    letter.copy_text()
    text = QGuiApplication.clipboard().text()
    complaint = letter._card
    assert complaint.number in text
    letter.primary.click()
    found = record(filled.office, complaint.id)
    assert found.stage is ComplaintStage.ACKNOWLEDGED
    assert [each.text for each in found.letters]
    del registers


def test_what_was_typed_comes_back_after_a_kill(filled: Filled, desk: Desk, window: QWidget) -> None:
    _, sheet = opened(desk, window, register_place(filled.volga))
    sheet.left_form["summary"].set_value("Недовес 3 %")
    sheet.left_form["summary"].changed.emit()
    desk.drafts.flush_wished.emit()
    sheet.deleteLater()  # nobody closed it
    _, again = opened(desk, window, register_place(filled.volga))
    assert again.left_form["summary"].value() == "Недовес 3 %"
    assert again.draft is not None
    assert again.draft.note.isVisible()


def test_a_letter_let_go_over_the_page_fills_the_form(
    page: ComplaintsPage, desk: Desk, window: QWidget, tmp_path: Path
) -> None:
    letter = EmailMessage()
    letter["From"] = "Инна Носова <nosova@volga.example>"
    letter["To"] = "kam@example.org"
    letter["Subject"] = "Ржавчина на бухтах"
    letter["Date"] = "Mon, 23 Nov 2026 10:00:00 +0300"
    letter["Message-ID"] = "<1@volga.example>"
    letter.set_content("Третья бухта ржавая, просим заменить.")
    path = tmp_path / "письмо.eml"
    path.write_bytes(bytes(letter))
    assert page.file_wish([path])
    assert page.file_wish([tmp_path / "фото.jpg"]) is None
    places: list[Place] = []
    page.went.connect(places.append)
    page.take_files([path])
    _, sheet = opened(desk, window, places[0])
    assert sheet.left_form["summary"].value() == "Ржавчина на бухтах"
    assert "Третья бухта" in str(sheet.left_form["description"].value())


def test_a_letter_let_go_over_a_client_s_complaints_becomes_one_of_theirs(
    filled: Filled, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    tab = ComplaintsTab(desk)
    qtbot.addWidget(tab)
    tab.show_account(filled.volga)
    letter = tmp_path / "письмо.eml"
    assert tab.file_wish([letter])
    assert tab.file_wish([tmp_path / "договор.pdf"]) is None
    places: list[Place] = []
    tab.went.connect(places.append)
    tab.take_files([letter])
    assert places == [register_place(filled.volga, None, letter)]


def test_what_was_just_recorded_is_registered_as_a_complaint(
    filled: Filled, desk: Desk, window: QWidget
) -> None:
    captures = Captures(desk, window)
    places: list[Place] = []
    captures.went.connect(places.append)
    captures.open(filled.volga)
    small = next(iter(captures.open_ones.values()))
    small.editor.set_text("Третья бухта ржавая, просят замену")
    small.head.outcome.choose("no_result")
    small.complaint.setChecked(True)
    small.wish()
    assert [place.page for place in places] == ["register"]
    _, sheet = opened(desk, window, places[0])
    assert "Третья бухта" in str(sheet.left_form["description"].value())
    sheet.left_form["summary"].set_value("Ржавая бухта")
    sheet.primary.click()
    made = next(
        row.id
        for row in read_table(filled.office.workspace, ComplaintQuery(), as_of=filled.office.clock.now()).rows
        if row.summary == "Ржавая бухта"
    )
    assert [each.id for each in record(filled.office, made).letters] == [places[0].item_id]
