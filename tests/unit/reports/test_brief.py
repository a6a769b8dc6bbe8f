"""The internal brief, drawn and read back."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from kam.core.errors import UserError
from kam.core.vocabulary import Attitude, BuyingRole, ClockState, Segment
from kam.core.words import Words
from kam.reports.brief import draw_brief
from kam.reports.content import (
    BriefContent,
    MoneyBlock,
    PersonName,
    QuestionLine,
    RoleGap,
    UncoveredRole,
)
from kam.reports.layout import Part
from kam.reports.pen import MM
from tests.unit.reports import samples
from tests.unit.reports.conftest import Paper

Read = Callable[[bytes], Paper]
SAMPLES = {
    "rich": samples.brief_ru,
    "mixed": samples.mixed,
    "thin": samples.thin,
    "monstrous": samples.monstrous,
}


def test_the_sample_meeting_fits_on_one_page(read: Read, russian: Words) -> None:
    result = draw_brief(samples.brief_ru(), words=russian)
    assert result.pages == read(result.pdf).pages == 1


def test_everything_that_orients_stands_on_the_page(read: Read, russian: Words) -> None:
    text = read(draw_brief(samples.brief_ru(), words=russian).pdf).text()
    for expected in (
        "ВНУТРЕННИЙ",
        "Северогорский метизный завод",
        "вт 24 ноября, 10:00",
        "Согласовать рамку контракта 2027",
        "ответ сегодня до 14:10",
        "Ирина Сергеевна Левашова",
        "ЛПР нейтрален, двое скептиков, один союзник",
        "34 дн.",
        "с 03.11, за 21 день",
        "20.11 +4 дн.",
        "сдержано 86 % (18 из 21)",
        "2 открыты, у одной срок сегодня",
        "4 ч 10 мин",
        "84,2 млн ₽ за год, +6 %; но сентябрь–октябрь −10 %",
        "94 %",
        "38 %",
        "взвешенно 13,2 млн ₽ в год",
        "контакта нет",
        "Просим объём на год",
        "Кто кроме вас подписывает",
        "8 из 10, осталось",
        "Следующий шаг и дата",
    ):
        assert expected in text


def test_the_same_brief_speaks_english(read: Read, english: Words) -> None:
    text = read(draw_brief(samples.brief_ru(), words=english).pdf).text()
    for expected in (
        "INTERNAL",
        "Tue 24 November, 10:00",
        "the decider is neutral, two sceptics, one champion",
        "answer due today by 14:10",
        "₽84.2m in a year, +6%; but September–October −10%",
        "kept 86% (18 of 21)",
    ):
        assert expected in text


def test_an_english_meeting_reads_as_english(read: Read, english: Words) -> None:
    text = read(draw_brief(samples.brief_en(), words=english).pdf).text()
    for expected in (
        "Irene Lewis",
        "£18.0m",
        "Finance director leaves on 30 Nov, successor unknown",
        "Us: M. Carter",
    ):
        assert expected in text


def test_strangers_guests_and_empty_places_are_told_apart(read: Read, russian: Words) -> None:
    text = read(draw_brief(samples.mixed(), words=russian, pages="2").pdf).text()
    for expected in (
        "имя неизвестно",
        "не оценено",
        "нет",
        "гость",
        "один противник",
        "двое без оценки",
        "без срока",
    ):
        assert expected in text
    assert "сегодня 16:00" in text
    assert "срок был 14:10" in text
    assert "Линия не согласована" in text


def test_beside_the_department_the_name_of_a_gap_is_enough(read: Read, russian: Words) -> None:
    gap = UncoveredRole(
        RoleGap.NOBODY_OF_OURS,
        area="Служба качества",
        person="Сафина",
        title="начальник службы качества",
        attitude=Attitude.SCEPTIC,
    )
    content = replace(samples.brief_ru(), uncovered=(gap,))
    text = read(draw_brief(content, words=russian).pdf).text()
    assert "Сафина (−1): никто из наших не закреплён" in text

    without_department = replace(gap, area="", role=BuyingRole.APPROVER)
    content = replace(samples.brief_ru(), uncovered=(without_department,))
    text = read(draw_brief(content, words=russian).pdf).text()
    assert "Сафина, начальник службы качества (−1)" in text


def test_a_wallet_whose_parts_do_not_add_up_shows_the_rest_as_unknown(read: Read, russian: Words) -> None:
    text = read(draw_brief(samples.mixed(), words=russian, pages="2").pdf).text()
    assert "мы 30 · ? 70" in text


def test_what_was_cut_is_named_at_its_heading_and_in_the_result(read: Read, russian: Words) -> None:
    result = draw_brief(samples.brief_ru(), words=russian)
    text = read(result.pdf).text()
    cuts = {cut.part: cut for cut in result.cuts}
    assert (cuts[Part.OPPORTUNITIES].shown, cuts[Part.OPPORTUNITIES].total) == (3, 7)
    for cut in result.cuts:
        assert f"{cut.shown} из {cut.total}" in text


def test_space_is_found_in_the_order_of_the_rules(russian: Words) -> None:
    """Competitors give way before objections, those before changes; questions are not touched until later."""
    parts = [cut.part for cut in draw_brief(samples.brief_ru(), words=russian, pages="1").cuts]
    assert Part.COMPETITORS in parts
    assert Part.QUESTIONS not in parts


def test_late_promises_urgent_clocks_limits_and_names_are_never_cut(read: Read, russian: Words) -> None:
    rich = samples.brief_ru()
    crowded = replace(rich, changes=rich.changes * 4, competitors=rich.competitors * 4, risks=rich.risks * 6)
    for pages in ("1", "2"):
        text = read(draw_brief(crowded, words=russian, pages=pages).pdf).text()
        for expected in (
            "Левашова",
            "Гурьев",
            "Тимчук",
            "Сафина",
            "+4 дн.",
            "+11 дн.",
            "К-2026-0047",
            "84 млн ₽",
        ):
            assert expected in text
        assert "ЧЕГО НЕ ЗНАЕМ" in text


def test_two_pages_bring_what_one_page_leaves_out(read: Read, russian: Words) -> None:
    result = draw_brief(samples.brief_ru(), words=russian, pages="2")
    text = read(result.pdf).text()
    assert result.pages == 2
    for expected in (
        "«Цена важнее привычки»",
        "Лично:",
        "дальше решает",
        "Маржа 21,4 %",
        "VCI-плёнка",
        "Не придут, но решают",
    ):
        assert expected in text


def test_more_than_six_of_theirs_take_two_pages(russian: Words) -> None:
    rich = samples.brief_ru()
    assert draw_brief(replace(rich, attendees=rich.attendees * 2), words=russian).pages == 2


def test_below_the_fold_nothing_internal_is_left(read: Read, russian: Words) -> None:
    marker = "ТАЙНАЯ МЕТКА"
    rich = samples.brief_ru()
    marked = replace(
        rich,
        head=replace(rich.head, subject=marker, client_subject="Годовой контракт"),
        purpose=marker,
        questions=(*rich.questions, QuestionLine(f"{marker}?", internal=True)),
        attendees=tuple(
            replace(card, name=PersonName(f"{marker}", "Ирина", "Олеговна")) for card in rich.attendees
        ),
    )
    paper = read(draw_brief(marked, words=russian, pages="2").pdf)
    below = paper.text_below(1, 148.5 * MM + 4)
    assert "Годовойконтракт" in below
    assert "Какойобъёмдасткрепёжныйцех" in below
    for leak in ("ТАЙНАЯ", "МЕТКА", "Левашова", "Гофронорд", "84млн", "ЛПР", "скептик", "kam", "24.11.2026"):
        assert leak not in below


def test_all_pages_leave_nothing_out(read: Read, russian: Words) -> None:
    rich = samples.brief_ru()
    many = replace(
        rich,
        attendees=rich.attendees * 8,
        we_promised=tuple(replace(rich.we_promised[2], text=f"Обещание № {number}") for number in range(200)),
        questions=tuple(
            QuestionLine(f"Вопрос № {number}?", internal=number % 2 == 0) for number in range(80)
        ),
    )
    result = draw_brief(many, words=russian, pages="all")
    text = read(result.pdf).text()
    assert result.cuts == ()
    assert text.count("Ирина Сергеевна Левашова") == 8
    for number in range(200):
        assert f"Обещание № {number} " in text
    for number in range(80):
        assert f"Вопрос № {number}?" in text


def test_one_page_that_cannot_hold_what_is_never_cut_is_refused(russian: Words) -> None:
    with pytest.raises(UserError) as refused:
        draw_brief(samples.monstrous(), words=russian, pages="1")
    assert refused.value.code == "paper.one_page"


def test_markup_prints_as_it_was_typed(read: Read, russian: Words) -> None:
    rich = samples.brief_ru()
    content = replace(rich, purpose=samples.MARKUP)
    assert samples.MARKUP in read(draw_brief(content, words=russian).pdf).text()


def test_two_stars_print_bold_and_nothing_else_does(read: Read, russian: Words) -> None:
    content = replace(samples.brief_ru(), minimum_outcome="не ниже **84** и 2 ** 3 и <b>")
    assert "не ниже 84 и 2 ** 3 и <b>" in read(draw_brief(content, words=russian).pdf).text()


@pytest.mark.slow
@pytest.mark.parametrize("pages", ["auto", "all"])
def test_the_worst_content_stays_within_the_sheet(read: Read, russian: Words, pages: str) -> None:
    paper = read(draw_brief(samples.monstrous(10, 30), words=russian, pages=pages).pdf)
    for number in range(paper.pages):
        for glyph in paper.glyphs(number):
            assert glyph.left > 10 * MM
            assert glyph.right < 200 * MM
            assert glyph.top > 8 * MM
            assert glyph.bottom < 293 * MM


@pytest.mark.parametrize("sample", SAMPLES)
@pytest.mark.parametrize("pages", ["auto", "2", "all"])
def test_the_same_content_gives_the_same_bytes(russian: Words, sample: str, pages: str) -> None:
    if sample == "monstrous" and pages == "2":
        pytest.skip("never fits on two pages")
    content = SAMPLES[sample]()
    assert (
        draw_brief(content, words=russian, pages=pages).pdf
        == draw_brief(content, words=russian, pages=pages).pdf
    )


@pytest.mark.slow
def test_another_process_gives_the_same_bytes(russian: Words) -> None:
    """Neither the order of hashes nor the zone of the computer may be seen in the file."""
    code = (
        "import sys, hashlib; from tests.unit.reports import samples; from kam.core.words import words_for;"
        "from kam.reports.brief import draw_brief;"
        "print(hashlib.sha256(draw_brief(samples.brief_ru(), words=words_for('ru')).pdf).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "Asia/Tokyo"), ("2", "America/Lima"))
    }
    assert len(digests) == 1


def test_a_different_moment_of_printing_changes_the_dates(read: Read, russian: Words) -> None:
    rich = samples.brief_ru()
    later = replace(rich, head=replace(rich.head, printed_at=rich.head.printed_at + timedelta(days=1)))
    first, second = (read(draw_brief(content, words=russian).pdf) for content in (rich, later))
    assert first.metadata["CreationDate"] == "D:20261123174200+03'00'"
    assert second.metadata["CreationDate"] == "D:20261124174200+03'00'"


def test_metadata_name_the_document_and_not_the_computer(read: Read, russian: Words) -> None:
    pdf = draw_brief(samples.brief_ru(), words=russian).pdf
    metadata = read(pdf).metadata
    assert metadata["Title"] == "Бриф к встрече «Годовой контракт 2027» — Северогорский метизный завод"
    assert metadata["Author"] == "Вереск Упаковка"
    assert re.search(rb"/Lang \(ru\)", pdf)
    for trace in (b"anonymous", b"/home", b"/root", b"/tmp"):
        assert trace not in pdf
    assert platform.node() not in " ".join(metadata.values())


def test_every_section_has_a_bookmark(read: Read, russian: Words) -> None:
    bookmarks = read(draw_brief(samples.brief_ru(), words=russian).pdf).bookmarks
    for title in ("Цель", "Участники", "Изменилось", "Обещали мы", "Рекламации", "Деньги", "Вопросы", "Итог"):
        assert title in bookmarks


def test_a_new_account_gives_an_honest_page(read: Read, russian: Words) -> None:
    result = draw_brief(samples.thin(), words=russian)
    text = read(result.pdf).text()
    assert result.pages == 1
    for expected in (
        "цель не задана",
        "никто не назван: с кем встреча и кто решает?",
        "нет данных о продажах",
        "ЧЕГО НЕ ЗНАЕМ",
        "не зная людей, к ним не подготовиться",
        "прежних встреч не записано",
        "РЕКЛАМАЦИИ не записано",
        "0 из 10",
    ):
        assert expected in text


def test_an_account_without_a_meeting_has_a_brief_too(read: Read, russian: Words) -> None:
    text = read(draw_brief(samples.thin(None), words=russian).pdf).text()
    assert "Бриф о клиенте" in text
    assert "дата не назначена" in text
    assert "посчитаны на начало встречи" not in text


def test_health_that_is_not_computed_is_not_mentioned(read: Read, russian: Words) -> None:
    rich = samples.brief_ru()
    without = replace(rich, head=replace(rich.head, health=None, segment=Segment.UNKNOWN), changes=())
    text = read(draw_brief(without, words=russian).pdf).text()
    assert "здоровье" not in text.lower()
    assert "не определён" not in text


def test_a_breached_clock_says_by_how_much(read: Read, russian: Words) -> None:
    rich = samples.brief_ru()
    complaint = rich.complaints[0]
    assert complaint.clock is not None
    late = replace(complaint.clock, state=ClockState.BREACHED, used_share=1.4, left=timedelta(hours=-3))
    content = replace(rich, complaints=(replace(complaint, clock=late),))
    text = read(draw_brief(content, words=russian).pdf).text()
    assert "сверх 3 ч" in text
    assert "у одной срок вышел" in text


def test_unknown_money_is_not_shown_as_zero(read: Read, russian: Words) -> None:
    content: BriefContent = replace(samples.brief_ru(), money=MoneyBlock(months=samples.months()))
    text = read(draw_brief(content, words=russian).pdf).text()
    assert "сумма за 12 месяцев неизвестна" in text
    assert "план не задан" in text
    assert "доля кошелька неизвестна" in text
