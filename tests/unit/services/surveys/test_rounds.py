"""Rounds of asking and what is answered: typed, recorded, counted, taken back."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from kam.core.errors import ConflictError, NotFoundError, RuleError
from kam.core.field_errors import FieldErrors
from kam.core.vocabulary import SatisfactionDriver, SurveyMeasure, SurveyStatus
from kam.models import Person, Stakeholder
from kam.services.accounts.merging import merge_accounts
from kam.services.history import list_steps, redo_step, undo_step
from kam.services.people.directory import PeopleQuery
from kam.services.people.merging import merge_persons
from kam.services.searching import search
from kam.services.surveys.answering import put_answer, record_answer
from kam.services.surveys.asking import ask_more, delete_round, edit_round, end_round, start_round, take_out
from kam.services.surveys.choosing import Doubt, read_candidates
from kam.services.surveys.drafts import AnswerDraft, RoundDraft
from kam.services.surveys.reading import list_rounds, read_round, read_satisfaction
from tests.builders import NOW
from tests.surveys import Circle

NPS, CSAT = SurveyMeasure.NPS, SurveyMeasure.CSAT


def test_a_round_waits_for_everybody_it_asks(circle: Circle) -> None:
    asked = circle.ask(circle.irina, circle.john, title="Осенний опрос")
    sheet = circle.sheet(asked)
    assert (sheet.row.title, sheet.row.measure, sheet.row.asked_on) == (
        "Осенний опрос",
        NPS,
        circle.office.today,
    )
    assert [(row.account, row.name.listed, row.status) for row in sheet.answers] == [
        ("Мельница", "Левашова Ирина", SurveyStatus.ASKED),
        ("Хлебозавод", "John Carter", SurveyStatus.ASKED),
    ]
    assert sheet.row.figure.without_answer == 2
    assert sheet.row.figure.value is None
    assert sheet.row.accounts == 2


def test_whoever_cannot_be_asked_is_refused_beside_the_field(circle: Circle) -> None:
    office = circle.office
    vacancy = office.add(Stakeholder(account_id=circle.mill.id, placeholder="новый закупщик"))
    office.change(circle.pavel, left_on=office.today - timedelta(days=1))
    with office.workspace.reading() as session:
        john = session.get_one(Person, circle.john.person_id)
    office.change(john, erased_on=office.today)
    for people, code in (
        ((), "survey.nobody_chosen"),
        ((vacancy.id,), "survey.nameless"),
        ((circle.john.id,), "survey.nameless"),
        ((circle.pavel.id,), "survey.has_left"),
        ((uuid4(),), "stakeholder.gone"),
    ):
        with pytest.raises(FieldErrors) as refused:
            start_round(office.workspace, RoundDraft("Осень", people=people))
        error = refused.value.of("people")
        assert error is not None
        assert error.code == code
    with pytest.raises(FieldErrors) as refused:
        start_round(office.workspace, RoundDraft("  ", people=(circle.irina.id,)))
    assert refused.value.of("title") is not None
    assert list_rounds(office.workspace) == []


def test_who_leaves_today_can_still_be_asked(circle: Circle) -> None:
    circle.office.change(circle.pavel, left_on=circle.office.today)
    assert len(circle.sheet(circle.ask(circle.pavel)).answers) == 1


def test_answers_are_typed_one_field_at_a_time(circle: Circle) -> None:
    asked = circle.ask(on=circle.office.today - timedelta(days=20))
    answer = circle.answer_of(asked, circle.irina)
    workspace = circle.office.workspace
    put_answer(workspace, answer.id, {"score": 6})
    put_answer(workspace, answer.id, {"driver": SatisfactionDriver.QUALITY})
    put_answer(workspace, answer.id, {"comment": "Два смыва за год"})
    answer = circle.answer_of(asked, circle.irina)
    assert (answer.score, answer.driver, answer.comment) == (
        6,
        SatisfactionDriver.QUALITY,
        "Два смыва за год",
    )
    assert answer.on == circle.office.today
    assert answer.needs_promise
    put_answer(workspace, answer.id, {"score": 9})
    assert circle.answer_of(asked, circle.irina).comment == "Два смыва за год"
    put_answer(workspace, answer.id, {"silent": True})
    answer = circle.answer_of(asked, circle.irina)
    assert (answer.status, answer.score) == (SurveyStatus.SILENT, None)
    assert answer.on == circle.office.today - timedelta(days=20)
    put_answer(workspace, answer.id, {"score": None})
    assert circle.answer_of(asked, circle.irina).status is SurveyStatus.ASKED


def test_what_cannot_be_is_refused_and_nothing_is_written(circle: Circle) -> None:
    asked = circle.ask(on=circle.office.today - timedelta(days=3))
    answer = circle.answer_of(asked, circle.irina)
    before = circle.office.last_step()
    for changes, field, code in (
        ({"score": 11}, "score", "field.out_of_range"),
        ({"score": -1}, "score", "field.out_of_range"),
        ({"on": circle.office.today + timedelta(days=1)}, "on", "field.in_future"),
        ({"on": circle.office.today - timedelta(days=4)}, "on", "survey.answer_before_asking"),
    ):
        with pytest.raises(FieldErrors) as refused:
            put_answer(circle.office.workspace, answer.id, changes)  # type: ignore[arg-type]
        error = refused.value.of(field)
        assert error is not None
        assert error.code == code
    with pytest.raises(NotFoundError):
        put_answer(circle.office.workspace, uuid4(), {"score": 1})
    assert circle.office.last_step() == before


def test_an_answer_told_outside_a_round_stands_for_itself(circle: Circle) -> None:
    draft = AnswerDraft(circle.mill.id, circle.irina.id, CSAT, 5, SatisfactionDriver.TRUST, "Спасибо")
    record_answer(circle.office.workspace, draft)
    found = read_satisfaction(circle.office.workspace, as_of=NOW, account_id=circle.mill.id)
    (answer,) = found.answers
    assert (answer.score, answer.round_id, answer.comment) == (5, None, "Спасибо")
    assert found.now[CSAT].figure.value == 1


def test_whoever_is_waited_for_answers_their_round(circle: Circle) -> None:
    asked = circle.ask()
    recorded = record_answer(circle.office.workspace, AnswerDraft(circle.mill.id, circle.irina.id, NPS, 10))
    assert recorded.value == circle.answer_of(asked, circle.irina).id
    assert circle.answer_of(asked, circle.irina).score == 10
    other = record_answer(circle.office.workspace, AnswerDraft(circle.mill.id, circle.irina.id, NPS, 8))
    assert other.value != recorded.value


def test_a_form_that_is_not_whole_says_so_beside_each_field(circle: Circle) -> None:
    workspace = circle.office.workspace
    with pytest.raises(FieldErrors) as refused:
        record_answer(workspace, AnswerDraft(circle.mill.id, circle.irina.id, CSAT, 6))
    assert refused.value.of("score") is not None
    with pytest.raises(FieldErrors) as refused:
        record_answer(workspace, AnswerDraft(circle.mill.id, circle.john.id, NPS, 6))
    assert refused.value.of("stakeholder_id") is not None
    with pytest.raises(FieldErrors) as refused:
        record_answer(workspace, AnswerDraft(score=3))
    assert refused.value.of("account_id") is not None


def test_silence_is_told_once_the_round_is_over(circle: Circle) -> None:
    asked = circle.ask()
    put_answer(circle.office.workspace, circle.answer_of(asked, circle.irina).id, {"score": 9})
    assert end_round(circle.office.workspace, asked).value == 2
    row = circle.sheet(asked).row
    assert (row.figure.asked, row.figure.answered, row.figure.silent, row.figure.waiting) == (3, 1, 2, 0)
    with pytest.raises(RuleError):
        end_round(circle.office.workspace, asked)
    undo_step(circle.office.workspace)
    assert circle.sheet(asked).row.figure.waiting == 2


def test_a_round_is_mended_until_somebody_answers(circle: Circle) -> None:
    office = circle.office
    asked = circle.ask(circle.irina, circle.pavel)
    version = circle.sheet(asked).version
    earlier = office.today - timedelta(days=7)
    edit_round(
        office.workspace, asked, {"title": "Ноябрь", "measure": CSAT, "asked_on": earlier}, version=version
    )
    sheet = circle.sheet(asked)
    assert (sheet.row.title, sheet.row.measure) == ("Ноябрь", CSAT)
    assert {(row.measure, row.on) for row in sheet.answers} == {(CSAT, earlier)}
    put_answer(office.workspace, circle.answer_of(asked, circle.irina).id, {"score": 4, "on": earlier})
    with pytest.raises(ConflictError):
        edit_round(office.workspace, asked, {"title": "Другое"}, version=version)
    with pytest.raises(FieldErrors) as refused:
        edit_round(office.workspace, asked, {"measure": NPS, "asked_on": office.today}, version=sheet.version)
    assert {each.field for each in refused.value.errors} == {"measure", "asked_on"}


def told(refused: FieldErrors) -> list[tuple[str, str]]:
    return [(each.field, each.code) for each in refused.errors]


def test_nobody_is_asked_on_a_day_that_leaves_no_time_to_answer(circle: Circle) -> None:
    workspace = circle.office.workspace
    with pytest.raises(FieldErrors) as refused:
        circle.ask(on=date.max)
    assert told(refused.value) == [("asked_on", "survey.asked_too_far")]
    asked = circle.ask()
    with pytest.raises(FieldErrors) as refused:
        edit_round(workspace, asked, {"asked_on": date.max}, version=circle.sheet(asked).version)
    assert told(refused.value) == [("asked_on", "survey.asked_too_far")]
    assert circle.sheet(asked).row.asked_on == circle.office.today


def test_people_are_added_and_taken_out(circle: Circle) -> None:
    asked = circle.ask(circle.irina)
    workspace = circle.office.workspace
    assert ask_more(workspace, asked, [circle.irina.id, circle.john.id, circle.john.id]).value == 1
    assert [row.stakeholder_id for row in circle.sheet(asked).answers] == [circle.irina.id, circle.john.id]
    assert ask_more(workspace, asked, [circle.irina.id]).value == 0
    take_out(workspace, [circle.answer_of(asked, circle.irina).id])
    assert [row.stakeholder_id for row in circle.sheet(asked).answers] == [circle.john.id]
    undo_step(workspace)
    assert len(circle.sheet(asked).answers) == 2


def test_a_round_goes_and_comes_back_with_its_answers(circle: Circle) -> None:
    asked = circle.ask()
    put_answer(circle.office.workspace, circle.answer_of(asked, circle.irina).id, {"score": 3})
    delete_round(circle.office.workspace, asked)
    assert list_rounds(circle.office.workspace) == []
    assert read_satisfaction(circle.office.workspace, as_of=NOW).is_empty
    undo_step(circle.office.workspace)
    assert circle.answer_of(asked, circle.irina).score == 3
    redo_step(circle.office.workspace)
    with pytest.raises(NotFoundError):
        read_round(circle.office.workspace, asked, as_of=NOW)


def test_steps_are_called_by_what_was_done(circle: Circle) -> None:
    asked = circle.ask()
    put_answer(circle.office.workspace, circle.answer_of(asked, circle.irina).id, {"score": 3})
    codes = [row.label for row in list_steps(circle.office.workspace, limit=2)]
    assert codes == ["survey.answered", "survey.started"]


def test_the_list_tells_each_round_against_the_one_before(circle: Circle) -> None:
    office = circle.office
    spring = circle.ask(title="Весна", on=office.today - timedelta(days=200))
    autumn = circle.ask(title="Осень", on=office.today - timedelta(days=10))
    for asked, scores in ((spring, (9, 5)), (autumn, (9, 10))):
        for place, score in zip((circle.irina, circle.john), scores, strict=True):
            put_answer(office.workspace, circle.answer_of(asked, place).id, {"score": score})
    rows = list_rounds(office.workspace)
    assert [(row.title, row.figure.value, row.change, row.unpromised) for row in rows] == [
        ("Осень", Decimal(100), Decimal(100), 0),
        ("Весна", Decimal(0), None, 1),
    ]
    assert circle.answer_of(autumn, circle.john).before == 5


def test_the_portfolio_counts_last_words_and_silence(circle: Circle) -> None:
    office, today = circle.office, circle.office.today
    circle.said(circle.irina, 3, today - timedelta(days=150))
    circle.said(circle.irina, 9, today - timedelta(days=5), driver=SatisfactionDriver.TRUST)
    circle.said(circle.pavel, None, today - timedelta(days=5))
    circle.said(circle.john, 2, today - timedelta(days=30), driver=SatisfactionDriver.QUALITY)
    circle.said(circle.john, 4, today - timedelta(days=400))
    found = read_satisfaction(office.workspace, as_of=NOW)
    now = found.now[NPS]
    assert (now.figure.asked, now.figure.without_answer, now.figure.value) == (3, 1, Decimal(0))
    assert now.before.value == Decimal(-100)
    assert now.change == Decimal(100)
    assert [row.name for row in found.accounts] == ["Хлебозавод", "Мельница"]
    assert [row.without_answer for row in found.accounts] == [0, 1]
    assert [row.stakeholder_id for row in found.unpromised] == [circle.john.id]
    assert [share.driver for share in found.drivers] == [SatisfactionDriver.QUALITY, SatisfactionDriver.TRUST]
    assert len(found.courses[NPS]) == 4
    of_irina = read_satisfaction(office.workspace, as_of=NOW, stakeholder_id=circle.irina.id)
    assert [answer.score for answer in of_irina.answers] == [9, 3]
    assert of_irina.answers[0].before == 3


def test_as_of_an_earlier_day_later_answers_are_not_known(circle: Circle) -> None:
    circle.said(circle.irina, 3, circle.office.today - timedelta(days=20))
    circle.said(circle.irina, 10, circle.office.today)
    found = read_satisfaction(circle.office.workspace, as_of=NOW - timedelta(days=10))
    assert [answer.score for answer in found.answers] == [3]


def test_who_can_be_asked_and_what_to_think_of_before(circle: Circle) -> None:
    office = circle.office
    office.add(Stakeholder(account_id=circle.mill.id, placeholder="новый закупщик"))
    office.change(circle.pavel, left_on=office.today - timedelta(days=1))
    circle.write_to(circle.irina, "irina@mill.example")
    with office.workspace.reading() as session:
        irina = session.get_one(Person, circle.irina.person_id)
    office.change(irina, consent_on=office.today)
    circle.said(circle.john, 7, office.today - timedelta(days=80))
    found = read_candidates(office.workspace, PeopleQuery(), as_of=NOW)
    assert [(row.id, row.doubts) for row in found.rows] == [
        (circle.irina.id, ()),
        (circle.john.id, (Doubt.NO_CONSENT, Doubt.NO_ADDRESS, Doubt.ASKED_LATELY)),
    ]
    assert found.unasked == 1
    only = read_candidates(office.workspace, PeopleQuery(text="хлеб"), as_of=NOW)
    assert [row.id for row in only.rows] == [circle.john.id]


def test_answers_of_somebody_taken_off_the_map_stay_without_a_name(circle: Circle) -> None:
    circle.said(circle.irina, 4, circle.office.today)
    circle.office.remove(circle.irina)
    found = read_satisfaction(circle.office.workspace, as_of=NOW)
    (answer,) = found.answers
    assert (answer.stakeholder_id, bool(answer.name), answer.score, answer.account) == (
        None,
        False,
        4,
        "Мельница",
    )
    assert found.now[NPS].figure.detractors == 1


def test_two_records_of_one_person_bring_their_answers_together(circle: Circle) -> None:
    office = circle.office
    double = office.stakeholder(circle.mill, "Ирина", "Левашова")
    asked = circle.ask(circle.irina, double, on=office.today - timedelta(days=4))
    put_answer(office.workspace, circle.answer_of(asked, circle.irina).id, {"score": 9})
    circle.said(double, 5, office.today - timedelta(days=100))
    assert circle.irina.person_id is not None
    assert double.person_id is not None
    merge_persons(office.workspace, circle.irina.person_id, double.person_id)
    assert [(row.score, row.before) for row in circle.sheet(asked).answers] == [(9, 5)]
    found = read_satisfaction(office.workspace, as_of=NOW, stakeholder_id=circle.irina.id)
    assert [row.score for row in found.answers] == [9, 5]


def test_two_accounts_made_one_keep_all_answers(circle: Circle) -> None:
    circle.said(circle.irina, 9, circle.office.today)
    circle.said(circle.john, 2, circle.office.today)
    merge_accounts(circle.office.workspace, circle.mill.id, circle.bakery.id)
    found = read_satisfaction(circle.office.workspace, as_of=NOW, account_id=circle.mill.id)
    assert {row.score for row in found.answers} == {9, 2}
    assert [row.asked for row in found.accounts] == [2]


def test_search_finds_rounds_and_comments(circle: Circle) -> None:
    circle.ask(title="Опрос решающих")
    circle.said(circle.irina, 4, circle.office.today, comment="Документы приходят с опозданием")
    assert [row.what.value for row in search(circle.office.workspace, "опрос решающих")] == ["survey_round"]
    assert [row.what.value for row in search(circle.office.workspace, "опоздание")] == ["survey_answer"]
