"""What every widget needs to show something: the theme, the words and how values are written."""

from __future__ import annotations

from dataclasses import dataclass

from kam.core.formats import Formats
from kam.core.words import Words
from kam.ui.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Look:
    """Handed down to widgets; a change of language is a restart, a change of theme reaches all by itself."""

    theme: Theme
    words: Words
    formats: Formats
