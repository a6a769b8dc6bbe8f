"""Open work of a plan that goes on in the next one: objectives and initiatives anew, the rest moves over.

An objective has its outcome in the plan that ends, so the next one has an objective of its own, which begins
at what was reached; with it go copies of its open initiatives. Actions and risks live on beside the plans, in
the ledger and with the client: they go over as they are. What the next plan has already, by kind and title,
is taken for the same and not made twice.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from kam.analysis.plans.content import PlanContent, PlanInitiative, PlanObjective
from kam.analysis.plans.progress import ENDED
from kam.core.text import fold
from kam.core.vocabulary import CommitmentStatus, ObjectiveStatus, RiskStatus
from kam.models import Commitment, Dependency, Initiative, Milestone, Objective, Plan, Risk
from kam.services.plans.telling import dependencies_of, initiatives_of, lines_of
from kam.store.unit_of_work import UnitOfWork


class Rolling:
    """Takes what is open of a plan's content over into another plan, within a step."""

    def __init__(self, unit: UnitOfWork, before: PlanContent, into: Plan) -> None:
        self._unit = unit
        self._before = before
        self._into = into
        there: list[Objective] = lines_of(unit, into, Objective)
        self._position = max((each.position + 1 for each in there), default=0)
        self._objectives = {
            (each.kind, fold(each.title)): each.id for each in there if each.status is ObjectiveStatus.OPEN
        }
        self._initiatives = {
            (each.objective_id, fold(each.title)): each.id
            for each in initiatives_of(unit, into.id)
            if each.status not in ENDED
        }

    def take_over(self, objectives: Collection[UUID], risks: Collection[UUID]) -> None:
        """Objectives with their open initiatives and actions, and risks, by their identities."""
        new = {each.id: self._objective(each) for each in self._before.objectives if each.id in objectives}
        self._unit.flush()
        going = [
            each for each in self._before.initiatives if each.objective_id in new and each.status not in ENDED
        ]
        work = {each.id: self._initiative(each, new[each.objective_id]) for each in going}
        self._unit.flush()
        self._dependencies(going, work)
        for action in self._before.actions:
            if action.objective_id in new and action.status is CommitmentStatus.OPEN:
                promise = self._unit.get_one(Commitment, action.id)
                promise.objective_id = new[action.objective_id]
                promise.initiative_id = work.get(promise.initiative_id) if promise.initiative_id else None
        self._risks(risks)

    def _objective(self, one: PlanObjective) -> UUID:
        same = self._objectives.get((one.kind, fold(one.title)))
        if same is not None:
            return same
        into = self._into
        due_on = one.due_on
        within = due_on is not None and into.starts_on <= due_on <= into.ends_on
        made = Objective(
            plan_id=into.id,
            position=self._position,
            kind=one.kind,
            title=one.title,
            client_wording=one.client_wording,
            measure=one.measure,
            unit=one.unit,
            baseline=one.baseline if one.current is None else one.current,
            target=one.target,
            due_on=due_on if within else None,
            owner_id=one.owner_id,
        )
        self._position += 1
        self._unit.add(made)
        return made.id

    def _initiative(self, one: PlanInitiative, objective_id: UUID) -> UUID:
        """Work under way keeps its dates: what is late stays late."""
        same = self._initiatives.get((objective_id, fold(one.title)))
        if same is not None:
            return same
        made = Initiative(
            objective_id=objective_id,
            title=one.title,
            owner_id=one.owner_id,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
            progress=one.progress,
            status=one.status,
        )
        self._unit.add(made)
        self._unit.add_all(
            Milestone(initiative_id=made.id, title=each.title, due_on=each.due_on)
            for each in one.milestones
            if each.passed_on is None
        )
        return made.id

    def _dependencies(self, going: Iterable[PlanInitiative], work: dict[UUID, UUID]) -> None:
        there = {
            (each.before_id, each.after_id)
            for found in dependencies_of(self._unit, work.values()).values()
            for each in found
        }
        for one in going:
            for before in one.after:
                pair = (work.get(before), work[one.id])
                if pair[0] is not None and pair not in there:
                    self._unit.add(Dependency(before_id=pair[0], after_id=pair[1]))

    def _risks(self, ids: Collection[UUID]) -> None:
        """A risk goes over; where the next plan names it already, the one that is left is closed."""
        there: list[Any] = lines_of(self._unit, self._into, Risk)
        named = {fold(each.title) for each in there if each.status is RiskStatus.OPEN}
        for one in self._before.risks:
            if one.id not in ids or one.status is not RiskStatus.OPEN:
                continue
            risk = self._unit.get_one(Risk, one.id)
            if fold(one.title) in named:
                risk.status = RiskStatus.CLOSED
            else:
                risk.plan_id = self._into.id
