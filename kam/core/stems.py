"""Stems: the part that the forms of a word share, for Russian and English words.

Snowball does most of it. It splits Russian words with a fleeting vowel («поставка», but «поставок»), and
nouns in -ен- that look to it like participles («замена», but «замену»); both are mended here.
A word may have several stems: two forms are one word when they share one.
"""

from __future__ import annotations

import re
from functools import lru_cache
from threading import Lock
from typing import Final

from Stemmer import Stemmer

SHORTEST_STEMMED: Final = 3

_russian: Final = Stemmer("russian", 0)
_english: Final = Stemmer("english", 0)
_lock: Final = Lock()  # a Snowball stemmer keeps its word inside while it works

_ENGLISH_WORD = re.compile(r"[a-z]+\Z")
_RUSSIAN_WORD = re.compile(r"[а-я]+\Z")
_VOWEL = "аеиоуыэюя"
_HAS_VOWEL = re.compile(f"[{_VOWEL}]")
# A last vowel that comes and goes: отгруз(о)к, образ(е)ц, ок(о)н, уз(е)л, рем(е)н, вед(е)р.
_FLEETING = re.compile(f"(?P<before>[^{_VOWEL}ьй])[ое](?P<last>[кнлц]|(?<=е)р)\\Z")
_FLEETING_AFTER_VOWEL = re.compile(f"(?P<before>[{_VOWEL}])е(?P<last>[кц])\\Z")
# A soft sign before the last consonant is written only while the vowel is away: ларь(ё)к, владель(е)ц.
_SOFT_BEFORE_LAST = re.compile(r"ь(?P<last>[гкнлцм])\Z")
# «пятен», «замена», «отмены»: a noun or a participle, the ending does not tell.
_NOUN_OR_PARTICIPLE = re.compile(r"(?P<noun>.+ен)[аыо]?\Z")

# Forms of the trade's words that no ending explains, and the form that stands for them.
_ODD_FORMS: Final = {
    "писем": "письмо",
    "яиц": "яйцо",
    "заем": "займ",
    "наем": "найм",
    "денег": "деньга",
    **dict.fromkeys(("дня", "дню", "днем", "дне", "дни", "дней", "дням", "днями", "днях"), "день"),
}


@lru_cache(maxsize=1 << 16)
def stems(word: str) -> tuple[str, ...]:
    """The stems of a folded word: one, or two where its ending tells two stories; the word itself if short.

    Words of other alphabets and with digits are their own stem.
    """
    if len(word) < SHORTEST_STEMMED:
        return (word,)
    if _RUSSIAN_WORD.match(word):
        return _russian_stems(_ODD_FORMS.get(word, word))
    if _ENGLISH_WORD.match(word):
        with _lock:
            return (_english.stemWord(word),)
    return (word,)


def _russian_stems(word: str) -> tuple[str, ...]:
    with _lock:
        stem = _mended(_russian.stemWord(word))
    if (match := _NOUN_OR_PARTICIPLE.match(word)) is not None:
        noun = _mended(match["noun"])
        if noun != stem and _HAS_VOWEL.search(stem):
            return (stem, noun)
    return (stem,)


def _mended(stem: str) -> str:
    """A Russian stem without its fleeting vowel, unless that leaves none («срок» stays, «рынок» is рынк)."""
    if (match := _FLEETING.search(stem)) is not None:
        short = stem[: match.start()] + match["before"] + match["last"]
        return short if _HAS_VOWEL.search(short) else stem
    if (match := _FLEETING_AFTER_VOWEL.search(stem)) is not None:
        return stem[: match.start()] + match["before"] + "й" + match["last"]
    return _SOFT_BEFORE_LAST.sub(r"\g<last>", stem)
