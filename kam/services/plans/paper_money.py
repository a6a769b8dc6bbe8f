"""The money behind a plan on paper: months, gap, forecast, growth, wallet, whitespace, opportunities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from kam.analysis.pipeline import Deal
from kam.analysis.plans.forecast import forecast
from kam.analysis.plans.gap import gap_line
from kam.core.money import Money
from kam.core.periods import Month
from kam.core.vocabulary import ServedBy, TargetMeasure
from kam.reports.content.money import CompetitorLine, WalletShare
from kam.reports.content.plan import (
    ForecastQuarter,
    GrowthLine,
    GrowthWay,
    NoQuarter,
    PlanMoney,
    PlanOpportunity,
    SupplierLine,
    TargetGap,
    WhitespaceField,
    WhitespaceMatrix,
    WhitespaceRow,
)
from kam.services.briefs.money.block import money_block
from kam.services.briefs.money.market import competitor_lines
from kam.services.briefs.money.sales import collect_sales, order_days
from kam.services.briefs.money.wallet import ClientWallet, collect_wallet
from kam.services.briefs.records import Dossier, collect_dossier
from kam.services.dossier.rows import WhitespaceLine
from kam.services.money.book import Book
from kam.services.money.deals import DealRow, read_deals
from kam.services.money.spend import SpendPart, read_spend
from kam.services.money.whitespace import Spot, WhitespaceFigures, read_whitespace
from kam.services.plans.beside import way_of
from kam.services.plans.paper_ground import Ground

_FIRST_MOVES: Final = 3


@dataclass(frozen=True)
class MoneyPart:
    """Everything about money on the paper."""

    money: PlanMoney
    whitespace: WhitespaceMatrix
    opportunities: tuple[PlanOpportunity, ...]
    competitors: tuple[CompetitorLine, ...]


def collect_money(ground: Ground) -> MoneyPart:
    """The months and the market, in the client's currency."""
    scene = ground.scene
    account_id, as_of = scene.account.id, scene.as_of
    dossier, wallet = collect_dossier(scene), collect_wallet(scene)
    deals = read_deals(ground.workspace, account_id, as_of=as_of).open
    figures = read_whitespace(ground.workspace, account_id, as_of=as_of)
    ranks = _ranks(deals, figures)
    return MoneyPart(
        money=PlanMoney(
            block=money_block(scene, collect_sales(scene), wallet, dossier, order_days(scene)),
            gap=_gap(ground, deals),
            forecast=_forecast(ground, deals),
            growth=_growth(ground),
            way=_way(ground),
            suppliers=_suppliers(wallet, dossier),
        ),
        whitespace=_whitespace(ground, figures, ranks),
        opportunities=tuple(_opportunity(ground, each, ranks) for each in deals),
        competitors=competitor_lines(scene, dossier),
    )


def _deals(deals: Iterable[DealRow]) -> list[Deal]:
    return [Deal(each.id, each.stage, each.worth, each.probability, each.expected_on) for each in deals]


def _gap(ground: Ground, deals: Sequence[DealRow]) -> TargetGap | None:
    """Target − booked − weighted over the plan's period; None where no month of it has a target."""
    content, scene = ground.content, ground.scene
    first, last = Month.of(content.starts_on), Month.of(content.ends_on)
    book = Book.read(ground.session, scene.account.id, scene.as_of, first, last)
    targets = book.targets(TargetMeasure.REVENUE)
    wanted = [minor for month, minor in targets.items() if first <= month <= last]
    if not wanted:
        return None
    booked = sum(fact.revenue for fact in book.facts if first <= fact.month <= last)
    currency = book.currency
    line = gap_line(
        Money(sum(wanted), currency), Money(booked, currency), _deals(deals), until=content.ends_on
    )
    return TargetGap(line.target.minor, line.booked.minor, line.weighted.minor, line.gap.minor)


def _forecast(ground: Ground, deals: Sequence[DealRow]) -> tuple[ForecastQuarter, ...]:
    """What is overdue, the quarters with something to come, what comes later, and what has no date."""
    scene = ground.scene
    found = forecast(
        _deals(deals), ground.day, scene.account.currency, year_starts=scene.profile.fiscal_year_starts
    )
    quarters = [
        ForecastQuarter(each.quarter.first, each.weighted.minor, each.amount.minor, len(each.deals))
        for each in found.quarters
        if each.deals
    ]
    overdue = _apart(deals, found.slipped, NoQuarter.OVERDUE)
    later = _apart(deals, found.later, NoQuarter.LATER)
    return (*overdue, *quarters, *later, *_apart(deals, found.undated, NoQuarter.UNDATED))


def _apart(deals: Sequence[DealRow], ids: Sequence[UUID], why: NoQuarter) -> Iterator[ForecastQuarter]:
    """Opportunities without a quarter as one line, if there are any."""
    rows = [each for each in deals if each.id in ids]
    if rows:
        weighted = sum(each.weighted.minor for each in rows if each.weighted is not None)
        amount = sum(each.worth.minor for each in rows if each.worth is not None)
        yield ForecastQuarter(None, weighted, amount, len(rows), why)


def _growth(ground: Ground) -> tuple[GrowthLine, ...]:
    """Sources of growth in the client's currency; one without a rate is left out."""
    exchange, lines = ground.scene.exchange, []
    for each in ground.content.growth:
        minor = exchange.of_day(each.amount.minor, each.amount.currency, ground.day)
        if minor is not None:
            lines.append(GrowthLine(each.title, minor, each.opportunity_id is not None))
    return tuple(lines)


