"""Saved views: a list's filters, columns and order under a name.

Each is a setting of its own, so that two views saved on two laptops do not overwrite each other. A list says
what a view of it contains; here it is a mapping that JSON knows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError, RuleError
from kam.core.ids import new_id
from kam.core.text import sort_key
from kam.models import Setting
from kam.services.stored_settings import put_setting, read_setting
from kam.store.workspace import Workspace

_PREFIX: Final = "view"
_LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view under its name; ``content`` is the list's own."""

    id: UUID
    name: str
    content: Mapping[str, Any]


def saved_views(workspace: Workspace, of: str = "accounts") -> tuple[SavedView, ...]:
    """The views of a list, by name."""
    with workspace.reading() as session:
        return _views(session, of)


def save_view(
    workspace: Workspace, name: str, content: Mapping[str, Any], of: str = "accounts"
) -> Outcome[UUID]:
    """Save a view of a list; one that has the name already (case and ё do not count) becomes this one.

    Raises:
        RuleError: ``view.without_name``, ``view.name_too_long``, ``domain.too_long``.

    """
    name = _checked(name)
    with workspace.writing("view.saved") as unit:
        same = (view.id for view in _views(unit, of) if sort_key(view.name) == sort_key(name))
        view_id = next(same, None) or new_id()
        put_setting(unit, *as_setting(SavedView(view_id, name, content), of))
        return Outcome(view_id, Area.SETTINGS)


def rename_view(workspace: Workspace, view_id: UUID, name: str, of: str = "accounts") -> Outcome[None]:
    """Give a view another name; another writing of its own is one too.

    Raises:
        NotFoundError: ``view.gone``.
        RuleError: ``view.name_taken`` by another view of the list, and those of ``save_view``.

    """
    name = _checked(name)
    with workspace.writing("view.renamed") as unit:
        stored = read_setting(unit, _setting(of, view_id))
        if stored is None:
            raise NotFoundError("view.gone")
        for view in _views(unit, of):
            if view.id != view_id and sort_key(view.name) == sort_key(name):
                raise RuleError("view.name_taken", name=view.name)
        put_setting(unit, _setting(of, view_id), {**stored, "name": name})
        return Outcome(None, Area.SETTINGS)


def delete_view(workspace: Workspace, view_id: UUID, of: str = "accounts") -> Outcome[None]:
    """Forget a view.

    Raises:
        NotFoundError: ``view.gone``.

    """
    with workspace.writing("view.deleted") as unit:
        if read_setting(unit, _setting(of, view_id)) is None:
            raise NotFoundError("view.gone")
        put_setting(unit, _setting(of, view_id), None)
        return Outcome(None, Area.SETTINGS)


def as_setting(view: SavedView, of: str = "accounts") -> tuple[str, dict[str, Any]]:
    """The name and the value of the setting that keeps a view of a list."""
    return _setting(of, view.id), {"name": view.name, "content": dict(view.content)}


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise RuleError("view.without_name")
    if len(name) > _LONGEST_NAME:
        raise RuleError("view.name_too_long", limit=_LONGEST_NAME, length=len(name))
    return name


def _setting(of: str, view_id: UUID) -> str:
    return f"{_PREFIX}.{of}.{view_id.hex}"


def _views(session: Session, of: str) -> tuple[SavedView, ...]:
    prefix = f"{_PREFIX}.{of}."
    names = session.scalars(select(Setting.name).where(Setting.name.startswith(prefix, autoescape=True)))
    found = []
    for name in names.all():
        stored = read_setting(session, name)
        found.append(SavedView(UUID(name.removeprefix(prefix)), stored["name"], stored["content"]))
    return tuple(sorted(found, key=lambda view: (sort_key(view.name), view.id)))
