"""How satisfied people say they are: NPS, CSAT and CES, and who did not answer (domain.md §9).

Sources. NPS: F. Reichheld, "The One Number You Need to Grow", Harvard Business Review, December 2003: of
the scale 0–10 promoters say 9–10, detractors 0–6, and the figure is the per cent of the first less that of
the second, so from −100 to 100. CSAT: the share of the two best of five steps, as it is usually told ("top
two boxes"), beside the mean. CES: M. Dixon, K. Freeman, N. Toman, "Stop Trying to Delight Your Customers",
Harvard Business Review, July 2010, in its later form: seven steps of agreeing that it was easy, told as their
mean. Only NPS names detractors. The two lowest steps of CSAT and the three of CES that disagree count as such
by our own rule, so that whoever is unhappy is answered whatever was asked.

Silence is told, never left out: the response rate counts everybody who was asked. It enters no figure of
satisfaction, because nobody knows what was meant by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Final
from uuid import UUID

from kam.analysis.ratios import ratio
from kam.core.errors import UserError
from kam.core.formats import Formats
from kam.core.vocabulary import SatisfactionDriver, SurveyMeasure, SurveyStatus, Term
from kam.core.vocabulary.term import label

SPAN: Final[Mapping[SurveyMeasure, tuple[int, int]]] = MappingProxyType(
    {SurveyMeasure.NPS: (0, 10), SurveyMeasure.CSAT: (1, 5), SurveyMeasure.CES: (1, 7)}
)
_UNHAPPY_TO: Final = {SurveyMeasure.NPS: 6, SurveyMeasure.CSAT: 2, SurveyMeasure.CES: 3}
_HAPPY_FROM: Final = {SurveyMeasure.NPS: 9, SurveyMeasure.CSAT: 4, SurveyMeasure.CES: 5}
_HUNDRED: Final = 100
HOLDS: Final = 365
"""Days that an answer holds unless the workspace says otherwise."""
_TIME_TO_ANSWER: Final = timedelta(days=14)


def answer_by(asked_on: date) -> date:
    """The day by which we ask for an answer: two weeks after asking.

    Raises:
        UserError: ``survey.asked_too_far`` where the calendar ends before that day.

    """
    try:
        return asked_on + _TIME_TO_ANSWER
    except OverflowError as error:
        raise UserError("survey.asked_too_far", date=asked_on) from error


class Camp(Term):
    """Where a score puts somebody."""

    PROMOTER = "promoter", label("satisfaction camp", "promoter")
    PASSIVE = "passive", label("satisfaction camp", "passive")
    DETRACTOR = "detractor", label("satisfaction camp", "detractor")


def camp_of(measure: SurveyMeasure, score: int) -> Camp:
    """Promoter, passive or detractor by the scale of the measure."""
    if score <= _UNHAPPY_TO[measure]:
        return Camp.DETRACTOR
    return Camp.PROMOTER if score >= _HAPPY_FROM[measure] else Camp.PASSIVE


def unhappy_to(measure: SurveyMeasure) -> int:
    """The highest score of a detractor."""
    return _UNHAPPY_TO[measure]


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody answered, or that they did not.

    ``person`` is None once nobody knows any more whose answer it was; then it stands for itself.
    """

    id: UUID
    account: UUID
    person: UUID | None
    measure: SurveyMeasure
    status: SurveyStatus
    score: int | None
    on: date
    driver: SatisfactionDriver | None = None
    round: UUID | None = None

    @property
    def camp(self) -> Camp | None:
        """None without an answer."""
        return None if self.score is None else camp_of(self.measure, self.score)


@dataclass(frozen=True, slots=True)
class Figure:
    """What a circle of people said on one measure.

    ``silent`` did not answer and will not any more, ``waiting`` have been asked and may still.
    """

    measure: SurveyMeasure
    asked: int = 0
    silent: int = 0
    waiting: int = 0
    promoters: int = 0
    passives: int = 0
    detractors: int = 0
    total: int = 0
    """The scores added up."""

    @property
    def answered(self) -> int:
        """How many said something."""
        return self.promoters + self.passives + self.detractors

    @property
    def without_answer(self) -> int:
        """How many have not, whether they still may or not."""
        return self.asked - self.answered

    @property
    def response(self) -> Decimal | None:
        """The share of those asked who answered; None where nobody was asked."""
        return ratio(self.answered, self.asked)

    @property
    def mean(self) -> Decimal | None:
        """The mean score; None without an answer."""
        return ratio(self.total, self.answered)

    @property
    def value(self) -> Decimal | None:
        """The measure's own figure: NPS in points, CSAT as a share, CES as a mean; None without an answer."""
        if not self.answered:
            return None
        if self.measure is SurveyMeasure.NPS:
            return Decimal(_HUNDRED * (self.promoters - self.detractors)) / self.answered
        if self.measure is SurveyMeasure.CSAT:
            return ratio(self.promoters, self.answered)
        return self.mean


