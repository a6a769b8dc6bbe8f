"""What shall be done: objectives, measurements, initiatives, actions, risks, decisions, budget."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final, TypeVar

from kam.core.money import Money
from kam.core.vocabulary import CommitmentStatus, ObjectiveStatus, RiskStatus, SwotKind
from kam.core.words import Label, label
from kam.reports.content.plan import (
    ActionLine,
    InitiativeLine,
    ObjectiveLine,
    PlanBudgetLine,
    PlanDecision,
    PlanRiskLine,
    SwotLine,
)
from kam.reports.office.tables import Cell, Column, Kind, Row, Table, rows_of
from kam.reports.plan.tables.telling import Telling
from kam.reports.plan.wording import measure_of, rounded

QUADRANTS: Final[dict[SwotKind, Label]] = {
    SwotKind.STRENGTH: label("plan heading", "Strengths"),
    SwotKind.WEAKNESS: label("plan heading", "Weaknesses"),
    SwotKind.OPPORTUNITY: label("plan heading", "Opportunities in their market"),
    SwotKind.THREAT: label("plan heading", "Threats"),
}
HEAVY_RISK: Final = 12
"""Probability × impact from which a risk asks for somebody."""


def objectives(tell: Telling, lines: Iterable[ObjectiveLine]) -> Table:
    """What shall be reached, with baseline, current and target."""
    words = tell.words
    lines = list(lines)
    behind = sum(line.behind for line in lines)
    return Table(
        words.say_in("plan heading", "Objectives and measures"),
        (
            Column(words.say_in("plan table", "no."), Kind.WHOLE, 0.4, key="number"),
            Column(words.say_in("plan table", "objective"), width=3.2, key="title"),
            Column(words.say_in("plan table", "kind"), width=1.2, key="kind"),
            Column(words.say_in("plan table", "measure"), width=1.8, key="measure"),
            Column(words.say_in("plan table", "baseline"), Kind.NUMBER, 0.9, key="baseline"),
            Column(words.say_in("plan table", "now"), Kind.NUMBER, 0.9, key="now"),
            Column(words.say_in("plan table", "target"), Kind.NUMBER, 0.9, key="target"),
            Column(words.say_in("plan table", "due"), Kind.DATE, 1.1, key="due"),
            Column(words.say_in("plan table", "progress"), Kind.SHARE, 0.9, key="progress"),
            Column(words.say_in("plan table", "expected"), Kind.SHARE, 0.9, key="expected"),
            Column(words.say_in("plan table", "status"), width=1, key="status"),
            Column(words.say_in("plan table", "answers for it"), width=1.3, key="owner"),
        ),
        tuple(_objective(tell, line) for line in lines),
        note=behind_note(tell, behind, len(lines)),
    )


def behind_note(tell: Telling, behind: int, count: int) -> str:
    """How many of the objectives lag behind."""
    if not count:
        return ""
    if not behind:
        return tell.words.say_in("plan note", "all on track")
    return tell.words.say_many(
        "{count} of {total} is behind", "{count} of {total} are behind", behind, total=count
    )


def state_of(tell: Telling, line: ObjectiveLine) -> str:
    """How an objective stands, in a word."""
    if line.status is ObjectiveStatus.OPEN:
        return tell.words.say_in("plan table", "behind") if line.behind else tell.term(line.status)
    return tell.term(line.status)


def _objective(tell: Telling, line: ObjectiveLine) -> Row:
    return Row(
        (
            line.number,
            line.title,
            tell.term(line.kind),
            measure_of(line),
            *(_figure(tell, line, value) for value in (line.baseline, line.current, line.target)),
            line.due_on,
            line.progress,
            line.expected,
            state_of(tell, line),
            line.owner,
        ),
        pressing=line.behind,
    )


def _figure(tell: Telling, line: ObjectiveLine, value: Decimal | None) -> Cell:
    """A value of its measure: a sum where it is counted in the plan's currency."""
    if value is None:
        return None
    return Money.of(value, tell.currency) if line.is_money else rounded(line, value)


