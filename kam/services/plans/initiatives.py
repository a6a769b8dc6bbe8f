"""The work of a plan in its records: initiatives with their milestones, and which waits for which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from kam.core.field_errors import FieldError, refuse
from kam.core.ids import new_id
from kam.core.vocabulary import InitiativeStatus
from kam.models import Dependency, Initiative, Milestone, Objective, Plan
from kam.services.forms import fill
from kam.services.plans.lines import is_written, must_be_there, nothing_in, says_something
from kam.services.plans.parts import InitiativeLine, InitiativesPart, MilestoneLine
from kam.services.plans.records import INITIATIVE_FIELDS, MILESTONE_FIELDS
from kam.services.plans.telling import dependencies_of, initiatives_of, milestones_of
from kam.store.unit_of_work import UnitOfWork


def put_initiatives(unit: UnitOfWork, plan: Plan, part: InitiativesPart) -> None:
    """Records as the lines say, by identity; those without a line go, with their milestones.

    Raises:
        FieldErrors: as ``saving.save_part``.
        NotFoundError: ``colleague.gone``.

    """
    there = {row.id: row for row in initiatives_of(unit, plan.id)}
    milestones = {row.id: row for rows in milestones_of(unit, there).values() for row in rows}
    lines = {number: line for number, line in enumerate(part.lines) if says_something(line)}
    faults = [fault for number, line in lines.items() for fault in _faults(unit, plan, line, number)]
    faults += _wrong_waiting(lines)
    made: list[Initiative | Milestone] = []
    for number, line in lines.items():
        row = there.pop(line.id, None)
        if row is None:
            row = Initiative(id=line.id)
            made.append(row)
        faults += _filled(row, line, INITIATIVE_FIELDS, f"{number}")
        for position, milestone in enumerate(line.milestones):
            if not says_something(milestone):
                continue
            step = milestones.pop(milestone.id, None)
            if step is None:
                step = Milestone(id=milestone.id, initiative_id=line.id)
                made.append(step)
            faults += _filled(step, milestone, MILESTONE_FIELDS, f"{number}.milestones.{position}")
    refuse(faults)
    unit.remove(Milestone, milestones)
    unit.remove(Initiative, there)
    unit.add_all(made)
    _put_waiting(unit, {line.id: line.after for line in lines.values()})


def _faults(unit: UnitOfWork, plan: Plan, line: InitiativeLine, number: int) -> Iterator[FieldError]:
    """What is wrong with a line that its record does not tell."""
    must_be_there(unit, (line.owner_id,))
    yield from nothing_in(line, ("title", "objective_id"), number)
    if line.objective_id is not None:
        objective = unit.get(Objective, line.objective_id)
        if objective is None or objective.plan_id != plan.id:
            yield FieldError(f"{number}.objective_id", "plan.not_its_objective")
    if line.starts_on is not None and line.ends_on is not None and line.ends_on < line.starts_on:
        yield FieldError(f"{number}.ends_on", "field.before_start")
    for position, milestone in enumerate(line.milestones):
        if says_something(milestone):
            yield from nothing_in(milestone, ("title", "due_on"), f"{number}.milestones.{position}")


def _filled(
    row: Any, line: InitiativeLine | MilestoneLine, names: Sequence[Any], path: str
) -> list[FieldError]:
    """Set what is given; what must be given and is not was said before."""
    table = type(row).__table__.columns
    values = {each.name: getattr(line, each.name) for each in names}
    given = {name: value for name, value in values.items() if table[name].nullable or is_written(value)}
    return [
        FieldError(f"{path}.{fault.field}", fault.code, fault.details)
        for fault in fill(row, names, given, currency="")
    ]


def _wrong_waiting(lines: Mapping[int, InitiativeLine]) -> Iterator[FieldError]:
    """Who waits for themselves, and who would end before what they wait for."""
    by_id = {line.id: line for line in lines.values()}
    after = {line.id: line.after for line in lines.values()}
    for number, line in lines.items():
        if line.id in reached_from(line.after, after):
            yield FieldError(f"{number}.after", "plan.circle")
            continue
        if any(each not in by_id for each in line.after):
            yield FieldError(f"{number}.after", "plan.line_gone")
        first = [by_id[each] for each in line.after if each in by_id and _ends_later(by_id[each], line)]
        for other in first[:1]:
            details = {"title": other.title or "", "ends_on": other.ends_on}
            yield FieldError(f"{number}.ends_on", "plan.ends_before_other", details)


def _ends_later(other: InitiativeLine, line: InitiativeLine) -> bool:
    if InitiativeStatus.DROPPED in {other.status, line.status}:
        return False
    return other.ends_on is not None and line.ends_on is not None and line.ends_on < other.ends_on


def reached_from(start: Iterable[UUID], after: Mapping[UUID, Iterable[UUID]]) -> set[UUID]:
    """All that must have ended before something that waits for ``start``."""
    found: set[UUID] = set()
    waiting = list(start)
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting.extend(after.get(each, ()))
    return found


def _put_waiting(unit: UnitOfWork, wanted: Mapping[UUID, Iterable[UUID]]) -> None:
    there = {
        (row.before_id, row.after_id): row.id
        for rows in dependencies_of(unit, wanted).values()
        for row in rows
    }
    pairs = {(before, line_id) for line_id, after in wanted.items() for before in after}
    unit.remove(Dependency, [row for pair, row in there.items() if pair not in pairs])
    for before_id, after_id in sorted(pairs - there.keys()):
        unit.add(Dependency(id=new_id(), before_id=before_id, after_id=after_id))
