"""The records behind the parts of health and the signs of leaving: how each is called, what shows it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.vocabulary import SurveyMeasure, Term
from kam.core.vocabulary.term import label
from kam.models import Commitment, Complaint, Contract, Person, Stakeholder, SurveyAnswer
from kam.services.health.book import health_row
from kam.services.health.rows import HealthRow
from kam.services.people.names import NameParts
from kam.services.profile import read_profile
from kam.store.workspace import Workspace


class EvidenceKind(Term):
    """What a record behind a point of health is."""

    PERSON = "person", label("evidence of health", "person")
    COMPLAINT = "complaint", label("evidence of health", "complaint")
    ANSWER = "answer", label("evidence of health", "answer")
    PROMISE = "promise", label("evidence of health", "promise")
    CONTRACT = "contract", label("evidence of health", "contract")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A record behind a point: what it is called, its date, and the record that shows it.

    ``shows`` is the record itself, of an answer the stakeholder who gave it (None where they are gone). Of an
    answer ``measure`` and ``score`` tell what was answered; no score is silence.
    """

    id: UUID
    kind: EvidenceKind
    account_id: UUID
    title: str
    on: date | None
    shows: UUID | None
    measure: SurveyMeasure | None = None
    score: int | None = None


@dataclass(frozen=True, slots=True)
class ExplainedHealth:
    """The health of an account with the records behind it."""

    row: HealthRow
    evidence: Mapping[UUID, Evidence]


def explain_health(workspace: Workspace, account_id: UUID, *, as_of: datetime) -> ExplainedHealth:
    """The health of an account and the records behind it, in one reading.

    Raises:
        NotFoundError: ``account.gone``.

    """
    with workspace.reading() as session:
        row = health_row(workspace, session, account_id, as_of)
        return ExplainedHealth(row, _read(session, row))


def evidence_of(workspace: Workspace, row: HealthRow) -> Mapping[UUID, Evidence]:
    """The records behind a row's parts and signs; one that is gone since is left out."""
    with workspace.reading() as session:
        return _read(session, row)


def records_behind(row: HealthRow) -> frozenset[UUID]:
    """The identities of everything that a row stands on."""
    return frozenset(_ids(row))


def _ids(row: HealthRow) -> Iterator[UUID]:
    for health in (row.health, row.month_ago):
        for factor in health.factors if health is not None else ():
            for part in factor.found.parts:
                yield from part.records
    for sign in row.churn.signs:
        yield from sign.records


def _read(session: Session, row: HealthRow) -> Mapping[UUID, Evidence]:
    ids = records_behind(row)
    if not ids:
        return {}
    zone = read_profile(session).zone
    found = [*_people(session, ids), *_answers(session, ids), *_promises(session, ids)]
    found += _contracts(session, ids)
    query = select(
        Complaint.id, Complaint.account_id, Complaint.number, Complaint.summary, Complaint.received_at
    )
    found += [
        Evidence(
            each.id,
            EvidenceKind.COMPLAINT,
            each.account_id,
            f"{each.number} · {each.summary}",
            each.received_at.astimezone(zone).date(),
            each.id,
        )
        for each in session.execute(query.where(Complaint.id.in_(ids)))
    ]
    return {each.id: each for each in found}


def _people(session: Session, ids: frozenset[UUID]) -> Iterator[Evidence]:
    names = _names(session, ids)
    query = select(Stakeholder.id, Stakeholder.account_id).where(Stakeholder.id.in_(ids))
    for each in session.execute(query):
        yield Evidence(each.id, EvidenceKind.PERSON, each.account_id, names[each.id], None, each.id)


def _names(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    """«Мальцев Виктор»; of a place without a name what is known of it."""
    query = (
        select(
            Stakeholder.id,
            Stakeholder.placeholder,
            Stakeholder.job_title,
            Person.family_name,
            Person.given_name,
            Person.patronymic,
        )
        .outerjoin(Person, Person.id == Stakeholder.person_id)
        .where(Stakeholder.id.in_(ids))
    )
    return {
        each.id: NameParts.of(each.family_name, each.given_name, each.patronymic).listed
        or each.placeholder
        or each.job_title
        or ""
        for each in session.execute(query)
    }


def _answers(session: Session, ids: frozenset[UUID]) -> Iterator[Evidence]:
    query = select(
        SurveyAnswer.id,
        SurveyAnswer.account_id,
        SurveyAnswer.stakeholder_id,
        SurveyAnswer.measure,
        SurveyAnswer.score,
        SurveyAnswer.on,
    )
    rows = session.execute(query.where(SurveyAnswer.id.in_(ids))).all()
    who = [each.stakeholder_id for each in rows if each.stakeholder_id is not None]
    names = _names(session, who)
    for each in rows:
        yield Evidence(
            each.id,
            EvidenceKind.ANSWER,
            each.account_id,
            names.get(each.stakeholder_id, ""),
            each.on,
            each.stakeholder_id,
            each.measure,
            each.score,
        )


def _promises(session: Session, ids: frozenset[UUID]) -> Iterator[Evidence]:
    query = select(Commitment.id, Commitment.account_id, Commitment.text, Commitment.due_on)
    for each in session.execute(query.where(Commitment.id.in_(ids))):
        yield Evidence(each.id, EvidenceKind.PROMISE, each.account_id, each.text, each.due_on, each.id)


def _contracts(session: Session, ids: frozenset[UUID]) -> Iterator[Evidence]:
    query = select(Contract.id, Contract.account_id, Contract.number, Contract.subject, Contract.ends_on)
    for each in session.execute(query.where(Contract.id.in_(ids))):
        title = each.number or each.subject or ""
        yield Evidence(each.id, EvidenceKind.CONTRACT, each.account_id, title, each.ends_on, each.id)
