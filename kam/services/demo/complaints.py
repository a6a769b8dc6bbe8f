"""Complaints with their stages, pauses and cure, numbered in the order in which they came."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from kam.analysis.complaint_norms import ComplaintNorms
from kam.analysis.working_time import WorkCalendar
from kam.core.vocabulary import Side, WhyBranch
from kam.models import (
    Account,
    ClockPause,
    Compensation,
    Complaint,
    IsIsNot,
    StageChange,
    Why,
    WorkspaceProfile,
)
from kam.services.complaints.terms import calendar_text, norms_text
from kam.services.demo.promises import add_commitment

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kam.services.demo.content import Table
    from kam.services.demo.shelf import Shelf

_APART: Final = (
    "stages",
    "pauses",
    "whys",
    "escapes",
    "is_not",
    "actions",
    "compensations",
    "answer_sent_at",
    "summary_sent_on",
)


def add_complaints(shelf: Shelf, client: Table) -> None:
    """The complaints of a client; moments within them are counted from the day of receipt."""
    scope = client["account"]["key"]
    for table in client.get("complaints", ()):
        _add_complaint(shelf, table, scope)


def _add_complaint(shelf: Shelf, table: Table, scope: str) -> None:
    received = shelf.dates.moment(table["received_at"]).date()
    complaint = shelf.make(
        Complaint,
        table,
        scope,
        apart=_APART,
        account_id=shelf.find(Account, scope, scope).id,
        number="",
    )
    shelf.make(StageChange, {"stage": "received"}, scope, complaint_id=complaint.id, at=complaint.received_at)
    for stage, when, who in table.get("stages", ()):
        row = {"stage": stage, "at": when, "by": who}
        change = shelf.make(StageChange, row, scope, base=received, complaint_id=complaint.id)
        complaint.stage = change.stage
    if "answer_sent_at" in table:
        complaint.answer_sent_at = shelf.utc(shelf.dates.moment(table["answer_sent_at"], received))
    if "summary_sent_on" in table:
        complaint.summary_sent_on = shelf.dates.day(table["summary_sent_on"], received)
    for row in table.get("pauses", ()):
        shelf.make(ClockPause, row, scope, base=received, complaint_id=complaint.id)
    for row in table.get("compensations", ()):
        shelf.make(Compensation, row, scope, base=received, complaint_id=complaint.id)
    _add_cure(shelf, table, scope, complaint)


def _add_cure(shelf: Shelf, table: Table, scope: str, complaint: Complaint) -> None:
    """Five whys of both branches, is and is-not, and the measures taken: commitments of ours."""
    for branch, name in ((WhyBranch.CAUSE, "whys"), (WhyBranch.ESCAPE, "escapes")):
        for depth, answer in enumerate(table.get(name, ()), start=1):
            row = {"branch": branch.value, "depth": depth, "answer": answer}
            shelf.make(Why, row, scope, complaint_id=complaint.id)
    for question, holds, holds_not in table.get("is_not", ()):
        row = {"question": question, "holds": holds, "does_not_hold": holds_not}
        shelf.make(IsIsNot, row, scope, complaint_id=complaint.id)
    for action in table.get("actions", ()):
        status = "kept" if "closed_on" in action else "open"
        row = {"side": Side.OURS.value, "status": status, "promised_to_client": False, **action}
        add_commitment(shelf, row, scope, complaint_id=complaint.id)


def number_complaints(complaints: Iterable[Complaint], shelf: Shelf) -> None:
    """Give each its number by a new workspace's pattern: counted within the year of receipt."""
    pattern = WorkspaceProfile.__table__.c.complaint_number_pattern.default.arg
    seen: Counter[int] = Counter()
    for complaint in sorted(complaints, key=lambda one: (one.received_at, one.id)):
        year = complaint.received_at.astimezone(shelf.zone).year
        seen[year] += 1
        complaint.number = pattern.format(year=year, number=seen[year])


def keep_terms(complaints: Iterable[Complaint], shelf: Shelf, country: str) -> None:
    """Each keeps the norms and the calendar of a new workspace, as if it had been registered in it."""
    calendar = WorkCalendar(shelf.zone, holidays=frozenset(shelf.dates.holidays))
    norms = norms_text(ComplaintNorms())
    for complaint in complaints:
        year = complaint.received_at.astimezone(shelf.zone).year
        complaint.norms, complaint.calendar = norms, calendar_text(calendar, country, year)
