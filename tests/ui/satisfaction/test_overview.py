"""Satisfaction of everybody, of a client, of a person; new rounds and answers from anywhere."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import SatisfactionDriver, SurveyMeasure
from kam.services.surveys.answering import put_answer
from kam.services.surveys.reading import list_rounds, read_satisfaction
from kam.ui.desk import Desk
from kam.ui.places import (
    SURVEYS,
    Place,
    account_satisfaction_place,
    answer_place,
    person_satisfaction_place,
    round_place,
)
from kam.ui.satisfaction.opening import Answers
from kam.ui.satisfaction.page import SurveysPage
from kam.ui.satisfaction.promise_sheet import AnswerPromiseSheet
from kam.ui.satisfaction.round_sheet import NewRoundSheet
from kam.ui.satisfaction.view import SatisfactionView
from kam.ui.widgets.labels import LineLabel
from kam.ui.widgets.panels import PanelList, Row
from tests.builders import NOW
from tests.surveys import Circle
from tests.ui.satisfaction.conftest import press


@pytest.fixture
def spoken(circle: Circle) -> Circle:
    """A year in which all three were asked."""
    today = circle.office.today
    spring = circle.ask(title="Весна", on=today - timedelta(days=200))
    for place, score in ((circle.irina, 8), (circle.john, 9)):
        answer = circle.answer_of(spring, place).id
        put_answer(circle.office.workspace, answer, {"score": score, "on": today - timedelta(days=199)})
    circle.said(
        circle.irina, 4, today - timedelta(days=5), driver=SatisfactionDriver.QUALITY, comment="Два смыва"
    )
    circle.said(circle.pavel, None, today - timedelta(days=5))
    return circle


@pytest.fixture
def view(desk: Desk, qtbot: QtBot, spoken: Circle) -> SatisfactionView:
    made = SatisfactionView(desk)
    qtbot.addWidget(made)
    desk.hub.changed.connect(lambda _: made.refresh())
    made.resize(1200, 900)
    made.show()
    made.show_whom()
    return made


def open_row(rows: PanelList) -> None:
    first = rows.rows[0]
    assert isinstance(first, Row)
    first.click()


def test_figures_tell_the_measure_and_who_is_silent(view: SatisfactionView) -> None:
    told = view.figures.cell("nps").accessibleName()
    assert "NPS" in told
    assert "не ответили 1 из 3" in told


def test_the_course_is_told_column_by_column_and_opens_the_round(
    view: SatisfactionView, spoken: Circle
) -> None:
    told = view.chart.accessibleDescription()
    assert "Весна" in told
    assert "ответили 2 из 3" in told
    wishes: list[Place] = []
    view.went.connect(wishes.append)
    press(view.chart, Qt.Key.Key_Left)
    press(view.chart, Qt.Key.Key_Return)
    assert wishes == [round_place(list_rounds(spoken.office.workspace)[0].id)]


def test_whoever_is_unhappy_is_listed_until_there_is_a_promise(
    view: SatisfactionView, spoken: Circle
) -> None:
    assert len(view.unhappy.rows.rows) == 1
    assert "Два смыва" in view.unhappy.rows.rows[0].accessibleName()
    open_row(view.unhappy.rows)
    sheet = view.deeds.sheet
    assert isinstance(sheet, AnswerPromiseSheet)
    sheet.primary.click()
    assert read_satisfaction(spoken.office.workspace, as_of=NOW).unpromised == ()
    assert view.unhappy.nothing.isVisible()


def test_rounds_clients_and_answers_lead_on(view: SatisfactionView, spoken: Circle) -> None:
    wishes: list[Place] = []
    view.went.connect(wishes.append)
    open_row(view.rounds.rows)
    open_row(view.accounts.rows)
    assert wishes[1] == account_satisfaction_place(spoken.mill.id)
    assert "молчат 1 из 2" in view.accounts.rows.rows[0].accessibleName()
    assert len(view.answers.rows.rows) == 5


def test_figures_of_a_scale_stand_under_each_other(view: SatisfactionView) -> None:
    rows = view.accounts.rows.rows
    assert len(rows) > 1
    widths = [[cell.width() for cell in row.findChildren(LineLabel)[1:]] for row in rows]
    assert all(each == widths[0] for each in widths)


def test_another_scale_without_answers_says_so(view: SatisfactionView) -> None:
    view.measures.choose("ces")
    view.measures.chosen.emit("ces")
    assert view.chart.isHidden()
    assert view.no_course.isVisible()


def test_a_client_and_a_person_have_their_own(desk: Desk, qtbot: QtBot, spoken: Circle) -> None:
    page = SurveysPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.go_to(account_satisfaction_place(spoken.mill.id))
    assert "Мельница" in page.title()
    assert page.view.accounts.isHidden()
    page.go_to(person_satisfaction_place(spoken.mill.id, spoken.irina.id))
    assert "Ирина Левашова" in page.title()
    told = page.view.figures.cell("nps").accessibleName()
    assert "4" in told
    wishes: list[Place] = []
    page.went.connect(wishes.append)
    page.client.click()
    assert wishes == [account_satisfaction_place(spoken.mill.id)]
    page.go_to(SURVEYS)
    assert page.client.isHidden()


def test_without_anything_the_page_says_how_to_begin(desk: Desk, qtbot: QtBot) -> None:
    view = SatisfactionView(desk)
    qtbot.addWidget(view)
    view.show()
    view.refresh()
    assert view.figures.isHidden() or not view.figures.isVisible()
    assert {command.id for command in view.commands()} >= {"surveys.new", "surveys.record"}


def test_a_new_round_is_typed_ticked_and_opened(view: SatisfactionView, spoken: Circle) -> None:
    wishes: list[Place] = []
    view.went.connect(wishes.append)
    view.deeds.start()
    sheet = view.deeds.sheet
    assert isinstance(sheet, NewRoundSheet)
    sheet.primary.click()
    assert sheet.form.fields["people"].message.text(), "nobody is ticked yet"
    people = sheet.people
    people.search.setText("хлеб")
    people.read()
    assert [who.id for who in people.list.people.rows] == [spoken.john.id]
    people.all.click()
    people.search.setText("")
    people.read()
    assert people.value() == (spoken.john.id,), "who is ticked stays so whatever is shown"
    people.list.setCurrentIndex(people.list.people.index(0))
    press(people.list, Qt.Key.Key_Space, " ")
    assert "без согласия: 2" in people.told.text()
    sheet.form["title"].set_value("Зима")
    sheet.form["measure"].set_value(SurveyMeasure.CSAT)
    sheet.primary.click()
    newest = list_rounds(spoken.office.workspace)[0]
    assert (newest.title, newest.measure, newest.figure.asked) == ("Зима", SurveyMeasure.CSAT, 2)
    assert wishes == [round_place(newest.id)]


def test_an_answer_is_written_down_and_the_unhappy_are_offered_a_promise(
    desk: Desk, qtbot: QtBot, spoken: Circle
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    answers = Answers(desk, window)
    answers.open(answer_place(spoken.bakery.id, spoken.john.id))
    sheet = answers.sheet
    assert sheet is not None
    assert sheet.person.value() == spoken.john.id
    sheet.form["measure"].set_value(SurveyMeasure.CSAT)
    sheet.form["measure"].changed.emit()
    sheet.form["score"].set_value(7)
    sheet.primary.click()
    assert "5" in sheet.form.fields["score"].message.text(), "off the scale of CSAT"
    sheet.form["score"].set_value(1)
    sheet.form["comment"].set_value("Никто не перезвонил")
    sheet.primary.click()
    found = read_satisfaction(spoken.office.workspace, as_of=NOW, stakeholder_id=spoken.john.id)
    assert (found.answers[0].score, found.answers[0].comment) == (1, "Никто не перезвонил")
    following = answers.following
    assert isinstance(following, AnswerPromiseSheet)
    following.primary.click()
    again = read_satisfaction(spoken.office.workspace, as_of=NOW, stakeholder_id=spoken.john.id)
    assert again.answers[0].promise is not None


def test_the_figures_are_true_after_undo(view: SatisfactionView, spoken: Circle) -> None:
    asked: UUID = list_rounds(spoken.office.workspace)[0].id
    assert view.found is not None
    assert [row.id for row in view.found.rounds] == [asked]
