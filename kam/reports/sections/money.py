"""Money: the year against the last, plan and wallet; where it can grow; who else wants it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from kam.core.formats import Scale
from kam.core.vocabulary import OpportunityStage, ServedBy
from kam.core.words import Label, label
from kam.reports.charts import Column, bullet, columns, wallet_bar
from kam.reports.content import (
    BriefContent,
    CompetitorLine,
    MoneyBlock,
    OpportunityLine,
    ProductLineFigure,
    Wallet,
)
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit, beside, stacked
from kam.reports.layout import Heading, Part, Section
from kam.reports.pen import MM, Pen, text_width
from kam.reports.phrases import change_of, money_sentence, short_days
from kam.reports.signs import (
    LegendSign,
    legend,
    missing_chip,
    sign_black,
    sign_ours,
    sign_ring,
    sign_step,
    squares,
)
from kam.reports.text import Style, set_text

_CHART: Final = {False: 49 * MM, True: 74 * MM}
_CHART_HEIGHT: Final = {False: 23.8 * MM, True: 34 * MM}
_SIDE: Final = 39 * MM
_FIGURE: Final = Style(11, 13, Face.BOLD)
_BAR: Final = 26.5 * MM
TOP_OPPORTUNITIES: Final = 3
_LINES_SHOWN: Final = 6
_STAGES: Final[dict[OpportunityStage, Label]] = {
    OpportunityStage.IDEA: label("opportunity on paper", "idea"),
    OpportunityStage.QUALIFIED: label("opportunity on paper", "qualified"),
    OpportunityStage.PROPOSED: label("opportunity on paper", "proposed"),
    OpportunityStage.NEGOTIATING: label("opportunity on paper", "negotiating"),
    OpportunityStage.WON: label("opportunity on paper", "won"),
    OpportunityStage.LOST: label("opportunity on paper", "lost"),
}
_SERVED: Final = (ServedBy.US, ServedBy.COMPETITOR, ServedBy.IN_HOUSE, ServedBy.NOT_NEEDED, ServedBy.UNKNOWN)


def money(kit: Kit, content: BriefContent) -> Section:
    """Twelve months against the year before, plan and fact, share of wallet, rhythm, debt, margin."""
    block, spacious = content.money, kit.look.spacious
    width = kit.look.width if spacious else kit.look.column
    words = kit.words
    name = words.say("Money")
    heading = Heading(name, money_sentence(kit, block))
    if not block.months and block.total is None:
        heading = Heading(name, missing=words.say("no sales data: what do they buy, and how much?"))
    elif block.total is None:
        heading = Heading(name, missing=words.say("the sum of 12 months is unknown"))
    cells: list[tuple[float, Box]] = []
    if block.months:
        chart = stacked(
            [_chart(kit, block, _CHART[spacious], _CHART_HEIGHT[spacious]), _legend(kit, block)], 2
        )
        cells.append((0.0, chart))
    side_at = _CHART[spacious] + (4 if not spacious else 5) * MM if block.months else 0.0
    if block.months or block.plan_fact or block.wallet or block.receivables or block.rhythm:
        cells.append((side_at, _side(kit, block)))
    if spacious and block.lines:
        lines_width = width - side_at - _SIDE - 9 * MM
        cells.append((width - lines_width, _lines(kit, block.lines, lines_width)))
    row = beside(cells, 1.5)
    return Section(Part.MONEY, heading, width, (row,) if row.height > 4 else (), ruled=False, counted=False)  # noqa: PLR2004


def chart_scale(kit: Kit, figures: Sequence[int | None]) -> Scale:
    """The one unit of a chart: that of its largest figure."""
    return kit.formats.scale_for(
        max([figure for figure in figures if figure is not None] or [0]), kit.currency
    )


def _chart(kit: Kit, block: MoneyBlock, width: float, height: float) -> Box:
    values = [month.revenue for month in block.months]
    scale = chart_scale(kit, [*values, *(month.year_before for month in block.months)])
    labelled = _labelled(values)
    months = [
        Column(
            kit.formats.month_initial(month.month),
            month.revenue,
            month.year_before,
            month.target,
            month.partial,
            kit.formats.scaled(month.revenue, kit.currency, scale, _decimals(scale))
            if number in labelled and month.revenue is not None
            else "",
        )
        for number, month in enumerate(block.months)
    ]
    return columns(months, width, height, plan=kit.look.spacious)


def _decimals(scale: Scale) -> int:
    return 0 if scale.divisor == 1 else 1


def _labelled(values: Sequence[int | None]) -> set[int]:
    """The largest month and the last one; of two neighbours too close to be read, the last."""
    known = [number for number, value in enumerate(values) if value is not None]
    if not known:
        return set()
    largest = max(known, key=lambda number: (values[number] or 0, number))
    return {known[-1]} if known[-1] - largest == 1 else {largest, known[-1]}


def _legend(kit: Kit, block: MoneyBlock) -> Box:
    words, style = kit.words, kit.look.tiny
    scale = chart_scale(kit, [m.revenue for m in block.months] + [m.year_before for m in block.months])
    fell = any(
        m.revenue is not None and m.year_before is not None and m.revenue < m.year_before and not m.partial
        for m in block.months
    )
    entries: list[tuple[LegendSign, str]] = [(sign_ours, words.say("12 months"))]
    if fell:
        entries.append((sign_black, words.say("below last year")))
    unit = kit.formats.unit(kit.currency, scale)
    if any(month.year_before is not None for month in block.months):
        entries.append((sign_step, words.say("last year; {unit}", unit=unit)))
    else:
        entries.append((lambda _pen, _x, _middle: 0.0, words.say("last year unknown; {unit}", unit=unit)))
    if kit.look.spacious and any(month.target is not None for month in block.months):
        entries.append((sign_ring, words.say_in("money", "plan")))
    return Box(9, lambda pen, x, y: legend(pen, x, y + 4.5, entries, style))


def _side(kit: Kit, block: MoneyBlock) -> Box:
    boxes: list[Box] = []
    look, words = kit.look, kit.words
    if block.plan_fact is not None and block.plan_fact.plan > 0:
        plan = block.plan_fact
        scale = kit.formats.scale_for(plan.plan, kit.currency)
        caption = words.say(
            "Plan {months}: {fact} of {plan}",
            months=kit.formats.month_range(plan.first, plan.last),
            fact=kit.formats.scaled(plan.fact, kit.currency, scale, _decimals(scale)),
            plan=kit.formats.scaled(plan.plan, kit.currency, scale, _decimals(scale)),
        )
        share = kit.formats.percent(Decimal(plan.fact) / plan.plan)
        boxes.append(_measure(kit, caption, bullet(plan.fact, plan.plan, _BAR), share))
    else:
        boxes.append(missing_chip(words.say("no target set"), look.small, _SIDE))
    if block.wallet is not None and block.wallet.total > 0:
        boxes.append(_wallet(kit, block.wallet))
    else:
        boxes.append(missing_chip(words.say("share of wallet unknown"), look.small, _SIDE))
    boxes += [kit.text(line, _SIDE, look.small, 2) for line in _facts(kit, block)]
    return stacked(boxes, 1.0 if not look.spacious else 2.0)


def _measure(kit: Kit, caption: str, bar: Box, figure: str) -> Box:
    head = kit.text(caption, _SIDE + 4 * MM, kit.look.small, 1)

    def paint(pen: Pen, x: float, y: float) -> None:
        head.paint(pen, x, y)
        bar.paint(pen, x, y + head.height + 1)
        pen.word(x + _BAR + 4, y + head.height + 1 + bar.height / 2, figure, _FIGURE)

    return Box(head.height + bar.height + 2.5, paint)


def _wallet(kit: Kit, wallet: Wallet) -> Box:
    amounts = {by: sum(share.amount for share in wallet.shares if share.by is by) for by in _SERVED}
    parts = [(by, amount) for by, amount in amounts.items() if amount > 0]
    # What nobody accounted for is not known: the parts sum to the stated whole.
    left = wallet.total - sum(amount for _, amount in parts)
    if left > 0:
        parts = [(by, amount) for by, amount in parts if by is not ServedBy.UNKNOWN]
        parts.append((ServedBy.UNKNOWN, amounts[ServedBy.UNKNOWN] + left))
    ours = amounts[ServedBy.US]
    words = kit.words
    caption = words.say("Share of wallet, {total}", total=kit.money(wallet.total))
    box = _measure(kit, caption, wallet_bar(parts, _BAR), kit.formats.percent(Decimal(ours) / wallet.total))
    if not kit.look.spacious:
        return box
    shares = {by: kit.formats.number(Decimal(amount * 100) / wallet.total) for by, amount in parts}
    said = {
        ServedBy.US: words.say_in("wallet", "us {share}", share=shares.get(ServedBy.US)),
        ServedBy.COMPETITOR: words.say_in("wallet", "others {share}", share=shares.get(ServedBy.COMPETITOR)),
        ServedBy.IN_HOUSE: words.say_in("wallet", "in-house {share}", share=shares.get(ServedBy.IN_HOUSE)),
        ServedBy.NOT_NEEDED: words.say_in(
            "wallet", "not used {share}", share=shares.get(ServedBy.NOT_NEEDED)
        ),
        ServedBy.UNKNOWN: words.say_in("wallet", "? {share}", share=shares.get(ServedBy.UNKNOWN)),
    }
    line = " · ".join(said[by] for by, _ in parts)
    return stacked([box, kit.text(line, _SIDE + 6 * MM, kit.look.small, 1)])


def _facts(kit: Kit, block: MoneyBlock) -> list[str]:
    words, formats = kit.words, kit.formats
    lines: list[str] = []
    if block.rhythm is not None:
        since = short_days(words, block.rhythm.days_since)
        if block.rhythm.usual_days is None:
            lines.append(words.say("Last order {days} ago", days=since))
        else:
            lines.append(
                words.say("Last order {days} ago, usually {usual}", days=since, usual=block.rhythm.usual_days)
            )
    if kit.look.spacious and block.margin is not None:
        share = formats.percent(block.margin.share, 1)
        if block.margin.share_before is None:
            lines.append(words.say("Margin {share}", share=share))
        else:
            before = formats.percent(block.margin.share_before, 1)
            lines.append(words.say("Margin {share}, a year ago {before}", share=share, before=before))
    if block.receivables is not None:
        owed = block.receivables.owed
        if block.receivables.overdue > 0:
            scale = formats.scale_for(owed, kit.currency)
            bare = formats.scaled(owed, kit.currency, scale)
            overdue = formats.money(block.receivables.overdue, kit.currency, scale)
            lines.append(words.say("Owed {owed}, **overdue {overdue}**", owed=bare, overdue=overdue))
        else:
            lines.append(words.say("Owed {owed}, nothing overdue", owed=kit.money(owed)))
    return lines


def _lines(kit: Kit, lines: Sequence[ProductLineFigure], width: float) -> Box:
    look, words = kit.look, kit.words
    scale = kit.formats.scale_for(max(line.revenue for line in lines), kit.currency)
    ends = (width * 0.66, width * 0.84, width)
    heads = (
        kit.formats.unit(kit.currency, scale),
        words.say_in("column", "on year"),
        words.say_in("column", "share"),
    )
    style = Style(look.small.size + 0.8, look.small.leading + 0.8)

    def head(pen: Pen, x: float, y: float) -> None:
        pen.word(x, y + look.small.leading / 2, words.say_in("column", "Product line"), look.small)
        for end, name in zip(ends, heads, strict=True):
            pen.word(x + end, y + look.small.leading / 2, name, look.small, align=1.0)
        pen.line(x, y + look.small.leading + 2, x + width, y + look.small.leading + 2, 0.5)

    def row(line: ProductLineFigure, *, last: bool) -> Box:
        change = change_of(line.revenue, line.year_before)
        figures = (
            (kit.formats.scaled(line.revenue, kit.currency, scale, _decimals(scale)), style.bold()),
            (_on_year(kit, change, line), style),
            (kit.formats.percent(line.wallet_share) if line.wallet_share is not None else "?", style),
        )
        name = set_text(line.name, style, width * 0.5, 1)

        def paint(pen: Pen, x: float, y: float) -> None:
            pen.text(x, y + 2, name)
            for end, (text, face) in zip(ends, figures, strict=True):
                pen.word(x + end, y + 2 + style.leading / 2, text, face, align=1.0)
            if not last:
                pen.line(x, y + style.leading + 4, x + width, y + style.leading + 4, 0.25)

        return Box(style.leading + 4, paint)

    shown = lines[:_LINES_SHOWN]
    rows = [row(line, last=number == len(shown) - 1) for number, line in enumerate(shown)]
    boxes = [Box(look.small.leading + 2.5, head), *rows]
    if len(shown) < len(lines):
        cut = words.say_in("cut", "{shown} of {total}", shown=len(shown), total=len(lines))
        boxes.append(kit.right(cut, width, look.small))
    return stacked(boxes)


def _on_year(kit: Kit, change: Decimal | None, line: ProductLineFigure) -> str:
    if change is not None:
        return kit.formats.change(change)
    return kit.words.say_in("column", "new") if line.year_before == 0 else "?"


def opportunities(
    kit: Kit, content: BriefContent, day: date, *, limit: int | None = TOP_OPPORTUNITIES
) -> Section:
    """The top three opportunities, or whitespace cells where there are none."""
    words, lines = kit.words, content.opportunities
    name = words.say("Opportunities")
    weighted = sum((line.amount or 0) * (line.probability or 0) for line in lines) // 100
    heading = Heading(name, missing=words.say("none recorded: where could we grow?"))
    if weighted:
        heading = Heading(name, words.say("weighted {amount} a year", amount=kit.money(weighted)))
    elif lines:
        heading = Heading(name, words.say("whitespace nobody has taken up"))
    scale = kit.formats.scale_for(max([line.amount or 0 for line in lines] or [0]), kit.currency)
    rows = tuple(_opportunity(kit, line, scale, kit.look.column, day) for line in lines[:limit])
    return Section(Part.OPPORTUNITIES, heading, kit.look.column, rows, total=len(lines))


def _opportunity(kit: Kit, line: OpportunityLine, scale: Scale, width: float, day: date) -> Box:
    look, words = kit.look, kit.words
    places = (0.605, 0.735, 0.77) if look.spacious else (0.535, 0.665, 0.70)
    amount_end, chance_end, stage_at = (width * share for share in places)
    name = [kit.text(line.title, amount_end - 15 * MM, look.body.bold())]
    if look.spacious and line.note:
        name.append(kit.text(line.note, amount_end - 10 * MM, look.small, 2))
    stage = _stage(kit, line)
    until = kit.near(line.expected_on, day) if line.expected_on else ""
    if look.spacious:
        standing = stacked(
            [
                kit.text(stage, width - stage_at, lines=1),
                kit.text(
                    words.say_in("opportunity", "by {date}", date=until) if until else "",
                    width - stage_at,
                    look.small,
                    1,
                ),
            ]
        )
    else:
        standing = kit.text(", ".join(filter(None, (stage, until))), width - stage_at)
    cells = [(0.0, stacked(name)), (stage_at, standing)]
    if line.amount is not None:
        cells.append((0.0, _amount(kit, line.amount, scale, amount_end)))
    if line.probability is not None:
        cells.append((chance_end - 15 * MM, kit.right(kit.formats.points(line.probability), 15 * MM)))
    return beside(cells, look.row_pad)


def _amount(kit: Kit, amount: int, scale: Scale, end: float) -> Box:
    """«**18,0** млн»: the figure bold; the currency goes without saying where the unit stands behind it."""
    style, formats = kit.look.body, kit.formats
    figure, unit = formats.scaled(amount, kit.currency, scale, _decimals(scale)), scale.name
    if formats.language != "ru":
        figure, unit = formats.money(amount, kit.currency, scale, _decimals(scale)), ""

    def paint(pen: Pen, x: float, y: float) -> None:
        middle = y + style.leading / 2
        wide = text_width(unit, style) + 2.5 if unit else 0.0
        if unit:
            pen.word(x + end, middle, unit, style, align=1.0)
        pen.word(x + end - wide, middle, figure, style.bold(), align=1.0)

    return Box(style.leading, paint)


def _stage(kit: Kit, line: OpportunityLine) -> str:
    if isinstance(line.stage, OpportunityStage):
        return kit.words.of(_STAGES[line.stage])
    if line.competitor:
        return line.competitor
    return kit.words.of(line.served_by.label) if line.served_by else ""


def competitors(kit: Kit, content: BriefContent, day: date) -> Section:
    """Competitors at the account, the most threatening first."""
    words, lines = kit.words, content.competitors
    heading = Heading(words.say("Competitors"), words.say("threat out of 5"))
    if not lines:
        heading = Heading(words.say("Competitors"), missing=words.say("none known: who else supplies them?"))
    rows = tuple(_competitor(kit, line, kit.look.column, day) for line in lines)
    return Section(Part.COMPETITORS, heading, kit.look.column, rows, total=len(rows))


def _competitor(kit: Kit, line: CompetitorLine, width: float, day: date) -> Box:
    look, words = kit.look, kit.words
    marks_at = width * (0.265 if look.spacious else 0.22)
    text_at = marks_at + width * 0.138
    name_width = marks_at - 4
    name = [kit.text(line.name, name_width, look.body.bold(), 1)]
    if look.spacious:
        if line.last_seen is None:
            name.append(missing_chip(words.say("never seen"), look.small, name_width + 10))
        else:
            seen = words.say("seen {date}", date=kit.near(line.last_seen, day))
            name.append(
                missing_chip(seen, look.small, name_width + 20)
                if line.stale
                else kit.text(seen, name_width, look.small, 1)
            )
    style = look.body.italic() if line.stale else look.body
    shares = ", ".join(
        f"{what} {kit.formats.percent(share)}" if share is not None else what for what, share in line.shares
    )
    if line.strengths and line.weaknesses:
        both = words.say(
            "{strengths}, but {weaknesses}", strengths=line.strengths, weaknesses=line.weaknesses
        )
    else:
        both = line.strengths or line.weaknesses
    text = kit.text("; ".join(filter(None, (shares, both))), width - text_at, style)
    return beside([(0.0, stacked(name)), (marks_at, squares(line.threat)), (text_at, text)], look.row_pad)
