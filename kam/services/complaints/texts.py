"""Texts to a client about a complaint: acknowledgement, answer, summary; in the client's language.

They are written of columns that the client may see and of promises that were made to them, so nothing
internal comes near: no cause, no line agreed among us, no cost.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.formats import Formats, Target
from kam.core.vocabulary import ClockKind, CommitmentStatus, Side
from kam.core.words import Words, words_for
from kam.models import Account, Colleague, Commitment, Complaint, Person, Stakeholder, WorkspaceProfile
from kam.services.briefs.released import for_client
from kam.services.client_language import language_of
from kam.services.complaint_courses import clocks_of
from kam.services.complaints.records import complaint_of
from kam.services.complaints.standing import calendar_of_all
from kam.services.people.names import NameParts
from kam.services.profile import read_profile
from kam.services.working_calendar import norms_from
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class _Step:
    """A promise to the client that belongs to the complaint."""

    text: str
    due_on: date | None
    kept: bool


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a text may say."""

    number: str
    summary: str
    received_on: date
    status: str
    name: NameParts
    steps: tuple[_Step, ...]
    answer_by: datetime | None
    decide_by: datetime | None
    sender: str
    sender_title: str
    company: str
    language: str


def acknowledgement_text(
    workspace: Workspace, complaint_id: UUID, *, language: str | None = None
) -> tuple[str, str]:
    """Subject and text that acknowledge a complaint, in the client's language unless another is asked for."""
    facts, words, formats = _ground(workspace, complaint_id, language)

    def parts() -> Iterator[str]:
        yield _salutation(facts, words)
        yield words.say_in(
            "complaint letter",
            "We have received your complaint of {date} and registered it as {number}: {summary}.",
            date=formats.long_date(facts.received_on),
            number=facts.number,
            summary=facts.summary.rstrip(" ."),
        )
        yield _dates(facts, words, formats)
        yield words.say_in(
            "complaint letter", "Should anything become known meanwhile, please name this number."
        )

    return _letter(facts, words, parts())


def answer_text(workspace: Workspace, complaint_id: UUID, *, language: str | None = None) -> tuple[str, str]:
    """Subject and text of an answer of substance to begin from; nothing internal is in it."""
    facts, words, formats = _ground(workspace, complaint_id, language)

    def parts() -> Iterator[str]:
        yield _salutation(facts, words)
        yield words.say_in(
            "complaint letter",
            "This is our answer to your complaint {number} of {date}: {summary}.",
            date=formats.long_date(facts.received_on),
            number=facts.number,
            summary=facts.summary.rstrip(" ."),
        )
        yield from _so_far(facts, words.say_in("complaint letter", "What we do next:"), words, formats)
        if facts.decide_by is not None:
            yield words.say_in(
                "complaint letter",
                "We will tell you our decision by {date}.",
                date=formats.long_date(facts.decide_by.date()),
            )

    return _letter(facts, words, parts())


def summary_text(workspace: Workspace, complaint_id: UUID, *, language: str | None = None) -> tuple[str, str]:
    """Subject and text of the summary that closes a complaint; it asks how satisfied the client is."""
    facts, words, formats = _ground(workspace, complaint_id, language)

    def parts() -> Iterator[str]:
        yield _salutation(facts, words)
        yield words.say_in(
            "complaint letter",
            "We would like to close your complaint {number} of {date} with you: {summary}.",
            date=formats.long_date(facts.received_on),
            number=facts.number,
            summary=facts.summary.rstrip(" ."),
        )
        yield from _so_far(facts, words.say_in("complaint letter", "What still follows:"), words, formats)
        yield words.say_in(
            "complaint letter",
            "How satisfied are you with how we dealt with it, from 1 (not at all) to 5 (entirely)? One figure"
            " as an answer is enough.",
        )

    return _letter(facts, words, parts())


def client_language(session: Session, complaint: Complaint) -> str:
    """The language to write to a client in: that of the name of whoever complained, else of the client's.

    A name that tells nothing leaves the language of the workspace's papers.
    """
    person = _person(session, complaint)
    account = session.get_one(Account, complaint.account_id)
    names = [person.name.full if person else "", account.name]
    return language_of(names, session.scalar(select(WorkspaceProfile.language)))


@dataclass(frozen=True, slots=True)
class _Raiser:
    name: NameParts


def _person(session: Session, complaint: Complaint) -> _Raiser | None:
    if complaint.raised_by_id is None:
        return None
    row = session.execute(
        for_client(Person.family_name, Person.given_name, Person.patronymic)
        .join(Stakeholder, Stakeholder.person_id == Person.id)
        .where(Stakeholder.id == complaint.raised_by_id)
    ).one_or_none()
    return None if row is None else _Raiser(NameParts.of(*row))


def _ground(workspace: Workspace, complaint_id: UUID, language: str | None) -> tuple[_Facts, Words, Formats]:
    with workspace.reading() as session:
        facts = _facts(session, complaint_id, language, workspace.clock.now())
    return facts, words_for(facts.language), Formats(facts.language, Target.WINDOW)


