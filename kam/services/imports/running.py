"""The import that was checked, carried out: one step, all or nothing, told while it runs."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from kam.core.changes import Outcome
from kam.core.errors import ConflictError
from kam.exchange.mapping import Formats
from kam.exchange.parse import Progress
from kam.services.imports.answers import Answers
from kam.services.imports.checking import DryRun, prepare_chosen
from kam.services.imports.choice import Settled
from kam.services.imports.importing import carry_out
from kam.services.imports.preview_rows import SourcePreview
from kam.services.imports.report import ImportReport
from kam.services.imports.saved import SavedMapping, keep_mapping, remembered_names
from kam.services.imports.source import SourceFile
from kam.services.profile import read_profile
from kam.store.workspace import Workspace

_HALVES: Final = 2


def run_import(
    workspace: Workspace,
    source: SourceFile,
    preview: SourcePreview,
    answers: Answers,
    checked: DryRun,
    *,
    remember: str = "",
    progress: Progress | None = None,
) -> Outcome[ImportReport]:
    """Write what a dry run found, as one step of the journal; rows with problems stay out.

    ``remember`` is the name under which the columns are remembered for the next file; empty for not at all.
    ``progress`` counts rows, reading them the first half and writing the second, and may raise: then nothing
    is written.

    Raises:
        ConflictError: ``import.overtaken`` when the workspace changed since the dry run.
        UserError: ``store.*``.

    """
    rows = checked.report.rows
    reading = None if progress is None else _Half(progress, rows, begins_at=0)
    writing = None if progress is None else _Half(progress, rows, begins_at=rows // _HALVES)
    prepared = prepare_chosen(workspace, source, preview.settled, answers, reading)
    if prepared.newest_step != checked.newest_step:
        raise ConflictError("import.overtaken")
    report = carry_out(workspace, prepared, writing)
    if remember:
        keep_mapping(workspace, mapping_of(workspace, preview, answers, remember))
    return Outcome(report, report.changed)


def mapping_of(workspace: Workspace, preview: SourcePreview, answers: Answers, name: str) -> SavedMapping:
    """What is worth remembering of how a file was read; repeated and empty headings cannot be."""
    with workspace.reading() as session:
        today = read_profile(session).today(workspace.clock.now())
    headings = [column.heading for column in preview.columns]
    applied = preview.applied
    return SavedMapping(
        id=applied.id if applied is not None and applied.name == name else "",
        name=name,
        form=preview.form,
        columns={
            column.heading: column.field
            for column in preview.columns
            if column.heading and headings.count(column.heading) == 1
        },
        formats=_lasting(preview.settled, preview),
        names=remembered_names(answers),
        last_of_repeats=answers.last_of_repeats,
        missing=answers.missing,
        used_on=today,
    )


def _lasting(settled: Settled, preview: SourcePreview) -> Formats:
    """What was stated of the file and holds for the next one too; sheet and row are found anew.

    Who was asked about VAT and let it be has said that there is none.
    """
    stated = preview.choice.formats
    vat = settled.formats.vat
    return replace(
        settled.formats,
        sheet=stated.sheet,
        header_row=stated.header_row,
        vat=0 if vat is None and preview.asks_vat else vat,
    )


class _Half:
    """Tells of one half of the work as rows of the whole."""

    def __init__(self, progress: Progress, rows: int, *, begins_at: int) -> None:
        self._progress = progress
        self._rows = rows
        self._begins_at = begins_at

    def __call__(self, done: int, total: int | None) -> None:
        """So much of this half is done; while nobody knows of how much, it has just begun."""
        share = done * self._rows // (_HALVES * total) if total else 0
        self._progress(self._begins_at + share, self._rows)
