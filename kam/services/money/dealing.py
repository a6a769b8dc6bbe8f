"""Opportunities added, changed, moved from stage to stage, won, lost and deleted: each one step."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypedDict
from uuid import UUID

from sqlalchemy import select

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError
from kam.core.field_errors import FieldError, refuse
from kam.core.money import Money
from kam.core.vocabulary import OpportunityKind, OpportunityStage
from kam.models import (
    BusinessUnit,
    Colleague,
    Opportunity,
    OpportunityPerson,
    ProductLine,
    Stakeholder,
)
from kam.services.dossier.named import competitor_of_name
from kam.services.forms import FieldKind, FormField, fill
from kam.services.money.stages import CLOSED, NEEDS, USUAL
from kam.services.people.finding import account_of, same_version
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_FIELDS: Final = (
    FormField("title"),
    FormField("next_step"),
    FormField("line_id", kept_in="product_line_id"),
    FormField("unit_id"),
    FormField("kind"),
    FormField("amount", FieldKind.MONEY, kept_in="amount_minor"),
    FormField("currency"),
    FormField("probability"),
    FormField("expected_on"),
    FormField("competitor_id"),
    FormField("owner_id"),
    FormField("notes"),
)


@dataclass(frozen=True, slots=True)
class DealDraft:
    """An opportunity as typed. The competitor is named in words; an unknown one is made."""

    title: str
    kind: OpportunityKind = OpportunityKind.NEW
    stage: OpportunityStage = OpportunityStage.IDEA
    line_id: UUID | None = None
    unit_id: UUID | None = None
    amount: Money | None = None
    probability: int | None = None
    expected_on: date | None = None
    competitor: str | None = None
    owner_id: UUID | None = None
    people: tuple[UUID, ...] = ()
    next_step: str | None = None
    notes: str | None = None
    reason: str | None = None


class DealChanges(TypedDict, total=False):
    """What is to change; what is not named stays. Stages are reached by ``move_deal`` alone."""

    title: str
    kind: OpportunityKind
    line_id: UUID | None
    unit_id: UUID | None
    amount: Money | None
    probability: int | None
    expected_on: date | None
    competitor: str | None
    owner_id: UUID | None
    people: tuple[UUID, ...]
    next_step: str | None
    notes: str | None


@dataclass(frozen=True, slots=True)
class Move:
    """Where an opportunity goes and what is told with it; what is None stays as it is."""

    stage: OpportunityStage
    on: date | None = None
    """Today unless said otherwise."""
    amount: Money | None = None
    probability: int | None = None
    expected_on: date | None = None
    reason: str | None = None
    next_step: str | None = None


def add_deal(workspace: Workspace, account_id: UUID, draft: DealDraft) -> Outcome[UUID]:
    """Write an opportunity down, in whatever stage it is already.

    Raises:
        FieldErrors: one ``FieldError`` for each field that cannot be as it is; what its stage asks for and is
            not there is ``money.stage_needs``.
        NotFoundError: ``account.gone``.

    """
    with workspace.writing("opportunity.added") as unit, unit.no_autoflush:
        account_of(unit, account_id)
        today = read_profile(unit).today(unit.now)
        one = Opportunity(account_id=account_id)
        values: dict[str, Any] = {
            name: getattr(draft, name)
            for name in ("title", "kind", "line_id", "unit_id", "amount", "probability", "expected_on")
        }
        values |= {"owner_id": draft.owner_id, "next_step": draft.next_step, "notes": draft.notes}
        values["competitor"] = draft.competitor
        faults = _put(unit, one, values)
        refuse([*faults, *_missing(one, draft.stage, draft.reason)])
        _enter(one, draft.stage, draft.reason, today)
        unit.add(one)
        _put_people(unit, one, draft.people)
        return Outcome(one.id, Area.OPPORTUNITIES)


def change_deal(workspace: Workspace, deal_id: UUID, changes: DealChanges, *, version: int) -> Outcome[None]:
    """Change what an opportunity says; its stage stays.

    Raises:
        FieldErrors: as ``add_deal``; what its stage asks for cannot be taken away.
        ConflictError: ``dossier.changed_meanwhile``.
        NotFoundError: ``opportunity.gone``.

    """
    with workspace.writing("opportunity.changed") as unit, unit.no_autoflush:
        one = deal_of(unit, deal_id)
        same_version(one, version)
        values: dict[str, Any] = {**changes}
        people = values.pop("people", None)
        faults = _put(unit, one, values)
        refuse([*faults, *_missing(one, one.stage, one.reason_lost)])
        if people is not None:
            _put_people(unit, one, people)
        return Outcome(None, Area.OPPORTUNITIES)


def move_deal(
    workspace: Workspace, deal_id: UUID, move: Move, *, version: int | None = None
) -> Outcome[None]:
    """Take an opportunity to another stage, also back from an ended one; the move is kept as a dated fact.

    A probability that nobody has estimated becomes the stage's usual one; what is won is certain, what is
    lost has none.

    Raises:
        FieldErrors: ``money.stage_needs`` for what the stage asks for; ``on``: ``field.in_future``.
        ConflictError: ``dossier.changed_meanwhile``.
        NotFoundError: ``opportunity.gone``.

    """
    with workspace.writing(_STEPS.get(move.stage, "opportunity.moved")) as unit, unit.no_autoflush:
        one = deal_of(unit, deal_id)
        if version is not None:
            same_version(one, version)
        profile = read_profile(unit)
        today = profile.today(unit.now)
        on = move.on or today
        told = {name: getattr(move, name) for name in ("amount", "probability", "expected_on", "next_step")}
        faults = _put(unit, one, {name: value for name, value in told.items() if value is not None})
        if on > today:
            faults.append(FieldError("on", "field.in_future"))
        reason = move.reason or one.reason_lost
        refuse([*faults, *_missing(one, move.stage, reason)])
        if one.stage is move.stage:
            return Outcome(None, Area.OPPORTUNITIES)
        reopened = one.stage in CLOSED and move.stage not in CLOSED
        if move.stage is OpportunityStage.LOST:
            one.reason_lost = reason
        if move.stage in CLOSED or (move.probability is None and (one.probability is None or reopened)):
            one.probability = USUAL[move.stage]
        unit.add(one.move_to(move.stage, on=on, by_id=profile.me))
        return Outcome(None, Area.OPPORTUNITIES)


def delete_deals(workspace: Workspace, deal_ids: Sequence[UUID]) -> Outcome[int]:
    """Delete opportunities that should never have been written down; NotFoundError ``opportunity.gone``."""
    wanted = list(dict.fromkeys(deal_ids))
    with workspace.writing("opportunity.deleted") as unit:
        for each in wanted:
            deal_of(unit, each)
        unit.remove(Opportunity, wanted)
        return Outcome(len(wanted), Area.OPPORTUNITIES)


_STEPS: Final = {OpportunityStage.WON: "opportunity.won", OpportunityStage.LOST: "opportunity.lost"}


def deal_of(unit: UnitOfWork, deal_id: UUID) -> Opportunity:
    """An opportunity; NotFoundError ``opportunity.gone``."""
    found = unit.get(Opportunity, deal_id)
    if found is None:
        raise NotFoundError("opportunity.gone")
    return found


def _enter(one: Opportunity, stage: OpportunityStage, reason: str | None, today: date) -> None:
    """Begin in a stage: nothing is known of how it came there, so no move is invented."""
    one.stage = stage
    if stage in CLOSED:
        one.closed_on, one.probability = today, USUAL[stage]
    if stage is OpportunityStage.LOST:
        one.reason_lost = reason
    if one.probability is None:
        one.probability = USUAL[stage]


def _missing(one: Opportunity, stage: OpportunityStage, reason: str | None) -> Iterable[FieldError]:
    """What a stage asks for and the opportunity does not say."""
    there = {
        "amount": one.amount_minor is not None,
        "expected_on": one.expected_on is not None,
        "reason": bool((reason or "").strip()),
    }
    return [
        FieldError(name, "money.reason_needed" if name == "reason" else "money.stage_needs")
        for name in NEEDS[stage]
        if not there[name]
    ]


def _put(unit: UnitOfWork, one: Opportunity, values: dict[str, Any]) -> list[FieldError]:
    faults = list(_strangers(unit, one, values))
    if "competitor" in values:
        name = values.pop("competitor")
        values["competitor_id"] = None
        if name and name.strip():
            values["competitor_id"], fault = competitor_of_name(unit, name, "competitor")
            faults += [fault] if fault else []
    amount = values.get("amount")
    currency = amount.currency if amount is not None else ""
    if "amount" in values:
        values["currency"] = currency or None
    faults += fill(one, _FIELDS, values, currency=currency)
    return faults


def _strangers(unit: UnitOfWork, one: Opportunity, values: dict[str, Any]) -> Iterable[FieldError]:
    """References to what is not there, or not the client's."""
    line, place, owner = (values.get(name) for name in ("line_id", "unit_id", "owner_id"))
    if line is not None and unit.get(ProductLine, line) is None:
        yield FieldError("line_id", "dossier.no_such_product_line")
    if place is not None:
        theirs = unit.get(BusinessUnit, place)
        if theirs is None or theirs.account_id != one.account_id:
            yield FieldError("unit_id", "dossier.not_their_unit")
    if owner is not None and unit.get(Colleague, owner) is None:
        yield FieldError("owner_id", "colleague.gone")


def _put_people(unit: UnitOfWork, one: Opportunity, wanted: Iterable[UUID]) -> None:
    """Who matters for it: stakeholders of the client; those of others are a mistake of ours."""
    unit.flush()
    known = {
        row.stakeholder_id: row.id
        for row in unit.scalars(select(OpportunityPerson).where(OpportunityPerson.opportunity_id == one.id))
    }
    new = list(dict.fromkeys(wanted))
    gone = [record for person, record in known.items() if person not in new]
    if gone:
        unit.remove(OpportunityPerson, gone)
    for person in new:
        if person in known:
            continue
        place = unit.get(Stakeholder, person)
        if place is None or place.account_id != one.account_id:
            raise NotFoundError("stakeholder.gone")
        unit.add(OpportunityPerson(opportunity_id=one.id, stakeholder_id=person))
