"""Saving a table, or a drawing, as a file for other programs."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from kam.core.words import Words
from kam.exchange.tables_out import OutTable, TableFormat, as_csv, as_xlsx
from kam.store.atomic import put_in_place, written_aside
from kam.store.faults import explained

__all__ = ["OutTable", "TableFormat", "save_bytes", "save_table"]


def save_table(table: OutTable, path: Path, kind: TableFormat, words: Words, created: datetime) -> Path:
    """Write a table; the file appears whole or not at all and replaces what was there. Returns its path.

    Raises:
        UserError: what ``kam.store.faults`` makes of a folder that is missing, closed or full.

    """
    data = as_csv(table, words.language) if kind is TableFormat.CSV else as_xlsx(table, created)
    return save_bytes(data, path)


def save_bytes(data: bytes, path: Path) -> Path:
    """Write a file that appears whole or not at all; raises as ``save_table``. Returns its path."""
    with explained(path.parent), written_aside(path.parent) as partial:
        partial.write_bytes(data)
        put_in_place(partial, path)
    return path
