"""The list of competitors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from kam.core.changes import Area, Outcome
from kam.core.field_errors import FieldError
from kam.core.text import same_name, sort_key
from kam.models import Competitor, CompetitorPresence
from kam.services.forms import FormField
from kam.services.settings.records import delete_free, find, put_named
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_AREAS: Final = Area.SETTINGS | Area.ACCOUNTS | Area.OPPORTUNITIES
_FIELDS: Final = (FormField("name"), FormField("notes"))


@dataclass(frozen=True, slots=True)
class CompetitorRow:
    """A competitor and at how many accounts it was seen."""

    id: UUID
    version: int
    name: str
    notes: str | None
    accounts: int


@dataclass(frozen=True, slots=True)
class CompetitorEntry:
    """A competitor as typed; its name is unique."""

    name: str
    notes: str | None = None


def list_competitors(workspace: Workspace) -> list[CompetitorRow]:
    """All competitors by name."""
    seen_at = (
        select(func.count(CompetitorPresence.account_id.distinct()))
        .where(CompetitorPresence.competitor_id == Competitor.id)
        .correlate(Competitor)
        .scalar_subquery()
    )
    with workspace.reading() as session:
        rows = [
            CompetitorRow(one.id, one.version, one.name, one.notes, accounts or 0)
            for one, accounts in session.execute(select(Competitor, seen_at))
        ]
    return sorted(rows, key=lambda row: (sort_key(row.name), row.id))


def add_competitor(workspace: Workspace, entry: CompetitorEntry) -> Outcome[UUID]:
    """Add a competitor; raises FieldErrors."""
    with workspace.writing("settings.competitor_added") as unit, unit.no_autoflush:
        competitor = Competitor()
        _put(unit, competitor, entry)
        unit.add(competitor)
        return Outcome(competitor.id, _AREAS)


def change_competitor(
    workspace: Workspace, competitor_id: UUID, entry: CompetitorEntry, *, version: int
) -> Outcome[int]:
    """Rename a competitor wherever it stands; its new version.

    Raises:
        FieldErrors: one ``FieldError`` for each field that cannot be as it is.
        ConflictError: ``dossier.changed_meanwhile``.
        NotFoundError: ``settings.competitor_gone``.

    """
    with workspace.writing("settings.competitor_changed") as unit, unit.no_autoflush:
        gone = "settings.competitor_gone"
        competitor = find(unit, Competitor, competitor_id, gone=gone, version=version)
        _put(unit, competitor, entry)
        unit.flush()
        return Outcome(competitor.version, _AREAS)


def delete_competitors(workspace: Workspace, competitor_ids: Iterable[UUID]) -> Outcome[int]:
    """Delete competitors that nothing names; RuleError ``settings.competitor_in_use`` otherwise."""
    wanted = list(dict.fromkeys(competitor_ids))
    with workspace.writing("settings.competitor_deleted") as unit:
        delete_free(unit, Competitor, wanted, in_use="settings.competitor_in_use")
    return Outcome(len(wanted), _AREAS)


def _put(unit: UnitOfWork, competitor: Competitor, entry: CompetitorEntry) -> None:
    values = {"name": entry.name, "notes": entry.notes}
    put_named(competitor, _FIELDS, values, _faults(unit, competitor, entry))


def _faults(unit: UnitOfWork, competitor: Competitor, entry: CompetitorEntry) -> Iterator[FieldError]:
    names = unit.scalars(select(Competitor.name).where(Competitor.id != competitor.id))
    if any(same_name(name) == same_name(entry.name) for name in names):
        yield FieldError("name", "settings.competitor_exists", {"name": entry.name.strip()})
