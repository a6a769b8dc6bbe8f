"""Health of factors: bounded, explained to the point, silent about what is not known."""

from __future__ import annotations

from decimal import Decimal
from types import MappingProxyType

from hypothesis import given
from hypothesis import strategies as st

from kam.analysis.explanation import Reason
from kam.analysis.health.money import MoneyReason
from kam.analysis.health.score import (
    WEIGHTS,
    FactorScore,
    Health,
    HealthBand,
    HealthFactor,
    HealthSettings,
    Part,
    health_of,
    what_moved,
)

REASON = Reason.of(MoneyReason.FROM_NOTHING)
SCORES = st.dictionaries(st.sampled_from(HealthFactor), st.integers(0, 100), min_size=1)


def factor(which: HealthFactor, score: int) -> FactorScore:
    return FactorScore(which, (Part(REASON, score, 100),))


USUAL = HealthSettings()


def health(scores: dict[HealthFactor, int], settings: HealthSettings = USUAL) -> Health:
    found = health_of([factor(which, score) for which, score in scores.items()], settings)
    assert found is not None
    return found


def test_the_weights_are_those_of_the_model() -> None:
    assert list(WEIGHTS.values()) == [20, 10, 10, 20, 10, 15, 10, 5]


def test_a_factor_without_data_is_left_out_and_its_weight_shared() -> None:
    found = health({HealthFactor.REVENUE: 80, HealthFactor.PEOPLE: 40})
    assert (found.score, found.known) == (60, Decimal("0.4"))
    assert HealthFactor.WALLET in found.unknown
    assert health_of([None, None]) is None


def test_a_factor_whose_weight_was_set_to_nothing_counts_nowhere() -> None:
    weights = MappingProxyType({**WEIGHTS, HealthFactor.WALLET: 0})
    settings = HealthSettings(weights)
    found = health({HealthFactor.REVENUE: 80, HealthFactor.WALLET: 0}, settings)
    assert (found.score, len(found.factors)) == (80, 1)
    assert health_of([factor(HealthFactor.WALLET, 100)], settings) is None


def test_bands_are_those_of_the_model_and_silence_is_never_green() -> None:
    settings = HealthSettings()
    whole = Decimal(1)
    assert [settings.band(score, whole) for score in (0, 50, 51, 75, 76, 100)] == [
        HealthBand.RED,
        HealthBand.RED,
        HealthBand.AMBER,
        HealthBand.AMBER,
        HealthBand.GREEN,
        HealthBand.GREEN,
    ]
    assert health({HealthFactor.REVENUE: 100}).band is HealthBand.AMBER


def test_what_would_raise_it_most_comes_first() -> None:
    found = health({HealthFactor.PROMISES: 0, HealthFactor.PEOPLE: 50, HealthFactor.REVENUE: 100})
    assert [each.factor for each in found.pulls_down] == [HealthFactor.PEOPLE, HealthFactor.PROMISES]


@given(SCORES)
def test_the_points_of_the_factors_are_the_score(scores: dict[HealthFactor, int]) -> None:
    found = health(scores)
    assert sum(each.points for each in found.factors) == found.score
    assert min(scores.values()) <= found.score <= max(scores.values())
    assert 0 < found.known <= 1


@given(SCORES, st.sampled_from(HealthFactor), st.integers(0, 100))
def test_a_better_factor_never_makes_it_worse(
    scores: dict[HealthFactor, int], which: HealthFactor, better: int
) -> None:
    raised = {**scores, which: max(scores.get(which, 0), better)}
    if which in scores:
        assert health(raised).score >= health(scores).score


@given(SCORES, SCORES)
def test_what_moved_adds_up_to_the_difference(
    before: dict[HealthFactor, int], now: dict[HealthFactor, int]
) -> None:
    earlier, later = health(before), health(now)
    assert sum(each.points for each in what_moved(earlier, later)) == later.score - earlier.score
