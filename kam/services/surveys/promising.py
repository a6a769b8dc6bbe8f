"""Somebody unhappy becomes a promise: whom to talk to, about what, by when (domain.md §9).

The promise is found again by its identity, which is made of the answer's (``records.promise_id``).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from kam.analysis.satisfaction import Camp, camp_of
from kam.analysis.working_days import working_days_later
from kam.core.changes import Area, Outcome
from kam.core.errors import RuleError
from kam.core.vocabulary import Side
from kam.core.words import Words
from kam.models import Commitment, Person, Stakeholder, SurveyAnswer
from kam.models.columns import LINE
from kam.services.commitments.editing import NewCommitment, put_commitment
from kam.services.people.names import NameParts
from kam.services.profile import read_profile
from kam.services.stored_settings import stored_days
from kam.services.surveys.drafts import PromiseDraft
from kam.services.surveys.records import answer_of, promise_id
from kam.services.working_calendar import read_calendar
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

DETRACTOR_SETTING: Final = "detractor_days"
DETRACTOR_DAYS: Final = 2
"""Working days within which somebody unhappy is talked to, unless the workspace says otherwise.

The usual advice of the "closed loop" is a day or two (F. Reichheld, R. Markey, "The Ultimate Question 2.0",
2011); two leave room for preparing.
"""


def promise_answer(
    workspace: Workspace, answer_id: UUID, words: Words, draft: PromiseDraft | None = None
) -> Outcome[UUID]:
    """Take care of one answer: write down what we do about it, and by when.

    Raises:
        FieldErrors: ``text``, ``due_on``.
        RuleError: ``survey.promised_already``, ``survey.nothing_to_mend`` without an answer.
        NotFoundError: ``survey.answer_gone``, ``colleague.gone``.

    """
    with workspace.writing("survey.promised") as unit, unit.no_autoflush:
        answer = answer_of(unit, answer_id)
        if answer.score is None:
            raise RuleError("survey.nothing_to_mend")
        if unit.get(Commitment, promise_id(answer.id)) is not None:
            raise RuleError("survey.promised_already")
        made = _promise(unit, answer, words, draft or PromiseDraft(), due_in(unit))
        return Outcome(made, Area.COMMITMENTS | Area.SURVEYS)


def promise_answers(workspace: Workspace, answers: Sequence[UUID], words: Words) -> Outcome[int]:
    """Take care of all detractors among some answers, as one step.

    Who is not unhappy, or is taken care of already, is passed over. Returns how many promises were made.

    Raises:
        RuleError: ``survey.nobody_unhappy`` where nothing is left to do.

    """
    with workspace.writing("survey.promised") as unit, unit.no_autoflush:
        due = due_in(unit)
        made = 0
        for each in dict.fromkeys(answers):
            answer = unit.get(SurveyAnswer, each)
            if answer is None or answer.score is None:
                continue
            if camp_of(answer.measure, answer.score) is not Camp.DETRACTOR:
                continue
            if unit.get(Commitment, promise_id(each)) is not None:
                continue
            _promise(unit, answer, words, PromiseDraft(), due)
            made += 1
        if not made:
            raise RuleError("survey.nobody_unhappy")
        return Outcome(made, Area.COMMITMENTS | Area.SURVEYS)


def usual_promise(workspace: Workspace, answer_id: UUID, words: Words) -> PromiseDraft:
    """What a form begins with; raises NotFoundError ``survey.answer_gone``."""
    with workspace.reading() as session:
        answer = answer_of(session, answer_id)
        profile = read_profile(session)
        today = profile.today(workspace.clock.now())
        due = _due(session, today)
        return PromiseDraft(_text(session, answer, words), profile.me, due)


def due_in(unit: UnitOfWork) -> date:
    """By when somebody unhappy is talked to, counted from today."""
    return _due(unit, read_profile(unit).today(unit.now))


def _due(session: Session, today: date) -> date:
    profile = read_profile(session)
    days = stored_days(profile.settings.get(DETRACTOR_SETTING), DETRACTOR_DAYS)
    calendar = read_calendar(session, profile.zone, {today.year, (today + timedelta(days=90)).year})
    return working_days_later(calendar, today, days)


def _promise(unit: UnitOfWork, answer: SurveyAnswer, words: Words, draft: PromiseDraft, due: date) -> UUID:
    new = NewCommitment(
        account_id=answer.account_id,
        text=_text(unit, answer, words) if draft.text is None else draft.text,
        side=Side.OURS,
        owner_id=draft.owner_id,
        due_on=draft.due_on or due,
        promised_to_client=draft.told,
        notes=_why(answer, words),
    )
    made = put_commitment(unit, new, read_profile(unit).today(unit.now))
    made.id = promise_id(answer.id)
    return made.id


def _text(session: Session, answer: SurveyAnswer, words: Words) -> str:
    """What we do, in words that the client may read."""
    place = None if answer.stakeholder_id is None else session.get(Stakeholder, answer.stakeholder_id)
    person = None if place is None or place.person_id is None else session.get(Person, place.person_id)
    name = NameParts() if person is None else NameParts.of(
        person.family_name, person.given_name, person.patronymic
    )  # fmt: skip
    if not name:
        return words.say("Find out what we should do better")
    return words.say("Ask what we should do better: {name}", name=name.full)[:LINE]


def _why(answer: SurveyAnswer, words: Words) -> str:
    """The answer it came of, for us alone."""
    said = words.say("Answer: {measure} {score}", measure=words.of(answer.measure.label), score=answer.score)
    parts = [said] if answer.driver is None else [said, words.of(answer.driver.label)]
    head = ", ".join(parts)
    return (f"{head}. {answer.comment}" if answer.comment else head)[:LINE]
