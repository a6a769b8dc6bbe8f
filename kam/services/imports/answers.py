"""What was decided about rows that cannot be taken as they stand; told to an import before it runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final
from uuid import UUID

NAMED: Final = frozenset({"account", "parent", "owner"})
"""The fields whose texts name a record that may not be known: an answer says which one is meant."""


class Way(StrEnum):
    """What becomes of a name that nobody here is known by."""

    USE = "use"
    """It means a record that is there."""
    CREATE = "create"
    """It is a new account."""
    LEAVE = "leave"
    """The row is taken without it."""
    SKIP = "skip"
    """Its rows stay out."""


class Missing(StrEnum):
    """What becomes of receivables that the file no longer has: who has paid stands in no list of debts."""

    KEEP = "keep"
    OF_NAMED = "of_named"
    """Those of the accounts that the file names go."""
    ALL = "all"
    """The file is the whole list: those of all accounts go."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What was decided about a name; ``record`` is what it means, to ``USE``."""

    way: Way
    record: UUID | None = None


@dataclass(frozen=True, slots=True)
class Answers:
    """Everything that was decided; without any decision a row that is not understood stays out.

    ``names``: field and text → what it means. ``cells``: field and text → what is read instead, "" for
    nothing. ``last_of_repeats``: of rows with one key the last counts. ``replaces_source``: where a month
    came in from the other source, the file takes its place.
    """

    names: Mapping[tuple[str, str], Answer] = field(default_factory=lambda: MappingProxyType({}))
    cells: Mapping[tuple[str, str], str] = field(default_factory=lambda: MappingProxyType({}))
    last_of_repeats: bool = False
    replaces_source: bool = False
    missing: Missing = Missing.OF_NAMED
