"""Promises as a file: what is shown, in the order in which it is shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from kam.core.vocabulary import Side
from kam.core.words import Words
from kam.exchange.tables_out import OutCell, OutColumn, OutKind, OutTable, TableFormat
from kam.services.commitments.rows import PromiseRow
from kam.services.tables import save_table


def export_promises(
    rows: Sequence[PromiseRow], path: Path, kind: TableFormat, words: Words, created: datetime
) -> Path:
    """Write rows to a file, which appears whole or not at all and replaces what was there.

    Raises:
        UserError: as ``kam.services.tables.save_table``.

    """
    return save_table(promises_table(rows, words), path, kind, words, created)


def promises_table(rows: Sequence[PromiseRow], words: Words) -> OutTable:
    """The cells of promises, for a file."""
    columns = (
        OutColumn(words.say_in("column", "Promise")),
        OutColumn(words.say_in("column", "Client")),
        OutColumn(words.say_in("column", "Side")),
        OutColumn(words.say_in("column", "Who answers")),
        OutColumn(words.say_in("column", "Due"), OutKind.DATE),
        OutColumn(words.say_in("column", "Days late"), OutKind.WHOLE),
        OutColumn(words.say_in("column", "First date"), OutKind.DATE),
        OutColumn(words.say_in("column", "Times moved"), OutKind.WHOLE),
        OutColumn(words.say_in("column", "Made on"), OutKind.DATE),
        OutColumn(words.say_in("column", "State")),
        OutColumn(words.say_in("column", "Closed on"), OutKind.DATE),
        OutColumn(words.say_in("column", "Promised to the client")),
        OutColumn(words.say_in("column", "Origin")),
    )
    title = words.say_in("page", "Promises")
    return OutTable(title=title, columns=columns, rows=tuple(tuple(_cells(row, words)) for row in rows))


def _cells(row: PromiseRow, words: Words) -> Sequence[OutCell]:
    side = words.say("we promised") if row.side is Side.OURS else words.say("promised to us")
    return (
        row.text,
        row.account,
        side,
        row.owner_full,
        row.due_on,
        row.days_late or None,
        row.first_due_on,
        row.shifts or None,
        row.made_on,
        words.of(row.status.label),
        row.closed_on,
        words.say("yes") if row.promised_to_client else words.say("no"),
        row.origin.name if row.origin else None,
    )
