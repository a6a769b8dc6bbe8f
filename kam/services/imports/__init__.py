"""Somebody's table becomes records: read, resolved and compared first, then written as one step."""

from __future__ import annotations

from kam.exchange.cells import shown
from kam.exchange.fields import Kind
from kam.exchange.mapping import Mapping, read_mapping
from kam.exchange.parse import Progress
from kam.exchange.planning import Form
from kam.exchange.rows import Problem
from kam.services.imports.importing import Prepared, carry_out, import_file, prepare_import
from kam.services.imports.report import FutureSales, ImportReport

__all__ = [
    "Form",
    "FutureSales",
    "ImportReport",
    "Kind",
    "Mapping",
    "Prepared",
    "Problem",
    "Progress",
    "carry_out",
    "import_file",
    "prepare_import",
    "read_mapping",
    "shown",
]
