"""The page of freshness and cadence (domain.md §2, §3, ⚙): how long what we know holds."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy.orm import Session

from kam.analysis.contracts import ContractSettings
from kam.analysis.freshness import FreshnessSettings
from kam.analysis.map_checks import CadenceSettings, MapSettings
from kam.core.changes import Area, Outcome
from kam.core.field_errors import refuse
from kam.services.settings_in_force import cadence_settings, contract_settings, freshness_settings
from kam.services.stored_settings import out_of_range, put_group, put_setting, read_setting
from kam.services.surveys.promising import DETRACTOR_DAYS, DETRACTOR_SETTING
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_LONGEST: Final = 3650
_SATISFACTION: Final = "satisfaction_days"


@dataclass(frozen=True, slots=True)
class FreshnessPage:
    """Everything in days unless it says otherwise; each holds on its last day."""

    section_days: int = 180
    rating_days: int = 90
    core_days: int = 21
    support_days: int = 45
    outer_days: int = 90
    days_before_end: int = 60
    days_before_notice: int = 30
    satisfaction_days: int = 365
    detractor_days: int = DETRACTOR_DAYS
    """Working days."""


def read_freshness(workspace: Workspace) -> FreshnessPage:
    """The figures in force."""
    with workspace.reading() as session:
        return freshness_of(session)


def freshness_of(session: Session) -> FreshnessPage:
    """The figures in force, within a session."""
    freshness, cadence = freshness_settings(session), cadence_settings(session)
    contracts = contract_settings(session)
    return FreshnessPage(
        section_days=freshness.section_days,
        rating_days=freshness.rating_days,
        core_days=cadence.core_days,
        support_days=cadence.support_days,
        outer_days=cadence.outer_days,
        days_before_end=contracts.days_before_end,
        days_before_notice=contracts.days_before_notice,
        satisfaction_days=read_setting(session, _SATISFACTION) or FreshnessPage().satisfaction_days,
        detractor_days=read_setting(session, DETRACTOR_SETTING) or DETRACTOR_DAYS,
    )


def save_freshness(workspace: Workspace, new: FreshnessPage) -> Outcome[None]:
    """Set them as one step; ``FreshnessPage()`` restores the defaults. Raises FieldErrors."""
    with workspace.writing("settings.freshness_changed") as unit:
        return Outcome(None, put_freshness(unit, new))


def put_freshness(unit: UnitOfWork, new: FreshnessPage) -> Area:
    """Set them within a step; raises as ``save_freshness``."""
    refuse(fault for name, days in asdict(new).items() for fault in out_of_range(name, days, 1, _LONGEST))
    ratings = {"rating_days": new.rating_days}
    circles = {"core_days": new.core_days, "support_days": new.support_days, "outer_days": new.outer_days}
    windows = {"days_before_end": new.days_before_end, "days_before_notice": new.days_before_notice}
    put_group(unit, "freshness", FreshnessSettings(), {"section_days": new.section_days, **ratings})
    # A contact is live by its rating for as long as ratings hold (domain.md §3).
    put_group(unit, "map_checks", MapSettings(), ratings)
    put_group(unit, "cadence", CadenceSettings(), circles)
    put_group(unit, "contracts", ContractSettings(), windows)
    usual = new.satisfaction_days == FreshnessPage().satisfaction_days
    put_setting(unit, _SATISFACTION, None if usual else new.satisfaction_days)
    usual = new.detractor_days == DETRACTOR_DAYS
    put_setting(unit, DETRACTOR_SETTING, None if usual else new.detractor_days)
    return Area.SETTINGS | Area.ACCOUNTS | Area.PEOPLE
