"""A mapping file: which column is which field, and what the file itself does not tell.

.. code-block:: toml

    kind = "accounts"            # accounts, people, sales, targets, receivables or contracts
    key = "external_id"          # a second import updates by this field and adds nothing twice
    recognise = false            # true: columns not named below are recognised by their headings
    months = "revenue"           # what the columns hold whose headings are months

    [columns]                    # heading in the file = field, or several, or "" for none
    CustomerID = "external_id"
    CompanyName = ["name", "legal_name"]

    [defaults]                   # field = what stands where the file has no such column or an empty cell
    country = "Россия"

    [formats]
    encoding = "cp1251"
    delimiter = ";"
    decimal = ","                # of every column of numbers
    date_order = "dmy"           # dmy, mdy or ymd, of every column of dates
    sheet = "Реализация"
    header_row = 3
    currency = "RUB"
    vat = 20                     # the revenue in the file includes so many per cent of VAT

    [column_formats."Цена, шт"]  # the same for one column alone
    decimal = "."

Without ``[columns]`` every column is recognised by its heading; with it, those named there are taken and no
others.
"""

from __future__ import annotations

import codecs
import tomllib
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

from kam.core.errors import UserError
from kam.core.money import is_currency
from kam.exchange.amounts import DecimalMark
from kam.exchange.calendars import DateOrder
from kam.exchange.cells import shown, squeezed
from kam.exchange.fields import FIELDS, KEYS, MONTH_FIELDS, Field, Kind
from kam.exchange.sources import read_whole

Constant: TypeAlias = str | int | float | bool | date

_KNOWN: Final = ("kind", "key", "recognise", "months", "columns", "defaults", "formats", "column_formats")
_FORMATS: Final = ("encoding", "delimiter", "decimal", "date_order", "sheet", "header_row", "currency", "vat")
_COLUMN_FORMATS: Final = ("decimal", "date_order")
_MARKS: Final = (".", ",")
_DELIMITERS: Final = {",": ",", ";": ";", "\t": "\t", "tab": "\t", "|": "|"}
_HIGHEST_VAT: Final = 50
_LARGEST: Final = 1_000_000
_LONGEST_REASON: Final = 200
_NEAR: Final = 60
_UNKNOWN_KEY: Final = ("exchange.mapping_unknown_key", "exchange.mapping_unknown_key_near")
_UNKNOWN_FIELD: Final = ("exchange.mapping_unknown_field", "exchange.mapping_unknown_field_near")


@dataclass(frozen=True, slots=True)
class ColumnFormat:
    """How a column of numbers or dates is written, where the column does not tell."""

    decimal: DecimalMark | None = None
    date_order: DateOrder | None = None


@dataclass(frozen=True, slots=True)
class Formats:
    """What is stated about the file; None where the file itself shall tell."""

    encoding: str | None = None
    delimiter: str | None = None
    decimal: DecimalMark | None = None
    date_order: DateOrder | None = None
    sheet: str | None = None
    header_row: int | None = None
    currency: str | None = None
    vat: int | None = None
    """Per cent of VAT that the revenue includes and that are taken off; 0 says that it includes none."""


@dataclass(frozen=True, slots=True)
class Mapping:
    """Which column is which field. ``columns`` is heading → fields; None means: recognise every heading."""

    kind: Kind
    key: str | None = None
    columns: MappingOf[str, tuple[str, ...]] | None = None
    defaults: MappingOf[str, Constant] = field(default_factory=dict)
    formats: Formats = Formats()
    column_formats: MappingOf[str, ColumnFormat] = field(default_factory=dict)
    months: str | None = None
    recognise: bool = False

    def format_of(self, heading: str) -> ColumnFormat:
        """What is stated for the column of that heading: its own formats before those of the whole file."""
        own = next(
            (stated for name, stated in self.column_formats.items() if squeezed(name) == squeezed(heading)),
            ColumnFormat(),
        )
        return ColumnFormat(own.decimal or self.formats.decimal, own.date_order or self.formats.date_order)


