"""A company's template: its styles, masters, header and footer are used, its words and traces are not."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from pptx import Presentation
from pptx.util import Inches

from kam.core.errors import UserError
from kam.core.words import words_for
from kam.reports.office.package import Template, opened
from kam.reports.plan.docx import plan_document
from kam.reports.plan.pptx import plan_deck
from tests.office_files import everything_in, parts_of, properties_of, words_in
from tests.unit.reports.plan import samples

RUSSIAN = words_for("ru")
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word_template() -> bytes:
    """A company's document: a style of its own, a header, an author, and a page that says something."""
    document = Document()
    document.styles["Heading 1"].font.name = "Georgia"
    document.styles["Heading 1"].font.size = Pt(21)
    document.sections[0].header.paragraphs[0].text = "ООО «Вереск»"
    document.sections[0].left_margin = Pt(90)
    document.add_paragraph("Здесь был пример текста")
    document.core_properties.author = "Пётр Составитель"
    document.core_properties.comments = "черновик отдела"
    return saved(document)


def slide_template() -> bytes:
    """A company's presentation of an unusual width, with a slide of its own."""
    presentation = Presentation()
    presentation.slide_width = Inches(11)
    presentation.slide_master.name = "Вереск"
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Здесь был пример слайда"
    presentation.core_properties.author = "Пётр Составитель"
    return saved(presentation)


