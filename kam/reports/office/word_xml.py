"""What python-docx has no words for: fields, bookmarks, shading, tab stops, heads of tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from docx.section import Section
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_FIRST_BOOKMARK: Final = 1000
"""Bookmarks that a template's headers may hold have smaller numbers."""
_CONTENTS: Final = ' TOC \\o "1-1" \\n \\h \\z '
"""A list of the first headings, as links, without page numbers: those only Word itself knows."""


def qualified(name: str) -> str:
    """A name of the word processing namespace in full."""
    from docx.oxml.ns import qn

    return qn(f"w:{name}")


def element(tag: str, **attributes: str) -> Any:
    """An element of the word processing namespace with attributes of the same."""
    from docx.oxml import OxmlElement

    made: Any = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qualified(name), value)
    return made


def add_field(line: Paragraph, instruction: str, shown: str) -> None:
    """A field such as the page's number; ``shown`` stands there until a program reckons it."""
    field = element("fldSimple", instr=f" {instruction} ")
    field.append(_run_of(shown))
    line._p.append(field)  # noqa: SLF001 - python-docx has no fields


def bookmark(line: Paragraph, number: int) -> str:
    """Mark a paragraph as a target of links; the mark's name."""
    name = f"_Toc{number + 1:06}"
    identity = str(_FIRST_BOOKMARK + number)
    line._p.append(element("bookmarkStart", id=identity, name=name))  # noqa: SLF001 - as above
    line._p.append(element("bookmarkEnd", id=identity))  # noqa: SLF001 - as above
    return name


def fill_contents(
    place: Paragraph, headings: Sequence[tuple[str, str]], styled: Callable[[Paragraph], Paragraph]
) -> None:
    """The list of contents from a paragraph on, as Word itself would write it."""
    from docx.text.paragraph import Paragraph

    lines = [place]
    for _ in headings[1:]:
        following = element("p")
        lines[-1]._p.addnext(following)  # noqa: SLF001 - as above
        lines.append(styled(Paragraph(following, place._parent)))  # noqa: SLF001 - as above
    begin = place._p  # noqa: SLF001 - as above
    for part in (_field_mark("begin"), _instruction(_CONTENTS), _field_mark("separate")):
        begin.append(part)
    for line, (name, text) in zip(lines, headings, strict=False):
        link = element("hyperlink", anchor=name, history="1")
        link.append(_run_of(text))
        line._p.append(link)  # noqa: SLF001 - as above
    lines[-1]._p.append(_field_mark("end"))  # noqa: SLF001 - as above


def shade(run: Run, *, text: str, behind: str) -> None:
    """Set a run in one colour on another."""
    from docx.shared import RGBColor

    run.font.color.rgb = RGBColor.from_string(text)
    run._r.get_or_add_rPr().append(element("shd", val="clear", color="auto", fill=behind))  # noqa: SLF001 - as above


def tab_at_right(line: Paragraph, section: Section) -> None:
    """One tab stop, at the right edge of the text."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Emu

    width = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    properties = line._p.get_or_add_pPr()  # noqa: SLF001 - as above
    style = line.style.element.xpath("./w:pPr/w:tabs/w:tab") if line.style is not None else []
    line.paragraph_format.tab_stops.add_tab_stop(Emu(width), WD_TAB_ALIGNMENT.RIGHT)
    tabs = properties.find(qualified("tabs"))
    for stop in style:  # those of the style would come before ours
        position = stop.get(qualified("pos"))
        tabs.insert(0, element("tab", val="clear", pos=str(position)))


def never_split(row: Any) -> None:
    """A row of a table stays on one page."""
    row._tr.get_or_add_trPr().append(element("cantSplit"))  # noqa: SLF001 - as above


def head_and_totals(table: Any, *, totals: bool) -> None:
    """Say of a table which rows are its head, which is repeated on every page, and its totals."""
    table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))  # noqa: SLF001 - as above
    _look(table, head=True, totals=totals)


def without_head(table: Any) -> None:
    """Say of a table that all its rows are alike."""
    _look(table, head=False, totals=False)


def _look(table: Any, *, head: bool, totals: bool) -> None:
    properties = table._tbl.tblPr  # noqa: SLF001 - as above
    for old in properties.findall(qualified("tblLook")):
        properties.remove(old)
    properties.append(
        element(
            "tblLook",
            val=f"{0x0600 | 0x0020 * head | 0x0040 * totals:04X}",
            firstRow=str(int(head)),
            lastRow=str(int(totals)),
            firstColumn="0",
            lastColumn="0",
            noHBand="1",
            noVBand="1",
        )
    )


def _run_of(text: str) -> Any:
    run, body = element("r"), element("t")
    body.text = text
    run.append(body)
    return run


def _field_mark(kind: str) -> Any:
    run = element("r")
    run.append(element("fldChar", fldCharType=kind))
    return run


def _instruction(text: str) -> Any:
    run, body = element("r"), element("instrText")
    body.text = text
    body.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.append(body)
    return run
