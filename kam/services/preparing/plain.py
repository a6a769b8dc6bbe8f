"""Parts of a preparation as JSON knows them, for keeping what is typed as a draft."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any, Final
from uuid import UUID

from kam.core.vocabulary import AskOrOfferKind, ChecklistCode
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
    PurposePart,
    QuestionLine,
    QuestionsPart,
)

_CODES: Final[dict[str, tuple[type[Part], type[Line] | None]]] = {
    "purpose": (PurposePart, None),
    "attendees": (AttendeesPart, AttendeeLine),
    "agenda": (AgendaPart, AgendaLine),
    "questions": (QuestionsPart, QuestionLine),
    "asks": (AsksPart, AskLine),
    "objections": (ObjectionsPart, ObjectionLine),
    "checklist": (ChecklistPart, CheckLine),
}


def as_plain(parts: Iterable[Part]) -> dict[str, Any]:
    """Parts by their codes."""
    names = {part: code for code, (part, _) in _CODES.items()}
    return {names[type(part)]: _plain(part) for part in parts}


def from_plain(stored: Mapping[str, Any]) -> list[Part]:
    """The parts that were kept; one that cannot be understood any more is left out."""
    found = []
    for code, (part, line) in _CODES.items():
        if isinstance(values := stored.get(code), dict):
            try:
                found.append(_part(part, line, values))
            except (TypeError, ValueError, KeyError, AttributeError):
                continue
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if hasattr(value, "__dataclass_fields__"):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, UUID):
        return str(value)
    return value.value if isinstance(value, AskOrOfferKind | ChecklistCode) else value


def _part(part: type[Part], line: type[Line] | None, values: Mapping[str, Any]) -> Part:
    given = {name: value for name, value in values.items() if name != "lines"}
    if line is not None:
        given["lines"] = tuple(_line(line, each) for each in values["lines"])
    return part(**given)


def _line(line: type[Line], values: Mapping[str, Any]) -> Line:
    return line(**{name: _value(name, value) for name, value in values.items()})


def _value(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name == "id" or name.endswith("_id"):
        return UUID(value)
    if name == "kind":
        return AskOrOfferKind.of(value)
    return ChecklistCode.of(value) if name == "code" else value
