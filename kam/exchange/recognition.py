"""Columns recognised by their headings, whatever the case, the spaces and ё in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from kam.core.errors import UserError
from kam.core.periods import Month
from kam.exchange.amounts import currency_in_heading
from kam.exchange.calendars import decide_months, read_month
from kam.exchange.cells import Cell, is_blank, line_of, shown, squeezed, trimmed
from kam.exchange.fields import Kind
from kam.exchange.headings import HEADINGS
from kam.exchange.mapping import Mapping, nearest
from kam.exchange.writings import Undecided

HEADER_ROWS: Final = 20
"""Among so many rows from the top the headings are looked for: exports put titles above them."""
_ENOUGH_MONTHS: Final = 2
_LONGEST_HEADING: Final = 120
_UNIT_SUFFIX: Final = re.compile(
    r"[\s,(\[]+(?:шт|ед|кг|т|л|м|м2|м3|м²|м³|уп|pcs|pc|kg|t|l|m)\.?[)\]]?\Z", re.IGNORECASE
)
_CURRENCY_SUFFIX: Final = re.compile(r"[\s,(\[]+[^\s,(\[]+\Z")


@dataclass(frozen=True, slots=True)
class Recognised:
    """Column index → its fields; the indexes left without a field are ``unused``."""

    fields: dict[int, tuple[str, ...]]
    unused: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MonthColumn:
    """A column whose heading is a month (the wide form of monthly totals)."""

    index: int
    heading: str
    month: Month


def field_of_heading(heading: str, kind: Kind) -> tuple[str, int] | None:
    """The field that a heading means, and its rank; None when it is not one of the usual.

    A currency or a unit of measure after it does not matter («Сумма, руб.», «Кол-во (шт)»); anything else
    does: «Выручка, тыс. руб.» is not revenue, for it would be a thousand times too small.
    """
    known = HEADINGS[kind]
    if len(heading) > _LONGEST_HEADING:
        return None
    if (found := known.get(squeezed(heading))) is not None:
        return found
    plain = trimmed(heading)
    if currency_in_heading(plain) is not None:
        return known.get(squeezed(_CURRENCY_SUFFIX.sub("", plain)))
    if (unit := _UNIT_SUFFIX.search(plain)) is not None:
        return known.get(squeezed(plain[: unit.start()]))
    return None


def recognise(header: Sequence[str], kind: Kind, taken: Iterable[int] = ()) -> Recognised:
    """The columns whose headings are usual, those of indexes ``taken`` left alone.

    :raises UserError: ``exchange.two_columns`` where two headings of one rank mean the same field.
    """
    best: dict[str, tuple[int, list[int]]] = {}
    busy = set(taken)
    for index, heading in enumerate(header):
        found = None if index in busy else field_of_heading(heading, kind)
        if found is None:
            continue
        field, rank = found
        if field not in best or rank < best[field][0]:
            best[field] = (rank, [index])
        elif rank == best[field][0]:
            best[field][1].append(index)
    for field, (_rank, indexes) in best.items():
        if len(indexes) > 1:
            first, second = (shown(header[index]) for index in indexes[:2])
            raise UserError("exchange.two_columns", field=field, first=first, second=second)
    fields = {index: (field,) for field, (_rank, (index, *_others)) in best.items()}
    return Recognised(dict(sorted(fields.items())), _without(header, fields.keys() | busy))


def locate(header: Sequence[str], mapping: Mapping) -> Recognised:
    """The columns that a mapping names, by their heading as written or else without case and spaces.

    :raises UserError: ``exchange.no_such_column`` (with the nearest heading), ``exchange.heading_twice``.
    """
    columns = mapping.columns or {}
    fields: dict[int, tuple[str, ...]] = {}
    for heading, names in columns.items():
        index = _index_of(header, heading)
        fields[index] = fields.get(index, ()) + names
    return Recognised(
        {index: names for index, names in sorted(fields.items()) if names},
        _without(header, {index for index, names in fields.items() if names}),
    )


def month_columns(
    header: Sequence[str], indexes: Iterable[int], *, gently: bool = False
) -> tuple[MonthColumn, ...]:
    """The columns among ``indexes`` whose headings are months, if at least two are and their dates tell.

    :raises UserError: ``exchange.two_columns`` where two are the same month; ``gently`` takes the first.
    """
    indexes = list(indexes)
    order = decide_months([header[index] for index in indexes])
    if isinstance(order, Undecided):
        return ()
    months = tuple(
        MonthColumn(index, header[index], month)
        for index in indexes
        if (month := read_month(header[index], order)) is not None
    )
    seen: dict[Month, str] = {}
    if gently:
        months = tuple({column.month: column for column in reversed(months)}.values())[::-1]
    for column in months:
        if (first := seen.setdefault(column.month, column.heading)) is not column.heading:
            raise UserError(
                "exchange.two_columns",
                field=str(column.month),
                first=shown(first),
                second=shown(column.heading),
            )
    return months if len(months) >= _ENOUGH_MONTHS else ()


def find_header(rows: Iterable[tuple[int, Sequence[Cell]]], kind: Kind, mapping: Mapping | None) -> int:
    """The number of the row with the headings: of the first twenty the one with the most known to us.

    Exports put titles above their headings. Where no row has any, the first that is not blank.
    """
    best, best_score = 0, -1
    for number, cells in islice(rows, HEADER_ROWS):
        if all(map(is_blank, cells)):
            continue
        score = _known_headings(
            [line for cell in cells if isinstance(line := line_of(cell), str)], kind, mapping
        )
        if score > best_score:
            best, best_score = number, score
    return best


def _known_headings(lines: list[str], kind: Kind, mapping: Mapping | None) -> int:
    if mapping is not None and mapping.columns is not None:
        wanted = {squeezed(heading) for heading in mapping.columns}
        return len(wanted.intersection(map(squeezed, lines)))
    fields = {found[0] for line in lines if (found := field_of_heading(line, kind)) is not None}
    return len(fields)


def _index_of(header: Sequence[str], wanted: str) -> int:
    exact = [index for index, heading in enumerate(header) if heading == wanted]
    found = exact or [index for index, heading in enumerate(header) if squeezed(heading) == squeezed(wanted)]
    if not found or not trimmed(wanted):
        near = nearest(wanted, [heading for heading in header if heading])
        if near is None:
            raise UserError("exchange.no_such_column", heading=shown(wanted))
        raise UserError("exchange.no_such_column_near", heading=shown(wanted), near=shown(near))
    if len(found) > 1:
        first, second = found[0] + 1, found[1] + 1
        raise UserError("exchange.heading_twice", heading=shown(wanted), first=first, second=second)
    return found[0]


def _without(header: Sequence[str], used: Iterable[int]) -> tuple[int, ...]:
    busy = set(used)
    return tuple(index for index, heading in enumerate(header) if index not in busy and heading)
