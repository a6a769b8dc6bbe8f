"""How satisfied the portfolio, a client, a person is; rounds and their answers (domain.md §9).

Answers are read column by column: thousands of them are counted at each opening of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from kam.analysis.satisfaction import Camp, Word, course_of, drivers_of, figure_of, latest_words
from kam.core.errors import NotFoundError
from kam.core.text import sort_key
from kam.core.vocabulary import ContactKind, SurveyMeasure, SurveyStatus
from kam.models import Account, Commitment, ContactPoint, Person, Stakeholder, SurveyAnswer, SurveyRound
from kam.services.briefs.settings import BriefSettings
from kam.services.lists.shared import stakeholder_names
from kam.services.people.finding import account_of, stakeholder_of
from kam.services.people.names import NameParts
from kam.services.profile import read_profile
from kam.services.surveys.records import answer_of, promise_id, round_of
from kam.services.surveys.rows import (
    AccountRow,
    AnswerRow,
    MeasureNow,
    PromiseRef,
    RoundRow,
    RoundSheet,
    Satisfaction,
)
from kam.store.journal import chunks
from kam.store.workspace import Workspace

_QUARTER: Final = timedelta(days=91)
_AT_ONCE: Final = 500
_COLUMNS: Final = (
    SurveyAnswer.id,
    SurveyAnswer.account_id,
    SurveyAnswer.stakeholder_id,
    SurveyAnswer.round_id,
    SurveyAnswer.measure,
    SurveyAnswer.status,
    SurveyAnswer.score,
    SurveyAnswer.driver,
    SurveyAnswer.comment,
    SurveyAnswer.on,
)


@dataclass(frozen=True, slots=True)
class _Whom:
    """Somebody as answers name them."""

    person: UUID | None
    name: NameParts
    job_title: str
    left_on: date | None


class _Shelf:
    """Answers and what is told beside them, each kind of record read once.

    ``then``: as they stood at the end of a day. Whoever answered a round later was waited for; a round that
    began later was not there yet.
    """

    def __init__(self, session: Session, *where: ColumnElement[bool], then: date | None = None) -> None:
        self.session = session
        self.rounds = {
            row.id: row
            for row in session.scalars(select(SurveyRound))
            if then is None or row.asked_on <= then
        }
        asked = session.execute(select(*_COLUMNS).where(*where).order_by(SurveyAnswer.on, SurveyAnswer.id))
        self.rows: Sequence[Any] = (
            asked.all() if then is None else [row for each in asked if (row := self._by(then, each))]
        )
        self.accounts: dict[UUID, str] = {
            row.id: row.name for row in session.execute(select(Account.id, Account.name))
        }
        self.whom = _everybody(session, {row.stakeholder_id for row in self.rows} - {None})
        self.promises = _promises(session, [row.id for row in self.rows if row.score is not None])
        self.words = [self._word(row) for row in self.rows]

    def _by(self, day: date, row: Any) -> Any:
        """An answer as it stood on a day; None where nobody had asked anything yet."""
        if row.on <= day:
            return row
        asked = self.rounds.get(row.round_id)
        if asked is None:
            return None
        said = {each.key: getattr(row, each.key) for each in _COLUMNS}
        waiting = {"status": SurveyStatus.ASKED, "score": None, "driver": None, "comment": None}
        return SimpleNamespace(**said | waiting | {"on": asked.asked_on})

    def _word(self, row: Any) -> Word:
        whom = self.whom.get(row.stakeholder_id)
        return Word(
            id=row.id,
            account=row.account_id,
            # The same human at two clients speaks for each of them.
            person=row.stakeholder_id if whom is not None else None,
            measure=row.measure,
            status=row.status,
            score=row.score,
            on=row.on,
            driver=row.driver,
            round=row.round_id,
        )

    def answers(self, rows: Iterable[Any], day: date, emails: Mapping[UUID, str]) -> list[AnswerRow]:
        """Answers as they are shown."""
        before = self._before()
        return [self._answer(row, day, before, emails) for row in rows]

    def _answer(
        self, row: Any, day: date, before: Mapping[UUID, int], emails: Mapping[UUID, str]
    ) -> AnswerRow:
        whom = self.whom.get(row.stakeholder_id)
        shown = whom or _Whom(None, NameParts(), "", None)
        asked = self.rounds.get(row.round_id)
        return AnswerRow(
            id=row.id,
            account_id=row.account_id,
            account=self.accounts.get(row.account_id, ""),
            stakeholder_id=None if whom is None else row.stakeholder_id,
            name=shown.name,
            job_title=shown.job_title,
            measure=row.measure,
            status=row.status,
            score=row.score,
            driver=row.driver,
            comment=row.comment or "",
            on=row.on,
            round_id=row.round_id,
            round="" if asked is None else asked.title,
            before=before.get(row.id),
            promise=self.promises.get(row.id),
            has_left=shown.left_on is not None and shown.left_on < day,
            email="" if shown.person is None else emails.get(shown.person, ""),
        )

    def _before(self) -> dict[UUID, int]:
        """What each person said the time before, by answer; rows come by date."""
        last: dict[tuple[UUID, SurveyMeasure], int] = {}
        found: dict[UUID, int] = {}
        for row in self.rows:
            if row.stakeholder_id is None:
                continue
            key = (row.stakeholder_id, row.measure)
            if key in last:
                found[row.id] = last[key]
            if row.score is not None:
                last[key] = row.score
        return found

    def unpromised(self, words: Iterable[Word]) -> int:
        """Detractors of whom nobody has taken care."""
        return sum(word.id not in self.promises for word in words if is_unhappy(word))

    def round_rows(self, wanted: Iterable[UUID] | None = None) -> list[RoundRow]:
        """Rounds, the latest first."""
        told: dict[UUID, list[Word]] = {key: [] for key in self.rounds}
        for word in self.words:
            if word.round is not None:
                told.setdefault(word.round, []).append(word)
        last: dict[SurveyMeasure, Decimal] = {}
        found: list[RoundRow] = []
        keep = None if wanted is None else set(wanted)
        for each in sorted(self.rounds.values(), key=lambda one: (one.asked_on, one.id)):
            if keep is not None and each.id not in keep:
                continue
            words = told[each.id]
            figure = figure_of(each.measure, words)
            before, value = last.get(each.measure), figure.value
            row = RoundRow(
                id=each.id,
                title=each.title,
                measure=each.measure,
                asked_on=each.asked_on,
                figure=figure,
                accounts=len({word.account for word in words}),
                unpromised=self.unpromised(words),
                change=None if before is None or value is None else value - before,
            )
            found.append(row)
            if value is not None:
                last[each.measure] = value
        return found[::-1]


def is_unhappy(word: Word) -> bool:
    """Whether somebody of whom care is to be taken."""
    return word.camp is Camp.DETRACTOR


def read_satisfaction(
    workspace: Workspace,
    *,
    as_of: datetime,
    account_id: UUID | None = None,
    stakeholder_id: UUID | None = None,
) -> Satisfaction:
    """How satisfied everybody is as of a moment; of one client, or one of its people, alone.

    Raises:
        NotFoundError: ``account.gone``, ``stakeholder.gone``.

    """
    with workspace.reading() as session:
        where: list[ColumnElement[bool]] = []
        whose = ""
        if account_id is not None:
            whose = account_of(session, account_id).name
            where.append(SurveyAnswer.account_id == account_id)
        if stakeholder_id is not None:
            stakeholder_of(session, stakeholder_id)
            whose = stakeholder_names(session, Stakeholder.id == stakeholder_id)[stakeholder_id]
            where.append(SurveyAnswer.stakeholder_id == stakeholder_id)
        return replace(_satisfaction(session, as_of, where, is_whole=not where), whose=whose)


def _satisfaction(
    session: Session, as_of: datetime, where: Sequence[ColumnElement[bool]], *, is_whole: bool
) -> Satisfaction:
    profile = read_profile(session)
    day = profile.today(as_of)
    days = BriefSettings.of(profile.settings).satisfaction_days
    shelf = _Shelf(session, SurveyAnswer.on <= day, *where)
    emails = _emails(session, {whom.person for whom in shelf.whom.values() if whom.person is not None})
    now, quarter_ago = latest_words(shelf.words, day, days), latest_words(shelf.words, day - _QUARTER, days)
    asked_in = {word.round for word in shelf.words if word.round is not None}
    answers = shelf.answers(reversed(shelf.rows), day, emails)
    return Satisfaction(
        as_of=day,
        days=days,
        now={
            measure: MeasureNow(figure_of(measure, now), figure_of(measure, quarter_ago))
            for measure in SurveyMeasure
        },
        courses={measure: tuple(course_of(measure, shelf.words)) for measure in SurveyMeasure},
        drivers=tuple(drivers_of(now)),
        rounds=tuple(shelf.round_rows(None if is_whole else asked_in)),
        accounts=tuple(_account_rows(shelf, now)),
        answers=tuple(answers),
        unpromised=tuple(_waiting_for_care(answers, {word.id for word in now})),
        titles={key: one.title for key, one in shelf.rounds.items()},
    )


def _waiting_for_care(answers: Iterable[AnswerRow], holding: set[UUID]) -> list[AnswerRow]:
    """Detractors whose last word it is, the worst first, of equals the latest."""
    found = [each for each in answers if each.needs_promise and each.id in holding]
    return sorted(found, key=lambda each: (each.score or 0, -each.on.toordinal()))


def _account_rows(shelf: _Shelf, now: Sequence[Word]) -> list[AccountRow]:
    """Clients whose people were asked, those first with the most detractors, then the most silence."""
    told: dict[UUID, list[Word]] = {}
    for word in shelf.words:
        told.setdefault(word.account, []).append(word)
    holding: dict[UUID, list[Word]] = {}
    for word in now:
        holding.setdefault(word.account, []).append(word)
    found = []
    for account, words in holding.items():
        figures = {measure: figure_of(measure, words) for measure in SurveyMeasure}
        figures = {measure: figure for measure, figure in figures.items() if figure.asked}
        most = max(figures, key=lambda each: figures[each].asked)
        found.append(
            AccountRow(
                id=account,
                name=shelf.accounts.get(account, ""),
                figures=figures,
                course=tuple(course_of(most, told[account])),
                measure=most,
                unpromised=shelf.unpromised(words),
                last_on=max(word.on for word in words),
            )
        )
    return sorted(found, key=lambda row: (-row.detractors, -row.without_answer, sort_key(row.name)))


def list_rounds(workspace: Workspace, *, then: datetime | None = None) -> list[RoundRow]:
    """Every round, the latest first; as it was known at a moment that is named."""
    with workspace.reading() as session:
        day = None if then is None else read_profile(session).today(then)
        return _Shelf(session, SurveyAnswer.round_id.is_not(None), then=day).round_rows()


def read_round(
    workspace: Workspace, round_id: UUID, *, as_of: datetime, then: datetime | None = None
) -> RoundSheet:
    """A round with everybody who was asked, as ``list_rounds``; raises NotFoundError ``survey.gone``."""
    with workspace.reading() as session:
        asked = round_of(session, round_id)
        same = SurveyAnswer.measure == asked.measure
        profile = read_profile(session)
        shelf = _Shelf(session, same, then=None if then is None else profile.today(then))
        if round_id not in shelf.rounds:
            raise NotFoundError("survey.gone")
        mine = [row for row in shelf.rows if row.round_id == round_id]
        people = {whom.person for row in mine if (whom := shelf.whom.get(row.stakeholder_id)) is not None}
        answers = shelf.answers(mine, profile.today(as_of), _emails(session, people - {None}))
        row = next(each for each in shelf.round_rows() if each.id == round_id)
        words = [word for word in shelf.words if word.round == round_id]
        return RoundSheet(
            row=row,
            version=asked.version,
            answers=tuple(sorted(answers, key=_by_client_and_name)),
            drivers=tuple(drivers_of(words)),
        )


def _by_client_and_name(row: AnswerRow) -> tuple[str, UUID, str, UUID]:
    return sort_key(row.account), row.account_id, sort_key(row.name.listed), row.id


def read_answer(workspace: Workspace, answer_id: UUID, *, as_of: datetime) -> AnswerRow:
    """One answer; raises NotFoundError ``survey.answer_gone``."""
    with workspace.reading() as session:
        shelf = _Shelf(session, SurveyAnswer.account_id == answer_of(session, answer_id).account_id)
        mine = [row for row in shelf.rows if row.id == answer_id]
        return shelf.answers(mine, read_profile(session).today(as_of), {})[0]


def _everybody(session: Session, ids: set[UUID]) -> dict[UUID, _Whom]:
    query = select(
        Stakeholder.id,
        Stakeholder.person_id,
        Stakeholder.job_title,
        Stakeholder.placeholder,
        Stakeholder.left_on,
        Person.family_name,
        Person.given_name,
        Person.patronymic,
    ).outerjoin(Person, Person.id == Stakeholder.person_id)
    found: dict[UUID, _Whom] = {}
    for some in chunks(ids, _AT_ONCE):
        for row in session.execute(query.where(Stakeholder.id.in_(some))):
            name = NameParts.of(row.family_name, row.given_name, row.patronymic)
            found[row.id] = _Whom(row.person_id, name, row.job_title or row.placeholder or "", row.left_on)
    return found


def _emails(session: Session, people: set[UUID | None]) -> dict[UUID, str]:
    """The address each person prefers."""
    found: dict[UUID, str] = {}
    query = select(ContactPoint.person_id, ContactPoint.value).where(ContactPoint.kind == ContactKind.EMAIL)
    for some in chunks([each for each in people if each is not None], _AT_ONCE):
        mine = query.where(ContactPoint.person_id.in_(some))
        for row in session.execute(mine.order_by(ContactPoint.preferred, ContactPoint.id.desc())):
            found[row.person_id] = row.value
    return found


def _promises(session: Session, answers: Sequence[UUID]) -> dict[UUID, PromiseRef]:
    """The promises that answers led to, by answer."""
    made = {promise_id(answer): answer for answer in answers}
    query = select(Commitment.id, Commitment.text, Commitment.due_on, Commitment.status)
    found: dict[UUID, PromiseRef] = {}
    for some in chunks(made, _AT_ONCE):
        for row in session.execute(query.where(Commitment.id.in_(some))):
            found[made[row.id]] = PromiseRef(row.id, row.text, row.due_on, row.status)
    return found
