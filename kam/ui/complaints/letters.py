"""Which files are letters that a complaint can be made of."""

from __future__ import annotations

from pathlib import Path


def is_letter(path: Path) -> bool:
    """Whether a file says by its name that it is a letter."""
    return path.suffix.casefold() == ".eml"
