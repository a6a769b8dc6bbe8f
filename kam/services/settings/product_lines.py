"""The page of product lines: the tree of what we sell (domain.md §6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.changes import Area, Outcome
from kam.core.field_errors import FieldError
from kam.core.text import same_name, sort_key
from kam.models import ProductLine
from kam.services.forms import FormField
from kam.services.profile import read_profile
from kam.services.settings.records import delete_free, find, put_named
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_AREAS: Final = Area.SETTINGS | Area.SALES | Area.OPPORTUNITIES | Area.ACCOUNTS
_GONE: Final = "settings.line_gone"
_FIELDS: Final = (
    FormField("name"),
    FormField("unit"),
    FormField("parent_id"),
    FormField("external_id"),
)


@dataclass(frozen=True, slots=True)
class ProductLineRow:
    """A product line in its tree; ``depth`` is its distance from the top, ``retired_on`` None while sold."""

    id: UUID
    version: int
    name: str
    unit: str | None
    parent_id: UUID | None
    external_id: str | None
    depth: int
    retired_on: date | None


@dataclass(frozen=True, slots=True)
class ProductLineDraft:
    """A product line as typed; its name is unique below its parent."""

    name: str
    unit: str | None = None
    parent_id: UUID | None = None
    external_id: str | None = None


def list_product_lines(workspace: Workspace) -> list[ProductLineRow]:
    """All lines, each before those below it, these by name."""
    with workspace.reading() as session:
        below: dict[UUID | None, list[ProductLine]] = {}
        for one in session.scalars(select(ProductLine)):
            below.setdefault(one.parent_id, []).append(one)
    return list(_walk(below, None, 0))


def _walk(
    below: dict[UUID | None, list[ProductLine]], parent: UUID | None, depth: int
) -> Iterator[ProductLineRow]:
    for one in sorted(below.get(parent, ()), key=lambda each: (sort_key(each.name), each.id)):
        yield ProductLineRow(
            one.id, one.version, one.name, one.unit, one.parent_id, one.external_id, depth, one.retired_on
        )
        yield from _walk(below, one.id, depth + 1)


def add_product_line(workspace: Workspace, draft: ProductLineDraft) -> Outcome[UUID]:
    """Add a line; raises FieldErrors."""
    with workspace.writing("settings.line_added") as unit, unit.no_autoflush:
        line = ProductLine()
        _put(unit, line, draft)
        unit.add(line)
        return Outcome(line.id, _AREAS)


def change_product_line(
    workspace: Workspace, line_id: UUID, draft: ProductLineDraft, *, version: int
) -> Outcome[int]:
    """Rename a line, move it or give it another unit; its new version.

    Raises:
        FieldErrors: one ``FieldError`` for each field that cannot be as it is.
        ConflictError: ``dossier.changed_meanwhile``.
        NotFoundError: ``settings.line_gone``.

    """
    with workspace.writing("settings.line_changed") as unit, unit.no_autoflush:
        line = find(unit, ProductLine, line_id, gone=_GONE, version=version)
        _put(unit, line, draft)
        unit.flush()
        return Outcome(line.version, _AREAS)


def retire_product_lines(
    workspace: Workspace, line_ids: Iterable[UUID], *, on: date | None = None
) -> Outcome[None]:
    """Sell them no more from a day on (None: today): what was sold stays, nothing new names them."""
    with workspace.writing("settings.line_retired") as unit:
        day = on or read_profile(unit).today(unit.now)
        for line_id in line_ids:
            find(unit, ProductLine, line_id, gone=_GONE).retired_on = day
    return Outcome(None, _AREAS)


def bring_back_product_lines(workspace: Workspace, line_ids: Iterable[UUID]) -> Outcome[None]:
    """Sell them again."""
    with workspace.writing("settings.line_brought_back") as unit:
        for line_id in line_ids:
            find(unit, ProductLine, line_id, gone=_GONE).retired_on = None
    return Outcome(None, _AREAS)


def delete_product_lines(workspace: Workspace, line_ids: Iterable[UUID]) -> Outcome[int]:
    """Delete lines that nothing names.

    Raises:
        RuleError: ``settings.line_in_use``: such a line is retired instead.
        NotFoundError: ``settings.line_gone``.

    """
    wanted = list(dict.fromkeys(line_ids))
    with workspace.writing("settings.line_deleted") as unit:
        for line_id in wanted:
            find(unit, ProductLine, line_id, gone=_GONE)
        delete_free(unit, ProductLine, wanted, in_use="settings.line_in_use")
    return Outcome(len(wanted), _AREAS)


def _put(unit: UnitOfWork, line: ProductLine, draft: ProductLineDraft) -> None:
    values = {
        "name": draft.name,
        "unit": draft.unit,
        "parent_id": draft.parent_id,
        "external_id": draft.external_id,
    }
    put_named(line, _FIELDS, values, _faults(unit, line, draft))


def _faults(unit: UnitOfWork, line: ProductLine, draft: ProductLineDraft) -> Iterator[FieldError]:
    siblings = (
        ProductLine.parent_id.is_(None)
        if draft.parent_id is None
        else ProductLine.parent_id == draft.parent_id
    )
    names = unit.scalars(select(ProductLine.name).where(siblings, ProductLine.id != line.id))
    if any(same_name(name) == same_name(draft.name) for name in names):
        yield FieldError("name", "settings.line_exists", {"name": draft.name.strip()})
    if draft.parent_id is not None:
        parent = unit.get(ProductLine, draft.parent_id)
        if parent is None:
            yield FieldError("parent_id", _GONE)
        elif line.id in _way_up(unit, draft.parent_id):
            yield FieldError("parent_id", "settings.line_circle", {"name": parent.name})
    number = (draft.external_id or "").strip()
    if number:
        taken = select(ProductLine.name).where(ProductLine.external_id == number, ProductLine.id != line.id)
        if (holder := unit.scalar(taken)) is not None:
            yield FieldError("external_id", "import.number_taken", {"value": number, "holder": holder})


def _way_up(session: Session, line_id: UUID) -> set[UUID]:
    """The line and all above it."""
    seen: set[UUID] = set()
    above: UUID | None = line_id
    while above is not None and above not in seen:
        seen.add(above)
        above = session.scalar(select(ProductLine.parent_id).where(ProductLine.id == above))
    return seen
