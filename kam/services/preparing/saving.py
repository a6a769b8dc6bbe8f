"""Saving what is prepared for a meeting: each part as one labelled step."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import ChecklistCode
from kam.models import ChecklistItem, Colleague, Interaction, Stakeholder
from kam.services.forms import FormField, fill
from kam.services.preparing.parts import (
    AsksPart,
    AttendeesPart,
    Line,
    Part,
    PurposePart,
    QuestionsPart,
)
from kam.services.preparing.records import (
    KEEPING,
    PURPOSE_FIELDS,
    PURPOSE_STEP,
    Keeping,
    is_named,
    records_of,
    says_something,
)
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace


def save_part(workspace: Workspace, meeting_id: UUID, part: Part) -> Outcome[None]:
    """Set a part of the preparation as one step; without a change there is none.

    Lines in which nothing is written are let go. With the purpose, the questions and the limits their items
    of the checklist are ticked, and unticked when they are gone.

    Raises:
        FieldErrors: ``purpose``; of a line its path, ``2.limit``: too long, out of range, or nothing in the
            field that says what it is about.
        NotFoundError: ``brief.meeting_gone``, ``stakeholder.gone``, ``colleague.gone``.

    """
    keeping = KEEPING.get(type(part))
    with workspace.writing(keeping.step if keeping else PURPOSE_STEP) as unit, unit.no_autoflush:
        meeting = unit.get(Interaction, meeting_id)
        if meeting is None:
            raise NotFoundError("brief.meeting_gone", id=str(meeting_id))
        names = keeping.fields if keeping else PURPOSE_FIELDS
        fields = [FormField(name) for name in names]
        values = {name: getattr(part, name) for name in names}
        faults = fill(meeting, fields, values, currency="")
        if keeping is not None and not isinstance(part, PurposePart):
            if isinstance(part, AttendeesPart):
                _must_be_there(unit, part)
            faults += _put_lines(unit, meeting, keeping, part)
        refuse(faults)
        _tick(unit, meeting, part)
        return Outcome(None, Area.INTERACTIONS)


def _put_lines(unit: UnitOfWork, meeting: Interaction, keeping: Keeping, part: Any) -> list[FieldError]:
    """Records as the lines say: by identity, in their order. What is wrong is returned."""
    there = {record.id: record for record in records_of(unit, meeting, keeping.entity)}
    faults: list[FieldError] = []
    position = 0
    for number, line in enumerate(part.lines):
        if not says_something(line):
            continue
        if not is_named(type(part), line):
            faults.append(FieldError(f"{number}.{keeping.named}", "field.required"))
            continue
        record = there.pop(line.id, None)
        new = record is None
        if new:
            record = keeping.entity(id=line.id, interaction_id=meeting.id)
        faults += _fill_line(record, keeping, line, number)
        if record.position != position:
            record.position = position
        position += 1
        if new:
            unit.add(record)
    unit.remove(keeping.entity, there)
    return faults


def _fill_line(record: Any, keeping: Keeping, line: Line, number: int) -> Iterator[FieldError]:
    values = keeping.kept(line)
    fields = [FormField(name) for name in values]
    for fault in fill(record, fields, values, currency=""):
        yield FieldError(f"{number}.{fault.field}", fault.code, fault.details)


def _must_be_there(unit: UnitOfWork, part: AttendeesPart) -> None:
    """Somebody may have been deleted while they were being chosen."""
    for line in part.lines:
        if line.stakeholder_id is not None and unit.get(Stakeholder, line.stakeholder_id) is None:
            raise NotFoundError("stakeholder.gone")
        if line.colleague_id is not None and unit.get(Colleague, line.colleague_id) is None:
            raise NotFoundError("colleague.gone")


def _tick(unit: UnitOfWork, meeting: Interaction, part: Part) -> None:
    """Tick what the part answers for, where that has changed by it."""
    match part:
        case PurposePart():
            code, done = ChecklistCode.PURPOSE, bool(part.purpose and part.purpose.strip())
        case QuestionsPart():
            code, done = (
                ChecklistCode.QUESTIONS,
                any(says_something(each) for each in part.lines),
            )
        case AsksPart():
            asks = [line for line in part.lines if says_something(line)]
            code, done = ChecklistCode.OFFER, bool(asks) and all(line.limit for line in asks)
        case _:
            return
    for item in records_of(unit, meeting, ChecklistItem):
        if item.code is code and item.done != done:
            item.done = done