def _way(ground: Ground) -> GrowthWay | None:
    """From where to where they lead, in the client's currency."""
    currency = ground.scene.account.currency
    found = way_of(ground.content, currency)
    if found is None or found.before is None or found.needed.currency != currency:
        return None
    return GrowthWay(found.before.minor, (found.before + found.needed).minor)


def _suppliers(wallet: ClientWallet | None, dossier: Dossier) -> tuple[SupplierLine, ...]:
    computed = wallet.computed if wallet is not None else None
    if computed is None or not computed.total.minor:
        return ()
    lines = [
        SupplierLine(part.served_by, part.amount.minor, dossier.competitor_name(part.competitor))
        for part in computed.parts
        if part.amount.minor
    ]
    return tuple(sorted(lines, key=lambda line: -line.amount))


def _ranks(deals: Sequence[DealRow], figures: WhitespaceFigures) -> dict[Spot, int]:
    """Where we go first: the places of the heaviest opportunities."""
    places = {(line.id, unit.id) for line in figures.matrix.lines for unit in figures.matrix.units}
    ranks: dict[Spot, int] = {}
    for each in deals:
        spot = (each.line_id, each.unit_id)
        if spot in places and spot not in ranks and len(ranks) < _FIRST_MOVES:
            ranks[spot] = len(ranks) + 1
    return ranks


def _opportunity(ground: Ground, row: DealRow, ranks: Mapping[Spot, int]) -> PlanOpportunity:
    return PlanOpportunity(
        title=row.title,
        kind=row.kind,
        stage=row.stage,
        amount=row.worth.minor if row.worth is not None else None,
        probability=row.probability,
        weighted=row.weighted.minor if row.weighted is not None else None,
        expected_on=row.expected_on,
        late=row.overdue,
        product_line=row.line,
        unit=row.unit,
        competitor=row.competitor,
        owner=ground.ours(row.owner_id),
        next_step=row.next_step or "",
        rank=ranks.get((row.line_id, row.unit_id)),
    )


def _whitespace(ground: Ground, figures: WhitespaceFigures, ranks: Mapping[Spot, int]) -> WhitespaceMatrix:
    """The lines of which something is known, at the client's units."""
    spends = read_spend(ground.workspace, ground.scene.account.id, as_of=ground.scene.as_of)
    served: dict[Spot, tuple[SpendPart, ...]] = {(row.line_id, row.unit_id): row.parts for row in spends.rows}
    matrix, rows = figures.matrix, []
    for line in matrix.lines:
        fields = [_field(figures, ranks, served, (line.id, unit.id)) for unit in matrix.units]
        if line.id is None or fields == [WhitespaceField() for _ in fields]:
            continue
        whole = figures.lines.get(line.id)
        rows.append(
            WhitespaceRow(
                line=line.name,
                fields=tuple(fields),
                total=whole.whole if whole is not None else None,
                shares=_summed(field.shares for field in fields),
            )
        )
    dates = [row.on for row in spends.rows] + [cell.on for cell in matrix.cells]
    return WhitespaceMatrix(
        units=tuple(unit.name for unit in matrix.units) if rows else (),
        rows=tuple(rows),
        year=spends.year,
        checked_on=max((on for on in dates if on is not None), default=None),
    )


def _field(
    figures: WhitespaceFigures,
    ranks: Mapping[Spot, int],
    served: Mapping[Spot, tuple[SpendPart, ...]],
    spot: Spot,
) -> WhitespaceField:
    """A place of the matrix; nothing bought and nothing known is an empty one."""
    line_id, unit_id = spot
    cell = figures.matrix.cell(line_id, unit_id) if line_id is not None else None
    figure = figures.cells.get(spot)
    parts = served.get(spot, ())
    known = figure is not None and (figure.whole is not None or figure.ours != 0)
    return WhitespaceField(
        stage=cell.stage if cell is not None else None,
        ours=figure.ours if figure is not None and known else None,
        total=figure.whole if figure is not None else None,
        shares=tuple(WalletShare(part.served_by, part.amount.minor) for part in parts),
        potential=_potential(figures, cell, spent=spot in served),
        competitor=_competitor(cell.competitor if cell is not None else None, parts),
        rank=ranks.get(spot),
        note=(cell.note or "") if cell is not None else "",
    )


def _potential(figures: WhitespaceFigures, cell: WhitespaceLine | None, *, spent: bool) -> int | None:
    """What could still be won, where it is said beside the spend; without a spend it stands for the whole."""
    if cell is None or cell.potential is None or not spent:
        return None
    return cell.potential.minor if cell.potential.currency == figures.currency else None


def _competitor(named: str | None, parts: Sequence[SpendPart]) -> str:
    """The competitor that the matrix names, else the one that serves most."""
    if named:
        return named
    theirs = [part for part in parts if part.served_by is ServedBy.COMPETITOR and part.competitor]
    return max(theirs, key=lambda part: part.amount.minor).competitor if theirs else ""


def _summed(fields: Iterable[tuple[WalletShare, ...]]) -> tuple[WalletShare, ...]:
    sums: dict[ServedBy, int] = defaultdict(int)
    for shares in fields:
        for share in shares:
            sums[share.by] += share.amount
    return tuple(WalletShare(by, sums[by]) for by in ServedBy if by in sums)
