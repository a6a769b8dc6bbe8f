"""How a line of the preparation is kept in its record, and read from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.vocabulary import ChecklistCode
from kam.models import (
    AgendaItem,
    AskOrOffer,
    ChecklistItem,
    Interaction,
    Objection,
    Participant,
    Question,
    Record,
)
from kam.services.preparing.parts import (
    AgendaLine,
    AgendaPart,
    AskLine,
    AsksPart,
    AttendeeLine,
    AttendeesPart,
    CheckLine,
    ChecklistPart,
    Line,
    ObjectionLine,
    ObjectionsPart,
    Part,
    Parts,
    PurposePart,
    QuestionLine,
    QuestionsPart,
)
from kam.services.settings.preparation import checklist_of


@dataclass(frozen=True, slots=True)
class Keeping:
    """A part's lines in a table: ``told`` makes a line of a record, ``kept`` the columns of a line.

    ``named`` is the field without which a line says nothing.
    """

    step: str
    entity: type[Record]
    named: str
    told: Callable[[Any], Line]
    kept: Callable[[Any], dict[str, Any]]
    fields: tuple[str, ...] = ()
    """The meeting's own fields that belong to the part."""


def _as_is(line: type[Line], *names: str) -> tuple[Callable[[Any], Line], Callable[[Any], dict[str, Any]]]:
    """A line whose fields are the columns."""

    def told(record: Any) -> Line:
        return line(record.id, **{name: getattr(record, name) for name in names})

    def kept(shown: Any) -> dict[str, Any]:
        return {name: getattr(shown, name) for name in names}

    return told, kept


def _point(record: AgendaItem) -> AgendaLine:
    own = record.client_wording if record.client_wording != record.title else None
    return AgendaLine(record.id, record.title, record.minutes, record.client_wording is not None, own)


def _kept_point(line: AgendaLine) -> dict[str, Any]:
    shown = (line.client_wording or line.title) if line.for_client else None
    return {"title": line.title, "minutes": line.minutes, "client_wording": shown}


def _question(record: Question) -> QuestionLine:
    own = record.client_wording if record.client_wording != record.text else None
    return QuestionLine(record.id, record.text, record.sayable, own, record.ask_whom_id)


def _kept_question(line: QuestionLine) -> dict[str, Any]:
    return {
        "text": line.text,
        "sayable": line.sayable,
        "client_wording": line.client_wording if line.sayable else None,
        "ask_whom_id": line.ask_whom_id,
    }


def _check(record: ChecklistItem) -> CheckLine:
    return CheckLine(record.id, record.code, record.text, record.done)


_attendee = _as_is(AttendeeLine, "stakeholder_id", "colleague_id", "guest", "task")
_ask = _as_is(
    AskLine,
    "kind",
    "what",
    "opening",
    "limit",
    "in_exchange",
    "decides_beyond",
    "client_title",
    "client_wording",
)
_objection = _as_is(ObjectionLine, "objection", "answer")
_checked = _as_is(CheckLine, "code", "text", "done")

KEEPING: Final[dict[type[Part], Keeping]] = {
    AttendeesPart: Keeping("preparation.attendees", Participant, "guest", *_attendee),
    AgendaPart: Keeping("preparation.agenda", AgendaItem, "title", _point, _kept_point, ("client_purpose",)),
    QuestionsPart: Keeping("preparation.questions", Question, "text", _question, _kept_question),
    AsksPart: Keeping("preparation.asks", AskOrOffer, "what", *_ask),
    ObjectionsPart: Keeping("preparation.objections", Objection, "objection", *_objection),
    ChecklistPart: Keeping(
        "preparation.checklist", ChecklistItem, "text", *_checked, ("logistics", "travel_minutes")
    ),
}
PURPOSE_STEP: Final = "preparation.purpose"
PURPOSE_FIELDS: Final = ("purpose", "best_outcome", "minimum_outcome")


def records_of(session: Session, meeting: Interaction, entity: type[Any]) -> list[Any]:
    """The meeting's records of an entity, in their order."""
    query = select(entity).where(entity.interaction_id == meeting.id).order_by(entity.position, entity.id)
    return list(session.scalars(query))


def read_parts(session: Session, meeting: Interaction) -> Parts:
    """Everything that is prepared; a meeting without a checklist of its own has the usual one."""

    def lines(part: type[Part]) -> tuple[Any, ...]:
        keeping = KEEPING[part]
        return tuple(keeping.told(record) for record in records_of(session, meeting, keeping.entity))

    checks = lines(ChecklistPart) or tuple(
        CheckLine(_usual_id(meeting, number), entry.code, entry.text)
        for number, entry in enumerate(checklist_of(session))
    )
    return Parts(
        purpose=PurposePart(*(getattr(meeting, name) for name in PURPOSE_FIELDS)),
        attendees=AttendeesPart(lines(AttendeesPart)),
        agenda=AgendaPart(meeting.client_purpose, lines(AgendaPart)),
        questions=QuestionsPart(lines(QuestionsPart)),
        asks=AsksPart(lines(AsksPart)),
        objections=ObjectionsPart(lines(ObjectionsPart)),
        checklist=ChecklistPart(checks, meeting.logistics, meeting.travel_minutes),
    )


def _usual_id(meeting: Interaction, number: int) -> UUID:
    """The identity that an item of the usual checklist will have once it is the meeting's own."""
    return UUID(bytes=sha256(meeting.id.bytes + number.to_bytes(2)).digest()[:16])


def says_something(line: Line) -> bool:
    """Whether anything is written in a line; a check by its code needs no words."""
    if isinstance(line, CheckLine):
        return line.code is not ChecklistCode.CUSTOM or _written(line.text)
    if isinstance(line, AttendeeLine):
        return bool(line.stakeholder_id or line.colleague_id) or _written(line.guest)
    fields = (getattr(line, name) for name in type(line).__dataclass_fields__ if name != "id")
    texts = [value for value in fields if isinstance(value, str) and not hasattr(value, "label")]
    return any(_written(text) for text in texts) or getattr(line, "minutes", None) is not None


def is_named(part: type[Part], line: Line) -> bool:
    """Whether a line says what it is about."""
    if isinstance(line, CheckLine | AttendeeLine):
        return True
    return _written(getattr(line, KEEPING[part].named))


def _written(text: str | None) -> bool:
    return bool(text and text.strip())
