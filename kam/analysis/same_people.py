"""Whether two records are one human being: by e-mail, by phone, by name in either alphabet (domain.md §3)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, combinations, product
from typing import Final
from uuid import UUID

from kam.core.text import words
from kam.core.vocabulary import Term
from kam.core.vocabulary.term import label

_CROWD: Final = 3
"""A phone or address that more people share than this is the company's, not a person's."""
_LETTERS: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "zh", "з": "z", "и": "i", "й": "i",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u",
    "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sch", "ъ": "", "ы": "i", "ь": "",
    "э": "e", "ю": "iu", "я": "ia",
}  # fmt: skip
_TO_LATIN: Final = str.maketrans(_LETTERS)
_SPELLINGS: Final = (
    ("shch", "sch"),
    ("tch", "ch"),
    ("kh", "h"),
    ("tz", "ts"),
    ("x", "ks"),
    ("w", "v"),
    ("ph", "f"),
    ("ander", "andr"),
)
_VOWELS: Final = str.maketrans({"y": "i", "j": "i"})


class SameBecause(Term):
    """What speaks for two records being one person, the surest first."""

    EMAIL = "email", label("same person", "the same e-mail")
    PHONE = "phone", label("same person", "the same phone")
    FULL_NAME = "full_name", label("same person", "the same name in full")
    NAME_HERE = "name_here", label("same person", "the same name at the same client")
    NAME = "name", label("same person", "a name that fits")


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody as they are recognised. ``emails`` and ``phones`` come in their compared form."""

    id: UUID | None
    family: str
    given: str = ""
    patronymic: str = ""
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    accounts: frozenset[UUID] = frozenset()


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """A name as its sound: «Мальцев», "Maltsev" and "Mal'tsev" are one, so are «Юлия» and "Yulia".

    Doubled letters and what the ways of transliteration differ in do not count.
    """
    text = "".join(words(name)).translate(_TO_LATIN)
    for written, meant in _SPELLINGS:
        text = text.replace(written, meant)
    text = text.translate(_VOWELS)
    text = text.replace("ie", "e")
    return "".join(each for at, each in enumerate(text) if at == 0 or text[at - 1] != each)


def _fits(one: str, other: str) -> bool:
    """Whether two given names or patronymics may be one: the same, an initial, or not known."""
    first, second = name_key(one), name_key(other)
    if not first or not second:
        return True
    short, long = sorted((first, second), key=len)
    return first == second or (len(short) == 1 and long.startswith(short))


def _same(one: str, other: str) -> bool:
    return bool(one and other) and name_key(one) == name_key(other)


def reasons(one: KnownPerson, other: KnownPerson) -> tuple[SameBecause, ...]:
    """All that speaks for two being one person, the surest first; nothing where their names differ."""
    family = name_key(one.family) == name_key(other.family)
    fits = _fits(one.given, other.given) and _fits(one.patronymic, other.patronymic)
    unsure = not (one.family and other.family)
    found: list[SameBecause] = []
    if (fits and (family or unsure)) or _same(one.given, other.given):
        if one.emails & other.emails:
            found.append(SameBecause.EMAIL)
        if one.phones & other.phones:
            found.append(SameBecause.PHONE)
    if not family or not fits or unsure:
        return tuple(found)
    given, patronymic = _same(one.given, other.given), _same(one.patronymic, other.patronymic)
    if given and patronymic:
        found.append(SameBecause.FULL_NAME)
    elif one.accounts & other.accounts and (given or not (one.given and other.given)):
        found.append(SameBecause.NAME_HERE)
    else:
        found.append(SameBecause.NAME)
    return tuple(found)


def compare(one: KnownPerson, other: KnownPerson) -> SameBecause | None:
    """Why two may be one person; None when nothing speaks for it or the names speak against it."""
    return next(iter(reasons(one, other)), None)


def _namesakes(family: list[KnownPerson]) -> Iterator[tuple[KnownPerson, KnownPerson]]:
    """The pairs among people of one family name whose given names may fit: of one first sound, or unknown.

    A family name that hundreds bear would otherwise be compared by the ten thousand.
    """
    groups: dict[str, list[tuple[int, KnownPerson]]] = defaultdict(list)
    for place, each in enumerate(family):
        groups[name_key(each.given)[:1]].append((place, each))
    unknown = groups.pop("", [])
    for group in (*groups.values(), unknown):
        yield from ((one, other) for (_, one), (_, other) in combinations(group, 2))
    for group in groups.values():
        for (first, one), (second, other) in product(unknown, group):
            yield (one, other) if first < second else (other, one)


class PeopleIndex:
    """Many people, to ask who of them somebody may be without comparing with each."""

    def __init__(self, people: Iterable[KnownPerson]) -> None:
        self._by_family: dict[str, list[KnownPerson]] = defaultdict(list)
        self._by_reach: dict[str, list[KnownPerson]] = defaultdict(list)
        for person in people:
            if key := name_key(person.family):
                self._by_family[key].append(person)
            for reach in person.emails | person.phones:
                self._by_reach[reach].append(person)

    def like(self, person: KnownPerson) -> list[tuple[KnownPerson, SameBecause]]:
        """Who somebody may be, the surest first; never themselves."""
        near = {each.id: each for each in self._by_family.get(name_key(person.family), ())}
        for reach in person.emails | person.phones:
            near |= {each.id: each for each in self._by_reach.get(reach, ())}
        found = [
            (each, because)
            for each in near.values()
            if each.id != person.id and (because := compare(person, each)) is not None
        ]
        order = list(SameBecause)
        return sorted(found, key=lambda pair: (order.index(pair[1]), pair[0].id or UUID(int=0)))

    def pairs(self) -> list[tuple[KnownPerson, KnownPerson, SameBecause]]:
        """Everybody who stands there twice, the surest first.

        A name alone makes no pair across clients: it must be known in full, or stand at the same client.
        """
        found: dict[tuple[UUID | None, UUID | None], tuple[KnownPerson, KnownPerson, SameBecause]] = {}
        crowds = (combinations(group, 2) for group in self._by_reach.values() if len(group) <= _CROWD)
        names = (_namesakes(group) for group in self._by_family.values())
        for one, other in chain.from_iterable((*crowds, *names)):
            because = compare(one, other)
            if because is not None and because is not SameBecause.NAME:
                found.setdefault((one.id, other.id), (one, other, because))
        order = list(SameBecause)
        return sorted(found.values(), key=lambda pair: (order.index(pair[2]), pair[0].id or UUID(int=0)))
