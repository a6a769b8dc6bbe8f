"""What the forms of a complaint hand in: plain data.

A moment without a zone is the workspace's wall clock, as people type it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypedDict
from uuid import UUID

from kam.core.money import Money
from kam.core.vocabulary import (
    Attitude,
    Channel,
    CommitmentKind,
    CompensationKind,
    ComplaintKind,
    ComplaintStage,
    Direction,
    InteractionKind,
    Severity,
)
from kam.services.capturing.rows import CaptureFile


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """The letter a complaint came in; kept as a contact of the client's timeline, linked to the complaint.

    ``external_id`` is the letter's own name, by which it is known when it is dropped again.
    """

    subject: str
    text: str
    sent_at: datetime | None = None
    external_id: str | None = None
    direction: Direction = Direction.INCOMING


@dataclass(frozen=True, slots=True)
class ComplaintDraft:
    """A complaint to be registered. ``number`` None takes the next; ``received_at`` None is now.

    ``owner_id`` None is me. ``interaction_id`` is a contact that is kept already, ``letter`` one to be kept;
    ``files`` become documents of the complaint. What was acknowledged or answered in substance on the spot,
    in a meeting or by telephone, says so.
    """

    account_id: UUID | None = None
    summary: str = ""
    channel: Channel = Channel.EMAIL
    kind: ComplaintKind = ComplaintKind.QUALITY
    severity: Severity = Severity.NORMAL
    received_at: datetime | None = None
    number: str | None = None
    raised_by_id: UUID | None = None
    unit_id: UUID | None = None
    product_line_id: UUID | None = None
    department: str = ""
    description: str = ""
    remedy_sought: str = ""
    amount: Money | None = None
    order_number: str = ""
    owner_id: UUID | None = None
    interaction_id: UUID | None = None
    letter: LetterDraft | None = None
    acknowledged_at_once: bool = False
    answered_at_once: bool = False
    files: Sequence[CaptureFile] = field(default=())


class ComplaintChanges(TypedDict, total=False):
    """What can be mended of a complaint; what is not named stays. Channel and severity: ``reclassify``."""

    number: str
    summary: str
    kind: ComplaintKind
    received_at: datetime
    raised_by_id: UUID | None
    unit_id: UUID | None
    product_line_id: UUID | None
    department: str | None
    description: str | None
    remedy_sought: str | None
    amount: Money | None
    order_number: str | None
    owner_id: UUID | None
    containment: str | None
    root_cause: str | None
    escape_cause: str | None
    agreed_line: str | None
    client_status: str | None


@dataclass(frozen=True, slots=True)
class StageMove:
    """A stage to go to, and what it asked for. ``at`` None is now, ``by_id`` None is me.

    What is None is not touched. ``answer`` is the answer of substance, kept as a letter of ours at ``at``.
    """

    stage: ComplaintStage
    at: datetime | None = None
    by_id: UUID | None = None
    note: str | None = None
    owner_id: UUID | None = None
    severity: Severity | None = None
    kind: ComplaintKind | None = None
    department: str | None = None
    containment: str | None = None
    root_cause: str | None = None
    escape_cause: str | None = None
    answer: str | None = None
    client_status: str | None = None
    rejection_reason: str | None = None


@dataclass(frozen=True, slots=True)
class WhyDraft:
    """One of the whys: the question may be left out, the answer not. Depth is the place in the list."""

    answer: str
    question: str = ""
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class IsIsNotDraft:
    """A question, what holds and what does not."""

    question: str
    holds: str = ""
    does_not_hold: str = ""
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ActionDraft:
    """A measure: containment, corrective or preventive. ``owner_id`` None is me."""

    text: str
    kind: CommitmentKind = CommitmentKind.CORRECTIVE
    owner_id: UUID | None = None
    due_on: date | None = None
    promised_to_client: bool = False
    proof: str = ""


@dataclass(frozen=True, slots=True)
class CompensationDraft:
    """What makes good. ``approved_by_id`` None waits for somebody's approval."""

    kind: CompensationKind
    amount: Money | None = None
    on: date | None = None
    note: str = ""
    approved_by_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What was told to the client, by which kind of contact and when.

    One ``of_substance`` stops the second clock; without it this is correspondence alone: a question, an
    interim word.
    """

    text: str
    at: datetime | None = None
    kind: InteractionKind = InteractionKind.EMAIL
    subject: str = ""
    to_id: UUID | None = None
    of_substance: bool = True


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A touch planned after closing: "is everything all right now?". ``at`` is the wall clock."""

    at: datetime
    kind: InteractionKind = InteractionKind.CALL
    subject: str = ""
    with_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Closing:
    """Closing with the client. Without the client's word (``satisfaction``) a ``reason`` is asked for.

    ``summary`` is what was written to the client on ``sent_on``. ``attitude_after`` becomes a rating of
    whoever raised the complaint, with ``evidence``.
    """

    summary: str = ""
    sent_on: date | None = None
    kind: InteractionKind = InteractionKind.EMAIL
    satisfaction: int | None = None
    attitude_before: Attitude | None = None
    attitude_after: Attitude | None = None
    evidence: str = ""
    reason: str = ""
    follow_up: FollowUp | None = None
    at: datetime | None = None
    by_id: UUID | None = None
