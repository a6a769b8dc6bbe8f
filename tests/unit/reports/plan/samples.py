"""Sample plans for paper: a rich one in two languages, a thin one, and one made to break things."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from uuid import UUID
from zoneinfo import ZoneInfo

from kam.analysis.explanation import Reason
from kam.analysis.map_review import CheckState, MapAction, MapGround, MapHeading, MapTopic, ReviewedCheck
from kam.analysis.plans.content import PlanText
from kam.analysis.plans.sections import PlanSection
from kam.core.money import Money
from kam.core.periods import Month
from kam.core.vocabulary import (
    ApprovalAnswer,
    Attitude,
    BuyingRole,
    Circle,
    ClockKind,
    ClockState,
    CommitmentStatus,
    ComplaintKind,
    ComplaintStage,
    InitiativeStatus,
    KeyGroup,
    LineKind,
    ObjectiveKind,
    ObjectiveStatus,
    OpportunityKind,
    OpportunityStage,
    PlanStatus,
    RelationshipLevel,
    RelationshipStrategy,
    RiskStatus,
    Segment,
    ServedBy,
    Severity,
    Side,
    SwotKind,
    TeamRole,
    WhitespaceStage,
)
from kam.core.words import label
from kam.reports.content import (
    CompetitorLine,
    ComplaintClock,
    ComplaintLine,
    CustomerAttendee,
    Obligation,
    ObligationState,
    PersonName,
    WalletShare,
)
from kam.reports.content.plan import (
    ActionLine,
    ComingLine,
    ComplaintsOfYear,
    CompletenessLine,
    ContactPlanLine,
    CustomerContact,
    CustomerMeeting,
    CustomerObjective,
    CustomerPlanHead,
    CustomerPlanPaper,
    FindingLine,
    ForecastQuarter,
    GrowthLine,
    InitiativeLine,
    MeasurementLine,
    MilestoneLine,
    ObjectiveLine,
    PlanApproval,
    PlanBudgetLine,
    PlanChange,
    PlanChangeSort,
    PlanComplaints,
    PlanCompleteness,
    PlanDecision,
    PlanFactLine,
    PlanHead,
    PlanMoney,
    PlanOpportunity,
    PlanPaper,
    PlanPortrait,
    PlanRiskLine,
    ReviewLine,
    SupplierLine,
    SwotLine,
    TargetGap,
    TeamMember,
    WhitespaceField,
    WhitespaceMatrix,
    WhitespaceRow,
)
from kam.reports.content.plan_portfolio import PlanPortfolio, PortfolioLine, PortfolioRisk
from kam.reports.stakeholder_maps.content import (
    MapColleague,
    MapContent,
    MapFigure,
    MapHead,
    MapLevel,
    MapTie,
)
from tests.unit.reports import samples as briefs

ZONE = ZoneInfo("Europe/Moscow")
AS_OF = datetime(2026, 11, 23, 17, 40, tzinfo=ZONE)
PRINTED_AT = datetime(2026, 11, 23, 17, 42, tzinfo=ZONE)

Choice = Callable[[str, str], str]


def million(value: float) -> int:
    """Roubles in minor units."""
    return round(value * 100_000_000)


def roubles(value: float) -> Money:
    """So many millions."""
    return Money(million(value), "RUB")


def rich(language: str = "ru") -> PlanPaper:
    """A plan as a KAM defends it."""

    def said(russian: str, english: str) -> str:
        return russian if language == "ru" else english

    return PlanPaper(
        head=_head(said),
        currency="RUB",
        text=_text(said),
        approvals=_approvals(said),
        decisions=_decisions(said),
        previous_version=2,
        changes=_changes(said),
        portrait=_portrait(said),
        people=people(said),
        money=_money(said),
        whitespace=_whitespace(said),
        opportunities=_opportunities(said),
        competitors=_competitors(said),
        swot=_swot(said),
        objectives=_objectives(said),
        risks=_risks(said),
        complaints=_complaints(said),
        team=_team(said),
        contacts=_contacts(said),
        coming=(
            ComingLine(date(2026, 11, 24), said("Рамка контракта 2027", "Frame of the 2027 contract")),
            ComingLine(date(2026, 12, 15), said("Встреча Астахов — Ратников", "Astakhov meets Ratnikov")),
            ComingLine(
                date(2027, 1, 21), said("Обзор с клиентом (QBR)", "Review with the client (QBR)"), True
            ),
        ),
        reviews=_reviews(said),
        budget=(
            PlanBudgetLine(
                said("Образцы и пилот коробов", "Samples and box pilot"), roubles(0.35), roubles(0.1)
            ),
            PlanBudgetLine(said("Обучение смен, 3 цеха", "Training of shifts"), roubles(0.4)),
            PlanBudgetLine(said("Выезды технологов", "Visits of engineers"), roubles(0.55), roubles(0.3)),
            PlanBudgetLine(said("Испытания плёнки", "Film tests"), roubles(0.6), roubles(0)),
        ),
        completeness=_completeness(said),
    )


def _head(said: Choice) -> PlanHead:
    return PlanHead(
        account=said("Северогорский метизный завод", "Northhill Fasteners"),
        title=said("План развития на 2026–2027 годы", "Growth plan 2026–2027"),
        starts_on=date(2026, 7, 1),
        ends_on=date(2027, 12, 31),
        as_of=AS_OF,
        printed_at=PRINTED_AT,
        zone="Europe/Moscow",
        status=PlanStatus.SUBMITTED,
        version=3,
        submitted_on=date(2026, 11, 23),
        strategy=RelationshipStrategy.GROW,
        owner=said("М. Кречетова", "M. Krechetova"),
        segment=Segment.VIP,
        group=KeyGroup.BREADWINNER,
        our_company=said("Вереск Упаковка", "Heather Packaging"),
    )


def _text(said: Choice) -> PlanText:
    return PlanText(
        ambition=said(
            "Удержать плёнку VCI, войти в короба и катушки и стать первым, кого зовут, когда на заводе "
            "меняют упаковку.",
            "Keep the VCI film, enter boxes and reels, and become the first one called when the plant "
            "changes its packaging.",
        ),
        client_goals=said(
            "Бюджет упаковки 2027 года — на 5 % ниже, решает закупка.\n"
            "Крепёжный цех № 2 с февраля: +18 % объёма.\n"
            "Экспорт с гарантией 12 месяцев без коррозии.",
            "Packaging budget of 2027 down 5%, purchasing decides.\n"
            "Fastener hall No. 2 from February: volume up 18%.\n"
            "Export with 12 months without corrosion guaranteed.",
        ),
        client_pressures=said(
            "Рост цен на катанку, дефицит операторов на упаковке, штрафы экспортных заказчиков за коррозию.",
            "Wire rod prices rise, packers are scarce, export customers fine for corrosion.",
        ),
        client_initiatives=said(
            "Новый склад готовой продукции до лета 2027; переход на электронный документооборот.",
            "A new finished goods warehouse by summer 2027; electronic documents throughout.",
        ),
        field_of_play=said(
            "Вся защитная и транспортная упаковка четырёх цехов и склада; паллеты — после аудита.",
            "All protective and transport packaging of four halls and the store; pallets after the audit.",
        ),
        value_we_bring=said(
            "Меньше боя и пересорта вместо скидки: аудит складов, запас на площадке 14 дней, протокол "
            "VCI на каждую партию, обучение смен.",
            "Less breakage and mix-ups instead of a discount: warehouse audit, 14 days of stock on site, a "
            "VCI record with every lot, training of shifts.",
        ),
        how_client_gains=said(
            "Потери при упаковке с 1,9 до 0,8 % тоннажа — это 6 млн ₽ в год; ни одной остановки линии из-за "
            "упаковки.",
            "Packing losses from 1.9 to 0.8% of tonnage, which is ₽6m a year; no line stopped for packaging.",
        ),
        what_we_gain=said(
            "Рост до 96 млн ₽, трёхлетний контракт и рекомендация холдингу.",
            "Growth to ₽96m, a contract for three years, a reference in the holding.",
        ),
    )


def _approvals(said: Choice) -> tuple[PlanApproval, ...]:
    return (
        PlanApproval(
            said("М. Кречетова", "M. Krechetova"), said("КАМ", "KAM"), is_author=True, on=date(2026, 11, 23)
        ),
        PlanApproval(
            said("К. Астахов", "K. Astakhov"),
            said("Коммерческий директор, спонсор", "Sales director, sponsor"),
            answer=ApprovalAnswer.YES_WITH_EDITS,
            on=date(2026, 11, 23),
            comment=said("уточнить цену пилота", "state the price of the pilot"),
        ),
        PlanApproval(said("Е. Лунёва", "E. Lunyova"), said("Финансы", "Finance")),
        PlanApproval(said("В. Рогачёв", "V. Rogachev"), said("Производство", "Production")),
    )


def _decisions(said: Choice) -> tuple[PlanDecision, ...]:
    return (
        PlanDecision(
            said("Пилот гофрокоробов за наш счёт, 5 000 шт.", "Box pilot at our cost, 5,000 pieces"),
            date(2026, 12, 1),
            roubles(0.35),
        ),
        PlanDecision(
            said(
                "Астахов ведёт Ратникова, встреча раз в квартал", "Astakhov looks after Ratnikov, quarterly"
            ),
            date(2026, 12, 1),
            effort=said("4 дня в год", "4 days a year"),
        ),
        PlanDecision(
            said("Запас на площадке клиента до 14 дней", "14 days of stock at the client’s site"),
            date(2026, 12, 10),
            roubles(6),
        ),
        PlanDecision(
            said("Технолог на выезде два дня в месяц", "An engineer on site two days a month"),
            decided_on=date(2026, 10, 20),
            decided_by=said("К. Астахов", "K. Astakhov"),
            outcome=said("да, с ноября", "yes, from November"),
        ),
    )


def _changes(said: Choice) -> tuple[PlanChange, ...]:
    objectives, risks = PlanSection.OBJECTIVES.label, PlanSection.RISKS.label
    return (
        PlanChange(
            PlanChangeSort.ADDED,
            objectives,
            said("Снизить потери при упаковке", "Cut packing losses"),
        ),
        PlanChange(PlanChangeSort.ADDED, risks, said("Тендер на VCI", "Tender for VCI")),
        PlanChange(
            PlanChangeSort.CHANGED,
            objectives,
            said("Вырасти до 96 млн ₽ в год", "Grow to ₽96m a year"),
            label("plan field", "Target"),
            Decimal(98_000_000),
            Decimal(96_000_000),
        ),
        PlanChange(
            PlanChangeSort.CHANGED,
            risks,
            said("Новый финдиректор", "New finance director"),
            label("plan field", "Probability"),
            3,
            4,
        ),
        PlanChange(
            PlanChangeSort.REMOVED, PlanSection.INITIATIVES.label, said("Паллеты: тест", "Pallet test")
        ),
    )


def _portrait(said: Choice) -> PlanPortrait:
    facts = (
        (said("Отрасль", "Industry"), said("метизы: проволока, крепёж, канаты", "wire, fasteners, ropes")),
        (said("Вид", "Type"), said("производитель", "manufacturer")),
        (said("Собственность", "Ownership"), said("холдинг «Северная сталь»", "holding Northern Steel")),
        (said("Людей", "Headcount"), "1 850"),
        (said("Выручка в год", "Revenue a year"), said("14,2 млрд ₽", "₽14.2bn")),
        (
            said("На чём зарабатывает", "Earns by"),
            said("экспорт проволоки, крепёж сетям", "wire export, fasteners"),
        ),
        (
            said("Их клиенты", "Their customers"),
            said("строительные сети, автозаводы", "DIY chains, car makers"),
        ),
        (said("Место на рынке", "Position"), said("третий в стране", "third in the country")),
        (said("Что ценят", "Values"), said("срок, паспорт партии, без сюрпризов", "dates, lot records")),
    )
    return PlanPortrait(tuple(PlanFactLine(*fact) for fact in facts), date(2026, 10, 12))


def _id(number: int) -> UUID:
    return UUID(int=number)


def people(said: Choice) -> MapContent:
    """The map of the sample's people."""
    krechetova, bogdanov, shilov, astakhov = (_id(number) for number in (101, 102, 103, 104))
    level = RelationshipLevel

    def knows(colleague: UUID, now: RelationshipLevel, target: RelationshipLevel | None = None) -> MapLevel:
        return MapLevel(colleague, now, target=target)

    figures = (
        MapFigure(
            _id(1),
            said("Ратников В. Л.", "Ratnikov V."),
            said("РВ", "RV"),
            said("генеральный директор", "general director"),
            role=BuyingRole.APPROVER,
            influence=5,
            circle=Circle.CORE,
            overdue=True,
            levels=(knows(astakhov, level.NONE, level.CREDIBLE_SOURCE),),
            owner=astakhov,
        ),
        MapFigure(
            _id(2),
            "",
            title=said("финдиректор, с 01.12", "finance director, from 1 Dec"),
            boss=_id(1),
            role=BuyingRole.APPROVER,
            influence=4,
            circle=Circle.CORE,
            overdue=True,
            open_days=12,
            levels=(knows(astakhov, level.NONE, level.CREDIBLE_SOURCE),),
        ),
        MapFigure(
            _id(3),
            said("Левашова И. С.", "Levashova I."),
            said("ЛИ", "LI"),
            said("директор по закупкам", "purchasing director"),
            boss=_id(1),
            role=BuyingRole.DECIDER,
            attitude=Attitude.NEUTRAL,
            target=Attitude.SUPPORTER,
            influence=5,
            circle=Circle.CORE,
            levels=(
                knows(krechetova, level.CREDIBLE_SOURCE, level.TRUSTED_ADVISER),
                knows(astakhov, level.SUPPLIER, level.PROBLEM_SOLVER),
            ),
            owner=krechetova,
            contact_days=12,
            contact_norm=14,
        ),
        MapFigure(
            _id(4),
            said("Тимчук О. Р.", "Timchuk O."),
            said("ТО", "TO"),
            said("главный технолог", "chief engineer"),
            boss=_id(1),
            role=BuyingRole.INFLUENCER,
            attitude=Attitude.CHAMPION,
            influence=4,
            circle=Circle.CORE,
            levels=(knows(krechetova, level.CREDIBLE_SOURCE), knows(bogdanov, level.TRUSTED_ADVISER)),
            owner=bogdanov,
            contact_days=9,
            contact_norm=14,
        ),
        MapFigure(
            _id(5),
            said("Ермолин С. Ю.", "Ermolin S."),
            said("ЕС", "ES"),
            said("начальник крепёжного цеха", "head of the fastener hall"),
            boss=_id(1),
            role=BuyingRole.INITIATOR,
            attitude=Attitude.SUPPORTER,
            target=Attitude.CHAMPION,
            influence=3,
            circle=Circle.CORE,
            levels=(
                knows(krechetova, level.CREDIBLE_SOURCE, level.PROBLEM_SOLVER),
                knows(shilov, level.CREDIBLE_SOURCE, level.PROBLEM_SOLVER),
            ),
            owner=shilov,
            contact_days=16,
            contact_norm=21,
        ),
        MapFigure(
            _id(6),
            said("Гурьев П. О.", "Guryev P."),
            said("ГП", "GP"),
            said("категорийный менеджер", "category manager"),
            boss=_id(3),
            role=BuyingRole.BUYER,
            attitude=Attitude.SCEPTIC,
            target=Attitude.NEUTRAL,
            influence=3,
            stale=True,
            circle=Circle.CORE,
            levels=(knows(krechetova, level.CREDIBLE_SOURCE, level.PROBLEM_SOLVER),),
            owner=krechetova,
            contact_days=5,
            contact_norm=14,
        ),
        MapFigure(
            _id(7),
            said("Сафина Д. Р.", "Safina D."),
            said("СД", "SD"),
            said("начальник службы качества", "head of quality"),
            boss=_id(4),
            role=BuyingRole.APPROVER,
            attitude=Attitude.SCEPTIC,
            target=Attitude.SUPPORTER,
            influence=3,
            circle=Circle.CORE,
            levels=(knows(bogdanov, level.SUPPLIER, level.PROBLEM_SOLVER),),
            contact_days=34,
            contact_norm=21,
            overdue=True,
        ),
        MapFigure(
            _id(8),
            said("Чагин Р. И.", "Chagin R."),
            said("ЧР", "CR"),
            said("начальник склада", "warehouse manager"),
            boss=_id(5),
            role=BuyingRole.USER,
            attitude=Attitude.SUPPORTER,
            influence=2,
            circle=Circle.SUPPORT,
            levels=(knows(shilov, level.PROBLEM_SOLVER),),
            owner=shilov,
            contact_days=41,
            contact_norm=60,
        ),
    )
    checks = (
        ReviewedCheck(
            MapTopic.OPPONENT,
            CheckState.FAILED,
            MapHeading.OPPONENT,
            (Reason.of(MapGround.NOBODY_FOR_US),),
            (_id(7),),
            MapAction.ASSIGN,
        ),
        ReviewedCheck(
            MapTopic.NAMES,
            CheckState.WARNING,
            MapHeading.NAMES,
            (Reason.of(MapGround.NAMES_AWAITED, count=1),),
            (_id(2),),
            MapAction.GIVE_NAME,
        ),
        ReviewedCheck(
            MapTopic.CHAMPION,
            CheckState.PASSED,
            MapTopic.CHAMPION,
            (Reason.of(MapGround.CHAMPION_IS, name=said("Тимчук", "Timchuk"), days=20),),
        ),
    )
    return MapContent(
        MapHead(
            said("Северогорский метизный завод", "Northhill Fasteners"),
            said("Вереск Упаковка", "Heather Packaging"),
            AS_OF,
            PRINTED_AT,
            "Europe/Moscow",
        ),
        figures,
        ties=(
            MapTie(_id(4), _id(3), LineKind.INFLUENCES),
            MapTie(_id(6), _id(7), LineKind.CONFLICTS),
        ),
        checks=checks,
        attitude=Decimal("0.3"),
        colleagues=(
            MapColleague(krechetova, said("Кречетова", "Krechetova"), said("КАМ", "KAM")),
            MapColleague(bogdanov, said("Богданов", "Bogdanov"), said("технолог", "engineer")),
            MapColleague(shilov, said("Шилов", "Shilov"), said("логистика", "logistics")),
            MapColleague(astakhov, said("Астахов", "Astakhov"), said("спонсор", "sponsor")),
        ),
    )