def saved(document: Any) -> bytes:
    """A document as bytes."""
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def with_parts(package: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A package some of whose parts were changed by hand."""
    parts = parts_of(package)
    change(parts)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target.getvalue()


def made(data: bytes, form: str) -> bytes:
    """The sample plan on a template."""
    template = Template(f"company.{form}", data)
    if form == "docx":
        return plan_document(samples.rich(), words=RUSSIAN, template=template)
    return plan_deck(samples.rich(), words=RUSSIAN, template=template)


def test_a_document_takes_styles_page_and_header_of_its_template() -> None:
    document: Any = Document(io.BytesIO(made(word_template(), "docx")))

    assert document.styles["Heading 1"].font.name == "Georgia"
    [section] = document.sections
    assert section.left_margin == Pt(90)
    header = [line.text for line in section.header.paragraphs]
    assert header[0] == "ООО «Вереск»"
    assert "ВНУТРЕННИЙ" in header[1]
    assert sum(line.style.name == "Heading 1" for line in document.paragraphs) > 8


def state_standard_template() -> bytes:
    """As many offices write: big indented text, other heads on first and even pages, columns at the end."""
    document = Document()
    text = document.styles["Normal"].paragraph_format
    text.first_line_indent, text.alignment = Cm(1.25), WD_ALIGN_PARAGRAPH.JUSTIFY
    section = document.sections[0]
    section.header.paragraphs[0].text = "АО «Вереск»"
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "Бланк"
    document.settings.odd_and_even_pages_header_footer = True
    document.add_section()
    document.sections[1]._sectPr.xpath("./w:cols")[0].set(qn("w:num"), "2")
    document.sections[1].different_first_page_header_footer = True
    return saved(document)


def test_every_page_of_a_template_says_that_the_plan_is_internal() -> None:
    document: Any = Document(io.BytesIO(made(state_standard_template(), "docx")))

    [section] = document.sections
    heads = (section.header, section.first_page_header, section.even_page_header)
    assert all("ВНУТРЕННИЙ" in " ".join(line.text for line in head.paragraphs) for head in heads)
    assert [head.paragraphs[0].text for head in heads[:2]] == ["АО «Вереск»", "Бланк"]


def test_indents_and_columns_of_a_templates_text_do_not_reach_our_tables() -> None:
    document: Any = Document(io.BytesIO(made(state_standard_template(), "docx")))

    style = document.tables[1].rows[1].cells[0].paragraphs[0].style
    assert (style.paragraph_format.first_line_indent, style.paragraph_format.alignment) == (
        0,
        WD_ALIGN_PARAGRAPH.LEFT,
    )
    assert not document.sections[0]._sectPr.xpath("./w:cols[@w:num>1]")


def deck_template(change: Callable[[Any], None]) -> bytes:
    """A presentation whose masters and layouts were changed."""
    presentation = Presentation()
    change(presentation)
    return saved(presentation)


def _without(*kinds: str) -> Callable[[Any], None]:
    def change(presentation: Any) -> None:
        for layout in presentation.slide_layouts:
            for place in list(layout.placeholders):
                if place.placeholder_format.type.name in kinds:
                    place._element.getparent().remove(place._element)

    return change


def _title_at_the_foot(presentation: Any) -> None:
    for place in presentation.slide_master.placeholders:
        if place.placeholder_format.type.name == "TITLE":
            place.top = Inches(6.2)


@pytest.mark.parametrize(
    "change", [_without("TITLE", "CENTER_TITLE"), _without("FOOTER"), _title_at_the_foot]
)
def test_slides_have_a_title_above_and_say_that_they_are_internal_on_any_layout(
    change: Callable[[Any], None],
) -> None:
    presentation = Presentation(io.BytesIO(made(deck_template(change), "pptx")))

    assert len(presentation.slides) < 12
    for slide in list(presentation.slides)[1:]:
        texts = [shape for shape in slide.shapes if shape.has_text_frame]
        assert any("ВНУТРЕННИЙ" in shape.text_frame.text for shape in texts)
        title = slide.shapes.title or next(shape for shape in texts if "ВНУТРЕННИЙ" not in shape.text)
        below = [shape.top for shape in slide.shapes if shape.has_table or shape.has_chart]
        assert all(top >= title.top + title.height for top in below)


def test_slides_take_masters_and_size_of_their_template() -> None:
    presentation = Presentation(io.BytesIO(made(slide_template(), "pptx")))

    assert presentation.slide_width == Inches(11)
    assert len(presentation.slide_layouts) == 11
    assert {slide.slide_layout.name for slide in presentation.slides} == {"Title Slide", "Title Only"}
    for slide in presentation.slides:
        assert all(shape.left + shape.width <= Inches(11) for shape in slide.shapes if shape.left is not None)


@pytest.mark.parametrize("form", ["docx", "pptx"])
def test_what_a_template_says_and_who_made_it_stays_out(form: str) -> None:
    template = word_template() if form == "docx" else slide_template()

    written = made(template, form)

    text = everything_in(written)
    for trace in ("примертекста", "примерслайда", "Составитель", "черновикотдела"):
        assert trace not in text
    assert properties_of(written)["creator"] == "Вереск Упаковка"
    assert "Северогорский метизный завод" in words_in(written)


@pytest.mark.parametrize("form", ["docx", "pptx"])
def test_a_template_file_proper_is_a_template_too(form: str) -> None:
    kind = (b"wordprocessingml.document", b"wordprocessingml.template")
    if form == "pptx":
        kind = (b"presentationml.presentation", b"presentationml.template")

    def as_template(parts: dict[str, bytes]) -> None:
        listed = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = listed.replace(kind[0] + b".main+xml", kind[1] + b".main+xml")

    source = word_template() if form == "docx" else slide_template()

    assert made(with_parts(source, as_template), form)


def test_the_path_of_another_template_and_comments_with_their_authors_are_dropped() -> None:
    def tell(parts: dict[str, bytes]) -> None:
        parts["word/_rels/settings.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId9" Type="{_RELATIONSHIPS}/attachedTemplate"'
            ' Target="file:///C:/Users/petrov/secret.dotx" TargetMode="External"/></Relationships>'
        ).encode()
        parts["word/settings.xml"] = parts["word/settings.xml"].replace(
            b"<w:zoom",
            f'<w:attachedTemplate xmlns:r="{_RELATIONSHIPS}" r:id="rId9"/><w:zoom'.encode(),
            1,
        )
        parts["word/people.xml"] = b"<people>petrov</people>"
        parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
            b"</Relationships>",
            b'<Relationship Id="rId77" Target="people.xml"'
            b' Type="http://schemas.microsoft.com/office/2011/relationships/people"/></Relationships>',
        )
        parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
            b"</Types>", b'<Override PartName="/word/people.xml" ContentType="application/xml"/></Types>'
        )

    written = made(with_parts(word_template(), tell), "docx")

    text = everything_in(written)
    assert "petrov" not in text
    assert "attachedTemplate" not in text
    assert "rsid" not in parts_of(written)["word/settings.xml"].decode()


def _without_types(parts: dict[str, bytes]) -> None:
    del parts["[Content_Types].xml"]


@pytest.mark.parametrize("form", ["docx", "pptx"])
@pytest.mark.parametrize(
    "damaged",
    [b"", b"no archive at all", b"PK\x03\x04 cut off", "another kind", "bare zip", "broken xml"],
    ids=["empty", "text", "cut", "another-kind", "zip", "xml"],
)
def test_what_is_no_template_is_refused_by_name(form: str, damaged: bytes | str) -> None:
    source = word_template() if form == "docx" else slide_template()
    if damaged == "another kind":
        damaged = slide_template() if form == "docx" else word_template()
    elif damaged == "bare zip":
        damaged = with_parts(source, _without_types)
    elif damaged == "broken xml":
        damaged = with_parts(source, lambda parts: parts.update({"_rels/.rels": b"<Relationships"}))
    assert isinstance(damaged, bytes)

    with pytest.raises(UserError) as refused:
        made(damaged, form)

    assert refused.value.code == "paper.template_unreadable"
    assert refused.value.details["name"] == f"company.{form}"


def test_a_bomb_is_not_unpacked() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"{number}", bytes(100_000_000))

    with pytest.raises(UserError) as refused:
        opened(Template("bomb.docx", target.getvalue()))

    assert refused.value.code == "paper.template_unreadable"