def _facts(session: Session, complaint_id: UUID, language: str | None, now: datetime) -> _Facts:
    complaint = complaint_of(session, complaint_id)
    profile = read_profile(session)
    seen = session.execute(
        for_client(Complaint.number, Complaint.summary, Complaint.received_at, Complaint.client_status).where(
            Complaint.id == complaint_id
        )
    ).one()
    ours = session.execute(for_client(WorkspaceProfile.company)).scalar() or ""
    me: Any = session.execute(
        for_client(Colleague.name, Colleague.job_title).where(Colleague.is_me)
    ).one_or_none()
    person = _person(session, complaint)
    due = _due(session, complaint, now)
    return _Facts(
        number=seen.number,
        summary=seen.summary,
        received_on=seen.received_at.astimezone(profile.zone).date(),
        status=(seen.client_status or "").strip(),
        name=person.name if person else NameParts(),
        steps=_steps(session, complaint_id),
        answer_by=_local(due.get(ClockKind.FIRST_RESPONSE), profile.zone),
        decide_by=_local(due.get(ClockKind.RESOLUTION), profile.zone),
        sender=me.name if me else "",
        sender_title=(me.job_title or "") if me else "",
        company=ours,
        language=language or client_language(session, complaint),
    )


def _local(moment: datetime | None, zone: Any) -> datetime | None:
    return None if moment is None else moment.astimezone(zone)


def _due(session: Session, complaint: Complaint, now: datetime) -> dict[ClockKind, datetime]:
    """By when we will have answered and decided: of clocks that still run and are not overrun."""
    if not complaint.is_open() or complaint.received_at > now:
        return {}
    profile = read_profile(session)
    calendar = calendar_of_all(session, profile, [complaint], now)
    clocks = clocks_of(session, [complaint], norms_from(profile.settings), calendar, now)[complaint.id]
    return {
        each.kind: each.due_at
        for each in (clocks.first_response, clocks.resolution)
        if each.is_open and each.due_at is not None and each.due_at > now
    }


def _steps(session: Session, complaint_id: UUID) -> tuple[_Step, ...]:
    rows = session.execute(
        for_client(Commitment.text, Commitment.due_on, Commitment.status)
        .where(
            Commitment.complaint_id == complaint_id,
            Commitment.side == Side.OURS,
            Commitment.promised_to_client,
            Commitment.status.in_((CommitmentStatus.OPEN, CommitmentStatus.KEPT)),
        )
        .order_by(Commitment.due_on, Commitment.id)
    )
    return tuple(_Step(row.text, row.due_on, row.status is CommitmentStatus.KEPT) for row in rows)


def _salutation(facts: _Facts, words: Words) -> str:
    name = facts.name
    if words.language == "ru" and name.is_russian:
        called = " ".join(part for part in (name.given, name.patronymic) if part)
    else:
        called = name.given or name.full
    if not called:
        return words.say_in("letter", "Dear colleagues,")
    return words.say_in("letter", "Dear {names},", names=called)


def _dates(facts: _Facts, words: Words, formats: Formats) -> str:
    answer = formats.long_date(facts.answer_by.date()) if facts.answer_by else ""
    decision = formats.long_date(facts.decide_by.date()) if facts.decide_by else ""
    if answer and decision:
        return words.say_in(
            "complaint letter",
            "You will have a first answer in substance by {answer}, and our decision by {decision}.",
            answer=answer,
            decision=decision,
        )
    if decision:
        return words.say_in("complaint letter", "We will tell you our decision by {date}.", date=decision)
    return ""


def _so_far(facts: _Facts, ahead: str, words: Words, formats: Formats) -> Iterator[str]:
    """How it stands: our word on it, what has been done, and under the heading ``ahead`` what is to come."""
    yield facts.status
    done = [each for each in facts.steps if each.kept]
    yield _list(words.say_in("complaint letter", "What has been done:"), done, words, formats)
    yield _list(ahead, [each for each in facts.steps if not each.kept], words, formats)


def _list(heading: str, steps: list[_Step], words: Words, formats: Formats) -> str:
    if not steps:
        return ""
    lines = []
    for each in steps:
        text = each.text.rstrip(" .;")
        if each.due_on is not None and not each.kept:
            date_ = formats.long_date(each.due_on)
            text = words.say_in("letter", "{text} – by {date}", text=text, date=date_)
        lines.append(f"– {text}")
    return "\n".join((heading, *lines))


def _letter(facts: _Facts, words: Words, parts: Iterator[str]) -> tuple[str, str]:
    subject = words.say_in(
        "complaint letter",
        "Complaint {number}: {summary}",
        number=facts.number,
        summary=facts.summary.rstrip(" ."),
    )
    regards = words.say_in("letter", "Kind regards,")
    end = "\n".join(part for part in (regards, facts.sender, facts.sender_title, facts.company) if part)
    text = "\n\n".join(part for part in (*parts, end) if part) + "\n"
    return subject, text.replace("\u202f", " ").replace("\u00a0", " ")