def measurements(tell: Telling, lines: Iterable[ObjectiveLine]) -> Table:
    """The values of the measures by date."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "Measurements"),
        (
            Column(words.say_in("plan table", "objective"), width=3),
            Column(words.say_in("plan table", "date"), Kind.DATE),
            Column(words.say_in("plan table", "value"), Kind.NUMBER),
            Column(words.say_in("plan table", "note"), width=3),
        ),
        rows_of(
            (f"{line.number}. {line.title}", each.on, _figure(tell, line, each.value), each.note)
            for line in lines
            for each in line.measurements
        ),
    )


def initiatives(tell: Telling, lines: Iterable[InitiativeLine]) -> Table:
    """The work under objectives."""
    words = tell.words
    lines = list(lines)
    behind = sum(line.behind for line in lines)
    return Table(
        words.say_in("plan heading", "Initiatives"),
        (
            Column(words.say_in("plan table", "no."), Kind.WHOLE, 0.4, key="number"),
            Column(words.say_in("plan table", "initiative"), width=3.2, key="title"),
            Column(words.say_in("plan table", "answers for it"), width=1.3, key="owner"),
            Column(words.say_in("plan table", "from"), Kind.DATE, 1.1, key="from"),
            Column(words.say_in("plan table", "to"), Kind.DATE, 1.1, key="to"),
            Column(words.say_in("plan table", "done"), Kind.POINTS, 0.8, key="done"),
            Column(words.say_in("plan table", "status"), width=1, key="status"),
            Column(words.say_in("plan table", "milestones"), width=2.2, key="milestones"),
            Column(words.say_in("plan table", "after"), width=0.7, key="after"),
        ),
        tuple(
            Row(
                (
                    line.number,
                    line.title,
                    line.owner,
                    line.starts_on,
                    line.ends_on,
                    line.progress,
                    words.say_in("plan table", "behind") if line.behind else tell.term(line.status),
                    "; ".join(
                        f"{tell.formats.day_month(each.due_on)} {each.title}" for each in line.milestones
                    ),
                    ", ".join(str(each) for each in line.after),
                ),
                pressing=line.behind,
            )
            for line in lines
        ),
        note=words.say_in("plan note", "behind: {count}", count=behind) if behind else "",
    )


def initiatives_of(tell: Telling, objectives_: Iterable[ObjectiveLine]) -> Table:
    """The work of a plan, each line with its objective."""
    named = [(each, each.initiatives) for each in objectives_]
    return _with_objective(tell, initiatives(tell, _all(named)), named)


def actions_of(tell: Telling, objectives_: Iterable[ObjectiveLine]) -> Table:
    """The actions of a plan, each line with its objective."""
    named = [(each, each.actions) for each in objectives_]
    return _with_objective(tell, actions(tell, _all(named)), named)


_Line = TypeVar("_Line")


def _all(named: Sequence[tuple[ObjectiveLine, Sequence[_Line]]]) -> list[_Line]:
    return [line for _, lines in named for line in lines]


def _with_objective(
    tell: Telling, table: Table, named: Sequence[tuple[ObjectiveLine, Sequence[object]]]
) -> Table:
    """A table with a last column that says to which objective each of its rows belongs."""
    column = Column(tell.words.say_in("plan table", "objective"), width=2.6)
    titles = [f"{each.number}. {each.title}" for each, lines in named for _ in lines]
    rows = tuple(
        replace(row, cells=(*row.cells, title)) for row, title in zip(table.rows, titles, strict=True)
    )
    return replace(table, columns=(*table.columns, column), rows=rows)


def actions(tell: Telling, lines: Iterable[ActionLine]) -> Table:
    """Promises of the ledger that serve objectives; what is late comes first."""
    words = tell.words
    lines = list(lines)
    late = sum(line.days_late > 0 for line in lines)
    return Table(
        words.say_in("plan heading", "Actions"),
        (
            Column(words.say_in("plan table", "due"), Kind.DATE, 1.1, key="due"),
            Column(words.say_in("plan table", "days late"), Kind.WHOLE, 0.9, key="late"),
            Column(words.say_in("plan table", "action"), width=4, key="text"),
            Column(words.say_in("plan table", "whose"), width=0.8, key="side"),
            Column(words.say_in("plan table", "answers for it"), width=1.4, key="owner"),
            Column(words.say_in("plan table", "status"), width=1, key="status"),
        ),
        tuple(
            Row(
                (
                    line.due_on,
                    line.days_late or None,
                    line.text,
                    tell.side(line.side),
                    line.owner,
                    "" if line.status is CommitmentStatus.OPEN else tell.term(line.status),
                ),
                pressing=line.days_late > 0,
            )
            for line in lines
        ),
        note=words.say_many("{count} late", "{count} late", late) if late else "",
    )


def risks(tell: Telling, lines: Iterable[PlanRiskLine]) -> Table:
    """What may go wrong, heaviest first."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "Risks"),
        (
            Column(words.say_in("plan table", "risk"), width=2.6, key="title"),
            Column(words.say_in("plan table", "consequence"), width=2.2, key="consequence"),
            Column(words.say_in("plan table", "probability"), Kind.WHOLE, 0.8, key="probability"),
            Column(words.say_in("plan table", "impact"), Kind.WHOLE, 0.7, key="impact"),
            Column(
                words.say_in("plan table", "weight"),
                Kind.WHOLE,
                0.6,
                formula="{probability}*{impact}",
                key="weight",
            ),
            Column(words.say_in("plan table", "at stake"), Kind.SUM, 1.1, key="stake"),
            Column(words.say_in("plan table", "response"), width=2.6, key="response"),
            Column(words.say_in("plan table", "answers for it"), width=1.3, key="owner"),
            Column(words.say_in("plan table", "status"), width=0.9, key="status"),
        ),
        tuple(
            Row(
                (
                    line.title,
                    line.consequence,
                    line.probability,
                    line.impact,
                    line.weight or None,
                    line.at_stake,
                    line.response,
                    line.owner,
                    tell.term(line.status),
                ),
                pressing=line.status is RiskStatus.OPEN and line.weight >= HEAVY_RISK,
            )
            for line in lines
        ),
        note=words.say_in("plan note", "probability × impact, each from 1 to 5"),
    )


