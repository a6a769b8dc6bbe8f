"""What is prepared for a meeting, part by part: what its editor shows, and what is saved as one step.

A line of a list keeps its identity from when it is begun, so that it is the same line after any saving.
A line in which nothing is written is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias
from uuid import UUID

from kam.core.ids import new_id
from kam.core.vocabulary import AskOrOfferKind, ChecklistCode


@dataclass(frozen=True, slots=True)
class PurposePart:
    """Why we meet, and what we want to leave with."""

    purpose: str | None = None
    best_outcome: str | None = None
    minimum_outcome: str | None = None


@dataclass(frozen=True, slots=True)
class AttendeeLine:
    """Somebody who takes part: one of theirs, one of us, or a guest named in words; exactly one of them."""

    id: UUID = field(default_factory=new_id)
    stakeholder_id: UUID | None = None
    colleague_id: UUID | None = None
    guest: str | None = None
    task: str | None = None

    @property
    def is_ours(self) -> bool:
        """Whether it is one of us."""
        return self.colleague_id is not None


@dataclass(frozen=True, slots=True)
class AttendeesPart:
    """Who takes part, in order, and what ours answer for."""

    lines: tuple[AttendeeLine, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A point of the agenda. The client reads it where it is ``for_client``, in words of his own if any."""

    id: UUID = field(default_factory=new_id)
    title: str | None = None
    minutes: int | None = None
    for_client: bool = True
    client_wording: str | None = None


@dataclass(frozen=True, slots=True)
class AgendaPart:
    """The agenda, and the purpose as the client reads it."""

    client_purpose: str | None = None
    lines: tuple[AgendaLine, ...] = ()


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """Something to find out. An internal one that names whom to ask is something we do not know."""

    id: UUID = field(default_factory=new_id)
    text: str | None = None
    sayable: bool = True
    client_wording: str | None = None
    ask_whom_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class QuestionsPart:
    """The questions, in order."""

    lines: tuple[QuestionLine, ...] = ()


@dataclass(frozen=True, slots=True)
class AskLine:
    """What we ask or give, and how far; ``client_title`` and ``client_wording`` are all the client reads."""

    id: UUID = field(default_factory=new_id)
    kind: AskOrOfferKind = AskOrOfferKind.ASK
    what: str | None = None
    opening: str | None = None
    limit: str | None = None
    in_exchange: str | None = None
    decides_beyond: str | None = None
    client_title: str | None = None
    client_wording: str | None = None


@dataclass(frozen=True, slots=True)
class AsksPart:
    """Asks and offers, in order."""

    lines: tuple[AskLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """What they may say against it, and our answer."""

    id: UUID = field(default_factory=new_id)
    objection: str | None = None
    answer: str | None = None


@dataclass(frozen=True, slots=True)
class ObjectionsPart:
    """Objections, in order."""

    lines: tuple[ObjectionLine, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A step of the preparation; ``text`` is its own wording, else the code's is shown."""

    id: UUID = field(default_factory=new_id)
    code: ChecklistCode = ChecklistCode.CUSTOM
    text: str | None = None
    done: bool = False


@dataclass(frozen=True, slots=True)
class ChecklistPart:
    """The checklist, the way there and what is to be thought of."""

    lines: tuple[CheckLine, ...] = ()
    logistics: str | None = None
    travel_minutes: int | None = None


Part: TypeAlias = (
    PurposePart | AttendeesPart | AgendaPart | QuestionsPart | AsksPart | ObjectionsPart | ChecklistPart
)
Line: TypeAlias = AttendeeLine | AgendaLine | QuestionLine | AskLine | ObjectionLine | CheckLine


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that is prepared by hand for one meeting."""

    purpose: PurposePart = field(default_factory=PurposePart)
    attendees: AttendeesPart = field(default_factory=AttendeesPart)
    agenda: AgendaPart = field(default_factory=AgendaPart)
    questions: QuestionsPart = field(default_factory=QuestionsPart)
    asks: AsksPart = field(default_factory=AsksPart)
    objections: ObjectionsPart = field(default_factory=ObjectionsPart)
    checklist: ChecklistPart = field(default_factory=ChecklistPart)

    def __iter__(self) -> Iterator[Part]:
        """The parts."""
        yield from (
            self.purpose,
            self.attendees,
            self.agenda,
            self.questions,
            self.asks,
            self.objections,
            self.checklist,
        )
