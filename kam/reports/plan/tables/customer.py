"""The tables of the client's copy: nothing here takes anything but what is in its own content class."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from kam.core.words import Label, label
from kam.reports.content.customer import (
    Bought,
    ComplaintRecord,
    CustomerAttendee,
    CustomerComplaint,
    Obligation,
    ObligationState,
)
from kam.reports.content.plan import CustomerContact, CustomerMeeting, CustomerObjective
from kam.reports.office.tables import Column, Kind, Row, Table, rows_of
from kam.reports.people_words import full_name
from kam.reports.plan.tables.telling import Telling

_STATES: Final[dict[ObligationState, Label]] = {
    ObligationState.LATE: label("obligation", "late"),
    ObligationState.OPEN: label("obligation", "open"),
    ObligationState.KEPT: label("obligation", "kept"),
}


def objectives(tell: Telling, lines: Iterable[CustomerObjective]) -> Table:
    """What the companies want to reach together."""
    words = tell.words
    return Table(
        words.say_in("client plan heading", "Our common objectives"),
        (
            Column(words.say_in("plan table", "no."), Kind.WHOLE, 0.4),
            Column(words.say_in("plan table", "objective"), width=6),
        ),
        rows_of((number, each.text) for number, each in enumerate(lines, 1)),
    )


def obligations(tell: Telling, title: str, lines: Iterable[Obligation], *, mark_late: bool) -> Table:
    """Promises between the companies: late ones are said to be so where the workspace wants it."""
    words = tell.words

    def state(line: Obligation) -> ObligationState:
        if line.state is ObligationState.LATE and not mark_late:
            return ObligationState.OPEN
        return line.state

    return Table(
        title,
        (
            Column(words.say_in("plan table", "due"), Kind.DATE, 1.1),
            Column(words.say_in("plan table", "commitment"), width=4.4),
            Column(words.say_in("plan table", "answers for it"), width=1.6),
            Column(words.say_in("plan table", "status"), width=1),
        ),
        tuple(
            Row(
                (each.due_on, each.text, each.owner, words.of(_STATES[state(each)])),
                pressing=state(each) is ObligationState.LATE,
            )
            for each in lines
        ),
    )


def of_objectives(tell: Telling, lines: Iterable[CustomerObjective], *, mark_late: bool) -> Table:
    """The promises under the objectives as one list."""
    words = tell.words
    numbered = [(number, promise) for number, each in enumerate(lines, 1) for promise in each.obligations]
    plain = obligations(tell, "", (promise for _, promise in numbered), mark_late=mark_late)
    return Table(
        words.say_in("client plan heading", "Steps to the objectives"),
        (Column(words.say_in("plan table", "objective no."), Kind.WHOLE, 0.8), *plain.columns),
        tuple(
            Row((number, *row.cells), row.pressing)
            for (number, _), row in zip(numbered, plain.rows, strict=True)
        ),
    )


def months(tell: Telling, bought: Bought) -> Table:
    """The twelve months of purchases."""
    words = tell.words
    return Table(
        words.say_in("client plan heading", "Last 12 months"),
        (
            Column(words.say_in("plan table", "month"), Kind.MONTH, 1.2, key="month"),
            Column(words.say_in("plan table", "bought"), Kind.SUM, 1.2, total=True, key="revenue"),
            Column(words.say_in("plan table", "year before"), Kind.SUM, 1.2, total=True, key="before"),
        ),
        rows_of((each.month, tell.sum(each.bought), tell.sum(each.year_before)) for each in bought.months),
    )


def lines_bought(tell: Telling, bought: Bought) -> Table:
    """What was bought of each product line."""
    words = tell.words
    return Table(
        words.say_in("client plan heading", "Purchases by product line"),
        (
            Column(words.say_in("plan table", "product line"), width=3),
            Column(words.say_in("plan table", "12 months"), Kind.SUM, 1.2, total=True),
            Column(words.say_in("plan table", "year before"), Kind.SUM, 1.2, total=True),
        ),
        rows_of((each.name, tell.sum(each.bought), tell.sum(each.year_before)) for each in bought.lines),
    )


def complaints(tell: Telling, lines: Iterable[CustomerComplaint]) -> Table:
    """Open complaints by stage."""
    words = tell.words
    return Table(
        words.say_in("client plan heading", "Complaints"),
        (
            Column(words.say_in("plan table", "number"), width=1.2),
            Column(words.say_in("plan table", "summary"), width=3.4),
            Column(words.say_in("plan table", "received"), Kind.DATE, 1.1),
            Column(words.say_in("plan table", "stage"), width=1.4),
            Column(words.say_in("plan table", "next step"), width=2.4),
            Column(words.say_in("plan table", "by"), Kind.DATE, 1.1),
        ),
        rows_of(
            (each.number, each.summary, each.received_on, tell.term(each.stage), each.next_step, each.next_on)
            for each in lines
        ),
    )


def record_sentence(tell: Telling, record: ComplaintRecord) -> str:
    """Complaints of the year, and how many were answered in time."""
    return tell.words.say_many(
        "{count} complaint in {year}, answered in time: {in_time}.",
        "{count} complaints in {year}, answered in time: {in_time}.",
        record.received,
        year=record.year,
        in_time=record.answered_in_time,
    )


def team(tell: Telling, members: Iterable[CustomerAttendee]) -> Table:
    """Our people for the client."""
    words = tell.words
    return Table(
        words.say_in("client plan heading", "Our team for you"),
        (
            Column(words.say_in("plan table", "who"), width=2),
            Column(words.say_in("plan table", "job title"), width=3),
        ),
        rows_of((full_name(each.name), each.title) for each in members),
    )


def contacts(tell: Telling, lines: Iterable[CustomerContact]) -> Table:
    """Who is there for whom."""
    words = tell.words
    return Table(
        words.say_in("client plan heading", "Who is there for whom"),
        (
            Column(words.say_in("client plan", "with us"), width=2),
            Column(words.say_in("plan table", "job title"), width=2),
            Column(words.say_in("client plan", "with you"), width=2),
            Column(words.say_in("plan table", "job title"), width=2),
        ),
        rows_of(
            (full_name(each.ours.name), each.ours.title, full_name(each.theirs.name), each.theirs.title)
            for each in lines
        ),
    )


def meetings(tell: Telling, lines: Iterable[CustomerMeeting]) -> Table:
    """Planned meetings, soonest first."""
    words = tell.words
    return Table(
        words.say_in("client plan heading", "Planned meetings"),
        (
            Column(words.say_in("plan table", "date"), Kind.DATE, 1),
            Column(words.say_in("plan table", "meeting"), width=5),
        ),
        rows_of(
            (
                each.on,
                each.subject
                or (
                    words.say_in("client plan", "Review")
                    if each.is_review
                    else words.say_in("client plan", "Meeting")
                ),
            )
            for each in lines
        ),
    )