def _money(said: Choice) -> PlanMoney:
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


def _whitespace(said: Choice) -> WhitespaceMatrix:
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


def _opportunities(said: Choice) -> tuple[PlanOpportunity, ...]:
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


def _competitors(said: Choice) -> tuple[CompetitorLine, ...]:
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


def _swot(said: Choice) -> tuple[SwotLine, ...]:
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


def _objectives(said: Choice) -> tuple[ObjectiveLine, ...]:
    number = count(1)
    kind = ObjectiveKind
    krechetova, bogdanov = said("Кречетова", "Krechetova"), said("Богданов", "Bogdanov")
    shilov, astakhov = said("Шилов", "Shilov"), said("Астахов", "Astakhov")
    return (
        ObjectiveLine(
            1,
            kind.REVENUE,
            said("Вырасти до 96 млн ₽ в год", "Grow to ₽96m a year"),
            measure=said("выручка за 12 мес.", "revenue of 12 months"),
            is_money=True,
            baseline=Decimal(82_100_000),
            current=Decimal(84_200_000),
            current_on=date(2026, 10, 31),
            target=Decimal(96_000_000),
            due_on=date(2027, 12, 31),
            progress=Decimal("0.15"),
            expected=Decimal("0.2"),
            owner=krechetova,
            initiatives=(
                InitiativeLine(
                    next(number),
                    said("Контракт 2027", "Contract 2027"),
                    krechetova,
                    date(2026, 10, 1),
                    date(2026, 12, 31),
                    60,
                    InitiativeStatus.RUNNING,
                    milestones=(
                        MilestoneLine(said("рамка", "frame"), date(2026, 11, 24)),
                        MilestoneLine(said("подпись", "signature"), date(2026, 12, 18)),
                    ),
                ),
                InitiativeLine(
                    next(number),
                    said("Гофрокороба: пилот, линия 2", "Boxes: pilot on line 2"),
                    bogdanov,
                    date(2026, 11, 1),
                    date(2027, 3, 31),
                    20,
                    InitiativeStatus.RUNNING,
                    milestones=(MilestoneLine(said("пуск пилота", "pilot starts"), date(2027, 1, 20)),),
                ),
                InitiativeLine(
                    next(number),
                    said("Гофрокороба: весь крепёж", "Boxes: all fasteners"),
                    krechetova,
                    date(2027, 4, 1),
                    date(2027, 8, 31),
                    after=(2,),
                ),
            ),
            actions=(
                ActionLine(
                    said("Анкета аудита склада", "Questionnaire of the audit"),
                    Side.OURS,
                    shilov,
                    date(2026, 11, 14),
                    9,
                ),
                ActionLine(
                    said("Полная стоимость катушек", "Full cost of reels"),
                    Side.OURS,
                    krechetova,
                    date(2026, 11, 27),
                ),
                ActionLine(
                    said("Образцы коробов на линию 2", "Box samples to line 2"),
                    Side.OURS,
                    bogdanov,
                    date(2026, 12, 4),
                    promised_to_client=True,
                ),
                ActionLine(
                    said("Объёмы цеха № 2 на 2027 год", "Volumes of hall No. 2 for 2027"),
                    Side.THEIRS,
                    said("Ермолин", "Ermolin"),
                    date(2026, 12, 10),
                    promised_to_client=True,
                ),
            ),
        ),
        ObjectiveLine(
            2,
            kind.REVENUE,
            said("Взять 43 % кошелька", "Win 43% of the wallet"),
            measure=said("доля", "share"),
            unit="%",
            baseline=Decimal(36),
            current=Decimal(38),
            current_on=date(2026, 10, 31),
            target=Decimal(43),
            due_on=date(2027, 12, 31),
            progress=Decimal("0.29"),
            expected=Decimal("0.27"),
            owner=krechetova,
            measurements=(
                MeasurementLine(date(2026, 7, 1), Decimal(36)),
                MeasurementLine(date(2026, 10, 31), Decimal(38)),
            ),
            initiatives=(
                InitiativeLine(
                    next(number),
                    said("Аудит паллет и склада", "Audit of pallets and warehouse"),
                    shilov,
                    date(2026, 10, 1),
                    date(2026, 12, 31),
                    10,
                    InitiativeStatus.RUNNING,
                    behind=True,
                ),
            ),
        ),
        ObjectiveLine(
            3,
            kind.RELATIONSHIP,
            said("Живой контакт с кругом 1", "Live contact with circle 1"),
            client_wording=said("Регулярные встречи руководителей", "Regular meetings of leaders"),
            measure=said("человек из 7", "people of 7"),
            baseline=Decimal(5),
            current=Decimal(5),
            target=Decimal(7),
            due_on=date(2027, 6, 30),
            progress=Decimal(0),
            expected=Decimal("0.4"),
            behind=True,
            owner=astakhov,
            initiatives=(
                InitiativeLine(
                    next(number),
                    said("Выход на Ратникова", "Reach Ratnikov"),
                    astakhov,
                    date(2026, 9, 1),
                    date(2026, 12, 20),
                    15,
                    InitiativeStatus.RUNNING,
                    behind=True,
                    milestones=(MilestoneLine(said("встреча", "meeting"), date(2026, 12, 15)),),
                ),
                InitiativeLine(
                    next(number),
                    said("Обзоры с клиентом (QBR)", "Reviews with the client (QBR)"),
                    krechetova,
                    milestones=(
                        MilestoneLine("QBR", date(2026, 10, 15), date(2026, 10, 15)),
                        MilestoneLine("QBR", date(2027, 1, 21)),
                    ),
                ),
            ),
            actions=(
                ActionLine(
                    said("Дата встречи с Ратниковым", "Date of the meeting with Ratnikov"),
                    Side.OURS,
                    astakhov,
                    date(2026, 10, 31),
                    23,
                ),
            ),
        ),
        ObjectiveLine(
            4,
            kind.CLIENT_SUCCESS,
            said("Снизить потери при упаковке", "Cut packing losses"),
            client_wording=said("Потери при упаковке не выше 0,8 %", "Packing losses of at most 0.8%"),
            measure=said("% от тоннажа", "% of tonnage"),
            baseline=Decimal("1.9"),
            current=Decimal("1.4"),
            target=Decimal("0.8"),
            due_on=date(2027, 12, 31),
            progress=Decimal("0.45"),
            expected=Decimal("0.27"),
            owner=bogdanov,
            initiatives=(
                InitiativeLine(
                    next(number),
                    said("Контроль каждой партии VCI", "Control of every VCI lot"),
                    bogdanov,
                    date(2026, 11, 20),
                    date(2027, 3, 31),
                    10,
                    InitiativeStatus.RUNNING,
                ),
                InitiativeLine(
                    next(number),
                    said("Обучение смен, 3 цеха", "Training of shifts in 3 halls"),
                    bogdanov,
                    date(2027, 3, 1),
                    date(2027, 5, 31),
                    status=InitiativeStatus.DROPPED,
                ),
            ),
            actions=(
                ActionLine(
                    said("Протокол VCI на партию 118", "VCI record of lot 118"),
                    Side.OURS,
                    bogdanov,
                    date(2026, 11, 10),
                    status=CommitmentStatus.KEPT,
                    closed_on=date(2026, 11, 9),
                ),
            ),
        ),
    )


