"""One cell of a foreign table: what it may hold, and the rule by which its text becomes ours.

Text is kept as text: a formula, a tag or a path means nothing here. The rule for characters nobody sees:

* control characters (C0 but tab and line ends, DEL, C1, halves of a surrogate pair) make the cell a
  problem: they are never part of what somebody typed, so the file is damaged or hostile there;
* characters without width or that turn the direction of writing (zero-width space, byte order mark, soft
  hyphen, bidi marks) are dropped: two names that look the same must be the same;
* no-break and thin spaces become spaces; line ends become a plain one in a note and a space elsewhere;
* spaces at both ends are dropped, those inside are kept as they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final, TypeAlias

from kam.core.text import words

Cell: TypeAlias = str | float | date | time | timedelta
"""What a cell may hold: text from CSV; from a workbook also numbers, truth values, dates and times."""

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SPACES: Final = dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " ")
_INVISIBLE: Final = dict.fromkeys(
    [0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
_UNSEEN: Final = _SPACES | _INVISIBLE
_LINE_ENDS: Final = re.compile(r"[\r\n\t]+")
_SHOWN: Final = 80
_MOST_NAMES: Final = 20
_WHOLE_FLOATS: Final = 1e15
"""Below this every whole number is exact in a float (Excel keeps 15 digits)."""


@dataclass(frozen=True, slots=True)
class Bad:
    """Why a cell cannot be taken: a code of ``kam.core.sentences.exchange`` and what fills its sentence."""

    code: str
    details: Mapping[str, object] = field(default_factory=dict)


def has_control(text: str) -> bool:
    """Whether the text holds a character that no keyboard types."""
    return _CONTROL.search(text) is not None


def count_control(text: str) -> int:
    """How many such characters it holds."""
    return len(_CONTROL.findall(text))


def text_of(cell: Cell) -> str:
    """The cell as text: a whole number without ``.0`` (numbers of clients and phones), a date in ISO form."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < _WHOLE_FLOATS:
        return str(int(cell))
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return cell.date().isoformat() if midnight else cell.isoformat(" ")
    return str(cell)


def trimmed(text: str) -> str:
    """The text with every kind of space made plain, without invisible characters and spaces around."""
    return text.translate(_UNSEEN).strip()


def line_of(cell: Cell) -> str | Bad:
    """The cell as one line of text."""
    text = text_of(cell)
    if has_control(text):
        return Bad("exchange.control_character")
    if not text.isascii():
        text = text.translate(_UNSEEN)
    return _one_line(text)


def note_of(cell: Cell) -> str | Bad:
    """The cell as text of several lines."""
    text = text_of(cell)
    if has_control(text):
        return Bad("exchange.control_character")
    return trimmed(text.replace("\r\n", "\n").replace("\r", "\n"))


def shown(cell: Cell, most: int = _SHOWN) -> str:
    """The cell as a sentence quotes it: one line, cut at so many characters, control characters made visible.

    Whatever a file or a mapping says passes through here before a sentence repeats it.
    """
    text = _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text_of(cell)[: most * 4])
    text = _one_line(trimmed(text))
    return text if len(text) <= most else f"{text[: most - 1]}…"


def quoted_names(names: Sequence[str]) -> str:
    """Names in a row, as a sentence lists them: each shortened, and of many the first."""
    listed = [f"«{shown(name)}»" for name in names[:_MOST_NAMES]]
    return ", ".join(listed + ["…"] * (len(names) > _MOST_NAMES))


def squeezed(text: str) -> str:
    """The letters and digits alone, without case and ё: "Customer ID", customer_id and CustomerID are one."""
    return "".join(words(text))


def is_blank(cell: Cell) -> bool:
    """Whether nothing stands in the cell."""
    if not isinstance(cell, str):
        return False
    return not cell or ((cell.isspace() or not cell.isascii()) and not trimmed(cell))


def _one_line(text: str) -> str:
    """The text with a space for each run of line ends and tabs and the spaces around it."""
    if _LINE_ENDS.search(text) is None:
        return text.strip()
    parts = (part.strip() for part in _LINE_ENDS.split(text))
    return " ".join(part for part in parts if part)
