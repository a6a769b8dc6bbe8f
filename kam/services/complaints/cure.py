"""The cure: whys of both branches, is and is-not, measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlalchemy import select

from kam.core.changes import Area, Outcome
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import CommitmentKind, WhyBranch
from kam.models import Complaint, IsIsNot, Record, Why
from kam.services.commitments.editing import NewCommitment, put_commitment
from kam.services.commitments.records import today_of
from kam.services.complaints.drafts import ActionDraft, IsIsNotDraft, WhyDraft
from kam.services.complaints.records import complaint_of
from kam.services.forms import FormField, fill
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

MOST_WHYS: Final = 10
_WHY: Final = (FormField("question"), FormField("answer"))
_IS: Final = (FormField("question"), FormField("holds"), FormField("does_not_hold"))
RecordT = TypeVar("RecordT", bound=Record)


def set_whys(
    workspace: Workspace, complaint_id: UUID, branch: WhyBranch, whys: Sequence[WhyDraft]
) -> Outcome[None]:
    """The whys of one branch, in order, ten at most; lines keep their identity.

    Raises:
        FieldErrors: ``whys.N.answer``, ``whys.N.question``, ``whys``.
        NotFoundError: ``complaint.gone``.

    """
    with workspace.writing("complaint.whys_set") as unit, unit.no_autoflush:
        complaint = complaint_of(unit, complaint_id)
        if len(whys) > MOST_WHYS:
            refuse([FieldError("whys", "complaint.too_many_whys", {"count": MOST_WHYS})])
        stored = {
            each.id: each
            for each in unit.scalars(
                select(Why).where(Why.complaint_id == complaint.id, Why.branch == branch)
            )
        }
        faults: list[FieldError] = []
        for number, draft in enumerate(whys):
            line = stored.pop(draft.id, None) if draft.id is not None else None
            if line is None:
                line = Why(complaint_id=complaint.id, branch=branch, depth=number + 1, answer="")
                unit.add(line)
            if line.depth != number + 1:
                line.depth = number + 1
            faults += _put(line, _WHY, {"question": draft.question, "answer": draft.answer}, f"whys.{number}")
        refuse(faults)
        _drop(unit, Why, list(stored))
        return Outcome(None, Area.COMPLAINTS)


def set_is_is_not(workspace: Workspace, complaint_id: UUID, lines: Sequence[IsIsNotDraft]) -> Outcome[None]:
    """What the problem is and what it is not, in order.

    Raises:
        FieldErrors: ``lines.N.question`` and the others.
        NotFoundError: ``complaint.gone``.

    """
    with workspace.writing("complaint.is_is_not_set") as unit, unit.no_autoflush:
        complaint = complaint_of(unit, complaint_id)
        stored = _lines(unit, complaint)
        kept = [draft.id for draft in lines if draft.id in stored]
        in_order = kept == [each for each in stored if each in set(kept)]
        faults: list[FieldError] = []
        made: list[IsIsNot] = []
        for number, draft in enumerate(lines):
            # Lines stand in the order in which they were made; where that changes they are made anew.
            line = stored.pop(draft.id, None) if draft.id is not None and in_order and not made else None
            if line is None:
                line = IsIsNot(complaint_id=complaint.id, question="")
                made.append(line)
            values = {"question": draft.question, "holds": draft.holds, "does_not_hold": draft.does_not_hold}
            faults += _put(line, _IS, values, f"lines.{number}")
        refuse(faults)
        _drop(unit, IsIsNot, list(stored))
        for line in made:
            unit.add(line)
            unit.flush()
        return Outcome(None, Area.COMPLAINTS)


def _lines(unit: UnitOfWork, complaint: Complaint) -> dict[UUID, IsIsNot]:
    query = select(IsIsNot).where(IsIsNot.complaint_id == complaint.id).order_by(IsIsNot.id)
    return {each.id: each for each in unit.scalars(query)}


def _put(line: Record, fields: Sequence[FormField], values: dict[str, Any], path: str) -> list[FieldError]:
    return [replace(each, field=f"{path}.{each.field}") for each in fill(line, fields, values, currency="")]


def _drop(unit: UnitOfWork, entity: type[Record], ids: list[UUID]) -> None:
    if ids:
        unit.remove(entity, ids)


def add_action(workspace: Workspace, complaint_id: UUID, draft: ActionDraft) -> Outcome[UUID]:
    """A measure becomes a commitment of the ledger; it is kept, moved and handed over there.

    Raises:
        FieldErrors: as ``commitments.editing.add_commitment``; ``kind`` for a plain promise.
        NotFoundError: ``complaint.gone``, ``colleague.gone``.

    """
    with workspace.writing("complaint.action_added") as unit, unit.no_autoflush:
        complaint = complaint_of(unit, complaint_id)
        if draft.kind is CommitmentKind.PROMISE and not draft.promised_to_client:
            refuse([FieldError("kind", "complaint.measure_without_kind")])
        new = NewCommitment(
            account_id=complaint.account_id,
            text=draft.text,
            owner_id=draft.owner_id,
            due_on=draft.due_on,
            promised_to_client=draft.promised_to_client,
            kind=draft.kind,
            complaint_id=complaint.id,
        )
        made = put_commitment(unit, new, today_of(unit))
        refuse(fill(made, (FormField("proof"),), {"proof": draft.proof}, currency=""))
        return Outcome(made.id, Area.COMMITMENTS | Area.COMPLAINTS)
