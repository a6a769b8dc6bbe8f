"""How a client is called where there is little room."""

from __future__ import annotations

import re
from typing import Final

_QUOTED: Final = re.compile(r"«[^«»]{3,}»|“[^“”]{3,}”")


def short_name(name: str) -> str:
    """What stands in quotes, where something does: Молкомбинат «Заречный» goes by «Заречный»."""
    found = _QUOTED.search(name)
    return name if found is None else found.group()
