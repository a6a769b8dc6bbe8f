"""The lists of a workspace as frozen rows, one file per list, for window, command line and export."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any


def reader(what: str) -> Callable[..., Sequence[Any]]:
    """The function that reads a list by its name: ``accounts`` gives ``accounts.list_accounts``."""
    found: Callable[..., Sequence[Any]] = getattr(import_module(f"{__name__}.{what}"), f"list_{what}")
    return found
