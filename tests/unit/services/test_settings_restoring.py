"""Defaults of several pages come back as one step; a page is compared with another than the stored."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kam.core.field_errors import FieldErrors
from kam.core.periods import Month
from kam.models import MonthlySales
from kam.services.history import list_steps, undo_step
from kam.services.settings import (
    CalendarPage,
    DocumentSettings,
    FreshnessPage,
    NormsPage,
    PreparationPage,
    ThresholdSettings,
    read_calendar_page,
    read_document_settings,
    read_freshness,
    read_norms,
    read_preparation,
    read_thresholds,
    read_workspace_page,
    restore_defaults,
    save_calendar_page,
    save_document_settings,
    save_freshness,
    save_norms,
    save_preparation,
    save_thresholds,
    save_workspace_page,
)
from kam.services.settings.consequences import Consequence, what_would_change
from tests.builders import NOW, Office


def test_all_pages_are_restored_by_one_step_and_come_back_by_one_undo(office: Office) -> None:
    space = office.workspace
    profile = read_workspace_page(space)
    save_thresholds(space, ThresholdSettings(a_percent=70))
    save_freshness(space, FreshnessPage(section_days=100))
    save_norms(space, NormsPage(at_risk_percent=60))
    save_preparation(space, PreparationPage(mark_late_promises=False))
    save_document_settings(space, DocumentSettings(limit_mb=7))
    save_calendar_page(space, CalendarPage(weekdays=frozenset({0})))
    save_workspace_page(space, replace(profile, fiscal_year_starts=4))
    before = list_steps(space)[0].id
    restore_defaults(
        space,
        [
            ThresholdSettings(), FreshnessPage(), NormsPage(), PreparationPage(), DocumentSettings(),
            CalendarPage(), profile,
        ],
    )  # fmt: skip
    steps = list_steps(space)
    assert steps[0].id == before + 1
    assert read_thresholds(space) == ThresholdSettings()
    assert read_freshness(space) == FreshnessPage()
    assert read_norms(space) == NormsPage()
    assert read_preparation(space) == PreparationPage()
    assert read_document_settings(space) == DocumentSettings()
    assert read_calendar_page(space).weekdays == CalendarPage().weekdays
    assert read_workspace_page(space) == profile
    undo_step(space, steps[0].id)
    assert read_thresholds(space).a_percent == 70
    assert read_norms(space).at_risk_percent == 60
    assert read_calendar_page(space).weekdays == frozenset({0})
    assert read_workspace_page(space).fiscal_year_starts == 4


def test_one_page_that_cannot_be_leaves_all_as_they_are(office: Office) -> None:
    save_freshness(office.workspace, FreshnessPage(section_days=100))
    with pytest.raises(FieldErrors):
        restore_defaults(office.workspace, [FreshnessPage(), ThresholdSettings(a_percent=0)])
    assert read_freshness(office.workspace).section_days == 100


def test_what_was_saved_still_says_what_it_changed(office: Office) -> None:
    for name, rubles in (("Первый", 700), ("Второй", 200), ("Третий", 100)):
        account = office.account(name, potential=3)
        office.add(
            MonthlySales(
                account_id=account.id, month=Month(2026, 10), revenue_minor=rubles * 100, currency="RUB"
            )
        )
    former, new = ThresholdSettings(), ThresholdSettings(a_percent=92)
    save_thresholds(office.workspace, new)
    told = what_would_change(office.workspace, new, as_of=NOW, than=former)
    assert [each.code for each in told] == [Consequence.CLASSES, Consequence.SEGMENTS]
    assert dict(told[0].values) == {"count": 1, "total": 3}
    assert what_would_change(office.workspace, new, as_of=NOW) == ()
    impossible = ThresholdSettings(a_percent=99)
    assert what_would_change(office.workspace, impossible, as_of=NOW) == (), "B would end before A"
