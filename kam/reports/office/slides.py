"""Slides with real titles, tables and native charts, on our masters or on a company's."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from datetime import UTC
from typing import Any, Final

from kam.core.formats import Formats
from kam.core.words import Words
from kam.reports.document import About
from kam.reports.office.package import Template, sealed
from kam.reports.office.pictures import Picture
from kam.reports.office.slide_masters import Area, inches, masters_on
from kam.reports.office.slide_tables import POINT, Titled, dealt_out, paint
from kam.reports.office.tables import Table
from kam.reports.office.texts import shortened
from kam.reports.text import Style, plain, set_text

_LEADING: Final = 1.25
_OTHER_FACES: Final = 1.04
_AFTER_TEXT: Final = 10.0
_MOST: Final = (900, 600, 420, 300, 220, 150, 100)
"""Characters of a text on a slide, as many as there is room for."""
_MOST_TITLE: Final = 90
_LEAST_FOOT: Final = 20
_FOOT_CHARACTER: Final = 5.6
"""The width of a character of the foot in points; it has one line."""
_FOOT_HEIGHT: Final = 0.3
_BIG: Final = 20
"""Points, from which a line of a box is a title and bold."""


@dataclass(frozen=True, slots=True)
class Series:
    """A row of values of a chart, in the order of its categories; None = not known."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class SlideChart:
    """A chart: columns upright, bars lying; ``form`` is how a value is written."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    caption: str
    bars: bool = False
    form: str = "#,##0.0"


class Deck:
    """A presentation under construction; ``finish`` gives its bytes, alike for alike content."""

    def __init__(self, about: About, words: Words, foot: str, template: Template | None = None) -> None:
        """``foot`` stands on every slide. Raise ``UserError`` ``paper.template_unreadable``."""
        self._about = about
        self._words = words
        self._foot = foot
        self._masters = masters_on(template)
        self.formats = Formats(about.language)

    @property
    def area(self) -> Area:
        """Where the contents of a slide go."""
        return self._masters.area

    def title_slide(self, title: str, lines: Sequence[str], logo: Picture | None = None) -> None:
        """The first slide."""
        slide = self._masters.presentation.slides.add_slide(self._masters.title)
        under = [shortened(line, _MOST_TITLE) for line in lines]
        others = [each for each in slide.placeholders if each.placeholder_format.idx != 0]
        if slide.shapes.title is None:
            others = []  # a layout without a title: what its other places are for nobody knows
            self._text_box(slide, replace(self.area, height=inches(1)), [shortened(title, _MOST_TITLE)], 32)
            below = replace(self.area, top=self.area.top + inches(1.1), height=inches(1.5))
            self._text_box(slide, below, under, 18)
            for spare in list(slide.placeholders):
                spare._element.getparent().remove(spare._element)  # noqa: SLF001 - as below
        else:
            slide.shapes.title.text = shortened(title, _MOST_TITLE)
        if others:
            _fill_lines(others[0].text_frame, under)
        for spare in others[1:]:
            spare._element.getparent().remove(spare._element)  # noqa: SLF001 - python-pptx cannot remove shapes
        if logo is not None:
            height = inches(0.7)
            width = min(round(height * logo.width / logo.height), inches(4))
            slide.shapes.add_picture(
                io.BytesIO(logo.png),
                self.area.left,
                inches(0.6),
                width=width,
                height=round(width * logo.height / logo.width),
            )
        self._furnish(slide, self._masters.title)

    def slide(self, title: str) -> Any:
        """A slide with a title and room below."""
        slide = self._masters.presentation.slides.add_slide(self._masters.content)
        said, place = shortened(title, _MOST_TITLE), self._masters.heading
        if slide.shapes.title is None:
            self._text_box(slide, place or self.area, [said], 24)
        else:
            slide.shapes.title.text = said
            if place is not None:
                shape = slide.shapes.title
                shape.left, shape.top, shape.width, shape.height = astuple(place)
        for spare in [each for each in slide.placeholders if each.placeholder_format.idx != 0]:
            spare._element.getparent().remove(spare._element)  # noqa: SLF001 - as above
        self._furnish(slide, self._masters.content)
        return slide

    def _text_box(self, slide: Any, area: Area, lines: Sequence[str], size: float) -> None:
        """Lines in the middle of a place of their own; the first box of a slide is its title to a reader."""
        box = slide.shapes.add_textbox(*astuple(area))
        frame = _bare(box.text_frame)
        for number, text in enumerate(lines):
            _say(frame.paragraphs[0] if number == 0 else frame.add_paragraph(), text, size, bold=size > _BIG)

    def tables(self, title: str, *tables: Titled) -> None:
        """Tables under one title, on as many slides as their rows take; none where none has rows."""
        slides = dealt_out(tables, self.area, self.formats)
        for number, parts in enumerate(slides, 1):
            said = title
            if len(slides) > 1:
                said = self._words.say_in(
                    "slide", "{title} ({number} of {count})", title=title, number=number, count=len(slides)
                )
            slide = self.slide(said)
            for part in parts:
                paint(slide, part, self.area, self._masters, self._heading)

    def table_on(self, slide: Any, table: Table, area: Area) -> None:
        """The rows of a table that fit in a place of a slide."""
        slides = dealt_out([("", table)], area, self.formats)
        for part in slides[0] if slides else ():
            paint(slide, part, area, self._masters, self._heading)

    def _heading(self, slide: Any, text: str, area: Area) -> None:
        frame = _bare(slide.shapes.add_textbox(area.left, area.top, area.width, area.height).text_frame)
        _say(frame.paragraphs[0], text, 16, bold=True)

    def figures_on(self, slide: Any, figures: Sequence[tuple[str, str, str]], area: Area) -> None:
        """Key figures beside one another: what, how much, and a remark."""
        step = area.width // max(len(figures), 1)
        for number, (name, value, remark) in enumerate(figures):
            box = slide.shapes.add_textbox(
                area.left + number * step, area.top, step - inches(0.2), area.height
            )
            frame = _bare(box.text_frame)
            _say(frame.paragraphs[0], name, 12)
            _say(frame.add_paragraph(), value, 28, bold=True)
            _say(frame.add_paragraph(), remark, 12)

    def text_on(self, slide: Any, parts: Sequence[tuple[str, str]], area: Area, *, size: float = 16) -> None:
        """Names in bold with texts below, in a place of a slide; without a name the text alone.

        What is too long for the place is cut, all parts alike: the whole of it stands in the document.
        """
        if not parts:
            return
        most = next((each for each in _MOST if _fits(parts, area, size, each)), _MOST[-1])
        frame = _bare(slide.shapes.add_textbox(area.left, area.top, area.width, area.height).text_frame)
        line = frame.paragraphs[0]
        for number, (name, text) in enumerate(parts):
            if number:
                line = frame.add_paragraph()
            if name:
                _say(line, name, size - 2, bold=True)
                line = frame.add_paragraph()
            _say(line, shortened(text, most), size, after=_AFTER_TEXT)

    def chart_on(self, slide: Any, chart: SlideChart, area: Area) -> None:
        """A chart that can be edited, with the figures behind it."""
        from pptx.chart.data import CategoryChartData
        from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION
        from pptx.util import Pt

        data = CategoryChartData(number_format=chart.form)
        data.categories = [plain(each) for each in chart.categories]
        for series in chart.series:
            data.add_series(plain(series.name), series.values)
        kind = XL_CHART_TYPE.BAR_CLUSTERED if chart.bars else XL_CHART_TYPE.COLUMN_CLUSTERED
        self.text_on(slide, [("", chart.caption)], replace(area, height=inches(0.4)), size=13)
        top = inches(0.42)
        frame = slide.shapes.add_chart(kind, area.left, area.top + top, area.width, area.height - top, data)
        frame.name = plain(chart.caption)
        frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(chart.caption))  # noqa: SLF001 - as above
        made = frame.chart
        made.font.size = Pt(11)
        made.has_title = False
        made.has_legend = len(chart.series) > 1
        if made.has_legend:
            made.legend.position = XL_LEGEND_POSITION.BOTTOM
            made.legend.include_in_layout = False
        _dress_plot(made, chart)

    def finish(self) -> bytes:
        """The file."""
        self._say_what_it_is()
        target = io.BytesIO()
        self._masters.presentation.save(target)
        return sealed(target.getvalue(), self._about.printed_at)

    def _say_what_it_is(self) -> None:
        """The properties: of the content, and nothing of whoever writes it and where."""
        properties, about = self._masters.presentation.core_properties, self._about
        moment = about.printed_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
        properties.title = plain(about.title)[:255]
        properties.subject = plain(about.subject)[:255]
        properties.author = plain(about.author)[:255]
        properties.language = about.language
        properties.created = properties.modified = moment
        properties.last_modified_by = ""
        properties.revision = 1

    def _furnish(self, slide: Any, layout: Any) -> None:
        """The foot and the number; a foot where the layout has no place for it, too: it says who may read."""
        from copy import deepcopy

        from pptx.oxml.ns import qn

        if not any(each.placeholder_format.type.name == "FOOTER" for each in layout.placeholders):
            self._own_foot(slide)
        for shape in layout.placeholders:
            kind = shape.placeholder_format.type.name
            if kind not in {"FOOTER", "SLIDE_NUMBER"}:
                continue
            copied = deepcopy(shape._element)  # noqa: SLF001 - as above
            for part in list(copied.spPr):
                copied.spPr.remove(part)
            copied.nvSpPr.cNvPr.set("id", str(900 + shape.placeholder_format.idx))
            body = copied.txBody
            for part in body.findall(qn("a:lstStyle")):
                for level in list(part):
                    part.remove(level)
            for paragraph in body.findall(qn("a:p")):
                body.remove(paragraph)
            most = max(_LEAST_FOOT, round(shape.width / POINT / _FOOT_CHARACTER))
            foot = shortened(self._foot, most)
            body.append(_number_line() if kind == "SLIDE_NUMBER" else _text_line(foot))
            slide.shapes._spTree.append(copied)  # noqa: SLF001 - as above

    def _own_foot(self, slide: Any) -> None:
        """Our line at the very foot of a slide, as far as a slide's number leaves room."""
        presentation = self._masters.presentation
        height = inches(_FOOT_HEIGHT)
        area = Area(
            self.area.left, presentation.slide_height - height, presentation.slide_width * 3 // 5, height
        )
        most = max(_LEAST_FOOT, round(area.width / POINT / _FOOT_CHARACTER))
        self._text_box(slide, area, [shortened(self._foot, most)], 10)