def _risks(said: Choice) -> tuple[PlanRiskLine, ...]:
    bogdanov, krechetova = said("Богданов", "Bogdanov"), said("Кречетова", "Krechetova")
    return (
        PlanRiskLine(
            said("Тендер на VCI", "Tender for VCI"),
            said("потеря четверти выручки", "a quarter of revenue lost"),
            3,
            4,
            roubles(21),
            said("8D и контроль партий до 15.12", "8D and lot control by 15 Dec"),
            bogdanov,
        ),
        PlanRiskLine(
            said("Новый финдиректор", "New finance director"),
            "",
            4,
            3,
            None,
            said("знакомство в декабре", "introduction in December"),
            krechetova,
        ),
        PlanRiskLine(
            said("Договор до 31.12", "Contract until 31 Dec"),
            said("отгрузки без рамки цен", "deliveries without a price frame"),
            2,
            5,
            roubles(8.4),
            said("рамка 24.11, подпись 18.12", "frame on 24 Nov, signature on 18 Dec"),
            krechetova,
        ),
        PlanRiskLine(said("«Гофронорд» −7 %", "Boxnord 7% cheaper"), "", 3, 3, roubles(5), ""),
        PlanRiskLine(said("Смена логистики", "Change of logistics")),
        PlanRiskLine(
            said("Сбой поставки сырья", "Raw material late"),
            probability=2,
            impact=3,
            response=said("второй поставщик", "second supplier"),
            status=RiskStatus.CLOSED,
        ),
    )


