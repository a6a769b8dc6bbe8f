"""Files on the disk as tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from kam.core.errors import UserError
from kam.exchange.delimited import open_delimited
from kam.exchange.tables import open_grid, table_of


def test_blank_rows_are_passed_over_and_keep_their_numbers() -> None:
    table = table_of(open_delimited(b"id,name\n\n1,a\n , \n2,b\n"), 1)
    assert list(table.rows()) == [(3, ["1", "a"]), (5, ["2", "b"])]


def test_a_table_can_be_gone_through_again() -> None:
    table = table_of(open_delimited("id;имя\n1;Заря\n".encode("cp1251")), 1)
    assert list(table.rows()) == list(table.rows())
    assert (table.encoding, table.delimiter, table.sheet) == ("cp1251", ";", None)


def test_a_row_of_headings_beyond_the_end_is_refused() -> None:
    with pytest.raises(UserError, match=r"exchange\.no_such_row"):
        table_of(open_delimited(b"id,name\n"), 9)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"exchange\.file_missing"):
        open_grid(tmp_path / "nowhere.csv")


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"exchange\.not_a_file"):
        open_grid(tmp_path)


@pytest.mark.parametrize("content", [b"", b"\x00" * 4096, b"\r\n\r\n", b"   "])
def test_a_file_with_nothing_in_it_is_empty(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "source.csv"
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"exchange\.empty_file"):
        open_grid(path)
