"""Records of two accounts that would stand for the same thing once the accounts are one.

Their keys say so: the same month of sales, the same document owed, the same colleague in the same role. Each
kind has a rule of its own, so that nothing is counted twice and nothing lost unsaid:

* monthly totals and targets are two parts of one figure and are added up, unless one side is chosen;
* debts of one document and date are one debt when the sums agree; otherwise both stay, and the second says
  whose number it is;
* a client's spend and whitespace are estimates of one thing: the later one holds, unless one side is chosen;
* the same colleague in the same role, and an account named twice by an interaction, are one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final, Generic, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.errors import RuleError
from kam.models import (
    Account,
    AccountTeamMember,
    Address,
    ClientSpend,
    MonthlySales,
    Receivable,
    Record,
    Target,
    WhitespaceCell,
)
from kam.models.columns import SHORT
from kam.services.accounts.merging_fields import Side
from kam.store.unit_of_work import UnitOfWork

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Twins(Generic[R]):
    """Two records for one thing: the kept account's and the other's."""

    keep: R
    other: R


def twins(session: Session, entity: type[R], keep: UUID, other: UUID) -> list[Twins[R]]:
    """The pairs of a kind, by what makes them one."""
    key_of = _KEYS[entity]
    mine = {key_of(each): each for each in _of(session, entity, keep)}
    return [Twins(mine[key], each) for each in _of(session, entity, other) if (key := key_of(each)) in mine]


def _of(session: Session, entity: type[R], account: UUID) -> list[R]:
    columns = entity.__table__.c
    return list(session.scalars(select(entity).where(columns.account_id == account).order_by(columns.id)))


_KEYS: Final[Mapping[type[Record], Callable[[Any], Hashable]]] = {
    AccountTeamMember: lambda each: (each.colleague_id, each.role),
    Address: lambda each: (each.kind, each.line, each.city, each.region, each.postal_code, each.country),
    ClientSpend: lambda each: (each.year, each.unit_id, each.product_line_id),
    MonthlySales: lambda each: (each.month, each.product_line_key, each.unit_key),
    Receivable: lambda each: (each.document, each.due_on),
    Target: lambda each: (each.month, each.measure, each.product_line_id),
    WhitespaceCell: lambda each: (each.product_line_id, each.unit_id),
}
TWIN_KINDS: Final = tuple(_KEYS)


@dataclass(frozen=True, slots=True)
class Settled:
    """What became of the twins of a kind: how many were added up, dropped, or kept under another name."""

    added_up: int = 0
    dropped: int = 0
    renamed: int = 0


def settle_twins(
    unit: UnitOfWork, keep: Account, other: Account, choices: Mapping[str, Side]
) -> dict[str, Settled]:
    """Make one record of each pair, by the rule of its kind; returns what was done by table.

    Raises:
        RuleError: ``account.merge_currencies`` for figures of one month in two currencies, as long as no side
            is chosen for their table.

    """
    done: dict[str, Settled] = {}
    for entity in TWIN_KINDS:
        pairs = twins(unit, entity, keep.id, other.id)
        table = str(entity.__tablename__)
        if pairs:
            done[table] = _RULES[entity](unit, pairs, _Case(other, choices.get(table)))
    unit.flush()
    return done


@dataclass(frozen=True, slots=True)
class _Case:
    """Whose record goes, and which side was chosen for the kind."""

    other: Account
    chosen: Side | None


_Pairs: TypeAlias = list[Twins[Any]]


def _added_up(unit: UnitOfWork, pairs: _Pairs, case: _Case) -> Settled:
    """Two parts of one figure. A quantity or cost that one part does not know is not known of the whole."""
    if case.chosen is not None:
        return _chosen(unit, pairs, case.chosen)
    for pair in pairs:
        if pair.keep.currency != pair.other.currency:
            raise RuleError(
                "account.merge_currencies",
                month=pair.keep.month,
                keep=pair.keep.currency,
                other=pair.other.currency,
            )
        for name in _SUMMED:
            if hasattr(pair.keep, name):
                setattr(pair.keep, name, _sum(getattr(pair.keep, name), getattr(pair.other, name)))
        unit.delete(pair.other)
    return Settled(added_up=len(pairs))


_SUMMED: Final = ("revenue_minor", "cost_minor", "quantity", "amount_minor")


def _sum(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    return None if one is None or other is None else one + other


def _later(unit: UnitOfWork, pairs: _Pairs, case: _Case) -> Settled:
    """Two estimates of one thing: the later holds; without dates the kept account's."""
    if case.chosen is not None:
        return _chosen(unit, pairs, case.chosen)
    for pair in pairs:
        newer = (pair.other.on or date.min) > (pair.keep.on or date.min)
        _drop(unit, pair.keep if newer else pair.other)
    return Settled(dropped=len(pairs))


def _chosen(unit: UnitOfWork, pairs: _Pairs, side: Side) -> Settled:
    for pair in pairs:
        _drop(unit, pair.other if side is Side.KEEP else pair.keep)
    return Settled(dropped=len(pairs))


def _one_of_them(unit: UnitOfWork, pairs: _Pairs, _case: _Case) -> Settled:
    for pair in pairs:
        unit.delete(pair.other)
    return Settled(dropped=len(pairs))


def _debts(unit: UnitOfWork, pairs: _Pairs, case: _Case) -> Settled:
    """One debt when the sums agree, as of the later day; two debts that share a number otherwise."""
    dropped = 0
    for pair in pairs:
        if (pair.keep.amount_minor, pair.keep.currency) == (pair.other.amount_minor, pair.other.currency):
            days = [day for day in (pair.keep.as_of, pair.other.as_of) if day is not None]
            pair.keep.as_of = max(days, default=None)
            unit.delete(pair.other)
            dropped += 1
        else:
            pair.other.document = _renamed(unit, pair.other, case.other)
    return Settled(dropped=dropped, renamed=len(pairs) - dropped)


def _renamed(unit: UnitOfWork, debt: Receivable, owner: Account) -> str:
    """The document's number with its account's behind it, and a count where that is taken as well."""
    number = 1
    while True:
        suffix = f" · {owner.external_id or owner.name}" + (f" ({number})" if number > 1 else "")
        suffix = suffix[:SHORT]
        name = debt.document[: SHORT - len(suffix)] + suffix
        taken = select(Receivable.id).where(Receivable.document == name, Receivable.due_on == debt.due_on)
        if unit.scalar(taken.limit(1)) is None:
            return name
        number += 1


def _drop(unit: UnitOfWork, record: Record) -> None:
    """Delete a record with what it owns, before its key is taken by the one that stays."""
    unit.flush()
    unit.remove(type(record), [record.id])


_Rule: TypeAlias = Callable[[UnitOfWork, _Pairs, _Case], Settled]
_RULES: Final[Mapping[type[Record], _Rule]] = {
    AccountTeamMember: _one_of_them,
    Address: _one_of_them,
    ClientSpend: _later,
    MonthlySales: _added_up,
    Receivable: _debts,
    Target: _added_up,
    WhitespaceCell: _later,
}
