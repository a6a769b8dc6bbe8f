"""How what stands in the window becomes a capture, and how a chip changes the words of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from kam.analysis.capture.names import Who
from kam.analysis.capture.recognition import Captured, FoundPromise, FoundStep, ReadLine, Standing
from kam.core.vocabulary import Attitude, Direction, InteractionKind, InteractionOutcome, Mood
from kam.services.capturing.rows import (
    Capture,
    CaptureContext,
    CaptureFile,
    NewPromise,
    NewRating,
    NewStep,
    WaitingMeeting,
)
from kam.ui.capture.found import Decided, changed_attitude
from kam.ui.widgets.people_picker import Candidate

_SUBJECT: Final = 80
_SENTENCE_END: Final = re.compile(r"[.!?;\n]")
_OWNER: Final = re.compile(r"\s*(?:[:—–]|-(?=\s))\s*")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the window beside what was understood of the text."""

    when: datetime | None
    minutes: int | None
    kind: InteractionKind
    kind_words: str
    meeting: WaitingMeeting | None
    place: str
    people: Sequence[Candidate]
    outcome: InteractionOutcome | None
    mood: Mood | None
    text: str
    subject: str = ""
    direction: Direction | None = None
    external_id: str | None = None
    files: Sequence[CaptureFile] = ()


def capture_of(typed: Typed, found: Captured, context: CaptureContext, decided: Decided) -> Capture:
    """Everything typed and confirmed, ready to be saved."""
    assert typed.when is not None  # noqa: S101 - the window asks for it first
    theirs = {each.id for each in context.people}
    ours = {each.id for each in context.colleagues}
    picked = [each.id for each in typed.people if isinstance(each.id, UUID)]
    return Capture(
        account_id=context.account_id,
        kind=typed.kind,
        starts_local=typed.when,
        subject=typed.meeting.subject if typed.meeting else typed.subject or _subject(typed, found),
        meeting_id=typed.meeting.id if typed.meeting else None,
        minutes=typed.minutes,
        place=typed.place or None,
        direction=typed.direction,
        external_id=typed.external_id,
        stakeholder_ids=[each for each in picked if each in theirs],
        colleague_ids=[each for each in picked if each in ours],
        guests=[each.name for each in typed.people if each.id not in theirs | ours],
        outcome=typed.outcome,
        mood=typed.mood,
        notes=found.notes,
        learned="\n".join(found.learned),
        competitor_mentions="; ".join(
            f"{each.name}, {each.figure}" if each.figure else each.name for each in found.mentions
        ),
        competitors_seen=[
            each.competitor_id for each in found.mentions if each.competitor_id in decided.seen
        ],
        promises=[_promise(each, new=each.text in decided.unlinked) for each in found.promises],
        steps=[_step(each) for each in found.steps],
        ratings=list(_ratings(found, context, decided)),
        further_accounts=[each.id for each in found.accounts if each.id != context.account_id],
        files=typed.files,
    )


def _subject(typed: Typed, found: Captured) -> str:
    """The first sentence; else what was promised or learned first; else what kind of contact it was."""
    first = _SENTENCE_END.split(found.notes.strip(), maxsplit=1)[0].strip()
    items: list[FoundPromise | FoundStep] = [*found.promises, *found.steps]
    made = [*(each.text for each in items), *found.learned, typed.kind_words]
    text = first or made[0]
    if len(text) <= _SUBJECT:
        return text
    return f"{text[:_SUBJECT].rsplit(' ', 1)[0].rstrip(' ,')}…"


def _promise(each: FoundPromise, *, new: bool) -> NewPromise:
    known = None if new or each.standing is Standing.NEW else each.open
    return NewPromise(
        side=each.side,
        text=each.text,
        owner_id=each.owner.id if each.owner else None,
        due_on=each.due,
        due_at=each.at,
        open_id=known.id if known else None,
    )


def _step(each: FoundStep) -> NewStep:
    owner = each.owner
    if owner is None:
        owner = next((one for one in each.people if one.who is Who.COLLEAGUE), None)
    return NewStep(
        text=each.text,
        kind=each.kind,
        owner_id=owner.id if owner else None,
        stakeholder_ids=tuple(one.id for one in each.people if one.who is Who.STAKEHOLDER),
        due_on=each.due,
        due_at=each.at,
    )


def _ratings(found: Captured, context: CaptureContext, decided: Decided) -> list[NewRating]:
    before: dict[UUID, Attitude | None] = {each.id: each.attitude for each in context.people}
    return [
        NewRating(
            each.stakeholder_id, changed_attitude(before.get(each.stakeholder_id), each.step)[1], each.quote
        )
        for each in found.attitudes
        if each.stakeholder_id in decided.rated
    ]


def redated(line: ReadLine, text: str, day: str) -> tuple[int, int, str]:
    """The place of a line's day and the words for another one; at its end where it names none."""
    if line.dates:
        found = line.dates[0]
        words = text[found.start : found.end]
        before = re.match(r"(?:до|к|ко|by|before|until)\s", words, re.IGNORECASE)
        return found.start, found.end, f"{before[0] if before else ''}{day}"
    end = line.start + len(text[line.start : line.end].rstrip())
    return end, end, f" {day}"


def owner_put(found: Captured, number: int, text: str, name: str) -> tuple[int, int, str]:
    """The place at the head of a line where its owner stands, and the words for another one."""
    line = found.lines[number]
    start = line.start + line.mark_length
    items: list[FoundPromise | FoundStep] = [*found.promises, *found.steps]
    owner = next((each.owner for each in items if each.line == number), None)
    first = line.names[0] if line.names else None
    if owner is not None and first is not None and first.known == owner and first.start == start:
        after = _OWNER.match(text, first.end)
        return start, after.end() if after else first.end, f"{name}: " if after else name
    gap = "" if text[line.start + line.mark_length - 1 : start].isspace() else " "
    return start, start, f"{gap}{name}: "
