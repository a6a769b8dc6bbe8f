"""The measures of health in force: what is stored differs from the plan, the rest is the plan."""

from decimal import Decimal
from typing import Any

import pytest

from kam.analysis.health.churn import ChurnSettings
from kam.analysis.health.score import WEIGHTS, HealthFactor, HealthSettings
from kam.core.errors import UserError
from kam.services.health.settings import churn_settings, health_settings
from kam.services.soundness import inner_faults
from kam.services.stored_settings import put_setting
from tests.builders import Office


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


NAN = float("nan")


@pytest.mark.parametrize(
    ("name", "stored"),
    [
        ("health", [1]),
        ("health", "x"),
        ("health", {"weights": [1]}),
        ("health", {"weights": {"revenue": "many"}}),
        ("health", {"weights": {"revenue": -5}}),
        ("health", {"weights": {"revenue": float("inf")}}),
        ("health", {"weights": {factor.value: 0 for factor in HealthFactor}}),
        ("health", {"red_to": None}),
        ("health", {"signal_fall": NAN}),
        ("churn", {"fall": "x"}),
        ("churn", {"overdue_ratio": NAN}),
        ("churn", {"overdue_ratio": "often"}),
    ],
)
def test_what_no_kam_ever_wrote_is_named_as_damage_and_found_by_the_check(
    office: Office, name: str, stored: Any
) -> None:
    read = health_settings if name == "health" else churn_settings
    with pytest.raises(UserError, match=r"store\.damaged_value"):
        read({name: stored})

    assert inner_faults(office.workspace.path) == []
    with office.workspace.writing("test.changed") as unit:
        put_setting(unit, name, stored)
    (fault,) = inner_faults(office.workspace.path)
    assert fault.details == {"table": "setting", "column": "value", "count": 1}
