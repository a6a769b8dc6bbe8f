"""The health of the portfolio on paper: figures and the map first, then who moved, why, what people say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from kam.core.formats import Formats
from kam.core.words import Words
from kam.reports.charts import Column, columns
from kam.reports.complaints.facts import title
from kam.reports.complaints.flow import Paper, draw_pages, full, letterhead, running_head
from kam.reports.complaints.look import REPORT
from kam.reports.complaints.shown import shown
from kam.reports.content.insight import ClientLine, InsightPaper
from kam.reports.insight.map import map_box
from kam.reports.insight.tables import Tables
from kam.reports.kit import Box, Kit, stacked
from kam.reports.layout import Band, Heading, Part, Section
from kam.reports.pen import MM, Pen
from kam.reports.result import PaperResult
from kam.reports.text import Style, set_text

_FIGURE: Final = Style(14, 17)
_TALL: Final = 15 * MM
_CHART: Final = 27 * MM
_MOST: Final = 12
_MOST_NAMES: Final = 12


def draw_insight(content: InsightPaper, *, words: Words) -> PaperResult:
    """Draw the paper. The same content and words give the same bytes.

    Long lists show their first rows and say how many there are; the workbook has all of them.
    """
    kit = Kit(words, Formats(words.language), REPORT, content.currency, content.head.zone)
    paper = Paper(content.head, words.say("Health of the portfolio"), internal=True)
    day = _days(kit, content)
    first = stacked(
        [letterhead(kit, paper, day), title(kit, paper.name, _sentence(kit, content)), _figures(kit, content)]
    )
    bands = list(_bands(kit, content))
    return draw_pages(kit, paper, first, running_head(kit, paper, day), bands, content)


def _days(kit: Kit, content: InsightPaper) -> str:
    """«24.11.2026 к 24.10.2026»."""
    return kit.words.say(
        "{day} against {before}",
        day=kit.formats.full_date(content.on),
        before=kit.formats.full_date(content.before),
    )


def _sentence(kit: Kit, content: InsightPaper) -> str:
    words = kit.words
    parts = [words.say_many("{count} client", "{count} clients", content.count)]
    parts.append(words.say_many("{count} fell", "{count} fell", len(content.fell)))
    parts.append(words.say_many("{count} rose", "{count} rose", len(content.rose)))
    said = words.say("{list}.", list=", ".join(parts))
    return words.say("{line} {filters}", line=said, filters=content.chosen_by) if content.chosen_by else said


def _figures(kit: Kit, content: InsightPaper) -> Box:
    """Five figures in a row, each with what belongs to it."""
    words, formats = kit.words, kit.formats
    nothing = "—"
    shares = ""
    if content.three is not None and content.five is not None:
        shares = words.say_in(
            "shares",
            "three {three}, five {five}",
            three=formats.percent(content.three),
            five=formats.percent(content.five),
        )
    cells = [
        (
            words.say("Revenue, 12 months"),
            kit.money(content.revenue.minor),
            _percent(kit, content.revenue_change),
        ),
        (
            words.say_in("health", "Health"),
            nothing if content.score is None else formats.number(content.score, 1),
            _points(kit, content.change),
        ),
        (
            words.say("Revenue in the red zone"),
            kit.money(content.red.minor),
            words.say_many("{count} client", "{count} clients", content.red_count),
        ),
        (
            words.say("Share of one, limit {limit}", limit=formats.points(content.limit)),
            nothing if content.one is None else formats.percent(content.one, 1),
            shares,
        ),
        (
            words.say("NPS"),
            nothing if content.nps is None else formats.signed(content.nps),
            words.say("answered {answered} of {asked}", answered=content.answered, asked=content.asked),
        ),
    ]
    width = kit.look.width / len(cells)

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.line(x, y, x + kit.look.width, y, 0.5)
        for number, (name, value, note) in enumerate(cells):
            left = x + number * width
            pen.text(left, y + 4, set_text(name, kit.look.small, width - 6, 1))
            pen.text(left, y + 13, set_text(f"**{value}**", _FIGURE, width - 4, 1))
            pen.text(left, y + 31, set_text(note, kit.look.small, width - 6, 1))

    return Box(_TALL, paint)


def _percent(kit: Kit, change: Decimal | None) -> str:
    if change is None:
        return ""
    return kit.words.say("{change} on the year before", change=kit.formats.change(change))


def _points(kit: Kit, change: Decimal | None) -> str:
    return (
        ""
        if change is None
        else kit.words.say("{points} within a month", points=kit.formats.signed(change, 1))
    )


def _bands(kit: Kit, content: InsightPaper) -> Iterator[Band]:
    words, tables = kit.words, Tables(kit.words, kit.formats)
    if content.on_map:
        heading = Heading(words.say("Health and revenue"), _unit(kit, content))
        rows = (map_box(kit, content),)
        yield full(Section(Part.MONEY, heading, kit.look.width, rows, counted=False))
    losses = tables.losses(content)
    if losses.rows:
        shares = [float(each.lost) for each in content.losses]
        section = shown(kit, losses, bars=shares)
        yield full(_headed(section, words.say("What pulls it down"), _missing(kit, content)))
    if any(each.score is not None for each in content.months):
        yield full(_months(kit, content))
    for name, lines in ((words.say("Movers: down"), content.fell), (words.say("Movers: up"), content.rose)):
        if lines:
            yield full(shown(kit, tables.movers(name, lines), most=_MOST))
    if content.asked:
        yield full(_marks(kit, content))
    drivers = tables.drivers(content)
    if drivers.rows:
        yield full(shown(kit, drivers))
    for name, why, lines in (
        (
            words.say("Inertia"),
            words.say("revenue is steady, people and contact are poor"),
            content.inertia,
        ),
        (words.say("Not on the map"), words.say("health not known"), content.without_health),
        (words.say("Not on the map"), words.say("no revenue in 12 months"), content.without_revenue),
    ):
        if lines:
            yield full(_named(kit, name, why, lines))


def _headed(section: Section, label: str, message: str) -> Section:
    return Section(
        section.part,
        Heading(label, message),
        section.width,
        section.rows,
        section.head,
        total=section.total,
        counted=False,
    )


def _unit(kit: Kit, content: InsightPaper) -> str:
    formats = kit.formats
    unit = formats.unit(
        content.currency, formats.scale_for(content.on_map[0].revenue.minor, content.currency)
    )
    return kit.words.say(
        "{unit} in 12 months, logarithmic scale; size: segment",
        unit=unit,
    )


def _missing(kit: Kit, content: InsightPaper) -> str:
    return kit.words.say("{points} points of 100 are missing", points=kit.formats.number(content.missing, 1))


def _months(kit: Kit, content: InsightPaper) -> Section:
    """Columns of the year, each with its score."""
    words, formats = kit.words, kit.formats
    made = []
    for each in content.months:
        last = each is content.months[-1]
        name = formats.day_month(each.on) if last else formats.month_short_year(each.on)
        value = None if each.score is None else round(each.score * 10)
        text = "" if each.score is None else formats.number(each.score, 1)
        made.append(Column(name, value, None, partial=last, label=text))
    rows = (columns(made, kit.look.width, _CHART),)
    heading = Heading(
        words.say("Twelve months"), words.say("at the end of each month, weighted by the revenue of now")
    )
    return Section(Part.MONEY, heading, kit.look.width, rows, counted=False)


def _marks(kit: Kit, content: InsightPaper) -> Section:
    """Columns of the marks 0 to 10."""
    words, formats = kit.words, kit.formats
    made = [
        Column(formats.number(mark), count, None, label=formats.number(count) if count else "")
        for mark, count in enumerate(content.marks)
    ]
    told = [words.say("answered {answered} of {asked}", answered=content.answered, asked=content.asked)]
    if content.nps is not None:
        told.insert(0, words.say("NPS {points}", points=formats.signed(content.nps)))
    heading = Heading(words.say_in("insight", "Satisfaction"), ", ".join(told))
    rows = (columns(made, kit.look.width * 0.6, _CHART, mark_falls=False),)
    return Section(Part.QUESTIONS, heading, kit.look.width, rows, counted=False)


def _named(kit: Kit, name: str, why: str, lines: Sequence[ClientLine]) -> Section:
    """Clients by name; of many the first, and how many there are besides."""
    text = ", ".join(line.name for line in lines[:_MOST_NAMES])
    rest = len(lines) - _MOST_NAMES
    if rest > 0:
        text = kit.words.say("{list} and {count} more", list=text, count=kit.formats.number(rest))
    row = kit.whole(text, kit.look.width)
    return Section(Part.NOTES, Heading(name, why), kit.look.width, (row,), counted=False)
