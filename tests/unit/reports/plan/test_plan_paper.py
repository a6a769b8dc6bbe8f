"""The account plan on paper: everything that is in it, readable, in both languages, and nothing outside."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pypdfium2
import pytest
from python_calamine import CalamineWorkbook

from kam.core.vocabulary import PlanStatus
from kam.core.words import Words, words_for
from kam.reports.content.plan import GrowthLine, GrowthWay, MilestoneLine, PlanPaper, TargetGap
from kam.reports.plan.docx import plan_document
from kam.reports.plan.pdf import draw_plan
from kam.reports.plan.pptx import plan_deck
from kam.reports.plan.xlsx import plan_workbook
from tests.office_files import words_in
from tests.unit.reports.conftest import Paper
from tests.unit.reports.plan import samples
from tests.unit.reports.plan.sample_values import million

Read = Callable[[bytes], Paper]
RUSSIAN = words_for("ru")
MM = 72 / 25.4


@pytest.fixture(scope="module")
def rich_pdf() -> bytes:
    return draw_plan(samples.rich(), words=RUSSIAN).pdf


def test_the_cover_says_whose_plan_it_is_in_which_version_and_what_has_to_be_decided(
    read: Read, rich_pdf: bytes
) -> None:
    cover = read(rich_pdf).text(0)
    for said in (
        "Северогорский метизный завод",
        "1 июля 2026 — 31 декабря 2027",
        "Версия 3 — на согласовании",
        "Удержать плёнку VCI",
        "К. Астахов согласовано с правками",
        "уточнить цену пилота",
        "НУЖНЫ РЕШЕНИЯ РУКОВОДСТВА 3",
        "Запас на площадке клиента до 14 дней 6 млн ₽ к 10.12",
        "ИЗМЕНИЛОСЬ С ВЕРСИИ 2",
    ):
        assert said in cover, said


def test_one_page_holds_what_management_reads_when_it_reads_nothing_else(read: Read, rich_pdf: bytes) -> None:
    page = read(rich_pdf).text(1)
    for said in (
        "84,2 млн ₽ → 96 млн ₽; цели: 3 в графике, 1 отстаёт",
        "развивать",
        "3. Живой контакт с кругом 1 5 5 7 отстаёт",
        "Меньше боя и пересорта",
        "Гофрокороба для крепежа +7,2",
        "нет контакта с 2 из 7",
        "Тендер на VCI: 8D и контроль партий",
        "Контракт 2027: рамка",
        "Пилот гофрокоробов за наш счёт",
    ):
        assert said in page, said


@pytest.mark.parametrize(
    "said",
    [
        "метизы: проволока, крепёж, канаты",  # portrait
        "Рост цен на катанку",  # pressures
        "трёхлетний контракт",  # charter: what we gain
        "Противник без нашего человека",  # map checks
        "19,1 млн ₽ плана пока ничем не обеспечены",  # gap
        "ось с разрывом",  # bridge
        "«Лентапром» 14,0 6 %",  # suppliers
        "22,4 из 26",  # whitespace
        "дальше: образцы на линию 2 до 04.12",  # opportunities
        "цена −7 %, склад в городе",  # competitors
        "защитил протокол VCI на техсовете 20.10",  # SWOT with evidence
        "замеры: 01.07 — 36; 31.10 — 38",  # measurements
        "2. Гофрокороба: пилот",  # initiatives
        "14.11 +9 дн.",  # late action
        "Ермолин (клиент)",  # their action
        "потеря четверти выручки",  # risk
        "Коррозия трёх бухт",  # open complaint
        "получено 7, в срок отвечено 6",  # complaints of the year
        "экспорт без коррозии, планы цеха № 2",  # communication plan
        "Растём там, где решили?",  # review
        "Решили: Снять с плана паллеты до аудита",  # decision of a review
        "Всего 1900 тыс. ₽ 400 тыс. ₽",  # budget
        "у двух рисков нет ответа",  # completeness: what is missing
        "Утверждающий Ратников",  # contradiction
        "3 → 4",  # change
    ],
)
def test_every_part_of_the_plan_is_on_paper(read: Read, rich_pdf: bytes, said: str) -> None:
    assert said in read(rich_pdf).text()


def test_the_contents_name_the_page_on_which_each_chapter_stands(read: Read, rich_pdf: bytes) -> None:
    paper = read(rich_pdf)
    contents = paper.text(0).partition("СОДЕРЖАНИЕ")[2]
    for name, heading in (
        ("Люди", "КАРТА ОТНОШЕНИЙ"),
        ("Белые пятна и возможности", "БЕЛЫЕ ПЯТНА"),
        ("Цели, инициативы, действия", "ЦЕЛИ И МЕРЫ"),
        ("Риски и рекламации", "МАТРИЦА РИСКОВ"),
    ):
        found = re.search(rf"{name} (\d+)", contents)
        assert found is not None, name
        assert heading in paper.text(int(found[1]) - 1)
        assert name in paper.bookmarks


def test_the_bookmarks_lead_to_chapters_and_to_their_sections(rich_pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(rich_pdf)
    entries = [(entry.level, entry.get_title()) for entry in document.get_toc()]
    document.close()
    assert entries[:2] == [(0, "Обложка"), (0, "План на одной странице")]
    at = entries.index((0, "Риски и рекламации"))
    assert entries[at + 1] == (1, "Матрица рисков")


def with_way(plan: PlanPaper, before: float, target: float) -> PlanPaper:
    return replace(plan, money=replace(plan.money, way=GrowthWay(million(before), million(target))))


def test_the_bridge_leads_from_the_baseline_of_the_objective_to_its_target(read: Read) -> None:
    text = read(draw_plan(with_way(samples.rich(), 82.1, 93.9), words=RUSSIAN).pdf).text()
    assert "МОСТ К ЦЕЛИ млн ₽ в год 82,1" in text
    assert "+7,2" in text
    assert "12 месяцев до сегодня" not in text


def test_sources_that_do_not_reach_the_target_say_how_much_comes_from_nowhere(read: Read) -> None:
    text = read(draw_plan(with_way(samples.rich(), 82.1, 96), words=RUSSIAN).pdf).text()
    assert "млн ₽ в год; 2,1 млн ₽ пока взять неоткуда" in text
    assert "с источниками" in text


def test_totals_are_the_same_in_every_format(read: Read, rich_pdf: bytes) -> None:
    """Revenue, the gap, the sources of growth and what opportunities may bring: whoever holds which paper."""
    plan = samples.rich()
    weighted = sum(each.weighted or 0 for each in plan.opportunities) / 10**8
    totals = {"84,2", "19,1", "11,8", f"{weighted:.1f}".replace(".", ",")}
    pdf = read(rich_pdf).text()
    word = words_in(plan_document(plan, words=RUSSIAN))
    slides = words_in(plan_deck(plan, words=RUSSIAN))
    book = CalamineWorkbook.from_filelike(io.BytesIO(plan_workbook(plan, words=RUSSIAN)))
    cells = [
        cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row
    ]
    figures = {f"{each / 10**6:.1f}".replace(".", ",") for each in cells if isinstance(each, float)}
    assert {each for each in totals if each not in pdf} == set()
    assert {each for each in totals if each not in word} == set()
    assert totals - figures == set()
    assert "84,2 млн" in slides
    assert "19,1 млн" in slides


def test_no_word_under_the_bridge_is_broken(read: Read) -> None:
    plan = with_way(samples.rich(), 90.1, 108)
    names = ("CIP цеха сыворотки", "Пена: нарезка и цельномолочный цех", "Водоподготовка", "Сервис", "Смазка")
    growth = tuple(GrowthLine(name, million(2)) for name in (*names, "Мойка цистерн", "Дозаторы"))
    plan = replace(plan, money=replace(plan.money, growth=growth))
    text = read(draw_plan(plan, words=RUSSIAN).pdf).text()
    assert len(re.findall("цельномолочный", text)) == 2, "on the plan on a page and under the bridge"


def test_a_gap_of_rounded_figures_adds_up(read: Read) -> None:
    plan = samples.rich()
    gap = TargetGap(million(104.47), million(69.728542), million(13.2), million(21.541458))
    text = read(draw_plan(replace(plan, money=replace(plan.money, gap=gap)), words=RUSSIAN).pdf).text()
    assert re.search(r"104,47 − \D* 69,73 − \D* 13,20 = \D* 21,54", text)


def test_objectives_behind_are_told_as_many_as_they_are(read: Read) -> None:
    plan = samples.rich()
    one = read(draw_plan(plan, words=RUSSIAN).pdf).text()
    more = replace(plan, objectives=tuple(replace(each, behind=True) for each in plan.objectives))
    many = read(draw_plan(more, words=RUSSIAN).pdf).text()
    assert "Отстаёт: Живой контакт с кругом 1" in one
    assert "Отстают: Вырасти до 96 млн ₽ в год;" in many


def test_the_number_of_a_tenth_objective_stands_on_one_line(read: Read) -> None:
    plan = samples.rich()
    tenth = replace(plan.objectives[0], number=10, title="Десятая")
    paper = read(draw_plan(replace(plan, objectives=(tenth,)), words=RUSSIAN).pdf)
    assert "10 Десятая" in paper.text()


def test_whoever_decides_is_told_with_the_whole_job_title(read: Read) -> None:
    plan = samples.rich()
    assert plan.people is not None
    longer = tuple(replace(each, title="заместитель директора по закупкам") for each in plan.people.people)
    people = replace(plan.people, people=longer)
    page = read(draw_plan(replace(plan, people=people), words=RUSSIAN).pdf).text(1)
    assert "заместитель директора по закупкам" in page


def test_a_version_is_approved_not_the_plan(read: Read) -> None:
    plan = samples.rich()
    approved = replace(plan, head=replace(plan.head, status=PlanStatus.APPROVED))
    assert "Версия 3 — утверждена" in read(draw_plan(approved, words=RUSSIAN).pdf).text(0)


def test_every_page_is_marked_internal_and_says_version_day_and_number(read: Read, rich_pdf: bytes) -> None:
    paper = read(rich_pdf)
    for number in range(paper.pages):
        text = paper.text(number)
        assert "ВНУТРЕННИЙ" in text
        assert "Версия 3 — на согласовании · данные на 23.11.2026" in text
        assert f"{number + 1} / {paper.pages}" in text


def test_the_file_says_what_it_is_and_whose_and_when_it_was_printed(read: Read, rich_pdf: bytes) -> None:
    metadata = read(rich_pdf).metadata
    assert metadata["Title"] == "План развития клиента — Северогорский метизный завод"
    assert metadata["Author"] == "Вереск Упаковка"
    assert metadata["CreationDate"].startswith("D:20261123174200")


def test_the_same_content_gives_the_same_bytes_and_another_one_does_not(rich_pdf: bytes) -> None:
    assert draw_plan(samples.rich(), words=words_for("ru")).pdf == rich_pdf
    other = replace(samples.rich(), risks=())
    assert draw_plan(other, words=RUSSIAN).pdf != rich_pdf


def test_an_english_plan_holds_no_russian_word(read: Read, english: Words) -> None:
    text = read(draw_plan(samples.rich("en"), words=english).pdf).text()
    assert not re.findall(r"[А-Яа-яЁё]+", text)
    assert "Grow to ₽96m a year" in text


def test_all_drawing_is_vector_drawing(rich_pdf: bytes) -> None:
    assert b"/Subtype /Image" not in rich_pdf


def test_nothing_is_told_by_colour(rich_pdf: bytes) -> None:
    document = pypdfium2.PdfDocument(rich_pdf)
    for number in range(len(document)):
        picture = document[number].render(scale=0.5)
        for y in range(40, picture.height):
            row = bytes(picture.buffer)[y * picture.stride :][: picture.width * picture.n_channels]
            assert row[:: picture.n_channels] == row[1 :: picture.n_channels] == row[2 :: picture.n_channels]
    document.close()


def test_a_plan_begun_a_minute_ago_says_what_is_missing_on_few_pages(read: Read) -> None:
    result = draw_plan(samples.thin(), words=RUSSIAN)
    text = read(result.pdf).text()
    assert result.pages <= 5
    for said in (
        "Черновик",
        "не поставлены: чего хотим достичь?",
        "на ней никого нет: кто там решает?",
        "нет данных о продажах",
        "не записаны: что может пойти не так?",
        "не записан: кто с кем встречается и как часто?",
        "ещё не подан",
    ):
        assert said in text, said


def test_a_closed_plan_says_how_each_objective_ended(read: Read) -> None:
    text = read(draw_plan(samples.finished(), words=RUSSIAN).pdf).text()
    assert "Версия 3 — при закрытии" in text
    assert "итог: достигнуто раньше" in text
    assert "Открытых целей не осталось" in text


def test_a_returned_draft_without_a_version_is_called_by_its_status(read: Read) -> None:
    plan = samples.rich()
    head = replace(plan.head, version=None, status=PlanStatus.RETURNED, submitted_on=None)
    assert "Возвращён" in read(draw_plan(replace(plan, head=head), words=RUSSIAN).pdf).text(0)


HOSTILE = "<b>x</b> <img src=1> & %s {name} **half \u202eback\u0000 \ud800 🙂 </para>"


def test_hostile_text_prints_as_it_was_typed(read: Read) -> None:
    plan = samples.rich()
    hostile = replace(
        plan,
        head=replace(plan.head, account=HOSTILE, title=HOSTILE, owner=HOSTILE, our_company=HOSTILE),
        text=replace(plan.text, ambition=HOSTILE, client_goals=HOSTILE, field_of_play=HOSTILE),
        objectives=(replace(plan.objectives[0], title=HOSTILE, measure=HOSTILE, owner=HOSTILE),),
        risks=tuple(replace(each, title=HOSTILE, response=HOSTILE) for each in plan.risks),
        opportunities=tuple(replace(each, title=HOSTILE, competitor=HOSTILE) for each in plan.opportunities),
        whitespace=replace(plan.whitespace, units=(HOSTILE,) * 4),
    )
    text = read(draw_plan(hostile, words=RUSSIAN).pdf).text()
    assert text.count("<b>x</b> <img src=1>") > 5
    assert "{name}" in text


def test_a_broken_logo_stops_no_plan() -> None:
    plan = samples.rich()
    assert draw_plan(replace(plan, head=replace(plan.head, our_logo=b"no picture")), words=RUSSIAN).pages


def test_a_milestone_in_another_century_does_not_squeeze_the_chart(read: Read) -> None:
    plan = samples.rich()
    first = plan.objectives[0]
    far = replace(first.initiatives[0], milestones=(MilestoneLine("когда-нибудь", date(2999, 1, 1)),))
    strange = replace(plan, objectives=(replace(first, initiatives=(far,)),))
    text = read(draw_plan(strange, words=RUSSIAN).pdf).text()
    assert "III кв. 2026" in text
    assert "2999" in text


@pytest.fixture(scope="module")
def much() -> PlanPaper:
    return samples.monstrous()


@pytest.fixture(scope="module")
def much_pdf(much: PlanPaper) -> bytes:
    return draw_plan(much, words=RUSSIAN).pdf


@pytest.mark.slow
def test_of_far_too_much_no_text_stands_outside_the_page_or_on_its_footer(
    read: Read, much_pdf: bytes
) -> None:
    paper = read(much_pdf)
    left, right = 20 * MM - 1, 210 * MM - 12 * MM + 1.5
    rule = 297 * MM - 12 * MM
    for number in range(paper.pages):
        for glyph in paper.glyphs(number):
            assert left <= glyph.left, (number, glyph)
            assert glyph.right <= right, (number, glyph)
            assert glyph.bottom <= rule or glyph.top >= rule - 0.5, (number, glyph)


def test_of_far_too_much_nobody_and_nothing_is_lost(read: Read, much_pdf: bytes, much: PlanPaper) -> None:
    text = read(much_pdf).text()
    assert much.people is not None
    for figure in much.people.people:
        assert figure.name in text
    for number in range(1, len(much.objectives) + 1):
        assert f"Действие {number}.7" in text
        assert f"Мероприятие {number}.5" in text
    assert all(f"Цех {number}" in text for number in range(14))


def test_of_far_too_much_the_first_pages_say_what_they_leave_out(
    read: Read, much_pdf: bytes, much: PlanPaper
) -> None:
    paper = read(much_pdf)
    assert re.search(rf"\d из {len(much.objectives)}", paper.text(1))
    assert "Также согласуют" in paper.text(0)


def test_days_are_counted_to_the_day_of_the_data(read: Read) -> None:
    plan = samples.rich()
    later = replace(plan.head, as_of=plan.head.as_of + timedelta(days=90))
    page = read(draw_plan(replace(plan, head=later), words=RUSSIAN).pdf).text(1)
    assert "Контракт 2027: рамка" not in page
