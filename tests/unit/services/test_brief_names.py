"""Names written in one line, in their parts."""

from __future__ import annotations

import pytest

from kam.reports.content import PersonName
from kam.services.briefs.names import short_name, split_name


@pytest.mark.parametrize(
    ("written", "family", "given", "patronymic"),
    [
        ("Мария Кречетова", "Кречетова", "Мария", ""),
        ("Кречетова Мария Ивановна", "Кречетова", "Мария", "Ивановна"),
        ("Мария Ивановна Кречетова", "Кречетова", "Мария", "Ивановна"),
        ("Илья Ильич Богданов", "Богданов", "Илья", "Ильич"),
        ("Mary Ann Smith", "Smith", "Mary Ann", ""),
        ("Кречетова", "Кречетова", "", ""),
        ("  ", "", "", ""),
    ],
)
def test_a_name_is_told_apart(written: str, family: str, given: str, patronymic: str) -> None:
    assert split_name(written) == PersonName(family, given, patronymic)


def test_a_narrow_column_says_what_is_known() -> None:
    assert short_name(PersonName("Левашова", "Ирина")) == "Левашова"
    assert short_name(PersonName(given="Ирина")) == "Ирина"
    assert short_name(PersonName(), "финдиректор") == "финдиректор"
