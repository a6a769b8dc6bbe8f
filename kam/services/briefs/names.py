"""Names of people as the papers need them: in parts, and as one word for a narrow column."""

from __future__ import annotations

import re
from typing import Final

from kam.reports.content import PersonName

_PATRONYMIC: Final = re.compile(r".{2,}(?:вич|вна|чна|ична|ьич|оглы|кызы)\Z", re.IGNORECASE)


def split_name(written: str) -> PersonName:
    """The parts of a name written in one line, as colleagues' are.

    «Мария Кречетова» and "Mary Smith" are given name and family name; «Кречетова Мария Ивановна» and
    «Мария Ивановна Кречетова» are told apart by the patronymic. One word alone is a family name. What is
    longer keeps its last word as the family name.
    """
    words = written.split()
    match words:
        case []:
            return PersonName()
        case [family]:
            return PersonName(family=family)
        case [family, given, patronymic] if _PATRONYMIC.match(patronymic):
            return PersonName(family, given, patronymic)
        case [given, patronymic, family] if _PATRONYMIC.match(patronymic):
            return PersonName(family, given, patronymic)
        case [*given, family]:
            return PersonName(family=family, given=" ".join(given))
    return PersonName()


def short_name(name: PersonName, otherwise: str = "") -> str:
    """What a narrow column says of a person: the family name, else whatever is known of the name."""
    return name.family or name.given or otherwise
