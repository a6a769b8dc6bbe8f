"""What comes within the next 90 days: meetings, milestones and actions in one list."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from kam.core.vocabulary import CommitmentStatus
from kam.reports.content.plan import PlanPaper
from kam.reports.office.tables import Column, Kind, Table, rows_of
from kam.reports.plan.tables.telling import Telling

_NEAR: Final = timedelta(days=90)


def next_days(tell: Telling, paper: PlanPaper) -> Table:
    """Meetings, milestones that were not passed and open actions from today on, soonest first."""
    words, today = tell.words, tell.day
    found: list[tuple[date, str, str]] = [(each.on, each.text, "") for each in paper.coming]
    for initiative in paper.initiatives:
        found += [
            (each.due_on, f"{initiative.title}: {each.title}", initiative.owner)
            for each in initiative.milestones
            if each.passed_on is None
        ]
    found += [
        (each.due_on, each.text, each.owner)
        for each in paper.actions
        if each.due_on is not None and each.status is CommitmentStatus.OPEN
    ]
    return Table(
        words.say_in("plan heading", "Next 90 days"),
        (
            Column(words.say_in("plan table", "date"), Kind.DATE, 1.1),
            Column(words.say_in("plan table", "what"), width=5),
            Column(words.say_in("plan table", "answers for it"), width=1.4),
        ),
        rows_of(sorted({line for line in found if today <= line[0] <= today + _NEAR})),
    )
