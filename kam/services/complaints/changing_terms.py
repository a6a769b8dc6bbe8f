"""What a change of norms or of the calendar does to complaints (records.md, "Norms and calendar")."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy import func, or_, select

from kam.analysis.complaint_clocks import ComplaintClocks
from kam.models import Complaint
from kam.models.complaint import ENDED_STAGES
from kam.services.complaint_courses import clocks_of
from kam.services.complaints.terms import TermsInForce, terms_in_force, with_former
from kam.store.unit_of_work import UnitOfWork


def before_change(unit: UnitOfWork) -> TermsInForce:
    """The terms in force, to be read before the settings change; with all years that complaints have met."""
    return _terms(unit)


def _terms(unit: UnitOfWork) -> TermsInForce:
    first = unit.scalar(select(func.min(Complaint.received_at)))
    return terms_in_force(unit, min(first or unit.now, unit.now), unit.now)


def keep_after_change(unit: UnitOfWork, before: TermsInForce) -> int:
    """The new terms into open complaints, the old ones into ended ones that kept none; how many are open.

    Within the step that changed the settings, after they are written. A clock that stopped keeps the terms
    it stopped by; open clocks count by the new ones from receipt on.
    """
    unit.flush()
    after = _terms(unit)
    if before == after:
        return 0
    query = select(Complaint).where(
        or_(Complaint.stage.not_in(ENDED_STAGES), Complaint.norms.is_(None), Complaint.calendar.is_(None))
    )
    found = unit.scalars(query).all()
    clocks = clocks_of(
        unit, [each for each in found if each.is_open()], before.norms, before.calendar, unit.now
    )
    for complaint in found:
        old_norms, old_hours = before.texts(complaint.received_at)
        if not complaint.is_open():
            complaint.norms = complaint.norms or old_norms
            complaint.calendar = complaint.calendar or old_hours
            continue
        norms, hours = after.texts(complaint.received_at)
        read = clocks.get(complaint.id)
        complaint.norms = _kept(complaint.norms, old_norms, norms, read, unit.now)
        complaint.calendar = _kept(complaint.calendar, old_hours, hours, read, unit.now)
    return sum(each.is_open() for each in found)


def _kept(kept: str | None, old: str, new: str, clocks: ComplaintClocks | None, now: datetime) -> str:
    """What a complaint keeps from now on: the new terms, and under them those that clocks stopped by."""
    kept = kept or old
    present = {name: value for name, value in json.loads(kept).items() if name != "former"}
    if present == json.loads(new):
        return kept
    return with_former(new, kept, now, read=_is_read(clocks, kept))


def _is_read(clocks: ComplaintClocks | None, kept: str) -> bool:
    """Whether a clock has stopped since the last change of what is kept."""
    if clocks is None:
        return False
    former = json.loads(kept).get("former", ())
    since = datetime.fromisoformat(former[-1]["until"]) if former else None
    readings = (clocks.acknowledgement, clocks.first_response, clocks.resolution, *clocks.earlier)
    stops = (reading.stopped_at for reading in readings)
    return any(stop is not None and (since is None or stop > since) for stop in stops)
