"""Figures that were changed are read back as they were stored; what no kam ever wrote is damage."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kam.core.errors import UserError
from kam.models import Setting
from kam.services.briefs.settings import BriefSettings
from kam.services.portfolio.settings import PortfolioSettings
from kam.services.soundness import inner_faults
from kam.services.surveys.reading import read_satisfaction
from tests.builders import NOW, Office


def put(office: Office, name: str, value: Any) -> None:
    """Store a setting past every page."""
    office.add(Setting(name=name, value=json.dumps(value)))


def test_what_was_changed_holds_and_a_name_from_later_is_left_alone(office: Office) -> None:
    stored = {"cadence": {"core_days": 14, "moon_days": "full"}, "satisfaction_days": 180, "later": [1]}
    for name, value in stored.items():
        put(office, name, value)
    found = BriefSettings.of(stored)
    assert (found.cadence.core_days, found.cadence.outer_days, found.satisfaction_days) == (14, 90, 180)
    assert PortfolioSettings.of(stored).cadence.core_days == 14
    assert inner_faults(office.workspace.path) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("cadence", [1]),
        ("cadence", {"core_days": "often"}),
        ("rhythm", 5),
        ("rhythm", {"months": None}),
        ("segments", {"a_percent": True}),
        ("satisfaction_days", "x"),
        ("satisfaction_days", -1),
        ("satisfaction_days", 1_000_000_000),
        ("detractor_days", "soon"),
        ("detractor_days", 1_000_000_000),
    ],
)
def test_what_no_kam_ever_wrote_is_named_as_damage_and_found_by_the_check(
    office: Office, name: str, value: Any
) -> None:
    put(office, name, value)
    (fault,) = inner_faults(office.workspace.path)
    assert fault.details == {"table": "setting", "column": "value", "count": 1}
    if name not in {"rhythm", "detractor_days"}:
        with pytest.raises(UserError, match=r"store\.damaged_value"):
            read_satisfaction(office.workspace, as_of=NOW)
