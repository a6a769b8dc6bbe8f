"""The rows that did not come in, as a file of their own: to be mended and brought in later."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from kam.exchange.cells import Cell, text_of
from kam.exchange.tables_out import harmless
from kam.services.imports.choice import Settled
from kam.services.imports.source import SourceFile
from kam.store.atomic import put_in_place, written_aside
from kam.store.faults import explained

_DELIMITER: Final = ";"
_NUMBER_OR_PHONE: Final = re.compile(r"[-+−][\d\s().,\-–]*\Z")


def save_refused(
    source: SourceFile, settled: Settled, reasons: Mapping[int, str], heading: str, target: Path
) -> int:
    """Write some rows of a file into a CSV file of their own, with a last column that says what is wrong.

    The other columns are as they stand in the file, so that the mended rows can be brought in the same way;
    only what a spreadsheet would take for a formula is made harmless. Returns how many rows were written.

    Raises:
        UserError: what ``kam.store.faults`` makes of a folder that is missing, closed or full.

    """
    table = source.table(settled.formats, settled.header_row)
    width = len(table.header)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=table.delimiter or _DELIMITER, lineterminator="\r\n")
    writer.writerow([*table.header, heading])
    count = 0
    for number, cells in table.rows():
        if number in reasons:
            texts = [_written(cell) for cell in cells[:width]]
            writer.writerow([*texts, *[""] * (width - len(texts)), reasons[number]])
            count += 1
    with explained(target.parent), written_aside(target.parent) as partial:
        partial.write_bytes(out.getvalue().encode("utf-8-sig"))
        put_in_place(partial, target)
    return count


def _written(cell: Cell) -> str:
    """A cell as it stands in the file; a figure or a phone keeps its sign, for it is no formula."""
    text = text_of(cell)
    return text if _NUMBER_OR_PHONE.match(text.strip()) else harmless(text)
