"""What a look through a file tells: its columns, how each is known, what must be said first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from kam.core.words import Label
from kam.exchange.amounts import DecimalMark
from kam.exchange.calendars import DateOrder
from kam.exchange.parse import Question
from kam.exchange.planning import Form
from kam.services.imports.answers import Answer
from kam.services.imports.choice import ImportChoice, Settled
from kam.services.imports.saved import SavedMapping
from kam.services.imports.source import FileKind, SourceRow


class How(StrEnum):
    """How it is known which field a column fills."""

    HEADING = "heading"
    HEADING_AND_KIND = "heading_and_kind"
    """By its heading, and its numbers or dates are written in one way."""
    LAST_TIME = "last_time"
    BY_HAND = "by_hand"
    NAMES = "names"
    """By its heading; ``found`` of ``total`` names are known here."""
    EMPTY_IS_UNKNOWN = "empty_is_unknown"
    """An empty cost is unknown, never zero."""
    VAT = "vat"
    """Whether the sums include VAT must be said."""
    WRITING = "writing"
    """How its numbers or dates are written must be said."""
    MONTH = "month"
    NO_FIELD = "no_field"
    SPARE = "spare"
    """Another column fills the field that its heading means."""
    LEFT = "left"
    """Left out by hand."""


_LEFT: Final = frozenset({How.NO_FIELD, How.SPARE, How.LEFT})
_TO_CHECK: Final = frozenset({How.VAT, How.WRITING})


@dataclass(frozen=True, slots=True)
class FieldChoice:
    """A field that a column may fill."""

    name: str
    label: Label
    required: bool
    is_key: bool


@dataclass(frozen=True, slots=True)
class ColumnPreview:
    """A column of the file.

    ``blank`` is the per cent of its cells that are empty; ``may_be_month``: its heading is a month, so that
    it may hold the sums of that month.
    """

    index: int
    heading: str
    example: str
    field: str
    how: How
    blank: int = 0
    found: int = 0
    total: int = 0
    writing: DecimalMark | DateOrder | None = None
    is_number: bool = False
    may_be_month: bool = False

    @property
    def is_left(self) -> bool:
        """Whether nothing is taken from it."""
        return self.how in _LEFT

    @property
    def needs_look(self) -> bool:
        """Whether somebody must say something of it."""
        return self.how in _TO_CHECK


@dataclass(frozen=True, slots=True)
class SavedName:
    """A mapping that can be chosen."""

    id: str
    name: str
    form: Form


@dataclass(frozen=True, slots=True)
class SourcePreview:
    """A file as it would be read. ``choice`` is what was said, with what followed from it for the columns.

    ``missing`` are the fields that no row may lack and no column fills; ``questions`` the columns that do not
    tell how they are written. Without both the rows can be read. ``suggested`` is what names that are
    written here in another way can only mean.
    """

    name: str
    kind: FileKind
    size: int
    rows: int
    encoding: str | None
    encoding_is_sure: bool
    delimiter: str | None
    sheets: tuple[str, ...]
    sheet: str | None
    form_is_sure: bool
    settled: Settled
    choice: ImportChoice
    columns: tuple[ColumnPreview, ...]
    first: tuple[SourceRow, ...]
    fields: tuple[FieldChoice, ...]
    missing: tuple[FieldChoice, ...]
    questions: tuple[Question, ...]
    asks_vat: bool
    saved: tuple[SavedName, ...]
    applied: SavedMapping | None
    suggested: Mapping[tuple[str, str], Answer] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def form(self) -> Form:
        """What its rows are."""
        return self.settled.form

    @property
    def can_be_read(self) -> bool:
        """Whether nothing stands in the way of reading the rows."""
        return not self.missing and not self.questions
