"""How far each section of a brief is: ready, thin or missing, what it lacks, and where that is filled in.

Made from the content that the paper itself shows, so that the two never differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from kam.core.vocabulary import BriefSection
from kam.reports.content import AttendeeCard, BriefContent
from kam.services.preparing.parts import AgendaPart


class Readiness(Enum):
    """How far a section is."""

    READY = "ready"
    THIN = "thin"
    MISSING = "missing"


class Where(Enum):
    """Where what is missing is filled in."""

    HERE = "here"
    PEOPLE = "people"
    DOSSIER = "dossier"
    SALES = "sales"
    OVERVIEW = "overview"


class LackKind(Enum):
    """What a section lacks. Comments say what ``subject``, ``count`` and ``since`` of the lack hold."""

    PURPOSE = "purpose"
    BEST_OUTCOME = "best_outcome"
    MINIMUM = "minimum"
    NOBODY_COMES = "nobody_comes"
    NOBODY_OF_OURS = "nobody_of_ours"
    TASK = "task"  # subject: our colleague
    NAME = "name"  # subject: job title of a placeholder
    ROLE = "role"  # subject: person
    ATTITUDE = "attitude"  # subject: person
    NEVER_MET = "never_met"
    COMPLAINT_LINE = "complaint_line"  # subject: number of the complaint
    PROMISES = "promises"
    PROMISE_DATE = "promise_date"  # subject: the promise
    SALES = "sales"
    WALLET = "wallet"
    OPPORTUNITIES = "opportunities"
    COMPETITORS = "competitors"
    COMPETITOR_STALE = "competitor_stale"  # subject: competitor; count: days since seen, 0 = never
    RISKS = "risks"
    OBJECTIONS = "objections"
    ANSWERS = "answers"  # count: answered; of: all
    ASKS = "asks"
    LIMIT = "limit"  # subject: what is asked or given
    QUESTIONS = "questions"
    SAYABLE = "sayable"
    CHECKLIST = "checklist"
    AGENDA = "agenda"


@dataclass(frozen=True, slots=True)
class Lack:
    """Something a section lacks."""

    kind: LackKind
    subject: str = ""
    count: int = 0
    of: int = 0
    where: Where = Where.HERE


@dataclass(frozen=True, slots=True)
class SectionState:
    """How far a section is. ``count`` of its items, of which ``late`` are late, or ``of`` how many."""

    section: BriefSection
    readiness: Readiness
    lacks: tuple[Lack, ...] = ()
    count: int | None = None
    late: int = 0
    of: int | None = None


_MISSING: Final = frozenset(
    {
        LackKind.PURPOSE,
        LackKind.NOBODY_COMES,
        LackKind.SALES,
        LackKind.OPPORTUNITIES,
        LackKind.COMPETITORS,
        LackKind.OBJECTIONS,
        LackKind.ASKS,
        LackKind.QUESTIONS,
        LackKind.CHECKLIST,
        LackKind.AGENDA,
    }
)
"""A section that lacks one of these is missing; any other lack makes it thin."""


def section_states(
    content: BriefContent, agenda: AgendaPart, *, today: date
) -> dict[BriefSection, SectionState]:
    """The state of every section; ``today`` is what ages are counted to where there is no meeting's day."""
    day = content.head.starts_at.date() if content.head.starts_at else today
    lacking: dict[BriefSection, Callable[[], Iterator[Lack]]] = {
        BriefSection.PURPOSE: lambda: _purpose(content),
        BriefSection.ATTENDEES: lambda: _attendees(content),
        BriefSection.CHANGES: lambda: _changes(content),
        BriefSection.COMPLAINTS: lambda: _complaints(content),
        BriefSection.PROMISES: lambda: _promises(content),
        BriefSection.MONEY: lambda: _money(content),
        BriefSection.OPPORTUNITIES: lambda: _if(
            not content.opportunities, LackKind.OPPORTUNITIES, Where.DOSSIER
        ),
        BriefSection.COMPETITORS: lambda: _competitors(content, day),
        BriefSection.RISKS: lambda: _if(
            not (content.risks or content.uncovered or content.churn), LackKind.RISKS, Where.PEOPLE
        ),
        BriefSection.OBJECTIONS: lambda: _objections(content),
        BriefSection.ASKS: lambda: _asks(content),
        BriefSection.QUESTIONS: lambda: _questions(content),
        BriefSection.CHECKLIST: lambda: _if(not content.checklist, LackKind.CHECKLIST),
        BriefSection.AGENDA: lambda: _if(not any(line.title for line in agenda.lines), LackKind.AGENDA),
    }
    states = {}
    for section in BriefSection:
        lacks = tuple(lacking[section]()) if section in lacking else ()
        count, late, of = _counts(content, agenda, section)
        states[section] = SectionState(section, _readiness(lacks, count, of), lacks, count, late, of)
    return states


def _readiness(lacks: tuple[Lack, ...], count: int | None, of: int | None) -> Readiness:
    if any(lack.kind in _MISSING for lack in lacks):
        return Readiness.MISSING
    undone = of is not None and count is not None and count < of
    return Readiness.THIN if lacks or undone else Readiness.READY


