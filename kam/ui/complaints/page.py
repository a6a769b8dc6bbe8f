"""The page of complaints: board, table, conclusions, and the record of one."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final
from uuid import UUID

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from kam.core.changes import Area
from kam.services.complaints.board import read_board
from kam.services.complaints.query import ComplaintQuery, ComplaintSort, ComplaintStanding, conditions
from kam.services.complaints.rows import Board, ComplaintCard, ComplaintChoices, ComplaintTable
from kam.services.complaints.table import read_table
from kam.ui.commands import Command
from kam.ui.complaints.behind import behind_figure
from kam.ui.complaints.deeds import ComplaintDeeds
from kam.ui.complaints.faces import BoardFace, TableFace
from kam.ui.complaints.filters import ComplaintFilters
from kam.ui.complaints.head import Head
from kam.ui.complaints.letters import is_letter
from kam.ui.complaints.nothing import no_complaint, nothing_meets
from kam.ui.complaints.papers import LEARNING, REGISTER, PeriodPapers
from kam.ui.complaints.reading import figures_of_the_last_days, read_what_to_choose
from kam.ui.complaints.record.view import RecordView
from kam.ui.complaints.saved_views import (
    BOARD,
    FACES,
    LEARN,
    TABLE,
    ShownComplaints,
    views_of_complaints,
    whole_like,
)
from kam.ui.desk import Desk
from kam.ui.page import Page
from kam.ui.places import COMPLAINTS, Place, register_place
from kam.ui.views_menu import ViewsMenu
from kam.ui.widgets.table.column import Sorting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kam.analysis.complaints.facts import Span
    from kam.services.commitments.handing import AccountChoice
    from kam.ui.complaints.learn.view import LearnView

_KEPT: Final = "complaints-page"
_MINUTE: Final = 60_000
_STRETCH: Final = 500
"""So many rows of the table are read first; twice as many each time one comes to their end."""


class ComplaintsPage(Page):
    """All complaints as a board, as a table and in figures; one of them as its record."""

    areas: ClassVar[Area] = (
        Area.COMPLAINTS | Area.ACCOUNTS | Area.PEOPLE | Area.COMMITMENTS | Area.INTERACTIONS | Area.SETTINGS
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._query = ComplaintQuery()
        self._record: UUID | None = None
        self._wanted: UUID | None = None
        self._learn: LearnView | None = None
        self._focus_waits = False
        self._stretch = _STRETCH
        self.deeds = ComplaintDeeds(desk, self)
        self.filters = ComplaintFilters(desk.look)
        self.saved = ViewsMenu(desk, self, views_of_complaints(desk.look.words))
        self.head = Head(desk.look, self.saved.button)
        self.board = BoardFace(desk, self.deeds)
        self.table = TableFace(desk, self.deeds)
        self.record = RecordView(desk)
        self.papers = PeriodPapers(desk, self, self._period, self._rows_to_write)
        self._lay_out()
        self._connect()
        self._show_face(str(desk.local.page(_KEPT).get("face", BOARD)))

    def go_to(self, place: Place) -> None:
        """Show a face, or the record of a complaint."""
        self._record = place.item_id
        self._whole.setCurrentWidget(self.record if place.item_id is not None else self._lists)
        if place.item_id is not None:
            self._wanted = place.item_id
            self.record.show_complaint(place.item_id)
            self.record.setFocus()
            return
        if place.view in FACES and place.view != self.head.views.current:
            self._show_face(place.view)
        if place.account_id is not None:
            self._put(replace(ComplaintQuery(), accounts=frozenset({place.account_id})))
        self.refresh()
        self._take_focus()

    def refresh(self) -> None:
        """Read what is shown, and what can be chosen."""
        if self._record is not None:
            self.record.refresh()
            return
        self._read()
        desk = self.desk
        self.desk.read(self, partial(read_what_to_choose, desk), self._show_choices, key="choices")
        if self._face == BOARD:
            self.desk.read(
                self, partial(figures_of_the_last_days, desk), self.board.show_learning, key="figures"
            )
        self.saved.refresh()

    def title(self) -> str:
        """Its name, or that of the complaint."""
        words = self.look.words
        shown = self.record.record
        if self._record is not None and shown is not None and shown.id == self._record:
            return shown.number
        return words.say("Complaints")

    def creations(self) -> list[Command]:
        """What the Create button offers first while this page is open."""
        text = self.look.words.say("Register a complaint…")
        return [Command("create.complaint", text, self.register, "shield-alert", "Ctrl+N")]

    def commands(self) -> list[Command]:
        """What can be done here, with what is chosen first."""
        words = self.look.words
        if self._record is not None:
            return self.record.commands()
        rows = self.board.rows() if self._face == BOARD else self.table.rows()
        about = rows[0].number if len(rows) == 1 else ""
        own = [
            Command(f"complaints.{deed.code}", deed.menu_text, partial(deed.run, rows), deed.icon, hint=about)
            for deed in self.deeds.fitting(rows)
        ]
        faces = (
            (BOARD, words.say("Complaints as a board"), "square-kanban"),
            (TABLE, words.say("Complaints as a table"), "table-2"),
            (LEARN, words.say("What complaints teach"), "chart-line"),
        )
        return [
            *own,
            *(
                Command(f"complaints.{code}", text, partial(self._choose_face, code), icon)
                for code, text, icon in faces
            ),
            Command(
                "complaints.filter",
                words.say("Filter the complaints"),
                self.filters.text.setFocus,
                "funnel",
                "Ctrl+F",
            ),
            Command(
                "complaints.report",
                words.say("Print the report on complaints"),
                self.papers.outs[LEARNING].print,
                "printer",
            ),
            Command(
                "complaints.register",
                words.say("Print the register of complaints"),
                self.papers.outs[REGISTER].print,
                "printer",
            ),
            Command("complaints.clear", words.say("Clear all conditions"), self._take_all_off, "funnel-x"),
            Command("complaints.view", words.say("Save the view as…"), self.saved.ask_to_save, "bookmark"),
        ]

    def file_wish(self, paths: Sequence[Path]) -> str | None:
        """A letter let go here becomes a complaint."""
        if self._record is not None:
            return self.record.file_wish(paths)
        if len(paths) == 1 and is_letter(paths[0]):
            return self.look.words.say("Let go to register a complaint from “{name}”", name=paths[0].name)
        return None

    def take_files(self, paths: Sequence[Path]) -> None:
        """Register a complaint from a letter; keep files with the complaint that is open."""
        if self._record is not None:
            self.record.take_files(paths)
        else:
            self.went.emit(register_place(None, None, paths[0]))

    def keep(self) -> None:
        """Remember the face and the widths."""
        self.desk.local.keep_page(_KEPT, {"face": self._face})
        self.table.table.layout_of_columns.keep()

    def register(self) -> None:
        """Open the window that registers a complaint."""
        accounts = self._query.accounts
        self.went.emit(register_place(next(iter(accounts)) if len(accounts) == 1 else None))

    # Building

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        self._stack.addWidget(self.board)
        self._stack.addWidget(self.table)
        self._lists = QWidget()
        column = QVBoxLayout(self._lists)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)
        self._whole = QStackedWidget()
        self._whole.addWidget(self._lists)
        self._whole.addWidget(self.record)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._whole)
        self.setProperty("ground", "page")

    def _connect(self) -> None:
        self.head.new.clicked.connect(self.register)
        self.head.views.chosen.connect(self._choose_face)
        self.head.out.clicked.connect(self._open_export)
        self.head.columns.clicked.connect(self._choose_columns)
        self.filters.changed.connect(self._ask)
        self.saved.chosen.connect(self._show_view)
        self.deeds.went.connect(self.went)
        self.record.went.connect(self.went)
        self.record.named.connect(lambda: self.moved.emit(Place("complaints", item_id=self._record)))
        self.record.left.connect(partial(self.went.emit, COMPLAINTS))
        self.table.table.sort_wished.connect(self._sort)
        self.table.more_wished.connect(self._read_on)
        self.board.asked.connect(self._show_behind)
        self._tick = QTimer(self)
        self._tick.setInterval(_MINUTE)
        self._tick.timeout.connect(self._minute)
        self._tick.start()
        QShortcut(QKeySequence("Ctrl+F"), self._lists).activated.connect(self.filters.text.setFocus)

    # Faces

    @property
    def _face(self) -> str:
        return self.head.views.current

    def _choose_face(self, face: str) -> None:
        self.moved.emit(Place("complaints", view=face))
        self._show_face(face)
        self.refresh()
        self._take_focus()

    def _show_face(self, face: str) -> None:
        face = face if face in FACES else BOARD
        self.head.show_face(face)
        self._stack.setCurrentWidget(self._face_of(face))
        self.filters.show_for(face)
        self._tell_view()

    def _face_of(self, face: str) -> QWidget:
        if face == BOARD:
            return self.board
        if face == TABLE:
            return self.table
        if self._learn is None:
            from kam.ui.complaints.learn.view import LearnView

            self._learn = LearnView(self.desk)
            self._learn.asked.connect(self._show_those)
            self._learn.went.connect(self.went)
            self._stack.addWidget(self._learn)
        return self._learn

    def _take_focus(self) -> None:
        self._focus_waits = False
        if self._face == BOARD:
            self._focus_waits = not self.board.take_focus()
        elif self._face == TABLE:
            self.table.take_focus()
        elif self._learn is not None:
            self._learn.take_focus()

    def _show_view(self, view: ShownComplaints) -> None:
        if view.face and view.face != self._face:
            self._show_face(view.face)
            self.moved.emit(Place("complaints", view=view.face))
        self._put(view.query)

    def _tell_view(self) -> None:
        self.saved.show_now(ShownComplaints(self._query, self._face))

    # The query

    def _ask(self, query: ComplaintQuery) -> None:
        self._query = query
        self._stretch = _STRETCH
        self._tell_view()
        self.refresh()

    def _put(self, query: ComplaintQuery) -> None:
        self.filters.show_query(query)
        self._ask(query)

    def _sort(self, sorting: Sorting) -> None:
        by = next(each.sort for each in self.table.table.columns if each.id == sorting.column)
        self._put(replace(self._query, sort=ComplaintSort(by), descending=sorting.falling))

    def _take_all_off(self) -> None:
        self._put(whole_like(self._query))

    def _show_behind(self, code: str) -> None:
        """The complaints behind a figure over the board, as a table."""
        self._show_table(behind_figure(code, self._query, self.board.learning))

    def _show_those(self, ids: Sequence[UUID]) -> None:
        """The complaints behind a figure of the conclusions, as a table."""
        self._show_table(replace(whole_like(self._query), ids=frozenset(ids), standing=ComplaintStanding.ALL))

    def _show_table(self, query: ComplaintQuery) -> None:
        self.moved.emit(Place("complaints", view=self._face))
        self._query = query
        self._stretch = _STRETCH
        self.filters.show_query(query)
        self.went.emit(Place("complaints", view=TABLE))

    # Reading

    def _read(self) -> None:
        workspace, now, query = self.desk.workspace, self.desk.now(), self._query
        if self._face == TABLE:
            rows = partial(read_table, workspace, query, as_of=now, limit=self._stretch)
            self.desk.read(self, rows, partial(self._show_table_rows, query), key="complaints")
        elif self._face == LEARN and self._learn is not None:
            self._learn.show_query(query)
        else:
            work = partial(read_board, workspace, query, as_of=now)
            self.desk.read(self, work, self._show_board, key="complaints")

    def _read_on(self) -> None:
        self._stretch *= 2
        self._read()

    def _show_board(self, board: Board) -> None:
        self.filters.show_board(board)
        self.board.show_board(board)
        self.board.show_empty(self._nothing(board))
        if self._focus_waits:
            self._focus_waits = False
            self.board.take_focus()
        if self._wanted is not None:
            self.board.board.go_to(self._wanted)
            self._wanted = None

    def _nothing(self, board: Board) -> QWidget | None:
        if any(column.total for column in board.columns):
            return None
        if conditions(self._query):
            return nothing_meets(self.look, self._take_all_off)
        return no_complaint(self.look, self.register)

    def _show_table_rows(self, query: ComplaintQuery, found: ComplaintTable) -> None:
        table = self.table.table
        column = next((each.id for each in table.columns if each.sort == query.sort.value), "clock")
        table.show_rows(found.rows, Sorting(column, query.descending))
        self.table.show_total(len(found.rows), found.total)
        asked = conditions(query)
        nothing = (
            nothing_meets(self.look, self._take_all_off) if asked else no_complaint(self.look, self.register)
        )
        table.set_empty(None if found.rows else nothing)
        if self._wanted is not None:
            table.select([self._wanted])
            self._wanted = None

    def _show_choices(self, found: tuple[ComplaintChoices, Sequence[AccountChoice]]) -> None:
        choices, accounts = found
        self.filters.show_choices(choices, tuple((each.id, each.name) for each in accounts))

    def _period(self) -> tuple[Span | None, ComplaintQuery]:
        """Of which days and conditions the papers tell: those of the conclusions, else of twelve months."""
        span = self._learn.span if self._learn is not None and self._face == LEARN else None
        return span, self._query

    def _rows_to_write(self) -> Callable[[], Sequence[ComplaintCard]]:
        """All that meet the conditions, also those not read yet; of several chosen these alone."""
        chosen: list[ComplaintCard] = self.table.table.selected_rows()
        if len(chosen) > 1:
            return lambda: chosen
        workspace, query, now = self.desk.workspace, self._query, self.desk.now()
        return lambda: read_table(workspace, query, as_of=now).rows

    def _open_export(self) -> None:
        menu, under = QMenu(self), self.head.out
        self.papers.fill(menu, rows=self._face == TABLE)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(under.mapToGlobal(under.rect().bottomLeft()))

    def _choose_columns(self) -> None:
        under = self.head.columns
        self.table.table.columns_menu().popup(under.mapToGlobal(under.rect().bottomLeft()))

    def _minute(self) -> None:
        """The clocks count down."""
        if not self.isVisible():
            return
        if self._record is not None:
            self.record.refresh()
        else:
            self._read()
