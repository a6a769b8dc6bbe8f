"""From a record's texts to the tokens that the index holds.

Tokens are folded words, their stems, and codes. A *code* is a word with a digit, or several joined by signs
(«К-2026/001», 12.05.2026); every ending of it of three characters or more is held, so that asking for a
beginning finds any part. Phone numbers are held as codes too, Russian ones with both 7 and 8 in front.
Codes, kinds and accounts stand apart from words by private-use characters, which no folded text has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final
from zlib import crc32

from kam.core.stems import stems
from kam.core.text import fold, latin_shapes, unmix

CODE_MARK: Final = "\ue000"
_KINDS_FROM: Final = 0xE100
_KINDS: Final = 0x1000
_ACCOUNTS_FROM: Final = 0xF0000
_ACCOUNT_BITS: Final = 15

LONGEST_WORD: Final = 64
LONGEST_CODE: Final = 32
SHORTEST_ENDING: Final = 3
_LONGEST_LETTERS_IN_CODE: Final = 4

WORD: Final = re.compile(r"[^\W_]+")
DIGIT: Final = re.compile(r"\d")
_PIECE_WITH_DIGIT = re.compile(r"(?<!\S)[^\s\d]*+\d\S*")
# Words held together by signs: «К-2026/001», 123-45-67, 12.05.2026.
RUN: Final = re.compile(r"[^\W_]++(?:[-–—./\\_#+:][^\W_]++)*+")
# Digits in groups: a phone number, or a number with its thousands apart.
GROUPS: Final = re.compile(r"\+?\d[\d ().–-]{6,}\d")
_THOUSANDS = re.compile(r"\d{1,3}(?: \d{3})+\Z")
_NATIONAL_LENGTH: Final = 10
_RUSSIAN_AREA: Final = "3489"
_PHONE_LENGTHS: Final = range(8, 16)


@cache
def kind_mark(kind: str) -> str:
    """The token of a kind of record: one private-use character. The registry's test finds any two alike."""
    return chr(_KINDS_FROM + crc32(kind.encode()) % _KINDS)


@lru_cache(maxsize=1 << 12)
def account_mark(account: bytes) -> str:
    """The token of an account: 45 random bits of its id in three private-use characters."""
    number = int.from_bytes(account[-8:], "big")
    mask = (1 << _ACCOUNT_BITS) - 1
    shifts = (0, _ACCOUNT_BITS, 2 * _ACCOUNT_BITS)
    return "".join(chr(_ACCOUNTS_FROM + (number >> shift & mask)) for shift in shifts)


def document_tokens(texts: Iterable[str | None], marks: Iterable[str] = ()) -> str:
    """The tokens of a document's texts and its marks, apart by spaces. Every word counts once."""
    tokens = dict.fromkeys(marks)
    for text in texts:
        if not text:
            continue
        folded = fold(text)
        tokens.update(dict.fromkeys(map(_word_tokens, WORD.findall(folded))))
        if DIGIT.search(folded):
            tokens.update(dict.fromkeys(_code_tokens(folded)))
    tokens.pop("", None)
    return " ".join(tokens)


@lru_cache(maxsize=1 << 16)
def _word_tokens(word: str) -> str:
    """A word and its stems; a word with a digit alone only if too short to have endings."""
    if DIGIT.search(word):
        return latin_shapes(word) if len(word) < SHORTEST_ENDING else ""
    word = unmix(word)[:LONGEST_WORD]
    return " ".join(dict.fromkeys((word, *stems(word))))


def _code_tokens(folded: str) -> Iterator[str]:
    for piece in _PIECE_WITH_DIGIT.findall(folded):
        for run in RUN.findall(piece):
            for code in _codes(WORD.findall(run)):
                yield from _endings(code)
    for group in GROUPS.findall(folded):
        for number in _joined_numbers(group):
            yield from _endings(number)


def _endings(code: str) -> list[str]:
    return [CODE_MARK + code[start:] for start in range(len(code) - SHORTEST_ENDING + 1)]


def _codes(parts: Iterable[str]) -> Iterator[str]:
    """The codes among words held together: neighbours joined. More than four letters are a word by itself."""
    joined = ""
    for part in parts:
        if len(part) <= _LONGEST_LETTERS_IN_CODE or DIGIT.search(part):
            joined += part
            continue
        yield from _code(joined)
        joined = ""
    yield from _code(joined)


def _code(joined: str) -> Iterator[str]:
    if DIGIT.search(joined):
        yield latin_shapes(joined)[:LONGEST_CODE]


def _joined_numbers(group: str) -> Iterator[str]:
    """The digits of a group joined: of a number in thousands, or of a phone (a Russian one with 7 and 8)."""
    digits = "".join(DIGIT.findall(group))
    if _THOUSANDS.match(group):
        yield digits[:LONGEST_CODE]
    lead, national = digits[:-_NATIONAL_LENGTH], digits[-_NATIONAL_LENGTH:]
    if lead in {"", "7", "8"} and len(national) == _NATIONAL_LENGTH and national[0] in _RUSSIAN_AREA:
        yield "7" + national
        yield "8" + national
    elif group.startswith("+") and len(digits) in _PHONE_LENGTHS:
        yield digits
