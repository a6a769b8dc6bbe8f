"""Full names taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kam.exchange.names import split_name


@pytest.mark.parametrize(
    ("full", "family", "given_name", "patronymic"),
    [
        ("Иванов Иван Иванович", "Иванов", "Иван", "Иванович"),
        ("Иван Иванович Иванов", "Иванов", "Иван", "Иванович"),
        ("Рабинович Иван Петрович", "Рабинович", "Иван", "Петрович"),
        ("Иван Петрович Рабинович", "Рабинович", "Иван", "Петрович"),
        ("Соколова Анна Ильинична", "Соколова", "Анна", "Ильинична"),
        ("Иванов Иван", "Иванов", "Иван", ""),
        ("Иван Иванов", "Иванов", "Иван", ""),
        ("Мария Ивановна", "", "Мария", "Ивановна"),
        ("Пётр Вайль", "Вайль", "Пётр", ""),
        ("Иванов И. И.", "Иванов", "И.", "И."),
        ("Иванов И.И.", "Иванов", "И.", "И."),
        ("И. И. Иванов", "Иванов", "И.", "И."),
        ("И.И.Иванов", "Иванов", "И.", "И."),
        ("Алиев Вагиф Али оглы", "Алиев", "Вагиф", "Али оглы"),
        ("Римский-Корсаков Николай Андреевич", "Римский-Корсаков", "Николай", "Андреевич"),
        ("г-н Петров Олег", "Петров", "Олег", ""),
        ("Светлана", "", "Светлана", ""),
        ("Сидоров", "Сидоров", "", ""),
        ("Maria Anders", "Anders", "Maria", ""),
        ("José Pedro Freyre", "Freyre", "José Pedro", ""),
        ("Isabel de Castro", "de Castro", "Isabel", ""),
        ("Ludwig van der Rohe", "van der Rohe", "Ludwig", ""),
        ("Mr. John Smith", "Smith", "John", ""),
        ("de Castro, Isabel", "de Castro", "Isabel", ""),
        ("Иванов, Иван Иванович", "Иванов", "Иван", "Иванович"),
        ("Val2", "Val2", "", ""),
        ("  ", "", "", ""),
    ],
)
def test_a_full_name_is_taken_apart(full: str, family: str, given_name: str, patronymic: str) -> None:
    name = split_name(full)
    assert (name.family, name.given, name.patronymic) == (family, given_name, patronymic)


@given(
    st.lists(st.sampled_from(["Иван", "Петрович", "Ли", "И.", "оглы", "van", "Dr.", "X", ","]), max_size=6)
)
def test_no_word_of_a_name_is_invented(words: list[str]) -> None:
    name = split_name(" ".join(words))
    found = f"{name.family} {name.given} {name.patronymic}".split()
    assert not [word for word in found if word not in words]
