"""Complaints as a file: what is shown, in the order in which it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from kam.core.words import Words
from kam.exchange.tables_out import OutCell, OutColumn, OutKind, OutTable, TableFormat
from kam.services.complaints.rows import ComplaintCard
from kam.services.tables import save_table


def export_complaints(
    rows: Sequence[ComplaintCard], path: Path, kind: TableFormat, words: Words, created: datetime
) -> Path:
    """Write rows to a file, which appears whole or not at all and replaces what was there.

    Raises:
        UserError: as ``kam.services.tables.save_table``.

    """
    return save_table(complaints_table(rows, words), path, kind, words, created)


def complaints_table(rows: Sequence[ComplaintCard], words: Words) -> OutTable:
    """The cells of complaints, for a file."""
    columns = (
        OutColumn(words.say_in("column", "Number")),
        OutColumn(words.say_in("column", "What about")),
        OutColumn(words.say_in("column", "Client")),
        OutColumn(words.say_in("column", "Severity")),
        OutColumn(words.say_in("column", "Stage")),
        OutColumn(words.say_in("column", "Clock")),
        OutColumn(words.say_in("column", "At stake"), OutKind.AMOUNT),
        OutColumn(words.say_in("column", "Currency")),
        OutColumn(words.say_in("column", "Received"), OutKind.DATE),
        OutColumn(words.say_in("column", "Kind")),
        OutColumn(words.say_in("column", "Who answers")),
        OutColumn(words.say_in("column", "Who complains")),
        OutColumn(words.say_in("column", "Product line")),
        OutColumn(words.say_in("column", "Department")),
        OutColumn(words.say_in("column", "Satisfied"), OutKind.WHOLE),
    )
    title = words.say("Complaints")
    return OutTable(title=title, columns=columns, rows=tuple(tuple(_cells(row, words)) for row in rows))


def _cells(row: ComplaintCard, words: Words) -> Sequence[OutCell]:
    return (
        row.number,
        row.summary,
        row.account,
        words.of(row.severity.label),
        words.of(row.stage.label),
        words.of(row.clock.state.label) if row.clock is not None else "",
        row.amount.amount if row.amount is not None else None,
        row.amount.currency if row.amount is not None else "",
        row.received_at.date(),
        words.of(row.kind.label),
        row.owner,
        row.raised_by,
        row.product_line,
        row.department,
        row.satisfaction,
    )
