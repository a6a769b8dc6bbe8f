"""The money of an account: a summary, its targets, its wallet, its opportunities."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar, Final
from uuid import UUID

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kam.core.changes import Area
from kam.core.errors import NotFoundError
from kam.core.money import Money
from kam.services.money.deals import DealRow
from kam.services.money.figures import MoneyQuery
from kam.services.money.rows import Measure
from kam.services.money.spend import SpendRow
from kam.services.money.whitespace import set_cell_whole
from kam.ui.account.money.deals_view import DealsView
from kam.ui.account.money.deeds import MoneyDeeds
from kam.ui.account.money.figures_view import FiguresView
from kam.ui.account.money.reading import MoneyReading, MoneyWish, read_money
from kam.ui.account.money.targets_view import TargetsView
from kam.ui.account.money.toolbar import Toolbar, View
from kam.ui.account.money.wallet_view import WalletView
from kam.ui.account.tab import AccountTab
from kam.ui.account.whitespace.keys import CellPlace
from kam.ui.account.whitespace.setting import CellSetting
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.places import IMPORTS
from kam.ui.widgets.focus import tab_in_reading_order

_KEPT: Final = "account.money-view"


class MoneyTab(AccountTab):
    """Keeps what was asked for and lets every view follow one reading."""

    areas: ClassVar[Area] = Area.SALES | Area.OPPORTUNITIES | Area.ACCOUNTS | Area.SETTINGS | Area.PEOPLE

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wish: MoneyWish | None = None
        self._reading: MoneyReading | None = None
        self._item: UUID | None = None
        self._view = _kept_view(desk)
        self.deeds = MoneyDeeds(desk, self)
        self.cells = CellSetting(desk, self)
        self.toolbar = Toolbar(desk.look)
        self.figures = FiguresView(desk.look)
        self.targets = TargetsView(desk)
        self.wallet = WalletView(desk)
        self.deals = DealsView(desk)
        self._pages: dict[View, QWidget] = {
            View.FIGURES: self.figures,
            View.TARGETS: self.targets,
            View.WALLET: self.wallet,
            View.DEALS: self.deals,
        }
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.toolbar)
        column.addWidget(self._stack, 1)
        self._connect()
        self._show_view(self._view)

    # What the page asks

    def show_account(self, account_id: UUID, item_id: UUID | None = None, view: str | None = None) -> None:
        """Show an account's money, perhaps one of its opportunities."""
        if self._wish is None or self._wish.account_id != account_id:
            measure = self._wish.query.measure if self._wish is not None else Measure.REVENUE
            self._wish = MoneyWish(account_id, MoneyQuery(measure))
            self._reading = None
            self._stack.setVisible(False)
        self._item = item_id
        if item_id is not None:
            self._show_view(View.DEALS)
        elif view is not None:
            self._show_view(_view_of(view, self._view))
        self.targets.show_account(account_id)
        self.refresh()

    def refresh(self) -> None:
        """Read everything anew."""
        if self._wish is not None:
            work = partial(read_money, self.desk, self._wish)
            self.desk.read(self, work, self._show, key="money", otherwise=_is_gone)
            if self._view is View.TARGETS:
                self.targets.refresh()

    def keep(self) -> None:
        """The view that was open opens again."""
        self.desk.local.keep_page(_KEPT, {"view": self._view.value})
        for table in (self.deals.table, self.wallet.table):
            if table is not None:
                table.layout_of_columns.keep()

    def commands(self) -> list[Command]:
        """What can be done here, for the palette."""
        words = self.look.words
        views = {
            View.FIGURES: words.say("Money: summary"),
            View.TARGETS: words.say("Money: targets by month and line"),
            View.WALLET: words.say("Money: what the client spends and with whom"),
            View.DEALS: words.say("Money: opportunities and forecast"),
        }
        found = [
            Command("money.deal", words.say("New opportunity"), self.deeds.add_deal, "plus"),
            Command(
                "money.spend", words.say("Write down what the client spends"), self.deeds.add_spend, "plus"
            ),
        ]
        found += [
            Command(f"money.{view.value}", text, partial(self._choose, view.value), "arrow-right")
            for view, text in views.items()
        ]
        row = self.deals.current if self._view is View.DEALS else None
        if row is not None:
            text = words.say("Open the opportunity “{title}”", title=row.title)
            found.append(Command("money.open", text, partial(self.deeds.open_deal, row), "pencil"))
        return found

    # What is shown

    def _show(self, reading: MoneyReading) -> None:
        if self._wish is None or reading.wish.account_id != self._wish.account_id:
            return
        self._reading = reading
        self.deeds.show(reading.wish.account_id, reading.choices, reading.spend)
        self.toolbar.show_figures(reading.figures)
        self.figures.chart.show_figures(reading.figures)
        self.figures.lines.show_figures(reading.figures)
        self.figures.wallet.show_spend(reading.spend)
        self.figures.whitespace.show_figures(reading.whitespace)
        self.cells.show_matrix(reading.wish.account_id, reading.whitespace.matrix)
        self.figures.deals.show_deals(reading.deals)
        self.figures.deals.gap.show_outlook(reading.outlook)
        self.wallet.show_spend(reading.spend)
        self.deals.show_deals(reading.deals)
        self.deals.show_outlook(reading.outlook)
        self._stack.setVisible(True)
        tab_in_reading_order(self)  # what came with the reading was made last
        item, self._item = self._item, None
        if item is not None:
            self._go_to_deal(item)

    def _go_to_deal(self, deal_id: UUID) -> None:
        self.deals.board.go_to(deal_id)
        if self.deals.table is not None:
            self.deals.table.select([deal_id])

    def _show_view(self, view: View) -> None:
        self._view = view
        self.toolbar.show_view(view)
        self._stack.setCurrentWidget(self._pages[view])

    def _choose(self, code: str) -> None:
        self._show_view(View(code))
        self.moved.emit(code)
        if self._view is View.TARGETS:
            self.targets.refresh()

    # What is wished

    def _ask(self, query: MoneyQuery) -> None:
        if self._wish is not None:
            self._wish = replace(self._wish, query=query)
            self.refresh()

    def _choose_year(self, year: int | None) -> None:
        if self._wish is not None:
            self._ask(replace(self._wish.query, year=year))

    def _choose_measure(self, measure: Measure) -> None:
        if self._wish is not None:
            self._ask(replace(self._wish.query, measure=measure))

    def _choose_unit(self, unit_id: UUID | None) -> None:
        if self._wish is not None:
            self._ask(replace(self._wish.query, unit_id=unit_id))

    def _choose_line(self, line_id: UUID | None) -> None:
        if self._wish is not None:
            self._ask(replace(self._wish.query, line_id=line_id))

    def _choose_target_year(self, year: int) -> None:
        if self._wish is not None:
            self._wish = replace(self._wish, target_year=year)
            self.refresh()

    def _choose_spend_year(self, year: int) -> None:
        if self._wish is not None:
            self._wish = replace(self._wish, spend_year=year)
            self.refresh()

    def _set_targets(self, year: int) -> None:
        if self._wish is not None:
            self.targets.show_account(self._wish.account_id, year)
            self._choose(View.TARGETS)

    def _set_whole(self, place: CellPlace, whole: Money) -> None:
        """What is bought in a cell of the whitespace was typed over it."""
        if self._wish is None:
            return
        work = partial(
            set_cell_whole,
            self.desk.workspace,
            self._wish.account_id,
            place.product_line_id,
            place.unit_id,
            whole,
        )
        self.desk.change(self, work)

    def _deal_menu(self, row: DealRow, at: QPoint) -> None:
        self.deeds.popup(self.deeds.deal_menu(row), at)

    def _spend_menu(self, row: SpendRow, at: QPoint) -> None:
        self.deeds.popup(self.deeds.spend_menu(row), at)

    def _connect(self) -> None:
        bar, view, deeds = self.toolbar, self.figures, self.deeds
        bar.view_chosen.connect(self._choose)
        bar.year_chosen.connect(self._choose_year)
        bar.measure_chosen.connect(self._choose_measure)
        bar.unit_chosen.connect(self._choose_unit)
        bar.import_wished.connect(lambda: self.went.emit(IMPORTS))
        deeds.reading_wished.connect(self.refresh)
        view.lines.line_chosen.connect(self._choose_line)
        view.wallet.spend_wished.connect(lambda: self._choose(View.WALLET))
        view.deals.all_wished.connect(lambda: self._choose(View.DEALS))
        pane = view.whitespace.pane
        pane.set_wished.connect(self.cells.set)
        pane.details_wished.connect(deeds.edit_cell)
        pane.amount_wished.connect(self._set_whole)
        self.cells.expected.connect(pane.expect)
        self.cells.reading_wished.connect(self.refresh)
        for gap in (view.deals.gap, self.deals.gap):
            gap.year_chosen.connect(self._choose_target_year)
            gap.targets_wished.connect(self._set_targets)
        for shown in (view.deals, self.deals):
            shown.opened.connect(deeds.open_deal)
            shown.add_wished.connect(deeds.add_deal)
            shown.menu_wished.connect(self._deal_menu)
        self.deals.move_wished.connect(deeds.move_deal)
        self.deals.delete_wished.connect(deeds.delete_deal)
        self.wallet.add_wished.connect(deeds.add_spend)
        self.wallet.opened.connect(deeds.open_spend)
        self.wallet.delete_wished.connect(deeds.delete_spend)
        self.wallet.menu_wished.connect(self._spend_menu)
        self.wallet.year_chosen.connect(self._choose_spend_year)


def _is_gone(error: Exception) -> bool:
    """The page says itself that the account is gone."""
    return isinstance(error, NotFoundError)


def _kept_view(desk: Desk) -> View:
    return _view_of(str(desk.local.page(_KEPT).get("view", "")), View.FIGURES)


def _view_of(code: str, otherwise: View) -> View:
    try:
        return View(code)
    except ValueError:
        return otherwise
