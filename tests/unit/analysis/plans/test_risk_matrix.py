"""Risks in their matrix."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.plans.risk_matrix import RiskBands, RiskLevel, risk_matrix
from kam.core.vocabulary import RiskStatus
from tests.plans import a_risk

marks = st.one_of(st.none(), st.integers(1, 5))


def test_risks_are_numbered_by_their_weight_and_of_equal_ones_impact_goes_first() -> None:
    risks = [
        a_risk("Уход Шубиной", probability=2, impact=4),
        a_risk("Тендер", probability=4, impact=4),
        a_risk("Новый финдиректор", probability=4, impact=3),
        a_risk("Партия", probability=3, impact=4),
    ]
    found = risk_matrix(risks)
    assert [(each.number, each.risk.title, each.level) for each in found.ranked] == [
        (1, "Тендер", RiskLevel.HIGH),
        (2, "Партия", RiskLevel.MEDIUM),
        (3, "Новый финдиректор", RiskLevel.MEDIUM),
        (4, "Уход Шубиной", RiskLevel.MEDIUM),
    ]
    assert found.top is not None
    assert found.top.risk.title == "Тендер"
    assert [each.number for each in found.at(4, 4)] == [1]
    assert (found.count(RiskLevel.HIGH), found.count(RiskLevel.MEDIUM)) == (1, 3)


def test_what_is_closed_or_happened_stands_in_no_cell_and_the_unrated_stand_apart() -> None:
    half = a_risk("Пошлина", probability=3)
    closed = a_risk(probability=5, impact=5, status=RiskStatus.CLOSED)
    happened = a_risk(probability=5, impact=5, status=RiskStatus.HAPPENED)
    found = risk_matrix([half, closed, happened])
    assert (found.ranked, found.unrated, found.top) == ((), (half,), None)


def test_the_empty_matrix_has_its_levels() -> None:
    levels = risk_matrix([]).levels
    high = {place for place, level in levels.items() if level is RiskLevel.HIGH}
    assert high == {(5, 3), (5, 4), (5, 5), (4, 4), (4, 5), (3, 5)}
    assert levels[2, 4] is levels[5, 2] is RiskLevel.MEDIUM
    assert levels[1, 5] is levels[5, 1] is RiskLevel.LOW


@given(st.lists(st.tuples(marks, marks), max_size=12), st.integers(2, 12), st.integers(13, 25))
def test_every_open_risk_stands_in_one_place(
    rated: list[tuple[int | None, int | None]], medium: int, high: int
) -> None:
    risks = [a_risk(probability=probability, impact=impact) for probability, impact in rated]
    found = risk_matrix(risks, RiskBands(medium, high))
    in_cells = [each for (p, i) in found.levels for each in found.at(p, i)]
    assert sorted(each.number for each in in_cells) == list(range(1, len(found.ranked) + 1))
    assert len(in_cells) + len(found.unrated) == len(risks)
    weights = [each.risk.weight for each in found.ranked]
    assert weights == sorted(weights, reverse=True)
    assert all(
        found.levels[each.risk.probability or 0, each.risk.impact or 0] is each.level for each in in_cells
    )
