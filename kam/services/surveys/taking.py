"""Answers that come back in a table: looked at first, then taken as one step (domain.md §9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.satisfaction import SPAN
from kam.core.changes import Area, Outcome
from kam.core.errors import RuleError
from kam.core.text import same_name
from kam.core.vocabulary import ContactKind, SurveyStatus
from kam.exchange.cells import Bad
from kam.exchange.mapping import Formats
from kam.exchange.names import Name, split_name
from kam.exchange.survey_answers import ReturnedRow, comment_of, read_answers
from kam.models import Account, ContactPoint, Person, Stakeholder, SurveyAnswer, SurveyRound
from kam.services.imports.source import open_source
from kam.services.people.finding import is_there
from kam.services.people.names import NameParts
from kam.services.profile import read_profile
from kam.services.surveys.answering import change_answer, score_fault
from kam.services.surveys.drafts import AnswerChanges
from kam.services.surveys.records import round_of
from kam.store.workspace import Workspace

_NAMELESS: Final = Bad("survey.row_nameless")
_UNKNOWN: Final = Bad("survey.row_unknown")
_SEVERAL: Final = Bad("survey.row_several")


class Effect(Enum):
    """What a row does."""

    NEW = "new"  # an answer where there was none
    CHANGED = "changed"  # other than what was written down
    SAME = "same"  # nothing: it is written down so already
    ADDED = "added"  # an answer of somebody who was not asked


@dataclass(frozen=True, slots=True)
class TakenRow:
    """A row that can be taken, and whose answer it is."""

    row: int
    stakeholder_id: UUID
    name: NameParts
    account: str
    effect: Effect
    changes: AnswerChanges


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot, and why: a code of ``kam.core.sentences``."""

    row: int
    who: str
    code: str
    details: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Taking:
    """What a file would do to a round: nothing is written yet. ``empty`` rows have no answer in them."""

    round_id: UUID
    source: str
    rows: tuple[TakenRow, ...]
    refused: tuple[RefusedRow, ...]
    empty: int

    def count(self, effect: Effect) -> int:
        """How many rows do this."""
        return sum(row.effect is effect for row in self.rows)

    @property
    def is_worth_taking(self) -> bool:
        """Whether anything would change."""
        return any(row.effect is not Effect.SAME for row in self.rows)


def read_taking(workspace: Workspace, round_id: UUID, path: Path, *, others: bool = False) -> Taking:
    """Look a returned table through; ``others`` takes answers of those who were not asked, too.

    Raises:
        UserError: the file cannot be read, or has no column of scores or of people.
        NotFoundError: ``survey.gone``.

    """
    file = open_source(path)
    grid, _ = file.grid(Formats())
    rows = read_answers(grid, file.name)
    with workspace.reading() as session:
        today = read_profile(session).today(workspace.clock.now())
        return _Matching(session, round_of(session, round_id), today, others=others).all(rows, file.name)


def take_answers(workspace: Workspace, taking: Taking) -> Outcome[int]:
    """Write down what was looked through, as one step; returns how many answers.

    Raises:
        RuleError: ``survey.nothing_to_take``.
        FieldErrors: by the names of an answer's fields, where the round changed meanwhile.
        NotFoundError: ``survey.gone``, ``stakeholder.gone``.

    """
    rows = [row for row in taking.rows if row.effect is not Effect.SAME]
    if not rows:
        raise RuleError("survey.nothing_to_take")
    with workspace.writing("survey.answers_taken") as unit, unit.no_autoflush:
        asked = round_of(unit, taking.round_id)
        today = read_profile(unit).today(unit.now)
        known = {each.stakeholder_id: each for each in _answers_of(unit, asked.id)}
        faults = []
        for row in rows:
            answer = known.get(row.stakeholder_id)
            if answer is None:
                place = unit.get_one(Stakeholder, row.stakeholder_id)
                answer = SurveyAnswer(
                    account_id=place.account_id,
                    stakeholder_id=place.id,
                    round_id=asked.id,
                    measure=asked.measure,
                    status=SurveyStatus.ASKED,
                    on=asked.asked_on,
                )
                unit.add(answer)
            faults += change_answer(unit, answer, row.changes, today)
        if faults:
            raise RuleError("survey.overtaken")
        return Outcome(len(rows), Area.SURVEYS)


def _answers_of(session: Session, round_id: UUID) -> Sequence[SurveyAnswer]:
    return session.scalars(select(SurveyAnswer).where(SurveyAnswer.round_id == round_id)).all()


@dataclass(frozen=True, slots=True)
class _Place:
    """Somebody who may be meant."""

    id: UUID
    account: str
    name: NameParts
    emails: frozenset[str]
    answer: SurveyAnswer | None


