"""What becomes of promises: kept, broken, cancelled, open again. Several are one step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from kam.core.changes import Area, Outcome
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import CommitmentStatus
from kam.models import Commitment
from kam.services.commitments.records import commitments_of, today_of
from kam.store.workspace import Workspace


def keep(
    workspace: Workspace, ids: Sequence[UUID], *, on: date | None = None, proof: str | None = None
) -> Outcome[int]:
    """Mark promises as kept on a day, today unless said otherwise; returns how many.

    Raises:
        FieldErrors: ``on``: ``field.in_future``, ``commitment.closed_before_made``.
        RuleError: ``domain.commitment_closed``.
        NotFoundError: ``commitment.gone``.

    """
    return _close(workspace, "kept", ids, on, Commitment.keep, words=proof)


def break_(
    workspace: Workspace, ids: Sequence[UUID], *, on: date | None = None, reason: str | None = None
) -> Outcome[int]:
    """Mark promises as broken: they will not be done. Raises as ``keep``."""
    return _close(workspace, "broken", ids, on, Commitment.break_, words=reason)


def cancel(
    workspace: Workspace, ids: Sequence[UUID], *, on: date | None = None, reason: str | None = None
) -> Outcome[int]:
    """Take promises off: nobody needs them any more. They count for nobody. Raises as ``keep``."""
    return _close(workspace, "cancelled", ids, on, Commitment.cancel, words=reason)


def reopen(workspace: Workspace, ids: Sequence[UUID]) -> Outcome[int]:
    """Let closed promises stand open again with the dates they had; open ones stay as they are.

    Raises:
        NotFoundError: ``commitment.gone``.

    """
    with workspace.writing("commitment.reopened") as unit:
        found = [one for one in commitments_of(unit, ids) if one.status is not CommitmentStatus.OPEN]
        for each in found:
            each.reopen()
        return Outcome(len(found), Area.COMMITMENTS)


def delete(workspace: Workspace, ids: Sequence[UUID]) -> Outcome[int]:
    """Delete promises that should never have been written down; raises NotFoundError ``commitment.gone``."""
    with workspace.writing(_label("deleted", ids)) as unit:
        commitments_of(unit, ids)
        unit.remove(Commitment, ids)
        return Outcome(len(ids), Area.COMMITMENTS)


def _close(
    workspace: Workspace,
    what: str,
    ids: Sequence[UUID],
    on: date | None,
    act: Callable[[Commitment, date], None],
    *,
    words: str | None,
) -> Outcome[int]:
    with workspace.writing(_label(what, ids)) as unit:
        today = today_of(unit)
        day = on or today
        found = commitments_of(unit, ids)
        if day > today:
            refuse([FieldError("on", "field.in_future")])
        if any(day < each.made_on for each in found):
            refuse([FieldError("on", "commitment.closed_before_made")])
        for each in found:
            act(each, day)
            if words and each.status is CommitmentStatus.KEPT:
                each.proof = words
            elif words:
                each.notes = f"{each.notes}\n{words}" if each.notes else words
        return Outcome(len(found), Area.COMMITMENTS)


_LABELS: Final = {
    "kept": ("commitment.kept", "commitments.kept"),
    "broken": ("commitment.broken", "commitments.broken"),
    "cancelled": ("commitment.cancelled", "commitments.cancelled"),
    "deleted": ("commitment.deleted", "commitments.deleted"),
}
"""What a step is called for one promise and for several."""


def _label(what: str, ids: Sequence[UUID]) -> str:
    one, several = _LABELS[what]
    return one if len(ids) == 1 else several
