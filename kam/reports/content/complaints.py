"""What the papers about complaints show (domain.md §8): plain data, names resolved, nothing computed anew."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kam.analysis.complaints.clients import Course
from kam.core.money import Money
from kam.core.periods import Month
from kam.core.vocabulary import (
    Attitude,
    Channel,
    ClockKind,
    ClockState,
    CommitmentKind,
    CommitmentStatus,
    CompensationKind,
    ComplaintKind,
    ComplaintStage,
    Direction,
    InteractionKind,
    NormUnit,
    Severity,
)
from kam.reports.content.customer import Obligation
from kam.reports.content.people import PersonName


@dataclass(frozen=True, slots=True)
class PaperHead:
    """Whose paper it is and as of when; all moments are counted in ``zone``."""

    our_company: str
    as_of: datetime
    printed_at: datetime
    zone: str
    our_logo: bytes | None = None


@dataclass(frozen=True, slots=True)
class ClockLine:
    """How one clock stands. ``left`` and ``over`` are time of the norm's own kind."""

    kind: ClockKind
    state: ClockState
    norm_amount: int
    norm_unit: NormUnit
    in_working_time: bool
    used: timedelta
    left: timedelta
    over: timedelta
    share: float
    due_at: datetime | None
    stopped_at: datetime | None

    @property
    def allowed(self) -> timedelta:
        """The time that its norm gives."""
        return self.used + self.left - self.over


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage the complaint reached, when and by whom."""

    stage: ComplaintStage
    at: datetime
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PauseLine:
    """The client owed an answer."""

    since: datetime
    until: datetime | None
    reason: str


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """Channel or severity were corrected at a moment."""

    at: datetime
    from_channel: Channel
    channel: Channel
    from_severity: Severity
    severity: Severity
    by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """A measure of the cure."""

    kind: CommitmentKind
    text: str
    owner: str
    due_on: date | None
    status: CommitmentStatus
    closed_on: date | None
    late: bool
    proof: str = ""
    promised: bool = False


@dataclass(frozen=True, slots=True)
class WhyLine:
    """A question and its answer."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class IsIsNotLine:
    """What holds and what does not."""

    question: str
    holds: str
    does_not_hold: str


@dataclass(frozen=True, slots=True)
class CompensationLine:
    """What makes good, and who approved its cost."""

    kind: CompensationKind
    amount: Money | None
    on: date | None
    approved_by: str
    note: str


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A contact about the complaint."""

    at: datetime
    kind: InteractionKind
    direction: Direction | None
    subject: str
    people: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class SimilarLine:
    """A complaint that resembles it."""

    number: str
    account: str
    summary: str
    received_on: date
    stage: ComplaintStage
    root_cause: str


@dataclass(frozen=True, slots=True)
class ComplaintPaper:
    """One complaint, everything: the record and the internal 8D report are drawn of it."""

    head: PaperHead
    number: str
    summary: str
    account: str
    unit: str
    raised_by: str
    raised_by_post: str
    channel: Channel
    received_at: datetime
    kind: ComplaintKind
    severity: Severity
    stage: ComplaintStage
    product_line: str = ""
    department: str = ""
    order_number: str = ""
    remedy_sought: str = ""
    amount: Money | None = None
    owner: str = ""
    description: str = ""
    containment: str = ""
    root_cause: str = ""
    escape_cause: str = ""
    agreed_line: str = ""
    client_status: str = ""
    rejection_reason: str = ""
    answer_sent_at: datetime | None = None
    summary_sent_on: date | None = None
    closing_reason: str = ""
    satisfaction: int | None = None
    attitude_before: Attitude | None = None
    attitude_after: Attitude | None = None
    clocks: tuple[ClockLine, ...] = ()
    pressing: ClockLine | None = None
    stages: tuple[StageLine, ...] = ()
    pauses: tuple[PauseLine, ...] = ()
    corrections: tuple[CorrectionLine, ...] = ()
    team: tuple[str, ...] = ()
    """Ours who work on it, the one who answers for it first."""
    causes: tuple[WhyLine, ...] = ()
    escapes: tuple[WhyLine, ...] = ()
    is_is_not: tuple[IsIsNotLine, ...] = ()
    actions: tuple[ActionLine, ...] = ()
    compensations: tuple[CompensationLine, ...] = ()
    letters: tuple[LetterLine, ...] = ()
    documents: tuple[str, ...] = ()
    similar: tuple[SimilarLine, ...] = ()

    def actions_of(self, kind: CommitmentKind) -> tuple[ActionLine, ...]:
        """The measures of one kind; what nobody needs any more is none."""
        off = CommitmentStatus.CANCELLED
        return tuple(each for each in self.actions if each.kind is kind and each.status is not off)


@dataclass(frozen=True, slots=True)
class CustomerStage:
    """A stage the client's complaint reached."""

    stage: ComplaintStage
    at: datetime


