"""``kam surveys``: rounds and answers listed, forms printed, a returned table taken."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from kam.cli import main
from kam.core.vocabulary import SurveyMeasure
from kam.services.surveys.answering import put_answer
from kam.services.surveys.drafts import AnswerChanges
from tests.builders import Office
from tests.surveys import Circle


@pytest.fixture
def circle(office: Office, monkeypatch: pytest.MonkeyPatch) -> Circle:
    """Two rounds; the file is closed, so that commands may open it."""
    monkeypatch.setenv("KAM_LANG", "ru")
    made = Circle.of(office)
    autumn = made.ask(title="NPS, осень")
    made.ask(made.irina, title="CSAT, осень", measure=SurveyMeasure.CSAT)
    put_answer(office.workspace, made.answer_of(autumn, made.irina).id, {"score": 4, "comment": "Долго"})
    office.workspace.close()
    return made


def run(circle: Circle, *arguments: str) -> int:
    what, *rest = arguments
    return main(["surveys", str(circle.office.workspace.path), what, *rest], clock=circle.office.clock)


def test_rounds_and_answers_are_listed(circle: Circle, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(circle, "list", "--json") == 0
    rounds = json.loads(capsys.readouterr().out)
    told = {row["title"]: (row["asked"], row["answered"], row["detractors"]) for row in rounds}
    assert told == {"NPS, осень": (3, 1, 1), "CSAT, осень": (1, 0, 0)}
    assert run(circle, "answers", "NPS") == 0
    out = capsys.readouterr().out
    assert "Ирина Левашова" in out
    assert "Долго" in out
    assert run(circle, "answers", "--account", "Хлебозавод", "--json") == 0
    assert [row["person"] for row in json.loads(capsys.readouterr().out)] == ["John Carter"]


def test_figures_are_told_as_the_window_tells_them(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAM_LANG", "ru")
    circle = Circle.of(office)
    for measure, scores in (
        (SurveyMeasure.NPS, (10, 9, 7)),
        (SurveyMeasure.CSAT, (5, 4, 2)),
        (SurveyMeasure.CES, (6, 5, 5)),
    ):
        asked = circle.ask(title=measure.value, measure=measure)
        for place, score in zip((circle.irina, circle.pavel, circle.john), scores, strict=True):
            put_answer(office.workspace, circle.answer_of(asked, place).id, {"score": score})
    office.workspace.close()
    assert run(circle, "list") == 0
    out = capsys.readouterr().out.replace("\u00a0", " ")
    assert all(told in out for told in ("+67", "67 %", "5,3"))
    assert "0,67" not in out
    assert run(circle, "list", "--json") == 0
    values = {row["title"]: row["value"] for row in json.loads(capsys.readouterr().out)}
    assert values == {"nps": "66.67", "csat": "0.67", "ces": "5.33"}


def test_forms_are_a_page_for_each_person_or_blank(
    circle: Circle, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "forms.pdf"
    assert run(circle, "form", "NPS, осень", "-o", str(path)) == 0
    document = pypdfium2.PdfDocument(path.read_bytes())
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    assert len(texts) == 3
    assert any("How likely" in text for text in texts), "John is asked in English"
    assert not any("осень" in text for text in texts), "the title is ours"
    assert run(circle, "form", "--measure", "ces", "--lang", "en", "-o", str(path)) == 0
    assert "1" in capsys.readouterr().out


def test_a_returned_table_is_told_first_and_taken_once(
    circle: Circle, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "back.csv"
    table.write_text("Имя;Оценка\nОсокин Павел;9\nСидоров Пётр;3\n", "utf-8")
    assert run(circle, "take", "NPS", "--from", str(table), "--dry-run") == 0
    assert "Сидоров Пётр" in capsys.readouterr().out
    assert run(circle, "list", "--json") == 0
    assert {row["answered"] for row in json.loads(capsys.readouterr().out)} == {0, 1}
    assert run(circle, "take", "NPS", "--from", str(table)) == 0
    capsys.readouterr()
    assert run(circle, "list", "--json") == 0
    assert {row["answered"] for row in json.loads(capsys.readouterr().out)} == {0, 2}


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "NPS"),
        ("list", "--account", "Мельница"),
        ("form", "NPS"),
        ("form", "NPS", "--measure", "ces", "-o", "x.pdf"),
        ("take", "NPS"),
        ("answers", "--dry-run"),
    ],
)
def test_what_does_not_go_together_is_said(circle: Circle, arguments: tuple[str, ...]) -> None:
    assert run(circle, *arguments) == 2


def test_a_survey_that_is_not_there_or_not_the_only_one_is_named(
    circle: Circle, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(circle, "answers", "зима") == 1
    assert "зима" in capsys.readouterr().err
    assert run(circle, "answers", "N") == 0
    assert run(circle, "answers", "") != 0


def test_of_a_past_moment_nothing_is_told_that_came_later(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAM_LANG", "en")
    circle = Circle.of(office)
    asked = circle.ask(circle.irina, circle.pavel, title="Autumn", on=date(2026, 11, 2))
    said: AnswerChanges = {"score": 3, "comment": "Too slow", "on": date(2026, 11, 12)}
    put_answer(office.workspace, circle.answer_of(asked, circle.irina).id, said)
    office.workspace.close()

    def told(*arguments: str) -> list[dict[str, object]]:
        assert run(circle, *arguments, "--json") == 0
        found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
        return found

    assert told("list", "--as-of", "2026-11-01") == []
    assert [(row["asked"], row["answered"]) for row in told("list", "--as-of", "2026-11-11")] == [(2, 0)]
    assert [(row["asked"], row["answered"]) for row in told("list", "--as-of", "2026-11-12")] == [(2, 1)]
    waiting = told("answers", "Autumn", "--as-of", "2026-11-11")
    assert [(row["status"], row["score"], row["comment"]) for row in waiting] == [("asked", None, "")] * 2
    assert run(circle, "answers", "Autumn", "--as-of", "2026-11-01") == 1
    assert "There is no survey called “Autumn”." in capsys.readouterr().err
    assert run(circle, "take", "Autumn", "--from", "x.csv", "--as-of", "2026-11-11") == 2
