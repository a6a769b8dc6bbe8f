"""What Ctrl+Z would take back now, and what it took back: this run's steps, by name."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from kam.models import Step
from kam.store.undo import last_redoable, last_undoable
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class NextSteps:
    """The steps that undo and redo would turn to: number and label code, None where there is none."""

    undo: tuple[int, str] | None
    redo: tuple[int, str] | None


def last_step(workspace: Workspace) -> int:
    """The number of the newest step, 0 in a workspace without any."""
    with workspace.reading() as session:
        return session.scalar(select(func.max(Step.seq))) or 0


def next_steps(workspace: Workspace, *, since: int) -> NextSteps:
    """What undo and redo would turn to among the steps after ``since``; older ones belong to History."""
    with workspace.reading() as session:
        connection = session.connection()
        undo = last_undoable(connection)
        redo = last_redoable(connection)
    return NextSteps(
        undo=(undo.seq, undo.label) if undo is not None and undo.seq > since else None,
        redo=(redo.seq, redo.label) if redo is not None and redo.seq > since else None,
    )