@dataclass(frozen=True, slots=True)
class CustomerComplaintPaper:
    """What a client may see of their own complaint: the 8D report for them and the answer are drawn of it.

    It has no field for anything internal. ``established`` is what was agreed to be told to the client, the
    cause among it; measures are those that were promised to the client.
    """

    head: PaperHead
    number: str
    summary: str
    client: str
    unit: str
    raised_by: PersonName
    raised_by_post: str
    received_at: datetime
    kind: ComplaintKind
    stage: ComplaintStage
    product_line: str = ""
    established: str = ""
    answer_due_at: datetime | None = None
    answered_by: str = ""
    answered_by_post: str = ""
    stages: tuple[CustomerStage, ...] = ()
    team: tuple[str, ...] = ()
    containment: tuple[Obligation, ...] = ()
    corrective: tuple[Obligation, ...] = ()
    preventive: tuple[Obligation, ...] = ()
    promises: tuple[Obligation, ...] = ()
    """What else was promised for it."""
    body: str = ""
    """The text of the answer where somebody wrote one."""

    @property
    def is_open(self) -> bool:
        """Neither closed nor rejected."""
        return self.stage not in {ComplaintStage.CLOSED, ComplaintStage.REJECTED}


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """One complaint in the register. Norms are None while their clock still runs in time."""

    number: str
    received_on: date
    account: str
    summary: str
    kind: ComplaintKind
    severity: Severity
    product_line: str
    department: str
    owner: str
    stage: ComplaintStage
    ended_on: date | None
    response_kept: bool | None
    resolution_kept: bool | None
    amount: Money | None
    """What the client claims."""
    cost: Money | None
    """What was approved to make good."""
    satisfaction: int | None
    root_cause: str = ""


@dataclass(frozen=True, slots=True)
class ComplaintRegister:
    """The register of the complaints received in a span, oldest first."""

    head: PaperHead
    since: date
    until: date
    chosen_by: str
    """What was filtered by, in the paper's language; empty for everything."""
    currency: str
    lines: tuple[RegisterLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ShareLine:
    """A step of a Pareto curve; shares are shares of one, ``name`` empty = not known."""

    name: str
    count: int
    share: float
    cumulative: float
    vital: bool
    missed: int
    before: int | None


@dataclass(frozen=True, slots=True)
class NormLine:
    """One clock: how many were kept of how many, as before, and the median time."""

    clock: ClockKind
    kept: int
    of: int
    share_before: float | None
    middle: timedelta | None


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A month of receipt."""

    month: Month
    count: int
    norms: tuple[NormLine, ...]
    running: bool = False


@dataclass(frozen=True, slots=True)
class RepeatLine:
    """A cause that brought several complaints."""

    cause: str
    count: int
    returned: int
    clients: int
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class AgainLine:
    """A client who complained of the same again."""

    account: str
    kind: ComplaintKind
    product_line: str
    count: int
    returned: int


@dataclass(frozen=True, slots=True)
class WorstLine:
    """One of the worst clients."""

    account: str
    count: int
    before: int | None
    weight: int
    course: Course
    open: int
    missed: int
    reopened: int
    cost: Money
    months: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CostLine:
    """What one kind of compensation came to."""

    kind: CompensationKind
    amount: Money
    count: int


@dataclass(frozen=True, slots=True)
class AtRiskLine:
    """A client with open complaints and their revenue of twelve months; None = not known."""

    account: str
    revenue: Money | None
    count: int


@dataclass(frozen=True, slots=True)
class LearningPaper:
    """What the complaints of a span teach."""

    head: PaperHead
    since: date
    until: date
    chosen_by: str
    currency: str
    working_day: timedelta
    count: int
    before: int | None
    open: int
    reopened: int
    kinds: tuple[ShareLine, ...] = ()
    product_lines: tuple[ShareLine, ...] = ()
    departments: tuple[ShareLine, ...] = ()
    clients: tuple[ShareLine, ...] = ()
    causes: tuple[ShareLine, ...] = ()
    norms: tuple[NormLine, ...] = ()
    months: tuple[MonthLine, ...] = ()
    repeats: tuple[RepeatLine, ...] = ()
    again: tuple[AgainLine, ...] = ()
    worst: tuple[WorstLine, ...] = ()
    cost: Money | None = None
    cost_before: Money | None = None
    cost_unknown: int = 0
    costs: tuple[CostLine, ...] = ()
    at_risk: Money | None = None
    risks: tuple[AtRiskLine, ...] = ()
