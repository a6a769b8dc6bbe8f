"""AES-256 backwards: the few blocks of an encrypted file's header that SQLite does not tell otherwise.

Python has no AES of its own, and seven blocks a file are no reason for a library. It protects nothing: what
is encrypted and what is believed is SQLCipher's work. Plain tables are read here in the time that they take,
which only matters where somebody can measure it from outside.

Source: FIPS 197, sections 5.2 and 5.3.
"""

from __future__ import annotations

from functools import cache
from typing import Final

BLOCK: Final = 16
_KEY_WORDS: Final = 8
_ROUNDS: Final = 14
_COLUMNS: Final = 4
_SHIFTED: Final = tuple((at - 4 * (at % 4)) % BLOCK for at in range(BLOCK))
"""Where each byte of a block comes from when its rows are shifted back: row ``r`` by ``r`` to the right."""


def decrypted(key: bytes, chained: bytes, before: bytes) -> bytes:
    """Whole blocks decrypted that were chained (CBC) behind the block ``before``."""
    rounds = _expanded(key)
    plain = bytearray()
    for at in range(0, len(chained), BLOCK):
        block = chained[at : at + BLOCK]
        plain += bytes(one ^ other for one, other in zip(_block(rounds, block), before, strict=True))
        before = block
    return bytes(plain)


def _block(rounds: list[bytes], block: bytes) -> bytes:
    inverse, times = _inverse_box(), _times()
    state = [one ^ other for one, other in zip(block, rounds[_ROUNDS], strict=True)]
    for number in range(_ROUNDS - 1, -1, -1):
        state = [inverse[state[source]] ^ mask for source, mask in zip(_SHIFTED, rounds[number], strict=True)]
        if number:
            state = _unmixed(state, times)
    return bytes(state)


def _unmixed(state: list[int], times: dict[int, bytes]) -> list[int]:
    """Each column multiplied by the inverse of AES's matrix."""
    nine, eleven, thirteen, fourteen = times[9], times[11], times[13], times[14]
    found: list[int] = []
    for at in range(0, BLOCK, _COLUMNS):
        a, b, c, d = state[at : at + _COLUMNS]
        found += (
            fourteen[a] ^ eleven[b] ^ thirteen[c] ^ nine[d],
            nine[a] ^ fourteen[b] ^ eleven[c] ^ thirteen[d],
            thirteen[a] ^ nine[b] ^ fourteen[c] ^ eleven[d],
            eleven[a] ^ thirteen[b] ^ nine[c] ^ fourteen[d],
        )
    return found


def _expanded(key: bytes) -> list[bytes]:
    """The key of each round."""
    box = _box()
    words = [key[at : at + 4] for at in range(0, 4 * _KEY_WORDS, 4)]
    constant = 1
    for number in range(_KEY_WORDS, _COLUMNS * (_ROUNDS + 1)):
        word = words[-1]
        if number % _KEY_WORDS == 0:
            word = bytes(box[each] for each in word[1:] + word[:1])
            word = bytes((word[0] ^ constant, *word[1:]))
            constant = _product(constant, 2)
        elif number % _KEY_WORDS == _KEY_WORDS // 2:
            word = bytes(box[each] for each in word)
        words.append(bytes(one ^ other for one, other in zip(words[-_KEY_WORDS], word, strict=True)))
    return [b"".join(words[at : at + _COLUMNS]) for at in range(0, len(words), _COLUMNS)]


def _product(one: int, other: int) -> int:
    """In the field of 256 elements by x^8 + x^4 + x^3 + x + 1."""
    found = 0
    while other:
        if other & 1:
            found ^= one
        one = (one << 1) ^ (0x11B if one & 0x80 else 0)
        other >>= 1
    return found


@cache
def _times() -> dict[int, bytes]:
    return {factor: bytes(_product(factor, each) for each in range(256)) for factor in (9, 11, 13, 14)}


@cache
def _box() -> bytes:
    inverses = [0] * 256
    for one in range(1, 256):
        if not inverses[one]:
            other = next(each for each in range(1, 256) if _product(one, each) == 1)
            inverses[one], inverses[other] = other, one
    return bytes(_turned(each) for each in inverses)


def _turned(byte: int) -> int:
    """The affine step of the box."""
    doubled = byte | byte << 8
    found = 0x63
    for turn in (0, 4, 5, 6, 7):
        found ^= doubled >> turn & 0xFF
    return found


@cache
def _inverse_box() -> bytes:
    found = bytearray(256)
    for place, value in enumerate(_box()):
        found[value] = place
    return bytes(found)
