"""How a computed result answers "why?": codes and values, never words.

A reason is a code of a vocabulary whose label is a sentence with named places, and the values for those
places. The faces format the values in their language and fill the sentence:
``words.of(reason.code.label, **{name: shown(value) for name, value in reason.places.items()})``.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple, TypeAlias
from uuid import UUID

from kam.core.money import Money
from kam.core.periods import Month
from kam.core.vocabulary import ScaleTerm, Term

if TYPE_CHECKING:
    from collections.abc import Mapping

Value: TypeAlias = int | str | Decimal | date | datetime | timedelta | Month | Money | Term | ScaleTerm | UUID


class Reason(NamedTuple):
    """One part of an explanation. Shares among its values are ratios (0.38), days are whole numbers."""

    code: Term
    values: tuple[tuple[str, Value], ...] = ()

    @classmethod
    def of(cls, code: Term, /, **values: Value) -> Reason:
        """A reason with its values by the names of the places in its sentence."""
        return tuple.__new__(cls, (code, tuple(values.items())))  # very many are made

    @property
    def places(self) -> Mapping[str, Value]:
        """The values by name."""
        return MappingProxyType(dict(self.values))
