"""Everything the internal brief shows, as plain typed data (domain.md §11).

Rules that hold for every field:

- Text is what a person typed, raw: not escaped, not cut, not marked up. ``**word**`` prints bold; nothing
  else in a text is markup. An empty text means that nothing was written.
- None means unknown, never zero.
- Money is in minor units of ``currency``; shares are fractions of one.
- Days and hours are counted to the start of the meeting (to ``as_of`` where there is no meeting).
- Lists come in the order in which they are to be read and uncut; the paper cuts and says so.
- The language of the paper is that of the words handed to the drawing, not of the content.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from kam.analysis.health.churn import ChurnRisk
from kam.core.vocabulary import AccountStatus, InteractionKind, KeyGroup, Segment
from kam.reports.content.arrangement import Arrangement
from kam.reports.content.meeting import (
    AskOrOfferLine,
    Change,
    ChecklistLine,
    FirstThing,
    ObjectionLine,
    QuestionLine,
    RiskLine,
    Unknown,
)
from kam.reports.content.money import CompetitorLine, MoneyBlock, OpportunityLine
from kam.reports.content.people import AbsentDecider, AttendeeCard, OurAttendee, UncoveredRole
from kam.reports.content.promises import CommitmentLine, ComplaintLine, KeptRate
from kam.reports.stakeholder_maps.content import MapContent, MapPaper


@dataclass(frozen=True, slots=True)
class Health:
    """Health 0–100 and its change within a month (None = not known a month ago)."""

    score: int
    change: int | None = None


@dataclass(frozen=True, slots=True)
class ChurnLine:
    """That the client may leave; a low risk is none. ``reason`` is the gravest, in the paper's language."""

    risk: ChurnRisk
    reason: str = ""


@dataclass(frozen=True, slots=True)
class BriefHead:
    """Who, when, where, as of when."""

    account: str
    as_of: datetime
    """The moment of the data, with zone."""
    printed_at: datetime
    """The moment of printing, with zone; the document's own dates come from it."""
    zone: str = "UTC"
    """IANA zone in which every moment is shown."""
    subject: str = ""
    """The meeting's subject; empty = none given."""
    client_subject: str = ""
    """The subject in its wording for the client: all that is said of it below the fold. Empty = nothing."""
    kind: InteractionKind = InteractionKind.MEETING
    starts_at: datetime | None = None
    """With zone; None = a brief on an account without a planned meeting."""
    minutes: int | None = None
    place: str = ""
    segment: Segment | None = None
    group: KeyGroup | None = None
    status: AccountStatus | None = None
    health: Health | None = None
    """None leaves health out of the paper altogether."""
    contract_ends_on: date | None = None
    """End of the contract in force; None = no contract known."""
    contract_number: str = ""
    last_meeting_on: date | None = None
    """When we last met this account; None = never."""
    changes_since: date | None = None
    """From when changes count, where not from the last meeting: the date of what was printed for it."""
    our_company: str = ""
    """Our company's name; the document's author, and on the customer's copy its sender. May be empty."""


@dataclass(frozen=True, slots=True)
class BriefContent:
    """Everything the internal brief shows."""

    head: BriefHead
    currency: str
    """ISO 4217 code of every amount."""
    purpose: str = ""
    best_outcome: str = ""
    minimum_outcome: str = ""
    first: tuple[FirstThing, ...] = ()
    attendees: tuple[AttendeeCard, ...] = ()
    ours: tuple[OurAttendee, ...] = ()
    absent: tuple[AbsentDecider, ...] = ()
    changes: tuple[Change, ...] = ()
    we_promised: tuple[CommitmentLine, ...] = ()
    they_promised: tuple[CommitmentLine, ...] = ()
    our_kept_rate: KeptRate | None = None
    their_kept_rate: KeptRate | None = None
    complaints: tuple[ComplaintLine, ...] = ()
    """Open complaints. None open is good news and is said so when ``complaints_ever`` is above zero."""
    complaints_ever: int = 0
    """How many complaints this account has ever had on record."""
    money: MoneyBlock = field(default_factory=MoneyBlock)
    opportunities: tuple[OpportunityLine, ...] = ()
    """Open opportunities by weighted amount; whitespace cells only where there are none."""
    competitors: tuple[CompetitorLine, ...] = ()
    uncovered: tuple[UncoveredRole, ...] = ()
    churn: ChurnLine | None = None
    risks: tuple[RiskLine, ...] = ()
    asks: tuple[AskOrOfferLine, ...] = ()
    objections: tuple[ObjectionLine, ...] = ()
    questions: tuple[QuestionLine, ...] = ()
    unknowns: tuple[Unknown, ...] = ()
    checklist: tuple[ChecklistLine, ...] = ()
    arrangement: Arrangement = field(default_factory=Arrangement)
    """Order and visibility of the sections."""
    maps: tuple[MapPaper, ...] = ()
    """The maps of the client's people that stand behind the brief, on pages of their own."""
    people_map: MapContent | None = None
    """What they show; None where no map is wished for, or nobody is on it."""
