"""The first words of a note, without the signs of its Markdown."""

from __future__ import annotations

import re
from typing import Final

LONGEST: Final = 200
READ: Final = 1000
"""So many characters of a note are looked at."""
_IMAGE: Final = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK: Final = re.compile(r"\[([^\]]+)\]\([^)]*\)")
_LEAD: Final = re.compile(r"^\s*(?:#{1,6}\s+|>\s?|[-*+]\s+|\d+[.)]\s+)+", re.MULTILINE)
_SIGNS: Final = re.compile(r"\*\*|__|~~|`")


def first_words(text: str | None) -> str:
    """One line of at most 200 characters, cut between words."""
    if not text:
        return ""
    plain = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text[:READ]))
    plain = " ".join(_SIGNS.sub("", _LEAD.sub("", plain)).split())
    if len(plain) <= LONGEST:
        return plain
    return plain[: plain.rfind(" ", 0, LONGEST) if " " in plain[:LONGEST] else LONGEST].rstrip(" ,;:") + "…"
