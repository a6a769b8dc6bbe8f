"""The page of health: saved as one step, refused field by field, read wherever health is judged."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import select

from kam.analysis.health.churn import ChurnSettings
from kam.analysis.health.score import WEIGHTS, HealthFactor, HealthSettings
from kam.core.field_errors import FieldErrors
from kam.core.sentences import SENTENCES
from kam.models import Setting
from kam.services.health.settings import churn_settings, health_settings
from kam.services.history import list_steps, undo_step
from kam.services.profile import read_profile
from kam.services.settings import HealthPage, read_health_page, restore_defaults, save_health_page
from tests.builders import Office

OTHER = HealthPage(
    weights={**WEIGHTS, HealthFactor.PEOPLE: 40, HealthFactor.WALLET: 0},
    red_to=40,
    amber_to=70,
    least_known=60,
    signal_fall=8,
    overdue_ratio=Decimal("2.5"),
    quiet_percent=55,
    once_days=120,
    fall=15,
    lost_days=90,
    contract_days=120,
    medium=3,
    high=5,
)


def stored(office: Office) -> dict[str, object]:
    with office.workspace.reading() as session:
        rows = session.execute(select(Setting.name, Setting.value)).all()
    return {name: json.loads(value) for name, value in rows if name in {"health", "churn"}}


def faults(office: Office, page: HealthPage) -> dict[str, str]:
    with pytest.raises(FieldErrors) as caught:
        save_health_page(office.workspace, page)
    assert all(fault.code in SENTENCES for fault in caught.value.errors)
    return {fault.field: fault.code for fault in caught.value.errors}


def test_the_page_without_changes_is_what_health_is_judged_by() -> None:
    assert HealthPage().health == HealthSettings()
    assert HealthPage().churn == ChurnSettings()


def test_what_is_saved_is_in_force_and_only_what_differs_is_stored(office: Office) -> None:
    save_health_page(office.workspace, OTHER)
    assert read_health_page(office.workspace) == OTHER
    with office.workspace.reading() as session:
        settings = read_profile(session).settings
    assert health_settings(settings) == OTHER.health
    assert churn_settings(settings) == OTHER.churn
    few = HealthPage(weights={**WEIGHTS, HealthFactor.PEOPLE: 25}, fall=12)
    save_health_page(office.workspace, few)
    assert stored(office) == {"health": {"weights": {"people": 25}}, "churn": {"fall": 12}}
    save_health_page(office.workspace, HealthPage(overdue_ratio=Decimal("2.0")))
    assert stored(office) == {}


def test_it_is_one_step_with_a_name_that_undo_takes_back(office: Office) -> None:
    before = len(list_steps(office.workspace))
    save_health_page(office.workspace, OTHER)
    steps = list_steps(office.workspace)
    assert (len(steps), steps[0].label) == (before + 1, "settings.health_changed")
    undo_step(office.workspace)
    assert read_health_page(office.workspace) == HealthPage()


def test_the_defaults_come_back_with_those_of_other_pages(office: Office) -> None:
    save_health_page(office.workspace, OTHER)
    restore_defaults(office.workspace, [HealthPage()])
    assert read_health_page(office.workspace) == HealthPage()
    undo_step(office.workspace)
    assert read_health_page(office.workspace) == OTHER


@pytest.mark.parametrize(
    ("page", "found"),
    [
        (replace(OTHER, weights={**WEIGHTS, HealthFactor.CONTACT: 101}), {"weights.contact"}),
        (replace(OTHER, weights=dict.fromkeys(HealthFactor, 0)), {"weights"}),
        (replace(OTHER, red_to=70), {"amber_to"}),
        (replace(OTHER, least_known=101), {"least_known"}),
        (replace(OTHER, overdue_ratio=Decimal("0.9"), fall=0), {"overdue_ratio", "fall"}),
        (replace(OTHER, signal_fall=0, lost_days=0), {"signal_fall", "lost_days"}),
        (replace(OTHER, contract_days=1001), {"contract_days"}),
        (replace(OTHER, quiet_percent=0, once_days=0), {"quiet_percent", "once_days"}),
        (replace(OTHER, medium=5), {"high"}),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_beside_its_field(
    office: Office, page: HealthPage, found: set[str]
) -> None:
    assert faults(office, page).keys() == found
    assert read_health_page(office.workspace) == HealthPage()