def _complaints(said: Choice) -> PlanComplaints:
    return PlanComplaints(
        open=(
            ComplaintLine(
                said("К-2026-0047", "K-2026-0047"),
                said("Коррозия трёх бухт, плёнка VCI", "Corrosion of three coils, VCI film"),
                ComplaintKind.QUALITY,
                Severity.HIGH,
                said("Сафина", "Safina"),
                3,
                million(0.64),
                ComplaintStage.RESPONSE_OFFERED,
                said("причина найдена, партию меняем", "cause found, the lot is replaced"),
                ComplaintClock(
                    ClockKind.RESOLUTION,
                    ClockState.AT_RISK,
                    0.85,
                    timedelta(hours=4, minutes=10),
                    datetime(2026, 11, 24, 14, 10, tzinfo=ZONE),
                ),
            ),
        ),
        year=ComplaintsOfYear(
            7,
            6,
            6,
            8,
            million(1.1),
            (
                (ComplaintKind.QUALITY.label, 4),
                (ComplaintKind.DELIVERY.label, 2),
                (ComplaintKind.DOCUMENTS.label, 1),
            ),
        ),
    )


def _team(said: Choice) -> tuple[TeamMember, ...]:
    return (
        TeamMember(said("М. Кречетова", "M. Krechetova"), TeamRole.KAM),
        TeamMember(said("К. Астахов", "K. Astakhov"), TeamRole.EXECUTIVE_SPONSOR),
        TeamMember(
            said("П. Богданов", "P. Bogdanov"), role_text=said("технолог по упаковке", "packaging engineer")
        ),
        TeamMember(said("А. Шилов", "A. Shilov"), TeamRole.LOGISTICS),
    )