def read_mapping(path: Path) -> Mapping:
    """The mapping that a TOML file states.

    :raises UserError: ``exchange.mapping_*``, naming the word that is wrong and the nearest right one;
        ``exchange.not_a_file`` and what else :func:`read_whole` raises.
    """
    try:
        text = read_whole(path, _LARGEST).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UserError("exchange.mapping_not_utf8", path=path) from None
    return parse_mapping(text)


def parse_mapping(text: str) -> Mapping:
    """The mapping that a TOML text states; errors as :func:`read_mapping`."""
    try:
        content = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        reason = shown(str(error) or type(error).__name__, _LONGEST_REASON)
        raise UserError("exchange.mapping_unreadable", reason=reason) from None
    return mapping_of(content)


def mapping_of(content: MappingOf[str, Any]) -> Mapping:
    """The mapping that the sections of a file state; errors as :func:`read_mapping`."""
    _refuse_unknown(content, _KNOWN, "")
    kind = _kind(content.get("kind"))
    fields = FIELDS[kind]
    columns = content.get("columns")
    return Mapping(
        kind=kind,
        key=_key(content.get("key"), kind),
        columns=None if columns is None else _columns(_table(columns, "columns"), fields),
        defaults=_defaults(_table(content.get("defaults", {}), "defaults"), fields),
        formats=formats_of(_table(content.get("formats", {}), "formats")),
        column_formats={
            heading: _column_format(_table(stated, f"column_formats.{shown(heading)}"), heading)
            for heading, stated in _table(content.get("column_formats", {}), "column_formats").items()
        },
        months=_months(content.get("months"), kind),
        recognise=_flag(content.get("recognise", False), "recognise"),
    )


def nearest(word: str, known: list[str]) -> str | None:
    """The known word that a mistyped one most likely means, if any is near."""
    from rapidfuzz import fuzz, process, utils

    found = process.extractOne(
        word, known, scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=_NEAR
    )
    return found[0] if found else None


def _refuse_unknown(content: MappingOf[str, Any], known: tuple[str, ...], place: str) -> None:
    for name in content:
        if name not in known:
            where = f"{place}.{shown(name)}" if place else shown(name)
            raise _with_nearest(_UNKNOWN_KEY, name, list(known), key=where)


def _with_nearest(codes: tuple[str, str], word: str, known: list[str], **details: object) -> UserError:
    """The first code with everything known, or the second with the one word that is near."""
    near = nearest(word, known)
    if near is None:
        return UserError(codes[0], known=", ".join(known), **details)
    return UserError(codes[1], near=near, **details)


def _wrong(key: str, value: object, expected: str) -> UserError:
    return UserError("exchange.mapping_wrong_value", key=key, value=shown(str(value)), expected=expected)


def _kind(value: object) -> Kind:
    try:
        return Kind(str(value))
    except ValueError:
        raise _wrong("kind", value or "", ", ".join(Kind)) from None


def _key(value: object, kind: Kind) -> str | None:
    if value is None or (isinstance(value, str) and value in KEYS[kind]):
        return value
    raise _wrong("key", value, ", ".join(KEYS[kind]))


def _months(value: object, kind: Kind) -> str | None:
    possible = MONTH_FIELDS.get(kind, ())
    if value is None or (isinstance(value, str) and value in possible):
        return value
    if not possible:
        known = ", ".join(name for name in _KNOWN if name != "months")
        raise UserError("exchange.mapping_unknown_key", key="months", known=known)
    raise _wrong("months", value, ", ".join(possible))


def _flag(value: object, key: str) -> bool:
    if isinstance(value, bool):
        return value
    raise _wrong(key, value, "true, false")


def _table(value: object, key: str) -> dict[str, Any]:
    if isinstance(value, dict):
        return value
    raise UserError("exchange.mapping_not_a_section", key=key)


