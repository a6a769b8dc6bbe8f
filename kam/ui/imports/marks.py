"""Which cells of the file are tinted: red stays out, amber is a choice."""

from __future__ import annotations

from kam.services.imports import DryRun, SourcePreview
from kam.ui.imports.source_table import Marks


def marks_of(preview: SourcePreview, checked: DryRun | None) -> Marks:
    """Row → column → tone, for the rows that groups of problems name."""
    if checked is None:
        return {}
    index_of = {column.field: column.index for column in preview.columns if column.field}
    by_heading = {column.heading: column.index for column in preview.columns}
    marks: dict[int, dict[int, str]] = {}
    for group in checked.groups:
        at = index_of.get(group.field, by_heading.get(group.column))
        if at is None:
            continue
        tone = "amber" if group.is_choice else "red"
        for number in group.numbers:
            marks.setdefault(number, {}).setdefault(at, tone)
    return marks