def _contacts(said: Choice) -> tuple[ContactPlanLine, ...]:
    return (
        ContactPlanLine(
            said("К. Астахов", "K. Astakhov"),
            said("Ратников В. Л.", "Ratnikov V."),
            said("генеральный директор", "general director"),
            90,
            said("экспорт без коррозии, планы цеха № 2", "export without corrosion, hall No. 2"),
            None,
            date(2026, 12, 15),
        ),
        ContactPlanLine(
            said("М. Кречетова", "M. Krechetova"),
            said("Левашова И. С.", "Levashova I."),
            said("директор по закупкам", "purchasing director"),
            14,
            said("контракт 2027, полная стоимость", "contract 2027, full cost"),
            date(2026, 11, 12),
            date(2026, 11, 24),
        ),
        ContactPlanLine(
            said("П. Богданов", "P. Bogdanov"),
            said("Сафина Д. Р.", "Safina D."),
            said("начальник службы качества", "head of quality"),
            14,
            said("контроль партий", "lot control"),
            date(2026, 10, 20),
        ),
    )


def _reviews(said: Choice) -> tuple[ReviewLine, ...]:
    return (
        ReviewLine(
            date(2026, 10, 15),
            3,
            2,
            3,
            4,
            said(
                "Польза видна в цифрах, но её называем мы, а не клиент.\nС генеральным так и не встретились.",
                "The value shows in figures, but we name it.\nNo meeting with the director yet.",
            ),
            (said("Кречетова", "Krechetova"), said("Богданов", "Bogdanov")),
            (said("Левашова", "Levashova"), said("Тимчук", "Timchuk")),
            (
                PlanDecision(
                    said("Снять с плана паллеты до аудита", "Take pallets off the plan until the audit"),
                    decided_on=date(2026, 10, 15),
                    decided_by=said("К. Астахов", "K. Astakhov"),
                ),
            ),
        ),
    )


