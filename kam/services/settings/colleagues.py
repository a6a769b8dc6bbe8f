"""The list of us: who works here, who has left, who I am."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from kam.core.changes import Area, Outcome
from kam.core.errors import RuleError
from kam.core.field_errors import FieldError, refuse
from kam.core.text import same_name, sort_key
from kam.models import Account, Colleague
from kam.services.forms import FormField, fill
from kam.services.settings.records import delete_free, find
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_GONE: Final = "settings.colleague_gone"
_FIELDS: Final = tuple(FormField(name) for name in ("name", "job_title", "email", "phone", "left_on"))


@dataclass(frozen=True, slots=True)
class ColleagueRow:
    """One of us; ``accounts`` counts those they own."""

    id: UUID
    version: int
    name: str
    job_title: str | None
    email: str | None
    phone: str | None
    is_me: bool
    left_on: date | None
    accounts: int


@dataclass(frozen=True, slots=True)
class ColleagueEntry:
    """A colleague as typed; of those who are here the name is unique."""

    name: str
    job_title: str | None = None
    email: str | None = None
    phone: str | None = None
    left_on: date | None = None


def list_colleagues(workspace: Workspace) -> list[ColleagueRow]:
    """Me first, then who is here by name, then who has left."""
    owned = (
        select(func.count())
        .select_from(Account)
        .where(Account.owner_id == Colleague.id)
        .correlate(Colleague)
        .scalar_subquery()
    )
    with workspace.reading() as session:
        rows = [
            ColleagueRow(
                one.id,
                one.version,
                one.name,
                one.job_title,
                one.email,
                one.phone,
                one.is_me,
                one.left_on,
                accounts or 0,
            )
            for one, accounts in session.execute(select(Colleague, owned))
        ]
    return sorted(rows, key=lambda row: (not row.is_me, row.left_on is not None, sort_key(row.name), row.id))


def add_colleague(workspace: Workspace, entry: ColleagueEntry) -> Outcome[UUID]:
    """Add one of us; raises FieldErrors."""
    with workspace.writing("settings.colleague_added") as unit, unit.no_autoflush:
        colleague = Colleague()
        _put(unit, colleague, entry)
        unit.add(colleague)
        return Outcome(colleague.id, Area.SETTINGS)


def change_colleague(
    workspace: Workspace, colleague_id: UUID, entry: ColleagueEntry, *, version: int
) -> Outcome[int]:
    """Set what is known of a colleague, that they left among it; their new version.

    Raises:
        FieldErrors: one ``FieldError`` for each field that cannot be as it is.
        ConflictError: ``dossier.changed_meanwhile``.
        NotFoundError: ``settings.colleague_gone``.

    """
    with workspace.writing("settings.colleague_changed") as unit, unit.no_autoflush:
        colleague = find(unit, Colleague, colleague_id, gone=_GONE, version=version)
        _put(unit, colleague, entry)
        unit.flush()
        return Outcome(colleague.version, Area.EVERYTHING)


def make_me(workspace: Workspace, colleague_id: UUID) -> Outcome[None]:
    """Another of us sits at this workspace from now on: what is written then is theirs.

    Raises:
        NotFoundError: ``settings.colleague_gone``.

    """
    with workspace.writing("settings.colleague_is_me") as unit:
        wanted = find(unit, Colleague, colleague_id, gone=_GONE)
        for former in unit.scalars(select(Colleague).where(Colleague.is_me, Colleague.id != wanted.id)):
            former.is_me = False
        unit.flush()  # two of us are never me, not even for a moment
        wanted.is_me = True
        wanted.left_on = None
    return Outcome(None, Area.EVERYTHING)


def delete_colleagues(workspace: Workspace, colleague_ids: Iterable[UUID]) -> Outcome[int]:
    """Delete colleagues whom nothing names but what they own, which then belongs to nobody.

    Raises:
        RuleError: ``settings.me_stays``, ``settings.colleague_in_use``: one who goes is marked as left.
        NotFoundError: ``settings.colleague_gone``.

    """
    wanted = list(dict.fromkeys(colleague_ids))
    with workspace.writing("settings.colleague_deleted") as unit:
        if any(find(unit, Colleague, each, gone=_GONE).is_me for each in wanted):
            raise RuleError("settings.me_stays")
        delete_free(unit, Colleague, wanted, in_use="settings.colleague_in_use")
    return Outcome(len(wanted), Area.EVERYTHING)


def _put(unit: UnitOfWork, colleague: Colleague, entry: ColleagueEntry) -> None:
    values = {each.name: getattr(entry, each.name) for each in _FIELDS}
    refuse([*_faults(unit, colleague, entry), *fill(colleague, _FIELDS, values, currency="")])


def _faults(unit: UnitOfWork, colleague: Colleague, entry: ColleagueEntry) -> Iterator[FieldError]:
    if colleague.is_me and entry.left_on is not None:
        yield FieldError("left_on", "settings.me_stays")
    others = select(Colleague.name).where(Colleague.id != colleague.id, Colleague.left_on.is_(None))
    here = entry.left_on is None
    if here and any(same_name(name) == same_name(entry.name) for name in unit.scalars(others)):
        yield FieldError("name", "settings.colleague_exists", {"name": entry.name.strip()})
