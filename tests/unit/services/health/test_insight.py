"""What the page of insight reads of a workspace."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from kam.analysis.satisfaction import Camp
from kam.core.periods import last_full_month
from kam.core.vocabulary import Segment, SurveyMeasure, SurveyStatus
from kam.models import Account, MonthlySales, SurveyAnswer
from kam.services.health.insight import Insight, InsightQuery, read_insight
from tests.builders import Office


def read(office: Office, query: InsightQuery | None = None) -> Insight:
    return read_insight(office.workspace, query or InsightQuery(), as_of=office.clock.now())


def sell(office: Office, account: Account, month: int, *, earlier: int | None = None) -> None:
    """A year at so many kopecks a month, after a year at others."""
    last = last_full_month(office.today)
    values = {"account_id": account.id, "currency": "RUB"}
    office.add_all(
        *(MonthlySales(month=last - back, revenue_minor=month, **values) for back in range(12)),
        *(
            MonthlySales(month=last - 12 - back, revenue_minor=earlier or month, **values)
            for back in range(12)
        ),
    )


def answer(
    office: Office, account: Account, score: int | None, *, days: int = 30, name: str = "Инна"
) -> None:
    person = office.stakeholder(account, name, "Носова")
    status = SurveyStatus.SILENT if score is None else SurveyStatus.ANSWERED
    office.add(
        SurveyAnswer(
            account_id=account.id,
            stakeholder_id=person.id,
            measure=SurveyMeasure.NPS,
            status=status,
            score=score,
            on=office.today - timedelta(days=days),
        )
    )


def test_an_empty_workspace_has_nothing(office: Office) -> None:
    found = read(office)
    assert (found.total, found.shown, found.shares, found.health.score) == (0, 0, None, None)
    assert not found.is_known


def test_health_is_weighed_by_the_revenue_of_the_portfolio(office: Office) -> None:
    steady, falling = office.account("Ровный"), office.account("Падающий")
    sell(office, steady, 900)
    sell(office, falling, 100, earlier=400)
    found = read(office)
    scores = {each.name: each.health.score for each in found.health.weighed if each.health}
    assert scores["Ровный"] > scores["Падающий"]
    assert found.health.score is not None
    assert abs(found.health.score - Decimal(9 * scores["Ровный"] + scores["Падающий"]) / 10) < 1
    assert found.revenue.minor == 12_000
    assert found.shares is not None
    assert found.shares.one == Decimal("0.9")
    assert found.shares.names == ("Ровный", "Падающий")
    assert found.change == Decimal(12_000) / Decimal(15_600) - 1


def test_who_never_bought_is_counted(office: Office) -> None:
    sell(office, office.account("Ровный"), 900)
    office.account("Новый")
    found = read(office)
    assert [each.name for each in (*found.health.without_health, *found.health.without_revenue)] == ["Новый"]
    assert found.shown == 2


def test_a_query_narrows_everything(office: Office) -> None:
    mine, other = office.account("Мой", owner_id=office.me), office.account("Чужой")
    sell(office, mine, 900)
    sell(office, other, 900)
    answer(office, mine, 9)
    answer(office, other, 0)
    found = read(office, InsightQuery(owners=frozenset({office.me})))
    assert (found.total, found.shown) == (2, 1)
    assert list(found.rows) == [mine.id]
    assert found.voices.nps == 100
    assert found.revenue.minor == 10_800
    assert read(office, InsightQuery(segments=frozenset({Segment.VIP}))).shown == 0


def test_voices_know_who_spoke(office: Office) -> None:
    account = office.account("Волгометиз")
    answer(office, account, 3)
    answer(office, account, None, name="Пётр")
    found = read(office)
    [critic] = found.voices.of(Camp.DETRACTOR)
    assert found.speakers[critic.id].account == "Волгометиз"
    assert "Носова" in found.speakers[critic.id].person
    assert (found.voices.answered, found.voices.asked) == (1, 2)


def test_what_was_said_later_is_not_known_before(office: Office) -> None:
    account = office.account("Волгометиз")
    answer(office, account, 3, days=5)
    earlier = read_insight(office.workspace, as_of=office.clock.now() - timedelta(days=10))
    assert earlier.voices.asked == 0
