"""An editor of years."""

from __future__ import annotations

from kam.core.typed_money import parse_count
from kam.ui.widgets.fields.numbers import NumberEditor


class YearEditor(NumberEditor):
    """A year: never with its thousands apart."""

    def read(self, text: str) -> int:
        """The year."""
        return parse_count(text, self.look.words.language)

    def written(self, value: int) -> str:
        """The year in figures."""
        return str(value)
