"""How a plan stands, on paper: approvals, changes, the client's portrait, complaints, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from statistics import median
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from kam.analysis.plans.compare import ChangeSort, FieldChange, LineChange, SectionChange, compare
from kam.analysis.plans.compare_words import FIELD_LABELS, LINE_LABELS, PlanTeller, own_names
from kam.analysis.plans.completeness import plan_completeness
from kam.analysis.plans.content import PlanMeasurement
from kam.analysis.plans.findings import Severity
from kam.analysis.plans.review import review_plan
from kam.analysis.plans.review_words import finding_words
from kam.analysis.plans.sections import PlanSection
from kam.core.errors import RuleError
from kam.core.money import Money
from kam.core.text import with_capital
from kam.core.vocabulary import ClockState
from kam.core.words import Label, label
from kam.models import Colleague
from kam.reports.content.plan import (
    ComplaintsOfYear,
    CompletenessLine,
    FindingLine,
    PlanApproval,
    PlanChange,
    PlanChangeSort,
    PlanComplaints,
    PlanCompleteness,
    PlanFactLine,
    PlanPortrait,
    PlanValue,
    TeamMember,
)
from kam.services.briefs.complaints import Complaints, collect_complaints, complaint_lines
from kam.services.briefs.people import collect_people
from kam.services.dossier.rows import Dossier
from kam.services.plans.checking import surroundings_of
from kam.services.plans.paper_ground import Ground
from kam.services.plans.versions import version_content

_YEAR: Final = timedelta(days=365)
_MOST_GAPS: Final = 6
_SORTS: Final = {
    ChangeSort.ADDED: PlanChangeSort.ADDED,
    ChangeSort.REMOVED: PlanChangeSort.REMOVED,
    ChangeSort.CHANGED: PlanChangeSort.CHANGED,
}
_INDUSTRY: Final = label("plan portrait", "Industry")
_EARNS_BY: Final = label("plan portrait", "Earns by")
_CUSTOMERS: Final = label("plan portrait", "Their customers")
_POSITION: Final = label("plan portrait", "Market position")
_GROWTH: Final = label("plan portrait", "Growth plans")
_PEOPLE: Final = label("plan portrait", "Headcount")
_REVENUE: Final = label("plan portrait", "Revenue a year")
_UNITS: Final = label("plan portrait", "Sites")
_CONTRACT: Final = label("plan portrait", "Contract")
_SINCE: Final = label("plan portrait", "Client since")


def approvals(ground: Ground) -> tuple[PlanApproval, ...]:
    """Who handed the version over, and what its approvers say; nobody while there is none."""
    version = ground.printed.version
    if version is None:
        return ()
    titles = {
        row.id: row.job_title or ""
        for row in ground.session.execute(select(Colleague.id, Colleague.job_title))
    }
    author = [
        PlanApproval(
            name=ground.ours(version.submitted_by_id),
            role=titles.get(version.submitted_by_id, "") if version.submitted_by_id else "",
            is_author=True,
            on=ground.scene.local_date(version.submitted_at),
        )
    ]
    return tuple(
        (author if version.submitted_by_id else [])
        + [
            PlanApproval(
                name=ground.ours(each.approver_id),
                role=titles.get(each.approver_id, ""),
                answer=each.answer,
                on=each.on,
                comment=each.comment or "",
            )
            for each in version.answers
        ]
    )


# What changed

_OF_THE_WORK: Final = frozenset({PlanSection.MEASUREMENTS, PlanSection.ACTIONS, PlanSection.REVIEWS})
"""What comes to a plan while it is carried out."""
_FACTS: Final = frozenset(
    {
        "closed_on",
        "current",
        "decided_by",
        "decided_on",
        "outcome",
        "passed_on",
        "progress",
        "spent",
        "status",
    }
)
"""Fields that follow the work; to change another one is to change the plan."""


def changes(ground: Ground) -> tuple[PlanChange, ...] | None:
    """What differs from the version before, section by section; None where there is none that can be read."""
    previous = ground.printed.previous
    if previous is None:
        return None
    try:
        before = version_content(ground.session, ground.printed.plan.id, previous.number)
    except RuleError:  # a damaged old version is no reason not to print this one
        return None
    names = {
        **ground.known_names,
        **own_names(before, ground.formats),
        **own_names(ground.content, ground.formats),
    }
    teller = PlanTeller(ground.words, ground.formats, names)
    found = compare(before, ground.content)
    return tuple(change for section in found.sections for change in _of_section(section, teller))


def _of_section(section: SectionChange, teller: PlanTeller) -> Iterator[PlanChange]:
    for field in section.fields:
        yield _changed(section, "", field, teller)
    for line in section.lines:
        if line.sort is ChangeSort.CHANGED:
            for field in line.fields:
                yield _changed(section, _subject(line, teller), field, teller, line)
        else:
            yield _come_or_gone(line, teller)


def _come_or_gone(line: LineChange, teller: PlanTeller) -> PlanChange:
    """A line that was added or removed; a measurement says what was measured, and its value after that."""
    sort, label_ = _SORTS[line.sort], LINE_LABELS[line.section]
    happened = line.section in _OF_THE_WORK
    if not isinstance(line.line, PlanMeasurement) or line.under is None:
        return PlanChange(sort, label_, _subject(line, teller), happened=happened)
    value = teller.words.say_in(
        "change", "{value}, {date}", value=teller.value(line.line.value), date=teller.title(line.line)
    )
    return PlanChange(sort, label_, teller.name(line.under), after=value, happened=happened)


def _subject(line: LineChange, teller: PlanTeller) -> str:
    """Which line it is; a measurement with its objective: a day alone does not tell what was measured."""
    title = teller.title(line.line)
    if not isinstance(line.line, PlanMeasurement) or line.under is None:
        return title
    value = teller.value(line.line.value)
    return teller.words.say_in(
        "change", "{objective}: {value}, {date}", objective=teller.name(line.under), value=value, date=title
    )


def _changed(
    section: SectionChange,
    subject: str,
    field: FieldChange,
    teller: PlanTeller,
    line: LineChange | None = None,
) -> PlanChange:
    return PlanChange(
        PlanChangeSort.CHANGED,
        LINE_LABELS[line.section] if line is not None else section.section.label,
        subject,
        FIELD_LABELS[field.name],
        _value(field.before, teller),
        _value(field.after, teller),
        happened=field.name in _FACTS or (line is not None and line.section in _OF_THE_WORK),
    )


def _value(value: Any, teller: PlanTeller) -> PlanValue:
    """A value of a content: identities and lists of them as names, truths as words."""
    if isinstance(value, bool | UUID | tuple):
        return teller.value(value) if value != () else None
    found: PlanValue = value
    return found


# The client


def portrait(ground: Ground, dossier: Dossier) -> PlanPortrait:
    """What is known of the client's business, in the paper's language."""
    words, formats, known = ground.words, ground.formats, dossier.portrait
    running = [each.number or "" for each in dossier.contracts if each.ends_on and each.ends_on >= ground.day]
    ends = [each.ends_on for each in dossier.contracts if each.ends_on and each.ends_on >= ground.day]
    since = dossier.identity.client_since
    lines = (
        (_INDUSTRY, known.industry),
        (_SINCE, formats.full_date(since) if since else None),
        (_PEOPLE, formats.number(known.headcount) if known.headcount else None),
        (_REVENUE, _money(ground, known.annual_revenue)),
        (_UNITS, ", ".join(each.name for each in dossier.units)),
        (_CONTRACT, _contract(ground, running[0], ends[0]) if ends else None),
        (_EARNS_BY, known.earns_by),
        (_CUSTOMERS, known.their_customers),
        (_POSITION, known.market_position),
        (_GROWTH, known.growth_plans),
    )
    return PlanPortrait(
        facts=tuple(PlanFactLine(words.of(name), value) for name, value in lines if value),
        verified_on=known.verified.on,
        stale=known.verified.stale,
    )


def _money(ground: Ground, sum_: Money | None) -> str | None:
    return None if sum_ is None else ground.formats.money(sum_.minor, sum_.currency)


def _contract(ground: Ground, number: str, ends_on: date) -> str:
    words, day = ground.words, ground.formats.full_date(ends_on)
    if number:
        return words.say_in("plan portrait", "no. {number}, until {date}", number=number, date=day)
    return words.say_in("plan portrait", "until {date}", date=day)


def team(dossier: Dossier, ground: Ground) -> tuple[TeamMember, ...]:
    """Ours on the account."""
    return tuple(TeamMember(ground.ours(each.colleague_id), each.role) for each in dossier.team)


def complaints(ground: Ground) -> PlanComplaints:
    """The open complaints, and those of twelve months."""
    scene = ground.scene
    found = collect_complaints(scene)
    return PlanComplaints(
        open=complaint_lines(scene, found, collect_people(scene)), year=_year(ground, found)
    )


def _year(ground: Ground, found: Complaints) -> ComplaintsOfYear | None:
    """How the complaints of twelve months were answered; None where none was ever received."""
    if not found.files:
        return None
    scene, since = ground.scene, ground.day - _YEAR
    files = [file for file in found.files if scene.local_date(file.complaint.received_at) > since]
    lives = [
        (scene.local_date(file.changes[-1].at) - scene.local_date(file.complaint.received_at)).days
        for file in files
        if not file.is_open and file.changes
    ]
    amounts = [
        scene.exchange.known(file.complaint.amount_minor, file.complaint.currency, ground.day)
        for file in files
    ]
    known = [amount for amount in amounts if amount is not None]
    kinds = Counter(file.complaint.kind for file in files)
    return ComplaintsOfYear(
        received=len(files),
        answered_in_time=sum(found.clocks(file).first_response.state is ClockState.MET for file in files),
        closed=sum(not file.is_open for file in files),
        median_days=round(median(lives)) if lives else None,
        amount=sum(known) if known else None,
        kinds=tuple((kind.label, count) for kind, count in kinds.most_common()),
    )


# What is missing


def completeness(ground: Ground, dossier: Dossier) -> PlanCompleteness:
    """What the plan and the dossier lack, and what contradicts itself."""
    words = ground.words
    found = plan_completeness(ground.content, ground.day)
    return PlanCompleteness(
        percent=found.percent,
        sections=tuple(
            CompletenessLine(
                each.section.label,
                each.percent,
                tuple(words.of(gap.item.label) for gap in found.gaps_of(each.section)),
            )
            for each in found.sections
            if each.percent is not None
        ),
        findings=_findings(ground),
        dossier_percent=dossier.completeness.percent,
        dossier_missing=tuple(
            _missing(ground, each.item.label, each.subjects)
            for each in dossier.completeness.missing[:_MOST_GAPS]
        ),
        dossier_stale=tuple(
            words.of(part.section.label) for part in dossier.completeness.ring if part.verified.stale
        ),
    )


def _missing(ground: Ground, item: Label, subjects: tuple[str, ...]) -> str:
    said = with_capital(ground.words.of(item))
    return f"{said}: {', '.join(subjects)}" if subjects else said


def _findings(ground: Ground) -> tuple[FindingLine, ...]:
    """The contradictions, as sentences."""
    names = {**ground.known_names, **own_names(ground.content, ground.formats)}
    around = surroundings_of(ground.session, ground.printed.plan, ground.content, ground.day)
    found = review_plan(ground.content, ground.day, around)
    return tuple(
        FindingLine(
            finding_words(each, ground.words, ground.formats, names)[1], each.severity is Severity.SERIOUS
        )
        for each in found
    )
