"""The page of the portfolio."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from kam.core.changes import Area
from kam.services.portfolio.ordering import PortfolioColumn
from kam.services.portfolio.query_json import as_json, from_json
from kam.services.portfolio.reading import (
    Condition,
    Portfolio,
    PortfolioChoices,
    PortfolioQuery,
    Relief,
    portfolio_choices,
    read_portfolio,
    why_empty,
)
from kam.services.portfolio.rows import PortfolioRow
from kam.ui.accounts.filters import PortfolioFilters
from kam.ui.accounts.table_view import PortfolioTable
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.page import Page
from kam.ui.places import IMPORTS, Place, account_place
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button
from kam.ui.widgets.labels import label
from kam.ui.widgets.segmented import Choice, SegmentedControl


class AccountsPage(Page):
    """All accounts; which of them, in which order and groups, the filter bar says."""

    areas: ClassVar[Area] = Area.EVERYTHING

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.look.words
        kept = desk.local.page("accounts-page")
        self._query = from_json(kept.get("query") or {})
        self._shown: Portfolio | None = None
        self.views = SegmentedControl(
            desk.look,
            [
                Choice("table", words.say_in("view", "Table"), "table-2"),
            ],
            words.say("How the clients are shown"),
        )
        self.filters = PortfolioFilters(desk.look)
        self.portfolio = PortfolioTable(desk)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.portfolio)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)
        self.setProperty("ground", "page")
        self.filters.show_query(self._query)
        self.filters.changed.connect(self._ask)
        self.portfolio.sort_wished.connect(self._sort)
        self.portfolio.opened.connect(self._open)
        self.portfolio.dropped.connect(self._drop)
        self.portfolio.import_wished.connect(partial(self.went.emit, IMPORTS))
        self._tick = QTimer(self)
        self._tick.setInterval(60_000)
        self._tick.timeout.connect(self._minute)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.filters.text.setFocus)

    def go_to(self, place: Place) -> None:  # noqa: ARG002 - it has no records of its own
        """Show the table."""
        if self._shown is None:
            self.refresh()
        self.portfolio.table.setFocus()

    def refresh(self) -> None:
        """Read the accounts and what can be filtered by."""
        self._read()
        work = partial(portfolio_choices, self.desk.workspace, as_of=self.desk.now())
        self.desk.read(self, work, self._show_choices, key="choices")

    def title(self) -> str:
        """Its name."""
        return self.look.words.say("Clients")

    def commands(self) -> list[Command]:
        """What can be done here."""
        words = self.look.words
        return [
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
        ]

    def keep(self) -> None:
        """Remember the query and the widths."""
        self.desk.local.keep_page("accounts-page", {"query": as_json(self._query)})

    # Inside

    def _head(self) -> QFrame:
        words = self.look.words
        head = QFrame()
        head.setProperty("role", "pagehead")
        head.setFixedHeight(Size.TABLE_HEAD)
        row = QHBoxLayout(head)
        row.setContentsMargins(Size.PAGE_MARGIN, 0, Size.PAGE_MARGIN, 0)
        row.setSpacing(8)
        row.addWidget(label(words.say("Clients"), Type.TITLE))
        row.addSpacing(12)
        row.addWidget(self.views)
        row.addStretch(1)
        columns = self.portfolio.table.columns_menu()
        chooser = icon_button(self.look, "columns-3", words.say("Columns"))
        chooser.clicked.connect(lambda: columns.popup(chooser.mapToGlobal(chooser.rect().bottomLeft())))
        copy = icon_button(
            self.look, "copy", words.say("Copy the selected rows"), run=self.portfolio.table.copy_selection
        )
        row.addWidget(chooser)
        row.addWidget(copy)
        return head

    def _ask(self, query: PortfolioQuery) -> None:
        self._query = query
        self._read()

    def _sort(self, column: str, falling: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._ask(replace(self._query, sort=PortfolioColumn.of(column), descending=falling))

    def _drop(self, condition: Condition | None) -> None:
        dropped = self._query.conditions() if condition is None else (condition,)
        query = self._query.without(*dropped)
        self.filters.show_query(query)
        self._ask(query)

    def _read(self) -> None:
        query = self._query
        work = partial(read_portfolio, self.desk.workspace, query, as_of=self.desk.now())
        self.desk.read(self, work, partial(self._show, query), key="portfolio")

    def _show(self, query: PortfolioQuery, portfolio: Portfolio) -> None:
        self._shown = portfolio
        self.portfolio.show_portfolio(portfolio, query)
        if portfolio.total and not portfolio.shown:
            work = partial(why_empty, self.desk.workspace, query, as_of=self.desk.now())
            self.desk.read(self, work, self._show_reliefs, key="empty")

    def _show_reliefs(self, reliefs: tuple[Relief, ...]) -> None:
        self.portfolio.show_reliefs(reliefs, self.filters.condition_text)

    def _show_choices(self, choices: PortfolioChoices) -> None:
        self.filters.show_choices(choices)

    def _open(self, row: PortfolioRow) -> None:
        self.went.emit(account_place(row.id))

    def _minute(self) -> None:
        """Clocks and days go on while the page is open."""
        if self.isVisible():
            self._read()
