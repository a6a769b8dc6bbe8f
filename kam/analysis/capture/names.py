"""Names known to the workspace, found in running text in whatever case they stand there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final
from uuid import UUID

from kam.analysis.company_names import compared
from kam.core.declension import forms_of
from kam.core.stems import stems
from kam.core.text import fold

_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_MENTION: Final = re.compile(r"@([^\W_]+(?:-[^\W_]+)*)")
_INITIALS: Final = re.compile(r"[^\W\d_]\Z")
_ADJECTIVE: Final = re.compile(r".{2,}(?:ий|ый|ой|ая|яя|ое|ее|ые|ие)\Z")
_LONG_ENOUGH: Final = 4
_QUOTES: Final = "«»„“”\"'"
_PAIR: Final = 2


class Who(Enum):
    """What a name is the name of."""

    STAKEHOLDER = "stakeholder"
    COLLEAGUE = "colleague"
    ACCOUNT = "account"
    COMPETITOR = "competitor"

    @property
    def is_person(self) -> bool:
        """Somebody who can promise something."""
        return self in {Who.STAKEHOLDER, Who.COLLEAGUE}


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name as the workspace has it: of a person in its parts, of a company in one piece as ``name``."""

    who: Who
    id: UUID
    name: str
    """What is shown: «Соболева», «Вольф Абразив»."""
    family: str = ""
    given: str = ""
    patronymic: str = ""


@dataclass(frozen=True, slots=True)
class NameInText:
    """A known name where it stands, quotation marks around it included; ``nominative``: as a subject."""

    start: int
    end: int
    known: KnownName
    nominative: bool


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    word: str
    capital: bool


class Names:
    """All names that may occur, ready for looking up; of two written alike the earlier is meant."""

    def __init__(self, known: Iterable[KnownName]) -> None:
        self.known: Sequence[KnownName] = tuple(known)
        self._families: dict[str, list[KnownName]] = {}
        self._givens: dict[str, list[KnownName]] = {}
        self._companies: dict[str, list[tuple[tuple[tuple[str, ...], ...], KnownName]]] = {}
        for each in self.known:
            if each.who.is_person:
                self._take_person(each)
            else:
                self._take_company(each)

    def find(self, text: str) -> list[NameInText]:
        """The names in a text, in order, none overlapping another."""
        tokens = [
            _Token(each.start(), each.end(), fold(each[0]), each[0][0].isupper())
            for each in _WORD.finditer(text)
        ]
        found: list[NameInText] = []
        number = 0
        while number < len(tokens):
            name, taken = self._at(text, tokens, number)
            if name is not None:
                found.append(name)
            number += max(taken, 1)
        return found

    def completing(self, beginning: str) -> list[KnownName]:
        """The people whose family or given name begins so, for what stands after «@»."""
        start = fold(beginning)
        return [
            each
            for each in self.known
            if each.who.is_person
            and start
            and (fold(each.family).startswith(start) or fold(each.given).startswith(start))
        ]

    def _take_person(self, person: KnownName) -> None:
        for form in forms_of(person.family) if person.family else ():
            self._families.setdefault(form, []).append(person)
        for form in forms_of(person.given) if person.given else ():
            self._givens.setdefault(form, []).append(person)

    def _take_company(self, company: KnownName) -> None:
        words = tuple(stems(word) for word in compared(company.name).own)
        for stem in words[0] if words else ():
            self._companies.setdefault(stem, []).append((words, company))

    def _at(self, text: str, tokens: Sequence[_Token], number: int) -> tuple[NameInText | None, int]:
        token = tokens[number]
        mention = text[token.start - 1 : token.start] == "@"
        if mention:
            return self._mentioned(text, tokens, number), 1
        if not token.capital:
            return None, 1
        return self._person(text, tokens, number) or self._company(text, tokens, number) or (None, 1)

    def _mentioned(self, text: str, tokens: Sequence[_Token], number: int) -> NameInText | None:
        """«@соб» is whoever alone begins so."""
        token = tokens[number]
        people = self._families.get(token.word) or self._givens.get(token.word) or self.completing(token.word)
        if not people or len({each.id for each in people}) > 1:
            return None
        del text
        return NameInText(token.start - 1, token.end, people[0], nominative=True)

    def _person(
        self, text: str, tokens: Sequence[_Token], number: int
    ) -> tuple[NameInText | None, int] | None:
        token = tokens[number]
        families = self._families.get(token.word)
        after = list(_together(text, tokens, number))
        if families:
            first = [each for each in after if each.word]
            chosen = _chosen(families, token.word, first)
            taken = _names_taken(chosen, first)
            return self._named(chosen, token, tokens[number + taken], token.word == fold(chosen.family)), (
                taken + 1
            )
        givens = self._givens.get(token.word)
        if not givens:
            return None
        for place, each in enumerate(after, start=1):
            by_family = [one for one in self._families.get(each.word, ()) if one in givens]
            if by_family:
                nominative = token.word == fold(by_family[0].given)
                return self._named(by_family[0], token, each, nominative), place + 1
        if len({each.id for each in givens}) == 1:
            return self._named(givens[0], token, token, token.word == fold(givens[0].given)), 1
        return None

    def _named(
        self,
        person: KnownName,
        first: _Token,
        last: _Token,
        nominative: bool,  # noqa: FBT001 - a fact
    ) -> NameInText:
        return NameInText(first.start, last.end, person, nominative)

    def _company(
        self, text: str, tokens: Sequence[_Token], number: int
    ) -> tuple[NameInText | None, int] | None:
        token = tokens[number]
        best: tuple[int, KnownName] | None = None
        for stem in stems(token.word):
            for words, company in self._companies.get(stem, ()):
                length = _agreeing(words, tokens, number)
                enough = length == len(words) or _is_short_form(words, length, token.word)
                if enough and (best is None or length > best[0]):
                    best = (length, company)
        if best is None:
            return None
        length, company = best
        start, end = token.start, tokens[number + length - 1].end
        if start and text[start - 1] in _QUOTES and text[end : end + 1] and text[end] in _QUOTES:
            start, end = start - 1, end + 1
        return NameInText(start, end, company, nominative=True), length


