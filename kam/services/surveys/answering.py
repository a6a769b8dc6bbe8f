"""Answers: typed into a round, or told of somebody's own accord (domain.md §9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.satisfaction import SPAN
from kam.core.changes import Area, Outcome
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import SurveyMeasure, SurveyStatus
from kam.models import SurveyAnswer
from kam.services.forms import FormField, fill
from kam.services.people.finding import account_of
from kam.services.profile import read_profile
from kam.services.surveys.drafts import AnswerChanges, AnswerDraft
from kam.services.surveys.records import answer_of, place_of, round_of
from kam.store.workspace import Workspace

_TOLD: Final = (FormField("driver"), FormField("comment"))


def put_answer(workspace: Workspace, answer_id: UUID, changes: AnswerChanges) -> Outcome[None]:
    """Type over one answer as one step; what it said besides stays.

    Raises:
        FieldErrors: ``score`` off its scale, ``comment``, ``on`` in the future or before the asking.
        NotFoundError: ``survey.answer_gone``.

    """
    with workspace.writing("survey.answered") as unit, unit.no_autoflush:
        answer = answer_of(unit, answer_id)
        refuse(change_answer(unit, answer, changes, read_profile(unit).today(unit.now)))
        return Outcome(None, Area.SURVEYS)


def change_answer(
    session: Session, answer: SurveyAnswer, changes: AnswerChanges, today: date
) -> list[FieldError]:
    """Type over an answer within a step; what cannot be as it is, is told and not set."""
    asked_on = None if answer.round_id is None else round_of(session, answer.round_id).asked_on
    faults: list[FieldError] = []
    score: int | None = changes.get("score", answer.score)
    if "score" in changes or "silent" in changes:
        faults += _put_score(answer, score, silent=changes.get("silent", False), today=today, asked=asked_on)
    if (on := changes.get("on")) is not None:
        day_faults = list(_day_faults(on, today, asked_on))
        faults += day_faults
        if not day_faults:
            answer.on = on
    values: dict[str, Any] = {name: changes[name] for name in ("driver", "comment") if name in changes}
    return faults + fill(answer, _TOLD, values, currency="")


def _put_score(
    answer: SurveyAnswer, score: int | None, *, silent: bool, today: date, asked: date | None
) -> Iterator[FieldError]:
    """A score is an answer of today, unless it was answered before; without one nobody has answered."""
    if score is not None and not silent:
        if fault := score_fault(answer.measure, score):
            yield fault
            return
        if answer.status is not SurveyStatus.ANSWERED:
            answer.on = max(today, asked or today)
        answer.status, answer.score = SurveyStatus.ANSWERED, score
    elif asked is None:
        yield FieldError("score", "field.required")
    else:
        answer.status = SurveyStatus.SILENT if silent else SurveyStatus.ASKED
        answer.score, answer.on = None, asked


def score_fault(measure: SurveyMeasure, score: int) -> FieldError | None:
    """What is wrong with a score off its scale."""
    low, high = SPAN[measure]
    if low <= score <= high:
        return None
    return FieldError("score", "field.out_of_range", {"value": score, "low": low, "high": high})


def _day_faults(on: date, today: date, asked_on: date | None) -> Iterator[FieldError]:
    if on > today:
        yield FieldError("on", "field.in_future")
    elif asked_on is not None and on < asked_on:
        yield FieldError("on", "survey.answer_before_asking")


def record_answer(workspace: Workspace, draft: AnswerDraft) -> Outcome[UUID]:
    """Write down what somebody said, as one step; returns the answer.

    Whoever is waited for in a round of this measure answers that round, the one asked last; else the answer
    stands for itself.

    Raises:
        FieldErrors: by the names of the draft's fields.
        NotFoundError: ``account.gone``.

    """
    with workspace.writing("survey.recorded") as unit, unit.no_autoflush:
        today = read_profile(unit).today(unit.now)
        if draft.account_id is None:
            refuse([FieldError("account_id", "field.required")])
            raise AssertionError
        account_of(unit, draft.account_id)
        faults: list[FieldError] = []
        if draft.score is None:
            faults.append(FieldError("score", "field.required"))
        elif fault := score_fault(draft.measure, draft.score):
            faults.append(fault)
        on = draft.on or today
        faults += _day_faults(on, today, None)
        refuse(faults)
        place = place_of(unit, draft.stakeholder_id, draft.account_id, "stakeholder_id")
        answer = _waited_for(unit, place.id, draft.measure, on)
        if answer is None:
            answer = SurveyAnswer(
                account_id=draft.account_id,
                stakeholder_id=place.id,
                measure=draft.measure,
                score=draft.score,
                on=on,
            )
            unit.add(answer)
        else:
            answer.status, answer.score, answer.on = SurveyStatus.ANSWERED, draft.score, on
        values = {"driver": draft.driver, "comment": draft.comment}
        refuse(fill(answer, _TOLD, values, currency=""))
        return Outcome(answer.id, Area.SURVEYS)


def _waited_for(session: Session, place: UUID, measure: SurveyMeasure, on: date) -> SurveyAnswer | None:
    """What somebody was asked last on a measure, and has not answered yet."""
    query = select(SurveyAnswer).where(
        SurveyAnswer.stakeholder_id == place,
        SurveyAnswer.measure == measure,
        SurveyAnswer.status == SurveyStatus.ASKED,
        SurveyAnswer.on <= on,
    )
    return session.scalars(query.order_by(SurveyAnswer.on.desc(), SurveyAnswer.id.desc())).first()
