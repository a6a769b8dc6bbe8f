"""The letter in words: plain text that reads as if a person had written it, in Russian or in English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from kam.core.formats import Formats, Target
from kam.core.vocabulary import InteractionKind
from kam.core.words import Label, Words, label, words_for
from kam.services.followup.facts import LetterFacts, LetterPromise, Recipient

_BY_NAME_UP_TO: Final = 3
"""More people than this are addressed together."""

_THANKS: Final = {
    InteractionKind.CALL: label("letter", "Thank you for the call on {date}. Here is what we agreed."),
    InteractionKind.SITE_VISIT: label(
        "letter", "Thank you for having us on site on {date}. Here is what we agreed."
    ),
    InteractionKind.BUSINESS_REVIEW: label(
        "letter", "Thank you for the review on {date}. Here is what we agreed."
    ),
    InteractionKind.MEETING: label("letter", "Thank you for the meeting on {date}. Here is what we agreed."),
}
_THANKS_ELSE: Final = label("letter", "Thank you for your time on {date}. Here is what we agreed.")
_NEXT: Final = {
    InteractionKind.CALL: label("letter", "We speak next on {moment}: {subject}."),
    InteractionKind.MEETING: label("letter", "We meet next on {moment}: {subject}."),
}
_NEXT_ELSE: Final = label("letter", "Our next date is {moment}: {subject}.")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter ready to be read over: addresses, subject, and plain text with line feeds."""

    to: tuple[str, ...]
    subject: str
    text: str
    sender: str = ""


def write_letter(facts: LetterFacts, language: str) -> Letter:
    """The draft of the letter in a language. What is not known is left out, never excused for."""
    words, formats = words_for(language), Formats(language, Target.WINDOW)
    parts = [part for part in _parts(facts, words, formats) if part]
    return Letter(
        to=tuple(each.email for each in facts.recipients if each.email),
        subject=words.say_in("letter", "{subject} – what we agreed on {date}", subject=facts.subject,
                             date=formats.full_date(facts.on)),
        text=_plain_spaces("\n\n".join(parts) + "\n"),
        sender=facts.sender_email,
    )  # fmt: skip


def _parts(facts: LetterFacts, words: Words, formats: Formats) -> Iterator[str]:
    yield _salutation(facts.recipients, words)
    thanks = _THANKS.get(facts.kind, _THANKS_ELSE)
    yield words.of(thanks, date=_day(formats, facts))
    yield _list(words.say_in("letter", "We spoke about:"), facts.points)
    yield _promises(words.say_in("letter", "On our side:"), facts.ours, words, formats)
    yield _promises(words.say_in("letter", "On your side:"), facts.theirs, words, formats)
    yield _next(facts, words, formats)
    yield words.say_in("letter", "Please correct me if I got anything wrong.")
    yield "\n".join(
        part
        for part in (
            words.say_in("letter", "Kind regards,"),
            facts.sender,
            facts.sender_title,
            facts.company,
        )
        if part
    )


def _day(formats: Formats, facts: LetterFacts) -> str:
    return formats.long_date(facts.on)


def _salutation(recipients: Sequence[Recipient], words: Words) -> str:
    """By first name and patronymic where they are known and few; else all together."""
    names = [_called(each, words) for each in recipients]
    if not names or len(names) > _BY_NAME_UP_TO or not all(names):
        return words.say_in("letter", "Dear colleagues,")
    together = names[-1]
    if len(names) > 1:
        first = ", ".join(names[:-1])
        together = words.say_in("letter", "{names} and {last}", names=first, last=names[-1])
    return words.say_in("letter", "Dear {names},", names=together)


def _called(recipient: Recipient, words: Words) -> str:
    name = recipient.name
    if words.language == "ru" and name.is_russian:
        return " ".join(part for part in (name.given, name.patronymic) if part)
    return name.given or name.full


def _promises(heading: str, promises: Sequence[LetterPromise], words: Words, formats: Formats) -> str:
    return _list(heading, [_promise(each, words, formats) for each in promises])


def _promise(promise: LetterPromise, words: Words, formats: Formats) -> str:
    text = promise.text.rstrip(" .;")
    due = ""
    if promise.due_on is not None:
        due = formats.long_date(promise.due_on)
        if promise.due_at is not None:
            due = f"{due}, {formats.clock(promise.due_at)}"
    if due and promise.owner:
        return words.say_in(
            "letter", "{text} – by {date} ({owner})", text=text, date=due, owner=promise.owner
        )
    if due:
        return words.say_in("letter", "{text} – by {date}", text=text, date=due)
    return f"{text} ({promise.owner})" if promise.owner else text


def _next(facts: LetterFacts, words: Words, formats: Formats) -> str:
    if facts.next is None:
        return ""
    sentence: Label = _NEXT.get(facts.next.kind, _NEXT_ELSE)
    moment = f"{formats.long_date(facts.next.starts.date())}, {formats.clock(facts.next.starts.time())}"
    if facts.next.place:
        moment = f"{moment}, {facts.next.place}"
    return words.of(sentence, moment=moment, subject=facts.next.subject.rstrip(" ."))


def _list(heading: str, lines: Sequence[str]) -> str:
    return "\n".join((heading, *(f"– {line}" for line in lines))) if lines else ""


def _plain_spaces(text: str) -> str:
    """Mail programs break lines themselves: narrow and no-break spaces become plain ones."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")
