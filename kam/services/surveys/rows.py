"""What the use cases of satisfaction hand over: frozen rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from kam.analysis.satisfaction import Camp, CoursePoint, DriverShare, Figure, camp_of
from kam.core.vocabulary import CommitmentStatus, SatisfactionDriver, SurveyMeasure, SurveyStatus
from kam.services.people.names import NameParts


@dataclass(frozen=True, slots=True)
class PromiseRef:
    """The promise that an answer led to."""

    id: UUID
    text: str
    due_on: date | None
    status: CommitmentStatus


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What somebody was asked, and what they said.

    ``stakeholder_id`` is None once the person is gone from the workspace; ``name`` is empty then, and of
    somebody who had themselves erased. ``before`` is what they said the last time on this measure.
    """

    id: UUID
    account_id: UUID
    account: str
    stakeholder_id: UUID | None
    name: NameParts
    job_title: str
    measure: SurveyMeasure
    status: SurveyStatus
    score: int | None
    driver: SatisfactionDriver | None
    comment: str
    on: date
    round_id: UUID | None
    round: str
    before: int | None
    promise: PromiseRef | None
    has_left: bool
    email: str

    @property
    def camp(self) -> Camp | None:
        """None without an answer."""
        return None if self.score is None else camp_of(self.measure, self.score)

    @property
    def needs_promise(self) -> bool:
        """Somebody unhappy of whom nobody has taken care yet."""
        return self.camp is Camp.DETRACTOR and self.promise is None


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round in a list. ``change`` is that of its figure against the round of the same measure before."""

    id: UUID
    title: str
    measure: SurveyMeasure
    asked_on: date
    figure: Figure
    accounts: int
    unpromised: int
    """Detractors of whom nobody has taken care yet."""
    change: Decimal | None


@dataclass(frozen=True, slots=True)
class RoundSheet:
    """A round with everybody who was asked, by client and name. ``version`` goes back with changes."""

    row: RoundRow
    version: int
    answers: tuple[AnswerRow, ...]
    drivers: tuple[DriverShare, ...]


@dataclass(frozen=True, slots=True)
class MeasureNow:
    """A measure as the last words of everybody tell it, and as it was a quarter before."""

    figure: Figure
    before: Figure

    @property
    def change(self) -> Decimal | None:
        """How much the figure moved within the quarter."""
        if self.figure.value is None or self.before.value is None:
            return None
        return self.figure.value - self.before.value


@dataclass(frozen=True, slots=True)
class AccountRow:
    """How a client's people stand: their last words, a figure a measure."""

    id: UUID
    name: str
    figures: Mapping[SurveyMeasure, Figure]
    course: tuple[CoursePoint, ...]
    """Of the measure that was asked most."""
    measure: SurveyMeasure
    """That measure."""
    unpromised: int
    last_on: date

    @property
    def asked(self) -> int:
        """How many words there are, silence counted."""
        return sum(figure.asked for figure in self.figures.values())

    @property
    def without_answer(self) -> int:
        """How many of them are silence."""
        return sum(figure.without_answer for figure in self.figures.values())

    @property
    def detractors(self) -> int:
        """How many of them are unhappy."""
        return sum(figure.detractors for figure in self.figures.values())


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """How satisfied the portfolio, a client or a person is.

    ``now`` counts the last word of each person; ``courses`` and ``answers`` are everything there is, the
    answers the latest first. ``unpromised`` are the detractors nobody has taken care of, the worst first.
    """

    as_of: date
    days: int
    """For so many days an answer holds."""
    now: Mapping[SurveyMeasure, MeasureNow]
    courses: Mapping[SurveyMeasure, tuple[CoursePoint, ...]]
    drivers: tuple[DriverShare, ...]
    rounds: tuple[RoundRow, ...]
    accounts: tuple[AccountRow, ...]
    answers: tuple[AnswerRow, ...]
    unpromised: tuple[AnswerRow, ...]
    titles: Mapping[UUID, str] = field(default_factory=dict)
    """What the rounds of the courses are called."""
    whose: str = ""
    """The client or the person it is about; empty for everybody."""

    @property
    def is_empty(self) -> bool:
        """Whether nobody was ever asked."""
        return not self.answers and not self.rounds
