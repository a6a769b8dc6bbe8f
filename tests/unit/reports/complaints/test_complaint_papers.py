"""Papers about complaints, read back: what they say, in both languages, of any content, alike in bytes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kam.core.vocabulary import CommitmentStatus, ComplaintStage
from kam.core.words import words_for
from kam.reports.complaints.eight_d import draw_eight_d
from kam.reports.complaints.eight_d_customer import draw_customer_eight_d
from kam.reports.complaints.learning import draw_learning
from kam.reports.complaints.letter import draw_answer
from kam.reports.complaints.record import draw_complaint
from kam.reports.complaints.register import draw_register
from kam.reports.complaints.xlsx import learning_workbook, register_workbook
from kam.reports.content.complaints import ComplaintRegister, LearningPaper, StageLine
from kam.reports.content.customer import ObligationState
from kam.reports.content.people import PersonName
from kam.reports.pen import PAGE_HEIGHT, PAGE_WIDTH
from tests.office_files import words_in
from tests.unit.reports.complaints.samples import (
    BARE,
    CORROSION,
    CRAMMED,
    FOR_THE_CLIENT,
    HEAD,
    HOSTILE,
    LEARNT,
    LONG,
    REGISTER,
    at,
)

if TYPE_CHECKING:
    from tests.unit.reports.conftest import Paper

Read = Callable[[bytes], "Paper"]
RUSSIAN, ENGLISH = words_for("ru"), words_for("en")
HOSTILE_CLIENT = replace(
    FOR_THE_CLIENT,
    summary=HOSTILE,
    client=LONG[:300],
    established=LONG * 5,
    body="\n\n".join([HOSTILE, LONG] * 20),
    raised_by=PersonName(LONG[:90], HOSTILE[:90], ""),
)
EMPTY_LEARNING = LearningPaper(
    HEAD, LEARNT.since, LEARNT.until, "", "RUB", LEARNT.working_day, count=0, before=None, open=0, reopened=0
)
EMPTY_REGISTER = ComplaintRegister(HEAD, REGISTER.since, REGISTER.until, "", "RUB")
EVERY: list[tuple[Callable[..., Any], Any]] = [
    (draw_eight_d, CORROSION),
    (draw_eight_d, BARE),
    (draw_eight_d, CRAMMED),
    (draw_complaint, CORROSION),
    (draw_complaint, BARE),
    (draw_complaint, CRAMMED),
    (draw_customer_eight_d, FOR_THE_CLIENT),
    (draw_customer_eight_d, HOSTILE_CLIENT),
    (draw_answer, FOR_THE_CLIENT),
    (draw_answer, HOSTILE_CLIENT),
    (draw_learning, LEARNT),
    (draw_learning, EMPTY_LEARNING),
    (draw_register, REGISTER),
    (draw_register, EMPTY_REGISTER),
]


@pytest.mark.parametrize(("draw", "content"), EVERY)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_every_content_stays_on_its_pages_and_numbers_them(
    read: Read, draw: Callable[..., Any], content: Any, language: str
) -> None:
    drawn = draw(content, words=words_for(language))

    paper = read(drawn.pdf)
    assert paper.pages == drawn.pages
    for page in range(paper.pages):
        assert f"{page + 1} / {paper.pages}" in paper.text(page)
        for glyph in paper.glyphs(page):
            assert glyph.left >= 0, glyph
            assert glyph.right <= PAGE_WIDTH, glyph
            assert glyph.bottom <= PAGE_HEIGHT, glyph


def test_the_same_content_gives_the_same_bytes() -> None:
    for draw, content in EVERY:
        if content is not CRAMMED:
            assert draw(content, words=RUSSIAN).pdf == draw(content, words=RUSSIAN).pdf
    assert learning_workbook(LEARNT, words=RUSSIAN) == learning_workbook(LEARNT, words=RUSSIAN)
    assert register_workbook(REGISTER, words=RUSSIAN) == register_workbook(REGISTER, words=RUSSIAN)


def test_an_8d_report_tells_its_eight_steps_on_one_page(read: Read) -> None:
    paper = read(draw_eight_d(CORROSION, words=RUSSIAN).pdf)

    text = paper.text()
    assert paper.pages == 1
    for said in (
        "Отчёт 8D K-2026-0047",
        "ВНУТРЕННИЙ",
        "Промежуточный отчёт, 23.11.2026",
        "Ответ до 24.11.2026, 14:10",
        "осталось 5 ч 30 мин, норма 3 раб. дня",
        "И. Богданов, руководитель · О. Дёмин",
        "Партия 1107, выпуск 05.11, линия 2",
        "Плёнка изъята у завода и заменена Д. Шилов 23.11 420 кг из партии 1109, акт № 77",
        "Почему не заметили: ингибитор проверяли раз в месяц",
        "1 из 2",
        "0 из 2",
        "замена 210 тыс. ₽: 420 кг",
        "2 % на следующую партию (не согласовано)",
    ):
        assert said in text, said
    assert text.count("карты не обновили под дозаторы") == 1  # the last why is the cause
    assert [paper.place(0, f"D{number}").top for number in range(1, 9)] == sorted(
        paper.place(0, f"D{number}").top for number in range(1, 9)
    )
    assert "Final report" not in read(draw_eight_d(CORROSION, words=ENGLISH).pdf).text()


def test_a_late_measure_and_a_dropped_one_are_told_apart(read: Read) -> None:
    late, dropped, *rest = CORROSION.actions
    content = replace(
        CORROSION,
        actions=(
            replace(late, status=CommitmentStatus.OPEN, closed_on=None, proof="", late=True),
            replace(dropped, status=CommitmentStatus.CANCELLED),
            *rest,
        ),
    )

    text = read(draw_eight_d(content, words=ENGLISH).pdf).text()

    assert "late" in text
    assert dropped.text not in text
    assert dropped.text in read(draw_complaint(content, words=ENGLISH).pdf).text()


def test_an_empty_report_says_what_is_missing(read: Read) -> None:
    text = read(draw_eight_d(BARE, words=RUSSIAN).pdf).text()

    for said in ("никто не отвечает", "не описано", "пока не найдена", "меры не записаны"):
        assert said in text


def test_a_rejected_and_a_reopened_complaint_stand_where_they_are(read: Read) -> None:
    rejected = replace(
        CORROSION,
        stage=ComplaintStage.REJECTED,
        rejection_reason="хранили без укрытия",
        pressing=None,
        stages=(*CORROSION.stages, StageLine(ComplaintStage.REJECTED, at(23, 17))),
    )
    reopened = replace(
        CORROSION,
        stage=ComplaintStage.REOPENED,
        stages=(*CORROSION.stages, StageLine(ComplaintStage.REOPENED, at(23, 17))),
    )

    text = read(draw_eight_d(rejected, words=RUSSIAN).pdf).text()
    assert "Итоговый отчёт" in text
    assert "отклонена 23.11 17:00" in text
    assert "хранили без укрытия" in text
    assert "возобновлена" in read(draw_eight_d(reopened, words=RUSSIAN).pdf).text()


def test_the_client_reads_what_was_agreed_to_be_told(read: Read) -> None:
    paper = read(draw_customer_eight_d(FOR_THE_CLIENT, words=RUSSIAN).pdf)

    text = paper.text()
    assert FOR_THE_CLIENT.established in text
    assert "Что мы установили" in text
    assert "Илья Богданов · Олег Дёмин" in text
    for internal in ("ВНУТРЕННИЙ", "высокая", "норма", "осталось", "Компенсация"):
        assert internal not in text
    assert paper.metadata["Subject"] == "рекламация: Северогорский метизный завод"


def test_a_letter_speaks_to_whoever_complained(read: Read) -> None:
    text = read(draw_answer(FOR_THE_CLIENT, words=RUSSIAN).pdf).text()
    for said in (
        "23 ноября 2026",
        "О рекламации K-2026-0047 от 19.11.2026",
        "Дарья Рустамовна, здравствуйте!",
        "Что сделано: – Плёнка изъята у завода и заменена",
        "Что сделаем:",
        "С уважением, Мария Кречетова, ведущий менеджер",
    ):
        assert said in text, said
    assert "данные на" not in text

    nobody = replace(FOR_THE_CLIENT, raised_by=PersonName(), body="Партия заменена.\n\nПросим подтвердить.")
    text = read(draw_answer(nobody, words=ENGLISH).pdf).text()
    assert "Dear colleagues," in text
    assert "Партия заменена. Просим подтвердить." in text
    assert "Thank you for telling us" not in text


def test_a_letter_promises_no_day_that_is_over(read: Read) -> None:
    ahead = replace(FOR_THE_CLIENT.corrective[0], state=ObligationState.OPEN)
    day_after = replace(HEAD, as_of=at(30, 10), printed_at=at(30, 10))
    late = replace(FOR_THE_CLIENT, head=day_after, corrective=(replace(ahead, due_on=at(27, 9).date()),))

    text = read(draw_answer(late, words=RUSSIAN).pdf).text()

    assert ahead.text in text
    assert "27.11" not in text


def test_a_record_tells_everything(read: Read) -> None:
    text = read(draw_complaint(CORROSION, words=RUSSIAN).pdf).text()

    for said in (
        CORROSION.agreed_line,
        CORROSION.client_status,
        "ждём фото бирок",
        "серьёзность: обычная → высокая",
        "Коррозия на бухтах",
        "протокол 812.pdf",
        "K-2025-0012",
        "не согласовано",
    ):
        assert said in text, said


def test_the_report_tells_figures_against_the_span_before(read: Read) -> None:
    text = read(draw_learning(LEARNT, words=RUSSIAN).pdf).text()

    for said in (
        "Получено 60 рекламаций; за период до этого 48; открыто: 9; возобновлено: 3",
        "3,4 раб. дн.",
        "1,3 млн ₽",
        "275 млн ₽",
        "Дозатор не откалиброван 14",
        "причина не найдена",
        "хуже",
        "15 из 20",
    ):
        assert said in text, said


def test_a_register_leaves_no_complaint_out(read: Read) -> None:
    text = read(draw_register(REGISTER, words=ENGLISH).pdf).text()

    assert all(line.number in text for line in REGISTER.lines)
    assert "45 complaints, 9 open" in text


@pytest.mark.parametrize("count", range(1, 24))
def test_no_complaint_and_no_total_stands_alone_on_the_last_page(read: Read, count: int) -> None:
    lines = tuple(replace(REGISTER.lines[0], number=f"K-2026-{at:04}") for at in range(1, count + 40))
    register = read(draw_register(replace(REGISTER, lines=lines), words=RUSSIAN).pdf)
    assert register.text(register.pages - 1).count("K-2026-") >= 2

    report = read(draw_learning(replace(LEARNT, clients=LEARNT.clients[:1] * count), words=RUSSIAN).pdf)
    for page in range(1, report.pages):
        before, goes_on, rest = report.text(page).partition("продолжение")
        assert not goes_on or rest.partition("итого")[0].count("\n") >= 3 or "итого" not in rest, before


def test_an_8d_report_keeps_its_last_step_in_company(read: Read) -> None:
    described = [replace(CORROSION, description="Слово. " * many) for many in range(0, 700, 50)]
    for content in described:
        paper = read(draw_eight_d(content, words=ENGLISH).pdf)
        last = paper.text(paper.pages - 1)
        assert "Closing with the client" in last
        assert "Prevention" in last


def test_answers_have_the_whole_line_where_no_question_was_asked(read: Read) -> None:
    silent = replace(CORROSION, causes=tuple(replace(each, question="") for each in CORROSION.causes))

    assert "Почему?" not in read(draw_eight_d(silent, words=RUSSIAN).pdf).text()
    assert "Почему?" not in read(draw_complaint(silent, words=RUSSIAN).pdf).text()
    half = replace(silent, causes=(CORROSION.causes[0], *silent.causes[1:]))
    assert "Почему?" in read(draw_eight_d(half, words=RUSSIAN).pdf).text()


def test_workbooks_hold_all_of_it() -> None:
    report = words_in(learning_workbook(LEARNT, words=RUSSIAN))
    for said in (
        "Решение, медиана, ч",
        "По месяцам",
        "Клиент 19",
        "Повторные причины",
        "Где хуже всего",
        "Выручка под риском",
    ):
        assert said in report, said
    register = words_in(register_workbook(REGISTER, words=ENGLISH))
    assert all(line.number in register for line in REGISTER.lines)
    assert "карты не обновили" in register
    hostile = replace(REGISTER, lines=(replace(REGISTER.lines[0], summary="=1+1", account=HOSTILE),))
    assert "=1+1" in words_in(register_workbook(hostile, words=RUSSIAN))
    assert "Register of complaints" in words_in(register_workbook(EMPTY_REGISTER, words=ENGLISH))
    assert "Received" in words_in(learning_workbook(EMPTY_LEARNING, words=ENGLISH))