def _completeness(said: Choice) -> PlanCompleteness:
    section = PlanSection
    return PlanCompleteness(
        86,
        (
            CompletenessLine(section.AMBITION.label, 100),
            CompletenessLine(section.CLIENT.label, 100),
            CompletenessLine(section.CHARTER.label, 100),
            CompletenessLine(section.SWOT.label, 75, (said("одна возможность", "one opportunity"),)),
            CompletenessLine(section.OBJECTIVES.label, 100),
            CompletenessLine(
                section.RISKS.label, 60, (said("у двух рисков нет ответа", "two risks have no response"),)
            ),
            CompletenessLine(section.CONTACTS.label, 70, (said("нет финдиректора", "no finance director"),)),
        ),
        (
            FindingLine(
                said(
                    "Утверждающий Ратников: в плане контактов нет владельца с нашей стороны",
                    "The approver Ratnikov has no owner in the communication plan",
                ),
                serious=True,
            ),
            FindingLine(said("Риск «Гофронорд» −7 % без ответа", "Risk Boxnord 7% cheaper has no response")),
        ),
        81,
        (said("финдиректор", "finance director"), said("бюджет 2027", "budget of 2027")),
        (said("условия", "terms"), said("конкуренты", "competitors")),
    )


def thin() -> PlanPaper:
    """A plan that was begun a minute ago."""
    return PlanPaper(
        PlanHead(
            "Ольха",
            "План на 2027 год",
            date(2027, 1, 1),
            date(2027, 12, 31),
            AS_OF,
            PRINTED_AT,
            "Europe/Moscow",
        ),
        "RUB",
    )


