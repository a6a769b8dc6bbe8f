"""What the people of a portfolio say: NPS by the latest word of each, means by driver (domain.md §9).

Whose word counts and what it is says ``kam.analysis.satisfaction``; here stands what a page shows of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from kam.analysis.satisfaction import HOLDS, SPAN, Camp, Figure, Word, figure_of, latest_words
from kam.core.vocabulary import SatisfactionDriver, SurveyMeasure

NPS: Final = SurveyMeasure.NPS
MARKS: Final = range(SPAN[NPS][0], SPAN[NPS][1] + 1)
"""The marks of NPS."""
QUARTER: Final = timedelta(days=91)
"""What satisfaction is compared over: people are asked once a quarter at the most."""
_HUNDRED: Final = 100


@dataclass(frozen=True, slots=True)
class DriverMean:
    """The mean of so many marks that name a driver, 0–100 whatever their scale.

    ``change`` is points more than a quarter ago, None where there was no mark then.
    """

    driver: SatisfactionDriver
    mean: int
    count: int
    change: int | None


@dataclass(frozen=True, slots=True)
class Voices:
    """The latest word of each person.

    ``nps`` is −100…100, None without an answer; ``change`` is points more than a quarter ago. ``marks`` are
    the words behind each mark from 0 to 10. ``asked`` counts everybody who was asked or answered.
    """

    nps: int | None
    change: int | None
    marks: tuple[tuple[Word, ...], ...]
    asked: int
    drivers: tuple[DriverMean, ...]

    @property
    def answered(self) -> int:
        """How many gave a mark."""
        return sum(map(len, self.marks))

    def of(self, camp: Camp) -> tuple[Word, ...]:
        """The words of a camp, the lowest mark first."""
        return tuple(word for mark in self.marks for word in mark if word.camp is camp)


def voices_of(heard: Iterable[Word], as_of: date, days: int = HOLDS) -> Voices:
    """What is said as of a day by answers of so many days, and how that differs from a quarter before."""
    everything = list(heard)
    latest, earlier = latest_words(everything, as_of, days), latest_words(everything, as_of - QUARTER, days)
    now = [word for word in latest if word.measure is NPS]
    nps, former = _points(figure_of(NPS, now)), _points(figure_of(NPS, earlier))
    return Voices(
        nps=nps,
        change=None if nps is None or former is None else nps - former,
        marks=tuple(tuple(word for word in now if word.score == mark) for mark in MARKS),
        asked=len(now),
        drivers=_drivers(latest, earlier),
    )


def _points(figure: Figure) -> int | None:
    return None if figure.value is None else round(figure.value)


def _drivers(latest: Iterable[Word], earlier: Iterable[Word]) -> tuple[DriverMean, ...]:
    now, former = _means(latest), _means(earlier)
    return tuple(
        DriverMean(driver, mean, count, mean - former[driver][0] if driver in former else None)
        for driver, (mean, count) in now.items()
    )


def _means(words: Iterable[Word]) -> Mapping[SatisfactionDriver, tuple[int, int]]:
    """Of each driver that marks name: their mean."""
    levels: dict[SatisfactionDriver, list[Fraction]] = {}
    for word in words:
        if word.driver is not None and word.score is not None:
            levels.setdefault(word.driver, []).append(_level(word.measure, word.score))
    return {
        driver: (round(sum(levels[driver]) / len(levels[driver])), len(levels[driver]))
        for driver in SatisfactionDriver
        if driver in levels
    }


def _level(measure: SurveyMeasure, score: int) -> Fraction:
    """A mark on 0–100."""
    low, high = SPAN[measure]
    return Fraction((score - low) * _HUNDRED, high - low)
