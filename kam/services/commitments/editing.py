"""Writing promises down and mending what was written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final, TypedDict
from uuid import UUID

from kam.core.changes import Area, Outcome
from kam.core.errors import ConflictError
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import CommitmentKind, Side
from kam.models import Account, Commitment
from kam.services.commitments.records import commitment_of, my_id, put_owner, today_of
from kam.services.forms import FormField, fill
from kam.services.lists.shared import colleague_names, stakeholder_names
from kam.services.people.finding import account_of
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class NewCommitment:
    """A promise to be written down. ``owner_id`` is one of us for ours, one of the client's for theirs.

    ``made_on`` is today unless said otherwise; ``due_at`` the hour of ``due_on`` by which it was promised.
    """

    account_id: UUID | None
    text: str
    side: Side = Side.OURS
    owner_id: UUID | None = None
    due_on: date | None = None
    due_at: time | None = None
    promised_to_client: bool = True
    made_on: date | None = None
    kind: CommitmentKind = CommitmentKind.PROMISE
    notes: str | None = None
    interaction_id: UUID | None = None
    complaint_id: UUID | None = None
    objective_id: UUID | None = None


class CommitmentChanges(TypedDict, total=False):
    """What can be mended of a promise; what is not named stays.

    A date that is in force is moved by ``shift``; ``due_on`` gives one to a promise that has none.
    """

    text: str
    owner_id: UUID | None
    due_on: date | None
    due_at: time | None
    promised_to_client: bool
    made_on: date
    kind: CommitmentKind
    proof: str | None
    notes: str | None


@dataclass(frozen=True, slots=True)
class CommitmentForm:
    """A promise as its form shows it; ``version`` is handed back with the changes."""

    id: UUID
    version: int
    account_id: UUID
    account: str
    side: Side
    text: str
    owner_id: UUID | None
    owner: str
    due_on: date | None
    due_at: time | None
    promised_to_client: bool
    made_on: date
    kind: CommitmentKind
    proof: str | None
    notes: str | None
    is_open: bool


_WRITTEN: Final = tuple(FormField(name) for name in ("text", "proof", "notes", "kind", "promised_to_client"))


def read_form(workspace: Workspace, commitment_id: UUID) -> CommitmentForm:
    """A promise as its form shows it; raises NotFoundError ``commitment.gone``."""
    with workspace.reading() as session:
        one = commitment_of(session, commitment_id)
        owner_id = one.owner_colleague_id or one.owner_stakeholder_id
        names = colleague_names(session) if one.owner_colleague_id else stakeholder_names(session)
        return CommitmentForm(
            id=one.id,
            version=one.version,
            account_id=one.account_id,
            account=session.get_one(Account, one.account_id).name,
            side=one.side,
            text=one.text,
            owner_id=owner_id,
            owner=names.get(owner_id, "") if owner_id else "",
            due_on=one.due_on,
            due_at=one.due_at.time() if one.due_at else None,
            promised_to_client=one.promised_to_client,
            made_on=one.made_on,
            kind=one.kind,
            proof=one.proof,
            notes=one.notes,
            is_open=one.closed_on is None,
        )


def add_commitment(workspace: Workspace, new: NewCommitment) -> Outcome[UUID]:
    """Write a promise down; ours without an owner is mine.

    Raises:
        FieldErrors: ``account_id``, ``text``, ``due_on``, ``due_at``, ``made_on``.
        RuleError: ``commitment.owner_elsewhere``.
        NotFoundError: ``account.gone``, ``colleague.gone``, ``stakeholder.gone``.

    """
    with workspace.writing("commitment.added") as unit, unit.no_autoflush:
        made = put_commitment(unit, new, today_of(unit))
        return Outcome(made.id, Area.COMMITMENTS)


def put_commitment(unit: UnitOfWork, new: NewCommitment, today: date) -> Commitment:
    """Write a promise down within a step that knows today; raises as ``add_commitment``."""
    if new.account_id is None:
        refuse([FieldError("account_id", "field.required")])
        raise AssertionError
    account_of(unit, new.account_id)
    made_on = new.made_on or today
    ours = new.side is Side.OURS
    one = Commitment(
        account_id=new.account_id,
        side=new.side,
        made_on=made_on,
        interaction_id=new.interaction_id,
        complaint_id=new.complaint_id,
        objective_id=new.objective_id,
    )
    values: dict[str, Any] = {"text": new.text, "notes": new.notes, "kind": new.kind}
    values["promised_to_client"] = new.promised_to_client or not ours
    faults = fill(one, _WRITTEN, values, currency="")
    one.due_on = new.due_on
    faults += _put_hour(one, new.due_at)
    faults += _wrong_dates(one, today)
    refuse(faults)
    put_owner(unit, one, new.owner_id or (my_id(unit) if ours else None))
    unit.add(one)
    return one


def change_commitment(
    workspace: Workspace, commitment_id: UUID, changes: CommitmentChanges, *, version: int
) -> Outcome[None]:
    """Mend what was written down of a promise.

    Raises:
        FieldErrors: as for ``add_commitment``; ``due_on``: ``commitment.date_is_moved`` where there is one.
        ConflictError: ``dossier.changed_meanwhile``.
        RuleError: ``commitment.owner_elsewhere``.
        NotFoundError: ``commitment.gone``, ``colleague.gone``, ``stakeholder.gone``.

    """
    with workspace.writing("commitment.changed") as unit, unit.no_autoflush:
        one = commitment_of(unit, commitment_id)
        if one.version != version:
            raise ConflictError("dossier.changed_meanwhile")
        values: dict[str, Any] = {**changes}
        faults: list[FieldError] = []
        if "due_on" in values and (due := values.pop("due_on")) != one.due_on:
            if one.due_on is not None:
                faults.append(FieldError("due_on", "commitment.date_is_moved"))
            else:
                one.due_on = due
        if "due_at" in values:
            faults += _put_hour(one, values.pop("due_at"))
        if (made_on := values.pop("made_on", None)) is not None:
            one.made_on = made_on
        owner = values.pop("owner_id", ...)
        if one.side is Side.THEIRS:
            values.pop("promised_to_client", None)
        faults += fill(one, _WRITTEN, values, currency="")
        faults += _wrong_dates(one, today_of(unit))
        refuse(faults)
        if owner is not ...:
            put_owner(unit, one, owner)
        return Outcome(None, Area.COMMITMENTS)


def _put_hour(one: Commitment, at: time | None) -> Iterator[FieldError]:
    if at is None:
        one.due_at = one.zone = None
    elif one.due_on is None:
        yield FieldError("due_at", "commitment.hour_without_date")
    else:
        one.due_at = datetime.combine(one.due_on, at)


def _wrong_dates(one: Commitment, today: date) -> Iterator[FieldError]:
    if one.made_on > today:
        yield FieldError("made_on", "field.in_future")
    elif one.due_on is not None and one.due_on < one.made_on:
        yield FieldError("due_on", "commitment.due_before_made")
