"""The page of promises."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar, Final
from uuid import UUID

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from kam.core.changes import Area
from kam.core.vocabulary import Side
from kam.services.commitments.closed import ClosedPage, read_closed
from kam.services.commitments.query import PromiseQuery, PromiseSort, conditions
from kam.services.commitments.reading import (
    in_order,
    promise_choices,
    read_ledger,
    read_open,
    read_rates,
)
from kam.services.commitments.rows import Ledger, PromiseRow
from kam.services.tables import TableFormat
from kam.ui.commands import Command
from kam.ui.commitments.deeds import PromiseDeeds
from kam.ui.desk import Desk
from kam.ui.page import Page
from kam.ui.places import SCENARIOS, Place
from kam.ui.promises.columns import PromiseColumns
from kam.ui.promises.exporting import PromisesExport
from kam.ui.promises.faces import SidesFace, TableFace
from kam.ui.promises.filters import PromiseFilters
from kam.ui.promises.head import Head
from kam.ui.promises.nothing import nobody_owes_us, nothing_closed, nothing_meets, we_owe_nobody
from kam.ui.promises.saved_views import (
    CLOSED,
    FACES,
    SIDES,
    TABLE,
    ShownPromises,
    views_of_promises,
    whole_like,
)
from kam.ui.promises.story import ChosenStory
from kam.ui.views_menu import ViewsMenu
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.table.column import Sorting

_KEPT: Final = "promises-page"
_MINUTE: Final = 60_000


class PromisesPage(Page):
    """What we promised and what was promised to us: open, as a table, closed."""

    areas: ClassVar[Area] = Area.COMMITMENTS | Area.ACCOUNTS | Area.PEOPLE | Area.INTERACTIONS | Area.SETTINGS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.look.words
        self._query = PromiseQuery()
        self._ledger: Ledger | None = None
        self._wanted: UUID | None = None
        self.deeds = PromiseDeeds(desk, self)
        self.exporting = PromisesExport(desk, self)
        self.filters = PromiseFilters(desk.look)
        self.saved = ViewsMenu(desk, self, views_of_promises(words))
        self.head = Head(desk.look, self.saved.button)
        columns = PromiseColumns(desk.look, desk.today)
        self.sides = SidesFace(desk, self.deeds)
        self._story = ChosenStory(desk, self.sides.side.chosen)
        self.open = TableFace(
            desk, self.deeds, columns.of_open(), name=words.say("Open promises"), kept_as="promises"
        )
        self.closed = TableFace(
            desk,
            self.deeds,
            columns.of_closed(),
            name=words.say("Closed promises"),
            kept_as="promises-closed",
        )
        self._faces: dict[str, SidesFace | TableFace] = {
            SIDES: self.sides,
            TABLE: self.open,
            CLOSED: self.closed,
        }
        self._lay_out()
        self._connect()
        kept = desk.local.page(_KEPT)
        self._show_face(str(kept.get("face", SIDES)))

    def go_to(self, place: Place) -> None:
        """Show a face; a promise, a client or a person named by the place has the word alone."""
        if place.view in FACES and place.view != self.head.views.current:
            self._show_face(place.view)
        self._wanted = place.item_id
        if place.account_id is not None:
            self._query = replace(PromiseQuery(), accounts=frozenset({place.account_id}))
            self.filters.show_query(self._query)
        self.refresh()
        self._take_focus()

    def refresh(self) -> None:
        """Read what the open face shows, what can be chosen, and the rates."""
        workspace, now = self.desk.workspace, self.desk.now()
        self._read()
        self.desk.read(
            self, partial(promise_choices, workspace), self.filters.show_choices, key="promise choices"
        )
        rates = partial(read_rates, workspace, self._query, as_of=now)
        self.desk.read(self, rates, self.sides.show_rates, key="rates")
        self._story.refresh()
        self.saved.refresh()

    def title(self) -> str:
        """Its name."""
        return self.look.words.say_in("page", "Promises")

    def creations(self) -> list[Command]:
        """What the Create button offers first while this page is open."""
        return [
            Command("create.promise", self.look.words.say("New promise"), self.add, "handshake", "Ctrl+N")
        ]

    def commands(self) -> list[Command]:
        """What can be done here, with what is chosen first."""
        words = self.look.words
        rows = self._face.rows()
        about = rows[0].text if len(rows) == 1 else ""
        own = [
            Command(f"promises.{deed.code}", deed.menu_text, partial(deed.run, rows), deed.icon, hint=about)
            for deed in self.deeds.fitting(rows)
        ]
        csv, xlsx = (partial(self.export, kind) for kind in (TableFormat.CSV, TableFormat.XLSX))
        return [
            *own,
            Command("promises.new", words.say("New promise"), self.add, "handshake", "Ctrl+N"),
            Command("promises.all", words.say("Remind of everything late"), self.remind_all, "mail"),
            Command(
                "promises.filter",
                words.say("Filter the promises"),
                self.filters.text.setFocus,
                "funnel",
                "Ctrl+F",
            ),
            Command("promises.clear", words.say("Clear all conditions"), self._take_all_off, "funnel-x"),
            Command("promises.view", words.say("Save the view as…"), self.saved.ask_to_save, "bookmark"),
            Command("promises.csv", words.say("Export the promises as CSV"), csv, "download"),
            Command("promises.xlsx", words.say("Export the promises for Excel"), xlsx, "file-spreadsheet"),
            Command(
                "promises.scenarios",
                words.say("Touch scenarios"),
                partial(self.went.emit, SCENARIOS),
                "list-tree",
            ),
        ]

    def keep(self) -> None:
        """Remember the face and the widths."""
        self.desk.local.keep_page(_KEPT, {"face": self.head.views.current})
        for face in (self.open, self.closed):
            face.table.layout_of_columns.keep()

    def add(self) -> None:
        """Open the sheet of a new promise, to the client of the one that is chosen."""
        rows = self._face.rows()
        chosen = next(iter(self._query.accounts)) if len(self._query.accounts) == 1 else None
        self.deeds.add(rows[0].account_id if rows else chosen, rows[0].side if rows else Side.OURS)

    def remind_all(self) -> None:
        """Open the letters about everything of theirs that is late."""
        if self._ledger is not None:
            late = [row.id for row in self._ledger.theirs.rows if row.is_late]
            if late:
                self.deeds.write(late)
            else:
                self.desk.hub.notice(self.look.words.say("Nothing promised to us is late"))

    def export(self, kind: TableFormat) -> None:
        """Ask where what is shown goes; of several chosen promises, these alone."""
        if rows := self._shown():
            self.exporting.ask(rows, kind)

    # Building

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for face in self._faces.values():
            self._stack.addWidget(face)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)
        self.setProperty("ground", "page")

    def _connect(self) -> None:
        self.head.columns.clicked.connect(self._choose_columns)
        self.head.out.clicked.connect(self._open_export)
        self.head.scenarios.clicked.connect(partial(self.went.emit, SCENARIOS))
        self.head.remind.clicked.connect(self.remind_all)
        self.head.new.clicked.connect(self.add)
        self.head.views.chosen.connect(self._choose_face)
        self.filters.changed.connect(self._ask)
        self.saved.chosen.connect(self._show_view)
        self.deeds.went.connect(self.went)
        self.sides.chosen.connect(self._story.follow)
        self.sides.all_wished.connect(lambda: self._put(replace(self._query, promised=False)))
        self.sides.orphans_wished.connect(self._hand_orphans)
        self.sides.side.keeps.account_wished.connect(self._show_account)
        self.sides.side.people.person_wished.connect(self._show_person)
        self.sides.side.chosen.origin_wished.connect(self._open_origin)
        self.open.table.sort_wished.connect(self._sort)
        self._tick = QTimer(self)
        self._tick.setInterval(_MINUTE)
        self._tick.timeout.connect(self._minute)
        self._tick.start()
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.filters.text.setFocus)

    # Faces

    @property
    def _face(self) -> SidesFace | TableFace:
        return self._faces[self.head.views.current]

    def _choose_face(self, face: str) -> None:
        self._show_face(face)
        self._read()
        self._take_focus()
        self.moved.emit(Place("promises", view=face))

    def _show_face(self, face: str) -> None:
        face = face if face in FACES else SIDES
        self.head.show_face(face)
        self._stack.setCurrentWidget(self._faces[face])
        self.filters.show_for(face)
        self._tell_view()

    def _take_focus(self) -> None:
        face = self._face
        if isinstance(face, SidesFace):
            face.take_focus()
        else:
            face.table.setFocus()

    def _show_view(self, view: ShownPromises) -> None:
        """A saved view was chosen."""
        if view.face and view.face != self.head.views.current:
            self._show_face(view.face)
            self.moved.emit(Place("promises", view=view.face))
        self._put(view.query)

    def _tell_view(self) -> None:
        self.saved.show_now(ShownPromises(self._query, self.head.views.current))

    # The query

    def _ask(self, query: PromiseQuery) -> None:
        self._query = query
        self._tell_view()
        self.refresh()

    def _put(self, query: PromiseQuery) -> None:
        self.filters.show_query(query)
        self._ask(query)

    def _sort(self, sorting: Sorting) -> None:
        by = next(each.sort for each in self.open.table.columns if each.id == sorting.column)
        self._put(replace(self._query, sort=PromiseSort(by), descending=sorting.falling))

    def _take_all_off(self) -> None:
        self._put(whole_like(self._query))

    def _show_account(self, account: UUID) -> None:
        self._put(replace(self._query, accounts=frozenset({account})))

    def _show_person(self, side: str, person: UUID) -> None:
        only = frozenset({person})
        if side == "ours":
            self._put(replace(self._query, owners=only, people=frozenset()))
        else:
            self._put(replace(self._query, people=only, owners=frozenset()))

    # Reading

    def _read(self) -> None:
        workspace, now, query = self.desk.workspace, self.desk.now(), self._query
        face = self.head.views.current
        if face == CLOSED:
            work = partial(read_closed, workspace, query, as_of=now)
            self.desk.read(self, work, self._show_closed, key="ledger")
            return
        ledger = partial(read_ledger, workspace, query, as_of=now)
        self.desk.read(self, ledger, self._show_ledger, key="ledger")
        if face == TABLE:
            rows = partial(read_open, workspace, query, as_of=now)
            self.desk.read(self, rows, partial(self._show_open, query), key="open")

    def _show_ledger(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self.filters.show_ledger(ledger)
        self.sides.show_ledger(ledger, self._nothing)
        late = sum(row.is_late for row in ledger.theirs.rows)
        self.head.remind.setEnabled(late > 0)
        if self._wanted is not None and self.head.views.current == SIDES:
            self._choose_wanted(ledger)

    def _choose_wanted(self, ledger: Ledger) -> None:
        """Choose the promise a place named; conditions that hide it are taken off."""
        wanted, self._wanted = self._wanted, None
        if wanted is None or self.sides.choose(wanted):
            return
        whole = whole_like(self._query)
        if ledger.in_all and self._query != whole:
            self._wanted = wanted
            self._put(whole)

    def _show_open(self, query: PromiseQuery, rows: tuple[PromiseRow, ...]) -> None:
        column = next((each.id for each in self.open.table.columns if each.sort == query.sort.value), "due")
        self.open.table.show_rows(rows, Sorting(column, query.descending))
        words = self.look.words
        self.open.foot.show_sums(words.say_many("{count} open promise", "{count} open promises", len(rows)))
        self.open.table.set_empty(None if rows else self._nothing(Side.OURS))
        if self._wanted is not None:
            self.open.table.select([self._wanted])
            self._wanted = None

    def _show_closed(self, page: ClosedPage) -> None:
        self.closed.table.show_rows(page.rows)
        words, formats = self.look.words, self.look.formats
        total = formats.number(page.in_all)
        if len(page.rows) < page.in_all:
            text = words.say("the latest {count} of {total} closed", count=len(page.rows), total=total)
        else:
            text = words.say_many("{count} closed promise", "{count} closed promises", page.in_all)
        self.closed.foot.show_sums(text)
        self.closed.table.set_empty(None if page.rows else nothing_closed(self.look))

    def _nothing(self, side: Side) -> EmptyState:
        """What an empty ledger says: which way to more."""
        if self._ledger is not None and self._ledger.in_all and conditions(self._query):
            return nothing_meets(self.look, self._take_all_off)
        return we_owe_nobody(self.look, self.add) if side is Side.OURS else nobody_owes_us(self.look)

    # The chosen one

    def _open_origin(self) -> None:
        rows = self.sides.rows()
        if self.deeds["origin"].fits(rows):
            self.deeds["origin"].run(rows)

    def _hand_orphans(self) -> None:
        """Hand over the promises of who has left, of one client at a time."""
        if self._ledger is None or not (orphans := self._ledger.theirs.orphans):
            return
        first = orphans[0]
        rows = [row for row in orphans if row.account_id == first.account_id]
        self.deeds.hand(rows)

    # Files and menus

    def _shown(self) -> list[PromiseRow]:
        face = self._face
        chosen = face.rows()
        if len(chosen) > 1:
            return chosen
        if isinstance(face, TableFace):
            return list(face.table.rows_model.rows())
        if self._ledger is None:
            return []
        return list(in_order([*self._ledger.ours.rows, *self._ledger.theirs.rows], PromiseSort.DUE))

    def _open_export(self) -> None:
        self._popup(self.exporting.menu(self._shown()), self.head.out)

    def _choose_columns(self) -> None:
        face = self._face
        if isinstance(face, TableFace):
            self._popup(face.table.columns_menu(), self.head.columns)

    def _popup(self, menu: QMenu, under: QWidget) -> None:
        menu.popup(under.mapToGlobal(under.rect().bottomLeft()))

    def _minute(self) -> None:
        """What falls due by the hour turns late by itself."""
        if self.isVisible():
            self._read()