def _counts(
    content: BriefContent, agenda: AgendaPart, section: BriefSection
) -> tuple[int | None, int, int | None]:
    """How many items a section has, how many of them are late, and of how many it counts those done."""
    promised = (*content.we_promised, *content.they_promised)
    counted = {
        BriefSection.ATTENDEES: content.attendees,
        BriefSection.CHANGES: content.changes,
        BriefSection.COMPLAINTS: content.complaints,
        BriefSection.PROMISES: promised,
        BriefSection.OPPORTUNITIES: content.opportunities,
        BriefSection.COMPETITORS: content.competitors,
        BriefSection.RISKS: (*filter(None, (content.churn,)), *content.uncovered, *content.risks),
        BriefSection.OBJECTIONS: content.objections,
        BriefSection.ASKS: content.asks,
        BriefSection.QUESTIONS: content.questions,
        BriefSection.AGENDA: [line for line in agenda.lines if line.title],
    }
    if section is BriefSection.CHECKLIST:
        return sum(line.done for line in content.checklist), 0, len(content.checklist)
    late = sum(line.days_late > 0 for line in promised) if section is BriefSection.PROMISES else 0
    return (len(counted[section]), late, None) if section in counted else (None, 0, None)


def _if(lacking: bool, kind: LackKind, where: Where = Where.HERE) -> Iterator[Lack]:  # noqa: FBT001 - a condition
    if lacking:
        yield Lack(kind, where=where)


def _purpose(content: BriefContent) -> Iterator[Lack]:
    yield from _if(not content.purpose, LackKind.PURPOSE)
    yield from _if(not content.best_outcome, LackKind.BEST_OUTCOME)
    yield from _if(not content.minimum_outcome, LackKind.MINIMUM)


def _attendees(content: BriefContent) -> Iterator[Lack]:
    yield from _if(not content.attendees, LackKind.NOBODY_COMES)
    yield from _if(not content.ours, LackKind.NOBODY_OF_OURS)
    for one in content.ours:
        if not one.task and not one.is_me:
            yield Lack(LackKind.TASK, one.name.family or one.name.given)
    for card in content.attendees:
        if card.is_guest:
            continue
        if card.is_placeholder:
            yield Lack(LackKind.NAME, card.title, where=Where.PEOPLE)
            continue
        if not card.roles:
            yield Lack(LackKind.ROLE, _called(card), where=Where.PEOPLE)
        if card.attitude is None:
            yield Lack(LackKind.ATTITUDE, _called(card), where=Where.PEOPLE)


def _called(card: AttendeeCard) -> str:
    return card.name.family or card.name.given or card.title


def _changes(content: BriefContent) -> Iterator[Lack]:
    never = content.head.last_meeting_on is None and not content.changes
    yield from _if(never, LackKind.NEVER_MET, Where.OVERVIEW)


def _complaints(content: BriefContent) -> Iterator[Lack]:
    for line in content.complaints:
        if not line.agreed_line:
            yield Lack(LackKind.COMPLAINT_LINE, line.number, where=Where.OVERVIEW)


def _promises(content: BriefContent) -> Iterator[Lack]:
    lines = (*content.we_promised, *content.they_promised)
    rates = (content.our_kept_rate, content.their_kept_rate)
    ever = bool(lines) or any(rate is not None and rate.of for rate in rates)
    yield from _if(not ever, LackKind.PROMISES, Where.OVERVIEW)
    for line in lines:
        if line.due_on is None and line.due_at is None:
            yield Lack(LackKind.PROMISE_DATE, line.text, where=Where.OVERVIEW)


def _money(content: BriefContent) -> Iterator[Lack]:
    money = content.money
    yield from _if(not money.months and money.total is None, LackKind.SALES, Where.SALES)
    yield from _if(money.wallet is None, LackKind.WALLET, Where.DOSSIER)


def _competitors(content: BriefContent, day: date) -> Iterator[Lack]:
    yield from _if(not content.competitors, LackKind.COMPETITORS, Where.DOSSIER)
    for line in content.competitors:
        if line.stale:
            ago = (day - line.last_seen).days if line.last_seen else 0
            yield Lack(LackKind.COMPETITOR_STALE, line.name, ago, where=Where.DOSSIER)


def _objections(content: BriefContent) -> Iterator[Lack]:
    yield from _if(not content.objections, LackKind.OBJECTIONS)
    answered = sum(bool(line.answer) for line in content.objections)
    if answered < len(content.objections):
        yield Lack(LackKind.ANSWERS, count=answered, of=len(content.objections))


def _asks(content: BriefContent) -> Iterator[Lack]:
    yield from _if(not content.asks, LackKind.ASKS)
    for line in content.asks:
        if not line.limit:
            yield Lack(LackKind.LIMIT, line.subject)


def _questions(content: BriefContent) -> Iterator[Lack]:
    yield from _if(not content.questions, LackKind.QUESTIONS)
    internal_alone = bool(content.questions) and all(line.internal for line in content.questions)
    yield from _if(internal_alone, LackKind.SAYABLE)
