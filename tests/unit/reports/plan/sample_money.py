"""The money behind the sample plan, its whitespace, opportunities, rivals and quadrants."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from kam.core.periods import Month
from kam.core.vocabulary import (
    OpportunityKind,
    OpportunityStage,
    ServedBy,
    SwotKind,
    WhitespaceStage,
)
from kam.reports.content import (
    CompetitorLine,
    WalletShare,
)
from kam.reports.content.plan import (
    ForecastQuarter,
    GrowthLine,
    PlanMoney,
    PlanOpportunity,
    SupplierLine,
    SwotLine,
    TargetGap,
    WhitespaceField,
    WhitespaceMatrix,
    WhitespaceRow,
)
from tests.unit.reports import samples as briefs
from tests.unit.reports.plan.sample_values import Choice, million


def money(said: Choice) -> PlanMoney:
    block = briefs.money_ru()
    if said("р", "e") == "e":
        names = ("VCI film", "PET strap", "Stretch film", "Reels", "Boxes")
        block = replace(
            block,
            lines=tuple(replace(line, name=name) for line, name in zip(block.lines, names, strict=True)),
        )
    return PlanMoney(
        block=block,
        gap=TargetGap(million(140), million(98.5), million(22.4), million(19.1)),
        forecast=(
            ForecastQuarter(Month(2026, 10), million(0), million(0.4), 1),
            ForecastQuarter(Month(2027, 1), million(10.2), million(24), 2),
            ForecastQuarter(Month(2027, 4), million(3), million(12), 1),
            ForecastQuarter(Month(2027, 7), million(0.5), million(5), 1),
            ForecastQuarter(None, million(0), million(3.0), 2),
        ),
        growth=(
            GrowthLine(said("Индексация 2,5 %", "Indexation 2.5%"), million(2.1)),
            GrowthLine(said("Гофрокороба для крепежа", "Boxes for fasteners"), million(7.2), True),
            GrowthLine(said("Катушки вместо собственных", "Reels instead of own"), million(3.0), True),
            GrowthLine(said("ПЭТ-лента, канатный цех", "PET strap, rope hall"), million(3.0), True),
            GrowthLine(said("Риск по VCI", "VCI at risk"), million(-3.5)),
        ),
        suppliers=(
            SupplierLine(ServedBy.US, million(84.2)),
            SupplierLine(ServedBy.IN_HOUSE, million(46.6)),
            SupplierLine(ServedBy.COMPETITOR, million(34), said("«Гофронорд»", "Boxnord")),
            SupplierLine(ServedBy.COMPETITOR, million(21), said("«Антикор»", "Anticor")),
            SupplierLine(ServedBy.COMPETITOR, million(14), said("«Лентапром»", "Strapline")),
            SupplierLine(ServedBy.UNKNOWN, million(22.2)),
        ),
    )


def _field(
    ours: float, total: float, by: ServedBy = ServedBy.COMPETITOR, name: str = "", rank: int | None = None
) -> WhitespaceField:
    return WhitespaceField(
        WhitespaceStage.WON if ours / total > 0.8 else WhitespaceStage.COMPETITOR,
        million(ours),
        million(total),
        (WalletShare(ServedBy.US, million(ours)), WalletShare(by, million(total - ours))),
        million(total - ours),
        name,
        rank,
    )


def _row(line: str, *fields: WhitespaceField) -> WhitespaceRow:
    shares: dict[ServedBy, int] = {}
    for each in fields:
        for share in each.shares:
            shares[share.by] = shares.get(share.by, 0) + share.amount
    total = sum(shares.values())
    return WhitespaceRow(line, fields, total, tuple(WalletShare(by, amount) for by, amount in shares.items()))


def whitespace(said: Choice) -> WhitespaceMatrix:
    none, own = WhitespaceField(), ServedBy.IN_HOUSE
    boxes, straps = said("«Гофронорд»", "Boxnord"), said("«Лентапром»", "Strapline")
    film = said("«Антикор»", "Anticor")
    return WhitespaceMatrix(
        units=(
            said("Проволока", "Wire"),
            said("Крепёж", "Fasteners"),
            said("Канаты", "Ropes"),
            said("Склад", "Warehouse"),
        ),
        rows=(
            _row(
                said("VCI-плёнка и бумага", "VCI film and paper"),
                _field(22.4, 26, name=film),
                _field(6.1, 14, name=film),
                _field(4.2, 9, name=film),
                none,
            ),
            _row(
                said("ПЭТ-лента", "PET strap"),
                _field(14.8, 18),
                _field(3, 8, name=straps),
                _field(0, 6, name=straps, rank=3),
                _field(2.1, 3),
            ),
            _row(said("Гофрокороба", "Boxes"), none, _field(8.3, 42, name=boxes, rank=1), none, none),
            _row(
                said("Катушки и барабаны", "Reels and drums"),
                _field(9.6, 24, own, rank=2),
                none,
                _field(0, 19, own),
                none,
            ),
            _row(
                said("Паллеты", "Pallets"),
                none,
                none,
                replace(_field(0, 3, own), stage=WhitespaceStage.CLOSED),
                _field(0, 22, ServedBy.UNKNOWN),
            ),
        ),
        year=2026,
        checked_on=date(2026, 10, 14),
    )


def opportunities(said: Choice) -> tuple[PlanOpportunity, ...]:
    kind, stage = OpportunityKind, OpportunityStage
    return (
        PlanOpportunity(
            said("Гофрокороба для крепежа", "Boxes for fasteners"),
            kind.CROSS_SELL,
            stage.PROPOSED,
            million(18),
            40,
            million(7.2),
            date(2027, 2, 28),
            product_line=said("Гофрокороба", "Boxes"),
            unit=said("Крепёж", "Fasteners"),
            competitor=said("«Гофронорд»", "Boxnord"),
            owner=said("Кречетова", "Krechetova"),
            next_step=said("образцы на линию 2 до 04.12", "samples to line 2 by 4 Dec"),
            rank=1,
        ),
        PlanOpportunity(
            said("Катушки вместо собственных", "Reels instead of their own"),
            kind.NEW,
            stage.QUALIFIED,
            million(12),
            25,
            million(3),
            date(2027, 4, 30),
            unit=said("Проволока", "Wire"),
            owner=said("Кречетова", "Krechetova"),
            rank=2,
        ),
        PlanOpportunity(
            said("ПЭТ-лента, канатный цех", "PET strap, rope hall"),
            kind.UPSELL,
            stage.NEGOTIATING,
            million(6),
            50,
            million(3),
            date(2027, 1, 15),
            competitor=said("«Лентапром»", "Strapline"),
            rank=3,
        ),
        PlanOpportunity(
            said("Упаковка на площадке, пилот", "Packing on site, pilot"),
            kind.NEW,
            stage.IDEA,
            million(5),
            10,
            million(0.5),
            date(2026, 11, 15),
            late=True,
        ),
        PlanOpportunity(said("Сервисный договор", "Service contract"), kind.NEW, stage.IDEA),
    )


def competitors(said: Choice) -> tuple[CompetitorLine, ...]:
    return (
        CompetitorLine(
            said("«Гофронорд»", "Boxnord"),
            5,
            ((said("Гофрокороба", "Boxes"), Decimal("0.8")),),
            said("цена −7 %, склад в городе", "7% cheaper, a warehouse in town"),
            said("нет паспортов партий", "no lot records"),
            date(2026, 11, 12),
        ),
        CompetitorLine(
            said("«Антикор»", "Anticor"),
            3,
            ((said("VCI-плёнка", "VCI film"), None),),
            "",
            said("срыв срока весной", "late in spring"),
            date(2026, 3, 2),
            stale=True,
        ),
    )


def swot(said: Choice) -> tuple[SwotLine, ...]:
    kind = SwotKind
    return (
        SwotLine(
            kind.STRENGTH,
            said("Тимчук отстаивает нас у технологов", "Timchuk stands up for us"),
            said("защитил протокол VCI на техсовете 20.10", "defended the VCI record on 20 Oct"),
            3,
        ),
        SwotLine(
            kind.STRENGTH, said("67 % плёнки VCI на заводе — наши", "67% of the VCI film is ours"), "", 2
        ),
        SwotLine(
            kind.WEAKNESS,
            said("Нет контакта с генеральным директором", "No contact with the general director"),
            said("ни одной встречи за 2 года", "not one meeting in 2 years"),
            3,
        ),
        SwotLine(
            kind.WEAKNESS, said("Рекламация по коррозии открыта", "A corrosion complaint is open"), "", 2
        ),
        SwotLine(
            kind.OPPORTUNITY,
            said("Цех № 2: 42 млн ₽ коробов в год", "Hall No. 2: ₽42m of boxes a year"),
            "",
            3,
        ),
        SwotLine(
            kind.THREAT,
            said("Тендер на VCI после К-2026-0047", "A tender for VCI after K-2026-0047"),
            said("Гурьев просил карточки поставщиков", "Guryev asked for suppliers’ cards"),
            3,
        ),
        SwotLine(
            kind.THREAT,
            said("Финдиректор меняется 1 декабря", "The finance director changes on 1 Dec"),
            "",
            1,
        ),
    )
