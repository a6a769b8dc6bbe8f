"""Styles of a Word document: our own sober ones, and those that a company's template lacks."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC
from functools import cache
from pathlib import Path
from typing import Any, Final

from kam.core.errors import UserError
from kam.reports.document import About
from kam.reports.office.package import Template, opened, replaced_in, without_traces
from kam.reports.office.word_xml import element, qualified
from kam.reports.text import plain

COMPANY: Final = "Plan Company"
COVER_LINE: Final = "Plan Cover Line"
NOTE: Final = "Plan Note"
MISSING: Final = "Plan Missing"
AFTER_TABLE: Final = "Plan Space"
CELL: Final = "Plan Cell"
SMALL_CELL: Final = "Plan Small Cell"
FIGURE_CELL: Final = "Plan Figure Cell"
SMALL_FIGURE_CELL: Final = "Plan Small Figure Cell"
FIGURE: Final = "Plan Figure"
FIGURE_NAME: Final = "Plan Figure Name"
CELL_SIZE: Final = 9.0
SMALL_SIZE: Final = 8.0
TABLE: Final = "Plan Table"
"""The table style that a company may define in its template."""

_FACE: Final = "Calibri"
_ACCENT: Final = "1D4E79"
_LANGUAGES: Final = {"ru": "ru-RU", "en": "en-GB"}
_KEPT_TABLE_STYLES: Final = frozenset({"Normal Table", "Table Grid"})


@dataclass(frozen=True, slots=True)
class _Look:
    """A paragraph style: sizes and distances in points."""

    size: float | None = None
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 4
    leading: float | None = None
    """Of the line's height; None = the base's."""
    figure: bool = False
    with_next: bool = False
    rule: bool = False
    """A line in the accent colour stands over it."""
    base: str = "Normal"
    quote: bool = False


_LOOKS: Final[dict[str, _Look]] = {
    "Normal": _Look(10, after=4, leading=1.08, base=""),
    "Title": _Look(28, bold=True, after=4, leading=1, with_next=True),
    "Subtitle": _Look(13, before=40, after=2, with_next=True),
    "Heading 1": _Look(16, bold=True, before=22, after=3, with_next=True, rule=True),
    "Heading 2": _Look(12, bold=True, before=12, after=3, with_next=True),
    "Heading 3": _Look(10.5, bold=True, before=8, after=3, with_next=True),
    "Quote": _Look(13, before=14, after=14, quote=True),
    "TOC Heading": _Look(12, bold=True, before=16, after=4, with_next=True),
    "TOC 1": _Look(10, after=2),
    "List Bullet": _Look(10, after=2),
    "Header": _Look(8.5, after=0),
    "Footer": _Look(8.5, after=0),
    COMPANY: _Look(12, bold=True, after=0),
    COVER_LINE: _Look(11, after=3),
    NOTE: _Look(10.5, after=5),
    MISSING: _Look(10, italic=True, after=5),
    AFTER_TABLE: _Look(4, after=4, leading=1),
    CELL: _Look(CELL_SIZE, before=1.5, after=1.5, leading=1),
    SMALL_CELL: _Look(SMALL_SIZE, before=1.5, after=1.5, leading=1),
    FIGURE_CELL: _Look(CELL_SIZE, before=1.5, after=1.5, leading=1, figure=True),
    SMALL_FIGURE_CELL: _Look(SMALL_SIZE, before=1.5, after=1.5, leading=1, figure=True),
    FIGURE: _Look(18, bold=True, after=0, leading=1),
    FIGURE_NAME: _Look(8.5, before=2, after=2, leading=1),
}


def document_on(template: Template | None, language: str) -> Any:
    """An empty document with our styles, or with those of a template.

    Raises:
        UserError: ``paper.template_unreadable``.

    """
    from docx import Document

    if template is None:
        document = Document(io.BytesIO(_base()))
        _make_ours(document)
    else:
        try:
            document = Document(io.BytesIO(opened(template)))
        except (ValueError, KeyError, AttributeError) as error:
            raise UserError("paper.template_unreadable", name=template.name) from error
        _empty(document)
    _speak(document, language)
    return document


def style_of(document: Any, name: str) -> Any:
    """A paragraph or table style; ours is made where the document has none of that name."""
    styles = document.styles
    if name in styles:
        return styles[name]
    from docx.enum.style import WD_STYLE_TYPE

    look = _LOOKS[name]
    base = style_of(document, look.base) if look.base else None
    made = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=name in _LOOKS and "Plan" not in name)
    made.base_style = base
    _dress(made, look)
    return made


def table_style_of(document: Any) -> Any:
    """The style of our tables: the template's own of that name, else one that follows its theme."""
    from docx.enum.style import WD_STYLE_TYPE

    styles = document.styles
    if TABLE in styles:
        return styles[TABLE]
    made = styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    default = styles.default(WD_STYLE_TYPE.TABLE)
    made.base_style = default
    for part in _table_parts():
        made.element.append(part)
    return made


def say_what_it_is(document: Any, about: About) -> None:
    """The properties: of the content, and nothing of whoever writes it and where."""
    properties = document.core_properties
    moment = about.printed_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties.title = plain(about.title)[:255]
    properties.subject = plain(about.subject)[:255]
    properties.author = plain(about.author)[:255]
    properties.language = _LANGUAGES[about.language]
    properties.created = properties.modified = moment
    properties.last_modified_by = ""
    properties.revision = 1


