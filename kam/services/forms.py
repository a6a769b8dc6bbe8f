"""How what was typed into a form reaches a record: field by field, by the record's own rules.

The limits of texts, the ranges of numbers and the order of dates stand in the models. Here they are asked,
and their refusals gathered, so that the window can say each beside its field.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from typing import Any, Final

from sqlalchemy.exc import IntegrityError

from kam.core.errors import RuleError
from kam.core.field_errors import FieldError, FieldErrors
from kam.core.money import Money
from kam.models import Record
from kam.models.types import BoundedText
from kam.store.unit_of_work import UnitOfWork

LARGEST_MINOR: Final = 10**15
"""Ten trillion rubles: no price, limit or revenue of a client reaches it, and 64 bits hold it."""
_HUNDREDTHS: Final = 2
_STAMP_BYTES: Final = 7


class FieldKind(Enum):
    """How a field's value is kept in its column."""

    PLAIN = "plain"
    MONEY = "money"  # Money ↔ minor units of the record's currency
    PERCENT = "percent"  # Decimal per cent ↔ hundredths
    LIST = "list"  # several short texts in one column


@dataclass(frozen=True, slots=True)
class FormField:
    """A field of a form and the column that keeps it (of the same name unless said otherwise)."""

    name: str
    kind: FieldKind = FieldKind.PLAIN
    kept_in: str | None = None
    signed: bool = False
    """A sum that may be below zero: a loss beside what is won."""

    @property
    def column(self) -> str:
        """The column's name."""
        return self.kept_in or self.name


def stamp(record: Record, fields: Iterable[FormField]) -> int:
    """A number that changes when any of these fields does: the version of a part of a record.

    The record's own counter would also count changes of fields that another form shows.
    """
    content = repr([(each.column, getattr(record, each.column)) for each in fields])
    return int.from_bytes(hashlib.sha256(content.encode()).digest()[:_STAMP_BYTES])


def fill(
    record: Record, fields: Sequence[FormField], values: Mapping[str, Any], *, currency: str
) -> list[FieldError]:
    """Set what ``values`` names; what the record refuses is returned, the rest is set.

    Money must be in ``currency``. Raises TypeError for a name that is no field of the form: a bug.
    """
    known = {each.name: each for each in fields}
    if strangers := values.keys() - known.keys():
        message = f"{type(record).__name__} has no field {sorted(strangers)}"
        raise TypeError(message)
    return [error for name, value in values.items() for error in _put(record, known[name], value, currency)]


def _put(record: Record, field: FormField, value: Any, currency: str) -> Iterator[FieldError]:
    stored = value
    if value is not None and field.kind is FieldKind.MONEY:
        if fault := money_fault(field.name, value, currency, signed=field.signed):
            yield fault
            return
        stored = value.minor
    elif value is not None and field.kind is FieldKind.PERCENT:
        scaled = Decimal(value).scaleb(_HUNDREDTHS)
        if scaled != scaled.to_integral_value():
            yield FieldError(field.name, "field.too_fine", {"places": _HUNDREDTHS})
            return
        stored = int(scaled)
    elif field.kind is FieldKind.LIST:
        stored = joined(value or ())
    try:
        _set(record, field.column, stored)
    except RuleError as error:
        yield _told(field, error)


def _told(field: FormField, error: RuleError) -> FieldError:
    """The refusal as the field's own, its figures as the form shows them."""
    told = FieldError.of(field.name, error)
    if field.kind is FieldKind.PERCENT:
        scaled = {name: Decimal(v).scaleb(-_HUNDREDTHS).normalize() for name, v in _figures(told.details)}
        shown = {name: f"{value:f}" for name, value in scaled.items()}
        return FieldError(told.field, told.code, {**told.details, **shown})
    return told


def _figures(details: Mapping[str, object]) -> Iterator[tuple[str, int]]:
    return ((name, value) for name, value in details.items() if isinstance(value, int))


def _set(record: Record, column: str, value: Any) -> None:
    """Set a column; blank text is nothing. Raises RuleError, also where nothing may not stand."""
    mapped = type(record).__table__.columns[column]
    if isinstance(mapped.type, BoundedText) and isinstance(value, str):
        value = value if value.strip() else None
    if value is None and not mapped.nullable:
        if isinstance(mapped.type, BoundedText) and not mapped.info.get("currency"):
            setattr(record, column, "")  # the record may have a sentence of its own for that
        raise RuleError("field.required")
    if value != getattr(record, column):
        setattr(record, column, value)
        _refuse_invisible(record, column)


def _refuse_invisible(record: Record, column: str) -> None:
    """Text of signs that nobody sees is stored without them; what is left blank then is nothing, too."""
    stored = getattr(record, column)
    if not isinstance(stored, str) or stored.strip():
        return
    mapped = type(record).__table__.columns[column]
    if not mapped.nullable:
        raise RuleError("field.required")
    setattr(record, column, None)


def money_fault(name: str, value: Money, currency: str, *, signed: bool = False) -> FieldError | None:
    """What is wrong with a sum that must be of a currency and, unless it is ``signed``, not below zero."""
    if value.currency != currency:
        return FieldError(name, "field.other_currency", {"value": value.currency, "expected": currency})
    if value.minor < 0 and not signed:
        return FieldError(name, "field.negative")
    return FieldError(name, "field.too_large") if abs(value.minor) > LARGEST_MINOR else None


def shown_money(minor: int | None, currency: str) -> Money | None:
    """A stored sum as the form shows it."""
    return None if minor is None else Money(minor, currency)


def shown_percent(hundredths: int | None) -> Decimal | None:
    """Stored hundredths as per cent."""
    return None if hundredths is None else Decimal(hundredths).scaleb(-_HUNDREDTHS)


def joined(parts: Iterable[str]) -> str | None:
    """Several short texts as one column keeps them; None where nothing is left of them."""
    return "; ".join(text for part in parts if (text := part.replace(";", ",").strip())) or None


def parted(text: str | None) -> tuple[str, ...]:
    """What ``joined`` keeps, apart again."""
    return tuple(part for each in (text or "").split(";") if (part := each.strip()))


def write_out(unit: UnitOfWork, explained: Mapping[str, FieldError]) -> None:
    """Write what was set; a constraint of the schema that refuses it is told as a field's error.

    ``explained`` names constraints of the schema. Raises FieldErrors; then the use case must not go on.
    """
    try:
        unit.flush()
    except IntegrityError as error:
        told = [fault for name, fault in explained.items() if name in str(error.orig)]
        if not told:
            raise
        raise FieldErrors(told) from error
