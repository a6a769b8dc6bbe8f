"""How a file is to be read, as far as somebody has said it; what is not said the file itself shall tell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from kam.exchange.fields import FIELDS as FIELDS_OF
from kam.exchange.fields import MONTH_FIELDS, Field
from kam.exchange.mapping import Formats
from kam.exchange.mapping import Mapping as FileMapping
from kam.exchange.planning import Form, Plan, plan_columns, with_key
from kam.exchange.recognition import month_columns
from kam.exchange.tables import Table

MONTH_COLUMN: Final = "month_column"
"""Stands for the field of a column whose heading is a month and whose cells are sums."""


@dataclass(frozen=True, slots=True)
class ImportChoice:
    """What somebody has said. ``columns``: index → field, "" for none; None: as the headings tell.

    ``by_hand`` are the columns that were chosen by hand. ``saved`` is the remembered mapping to read by, ""
    for none, None for the one whose headings the file has.
    """

    form: Form | None = None
    formats: Formats = field(default_factory=Formats)
    columns: Mapping[int, str] | None = None
    by_hand: frozenset[int] = frozenset()
    saved: str | None = None

    def with_column(self, index: int, name: str) -> ImportChoice:
        """Another field for a column; no other column fills that field any more."""
        columns = dict(self.columns or {})
        if name and name != MONTH_COLUMN:
            columns = {at: "" if other == name else other for at, other in columns.items()}
        return replace(self, columns=columns | {index: name}, by_hand=self.by_hand | {index})

    def with_form(self, form: Form) -> ImportChoice:
        """The rows are of another form: the columns are recognised anew."""
        return replace(self, form=form, columns=None, by_hand=frozenset(), saved="")

    def by_saved(self, saved: str) -> ImportChoice:
        """Read by a remembered mapping, or by none ("")."""
        return ImportChoice(formats=self.formats, saved=saved)

    def with_formats(self, formats: Formats) -> ImportChoice:
        """The file is read in another way; columns stay only where the same table comes out."""
        same = all(
            getattr(formats, name) == getattr(self.formats, name)
            for name in ("encoding", "delimiter", "sheet", "header_row")
        )
        if same:
            return replace(self, formats=formats)
        return replace(self, formats=formats, columns=None, by_hand=frozenset(), form=None, saved=None)


@dataclass(frozen=True, slots=True)
class Settled:
    """How a file is read, every question of form and columns answered."""

    form: Form
    formats: Formats
    header_row: int
    columns: Mapping[int, str] = field(default_factory=lambda: MappingProxyType({}))

    def plan(self, table: Table, *, complete: bool = True) -> Plan:
        """Which column fills which field.

        Raises:
            UserError: ``exchange.columns_missing``.

        """
        kind = self.form.kind
        names = {at: (name,) for at, name in self.columns.items() if name and name != MONTH_COLUMN}
        wide = [at for at, name in self.columns.items() if name == MONTH_COLUMN]
        months = month_columns(table.header, wide, gently=True)
        mapping = FileMapping(kind, key=self.form.key, formats=self.formats)
        fields = dict(sorted(names.items()))
        return plan_columns(table.header, with_key(table, mapping, fields), fields, months, complete=complete)

    def fields(self) -> Mapping[str, Field]:
        """The fields that a column of the file may fill."""
        return FIELDS_OF[self.form.kind]

    @property
    def allows_months(self) -> bool:
        """Whether the sums may stand in columns of months."""
        return self.form.kind in MONTH_FIELDS and self.form is not Form.ORDER_LINES
