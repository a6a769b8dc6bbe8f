"""Insight as a page: tabs over the portfolio, what other rooms bring, and links to what exists elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from kam.services.health.insight import Insight, InsightQuery, read_insight
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.insight.head import Head
from kam.ui.insight.papers import InsightPapers
from kam.ui.insight.portfolio_view import MAP, YEAR, PortfolioView
from kam.ui.insight.tabs import PORTFOLIO, SATISFACTION, InsightTab, TabFace
from kam.ui.page import Page
from kam.ui.places import ACCOUNTS, IMPORTS, INSIGHT, Place
from kam.ui.widgets.buttons import button
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.focus import tab_in_reading_order


class InsightPage(Page):
    """The portfolio is read at once; whoever brings another tab reads for itself."""

    def __init__(self, desk: Desk, tabs: Sequence[InsightTab] = ()) -> None:
        super().__init__(desk)
        words = desk.look.words
        self.tabs = (InsightTab(PORTFOLIO, words.say_in("insight", "Portfolio")), *tabs)
        self.insight: Insight | None = None
        self._query = InsightQuery()
        self._focus_waits = False
        self.head = Head(desk.look, self.tabs)
        self.portfolio = PortfolioView(desk.look)
        self.papers = InsightPapers(desk, self, lambda: self._query)
        self._faces: dict[str, QWidget] = {}
        self._lay_out()
        self._connect()

    def go_to(self, place: Place) -> None:
        """Show a tab: the one of the place, else the one that was open."""
        self._show_tab(place.view if place.view in self._own() else self.head.tabs.current)
        self.refresh()
        self._take_focus()

    def refresh(self) -> None:
        """Read what is shown."""
        face = self._face()
        if face is not None:
            face.refresh()
            return
        desk, query = self.desk, self._query
        work = partial(read_insight, desk.workspace, query, as_of=desk.now())
        desk.read(self, work, self._show, key="insight")

    def title(self) -> str:
        """Its name."""
        return self.look.words.say("Insight")

    def commands(self) -> list[Command]:
        """What can be done here."""
        face = self._face()
        if face is not None:
            return face.commands()
        words, out = self.look.words, self.papers
        return [
            Command(
                "insight.print",
                words.say("Print the health of the portfolio"),
                out.paper.print,
                "printer",
                "Ctrl+P",
            ),
            Command(
                "insight.save",
                words.say("Save the health of the portfolio as PDF…"),
                out.paper.save,
                "download",
            ),
            Command(
                "insight.workbook",
                words.say("Save the figures of the portfolio as a workbook…"),
                out.ask_workbook,
                "file-spreadsheet",
            ),
            Command(
                "insight.map",
                words.say("Show the portfolio by health and revenue"),
                partial(self.portfolio.show_face, MAP),
                "chart-line",
            ),
            Command(
                "insight.year",
                words.say("Show the health of the portfolio over the year"),
                partial(self.portfolio.show_face, YEAR),
                "chart-line",
            ),
        ]

    # Building

    def _lay_out(self) -> None:
        words = self.look.words
        self._nobody = EmptyState(
            self.look,
            "chart-line",
            words.say("No clients yet"),
            words.say("Bring your clients and their sales in from a table, and the portfolio draws itself."),
            buttons=(
                button(self.look, words.say("Import…"), icon="upload", run=partial(self.went.emit, IMPORTS)),
                button(self.look, words.say("Clients"), run=partial(self.went.emit, ACCOUNTS)),
            ),
        )
        self._unknown = EmptyState(
            self.look,
            "activity",
            words.say("Nobody’s health is known yet"),
            words.say(
                "Health is made of sales, people, contacts, complaints, answers and promises. "
                "Import sales or write down the people you meet: each of it makes a part known."
            ),
            buttons=(
                button(
                    self.look, words.say("Import sales"), icon="upload", run=partial(self.went.emit, IMPORTS)
                ),
                button(self.look, words.say("Clients"), run=partial(self.went.emit, ACCOUNTS)),
            ),
        )
        self._nothing = EmptyState(
            self.look,
            "funnel-x",
            words.say("No client meets the conditions"),
            words.say("Choose another owner or segment."),
            buttons=(button(self.look, words.say("Show all clients"), run=self._show_all),),
        )
        self._stack = QStackedWidget()
        for each in (self.portfolio, self._nobody, self._unknown, self._nothing):
            self._stack.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._stack, 1)
        self.setProperty("ground", "sunk")

    def _connect(self) -> None:
        self.head.tabs.chosen.connect(self._choose_tab)
        self.head.asked.connect(self._ask)
        self.head.print_button.clicked.connect(lambda: self.papers.paper.print())  # noqa: PLW0108 - drops its argument
        self.head.out.clicked.connect(self._open_out)
        self.portfolio.went.connect(self.went)
        self.portfolio.voices_wished.connect(self._show_voices)
        QShortcut(QKeySequence("Ctrl+P"), self.portfolio).activated.connect(self.papers.paper.print)

    # Tabs

    def _own(self) -> set[str]:
        """The tabs that stand on this page."""
        return {tab.code for tab in self.tabs if tab.place is None}

    def _choose_tab(self, code: str) -> None:
        tab = next(each for each in self.tabs if each.code == code)
        if tab.place is not None:
            self.head.tabs.choose(self._shown)
            self.went.emit(tab.place)
            return
        self.moved.emit(Place(INSIGHT.page, view=code))
        self._show_tab(code)
        self.refresh()

    def _show_tab(self, code: str) -> None:
        self._shown = code if code in self._own() else PORTFOLIO
        self.head.tabs.choose(self._shown)
        self.head.show_for_portfolio(shown=self._shown == PORTFOLIO)
        if self._shown == PORTFOLIO:
            self._show_portfolio()
            return
        if self._shown not in self._faces:
            tab = next(each for each in self.tabs if each.code == self._shown)
            if tab.make is not None:
                made = tab.make(self.desk)
                cast("TabFace", made).went.connect(self.went)
                self._faces[self._shown] = made
                self._stack.addWidget(made)
        self._stack.setCurrentWidget(self._faces[self._shown])

    _shown = PORTFOLIO

    def _face(self) -> TabFace | None:
        """What another room brought, where its tab is open."""
        found = self._faces.get(self._shown)
        return None if found is None else cast("TabFace", found)

    def _take_focus(self) -> None:
        face = self._face()
        if face is not None:
            face.take_focus()
        else:
            self.head.tabs.button_of(self._shown).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_voices(self) -> None:
        """What people say: on its own tab where there is one, else the marks on this one."""
        if SATISFACTION in self._own():
            self._choose_tab(SATISFACTION)
        else:
            self.portfolio.marks.setFocus(Qt.FocusReason.OtherFocusReason)

    # Showing

    def _ask(self, query: InsightQuery) -> None:
        self._query = query
        self.refresh()

    def _show_all(self) -> None:
        self._ask(InsightQuery())

    def _show(self, insight: Insight) -> None:
        self.insight = insight
        self.head.show_insight(insight)
        self.portfolio.show_insight(insight)
        tab_in_reading_order(self)  # figures and movers were made last
        if self._shown == PORTFOLIO:
            self._show_portfolio()

    def _show_portfolio(self) -> None:
        """The portfolio, or why there is nothing to show."""
        insight = self.insight
        face: QWidget = self.portfolio
        if insight is not None and not insight.total:
            face = self._nobody
        elif insight is not None and not insight.shown:
            face = self._nothing
        elif insight is not None and not insight.is_known:
            face = self._unknown
        self._stack.setCurrentWidget(face)
        there = face is self.portfolio
        self.head.print_button.setEnabled(there)
        self.head.out.setEnabled(there)

    def _open_out(self) -> None:
        menu, under = QMenu(self), self.head.out
        self.papers.fill(menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(under.mapToGlobal(under.rect().bottomLeft()))
