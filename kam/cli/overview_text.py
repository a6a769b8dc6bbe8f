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
    if overview.industry:
        facts.append(overview.industry)
    if overview.owner:
        facts.append(overview.owner)
    yield " · ".join(facts)
    revenue = shown(overview.revenue_12m)
    if overview.change is None:
        yield words.say("12 months: {revenue}", revenue=revenue)
    else:
        change = context.formats.change(overview.change)
        yield words.say("12 months: {revenue}, {change} on the year before", revenue=revenue, change=change)
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
    for person in overview.people:
        details = [
            part for part in (person.job_title, shown(person.roles), _known(person.attitude, context)) if part
        ]
        yield "  ".join([person.name, ", ".join(details)])


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
