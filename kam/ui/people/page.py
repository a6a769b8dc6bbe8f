"""Everyone across accounts: one row a place, found at each key, written out as vCards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import ClassVar

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout

from kam.core.changes import Area
from kam.services.people.directory import Directory, PeopleQuery, PeopleSort, read_directory
from kam.services.people.directory_rows import DirectoryRow
from kam.services.people.vcards import vcards_of
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.page import Page
from kam.ui.people.columns import PeopleColumns
from kam.ui.people.filters import PeopleFilters
from kam.ui.places import Place, account_place
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button, link
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.labels import LineLabel, label, rule
from kam.ui.widgets.panels import clear
from kam.ui.widgets.pieces import Run
from kam.ui.widgets.table.column import Group, Sorting
from kam.ui.widgets.table.table import Table

_FOOT = 40


class PeoplePage(Page):
    """The directory. A row opens its person on their account's map."""

    areas: ClassVar[Area] = Area.PEOPLE | Area.INTERACTIONS | Area.ACCOUNTS | Area.SETTINGS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.look.words
        self._query = PeopleQuery(by_account=True)
        self._shown: Directory | None = None
        self._columns = PeopleColumns(desk.look, desk.today)
        self.filters = PeopleFilters(desk.look)
        self.table = Table(
            desk.look,
            self._columns.all(),
            name=words.say("People"),
            boxes=True,
            local=desk.local,
            kept_as="people",
        )
        self._left = QHBoxLayout()
        self._left.setSpacing(12)
        self._sums = LineLabel(desk.look)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.filters)
        column.addWidget(self.table, 1)
        column.addWidget(self._foot())
        self.setProperty("ground", "page")
        self.filters.changed.connect(self._ask)
        self.table.sort_wished.connect(self._sort)
        self.table.opened.connect(self._open)
        self.table.selected.connect(self._show_selection)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.filters.text.setFocus)

    def go_to(self, place: Place) -> None:
        """Show everyone; a person named by the place is searched for by nothing but their row."""
        if self._shown is None:
            self.refresh()
        if place.item_id is not None and self._shown is not None:
            found = [row.id for row in self._shown.rows if place.item_id in {row.person_id, row.id}]
            self.table.select(found)
        self.table.setFocus()

    def refresh(self) -> None:
        """Read the rows of the query."""
        query = self._query
        work = partial(read_directory, self.desk.workspace, query, as_of=self.desk.now())
        self.desk.read(self, work, partial(self._show, query), key="directory")

    def title(self) -> str:
        """Its name."""
        return self.look.words.say("People")

    def commands(self) -> list[Command]:
        """What can be done here."""
        words = self.look.words
        return [
            Command(
                "people.filter",
                words.say("Filter the people"),
                self.filters.text.setFocus,
                "funnel",
                "Ctrl+F",
            ),
            Command("people.vcards", words.say("Save the selected as vCards"), self.save_vcards, "id-card"),
        ]

    def save_vcards(self) -> None:
        """Ask where the vCards of the selection go."""
        if not self.table.selected_rows():
            return
        words = self.look.words
        title, kinds = words.say("Save as vCards"), words.say("vCards (*.vcf)")
        self._chooser = QFileDialog(self, title, "people.vcf", kinds)
        self._chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self._chooser.setDefaultSuffix("vcf")
        self._chooser.fileSelected.connect(self.save_vcards_to)
        self._chooser.open()

    def save_vcards_to(self, path: str) -> None:
        """Write the vCards of the selection into a file."""
        named = [row for row in self.table.selected_rows() if row.person_id is not None]

        def work() -> int:
            Path(path).write_bytes(vcards_of(self.desk.workspace, [row.id for row in named]))
            return len({row.person_id for row in named})

        self.desk.read(self, work, self._told)

    def _told(self, count: int) -> None:
        words = self.look.words
        self.desk.hub.notice(words.say_many("{count} vCard saved", "{count} vCards saved", count))

    # Inside

    def _head(self) -> QFrame:
        words = self.look.words
        head = QFrame()
        head.setProperty("role", "pagehead")
        head.setFixedHeight(Size.TABLE_HEAD)
        row = QHBoxLayout(head)
        row.setContentsMargins(Size.PAGE_MARGIN, 0, Size.PAGE_MARGIN, 0)
        row.setSpacing(8)
        row.addWidget(label(words.say("People"), Type.TITLE))
        row.addStretch(1)
        columns = self.table.columns_menu()
        chooser = icon_button(self.look, "columns-3", words.say("Columns"))
        chooser.clicked.connect(lambda: columns.popup(chooser.mapToGlobal(chooser.rect().bottomLeft())))
        row.addWidget(chooser)
        row.addWidget(
            icon_button(self.look, "copy", words.say("Copy the selected rows"), run=self.table.copy_selection)
        )
        return head

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setProperty("role", "pagefoot")
        foot.setFixedHeight(_FOOT)
        row = QHBoxLayout(foot)
        row.setContentsMargins(Size.PAGE_MARGIN, 0, Size.PAGE_MARGIN, 0)
        row.addLayout(self._left)
        row.addStretch(1)
        row.addWidget(self._sums)
        return foot

    def _ask(self, query: PeopleQuery) -> None:
        self._query = query
        self.refresh()

    def _sort(self, sorting: Sorting) -> None:
        by = next(each.sort for each in self.table.columns if each.id == sorting.column)
        self._query = replace(self._query, sort=PeopleSort(by), descending=sorting.falling)
        self.filters.show_query(self._query)
        self.refresh()

    def _show(self, query: PeopleQuery, directory: Directory) -> None:
        self._shown = directory
        self.filters.show_counts(directory.counts)
        column = next((each.id for each in self.table.columns if each.sort == query.sort.value), "name")
        sorting = Sorting(column, query.descending)
        if query.by_account:
            groups = [
                (self._group(account, list(rows), directory), rows)
                for account, rows in _by_account(directory.rows)
            ]
            self.table.show_groups(groups, sorting)
        else:
            self.table.show_rows(directory.rows, sorting)
        self._show_sums(directory)
        self.table.set_empty(None if directory.rows else self._nobody(directory))

    def _nobody(self, directory: Directory) -> EmptyState:
        words = self.look.words
        if directory.places_in_all:
            return EmptyState(
                self.look,
                "funnel-x",
                words.say("Nobody meets all the conditions"),
                words.say("Take a condition off, or look for another name."),
            )
        return EmptyState(
            self.look,
            "users",
            words.say("Nobody yet"),
            words.say("People come from the pages of clients, or in one go from a table."),
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
        self._sums.show_line(
            (
                Run(places, Type.SECONDARY, "text2"),
                Run("·", Type.SECONDARY, "text3"),
                Run(people, Type.STRONG),
            )
        )

    def _show_selection(self, rows: list[DirectoryRow]) -> None:
        clear(self._left)
        if not rows:
            return
        words = self.look.words
        if len(rows) == 1:
            text = words.say("Selected: {name}", name=self._columns.name(rows[0]))
        else:
            text = words.say_many("{count} selected", "{count} selected", len(rows))
        self._left.addWidget(label(text, Type.STRONG))
        self._left.addWidget(rule(upright=True))
        self._left.addWidget(link(self.look, words.say("vCard"), icon="id-card", run=self.save_vcards))

    def _open(self, row: DirectoryRow) -> None:
        self.went.emit(account_place(row.account_id, "people", row.id))


def _by_account(rows: Sequence[DirectoryRow]) -> list[tuple[str, list[DirectoryRow]]]:
    """The rows of each account, which stand together; two accounts of one name stay two."""
    found = [list(each) for _, each in groupby(rows, key=lambda row: row.account_id)]
    return [(each[0].account, each) for each in found]
