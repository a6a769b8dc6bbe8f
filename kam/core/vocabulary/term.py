"""How a list of values of the domain is written: a code that is stored and a label that is shown."""

from __future__ import annotations

from enum import IntEnum, StrEnum
from typing import Self

from kam.core.words import Label, label

__all__ = ["ScaleTerm", "Term", "label"]


class Term(StrEnum):
    """A value of a vocabulary: stored as its code, shown by its label (``words.of(term.label)``)."""

    label: Label

    def __new__(cls, code: str, name: Label) -> Self:
        """A term of a code and the label that shows it."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = name
        return member

    __hash__ = str.__hash__  # that of its code, as it equals it; an enumeration would work it out each time

    @classmethod
    def of(cls, code: str) -> Self:
        """The term of a code; a ValueError for a code outside the vocabulary."""
        return cls(code)  # type: ignore[call-arg]


class ScaleTerm(IntEnum):
    """A value of a scale: stored as its number, shown by its label."""

    label: Label

    def __new__(cls, number: int, name: Label) -> Self:
        """A step of a scale and the label that shows it."""
        member = int.__new__(cls, number)
        member._value_ = number
        member.label = name
        return member

    @classmethod
    def of(cls, number: int) -> Self:
        """The step of a number; a ValueError for a number outside the scale."""
        return cls(number)  # type: ignore[call-arg]
