"""The dossier of an account: read as rows, edited section by section (domain.md §2)."""

from __future__ import annotations

from kam.services.dossier.cells import CellDraft, clear_whitespace_cell, set_whitespace_cell
from kam.services.dossier.checking import Check, verify_section
from kam.services.dossier.drafts import (
    AddressDraft,
    CompetitorDraft,
    ContractDraft,
    Draft,
    SpecialTermDraft,
    TeamDraft,
    UnitDraft,
)
from kam.services.dossier.parts import add_part, change_part, remove_parts
from kam.services.dossier.reading import read_dossier
from kam.services.dossier.rows import Dossier
from kam.services.dossier.writing import edit_section

__all__ = [
    "AddressDraft",
    "CellDraft",
    "Check",
    "CompetitorDraft",
    "ContractDraft",
    "Dossier",
    "Draft",
    "SpecialTermDraft",
    "TeamDraft",
    "UnitDraft",
    "add_part",
    "change_part",
    "clear_whitespace_cell",
    "edit_section",
    "read_dossier",
    "remove_parts",
    "set_whitespace_cell",
    "verify_section",
]
