"""What the letters mean that set a cell of the whitespace, and which cell they are typed over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from kam.core.text import fold
from kam.core.vocabulary import WhitespaceStage
from kam.core.words import Label, Words, label
from kam.services.dossier.rows import WhitespaceLine
from kam.ui.account.whitespace.model import stage_word


@dataclass(frozen=True, slots=True)
class CellKey:
    """What a letter sets: a stage (None: unknown again), perhaps with the reason why it is closed."""

    letters: str
    """Any of them sets it; the first is shown, in both languages."""
    stage: WhitespaceStage | None
    name: Label | None = None
    """Shown instead of the stage, and noted with it."""


KEYS: Final = (
    CellKey("нw", WhitespaceStage.WON),
    CellKey("чc", WhitespaceStage.CURRENT),
    CellKey("пp", WhitespaceStage.POTENTIAL),
    CellKey("кk", WhitespaceStage.COMPETITOR),
    CellKey("сi", WhitespaceStage.CLOSED, label("whitespace note", "in-house")),
    CellKey("00", WhitespaceStage.CLOSED, label("whitespace note", "not needed")),
    CellKey("зl", WhitespaceStage.CLOSED),
    CellKey("??", None),
)
"""Russian letters, then English ones: Н наше, Ч частично, П потенциал, К конкурент, С своё, 0, З, ?."""


def key_of(text: str) -> CellKey | None:
    """What a typed letter sets; None for any other."""
    typed = "?" if text == "?" else fold(text)
    return next((key for key in KEYS if typed and typed in key.letters), None)


def key_name(key: CellKey, words: Words) -> str:
    """The words beside a letter in the menu."""
    return words.of(key.name) if key.name is not None else stage_word(key.stage, words)


def key_cap(key: CellKey, words: Words) -> str:
    """The letter itself, in the language of the window."""
    return key.letters[0 if words.language == "ru" else -1].upper()


@dataclass(frozen=True, slots=True)
class CellPlace:
    """A cell as the services know it: product line, unit (None: the whole client), and what stands there."""

    product_line_id: UUID
    unit_id: UUID | None
    line: str
    unit: str
    cell: WhitespaceLine | None
