"""Verifying a section of the dossier: a dated fact of its own (domain.md §2)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError
from kam.core.field_errors import FieldError, refuse
from kam.core.vocabulary import DossierSection
from kam.models import Account, Colleague, SectionCheck
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Check:
    """That a section was verified on a date (None: today) by a colleague (None: me)."""

    on: date | None = None
    by: UUID | None = None


def verify_section(
    workspace: Workspace, account_id: UUID, section: DossierSection, check: Check = Check()
) -> Outcome[UUID]:
    """Note that what stands in a section was verified; its fields stay as they are.

    Raises:
        NotFoundError: ``account.gone``, ``colleague.gone``.
        FieldErrors: ``field.in_future`` for ``verified_on``.

    """
    with workspace.writing("dossier.verified") as unit:
        if unit.get(Account, account_id) is None:
            raise NotFoundError("account.gone")
        return Outcome(note_check(unit, account_id, section, check), Area.ACCOUNTS)


def note_check(unit: UnitOfWork, account_id: UUID, section: DossierSection, check: Check) -> UUID:
    """Store a check within a step; raises as ``verify_section``."""
    profile = read_profile(unit)
    day = profile.today(unit.now)
    on = check.on or day
    if on > day:
        refuse([FieldError("verified_on", "field.in_future")])
    by = check.by or profile.me
    if by is not None and unit.get(Colleague, by) is None:
        raise NotFoundError("colleague.gone")
    noted = SectionCheck(account_id=account_id, section=section, on=on, by_id=by)
    unit.add(noted)
    return noted.id
