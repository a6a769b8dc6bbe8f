"""Letters about promises: reminding the client's people of theirs, warning them that ours will be late.

They go to the client: only what may be said there stands in them (the text and the dates of promises made to
each other), in the language of whoever reads them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.changes import Area, Outcome
from kam.core.formats import Formats, Target
from kam.core.vocabulary import CommitmentStatus, ContactKind, InteractionKind, Side
from kam.core.words import Words, words_for
from kam.models import (
    Account,
    Colleague,
    Commitment,
    CommitmentReminder,
    ContactPoint,
    Participant,
    Person,
    Stakeholder,
)
from kam.services.commitments.records import commitments_of, today_of
from kam.services.people.names import NameParts
from kam.services.profile import Profile, read_profile
from kam.store.workspace import Workspace

LANGUAGES: Final = ("ru", "en")
_RUSSIAN: Final = re.compile(r"\b(рус\w*|russian|ru)\b", re.IGNORECASE)
_ENGLISH: Final = re.compile(r"\b(англ\w*|english|en)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one person about promises of one side; ``to`` is empty where nobody is named."""

    ids: tuple[UUID, ...]
    side: Side
    account: str
    to: str
    address: str | None
    language: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads a letter: how they are addressed, where they are reached, what they read."""

    name: NameParts
    address: str | None
    language: str


def letters(
    workspace: Workspace, ids: Sequence[UUID], *, as_of: datetime, language: str | None = None
) -> tuple[Letter, ...]:
    """The letters about open promises, one a person and side; internal tasks are in none.

    The language is the reader's, as far as it is known, else the workspace's, unless one is given.

    Raises:
        NotFoundError: ``commitment.gone``.

    """
    with workspace.reading() as session:
        profile = read_profile(session)
        day = profile.today(as_of)
        groups: dict[tuple[Side, UUID, UUID | None], list[Commitment]] = {}
        for each in commitments_of(session, ids):
            if each.status is CommitmentStatus.OPEN and each.promised_to_client:
                key = each.side, each.account_id, _reader_of(session, each)
                groups.setdefault(key, []).append(each)
        me = session.scalar(select(Colleague).where(Colleague.is_me))
        found = []
        for (side, account, place), promises in groups.items():
            reader = _read_reader(session, place, profile)
            found.append(
                _letter(
                    side,
                    session.get_one(Account, account).name,
                    reader,
                    promises,
                    me=me,
                    day=day,
                    language=language or reader.language,
                )
            )
    return tuple(sorted(found, key=lambda letter: (letter.account, letter.to)))


def note_reminders(
    workspace: Workspace, ids: Sequence[UUID], channel: InteractionKind | None = InteractionKind.EMAIL
) -> Outcome[int]:
    """Remember that the client's people were reminded today; ours are passed over, once a day is enough.

    Raises:
        NotFoundError: ``commitment.gone``.

    """
    with workspace.writing("commitment.reminded" if len(ids) == 1 else "commitments.reminded") as unit:
        today = today_of(unit)
        noted = 0
        reminder = CommitmentReminder
        known = set(unit.scalars(select(reminder.commitment_id).where(reminder.on == today)))
        for each in commitments_of(unit, ids):
            if each.side is Side.THEIRS and each.id not in known:
                unit.add(CommitmentReminder(commitment_id=each.id, on=today, channel=channel))
                noted += 1
        return Outcome(noted, Area.COMMITMENTS)


def _reader_of(session: Session, each: Commitment) -> UUID | None:
    """Who hears of it: whoever promised; of ours the first of the client's people who were there then."""
    if each.side is Side.THEIRS:
        return each.owner_stakeholder_id
    if each.interaction_id is None:
        return None
    there = (
        select(Participant.stakeholder_id)
        .where(Participant.interaction_id == each.interaction_id, Participant.stakeholder_id.is_not(None))
        .order_by(Participant.position, Participant.id)
    )
    return session.scalars(there).first()


