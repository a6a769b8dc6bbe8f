"""What is asked of a line of a plan before it reaches its record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from kam.core.errors import NotFoundError
from kam.core.field_errors import FieldError
from kam.models import Colleague
from kam.services.plans.parts import Line, MilestoneLine

_BEGUN: Final = frozenset({"id", "kind", "objective_id"})
"""What a line has from its beginning: nobody wrote it."""
_LARGEST: Final = Decimal(10**15)
_PLACES: Final = 3


def says_something(line: Line | MilestoneLine) -> bool:
    """Whether anything was written in a line that it does not have from its beginning."""
    usual = {each.name: each.default for each in fields(line)}
    return any(
        is_written(value) and value != usual[name]
        for name in usual
        if name not in _BEGUN and (value := getattr(line, name)) is not None
    )


def is_written(value: object) -> bool:
    """Whether a field says anything; blank text and an empty list say nothing."""
    return bool(value.strip()) if isinstance(value, str) else value not in (None, ())


def nothing_in(line: object, named: Iterable[str], number: int | str) -> Iterator[FieldError]:
    """The fields that must be filled and are not."""
    for name in named:
        if not is_written(getattr(line, name)):
            yield FieldError(f"{number}.{name}", "field.required")


def must_be_there(session: Session, colleagues: Iterable[UUID | None]) -> None:
    """Somebody may have been deleted while they were being chosen; NotFoundError ``colleague.gone``."""
    if any(each is not None and session.get(Colleague, each) is None for each in colleagues):
        raise NotFoundError("colleague.gone")


def number_fault(name: str, value: Decimal) -> FieldError | None:
    """What is wrong with a quantity: thousandths are kept, of less than a thousand billions."""
    if not value.is_finite() or abs(value) >= _LARGEST:
        return FieldError(name, "field.too_large")
    if value != round(value, _PLACES):
        return FieldError(name, "field.too_fine", {"places": _PLACES})
    return None
