"""The forms that a Russian name takes: «Соболевой», «с Мальцевым», «Павлу» are Соболева, Мальцев, Павел.

By endings alone, for names in the singular; a form too many does no harm, since it is looked up among the
few people known. A name in Latin letters has one form.
"""

from __future__ import annotations

import re
from typing import Final

from kam.core.text import fold

_CYRILLIC: Final = re.compile(r"[а-я]+(?:-[а-я]+)*\Z")
_FIXED: Final = re.compile(r"(?:[иоуэюы]|ых|их|ко)\Z")
_RULES: Final[tuple[tuple[str, int, str], ...]] = (
    # ending, letters cut off, the endings put in their place
    (r"(?:[ое]в|[иы]н)\Z", 0, " а у ым ом е"),
    (r"(?:ск|цк)ая\Z", 2, "ая ой ую ою"),
    (r"[^чшщжкгх]ая\Z", 2, "ая ой ую ою"),
    (r"[чшщжкгх]ая\Z", 2, "ая ой ей ую ою"),
    (r"яя\Z", 2, "яя ей юю ею"),
    (r"(?:[кгхчшщж])ий\Z", 2, "ий ого его ому ему им ом ем"),
    (r"(?:ый|ой)\Z", 2, "ый ой ого ому ым ом"),
    (r"ий\Z", 1, "й я ю ем и"),
    (r"й\Z", 1, "й я ю ем е"),
    (r"ия\Z", 1, "я и ю ей ею"),
    (r"я\Z", 1, "я и е ю ей ею"),
    (r"[кгхчшщж]а\Z", 1, "а и е у ой ей ою"),
    (r"а\Z", 1, "а ы е у ой ою"),
    (r"ь\Z", 1, "ь я ю ем е и ью"),
    (r"[бвгджзклмнпрстфхцчшщ]\Z", 0, " а у ом ем ым е"),
)
_FLEETING: Final = re.compile(r"(?P<stem>.*[^аеиоуыэюя])[еo](?P<last>[цкл])\Z|(?P<stem2>л)е(?P<last2>в)\Z")
_FLEETING_O: Final = re.compile(r"(?P<stem>.*[^аеиоуыэюя])о(?P<last>к)\Z")


def forms_of(name: str) -> frozenset[str]:
    """Every form of one word of a name, folded, the given one among them; parts of «Иванов-Петров» agree."""
    word = fold(name)
    if not _CYRILLIC.match(word):
        return frozenset((word,))
    if "-" in word:
        head, _, tail = word.rpartition("-")
        return frozenset(f"{start}-{end}" for start in forms_of(head) for end in forms_of(tail))
    return frozenset({word, *_declined(word)})


def _declined(word: str) -> set[str]:
    if _FIXED.search(word) and not word.endswith(("ий", "ый", "ой")):
        return set()
    for ending, cut, endings in _RULES:
        if re.search(ending, word):
            stem = word[: len(word) - cut]
            return {stem + each.strip() for each in endings.split(" ")} | _without_vowel(word)
    return set()


def _without_vowel(word: str) -> set[str]:
    """«Павел – Павла», «Донец – Донца», «Лев – Льва»."""
    found = _FLEETING.match(word) or _FLEETING_O.match(word)
    if found is None:
        return set()
    if word == "лев":
        stem = "льв"
    else:
        groups = found.groupdict()
        stem = f"{groups['stem']}{groups['last']}" if groups["stem"] else ""
    return {stem + ending for ending in ("а", "у", "ом", "ем", "е")} if stem else set()
