"""Names of files that come from elsewhere, made fit to be shown and to be written to any disk."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import Final

LONGEST: Final = 120
"""Characters of a whole name: with four bytes each it still fits where 255 bytes do, with room for " (2)"."""
_LONGEST_BYTES: Final = 240
_LONGEST_ENDING: Final = 16
_FORBIDDEN: Final = re.compile(r'[\\/:*?"<>|]+')
_RESERVED: Final = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)", re.IGNORECASE)
_RISKY: Final = frozenset({
    "app", "appimage", "bat", "chm", "cmd", "com", "command", "cpl", "desktop", "dll", "exe", "gadget",
    "hta", "inf", "ins", "iso", "jar", "js", "jse", "jnlp", "lnk", "mde", "msc", "msi", "msp", "pif",
    "pkg", "ps1", "py", "pyw", "reg", "scf", "scr", "sct", "sh", "sys", "url", "vb", "vbe", "vbs", "ws",
    "wsf", "wsh",
})  # fmt: skip


def clean_name(name: str, instead: str) -> str:
    """A name of one file in one folder, whatever came: never a path, never empty.

    What cannot be seen goes (control characters, characters that turn the direction of writing, so that
    ``fdp.exe`` could look like ``exe.pdf``), what some system forbids becomes a space, names that Windows
    keeps for devices get a line before them. Too long a name keeps its ending. ``instead`` is the name of
    nothing.
    """
    seen = "".join(each for each in unicodedata.normalize("NFC", name) if _is_shown(each))
    bare = " ".join(_FORBIDDEN.sub(" ", seen).split()).strip(" .")
    if not bare:
        return instead
    if _RESERVED.fullmatch(bare.split(".")[0].rstrip()):
        bare = f"_{bare}"
    return _shortened(bare)


def is_risky(name: str) -> bool:
    """Whether opening a file of this name may run a program."""
    return ending_of(name) in _RISKY


def ending_of(name: str) -> str:
    """What stands behind the last full stop, in small letters; empty where there is nothing."""
    return PurePosixPath(name.strip(" .")).suffix[1:].casefold()


def _is_shown(character: str) -> bool:
    """No control, format or unassigned character, no lone surrogate, no line break."""
    return character == " " or unicodedata.category(character)[0] not in "CZ" or character == "\u00a0"


def _shortened(name: str) -> str:
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem or len(ending) > _LONGEST_ENDING:
        stem, ending = name, ""
    tail = f".{ending}" if ending else ""
    room = LONGEST - len(tail)
    while len((stem[:room] + tail).encode()) > _LONGEST_BYTES:
        room -= 1
    return stem[:room].rstrip(" .") + tail
