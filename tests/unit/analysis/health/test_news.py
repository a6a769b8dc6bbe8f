"""What of health is news: a fall, a worse band; and what is none, because only more became known."""

from __future__ import annotations

from kam.analysis.explanation import Reason
from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.money import MoneyReason
from kam.analysis.health.news import has_fallen, has_risen, worse_band
from kam.analysis.health.score import (
    FactorScore,
    Health,
    HealthBand,
    HealthFactor,
    HealthSettings,
    Part,
    health_of,
)

USUAL = HealthSettings()
PEOPLE, REVENUE, COMPLAINTS = HealthFactor.PEOPLE, HealthFactor.REVENUE, HealthFactor.COMPLAINTS


def health(scores: dict[HealthFactor, int]) -> Health:
    reason = Reason.of(MoneyReason.FROM_NOTHING)
    found = health_of(FactorScore(which, (Part(reason, score, 100),)) for which, score in scores.items())
    assert found is not None
    return found


def test_a_fall_is_told_from_so_many_points_on() -> None:
    before = health({REVENUE: 90, PEOPLE: 90})
    assert has_fallen(health({REVENUE: 90, PEOPLE: 80}), before, USUAL)
    assert not has_fallen(health({REVENUE: 90, PEOPLE: 82}), before, USUAL)
    assert not has_fallen(before, health({REVENUE: 90, PEOPLE: 80}), USUAL)
    assert not has_fallen(before, None, USUAL)


def test_to_learn_more_of_a_client_is_no_fall() -> None:
    before = health({REVENUE: 95})
    now = health({REVENUE: 95, PEOPLE: 20})
    assert now.score < before.score - USUAL.signal_fall
    assert not has_fallen(now, before, USUAL)
    assert worse_band(now, before) is None


def test_what_falls_is_told_whatever_becomes_known_besides() -> None:
    before = health({REVENUE: 90, COMPLAINTS: 100, PEOPLE: 80})
    now = health({REVENUE: 60, COMPLAINTS: 100, PEOPLE: 80, HealthFactor.WALLET: 30})
    assert has_fallen(now, before, USUAL)
    assert worse_band(now, before) is HealthBand.AMBER


def test_a_worse_band_is_told_however_small_the_fall() -> None:
    before = health({REVENUE: 76, PEOPLE: 76, COMPLAINTS: 76})
    now = health({REVENUE: 76, PEOPLE: 73, COMPLAINTS: 76})
    assert not has_fallen(now, before, USUAL)
    assert worse_band(now, before) is HealthBand.AMBER
    assert worse_band(before, now) is None


def test_a_graver_risk_has_risen() -> None:
    assert has_risen(ChurnRisk.HIGH, ChurnRisk.MEDIUM)
    assert not has_risen(ChurnRisk.MEDIUM, ChurnRisk.MEDIUM)
    assert not has_risen(ChurnRisk.LOW, ChurnRisk.HIGH)