def _read_reader(session: Session, place_id: UUID | None, profile: Profile) -> _Reader:
    place = None if place_id is None else session.get(Stakeholder, place_id)
    person = None if place is None or place.person_id is None else session.get(Person, place.person_id)
    if person is None:
        return _Reader(NameParts(), None, profile.language)
    mail = select(ContactPoint.value).where(
        ContactPoint.person_id == person.id, ContactPoint.kind == ContactKind.EMAIL
    )
    address = session.scalars(mail.order_by(ContactPoint.preferred.desc(), ContactPoint.id)).first()
    name = NameParts.of(person.family_name, person.given_name, person.patronymic)
    return _Reader(name, address, _language(person.languages, profile.language))


def _language(spoken: str | None, usual: str) -> str:
    """The usual one where they speak it, or where nobody knows; else the one of ours that they speak."""
    known = {"ru": _RUSSIAN, "en": _ENGLISH}
    speaks = [code for code, pattern in known.items() if spoken and pattern.search(spoken)]
    return usual if usual in speaks or not speaks else speaks[0]


def _letter(
    side: Side,
    account: str,
    reader: _Reader,
    promises: Sequence[Commitment],
    *,
    me: Colleague | None,
    day: date,
    language: str,
) -> Letter:
    words, formats = words_for(language), Formats(language, Target.WINDOW)
    ordered = sorted(promises, key=lambda each: (each.due_on or date.max, each.text))
    lines = [_greeting(reader.name, words), "", _opening(side, ordered, words), ""]
    lines += [_line(each, day, words, formats) for each in ordered]
    lines += ["", _closing(side, ordered, words), "", *_signature(me, words)]
    return Letter(
        ids=tuple(each.id for each in ordered),
        side=side,
        account=account,
        to=reader.name.full,
        address=reader.address,
        language=language,
        subject=_subject(side, ordered, words),
        text="\n".join(lines),
    )


def _greeting(name: NameParts, words: Words) -> str:
    """By given name and patronymic; whoever has no name is greeted politely."""
    called = " ".join(part for part in (name.given, name.patronymic) if part) or name.family
    return words.say("Dear {name},", name=called) if called else words.say("Good day,")


def _subject(side: Side, promises: Sequence[Commitment], words: Words) -> str:
    if len(promises) > 1:
        return words.say("Our agreements")
    text = promises[0].text
    return (
        words.say("About our agreement: {text}", text=text)
        if side is Side.THEIRS
        else words.say("A new date: {text}", text=text)
    )


def _opening(side: Side, promises: Sequence[Commitment], words: Words) -> str:
    one = len(promises) == 1
    if side is Side.THEIRS:
        if one:
            return words.say("May I remind you of what we agreed:")
        return words.say("May I remind you of what we agreed; we are waiting for:")
    if one:
        return words.say("We promised you the following and need more time for it:")
    return words.say("We promised you the following and need more time for some of it:")


def _line(each: Commitment, day: date, words: Words, formats: Formats) -> str:
    if each.due_on is None:
        return words.say("– {text}", text=each.text)
    date_said = formats.long_date(each.due_on)
    if each.due_on < day:
        return words.say("– {text} (it was due on {date})", text=each.text, date=date_said)
    return words.say("– {text} (due on {date})", text=each.text, date=date_said)


def _closing(side: Side, promises: Sequence[Commitment], words: Words) -> str:
    if side is Side.OURS:
        return words.say("Would a later date suit you: ________? Please tell me, so that we can hold to it.")
    if len(promises) == 1:
        return words.say(
            "Could you tell me by when we can count on it? If you need anything of us, write to me."
        )
    return words.say(
        "Could you tell me by when we can count on these? If you need anything of us, write to me."
    )


def _signature(me: Colleague | None, words: Words) -> list[str]:
    signed = [words.say("Kind regards,")]
    if me is not None:
        signed += [part for part in (me.name, me.job_title, me.phone) if part]
    return signed