def _columns(stated: dict[str, Any], fields: MappingOf[str, Field]) -> dict[str, tuple[str, ...]]:
    """Heading → fields; a field filled by two columns is refused."""
    columns: dict[str, tuple[str, ...]] = {}
    taken: dict[str, str] = {}
    for heading, value in stated.items():
        names = tuple(value) if isinstance(value, list) else (value,) if value else ()
        for name in names:
            if not isinstance(name, str) or name not in fields:
                raise _with_nearest(
                    _UNKNOWN_FIELD, str(name), list(fields), heading=shown(heading), field=shown(str(name))
                )
            if name in taken:
                raise UserError(
                    "exchange.two_columns", field=name, first=shown(taken[name]), second=shown(heading)
                )
            taken[name] = heading
        columns[heading] = names
    return columns


def _defaults(stated: dict[str, Any], fields: MappingOf[str, Field]) -> dict[str, Constant]:
    for name, value in stated.items():
        if name not in fields:
            raise _with_nearest(_UNKNOWN_FIELD, name, list(fields), heading="defaults", field=shown(name))
        if not isinstance(value, str | int | float | date):
            raise _wrong("defaults", value, '"…"')
    return stated


def formats_of(stated: dict[str, Any]) -> Formats:
    """What the section of formats states; errors as :func:`read_mapping`."""
    _refuse_unknown(stated, _FORMATS, "formats")
    column = _column_format({name: stated[name] for name in _COLUMN_FORMATS if name in stated}, "")
    return Formats(
        encoding=_encoding(stated.get("encoding")),
        delimiter=_one_of(stated.get("delimiter"), _DELIMITERS, "formats.delimiter"),
        decimal=column.decimal,
        date_order=column.date_order,
        sheet=_text(stated.get("sheet"), "formats.sheet"),
        header_row=_row(stated.get("header_row")),
        currency=_currency(stated.get("currency")),
        vat=_vat(stated.get("vat")),
    )


def _column_format(stated: dict[str, Any], heading: str) -> ColumnFormat:
    place = f"column_formats.{shown(heading)}" if heading else "formats"
    _refuse_unknown(stated, _COLUMN_FORMATS, place)
    orders = {order.value: order for order in DateOrder}
    mark = _one_of(stated.get("decimal"), {mark: mark for mark in _MARKS}, f"{place}.decimal")
    return ColumnFormat(
        decimal=cast("DecimalMark | None", mark),
        date_order=_one_of(stated.get("date_order"), orders, f"{place}.date_order"),
    )


def _one_of(value: object, choices: MappingOf[str, Any], key: str) -> Any:
    if value is None:
        return None
    if isinstance(value, str) and value in choices:
        return choices[value]
    raise _wrong(key, value, ", ".join(f'"{choice}"' for choice in choices if choice != "\t"))


def _text(value: object, key: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise _wrong(key, value, '"…"')


def _row(value: object) -> int | None:
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 1):
        return value
    raise _wrong("formats.header_row", value, "1, 2, 3, …")


def _currency(value: object) -> str | None:
    if value is None or (isinstance(value, str) and is_currency(value)):
        return value
    raise _wrong("formats.currency", value, "RUB, USD, EUR, …")


def _vat(value: object) -> int | None:
    if value is None or (
        isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _HIGHEST_VAT
    ):
        return value
    raise _wrong("formats.vat", value, f"0, 10, 20, 22, …, {_HIGHEST_VAT}")


def _encoding(value: object) -> str | None:
    """Any encoding of text that Python knows by that name."""
    if value is None:
        return None
    try:
        codec = codecs.lookup(value if isinstance(value, str) else "")
        "а".encode().decode(codec.name, "ignore")
    except (LookupError, UnicodeError, ValueError):
        raise _wrong("formats.encoding", value, "utf-8, utf-16, cp1251, …") from None
    return codec.name
