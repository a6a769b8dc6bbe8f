"""Good questions and usual objections: those that come with the program, and the workspace's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select

from kam.core.changes import Area, Outcome
from kam.core.field_errors import FieldError, refuse
from kam.core.text import fold
from kam.core.vocabulary import InteractionKind, PhraseKind
from kam.core.words import Label, label, words_for
from kam.models import Phrase
from kam.services.forms import FormField, fill
from kam.store.workspace import Workspace

_ANY: Final = None
_QUESTIONS: Final[tuple[tuple[InteractionKind | None, Label], ...]] = (
    (_ANY, label("good question", "What has changed for you since we last met?")),
    (_ANY, label("good question", "What would make this meeting worth your time?")),
    (_ANY, label("good question", "How and when will you decide, and who prepares the decision?")),
    (_ANY, label("good question", "Who besides you signs, and what matters to them?")),
    (_ANY, label("good question", "What could stop this from happening?")),
    (_ANY, label("good question", "What shall we agree on as the next step, and by when?")),
    (InteractionKind.MEETING, label("good question", "Which figure will your work be judged by this year?")),
    (
        InteractionKind.MEETING,
        label("good question", "What does the present solution cost you besides its price?"),
    ),
    (InteractionKind.MEETING, label("good question", "Whom do you compare us with, and by what?")),
    (
        InteractionKind.MEETING,
        label("good question", "Which volume do you expect next year, and what does it hang on?"),
    ),
    (
        InteractionKind.MEETING,
        label("good question", "What do you value that we should on no account change?"),
    ),
    (
        InteractionKind.SITE_VISIT,
        label("good question", "Where on the line is the most time or material lost?"),
    ),
    (
        InteractionKind.SITE_VISIT,
        label("good question", "What do the shifts say about working with our product?"),
    ),
    (
        InteractionKind.SITE_VISIT,
        label("good question", "Which equipment will be replaced or added within a year?"),
    ),
    (
        InteractionKind.SITE_VISIT,
        label("good question", "How do you keep our product in stock, and what spoils?"),
    ),
    (
        InteractionKind.SITE_VISIT,
        label("good question", "What should we see that we have not been shown yet?"),
    ),
    (
        InteractionKind.BUSINESS_REVIEW,
        label("good question", "Which of our results helped you, and which did not?"),
    ),
    (InteractionKind.BUSINESS_REVIEW, label("good question", "Where did we let you down this year?")),
    (
        InteractionKind.BUSINESS_REVIEW,
        label("good question", "Which of your goals for next year can we work for?"),
    ),
    (InteractionKind.BUSINESS_REVIEW, label("good question", "Would you recommend us, and what is missing?")),
    (
        InteractionKind.BUSINESS_REVIEW,
        label("good question", "Which suppliers do you want more of, and why?"),
    ),
    (InteractionKind.CALL, label("good question", "Is this a good moment, and how much time do we have?")),
    (InteractionKind.CALL, label("good question", "What is the one thing you need from us this week?")),
    (InteractionKind.CALL, label("good question", "Who else should hear what we agree on now?")),
    (InteractionKind.EVENT, label("good question", "What here was new to you?")),
    (InteractionKind.EVENT, label("good question", "Whom of your colleagues should we meet next?")),
)
_OBJECTIONS: Final[tuple[tuple[Label, Label], ...]] = (
    (
        label("usual objection", "You are more expensive"),
        label("answer", "Let us count what a unit costs in use: losses, stoppages, deliveries"),
    ),
    (
        label("usual objection", "We have a supplier already"),
        label("answer", "A second source for a part of the volume insures you; let us begin with a trial"),
    ),
    (
        label("usual objection", "We need a longer deferral"),
        label("answer", "Possible in exchange for volume; name the figure you are ready for"),
    ),
    (
        label("usual objection", "After the complaint we do not trust it"),
        label("answer", "The cause is found and removed; here is the proof, and what we check now"),
    ),
    (
        label("usual objection", "There is no budget this year"),
        label("answer", "Let us prepare the figures for the next one now; when is it put together?"),
    ),
    (
        label("usual objection", "We have to think about it"),
        label("answer", "What is missing for the decision? Let us settle that and a date"),
    ),
)


@dataclass(frozen=True, slots=True)
class PhraseRow:
    """A phrase that can be taken. Without an identity it comes with the program."""

    text: str
    answer: str = ""
    meeting_kind: InteractionKind | None = None
    id: UUID | None = None


def phrase_book(
    workspace: Workspace, kind: PhraseKind, meeting_kind: InteractionKind, *, language: str
) -> list[PhraseRow]:
    """What suits a kind of meeting: our own phrases first, then those of the kind, then those for any."""
    words = words_for(language)
    with workspace.reading() as session:
        query = select(Phrase).where(Phrase.kind == kind).order_by(Phrase.id.desc())
        own = [
            PhraseRow(each.text, each.answer or "", each.meeting_kind, each.id)
            for each in session.scalars(query)
            if each.meeting_kind in (None, meeting_kind)
        ]
    if kind is PhraseKind.OBJECTION:
        ready = [PhraseRow(words.of(text), words.of(answer)) for text, answer in _OBJECTIONS]
    else:
        ready = [PhraseRow(words.of(text), "", of) for of, text in _QUESTIONS if of in (None, meeting_kind)]
        ready.sort(key=lambda row: row.meeting_kind is None)
    known = {fold(row.text) for row in own}
    return [*own, *(row for row in ready if fold(row.text) not in known)]


def keep_phrase(
    workspace: Workspace,
    kind: PhraseKind,
    text: str,
    answer: str | None = None,
    meeting_kind: InteractionKind | None = None,
) -> Outcome[UUID]:
    """Keep a phrase as our own; one that is there already is that one, with the new answer.

    Raises:
        FieldErrors: ``text`` or ``answer``.

    """
    with workspace.writing("phrase.kept") as unit, unit.no_autoflush:
        there = unit.scalars(select(Phrase).where(Phrase.kind == kind)).all()
        found = next((each for each in there if fold(each.text) == fold(text)), None)
        phrase = found or Phrase(kind=kind, text="-", meeting_kind=meeting_kind)
        if not text.strip():
            refuse([FieldError("text", "field.required")])
        refuse(
            fill(
                phrase,
                [FormField("text"), FormField("answer")],
                {"text": text, "answer": answer},
                currency="",
            )
        )
        if found is None:
            unit.add(phrase)
        return Outcome(phrase.id, Area.SETTINGS)


def delete_phrase(workspace: Workspace, phrase_id: UUID) -> Outcome[None]:
    """Delete a phrase of our own."""
    with workspace.writing("phrase.deleted") as unit:
        unit.remove(Phrase, [phrase_id])
        return Outcome(None, Area.SETTINGS)
