"""The steps of the schema, each an Alembic step that never imports the entities.

Revisions are numbers written with four digits, one after the other. A step may declare what the guard of
upgrades must let it do: ``CHANGES_ROWS`` (tables whose row counts it changes) and ``DROPS`` (names of tables,
constraints, indexes and triggers that it takes away).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

HEAD: Final = 7
"""The number of the newest step: the schema that this program reads and writes."""

FOLDER: Final = Path(__file__).resolve().parent


def revision_name(number: int) -> str:
    """How Alembic calls a step."""
    return f"{number:04}"
