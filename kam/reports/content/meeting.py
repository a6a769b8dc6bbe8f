"""What a meeting carries: offers, questions, objections, checklist; what changed, is missing, comes first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kam.core.vocabulary import (
    AskOrOfferKind,
    Attitude,
    ChecklistCode,
    ClockState,
    ComplaintStage,
    OpportunityStage,
    Side,
)


@dataclass(frozen=True, slots=True)
class AskOrOfferLine:
    """What we ask or give, and how far."""

    kind: AskOrOfferKind
    subject: str
    opening: str = ""
    """Where we begin."""
    limit: str = ""
    """Where we stop; empty = no limit was set, which the paper says."""
    in_exchange: str = ""
    decides_beyond: str = ""
    """Who decides beyond the limit: a name or a department."""


@dataclass(frozen=True, slots=True)
class ObjectionLine:
    """What they may object and what we answer; an empty answer is shown as missing."""

    text: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question to ask."""

    text: str
    internal: bool = True
    """Not to be read by the client: it never stands below the fold."""


@dataclass(frozen=True, slots=True)
class RiskLine:
    """A risk of the account plan, highest probability × impact first."""

    title: str
    probability: int | None = None
    """1…5."""
    impact: int | None = None
    """1…5."""
    amount: int | None = None
    """Revenue under threat, minor units."""
    response: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class ChecklistLine:
    """One item of the preparation, done or open."""

    code: ChecklistCode
    done: bool
    text: str = ""
    """The item in the KAM's own words ("leave 08:40, passes for three"); empty = the code's own label."""


class ChangeKind(StrEnum):
    """What sort of thing changed since the last meeting; says which of ``Change``'s fields speak.

    Values of ``before`` and ``after`` have the type named; None = nothing there.
    """

    ATTITUDE = "attitude"  # subject: person; Attitude
    INFLUENCE = "influence"  # subject: person; int 1…5
    HEALTH = "health"  # int 0…100
    STATUS = "status"  # Term (account status, segment, key group)
    PERSON_JOINED = "person_joined"  # subject: person; detail: title
    PERSON_LEFT = "person_left"  # subject: person or title; after: date of leaving; detail: successor or ""
    TITLE = "title"  # subject: person; str
    COMPLAINT_RECEIVED = "complaint_received"  # subject: number; detail: summary
    COMPLAINT_STAGE = "complaint_stage"  # subject: number; after: ComplaintStage
    OPPORTUNITY_NEW = "opportunity_new"  # subject: title; after: amount in minor units or None
    OPPORTUNITY_STAGE = "opportunity_stage"  # subject: title; OpportunityStage
    COMPETITOR = "competitor"  # subject: competitor; detail: what was seen or heard
    CONTRACT = "contract"  # subject: number or name; after: end date or None; detail: what happened
    PROMISE_KEPT = "promise_kept"  # subject: text; side
    PROMISE_BROKEN = "promise_broken"  # subject: text; side
    PROMISE_MOVED = "promise_moved"  # subject: text; side; dates
    SATISFACTION = "satisfaction"  # subject: person or ""; detail: measure ("NPS"); int
    FACT = "fact"  # detail: something learned, in the KAM's words
    FIELD = "field"  # subject: what (already a label in the paper's language); str or None


ChangeValue = int | str | date | Attitude | ComplaintStage | OpportunityStage | None


@dataclass(frozen=True, slots=True)
class Change:
    """Something that changed since the last meeting, newest first."""

    on: date
    kind: ChangeKind
    subject: str = ""
    before: ChangeValue = None
    after: ChangeValue = None
    detail: str = ""
    """A cause or remark in words, appended to the sentence."""
    side: Side | None = None


class UnknownKind(StrEnum):
    """What sort of thing we do not know; says how the sentence is worded and why it matters."""

    TEXT = "text"  # subject: what, in the KAM's words
    BUDGET = "budget"  # the client's budget; subject: for what
    DECISION_ORDER = "decision_order"  # how, when and by whom it is decided
    SPEND = "spend"  # subject: product line; amount: spend served by nobody knows whom
    COMPETITOR_STALE = "competitor_stale"  # subject: competitor; since: last seen
    SATISFACTION = "satisfaction"  # subject: measure ("NPS"); since: last asked, None = never
    ATTITUDE = "attitude"  # subject: person whose attitude was never rated
    ATTITUDE_STALE = "attitude_stale"  # subject: person; since: rated on
    PERSON = "person"  # subject: role or title whose person is not known
    SECTION_STALE = "section_stale"  # subject: label of the dossier section; since: verified on


@dataclass(frozen=True, slots=True)
class Unknown:
    """Something worth asking. Empty sections of the paper are added to this list by the paper itself."""

    kind: UnknownKind
    subject: str = ""
    amount: int | None = None
    since: date | None = None
    ask: str = ""
    """Family name of the one to ask; empty = nobody suggested."""


class FirstKind(StrEnum):
    """The sorts of the worst things, for the line "First"."""

    CLOCK = "clock"  # subject: complaint number; state, due_at
    OUR_PROMISE = "our_promise"  # subject: text; days: late by; count: how many of ours are late
    ATTITUDE_FELL = "attitude_fell"  # subject: family name; before, after
    CONTRACT = "contract"  # subject: contract number; days: until its end (or its notice date)
    OVERDUE_DEBT = "overdue_debt"  # amount


@dataclass(frozen=True, slots=True)
class FirstThing:
    """One of the worst things, computed by the service, worst first; one page shows three, two pages four."""

    kind: FirstKind
    subject: str = ""
    days: int | None = None
    count: int = 1
    state: ClockState | None = None
    due_at: datetime | None = None
    before: Attitude | None = None
    after: Attitude | None = None
    amount: int | None = None
