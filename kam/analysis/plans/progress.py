"""How far an objective and an initiative are, and how far they should be by today (domain.md §7).

Progress is the part of the way from where it began to the target that has been covered. The way may lead up
or down: losses that shall fall from 1.9 to 0.8 are at 45 % with 1.4. What should have been reached by today
follows a straight line from the plan's first day to the due date.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final

from kam.analysis.plans.content import PlanContent, PlanInitiative, PlanObjective
from kam.analysis.ratios import Percent, as_decimal, share
from kam.core.vocabulary import InitiativeStatus, ObjectiveStatus
from kam.core.vocabulary.term import Term, label

ENDED: Final = frozenset({InitiativeStatus.DONE, InitiativeStatus.DROPPED})
_WHOLE = 100


class ProgressState(Term):
    """How an objective stands today."""

    UNKNOWN = "unknown", label("objective progress", "no figures")
    ON_TRACK = "on_track", label("objective progress", "on track")
    BEHIND = "behind", label("objective progress", "behind")
    AT_RISK = "at_risk", label("objective progress", "at risk")
    REACHED = "reached", label("objective progress", "reached")
    MET = "met", label("objective progress", "met")
    MISSED = "missed", label("objective progress", "missed")
    DROPPED = "dropped", label("objective progress", "dropped")


LAGGING: Final = frozenset({ProgressState.BEHIND, ProgressState.AT_RISK})
"""What somebody has to do something about."""

_CLOSED: Final = {
    ObjectiveStatus.MET: ProgressState.MET,
    ObjectiveStatus.MISSED: ProgressState.MISSED,
    ObjectiveStatus.DROPPED: ProgressState.DROPPED,
}


@dataclass(frozen=True, slots=True)
class ProgressSettings:
    """Short by ``tolerance`` points is on track still; below ``at_risk`` % of what should be is at risk."""

    tolerance: Percent = 10
    at_risk: Percent = 50


@dataclass(frozen=True, slots=True)
class ObjectiveProgress:
    """Ratios 0…1: ``done`` is None where it cannot be told, ``expected`` is what today asks for.

    ``starts_from`` is what the way is counted from; ``counts_down`` says that less is better.
    """

    state: ProgressState
    done: Decimal | None
    expected: Decimal
    starts_from: Decimal | None = None
    counts_down: bool = False


def objective_progress(
    objective: PlanObjective,
    plan: PlanContent,
    today: date,
    settings: ProgressSettings = ProgressSettings(),
) -> ObjectiveProgress:
    """How an objective stands today. What was closed keeps its outcome, whatever the figures say."""
    begin = starts_from(objective)
    done = _done(objective, begin)
    due = objective.due_on or plan.ends_on
    expected = expected_by(today, plan.starts_on, due)
    state = _CLOSED.get(objective.status) or _state(done, expected, settings, late=today > due)
    return ObjectiveProgress(
        state=state,
        done=None if done is None else as_decimal(done),
        expected=as_decimal(expected),
        starts_from=begin,
        counts_down=begin is not None and objective.target is not None and objective.target < begin,
    )


def starts_from(objective: PlanObjective) -> Decimal | None:
    """What the way is counted from: the baseline, without one the first measurement.

    What is read from the sales facts begins with the plan at nothing: the baseline is then the period before.
    """
    if objective.from_sales:
        return Decimal(0)
    if objective.baseline is not None:
        return objective.baseline
    first = min(objective.measurements, key=lambda each: each.on, default=None)
    return None if first is None else first.value


def _done(objective: PlanObjective, begin: Decimal | None) -> Fraction | None:
    if begin is None or objective.current is None or objective.target is None:
        return None
    way = Fraction(objective.target) - Fraction(begin)
    gone = Fraction(objective.current) - Fraction(begin)
    if not way:  # to hold what there is: at least that much
        return Fraction(int(gone >= 0))
    return _bounded(gone / way)


def _state(
    done: Fraction | None, expected: Fraction, settings: ProgressSettings, *, late: bool
) -> ProgressState:
    if done is None:
        return ProgressState.UNKNOWN
    if done == 1:
        return ProgressState.REACHED
    if late:
        return ProgressState.AT_RISK
    if done + share(settings.tolerance) >= expected:
        return ProgressState.ON_TRACK
    return ProgressState.AT_RISK if done < expected * share(settings.at_risk) else ProgressState.BEHIND


def expected_by(today: date, first: date, due: date) -> Fraction:
    """The part of the time from ``first`` to ``due`` that has passed, 0…1; whole once it is due."""
    if today >= due:
        return Fraction(1)
    return _bounded(Fraction((today - first).days, (due - first).days)) if first < due else Fraction(0)


def _bounded(part: Fraction) -> Fraction:
    return min(max(part, Fraction(0)), Fraction(1))


@dataclass(frozen=True, slots=True)
class InitiativeProgress:
    """``late_days`` are those since it should have ended; ``expected`` what today asks for, a ratio 0…1.

    ``expected`` is None for what has no dates of its own. ``behind`` is also what is late.
    """

    late_days: int
    expected: Decimal | None
    behind: bool


def initiative_progress(
    initiative: PlanInitiative, today: date, settings: ProgressSettings = ProgressSettings()
) -> InitiativeProgress:
    """How an initiative stands today. Its last day is a day of work: it is late from the day after."""
    if initiative.ends_on is None:
        return InitiativeProgress(0, None, behind=False)
    late = max((today - initiative.ends_on).days, 0)
    expected = None
    if initiative.starts_on is not None:
        expected = expected_by(today, initiative.starts_on, initiative.ends_on + timedelta(days=1))
    if initiative.status in ENDED:
        return InitiativeProgress(0, None if expected is None else as_decimal(expected), behind=False)
    done = Fraction(initiative.progress, _WHOLE)
    short = expected is not None and done + share(settings.tolerance) < expected
    return InitiativeProgress(late, None if expected is None else as_decimal(expected), late > 0 or short)


@dataclass(frozen=True, slots=True)
class PlanProgress:
    """The objectives of a plan with how they stand, in their order."""

    objectives: tuple[tuple[PlanObjective, ObjectiveProgress], ...]

    @property
    def lagging(self) -> int:
        """How many are behind or at risk."""
        return self.count(*LAGGING)

    def count(self, *states: ProgressState) -> int:
        """How many stand in one of these ways."""
        return sum(standing.state in states for _, standing in self.objectives)


def plan_progress(
    plan: PlanContent, today: date, settings: ProgressSettings = ProgressSettings()
) -> PlanProgress:
    """How each objective of a plan stands today."""
    return PlanProgress(
        tuple((each, objective_progress(each, plan, today, settings)) for each in plan.objectives)
    )


def initiatives_behind(initiatives: Iterable[PlanInitiative], today: date) -> tuple[PlanInitiative, ...]:
    """Those that are behind today."""
    return tuple(each for each in initiatives if initiative_progress(each, today).behind)
