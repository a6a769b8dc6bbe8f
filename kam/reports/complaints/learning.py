"""What complaints teach, as a report for a span: figures at the head, then months, causes, clients, cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import partial
from typing import Final

from kam.core.formats import Formats
from kam.core.text import with_capital
from kam.core.vocabulary import ClockKind
from kam.core.words import Words
from kam.reports.charts import Column, columns, labelled_columns
from kam.reports.complaints.facts import title
from kam.reports.complaints.flow import Paper, draw_pages, fewest_pages, full, letterhead, running_head
from kam.reports.complaints.shown import shown
from kam.reports.complaints.tables import Tables
from kam.reports.complaints.wording import clock_name, money, working_time
from kam.reports.content.complaints import LearningPaper, NormLine, ShareLine
from kam.reports.kit import Box, Kit, Look, stacked
from kam.reports.layout import Heading, Part, Section
from kam.reports.office.tables import Table
from kam.reports.pen import MM, Pen
from kam.reports.result import PaperResult
from kam.reports.text import Style, set_text

_FIGURE: Final = Style(15, 18)
_TALL: Final = 15 * MM
_CHART: Final = 32 * MM
_MOST_COLUMNS: Final = 36
_MOST_ROWS: Final = 15


def span_words(kit: Kit, paper: LearningPaper) -> str:
    """«01.12.2025 — 23.11.2026»."""
    return kit.words.say(
        "{first} — {last}",
        first=kit.formats.full_date(paper.since),
        last=kit.formats.full_date(paper.until),
    )


def draw_learning(content: LearningPaper, *, words: Words) -> PaperResult:
    """Draw the report. The same content and words give the same bytes.

    Long lists show their first rows and say how many there are; the workbook has all of them.
    """
    return fewest_pages(partial(_draw, content, words))


def _draw(content: LearningPaper, words: Words, look: Look) -> PaperResult:
    kit = Kit(words, Formats(words.language), look, content.currency, content.head.zone)
    paper = Paper(content.head, words.say("What complaints teach"), internal=True)
    first = stacked(
        [
            letterhead(kit, paper, span_words(kit, content)),
            title(kit, paper.name, _sentence(kit, content)),
            _figures(kit, content),
        ]
    )
    later = running_head(kit, paper, span_words(kit, content))
    bands = [full(section) for section in _sections(kit, content) if section.rows]
    return draw_pages(kit, paper, first, later, bands, content)


def _sentence(kit: Kit, content: LearningPaper) -> str:
    words = kit.words
    said = words.say_many("{count} complaint received", "{count} complaints received", content.count)
    said = with_capital(said)
    if content.before is not None:
        said = words.say("{line}; {count} in the span before", line=said, count=content.before)
    if content.open:
        said = words.say("{line}; open: {count}", line=said, count=content.open)
    if content.reopened:
        said = words.say("{line}; reopened: {count}", line=said, count=content.reopened)
    return words.say("{line}. {filters}", line=said, filters=content.chosen_by) if content.chosen_by else said


def _figures(kit: Kit, content: LearningPaper) -> Box:
    """Six figures in a row, each with what it was before."""
    words, formats = kit.words, kit.formats
    norms = {one.clock: one for one in content.norms}
    shown_norms = [
        (
            words.say("{clock} in time", clock=clock_name(words, clock)),
            _share(kit, norms.get(clock)),
            _change(kit, norms.get(clock)),
        )
        for clock in (ClockKind.FIRST_RESPONSE, ClockKind.RESOLUTION)
    ]
    resolution = norms.get(ClockKind.RESOLUTION)
    middle = working_time(words, formats, resolution.middle if resolution else None, content.working_day)
    before = words.say("before {sum}", sum=money(formats, content.cost_before)) if content.cost_before else ""
    cells = [
        *shown_norms,
        (words.say("To resolution, median"), middle or "—", ""),
        (words.say("Cost"), money(formats, content.cost) or "—", before),
        (words.say("Money at risk"), money(formats, content.at_risk) or "—", words.say("12 months")),
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


def _share(kit: Kit, one: NormLine | None) -> str:
    return kit.formats.percent(Decimal(one.kept) / one.of) if one and one.of else "—"


def _change(kit: Kit, one: NormLine | None) -> str:
    if one is None or not one.of or one.share_before is None:
        return ""
    change = (Decimal(one.kept) / one.of - Decimal(str(one.share_before))) * 100
    return kit.words.say("{change} pp", change=kit.formats.signed(change))


def _sections(kit: Kit, content: LearningPaper) -> Iterator[Section]:
    tables = Tables(kit.words, kit.formats)
    yield _chart(kit, content)
    yield shown(kit, tables.months(content))
    yield _pareto(kit, tables.causes(content), content.causes)
    yield _pareto(kit, tables.kinds(content), content.kinds)
    yield _pareto(kit, tables.product_lines(content), content.product_lines)
    yield _pareto(kit, tables.departments(content), content.departments)
    yield shown(kit, tables.repeats(content), most=_MOST_ROWS)
    yield shown(kit, tables.worst(content), most=_MOST_ROWS)
    yield shown(kit, tables.again(content), most=_MOST_ROWS)
    yield _pareto(kit, tables.clients(content), content.clients)
    yield shown(kit, tables.costs(content))
    yield shown(kit, tables.risks(content), most=_MOST_ROWS)


def _pareto(kit: Kit, data: Table, lines: Sequence[ShareLine]) -> Section:
    return shown(kit, data, most=_MOST_ROWS, bars=[line.share for line in lines])


def _chart(kit: Kit, content: LearningPaper) -> Section:
    """Columns of the months; of a span with more than fit, the last ones."""
    words, months = kit.words, content.months[-_MOST_COLUMNS:]
    label = labelled_columns([month.count for month in months])
    made = [
        Column(
            kit.formats.month_initial(month.month),
            month.count,
            None,
            partial=month.running,
            label=str(month.count) if number in label else "",
        )
        for number, month in enumerate(months)
    ]
    rows = (columns(made, kit.look.width, _CHART),) if len(months) > 1 and content.count else ()
    heading = Heading(words.say("Complaints by month"), _busiest(kit, content))
    return Section(Part.COMPLAINTS, heading, kit.look.width, rows, counted=False)


def _busiest(kit: Kit, content: LearningPaper) -> str:
    if not content.months or not content.count:
        return ""
    most = max(content.months, key=lambda month: month.count)
    month = kit.formats.long_month(most.month)
    return kit.words.say("most in {month}: {count}", month=month, count=most.count)
