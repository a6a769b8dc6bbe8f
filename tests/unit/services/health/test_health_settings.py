"""The measures of health in force: what is stored differs from the plan, the rest is the plan."""

from decimal import Decimal

from kam.analysis.health.churn import ChurnSettings
from kam.analysis.health.score import WEIGHTS, HealthFactor, HealthSettings
from kam.services.health.settings import churn_settings, health_settings


def test_nothing_stored_is_the_plan() -> None:
    assert health_settings({}) == HealthSettings()
    assert churn_settings({}) == ChurnSettings()


def test_what_is_stored_holds_and_the_rest_stays() -> None:
    found = health_settings({"health": {"weights": {"revenue": 30}, "red_to": 40, "signal_fall": 8}})

    assert found.weights == {**WEIGHTS, HealthFactor.REVENUE: 30}
    assert (found.red_to, found.amber_to, found.signal_fall) == (40, 75, 8)
    assert churn_settings({"churn": {"overdue_ratio": "2.5", "fall": 12}}) == ChurnSettings(
        overdue_ratio=Decimal("2.5"), fall=12
    )


def test_a_measure_of_a_later_version_is_left_alone() -> None:
    assert health_settings({"health": {"weights": {"mood": 5}, "mood_to": 4}}) == HealthSettings()
