"""The plan of an import: which column fills which field, decided before a row is read."""

from __future__ import annotations

from collections.abc import Collection
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from kam.core.errors import UserError
from kam.exchange.cells import is_blank
from kam.exchange.fields import FIELDS, KEYS, MONTH_FIELDS, Field, Kind
from kam.exchange.mapping import ColumnFormat, Constant, Mapping
from kam.exchange.recognition import MonthColumn, Recognised, find_header, locate, month_columns, recognise
from kam.exchange.tables import Table, open_grid, table_of


class Form(StrEnum):
    """What a row of the file is."""

    ACCOUNTS = "accounts"
    PEOPLE = "people"
    ORDER_LINES = "order_lines"
    MONTHLY_TOTALS = "monthly_totals"
    TARGETS = "targets"
    RECEIVABLES = "receivables"
    CONTRACTS = "contracts"

    @property
    def kind(self) -> Kind:
        """What files of this form bring."""
        return Kind.SALES if self.key is not None else Kind(self.value)

    @property
    def key(self) -> str | None:
        """The key that makes a file be of this form; None where its kind has no other."""
        return {"order_lines": "order_number", "monthly_totals": "month"}.get(self.value)


@dataclass(frozen=True, slots=True)
class PlannedColumn:
    """A column that fills a field, and what is stated about its writing."""

    index: int
    heading: str
    field: Field
    format: ColumnFormat
    required: bool


@dataclass(frozen=True, slots=True)
class Plan:
    """How a file is going to be read. ``unused`` are the headings that fill nothing."""

    kind: Kind
    form: Form
    key: str
    columns: tuple[PlannedColumn, ...]
    months: tuple[MonthColumn, ...]
    month_field: str
    month_format: ColumnFormat
    unused: tuple[str, ...]
    defaults: MappingOf[str, Constant]
    currency: str | None
    vat: int | None = None

    @property
    def fields(self) -> frozenset[str]:
        """The fields that the file fills."""
        return frozenset(column.field.name for column in self.columns) | self.defaults.keys()


_NAMES: Final = frozenset({"full_name", "family_name", "given_name"})
_IDENTIFYING: Final = frozenset({"external_id", "tax_number"})
_NAMING: Final = _NAMES | {"name"}
_BY_NAME: Final = {Kind.ACCOUNTS: "name", Kind.PEOPLE: "full_name"}
"""By what a record is known where its identifiers have gaps."""
_USUAL_KEY: Final = {Kind.CONTRACTS: "number"}
"""By which field records would be known, where the file has none of the keys; else by the last of them."""
_ALWAYS: Final[dict[Form, tuple[str, ...]]] = {
    Form.TARGETS: ("account", "amount"),
    Form.RECEIVABLES: ("account", "due_on", "amount"),
    Form.CONTRACTS: ("account",),
}
"""What no row may lack besides its key."""


def open_table(path: Path, kind: Kind, mapping: Mapping | None = None) -> Table:
    """The table of a file, its row of headings stated by the mapping or found by what they mean.

    :raises UserError: see :func:`kam.exchange.tables.open_grid`.
    """
    grid = open_grid(path, mapping.formats if mapping else None)
    stated = mapping.formats.header_row if mapping else None
    return table_of(grid, stated or find_header(grid, kind, mapping), path.name)


def plan_import(table: Table, kind: Kind, mapping: Mapping | None = None) -> Plan:
    """Which column of the table fills which field.

    :raises UserError: ``exchange.mapping_kind`` when the mapping is for another kind,
        ``exchange.columns_missing``, ``exchange.two_columns``, ``exchange.heading_twice``,
        ``exchange.no_such_column``.
    """
    mapping = mapping or Mapping(kind)
    if mapping.kind is not kind:
        raise UserError("exchange.mapping_kind", stated=mapping.kind.value, wanted=kind.value)
    found = _found(table.header, kind, mapping)
    present = {name for names in found.fields.values() for name in names} | mapping.defaults.keys()
    months = _months(table.header, kind, mapping, found, present)
    return plan_columns(table.header, with_key(table, mapping, found.fields), found.fields, months)


def with_key(table: Table, mapping: Mapping, fields: MappingOf[int, tuple[str, ...]]) -> Mapping:
    """The mapping, its key stated: an identifier counts as one only where every row has it.

    A list in which half of the tax numbers are missing is one of names.
    """
    if mapping.key is not None or mapping.kind not in _BY_NAME:
        return mapping
    found = {name: index for index, names in fields.items() for name in names if name in _IDENTIFYING}
    if not found or not _NAMING.intersection(name for names in fields.values() for name in names):
        return mapping
    full = set(found)
    for _, cells in table.rows():
        full -= {name for name in full if found[name] >= len(cells) or is_blank(cells[found[name]])}
        if not full:
            break
    key = next((key for key in KEYS[mapping.kind] if key in full), _BY_NAME[mapping.kind])
    return replace(mapping, key=key)


