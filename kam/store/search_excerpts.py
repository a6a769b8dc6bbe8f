"""What a hit shows: its title and the passage that has the words asked for, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from kam.store.search import Hit
from kam.store.search_query import match_expression
from kam.store.search_registry import SOURCES
from kam.store.search_sources import documents
from kam.store.search_tokens import DIGIT, GROUPS, RUN, WORD, document_tokens

LENGTH: Final = 160
_BEFORE: Final = 40
_MOST_READ: Final = 20_000

_ASKED = re.compile(r'"([^"]+)"(\*?)')


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A passage, and where in it the words asked for stand: (start, end) in characters."""

    text: str
    ranges: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A hit as it is shown. The excerpt is None where the words stand in the title alone."""

    hit: Hit
    title: Excerpt
    excerpt: Excerpt | None


def describe(connection: Connection, hits: Sequence[Hit], text: str) -> list[Found]:
    """The hits of a search for ``text`` with their titles and passages, in the same order.

    A hit whose record vanished meanwhile is left out.
    """
    marker = Marker(text)
    found: dict[bytes, Found] = {}
    for source in SOURCES:
        wanted = {hit.record_id.bytes: hit for hit in hits if hit.kind == source.table}
        for document in documents(connection, source, wanted) if wanted else ():
            title = Excerpt(document.title, tuple(marker.ranges(document.title)))
            texts = [passage for passage in document.texts if passage and passage not in document.title]
            found[document.record_id] = Found(wanted[document.record_id], title, marker.best(texts))
    return [found[hit.record_id.bytes] for hit in hits if hit.record_id.bytes in found]


class Marker:
    """Finds in a text the words that made it a hit."""

    def __init__(self, text: str) -> None:
        asked = _ASKED.findall(match_expression(text) or "")
        self._whole = frozenset(token for token, begins in asked if not begins)
        self._beginnings = tuple({token for token, begins in asked if begins})

    def best(self, texts: Iterable[str]) -> Excerpt | None:
        """The passage of the text with the most of the words, None when no text has any."""
        ranked = [(text, list(self.ranges(text))) for text in texts]
        text, places = max(ranked, key=lambda pair: len(pair[1]), default=("", []))
        return _cut(text, places) if places else None

    def ranges(self, text: str) -> list[tuple[int, int]]:
        """Where the words stand, from left to right, none over another."""
        text = text[:_MOST_READ]
        places = [match.span() for match in GROUPS.finditer(text) if self._fits(match[0], whole=True)]
        for run in RUN.finditer(text):
            if DIGIT.search(run[0]) and self._fits(run[0], whole=True):
                places.append(run.span())
                continue
            places += [
                (run.start() + word.start(), run.start() + word.end())
                for word in WORD.finditer(run[0])
                if self._fits(word[0], whole=False)
            ]
        return _apart(places)

    def _fits(self, piece: str, *, whole: bool) -> bool:
        """Whether a piece has a token that was asked for; of a whole code or group only code tokens count."""
        tokens = document_tokens([piece]).split()
        if whole:
            tokens = [token for token in tokens if not WORD.match(token)]
        return any(token in self._whole or token.startswith(self._beginnings) for token in tokens)


def _apart(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def _cut(text: str, places: Sequence[tuple[int, int]]) -> Excerpt:
    """About 160 characters of a text from shortly before the first place, cut between words."""
    first = places[0][0]
    start = 0 if first <= _BEFORE else text.find(" ", first - _BEFORE, first) + 1 or first
    end = min(len(text), start + LENGTH)
    if end < len(text):
        end = max(text.rfind(" ", start, end), places[0][1])
    before, after = "…" * (start > 0), "…" * (end < len(text))
    passage = re.sub(r"\s", " ", text[start:end])
    shift = len(before) - start
    ranges = tuple((left + shift, right + shift) for left, right in places if left >= start and right <= end)
    return Excerpt(f"{before}{passage}{after}", ranges)
