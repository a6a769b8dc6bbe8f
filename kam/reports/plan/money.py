"""The money behind the plan: twelve months, the gap to the target, the bridge, the forecast, who is paid."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from kam.core.money import minor_digits
from kam.core.vocabulary import ServedBy
from kam.core.words import Label, label
from kam.reports.charts import share_bar, wallet_bar
from kam.reports.content.plan import ForecastQuarter, PlanMoney, PlanPaper, SupplierLine, TargetGap
from kam.reports.figures import Unit
from kam.reports.kit import Box, Kit
from kam.reports.layout import Band, Heading, Part, Section
from kam.reports.pen import OURS, Pen
from kam.reports.phrases import money_sentence
from kam.reports.plan.bridge import bridge
from kam.reports.plan.briefly import as_brief, whole_width
from kam.reports.plan.chapters import Chapter
from kam.reports.plan.columns import Column, tabled
from kam.reports.plan.look import KEY_FIGURE
from kam.reports.plan.wording import APART
from kam.reports.rounding import adding_places
from kam.reports.sections.money import money
from kam.reports.sections.product_lines import product_lines
from kam.reports.sheets import full, pair
from kam.reports.text import emphasised

_GAP_HEIGHT: Final = 56.0
_MILLION: Final = 10**6
_BAR: Final = 0.34
"""Of a column: the bar of a quarter or of a supplier."""

SERVED: Final[dict[ServedBy, Label]] = {
    ServedBy.US: label("supplier on paper", "we"),
    ServedBy.COMPETITOR: label("supplier on paper", "competitors without a name"),
    ServedBy.IN_HOUSE: label("supplier on paper", "in-house"),
    ServedBy.NOT_NEEDED: label("supplier on paper", "not consumed"),
    ServedBy.UNKNOWN: label("supplier on paper", "unknown who"),
}


def chapter(kit: Kit, content: PlanPaper) -> Chapter:
    """Twelve months, then where we go and by what, then who serves the client today."""
    brief = as_brief(content)
    bands: list[Band] = [full(money(kit, brief))]
    lines = product_lines(kit, brief)
    if lines is not None:
        bands.append(full(lines))
    bands.append(full(_gap(kit, content.money.gap)))
    bands.append(full(bridge(kit, content)))
    forecast, suppliers = _forecast(kit, content.money), _suppliers(kit, content.money)
    bands.append(pair(kit, [forecast], [suppliers]))
    name = kit.words.say("Money and share of wallet")
    return Chapter("money", name, _title(kit, content), tuple(bands))


def _title(kit: Kit, content: PlanPaper) -> str:
    words, block = kit.words, content.money.block
    wallet = block.wallet
    if wallet is not None and wallet.total > 0:
        ours = sum(share.amount for share in wallet.shares if share.by is ServedBy.US)
        others = kit.formats.percent(1 - Decimal(ours) / wallet.total)
        near = content.opportunities[0].title if content.opportunities else ""
        if near:
            return words.say("{share} of the wallet is not ours; nearest: {what}", share=others, what=near)
        return words.say("{share} of the wallet is not ours", share=others)
    said = money_sentence(whole_width(kit), block)
    return said or words.say("What the client buys is not known")


def _gap(kit: Kit, gap: TargetGap | None) -> Section:
    """Target − booked − weighted pipeline = what is still open, as a line of four figures and a bar."""
    words = kit.words
    name = words.say("Gap to the target")
    if gap is None:
        return Section(Part.PLAN, Heading(name, missing=words.say("no target set")), kit.look.width)
    if gap.gap > 0:
        message = words.say("{amount} of the target have no source yet", amount=kit.money(gap.gap))
    else:
        message = words.say("the target is covered by what is booked and weighted")
    box = _gap_box(kit, gap)
    return Section(Part.PLAN, Heading(name, message), kit.look.width, (box,), ruled=False, counted=False)


def _gap_box(kit: Kit, gap: TargetGap) -> Box:
    words, width = kit.words, kit.look.width
    unit = Unit.telling(kit, [gap.target, gap.booked, gap.weighted, gap.gap])
    figures = (
        (words.say_in("gap", "target, {unit}", unit=unit.name), gap.target, ""),
        (words.say_in("gap", "booked"), gap.booked, "−"),
        (words.say_in("gap", "weighted pipeline"), gap.weighted, "−"),
        (
            words.say_in("gap", "still open") if gap.gap > 0 else words.say_in("gap", "to spare"),
            abs(gap.gap),
            "=",
        ),
    )
    whole = max(gap.target, gap.booked + gap.weighted, 1)
    # Millions to one place at least, so that the three parts still make the fourth when they are rounded.
    least = max(unit.places, 1) if unit.scale.divisor >= _MILLION else unit.places
    parts = (gap.target, -gap.booked, -gap.weighted, -gap.gap)
    places = adding_places([parts], unit.scale.divisor * 10 ** minor_digits(kit.currency), least)

    def said_as(amount: int) -> str:
        return kit.formats.scaled(amount, kit.currency, unit.scale, places)

    def paint(pen: Pen, x: float, y: float) -> None:
        step = width / len(figures)
        for number, (said, amount, sign) in enumerate(figures):
            left = x + number * step
            if sign:
                pen.word(left - 14, y + 22, sign, KEY_FIGURE, align=0.5)
            pen.word(left, y + 6, said, kit.look.small)
            pen.word(left, y + 22, said_as(amount), KEY_FIGURE)
        top, at = y + 38, x
        for amount, kind in ((gap.booked, "booked"), (gap.weighted, "weighted"), (max(gap.gap, 0), "open")):
            wide = width * max(amount, 0) / whole
            if kind == "booked":
                pen.box(at, top, wide, 11, fill=OURS)
            elif kind == "weighted":
                pen.hatch(at, top, wide, 11)
            pen.box(at, top, wide, 11, weight=0.7)
            at += wide
        tick = x + width * gap.target / whole
        pen.line(tick - 0.9, top - 3, tick - 0.9, top + 14, 1.8)

    return Box(_GAP_HEIGHT, paint)


def _forecast(kit: Kit, block: PlanMoney) -> Section:
    words, width = kit.words, kit.look.column
    name = words.say("Forecast by quarter")
    if not block.forecast:
        return Section(Part.PLAN, Heading(name, missing=words.say("no open opportunities")), width)
    unit = Unit.telling(kit, [each.amount for each in block.forecast])
    total = sum(each.weighted for each in block.forecast)
    heading = Heading(name, words.say("weighted, {total}", total=kit.money(total)))
    most = max(each.amount for each in block.forecast)
    columns = (
        Column(words.say_in("column", "quarter"), share=1),
        Column("", width=width * _BAR),
        Column(words.say_in("column", "weighted, {unit}", unit=unit.name), right=True, bold=True),
        Column(words.say_in("column", "in all"), right=True),
    )
    rows = [
        (
            _quarter(kit, each),
            _forecast_bar(each, most, width * _BAR),
            unit.figure(each.weighted),
            unit.figure(each.amount),
        )
        for each in block.forecast
    ]
    return tabled(kit, heading, columns, rows, width)


def _quarter(kit: Kit, each: ForecastQuarter) -> str:
    words = kit.words
    if each.first is None:
        return words.of(APART[each.apart])
    number = (each.first.month - 1) // 3
    names = (
        words.say("Q1 {year}", year=each.first.year),
        words.say("Q2 {year}", year=each.first.year),
        words.say("Q3 {year}", year=each.first.year),
        words.say("Q4 {year}", year=each.first.year),
    )
    return names[number]


def _forecast_bar(each: ForecastQuarter, most: int, width: float) -> Box:
    """The whole amount as a frame, the weighted part of it grey."""

    def paint(pen: Pen, x: float, y: float) -> None:
        scale = width / max(most, 1)
        pen.box(x, y + 2, max(each.weighted, 0) * scale, 8, fill=OURS)
        pen.box(x, y + 2, max(each.amount, 0) * scale, 8, weight=0.6)

    return Box(11, paint)


def _suppliers(kit: Kit, block: PlanMoney) -> Section:
    words, width = kit.words, kit.look.column
    name = words.say("Who is paid today")
    if not block.suppliers:
        return Section(Part.PLAN, Heading(name, missing=words.say("the client’s spend is unknown")), width)
    total = sum(each.amount for each in block.suppliers)
    year = block.block.wallet.year if block.block.wallet else None
    message = kit.money(total)
    if year is not None:
        message = words.say("{total} in {year}", total=message, year=year)
    most = max(each.amount for each in block.suppliers)
    unit = Unit.telling(kit, [each.amount for each in block.suppliers])
    columns = (
        Column(words.say_in("column", "supplier"), share=1),
        Column("", width=width * _BAR),
        Column(unit.name, right=True),
        Column(words.say_in("column", "share"), right=True, bold=True),
    )
    rows = [
        (
            _supplier(kit, each),
            _served_bar(each, most, width * _BAR),
            unit.figure(each.amount),
            kit.formats.percent(Decimal(each.amount) / total) if total else "",
        )
        for each in block.suppliers
    ]
    return tabled(kit, Heading(name, message), columns, rows, width)


def _supplier(kit: Kit, each: SupplierLine) -> str:
    said = each.name or kit.words.of(SERVED[each.by])
    return emphasised(said) if each.by is ServedBy.US else said


def _served_bar(each: SupplierLine, most: int, width: float) -> Box:
    wide = max(width * each.amount / max(most, 1), 0.6)
    bar = wallet_bar([(each.by, 1)], wide, 8)
    return Box(11, lambda pen, x, y: bar.paint(pen, x, y + 2))


def growth_bars(amounts: Sequence[int], width: float) -> list[Box]:
    """Bars of parts of a sum: grey what it brings, hatched what it costs."""
    most = max([abs(amount) for amount in amounts] or [1])
    return [_growth_bar(amount, most, width) for amount in amounts]


def _growth_bar(amount: int, most: int, width: float) -> Box:
    if amount >= 0:
        bar = share_bar(amount, most, width, 8)
        return Box(11, lambda pen, x, y: bar.paint(pen, x, y + 2))
    wide = width * -amount / max(most, 1)

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.hatch(x, y + 2, wide, 8)
        pen.box(x, y + 2, wide, 8, weight=0.6, fill=None)

    return Box(11, paint)
