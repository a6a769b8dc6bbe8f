"""Everybody as a table: a row a place, under their clients or in one list."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from typing import Any

from PySide6.QtCore import Signal

from kam.services.people.directory import Directory, PeopleQuery, PeopleSort
from kam.services.people.directory_rows import DirectoryRow
from kam.services.people.lines import PersonColumn, line_of_row
from kam.ui.desk import Desk
from kam.ui.people.columns import COLUMNS, SHOWN, SORTS
from kam.ui.people.deeds import PeopleDeeds
from kam.ui.people.face import Face
from kam.ui.persons.columns import PersonColumns
from kam.ui.theme.tokens import Type
from kam.ui.widgets.buttons import Kind, button
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.pieces import Run
from kam.ui.widgets.table.column import Group, Sorting
from kam.ui.widgets.table.table import Table


class Everybody(Face):
    """The table and its foot."""

    sort_wished = Signal(object, bool)
    """A ``PeopleSort``, and whether from the greatest."""
    all_wished = Signal()
    """Take every condition off."""
    person_needed = Signal()
    """Nobody is there yet: add somebody."""
    import_wished = Signal()

    def __init__(self, desk: Desk, deeds: PeopleDeeds) -> None:
        self._columns = PersonColumns(desk.look, desk.today, line_of_row)
        sorts = {column: sort.value for column, sort in SORTS.items()}
        table = Table(
            desk.look,
            self._columns.columns(COLUMNS, sorts=sorts, shown=SHOWN, widths={}),
            name=desk.look.words.say("People"),
            boxes=True,
            local=desk.local,
            kept_as="people",
        )
        super().__init__(desk.look, table, deeds, deeds.of_people)
        table.sort_wished.connect(self._sort)

    def name(self, row: DirectoryRow) -> str:
        """Their name."""
        return self._columns.name(line_of_row(row))

    def columns_shown(self) -> list[PersonColumn]:
        """The columns on view from the left."""
        return [PersonColumn.of(column.id) for column in self.table.layout_of_columns.shown()]

    def columns_in_file(self, *, grouped: bool) -> list[PersonColumn]:
        """Those on view; where the clients are headings, they are a column of the file."""
        shown = self.columns_shown()
        if grouped and PersonColumn.ACCOUNT not in shown:
            shown.insert(0, PersonColumn.ACCOUNT)
        return shown

    def show_directory(self, query: PeopleQuery, directory: Directory) -> None:
        """Show what a query found."""
        column = next((each for each, sort in SORTS.items() if sort is query.sort), PersonColumn.NAME)
        sorting = Sorting(column.value, query.descending)
        if query.by_account:
            groups = [
                (self._group(account, rows, directory), rows) for account, rows in _by_account(directory.rows)
            ]
            self.table.show_groups(groups, sorting)
        else:
            self.table.show_rows(directory.rows, sorting)
        self._show_sums(directory)
        self.set_empty(None if directory.rows else self._nobody(directory))

    # Inside

    def _sort(self, sorting: Sorting) -> None:
        self.sort_wished.emit(PeopleSort(SORTS[PersonColumn.of(sorting.column)].value), sorting.falling)

    def _nobody(self, directory: Directory) -> EmptyState:
        look, words = self.look, self.look.words
        if directory.places_in_all:
            return EmptyState(
                look,
                "funnel-x",
                words.say("Nobody meets all the conditions"),
                words.say("Take a condition off, or look for another name."),
                buttons=(button(look, words.say("Clear all conditions"), run=self.all_wished.emit),),
            )
        add = partial(button, look, words.say("New person"), kind=Kind.PRIMARY, icon="user-plus")
        return EmptyState(
            look,
            "users",
            words.say("Nobody yet"),
            words.say("Add the first one, or bring your people in from a table."),
            buttons=(
                add(run=self.person_needed.emit),
                button(look, words.say("Import…"), icon="upload", run=self.import_wished.emit),
            ),
            hint="Ctrl+N",
        )

    def _group(self, account: str, rows: list[DirectoryRow], directory: Directory) -> Group:
        total = directory.account_totals.get(rows[0].account_id, len(rows))
        words = self.look.words
        if total == len(rows):
            said = words.say_many("{count} person", "{count} people", total)
        else:
            said = words.say("{shown} of {total} shown", shown=len(rows), total=total)
        title = (Run(account, Type.STRONG), Run(said, Type.SECONDARY, "text2"))
        return Group(rows[0].account_id, title, f"{account}, {said}")

    def _show_sums(self, directory: Directory) -> None:
        words, formats = self.look.words, self.look.formats
        places = words.say_many(
            "{count} place of {total}",
            "{count} places of {total}",
            len(directory.rows),
            total=formats.number(directory.places_in_all),
        )
        people = words.say_many("{count} person", "{count} people", directory.people)
        self.foot.show_sums(
            (
                Run(places, Type.SECONDARY, "text2"),
                Run("·", Type.SECONDARY, "text3"),
                Run(people, Type.STRONG),
            )
        )


def _by_account(rows: Sequence[DirectoryRow]) -> list[tuple[str, list[Any]]]:
    """The rows of each account, which stand together; two accounts of one name stay two."""
    found = [list(each) for _, each in groupby(rows, key=lambda row: row.account_id)]
    return [(each[0].account, each) for each in found]
