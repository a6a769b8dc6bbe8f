"""The money behind the plan: months, lines, wallet, gap, forecast, growth, whitespace, opportunities."""

from __future__ import annotations

from collections.abc import Iterable

from kam.core.vocabulary import ServedBy, WhitespaceStage
from kam.reports.content.money import CompetitorLine, MonthFigure, ProductLineFigure
from kam.reports.content.plan import (
    ForecastQuarter,
    GrowthLine,
    PlanOpportunity,
    SupplierLine,
    TargetGap,
    WhitespaceField,
    WhitespaceMatrix,
)
from kam.reports.office.tables import Cell, Column, Kind, Row, Table, rows_of
from kam.reports.plan.tables.telling import Telling
from kam.reports.plan.wording import APART


def months(tell: Telling, figures: Iterable[MonthFigure]) -> Table:
    """Twelve months against the year before and the target."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "12 months"),
        (
            Column(words.say_in("plan table", "month"), Kind.MONTH, 1.2, key="month"),
            Column(words.say_in("plan table", "revenue"), Kind.SUM, 1.2, total=True, key="revenue"),
            Column(words.say_in("plan table", "year before"), Kind.SUM, 1.2, total=True, key="before"),
            Column(words.say_in("plan table", "sales plan"), Kind.SUM, 1.2, total=True, key="target"),
        ),
        rows_of(
            (each.month, tell.sum(each.revenue), tell.sum(each.year_before), tell.sum(each.target))
            for each in figures
        ),
    )


def product_lines(tell: Telling, figures: Iterable[ProductLineFigure]) -> Table:
    """What was bought of each product line."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "Product lines"),
        (
            Column(words.say_in("plan table", "product line"), width=3),
            Column(words.say_in("plan table", "12 months"), Kind.SUM, 1.2, total=True),
            Column(words.say_in("plan table", "year before"), Kind.SUM, 1.2, total=True),
            Column(words.say_in("plan table", "our share"), Kind.SHARE, 1),
        ),
        rows_of(
            (each.name, tell.sum(each.revenue), tell.sum(each.year_before), each.wallet_share)
            for each in figures
        ),
    )


def wallet(tell: Telling, lines: Iterable[SupplierLine], year: int | None) -> Table:
    """Who serves what the client spends in our category."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "Share of wallet"),
        (
            Column(words.say_in("plan table", "served by"), width=3),
            Column(words.say_in("plan table", "spend a year"), Kind.SUM, 1.4, total=True),
        ),
        rows_of((supplier(tell, line), tell.sum(line.amount)) for line in lines),
        note="" if year is None else words.say_in("plan note", "spend of {year}", year=year),
    )


def supplier(tell: Telling, line: SupplierLine) -> str:
    """Who serves: a competitor by name, the rest by what they are."""
    if line.name and line.by is not ServedBy.COMPETITOR:
        return f"{line.name} ({tell.term(line.by)})"
    return line.name or tell.term(line.by)


def gap(tell: Telling, found: TargetGap | None) -> Table:
    """Target, booked, weighted pipeline, and what is missing."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "Gap to the target"),
        (
            Column(words.say_in("plan table", "sales plan"), Kind.SUM, key="target"),
            Column(words.say_in("gap", "booked"), Kind.SUM, key="booked"),
            Column(words.say_in("gap", "weighted pipeline"), Kind.SUM, key="weighted"),
            Column(words.say_in("gap", "still open"), Kind.SUM, formula="{target}-{booked}-{weighted}"),
        ),
        ()
        if found is None
        else rows_of([tuple(map(tell.sum, (found.target, found.booked, found.weighted, found.gap)))]),
    )


def forecast(tell: Telling, quarters: Iterable[ForecastQuarter]) -> Table:
    """What opportunities may bring, by quarter."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "Forecast by quarter"),
        (
            Column(words.say_in("plan table", "quarter"), width=2),
            Column(words.say_in("plan table", "opportunities"), Kind.WHOLE, total=True),
            Column(words.say_in("plan table", "amount"), Kind.SUM, 1.2, total=True),
            Column(words.say_in("plan table", "weighted"), Kind.SUM, 1.2, total=True),
        ),
        rows_of(
            (_quarter(tell, each), each.count, tell.sum(each.amount), tell.sum(each.weighted))
            for each in quarters
        ),
    )


def _quarter(tell: Telling, quarter: ForecastQuarter) -> str:
    if quarter.first is None:
        return tell.words.of(APART[quarter.apart])
    last = quarter.first + 2
    return f"{tell.formats.month_range(quarter.first, last)} {last.year}"


def growth(tell: Telling, lines: Iterable[GrowthLine]) -> Table:
    """Where the growth comes from; a loss stands below zero."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "Sources of growth"),
        (
            Column(words.say_in("plan table", "source"), width=4),
            Column(words.say_in("plan table", "amount"), Kind.SUM, 1.3, total=True),
        ),
        rows_of((each.title, tell.sum(each.amount)) for each in lines),
    )


