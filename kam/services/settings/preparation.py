"""The page of meeting preparation (domain.md §4, ⚙): what every new meeting's checklist holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from kam.core.changes import Area, Outcome
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import ChecklistCode
from kam.models import ChecklistItem
from kam.models.types import BoundedText
from kam.services.stored_settings import put_setting, read_setting
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_CHECKLIST: Final = "checklist"
_MARK_LATE: Final = "mark_late_promises"


@dataclass(frozen=True, slots=True)
class ChecklistEntry:
    """An item of the checklist: a usual one by its code, or one of our own in words."""

    code: ChecklistCode
    text: str | None = None


USUAL: Final = tuple(ChecklistEntry(code) for code in ChecklistCode if code is not ChecklistCode.CUSTOM)


@dataclass(frozen=True, slots=True)
class PreparationPage:
    """The checklist of a new meeting, and whether the client's copy marks promises whose date has passed."""

    checklist: tuple[ChecklistEntry, ...] = USUAL
    mark_late_promises: bool = True


def read_preparation(workspace: Workspace) -> PreparationPage:
    """The page in force."""
    with workspace.reading() as session:
        mark = read_setting(session, _MARK_LATE)
        return PreparationPage(checklist_of(session), True if mark is None else bool(mark))


def checklist_of(session: Session) -> tuple[ChecklistEntry, ...]:
    """The checklist that a meeting planned now begins with."""
    stored = read_setting(session, _CHECKLIST)
    if not stored:
        return USUAL
    return tuple(ChecklistEntry(ChecklistCode.of(each["code"]), each.get("text")) for each in stored)


def save_preparation(workspace: Workspace, new: PreparationPage) -> Outcome[None]:
    """Set the page as one step; checklists of meetings that are planned already stay.

    Raises:
        FieldErrors: ``checklist`` when it is empty, ``checklist.3`` for an own item without words or with too
            many.

    """
    with workspace.writing("settings.preparation_changed") as unit:
        return Outcome(None, put_preparation(unit, new))


def put_preparation(unit: UnitOfWork, new: PreparationPage) -> Area:
    """Set the page within a step; raises as ``save_preparation``."""
    refuse(_faults(new))
    entries = tuple(_tidy(each) for each in new.checklist)
    put_setting(unit, _CHECKLIST, None if entries == USUAL else [_as_json(each) for each in entries])
    put_setting(unit, _MARK_LATE, None if new.mark_late_promises else False)
    return Area.SETTINGS


def _tidy(entry: ChecklistEntry) -> ChecklistEntry:
    own = entry.code is ChecklistCode.CUSTOM
    return ChecklistEntry(entry.code, (entry.text or "").strip() if own else None)


def _as_json(entry: ChecklistEntry) -> dict[str, Any]:
    return {"code": entry.code.value} | ({"text": entry.text} if entry.text else {})


def _faults(new: PreparationPage) -> Iterator[FieldError]:
    if not new.checklist:
        yield FieldError("checklist", "settings.no_checklist")
    kind = ChecklistItem.__table__.c.text.type
    limit = kind.limit if isinstance(kind, BoundedText) else 0
    for number, entry in enumerate(new.checklist):
        text = (entry.text or "").strip()
        if entry.code is ChecklistCode.CUSTOM and not text:
            yield FieldError(f"checklist.{number}", "field.required")
        if len(text) > limit:
            yield FieldError(f"checklist.{number}", "field.too_long", {"limit": limit, "length": len(text)})
