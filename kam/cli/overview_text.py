"""An account's overview as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from kam.core.vocabulary import Side

if TYPE_CHECKING:
    from kam.cli.context import Context
    from kam.services.overview import AccountOverview


def overview_lines(overview: AccountOverview, context: Context) -> Iterator[str]:
    """Who it is, figures, what comes, what is promised, what is complained of, who is who."""
    words, shown = context.words, context.shown
    yield overview.account
    facts = [shown(overview.status), shown(overview.segment)]
    facts += [fact for fact in (overview.industry, overview.city) if fact]
    if overview.owner:
        facts.append(overview.owner)
    if overview.tax_number:
        facts.append(words.say("tax number {number}", number=overview.tax_number))
    yield " · ".join(facts)
    revenue = shown(overview.revenue_12m)
    if overview.change is None:
        yield words.say("12 months: {revenue}", revenue=revenue)
    else:
        change = context.formats.change(overview.change)
        yield words.say("12 months: {revenue}, {change} on the year before", revenue=revenue, change=change)
    if overview.health is not None:
        yield _health(overview.health, overview, context)
    if overview.contract_ends_on is not None:
        yield words.say("Contract until {date}", date=shown(overview.contract_ends_on))
    for meeting in overview.next_meetings:
        when = shown(meeting.starts_at)
        yield words.say("Next: {when} {subject} ({id})", when=when, subject=meeting.subject, id=meeting.id)
    yield from _promises(overview, context)
    for complaint in overview.complaints:
        yield words.say(
            "Complaint {number}: {summary} ({stage})",
            number=complaint.number,
            summary=complaint.summary,
            stage=shown(complaint.stage),
        )
    yield from _people(overview, context)


def _health(score: int, overview: AccountOverview, context: Context) -> str:
    """The score, by how much it moved within a month, and the risk of leaving."""
    words, formats, risk = context.words, context.formats, context.shown(overview.churn_risk)
    told = formats.number(score)
    if overview.health_change is None:
        return words.say("Health {score}, risk of leaving {risk}", score=told, risk=risk)
    change = formats.signed(overview.health_change)
    return words.say(
        "Health {score}, {change} within a month, risk of leaving {risk}",
        score=told,
        change=change,
        risk=risk,
    )


def _people(overview: AccountOverview, context: Context) -> Iterator[str]:
    """Each with place, roles, attitude, phone and e-mail as far as known, and how many are not shown."""
    for person in overview.people:
        known = (person.job_title, context.shown(person.roles), _known(person.attitude, context))
        parts = (person.name, ", ".join(part for part in known if part), person.phone, person.email)
        yield "  ".join(part for part in parts if part)
    if len(overview.people) < overview.people_in_all:
        yield context.words.say(
            "People shown: {shown} of {all}; the others: kam list WORKSPACE people --account ACCOUNT",
            shown=len(overview.people),
            all=overview.people_in_all,
        )


def _promises(overview: AccountOverview, context: Context) -> Iterator[str]:
    words = context.words
    for promise in overview.promises:
        due = context.shown(promise.due_on)
        if promise.late:
            due = words.say("{date}, late", date=due)
        if promise.side is Side.OURS:
            yield words.say("We promised: {text} ({due})", text=promise.text, due=due)
        else:
            yield words.say("They promised: {text} ({due})", text=promise.text, due=due)


def _known(value: object, context: Context) -> str:
    return "" if value is None else context.shown(value)
