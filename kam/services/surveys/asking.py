"""Rounds: whom we ask, what and when (domain.md §9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.satisfaction import answer_by
from kam.core.changes import Area, Outcome
from kam.core.errors import RuleError, UserError
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import SurveyStatus
from kam.models import Person, Stakeholder, SurveyAnswer, SurveyRound
from kam.services.forms import FormField, fill
from kam.services.people.finding import is_there, same_version
from kam.services.profile import read_profile
from kam.services.surveys.drafts import RoundChanges, RoundDraft
from kam.services.surveys.records import round_of
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_HEAD: Final = (FormField("title"), FormField("measure"), FormField("asked_on"))


def start_round(workspace: Workspace, draft: RoundDraft) -> Outcome[UUID]:
    """Write down that a circle of people is asked, as one step.

    Nobody is asked twice in a round, and nobody who has left, is not known by name or had themselves erased.

    Raises:
        FieldErrors: ``title``, ``asked_on``, ``people``.

    """
    with workspace.writing("survey.started") as unit, unit.no_autoflush:
        today = read_profile(unit).today(unit.now)
        asked = SurveyRound(title="", measure=draft.measure, asked_on=draft.asked_on or today)
        faults = fill(asked, _HEAD, {"title": draft.title.strip() or None}, currency="")
        faults += (*_day_faults(asked.asked_on), *_people_faults(unit, draft.people, today))
        refuse(faults)
        unit.add(asked)
        _ask(unit, asked, draft.people)
        return Outcome(asked.id, Area.SURVEYS)


def edit_round(workspace: Workspace, round_id: UUID, changes: RoundChanges, *, version: int) -> Outcome[None]:
    """Mend title, measure or date of a round; who has not answered follows the date.

    Raises:
        FieldErrors: ``title``; once somebody has answered also ``measure``: ``survey.measure_fixed``, and
            ``asked_on``: ``survey.asked_after_answer``.
        ConflictError: ``dossier.changed_meanwhile``.
        NotFoundError: ``survey.gone``.

    """
    with workspace.writing("survey.changed") as unit, unit.no_autoflush:
        asked = round_of(unit, round_id)
        same_version(asked, version)
        answers = _answers_of(unit, round_id)
        answered = [each for each in answers if each.status is SurveyStatus.ANSWERED]
        values: dict[str, Any] = {**changes}
        faults: list[FieldError] = []
        if values.get("measure", asked.measure) is not asked.measure and answered:
            faults.append(FieldError("measure", "survey.measure_fixed"))
            del values["measure"]
        asked_on: date | None = values.get("asked_on")
        if asked_on is not None and any(each.on < asked_on for each in answered):
            faults.append(FieldError("asked_on", "survey.asked_after_answer"))
            del values["asked_on"]
        elif asked_on is not None:
            faults += _day_faults(asked_on)
        faults += fill(asked, _HEAD, values, currency="")
        refuse(faults)
        for each in answers:
            each.measure = asked.measure
            if each.status is not SurveyStatus.ANSWERED:
                each.on = asked.asked_on
        return Outcome(None, Area.SURVEYS)


def ask_more(workspace: Workspace, round_id: UUID, people: Sequence[UUID]) -> Outcome[int]:
    """Ask more people in a round; who is asked already is passed over. Returns how many came.

    Raises:
        FieldErrors: ``people``.
        NotFoundError: ``survey.gone``.

    """
    with workspace.writing("survey.asked_more") as unit, unit.no_autoflush:
        asked = round_of(unit, round_id)
        known = {each.stakeholder_id for each in _answers_of(unit, round_id)}
        more = [each for each in dict.fromkeys(people) if each not in known]
        if not people or more:
            refuse(_people_faults(unit, more, read_profile(unit).today(unit.now)))
        _ask(unit, asked, more)
        return Outcome(len(more), Area.SURVEYS)


def take_out(workspace: Workspace, answers: Sequence[UUID]) -> Outcome[int]:
    """Take people out of their rounds, or delete answers that were written down by mistake.

    Promises that came of them stay. Returns how many went.
    """
    with workspace.writing("survey.taken_out" if len(answers) > 1 else "survey.answer_deleted") as unit:
        there = [each for each in dict.fromkeys(answers) if unit.get(SurveyAnswer, each) is not None]
        if there:
            unit.remove(SurveyAnswer, there)
        return Outcome(len(there), Area.SURVEYS)


def end_round(workspace: Workspace, round_id: UUID) -> Outcome[int]:
    """Nobody else will answer: who was waited for is silent. Returns how many.

    Raises:
        RuleError: ``survey.nobody_waited_for``.
        NotFoundError: ``survey.gone``.

    """
    with workspace.writing("survey.ended") as unit:
        round_of(unit, round_id)
        waited = [each for each in _answers_of(unit, round_id) if each.status is SurveyStatus.ASKED]
        if not waited:
            raise RuleError("survey.nobody_waited_for")
        for each in waited:
            each.status = SurveyStatus.SILENT
        return Outcome(len(waited), Area.SURVEYS)


def delete_round(workspace: Workspace, round_id: UUID) -> Outcome[None]:
    """Delete a round with its answers; promises that came of them stay. NotFoundError ``survey.gone``."""
    with workspace.writing("survey.deleted") as unit:
        round_of(unit, round_id)
        unit.remove(SurveyRound, [round_id])
        return Outcome(None, Area.SURVEYS)


def _answers_of(session: Session, round_id: UUID) -> list[SurveyAnswer]:
    return list(session.scalars(select(SurveyAnswer).where(SurveyAnswer.round_id == round_id)))


def _ask(unit: UnitOfWork, asked: SurveyRound, people: Iterable[UUID]) -> None:
    for each in dict.fromkeys(people):
        place = unit.get_one(Stakeholder, each)
        unit.add(
            SurveyAnswer(
                account_id=place.account_id,
                stakeholder_id=place.id,
                round_id=asked.id,
                measure=asked.measure,
                status=SurveyStatus.ASKED,
                on=asked.asked_on,
            )
        )


def _day_faults(asked_on: date) -> Iterator[FieldError]:
    """Only a day after which the calendar leaves time to answer."""
    try:
        answer_by(asked_on)
    except UserError as error:
        yield FieldError("asked_on", error.code, error.details)


def _people_faults(session: Session, people: Sequence[UUID], today: date) -> Iterator[FieldError]:
    """Only who can be asked: there, known by name, not erased."""
    if not people:
        yield FieldError("people", "survey.nobody_chosen")
        return
    for each in people:
        place = session.get(Stakeholder, each)
        if place is None:
            yield FieldError("people", "stakeholder.gone")
            return
        person = None if place.person_id is None else session.get(Person, place.person_id)
        if person is None or person.erased_on is not None:
            yield FieldError("people", "survey.nameless")
            return
        if not is_there(place, today):
            yield FieldError("people", "survey.has_left", {"name": person.full_name})
            return
