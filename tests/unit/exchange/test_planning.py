"""By which field the rows of a list are known again."""

from __future__ import annotations

from pathlib import Path

import pytest

from kam.exchange.fields import Kind
from kam.exchange.mapping import parse_mapping
from kam.exchange.planning import open_table, plan_import


def key_of(tmp_path: Path, text: str, kind: Kind = Kind.ACCOUNTS) -> str:
    path = tmp_path / "list.csv"
    path.write_text(text, "utf-8")
    return plan_import(open_table(path, kind), kind).key


def test_a_number_that_every_row_has_is_the_key(tmp_path: Path) -> None:
    assert key_of(tmp_path, "Название;ИНН\nАльфа;7701\nБета;7702\n") == "tax_number"


@pytest.mark.parametrize("gap", ["", "   "])
def test_a_number_that_one_row_lacks_is_no_key(tmp_path: Path, gap: str) -> None:
    assert key_of(tmp_path, f"Название;ИНН\nАльфа;7701\nБета;{gap}\n") == "name"


def test_of_two_numbers_the_one_without_gaps_is_the_key(tmp_path: Path) -> None:
    assert key_of(tmp_path, "Код;Название;ИНН\n;Альфа;7701\n2;Бета;7702\n") == "tax_number"


def test_people_with_gaps_in_their_numbers_are_known_by_their_names(tmp_path: Path) -> None:
    text = "Код;ФИО;Клиент\n;Иванова Анна;Альфа\n2;Петров Пётр;Альфа\n"
    assert key_of(tmp_path, text, Kind.PEOPLE) == "full_name"


def test_a_key_that_the_mapping_states_stays_with_its_gaps(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Название;ИНН\nАльфа;7701\nБета;\n", "utf-8")
    mapping = parse_mapping('kind = "accounts"\nkey = "tax_number"\n')
    assert plan_import(open_table(path, Kind.ACCOUNTS), Kind.ACCOUNTS, mapping).key == "tax_number"


def test_without_names_a_number_with_gaps_is_still_the_key(tmp_path: Path) -> None:
    """Nothing else is there: the rows that lack it are refused one by one."""
    assert key_of(tmp_path, "ИНН;Город\n7701;Омск\n;Пермь\n") == "tax_number"
