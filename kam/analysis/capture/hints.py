"""What free notes let one suppose: that somebody's attitude changed, that a competitor was spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from kam.analysis.capture.names import NameInText, Who

_SENTENCE: Final = re.compile(r"(?:[^.!?;\n]|\.(?=\S))+[.!?;]*")
_PERCENT: Final = re.compile(r"[-−–+]?\s?\d{1,3}(?:[.,]\d+)?\s?%")
_BETTER: Final = re.compile(
    r"(?<!\w)(?:смягчил\w*|потеплел\w*|подобрел\w*|поддерж\w+|одобри\w+|довол\w+|за нас"
    r"|на нашей стороне|похвали\w+"
    r"|согласил\w+|благодар\w+|рекоменд\w+|softened|warmed|support\w*|approved|pleased|happy|praised|agreed"
    r"|on our side|in favou?r|recommend\w*|thanked)(?!\w)"
)  # fmt: skip
_WORSE: Final = re.compile(
    r"(?<!\w)(?:ужесточил\w*|против|отказал\w*|недовол\w+|раздраж\w+|скепти\w+|сомнева\w+|раскритик\w+"
    r"|критик\w+|злит\w*"
    r"|обид\w+|обижен\w*|охладел\w*|возража\w+|возмут\w+|возмущ\w+|against|opposed|opposes|refused|unhappy|annoyed"
    r"|scepti\w+|skepti\w+|doubt\w*|critici\w+|angry|cooled|objected|objects|upset)(?!\w)"
)  # fmt: skip
_NOT: Final = re.compile(r"(?:(?<!\w)(?:не|not|never|hardly)|n[’']t)\s+(?:\w+\s+)?\Z")
_LONGEST_QUOTE: Final = 300


@dataclass(frozen=True, slots=True)
class AttitudeHint:
    """Somebody seems a step better (+1) or worse (−1) than before; ``quote`` is the sentence that says so."""

    stakeholder_id: UUID
    step: int
    quote: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A competitor was spoken of; ``figure`` is a per cent in the same sentence, as typed."""

    competitor_id: UUID
    name: str
    figure: str
    quote: str


def hints_in(text: str, names: Sequence[NameInText]) -> Iterator[AttitudeHint | Mention]:
    """What the sentences of a text let suppose of the people and competitors named in them."""
    for sentence in _SENTENCE.finditer(text):
        inside = [each for each in names if sentence.start() <= each.start < sentence.end()]
        if not inside:
            continue
        yield from _attitudes(sentence, [each for each in inside if each.known.who is Who.STAKEHOLDER])
        yield from _mentions(sentence, [each for each in inside if each.known.who is Who.COMPETITOR])


def _attitudes(sentence: re.Match[str], people: Sequence[NameInText]) -> Iterator[AttitudeHint]:
    low = sentence[0].lower().replace("ё", "е")
    for signs, step in ((_BETTER, 1), (_WORSE, -1)):
        for sign in signs.finditer(low):
            at = sentence.start() + sign.start()
            whose = max(
                (each for each in people if each.start < at), key=lambda each: each.start, default=None
            )
            whose = whose or (people[0] if len(people) == 1 else None)
            if whose is not None:
                turned = -step if _NOT.search(low[: sign.start()]) else step
                yield AttitudeHint(whose.known.id, turned, _quote(sentence[0]))


def _mentions(sentence: re.Match[str], competitors: Sequence[NameInText]) -> Iterator[Mention]:
    figure = _PERCENT.search(sentence[0])
    for each in competitors:
        said = " ".join(figure[0].split()) if figure else ""
        yield Mention(each.known.id, each.known.name, said, _quote(sentence[0]))


def _quote(sentence: str) -> str:
    text = " ".join(sentence.split())
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1]}…"
