"""The page of the portfolio."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar, Final
from uuid import UUID

from PySide6.QtCore import QPoint, QRectF, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from kam.core.changes import Area
from kam.services.health.rows import HealthBook
from kam.services.portfolio.beginning import read_beginning
from kam.services.portfolio.ordering import PortfolioColumn
from kam.services.portfolio.query_json import as_json, from_json, without_words
from kam.services.portfolio.reading import (
    Condition,
    Grouping,
    Portfolio,
    PortfolioChoices,
    PortfolioQuery,
    Relief,
    portfolio_choices,
    read_portfolio,
    why_empty,
)
from kam.services.portfolio.rows import PortfolioRow
from kam.services.tables import TableFormat
from kam.ui.accounts.deeds import AccountDeeds, Rows
from kam.ui.accounts.drawing import DrawingExport
from kam.ui.accounts.exporting import Exporting, only
from kam.ui.accounts.filters import PortfolioFilters
from kam.ui.accounts.head import Head
from kam.ui.accounts.saved_views import FACES, ShownView, views_of_accounts
from kam.ui.accounts.table_view import PortfolioTable
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.page import Page
from kam.ui.places import IMPORTS, Place, account_place
from kam.ui.views_menu import ViewsMenu
from kam.ui.widgets.picture import Picture
from kam.ui.widgets.segmented import Choice, SegmentedControl

if TYPE_CHECKING:
    from kam.ui.accounts.concentration.view import ConcentrationFace
    from kam.ui.accounts.matrix.view import MatrixView
    from kam.ui.accounts.new_account import NewAccountSheet

_KEPT = "accounts-page"
_FIRST: Final = 60
"""So many rows are shown before their figures: more than a screen has."""
_ROOM = (1080, 720)
"""The drawings are so large in a file, whatever the window is."""
THRESHOLDS = Place("settings", view="thresholds")
"""Where the limit of one client's share is set."""


