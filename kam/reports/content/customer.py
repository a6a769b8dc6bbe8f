"""Everything the customer-safe brief shows: a document of its own, not a censored one (domain.md §11).

No type of this file has a field for anything internal, so nothing internal can reach the customer's paper:
neither ratings, roles, segment, health, competitors, risks, margin, plan, debt, limits nor checklist.
The rules for text, money and moments are those of the internal brief.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from kam.core.periods import Month
from kam.core.vocabulary import BriefSection, ComplaintStage
from kam.reports.content.people import PersonName


@dataclass(frozen=True, slots=True)
class CustomerHead:
    """Who meets whom, when and about what, in words meant for the client."""

    client: str
    our_company: str
    as_of: datetime
    printed_at: datetime
    zone: str = "UTC"
    """IANA zone in which every moment is shown."""
    our_logo: bytes | None = None
    """PNG or JPEG; None = the name alone."""
    subject: str = ""
    """The meeting's subject in its wording for the client."""
    purpose: str = ""
    """The purpose in its wording for the client; empty = left out."""
    starts_at: datetime | None = None
    minutes: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A point of the agenda."""

    text: str
    minutes: int | None = None
    """None = no time set; clock times are shown only as long as every point before has minutes."""


@dataclass(frozen=True, slots=True)
class CustomerAttendee:
    """Somebody at the table, with the job title that everybody knows."""

    name: PersonName
    title: str = ""


@dataclass(frozen=True, slots=True)
class BoughtMonth:
    """A month of purchases, minor units; None = no data."""

    month: Month
    bought: int | None
    year_before: int | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class BoughtLine:
    """A product line over the same 12 months, largest first."""

    name: str
    bought: int
    year_before: int | None = None


@dataclass(frozen=True, slots=True)
class Bought:
    """What the client bought in 12 months; ``months`` are twelve, oldest first, or empty."""

    months: tuple[BoughtMonth, ...] = ()
    total: int | None = None
    total_before: int | None = None
    lines: tuple[BoughtLine, ...] = ()


class ObligationState(StrEnum):
    """How a promise stands, as the client may see it."""

    LATE = "late"
    OPEN = "open"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Obligation:
    """A promise between the companies (internal tasks are never here); late first, then open, then kept."""

    text: str
    owner: str = ""
    due_on: date | None = None
    state: ObligationState = ObligationState.OPEN


@dataclass(frozen=True, slots=True)
class CustomerComplaint:
    """A complaint by its stage."""

    number: str
    summary: str
    received_on: date | None = None
    stage: ComplaintStage = ComplaintStage.RECEIVED
    answer_due_at: datetime | None = None
    """When the next answer is due from us; None = not running."""
    waiting_for: str = ""
    """What we wait for from the client, in words for the client."""
    next_step: str = ""
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class ComplaintRecord:
    """Complaints received this year and how many were answered within their norm."""

    year: int
    received: int
    answered_in_time: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """An offer in its wording for the client."""

    title: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CustomerBriefContent:
    """Everything the customer-safe brief shows."""

    head: CustomerHead
    currency: str
    agenda: tuple[AgendaLine, ...] = ()
    attendees: tuple[CustomerAttendee, ...] = ()
    ours: tuple[CustomerAttendee, ...] = ()
    bought: Bought = field(default_factory=Bought)
    our_obligations: tuple[Obligation, ...] = ()
    their_obligations: tuple[Obligation, ...] = ()
    mark_late: bool = True
    """Whether a promise whose date has passed is marked as such (a workspace setting)."""
    complaints: tuple[CustomerComplaint, ...] = ()
    complaint_record: ComplaintRecord | None = None
    proposals: tuple[Proposal, ...] = ()
    discussion: tuple[str, ...] = ()
    """Sayable questions and points, in order."""
    order: tuple[BriefSection, ...] = ()
    """In which order sections stand, where somebody moved any; else empty."""
