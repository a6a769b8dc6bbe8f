"""What is done with opportunities and spends, whichever view it is wished for in."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from kam.core.vocabulary import OpportunityStage
from kam.services.money.dealing import Move, delete_deals, move_deal
from kam.services.money.deals import Choices, DealRow
from kam.services.money.spend import SpendRow, SpendTable, delete_spends
from kam.services.money.stages import BOARD
from kam.ui.account.money.saying import stage_text
from kam.ui.account.money.sheets import DealSheet, MoveSheet, is_ready_for
from kam.ui.account.money.spend_sheet import SpendSheet
from kam.ui.account.whitespace.cell_sheet import CellSheet
from kam.ui.account.whitespace.keys import CellPlace
from kam.ui.desk import Desk
from kam.ui.widgets.dialogs import FormSheet


class MoneyDeeds(QObject):
    """Opens the sheets and asks the services. One for the tab."""

    reading_wished = Signal()
    """Something did not work out: what is shown is not what is kept."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        super().__init__(over)
        self._desk = desk
        self._over = over
        self._account_id: UUID | None = None
        self._choices: Choices | None = None
        self._spend: SpendTable | None = None
        self.sheet: FormSheet | None = None
        self.menu: QMenu | None = None

    def show(self, account_id: UUID, choices: Choices, spend: SpendTable) -> None:
        """The account, what its forms offer, and the spends of the year on view."""
        self._account_id, self._choices, self._spend = account_id, choices, spend

    # Opportunities

    def add_deal(self, stage: OpportunityStage = OpportunityStage.IDEA) -> None:
        """Open the sheet of a new opportunity."""
        if self._account_id is not None and self._choices is not None:
            self._open(DealSheet(self._desk, self._over, self._account_id, self._choices, stage=stage))

    def open_deal(self, row: DealRow) -> None:
        """Open the sheet of an opportunity."""
        if self._account_id is not None and self._choices is not None:
            self._open(DealSheet(self._desk, self._over, self._account_id, self._choices, row))

    def move_deal(self, row: DealRow, stage: OpportunityStage) -> None:
        """Take an opportunity to another stage; what the stage asks for and is not there is asked."""
        if self._account_id is None or row.stage is stage:
            return
        if not is_ready_for(row, stage):
            self._open(MoveSheet(self._desk, self._over, self._account_id, row, stage))
            return
        words = self._desk.look.words
        notice = words.say("{title}: {stage}", title=row.title, stage=stage_text(self._desk.look, stage))
        work = partial(move_deal, self._desk.workspace, row.id, Move(stage), version=row.version)
        self._desk.change(self, work, otherwise=self._refused, notice=notice, undoable=True)

    def delete_deal(self, row: DealRow) -> None:
        """Delete an opportunity; undo brings it back."""
        words = self._desk.look.words
        notice = words.say("Opportunity deleted: {title}", title=row.title)
        work = partial(delete_deals, self._desk.workspace, [row.id])
        self._desk.change(self, work, otherwise=self._refused, notice=notice, undoable=True)

    def deal_menu(self, row: DealRow) -> QMenu:
        """Open, to another stage, delete."""
        words, menu = self._desk.look.words, QMenu(self._over)
        menu.addAction(words.say_in("menu", "Open")).triggered.connect(lambda: self.open_deal(row))
        menu.addSeparator()
        for stage in BOARD:
            if stage is not row.stage:
                text = words.say_in("menu", "To “{stage}”", stage=stage_text(self._desk.look, stage))
                menu.addAction(text).triggered.connect(partial(self._move, row, stage))
        menu.addSeparator()
        menu.addAction(words.say_in("menu", "Delete")).triggered.connect(lambda: self.delete_deal(row))
        return menu

    def _move(self, row: DealRow, stage: OpportunityStage, _checked: object = None) -> None:
        self.move_deal(row, stage)

    # Spends

    def add_spend(self) -> None:
        """Open the sheet of a new spend."""
        if self._choices is not None and self._spend is not None:
            self._open(SpendSheet(self._desk, self._over, self._spend, self._choices))

    def open_spend(self, row: SpendRow) -> None:
        """Open the sheet of a spend."""
        if self._choices is not None and self._spend is not None:
            self._open(SpendSheet(self._desk, self._over, self._spend, self._choices, row))

    def delete_spend(self, row: SpendRow) -> None:
        """Delete a spend; undo brings it back."""
        notice = self._desk.look.words.say("The client’s spend is deleted.")
        work = partial(delete_spends, self._desk.workspace, [row.id])
        self._desk.change(self, work, otherwise=self._refused, notice=notice, undoable=True)

    def spend_menu(self, row: SpendRow) -> QMenu:
        """Open, delete."""
        words, menu = self._desk.look.words, QMenu(self._over)
        menu.addAction(words.say_in("menu", "Open")).triggered.connect(lambda: self.open_spend(row))
        menu.addAction(words.say_in("menu", "Delete")).triggered.connect(lambda: self.delete_spend(row))
        return menu

    # The whitespace

    def edit_cell(self, place: CellPlace) -> None:
        """Open the sheet with everything about a cell."""
        if self._account_id is None or self._choices is None:
            return
        sheet = CellSheet(
            self._desk,
            self._over,
            self._account_id,
            place,
            currency=self._choices.currency,
            competitors=tuple(each.name for each in self._choices.competitors),
            tab="money",
        )
        self._open(sheet)

    def popup(self, menu: QMenu, at: QPoint) -> None:
        """Show a menu; the one before it is let go."""
        if self.menu is not None:
            self.menu.deleteLater()
        self.menu = menu
        menu.popup(at)

    def _open(self, sheet: FormSheet) -> None:
        self.sheet = sheet
        sheet.open()

    def _refused(self, error: Exception) -> bool:
        del error
        self.reading_wished.emit()
        return False
