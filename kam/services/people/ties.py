"""Who reports to whom, and the lines beside that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from sqlalchemy import and_, or_, select

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError, RuleError
from kam.core.field_errors import refuse
from kam.core.vocabulary import LineKind
from kam.models import PersonLine, Stakeholder
from kam.services.forms import FormField, fill
from kam.services.people.finding import is_there, stakeholder_of
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

MUTUAL: Final = (LineKind.CONFLICTS, LineKind.INFORMAL)
"""Lines that are the same from both ends; an influence goes one way."""


def report_to(workspace: Workspace, stakeholder_id: UUID, boss_id: UUID | None) -> Outcome[None]:
    """Hang somebody, with all below them, under another; None reports to nobody.

    Raises:
        RuleError: ``people.own_boss``, ``people.boss_below`` where the boss reports to them already, through
            however many, ``people.boss_elsewhere`` for another account's person, ``people.boss_left``.
        NotFoundError: ``stakeholder.gone``.

    """
    with workspace.writing("person.rehung") as unit, unit.no_autoflush:
        place = stakeholder_of(unit, stakeholder_id)
        if boss_id is not None and (code := fault_of_boss(unit, place, boss_id)) is not None:
            raise RuleError(code)
        place.reports_to_id = boss_id
        return Outcome(None, Area.PEOPLE)


def fault_of_boss(unit: UnitOfWork, place: Stakeholder, boss_id: UUID) -> str | None:
    """The code of why somebody cannot report to another; None when they can."""
    boss = stakeholder_of(unit, boss_id)
    if boss.id == place.id:
        return "people.own_boss"
    if boss.account_id != place.account_id:
        return "people.boss_elsewhere"
    if not is_there(boss, read_profile(unit).today(unit.now)):
        return "people.boss_left"
    return "people.boss_below" if any(each == place.id for each in above(unit, boss)) else None


def above(unit: UnitOfWork, place: Stakeholder) -> Iterator[UUID]:
    """The superiors of somebody from the next to the last; each once, even where they go in a circle."""
    seen: set[UUID] = {place.id}
    superior = place.reports_to_id
    while superior is not None and superior not in seen:
        yield superior
        seen.add(superior)
        stored = unit.get(Stakeholder, superior)
        superior = None if stored is None else stored.reports_to_id


def hand_over_reports(unit: UnitOfWork, place: Stakeholder, to: UUID | None) -> None:
    """Everybody who reports to a place and is still there reports to another (None: to nobody)."""
    today = read_profile(unit).today(unit.now)
    reports = unit.scalars(select(Stakeholder).where(Stakeholder.reports_to_id == place.id)).all()
    for report in reports:
        if is_there(report, today) and report.id != to:
            report.reports_to_id = to


def add_relation(
    workspace: Workspace, from_id: UUID, to_id: UUID, kind: LineKind, note: str | None = None
) -> Outcome[UUID]:
    """Draw a line between two people of one account: influences, conflicts, informal.

    Raises:
        FieldErrors: ``note``.
        RuleError: ``people.tie_to_oneself``, ``people.tie_elsewhere``, ``people.tie_exists``.
        NotFoundError: ``stakeholder.gone``.

    """
    if kind is LineKind.REPORTS_TO:
        message = "who reports to whom is said by report_to"
        raise ValueError(message)
    with workspace.writing("person.tied") as unit, unit.no_autoflush:
        one, other = stakeholder_of(unit, from_id), stakeholder_of(unit, to_id)
        if one.id == other.id:
            raise RuleError("people.tie_to_oneself")
        if one.account_id != other.account_id:
            raise RuleError("people.tie_elsewhere")
        there = and_(PersonLine.from_id == one.id, PersonLine.to_id == other.id)
        if kind in MUTUAL:
            there = or_(there, and_(PersonLine.from_id == other.id, PersonLine.to_id == one.id))
        if unit.scalar(select(PersonLine.id).where(there, PersonLine.kind == kind)) is not None:
            raise RuleError("people.tie_exists")
        line = PersonLine(from_id=one.id, to_id=other.id, kind=kind)
        refuse(fill(line, [FormField("note")], {"note": note}, currency=""))
        unit.add(line)
        return Outcome(line.id, Area.PEOPLE)


def remove_relation(workspace: Workspace, relation_id: UUID) -> Outcome[None]:
    """Take a line away; NotFoundError ``people.tie_gone``."""
    with workspace.writing("person.untied") as unit:
        if unit.get(PersonLine, relation_id) is None:
            raise NotFoundError("people.tie_gone")
        unit.remove(PersonLine, [relation_id])
        return Outcome(None, Area.PEOPLE)