def plan_columns(
    header: tuple[str, ...],
    mapping: Mapping,
    fields: MappingOf[int, tuple[str, ...]],
    months: tuple[MonthColumn, ...] = (),
    *,
    complete: bool = True,
) -> Plan:
    """The plan of columns that fill these fields, whatever their headings; the mapping states the rest.

    One that need not be ``complete`` is good for looking at columns, not for reading rows.

    :raises UserError: ``exchange.columns_missing``, with their ``names``.
    """
    kind = mapping.kind
    present = {name for names in fields.values() for name in names} | mapping.defaults.keys()
    key, form = key_and_form(mapping, present)
    required = required_fields(form, key, present, wide=bool(months))
    if complete and (missing := sorted(required - present)):
        raise UserError("exchange.columns_missing", fields=", ".join(missing), names=tuple(missing))
    busy = fields.keys() | {column.index for column in months}
    return Plan(
        kind=kind,
        form=form,
        key=key,
        columns=tuple(
            PlannedColumn(
                index,
                header[index],
                FIELDS[kind][name],
                mapping.format_of(header[index]),
                name in required,
            )
            for index, names in fields.items()
            for name in names
        ),
        months=months,
        month_field=mapping.months or MONTH_FIELDS.get(kind, ("",))[0],
        month_format=mapping.format_of(""),
        unused=tuple(heading for index, heading in enumerate(header) if heading and index not in busy),
        defaults=mapping.defaults,
        currency=mapping.formats.currency,
        vat=mapping.formats.vat,
    )


def _found(header: tuple[str, ...], kind: Kind, mapping: Mapping) -> Recognised:
    """The columns that the mapping names, those recognised by their headings, or both."""
    if mapping.columns is None:
        return recognise(header, kind)
    named = locate(header, mapping)
    if not mapping.recognise:
        return named
    spoken_for = {name for names in named.fields.values() for name in names}
    busy = [index for index, heading in enumerate(header) if heading in mapping.columns]
    others = recognise(header, kind, taken={*named.fields, *busy})
    added = {index: names for index, names in others.fields.items() if not spoken_for.intersection(names)}
    fields = dict(sorted({**added, **named.fields}.items()))
    return Recognised(fields, tuple(i for i, heading in enumerate(header) if heading and i not in fields))


def _months(
    header: tuple[str, ...], kind: Kind, mapping: Mapping, found: Recognised, present: set[str]
) -> tuple[MonthColumn, ...]:
    """The month columns of the wide form: where the mapping says so, or no column holds sums or a time."""
    narrow = present & {"month", "date", "order_number", *MONTH_FIELDS.get(kind, ())[:1]}
    if kind not in MONTH_FIELDS or (mapping.months is None and (mapping.columns is not None or narrow)):
        return ()
    months = month_columns(header, found.unused)
    if mapping.months is not None and not months:
        raise UserError("exchange.no_month_columns")
    return months


def key_and_form(mapping: Mapping, present: Collection[str]) -> tuple[str, Form]:
    """By which field records are known again, as the mapping says or the columns allow; and the form."""
    kind = mapping.kind
    has = {*present, "full_name"} if kind is Kind.PEOPLE else present
    key = mapping.key or next((key for key in KEYS[kind] if key in has), _USUAL_KEY.get(kind, KEYS[kind][-1]))
    if kind is not Kind.SALES:
        return key, Form(kind.value)
    return key, Form.ORDER_LINES if key == "order_number" else Form.MONTHLY_TOTALS


def required_fields(form: Form, key: str, present: Collection[str], *, wide: bool = False) -> frozenset[str]:
    """The fields that no row may lack, where columns and defaults fill those ``present``.

    ``wide``: what is counted stands in columns of months.
    """
    present = frozenset(present)
    if form is Form.ACCOUNTS:
        wanted = {key} if key in _IDENTIFYING and "name" not in present else {key, "name"}
    elif form is Form.PEOPLE:
        wanted = {"account"} | ({key} - {"full_name"}) | (set() if present & _NAMES else {"full_name"})
    elif form is Form.ORDER_LINES:
        wanted = {"account", "date", "order_number", "revenue"} | (present & {"line_number"})
    elif wide:
        wanted = {"account"}
    elif form in _ALWAYS:
        wanted = {*_ALWAYS[form], key}
    else:
        time = "month" if "month" in present or "date" not in present else "date"
        wanted = {"account", time, "revenue"}
    return frozenset(wanted)
