"""Words that one would not say before the client, found in texts that are to go there.

What is internal has no way into the client's copy; but somebody may have typed a competitor's name, or what
we call people among ourselves, into a field that the client reads. Such words are found, whoever hands the
paper out decides. Ratings are found by the stems of their words, in either language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from kam.analysis.capture.names import Names
from kam.core.stems import stems
from kam.core.text import fold
from kam.core.vocabulary import Attitude
from kam.core.words import LANGUAGES, Label, words_for

RATINGS: Final = (Attitude.OPPONENT, Attitude.SCEPTIC, Attitude.SUPPORTER, Attitude.CHAMPION)
"""What we call people among ourselves and nowhere else."""
_SLANG: Final = ("ЛПР", "ЛВР", "привратник", "блокер", "gatekeeper", "blocker")
"""Roles in buying, as the trade says them; the other words for them are said to anybody."""
_WORD: Final = re.compile(r"[^\W\d_]+")


class WordSort(Enum):
    """Why a word is for a decision."""

    COMPETITOR = "competitor"
    RATING = "rating"


@dataclass(frozen=True, slots=True)
class ClientWord:
    """A word as it stands in a text, and where: ``place`` is what the client's copy calls that part."""

    place: Label
    word: str
    sort: WordSort


def client_words(texts: Iterable[tuple[Label, str]], competitors: Names) -> tuple[ClientWord, ...]:
    """The words for a decision in the order of the texts, each once for a place."""
    ratings = _rating_stems()
    found: dict[tuple[Label, str], ClientWord] = {}
    for place, text in texts:
        for each in _in_text(place, text, competitors, ratings):
            found.setdefault((place, fold(each.word)), each)
    return tuple(found.values())


def _in_text(place: Label, text: str, competitors: Names, ratings: frozenset[str]) -> Iterator[ClientWord]:
    taken: set[int] = set()
    for name in competitors.find(text):
        taken |= set(range(name.start, name.end))
        yield ClientWord(place, text[name.start : name.end], WordSort.COMPETITOR)
    for match in _WORD.finditer(text):
        if match.start() not in taken and not ratings.isdisjoint(stems(fold(match.group()))):
            yield ClientWord(place, match.group(), WordSort.RATING)


def _rating_stems() -> frozenset[str]:
    said = [words_for(language).of(term.label) for language in LANGUAGES for term in RATINGS]
    return frozenset(stem for each in (*said, *_SLANG) for stem in stems(fold(each)))