def monstrous() -> PlanPaper:
    """Far too much of everything, in words that are far too long."""
    rich_plan = rich()
    long = "очень-очень длинное название " * 12
    endless = "слово" * 60
    text = "\n".join(f"{number}. {long}" for number in range(30))
    first = rich_plan.objectives[0]
    objectives = tuple(
        replace(
            first,
            number=number,
            title=f"Цель {number}: {long}",
            owner=endless[:80],
            initiatives=tuple(
                replace(
                    first.initiatives[0],
                    number=number * 100 + each,
                    title=f"Мероприятие {number}.{each} {long}",
                    after=tuple(range(1, 9)),
                )
                for each in range(6)
            ),
            actions=tuple(
                replace(first.actions[0], text=f"Действие {number}.{each} {long}", days_late=each * 100)
                for each in range(8)
            ),
        )
        for number in range(1, 9)
    )
    matrix = rich_plan.whitespace
    wide = WhitespaceMatrix(
        tuple(f"Цех {number} {endless[:40]}" for number in range(14)),
        tuple(
            WhitespaceRow(f"Линия {number} {long[:60]}", (matrix.rows[0].fields * 5)[:14], million(900))
            for number in range(25)
        ),
        2026,
    )
    return replace(
        rich_plan,
        head=replace(rich_plan.head, account=long, title=long, owner=long, our_company=long),
        text=PlanText(text, text, text, text, text, text, text, text),
        approvals=rich_plan.approvals * 6,
        decisions=rich_plan.decisions * 12,
        changes=rich_plan.changes * 20,
        portrait=PlanPortrait(tuple(PlanFactLine(endless[:60], long * 3) for _ in range(31))),
        people=crowd(60, 12),
        money=replace(
            rich_plan.money,
            growth=tuple(GrowthLine(f"{number} {long}", million(number)) for number in range(1, 30)),
            suppliers=rich_plan.money.suppliers * 8,
        ),
        whitespace=wide,
        opportunities=tuple(
            replace(each, title=f"{each.title} {long}") for each in rich_plan.opportunities * 6
        ),
        competitors=rich_plan.competitors * 20,
        swot=tuple(replace(each, text=f"{each.text} {long}", evidence=long) for each in rich_plan.swot * 4),
        objectives=objectives,
        risks=tuple(replace(each, title=f"{each.title} {long}") for each in rich_plan.risks * 6),
        contacts=rich_plan.contacts * 20,
        coming=rich_plan.coming * 12,
        reviews=tuple(replace(rich_plan.reviews[0], notes=text) for _ in range(2)),
        budget=rich_plan.budget * 12,
    )


