"""The pages of the workspace's settings: read, saved as one undoable step, with the defaults beside them."""

from __future__ import annotations

from kam.services.settings.calendar import (
    CalendarPage,
    DayException,
    holiday_countries,
    read_calendar_page,
    save_calendar_page,
)
from kam.services.settings.documents import (
    DocumentSettings,
    read_document_settings,
    save_document_settings,
)
from kam.services.settings.freshness import FreshnessPage, read_freshness, save_freshness
from kam.services.settings.health import HealthPage, read_health_page, save_health_page
from kam.services.settings.norms import NormDraft, NormsPage, read_norms, save_norms
from kam.services.settings.preparation import (
    ChecklistEntry,
    PreparationPage,
    read_preparation,
    save_preparation,
)
from kam.services.settings.restoring import AnyPage, restore_defaults
from kam.services.settings.thresholds import ThresholdSettings, read_thresholds, save_thresholds
from kam.services.settings.workspace_page import (
    USUAL_PATTERN,
    WorkspacePage,
    read_workspace_page,
    save_workspace_page,
)

__all__ = [
    "USUAL_PATTERN",
    "AnyPage",
    "CalendarPage",
    "ChecklistEntry",
    "DayException",
    "DocumentSettings",
    "FreshnessPage",
    "HealthPage",
    "NormDraft",
    "NormsPage",
    "PreparationPage",
    "ThresholdSettings",
    "WorkspacePage",
    "holiday_countries",
    "read_calendar_page",
    "read_document_settings",
    "read_freshness",
    "read_health_page",
    "read_norms",
    "read_preparation",
    "read_thresholds",
    "read_workspace_page",
    "restore_defaults",
    "save_calendar_page",
    "save_document_settings",
    "save_freshness",
    "save_health_page",
    "save_norms",
    "save_preparation",
    "save_thresholds",
    "save_workspace_page",
]
