"""A round as a table: to look at, or to be filled in and taken back (``taking``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from kam.core.vocabulary import SurveyStatus
from kam.core.words import Words
from kam.exchange.survey_answers import COLUMNS
from kam.exchange.tables_out import OutCell, OutColumn, OutKind, OutTable, TableFormat
from kam.services.surveys.rows import AnswerRow
from kam.services.tables import save_table


def export_answers(
    rows: Sequence[AnswerRow], path: Path, kind: TableFormat, words: Words, *, title: str, created: datetime
) -> Path:
    """Write answers to a file, which appears whole or not at all and replaces what was there.

    Raises:
        UserError: as ``kam.services.tables.save_table``.

    """
    return save_table(answers_table(rows, title, words), path, kind, words, created)


def answers_table(rows: Sequence[AnswerRow], title: str, words: Words) -> OutTable:
    """The cells of answers; the headings are those by which a returned table is understood."""
    columns = (
        OutColumn(words.of(COLUMNS["account"])),
        OutColumn(words.of(COLUMNS["name"])),
        OutColumn(words.say_in("column", "Job title")),
        OutColumn(words.of(COLUMNS["email"])),
        OutColumn(words.say_in("survey column", "Scale")),
        OutColumn(words.of(COLUMNS["score"])),
        OutColumn(words.of(COLUMNS["driver"])),
        OutColumn(words.of(COLUMNS["comment"])),
        OutColumn(words.of(COLUMNS["on"]), OutKind.DATE),
    )
    return OutTable(title=title, columns=columns, rows=tuple(tuple(_cells(row, words)) for row in rows))


def _cells(row: AnswerRow, words: Words) -> Sequence[OutCell]:
    silent = row.status is SurveyStatus.SILENT
    return (
        row.account,
        row.name.full,
        row.job_title,
        row.email,
        words.of(row.measure.label),
        words.say_in("survey", "no answer") if silent else ("" if row.score is None else str(row.score)),
        "" if row.driver is None else words.of(row.driver.label),
        row.comment,
        row.on if row.status is SurveyStatus.ANSWERED else None,
    )