class AccountsPage(Page):
    """All accounts; which of them, in which order and groups, the filter bar says."""

    areas: ClassVar[Area] = Area.EVERYTHING

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.look.words
        kept = desk.local.page(_KEPT)
        self._query = from_json(kept.get("query") or {})
        self._shown: Portfolio | None = None
        self._health: HealthBook | None = None
        self._read_once = False
        self._first = _identities(kept.get("first"))
        self.sheet: NewAccountSheet | None = None
        self.exporting = Exporting(desk, self)
        self.drawing = DrawingExport(desk, self, self._picture)
        self.deeds = AccountDeeds(desk, self, self._export_rows)
        self.saved = ViewsMenu(desk, self, views_of_accounts(words), _identity(kept.get("saved_view")))
        self.views = SegmentedControl(
            desk.look,
            [
                Choice("table", words.say_in("view", "Table"), "table-2"),
                Choice("matrix", words.say_in("view", "Matrix"), "grid-2x2"),
                Choice("concentration", words.say_in("view", "Concentration"), "chart-pie"),
            ],
            words.say("How the clients are shown"),
        )
        self.filters = PortfolioFilters(desk.look)
        self.portfolio = PortfolioTable(desk, self.deeds)
        self.head = Head(desk.look, words.say("Clients"), self.views, self.saved.button, self.drawing.menu())
        self.head.offer_of_table(self.portfolio.table, partial(self._export_menu, ()))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.portfolio)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)
        self.setProperty("ground", "page")
        self.filters.show_query(self._query)
        if kept.get("face") in FACES:
            self.views.choose(str(kept["face"]))
        self._connect()
        self._tell_view()

    @cached_property
    def matrix(self) -> MatrixView:
        """ABC × potential; a face is built when it is first wished for."""
        from kam.ui.accounts.matrix.view import MatrixView

        face = MatrixView(self.desk)
        self.filters.hold(face.before, face.by_holding)
        if self._health is not None:
            face.show_health(self._health)
        self._take_face(face)
        return face

    @cached_property
    def concentration(self) -> ConcentrationFace:
        """How few the portfolio hangs on."""
        from kam.ui.accounts.concentration.view import ConcentrationFace

        face = ConcentrationFace(self.desk)
        face.limit_wished.connect(partial(self.went.emit, THRESHOLDS))
        face.without_wished.connect(self._show_without_sales)
        face.import_wished.connect(partial(self.went.emit, IMPORTS))
        self._take_face(face)
        return face

    def go_to(self, place: Place) -> None:
        """Show a face: the one of the place, else the one that was open."""
        self._show_face(place.view if place.view in FACES else self.views.current)
        if not self._read_once:
            self._read_beginning()
            self.refresh()
        self._focus_face()

    def refresh(self) -> None:
        """Read the accounts, what can be filtered by, and the saved views."""
        self._read_once = True
        self._read()
        self._read_choices()
        self.saved.refresh()

    def title(self) -> str:
        """Its name."""
        return self.look.words.say("Clients")

    def commands(self) -> list[Command]:
        """What can be done here, with the selection first."""
        words = self.look.words
        rows = self.portfolio.chosen()
        about = rows[0].name if len(rows) == 1 else ""
        own = [
            Command(
                f"accounts.{deed.code}",
                deed.menu_text,
                partial(deed.run, rows),
                deed.icon,
                deed.keys,
                about,
            )
            for deed in self.deeds.all
            if deed.fits(rows) and deed.code != "export"
        ]
        csv, xlsx = (partial(self.export, kind) for kind in (TableFormat.CSV, TableFormat.XLSX))
        return [
            *own,
            *(() if self.views.current == "table" else self.drawing.commands()),
            Command(
                "accounts.filter",
                words.say("Filter the clients"),
                self.filters.text.setFocus,
                "funnel",
                "Ctrl+F",
            ),
            Command(
                "accounts.clear", words.say("Clear all conditions"), partial(self._drop, None), "funnel-x"
            ),
            Command("accounts.view", words.say("Save the view as…"), self.saved.ask_to_save, "bookmark"),
            Command("accounts.csv", words.say("Export the clients as CSV"), csv, "download"),
            Command("accounts.xlsx", words.say("Export the clients for Excel"), xlsx, "file-spreadsheet"),
        ]

    def keep(self) -> None:
        """Remember the query, the view and the widths; drawn briefs go.

        What is kept here lies open on this computer: of an encrypted workspace it holds no words.
        """
        view = self.saved.current
        query = without_words(self._query) if self.desk.is_sealed else self._query
        state = {
            "query": as_json(query),
            "saved_view": None if view is None else view.hex,
            "face": self.views.current,
            "first": [row.id.hex for row in self._first_rows()],
        }
        self.desk.local.keep_page(_KEPT, state)
        self.portfolio.table.layout_of_columns.keep()
        self.deeds.briefs.put_away()

    def ask_for_account(self, parent: PortfolioRow | None = None) -> None:
        """Open the sheet for a new client, as a subsidiary where a parent is given."""
        from kam.ui.accounts.new_account import ask_for_account

        below, name = (None, "") if parent is None else (parent.id, parent.name)
        self.sheet = ask_for_account(self.desk, self, parent_id=below, parent_name=name)
        self.sheet.went.connect(self.went)

    def export(self, kind: TableFormat, rows: Rows = ()) -> None:
        """Ask where what is shown goes; where rows are given, these alone."""
        if self._shown is None or not self._shown.shown:
            return
        shown = replace(self._shown, health=self._shown.health or self._health)
        if rows:
            shown = only(shown, {row.id for row in rows})
        self.exporting.ask(shown, self.portfolio.columns_shown(), kind)

    # Inside

    def _connect(self) -> None:
        self.views.chosen.connect(self._choose_face)
        self.filters.changed.connect(self._ask)
        self.saved.chosen.connect(self._show_view)
        self.deeds.went.connect(self.went)
        self.portfolio.sort_wished.connect(self._sort)
        self.portfolio.opened.connect(self._open)
        self.portfolio.dropped.connect(self._drop)
        self.portfolio.create_wished.connect(self.ask_for_account)
        self.deeds.merged.connect(lambda account: self.portfolio.table.select([account]))
        self.deeds.subsidiary_wished.connect(self.ask_for_account)
        self.portfolio.import_wished.connect(partial(self.went.emit, IMPORTS))
        self.portfolio.table.layout_of_columns.rearranged.connect(self._tell_view)
        self._tick = QTimer(self)
        self._tick.setInterval(60_000)
        self._tick.timeout.connect(self._minute)
        self._tick.start()
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.filters.text.setFocus)

    def _picture(self) -> Picture | None:
        """What is drawn on the face that is open."""
        words, formats = self.look.words, self.look.formats
        day = words.say("as of {date}", date=formats.long_date(self.desk.today()))
        if self.views.current == "matrix":
            subtitle, paint = words.say_in("view", "Matrix"), self.matrix.field.paint_whole
        else:
            subtitle, paint = words.say_in("view", "Concentration"), self.concentration.curve.paint_whole
        place = QRectF(0, 0, *_ROOM)
        return Picture(
            place.size(),
            words.say("Clients"),
            subtitle,
            day,
            lambda painter, theme: paint(painter, theme, place),
        )

    def _export_menu(self, rows: Rows) -> QMenu:
        menu = QMenu(self)
        words = self.look.words
        for kind, text in (
            (TableFormat.CSV, words.say("CSV table…")),
            (TableFormat.XLSX, words.say("Excel workbook…")),
        ):
            menu.addAction(text).triggered.connect(partial(self._export, kind, rows))
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _export(self, kind: TableFormat, rows: Rows, _checked: object = None) -> None:
        self.export(kind, rows)

    def _export_rows(self, rows: Rows) -> None:
        button = self.portfolio.foot.buttons["export"]
        menu = self._export_menu(rows)
        menu.popup(button.mapToGlobal(button.rect().topLeft()))

    # The faces

    def _choose_face(self, face: str) -> None:
        self._show_face(face)
        self.moved.emit(Place("accounts", view=face))

    def _show_face(self, face: str) -> None:
        self.views.choose(face)
        self._stack.setCurrentWidget(self._face(face))
        self.filters.show_for_table(for_table=face == "table")
        self.filters.setVisible(face != "concentration")
        self.head.show_for_table(for_table=face == "table")
        self._tell_view()
        if self._read_once:
            self._read_face()

    def _face(self, face: str) -> QWidget:
        if face == "matrix":
            return self.matrix
        return self.concentration if face == "concentration" else self.portfolio

    def _take_face(self, face: MatrixView | ConcentrationFace) -> None:
        self._stack.addWidget(face)
        face.opened.connect(self._open_account)
        face.menu_wished.connect(self._open_menu)

    def _focus_face(self) -> None:
        if self.views.current == "matrix":
            self.matrix.field.setFocus()
        elif self.views.current == "concentration":
            self.concentration.curve.setFocus()
        else:
            self.portfolio.table.setFocus()

    def _read_face(self) -> None:
        """What the face that is open shows besides the rows."""
        if self.views.current == "matrix":
            self.matrix.read(self._query)
        elif self.views.current == "concentration":
            if self._shown is not None:
                self.concentration.show_fitting(self._shown.shown)
            self.concentration.read(self._query)

    def _show_without_sales(self) -> None:
        """Who bought nothing, in the table."""
        self._put(replace(self._query.without(*self._query.conditions()), without_sales=True))
        self._choose_face("table")

    def _open_account(self, account: UUID) -> None:
        self.went.emit(account_place(account))

    def _open_menu(self, account: UUID, at: QPoint) -> None:
        """The menu of an account that stands on another face; one that the filter hides is only opened."""
        rows = [row for row in (self._shown.rows if self._shown else ()) if row.id == account]
        if rows:
            self.deeds.open_menu(rows, at)

    # The query

    def _ask(self, query: PortfolioQuery) -> None:
        self._query = query
        self._tell_view()
        self._read()

    def _sort(self, column: str, falling: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._put(replace(self._query, sort=PortfolioColumn.of(column), descending=falling))

    def _drop(self, condition: Condition | None) -> None:
        dropped = self._query.conditions() if condition is None else (condition,)
        self._put(self._query.without(*dropped))

    def _put(self, query: PortfolioQuery) -> None:
        self.filters.show_query(query)
        self._ask(query)

    def _show_view(self, view: ShownView) -> None:
        """A saved view was chosen."""
        if view.columns:
            self.portfolio.table.layout_of_columns.arrange(view.columns)
        if view.face and view.face != self.views.current:
            self._choose_face(view.face)
        self._put(view.query)

    def _tell_view(self) -> None:
        self.saved.show_now(ShownView(self._query, self.portfolio.columns_shown(), self.views.current))

    # What was read

    def _read(self) -> None:
        query = self._query
        work = partial(read_portfolio, self.desk.workspace, query, as_of=self.desk.now())
        self.desk.read(self, work, partial(self._show, query), key="portfolio")
        self._read_face()

    def _read_choices(self) -> None:
        work = partial(portfolio_choices, self.desk.workspace, as_of=self.desk.now())
        self.desk.read(self, work, self._show_choices, key="choices")

    def _read_health(self) -> None:
        """The health of everybody, after the rows: it takes longer than they do."""
        from kam.services.health.book import read_whole_health  # a start does without

        work = partial(read_whole_health, self.desk.workspace, as_of=self.desk.now())
        self.desk.read_later(self, work, self._take_health, key="health")

    def _take_health(self, book: HealthBook) -> None:
        """Health was read, or comes along with rows; until then what was known before stands."""
        if self._shown is not None and self._shown.health is not book:
            self._shown = replace(self._shown, health=book)
        if self._health is not book:
            self._health = book
            self.portfolio.show_health(book)
            if "matrix" in self.__dict__:
                self.matrix.show_health(book)
            self._read_choices()

    def _read_beginning(self) -> None:
        """The rows that stood first the last time, at once; their figures follow, and leave them in place."""
        if self._first and self._query.grouping is Grouping.NONE:
            work = partial(read_beginning, self.desk.workspace, self._first, as_of=self.desk.now())
            self.desk.read(self, work, self._show_beginning, key="beginning")

    def _show_beginning(self, rows: tuple[PortfolioRow, ...]) -> None:
        self.portfolio.show_beginning(rows, self._query)

    def _first_rows(self) -> tuple[PortfolioRow, ...]:
        shown = self._shown
        return () if shown is None or shown.grouping is not Grouping.NONE else shown.rows[:_FIRST]

    def _show(self, query: PortfolioQuery, portfolio: Portfolio) -> None:
        self._shown = portfolio
        if self.views.current == "concentration":
            self.concentration.show_fitting(portfolio.shown)
        self.portfolio.show_portfolio(portfolio, query)
        if portfolio.health is None:
            self._read_health()
        else:
            self._take_health(portfolio.health)
        if portfolio.total and not portfolio.shown:
            work = partial(why_empty, self.desk.workspace, query, as_of=self.desk.now())
            self.desk.read(self, work, self._show_reliefs, key="empty")

    def _show_reliefs(self, reliefs: tuple[Relief, ...]) -> None:
        self.portfolio.show_reliefs(reliefs, self.filters.condition_text)

    def _show_choices(self, choices: PortfolioChoices) -> None:
        self.filters.show_choices(choices)

    def _open(self, row: PortfolioRow) -> None:
        self.deeds["open"].run([row])

    def _minute(self) -> None:
        """Clocks and days go on while the page is open."""
        if self.isVisible():
            self._read()


def _identities(kept: object) -> tuple[UUID, ...]:
    found = [_identity(each) for each in kept] if isinstance(kept, list) else []
    return tuple(each for each in found if each is not None)


def _identity(text: object) -> UUID | None:
    try:
        return None if text is None else UUID(str(text))
    except ValueError:
        return None
