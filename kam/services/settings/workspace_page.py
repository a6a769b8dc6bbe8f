"""The page of the workspace's profile: our company, who I am, currency, language of papers, zone, year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError
from kam.core.field_errors import FieldError, refuse
from kam.core.words import LANGUAGES
from kam.core.zones import is_zone
from kam.models import Calendar, Colleague, CurrencyRate, WorkspaceProfile
from kam.services.complaints.changing_terms import before_change, keep_after_change
from kam.services.forms import FormField, fill
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_OURS: Final = (
    FormField("company"),
    FormField("currency"),
    FormField("language"),
    FormField("zone"),
    FormField("fiscal_year_starts"),
    FormField("revenue_is_gross"),
    FormField("complaint_number_pattern"),
)
_MINE: Final = (
    FormField("me", kept_in="name"),
    FormField("job_title"),
    FormField("email"),
    FormField("phone"),
)
USUAL_PATTERN: Final = "K-{year}-{number:04}"
"""How complaints are numbered unless the workspace says otherwise."""
_SAMPLE_YEAR: Final = 2026


@dataclass(frozen=True, slots=True)
class WorkspacePage:
    """Whose workspace this is. ``fiscal_year_starts`` is the month in which our year begins, 1–12."""

    company: str
    me: str
    job_title: str | None
    email: str | None
    phone: str | None
    currency: str
    language: str
    zone: str
    fiscal_year_starts: int
    revenue_is_gross: bool
    complaint_number_pattern: str
    has_logo: bool = False
    """Read only: the logo is set by ``set_workspace_logo``."""


def read_workspace_page(workspace: Workspace) -> WorkspacePage:
    """The profile; NotFoundError ``workspace.no_profile`` in a file without one."""
    with workspace.reading() as session:
        profile, me = _records(session)
        return WorkspacePage(
            company=profile.company,
            me=me.name if me else "",
            job_title=me.job_title if me else None,
            email=me.email if me else None,
            phone=me.phone if me else None,
            currency=profile.currency,
            language=profile.language,
            zone=profile.zone,
            fiscal_year_starts=profile.fiscal_year_starts,
            revenue_is_gross=profile.revenue_is_gross,
            complaint_number_pattern=profile.complaint_number_pattern,
            has_logo=profile.logo_sha256 is not None,
        )


def save_workspace_page(workspace: Workspace, new: WorkspacePage) -> Outcome[None]:
    """Set the profile as one step. A working calendar in the former zone moves to the new one.

    Raises:
        FieldErrors: one ``FieldError`` for each field that cannot be as it is; ``settings.currency_fixed``
            once there are exchange rates, which are rates into the workspace's currency.

    """
    with workspace.writing("settings.profile_changed") as unit:
        return Outcome(None, put_workspace_page(unit, new))


def put_workspace_page(unit: UnitOfWork, new: WorkspacePage) -> Area:
    """Set the profile within a step; raises as ``save_workspace_page``."""
    with unit.no_autoflush:
        profile, me = _records(unit)
        if me is None:
            me = Colleague(name=new.me or " ", is_me=True)
            unit.add(me)
        former, currency = profile.zone, profile.currency
        before = before_change(unit) if new.zone != former else None
        faults = [*_faults(unit, profile, new)]
        if not any(fault.field == "me" for fault in faults):
            faults += fill(me, _MINE, {each.name: getattr(new, each.name) for each in _MINE}, currency="")
        known = {fault.field for fault in faults}
        values = {each.name: getattr(new, each.name) for each in _OURS if each.name not in known}
        refuse([*faults, *fill(profile, _OURS, values, currency=currency)])
        if profile.zone != former:
            _move_calendars(unit, former, profile.zone)
        if before is not None:
            keep_after_change(unit, before)
    return Area.EVERYTHING


def _records(session: Session) -> tuple[WorkspaceProfile, Colleague | None]:
    profile = session.scalars(select(WorkspaceProfile)).one_or_none()
    if profile is None:
        raise NotFoundError("workspace.no_profile")
    return profile, session.scalars(select(Colleague).where(Colleague.is_me)).one_or_none()


def _faults(unit: UnitOfWork, profile: WorkspaceProfile, new: WorkspacePage) -> Iterator[FieldError]:
    if not new.me.strip():
        yield FieldError("me", "field.required")
    if new.language not in LANGUAGES:
        yield FieldError("language", "settings.language_unknown")
    if not is_zone(new.zone):
        yield FieldError("zone", "meeting.unknown_zone", {"zone": new.zone})
    if new.currency != profile.currency and unit.scalar(select(exists().where(CurrencyRate.id.is_not(None)))):
        yield FieldError("currency", "settings.currency_fixed", {"stated": profile.currency})
    if not is_number_pattern(new.complaint_number_pattern):
        yield FieldError("complaint_number_pattern", "settings.unknown_pattern", {"example": USUAL_PATTERN})


def is_number_pattern(pattern: str) -> bool:
    """Whether a pattern gives every complaint a number of its own: it has the number, and nothing strange."""
    try:
        names = {name for _, name, _, _ in Formatter().parse(pattern) if name is not None}
        one, two = (pattern.format(year=_SAMPLE_YEAR, number=number) for number in (1, 2))
    except (ValueError, KeyError, IndexError, AttributeError, TypeError):
        return False
    return names <= {"year", "number"} and one != two


def _move_calendars(unit: UnitOfWork, former: str, zone: str) -> None:
    for calendar in unit.scalars(select(Calendar).where(Calendar.zone == former)):
        calendar.zone = ZoneInfo(zone).key
