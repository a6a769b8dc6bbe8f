"""The portfolio as a table, its footer of sums or of what can be done with the selection."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kam.core.text import with_capital
from kam.core.vocabulary import Term
from kam.services.health.rows import HealthBook
from kam.services.portfolio.ordering import PortfolioColumn
from kam.services.portfolio.reading import (
    Condition,
    Grouping,
    Portfolio,
    PortfolioGroup,
    PortfolioQuery,
    Relief,
)
from kam.services.portfolio.rows import PortfolioRow
from kam.ui.accounts.columns import PortfolioColumns
from kam.ui.accounts.deeds import AccountDeeds
from kam.ui.accounts.foot import Foot
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Kind, button
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.pieces import Run
from kam.ui.widgets.table.column import Group, Sorting
from kam.ui.widgets.table.delegate import BOX
from kam.ui.widgets.table.table import Table

_BESIDE_NAMES: Final = Size.PAGE_MARGIN + BOX + 16
_BESIDE_OWNERS: Final = Size.PAGE_MARGIN + Size.GRID
"""What of the first column is no room for a name: its margin, the box, the paddings."""


class PortfolioTable(QWidget):
    """The table and its footer. It reads nothing: the page hands the portfolio in."""

    opened = Signal(object)
    """A ``PortfolioRow``."""
    sort_wished = Signal(str, bool)
    dropped = Signal(object)
    """A ``Condition`` to take off the query, None for all of them."""
    create_wished = Signal()
    import_wished = Signal()
    selection_changed = Signal(list)

    def __init__(self, desk: Desk, deeds: AccountDeeds) -> None:
        super().__init__()
        self._desk = desk
        self._deeds = deeds
        self._look = desk.look
        self._columns = PortfolioColumns(desk.look, desk.currency, desk.today)
        self._portfolio: Portfolio | None = None
        words = desk.look.words
        self.table = Table(
            desk.look,
            self._columns.all(),
            name=words.say("Clients"),
            boxes=True,
            local=desk.local,
            kept_as="accounts",
        )
        self._columns.room_of_names = lambda: self.table.columnWidth(0) - _BESIDE_NAMES
        owners = [each.id for each in self.table.columns].index(PortfolioColumn.OWNER.value)
        self._columns.room_of_owners = lambda: self.table.columnWidth(owners) - _BESIDE_OWNERS
        self.table.opened.connect(self.opened)
        self.table.sort_wished.connect(lambda sorting: self.sort_wished.emit(sorting.column, sorting.falling))
        self.table.selected.connect(self._show_selection)
        self.table.menu_wished.connect(self._open_menu)
        self.table.asked.connect(self._ask_why)
        self.foot = Foot(desk.look, deeds)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self.foot)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._delete)

    def show_beginning(self, rows: Sequence[PortfolioRow], query: PortfolioQuery) -> None:
        """Show the first rows while the figures are read; once the portfolio is there this comes too late."""
        if self._portfolio is None:
            self.table.show_rows(rows, Sorting(query.sort.value, query.descending))

    def show_portfolio(self, portfolio: Portfolio, query: PortfolioQuery) -> None:
        """Show what was read for a query."""
        was_shown, self._portfolio = self._portfolio is not None, portfolio
        sorting = Sorting(query.sort.value, query.descending)
        if query.grouping is Grouping.NONE:
            self.table.show_rows(portfolio.rows, sorting)
        else:
            groups = [(self._group(group), group.rows) for group in portfolio.groups]
            self.table.show_groups(groups, sorting)
        self.foot.show_portfolio(portfolio)
        if not was_shown:
            self._show_selection(self.table.selected_rows())
        if not portfolio.total:
            self.table.set_empty(self._nothing_yet())
        elif portfolio.shown:
            self.table.set_empty(None)

    def show_health(self, book: HealthBook) -> None:
        """Fill in the health of everybody; the rows stay where they are."""
        self._columns.health.book = book
        self.table.viewport().update()

    def show_reliefs(self, reliefs: tuple[Relief, ...], said: Callable[[Condition], str]) -> None:
        """No account meets the query: which condition to drop brings how many back."""
        words = self._look.words
        told = [
            words.say_many(
                "Without “{condition}” there would be {count} client.",
                "Without “{condition}” there would be {count} clients.",
                relief.count,
                condition=said(relief.dropped),
            )
            for relief in reliefs[:2]
            if relief.count
        ]
        buttons: list[QWidget] = []
        if told:
            worst = reliefs[0].dropped
            text = words.say("Drop “{condition}”", condition=said(worst))
            buttons.append(button(self._look, text, run=partial(self.dropped.emit, worst)))
        buttons.append(button(self._look, words.say("Clear all"), run=partial(self.dropped.emit, None)))
        empty = EmptyState(
            self._look,
            "funnel-x",
            words.say("No client meets all the conditions"),
            " ".join(told),
            buttons=buttons,
        )
        self.table.set_empty(empty)

    def chosen(self) -> list[PortfolioRow]:
        """The selected accounts; where nothing is selected the one of the keyboard."""
        current = self.table.current_row()
        return self.table.selected_rows() or ([] if current is None else [current])

    def columns_shown(self) -> tuple[str, ...]:
        """The columns on view from the left."""
        return tuple(column.id for column in self.table.layout_of_columns.shown())

    # Inside

    def _nothing_yet(self) -> EmptyState:
        words = self._look.words
        return EmptyState(
            self._look,
            "building-2",
            words.say("No clients yet"),
            words.say("Add the first one, or bring your list in from a table."),
            buttons=(
                button(
                    self._look,
                    words.say("New client"),
                    kind=Kind.PRIMARY,
                    icon="plus",
                    run=self.create_wished.emit,
                ),
                button(self._look, words.say("Import…"), icon="upload", run=self.import_wished.emit),
            ),
            hint="Ctrl+N",
        )

    def _group(self, group: PortfolioGroup) -> Group:
        words, formats = self._look.words, self._look.formats
        sums = group.sums
        if isinstance(group.label, Term):
            name = words.of(group.label.label)
        else:
            name = group.label or self._nameless()
        name = with_capital(name)
        share = formats.percent(sums.share) if sums.share is not None else ""
        cells = {
            "revenue": (Run(self._columns.money(sums.revenue), Type.STRONG),),
            "change": self._columns.change_line(sums.change),
            "months": (
                (Run(words.say("{share} of portfolio", share=share), Type.SECONDARY, "text2"),)
                if share
                else ()
            ),
        }
        if sums.complaints:
            cells["complaints"] = (Run(formats.number(sums.complaints), Type.STRONG),)
        title = (Run(name, Type.STRONG), Run(formats.number(sums.count), Type.BODY, "text3"))
        return Group(group.key, title, f"{name}, {sums.count}", cells)

    def _nameless(self) -> str:
        """The group of those who have not what the table is grouped by."""
        by_health = self._portfolio is not None and self._portfolio.grouping is Grouping.HEALTH
        words = self._look.words
        return words.say("not known") if by_health else words.say("without")

    def _show_selection(self, rows: list[PortfolioRow]) -> None:
        """What can be done with rows waits until they are whole."""
        if self._portfolio is None:
            return
        self.foot.show_selection(rows)
        self.selection_changed.emit(rows)

    def _open_menu(self, row: PortfolioRow, at: QPoint) -> None:
        """A menu about the selection where the row is part of it, else about the row alone."""
        if self._portfolio is None:
            return
        rows = self.table.selected_rows()
        self._deeds.open_menu(rows if row in rows else [row], at)

    def _ask_why(self, row: PortfolioRow, _column: str, _at: QPoint) -> None:
        health = self._columns.health.of(row)
        if health is not None:
            self._deeds.health_why.ask_of(health)

    def _delete(self) -> None:
        rows, deed = self.chosen(), self._deeds["delete"]
        if deed.fits(rows):
            deed.run(rows)
