"""The letter that asks somebody for an answer, or reminds them; in the client's language, nothing internal.

The title of a round is ours and stands in no letter: it may say why we ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.analysis.satisfaction import SPAN, answer_by
from kam.analysis.satisfaction_words import (
    COMMENT_QUESTION,
    DRIVER_QUESTION,
    DRIVERS,
    HIGHEST,
    LOWEST,
    QUESTIONS,
)
from kam.core.file_names import clean_name
from kam.core.formats import Formats, Target
from kam.core.vocabulary import ContactKind, SurveyMeasure
from kam.core.words import Words, words_for
from kam.models import (
    Account,
    Colleague,
    ContactPoint,
    Person,
    Stakeholder,
    SurveyRound,
    WorkspaceProfile,
)
from kam.services.briefs.released import for_client
from kam.services.client_language import language_of
from kam.services.followup.outgoing import as_file
from kam.services.followup.writing import Letter
from kam.services.people.names import NameParts
from kam.services.surveys.records import answer_of
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SurveyLetter:
    """A letter ready to be read over; ``address`` is empty where none is known."""

    answer_id: UUID
    account: str
    to: str
    address: str
    language: str
    subject: str
    text: str
    sender: str

    @property
    def letter(self) -> Letter:
        """As mail programs take it."""
        addresses = (self.address,) if self.address else ()
        return Letter(addresses, self.subject, self.text, self.sender)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who of us asks, and how they are reached."""

    name: str = ""
    job_title: str = ""
    phone: str = ""
    email: str = ""
    company: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a letter or a form is for."""

    answer_id: UUID
    account: str
    name: NameParts
    post: str
    address: str
    measure: SurveyMeasure
    reply_by: date
    language: str


def survey_letters(
    workspace: Workspace,
    answers: Sequence[UUID],
    *,
    language: str | None = None,
    reminder: bool = False,
) -> tuple[SurveyLetter, ...]:
    """A letter to each person, in their language unless another is asked for.

    Answers whose person is not known any more are passed over.

    Raises:
        NotFoundError: ``survey.answer_gone``.
        UserError: ``survey.asked_too_far``.

    """
    with workspace.reading() as session:
        sender = read_sender(session)
        found = [asked for each in answers if (asked := read_asked(session, each)) is not None]
    today = workspace.clock.now().date()
    return tuple(_letter(each, sender, language or each.language, today, reminder=reminder) for each in found)


def save_letters(letters: Sequence[SurveyLetter], folder: Path) -> list[Path]:
    """Write each letter as an ``.eml`` draft into a folder; those of one name are numbered."""
    saved: list[Path] = []
    taken: set[str] = set()
    for letter in letters:
        stem = clean_name(f"{letter.to} {letter.account}".strip(), "letter")
        name, number = f"{stem}.eml", 1
        while name.casefold() in taken:
            number += 1
            name = f"{stem} {number}.eml"
        taken.add(name.casefold())
        saved.append(as_file(letter.letter, folder / name))
    return saved


def read_sender(session: Session) -> Sender:
    """Me, and what our company is called."""
    company = session.execute(for_client(WorkspaceProfile.company)).scalar() or ""
    me = session.scalars(select(Colleague).where(Colleague.is_me)).first()
    if me is None:
        return Sender(company=company)
    return Sender(me.name, me.job_title or "", me.phone or "", me.email or "", company)


def read_asked(session: Session, answer_id: UUID) -> Asked | None:
    """Whom we ask, by what the client may see; None where nobody is known by name any more."""
    answer = answer_of(session, answer_id)
    row: Any = session.execute(
        for_client(
            Person.family_name,
            Person.given_name,
            Person.patronymic,
            Stakeholder.job_title,
            Account.name,
        )
        .add_columns(Person.id)
        .join(Stakeholder, Stakeholder.person_id == Person.id)
        .join(Account, Account.id == Stakeholder.account_id)
        .where(Stakeholder.id == answer.stakeholder_id, Person.erased_on.is_(None))
    ).one_or_none()
    if row is None:
        return None
    name = NameParts.of(row.family_name, row.given_name, row.patronymic)
    round_ = None if answer.round_id is None else session.get(SurveyRound, answer.round_id)
    asked_on = answer.on if round_ is None else round_.asked_on
    usual = session.scalar(select(WorkspaceProfile.language))
    address = session.scalars(
        select(ContactPoint.value)
        .where(ContactPoint.person_id == row.id, ContactPoint.kind == ContactKind.EMAIL)
        .order_by(ContactPoint.preferred.desc(), ContactPoint.id)
    ).first()
    return Asked(
        answer_id=answer.id,
        account=row.name,
        name=name,
        post=row.job_title or "",
        address=address or "",
        measure=answer.measure,
        reply_by=answer_by(asked_on),
        language=language_of((name.full, row.name), usual),
    )


def _letter(asked: Asked, sender: Sender, language: str, today: date, *, reminder: bool) -> SurveyLetter:
    words, formats = words_for(language), Formats(language, Target.WINDOW)
    subject = words.say_in("survey letter", "Your opinion of our work, a minute of your time")
    if reminder:
        subject = words.say_in("survey letter", "A reminder: your opinion of our work")
    parts = (part for part in _parts(asked, sender, words, formats, today, reminder=reminder) if part)
    text = "\n\n".join(parts) + "\n"
    return SurveyLetter(
        answer_id=asked.answer_id,
        account=asked.account,
        to=asked.name.full,
        address=asked.address,
        language=language,
        subject=subject,
        text=text.replace("\u202f", " ").replace("\u00a0", " "),
        sender=sender.email,
    )


def _parts(
    asked: Asked, sender: Sender, words: Words, formats: Formats, today: date, *, reminder: bool
) -> Iterator[str]:
    yield _salutation(asked.name, words)
    if reminder:
        yield words.say_in(
            "survey letter",
            "I asked you lately what you think of our work, and would still be glad of your answer. It takes"
            " a minute: answer this letter with one figure and, if you like, a few words.",
        )
    else:
        yield words.say_in(
            "survey letter",
            "I would like to know what you think of our work. It takes a minute: answer this letter with one"
            " figure and, if you like, a few words.",
        )
    low, high = SPAN[asked.measure]
    ends = words.say_in(
        "survey letter",
        "From {low} ({lowest}) to {high} ({highest}).",
        low=low,
        lowest=words.of(LOWEST[asked.measure]),
        high=high,
        highest=words.of(HIGHEST[asked.measure]),
    )
    yield f"1. {words.of(QUESTIONS[asked.measure])}\n{ends}"
    choices = "\n".join(f"– {words.of(text)}" for text in DRIVERS.values())
    yield f"2. {words.of(DRIVER_QUESTION)}\n{choices}"
    yield f"3. {words.of(COMMENT_QUESTION)}"
    if asked.reply_by >= today and not reminder:
        yield words.say("We would be glad of your answer by {date}.", date=formats.long_date(asked.reply_by))
    yield words.say_in("survey letter", "If anything is wrong now, write it, too: I will take care of it.")
    signed = (sender.name, sender.job_title, sender.company, sender.phone)
    yield "\n".join(part for part in (words.say_in("letter", "Kind regards,"), *signed) if part)


def _salutation(name: NameParts, words: Words) -> str:
    """By first name and patronymic, as one speaks."""
    if words.language == "ru" and name.is_russian:
        called = " ".join(part for part in (name.given, name.patronymic) if part)
    else:
        called = name.given or name.full
    if not called:
        return words.say_in("letter", "Dear colleagues,")
    return words.say_in("letter", "Dear {names},", names=called)
