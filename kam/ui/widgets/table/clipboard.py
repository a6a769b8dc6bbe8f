"""Rows as text for other programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, Final

from kam.ui.widgets.table.column import Column

_NOTHING: Final = "—"
_OF_FORMULAS: Final = ("=", "@", "+", "-")
_FIGURE_OR_PHONE: Final = re.compile(r"[+-][\d\s.,:()%-]*")
"""What begins by a sign and calls nothing: a spreadsheet may take it as it likes."""


def as_text(columns: Sequence[Column[Any]], rows: Iterable[Any]) -> str:
    """Headings and plain values, cells parted by tabs and rows by line ends, as spreadsheets take them."""
    lines = ["\t".join(_cell(column.copy_heading or column.heading) for column in columns)]
    lines += ["\t".join(_cell((column.copy or column.text)(row)) for column in columns) for row in rows]
    return "\n".join(lines)


def _cell(text: str) -> str:
    """No tabs nor line ends of its own, nothing for a dash that stands for nothing, text never a formula."""
    plain = " ".join(text.split("\n")).replace("\t", " ").replace("\r", "")
    if plain == _NOTHING:
        return ""
    is_formula = plain.startswith(_OF_FORMULAS) and not _FIGURE_OR_PHONE.fullmatch(plain)
    return f"'{plain}" if is_formula else plain