def _fits(parts: Sequence[tuple[str, str]], area: Area, size: float, most: int) -> bool:
    """Whether texts of at most so many characters fit in a place."""
    style = Style(size, size * _LEADING)
    width = area.width / POINT / _OTHER_FACES
    heights = [set_text(shortened(text, most), style, width).height for _, text in parts]
    names = sum((size - 2) * _LEADING for name, _ in parts if name)
    return sum(heights) + names + _AFTER_TEXT * len(parts) <= area.height / POINT


def _text_line(text: str) -> Any:
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls, qn

    line: Any = parse_xml(f"<a:p {nsdecls('a')}><a:r><a:t/></a:r></a:p>")
    line.find(f"{qn('a:r')}/{qn('a:t')}").text = plain(text)
    return line


def _number_line() -> Any:
    from pptx.oxml import parse_xml
    from pptx.oxml.ns import nsdecls

    field = '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:t>‹#›</a:t></a:fld>'
    return parse_xml(f"<a:p {nsdecls('a')}>{field}</a:p>")


def _say(line: Any, text: str, size: float, *, bold: bool = False, after: float = 0) -> None:
    from pptx.util import Pt

    run = line.add_run()
    run.text = plain(text)
    run.font.size = Pt(size)
    run.font.bold = bold or None
    line.space_after = Pt(after)


