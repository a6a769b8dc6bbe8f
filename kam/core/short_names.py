"""What clients and colleagues are called where there is little room."""

from __future__ import annotations

import re
from typing import Final

_QUOTED: Final = re.compile(r"«[^«»]{3,}»|“[^“”]{3,}”")


def short_account(name: str) -> str:
    """What stands in quotes, «Заречный» of «Молкомбинат «Заречный»»; the whole name where nothing does."""
    quoted = _QUOTED.search(name)
    return quoted.group() if quoted else name


def family_of(name: str) -> str:
    """The name by which one of us is called in a narrow place: the last word of it."""
    return name.strip().rpartition(" ")[2]


def initials_of(name: str) -> str:
    """The initials of one of us, who is called by given and family name."""
    parts = name.split()
    return "".join(part[0] for part in (parts[0], parts[-1])[: len(parts)]).upper() if parts else "?"
