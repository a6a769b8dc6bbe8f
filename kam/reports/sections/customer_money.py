"""What the client bought from us in twelve months, as the client may see it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from kam.reports.charts import Column, columns, labelled_columns, share_bar
from kam.reports.content import Bought, BoughtLine, CustomerBriefContent
from kam.reports.figures import Unit
from kam.reports.kit import Box, Kit, beside, stacked
from kam.reports.layout import HAIRLINE, Heading, Part, Section
from kam.reports.pen import MM, Pen
from kam.reports.phrases import change_of
from kam.reports.signs import LegendSign, legend, sign_ours, sign_step

_CHART: Final = 82 * MM
_LINES: Final = 12


def bought(kit: Kit, content: CustomerBriefContent, width: float) -> Section | None:
    """What was bought in twelve months, by month and by product. No month is marked as bad."""
    block = content.bought
    if not block.months and not block.lines:
        return None
    words = kit.words
    cells: list[tuple[float, Box]] = []
    at = 0.0
    if block.months:
        cells.append((0.0, stacked([_chart(kit, block), _legend(kit, block)], 2)))
        at = _CHART + 7 * MM
    if block.lines:
        cells.append((at, _lines(kit, block.lines, width - at)))
    message = ""
    if block.total is not None:
        total = kit.money(block.total)
        change = change_of(block.total, block.total_before)
        message = words.say("bought for {total}", total=total)
        if change is None and any(month.year_before is not None for month in block.months):
            message = words.say("bought for {total}; the year before is incomplete", total=total)
        if change is not None:
            message = words.say(
                "bought for {total}, {change} on the year before",
                total=total,
                change=kit.formats.change(change),
            )
    heading = Heading(words.say("Last 12 months"), message)
    return Section(Part.MONEY, heading, width, (beside(cells, 2),), ruled=False, counted=False)


def _month_unit(kit: Kit, block: Bought) -> Unit:
    figures = [*(month.bought for month in block.months), *(month.year_before for month in block.months)]
    return Unit.of(kit, figures)


def _chart(kit: Kit, block: Bought) -> Box:
    unit = _month_unit(kit, block)
    labelled = labelled_columns([month.bought for month in block.months])
    months = [
        Column(
            kit.formats.month_initial(month.month),
            month.bought,
            month.year_before,
            partial=month.partial,
            label=unit.figure(month.bought) if number in labelled and month.bought is not None else "",
        )
        for number, month in enumerate(block.months)
    ]
    return columns(months, _CHART, kit.look.chart_height, mark_falls=False)


def _legend(kit: Kit, block: Bought) -> Box:
    words = kit.words
    unit = _month_unit(kit, block).name
    first, last = block.months[0].month, block.months[-1].month
    span = words.say(
        "{first} — {last}", first=kit.formats.long_month(first), last=kit.formats.long_month(last)
    )
    entries: list[tuple[LegendSign, str]] = [(sign_ours, span)]
    if any(month.year_before is not None for month in block.months):
        entries.append((sign_step, words.say("a year before; {unit}", unit=unit)))
    else:
        entries[0] = (sign_ours, f"{span}; {unit}")
    return Box(9, lambda pen, x, y: legend(pen, x, y + 4.5, entries, kit.look.tiny))


def _lines(kit: Kit, every: Sequence[BoughtLine], width: float) -> Box:
    """A row for each product; the smallest of very many together, so that the parts sum to the whole."""
    look, words = kit.look, kit.words
    lines = _summed_up(kit, every)
    unit = Unit.telling(kit, [line.bought for line in lines])
    bar_at, bar_width = width * 0.43, width * 0.285
    bought_end, change_end = width * 0.83, width * 0.985
    most = max(line.bought for line in lines)
    compared = any(_on_year(kit, line) for line in lines)
    if not compared:  # the year before is known of none: no empty column
        bought_end = change_end

    def head(pen: Pen, x: float, y: float) -> None:
        middle = y + look.small.leading / 2
        pen.word(x, middle, words.say_in("column", "By product"), look.small)
        pen.word(x + bought_end, middle, unit.name, look.small, align=1.0)
        if compared:
            pen.word(x + change_end, middle, words.say_in("column", "on year"), look.small, align=1.0)
        pen.line(x, y + look.small.leading + 1.5, x + width, y + look.small.leading + 1.5, 0.5)

    def row(line: BoughtLine, *, last: bool) -> Box:
        name = kit.set(line.name, bar_at - 6, lines=2)
        bar = share_bar(line.bought, most, bar_width)
        height = name.height + 2 * look.row_pad

        def paint(pen: Pen, x: float, y: float) -> None:
            middle = y + look.row_pad + look.body.leading / 2
            pen.text(x, y + look.row_pad, name)
            bar.paint(pen, x + bar_at, middle - 4)
            pen.word(x + bought_end, middle, unit.figure(line.bought), look.body.bold(), align=1.0)
            pen.word(x + change_end, middle, _on_year(kit, line), look.body, align=1.0)
            if not last:
                pen.line(x, y + height, x + width, y + height, HAIRLINE)

        return Box(height, paint)

    rows = [row(line, last=number == len(lines) - 1) for number, line in enumerate(lines)]
    return stacked([Box(look.small.leading + 2, head), *rows])


def _summed_up(kit: Kit, lines: Sequence[BoughtLine]) -> Sequence[BoughtLine]:
    if len(lines) <= _LINES:
        return lines
    rest = lines[_LINES - 1 :]
    before = [line.year_before for line in rest if line.year_before is not None]
    other = BoughtLine(
        kit.words.say_in("product", "Other"),
        sum(line.bought for line in rest),
        sum(before) if len(before) == len(rest) else None,
    )
    return [*lines[: _LINES - 1], other]


def _on_year(kit: Kit, line: BoughtLine) -> str:
    change: Decimal | None = change_of(line.bought, line.year_before)
    if change is not None:
        return kit.formats.change(change)
    return kit.words.say_in("column", "new") if line.year_before == 0 else ""
