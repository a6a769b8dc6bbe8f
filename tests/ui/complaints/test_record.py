"""The record of a complaint: its sheets, pause, rejection, closing, reopening, files."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import Attitude, ComplaintStage, InteractionKind, Severity
from kam.services.history import undo_step
from kam.ui.account.complaints.tab import ComplaintsTab
from kam.ui.complaints.closing_sheet import ClosingSheet
from kam.ui.complaints.letter_sheet import AnswerSheet
from kam.ui.complaints.reason_sheets import PauseSheet, ReclassifySheet, RejectSheet, ReopenSheet
from kam.ui.complaints.record.cause_sheets import IsIsNotSheet, WhysSheet
from kam.ui.complaints.record.sheets import ActionSheet, CompensationSheet, FieldsSheet
from kam.ui.complaints.record.view import RecordView
from kam.ui.desk import Desk
from kam.ui.places import Place, account_place
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor
from tests.complaints import record
from tests.ui.complaints.conftest import Filled


@pytest.fixture
def view(filled: Filled, desk: Desk, qtbot: QtBot) -> RecordView:
    """The record of the corroded wire."""
    made = RecordView(desk)
    qtbot.addWidget(made)
    made.resize(1224, 640)
    made.show()
    made.show_complaint(filled.wire)
    desk.hub.changed.connect(lambda _: made.refresh())
    return made


def test_the_head_says_which_complaint_it_is_and_what_comes_next(view: RecordView) -> None:
    assert view.head.summary.text() == "Коррозия проволоки, партия 1107"
    assert view.head.next.text() == "Подтверждена"
    assert "Носова" in view.head.about.text()


def test_a_field_is_mended_in_its_sheet(view: RecordView, filled: Filled) -> None:
    view.sheets.change_facts()
    sheet = view.sheets.sheet
    assert isinstance(sheet, FieldsSheet)
    sheet.form["remedy_sought"].set_value("Замена трёх бухт")
    sheet.primary.click()
    assert record(filled.office, filled.wire).remedy_sought == "Замена трёх бухт"
    assert not sheet.isVisible()


def test_both_chains_of_whys_are_written_down(view: RecordView, filled: Filled) -> None:
    view.sheets.change_whys()
    sheet = view.sheets.sheet
    assert isinstance(sheet, WhysSheet)
    sheet.form["cause.0"].set_value("Бухты стояли под дождём")
    sheet.form["cause.1"].set_value("Навес занят")
    sheet.form["escape.0"].set_value("Приёмка смотрит бирки")
    sheet.primary.click()
    found = record(filled.office, filled.wire)
    assert [each.answer for each in found.causes] == ["Бухты стояли под дождём", "Навес занят"]
    assert [each.answer for each in found.escapes] == ["Приёмка смотрит бирки"]


def test_what_it_is_and_is_not(view: RecordView, filled: Filled) -> None:
    view.sheets.change_sides()
    sheet = view.sheets.sheet
    assert isinstance(sheet, IsIsNotSheet)
    sheet.form["0.is"].set_value("Три бухты")
    sheet.form["0.not"].set_value("Вся партия")
    sheet.primary.click()
    lines = record(filled.office, filled.wire).is_is_not
    assert [(each.holds, each.does_not_hold) for each in lines] == [("Три бухты", "Вся партия")]


def test_a_measure_becomes_a_promise(view: RecordView, filled: Filled) -> None:
    places: list[Place] = []
    view.went.connect(places.append)
    view.sheets.add_action()
    sheet = view.sheets.sheet
    assert isinstance(sheet, ActionSheet)
    sheet.form["text"].set_value("Изолировать остаток партии")
    sheet.primary.click()
    action = record(filled.office, filled.wire).actions[0]
    assert action.text == "Изолировать остаток партии"
    view.measures.list.rows[1].click()  # type: ignore[union-attr]
    assert places == [Place("promises", item_id=action.id)]


def test_a_compensation_waits_until_somebody_approves_it(view: RecordView, filled: Filled) -> None:
    view.sheets.add_compensation()
    sheet = view.sheets.sheet
    assert isinstance(sheet, CompensationSheet)
    sheet.primary.click()
    given = record(filled.office, filled.wire).compensations[0]
    assert given.approved_by == ""
    view.sheets.change_compensation(given)
    again = view.sheets.sheet
    assert isinstance(again, CompensationSheet)
    again.approver.set_value(filled.office.me)
    again.primary.click()
    assert record(filled.office, filled.wire).compensations[0].approved_by_id == filled.office.me


def test_pause_and_resume(view: RecordView, filled: Filled) -> None:
    view.head.pause.click()
    sheet = view.deeds.sheet
    assert isinstance(sheet, PauseSheet)
    sheet.primary.click()
    assert sheet.isVisible()  # nobody waits without a reason
    sheet.form["reason"].set_value("Ждём образец")
    sheet.primary.click()
    assert record(filled.office, filled.wire).paused is not None
    assert view.head.pause.text() == "Клиент ответил"
    view.head.pause.click()
    assert record(filled.office, filled.wire).paused is None


def test_the_severity_is_corrected(view: RecordView, filled: Filled) -> None:
    view.deeds["reclassify"].run([record(filled.office, filled.wire)])
    sheet = view.deeds.sheet
    assert isinstance(sheet, ReclassifySheet)
    sheet.form["severity"].set_value(Severity.CRITICAL)
    sheet.primary.click()
    assert record(filled.office, filled.wire).severity is Severity.CRITICAL


def test_an_answer_of_substance_is_noted(view: RecordView, filled: Filled) -> None:
    view.head.answer.click()
    sheet = view.deeds.sheet
    assert isinstance(sheet, AnswerSheet)
    assert sheet.form["text"].value()
    sheet.form["text"].set_value("Заменим три бухты до пятницы.")
    sheet.primary.click()
    found = record(filled.office, filled.wire)
    assert found.answer_sent_at is not None
    assert "Заменим три бухты" in found.letters[0].text


def test_a_rejection_needs_its_reason_and_what_ended_can_be_opened_again(
    view: RecordView, filled: Filled
) -> None:
    view.deeds["reject"].run([record(filled.office, filled.wire)])
    sheet = view.deeds.sheet
    assert isinstance(sheet, RejectSheet)
    sheet.primary.click()
    assert sheet.isVisible()
    assert sheet.form.fields["rejection_reason"].message.text()
    sheet.form["rejection_reason"].set_value("Хранили без навеса сами")
    sheet.primary.click()
    assert record(filled.office, filled.wire).stage is ComplaintStage.REJECTED
    view.deeds["reopen"].run([record(filled.office, filled.wire)])
    again = view.deeds.sheet
    assert isinstance(again, ReopenSheet)
    again.form["note"].set_value("Нашёлся акт приёмки")
    again.primary.click()
    assert record(filled.office, filled.wire).stage is ComplaintStage.REOPENED


def test_without_the_client_s_word_it_closes_only_with_a_reason(view: RecordView, filled: Filled) -> None:
    view.deeds["close"].run([record(filled.office, filled.wire)])
    sheet = view.deeds.sheet
    assert isinstance(sheet, ClosingSheet)
    assert "Коррозия" in str(sheet.text.value())
    sheet.summary_form["sent_on"].set_value(filled.office.today)
    sheet.primary.click()
    assert sheet.isVisible()
    assert sheet.word_form.fields["reason"].message.text()
    sheet.word_form["satisfaction"].set_value(4)
    sheet.word_form["attitude_after"].set_value(Attitude.SUPPORTER)
    sheet.word_form["evidence"].set_value("Сказала по телефону")
    sheet.primary.click()
    found = record(filled.office, filled.wire)
    assert found.stage is ComplaintStage.CLOSED
    assert found.satisfaction == 4
    assert any(each.kind is InteractionKind.CALL for each in found.letters)  # the touch afterwards


def test_files_let_go_over_the_record_are_kept_with_it(
    view: RecordView, filled: Filled, tmp_path: Path
) -> None:
    photo = tmp_path / "фото.txt"
    photo.write_text("ржавчина", encoding="utf-8")
    assert view.file_wish([photo])
    view.take_files([photo])
    assert [each.name for each in record(filled.office, filled.wire).documents] == ["фото.txt"]


def test_every_paper_of_the_record_can_be_saved(view: RecordView, tmp_path: Path, qtbot: QtBot) -> None:
    for code, out in view.papers.outs.items():
        path = tmp_path / f"{code}.pdf"
        out.write(path)
        qtbot.waitUntil(path.exists)
        assert path.read_bytes().startswith(b"%PDF")


def test_the_tab_of_a_client_shows_its_complaints_and_opens_one(
    filled: Filled, desk: Desk, qtbot: QtBot
) -> None:
    tab = ComplaintsTab(desk)
    qtbot.addWidget(tab)
    counts: list[str] = []
    tab.counted.connect(counts.append)
    tab.resize(1224, 560)
    tab.show()
    tab.show_account(filled.volga)
    assert {row.summary for row in tab.table.table.rows_model.rows()} == {
        "Коррозия проволоки, партия 1107",
        "Ошибки в УПД",
    }
    assert counts == ["2"]
    places: list[Place] = []
    tab.went.connect(places.append)
    tab.table.table.opened.emit(tab.table.table.rows_model.rows()[0])
    opened = places[0].item_id
    assert opened is not None
    assert places == [account_place(filled.volga, "complaints", opened)]
    tab.show_account(filled.volga, opened)
    assert tab.record.isVisible()


def test_a_paper_for_the_client_is_kept_with_the_complaint(view: RecordView, filled: Filled) -> None:
    view.papers.keep("answer")
    view.papers.keep("8d")
    names = sorted(each.name for each in record(filled.office, filled.wire).documents)
    assert [name.partition(" K-")[0] for name in names] == ["Ответ", "Отчёт 8D"]
    undo_step(filled.office.workspace, filled.office.last_step())
    assert len(record(filled.office, filled.wire).documents) == 1


def test_our_own_people_are_offered_by_name_alone(view: RecordView, filled: Filled) -> None:
    del filled
    view.sheets.change_facts()
    sheet = view.sheets.sheet
    assert isinstance(sheet, FieldsSheet)
    owner, person = sheet.form["owner_id"], sheet.form["raised_by_id"]
    assert isinstance(owner, SearchChoiceEditor)
    assert isinstance(person, SearchChoiceEditor)
    assert not any("," in owner.said(each) for each in owner.values if each is not None)
    assert any("главный технолог" in person.said(each) for each in person.values if each is not None)
