"""The factors of trust: complaints, satisfaction, our promises (domain.md §9)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from operator import attrgetter
from types import MappingProxyType
from typing import Final, NamedTuple
from uuid import UUID

from kam.analysis.explanation import Reason
from kam.analysis.health.scale import FULL
from kam.analysis.health.score import FactorScore, HealthFactor, Part
from kam.analysis.promises import KeptRate, year_before
from kam.analysis.ratios import round_half_even
from kam.core.vocabulary import ComplaintKind, Severity, SurveyMeasure, Term
from kam.core.vocabulary.term import label

_SEVERITY: Final[Mapping[Severity, int]] = MappingProxyType(
    {Severity.CRITICAL: 40, Severity.HIGH: 25, Severity.NORMAL: 12, Severity.LOW: 5}
)
"""What an open complaint takes."""
_BREACHED: Final = Fraction(3, 2)
"""A breached norm makes it half as bad again."""
_REPEATED: Final = 10
"""What a cause takes that came back within a year."""
_SPAN: Final[Mapping[SurveyMeasure, tuple[int, int]]] = MappingProxyType(
    {SurveyMeasure.NPS: (0, 10), SurveyMeasure.CSAT: (1, 5), SurveyMeasure.CES: (1, 7)}
)
_SILENCE: Final = 40
"""What no answer counts as: worse than lukewarm, better than a bad word."""
_AVERAGE_INFLUENCE: Final = 3


class TrustReason(Term):
    """Why a factor of trust has its points."""

    NO_COMPLAINTS = "no_complaints", label("health reason", "No complaint is open")
    START = "start", label("health reason", "To begin with: a client without complaints")
    OPEN = "open", label("health reason", "Complaint {number} is open")
    BREACHED = "breached", label("health reason", "Complaint {number} is open past its norm")
    REPEATED = (
        "repeated",
        label("health reason", "The same cause within a year: {kind}, {count}"),
    )
    REPEATED_OF_LINE = (
        "repeated_of_line",
        label("health reason", "The same cause within a year: {kind}, “{line}”, {count}"),
    )
    ANSWERS = "answers", label("health reason", "Answers: {answers}, without an answer: {silent}")
    PROMISES = "promises", label("health reason", "Kept in time: {kept} of {counted} of our promises")


def tells_ratings(reason: Reason, *, rose: bool) -> bool:
    """Whether satisfaction moved by what people answer: silence brings no points, and takes some."""
    return reason.code is TrustReason.ANSWERS and (rose or not reason.places.get("silent"))


@dataclass(frozen=True, slots=True)
class ComplaintProduct:
    """What a complaint is about: the product line and its name."""

    id: UUID
    name: str


class HealthComplaint(NamedTuple):
    """A complaint as health needs it; ``ended_on`` None while it is open."""

    id: UUID
    number: str
    kind: ComplaintKind
    severity: Severity
    received_on: date
    ended_on: date | None
    breached: bool
    line: ComplaintProduct | None = None


def complaints(known: Iterable[HealthComplaint], as_of: date, *, in_touch: bool) -> FactorScore | None:
    """A hundred points, less what open and repeated complaints take, down to none.

    Without a complaint it is known only of a client we are ``in_touch`` with (who bought or was met within a
    year): of others nobody would have heard.
    """
    found = [each for each in known if each.received_on <= as_of]
    if not found and not in_touch:
        return None
    losses = [_open(each) for each in found if each.ended_on is None or each.ended_on > as_of]
    losses += _repeats(found, as_of)
    losses.sort(key=_points)
    latest = max([each.received_on for each in found], default=None)
    begins = TrustReason.START if losses else TrustReason.NO_COMPLAINTS
    parts = [Part(Reason.of(begins), FULL, FULL, latest)]
    left = FULL
    for loss in losses:
        taken = min(left, -loss.points)
        left -= taken
        parts.append(Part(loss.reason, -taken, 0, loss.on, loss.records))
    return FactorScore(HealthFactor.COMPLAINTS, tuple(parts))


def _open(complaint: HealthComplaint) -> Part:
    taken = _SEVERITY[complaint.severity] * (_BREACHED if complaint.breached else 1)
    code = TrustReason.BREACHED if complaint.breached else TrustReason.OPEN
    reason = Reason.of(code, number=complaint.number)
    return Part(reason, -round(taken), 0, complaint.received_on, (complaint.id,))


def _repeats(found: list[HealthComplaint], as_of: date) -> list[Part]:
    """The same kind of the same product line twice within a year."""
    since = year_before(as_of)
    causes: dict[tuple[ComplaintKind, int | None], list[HealthComplaint]] = {}
    for each in found:
        if since < each.received_on:
            line = None if each.line is None else each.line.id.int
            causes.setdefault((each.kind, line), []).append(each)
    return [
        Part(
            _again(same[0].kind, same[0].line, len(same)),
            -_REPEATED * (len(same) - 1),
            0,
            max(each.received_on for each in same),
            tuple(each.id for each in same),
        )
        for same in causes.values()
        if len(same) > 1
    ]


_points: Final = attrgetter("points")


def _again(kind: ComplaintKind, line: ComplaintProduct | None, count: int) -> Reason:
    if line is None:
        return Reason.of(TrustReason.REPEATED, kind=kind, count=count)
    return Reason.of(TrustReason.REPEATED_OF_LINE, kind=kind, line=line.name, count=count)


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody was asked how satisfied they are; ``score`` None while they have not answered."""

    id: UUID
    person: UUID
    measure: SurveyMeasure
    score: int | None
    on: date
    influence: int | None = None


def satisfaction(asked: Iterable[Asked], as_of: date) -> FactorScore | None:
    """The latest word of each person within a year, on 0–100, weighted by influence; silence is a word, too.

    None where nobody was asked within a year. Of one person the latest answer counts, of one day the last.
    """
    latest: dict[UUID, Asked] = {}
    for each in asked:
        held = latest.get(each.person)
        if year_before(as_of) < each.on <= as_of and (held is None or each.on >= held.on):
            latest[each.person] = each
    if not latest:
        return None
    words = sorted(latest.values(), key=lambda each: (_level(each), each.id))
    weight = sum(_influence(each) for each in words)
    total = round(sum(_level(each) * _influence(each) for each in words) / weight)
    silent = [each for each in words if each.score is None]
    reason = Reason.of(TrustReason.ANSWERS, answers=len(words) - len(silent), silent=len(silent))
    records = tuple(each.id for each in words)
    part = Part(reason, total, FULL, max(each.on for each in words), records)
    return FactorScore(HealthFactor.SATISFACTION, (part,))


def _level(asked: Asked) -> Fraction:
    if asked.score is None:
        return Fraction(_SILENCE)
    low, high = _SPAN[asked.measure]
    return Fraction((asked.score - low) * FULL, high - low)


def _influence(asked: Asked) -> int:
    return asked.influence or _AVERAGE_INFLUENCE


def promises_kept(rate: KeptRate, late: Iterable[UUID] = (), on: date | None = None) -> FactorScore | None:
    """How many of our promises of twelve months were kept in time; ``late`` are those that are owed now."""
    if not rate.counted:
        return None
    reason = Reason.of(TrustReason.PROMISES, kept=rate.kept, counted=rate.counted)
    points = round_half_even(rate.kept * FULL, rate.counted)
    return FactorScore(HealthFactor.PROMISES, (Part(reason, points, FULL, on, tuple(late)),))