class _Matching:
    """Finds whose answer a row is: by e-mail, else by name, within the client where it is named."""

    def __init__(self, session: Session, asked: SurveyRound, today: date, *, others: bool) -> None:
        self._asked = asked
        self._today = today
        self._places = _places(session, asked, others=others)
        self._taken: dict[UUID, int] = {}

    def all(self, rows: Iterable[ReturnedRow], source: str) -> Taking:
        """Every row, in the order of the file."""
        taken: list[TakenRow] = []
        refused: list[RefusedRow] = []
        empty = 0
        for row in rows:
            if row.score is None and not row.silent and row.fault is None:
                empty += 1
                continue
            found = self._one(row)
            if isinstance(found, Bad):
                refused.append(RefusedRow(row.row, row.who, found.code, found.details))
            else:
                taken.append(found)
        return Taking(self._asked.id, source, tuple(taken), tuple(refused), empty)

    def _one(self, row: ReturnedRow) -> TakenRow | Bad:
        if row.fault is not None:
            return row.fault
        place = self._meant(row)
        if isinstance(place, Bad):
            return place
        if (fault := self._fault(row, place)) is not None:
            return fault
        self._taken[place.id] = row.row
        changes = _changes(row)
        return TakenRow(row.row, place.id, place.name, place.account, _effect(place, changes), changes)

    def _fault(self, row: ReturnedRow, place: _Place) -> Bad | None:
        """Somebody twice, a score off the scale or of another one, a day that cannot be."""
        if (first := self._taken.get(place.id)) is not None:
            return Bad("import.same_record", {"first": first})
        if row.score is not None and (off := score_fault(self._asked.measure, row.score)) is not None:
            return Bad(off.code, off.details)
        if row.out_of is not None and row.out_of != (high := SPAN[self._asked.measure][1]):
            return Bad("survey.other_scale", {"score": row.score, "whole": row.out_of, "high": high})
        if row.on is not None and row.on < self._asked.asked_on:
            return Bad("survey.answer_before_asking")
        return Bad("field.in_future") if row.on is not None and row.on > self._today else None

    def _meant(self, row: ReturnedRow) -> _Place | Bad:
        if not row.who:
            return _NAMELESS
        address = row.email.casefold()
        found = [place for place in self._places if address and address in place.emails]
        if not found and row.name:
            name = split_name(row.name)
            found = [place for place in self._places if _is_called(place.name, name)]
        if len(found) > 1 and row.account:
            found = [place for place in found if same_name(place.account) == same_name(row.account)] or found
        if len(found) > 1:
            asked = [place for place in found if place.answer is not None]
            found = asked if len(asked) == 1 else found
        if len(found) > 1:
            return _SEVERAL
        return found[0] if found else _UNKNOWN


def _changes(row: ReturnedRow) -> AnswerChanges:
    """What a row says; what it leaves empty stays as it is."""
    changes = AnswerChanges(silent=True) if row.silent else AnswerChanges(score=row.score)
    if row.driver is not None:
        changes["driver"] = row.driver
    if row.comment is not None:
        changes["comment"] = row.comment
    if row.on is not None and not row.silent:
        changes["on"] = row.on
    return changes


def _effect(place: _Place, changes: AnswerChanges) -> Effect:
    answer = place.answer
    if answer is None:
        return Effect.ADDED
    if answer.status is SurveyStatus.ASKED:
        return Effect.NEW
    silent = changes.get("silent", False)
    said = comment_of(answer.comment or "") or None  # a table cannot tell all that a form lets in
    same = (
        silent == (answer.status is SurveyStatus.SILENT)
        and (silent or changes.get("score") == answer.score)
        and changes.get("driver", answer.driver) == answer.driver
        and changes.get("comment", said) == said
        and changes.get("on", answer.on) == answer.on
    )
    return Effect.SAME if same else Effect.CHANGED


def _is_called(known: NameParts, written: Name) -> bool:
    """Whether a name means somebody; parts that either leaves out or gives as an initial may differ.

    Lists put either name first.
    """
    turned = Name(written.given, written.family, written.patronymic)
    return _has_parts(known, written) or _has_parts(known, turned)


def _has_parts(known: NameParts, written: Name) -> bool:
    if not written.family:
        return False
    pairs = ((known.given, written.given), (known.patronymic, written.patronymic))
    return same_name(known.family) == same_name(written.family) and all(
        map(_agree, *zip(*pairs, strict=True))
    )


def _agree(known: str, written: str) -> bool:
    one, other = same_name(known), same_name(written)
    if not one or not other:
        return True
    if other.endswith("."):
        return one[0] == other[0]
    return one == other


def _places(session: Session, asked: SurveyRound, *, others: bool) -> list[_Place]:
    """Those who were asked; with ``others`` everybody who is there."""
    answers = {each.stakeholder_id: each for each in _answers_of(session, asked.id)}
    emails: dict[UUID, set[str]] = {}
    points = select(ContactPoint.person_id, ContactPoint.value).where(ContactPoint.kind == ContactKind.EMAIL)
    for row in session.execute(points):
        emails.setdefault(row.person_id, set()).add(row.value.casefold())
    query = (
        select(Stakeholder, Person, Account.name)
        .join(Person, Person.id == Stakeholder.person_id)
        .join(Account, Account.id == Stakeholder.account_id)
        .where(Person.erased_on.is_(None))
    )
    found = []
    for place, person, account in session.execute(query):
        answer = answers.get(place.id)
        if answer is None and not (others and is_there(place, asked.asked_on)):
            continue
        name = NameParts.of(person.family_name, person.given_name, person.patronymic)
        of_person = frozenset(emails.get(person.id, ()))
        found.append(_Place(place.id, account, name, of_person, answer))
    return found
