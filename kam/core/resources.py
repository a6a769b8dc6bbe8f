"""The one way to the files that come with the program."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_INSTALLED = Path(__file__).resolve().parent.parent / "resources"
_CHECKOUT = Path(__file__).resolve().parent.parent.parent / "resources"


@cache
def _root() -> Path:
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def resource_path(*parts: str) -> Path:
    """The path of a resource, in an installed package (``kam/resources``) or a checkout (``resources``)."""
    return _root().joinpath(*parts)
