"""A look through a whole table before it is read: how many rows, what stands in each column."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from kam.core.errors import UserError
from kam.exchange.cells import Cell, is_blank, line_of, shown
from kam.exchange.parse import Progress
from kam.exchange.tables import Table

_EVERY: Final = 5_000


@dataclass(slots=True)
class ColumnSketch:
    """A column: the first thing that stands in it, how many of its cells are empty, its different texts.

    The texts are gathered, with the number of rows of each, only where they were asked for.
    """

    example: str = ""
    blank: int = 0
    texts: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a table looks like: the number of its rows, the first of them, its columns."""

    rows: int
    first: tuple[tuple[int, list[Cell]], ...]
    columns: tuple[ColumnSketch, ...]


def sketch(
    table: Table, *, first: int, gathered: Collection[int] = (), progress: Progress | None = None
) -> Sketch:
    """Look through the whole file. ``gathered`` are the columns whose different texts are wanted.

    :raises UserError: ``exchange.no_rows`` when there is nothing below the headings.
    """
    columns = tuple(ColumnSketch() for _ in table.header)
    pairs = list(enumerate(columns))
    wanted = [(at, columns[at].texts) for at in gathered]
    head: list[tuple[int, list[Cell]]] = []
    count = 0
    for number, cells in table.rows():
        count += 1
        if count <= first:
            head.append((number, cells))
        if progress is not None and count % _EVERY == 0:
            progress(count, None)
        width = len(cells)
        for at, column in pairs:
            if at >= width or is_blank(cells[at]):
                column.blank += 1
            elif not column.example:
                column.example = shown(cells[at])
        for at, texts in wanted:
            if at < width and isinstance(text := line_of(cells[at]), str) and text:
                texts[text] = texts.get(text, 0) + 1
    if not count:
        raise UserError("exchange.no_rows")
    return Sketch(count, tuple(head), columns)
