"""Money: the year against the last, plan and wallet, what they owe."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from kam.core.vocabulary import ServedBy
from kam.reports.charts import Column, bullet, columns, labelled_columns, wallet_bar
from kam.reports.content import (
    BriefContent,
    MoneyBlock,
    PlanFact,
    Wallet,
)
from kam.reports.figures import Unit
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit, beside, stacked
from kam.reports.layout import Cut, Heading, Part, Section
from kam.reports.pen import MM, Pen
from kam.reports.phrases import money_sentence, short_days
from kam.reports.sections.product_lines import lines_beside, stand_apart
from kam.reports.signs import (
    LegendSign,
    legend,
    missing_chip,
    sign_black,
    sign_ours,
    sign_ring,
    sign_step,
)
from kam.reports.text import Style

_CHART: Final = {False: 47 * MM, True: 68 * MM}
_AFTER_CHART: Final = {False: 3.5 * MM, True: 5 * MM}
_SIDE: Final = 39 * MM
_FIGURE: Final = Style(11, 13, Face.BOLD)
_BAR: Final = 26.5 * MM
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
    side_at = _CHART[spacious] + _AFTER_CHART[spacious] if block.months else 0.0
    figures: list[tuple[float, Box]] = []
    if block.months:
        figures.append((0.0, _chart(kit, block, _CHART[spacious], kit.look.chart_height)))
    if block.months or block.plan_fact or block.wallet or block.receivables or block.rhythm:
        figures.append((side_at, _side(kit, block)))
    # The legend may be wider than its chart, so it stands under the figures beside it as well.
    legends = [_legend(kit, block)] if block.months else []
    cells: list[tuple[float, Box]] = [(0.0, stacked([beside(figures, 0.0), *legends], 2))] if figures else []
    within: tuple[Cut, ...] = ()
    if spacious and block.lines and not stand_apart(kit, block):
        lines_width = width - side_at - _SIDE - 9 * MM
        table, shown = lines_beside(kit, block.lines, lines_width)
        cells.append((width - lines_width, table))
        if shown < len(block.lines):
            within = (Cut(Part.PRODUCT_LINES, words.say("Product lines"), shown, len(block.lines)),)
    row = beside(cells, 1.5)
    rows = (row,) if row.height > 4 else ()  # noqa: PLR2004
    return Section(Part.MONEY, heading, width, rows, ruled=False, counted=False, within=within)


def _chart(kit: Kit, block: MoneyBlock, width: float, height: float) -> Box:
    values = [month.revenue for month in block.months]
    unit = _unit(kit, block)
    labelled = labelled_columns(values)
    months = [
        Column(
            kit.formats.month_initial(month.month),
            month.revenue,
            month.year_before,
            month.target,
            month.partial,
            unit.figure(month.revenue) if number in labelled and month.revenue is not None else "",
        )
        for number, month in enumerate(block.months)
    ]
    return columns(months, width, height, plan=kit.look.spacious)


def _unit(kit: Kit, block: MoneyBlock) -> Unit:
    return Unit.of(kit, [*(m.revenue for m in block.months), *(m.year_before for m in block.months)])


def _legend(kit: Kit, block: MoneyBlock) -> Box:
    words, style = kit.words, kit.look.tiny
    unit = _unit(kit, block).name
    fell = any(
        m.revenue is not None and m.year_before is not None and m.revenue < m.year_before and not m.partial
        for m in block.months
    )
    entries: list[tuple[LegendSign, str]] = [(sign_ours, words.say("12 months"))]
    if fell:
        entries.append((sign_black, words.say("below last year")))
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
        caption = _plan_caption(kit, plan)
        share = kit.formats.percent(Decimal(plan.fact) / plan.plan)
        boxes.append(_measure(kit, caption, bullet(plan.fact, plan.plan, _BAR), share))
    elif block.months:
        boxes.append(missing_chip(words.say("no target set"), look.small, _SIDE))
    if block.wallet is not None and block.wallet.total > 0:
        boxes.append(_wallet(kit, block.wallet))
    else:
        boxes.append(missing_chip(words.say("share of wallet unknown"), look.small, _SIDE))
    wide = _SIDE + (6 if look.spacious else 1.5) * MM
    boxes += [kit.text(line, wide, look.small, 2) for line in _facts(kit, block)]
    return stacked(boxes, 1.0 if not look.spacious else 2.0)


def _plan_caption(kit: Kit, plan: PlanFact) -> str:
    """«План янв–окт: 69,7 из 74,0 млн ₽»."""
    unit = Unit.of(kit, [plan.plan, plan.fact])
    return kit.words.say(
        "Plan {months}: {fact} of {plan}",
        months=kit.formats.month_range(plan.first, plan.last),
        fact=unit.figure(plan.fact),
        plan=unit.money(plan.plan),
    )


def _measure(kit: Kit, caption: str, bar: Box, figure: str) -> Box:
    head = kit.text(caption, _SIDE + (5 if kit.look.spacious else 0) * MM, kit.look.small, 1)

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
            said = formats.scaled(owed, kit.currency, scale)
            if formats.language != "ru":  # the currency leads the figure and cannot be said once for both
                said = kit.money(owed)
            overdue = formats.money(block.receivables.overdue, kit.currency, scale)
            lines.append(words.say("Owed {owed}, **overdue {overdue}**", owed=said, overdue=overdue))
        else:
            lines.append(words.say("Owed {owed}, nothing overdue", owed=kit.money(owed)))
    return lines
