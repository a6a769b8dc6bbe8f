"""The language to write to a client in."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kam.core.words import LANGUAGES

_CYRILLIC: Final = re.compile("[А-Яа-яЁё]")
_LATIN: Final = re.compile("[A-Za-z]")


def language_of(names: Iterable[str], usual: str | None) -> str:
    """That of the letters of the first name that tells; where none does, the usual one."""
    for name in names:
        if _CYRILLIC.search(name):
            return "ru"
        if _LATIN.search(name):
            return "en"
    return usual if usual in LANGUAGES else LANGUAGES[0]