def crowd(size: int, ours: int) -> MapContent:
    """Everybody of a big client, all known to everybody of ours."""
    content = people(lambda russian, _english: russian)
    colleagues = tuple(
        MapColleague(_id(1000 + number), f"Коллега {number}", "часть") for number in range(ours)
    )
    figures = tuple(
        MapFigure(
            _id(number + 1),
            f"Человек {number} Длиннофамильный",
            f"Ч{number}",
            "должность " * 6,
            None if number == 0 else _id((number - 1) // 7 + 1),
            role=BuyingRole.DECIDER if number % 9 == 0 else BuyingRole.USER,
            attitude=Attitude.of(number % 5 - 2),
            target=Attitude.CHAMPION,
            influence=number % 5 + 1,
            circle=Circle.of(number % 3 + 1),
            levels=tuple(
                MapLevel(each.id, RelationshipLevel.of(number % 5), target=RelationshipLevel.TRUSTED_ADVISER)
                for each in colleagues
            ),
            contact_days=number,
            contact_norm=30,
            overdue=number > 30,
        )
        for number in range(size)
    )
    return replace(content, people=figures, colleagues=colleagues, ties=())


def finished(status: ObjectiveStatus = ObjectiveStatus.MET) -> PlanPaper:
    """A plan that was closed: every objective has an end."""
    plan = rich()
    return replace(
        plan,
        head=replace(plan.head, status=PlanStatus.CLOSED, approved_on=date(2026, 12, 1)),
        objectives=tuple(
            replace(each, status=status, outcome="достигнуто раньше") for each in plan.objectives
        ),
    )


def for_client(language: str = "ru") -> CustomerPlanPaper:
    """The plan that is agreed with the client."""

    def said(russian: str, english: str) -> str:
        return russian if language == "ru" else english

    plan, brief = rich(language), briefs.customer_ru()
    ours = CustomerAttendee(
        PersonName(said("Кречетова", "Krechetova")), said("ведёт клиента", "key account manager")
    )
    engineer = CustomerAttendee(PersonName(said("Богданов", "Bogdanov")), said("технолог", "engineer"))
    return CustomerPlanPaper(
        CustomerPlanHead(
            plan.head.account,
            plan.head.our_company,
            said("Совместный план на 2026–2027 годы", "Joint plan 2026–2027"),
            plan.head.starts_on,
            plan.head.ends_on,
            AS_OF,
            PRINTED_AT,
            "Europe/Moscow",
        ),
        "RUB",
        goals=plan.text.client_goals or "",
        initiatives=plan.text.client_initiatives or "",
        field_of_play=plan.text.field_of_play or "",
        value_we_bring=plan.text.value_we_bring or "",
        how_client_gains=plan.text.how_client_gains or "",
        objectives=(
            CustomerObjective(
                said("Потери при упаковке не выше 0,8 %", "Packing losses of at most 0.8%"),
                (
                    Obligation(
                        said("Образцы коробов на линию 2", "Box samples to line 2"),
                        said("Богданов", "Bogdanov"),
                        date(2026, 12, 4),
                    ),
                    Obligation(
                        said("Протокол VCI на партию 118", "VCI record of lot 118"),
                        said("Богданов", "Bogdanov"),
                        date(2026, 11, 10),
                        ObligationState.KEPT,
                    ),
                ),
            ),
            CustomerObjective(said("Регулярные встречи руководителей", "Regular meetings of leaders")),
        ),
        our_obligations=brief.our_obligations if language == "ru" else (),
        their_obligations=brief.their_obligations if language == "ru" else (),
        bought=brief.bought,
        complaints=brief.complaints if language == "ru" else (),
        complaint_record=brief.complaint_record,
        ours=(ours, engineer),
        contacts=(
            CustomerContact(
                ours,
                CustomerAttendee(
                    PersonName(said("Левашова", "Levashova"), said("Ирина", "Irina")),
                    said("директор по закупкам", "purchasing director"),
                ),
            ),
        ),
        meetings=(
            CustomerMeeting(date(2026, 11, 24), said("Рамка контракта 2027", "Frame of the 2027 contract")),
            CustomerMeeting(date(2027, 1, 21), is_review=True),
        ),
    )


def portfolio(size: int = 9, language: str = "ru") -> PlanPortfolio:
    """The plans of some accounts."""

    def said(russian: str, english: str) -> str:
        return russian if language == "ru" else english

    plan = rich(language)
    lines = (
        PortfolioLine(
            plan.head.account,
            Segment.VIP,
            KeyGroup.BREADWINNER,
            plan.head.owner,
            PlanStatus.SUBMITTED,
            3,
            plan.head.ends_on,
            RelationshipStrategy.GROW,
            plan.text.ambition or "",
            roubles(69.7),
            roubles(74),
            roubles(19.1),
            4,
            1,
            2,
            PortfolioRisk(
                said("Тендер на VCI", "Tender for VCI"),
                3,
                4,
                said("8D и контроль партий", "8D and lot control"),
            ),
            date(2027, 1, 21),
        ),
        PortfolioLine(
            said("Ольха", "Alder"),
            Segment.STRATEGIC,
            owner=plan.head.owner,
            status=PlanStatus.APPROVED,
            version=1,
            strategy=RelationshipStrategy.HOLD,
            ambition=said("Сохранить объём при новом собственнике.", "Keep the volume under the new owner."),
            fact=roubles(21),
            plan=roubles(20),
            gap=roubles(-1),
            objectives=3,
            risk=PortfolioRisk(said("Продажа завода", "Sale of the plant"), 2, 4),
            next_review_on=date(2026, 11, 2),
            review_overdue=True,
        ),
        PortfolioLine(said("Кедр", "Cedar"), owner=said("П. Ильин", "P. Ilyin"), fact=roubles(4)),
    )
    return PlanPortfolio(
        plan.head.our_company,
        AS_OF,
        PRINTED_AT,
        "Europe/Moscow",
        tuple(
            replace(lines[number % 3], account=f"{lines[number % 3].account} {number + 1}")
            for number in range(size)
        ),
        said("ключевые клиенты", "key accounts"),
    )
