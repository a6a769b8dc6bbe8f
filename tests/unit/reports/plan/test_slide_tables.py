"""Tables under one title are dealt out over slides so that none is torn for a row or two."""

from __future__ import annotations

from typing import Final

import pytest

from kam.core.formats import Formats
from kam.reports.office.slide_masters import Area, inches
from kam.reports.office.slide_tables import dealt_out
from kam.reports.office.tables import Column, Table, rows_of

AREA: Final = Area(0, 0, inches(12), inches(5))


def table(name: str, rows: int) -> tuple[str, Table]:
    """A table of so many short rows, with its heading."""
    return name, Table(name, (Column(name),), rows_of([(f"{name} {row}",) for row in range(rows)]))


@pytest.mark.parametrize("above", range(3, 16))
def test_a_short_table_stands_whole_on_a_slide(above: int) -> None:
    slides = dealt_out([table("steps", above), table("meetings", 3)], AREA, Formats("en"))
    found = [(part.first, part.last) for slide in slides for part in slide if part.set.heading == "meetings"]
    assert found == [(0, 3)]


def test_a_long_table_still_fills_the_slide_it_begins_on() -> None:
    slides = dealt_out([table("steps", 4), table("meetings", 40)], AREA, Formats("en"))
    assert [part.set.heading for part in slides[0]] == ["steps", "meetings"]
    shown = [(part.first, part.last) for slide in slides for part in slide if part.set.heading == "meetings"]
    assert [first for first, _ in shown[1:]] == [last for _, last in shown[:-1]]
    assert shown[-1][1] == 40
