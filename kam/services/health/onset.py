"""Since when a fall of health and a graver risk hold: what is new is told from what still holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from kam.analysis.health.churn import ChurnRisk
from kam.analysis.health.news import has_fallen, has_risen, worse_band
from kam.analysis.health.score import HealthSettings
from kam.core.periods import months_before
from kam.services.health.judging import Judge

_REACH: Final = 31
"""Days looked back: what falls for longer than a month falls anew."""
_DAY: Final = timedelta(days=1)
_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Onset:
    """The first day of each; None where there is nothing to tell.

    ``fell``: health lies lower than a month before by as much as makes a signal, or in a worse band; where
    both hold, the later one, which is the news. ``risk``: the risk of leaving is as grave as it is now.
    """

    fell: date | None = None
    risk: date | None = None


def onset_reach(day: date) -> date:
    """The first day whose health or risk, or that of a month before it, an onset may ask for."""
    return months_before(day - _REACH * _DAY, 1)


def risk_reach(day: date) -> date:
    """The first day whose risk an onset may ask for."""
    return min(day - _REACH * _DAY, months_before(day, 1))


def onset(judge: Judge, day: date) -> Onset:
    """Since when there is something to tell on a day."""
    return Onset(_fell(judge, day, judge.measures.health), _risk(judge, day))


def _fell(judge: Judge, day: date, settings: HealthSettings) -> date | None:
    def fallen(on: date) -> bool:
        return has_fallen(judge.health(on), judge.health(months_before(on, 1)), settings)

    band = worse_band(judge.health(day), judge.health(months_before(day, 1)))

    def crossed(on: date) -> bool:
        return worse_band(judge.health(on), judge.health(months_before(on, 1))) is band

    began = [_first(day, fallen)] if fallen(day) else []
    if band is not None:
        began.append(_first(day, crossed))
    return max(began, default=None)


def _risk(judge: Judge, day: date) -> date | None:
    risk = judge.risk(day)
    if risk is ChurnRisk.LOW or not has_risen(risk, judge.risk(months_before(day, 1))):
        return None
    return _first(day, lambda on: not has_risen(risk, judge.risk(on)))


def _first(day: date, holds: Callable[[date], bool]) -> date:
    """The first day of the days before a day on which something held.

    It is asked of Mondays, and day by day of the week alone in which it began: a break within a week is none.
    By the calendar, so that another day finds the same beginning.
    """
    last = day - _REACH * _DAY
    began, monday = day, day - (day.weekday() or _WEEK) * _DAY
    while monday >= last and holds(monday):
        began, monday = monday, monday - _WEEK * _DAY
    while began > max(monday + _DAY, last) and holds(began - _DAY):
        began -= _DAY
    return began
