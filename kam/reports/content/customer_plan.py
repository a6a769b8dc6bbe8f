"""Everything the customer-safe plan shows: a document of its own, not a censored one (domain.md §7, §11).

No type of this file has a field for anything internal, so nothing internal can reach the client: neither
strategy, ambition, status, version, ratings of people, SWOT, competitors, risks, our revenue aims, budget
nor notes. Where a field is typed twice in the plan, for us and for the client, only the client's wording is
here. The rules for text, money and moments are those of ``plan.py``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from kam.reports.content.customer import (
    Bought,
    ComplaintRecord,
    CustomerAttendee,
    CustomerComplaint,
    Obligation,
)


@dataclass(frozen=True, slots=True)
class CustomerPlanHead:
    """Whose plan with whom, and for when."""

    client: str
    our_company: str
    title: str
    starts_on: date
    ends_on: date
    as_of: datetime
    printed_at: datetime
    zone: str = "UTC"
    """IANA zone in which every moment is shown."""
    our_logo: bytes | None = None
    """PNG or JPEG; None = the name alone."""


@dataclass(frozen=True, slots=True)
class CustomerObjective:
    """An objective in its wording for the client, and what the companies promised each other for it."""

    text: str
    obligations: tuple[Obligation, ...] = ()
    """Promises between the companies under this objective; our own tasks are never here."""


@dataclass(frozen=True, slots=True)
class CustomerContact:
    """Who of ours is there for whom of theirs, with the job titles that everybody knows."""

    ours: CustomerAttendee
    theirs: CustomerAttendee


@dataclass(frozen=True, slots=True)
class CustomerMeeting:
    """A planned meeting, its subject in its wording for the client."""

    on: date
    subject: str = ""
    is_review: bool = False


@dataclass(frozen=True, slots=True)
class CustomerPlanPaper:
    """Everything the customer-safe plan shows."""

    head: CustomerPlanHead
    currency: str
    goals: str = ""
    """The client's goals."""
    initiatives: str = ""
    """The client's own initiatives."""
    field_of_play: str = ""
    value_we_bring: str = ""
    how_client_gains: str = ""
    objectives: tuple[CustomerObjective, ...] = ()
    our_obligations: tuple[Obligation, ...] = ()
    """Ours under no objective of the plan that has a wording for the client."""
    their_obligations: tuple[Obligation, ...] = ()
    mark_late: bool = True
    """Whether a promise whose date has passed is marked as such (a workspace setting)."""
    bought: Bought = field(default_factory=Bought)
    complaints: tuple[CustomerComplaint, ...] = ()
    complaint_record: ComplaintRecord | None = None
    ours: tuple[CustomerAttendee, ...] = ()
    """Our team on the account."""
    contacts: tuple[CustomerContact, ...] = ()
    meetings: tuple[CustomerMeeting, ...] = ()
    """Planned ones, soonest first."""
