"""A full name in one cell, taken apart: «Иванов Иван Иванович», "Maria Anders", "de Castro, Isabel"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_PATRONYMIC: Final = re.compile(r"[А-ЯЁ][а-яё]+(?:ович|евич|ьич|ич|овна|евна|ична|инична)\Z", re.IGNORECASE)
_TURKIC_PATRONYMIC: Final = frozenset({"оглы", "оглу", "улы", "уулу", "кызы", "гызы"})
_INITIAL: Final = re.compile(r"[^\W\d_]\.(?:-[^\W\d_]\.)?\Z")
_GLUED_INITIALS: Final = re.compile(r"([^\W\d_]\.)(?=[^\W\d_])")
_CYRILLIC: Final = re.compile(r"[А-Яа-яЁё]")
_PARTICLES: Final = (
    "af al ap bin da das de del della den der di do dos du el ibn la las le los ten ter van von zu"
)
_HONORIFICS: Final = "mr mrs ms miss dr prof sir herr frau г-н г-жа господин госпожа гн гжа"
_USUAL_GIVEN_NAMES: Final = """
александр алексей анатолий андрей антон аркадий арсений артем артемий артур богдан борис вадим валентин
валерий василий виктор виталий владимир владислав всеволод вячеслав геннадий георгий герман глеб григорий
данил данила даниил денис дмитрий евгений егор захар иван игорь илья кирилл константин лев леонид макар
максим марат марк матвей михаил никита николай олег павел петр платон ринат роман руслан святослав семен
сергей станислав степан тарас тимофей тимур федор филипп эдуард эльдар юрий яков ян ярослав рустам ильдар
айрат азат камиль дамир радик
александра алена алина алиса алла алсу альбина анастасия анжела анна антонина валентина валерия варвара
василиса вера вероника виктория галина гузель дарья диана дина ева евгения екатерина елена елизавета жанна
зинаида зоя инна ирина карина кира клавдия кристина ксения лариса лейла лидия лилия любовь людмила маргарита
марина мария милана надежда наталия наталья нина оксана олеся ольга полина раиса регина римма светлана софия
софья таисия тамара татьяна ульяна фаина эльвира эльмира юлия яна
"""
_PARTICLE_WORDS: Final = frozenset(_PARTICLES.split())
_HONORIFIC_WORDS: Final = frozenset(_HONORIFICS.split())
_GIVEN_NAMES: Final = frozenset(_USUAL_GIVEN_NAMES.split())
_FULL: Final = 3
"""Words of a Russian name in full: family name, given name, patronymic."""


@dataclass(frozen=True, slots=True)
class Name:
    """The parts of a person's name; any may be empty."""

    family: str
    given: str
    patronymic: str


def split_name(full: str) -> Name:
    """The parts of a full name.

    A comma sets the family name apart. In Cyrillic the patronymic or the initials show the order, else a
    usual given name does, else the family name stands first. In Latin the family name stands last, with its
    particle ("de Castro"). A single word is the given name when it is a usual one, else the family name.
    """
    if full.count(",") == 1 and not full.startswith(","):
        family, _, rest = full.partition(",")
        given, patronymic = _given_and_patronymic(_words(rest))
        return Name(" ".join(_words(family)), given, patronymic)
    words = _words(full)
    if len(words) == 1:
        return Name("", words[0], "") if _is_given(words[0]) else Name(words[0], "", "")
    if not words:
        return Name("", "", "")
    return _cyrillic(words) if _CYRILLIC.search(full) else _latin(words)


def _words(text: str) -> list[str]:
    """The words of a name: initials apart («И.И.» is two), forms of address left out."""
    words = _GLUED_INITIALS.sub(r"\1 ", text).split()
    plain = [word for word in words if word.rstrip(".").casefold() not in _HONORIFIC_WORDS]
    return plain or words


def _cyrillic(words: list[str]) -> Name:
    if len(words) >= _FULL:
        return _long_cyrillic(words)
    first, second = words
    if _is_given(first) and _PATRONYMIC.match(second):
        return Name("", first, second)
    given_first = _INITIAL.match(first) or (_is_given(first) and not _is_given(second))
    return Name(second, first, "") if given_first else Name(first, second, "")


def _long_cyrillic(words: list[str]) -> Name:
    """Given name and patronymic stand together; before them or after them stands the family name."""
    first, second, *rest = words
    given_first = (_PATRONYMIC.match(second) and not _PATRONYMIC.match(first)) or (
        _INITIAL.match(first) and _INITIAL.match(second)
    )
    if given_first and rest[-1].casefold() not in _TURKIC_PATRONYMIC:
        return Name(" ".join(rest), first, second)
    given, patronymic = _given_and_patronymic(words[1:])
    return Name(first, given, patronymic)


def _latin(words: list[str]) -> Name:
    start = next(
        (index for index, word in enumerate(words) if index and word.casefold() in _PARTICLE_WORDS),
        len(words) - 1,
    )
    return Name(" ".join(words[start:]), " ".join(words[:start]), "")


def _given_and_patronymic(words: list[str]) -> tuple[str, str]:
    """What stands beside the family name: a patronymic only where it shows itself, or as a second initial."""
    if len(words) >= _FULL and words[-1].casefold() in _TURKIC_PATRONYMIC:
        return " ".join(words[:-2]), " ".join(words[-2:])
    initials = len(words) == len(("И.", "И.")) and all(map(_INITIAL.match, words))
    if len(words) > 1 and (initials or _PATRONYMIC.match(words[-1])):
        return " ".join(words[:-1]), words[-1]
    return " ".join(words), ""


def _is_given(word: str) -> bool:
    return word.casefold().replace("ё", "е") in _GIVEN_NAMES