def swot(tell: Telling, lines: Iterable[SwotLine]) -> Table:
    """The four quadrants as one list."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "SWOT"),
        (
            Column(words.say_in("plan table", "quadrant"), width=1.2),
            Column(words.say_in("plan table", "statement"), width=4),
            Column(words.say_in("plan table", "evidence"), width=3),
            Column(words.say_in("plan table", "weight, 1 to 3"), Kind.WHOLE, 0.7),
        ),
        rows_of(
            (words.of(QUADRANTS[line.kind]), line.text, line.evidence, line.weight)
            for kind in QUADRANTS
            for line in lines
            if line.kind is kind
        ),
    )


def decisions(tell: Telling, lines: Iterable[PlanDecision]) -> Table:
    """Decisions needed from management, and those that were taken."""
    words = tell.words
    return Table(
        words.say_in("plan heading", "Decisions"),
        (
            Column(words.say_in("plan table", "decision"), width=3.6, key="text"),
            Column(words.say_in("plan table", "needed by"), Kind.DATE, 1.1, key="by"),
            Column(words.say_in("plan table", "amount"), Kind.SUM, 1.1, total=True, key="amount"),
            Column(words.say_in("plan table", "effort"), width=1.3, key="effort"),
            Column(words.say_in("plan table", "taken on"), Kind.DATE, 1.1, key="on"),
            Column(words.say_in("plan table", "by whom"), width=1.3, key="who"),
            Column(words.say_in("plan table", "outcome"), width=2, key="outcome"),
        ),
        tuple(
            Row(
                (
                    line.text,
                    line.needed_by,
                    line.amount,
                    line.effort,
                    line.decided_on,
                    line.decided_by,
                    line.outcome,
                ),
                pressing=line.is_needed and line.needed_by is not None and line.needed_by < tell.day,
            )
            for line in lines
        ),
    )


def budget(tell: Telling, lines: Iterable[PlanBudgetLine]) -> Table:
    """What the plan costs us, planned, spent and left."""
    words = tell.words
    lines = list(lines)
    return Table(
        words.say_in("plan heading", "Budget of the plan"),
        (
            Column(words.say_in("plan table", "item"), width=3.6),
            Column(words.say_in("plan table", "planned"), Kind.SUM, 1.2, total=True, key="planned"),
            Column(words.say_in("plan table", "spent"), Kind.SUM, 1.2, total=True, key="spent"),
            Column(
                words.say_in("plan table", "left"), Kind.SUM, 1.2, total=True, formula="{planned}-{spent}"
            ),
        ),
        rows_of((line.title, line.amount, line.spent, _left(line)) for line in lines),
    )


def _left(line: PlanBudgetLine) -> Money | None:
    if line.spent is None or line.spent.currency != line.amount.currency:
        return None
    return line.amount - line.spent
