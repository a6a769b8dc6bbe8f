"""The masters of slides: our own sober ones, or a company's with its slides taken out."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from kam.core.errors import UserError
from kam.reports.office.package import Template, opened, replaced_in, without_traces

_FACE: Final = "Calibri"
ACCENT: Final = "1D4E79"
_EMU: Final = 914_400
"""Units of a slide in an inch."""
_WIDTH, _HEIGHT = 40 / 3, 7.5
_LEFT, _LIVE = 0.6, 12.13
_TITLE_SLIDE, _TITLE_ONLY = "Title Slide", "Title Only"
_FURNITURE: Final = frozenset({"DATE", "FOOTER", "SLIDE_NUMBER"})
_NO_STYLE: Final = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"


@dataclass(frozen=True, slots=True)
class Area:
    """A place on a slide, in the slide's units."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Masters:
    """A presentation without slides, its two layouts, where contents go, and how tables look."""

    presentation: Any
    title: Any
    content: Any
    area: Area
    table_style: str
    own_lines: bool
    """Our tables draw their lines themselves; a template's follow its table style."""
    heading: Area | None = None
    """Where titles go that the layout has no place for, or one that leaves no room for anything else."""


def inches(value: float) -> int:
    """Inches in a slide's units."""
    return round(value * _EMU)


def masters_on(template: Template | None) -> Masters:
    """Our masters, or those of a template.

    Raises:
        UserError: ``paper.template_unreadable``.

    """
    from pptx import Presentation

    if template is None:
        presentation = Presentation(io.BytesIO(_base()))
        _make_ours(presentation)
        layouts = {layout.name: layout for layout in presentation.slide_layouts}
        area = Area(inches(_LEFT), inches(1.5), inches(_LIVE), inches(5.3))
        return Masters(
            presentation, layouts[_TITLE_SLIDE], layouts[_TITLE_ONLY], area, _NO_STYLE, own_lines=True
        )
    try:
        presentation = Presentation(io.BytesIO(opened(template)))
        _take_slides_out(presentation)
        title, content = _layouts_of(presentation)
        area, heading = _places_of(presentation, content)
    except (ValueError, KeyError, AttributeError, IndexError) as error:
        raise UserError("paper.template_unreadable", name=template.name) from error
    style = _default_table_style(presentation)
    return Masters(presentation, title, content, area, style, own_lines=False, heading=heading)


@cache
def _base() -> bytes:
    """The library's empty presentation without its traces, its typefaces and colours ours."""
    import pptx

    path = Path(pptx.__file__).parent / "templates" / "default.pptx"
    face, accent = _FACE.encode(), ACCENT.encode()
    package = replaced_in(
        without_traces(path.read_bytes()),
        "ppt/theme/theme1.xml",
        (
            (rb'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*', rb"\g<1>" + face),
            (
                rb"<a:accent1>.*?</a:accent1>",
                b'<a:accent1><a:srgbClr val="' + accent + b'"/></a:accent1>',
            ),
            (rb"<a:accent2>.*?</a:accent2>", b'<a:accent2><a:srgbClr val="A6A6A6"/></a:accent2>'),
        ),
    )
    return replaced_in(
        package,
        "ppt/slideMasters/slideMaster1.xml",
        (
            (rb'(<p:titleStyle>.*?<a:lvl1pPr algn=)"ctr"', rb'\1"l"'),
            (rb'(<p:titleStyle>.*?<a:defRPr sz=)"4400"', rb'\1"2600" b="1"'),
        ),
    )


def _make_ours(presentation: Any) -> None:
    """Wide slides, a rule in the accent colour, title and furniture in their places."""
    presentation.slide_width, presentation.slide_height = inches(_WIDTH), inches(_HEIGHT)
    presentation.element.sldSz.attrib.pop("type", None)  # it says 4:3
    for layout in list(presentation.slide_layouts):
        if layout.name not in {_TITLE_SLIDE, _TITLE_ONLY}:
            presentation.slide_layouts.remove(layout)
    master = presentation.slide_master
    _place(master.placeholders, "TITLE", 0.45, 0.9)
    _place(master.placeholders, "BODY", 1.5, 5.3)
    _furnish(master)
    rule = master.shapes._spTree.add_autoshape(  # noqa: SLF001 - masters have no way to add shapes
        900, "Rule", "rect", inches(_LEFT), inches(0.3), inches(_LIVE), inches(0.05)
    )
    _fill(rule)
    for layout in presentation.slide_layouts:
        _furnish(layout)
        if layout.name == _TITLE_SLIDE:
            _place(layout.placeholders, "CENTER_TITLE", 2.1, 1.5, size=3600)
            _place(layout.placeholders, "SUBTITLE", 3.75, 1.8, size=1800)


def _furnish(master: Any) -> None:
    """The foot of a slide: our line at the left, the number at the right, no date."""
    for shape in list(master.placeholders):
        kind = shape.placeholder_format.type.name
        if kind == "DATE":
            shape._element.getparent().remove(shape._element)  # noqa: SLF001 - as above
        elif kind == "FOOTER":
            _put(shape, _LEFT, 6.98, 10.5, 0.3, align="l", size=1000)
        elif kind == "SLIDE_NUMBER":
            _put(shape, _LEFT + 10.6, 6.98, _LIVE - 10.6, 0.3, align="r", size=1000)


