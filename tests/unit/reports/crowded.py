"""A meeting about which there is almost too much to say: long names, late promises, nine risks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kam.core.vocabulary import BuyingRole
from kam.reports.content import (
    AskOrOfferLine,
    BoughtLine,
    BriefContent,
    CommitmentLine,
    CompetitorLine,
    CustomerBriefContent,
    Obligation,
    ObligationState,
    OpportunityLine,
    PersonName,
    ProductLineFigure,
    QuestionLine,
    RiskLine,
    RoleGap,
    UncoveredRole,
    Unknown,
    UnknownKind,
)
from tests.unit.reports import samples

LONG_NAMES = (
    PersonName("Осокина-Преображенская", "Людмила", "Аркадьевна"),
    PersonName("Рождественский", "Константин", "Вячеславович"),
    PersonName("Хисамова", "Александрина", "Маратовна"),
    PersonName("Фомичёв", "Глеб", "Андреевич"),
)
PRODUCT_LINES = (
    "Кислотные средства для CIP-мойки",
    "Пенная мойка и ополаскивание",
    "Дезинфекция поверхностей",
    "Смазки для конвейеров",
    "Водоподготовка и ингибиторы",
    "Сервис и аудит гигиены",
    "Экспресс-контроль смывов",
)
_DAY = date(2026, 12, 3)


def brief() -> BriefContent:
    """The meeting of the pictures with half as much again in every section."""
    rich = samples.brief_ru()
    return replace(
        rich,
        attendees=tuple(
            replace(card, name=name) for card, name in zip(rich.attendees, LONG_NAMES, strict=True)
        ),
        changes=tuple(
            replace(change, detail=f"{change.detail}, об этом писали дважды") if change.detail else change
            for change in rich.changes
        ),
        we_promised=(
            *rich.we_promised,
            CommitmentLine("Показатели по воде для отчёта банку за третий квартал", "Кречетова", _DAY),
        ),
        money=replace(rich.money, lines=_lines()),
        opportunities=tuple(
            OpportunityLine(f"Программа № {number}, цех сыворотки", 10**9, 50) for number in range(4)
        ),
        competitors=tuple(
            CompetitorLine(
                f"Соперник {number}", 3, (), "цена −6 %, отсрочка 90 дней", "срок поставки 21 день"
            )
            for number in range(3)
        ),
        uncovered=(
            *rich.uncovered,
            UncoveredRole(RoleGap.OVERDUE, BuyingRole.APPROVER, person="Гаврилова", contact_days=119),
            UncoveredRole(RoleGap.NOBODY, BuyingRole.EXECUTIVE_SPONSOR),
        ),
        risks=tuple(
            RiskLine(f"Тендер на дезинфекцию {number}", 3, 4, response="Закрыть рекламацию до встречи")
            for number in range(4)
        ),
        asks=(*rich.asks, AskOrOfferLine(rich.asks[0].kind, "ретробонус", "1 %", "1,5 %")),
        questions=(*rich.questions, QuestionLine("Обещал ли Фомичёв тендер?", internal=True)),
        unknowns=(
            *rich.unknowns,
            Unknown(UnknownKind.ATTITUDE, "Крутов"),
            Unknown(UnknownKind.TEXT, "кто считает бюджет второго цеха", ask="Тимчук"),
            Unknown(UnknownKind.PERSON, "новый финансовый директор", ask="Тимчук"),
        ),
    )


def _lines() -> tuple[ProductLineFigure, ...]:
    return tuple(
        ProductLineFigure(name, (10 - number) * 10**8, 10**9, None)
        for number, name in enumerate(PRODUCT_LINES)
    )


def customer() -> CustomerBriefContent:
    """The client's copy of that meeting."""
    plain = samples.customer_ru()
    more = Obligation("Показатели по воде для отчёта банку", "Кречетова", _DAY, ObligationState.OPEN)
    return replace(
        plain,
        bought=replace(plain.bought, lines=bought_lines(*PRODUCT_LINES)),
        our_obligations=(*plain.our_obligations, more, more),
        discussion=(*plain.discussion, "Порядок и дата решения"),
    )


def bought_lines(*names: str) -> tuple[BoughtLine, ...]:
    """A product each, every one smaller than the one before."""
    return tuple(BoughtLine(name, (100 - number) * 10**8, 9 * 10**9) for number, name in enumerate(names))