@cache
def _base() -> bytes:
    """The library's empty document without its traces, its typefaces and colours ours."""
    from docx import Document

    path = Path(Document.__code__.co_filename).parent / "templates" / "default.docx"
    package = without_traces(path.read_bytes())
    return replaced_in(
        package,
        "word/theme/theme1.xml",
        (
            (rb'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', rb"\g<1>" + _FACE.encode()),
            (
                rb"<a:accent1>.*?</a:accent1>",
                b'<a:accent1><a:srgbClr val="' + _ACCENT.encode() + b'"/></a:accent1>',
            ),
        ),
    )


def _make_ours(document: Any) -> None:
    """Our styles, page and settings."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Mm

    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in _KEPT_TABLE_STYLES:
            style.delete()
    for name, look in _LOOKS.items():
        if name in document.styles:
            _bare(document.styles[name])
            _dress(document.styles[name], look)
    [section] = document.sections
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(20), Mm(15)
    section.top_margin, section.bottom_margin = Mm(22), Mm(18)
    section.header_distance, section.footer_distance = Mm(10), Mm(9)
    for setting in document.settings.element.xpath('.//w:compatSetting[@w:name="compatibilityMode"]'):
        setting.set(qualified("val"), "15")


def _bare(style: Any) -> None:
    """Take from a style what the library's document makes it look like, but for its bullets and level."""
    for properties in style.element.xpath("./w:rPr"):
        style.element.remove(properties)
    for properties in style.element.xpath("./w:pPr"):
        for part in list(properties):
            if part.tag.rpartition("}")[2] not in {"numPr", "outlineLvl", "ind", "contextualSpacing"}:
                properties.remove(part)


def _dress(style: Any, look: _Look) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Mm, Pt

    font, form = style.font, style.paragraph_format
    if look.size is not None:
        font.size = Pt(look.size)
    font.bold, font.italic = look.bold or None, look.italic or None
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.keep_with_next = look.with_next or None
    if look.leading is not None:
        form.line_spacing = look.leading
    # Said outright: a template's plain text may be justified and indented, what is ours never is.
    form.alignment = WD_ALIGN_PARAGRAPH.RIGHT if look.figure else WD_ALIGN_PARAGRAPH.LEFT
    form.left_indent = form.right_indent = form.first_line_indent = Pt(0)
    if look.quote:
        form.left_indent = Mm(5)
        _border(style, "left", size=24, space=10)
    if look.rule:
        _border(style, "top", size=12, space=5)


def _border(style: Any, side: str, *, size: int, space: int) -> None:
    """A line beside a paragraph in the colour of the theme; ``size`` in eighths of a point."""
    borders = element("pBdr")
    borders.append(
        element(side, val="single", sz=str(size), space=str(space), color=_ACCENT, themeColor="accent1")
    )
    properties = style.element.get_or_add_pPr()
    properties.insert_element_before(
        borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl"
    )


def _table_parts() -> list[Any]:
    """What a table style is made of: hairlines between rows, a rule under the head, one over the totals."""
    spacing = element("pPr")
    spacing.append(element("spacing", before="0", after="0"))
    whole = element("tblPr")
    borders = element("tblBorders")
    accent = {"color": _ACCENT, "themeColor": "accent1"}
    borders.append(element("top", val="single", sz="8", space="0", **accent))
    borders.append(element("bottom", val="single", sz="4", space="0", color="auto"))
    borders.append(element("insideH", val="single", sz="2", space="0", color="auto"))
    margins = element("tblCellMar")
    margins.append(element("left", w="60", type="dxa"))
    margins.append(element("right", w="120", type="dxa"))
    whole.append(borders)
    whole.append(margins)
    return [
        spacing,
        whole,
        _edge("firstRow", element("bottom", val="single", sz="6", space="0", color="auto")),
        _edge("lastRow", element("top", val="single", sz="6", space="0", color="auto")),
    ]


def _edge(which: str, line: Any) -> Any:
    part = element("tblStylePr", type=which)
    face = element("rPr")
    face.append(element("b"))
    cell, borders = element("tcPr"), element("tcBorders")
    borders.append(line)
    cell.append(borders)
    part.append(face)
    part.append(cell)
    return part


def _empty(document: Any) -> None:
    """Take out what a template says: its last page stays, with header and footer, in one column.

    A header that the last section takes over from those before it is handed on before they go.
    """
    body = document.element.body
    kept = body.sectPr
    references = ("headerReference", "footerReference")
    if kept is not None:
        for earlier in reversed(body.xpath("./w:p/w:pPr/w:sectPr")):
            named = {(each.tag, each.get(qualified("type"))) for each in kept if _is(each, *references)}
            for each in list(earlier):
                if _is(each, *references) and (each.tag, each.get(qualified("type"))) not in named:
                    kept.insert(0, each)
        for columns in kept.xpath("./w:cols"):
            kept.remove(columns)
    for part in list(body):
        if not _is(part, "sectPr"):
            body.remove(part)


def _is(part: Any, *names: str) -> bool:
    return part.tag.rpartition("}")[2] in names


def _speak(document: Any, language: str) -> None:
    """The language in which spelling is checked."""
    for said in document.styles.element.xpath("./w:docDefaults//w:lang"):
        said.set(qualified("val"), _LANGUAGES[language])
