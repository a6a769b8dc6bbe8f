"""Accounts pinned to the side of the window, in the order in which they were."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError
from kam.core.vocabulary import AccountStatus
from kam.models import Account
from kam.services.stored_settings import put_setting, read_setting
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace

PINNED: Final = "pinned_accounts"
"""The setting that keeps the pins: identities, the topmost first."""


@dataclass(frozen=True, slots=True)
class PinnedAccount:
    """An account that is pinned."""

    id: UUID
    name: str
    status: AccountStatus


def pinned(workspace: Workspace) -> tuple[PinnedAccount, ...]:
    """The pinned accounts, the topmost first; one that was deleted is not among them until it is back."""
    with workspace.reading() as session:
        wanted = _read(session)
        rows = session.execute(select(Account.id, Account.name, Account.status).where(Account.id.in_(wanted)))
        found = {row.id: PinnedAccount(row.id, row.name, row.status) for row in rows}
    return tuple(found[each] for each in wanted if each in found)


def pin(workspace: Workspace, account_id: UUID, *, on: bool) -> Outcome[None]:
    """Pin an account below the others, or take it off. Doing either twice changes nothing.

    Raises:
        NotFoundError: ``account.gone`` for pinning what is not there.

    """
    with workspace.writing("account.pinned" if on else "account.unpinned") as unit:
        if on and unit.get(Account, account_id) is None:
            raise NotFoundError("account.gone")
        others = [each for each in _read(unit) if each != account_id]
        if not on:
            _write(unit, others)
        elif account_id not in _read(unit):
            _write(unit, [*others, account_id])
        return Outcome(None, Area.SETTINGS)


def move_pin(workspace: Workspace, account_id: UUID, place: int) -> Outcome[None]:
    """Put a pinned account at a place among the pins, 0 the topmost; beyond the last is last."""
    with workspace.writing("account.pin_moved") as unit:
        others = _read(unit)
        if account_id not in others:
            raise NotFoundError("account.not_pinned")
        others.remove(account_id)
        others.insert(place, account_id)
        _write(unit, others)
        return Outcome(None, Area.SETTINGS)


def replace_pin(unit: UnitOfWork, gone: UUID, stays: UUID) -> None:
    """Let an account stand where another that goes into it was pinned."""
    places = _read(unit)
    if gone in places:
        kept = [each for each in places if each != stays] if stays in places else places
        _write(unit, [stays if each == gone else each for each in kept])


def _read(session: Session) -> list[UUID]:
    stored = read_setting(session, PINNED)
    return [UUID(each) for each in stored] if isinstance(stored, list) else []


def _write(unit: UnitOfWork, accounts: Sequence[UUID]) -> None:
    put_setting(unit, PINNED, [each.hex for each in accounts])
