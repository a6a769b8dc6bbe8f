"""The people of a map as a table."""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path

from kam.core.vocabulary import Circle
from kam.services.tables import TableFormat
from kam.ui.account.people.tab import PeopleTab
from kam.ui.account.people.toolbar import View
from kam.ui.widgets.table.column import Sorting
from tests.company import Company


def names(tab: PeopleTab) -> list[str]:
    model = tab.table.rows_model
    rows = [model.row_at(model.index(number, 0)) for number in range(model.rowCount())]
    return [row.label for row in rows if row is not None]


def test_the_most_influential_stand_first(tab: PeopleTab) -> None:
    tab.toolbar.view_chosen.emit(View.TABLE.value)
    assert names(tab) == ["Зимин", "Соболева", "Мальцев", "Рожков", "Лунёва"]


def test_it_is_sorted_by_any_column(tab: PeopleTab) -> None:
    tab.table.sort_wished.emit(Sorting("attitude", falling=False))
    assert names(tab) == ["Лунёва", "Рожков", "Мальцев", "Зимин", "Соболева"]
    for column in tab.table.columns:
        if column.sort is not None:
            tab.table.sort_wished.emit(Sorting(column.id, falling=column.falling))
            assert len(names(tab)) == 5


def test_who_left_stands_apart(tab: PeopleTab, company: Company) -> None:
    company.office.change(company.opponent, left_on=company.office.today - timedelta(days=5))
    tab.refresh()
    assert names(tab)[-1] == "Рожков"
    assert tab.table.rows_model.rowCount() == 7, "five people under two headings"


def test_a_row_shows_its_person_beside_the_table(tab: PeopleTab, company: Company) -> None:
    tab.toolbar.view_chosen.emit(View.TABLE.value)
    tab.table.current_changed.emit(company.row(company.sceptic))
    assert tab.person.isVisible()


def test_a_circle_alone_is_shown(tab: PeopleTab) -> None:
    tab.toolbar.circle_chosen.emit(Circle.SUPPORT)
    assert names(tab) == []


def test_what_is_shown_is_written_as_a_table(tab: PeopleTab, company: Company, tmp_path: Path) -> None:
    company.office.change(company.opponent, left_on=company.office.today - timedelta(days=5))
    tab.refresh()
    tab.toolbar.view_chosen.emit(View.TABLE.value)
    assert tab.toolbar.save.isVisible()
    path = tmp_path / "люди.csv"
    tab.table.export.write(path, 5, TableFormat.CSV, tab.table.writing())
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert rows[0][:4] == ["Человек", "Должность", "Роль", "Круг"]
    assert [row[0].split()[0] for row in rows[1:]] == ["Зимин", "Соболева", "Мальцев", "Лунёва", "Рожков"]
    tab.toolbar.view_chosen.emit(View.CHART.value)
    assert not tab.toolbar.save.isVisible()


def test_where_the_file_goes_is_asked(tab: PeopleTab) -> None:
    tab.table.ask_to_export(TableFormat.XLSX)
    chooser = tab.table.export.chooser
    assert chooser is not None
    assert chooser.defaultSuffix() == "xlsx"
    chooser.close()
