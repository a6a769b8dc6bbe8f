"""Letting everything that hangs on one account hang on another."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from sqlalchemy import Table, func, select
from sqlalchemy.orm import Session

from kam.models import Account, InteractionAccount, Override, metadata
from kam.models.types import MinorUnits
from kam.services.profile import read_profile
from kam.store.journal import chunks
from kam.store.references import Gathering, references_to
from kam.store.unit_of_work import UnitOfWork

_ACCOUNT: Final = "account"


def say_currencies(unit: UnitOfWork, accounts: Iterable[Account], final: str) -> None:
    """Amounts that took their currency from an account whose currency is not kept say it themselves."""
    for account in accounts:
        if account.currency == final:
            continue
        gathering = Gathering(unit.wire)
        gathering.add([(_ACCOUNT, account.id.bytes)])
        gathering.spread()
        owned: dict[str, list[bytes]] = {}
        gathered = gathering.keys()
        for table, record in gathered:
            owned.setdefault(table, []).append(record)
        gathering.clear()
        for name, records in owned.items():
            _say_currency(unit, metadata.tables[name], records, account.currency)


def _say_currency(unit: UnitOfWork, table: Table, records: list[bytes], currency: str) -> None:
    column = table.columns.get("currency")
    amounts = [each for each in table.columns if isinstance(each.type, MinorUnits)]
    if column is None or not column.nullable or not amounts:
        return
    ids = [UUID(bytes=record) for record in records]
    silent: list[bytes] = []
    for part in chunks(ids):
        rows = unit.execute(select(table.c.id, *amounts).where(table.c.id.in_(part), column.is_(None)))
        silent += [row[0].bytes for row in rows if any(amount is not None for amount in row[1:])]
    if silent:
        unit.set_raw(table.name, silent, {"currency": currency})


def parent_of_merged(session: Session, keep: Account, other: Account) -> UUID | None:
    """Where the merged account belongs: under the kept one's parent, else the other's, never in a circle."""
    for parent in (keep.parent_id, other.parent_id):
        above, way = parent, list[UUID]()
        while above is not None and above not in (keep.id, other.id, *way):
            way.append(above)
            above = session.scalar(select(Account.parent_id).where(Account.id == above))
        if parent is not None and above is None:
            return parent
    return None


def end_second_words(unit: UnitOfWork, keep_id: UUID, other_id: UUID) -> None:
    """What is set by hand at both: the kept account's word holds, the other's ends today."""
    today = read_profile(unit).today(unit.now)
    held = Override.ended_on.is_(None) | (Override.ended_on > today)
    words = unit.scalars(select(Override).where(Override.account_id.in_([keep_id, other_id]), held)).all()
    mine = {word.what for word in words if word.account_id == keep_id}
    for word in words:
        if word.account_id == other_id and word.what in mine:
            word.ended_on = max(today, word.on)
    unit.flush()


def move_everything(unit: UnitOfWork, keep_id: UUID, other_id: UUID) -> dict[str, int]:
    """Whatever refers to the other account refers to the kept one; how much there was, by table."""
    _drop_second_mentions(unit, keep_id, other_id)
    moved: dict[str, int] = {}
    for reference in references_to(_ACCOUNT):
        column = metadata.tables[reference.table].c[reference.column]
        table = column.table
        found = unit.scalars(select(table.c.id).where(column == other_id).order_by(table.c.id)).all()
        if reference.table == _ACCOUNT:
            found = [each for each in found if each != keep_id]
        if found:
            unit.set_raw(reference.table, [each.bytes for each in found], {reference.column: keep_id.bytes})
            moved[reference.table] = moved.get(reference.table, 0) + len(found)
    unit.expire_all()
    kept = unit.get_one(Account, keep_id)
    if kept.parent_id == other_id:
        kept.parent_id = None
    unit.flush()
    return moved


def _drop_second_mentions(unit: UnitOfWork, keep_id: UUID, other_id: UUID) -> None:
    """An interaction names each account once, and its own not as a further one."""
    both = (keep_id, other_id)
    named = unit.scalars(
        select(InteractionAccount)
        .where(InteractionAccount.account_id.in_(both))
        .order_by(InteractionAccount.id)
    ).all()
    own = _owned_interactions(unit, [each.interaction_id for each in named], both)
    seen: set[UUID] = set(own)
    for each in sorted(named, key=lambda each: each.account_id != keep_id):
        if each.interaction_id in seen:
            unit.delete(each)
        seen.add(each.interaction_id)
    unit.flush()


def _owned_interactions(unit: UnitOfWork, ids: list[UUID], accounts: tuple[UUID, ...]) -> set[UUID]:
    table = metadata.tables["interaction"].c
    found: set[UUID] = set()
    for part in chunks(ids):
        found.update(unit.scalars(select(table.id).where(table.id.in_(part), table.account_id.in_(accounts))))
    return found


def count_references(session: Session, account_id: UUID) -> dict[str, int]:
    """How many records of each table refer to an account; its subsidiaries are counted as accounts."""
    counts: dict[str, int] = {}
    for reference in references_to(_ACCOUNT):
        column = metadata.tables[reference.table].c[reference.column]
        count = (
            session.scalar(select(func.count()).select_from(column.table).where(column == account_id)) or 0
        )
        if count:
            counts[reference.table] = counts.get(reference.table, 0) + count
    return counts
