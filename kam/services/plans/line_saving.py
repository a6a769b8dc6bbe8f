"""Saving one line of a plan's list: what its own form holds, with the rest of the list as it stands."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

from kam.core.changes import Area, Outcome
from kam.core.errors import ConflictError, NotFoundError
from kam.core.field_errors import FieldError, FieldErrors
from kam.models import Account
from kam.services.plans.parts import Line, Part, stamp_of
from kam.services.plans.records import plan_of, read_part
from kam.services.plans.saving import save_part
from kam.store.workspace import Workspace


def save_line(
    workspace: Workspace, plan_id: UUID, kind: type[Part], line: Line, *, was: Line | None = None
) -> Outcome[UUID]:
    """Put a line where it stands in its list, or at the end of it; ``was`` is what its form was filled from.

    Raises:
        FieldErrors: by the names of the line's fields; ``milestones.1.due_on`` within them.
        ConflictError: ``dossier.changed_meanwhile``: somebody changed this line since, or its list right now.
        NotFoundError: ``plan.gone``; ``plan.line_gone``, when what was filled in has been deleted.
        RuleError: as ``saving.save_part``.

    """
    part = _part(workspace, plan_id, kind)
    lines = list(part.lines)
    at = next((number for number, each in enumerate(lines) if each.id == line.id), None)
    if at is None:
        if was is not None:
            raise NotFoundError("plan.line_gone")
        at = len(lines)
        lines.append(line)
    else:
        if was is not None and lines[at] != was:
            raise ConflictError("dossier.changed_meanwhile")
        lines[at] = line
    _save(workspace, plan_id, part, lines, at)
    return Outcome(line.id, Area.PLANS)


def delete_line(workspace: Workspace, plan_id: UUID, kind: type[Part], line_id: UUID) -> Outcome[None]:
    """Take a line out of its list; what is gone already is no fault.

    Raises:
        ConflictError: ``dossier.changed_meanwhile``: somebody changed the list right now.
        NotFoundError: ``plan.gone``.
        RuleError: as ``saving.save_part``.

    """
    part = _part(workspace, plan_id, kind)
    _save(workspace, plan_id, part, [each for each in part.lines if each.id != line_id], None)
    return Outcome(None, Area.PLANS)


def _part(workspace: Workspace, plan_id: UUID, kind: type[Part]) -> Any:
    with workspace.reading() as session:
        plan = plan_of(session, plan_id)
        return read_part(session, plan, kind, session.get_one(Account, plan.account_id).currency)


def _save(workspace: Workspace, plan_id: UUID, part: Any, lines: list[Any], own: int | None) -> None:
    try:
        save_part(workspace, plan_id, replace(part, lines=tuple(lines)), stamp=stamp_of(part))
    except FieldErrors as refused:
        prefix = f"{own}."
        raise FieldErrors(
            FieldError(each.field.removeprefix(prefix), each.code, each.details) for each in refused.errors
        ) from refused
