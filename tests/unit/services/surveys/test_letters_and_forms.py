"""What goes to the client: in their language, by name, and nothing internal in it."""

from __future__ import annotations

from datetime import date, timedelta
from email import message_from_bytes
from email.policy import default
from functools import partial
from pathlib import Path

import pypdfium2
import pytest

from kam.core.errors import UserError
from kam.core.vocabulary import SurveyMeasure
from kam.models import Colleague, Person, SurveyRound
from kam.services.surveys.paper import form_file
from kam.services.surveys.texts import save_letters, survey_letters
from tests.builders import NOW
from tests.surveys import Circle

OUR_WORDS = "Проверка перед продлением договора"


def test_each_is_written_to_in_their_language_and_by_name(circle: Circle) -> None:
    circle.write_to(circle.irina, "irina@mill.example")
    asked = circle.ask(circle.irina, circle.john, title=OUR_WORDS)
    answers = [row.id for row in circle.sheet(asked).answers]
    russian, english = survey_letters(circle.office.workspace, answers)
    assert (russian.language, russian.address, russian.account) == ("ru", "irina@mill.example", "Мельница")
    assert russian.text.startswith("Ирина, добрый день!")
    assert "От 0 (" in russian.text
    assert (english.language, english.address) == ("en", "")
    assert english.text.startswith("Dear John,")
    for letter in (russian, english):
        assert OUR_WORDS not in letter.subject + letter.text
        assert "kam" not in letter.text.casefold().split()
        assert "Вереск Упаковка" in letter.text
    (other,) = survey_letters(circle.office.workspace, answers[:1], language="en")
    assert other.text.startswith("Dear Ирина,")


def test_a_patronymic_belongs_to_a_russian_greeting(circle: Circle) -> None:
    with circle.office.workspace.reading() as session:
        irina = session.get_one(Person, circle.irina.person_id)
    circle.office.change(irina, patronymic="Петровна")
    asked = circle.ask(circle.irina)
    (letter,) = survey_letters(circle.office.workspace, [circle.answer_of(asked, circle.irina).id])
    assert letter.text.startswith("Ирина Петровна, добрый день!")


def test_a_date_to_answer_by_is_named_while_it_lies_ahead(circle: Circle) -> None:
    asked = circle.ask(circle.john, on=circle.office.today - timedelta(days=4))
    late = circle.ask(circle.john, on=circle.office.today - timedelta(days=40), title="Лето")
    (letter,) = survey_letters(circle.office.workspace, [circle.answer_of(asked, circle.john).id])
    assert "3 December 2026" in letter.text
    (overdue,) = survey_letters(circle.office.workspace, [circle.answer_of(late, circle.john).id])
    assert "2026" not in overdue.text
    (again,) = survey_letters(
        circle.office.workspace, [circle.answer_of(asked, circle.john).id], reminder=True
    )
    assert again.subject != letter.subject
    assert again.text != letter.text


def test_letters_become_drafts_for_the_mail_program(circle: Circle, tmp_path: Path) -> None:
    circle.write_to(circle.irina, "irina@mill.example")
    with circle.office.workspace.reading() as session:
        me = session.get_one(Colleague, circle.office.me)
    circle.office.change(me, email="maria@veresk.example")
    asked = circle.ask(circle.irina, circle.john)
    letters = survey_letters(circle.office.workspace, [row.id for row in circle.sheet(asked).answers])
    paths = save_letters([*letters, letters[0]], tmp_path)
    assert [path.name for path in paths] == [
        "Ирина Левашова Мельница.eml",
        "John Carter Хлебозавод.eml",
        "Ирина Левашова Мельница 2.eml",
    ]
    draft = message_from_bytes(paths[0].read_bytes(), policy=default)
    assert (draft["To"], draft["From"]) == ("irina@mill.example", "maria@veresk.example")
    assert draft["X-Unsent"] == "1"


def test_whoever_is_not_known_any_more_gets_no_letter(circle: Circle) -> None:
    asked = circle.ask(circle.irina, circle.john)
    answers = [row.id for row in circle.sheet(asked).answers]
    circle.office.remove(circle.irina)
    assert [letter.to for letter in survey_letters(circle.office.workspace, answers)] == ["John Carter"]


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def test_a_form_asks_for_no_answer_by_a_day_that_is_over(circle: Circle) -> None:
    asked = circle.ask(circle.irina)
    answers = [row.id for row in circle.sheet(asked).answers]
    for days, is_named in ((14, True), (15, False)):
        as_of = NOW + timedelta(days=days)
        made = form_file(circle.office.workspace, SurveyMeasure.NPS, answers, round_id=asked, as_of=as_of)
        assert ("7 декабря 2026" in pages(made.pdf)[0]) is is_named


def test_a_survey_at_the_end_of_all_days_says_that_nobody_can_answer_it(circle: Circle) -> None:
    asked = circle.ask(circle.irina, on=circle.office.today)
    (answer,) = (row.id for row in circle.sheet(asked).answers)
    with circle.office.workspace.writing("survey.changed") as unit:
        one = unit.get(SurveyRound, asked)
        assert one is not None
        one.asked_on = date.max
    for make in (
        partial(form_file, circle.office.workspace, SurveyMeasure.NPS, (answer,), as_of=NOW),
        partial(form_file, circle.office.workspace, SurveyMeasure.NPS, round_id=asked, as_of=NOW),
        partial(survey_letters, circle.office.workspace, (answer,)),
    ):
        with pytest.raises(UserError) as refused:
            make()
        assert refused.value.code == "survey.asked_too_far"


def test_a_form_is_a_page_for_each_person_in_their_language(circle: Circle) -> None:
    asked = circle.ask(circle.irina, circle.john, title=OUR_WORDS)
    answers = [row.id for row in circle.sheet(asked).answers]
    made = form_file(circle.office.workspace, SurveyMeasure.NPS, answers, round_id=asked, as_of=NOW)
    russian, english = pages(made.pdf)
    assert "Ирина Левашова" in russian
    assert "директор, Мельница" in russian
    assert "Насколько вероятно" in russian
    assert "7 декабря 2026" in russian
    assert "John Carter" in english
    assert "How likely" in english
    assert all(str(figure) in english for figure in range(11))
    for page in (russian, english):
        assert OUR_WORDS not in page
        assert "kam" not in page.casefold().split()
    one_language = pages(
        form_file(circle.office.workspace, SurveyMeasure.NPS, answers, as_of=NOW, language="en").pdf
    )
    assert "How likely" in one_language[0]


def test_a_blank_form_has_lines_for_name_and_company_and_the_same_bytes_each_time(circle: Circle) -> None:
    first, second = (
        form_file(circle.office.workspace, SurveyMeasure.CES, as_of=NOW, language="ru") for _ in range(2)
    )
    assert first.pdf == second.pdf
    (page,) = pages(first.pdf)
    assert "Имя" in page
    assert "Компания" in page
    assert "8" not in page.split("Насколько легко")[1].split("Что больше")[0], "seven steps and no more"
