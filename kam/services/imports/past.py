"""The imports of the journal: what came in when, and whether it still holds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from kam.models.types import stored_moment
from kam.store.journal import Liveness, StepInfo, StepKind, read_steps
from kam.store.workspace import Workspace

_LOOKED_THROUGH: Final = 3_000


@dataclass(frozen=True, slots=True)
class PastImport:
    """An import. ``label`` is a code of ``kam.core.sentences.STEPS``; ``holds`` is False once taken back."""

    seq: int
    at: datetime
    label: str
    source: str
    added: int
    updated: int
    refused: int
    holds: bool


def past_imports(workspace: Workspace, *, limit: int) -> tuple[PastImport, ...]:
    """The last imports, newest first, as far as they lie in the last few thousand steps."""
    with workspace.reading() as session:
        connection = session.connection()
        liveness = Liveness(connection)
        steps = (
            step for step in read_steps(connection, limit=_LOOKED_THROUGH) if step.kind is StepKind.IMPORT
        )
        found: list[PastImport] = []
        for step in steps:
            found.append(_past(step, holds=liveness.holds(step.seq)))
            if len(found) == limit:
                break
    return tuple(found)


def _past(step: StepInfo, *, holds: bool) -> PastImport:
    details: dict[str, Any] = dict(step.details)
    return PastImport(
        seq=step.seq,
        at=stored_moment(step.at),
        label=step.label,
        source=str(details.get("source", "")),
        added=int(details.get("added", 0)),
        updated=int(details.get("updated", 0)),
        refused=int(details.get("refused", 0)),
        holds=holds,
    )
