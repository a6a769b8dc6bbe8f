"""The board of complaints: lanes, keys, dragging, the peek, the table, the figures."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kam.core.vocabulary import ClockState, ComplaintStage, Severity
from kam.services.complaints.pausing import pause
from kam.services.complaints.query import ComplaintQuery, ComplaintSort, ComplaintStanding
from kam.services.complaints.stages import reject
from kam.services.history import undo_step
from kam.services.tables import TableFormat
from kam.ui.complaints.closing_sheet import ClosingSheet
from kam.ui.complaints.page import ComplaintsPage
from kam.ui.complaints.stage_sheet import StageSheet
from kam.ui.places import Place, complaint_place
from tests.complaints import record, registered
from tests.ui.complaints.conftest import Filled, control, press


def in_lane(page: ComplaintsPage, stage: ComplaintStage) -> list[str]:
    model = page.board.board.lanes[stage].list.cards
    cards = (model.card_at(model.index(at)) for at in range(model.rowCount()))
    return [card.summary for card in cards if card is not None]


def stand_on(page: ComplaintsPage, complaint: object) -> None:
    assert page.board.board.go_to(complaint)  # type: ignore[arg-type]


def test_each_complaint_stands_in_the_lane_of_its_stage_the_most_pressing_first(
    page: ComplaintsPage,
) -> None:
    assert in_lane(page, ComplaintStage.RECEIVED) == ["Коррозия проволоки, партия 1107", "Опоздание машины"]
    assert in_lane(page, ComplaintStage.ACKNOWLEDGED) == ["Ошибки в УПД"]
    assert page.board.board.lanes[ComplaintStage.REOPENED].isHidden()


def test_a_card_says_itself_to_a_screen_reader(page: ComplaintsPage, filled: Filled) -> None:
    model = page.board.board.lanes[ComplaintStage.RECEIVED].list.cards
    told = str(model.data(model.place_of(filled.wire), Qt.ItemDataRole.AccessibleTextRole))
    for part in ("Коррозия проволоки", "Волгометиз", "высокая", "просрочено"):
        assert part in told


def test_the_chosen_card_opens_the_peek(page: ComplaintsPage, filled: Filled) -> None:
    stand_on(page, filled.papers)
    peek = page.board.peek
    assert peek.isVisible()
    assert "Ошибки в УПД" in peek.heading.text()
    press(peek, Qt.Key.Key_Escape)
    assert peek.isHidden()
    stand_on(page, filled.wire)
    assert peek.isVisible()


def test_arrows_walk_over_the_lanes(page: ComplaintsPage, filled: Filled) -> None:
    board = page.board.board
    stand_on(page, filled.wire)
    lane = board.lanes[ComplaintStage.RECEIVED].list
    press(lane, Qt.Key.Key_Down)
    assert board.current is not None
    assert board.current.id == filled.late
    press(lane, Qt.Key.Key_Right)
    assert board.current.id == filled.papers
    press(board.lanes[ComplaintStage.ACKNOWLEDGED].list, Qt.Key.Key_Left)
    assert board.current.stage is ComplaintStage.RECEIVED


def test_a_stage_that_asks_for_nothing_is_reached_at_once_and_can_be_undone(
    page: ComplaintsPage, filled: Filled
) -> None:
    stand_on(page, filled.papers)
    control(page.board.board.lanes[ComplaintStage.ACKNOWLEDGED].list, Qt.Key.Key_Right)
    assert record(filled.office, filled.papers).stage is ComplaintStage.ASSESSED
    assert in_lane(page, ComplaintStage.ASSESSED) == ["Ошибки в УПД"]
    assert page.board.board.lanes[ComplaintStage.ASSESSED].list.hasFocus()
    undo_step(filled.office.workspace, filled.office.last_step())
    assert record(filled.office, filled.papers).stage is ComplaintStage.ACKNOWLEDGED


def test_a_stage_asks_for_what_it_needs_and_nothing_else(page: ComplaintsPage, filled: Filled) -> None:
    stand_on(page, filled.wire)
    page.deeds.move(page.board.rows()[0], ComplaintStage.INVESTIGATING)
    sheet = page.deeds.sheet
    assert isinstance(sheet, StageSheet)
    assert "department" in sheet.form.fields
    assert "rejection_reason" not in sheet.form.fields
    sheet.primary.click()
    assert sheet.isVisible()  # the department is missing
    sheet.form["department"].set_value("Упаковка")
    sheet.primary.click()
    found = record(filled.office, filled.wire)
    assert (found.stage, found.department) == (ComplaintStage.INVESTIGATING, "Упаковка")


def test_a_card_let_go_over_another_lane_goes_there(page: ComplaintsPage, filled: Filled) -> None:
    board = page.board.board
    stand_on(page, filled.papers)
    lane = board.lanes[ComplaintStage.ACKNOWLEDGED].list
    start = lane.visualRect(lane.currentIndex()).center()
    target = board.lanes[ComplaintStage.ASSESSED]
    there = lane.viewport().mapFromGlobal(target.mapToGlobal(target.rect().center()))
    QTest.mousePress(lane.viewport(), Qt.MouseButton.LeftButton, pos=start)
    for at in (start + QPoint(40, 0), there):
        event_at = QPointF(at)
        move = _mouse_move(event_at, QPointF(lane.viewport().mapToGlobal(at)))
        QApplication.sendEvent(lane.viewport(), move)
    assert target.property("state") == "target"
    QTest.mouseRelease(lane.viewport(), Qt.MouseButton.LeftButton, pos=there)
    assert record(filled.office, filled.papers).stage is ComplaintStage.ASSESSED
    assert target.property("state") != "target"


def _mouse_move(at: QPointF, globally: QPointF) -> QMouseEvent:

    left = Qt.MouseButton.LeftButton
    return QMouseEvent(QEvent.Type.MouseMove, at, globally, left, left, Qt.KeyboardModifier.NoModifier)


def test_closing_by_drag_opens_the_sheet_of_the_client_s_word(page: ComplaintsPage, filled: Filled) -> None:
    stand_on(page, filled.papers)
    page.board.board.move_wished.emit(page.board.rows()[0], ComplaintStage.CLOSED)
    assert isinstance(page.deeds.sheet, ClosingSheet)


def test_what_cannot_follow_is_said_and_changes_nothing(page: ComplaintsPage, filled: Filled) -> None:
    heard: list[str] = []
    page.desk.hub.noticed.connect(lambda notice: heard.append(notice.text))
    stand_on(page, filled.papers)
    page.deeds.move(page.board.rows()[0], ComplaintStage.RECEIVED)
    assert heard
    assert "Получена" in heard[-1]
    assert record(filled.office, filled.papers).stage is ComplaintStage.ACKNOWLEDGED


def test_clocks_count_down_with_the_minute(
    page: ComplaintsPage, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_on(page, filled.papers)
    model = page.board.board.lanes[ComplaintStage.ACKNOWLEDGED].list.cards
    before = model.card_at(model.place_of(filled.papers))
    assert before is not None
    assert before.clock is not None
    later = filled.office.clock.now() + timedelta(minutes=15)
    monkeypatch.setattr(type(filled.office.clock), "now", lambda _: later)
    page._minute()
    after = model.card_at(model.place_of(filled.papers))
    assert after is not None
    assert after.clock is not None
    assert before.clock.left - after.clock.left == timedelta(minutes=15)


def test_a_paused_complaint_shows_it_and_can_be_resumed(page: ComplaintsPage, filled: Filled) -> None:
    pause(filled.office.workspace, filled.papers, "Ждём фото накладной")
    page.refresh()
    stand_on(page, filled.papers)
    card = page.board.rows()[0]
    assert card.clock is not None
    assert card.clock.state is ClockState.PAUSED
    fitting = {deed.code for deed in page.deeds.fitting([card])}
    assert "resume" in fitting
    assert "pause" not in fitting
    page.deeds.resume([card])
    assert record(filled.office, filled.papers).paused is None


def test_the_switch_of_breached_ones_hides_the_others(page: ComplaintsPage) -> None:
    page.filters.switched.emit(ClockState.BREACHED.value, True)
    assert in_lane(page, ComplaintStage.ACKNOWLEDGED) == []
    assert len(in_lane(page, ComplaintStage.RECEIVED)) == 2


def test_conditions_that_nobody_meets_are_taken_off_in_one_step(page: ComplaintsPage) -> None:
    page.filters.taken.emit("severities", Severity.LOW, True)
    assert page.board.board.isHidden()
    page._take_all_off()
    assert page.board.board.isVisible()


def test_enter_opens_the_record_and_escape_returns(page: ComplaintsPage, filled: Filled) -> None:
    places: list[Place] = []
    page.went.connect(places.append)
    stand_on(page, filled.wire)
    press(page.board.board.lanes[ComplaintStage.RECEIVED].list, Qt.Key.Key_Return)
    assert places == [complaint_place(filled.wire)]
    page.go_to(places[0])
    assert page.record.isVisible()
    assert page.title() == record(filled.office, filled.wire).number
    press(page.record, Qt.Key.Key_Escape)
    assert places[-1].item_id is None


def test_the_table_shows_the_same_copies_and_sorts(page: ComplaintsPage) -> None:
    page.go_to(Place("complaints", view="table"))
    table = page.table.table
    assert table.rows_model.rowCount() == 3
    table.select([row.id for row in table.rows_model.rows()])
    table.copy_selection()
    assert "Опоздание машины" in QGuiApplication.clipboard().text()
    header = table.horizontalHeader()
    header.sectionClicked.emit(next(at for at, each in enumerate(table.columns) if each.id == "account"))
    assert [row.account for row in table.rows_model.rows()][-1] == "Сеть «Рябинка»"


def test_the_table_shows_ended_ones_when_asked(page: ComplaintsPage, filled: Filled) -> None:
    reject(filled.office.workspace, filled.papers, "Документы верны")
    page.go_to(Place("complaints", view="table"))
    assert page.table.table.rows_model.rowCount() == 2
    page.filters.switched.emit("ended", True)
    assert page.table.table.rows_model.rowCount() == 3
    assert page._query.standing is ComplaintStanding.ALL


def test_delete_can_be_undone(page: ComplaintsPage, filled: Filled) -> None:
    stand_on(page, filled.papers)
    press(page.board.board.lanes[ComplaintStage.ACKNOWLEDGED].list, Qt.Key.Key_Delete)
    assert in_lane(page, ComplaintStage.ACKNOWLEDGED) == []
    undo_step(filled.office.workspace, filled.office.last_step())
    page.refresh()
    assert in_lane(page, ComplaintStage.ACKNOWLEDGED) == ["Ошибки в УПД"]


def test_the_conclusions_open_the_complaints_behind_a_figure(page: ComplaintsPage, filled: Filled) -> None:
    page.went.connect(page.go_to)
    page.go_to(Place("complaints", view="learn"))
    view = page._face_of("learn")
    view.by.choose("kinds")  # type: ignore[attr-defined]
    view._show_pareto()  # type: ignore[attr-defined]
    chart = view.pareto  # type: ignore[attr-defined]
    assert sum(bar.count for bar in chart.bars) == 3
    chart.setFocus()
    press(chart, Qt.Key.Key_Return)
    assert page.head.views.current == "table"
    assert {row.id for row in page.table.table.rows_model.rows()} == {
        filled.wire,
        filled.papers,
        filled.late,
    }


def test_every_norm_is_told_by_month_with_its_median(page: ComplaintsPage) -> None:
    page.go_to(Place("complaints", view="learn"))
    view = page._face_of("learn")
    view.clock.button_of("acknowledgement").click()  # type: ignore[attr-defined]
    told = view.months.accessibleDescription()  # type: ignore[attr-defined]
    assert "подтверждение в срок" in told
    assert "медиана 10 мин" in told
    view.clock.button_of("resolution").click()  # type: ignore[attr-defined]
    assert "решение в срок" in view.months.accessibleDescription()  # type: ignore[attr-defined]


def test_what_is_shown_and_the_papers_of_the_period_become_files(
    page: ComplaintsPage, tmp_path: Path
) -> None:
    page.go_to(Place("complaints", view="table"))
    table, book = tmp_path / "рекламации.csv", tmp_path / "реестр.xlsx"
    page.papers.write_rows(TableFormat.CSV, table)
    assert "Ошибки в УПД" in table.read_text(encoding="utf-8-sig")
    page.papers.write_workbook("register", book)
    assert book.stat().st_size > 0
    report = tmp_path / "отчёт.pdf"
    page.papers.outs["report"].write(report)
    assert report.read_bytes().startswith(b"%PDF")


def test_a_figure_over_the_board_opens_the_complaints_behind_it(page: ComplaintsPage, filled: Filled) -> None:
    page.went.connect(page.go_to)
    page.board.figures.asked.emit("breached")
    assert page.head.views.current == "table"
    assert {row.id for row in page.table.table.rows_model.rows()} == {filled.wire, filled.late}
    page.go_to(Place("complaints", view="board"))
    page._take_all_off()
    page.board.figures.asked.emit("kept")
    assert filled.late in {row.id for row in page.table.table.rows_model.rows()}


def test_what_has_ended_is_folded_and_can_be_shown(page: ComplaintsPage, filled: Filled) -> None:
    reject(filled.office.workspace, filled.papers, "Документы верны")
    page.refresh()
    strip, lane = (
        page.board.board.folded[ComplaintStage.REJECTED],
        page.board.board.lanes[ComplaintStage.REJECTED],
    )
    assert "1" in strip.accessibleName()
    assert lane.isHidden()
    strip.click()
    assert lane.isVisible()
    assert in_lane(page, ComplaintStage.REJECTED) == ["Ошибки в УПД"]
    strip.click()
    assert lane.isHidden()


def test_the_table_reads_on_where_its_rows_end_and_writes_all_of_them(
    page: ComplaintsPage, filled: Filled, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        registered(filled.office, filled.office.account(f"Клиент {number}"), summary=f"Брак {number}")
    monkeypatch.setattr("kam.ui.complaints.page._STRETCH", 20)
    page._put(ComplaintQuery(sort=ComplaintSort.NUMBER))
    page.go_to(Place("complaints", view="table"))
    table = page.table.table
    assert len(table.rows_model.rows()) == 20
    path = tmp_path / "все.csv"
    page.papers.write_rows(TableFormat.CSV, path)
    assert path.read_text(encoding="utf-8-sig").count("Брак") == 40
    for _ in range(3):
        table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    assert len(table.rows_model.rows()) == 43
    page._put(ComplaintQuery(sort=ComplaintSort.SUMMARY))
    assert len(table.rows_model.rows()) == 20


def test_escape_on_a_card_closes_what_is_known_of_it(page: ComplaintsPage, filled: Filled) -> None:
    stand_on(page, filled.papers)
    lane = page.board.board.lanes[ComplaintStage.ACKNOWLEDGED].list
    assert page.board.peek.isVisible()
    press(lane, Qt.Key.Key_Escape)
    assert page.board.peek.isHidden()
    assert page.board.board.current is not None
