"""Whoever is unhappy becomes a promise, once, and each is found from the other."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kam.core.errors import RuleError
from kam.core.field_errors import FieldErrors
from kam.core.vocabulary import CommitmentStatus, SatisfactionDriver, Side, SurveyMeasure
from kam.core.words import words_for
from kam.models import Commitment, SurveyAnswer
from kam.services.commitments.editing import read_form
from kam.services.history import redo_step, undo_step
from kam.services.settings.freshness import FreshnessPage, read_freshness, save_freshness
from kam.services.surveys.answering import put_answer
from kam.services.surveys.drafts import PromiseDraft
from kam.services.surveys.promising import promise_answer, promise_answers, usual_promise
from kam.services.surveys.reading import read_answer, read_satisfaction
from kam.services.surveys.records import promise_id
from tests.builders import NOW, Office
from tests.surveys import Circle

RU = words_for("ru")


def answers(office: Office) -> dict[str, tuple[int | None, bool]]:
    found = read_satisfaction(office.workspace, as_of=NOW).answers
    return {row.name.family: (row.score, row.promise is not None) for row in found}


def test_all_detractors_at_once_become_promises_due_by_the_norm(circle: Circle) -> None:
    office, today = circle.office, circle.office.today
    unhappy = circle.said(
        circle.irina, 4, today, driver=SatisfactionDriver.QUALITY, comment="Два смыва за год"
    )
    sour = circle.said(circle.pavel, 2, today, measure=SurveyMeasure.CSAT)
    happy = circle.said(circle.john, 9, today)
    made = promise_answers(office.workspace, [unhappy.id, sour.id, happy.id], RU)
    assert made.value == 2
    promise = read_form(office.workspace, promise_id(unhappy.id))
    assert (promise.account, promise.side, promise.owner_id) == ("Мельница", Side.OURS, office.me)
    assert promise.text == RU.say("Ask what we should do better: {name}", name="Ирина Левашова")
    assert promise.due_on == date(2026, 11, 25), "two working days after Monday"
    assert promise.notes is not None
    assert "NPS 4" in promise.notes
    assert "Два смыва за год" in promise.notes
    assert not promise.promised_to_client, "nobody has told the client yet"
    assert answers(office) == {"Левашова": (4, True), "Осокин": (2, True), "Carter": (9, False)}


def test_nobody_is_taken_care_of_twice(circle: Circle) -> None:
    unhappy = circle.said(circle.irina, 4, circle.office.today)
    promise_answers(circle.office.workspace, [unhappy.id], RU)
    with pytest.raises(RuleError) as refused:
        promise_answers(circle.office.workspace, [unhappy.id], RU)
    assert refused.value.code == "survey.nobody_unhappy"
    with pytest.raises(RuleError) as refused:
        promise_answer(circle.office.workspace, unhappy.id, RU)
    assert refused.value.code == "survey.promised_already"
    assert read_satisfaction(circle.office.workspace, as_of=NOW).unpromised == ()


def test_one_answer_becomes_the_promise_that_was_typed(circle: Circle) -> None:
    office = circle.office
    answer = circle.said(circle.irina, 7, office.today)
    usual = usual_promise(office.workspace, answer.id, RU)
    assert usual.owner_id == office.me
    assert usual.due_on == date(2026, 11, 25)
    draft = PromiseDraft("Прислать график поставок", office.me, date(2026, 11, 30), told=True)
    made = promise_answer(office.workspace, answer.id, RU, draft).value
    form = read_form(office.workspace, made)
    assert (form.text, form.due_on, form.promised_to_client) == (
        "Прислать график поставок",
        date(2026, 11, 30),
        True,
    )
    with pytest.raises(FieldErrors) as refused:
        promise_answer(
            office.workspace,
            circle.said(circle.john, 1, office.today).id,
            RU,
            PromiseDraft(text="Позвонить", due_on=date(2026, 11, 1)),
        )
    assert refused.value.of("due_on") is not None


def test_the_answer_knows_its_promise_and_the_promise_tells_its_answer(circle: Circle) -> None:
    office = circle.office
    answer = circle.said(circle.irina, 4, office.today)
    made = promise_answer(office.workspace, answer.id, RU).value
    found = read_answer(office.workspace, answer.id, as_of=NOW)
    assert found.promise is not None
    assert (found.promise.id, found.promise.status) == (made, CommitmentStatus.OPEN)
    assert read_form(office.workspace, made).notes == "Ответ: NPS 4"


def test_undo_takes_all_promises_of_a_round_back_and_redo_makes_them_again(circle: Circle) -> None:
    office = circle.office
    asked = circle.ask()
    for place, score in ((circle.irina, 0), (circle.pavel, 6), (circle.john, 7)):
        put_answer(office.workspace, circle.answer_of(asked, place).id, {"score": score})
    assert circle.sheet(asked).row.unpromised == 2
    promise_answers(office.workspace, [row.id for row in circle.sheet(asked).answers], RU)
    assert circle.sheet(asked).row.unpromised == 0
    undo_step(office.workspace)
    assert circle.sheet(asked).row.unpromised == 2
    redo_step(office.workspace)
    assert circle.sheet(asked).row.unpromised == 0


def test_a_promise_that_was_deleted_can_be_made_anew(circle: Circle) -> None:
    office = circle.office
    answer = circle.said(circle.irina, 4, office.today)
    made = promise_answer(office.workspace, answer.id, RU).value
    with office.workspace.reading() as session:
        promise = session.get_one(Commitment, made)
    office.remove(promise)
    assert len(read_satisfaction(office.workspace, as_of=NOW).unpromised) == 1
    assert promise_answer(office.workspace, answer.id, RU).value == made


def test_who_is_not_known_any_more_leaves_a_promise_without_a_name(circle: Circle) -> None:
    office = circle.office
    answer = circle.said(circle.irina, 4, office.today)
    office.remove(circle.irina)
    made = promise_answer(office.workspace, answer.id, RU).value
    assert read_form(office.workspace, made).text == RU.say("Find out what we should do better")


def test_without_an_answer_there_is_nothing_to_mend(circle: Circle) -> None:
    silent: SurveyAnswer = circle.said(circle.irina, None, circle.office.today)
    with pytest.raises(RuleError) as refused:
        promise_answer(circle.office.workspace, silent.id, RU)
    assert refused.value.code == "survey.nothing_to_mend"


def test_the_norm_is_a_setting(circle: Circle) -> None:
    office = circle.office
    save_freshness(office.workspace, replace(read_freshness(office.workspace), detractor_days=5))
    answer = circle.said(circle.irina, 4, office.today)
    assert usual_promise(office.workspace, answer.id, RU).due_on == date(2026, 11, 30)
    save_freshness(office.workspace, FreshnessPage())
    assert usual_promise(office.workspace, answer.id, RU).due_on == date(2026, 11, 25)
