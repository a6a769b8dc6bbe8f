"""What the forms of satisfaction hand in: plain data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypedDict
from uuid import UUID

from kam.core.vocabulary import SatisfactionDriver, SurveyMeasure


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """A round to be asked. ``asked_on`` None is today; it may lie ahead. ``people`` are places at clients."""

    title: str = ""
    measure: SurveyMeasure = SurveyMeasure.NPS
    asked_on: date | None = None
    people: tuple[UUID, ...] = ()


class RoundChanges(TypedDict, total=False):
    """What can be mended of a round. The measure is fixed once somebody has answered."""

    title: str
    measure: SurveyMeasure
    asked_on: date


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What somebody said of their own accord, or to a question outside rounds. ``on`` None is today."""

    account_id: UUID | None = None
    stakeholder_id: UUID | None = None
    measure: SurveyMeasure = SurveyMeasure.NPS
    score: int | None = None
    driver: SatisfactionDriver | None = None
    comment: str = ""
    on: date | None = None


class AnswerChanges(TypedDict, total=False):
    """What is typed over an answer; what is not named stays.

    A score makes it answered, today where nothing else is said; none makes it asked again, or silent where
    ``silent`` says so.
    """

    score: int | None
    silent: bool
    driver: SatisfactionDriver | None
    comment: str | None
    on: date


@dataclass(frozen=True, slots=True)
class PromiseDraft:
    """What we do about an answer. What is None is as usual: our words, me, the norm.

    ``told`` says that the client was told; else it is a task of our own.
    """

    text: str | None = None
    owner_id: UUID | None = None
    due_on: date | None = None
    told: bool = False
