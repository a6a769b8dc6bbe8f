"""Saving what is written into a plan: each part as one labelled step.

All of it can be written in a draft and in what was returned. Once it was submitted only facts change: what
became of an objective, progress, what was spent, the status of a risk, a decision that was taken. A closed
plan stays as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from decimal import Decimal
from typing import Any
from uuid import UUID

from kam.core.changes import Area, Outcome
from kam.core.errors import ConflictError, NotFoundError
from kam.core.field_errors import FieldError, refuse
from kam.core.money import Money
from kam.core.vocabulary import PlanStatus
from kam.models import Account, Opportunity, Plan, Review, Risk, Stakeholder
from kam.services.forms import fill
from kam.services.plans.initiatives import put_initiatives
from kam.services.plans.lines import must_be_there, nothing_in, number_fault, says_something
from kam.services.plans.parts import (
    HeadPart,
    InitiativesPart,
    ObjectivesPart,
    Part,
    TextPart,
    stamp_of,
)
from kam.services.plans.records import (
    HEAD_FIELDS,
    INITIATIVE_FACTS,
    KEEPING,
    STEPS,
    TEXT_FIELDS,
    Keeping,
    must_be_written,
    must_take_facts,
    plan_of,
    read_part,
)
from kam.services.plans.telling import lines_of
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace


def save_part(workspace: Workspace, plan_id: UUID, part: Part, *, stamp: int | None = None) -> Outcome[int]:
    """Set a part of a plan as one step, and return its new stamp; without a change there is no step.

    ``stamp`` is that of the part from which the editor was filled (``parts.stamp_of``); without one what
    stands is overwritten. Lines in which nothing is written are let go.

    Raises:
        FieldErrors: ``title``; of a line its path, ``2.target``, ``0.milestones.1.due_on``: too long, out of
            range, nothing in a field that must be filled, ``0.after`` ``plan.circle``, ``0.ends_on``
            ``field.before_start``, ``plan.ends_before_other``.
        ConflictError: ``dossier.changed_meanwhile``.
        RuleError: ``plan.submitted``, ``plan.approved`` for what can no longer be written, ``plan.closed``.
        NotFoundError: ``plan.gone``, ``colleague.gone``, ``stakeholder.gone``.

    """
    kind = type(part)
    with workspace.writing(STEPS[kind]) as unit, unit.no_autoflush:
        plan = plan_of(unit, plan_id)
        must_take_facts(plan)
        currency = unit.get_one(Account, plan.account_id).currency
        before = read_part(unit, plan, kind, currency)
        if stamp is not None and stamp_of(before) != stamp:
            raise ConflictError("dossier.changed_meanwhile")
        if plan.status in {PlanStatus.SUBMITTED, PlanStatus.APPROVED} and not _only_facts(before, part):
            must_be_written(plan)
        _put(unit, plan, part, currency)
        unit.flush()
        named_elsewhere = Area.COMMITMENTS if kind is ObjectivesPart else Area.NONE
        return Outcome(stamp_of(read_part(unit, plan, kind, currency)), Area.PLANS | named_elsewhere)


def _put(unit: UnitOfWork, plan: Plan, part: Part, currency: str) -> None:
    if isinstance(part, HeadPart):
        refuse(_head_faults(unit, plan, part))
    elif isinstance(part, TextPart):
        refuse(fill(plan, TEXT_FIELDS, _values(part), currency=""))
    elif isinstance(part, InitiativesPart):
        put_initiatives(unit, plan, part)
    else:
        _put_lines(unit, plan, KEEPING[type(part)], part, currency)


def _head_faults(unit: UnitOfWork, plan: Plan, part: HeadPart) -> list[FieldError]:
    must_be_there(unit, (part.owner_id,))
    if part.starts_on is not None and part.ends_on is not None and part.ends_on < part.starts_on:
        return [FieldError("ends_on", "field.before_start")]
    return fill(plan, HEAD_FIELDS, _values(part), currency="")


def _values(part: HeadPart | TextPart) -> dict[str, Any]:
    return {each.name: getattr(part, each.name) for each in fields(part)}


def _put_lines(unit: UnitOfWork, plan: Plan, keeping: Keeping, part: Any, currency: str) -> None:
    """Records as the lines say, by identity and in their order; those without a line go."""
    there = {record.id: record for record in lines_of(unit, plan, keeping.entity)}
    faults: list[FieldError] = []
    made: list[Any] = []
    position = 0
    for number, line in enumerate(part.lines):
        if not says_something(line):
            continue
        if missing := list(nothing_in(line, keeping.named, number)):
            faults += missing
            there.pop(line.id, None)
            continue
        record = there.pop(line.id, None)
        if record is None:
            record = _begun(keeping, plan, line.id)
            made.append(record)
        bare_in = currency if _is_bare(record, keeping) else None
        faults += [*_wrong_references(unit, plan, line, number), *_fill_line(record, keeping, line, number)]
        _put_currency(record, keeping, line, bare_in=bare_in)
        if getattr(record, "position", position) != position:
            record.position = position
        position += 1
    refuse(faults)
    unit.remove(keeping.entity, there)
    unit.add_all(made)


def _begun(keeping: Keeping, plan: Plan, line_id: UUID) -> Any:
    owner = {"account_id": plan.account_id} if keeping.entity is Risk else {}
    return keeping.entity(id=line_id, plan_id=plan.id, **owner)


def _fill_line(record: Any, keeping: Keeping, line: Any, number: int) -> Iterator[FieldError]:
    values = {each.name: getattr(line, each.name) for each in keeping.fields}
    for name, value in tuple(values.items()):
        if isinstance(value, Decimal) and (fault := number_fault(f"{number}.{name}", value)):
            yield fault
            del values[name]
    first = next((values[each.name] for each in keeping.sums if values[each.name] is not None), None)
    for fault in fill(record, keeping.fields, values, currency=first.currency if first else ""):
        yield FieldError(f"{number}.{fault.field}", fault.code, fault.details)


def _put_currency(record: Any, keeping: Keeping, line: Any, *, bare_in: str | None) -> None:
    """A line's sums say their currency; what has none of its own keeps none where it stays the same."""
    if not keeping.sums:
        return
    sums: list[Money] = [each for field in keeping.sums if (each := getattr(line, field.name)) is not None]
    currency = sums[0].currency if sums else None
    if record.currency != currency and (currency is None or currency != bare_in):
        record.currency = currency


