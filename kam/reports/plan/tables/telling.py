"""What every table of a plan needs to say its values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kam.core.formats import Formats
from kam.core.money import Money
from kam.core.vocabulary import ScaleTerm, Side, Term
from kam.core.words import Words


@dataclass(frozen=True)
class Telling:
    """The words of the paper, its currency, and the day of its data."""

    words: Words
    currency: str
    day: date

    @cached_property
    def formats(self) -> Formats:
        """How dates and sums are written."""
        return Formats(self.words.language)

    def term(self, term: Term | ScaleTerm | None) -> str:
        """A term of a vocabulary; nothing for none."""
        return "" if term is None else self.words.of(term.label)

    def sum(self, minor: int | None) -> Money | None:
        """A sum of the paper's currency; None for an unknown one."""
        return None if minor is None else Money(minor, self.currency)

    def money(self, minor: int) -> str:
        """A sum of the paper's currency as short as it can be said."""
        return self.formats.money(minor, self.currency)

    def side(self, side: Side) -> str:
        """Whose promise it is."""
        if side is Side.OURS:
            return self.words.say_in("plan table", "ours")
        return self.words.say_in("plan table", "theirs")
