"""Somebody's table becomes records: read, resolved and compared first, then written as one step.

From the command line in one go (``import_file``); in the window a step at a time: ``open_source``,
``preview_source``, ``dry_run``, ``run_import``.
"""

from __future__ import annotations

from kam.exchange.amounts import DecimalMark
from kam.exchange.calendars import DateOrder
from kam.exchange.cells import shown
from kam.exchange.fields import Kind
from kam.exchange.mapping import Formats as FileFormats
from kam.exchange.mapping import Mapping, read_mapping
from kam.exchange.parse import Progress, Question
from kam.exchange.planning import Form
from kam.exchange.rows import Problem
from kam.services.imports.answers import Answer, Answers, Missing, Way
from kam.services.imports.checking import DryRun, FileTotal, dry_run
from kam.services.imports.choice import MONTH_COLUMN, ImportChoice
from kam.services.imports.decided import decided_as_json, decided_from_json
from kam.services.imports.importing import Prepared, carry_out, import_file, prepare_import
from kam.services.imports.likely import Candidate, account_choices
from kam.services.imports.past import PastImport, past_imports
from kam.services.imports.preview import preview_source
from kam.services.imports.preview_rows import (
    ColumnPreview,
    FieldChoice,
    How,
    SavedName,
    SourcePreview,
)
from kam.services.imports.problems import Deed, NameQuestion, ProblemGroup, WordQuestion
from kam.services.imports.refused import save_refused
from kam.services.imports.report import FutureSales, ImportReport
from kam.services.imports.running import run_import
from kam.services.imports.saved import SavedMapping, forget_mapping
from kam.services.imports.source import FileKind, SourceFile, SourceRow, open_source

__all__ = [
    "MONTH_COLUMN",
    "Answer",
    "Answers",
    "Candidate",
    "ColumnPreview",
    "DateOrder",
    "DecimalMark",
    "Deed",
    "DryRun",
    "FieldChoice",
    "FileFormats",
    "FileKind",
    "FileTotal",
    "Form",
    "FutureSales",
    "How",
    "ImportChoice",
    "ImportReport",
    "Kind",
    "Mapping",
    "Missing",
    "NameQuestion",
    "PastImport",
    "Prepared",
    "Problem",
    "ProblemGroup",
    "Progress",
    "Question",
    "SavedMapping",
    "SavedName",
    "SourceFile",
    "SourcePreview",
    "SourceRow",
    "Way",
    "WordQuestion",
    "account_choices",
    "carry_out",
    "decided_as_json",
    "decided_from_json",
    "dry_run",
    "forget_mapping",
    "import_file",
    "open_source",
    "past_imports",
    "prepare_import",
    "preview_source",
    "read_mapping",
    "run_import",
    "save_refused",
    "shown",
]
