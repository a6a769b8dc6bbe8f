"""The view of opportunities: the way to the target, the quarters, and below a table or a board."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kam.core.vocabulary import OpportunityStage
from kam.services.money.deals import DealRow, Deals
from kam.services.money.outlook import Outlook
from kam.ui.account.money.board import Board
from kam.ui.account.money.deal_columns import DealColumns, sorted_deals
from kam.ui.account.money.deals_panel import GapSection
from kam.ui.account.money.forecast_strip import ForecastPanel
from kam.ui.desk import Desk
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import button, icon_button
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.labels import ElidedLabel
from kam.ui.widgets.panels import Panel
from kam.ui.widgets.pieces import Run
from kam.ui.widgets.segmented import Choice, SegmentedControl
from kam.ui.widgets.table import Group, Sorting, Table

_KEPT: Final = "money.deals-face"


class Face(StrEnum):
    """How the opportunities are laid out."""

    BOARD = "board"
    TABLE = "table"


class DealsView(QWidget):
    """Shows; what is done with them the deeds of the tab do."""

    add_wished = Signal()
    opened = Signal(object)
    delete_wished = Signal(object)
    move_wished = Signal(object, object)
    menu_wished = Signal(object, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._look = desk.look
        words = desk.look.words
        self.setProperty("ground", "sunk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._deals: Deals | None = None
        self._sorting = Sorting("weighted", falling=True)
        self._heading = ""
        self.gap = GapSection(desk.look)
        self.gap_panel = Panel(desk.look, words.say("The way to the target"))
        self.gap_panel.body.addWidget(self.gap)
        self.gap_panel.body.addStretch(1)
        self.forecast = ForecastPanel(desk.look)
        self.faces = SegmentedControl(
            desk.look,
            [
                Choice(Face.BOARD, words.say_in("face", "Board"), icon="columns-3"),
                Choice(Face.TABLE, words.say_in("face", "Table"), icon="table-2"),
            ],
            words.say("How the opportunities are laid out"),
        )
        self.summed = ElidedLabel("", Type.SECONDARY, "text2")
        self.columns_button = icon_button(desk.look, "sliders-horizontal", words.say("Columns"))
        self.add = button(desk.look, words.say_in("add", "Opportunity"), icon="plus")
        self.add.clicked.connect(self.add_wished)
        self.board = Board(desk.look)
        self.table: Table | None = None
        self._stack = QStackedWidget()
        self._board_page = QWidget()
        held = QVBoxLayout(self._board_page)
        held.setContentsMargins(Size.PAGE_MARGIN, 0, Size.PAGE_MARGIN, Size.PANEL_PADDING)
        held.addWidget(self.board)
        self._stack.addWidget(self._board_page)
        self._build()
        for signal, mine in (
            (self.board.opened, self.opened),
            (self.board.move_wished, self.move_wished),
            (self.board.delete_wished, self.delete_wished),
            (self.board.menu_wished, self.menu_wished),
        ):
            signal.connect(mine)
        self.faces.chosen.connect(self.show_face)
        self.columns_button.clicked.connect(self._open_columns)
        self.show_face(_kept_face(desk), keep=False)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Size.PANEL_PADDING, 0, 0)
        column.setSpacing(8)
        above = QHBoxLayout()
        above.setContentsMargins(Size.PAGE_MARGIN, 0, Size.PAGE_MARGIN, 0)
        above.setSpacing(Size.PANEL_PADDING)
        above.addWidget(self.gap_panel, 2)
        above.addWidget(self.forecast, 3)
        column.addLayout(above)
        bar = QHBoxLayout()
        bar.setContentsMargins(Size.PAGE_MARGIN, 0, Size.PAGE_MARGIN, 0)
        bar.setSpacing(Size.PANEL_PADDING)
        bar.addWidget(self.faces)
        bar.addWidget(self.summed, 1)
        bar.addWidget(self.columns_button)
        bar.addWidget(self.add)
        column.addLayout(bar)
        column.addWidget(self._stack, 1)

    def show_deals(self, deals: Deals) -> None:
        """Show all opportunities."""
        self._deals = deals
        columns = DealColumns(self._look, deals)
        unit = self._look.formats.unit(deals.currency, columns.scale)
        if self.table is None or unit != self._heading:
            self._heading = unit
            self._make_table(columns)
        self.board.show_deals(deals)
        self._show_rows()
        money, words = self._look.formats.money, self._look.words
        open_ = len(deals.open)
        told = words.say(
            "{count} open, worth {sum}, weighted {weighted}",
            count=self._look.formats.number(open_),
            sum=money(deals.amount.minor, deals.currency),
            weighted=money(deals.weighted.minor, deals.currency),
        )
        late = sum(row.overdue for row in deals.open)
        if late:
            overdue = words.say_many(
                "{count} should have come before today", "{count} should have come before today", late
            )
            told = words.say("{sentence}; {addition}", sentence=told, addition=overdue)
        self.summed.setText(told if open_ else words.say("nothing is open"))

    def show_outlook(self, outlook: Outlook) -> None:
        """Show the way to the target and the quarters."""
        self.gap.show_outlook(outlook)
        unit = self._look.formats.unit(
            outlook.currency,
            self._look.formats.scale_for((outlook.target or outlook.booked).minor, outlook.currency),
        )
        say = self._look.words.say
        there = outlook.line is not None
        self.gap_panel.set_title(
            say("The way to the target, {unit}", unit=unit) if there else say("The way to the target")
        )
        self.forecast.show_outlook(outlook)

    def show_face(self, code: str, *, keep: bool = True) -> None:
        """Lay them out as a board or a table; kept on this computer."""
        face = Face(code)
        self.faces.choose(face)
        shown = self._board_page if face is Face.BOARD or self.table is None else self.table
        self._stack.setCurrentWidget(shown)
        self.columns_button.setVisible(face is Face.TABLE)
        self._face = face
        if keep:
            self._desk.local.keep_page(_KEPT, {"face": face.value})

    @property
    def current(self) -> DealRow | None:
        """The opportunity that the keyboard is on."""
        if self._face is Face.BOARD or self.table is None:
            return self.board.current
        row = self.table.current_row()
        return row if isinstance(row, DealRow) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """In the table Delete deletes, Ctrl+arrows move from stage to stage."""
        row = self.current
        if self._face is not Face.TABLE or row is None:
            super().keyPressEvent(event)
            return
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        stages = list(OpportunityStage)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
        at = stages.index(row.stage) + step
        if event.key() == Qt.Key.Key_Delete:
            self.delete_wished.emit(row)
        elif control and step and 0 <= at < len(stages):
            self.move_wished.emit(row, stages[at])
        else:
            super().keyPressEvent(event)

    def _make_table(self, columns: DealColumns) -> None:
        if self.table is not None:
            self._stack.removeWidget(self.table)
            self.table.deleteLater()
        words = self._look.words
        self.table = Table(
            self._look,
            columns.all(),
            name=words.say("Opportunities"),
            local=self._desk.local,
            kept_as="money.deals",
        )
        self.table.set_empty(
            EmptyState(
                self._look,
                "target",
                words.say("No opportunities yet"),
                words.say(
                    "Write down what could be sold, for how much and by when: the gap shows whether it is"
                    " enough."
                ),
            )
        )
        self.table.opened.connect(self.opened)
        self.table.menu_wished.connect(self._wish_menu)
        self.table.sort_wished.connect(self._sort)
        self._stack.addWidget(self.table)
        self.show_face(self._face, keep=False)

    def _wish_menu(self, row: DealRow, at: QPoint) -> None:
        self.menu_wished.emit(row, at)

    def _sort(self, sorting: Sorting) -> None:
        self._sorting = sorting
        self._show_rows()

    def _show_rows(self) -> None:
        """The open ones, then what was won and lost."""
        if self.table is None or self._deals is None:
            return
        words = self._look.words
        groups = []
        for code, name, rows in (
            ("open", words.say_in("group", "Open"), self._deals.open),
            ("won", words.say_in("group", "Won"), self._deals.of(OpportunityStage.WON)),
            ("lost", words.say_in("group", "Lost"), self._deals.of(OpportunityStage.LOST)),
        ):
            if rows:
                count = Run(self._look.formats.number(len(rows)), Type.SECONDARY, "text3")
                ordered = sorted_deals(rows, self._sorting.column, falling=self._sorting.falling)
                groups.append((Group(code, (Run(name, Type.STRONG), count), name), ordered))
        self.table.show_groups(groups, self._sorting)

    def _open_columns(self) -> None:
        if self.table is not None:
            place = self.columns_button.mapToGlobal(self.columns_button.rect().bottomLeft())
            self.table.columns_menu().popup(place)


def _kept_face(desk: Desk) -> str:
    kept = str(desk.local.page(_KEPT).get("face", ""))
    return kept if kept in set(Face) else Face.BOARD.value
