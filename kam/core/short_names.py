"""What a client is called where there is little room."""

from __future__ import annotations

import re
from typing import Final

_QUOTED: Final = re.compile(r"«[^«»]{3,}»|“[^“”]{3,}”")


def short_account(name: str) -> str:
    """What stands in quotes, «Заречный» of «Молкомбинат «Заречный»»; the whole name where nothing does."""
    quoted = _QUOTED.search(name)
    return quoted.group() if quoted else name
