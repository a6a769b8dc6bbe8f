"""From what a person types to what the index is asked. Any text is legal: it is words, never syntax."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from kam.core.stems import stems
from kam.core.text import fold, latin_shapes, unmix
from kam.store.search_tokens import CODE_MARK, DIGIT, LONGEST_CODE, LONGEST_WORD, SHORTEST_ENDING, WORD

MOST_CHARACTERS: Final = 400
MOST_TERMS: Final = 24
_VOWELS: Final = "аеиоуыэюяйь"  # no stem ends in these

# Groups of digits that may be one phone or one number («8 (495) 123», "1 250 000"), or else a run of words.
_ASKED = re.compile(
    r"(?P<group>(?<![\w/#:_.–—-])\+?\(?\d+(?:[ ().–-]+\d+)+(?!\w))"
    r"|(?P<run>[^\W_]+(?:[-–—./\\_#+:][^\W_]+)*)"
)


def match_expression(text: str, marks: Iterable[Iterable[str]] = ()) -> str | None:
    """The index's expression for a typed text; None where the text has no word.

    Every word must be there: as it stands, by its stem, or as a part of a code. The last one may still be
    in the middle of typing, unless white space follows it. Of each group of ``marks`` one must be there.
    A text longer than 400 characters or 24 words is cut: that much has said what it wants.
    """
    text = text[:MOST_CHARACTERS]
    found = list(_ASKED.finditer(fold(text)))
    if not found:
        return None
    typing = not text[-1].isspace()
    terms: list[str] = []
    for span in found:
        last = typing and span is found[-1]
        terms += _run(span[0], last=last) if span["run"] else [_group(span[0], last=last)]
    terms = terms[:MOST_TERMS]
    terms += [_any(_exact(mark) for mark in group) for group in marks]
    return " AND ".join(dict.fromkeys(terms))


def _run(run: str, *, last: bool) -> list[str]:
    """Its words; a run with digits in it may be one code instead."""
    *before, final = WORD.findall(run)
    terms = [*(_word(word, last=False) for word in before), _word(final, last=last)]
    if before and DIGIT.search(run):
        return [_any([_code("".join([*before, final])), _all(terms)])]
    return terms


def _group(group: str, *, last: bool) -> str:
    """Its numbers, or all of them joined."""
    runs = group.split(" ")
    terms = [term for run in runs for term in _run(run, last=last and run is runs[-1]) if WORD.search(run)]
    return _any([_code("".join(DIGIT.findall(group))), _all(terms)])


def _word(word: str, *, last: bool) -> str:
    """One word: its stems; while it is typed its beginning too. With a digit, a part of a code."""
    if DIGIT.search(word):
        short = len(word) < SHORTEST_ENDING
        plain = latin_shapes(word)
        if not short:
            return _code(word)
        return _any([_beginning(plain), _code(word)]) if last else _exact(plain)
    word = unmix(word)[:LONGEST_WORD]
    alternatives = stems(word)
    if last:
        return _any([_beginning(word), *(_exact(stem) for stem in alternatives if not stem.startswith(word))])
    # Whatever holds the word holds its stems; the word itself tells more only where it may be a stem of
    # another: «иванов» of «иванова».
    itself = () if word[-1] in _VOWELS and alternatives != (word,) else (word,)
    return _any(_exact(token) for token in (*itself, *alternatives))


def _code(code: str) -> str:
    return _beginning(CODE_MARK + latin_shapes(code)[:LONGEST_CODE])


def _exact(token: str) -> str:
    return f'"{token}"'


def _beginning(token: str) -> str:
    return f'"{token}"*'


def _any(terms: Iterable[str]) -> str:
    distinct = list(dict.fromkeys(terms))
    return distinct[0] if len(distinct) == 1 else f"({' OR '.join(distinct)})"


def _all(terms: Iterable[str]) -> str:
    distinct = list(dict.fromkeys(terms))
    return distinct[0] if len(distinct) == 1 else f"({' AND '.join(distinct)})"
