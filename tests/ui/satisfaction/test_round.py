"""A round in the window: answers typed by keyboard, letters, a returned table, promises."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import SatisfactionDriver, SurveyStatus
from kam.services.history import undo_step
from kam.services.surveys.asking import delete_round
from kam.services.tables import TableFormat
from kam.ui.places import SURVEYS, Place, person_satisfaction_place
from kam.ui.satisfaction.grid_model import CARE, COMMENT, DRIVER, SCORE
from kam.ui.satisfaction.letters_sheet import REMINDER, SurveyLettersSheet
from kam.ui.satisfaction.page import SurveysPage
from kam.ui.satisfaction.promise_sheet import AnswerPromiseSheet
from kam.ui.satisfaction.round_sheet import AskMoreSheet, EditRoundSheet
from kam.ui.satisfaction.taking_sheet import TakingSheet
from tests.surveys import Circle
from tests.ui.satisfaction.conftest import press

IRINA, PAVEL, JOHN = range(3)
"""By client, then by name."""


def stand(page: SurveysPage, row: int, column: int) -> None:
    grid = page.round.grid
    grid.setCurrentIndex(grid.answers.index(row, column))


def here(page: SurveysPage) -> tuple[int, int]:
    index = page.round.grid.currentIndex()
    return index.row(), index.column()


def is_typing(page: SurveysPage) -> bool:
    return page.round.grid.line is not None


def type_score(page: SurveysPage, row: int, figures: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    grid = page.round.grid
    stand(page, row, SCORE)
    press(grid, Qt.Key.Key_0, figures[0])
    assert grid.line is not None
    grid.line.setText(figures)
    press(grid.line, end)


def test_figures_are_typed_down_the_column(page: SurveysPage, circle: Circle, autumn: UUID) -> None:
    type_score(page, IRINA, "6")
    assert here(page) == (PAVEL, SCORE)
    type_score(page, PAVEL, "10")
    assert here(page) == (JOHN, SCORE)
    assert circle.answer_of(autumn, circle.irina).score == 6
    assert circle.answer_of(autumn, circle.pavel).score == 10
    assert page.round.found is not None
    assert page.round.found.row.figure.value == 0


def test_tab_goes_through_score_reason_and_comment(page: SurveysPage, circle: Circle, autumn: UUID) -> None:
    grid = page.round.grid
    type_score(page, IRINA, "6", Qt.Key.Key_Tab)
    assert here(page) == (IRINA, DRIVER)
    press(grid, Qt.Key.Key_1, "1")
    assert grid.box is not None
    press(grid.box, Qt.Key.Key_Tab)
    assert here(page) == (IRINA, COMMENT)
    press(grid, Qt.Key.Key_unknown, "Д")
    assert grid.line is not None
    grid.line.setText("Два смыва за год")
    press(grid.line, Qt.Key.Key_Tab)
    assert here(page) == (PAVEL, SCORE)
    answer = circle.answer_of(autumn, circle.irina)
    assert (answer.score, answer.driver, answer.comment) == (
        6,
        SatisfactionDriver.QUALITY,
        "Два смыва за год",
    )


def test_tab_leaves_the_grid_at_its_ends(page: SurveysPage, qtbot: QtBot) -> None:
    grid = page.round.grid
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    grid.setFocus()
    stand(page, JOHN, COMMENT)
    qtbot.keyClick(grid, Qt.Key.Key_Tab)
    assert not grid.hasFocus()
    assert here(page) == (JOHN, COMMENT)
    grid.setFocus()
    stand(page, IRINA, SCORE)
    qtbot.keyClick(grid, Qt.Key.Key_Backtab)
    assert not grid.hasFocus()
    grid.setFocus()
    stand(page, IRINA, COMMENT)
    qtbot.keyClick(grid, Qt.Key.Key_Tab)
    assert here(page) == (PAVEL, SCORE)


def test_what_lies_off_the_scale_is_said_beside_it_and_stays_typed(
    page: SurveysPage, circle: Circle, autumn: UUID
) -> None:
    grid = page.round.grid
    type_score(page, IRINA, "14")
    assert grid.line is not None
    assert grid.line.text() == "14"
    assert grid.line.fault.isVisible()
    assert "10" in grid.line.fault.text()
    assert circle.answer_of(autumn, circle.irina).score is None
    grid.line.setText("4")
    press(grid.line, Qt.Key.Key_Return)
    assert circle.answer_of(autumn, circle.irina).score == 4


def test_escape_leaves_a_cell_as_it_was(page: SurveysPage, circle: Circle, autumn: UUID) -> None:
    grid = page.round.grid
    stand(page, IRINA, SCORE)
    press(grid, Qt.Key.Key_5, "5")
    assert grid.line is not None
    press(grid.line, Qt.Key.Key_Escape)
    assert not is_typing(page)
    assert circle.answer_of(autumn, circle.irina).score is None


def test_a_dash_says_that_no_answer_will_come_and_delete_takes_that_back(
    page: SurveysPage, circle: Circle, autumn: UUID
) -> None:
    grid = page.round.grid
    stand(page, IRINA, SCORE)
    press(grid, Qt.Key.Key_Minus, "-")
    assert circle.answer_of(autumn, circle.irina).status is SurveyStatus.SILENT
    assert here(page) == (PAVEL, SCORE)
    stand(page, IRINA, SCORE)
    press(grid, Qt.Key.Key_Delete)
    assert circle.answer_of(autumn, circle.irina).status is SurveyStatus.ASKED


def test_a_cell_says_whose_it_is_to_a_screen_reader(page: SurveysPage) -> None:
    model = page.round.grid.answers
    told = str(model.data(model.index(IRINA, SCORE), Qt.ItemDataRole.AccessibleTextRole))
    assert "Левашова Ирина" in told
    assert "ждём" in told


def test_all_who_are_unhappy_become_promises_and_undo_takes_them_back(
    page: SurveysPage, circle: Circle, autumn: UUID
) -> None:
    type_score(page, IRINA, "2")
    type_score(page, PAVEL, "6")
    assert page.round.promises.isVisible()
    page.round.promises.click()
    assert page.round.promises.isHidden()
    model = page.round.grid.answers
    assert "Ирина Левашова" in model.text(model.rows[IRINA], CARE)
    undo_step(circle.office.workspace)
    page.refresh()
    assert page.round.promises.isVisible()


def test_one_answer_opens_the_usual_promise(page: SurveysPage, circle: Circle, autumn: UUID) -> None:
    type_score(page, IRINA, "2")
    deeds = page.round.deeds
    deeds["promise"].run([circle.answer_of(autumn, circle.irina)])
    sheet = deeds.sheet
    assert isinstance(sheet, AnswerPromiseSheet)
    assert "Ирина Левашова" in str(sheet.form["text"].value())
    assert sheet.owner.value() == circle.office.me
    sheet.form["text"].set_value("Приехать и разобраться")
    sheet.primary.click()
    promise = circle.answer_of(autumn, circle.irina).promise
    assert promise is not None
    assert promise.text == "Приехать и разобраться"
    wishes: list[Place] = []
    page.went.connect(wishes.append)
    deeds["kept"].run([circle.answer_of(autumn, circle.irina)])
    assert wishes == [Place("promises", circle.mill.id, item_id=promise.id)]


def test_letters_go_to_those_who_have_not_answered(page: SurveysPage, circle: Circle, tmp_path: Path) -> None:
    circle.write_to(circle.pavel, "pavel@mill.example")
    type_score(page, IRINA, "9")
    page.round.letters.click()
    sheet = page.round.deeds.sheet
    assert isinstance(sheet, SurveyLettersSheet)
    assert [letter.to for letter in sheet.letters] == ["Павел Осокин", "John Carter"]
    assert str(sheet.text.value()).startswith("Павел, добрый день!")
    assert "pavel@mill.example" in sheet.address.text()
    sheet.subject.set_value("Две минуты")
    sheet.save_to(tmp_path / "letter.eml")
    assert (tmp_path / "letter.eml").exists()
    sheet.primary.click()
    assert QGuiApplication.clipboard().text().startswith("Павел, добрый день!")
    assert str(sheet.text.value()).startswith("Dear John,"), "on to the next"
    sheet.kinds.choose(REMINDER)
    sheet.kinds.chosen.emit(REMINDER)
    assert "Reminder" in str(sheet.subject.value()) or "reminder" in str(sheet.subject.value())
    folder = tmp_path / "letters"
    folder.mkdir()
    sheet.save_all(folder)
    assert len(list(folder.glob("*.eml"))) == 2


def test_a_returned_table_is_shown_before_it_is_taken(
    page: SurveysPage, circle: Circle, autumn: UUID, tmp_path: Path
) -> None:
    table = tmp_path / "ответы.csv"
    table.write_text("Имя;Оценка\nИрина Левашова;3\nПётр Сидоров;5\n", "utf-8")
    assert page.file_wish([table]) is not None
    page.take_files([table])
    sheet = page.round.deeds.sheet
    assert isinstance(sheet, TakingSheet)
    assert "новых: 1" in sheet.told.text()
    assert len(sheet.refused.rows) == 1
    assert circle.answer_of(autumn, circle.irina).score is None, "nothing is written yet"
    sheet.primary.click()
    assert circle.answer_of(autumn, circle.irina).score == 3
    undo_step(circle.office.workspace)
    assert circle.answer_of(autumn, circle.irina).score is None


def test_the_round_is_mended_extended_saved_and_deleted(
    page: SurveysPage, circle: Circle, autumn: UUID, tmp_path: Path
) -> None:
    view = page.round
    assert view.found is not None
    view.deeds.edit(view.found)
    sheet = view.deeds.sheet
    assert isinstance(sheet, EditRoundSheet)
    sheet.form["title"].set_value("Ноябрь")
    sheet.primary.click()
    assert page.title() == "Ноябрь"
    more = circle.office.stakeholder(circle.bakery, "Анна", "Белова")
    view.deeds.ask_more(view.found)
    asking = view.deeds.sheet
    assert isinstance(asking, AskMoreSheet)
    assert [who.id for who in asking.people.list.people.rows] == [more.id], "the others are asked already"
    press(asking.people.list, Qt.Key.Key_Down)
    asking.people.list.setCurrentIndex(asking.people.list.people.index(0))
    press(asking.people.list, Qt.Key.Key_Space, " ")
    asking.primary.click()
    assert len(circle.sheet(autumn).answers) == 4
    view.write_table(TableFormat.XLSX, tmp_path / "answers.xlsx")
    assert (tmp_path / "answers.xlsx").read_bytes()[:2] == b"PK"
    wishes: list[Place] = []
    page.went.connect(wishes.append)
    view.deeds.delete_round(circle.sheet(autumn))
    assert wishes == [SURVEYS]


def test_a_round_that_is_gone_is_left(page: SurveysPage, circle: Circle, autumn: UUID) -> None:
    wishes: list[Place] = []
    page.went.connect(wishes.append)
    delete_round(circle.office.workspace, autumn)
    page.refresh()
    assert wishes == [SURVEYS]


def test_the_foot_and_the_palette_offer_what_fits(page: SurveysPage, circle: Circle) -> None:
    type_score(page, IRINA, "2")
    stand(page, IRINA, SCORE)
    shown = {code for code, button in page.round.foot.buttons.items() if button.isVisible()}
    assert shown == {"promise", "person", "delete"}
    offered = {command.id for command in page.commands()}
    assert {"surveys.promise", "surveys.round.take", "surveys.round.end", "surveys.new"} <= offered
    wishes: list[Place] = []
    page.went.connect(wishes.append)
    page.round.foot.buttons["person"].click()
    assert wishes == [person_satisfaction_place(circle.mill.id, circle.irina.id)]


def test_ending_a_round_makes_silence_of_those_who_are_awaited(
    page: SurveysPage, circle: Circle, autumn: UUID
) -> None:
    type_score(page, IRINA, "9")
    next(each for each in page.commands() if each.id == "surveys.round.end").run()
    assert {row.status for row in circle.sheet(autumn).answers} == {
        SurveyStatus.ANSWERED,
        SurveyStatus.SILENT,
    }
    assert "surveys.round.end" not in {command.id for command in page.commands()}
