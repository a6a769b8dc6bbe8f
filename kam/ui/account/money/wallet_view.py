"""The view of the wallet: its bar, and the spends it is counted from."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kam.core.formats import Scale
from kam.core.vocabulary import ServedBy
from kam.services.money.spend import SpendRow, SpendTable
from kam.ui.account.money.saying import DASH
from kam.ui.account.money.wallet_panel import WalletPanel
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import button
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.labels import rule
from kam.ui.widgets.pieces import Line, Run
from kam.ui.widgets.segmented import Choice, SegmentedControl
from kam.ui.widgets.table import Column, Table


class WalletView(QWidget):
    """Rows of spends; what is done with them the deeds of the tab do."""

    add_wished = Signal()
    opened = Signal(object)
    delete_wished = Signal(object)
    menu_wished = Signal(object, object)
    year_chosen = Signal(int)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._look = desk.look
        words = desk.look.words
        self.setProperty("ground", "page")
        self.panel = WalletPanel(desk.look, linked=False)
        self.add = button(desk.look, words.say_in("add", "Spend"), icon="plus")
        self.add.clicked.connect(self.add_wished)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(Size.PAGE_MARGIN, 8, Size.PAGE_MARGIN, 8)
        self._head.setSpacing(8)
        self._years_at = QHBoxLayout()
        self._head.addLayout(self._years_at)
        self._head.addStretch(1)
        self._head.addWidget(self.add)
        self.table: Table | None = None
        self._heading = ""
        self._years: tuple[int, ...] = ()
        self.years: SegmentedControl | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._head)
        held = QVBoxLayout()
        held.setContentsMargins(Size.PAGE_MARGIN, 0, Size.PAGE_MARGIN, Size.PANEL_PADDING)
        held.addWidget(self.panel)
        column.addLayout(held)
        column.addWidget(rule())
        self._column = column

    def show_spend(self, table: SpendTable) -> None:
        """Show the spends of a year and the wallet they make."""
        self.panel.show_spend(table)
        self.panel.setVisible(table.wallet is not None)
        sums = max((row.total.minor for row in table.rows), default=0)
        scale = self._look.formats.scale_for(sums, table.currency)
        unit = self._look.formats.unit(table.currency, scale)
        if self.table is None or unit != self._heading:
            self._heading = unit
            self._make_table(scale, unit, table.currency)
        assert self.table is not None  # noqa: S101 - made above
        self.table.show_rows(table.rows)
        if table.years != self._years:
            self._make_years(table.years)
        if self.years is not None and table.year is not None:
            self.years.choose(str(table.year))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete takes the spend away that the keyboard is on."""
        row = self.table.current_row() if self.table is not None else None
        if event.key() == Qt.Key.Key_Delete and row is not None:
            self.delete_wished.emit(row)
        else:
            super().keyPressEvent(event)

    def _make_years(self, years: tuple[int, ...]) -> None:
        self._years = years
        if self.years is not None:
            self._years_at.removeWidget(self.years)
            self.years.hide()
            self.years.deleteLater()
            self.years = None
        if len(years) > 1:
            choices = [Choice(str(year), str(year)) for year in reversed(years)]
            self.years = SegmentedControl(self._look, choices, self._look.words.say("Year of the spend"))
            self.years.chosen.connect(lambda code: self.year_chosen.emit(int(code)))
            self._years_at.addWidget(self.years)

    def _make_table(self, scale: Scale, unit: str, currency: str) -> None:
        if self.table is not None:
            self._column.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
        words = self._look.words
        self.table = Table(
            self._look,
            _columns(self._desk, scale, unit, currency),
            name=words.say("What the client spends, by product line and unit"),
            local=self._desk.local,
            kept_as="money.spend",
        )
        self.table.opened.connect(self.opened)
        self.table.menu_wished.connect(self._wish_menu)
        self.table.set_empty(
            EmptyState(
                self._look,
                "wallet",
                words.say("Nobody knows yet what the client spends"),
                words.say(
                    "Write down what is bought a year of each product line, and from whom: that gives our"
                    " share of wallet and shows where there is something to win."
                ),
            )
        )
        self._column.addWidget(self.table, 1)

    def _wish_menu(self, row: SpendRow, at: QPoint) -> None:
        self.menu_wished.emit(row, at)


def _columns(desk: Desk, scale: Scale, unit: str, currency: str) -> list[Column[SpendRow]]:
    look = desk.look
    words, formats = look.words, look.formats

    def short(minor: int) -> str:
        return formats.scaled(minor, currency, scale)

    def rivals(row: SpendRow) -> str:
        parts = [part for part in row.parts if part.served_by is ServedBy.COMPETITOR]
        unnamed = words.say_in("wallet", "others")
        return ", ".join(f"{part.competitor or unnamed} {short(part.amount.minor)}" for part in parts) or DASH

    def served(row: SpendRow, by: ServedBy) -> str:
        found = row.served(by)
        return DASH if found is None else short(found.minor)

    def name(row: SpendRow) -> str:
        return row.line or words.say("All lines together")

    def name_line(row: SpendRow) -> Line:
        place = row.unit or words.say("whole client")
        return (Run(name(row), Type.NAME), Run(place, Type.SECONDARY, "text3"))

    def share(row: SpendRow) -> str:
        return DASH if row.share is None else formats.percent(row.share)

    def on(row: SpendRow) -> str:
        return DASH if row.on is None else formats.full_date(row.on)

    return [
        Column(
            "line",
            words.say_in("column", "Line"),
            name,
            width=220,
            line=name_line,
            stretch=True,
            chosen=False,
        ),
        Column(
            "total",
            words.say("All, {unit}", unit=unit),
            lambda row: short(row.total.minor),
            width=96,
            right=True,
            type=Type.STRONG,
        ),
        Column(
            "us", words.say_in("wallet", "We"), lambda row: served(row, ServedBy.US), width=72, right=True
        ),
        Column("share", words.say_in("column", "our share"), share, width=88, right=True, tone="text2"),
        Column("rivals", words.say_in("column", "Competitors"), rivals, width=220, tip=rivals),
        Column(
            "own",
            words.say_in("column", "Themselves"),
            lambda row: served(row, ServedBy.IN_HOUSE),
            width=88,
            right=True,
            tone="text2",
        ),
        Column(
            "unknown",
            words.say_in("column", "Unknown"),
            lambda row: short(row.unknown.minor) if row.unknown.minor else DASH,
            width=96,
            right=True,
            tone="text2",
        ),
        Column("on", words.say_in("column", "Estimated"), on, width=96, tone="text2"),
        Column(
            "source",
            words.say_in("column", "Source"),
            lambda row: row.source or "",
            width=140,
            tone="text2",
            tip=lambda row: row.source or "",
        ),
    ]