def value_text(formats: Formats, measure: SurveyMeasure, value: Decimal) -> str:
    """A measure's own figure: «+24», «78 %», «5,3»."""
    if measure is SurveyMeasure.NPS:
        return formats.signed(round(value))
    return formats.percent(value) if measure is SurveyMeasure.CSAT else formats.number(value, 1)


def figure_of(measure: SurveyMeasure, words: Iterable[Word]) -> Figure:
    """What the words on a measure come to; words on another are passed over."""
    camps = dict.fromkeys(Camp, 0)
    standing = dict.fromkeys(SurveyStatus, 0)
    total = 0
    for word in words:
        if word.measure is not measure:
            continue
        standing[word.status] += 1
        if word.score is not None:
            camps[camp_of(measure, word.score)] += 1
            total += word.score
    return Figure(
        measure=measure,
        asked=sum(standing.values()),
        silent=standing[SurveyStatus.SILENT],
        waiting=standing[SurveyStatus.ASKED],
        promoters=camps[Camp.PROMOTER],
        passives=camps[Camp.PASSIVE],
        detractors=camps[Camp.DETRACTOR],
        total=total,
    )


def latest_words(words: Iterable[Word], as_of: date, days: int = HOLDS) -> list[Word]:
    """The last word of each person on each measure of the last so many days, oldest first.

    Silence is a word, too, and takes the place of what was said before. Who was asked and may still answer
    is held by what they said before, until they do or the asking is over.
    """
    latest: dict[tuple[UUID, SurveyMeasure], Word] = {}
    since = as_of - timedelta(days=days)
    for word in sorted(words, key=lambda each: (each.on, each.id)):
        if not since < word.on <= as_of:
            continue
        key = (word.person or word.id, word.measure)
        if word.status is SurveyStatus.ASKED and key in latest:
            continue
        latest[key] = word
    return sorted(latest.values(), key=lambda each: (each.on, each.id))


@dataclass(frozen=True, slots=True)
class CoursePoint:
    """A figure at a date: of a round, or of a month's answers outside any; of one person of their answer."""

    on: date
    figure: Figure
    round: UUID | None = None


def course_of(measure: SurveyMeasure, words: Iterable[Word]) -> list[CoursePoint]:
    """How a measure went, oldest first: a point a round, and one a month for what was said outside rounds.

    A point stands at the day of its first word. A month of nothing but silence has no point, nor has a round.
    """
    groups: dict[object, list[Word]] = {}
    for word in words:
        if word.measure is measure:
            groups.setdefault(word.round or (word.on.year, word.on.month), []).append(word)
    points = [
        CoursePoint(min(each.on for each in group), figure_of(measure, group), group[0].round)
        for group in groups.values()
    ]
    return sorted((point for point in points if point.figure.answered), key=lambda point: point.on)


@dataclass(frozen=True, slots=True)
class DriverShare:
    """How those who named a driver stand; ``driver`` None are the answers that named none."""

    driver: SatisfactionDriver | None
    promoters: int
    passives: int
    detractors: int

    @property
    def count(self) -> int:
        """How many named it."""
        return self.promoters + self.passives + self.detractors


def drivers_of(words: Iterable[Word]) -> list[DriverShare]:
    """What drives the answers: the one that most detractors name first, what was not named last."""
    counts: dict[SatisfactionDriver | None, dict[Camp, int]] = {}
    for word in words:
        if (camp := word.camp) is not None:
            counts.setdefault(word.driver, dict.fromkeys(Camp, 0))[camp] += 1
    shares = [
        DriverShare(driver, camps[Camp.PROMOTER], camps[Camp.PASSIVE], camps[Camp.DETRACTOR])
        for driver, camps in counts.items()
    ]
    order = list(SatisfactionDriver)
    return sorted(
        shares,
        key=lambda each: (
            each.driver is None,
            -each.detractors,
            -each.count,
            0 if each.driver is None else order.index(each.driver),
        ),
    )