def _is_bare(record: Any, keeping: Keeping) -> bool:
    """Whether a stored sum has no currency of its own, and so has the client's."""
    sums = [getattr(record, each.column) for each in keeping.sums]
    return any(each is not None for each in sums) and record.currency is None


def _wrong_references(unit: UnitOfWork, plan: Plan, line: Any, number: int) -> Iterator[FieldError]:
    """What a line names that belongs to another client or plan, or is gone."""
    must_be_there(unit, (getattr(line, "owner_id", None), getattr(line, "colleague_id", None)))
    if (place_id := getattr(line, "stakeholder_id", None)) is not None:
        place = unit.get(Stakeholder, place_id)
        if place is None:
            raise NotFoundError("stakeholder.gone")
        if place.account_id != plan.account_id:
            yield FieldError(f"{number}.stakeholder_id", "meeting.not_their_person")
    if (opportunity_id := getattr(line, "opportunity_id", None)) is not None:
        opportunity = unit.get(Opportunity, opportunity_id)
        if opportunity is None or opportunity.account_id != plan.account_id:
            yield FieldError(f"{number}.opportunity_id", "plan.not_their_opportunity")
    if (review_id := getattr(line, "review_id", None)) is not None:
        review = unit.get(Review, review_id)
        if review is None or review.plan_id != plan.id:
            yield FieldError(f"{number}.review_id", "plan.line_gone")


def _only_facts(before: Part, part: Part) -> bool:
    """Whether nothing but facts differs: the same lines, and what was agreed on stands in each."""
    if isinstance(part, HeadPart | TextPart):
        return _without(before, frozenset()) == _without(part, frozenset())
    facts = INITIATIVE_FACTS if isinstance(part, InitiativesPart) else KEEPING[type(part)].facts
    return _agreed(before, facts) == _agreed(part, facts)


def _agreed(part: Any, facts: frozenset[str]) -> dict[UUID, Mapping[str, object]]:
    return {line.id: _without(line, facts) for line in part.lines if says_something(line)}


def _without(line: Any, facts: frozenset[str]) -> Mapping[str, object]:
    """What a line says beside facts, blanks at the ends of texts left out."""
    said: dict[str, object] = {}
    for each in fields(line):
        value = getattr(line, each.name)
        if each.name in facts:
            continue
        if each.name == "milestones":
            said[each.name] = {(one.id, one.title, one.due_on) for one in value if says_something(one)}
        elif each.name == "after":
            said[each.name] = frozenset(value)
        else:
            said[each.name] = (value.strip() or None) if isinstance(value, str) else value
    return said
