"""Rows as text for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from kam.ui.widgets.table.column import Column


def as_text(columns: Sequence[Column[Any]], rows: Iterable[Any]) -> str:
    """Headings and plain values, cells parted by tabs and rows by line ends, as spreadsheets take them."""
    lines = ["\t".join(_cell(column.heading) for column in columns)]
    lines += ["\t".join(_cell((column.copy or column.text)(row)) for column in columns) for row in rows]
    return "\n".join(lines)


def _cell(text: str) -> str:
    """A cell has neither tabs nor line ends of its own."""
    return " ".join(text.split("\n")).replace("\t", " ").replace("\r", "")