def opportunities(tell: Telling, lines: Iterable[PlanOpportunity]) -> Table:
    """Opportunities, by weighted amount."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "Opportunities"),
        (
            Column(words.say_in("plan table", "opportunity"), width=2.8, key="title"),
            Column(words.say_in("plan table", "kind"), width=1.2, key="kind"),
            Column(words.say_in("plan table", "product line"), width=1.6, key="line"),
            Column(words.say_in("plan table", "unit"), width=1.2, key="unit"),
            Column(words.say_in("plan table", "a year"), Kind.SUM, 1.1, total=True, key="amount"),
            Column(words.say_in("plan table", "probability"), Kind.POINTS, 0.9, key="chance"),
            Column(
                words.say_in("plan table", "weighted"),
                Kind.SUM,
                1.1,
                total=True,
                key="weighted",
                formula="{amount}*{chance}",
            ),
            Column(words.say_in("plan table", "stage"), width=1.2, key="stage"),
            Column(words.say_in("plan table", "against"), width=1.3, key="against"),
            Column(words.say_in("plan table", "expected"), Kind.DATE, 1.1, key="expected"),
            Column(words.say_in("plan table", "answers for it"), width=1.2, key="owner"),
            Column(words.say_in("plan table", "next step"), width=2, key="next"),
        ),
        tuple(
            Row(
                (
                    each.title,
                    tell.term(each.kind),
                    each.product_line,
                    each.unit,
                    tell.sum(each.amount),
                    each.probability,
                    tell.sum(each.weighted),
                    tell.term(each.stage),
                    each.competitor,
                    each.expected_on,
                    each.owner,
                    each.next_step,
                ),
                pressing=each.late,
            )
            for each in lines
        ),
    )


def competitors(tell: Telling, lines: Iterable[CompetitorLine]) -> Table:
    """Who else is at the client."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "Competitors"),
        (
            Column(words.say_in("plan table", "competitor"), width=1.6),
            Column(words.say_in("plan table", "threat, 1 to 5"), Kind.WHOLE, 0.7),
            Column(words.say_in("plan table", "where"), width=2),
            Column(words.say_in("plan table", "strengths"), width=2),
            Column(words.say_in("plan table", "weaknesses"), width=2),
            Column(words.say_in("plan table", "seen on"), Kind.DATE, 1),
        ),
        rows_of(
            (
                each.name,
                each.threat,
                ", ".join(
                    line if share is None else f"{line} {tell.formats.percent(share)}"
                    for line, share in each.shares
                ),
                each.strengths,
                each.weaknesses,
                each.last_seen,
            )
            for each in lines
        ),
    )


def whitespace(tell: Telling, matrix: WhitespaceMatrix) -> Table:
    """Product lines by units: what is ours of what is spent, and who has the rest."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "Whitespace"),
        (
            Column(words.say_in("plan table", "product line"), width=1.6),
            *(Column(unit or words.say_in("plan table", "whole client"), width=1.4) for unit in matrix.units),
            Column(words.say_in("plan table", "all, a year"), Kind.SUM, 1),
        ),
        rows_of(
            (row.line, *(_place(tell, each) for each in row.fields), tell.sum(row.total))
            for row in matrix.rows
        ),
        note=words.say_in("plan note", "ours of everything they spend, a year"),
        whole=True,
    )


def _place(tell: Telling, place: WhitespaceField) -> Cell:
    """«8,3 из 42 млн ₽ · Гофронорд»."""
    words, parts = tell.words, []
    if place.rank is not None:
        parts.append(words.say_in("plan table", "no. {rank}", rank=place.rank))
    if place.ours is not None and place.total is not None:
        parts.append(
            words.say_in(
                "plan table", "{ours} of {total}", ours=tell.money(place.ours), total=tell.money(place.total)
            )
        )
    elif place.total is not None:
        parts.append(words.say_in("plan table", "they spend {total}", total=tell.money(place.total)))
    elif place.ours is not None:
        parts.append(tell.money(place.ours))
    if place.potential is not None:
        parts.append(
            words.say_in("plan table", "could be {potential}", potential=tell.money(place.potential))
        )
    if place.competitor:
        parts.append(place.competitor)
    elif place.stage is not None and place.stage is not WhitespaceStage.COMPETITOR:
        parts.append(tell.term(place.stage))
    if place.note:
        parts.append(place.note)
    return " · ".join(parts)
