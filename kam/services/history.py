"""What was done in a workspace, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError
from kam.models import Colleague
from kam.models.types import stored_moment
from kam.store import undo as steps
from kam.store.journal import UNDOABLE, Liveness, StepInfo, StepKind, read_steps
from kam.store.workspace import Workspace

__all__ = ["StepKind", "StepRow", "list_steps", "redo_step", "undo_step"]

_LAST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of the journal. ``label`` is a code of ``kam.core.sentences.STEPS``.

    ``undoes`` or ``redoes`` names the step that was taken back or done again. ``holds`` is False once the
    step was taken back; ``undoable`` says whether it is of a kind that can be.
    """

    id: int
    at: datetime
    label: str
    kind: StepKind
    by: str | None
    reverses: int | None
    undoes: int | None
    redoes: int | None
    holds: bool
    undoable: bool
    created: int
    updated: int
    deleted: int


def list_steps(workspace: Workspace, *, limit: int | None = None) -> list[StepRow]:
    """The steps of the workspace, newest first."""
    with workspace.reading() as session:
        connection = session.connection()
        names = {row.id.bytes: row.name for row in session.execute(select(Colleague.id, Colleague.name))}
        liveness = Liveness(connection)
        found = list(read_steps(connection, limit=limit))
        counts: dict[int, dict[str, int]] = {step.seq: {} for step in found}
        if found:
            query = "SELECT step_seq, kind, count(*) FROM change WHERE step_seq >= ? GROUP BY step_seq, kind"
            for seq, kind, count in connection.exec_driver_sql(query, (found[-1].seq,)):
                counts[seq][kind] = count
    return [_row(step, liveness, counts[step.seq], names) for step in found]


def _row(step: StepInfo, liveness: Liveness, counts: dict[str, int], names: dict[bytes, str]) -> StepRow:
    again = step.kind is StepKind.UNDO and liveness.is_redo(step.seq)
    root = liveness.root_of(step.seq)
    return StepRow(
        id=step.seq,
        at=stored_moment(step.at),
        label=step.label,
        kind=step.kind,
        by=None if step.by_id is None else names.get(step.by_id),
        reverses=step.reverses,
        undoes=root if step.kind is StepKind.UNDO and not again else None,
        redoes=root if again else None,
        holds=liveness.is_tip(step.seq) if step.kind is StepKind.UNDO else liveness.holds(step.seq),
        undoable=step.kind in UNDOABLE,
        created=counts.get("created", 0),
        updated=counts.get("updated", 0),
        deleted=counts.get("deleted", 0),
    )


def undo_step(workspace: Workspace, seq: int | None = None) -> Outcome[StepInfo]:
    """Take a step back, by default the last; raises as ``kam.store.undo.undo``."""
    _must_be_a_number(seq)
    return Outcome(steps.undo(workspace, seq), Area.EVERYTHING)


def redo_step(workspace: Workspace, seq: int | None = None) -> Outcome[StepInfo]:
    """Do again what was taken back; raises as ``kam.store.undo.redo``."""
    _must_be_a_number(seq)
    return Outcome(steps.redo(workspace, seq), Area.EVERYTHING)


def _must_be_a_number(seq: int | None) -> None:
    """Beyond 64 bits there are no steps, and SQLite cannot even be asked."""
    if seq is not None and not 0 < seq <= _LAST:
        raise NotFoundError("store.no_such_step", seq=seq)
