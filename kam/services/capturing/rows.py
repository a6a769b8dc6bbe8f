"""What the capture window is given, and what it hands back: plain data, safe on any thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from uuid import UUID

from kam.analysis.capture.matching import OpenPromise
from kam.analysis.capture.names import Names
from kam.core.vocabulary import (
    AccountStatus,
    Attitude,
    Direction,
    DocumentKind,
    InteractionKind,
    InteractionOutcome,
    Mood,
    Side,
)
from kam.services.people.names import NameParts


@dataclass(frozen=True, slots=True)
class CapturePerson:
    """Somebody of the client who may have taken part. ``id`` is their place; ``emails`` are folded."""

    id: UUID
    name: NameParts
    placeholder: str
    job_title: str | None
    attitude: Attitude | None
    emails: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        """«Соболева»; of a place without a name its description."""
        return self.name.brief or self.placeholder


@dataclass(frozen=True, slots=True)
class CaptureColleague:
    """One of us."""

    id: UUID
    name: str
    is_me: bool
    email: str


@dataclass(frozen=True, slots=True)
class WaitingMeeting:
    """A planned meeting whose outcome may be recorded: it has begun. Times are of its own zone."""

    id: UUID
    kind: InteractionKind
    subject: str
    starts_local: datetime
    zone: str
    minutes: int | None
    place: str | None
    stakeholder_ids: tuple[UUID, ...]
    colleague_ids: tuple[UUID, ...]
    guests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaptureContext:
    """What is known before anything is typed; the text is read against ``names`` and ``promises``."""

    account_id: UUID
    account: str
    status: AccountStatus
    today: date
    people: tuple[CapturePerson, ...]
    colleagues: tuple[CaptureColleague, ...]
    waiting: tuple[WaitingMeeting, ...]
    last_kinds: tuple[InteractionKind, ...]
    promises: tuple[OpenPromise, ...]
    names: Names


@dataclass(frozen=True, slots=True)
class AccountChoice:
    """An account that can be captured about."""

    id: UUID
    name: str
    status: AccountStatus


@dataclass(frozen=True, slots=True)
class NewPromise:
    """A promise to be written down; where it is an open one, ``open_id`` says which, and its date is moved.

    A date that moves because both talked about it counts as agreed.
    """

    side: Side
    text: str
    owner_id: UUID | None = None
    due_on: date | None = None
    due_at: time | None = None
    open_id: UUID | None = None
    agreed: bool = True


@dataclass(frozen=True, slots=True)
class NewStep:
    """A next step: a contact to be planned where it has a kind, else a task of ours."""

    text: str
    kind: InteractionKind | None = None
    owner_id: UUID | None = None
    stakeholder_ids: tuple[UUID, ...] = ()
    due_on: date | None = None
    due_at: time | None = None


@dataclass(frozen=True, slots=True)
class NewRating:
    """An attitude that was confirmed, and the words it follows from."""

    stakeholder_id: UUID
    attitude: Attitude
    evidence: str


@dataclass(frozen=True, slots=True)
class CaptureFile:
    """A file to be kept: at a path, or its bytes where it came inside a letter."""

    name: str
    kind: DocumentKind = DocumentKind.OTHER
    path: Path | None = None
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Capture:
    """Everything that was typed and confirmed. ``meeting_id`` is a planned one that this finishes."""

    account_id: UUID
    kind: InteractionKind
    starts_local: datetime
    subject: str
    meeting_id: UUID | None = None
    minutes: int | None = None
    place: str | None = None
    direction: Direction | None = None
    external_id: str | None = None
    stakeholder_ids: Sequence[UUID] = ()
    colleague_ids: Sequence[UUID] = ()
    guests: Sequence[str] = ()
    outcome: InteractionOutcome | None = None
    mood: Mood | None = None
    notes: str = ""
    learned: str = ""
    competitor_mentions: str = ""
    competitors_seen: Sequence[UUID] = ()
    promises: Sequence[NewPromise] = ()
    steps: Sequence[NewStep] = ()
    ratings: Sequence[NewRating] = ()
    further_accounts: Sequence[UUID] = ()
    files: Sequence[CaptureFile] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """What a capture became."""

    interaction_id: UUID
    account_id: UUID
    promises: int
    steps: int
