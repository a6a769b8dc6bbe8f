"""When two names mean one company: legal forms, quotes, alphabets and typing set aside (domain.md §2).

A name is compared as its words without legal form, in Latin letters by a coarse rule: «Волгометиз»,
"Volgometiz" and "VOLGOMETIZ LLC" have one form. It is for comparing alone, never for showing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz

from kam.core.text import unmix, words

_SHORT_FORMS: Final = """
    ооо оао зао пао нао ао ип тоо одо чп чуп уп руп гк тд тк пк пкф нпо нпп нпф фгуп гуп муп мкп спк кфх
    фгбу фгкоу мбу ано ooo oao zao pao nao ao ip too odo tov gk td
    llc ltd limited inc incorporated corp corporation co company plc llp lp jsc cjsc ojsc pjsc holding group
    gmbh ag kg ohg ug mbh sa sas sarl sasu srl spa snc bv nv ab as asa oy oyj aps sro kft rt zrt doo dd ood
    ead sl slu lda pty pte sdn bhd kk
"""
_FORMS: Final = frozenset(_SHORT_FORMS.split())
_LONG_FORMS: Final = tuple(
    form.split()
    for form in (
        "общество с ограниченной ответственностью",
        "общество с дополнительной ответственностью",
        "товарищество с ограниченной ответственностью",
        "публичное акционерное общество",
        "непубличное акционерное общество",
        "открытое акционерное общество",
        "закрытое акционерное общество",
        "акционерное общество",
        "индивидуальный предприниматель",
        "группа компаний",
        "торговый дом",
        "limited liability company",
        "joint stock company",
        "sp z o o",
        "s r o",
        "d o o",
    )
)
# One Latin writing for each Cyrillic letter; and the same for the writings that people use for them.
_LETTERS: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e",
    "ю": "iu", "я": "ia", "і": "i", "ї": "i", "є": "e", "ґ": "g", "ў": "u", "ә": "a", "ғ": "g", "қ": "k",
    "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h",
}  # fmt: skip
_TO_LATIN: Final = str.maketrans(_LETTERS)
_WRITINGS: Final = (
    ("shch", "sh"), ("sch", "sh"), ("tch", "ch"), ("kh", "h"), ("ph", "f"), ("th", "t"), ("ck", "k"),
    ("x", "ks"), ("q", "k"), ("w", "v"), ("j", "i"), ("y", "i"),
)  # fmt: skip
_SOFT_C: Final = re.compile(r"c(?=[eiy])")
_HARD_C: Final = re.compile(r"c(?!h)")
_DOUBLE: Final = re.compile(r"(.)\1+")
_DIGIT: Final = re.compile(r"\d")

_SURE, _PART_OF_IT, _LEAST_LETTERS = 100, 85, 5
ALIKE_FROM: Final = 82
"""Names of which this many per cent agree are likely one: «Волгомитиз» and «Волгометиз» are 90 % alike."""


@dataclass(frozen=True, slots=True)
class ComparedName:
    """A company's name as it is compared: its words without legal form, folded, and the same in Latin."""

    own: tuple[str, ...]
    latin: tuple[str, ...]

    @property
    def joined(self) -> str:
        """The Latin words without spaces: «Волго Метиз» and «Волгометиз» are written together."""
        return "".join(self.latin)

    @property
    def sorted(self) -> str:
        """The Latin words in alphabetical order."""
        return " ".join(sorted(self.latin))


@lru_cache(maxsize=65_536)
def compared(name: str) -> ComparedName:
    """A name made ready for comparing. One that is nothing but a legal form keeps it."""
    own = tuple(unmix(word) for word in words(name))
    bare = _without_form(own) or own
    return ComparedName(bare, tuple(filter(None, map(_in_latin, bare))))


def _without_form(name: tuple[str, ...]) -> tuple[str, ...]:
    """The words that are left when legal forms at either end are taken off."""
    rest = list(name)
    changed = True
    while changed and rest:
        changed = False
        for form in _LONG_FORMS:
            if rest[: len(form)] == form:
                rest, changed = rest[len(form) :], True
            elif rest[-len(form) :] == form:
                rest, changed = rest[: -len(form)], True
        if rest and rest[0] in _FORMS:
            rest, changed = rest[1:], True
        if rest and rest[-1] in _FORMS:
            rest, changed = rest[:-1], True
    return tuple(rest)


def _in_latin(word: str) -> str:
    """A folded word in the coarse Latin form."""
    text = _SOFT_C.sub("s", word) if word.isascii() else word.translate(_TO_LATIN)
    for written, meant in _WRITINGS:
        text = text.replace(written, meant)
    return _DOUBLE.sub(_once_unless_digit, _HARD_C.sub("k", text))


def _once_unless_digit(found: re.Match[str]) -> str:
    """Doubled letters are one; 11 is not 1."""
    return found[0] if _DIGIT.match(found[1]) else found[1]


def likeness(one: ComparedName, other: ComparedName) -> int:
    """How much two names agree, 0–100: 100 the same but for form, quotes, order and alphabet.

    A whole name inside a longer one («Волгометиз» in «Волгометиз-Трейд») counts 85. Numbers must agree:
    «Завод № 1» is not «Завод № 2».
    """
    if not one.latin or not other.latin:
        return 0
    if one.joined == other.joined or one.sorted == other.sorted:
        return _SURE
    if _numbers(one) != _numbers(other):
        return 0
    score = max(fuzz.ratio(one.joined, other.joined), fuzz.ratio(one.sorted, other.sorted))
    shorter, longer = sorted((set(one.latin), set(other.latin)), key=len)
    if shorter < longer and sum(map(len, shorter)) >= _LEAST_LETTERS:
        score = max(score, _PART_OF_IT)
    return min(int(score), _SURE - 1)


def _numbers(name: ComparedName) -> list[str]:
    return sorted(word for word in name.latin if word.isdigit())


def is_same_script(one: ComparedName, other: ComparedName) -> bool:
    """Whether two names that agree also agree in their own letters, so that no alphabet lies between."""
    return sorted(one.own) == sorted(other.own) or "".join(one.own) == "".join(other.own)
