"""A brief as it will be once what is being typed is saved: what the preview shows before any saving.

Only what the parts themselves say is put in; what is computed from them (what we do not know, who comes)
follows with the saving.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kam.core.vocabulary import ChecklistCode
from kam.reports.content import (
    AgendaLine,
    Arrangement,
    AskOrOfferLine,
    BriefContent,
    ChecklistLine,
    CustomerBriefContent,
    ObjectionLine,
    OurAttendee,
    Proposal,
    QuestionLine,
)
from kam.services.briefs.customer import without_hidden
from kam.services.preparing.parts import (
    AgendaPart,
    AsksPart,
    AttendeesPart,
    ChecklistPart,
    ObjectionsPart,
    Part,
    PurposePart,
    QuestionsPart,
)
from kam.services.preparing.records import is_named, says_something


def with_typed(content: BriefContent, parts: Iterable[Part]) -> BriefContent:
    """Our brief with parts that are not saved yet."""
    for part in parts:
        content = replace(content, **_ours(content, part))
    return content


def with_typed_for_client(
    content: CustomerBriefContent, parts: Iterable[Part], arrangement: Arrangement
) -> CustomerBriefContent:
    """The client's copy with parts that are not saved yet: of each only what may go to the client."""
    for part in parts:
        match part:
            case AgendaPart():
                points = tuple(
                    AgendaLine(_text(line.client_wording) or _text(line.title), line.minutes)
                    for line in _written(part)
                    if line.for_client
                )
                head = replace(content.head, purpose=_text(part.client_purpose))
                content = replace(content, head=head, agenda=points)
            case AsksPart():
                content = replace(content, proposals=_proposals(part))
            case QuestionsPart():
                said = tuple(
                    _text(line.client_wording) or _text(line.text) for line in _written(part) if line.sayable
                )
                content = replace(content, discussion=said)
            case _:
                pass
    return without_hidden(content, arrangement)


def _ours(content: BriefContent, part: Part) -> dict[str, Any]:  # noqa: PLR0911 - one a part
    match part:
        case PurposePart():
            return {
                "purpose": _text(part.purpose),
                "best_outcome": _text(part.best_outcome),
                "minimum_outcome": _text(part.minimum_outcome),
            }
        case AttendeesPart():
            return {"ours": _with_tasks(content.ours, part)}
        case QuestionsPart():
            return {
                "questions": tuple(
                    QuestionLine(_text(line.text), internal=not line.sayable)
                    for line in _written(part)
                    if line.sayable or line.ask_whom_id is None
                )
            }
        case AsksPart():
            return {
                "asks": tuple(
                    AskOrOfferLine(
                        line.kind,
                        _text(line.what),
                        _text(line.opening),
                        _text(line.limit),
                        _text(line.in_exchange),
                        _text(line.decides_beyond),
                    )
                    for line in _written(part)
                )
            }
        case ObjectionsPart():
            return {
                "objections": tuple(
                    ObjectionLine(_text(line.objection), _text(line.answer)) for line in _written(part)
                )
            }
        case ChecklistPart():
            return {"checklist": _checks(part)}
    return {}


def _with_tasks(ours: tuple[OurAttendee, ...], part: AttendeesPart) -> tuple[OurAttendee, ...]:
    """The tasks as typed; whoever was added or let go follows with the saving."""
    lines = [line for line in part.lines if line.is_ours]
    if len(lines) != len(ours):
        return ours
    return tuple(replace(one, task=_text(line.task)) for one, line in zip(ours, lines, strict=True))


def _checks(part: ChecklistPart) -> tuple[ChecklistLine, ...]:
    return tuple(
        ChecklistLine(
            line.code,
            line.done,
            _text(line.text) or (_text(part.logistics) if line.code is ChecklistCode.LOGISTICS else ""),
        )
        for line in _written(part)
    )


def _proposals(part: AsksPart) -> tuple[Proposal, ...]:
    found = []
    for line in _written(part):
        title, wording = _text(line.client_title), _text(line.client_wording)
        if title or wording:
            found.append(Proposal(title or wording, wording if title and wording else ""))
    return tuple(found)


def _written(part: Any) -> list[Any]:
    """The lines of a part that will be kept."""
    kind = type(part)
    return [line for line in part.lines if says_something(line) and is_named(kind, line)]


def _text(typed: str | None) -> str:
    return (typed or "").strip()
