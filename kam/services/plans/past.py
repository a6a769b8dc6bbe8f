"""A plan as it stood at the end of a day: by facts that carry a date, by the journal for the rest.

Nothing of this is written: records are turned back in a reading, which is not used for anything else after.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from kam.analysis.plans.content import (
    PlanAction,
    PlanBudget,
    PlanContact,
    PlanContent,
    PlanDecisionLine,
    PlanGrowth,
    PlanInitiative,
    PlanObjective,
    PlanRisk,
    PlanSwot,
)
from kam.core.money import Money
from kam.core.vocabulary import CommitmentStatus
from kam.models import (
    Account,
    BudgetLine,
    Commitment,
    CommunicationLine,
    GrowthSource,
    Initiative,
    Milestone,
    Objective,
    Plan,
    PlanDecision,
    Record,
    Risk,
    SwotItem,
)
from kam.models.types import to_micros
from kam.services.plans.telling import content_of
from kam.services.profile import read_profile
from kam.store.journal import ChangeInfo, ChangeKind, Image, last_step_before, unpack_change

_LINES: Final[dict[str, tuple[type[Record], type[Any]]]] = {
    "swot": (SwotItem, PlanSwot),
    "objectives": (Objective, PlanObjective),
    "initiatives": (Initiative, PlanInitiative),
    "growth": (GrowthSource, PlanGrowth),
    "risks": (Risk, PlanRisk),
    "contacts": (CommunicationLine, PlanContact),
    "budget": (BudgetLine, PlanBudget),
    "decisions": (PlanDecision, PlanDecisionLine),
}
"""The lists of a content, the records behind their lines, and what the lines are."""
_TURNED: Final[tuple[type[Record], ...]] = (Plan, Milestone, *(entity for entity, _ in _LINES.values()))
_SUMS: Final = ("amount", "spent", "at_stake")


def content_at(session: Session, plan: Plan, day: date) -> PlanContent:
    """A plan as it stood at the end of a day.

    Measurements, milestones passed, actions, decisions taken and reviews go by the dates they carry, whenever
    they were written down. Of everything else the journal tells how it was, what was begun later, and what
    has been deleted since. A plan that was written down only after the day stands as it was first written.
    """
    past = _Past(session, plan, day)
    past.turn_back()
    content = past.without_what_came_later(content_of(session, plan, day))
    return _by_dates(session, content, day)


class _Past:
    def __init__(self, session: Session, plan: Plan, day: date) -> None:
        self._session = session
        self._plan = plan
        self._currency = session.get_one(Account, plan.account_id).currency
        evening = datetime.combine(day + timedelta(days=1), time(), read_profile(session).zone)
        before = to_micros(evening) - 1
        known = last_step_before(session.connection(), before)
        self._changes = self._changes_after(max(known, self._begun_in()))
        first = {key: changes[0].kind for key, changes in self._changes.items()}
        self._turned: list[Record] = []
        """Held, or the session would forget them and read them as they are now."""
        self._unborn = {record for (_, record), kind in first.items() if kind is ChangeKind.CREATED}

    def turn_back(self) -> None:
        """Give the records that are there the values they had; they are read again by nobody."""
        for entity in _TURNED:
            for (table, record_id), changes in self._changes.items():
                if table != entity.__tablename__ or record_id in self._unborn:
                    continue
                record = self._session.get(entity, record_id)
                if record is None:
                    continue
                self._turned.append(record)
                for name, value in _values_before(changes).items():
                    # Not ``setattr``: nothing of this may look like a change to be written.
                    set_committed_value(record, name, self._decoded(entity, name, value))

    def without_what_came_later(self, content: PlanContent) -> PlanContent:
        """The content without lines that were begun later, with those that have gone since."""
        lists: dict[str, Any] = {
            name: (
                *(each for each in getattr(content, name) if each.id not in self._unborn),
                *self._gone(name, content),
            )
            for name in _LINES
        }
        lists["initiatives"] = tuple(
            dataclasses.replace(
                each, milestones=tuple(one for one in each.milestones if one.id not in self._unborn)
            )
            for each in lists["initiatives"]
        )
        return dataclasses.replace(content, **lists)

    def _gone(self, name: str, content: PlanContent) -> Iterator[Any]:
        entity, line = _LINES[name]
        known = {each.id for each in getattr(content, name)}
        objectives = {each.id.bytes for each in content.objectives}
        for (table, record_id), changes in self._changes.items():
            if table != entity.__tablename__ or record_id in self._unborn | known:
                continue
            image = _values_before(changes)
            if image.get("plan_id") == self._plan.id.bytes or image.get("objective_id") in objectives:
                yield self._line(entity, line, image)

    def _line(self, entity: type[Record], line: type[Any], image: Image) -> Any:
        columns = entity.__table__.columns.keys()
        values = {name: self._decoded(entity, name, raw) for name, raw in image.items() if name in columns}
        for name in _SUMS:
            if (minor := values.get(f"{name}_minor")) is not None:
                values[name] = Money(minor, values.get("currency") or self._currency)
        fields = {each.name for each in dataclasses.fields(line)}
        return line(**{name: value for name, value in values.items() if name in fields})

    def _begun_in(self) -> int:
        """The step that wrote the plan down: how it stood before that, nobody knows; 0 without a journal."""
        query = text(
            "SELECT min(step_seq) FROM change"
            " WHERE table_name = :table AND record_id = :plan AND kind = :kind"
        )
        found = self._session.execute(
            query,
            {
                "table": Plan.__tablename__,
                "plan": self._plan.id.bytes,
                "kind": ChangeKind.CREATED.value,
            },
        )
        return found.scalar() or 0

    def _changes_after(self, step: int) -> dict[tuple[str, UUID], list[ChangeInfo]]:
        """What happened since to records of plans, in its order."""
        found: dict[tuple[str, UUID], list[ChangeInfo]] = defaultdict(list)
        query = text(
            "SELECT step_seq, table_name, record_id, kind, image FROM change"
            " WHERE step_seq > :step AND table_name IN :tables ORDER BY step_seq"
        ).bindparams(bindparam("tables", expanding=True))
        tables = [entity.__tablename__ for entity in _TURNED]
        for row in self._session.execute(query, {"step": step, "tables": tables}):
            change = unpack_change(*row)
            found[change.table, UUID(bytes=change.record)].append(change)
        return found

    def _decoded(self, entity: type[Record], name: str, raw: Any) -> Any:
        dialect = self._session.connection().dialect
        decode = entity.__table__.c[name].type.result_processor(dialect, None)
        return raw if decode is None else decode(raw)


def _values_before(changes: list[ChangeInfo]) -> Image:
    """What a record held before the first of its changes: of one that is still there, what changed of it."""
    values: Image = {}
    for change in reversed(changes):
        values |= change.before
    return values


def _by_dates(session: Session, content: PlanContent, day: date) -> PlanContent:
    """What carries a date of its own, as it was known on a day."""
    made: Mapping[UUID, date] = {
        each.id: session.get_one(Commitment, each.id).made_on for each in content.actions
    }
    return dataclasses.replace(
        content,
        objectives=tuple(_measured(each, day) for each in content.objectives),
        initiatives=tuple(
            dataclasses.replace(
                each, milestones=tuple(_not_after(one, "passed_on", day) for one in each.milestones)
            )
            for each in content.initiatives
        ),
        actions=tuple(_open_still(each, day) for each in content.actions if made[each.id] <= day),
        decisions=tuple(_not_after(each, "decided_on", day) for each in content.decisions),
        reviews=tuple(each for each in content.reviews if each.on <= day),
    )


def _measured(objective: PlanObjective, day: date) -> PlanObjective:
    """What sales tell was counted up to the day already."""
    known = tuple(each for each in objective.measurements if each.on <= day)
    if objective.from_sales:
        return dataclasses.replace(objective, measurements=known)
    last = known[-1] if known else None
    return dataclasses.replace(
        objective,
        measurements=known,
        current=last.value if last else None,
        current_on=last.on if last else None,
    )


def _open_still(action: PlanAction, day: date) -> PlanAction:
    if action.closed_on is None or action.closed_on <= day:
        return action
    return dataclasses.replace(action, status=CommitmentStatus.OPEN, closed_on=None)


def _not_after(line: Any, name: str, day: date) -> Any:
    """A line with a date only where that had come by a day."""
    value: date | None = getattr(line, name)
    return line if value is None or value <= day else dataclasses.replace(line, **{name: None})
