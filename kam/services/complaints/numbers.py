"""The number of a complaint: by the pattern of the settings, none given twice (records.md)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from string import Formatter

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.errors import NotFoundError
from kam.models import Change, Complaint, Step, WorkspaceProfile
from kam.services.profile import read_profile
from kam.store.journal import ChangeKind, StepKind, unpack_change
from kam.store.workspace import Workspace


def next_number(workspace: Workspace, *, at: datetime) -> str:
    """The number that the next complaint received then would get."""
    with workspace.reading() as session:
        return number_for(session, at)


def number_for(session: Session, received: datetime) -> str:
    """The number after the highest ever given by the pattern, within the year where the pattern names it.

    Numbers of deleted complaints were told to clients, too, and count.
    """
    pattern = session.scalar(select(WorkspaceProfile.complaint_number_pattern))
    if pattern is None:
        raise NotFoundError("workspace.no_profile")
    year = received.astimezone(read_profile(session).zone).year
    shape = _shape(pattern, year)
    given = (int(found["number"]) for each in _numbers(session) if (found := shape.fullmatch(each)))
    return str(pattern.format(year=year, number=max(given, default=0) + 1))


def _shape(pattern: str, year: int) -> re.Pattern[str]:
    """What numbers of the pattern look like in a year."""
    parts: list[str] = []
    seen = False
    for text, name, form, _ in Formatter().parse(pattern):
        parts.append(re.escape(text))
        if name == "year":
            parts.append(re.escape(format(year, form or "")))
        elif name == "number":
            parts.append(r"\s*(?P=number)" if seen else r"\s*(?P<number>\d+)")
            seen = True
    return re.compile("".join(parts))


def _numbers(session: Session) -> Iterator[str]:
    yield from session.scalars(select(Complaint.number))
    # An import takes no complaint away, and has more changes than all other steps together.
    small = select(Step.seq).where(Step.kind.in_((StepKind.USER, StepKind.UNDO)))
    gone = select(Change.step_seq, Change.record_id, Change.image).where(
        Change.step_seq.in_(small),
        Change.table_name == Complaint.__tablename__,
        Change.kind == ChangeKind.DELETED,
    )
    for row in session.execute(gone):
        change = unpack_change(row.step_seq, "complaint", row.record_id.bytes, ChangeKind.DELETED, row.image)
        yield str(change.before.get("number", ""))


def normal(number: str) -> str:
    """A number as it is compared: without spaces, capitals and signs between."""
    return re.sub(r"[\W_]+", "", number).casefold()
