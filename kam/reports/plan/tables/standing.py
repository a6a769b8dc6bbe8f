"""How it stands: complaints, approvals, completeness, contradictions, changes since the version before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from kam.core.words import Label, label
from kam.reports.content.plan import (
    CompletenessLine,
    FindingLine,
    PlanApproval,
    PlanChange,
    PlanChangeSort,
    PlanHealth,
    PlanValue,
)
from kam.reports.content.promises import ComplaintLine
from kam.reports.office.tables import Column, Kind, Row, Table, rows_of
from kam.reports.plan.changes import change_lines
from kam.reports.plan.health import health_words
from kam.reports.plan.tables.telling import Telling
from kam.reports.plan.wording import answer, spoken

_SORTS: Final[dict[PlanChangeSort, Label]] = {
    PlanChangeSort.ADDED: label("plan change", "added"),
    PlanChangeSort.REMOVED: label("plan change", "removed"),
    PlanChangeSort.CHANGED: label("plan change", "changed"),
}


def complaints(tell: Telling, lines: Iterable[ComplaintLine]) -> Table:
    """Open complaints, the most pressing first."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "Open complaints"),
        (
            Column(words.say_in("plan table", "number"), width=1.2),
            Column(words.say_in("plan table", "summary"), width=3.4),
            Column(words.say_in("plan table", "kind"), width=1.1),
            Column(words.say_in("plan table", "severity"), width=1),
            Column(words.say_in("plan table", "stage"), width=1.4),
            Column(words.say_in("plan table", "day"), Kind.WHOLE, 0.6),
            Column(words.say_in("plan table", "at stake"), Kind.SUM, 1, total=True),
            Column(words.say_in("plan table", "raised by"), width=1.2),
        ),
        rows_of(
            (
                each.number,
                each.summary,
                tell.term(each.kind),
                tell.term(each.severity),
                tell.term(each.stage),
                each.day_no,
                tell.sum(each.amount),
                each.raised_by,
            )
            for each in lines
        ),
    )


def approvals(tell: Telling, lines: Iterable[PlanApproval]) -> Table:
    """Who handed the plan over, and who answers."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "Approval"),
        (
            Column(words.say_in("plan table", "who"), width=1.6),
            Column(words.say_in("plan table", "role"), width=1.8),
            Column(words.say_in("plan table", "answer"), width=1.3),
            Column(words.say_in("plan table", "date"), Kind.DATE, 1.1),
            Column(words.say_in("plan table", "comment"), width=2.4),
        ),
        rows_of((each.name, each.role, _answer(tell, each), each.on, each.comment) for each in lines),
    )


def _answer(tell: Telling, approval: PlanApproval) -> str:
    said = answer(tell.words, approval)
    if said or approval.is_author:
        return said or tell.words.say_in("plan table", "author")
    return tell.words.say_in("plan table", "not answered yet")


def health(tell: Telling, found: PlanHealth | None) -> Table:
    """What health is made of, factor by factor."""
    words = tell.words
    note = "" if found is None else health_words(words, tell.formats, found)
    return Table(
        words.say_in("plan heading", "Health"),
        (
            Column(words.say_in("plan table", "factor"), width=1.6),
            Column(words.say_in("plan table", "points"), Kind.WHOLE, 0.7),
            Column(words.say_in("plan table", "of"), Kind.WHOLE, 0.6),
            Column(words.say_in("plan table", "what it stands on"), width=4.6),
        ),
        rows_of(
            (words.of(each.factor.label), each.points, each.most, each.why)
            for each in (found.factors if found is not None else ())
        ),
        note=note,
    )


def health_trend(tell: Telling, found: PlanHealth | None) -> Table:
    """The score at the ends of twelve months, and on the day of the data."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "Health of twelve months"),
        (
            Column(words.say_in("plan table", "date"), Kind.DATE, 1.1),
            Column(words.say_in("plan table", "health"), Kind.WHOLE, 0.8),
        ),
        rows_of((each.on, each.score) for each in (found.trend if found is not None else ())),
    )


def completeness(tell: Telling, lines: Iterable[CompletenessLine]) -> Table:
    """How complete each section of the plan is, and what it lacks."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "Completeness"),
        (
            Column(words.say_in("plan table", "section"), width=2),
            Column(words.say_in("plan table", "complete"), Kind.POINTS, 0.8),
            Column(words.say_in("plan table", "missing"), width=4),
        ),
        rows_of((words.of(each.section), each.percent, "; ".join(each.missing)) for each in lines),
    )


def findings(tell: Telling, lines: Iterable[FindingLine]) -> Table:
    """Where the plan contradicts itself."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "Contradictions"),
        (Column(words.say_in("plan table", "contradiction"), width=8),),
        tuple(Row((each.text,), pressing=each.serious) for each in lines),
    )


def changes_in_short(tell: Telling, lines: Sequence[PlanChange], previous: int | None) -> Table:
    """What is different from the version before, a row a line of the plan: to be read."""
    words = tell.words
    return Table(
        _changes_title(tell, previous),
        (
            Column(words.say_in("plan table", "change"), width=1),
            Column(words.say_in("plan table", "section"), width=1.3),
            Column(words.say_in("plan table", "what"), width=2.6),
            Column(words.say_in("plan table", "before → after"), width=4),
        ),
        rows_of(
            (words.of(_SORTS[each.sort]), each.section, each.subject, each.how)
            for each in change_lines(words, tell.formats, lines)
        ),
    )


def _changes_title(tell: Telling, previous: int | None) -> str:
    if previous is None:
        return tell.words.say_in("plan heading", "Changes")
    return tell.words.say_in("plan heading", "Changes since version {number}", number=previous)


def changes(tell: Telling, lines: Iterable[PlanChange], previous: int | None) -> Table:
    """What is different from the version before, a row a field: to be sorted and filtered."""
    words = tell.words
    return Table(
        _changes_title(tell, previous),
        (
            Column(words.say_in("plan table", "change"), width=1),
            Column(words.say_in("plan table", "section"), width=1.4),
            Column(words.say_in("plan table", "what"), width=3),
            Column(words.say_in("plan table", "field"), width=1.3),
            Column(words.say_in("plan table", "before"), width=1.6),
            Column(words.say_in("plan table", "after"), width=1.6),
        ),
        rows_of(
            (
                words.of(_SORTS[each.sort]),
                words.of(each.section),
                each.subject,
                "" if each.field is None else words.of(each.field),
                _value(tell, each.before),
                _value(tell, each.after),
            )
            for each in lines
        ),
    )


def _value(tell: Telling, value: PlanValue) -> str:
    return "" if value is None else spoken(tell.words, tell.formats, value)
