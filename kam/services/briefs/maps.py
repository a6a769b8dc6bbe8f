"""Which maps of a client's people stand behind each of its briefs, on pages of their own.

Kept a client, each as a setting of its own, so that two laptops do not overwrite each other's. The customer's
copy never has them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError
from kam.core.words import words_for
from kam.models import Account
from kam.reports.content import BriefContent
from kam.reports.stakeholder_maps.content import MapPaper
from kam.services.stored_settings import put_setting, read_setting
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

_PREFIX: Final = "brief_maps"


def maps_behind_briefs(workspace: Workspace, account_id: UUID) -> tuple[MapPaper, ...]:
    """The maps that an account's briefs have behind them, in the order of the paper."""
    with workspace.reading() as session:
        return _read(session, account_id)


def put_map_behind_briefs(
    workspace: Workspace, account_id: UUID, kind: MapPaper, *, on: bool
) -> Outcome[None]:
    """Put a map behind an account's briefs, or take it off. Doing either twice changes nothing.

    Raises:
        NotFoundError: ``account.gone``.

    """
    with workspace.writing("brief.map_added" if on else "brief.map_removed") as unit:
        if unit.get(Account, account_id) is None:
            raise NotFoundError("account.gone")
        others = [each for each in _read(unit, account_id) if each is not kind]
        _write(unit, account_id, [*others, kind] if on else others)
        return Outcome(None, Area.SETTINGS)


def join_maps_behind_briefs(unit: UnitOfWork, gone: UUID, stays: UUID) -> None:
    """An account that another goes into has the maps of both behind its briefs."""
    wanted = _read(unit, gone)
    if wanted:
        _write(unit, stays, {*wanted, *_read(unit, stays)})
        _write(unit, gone, ())


def with_maps(
    workspace: Workspace,
    content: BriefContent,
    account_id: UUID,
    *,
    as_of: datetime,
    printed_at: datetime,
    language: str,
) -> BriefContent:
    """A brief with the maps that stand behind it; an empty map is none."""
    wanted = maps_behind_briefs(workspace, account_id)
    if not wanted:
        return content
    from kam.services.people.paper import map_content

    words = words_for(language)
    shown = map_content(workspace, account_id, as_of=as_of, words=words, printed_at=printed_at)
    return replace(content, maps=wanted, people_map=shown) if shown.people else content


def _read(session: Session, account_id: UUID) -> tuple[MapPaper, ...]:
    stored = read_setting(session, _name(account_id))
    return tuple(each for each in MapPaper if isinstance(stored, list) and each.value in stored)


def _write(unit: UnitOfWork, account_id: UUID, wanted: Iterable[MapPaper]) -> None:
    kinds = set(wanted)
    put_setting(unit, _name(account_id), [each.value for each in MapPaper if each in kinds])


def _name(account_id: UUID) -> str:
    return f"{_PREFIX}.{account_id.hex}"
