"""A portfolio made by hand: five clients of known health, one of none, answers of two people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from kam.analysis.explanation import Reason
from kam.analysis.health.churn import Churn, ChurnRisk
from kam.analysis.health.money import MoneyReason
from kam.analysis.health.portfolio import Moment, PortfolioClient, portfolio_health
from kam.analysis.health.portfolio_voices import voices_of
from kam.analysis.health.score import FactorScore, Health, HealthFactor, HealthSettings, Part, health_of
from kam.analysis.health.trust import TrustReason
from kam.analysis.satisfaction import Word
from kam.core.money import Money
from kam.core.periods import months_before
from kam.core.vocabulary import SatisfactionDriver, Segment, SurveyMeasure, SurveyStatus
from kam.services.health.insight import EVERYBODY, Insight, InsightChoices, InsightQuery, Shares, Speaker
from kam.services.health.rows import HealthMoment, HealthRow

TODAY = date(2026, 11, 24)
BEFORE = months_before(TODAY, 1)
MILLION = 100_000_000
"""A million roubles in kopecks."""
ZARECHNY, VOLGA, RYABINKA, LESOPIL, ZARYA, SILENT = (UUID(int=each) for each in range(1, 7))
_REVENUE, _COMPLAINTS = HealthFactor.REVENUE, HealthFactor.COMPLAINTS


def _money(points: int) -> FactorScore:
    change = Decimal(points - 70) / 100
    return FactorScore(_REVENUE, (Part(Reason.of(MoneyReason.QUARTER, change=change), points, 100),))


def _complaints(points: int) -> FactorScore:
    start = Part(Reason.of(TrustReason.START), 100, 100)
    if points == 100:
        return FactorScore(_COMPLAINTS, (start,))
    taken = Part(Reason.of(TrustReason.OPEN, number="К-0041"), points - 100, 0)
    return FactorScore(_COMPLAINTS, (start, taken))


def health(money: int, complaints: int = 100) -> Health:
    """Of two factors: money weighs 20, complaints 15."""
    found = health_of([_money(money), _complaints(complaints)])
    assert found is not None
    return found


def client(
    id_: UUID,
    name: str,
    millions: Decimal | int,
    now: Health | None,
    before: Health | None = None,
    *,
    segment: Segment = Segment.TYPICAL,
    is_inertia: bool = False,
) -> PortfolioClient:
    """A client whose health was ``before`` a month ago."""
    trend = (Moment(BEFORE, before.score if before else None), Moment(TODAY, now.score if now else None))
    revenue = int(MILLION * millions)
    return PortfolioClient(id_, name, segment, revenue, now, before, trend, is_inertia)


def five() -> list[PortfolioClient]:
    """Into the red, down, up, still by habit, without revenue, not known."""
    return [
        client(ZARECHNY, "Молкомбинат «Заречный»", 48, health(50, 40), health(60), segment=Segment.VIP),
        client(VOLGA, "Волгометиз", 84, health(60), health(70), segment=Segment.STRATEGIC),
        client(RYABINKA, "Сеть «Рябинка»", 61, health(90), health(80)),
        client(LESOPIL, "Лесопил-43", Decimal("0.6"), health(70), health(70), is_inertia=True),
        client(ZARYA, "Кондитерская «Заря»", 0, health(70), health(70)),
        client(SILENT, "Новый клиент", 3, None),
    ]


def words() -> list[Word]:
    """A promoter and a critic."""
    on = TODAY - timedelta(days=20)
    quality, trust = SatisfactionDriver.QUALITY, SatisfactionDriver.TRUST
    done, nps = SurveyStatus.ANSWERED, SurveyMeasure.NPS
    return [
        Word(UUID(int=51), VOLGA, UUID(int=71), nps, done, 9, on, quality),
        Word(UUID(int=52), ZARECHNY, UUID(int=72), nps, done, 3, on, trust),
        Word(UUID(int=53), ZARECHNY, UUID(int=73), nps, SurveyStatus.SILENT, None, on),
    ]


def an_insight(
    clients: Sequence[PortfolioClient] | None = None,
    heard: Sequence[Word] | None = None,
    *,
    query: InsightQuery = EVERYBODY,
) -> Insight:
    """The page's rows; by default of ``five`` and ``words``."""
    everybody = five() if clients is None else list(clients)
    said = words() if heard is None else list(heard)
    names = {each.id: each.name for each in everybody}
    revenue = sum(each.revenue for each in everybody)
    return Insight(
        on=TODAY,
        before=BEFORE,
        currency="RUB",
        query=query,
        choices=InsightChoices(None, ((None, None, len(everybody)),), ((Segment.VIP, 1),)),
        settings=HealthSettings(),
        total=len(everybody),
        shown=len(everybody),
        revenue=Money(revenue, "RUB"),
        change=Decimal("0.06"),
        shares=Shares(Decimal("0.427"), Decimal("0.981"), Decimal(1), ("Волгометиз",), ()),
        limit=20,
        health=portfolio_health(everybody),
        rows={each.id: _row(each) for each in everybody},
        accounts={},
        voices=voices_of(said, TODAY),
        speakers={
            word.id: Speaker(word.account, names.get(word.account, ""), f"Человек {word.id.int}")
            for word in said
        },
    )


def _row(client: PortfolioClient) -> HealthRow:
    return HealthRow(
        client.id,
        client.name,
        TODAY,
        client.health,
        client.month_ago,
        Churn(ChurnRisk.LOW, ()),
        is_inertia=client.is_inertia,
        trend=tuple(HealthMoment(each.on, each.score, None) for each in client.trend),
    )
