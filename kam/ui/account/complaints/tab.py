"""The complaints of one client: a table, and the record of the one that is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kam.core.changes import Area
from kam.services.complaints.query import ComplaintQuery, ComplaintSort, ComplaintStanding
from kam.services.complaints.rows import ComplaintTable
from kam.services.complaints.table import read_table
from kam.ui.account.tab import AccountTab
from kam.ui.commands import Command
from kam.ui.complaints.deeds import ComplaintDeeds
from kam.ui.complaints.faces import TableFace
from kam.ui.complaints.letters import is_letter
from kam.ui.complaints.nothing import no_complaint_of_client
from kam.ui.complaints.record.view import RecordView
from kam.ui.desk import Desk
from kam.ui.places import account_place, complaint_place, register_place
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Kind, button
from kam.ui.widgets.labels import ElidedLabel
from kam.ui.widgets.table.column import Sorting

_MINUTE = 60_000


class ComplaintsTab(AccountTab):
    """Open ones by urgency, then what has ended; a complaint named by the place opens as its record."""

    areas: ClassVar[Area] = (
        Area.COMPLAINTS | Area.PEOPLE | Area.COMMITMENTS | Area.INTERACTIONS | Area.SETTINGS
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.look.words
        self._account_id: UUID | None = None
        self._item: UUID | None = None
        self._query = ComplaintQuery(standing=ComplaintStanding.ALL)
        self.deeds = ComplaintDeeds(desk, self)
        self.table = TableFace(desk, self.deeds, with_client=False, kept_as="account-complaints")
        self.record = RecordView(desk)
        self.said = ElidedLabel("", Type.SECONDARY, "text2")
        self.add = button(
            desk.look, words.say_in("complaint", "Register"), kind=Kind.PRIMARY, icon="plus", compact=True
        )
        self._lay_out()
        self.add.clicked.connect(self.register)
        self.table.table.sort_wished.connect(self._sort)
        self.deeds.went.connect(self._go)
        self.record.went.connect(self._go)
        self.record.left.connect(self._leave)
        self._tick = QTimer(self)
        self._tick.setInterval(_MINUTE)
        self._tick.timeout.connect(self._minute)
        self._tick.start()

    def show_account(self, account_id: UUID, item_id: UUID | None = None, view: str | None = None) -> None:
        """Show a client's complaints, or one of them."""
        del view
        self._account_id, self._item = account_id, item_id
        self._query = replace(self._query, accounts=frozenset({account_id}))
        self._stack.setCurrentWidget(self._list if item_id is None else self.record)
        if item_id is not None:
            self.record.show_complaint(item_id)
        self.refresh()

    def refresh(self) -> None:
        """Read what is shown."""
        if self._account_id is None:
            return
        work = partial(read_table, self.desk.workspace, self._query, as_of=self.desk.now())
        self.desk.read(self, work, partial(self._show, self._account_id), key="complaints of a client")
        if self._item is not None:
            self.record.refresh()

    def commands(self) -> list[Command]:
        """What can be done here."""
        if self._item is not None:
            return self.record.commands()
        rows = self.table.rows()
        about = rows[0].number if len(rows) == 1 else ""
        own = [
            Command(f"complaints.{deed.code}", deed.menu_text, partial(deed.run, rows), deed.icon, hint=about)
            for deed in self.deeds.fitting(rows)
        ]
        text = self.look.words.say("Register a complaint…")
        return [Command("complaints.register", text, self.register, "shield-alert"), *own]

    def file_wish(self, paths: Sequence[Path]) -> str | None:
        """A letter becomes a complaint; over the record of one files are kept with it."""
        if self._item is not None:
            return self.record.file_wish(paths)
        if len(paths) == 1 and is_letter(paths[0]):
            return self.look.words.say("Let go to register a complaint from “{name}”", name=paths[0].name)
        return None

    def take_files(self, paths: Sequence[Path]) -> None:
        """Register a complaint from a letter, or keep files with the complaint that is open."""
        if self._item is not None:
            self.record.take_files(paths)
        else:
            self.went.emit(register_place(self._account_id, None, paths[0]))

    def keep(self) -> None:
        """The columns stay as they stand."""
        self.table.table.layout_of_columns.keep()

    def register(self) -> None:
        """Open the window that registers a complaint of this client."""
        self.went.emit(register_place(self._account_id))

    # Inside

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(Size.PAGE_MARGIN, Size.GRID, Size.PAGE_MARGIN, Size.GRID)
        head.addWidget(self.said, 1)
        head.addWidget(self.add)
        self._list = QWidget()
        column = QVBoxLayout(self._list)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.table, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._list)
        self._stack.addWidget(self.record)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def _show(self, account_id: UUID, found: ComplaintTable) -> None:
        if account_id != self._account_id:
            return
        words, formats = self.look.words, self.look.formats
        query = self._query
        table = self.table.table
        column = next((each.id for each in table.columns if each.sort == query.sort.value), "clock")
        table.show_rows(found.rows, Sorting(column, query.descending))
        self.table.show_total(len(found.rows), found.total)
        table.set_empty(None if found.rows else no_complaint_of_client(self.look, self.register))
        open_ = sum(row.is_open for row in found.rows)
        self.said.setText(
            words.say(
                "{open} open, {all} in all", open=formats.number(open_), all=formats.number(found.total)
            )
            if found.rows
            else ""
        )
        self.counted.emit(formats.number(open_) if open_ else "")

    def _sort(self, sorting: Sorting) -> None:
        by = next(each.sort for each in self.table.table.columns if each.id == sorting.column)
        self._query = replace(self._query, sort=ComplaintSort(by), descending=sorting.falling)
        self.refresh()

    def _go(self, place: object) -> None:
        """A record of this client opens here, everything else where it belongs."""
        rows = self.table.table.rows_model.rows()
        here = next((row.id for row in rows if place == complaint_place(row.id)), None)
        if here is not None and self._account_id is not None:
            place = account_place(self._account_id, "complaints", here)
        self.went.emit(place)

    def _leave(self) -> None:
        if self._account_id is not None:
            self.went.emit(account_place(self._account_id, "complaints"))

    def _minute(self) -> None:
        if self.isVisible():
            self.refresh()
