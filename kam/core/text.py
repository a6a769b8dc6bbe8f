"""Text as it is compared, sorted and searched: one folded form for every way of writing the same thing.

Folding is case, ё = е, accents, full-width and look-alike forms; what is left is safe for any storage:
no lone surrogates, no control characters, no private-use characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_BREVE: Final = "\u0306"
_SHORT_I: Final = "и"
# Line ends, ASCII, Cyrillic letters without titlo and its kin, and the spaces, quotes and signs of Russian
# typesetting: for them folding is case and ё alone, which is what keeps indexing fast.
_UNUSUAL = re.compile("[^\t\n\r -~\u0400-\u0482\u048a-\u052f\u00a0\u202f«»„“”‘’–—…№•·→×±°§€₽]")
_CYRILLIC_LETTER = re.compile("[\u0400-\u052f]")
_LATIN_LETTER = re.compile("[a-z]")
_WORD = re.compile(r"[^\W_]+")
_QUOTES: Final = str.maketrans(dict.fromkeys('"«»„“”', " "))
# Letters of the same shape in both alphabets, as on Russian number plates.
_CYRILLIC_SHAPES: Final = "авекмнорстух"
_LATIN_SHAPES: Final = "abekmhopctyx"
_TO_LATIN = str.maketrans(_CYRILLIC_SHAPES, _LATIN_SHAPES)
_TO_CYRILLIC = str.maketrans(_LATIN_SHAPES, _CYRILLIC_SHAPES)


def fold(text: str) -> str:
    """The form in which two texts are compared: «Ёлка», "ЕЛКА" and "елка" are one; й stays й, é becomes e.

    Runs of white space become one space, none at the ends. Folding twice changes nothing.
    """
    if _UNUSUAL.search(text):
        text = _plain(text)
    return " ".join(text.casefold().replace("ё", "е").split())


def with_capital(text: str) -> str:
    """With a capital letter at its beginning, as a line that stands alone has it; the rest stays as it is."""
    return text[:1].upper() + text[1:]


def as_sentences(parts: Iterable[str]) -> str:
    """Parts that begin with a capital as sentences on one line, without a stop at the end of the last.

    A part that ends in one, as initials do, gets no second.
    """
    found = [part for part in parts if part]
    ended = [part if part.endswith(".") else f"{part}." for part in found[:-1]]
    return " ".join([*ended, *found[-1:]])


def same_name(text: str) -> str:
    """The form in which two names are one: without case, ё, quotation marks and doubled spaces.

    Signs count: "A+" is not "A".
    """
    return fold(text.translate(_QUOTES))


def _plain(text: str) -> str:
    """Any Unicode brought to plain letters: decomposed, stripped of marks, foreign digits made 0–9."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept: list[str] = []
    for character in decomposed:
        category = unicodedata.category(character)
        if category == "Mn":
            if character == _BREVE and kept and kept[-1] == _SHORT_I:
                kept[-1] = "й"
        elif category == "Nd":
            kept.append(str(unicodedata.decimal(character)))
        elif category[0] != "C":
            kept.append(character)
        elif category != "Cf":  # a format character joins (soft hyphen); any other control separates
            kept.append(" ")
    return unicodedata.normalize("NFC", "".join(kept))


def words(text: str) -> list[str]:
    """The folded words of a text, in order: runs of letters and digits."""
    return _WORD.findall(fold(text))


def sort_key(text: str) -> str:
    """What a column is sorted by: the folded words, so that quotes and dashes before a name do not count.

    At most twice as long as the text. A text without any letter or digit sorts by its folded signs.
    """
    folded = fold(text)
    return (" ".join(_WORD.findall(folded)) or folded)[: 2 * len(text)]


def unmix(word: str) -> str:
    """A folded word in one alphabet: Latin letters inside a Cyrillic word are taken for their look-alikes.

    «Cбербанк» typed with a Latin C is the word everybody reads. A word whose Latin letters do not all look
    Cyrillic is left alone.
    """
    if word.isascii() or not (_LATIN_LETTER.search(word) and _CYRILLIC_LETTER.search(word)):
        return word
    turned = word.translate(_TO_CYRILLIC)
    return word if _LATIN_LETTER.search(turned) else turned


def latin_shapes(folded: str) -> str:
    """Folded text with Cyrillic letters that look like Latin ones taken for them: к2026 is k2026."""
    return folded.translate(_TO_LATIN)


def digits(text: str) -> str:
    """The digits of a text alone, as 0–9."""
    return "".join(character for character in fold(text) if character.isdecimal())
