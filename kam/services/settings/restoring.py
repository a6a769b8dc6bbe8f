"""Several pages at once: what "restore the defaults" of a window's page comes to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import singledispatch
from typing import TypeAlias

from kam.core.changes import Area, Outcome
from kam.services.settings.calendar import CalendarPage, put_calendar
from kam.services.settings.documents import DocumentSettings, put_document_settings
from kam.services.settings.freshness import FreshnessPage, put_freshness
from kam.services.settings.health import HealthPage, put_health_page
from kam.services.settings.norms import NormsPage, put_norms
from kam.services.settings.preparation import PreparationPage, put_preparation
from kam.services.settings.thresholds import ThresholdSettings, put_thresholds
from kam.services.settings.workspace_page import WorkspacePage, put_workspace_page
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

AnyPage: TypeAlias = (
    CalendarPage
    | DocumentSettings
    | FreshnessPage
    | HealthPage
    | NormsPage
    | PreparationPage
    | ThresholdSettings
    | WorkspacePage
)


def restore_defaults(workspace: Workspace, pages: Iterable[AnyPage]) -> Outcome[None]:
    """Set pages, which hold their defaults, as one step, so that one undo takes all of it back.

    Raises:
        FieldErrors: as saving such a page does; then none of them is set.

    """
    areas = Area.NONE
    with workspace.writing("settings.defaults_restored") as unit:
        for page in pages:
            areas |= _put(page, unit)
    return Outcome(None, areas)


@singledispatch
def _put(page: object, unit: UnitOfWork) -> Area:
    del unit
    message = f"{type(page).__name__} is no page of settings"
    raise TypeError(message)


@_put.register
def _(page: CalendarPage, unit: UnitOfWork) -> Area:
    return put_calendar(unit, page)


@_put.register
def _(page: DocumentSettings, unit: UnitOfWork) -> Area:
    return put_document_settings(unit, page)


@_put.register
def _(page: FreshnessPage, unit: UnitOfWork) -> Area:
    return put_freshness(unit, page)


@_put.register
def _(page: HealthPage, unit: UnitOfWork) -> Area:
    return put_health_page(unit, page)


@_put.register
def _(page: NormsPage, unit: UnitOfWork) -> Area:
    put_norms(unit, page)
    return Area.SETTINGS | Area.COMPLAINTS


@_put.register
def _(page: PreparationPage, unit: UnitOfWork) -> Area:
    return put_preparation(unit, page)


@_put.register
def _(page: ThresholdSettings, unit: UnitOfWork) -> Area:
    return put_thresholds(unit, page)


@_put.register
def _(page: WorkspacePage, unit: UnitOfWork) -> Area:
    return put_workspace_page(unit, page)
