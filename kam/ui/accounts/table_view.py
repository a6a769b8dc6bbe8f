"""The portfolio as a table, its footer of sums or of what can be done with the selection."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kam.core.vocabulary import Term
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
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Type
from kam.ui.widgets.buttons import Kind, button
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.labels import LineLabel, label, rule
from kam.ui.widgets.panels import clear
from kam.ui.widgets.pieces import Run
from kam.ui.widgets.table.column import Group, Sorting
from kam.ui.widgets.table.table import Table

_FOOT = 40


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

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
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
        self.table.opened.connect(self.opened)
        self.table.sort_wished.connect(lambda sorting: self.sort_wished.emit(sorting.column, sorting.falling))
        self.table.selected.connect(self._show_selection)
        self._foot = QFrame()
        self._foot.setProperty("role", "pagefoot")
        self._foot.setFixedHeight(_FOOT)
        self._left = QHBoxLayout()
        self._left.setSpacing(12)
        self._sums = LineLabel(desk.look)
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(24, 0, 24, 0)
        row.addLayout(self._left)
        row.addStretch(1)
        row.addWidget(self._sums)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        column.addWidget(self._foot)
        self._actions: list[QWidget] = []

    def show_portfolio(self, portfolio: Portfolio, query: PortfolioQuery) -> None:
        """Show what was read for a query."""
        self._portfolio = portfolio
        sorting = Sorting(query.sort.value, query.descending)
        if query.grouping is Grouping.NONE:
            self.table.show_rows(portfolio.rows, sorting)
        else:
            groups = [(self._group(group), group.rows) for group in portfolio.groups]
            self.table.show_groups(groups, sorting)
        self._show_sums(portfolio)
        if not portfolio.total:
            self.table.set_empty(self._nothing_yet())
        elif portfolio.shown:
            self.table.set_empty(None)

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

    def offer(self, actions: list[QWidget]) -> None:
        """What can be done with the selection: shown in the footer while there is one."""
        self._actions = actions

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
            name = group.label or words.say("without")
        name = name[:1].upper() + name[1:]
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

    def _show_sums(self, portfolio: Portfolio) -> None:
        words, formats = self._look.words, self._look.formats
        sums = portfolio.sums
        shown = words.say_many(
            "{count} client of {total}",
            "{count} clients of {total}",
            portfolio.shown,
            total=formats.number(portfolio.total),
        )
        line = [Run(shown, Type.SECONDARY, "text2")]
        if sums.revenue.minor:
            line.append(
                Run(f"Σ {formats.money(sums.revenue.minor, sums.revenue.currency)}", Type.STRONG, gap=20)
            )
        if sums.share is not None and portfolio.shown < portfolio.total:
            share = formats.percent(sums.share)
            line.append(Run(words.say("{share} of portfolio", share=share), Type.SECONDARY, "text2"))
        self._sums.show_line(line)

    def _show_selection(self, rows: list[PortfolioRow]) -> None:
        clear_but_keep(self._left, self._actions)
        self.selection_changed.emit(rows)
        if not rows:
            return
        words = self._look.words
        if len(rows) == 1:
            text = words.say("Selected: {name}", name=rows[0].name)
        else:
            text = words.say_many("{count} selected", "{count} selected", len(rows))
        self._left.addWidget(label(text, Type.STRONG))
        self._left.addWidget(rule(upright=True))
        for action in self._actions:
            self._left.addWidget(action)
            action.show()


def clear_but_keep(layout: QHBoxLayout, kept: list[QWidget]) -> None:
    """Empty a layout; widgets that will be shown again are only hidden."""
    for widget in kept:
        layout.removeWidget(widget)
        widget.hide()
    clear(layout)