def _place(placeholders: Iterable[Any], kind: str, top: float, height: float, size: int = 0) -> None:
    for shape in placeholders:
        if shape.placeholder_format.type.name == kind:
            _put(shape, _LEFT, top, _LIVE, height, align="l" if size else "", size=size)
            anchor = {"CENTER_TITLE": "b", "TITLE": "ctr"}.get(kind, "t")
            shape._element.txBody.bodyPr.set("anchor", anchor)  # noqa: SLF001 - as above
            for side in ("lIns", "rIns"):
                shape._element.txBody.bodyPr.set(side, "0")  # noqa: SLF001 - as above


def _put(
    shape: Any, left: float, top: float, width: float, height: float, *, align: str = "", size: int = 0
) -> None:
    """Give a placeholder its place, the alignment and the size of its text in hundredths of a point."""
    shape.left, shape.top, shape.width, shape.height = map(inches, (left, top, width, height))
    body = shape._element.txBody  # noqa: SLF001 - as above
    for side in ("lIns", "rIns"):
        body.bodyPr.set(side, "0")
    if not align and not size:
        return
    from lxml import etree
    from pptx.oxml.ns import qn

    style = body.find(qn("a:lstStyle"))
    level = style.find(qn("a:lvl1pPr"))
    if level is None:
        level = etree.SubElement(style, qn("a:lvl1pPr"))
    level.set("algn", align)
    level.set("marL", "0")
    level.set("indent", "0")
    face = level.find(qn("a:defRPr"))
    if face is None:
        if level.find(qn("a:buNone")) is None:
            etree.SubElement(level, qn("a:buNone"))
        face = etree.SubElement(level, qn("a:defRPr"))
    face.set("sz", str(size))
    for colour in face.findall(qn("a:solidFill")):
        face.remove(colour)
    black = etree.SubElement(face, qn("a:solidFill"))
    etree.SubElement(black, qn("a:schemeClr")).set("val", "tx1")
    face.insert(0, black)


def _fill(shape: Any) -> None:
    """The accent colour, without a line."""
    from lxml import etree
    from pptx.oxml.ns import qn

    for style in shape.findall(qn("p:style")):
        shape.remove(style)
    properties = shape.spPr
    fill = etree.SubElement(properties, qn("a:solidFill"))
    etree.SubElement(fill, qn("a:schemeClr")).set("val", "accent1")
    line = etree.SubElement(properties, qn("a:ln"))
    etree.SubElement(line, qn("a:noFill"))


def _take_slides_out(presentation: Any) -> None:
    """A template's slides say something; its masters and layouts stay."""
    from pptx.oxml.ns import qn

    slides = presentation.slides._sldIdLst  # noqa: SLF001 - python-pptx cannot delete slides
    for slide in list(slides):
        presentation.part.drop_rel(slide.rId)
        slides.remove(slide)
    element = presentation.element
    for extension in element.findall(f"{qn('p:extLst')}/{qn('p:ext')}"):
        if any(part.tag.rpartition("}")[2] == "sectionLst" for part in extension):
            extension.getparent().remove(extension)
    for extensions in element.findall(qn("p:extLst")):
        if len(extensions) == 0:
            element.remove(extensions)


def _layouts_of(presentation: Any) -> tuple[Any, Any]:
    """The layout of a first slide, and the one with a title and the least besides."""
    layouts = list(presentation.slide_layouts)
    kinds = [{each.placeholder_format.type.name for each in layout.placeholders} for layout in layouts]
    first = next((at for at, found in enumerate(kinds) if "CENTER_TITLE" in found), 0)
    titled = [at for at, found in enumerate(kinds) if "TITLE" in found] or [len(layouts) - 1]
    return layouts[first], layouts[min(titled, key=lambda at: len(kinds[at] - _FURNITURE))]


def _places_of(presentation: Any, layout: Any) -> tuple[Area, Area | None]:
    """What lies between the title and the foot of a layout, and where titles go if not where it says."""
    width, height = presentation.slide_width, presentation.slide_height
    left, bottom = width // 20, height - height // 12
    live = width - 2 * left
    heading = Area(left, height // 24, live, height // 8)
    title: Area | None = None
    for shape in layout.placeholders:
        kind = shape.placeholder_format.type.name
        if kind == "TITLE" and shape.top is not None:
            title = Area(shape.left, shape.top, shape.width, shape.height)
        elif kind in _FURNITURE and shape.top is not None and shape.top > height // 2:
            bottom = min(bottom, shape.top - inches(0.05))
    if title is not None and _leaves_room(title, width, bottom):
        if title.width > width // 2:
            left, live = max(title.left, 0), min(title.width, width - max(title.left, 0))
        top = title.top + title.height + inches(0.1)
        return Area(left, top, live, bottom - top), None
    top = heading.top + heading.height + inches(0.1)
    return Area(left, top, live, max(bottom - top, height // 3)), heading


def _leaves_room(title: Area, width: int, bottom: int) -> bool:
    """Whether a title stands on the slide, and more than half of what is above the foot lies below it."""
    below = bottom - title.top - title.height
    return title.left < width // 2 and title.left + title.width <= width * 1.02 and below > bottom // 2


def _default_table_style(presentation: Any) -> str:
    """The table style that the template names as its own, else one of the program that follows the theme."""
    import re

    for relation in presentation.part.rels.values():
        if relation.reltype.endswith("/tableStyles"):
            found = re.search(rb'\bdef="(\{[^"]+\})"', relation.target_part.blob)
            if found:
                return found[1].decode("ascii")
    return "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
