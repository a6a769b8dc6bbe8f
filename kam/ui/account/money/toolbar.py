"""The row over an account's money: which view, which period, in what, of which unit."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu

from kam.services.money.rows import Figures, Measure
from kam.ui.account.money.saying import fiscal_year_text
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.buttons import button, menu_button
from kam.ui.widgets.labels import ElidedLabel, label, rule
from kam.ui.widgets.page_head import PageHead
from kam.ui.widgets.segmented import Choice, SegmentedControl

HEIGHT: Final = 44
_NARROW: Final = 1300


class View(StrEnum):
    """The views of an account's money, by the code that is kept for back and forward."""

    FIGURES = "figures"
    TARGETS = "targets"
    WALLET = "wallet"
    DEALS = "deals"


class Toolbar(PageHead):
    """Emits what the user chose; the figures' own choices are shown with them alone."""

    view_chosen = Signal(str)
    year_chosen = Signal(object)
    """A fiscal year, or None for the last twelve months."""
    measure_chosen = Signal(object)
    unit_chosen = Signal(object)
    """A unit's identity, or None for all."""
    import_wished = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(height=HEIGHT, ruled=True, spacing=10)
        self._look = look
        self._figures: Figures | None = None
        words = look.words
        self.views = SegmentedControl(
            look,
            [
                Choice(View.FIGURES, words.say_in("money view", "Summary")),
                Choice(View.TARGETS, words.say_in("money view", "Targets")),
                Choice(View.WALLET, words.say_in("money view", "Wallet")),
                Choice(View.DEALS, words.say_in("money view", "Opportunities")),
            ],
            words.say("How to look at the money"),
        )
        self.period_menu = QMenu()
        self.period = menu_button(look, "", self.period_menu)
        self.measures = SegmentedControl(
            look,
            [
                Choice(Measure.REVENUE, words.say_in("measure", "Revenue")),
                Choice(Measure.MARGIN, words.say_in("measure", "Margin")),
                Choice(Measure.QUANTITY, words.say_in("measure", "Quantity")),
            ],
            words.say("What the months are counted in"),
        )
        self.units_menu = QMenu()
        self.units = menu_button(look, "", self.units_menu)
        self.vat = label("", Type.SECONDARY, "text2")
        self.until = ElidedLabel("", Type.SECONDARY, "text2")
        self.bring = button(look, words.say_in("button", "Import"), icon="upload")
        self.bring.clicked.connect(self.import_wished)
        self._build()
        self.views.chosen.connect(self.view_chosen)
        self.measures.chosen.connect(lambda code: self.measure_chosen.emit(Measure(code)))
        self.show_view(View.FIGURES)

    def _build(self) -> None:
        self._line = rule(upright=True)
        self._line.setFixedHeight(20)
        self.put(self.views, self._line, self.period, self.measures, self.units, self.vat)
        self.row.addStretch(1)
        self.put(self.until, self.bring)

    def show_view(self, view: View) -> None:
        """Show what belongs to a view."""
        self._view = view
        self.views.choose(view)
        self._show_own()

    def show_figures(self, figures: Figures) -> None:
        """Show what is chosen of the figures, and until when they are known."""
        self._figures = figures
        self.measures.choose(figures.measure)
        self._fill_periods(figures)
        self._fill_units(figures)
        say = self._look.words.say
        self.vat.setText(say("with VAT") if figures.gross else say("without VAT"))
        told = ""
        if figures.orders_until is not None:
            told = say("orders through {date}", date=self._look.formats.day_and_month(figures.orders_until))
        self.until.setText(told)
        self._show_own()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room what is least needed goes."""
        super().resizeEvent(event)
        self._show_own()

    def _show_own(self) -> None:
        mine = self._view is View.FIGURES
        wide = self.width() >= _NARROW
        has_units = self._figures is not None and bool(self._figures.units)
        for widget in (self._line, self.period, self.measures):
            widget.setVisible(mine)
        self.units.setVisible(mine and has_units)
        self.vat.setVisible(mine and wide)
        self.until.setVisible(mine and wide)

    def _period_text(self, figures: Figures, year: int | None) -> str:
        say = self._look.words.say
        if year is None:
            return say("12 months")
        return say("Year {year}", year=fiscal_year_text(self._look, year, figures.fiscal_year_starts))

    def _fill_periods(self, figures: Figures) -> None:
        self.period.setText(self._period_text(figures, figures.year))
        name = self._look.words.say("Period: {period}", period=self._period_text(figures, figures.year))
        self.period.setAccessibleName(name)
        self.period_menu.clear()
        for year in (None, *figures.years):
            action = self.period_menu.addAction(self._period_text(figures, year))
            action.setCheckable(True)
            action.setChecked(year == figures.year)
            action.triggered.connect(partial(self._choose_year, year))

    def _choose_year(self, year: int | None, _checked: object = None) -> None:
        self.year_chosen.emit(year)

    def _fill_units(self, figures: Figures) -> None:
        say = self._look.words.say
        every = say("All units")
        chosen = next((unit.name for unit in figures.units if unit.id == figures.unit_id), every)
        self.units.setText(chosen)
        self.units.setAccessibleName(say("Unit: {unit}", unit=chosen))
        self.units_menu.clear()
        for unit_id, name in ((None, every), *((unit.id, unit.name) for unit in figures.units)):
            action = self.units_menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(unit_id == figures.unit_id)
            action.triggered.connect(partial(self._choose_unit, unit_id))

    def _choose_unit(self, unit_id: UUID | None, _checked: object = None) -> None:
        self.unit_chosen.emit(unit_id)
