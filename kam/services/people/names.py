"""How people are called on a screen: whole, in a list, on a card, in a circle of two letters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_CYRILLIC: Final = re.compile("[А-Яа-яЁё]")


@dataclass(frozen=True, slots=True)
class NameParts:
    """A person's name in its parts; any may be empty. All empty: nobody knows it, or it was erased."""

    family: str = ""
    given: str = ""
    patronymic: str = ""

    @classmethod
    def of(cls, family: str | None, given: str | None, patronymic: str | None) -> NameParts:
        """The parts as a record keeps them."""
        return cls(family or "", given or "", patronymic or "")

    def __bool__(self) -> bool:
        """Whether anything of the name is known."""
        return bool(self.family or self.given or self.patronymic)

    @property
    def is_russian(self) -> bool:
        """Whether the family name stands first in lists: where the name is written in Cyrillic."""
        return bool(_CYRILLIC.search(self.family or self.given))

    @property
    def full(self) -> str:
        """«Виктор Сергеевич Мальцев»: as one addresses a person."""
        return " ".join(part for part in (self.given, self.patronymic, self.family) if part)

    @property
    def listed(self) -> str:
        """«Мальцев Виктор», "Victor Maltsev": as a table has it."""
        parts = (self.family, self.given) if self.is_russian else (self.given, self.family)
        return " ".join(part for part in parts if part)

    @property
    def short(self) -> str:
        """«Мальцев В. С.», "V. Maltsev": as a heading has it."""
        letters = [part[0] + "." for part in (self.given, self.patronymic) if part]
        if not self.family:
            return self.given or self.patronymic
        return "\u00a0".join((self.family, *letters) if self.is_russian else (*letters[:1], self.family))

    @property
    def brief(self) -> str:
        """«Мальцев»: the family name, else whatever is known."""
        return self.family or self.given or self.patronymic

    @property
    def initials(self) -> str:
        """«ВМ»: given and family name; empty for a name that is not known."""
        return "".join(part[0].upper() for part in (self.given, self.family) if part) or self.patronymic[:1]


def colleague_short(name: str) -> str:
    """The family name of one of us, whose name is kept in one piece.

    Its last word; the first where the last is a patronymic («Кречетова Мария Ивановна»).
    """
    words = name.split()
    if len(words) > 2 and re.search(r"(?:вич|вна|ична|оглы|кызы)\Z", words[-1], re.IGNORECASE):  # noqa: PLR2004
        return words[0]
    return words[-1] if words else ""
