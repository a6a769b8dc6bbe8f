"""Whether a promise that is being typed is one that stands open already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final
from uuid import UUID

from kam.core.stems import stems
from kam.core.text import words
from kam.core.vocabulary import Side

_ENOUGH: Final = 0.6
_LEAST_LETTERS: Final = 3
_PAIR: Final = 2
_EMPTY_WORDS: Final = """
    прислать пришлет пришлем прислали отправить отправим отправит отправили выслать вышлет вышлем дать даст
    дадим дадут вернуть вернет вернут передать передаст передадим подготовить подготовим подготовит сделать
    сделаем сделает сделают показать покажем покажет уточнить уточним согласовать согласуем нам вам ему ей
    них нас вас для про под над при или что как это его еще уже они она мы вы он на по до от из за
    send sends sent give gives return returns prepare make show the and for our your their with them will
"""
_NOISE: Final = frozenset(stem for word in words(_EMPTY_WORDS) for stem in stems(word))
"""Words of giving and sending say nothing of what is promised."""


@dataclass(frozen=True, slots=True)
class OpenPromise:
    """A promise that stands open, as far as a typed one may be the same."""

    id: UUID
    side: Side
    text: str
    due: date | None
    owner: UUID | None = None


def same_promise(
    text: str, side: Side, promises: Sequence[OpenPromise], owner: UUID | None = None
) -> OpenPromise | None:
    """The open promise of that side that shares most of its words with a text; None where none does enough.

    Three fifths of the words of the shorter one, and at least two, or the only one there is. Of equals the
    same person's, then the one due first.
    """
    typed = _content(text)
    best: tuple[float, bool, int, OpenPromise] | None = None
    for each in promises:
        known = _content(each.text)
        if each.side is not side or not known or not typed:
            continue
        common = len(typed & known)
        shorter = min(len(typed), len(known))
        score = common / shorter
        if score < _ENOUGH or common < min(_PAIR, shorter) or (shorter == 1 and len(typed | known) > _PAIR):
            continue
        rank = (score, owner is not None and each.owner == owner, -(each.due or date.max).toordinal(), each)
        if best is None or rank[:3] > best[:3]:
            best = rank
    return None if best is None else best[3]


@lru_cache(maxsize=4096)
def _content(text: str) -> frozenset[str]:
    return frozenset(
        stems(word)[0]
        for word in words(text)
        if (len(word) >= _LEAST_LETTERS or word.isdigit()) and stems(word)[0] not in _NOISE
    )
