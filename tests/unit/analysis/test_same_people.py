"""Whether two records are one human being."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from kam.analysis.same_people import KnownPerson, PeopleIndex, SameBecause, compare, name_key

HERE, THERE = UUID(int=901), UUID(int=902)


def person(number: int, family: str, given: str = "", patronymic: str = "", **known: Any) -> KnownPerson:
    sets = {name: frozenset(values) for name, values in known.items()}
    return KnownPerson(UUID(int=number), family, given, patronymic, **sets)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Мальцев", "Maltsev"),
        ("Щербаков", "Shcherbakov"),
        ("Хабибуллин", "KHABIBULIN"),
        ("Соловьёв", "Solovyev"),
        ("Ершов", "Yershov"),
        ("Александр", "Alexander"),
        ("Юлия", "Yulia"),
        ("Мальцев", "МАЛЬЦЕВ "),
    ],
)
def test_a_name_is_compared_by_its_sound_in_either_alphabet(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


def test_different_names_stay_different() -> None:
    assert len({name_key(name) for name in ("Мальцев", "Мальцева", "Мальков", "Зимин", "Зимина")}) == 5


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        (person(1, "Носова", "Вера", emails=["v@z.ru"]), person(2, "Носова", emails=["v@z.ru"]), "EMAIL"),
        (person(1, "Носова", "Вера", phones=["1"]), person(2, "Климова", "Вера", phones=["1"]), "PHONE"),
        (person(1, "Носова", "Вера", "Игоревна"), person(2, "Nosova", "Vera", "Igorevna"), "FULL_NAME"),
        (
            person(1, "Носова", "Вера", accounts=[HERE]),
            person(2, "Носова", "В.", accounts=[HERE, THERE]),
            "NAME",
        ),
        (
            person(1, "Носова", "Вера", accounts=[HERE]),
            person(2, "Носова", "Вера", "И.", accounts=[HERE]),
            "NAME_HERE",
        ),
        (person(1, "Носова", "Вера", accounts=[HERE]), person(2, "Носова", "Вера", accounts=[THERE]), "NAME"),
    ],
)
def test_what_speaks_for_one_person(one: KnownPerson, other: KnownPerson, because: str) -> None:
    assert compare(one, other) is compare(other, one) is SameBecause[because]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person(1, "Носова", "Вера"), person(2, "Носова", "Анна")),
        (person(1, "Носова", "Вера", "Игоревна"), person(2, "Носова", "Вера", "Петровна")),
        (person(1, "Носова", phones=["1"]), person(2, "Зимин", "Андрей", phones=["1"])),
        (
            person(1, "Носова", "Вера", emails=["info@z.ru"]),
            person(2, "Зимин", "Андрей", emails=["info@z.ru"]),
        ),
        (person(1, ""), person(2, "")),
    ],
)
def test_names_that_differ_speak_against_it(one: KnownPerson, other: KnownPerson) -> None:
    assert compare(one, other) is None


def test_the_surest_likeness_comes_first_and_nobody_is_like_themselves() -> None:
    index = PeopleIndex(
        [
            person(1, "Носова", "Вера"),
            person(2, "Носова", "Вера", emails=["v@z.ru"]),
            person(3, "Зимин", "Андрей"),
        ]
    )
    found = index.like(person(1, "Nosova", "Vera", emails=["v@z.ru"]))
    assert [(each.id and each.id.int, because) for each, because in found] == [(2, SameBecause.EMAIL)]


def test_namesakes_at_different_clients_are_no_pair_but_full_names_are() -> None:
    index = PeopleIndex(
        [
            person(1, "Иванов", "Иван", accounts=[HERE]),
            person(2, "Иванов", "Иван", accounts=[THERE]),
            person(3, "Петров", "Пётр", "Ильич", accounts=[HERE]),
            person(4, "Петров", "Петр", "Ильич", accounts=[THERE]),
        ]
    )
    pairs = [
        (one.id and one.id.int, other.id and other.id.int, because) for one, other, because in index.pairs()
    ]
    assert pairs == [(3, 4, SameBecause.FULL_NAME)]


def test_the_phone_of_a_whole_company_makes_no_pairs() -> None:
    crowd = [person(n, "", name, phones=["100"]) for n, name in enumerate(("Анна", "Вера", "Галя", "Анна"))]
    assert PeopleIndex(crowd).pairs() == []
    assert len(PeopleIndex(crowd[1:]).pairs()) == 0
    assert len(PeopleIndex([crowd[0], crowd[3]]).pairs()) == 1
