"""Which files a table can come in from."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ENDINGS: Final = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls")


def is_table(path: Path) -> bool:
    """Whether a file says by its name that it may be one."""
    return path.suffix.casefold() in ENDINGS


def is_workspace(path: Path) -> bool:
    """Whether a file says by its name that it is a workspace."""
    return path.suffix.casefold() == ".kam"