def _together(text: str, tokens: Sequence[_Token], number: int) -> Iterator[_Token]:
    """Up to two capitalised words that follow with nothing but a space or a dot between."""
    for place in range(number + 1, min(number + 3, len(tokens))):
        gap = text[tokens[place - 1].end : tokens[place].start]
        if gap.strip(" .\u00a0") or not tokens[place].capital:
            return
        yield tokens[place]


def _chosen(people: Sequence[KnownName], word: str, after: Sequence[_Token]) -> KnownName:
    """Of several of one family name: by the given name after it, else the one written just so."""
    for each in people:
        if after and each.given and _is_given(each.given, after[0].word):
            return each
    return next((each for each in people if fold(each.family) == word), people[0])


def _is_given(given: str, word: str) -> bool:
    return word in forms_of(given) or bool(_INITIALS.match(word) and fold(given).startswith(word))


def _names_taken(person: KnownName, after: Sequence[_Token]) -> int:
    """How many of the words after a family name are this person's given name and patronymic."""
    parts = (person.given, person.patronymic)
    taken = 0
    for part, each in zip(parts, after, strict=False):
        if not part or not _is_given(part, each.word):
            break
        taken += 1
    return taken


def _agreeing(words: tuple[tuple[str, ...], ...], tokens: Sequence[_Token], number: int) -> int:
    length = 0
    for wanted, token in zip(words, tokens[number : number + len(words)], strict=False):
        if not set(wanted) & set(stems(token.word)):
            break
        length += 1
    return length


def _is_short_form(words: tuple[tuple[str, ...], ...], length: int, word: str) -> bool:
    """«Вольф» for «Вольф Абразив»: the first of two, where it is no adjective that many names share."""
    return length == 1 and len(words) == _PAIR and len(word) >= _LONG_ENOUGH and not _ADJECTIVE.match(word)
