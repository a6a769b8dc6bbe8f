"""How hard a passphrase is to guess, estimated without asking anybody.

A guesser tries words, dates, rows of keys and repetitions before anything else, so each of these counts as
one choice out of few, however long it is; what follows no pattern counts letter by letter. In bits.
"""

from __future__ import annotations

import re
from enum import IntEnum
from math import log2
from typing import Final

LEAST: Final = 8
"""A shorter passphrase is refused."""


class Strength(IntEnum):
    """What a passphrase is worth."""

    TOO_SHORT = 0
    """Under eight characters, or nothing but spaces: refused."""
    WEAK = 1
    FAIR = 2
    STRONG = 3


_ENOUGH: Final = 200  # characters: more makes nothing stronger
_FAIR_FROM: Final = 36.0
_STRONG_FROM: Final = 56.0
_WORD: Final = 12.5
"""One of some thousand words that people think of."""
_CAPITAL: Final = 1.0
_YEAR: Final = 6.5
_LETTER: Final = {"latin": log2(26), "other": log2(33)}
_DIGIT: Final = log2(10)
_SIGN: Final = log2(32)
_PATTERN: Final = 4.0
"""Where a row of keys or a counting begins, how far it goes, in which direction."""
_SHORTEST_PATTERN: Final = 3
_SHORTEST_WORD: Final = 3
_VOWELS: Final = frozenset("aeiouyаеёиоуыэюя")
_LIKE_WORDS: Final = (0.2, 0.7)  # the share of vowels in words of both languages
_ROWS: Final = (
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
    "йцукенгшщзхъ",
    "фывапролджэ",
    "ячсмитьбю",
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "01234567890",
    "1qaz2wsx3edc4rfv",
)
_WORST: Final = frozenset(
    {
        *("password", "passwort", "passw", "parol", "letmein", "welcome", "iloveyou", "dragon", "monkey"),
        *("football", "admin", "administrator", "master", "secret", "qwerty", "пароль", "секрет", "любовь"),
        *("привет", "спартак", "зенит", "наташа"),
    }
)
_PIECES: Final = re.compile(r"[^\W\d_]+|\d+|[\W_]")


def judged(passphrase: str) -> Strength:
    """What a passphrase is worth: too short is refused, anything else is advice."""
    if len(passphrase) < LEAST or not passphrase.strip():
        return Strength.TOO_SHORT
    bits = _bits(passphrase[:_ENOUGH])
    if bits < _FAIR_FROM:
        return Strength.WEAK
    return Strength.FAIR if bits < _STRONG_FROM else Strength.STRONG


def _bits(passphrase: str) -> float:
    found, seen = 0.0, set[str]()
    for piece in _PIECES.findall(passphrase):
        folded = piece.casefold()
        if any(each.startswith(folded) for each in seen):  # the last may be cut where enough is read
            found += 0.0 if len(piece) == 1 else 1.0
            continue
        seen.add(folded)
        found += _piece(piece, folded)
    return found


def _piece(piece: str, folded: str) -> float:
    if folded in _WORST:
        return _PATTERN
    plain = _without_patterns(folded)
    rest, patterns = plain.replace("\0", ""), plain.count("\0")
    bits = patterns * _PATTERN
    if not rest:
        return bits
    if piece.isdigit():
        year = len(piece) == len("2026") and piece.startswith(("19", "20"))
        return _YEAR if year else bits + len(rest) * _DIGIT
    if not piece.isalpha():
        return 1.0 if piece.isspace() else _SIGN
    bits += min(_by_letters(rest), _WORD) if _is_like_a_word(folded) else _by_letters(rest)
    return bits + (_CAPITAL if piece not in {folded, piece.upper()} else 0.0)


def _by_letters(text: str) -> float:
    return sum(_LETTER["latin" if each.isascii() else "other"] for each in text)


def _is_like_a_word(folded: str) -> bool:
    share = sum(each in _VOWELS for each in folded) / len(folded)
    least, most = _LIKE_WORDS
    return len(folded) >= _SHORTEST_WORD and least <= share <= most


def _without_patterns(text: str) -> str:
    """Each row of keys, counting or repetition put into one sign."""
    found, at = "", 0
    while at < len(text):
        length = _pattern_at(text, at)
        if length >= _SHORTEST_PATTERN:
            found += "\0"
            at += length
        else:
            found += text[at]
            at += 1
    return found


def _pattern_at(text: str, at: int) -> int:
    """How many characters from here follow a row of keys in either direction, or repeat the first."""
    longest = len(text) - at - len(text[at:].lstrip(text[at]))
    for row in _ROWS:
        for line in (row, row[::-1]):
            length = 1
            while at + length < len(text) and text[at : at + length + 1] in line:
                length += 1
            longest = max(longest, length)
    return longest