def _fill_lines(frame: Any, lines: Sequence[str]) -> None:
    for number, text in enumerate(lines):
        line = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        line.add_run().text = plain(text)


def _bare(frame: Any) -> Any:
    """A frame of text without margins that wraps."""
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    return frame


def _dress_plot(made: Any, chart: SlideChart) -> None:
    """One strong series and a quiet one, no frame, a light grid."""
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_THEME_COLOR
    from pptx.util import Pt

    plot = made.plots[0]
    plot.gap_width, plot.overlap = 60, 0 if chart.bars else -5
    colours = (MSO_THEME_COLOR.ACCENT_1, MSO_THEME_COLOR.ACCENT_2)
    for series, colour in zip(plot.series, colours, strict=False):
        series.format.fill.solid()
        series.format.fill.fore_color.theme_color = colour
        series.invert_if_negative = False
    values, categories = made.value_axis, made.category_axis
    values.has_major_gridlines = not chart.bars
    values.visible = not chart.bars
    values.format.line.fill.background()
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = chart.form, False
    if values.has_major_gridlines:
        values.major_gridlines.format.line.color.rgb = RGBColor.from_string("D9D9D9")
        values.major_gridlines.format.line.width = Pt(0.5)
    categories.format.line.color.rgb = RGBColor.from_string("7F7F7F")
    categories.has_major_gridlines = False
    if chart.bars:
        categories.reverse_order = True
        plot.has_data_labels = True
        plot.data_labels.number_format, plot.data_labels.number_format_is_linked = chart.form, False
        plot.data_labels.font.size = Pt(11)
