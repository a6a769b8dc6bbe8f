"""A returned table is looked through before anything is written, and is one step to undo."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from kam.core.errors import RuleError, UserError
from kam.core.vocabulary import SatisfactionDriver, SurveyMeasure, SurveyStatus
from kam.core.words import words_for
from kam.exchange.tables_out import TableFormat
from kam.services.history import undo_step
from kam.services.surveys.answering import put_answer
from kam.services.surveys.exporting import export_answers
from kam.services.surveys.taking import Effect, Taking, read_taking, take_answers
from tests.builders import NOW
from tests.surveys import Circle


def table(folder: Path, *lines: str, name: str = "ответы.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def effects(taking: Taking) -> list[tuple[str, Effect]]:
    return [(row.name.family, row.effect) for row in taking.rows]


def refusals(taking: Taking) -> list[tuple[int, str, str]]:
    return [(row.row, row.who, row.code) for row in taking.refused]


def test_people_are_known_by_address_or_name_and_what_is_not_understood_is_told(
    circle: Circle, tmp_path: Path
) -> None:
    circle.write_to(circle.john, "John.Carter@bakery.example")
    asked = circle.ask()
    path = table(
        tmp_path,
        "Имя;Почта;Оценка;Причина;Комментарий",
        "Левашова И. П.;;6;качество;Два смыва за год",
        ";john.carter@bakery.example;9 из 10;;",
        "Павел Осокин;;11;;",
        "Сидоров Пётр;;5;;",
        "Ирина Левашова;;7;;",
        "Павел Осокин;;почти 8;;",
        "Павел Осокин;;;;",
        "Павел Осокин;;8;погода;",
    )
    before = circle.office.last_step()
    taking = read_taking(circle.office.workspace, asked, path)
    assert circle.office.last_step() == before, "looking writes nothing"
    assert effects(taking) == [("Левашова", Effect.NEW), ("Carter", Effect.NEW)]
    assert refusals(taking) == [
        (4, "Павел Осокин", "field.out_of_range"),
        (5, "Сидоров Пётр", "survey.row_unknown"),
        (6, "Ирина Левашова", "import.same_record"),
        (7, "Павел Осокин", "survey.not_a_score"),
        (9, "Павел Осокин", "survey.not_a_driver"),
    ]
    assert taking.empty == 1
    assert take_answers(circle.office.workspace, taking).value == 2
    answer = circle.answer_of(asked, circle.irina)
    assert (answer.score, answer.driver, answer.comment) == (
        6,
        SatisfactionDriver.QUALITY,
        "Два смыва за год",
    )
    assert circle.answer_of(asked, circle.john).score == 9
    undo_step(circle.office.workspace)
    assert circle.sheet(asked).row.figure.waiting == 3


def test_the_same_file_a_second_time_changes_nothing(circle: Circle, tmp_path: Path) -> None:
    asked = circle.ask()
    path = table(tmp_path, "Person,Score", "Ирина Левашова,6", "Павел Осокин,нет ответа")
    take_answers(circle.office.workspace, read_taking(circle.office.workspace, asked, path))
    assert circle.answer_of(asked, circle.pavel).status is SurveyStatus.SILENT
    again = read_taking(circle.office.workspace, asked, path)
    assert effects(again) == [("Левашова", Effect.SAME), ("Осокин", Effect.SAME)]
    assert not again.is_worth_taking
    with pytest.raises(RuleError):
        take_answers(circle.office.workspace, again)
    put_answer(circle.office.workspace, circle.answer_of(asked, circle.irina).id, {"score": 9})
    assert read_taking(circle.office.workspace, asked, path).count(Effect.CHANGED) == 1


def test_who_was_not_asked_is_taken_in_only_where_that_is_wished(circle: Circle, tmp_path: Path) -> None:
    asked = circle.ask(circle.irina)
    path = table(tmp_path, "ФИО;Балл", "Осокин Павел;10")
    assert refusals(read_taking(circle.office.workspace, asked, path)) == [
        (2, "Осокин Павел", "survey.row_unknown")
    ]
    taking = read_taking(circle.office.workspace, asked, path, others=True)
    assert effects(taking) == [("Осокин", Effect.ADDED)]
    take_answers(circle.office.workspace, taking)
    assert circle.answer_of(asked, circle.pavel).score == 10


def test_of_two_called_alike_the_client_tells_which(circle: Circle, tmp_path: Path) -> None:
    double = circle.office.stakeholder(circle.bakery, "Ирина", "Левашова")
    asked = circle.ask(circle.irina, double)
    path = table(tmp_path, "Клиент;Имя;Оценка", "Хлебозавод;Ирина Левашова;3", ";Ирина Левашова;9")
    taking = read_taking(circle.office.workspace, asked, path)
    assert [(row.stakeholder_id, row.changes.get("score")) for row in taking.rows] == [(double.id, 3)]
    assert [row.code for row in taking.refused] == ["survey.row_several"]


def test_the_table_that_we_sent_is_understood_when_it_comes_back(circle: Circle, tmp_path: Path) -> None:
    asked = circle.ask(measure=SurveyMeasure.CSAT)
    for language in ("ru", "en"):
        for kind in TableFormat:
            path = tmp_path / f"{language}.{kind.value}"
            rows = circle.sheet(asked).answers
            export_answers(rows, path, kind, words_for(language), title="Осень", created=NOW)
            taking = read_taking(circle.office.workspace, asked, path)
            assert (taking.empty, taking.refused, taking.rows) == (3, (), ())
    put_answer(
        circle.office.workspace,
        circle.answer_of(asked, circle.irina).id,
        {"score": 4, "driver": SatisfactionDriver.TRUST, "comment": "Хорошо, быстро"},
    )
    put_answer(circle.office.workspace, circle.answer_of(asked, circle.john).id, {"silent": True})
    rows = circle.sheet(asked).answers
    for language in ("ru", "en"):
        for kind in TableFormat:
            path = tmp_path / f"{language}.{kind.value}"
            export_answers(rows, path, kind, words_for(language), title="Осень", created=NOW)
            taking = read_taking(circle.office.workspace, asked, path)
            assert [row.effect for row in taking.rows] == [Effect.SAME, Effect.SAME]
            assert taking.empty == 1


@pytest.mark.parametrize("kind", TableFormat)
@pytest.mark.parametrize(
    "comment",
    [
        "- долго ждали",
        "+7 звонить",
        "=cmd|' /C calc'!A0",
        "@все",
        "-",
        "'так",
        "''=так",
        "первая\r\nвторая",
        "мало\u00a0времени",
        "не\u00adразрывно",
        '<b>&amp;</b>;"a,b"',
        "\u202eзадом наперёд",
        "первая\u0085вторая",
        "\u0080\u009f",
        "мало \u0092времени",
    ],
)
def test_no_comment_comes_back_changed_however_it_begins(
    circle: Circle, tmp_path: Path, comment: str, kind: TableFormat
) -> None:
    workspace, asked = circle.office.workspace, circle.ask()
    put_answer(workspace, circle.answer_of(asked, circle.irina).id, {"score": 4, "comment": comment})
    path = tmp_path / f"sent.{kind.value}"
    export_answers(circle.sheet(asked).answers, path, kind, words_for("ru"), title="Осень", created=NOW)
    assert [row.effect for row in read_taking(workspace, asked, path).rows] == [Effect.SAME]


@pytest.mark.parametrize("kind", TableFormat)
def test_whoever_has_an_unseen_character_in_the_name_is_known_when_the_table_comes_back(
    circle: Circle, tmp_path: Path, kind: TableFormat
) -> None:
    workspace = circle.office.workspace
    anna = circle.office.stakeholder(circle.office.account("Пекарня\u0085№ 2"), "Анна", "Бе\u0092лова")
    asked = circle.ask(anna)
    put_answer(workspace, circle.answer_of(asked, anna).id, {"score": 9})
    path = tmp_path / f"sent.{kind.value}"
    export_answers(circle.sheet(asked).answers, path, kind, words_for("ru"), title="Осень", created=NOW)
    taking = read_taking(workspace, asked, path)
    assert ([row.effect for row in taking.rows], taking.refused) == ([Effect.SAME], ())


def test_a_form_on_the_web_is_understood_by_its_questions(circle: Circle, tmp_path: Path) -> None:
    asked = circle.ask(on=circle.office.today - timedelta(days=10))
    path = table(
        tmp_path,
        '"Отметка времени","Ваше имя","Насколько вероятно, что вы порекомендуете нас коллеге или партнёру?",'
        '"Что больше всего повлияло на вашу оценку?","Что нам стоит улучшить в первую очередь?"',
        '"20.11.2026 10:15:00","Осокин Павел","7","держим ли мы слово","Отвечать быстрее"',
        '"01.11.2026 10:15:00","Левашова Ирина","7","",""',
        '"24.11.2026 10:15:00","Carter John","7","",""',
    )
    taking = read_taking(circle.office.workspace, asked, path)
    assert [row.code for row in taking.refused] == ["survey.answer_before_asking", "field.in_future"]
    take_answers(circle.office.workspace, taking)
    answer = circle.answer_of(asked, circle.pavel)
    assert (answer.score, answer.driver, answer.comment, answer.on.day) == (
        7,
        SatisfactionDriver.TRUST,
        "Отвечать быстрее",
        20,
    )


@pytest.mark.parametrize("head", ["Имя;Комментарий", "Оценка;Комментарий", "что-то;ещё"])
def test_a_table_without_scores_or_people_is_refused_whole(circle: Circle, tmp_path: Path, head: str) -> None:
    asked = circle.ask()
    with pytest.raises(UserError) as refused:
        read_taking(circle.office.workspace, asked, table(tmp_path, head, "а;б"))
    assert refused.value.code == "survey.table_without_columns"


def test_a_score_on_another_scale_is_not_taken_for_a_poor_one(circle: Circle, tmp_path: Path) -> None:
    asked = circle.ask()
    path = table(tmp_path, "Имя;Оценка", "Левашова И. П.;5 из 5", "Павел Осокин;9/10")
    taking = read_taking(circle.office.workspace, asked, path)
    assert refusals(taking) == [(2, "Левашова И. П.", "survey.other_scale")]
    assert effects(taking) == [("Осокин", Effect.NEW)]


def days(taking: Taking) -> list[tuple[str, date | None]]:
    return [(row.name.family, row.changes.get("on")) for row in taking.rows]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("11/21/2026 9:01:02", "11/12/2026 14:00:05"),
        ("21/11/2026 9:01:02", "12/11/2026 14:00:05"),
        ("2026/11/21 9:01:02 AM GMT+3", "2026/11/12 2:00:05 PM GMT+3"),
        ("2026-11-21T09:01:02.000Z", "2026-11-12 14:00"),
        ("Nov 21, 2026", "12 November 2026"),
        ("21 ноября 2026 г.", "12.11.2026 14:00"),
    ],
)
def test_days_are_read_as_their_column_writes_them(
    circle: Circle, tmp_path: Path, first: str, second: str
) -> None:
    asked = circle.ask(on=date(2026, 11, 2))
    path = table(tmp_path, "Дата;Имя;Оценка", f"{first};Ирина Левашова;9", f"{second};Павел Осокин;7")
    taking = read_taking(circle.office.workspace, asked, path)
    assert days(taking) == [("Левашова", date(2026, 11, 21)), ("Осокин", date(2026, 11, 12))]


def test_a_day_that_is_none_and_a_row_without_a_name_are_told_as_they_are(
    circle: Circle, tmp_path: Path
) -> None:
    asked = circle.ask()
    path = table(tmp_path, "Дата;Имя;Оценка", "30.02.2026;Ирина Левашова;9", "вчера;Павел Осокин;7", ";;8")
    found = read_taking(circle.office.workspace, asked, path).refused
    assert [(row.code, row.details.get("value")) for row in found] == [
        ("exchange.no_such_date", "30.02.2026"),
        ("exchange.not_a_date", "вчера"),
        ("survey.row_nameless", None),
    ]
