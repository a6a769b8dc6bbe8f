"""Which of two accounts a merged one takes each field from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from kam.core.errors import RuleError
from kam.models import Account
from kam.models.types import MinorUnits

MERGED_FIELDS: Final = tuple(
    column.name
    for column in Account.__table__.columns
    if column.name not in {"id", "version", "name_key", "parent_id"}
)
"""The fields a choice can be made of. The parent follows from the holdings."""
MONEY_FIELDS: Final = frozenset(
    column.name for column in Account.__table__.columns if isinstance(column.type, MinorUnits)
)
CHOICES: Final = frozenset({*MERGED_FIELDS, "monthly_sales", "target", "client_spend", "whitespace_cell"})
"""What a choice can be made of: fields, and the tables of which both accounts can have the same figure."""


class Side(Enum):
    """Of two accounts that become one: the one that stays, or the one that goes into it."""

    KEEP = "keep"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A field that both accounts have a value for, and not the same; ``usual`` is taken unless chosen."""

    name: str
    keep: Any
    other: Any
    usual: Side = Side.KEEP


def field_choices(keep: Account, other: Account) -> tuple[FieldChoice, ...]:
    """The fields that ask for a choice."""
    return tuple(
        FieldChoice(name, mine, theirs)
        for name in MERGED_FIELDS
        if (mine := getattr(keep, name)) not in _EMPTY
        and (theirs := getattr(other, name)) not in _EMPTY
        and mine != theirs
    )


def filled_fields(keep: Account, other: Account) -> tuple[str, ...]:
    """The fields that only the other account has: they are taken from it."""
    return tuple(
        name for name in MERGED_FIELDS if getattr(keep, name) in _EMPTY and getattr(other, name) not in _EMPTY
    )


_EMPTY: Final = (None, "")


def merged_values(keep: Account, other: Account, choices: Mapping[str, Side]) -> dict[str, Any]:
    """What the fields of the kept account become, where that differs from what they are.

    Amounts without a currency of their own go with the account's: where the currencies differ they come from
    the account whose currency is taken.

    Raises:
        RuleError: ``account.merge_amount`` when an amount is chosen from the account of the other currency.

    """
    source = {name: choices.get(name, _usual(keep, other, name)) for name in MERGED_FIELDS}
    if keep.currency != other.currency:
        for name in MONEY_FIELDS:
            if choices.get(name, source["currency"]) is not source["currency"]:
                raise RuleError("account.merge_amount", keep=keep.currency, other=other.currency)
            source[name] = source["currency"]
    taken = {name: getattr(other, name) for name in MERGED_FIELDS if source[name] is Side.OTHER}
    return {name: value for name, value in taken.items() if value != getattr(keep, name)}


def _usual(keep: Account, other: Account, name: str) -> Side:
    """The kept account's value, unless only the other has one."""
    filled = getattr(keep, name) in _EMPTY and getattr(other, name) not in _EMPTY
    return Side.OTHER if filled else Side.KEEP
