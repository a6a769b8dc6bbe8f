"""What the people of a portfolio say: NPS by the latest word of each, means by driver (domain.md §9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from types import MappingProxyType
from typing import Final
from uuid import UUID

from kam.analysis.promises import year_before
from kam.core.vocabulary import SatisfactionDriver, SurveyMeasure

MARKS: Final = range(11)
"""The marks of NPS."""
CRITIC_TO: Final = 6
PROMOTER_FROM: Final = 9
_SPAN: Final[Mapping[SurveyMeasure, tuple[int, int]]] = MappingProxyType(
    {SurveyMeasure.NPS: (0, 10), SurveyMeasure.CSAT: (1, 5), SurveyMeasure.CES: (1, 7)}
)
_HUNDRED: Final = 100


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody was asked, or spoke of their own accord; ``score`` is None while nothing came back."""

    id: UUID
    account_id: UUID
    person: UUID
    measure: SurveyMeasure
    score: int | None
    on: date
    driver: SatisfactionDriver | None = None


@dataclass(frozen=True, slots=True)
class DriverMean:
    """The mean of so many marks that name a driver, 0–100 whatever their scale.

    ``change`` is points more than a month ago, None where there was no mark then.
    """

    driver: SatisfactionDriver
    mean: int
    count: int
    change: int | None


@dataclass(frozen=True, slots=True)
class Voices:
    """The latest word of each person within a year.

    ``nps`` is promoters less critics in per cent of the answers, −100…100; None without an answer.
    ``change`` is points more than a month ago. ``marks`` are the voices behind each mark from 0 to 10.
    ``asked`` counts everybody who was asked or answered, ``silent`` are those without an answer.
    """

    nps: int | None
    change: int | None
    marks: tuple[tuple[Voice, ...], ...]
    asked: int
    silent: tuple[Voice, ...]
    drivers: tuple[DriverMean, ...]

    @property
    def answered(self) -> int:
        """How many gave a mark."""
        return sum(map(len, self.marks))

    @property
    def critics(self) -> tuple[Voice, ...]:
        """0 to 6, the worst first."""
        return tuple(voice for mark in self.marks[: CRITIC_TO + 1] for voice in mark)

    @property
    def neutral(self) -> tuple[Voice, ...]:
        """7 and 8."""
        return tuple(voice for mark in self.marks[CRITIC_TO + 1 : PROMOTER_FROM] for voice in mark)

    @property
    def promoters(self) -> tuple[Voice, ...]:
        """9 and 10."""
        return tuple(voice for mark in self.marks[PROMOTER_FROM:] for voice in mark)


def voices_of(heard: Iterable[Voice], as_of: date, before: date) -> Voices:
    """What is said as of a day, and how that differs from what was said as of a day before."""
    everything = list(heard)
    asked = [voice for voice in everything if voice.measure is SurveyMeasure.NPS]
    now = _latest(asked, as_of)
    nps, former = net_promoters(now), net_promoters(_latest(asked, before))
    return Voices(
        nps=nps,
        change=None if nps is None or former is None else nps - former,
        marks=tuple(tuple(voice for voice in now if voice.score == mark) for mark in MARKS),
        asked=len(now),
        silent=tuple(voice for voice in now if voice.score is None),
        drivers=_drivers(everything, as_of, before),
    )


def net_promoters(voices: Sequence[Voice]) -> int | None:
    """Per cent of promoters less per cent of critics, half to even; None without an answer."""
    marks = [voice.score for voice in voices if voice.score is not None]
    if not marks:
        return None
    promoters = sum(mark >= PROMOTER_FROM for mark in marks)
    critics = sum(mark <= CRITIC_TO for mark in marks)
    return round(Fraction((promoters - critics) * _HUNDRED, len(marks)))


def _latest(heard: Iterable[Voice], as_of: date) -> list[Voice]:
    """Of each person the latest mark within a year; of who gave none, the latest time of asking."""
    found: dict[UUID, Voice] = {}
    for voice in heard:
        if not year_before(as_of) < voice.on <= as_of:
            continue
        held = found.get(voice.person)
        if held is None or _rank(voice) > _rank(held):
            found[voice.person] = voice
    return sorted(found.values(), key=lambda voice: (voice.on, voice.id))


def _rank(voice: Voice) -> tuple[bool, date, UUID]:
    return voice.score is not None, voice.on, voice.id


def _drivers(heard: Sequence[Voice], as_of: date, before: date) -> tuple[DriverMean, ...]:
    now, former = _means(heard, as_of), _means(heard, before)
    return tuple(
        DriverMean(driver, mean, count, mean - former[driver][0] if driver in former else None)
        for driver, (mean, count) in now.items()
    )


def _means(heard: Sequence[Voice], as_of: date) -> Mapping[SatisfactionDriver, tuple[int, int]]:
    """Of each driver that marks name: their mean, of each person the latest."""
    found = {}
    for driver in SatisfactionDriver:
        words = _latest((voice for voice in heard if voice.driver is driver), as_of)
        levels = [level for voice in words if (level := _level(voice)) is not None]
        if levels:
            found[driver] = (round(sum(levels) / len(levels)), len(levels))
    return found


def _level(voice: Voice) -> Fraction | None:
    """A mark on 0–100."""
    if voice.score is None:
        return None
    low, high = _SPAN[voice.measure]
    return Fraction((voice.score - low) * _HUNDRED, high - low)
