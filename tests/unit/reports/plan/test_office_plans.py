"""The plan as Word document, workbook and slides: real headings, tables, totals and charts, and no traces."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from docx import Document
from PIL import Image
from pptx import Presentation
from python_calamine import CalamineWorkbook

from kam.core.words import Words, words_for
from kam.reports.content.plan import ActionLine, CustomerPlanPaper, PlanPaper, TargetGap
from kam.reports.office.pictures import plain_picture
from kam.reports.plan.customer_docx import customer_plan_document
from kam.reports.plan.customer_pptx import customer_plan_deck
from kam.reports.plan.docx import plan_document
from kam.reports.plan.pptx import plan_deck
from kam.reports.plan.xlsx import customer_plan_workbook, plan_workbook
from tests.office_files import dates_of, everything_in, parts_of, properties_of, words_in
from tests.unit.reports.plan import samples
from tests.unit.reports.plan.sample_values import million

RUSSIAN, ENGLISH = words_for("ru"), words_for("en")
OURS: dict[str, Callable[..., bytes]] = {"docx": plan_document, "xlsx": plan_workbook, "pptx": plan_deck}
THEIRS: dict[str, Callable[..., bytes]] = {
    "docx": customer_plan_document,
    "xlsx": customer_plan_workbook,
    "pptx": customer_plan_deck,
}
_ALL = sorted(OURS)


@pytest.fixture(scope="module")
def plan() -> PlanPaper:
    return samples.rich()


@pytest.fixture(scope="module")
def document(plan: PlanPaper) -> Any:
    return Document(io.BytesIO(plan_document(plan, words=RUSSIAN)))


@pytest.fixture(scope="module")
def deck(plan: PlanPaper) -> Any:
    return Presentation(io.BytesIO(plan_deck(plan, words=RUSSIAN)))


# All of them


@pytest.mark.parametrize("form", _ALL)
def test_the_same_plan_gives_the_same_bytes(plan: PlanPaper, form: str) -> None:
    assert OURS[form](plan, words=RUSSIAN) == OURS[form](plan, words=RUSSIAN)


@pytest.mark.parametrize("form", _ALL)
@pytest.mark.parametrize("words", [RUSSIAN, ENGLISH], ids=["ru", "en"])
def test_everything_that_the_plan_says_is_there_to_be_edited(form: str, words: Words) -> None:
    paper = samples.rich(words.language)

    text = words_in(OURS[form](paper, words=words))

    said = [line.title for line in paper.objectives] + [line.title for line in paper.risks[:4]]
    said += [line.text for line in paper.needed] + [paper.head.account, str(paper.text.ambition)]
    said += [line.text for line in paper.coming]
    assert [each for each in said if each not in text] == []


@pytest.mark.parametrize("form", _ALL)
def test_a_document_says_of_itself_what_its_content_says(plan: PlanPaper, form: str) -> None:
    later = replace(plan, head=replace(plan.head, printed_at=plan.head.printed_at + timedelta(days=400)))

    written = OURS[form](later, words=RUSSIAN)

    properties = properties_of(written)
    moment = later.head.printed_at.astimezone().strftime("%Y")
    assert properties["title"] == "План развития клиента: Северогорский метизный завод"
    assert properties["creator"] == "Вереск Упаковка"
    assert properties["created"] == properties["modified"]
    assert properties["created"].startswith(moment)
    assert {date[0] for date in dates_of(written)} == {int(moment)}
    allowed = {"title", "subject", "creator", "created", "modified", "revision", "language"}
    assert set(properties) - {"lastModifiedBy"} <= allowed
    assert properties.get("lastModifiedBy", "Вереск Упаковка") == "Вереск Упаковка"


@pytest.mark.parametrize("form", ["docx", "pptx"])
def test_nothing_of_the_libraries_own_templates_stays(plan: PlanPaper, form: str) -> None:
    written = OURS[form](plan, words=ENGLISH)

    names = set(parts_of(written))
    assert not {
        name for name in names if "thumbnail" in name or "printerSettings" in name or "customXml" in name
    }
    assert "docProps/app.xml" not in names
    text = everything_in(written)
    for trace in ("Canny", "python-docx", "python-pptx", "Macintosh", "2013-"):
        assert trace not in text


@pytest.mark.parametrize("form", _ALL)
def test_a_plan_that_was_begun_a_minute_ago_has_its_papers(form: str) -> None:
    assert "Ольха" in words_in(OURS[form](samples.thin(), words=RUSSIAN))


@pytest.mark.slow
@pytest.mark.parametrize("form", _ALL)
def test_far_too_much_of_everything_still_makes_a_document(form: str) -> None:
    assert parts_of(OURS[form](samples.monstrous(), words=RUSSIAN))


@pytest.mark.parametrize("form", _ALL)
def test_what_was_typed_is_text_whatever_it_looks_like(form: str) -> None:
    nasty = '=HYPERLINK("http://x")\x07<w:t>&amp;\u202e{name}'
    paper = replace(samples.rich(), risks=(replace(samples.rich().risks[0], title=nasty),))

    written = OURS[form](paper, words=RUSSIAN)

    text = words_in(written)
    assert '=HYPERLINK("http://x")<w:t>&amp;{name}' in text
    assert b"<f>=HYPERLINK" not in b"".join(parts_of(written).values())


@pytest.mark.parametrize("form", _ALL)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_clients_copy_says_what_is_worded_for_them(form: str, language: str) -> None:
    paper: CustomerPlanPaper = samples.for_client(language)

    text = words_in(THEIRS[form](paper, words=words_for(language)))

    assert paper.head.client in text
    assert paper.value_we_bring in text
    assert [each.text for each in paper.objectives if each.text not in text] == []
    assert "ВНУТРЕННИЙ" not in text
    assert "INTERNAL" not in text


# Word


def test_headings_are_headings_and_the_contents_lead_to_them(document: Any) -> None:
    first = [line.text for line in document.paragraphs if line.style.name == "Heading 1"]
    body = document.element.body
    links = body.xpath(".//w:hyperlink[@w:anchor]")
    targets = {each.get(_w("name")) for each in body.xpath(".//w:bookmarkStart")}

    assert first[:3] == ["План на одной странице", "Клиент и его цели", "Люди"]
    assert ["".join(link.xpath(".//w:t/text()")) for link in links] == first
    assert {link.get(_w("anchor")) for link in links} <= targets
    assert "TOC" in "".join(each.text for each in body.xpath(".//w:instrText"))


def test_tables_repeat_their_heads_and_never_part_a_row(document: Any) -> None:
    headed = [table for table in document.tables if table._tbl.xpath("./w:tr[1]/w:trPr/w:tblHeader")]

    assert len(headed) > 15
    assert {table.style.name for table in headed} == {"Plan Table"}
    assert all(len(table._tbl.xpath("./w:tr/w:trPr/w:cantSplit")) == len(table.rows) for table in headed)


def test_each_page_says_that_it_is_internal_and_its_number(document: Any) -> None:
    [section] = document.sections

    assert "ВНУТРЕННИЙ" in section.header.paragraphs[0].text
    fields = [each.get(_w("instr")).strip() for each in section.footer._element.xpath(".//w:fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "Версия 3" in section.footer.paragraphs[0].text


def test_sums_are_summed_in_the_unit_in_which_they_read_best(document: Any) -> None:
    [budget] = [each for each in document.tables if each.rows[0].cells[0].text == "статья"]

    assert [cell.text.replace("\u00a0", " ") for cell in budget.rows[0].cells] == [
        "статья",
        "план, тыс. ₽",
        "потрачено, тыс. ₽",
        "остаток, тыс. ₽",
    ]
    said = [cell.text.replace("\u00a0", " ") for cell in budget.rows[-1].cells]
    assert said == ["итого", "1900", "400", "1100"]


def test_the_plan_on_a_page_shows_the_first_of_many_and_says_so() -> None:
    plan = samples.rich()
    many = replace(plan, objectives=tuple(replace(plan.objectives[0], number=one) for one in range(1, 31)))

    made = Document(io.BytesIO(plan_document(many, words=RUSSIAN)))

    lines = [each.text for each in made.paragraphs]
    assert any("10 из 30" in each for each in lines)
    heads = [[cell.text for cell in table.rows[0].cells] for table in made.tables]
    [short] = [table for table, head in zip(made.tables, heads, strict=True) if head[:2] == ["№", "цель"]]
    assert len(short.rows) == 11


def test_a_gap_of_rounded_sums_adds_up_in_its_row() -> None:
    plan = samples.rich()
    gap = TargetGap(million(104.47), million(69.728542), million(13.2), million(21.541458))
    paper = replace(plan, money=replace(plan.money, gap=gap))

    made = Document(io.BytesIO(plan_document(paper, words=RUSSIAN)))

    rows = [[cell.text for cell in table.rows[1].cells] for table in made.tables if len(table.rows) == 2]
    assert ["104,47", "69,73", "13,20", "21,54"] in rows


@pytest.mark.parametrize("form", _ALL)
def test_a_measure_is_no_finer_in_one_format_than_in_another(form: str) -> None:
    plan = samples.rich()
    share = next(each for each in plan.objectives if each.unit == "%" and not each.is_money)
    finer = replace(share, current=Decimal("38.4567"))
    paper = replace(plan, objectives=(finer,))

    text = "".join(
        data.decode()
        for name, data in parts_of(OURS[form](paper, words=RUSSIAN)).items()
        if name.endswith(".xml")
    )

    assert re.search(r"38[.,]5\b", text)
    assert not re.search(r"38[.,]4", text)


# Excel


def test_actions_and_initiatives_say_to_which_objective_they_belong(plan: PlanPaper) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(plan_workbook(plan, words=RUSSIAN)))
    objective = next(each for each in plan.objectives if each.actions)
    for name in ("Инициативы", "Действия"):
        rows = book.get_sheet_by_name(name).to_python()
        assert rows[2][-1] == "цель"
        assert f"{objective.number}. {objective.title}" in {row[-1] for row in rows[3:]}


def test_a_workbook_has_a_sheet_a_section_with_heads_that_stay(plan: PlanPaper) -> None:
    written = plan_workbook(plan, words=RUSSIAN)

    book = CalamineWorkbook.from_filelike(io.BytesIO(written))
    assert book.sheet_names[:4] == ["План", "Согласование", "Решения", "Цели и меры"]
    sheets = [data.decode() for name, data in parts_of(written).items() if "worksheets/sheet" in name]
    assert all('state="frozen"' in sheet for sheet in sheets)
    rows = book.get_sheet_by_name("Бюджет плана").to_python()
    assert rows[2][:3] == ["статья", "план, ₽", "потрачено, ₽"]
    assert rows[-1] == ["итого", 1_900_000, 400_000, 1_100_000]


def test_the_sheet_of_sentences_is_printed_upright_and_tables_across(plan: PlanPaper) -> None:
    parts = parts_of(plan_workbook(plan, words=RUSSIAN))
    across = [b'orientation="landscape"' in parts[f"xl/worksheets/sheet{number}.xml"] for number in (1, 2, 4)]
    assert across == [False, True, True]


def test_totals_and_what_follows_from_other_cells_are_formulas(plan: PlanPaper) -> None:
    written = plan_workbook(plan, words=RUSSIAN)

    sheets = "".join(data.decode() for name, data in parts_of(written).items() if "worksheets/sheet" in name)
    assert "<f>SUM(B4:B7)</f><v>1900000" in sheets
    assert "<f>B4-C4</f><v>250000" in sheets
    assert "<f>E4*F4</f>" in sheets  # amount × probability
    assert "<f>AVERAGE(" in sheets


# PowerPoint


def test_slides_of_a_review_come_in_their_order(deck: Any) -> None:
    titles = [slide.shapes.title.text for slide in deck.slides]

    assert titles[0] == "Северогорский метизный завод"
    assert titles[1:3] == ["Главное", "Цифры"]
    assert titles[3].startswith("Цели")
    assert titles[4].startswith("Риски")
    assert any(title.startswith("Следующие шаги") for title in titles)


def test_of_very_many_steps_a_review_shows_the_nearest_and_says_so() -> None:
    plan = samples.rich()
    first = plan.objectives[0]
    day = plan.head.as_of.date()
    steps = tuple(
        ActionLine(f"Шаг {number}", due_on=day + timedelta(days=number % 80 + 1)) for number in range(120)
    )
    late = tuple(
        ActionLine(f"Долг {number}", due_on=day - timedelta(days=number), days_late=number)
        for number in range(1, 40)
    )
    paper = replace(plan, objectives=(replace(first, actions=(*late, *steps)),))

    made = Presentation(io.BytesIO(plan_deck(paper, words=RUSSIAN)))

    titles = [slide.shapes.title.text for slide in made.slides]
    assert sum(title.startswith("Следующие шаги") for title in titles) <= 4
    text = words_in(plan_deck(paper, words=RUSSIAN))
    assert "Просрочено: 10 из 39" in text
    assert re.search(r"Впереди: 24 из \d+", text)


def test_charts_are_native_and_hold_their_figures(plan: PlanPaper, deck: Any) -> None:
    charts = [shape.chart for shape in deck.slides[2].shapes if shape.has_chart]

    [now, before] = charts[0].plots[0].series
    assert len(now.values) == len(before.values) == 12
    total = sum(month.revenue or 0 for month in plan.money.block.months)
    assert sum(now.values) == pytest.approx(total / 100 / 1_000_000, abs=0.01)
    behind = CalamineWorkbook.from_filelike(io.BytesIO(charts[0].part.chart_workbook.xlsx_part.blob))
    assert behind.get_sheet_by_index(0).to_python()[1][1] == now.values[0]


def test_every_slide_is_numbered_and_nothing_hangs_over_its_edge(deck: Any) -> None:
    for slide in deck.slides:
        assert slide._element.xpath('.//a:fld[@type="slidenum"]')
        for shape in slide.shapes:
            if not shape.is_placeholder:
                assert shape.left >= 0
                assert shape.left + shape.width <= deck.slide_width
                assert shape.top + shape.height <= deck.slide_height


def test_pictures_lose_what_a_camera_adds() -> None:
    target = io.BytesIO()
    exif = Image.Exif()
    exif[0x013B] = "Иван Секретный"  # the artist
    Image.new("RGB", (40, 10), "red").save(target, "JPEG", exif=exif)

    picture = plain_picture(target.getvalue())

    assert picture is not None
    assert (picture.width, picture.height) == (40, 10)
    assert not Image.open(io.BytesIO(picture.png)).getexif()
    assert plain_picture(b"no picture") is None
    assert plain_picture(None) is None


def test_our_logo_stands_on_cover_and_first_slide() -> None:
    target = io.BytesIO()
    Image.new("RGB", (60, 20), "navy").save(target, "PNG")
    paper = replace(samples.rich(), head=replace(samples.rich().head, our_logo=target.getvalue()))

    for form in ("docx", "pptx"):
        assert [name for name in parts_of(OURS[form](paper, words=RUSSIAN)) if "/media/" in name]


def _w(name: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{name}"
