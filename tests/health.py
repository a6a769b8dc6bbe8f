"""Health of accounts made by hand from the real factors: one that falls, one held by habit, one unknown."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from kam.analysis.health.churn import Churn, ChurnRisk, ChurnSignals, LostChampion, churn_of
from kam.analysis.health.money import order_habit, revenue_trend, wallet_share
from kam.analysis.health.people import Contact, RelationPerson, contact_kept, relations
from kam.analysis.health.score import FactorScore, Health, HealthSettings, health_of
from kam.analysis.health.trust import HealthComplaint, complaints, promises_kept
from kam.analysis.promises import KeptRate
from kam.analysis.rhythm import order_rhythm
from kam.core.periods import Month
from kam.core.vocabulary import Attitude, BuyingRole, Circle, ComplaintKind, Severity
from kam.services.health.rows import HealthMoment, HealthRow

TODAY = date(2026, 11, 24)
ACCOUNT = UUID(int=7)
SOBOLEVA, SHUBINA, ZIMIN = UUID(int=11), UUID(int=12), UUID(int=13)
COMPLAINT = UUID(int=21)
SETTINGS = HealthSettings()


def falling(today: date = TODAY) -> HealthRow:
    """An account whose champion left and whose orders are late; nobody was asked how satisfied they are."""
    before, now = _health_before(today), _health_now(today)
    lost = LostChampion(SHUBINA, "Шубина О. А.", today - timedelta(days=12))
    signals = ChurnSignals(
        now,
        before.score + 2,
        days=46,
        usual=Decimal(20),
        ratio=Decimal("2.3"),
        lost=(lost,),
        breached=((COMPLAINT, "К-2026-0043"),),
    )
    return _row(now, before, churn_of(signals, today), today, falls=True)


def idle(today: date = TODAY) -> HealthRow:
    """Money that stands still over people that cool: inertia."""
    person = RelationPerson(SOBOLEVA, "Соболева И. П.", attitude=Attitude.SCEPTIC, influence=5)
    found = health_of([_revenue(Fraction(0)), relations([person]), contact_kept([Contact(person, 14, 60)])])
    assert found is not None
    return _row(found, found, churn_of(ChurnSignals(found), today), today, is_inertia=True)


def unknown(today: date = TODAY) -> HealthRow:
    """An account of which nothing is known."""
    return _row(None, None, Churn(ChurnRisk.LOW, ()), today)


def _row(
    now: Health | None,
    before: Health | None,
    churn: Churn,
    today: date,
    *,
    is_inertia: bool = False,
    falls: bool = False,
) -> HealthRow:
    return HealthRow(
        account_id=ACCOUNT,
        name="Волгометиз",
        on=today,
        health=now,
        month_ago=before,
        churn=churn,
        is_inertia=is_inertia,
        trend=_trend(now, today, falls=falls),
        risk_since=None if churn.risk is ChurnRisk.LOW else today,
    )


def _trend(now: Health | None, today: date, *, falls: bool) -> tuple[HealthMoment, ...]:
    month = Month.of(today)
    days = [*((month - back).last_day for back in range(12, 0, -1)), today]
    if now is None:
        return tuple(HealthMoment(day, None, None) for day in days)
    steps = [now.score + (back if falls else back % 2) for back in range(12, -1, -1)]
    return tuple(
        HealthMoment(day, min(100, score), SETTINGS.band(min(100, score), now.known))
        for day, score in zip(days, steps, strict=True)
    )


def _revenue(change: Fraction) -> FactorScore | None:
    last = Month.of(TODAY) - 1
    months = {last - back: round(1_000_000 * (1 + change)) for back in range(12)}
    return revenue_trend(months | {last - 12 - back: 1_000_000 for back in range(12)}, TODAY)


def _orders(today: date, late_by: int) -> FactorScore | None:
    days = [today - timedelta(days=late_by + 20 * back) for back in range(8)]
    return order_habit(order_rhythm(days, today))


def _people(today: date, *, champion: bool) -> list[RelationPerson]:
    found = [
        RelationPerson(
            SOBOLEVA,
            "Соболева И. П.",
            roles=frozenset({BuyingRole.DECIDER}),
            circle=Circle.CORE,
            attitude=Attitude.SUPPORTER,
            influence=5,
            rated_on=today - timedelta(days=40),
        ),
        RelationPerson(
            ZIMIN,
            "Зимин А. З.",
            circle=Circle.SUPPORT,
            attitude=Attitude.SCEPTIC,
            influence=4,
            rated_on=today - timedelta(days=60),
        ),
    ]
    if champion:
        found.append(
            RelationPerson(
                SHUBINA,
                "Шубина О. А.",
                circle=Circle.SUPPORT,
                attitude=Attitude.CHAMPION,
                influence=3,
                rated_on=today - timedelta(days=30),
            )
        )
    return found


def _contacts(people: list[RelationPerson], today: date) -> list[Contact]:
    met = {SOBOLEVA: (14, 12), ZIMIN: (30, 52), SHUBINA: (30, 6)}
    return [Contact(each, *met[each.id], today - timedelta(days=met[each.id][1])) for each in people]


def _complaint(today: date) -> HealthComplaint:
    return HealthComplaint(
        COMPLAINT,
        "К-2026-0043",
        ComplaintKind.QUALITY,
        Severity.HIGH,
        today - timedelta(days=5),
        None,
        breached=True,
    )


def _health_now(today: date) -> Health:
    people = _people(today, champion=False)
    found = health_of(
        [
            _revenue(Fraction(6, 100)),
            _orders(today, 46),
            wallet_share(Decimal("0.38"), Decimal("0.35"), today - timedelta(days=90)),
            relations(people),
            contact_kept(_contacts(people, today)),
            complaints([_complaint(today)], today, in_touch=True),
            promises_kept(KeptRate(9, 11)),
        ],
        SETTINGS,
    )
    assert found is not None
    return found


def _health_before(today: date) -> Health:
    people = _people(today, champion=True)
    found = health_of(
        [
            _revenue(Fraction(4, 100)),
            _orders(today, 18),
            wallet_share(Decimal("0.38"), Decimal("0.35"), today - timedelta(days=90)),
            relations(people),
            contact_kept(_contacts(people, today)),
            complaints([], today, in_touch=True),
            promises_kept(KeptRate(9, 10)),
        ],
        SETTINGS,
    )
    assert found is not None
    return found
