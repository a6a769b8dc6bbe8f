"""Setting a computed value by hand: to what, since when, and why (domain.md §2)."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import select

from kam.core.changes import Area, Outcome
from kam.core.errors import NotFoundError
from kam.core.vocabulary import Overridden, Term
from kam.models import Account, Override
from kam.services.portfolio.explaining import VOCABULARY_OF
from kam.services.profile import read_profile
from kam.store.unit_of_work import UnitOfWork
from kam.store.workspace import Workspace


def set_override(
    workspace: Workspace, account_id: UUID, what: Overridden, value: Term, reason: str
) -> Outcome[UUID]:
    """Set a computed value of an account by hand from today on; a former word for it ends today.

    Raises:
        NotFoundError: ``account.gone``.
        RuleError: ``domain.override_without_reason``, ``domain.too_long``.
        ValueError: for a value that ``what`` cannot have: a bug.

    """
    with workspace.writing("override.set") as unit:
        if unit.get(Account, account_id) is None:
            raise NotFoundError("account.gone")
        made = put_override(unit, account_id, what, value, reason)
        return Outcome(made, Area.ACCOUNTS)


def put_override(unit: UnitOfWork, account_id: UUID, what: Overridden, value: Term, reason: str) -> UUID:
    """Set a value by hand as a part of a step; raises as ``set_override`` but for the account."""
    today = read_profile(unit).today(unit.now)
    for former in _in_force(unit, account_id, what, today):
        former.ended_on = today
    made = Override(
        account_id=account_id,
        what=what,
        value=VOCABULARY_OF[what].of(value).value,
        reason=reason,
        on=today,
    )
    unit.add(made)
    return made.id


def end_override(workspace: Workspace, account_id: UUID, what: Overridden) -> Outcome[None]:
    """Let a value be the computed one again from today on. What was set stays as a fact of its time.

    Raises:
        NotFoundError: ``override.none`` when nothing is set by hand.

    """
    with workspace.writing("override.ended") as unit:
        today = read_profile(unit).today(unit.now)
        found = _in_force(unit, account_id, what, today)
        if not found:
            raise NotFoundError("override.none")
        for override in found:
            override.ended_on = today
        return Outcome(None, Area.ACCOUNTS)


def _in_force(unit: UnitOfWork, account_id: UUID, what: Overridden, today: date) -> list[Override]:
    query = select(Override).where(
        Override.account_id == account_id,
        Override.what == what,
        Override.on <= today,
        Override.ended_on.is_(None) | (Override.ended_on > today),
    )
    return list(unit.scalars(query))
