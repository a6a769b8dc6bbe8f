"""The health of a portfolio: weighted, explained to the tenth, nobody lost."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.explanation import Reason
from kam.analysis.health.money import MoneyReason
from kam.analysis.health.portfolio import Moment, PortfolioClient, portfolio_health
from kam.analysis.health.portfolio_map import axes_of
from kam.analysis.health.score import FactorScore, Health, HealthBand, HealthFactor, Part, health_of
from kam.core.vocabulary import Segment

REASON = Reason.of(MoneyReason.FROM_NOTHING)
PEOPLE, CONTACT, REVENUE = HealthFactor.PEOPLE, HealthFactor.CONTACT, HealthFactor.REVENUE
DAY, BEFORE = date(2026, 11, 24), date(2026, 10, 24)
SCORES = st.dictionaries(st.sampled_from(HealthFactor), st.integers(0, 100))


def health(scores: dict[HealthFactor, int]) -> Health | None:
    return health_of([FactorScore(which, (Part(REASON, score, 100),)) for which, score in scores.items()])


def client(
    number: int,
    revenue: int,
    now: dict[HealthFactor, int] | None = None,
    before: dict[HealthFactor, int] | None = None,
    *,
    trend: tuple[Moment, ...] = (),
    is_inertia: bool = False,
) -> PortfolioClient:
    return PortfolioClient(
        UUID(int=number),
        f"Client {number}",
        Segment.TYPICAL,
        revenue,
        health(now or {}),
        health(before or {}),
        trend,
        is_inertia,
    )


def test_large_clients_weigh_more_than_small_ones() -> None:
    found = portfolio_health([client(1, 300, {PEOPLE: 80}), client(2, 100, {PEOPLE: 40})])
    assert found.score == Decimal(70)


def test_what_each_factor_loses_makes_what_is_missing_to_a_hundred() -> None:
    found = portfolio_health(
        [client(1, 100, {PEOPLE: 50, REVENUE: 100}), client(2, 100, {PEOPLE: 100, REVENUE: 75})]
    )
    assert {each.factor: each.lost for each in found.losses} == {
        PEOPLE: Decimal("12.5"),
        REVENUE: Decimal("6.0"),  # 12 and 13 points of each client, whole points that make its score
    }
    assert found.missing == Decimal("18.5")
    assert found.score == Decimal("81.5")


def test_a_factor_opens_who_loses_most_by_it() -> None:
    found = portfolio_health(
        [client(1, 100, {PEOPLE: 10}), client(2, 900, {PEOPLE: 80}), client(3, 500, {PEOPLE: 100})]
    )
    assert found.losses[0].clients == (UUID(int=2), UUID(int=1))


def test_the_change_is_told_of_those_known_then_and_now() -> None:
    """A client whom nobody knew a month ago does not make the portfolio fall."""
    found = portfolio_health([client(1, 100, {PEOPLE: 60}, {PEOPLE: 70}), client(2, 300, {PEOPLE: 20})])
    assert found.change == Decimal(-10)
    assert found.losses[0].change == Decimal(-10)
    assert portfolio_health([client(1, 100, {PEOPLE: 60})]).change is None


def test_a_factor_that_is_not_known_any_more_still_explains_the_change() -> None:
    found = portfolio_health([client(1, 100, {REVENUE: 50}, {REVENUE: 50, CONTACT: 100})])
    assert found.change is not None
    assert sum(each.change or 0 for each in found.losses) == found.change
    assert found.losses[-1].factor is not CONTACT, "it lost nothing then, it loses nothing now"


def test_who_has_no_health_or_no_revenue_is_counted() -> None:
    found = portfolio_health([client(1, 100), client(2, 0, {PEOPLE: 10}), client(3, 50, {PEOPLE: 90})])
    assert [each.name for each in found.without_health] == ["Client 1"]
    assert [each.name for each in found.without_revenue] == ["Client 2"]
    assert [each.name for each in found.weighed] == ["Client 3"]
    assert found.score == Decimal(90)


def test_nobody_has_no_health() -> None:
    found = portfolio_health([])
    assert (found.score, found.change, found.losses, found.months) == (None, None, (), ())


def test_movers_stand_by_how_far_they_moved() -> None:
    found = portfolio_health(
        [
            client(1, 100, {PEOPLE: 60}, {PEOPLE: 65}),
            client(2, 900, {PEOPLE: 60}, {PEOPLE: 65}),
            client(3, 1, {PEOPLE: 30}, {PEOPLE: 70}),
            client(4, 10, {PEOPLE: 75}, {PEOPLE: 71}),
            client(5, 10, {PEOPLE: 75}, {PEOPLE: 75}),
        ]
    )
    assert [(each.client.name, each.points) for each in found.fell] == [
        ("Client 3", -40),
        ("Client 2", -5),
        ("Client 1", -5),
    ]
    assert [(each.client.name, each.points) for each in found.rose] == [("Client 4", 4)]


def test_the_red_zone_is_revenue_in_danger() -> None:
    found = portfolio_health(
        [client(1, 100, {PEOPLE: 50}), client(2, 40, {PEOPLE: 10}), client(3, 500, {PEOPLE: 51})]
    )
    assert found.revenue_of(HealthBand.RED) == 140
    assert [each.name for each in found.bands[HealthBand.RED]] == ["Client 1", "Client 2"]


def test_the_year_is_weighted_by_the_revenue_of_now() -> None:
    trend = (Moment(BEFORE, 60), Moment(DAY, 80))
    found = portfolio_health(
        [
            client(1, 300, {PEOPLE: 80}, trend=trend),
            client(2, 100, {PEOPLE: 40}, trend=(Moment(BEFORE, None), Moment(DAY, 40))),
        ]
    )
    assert [(each.on, each.score, each.clients) for each in found.months] == [
        (BEFORE, Decimal(60), 1),
        (DAY, Decimal(70), 2),
    ]


def test_inertia_is_named_whatever_it_weighs() -> None:
    found = portfolio_health([client(1, 0, {PEOPLE: 10}, is_inertia=True), client(2, 5, {PEOPLE: 10})])
    assert [each.name for each in found.inertia] == ["Client 1"]


CLIENTS = st.lists(
    st.builds(client, st.integers(1, 10**6), st.integers(-5, 10**12), SCORES, SCORES), max_size=20
)


@given(CLIENTS)
def test_everything_adds_up(clients: list[PortfolioClient]) -> None:
    found = portfolio_health(clients)
    assert sum(each.lost for each in found.losses) == found.missing
    if found.score is not None:
        assert found.score + found.missing == 100
        assert sum(each.weight for each in found.losses) == 100
        assert 0 <= found.score <= 100
    if found.change is not None:
        assert sum(each.change or 0 for each in found.losses) == found.change
    assert all(0 <= each.lost <= each.weight + Decimal("0.2") for each in found.losses)
    banded = [each for band in HealthBand for each in found.bands[band]]
    assert len(banded) == len(found.weighed)
    assert len(found.weighed) + len(found.without_health) + len(found.without_revenue) == len(clients)


@given(CLIENTS)
def test_the_map_holds_everybody_who_weighs(clients: list[PortfolioClient]) -> None:
    weighed = portfolio_health(clients).weighed
    axes = axes_of(weighed)
    for each in weighed:
        assert 0 <= axes.up(each.revenue) <= 1
        assert each.health is not None
        assert 0 <= axes.across(each.health.score) <= 1
        assert each.month_ago is None or 0 <= axes.across(each.month_ago.score) <= 1
    assert axes.high - axes.low >= 30
    assert 1 < len(axes.ticks) <= 7
    assert all(axes.least <= tick <= axes.most for tick in axes.ticks)


def test_sums_stand_at_ones_and_threes() -> None:
    axes = axes_of([client(1, 40, {PEOPLE: 60}), client(2, 8000, {PEOPLE: 60})])
    assert axes.ticks == (30, 100, 300, 1000, 3000, 10_000)
    assert (axes.low, axes.high, axes.scores) == (45, 75, (50, 60, 70))
