"""The foot of the table: what is selected and what can be done with it, and what the rows sum to."""

from __future__ import annotations

from decimal import Decimal
from functools import partial
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFrame, QHBoxLayout

from kam.core.money import Money
from kam.services.portfolio.reading import Portfolio
from kam.services.portfolio.rows import PortfolioRow
from kam.ui.accounts.deeds import AccountDeeds, Deed
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Button, link
from kam.ui.widgets.labels import ElidedLabel, LineLabel, rule
from kam.ui.widgets.pieces import Line, Run

_HEIGHT: Final = 40
_LONGEST_NAME: Final = 260
SHOWN: Final = ("open", "brief", "why", "change", "merge", "export")
"""The deeds that have a place in the foot, from the left."""


class Foot(QFrame):
    """Its buttons stay and are shown as the selection allows, so that the keyboard keeps its place."""

    def __init__(self, look: Look, deeds: AccountDeeds) -> None:
        super().__init__()
        self._look = look
        self._deeds = deeds
        self._rows: list[PortfolioRow] = []
        self._portfolio: Portfolio | None = None
        self.setProperty("role", "pagefoot")
        self.setFixedHeight(_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(Size.PAGE_MARGIN, 0, Size.PAGE_MARGIN, 0)
        row.setSpacing(12)
        self.selected = ElidedLabel("", Type.STRONG)
        self.selected.setMaximumWidth(_LONGEST_NAME)
        self._bar = rule(upright=True)
        self._bar.setFixedHeight(Size.TARGET)
        row.addWidget(self.selected)
        row.addWidget(self._bar)
        self.buttons = {code: self._button(code) for code in SHOWN}
        for button in self.buttons.values():
            row.addWidget(button)
        row.addStretch(1)
        self._count = LineLabel(look)
        self._sums_bar = rule(upright=True)
        self._sums_bar.setFixedHeight(Size.TARGET)
        self._sums = LineLabel(look)
        for each in (self._count, self._sums_bar, self._sums):
            row.addWidget(each)
        self.show_selection([])

    def show_portfolio(self, portfolio: Portfolio) -> None:
        """What the rows on view sum to."""
        self._portfolio = portfolio
        self._show_sums()

    def show_selection(self, rows: list[PortfolioRow]) -> None:
        """What is selected, and what can be done with it."""
        self._rows = rows
        words = self._look.words
        if len(rows) == 1:
            self.selected.setText(words.say("Selected: {name}", name=rows[0].name))
        elif rows:
            self.selected.setText(words.say_many("{count} selected", "{count} selected", len(rows)))
        self.selected.setVisible(bool(rows))
        self._bar.setVisible(bool(rows))
        for code, button in self.buttons.items():
            button.setVisible(self._fits(code))
        self._show_sums()

    def _button(self, code: str) -> Button:
        words = self._look.words
        if code == "why":
            return link(self._look, words.say("Why?"), icon="circle-help", run=self._open_whys)
        deed = self._deeds[code]
        return link(self._look, deed.text, icon=deed.icon, run=partial(self._run, deed))

    def _fits(self, code: str) -> bool:
        return len(self._rows) == 1 if code == "why" else self._deeds[code].fits(self._rows)

    def _run(self, deed: Deed) -> None:
        if deed.fits(self._rows):
            deed.run(self._rows)

    def _open_whys(self) -> None:
        button = self.buttons["why"]
        at = button.mapToGlobal(QPoint(0, 0))
        menu = self._deeds.whys_menu(self._rows[0], at, button)
        menu.aboutToHide.connect(menu.deleteLater)
        self._deeds.menu = menu
        menu.popup(at - QPoint(0, menu.sizeHint().height()))

    # Sums

    def _show_sums(self) -> None:
        if self._portfolio is None:
            return
        words, formats = self._look.words, self._look.formats
        whole, rows = self._portfolio, self._rows
        several = len(rows) > 1
        count = words.say_many(
            "{count} client of {total}",
            "{count} clients of {total}",
            whole.shown,
            total=formats.number(whole.total),
        )
        self._count.show_line((Run(count, Type.SECONDARY, "text2"),))
        self._count.setVisible(not several and bool(whole.total))
        revenue, share = whole.sums.revenue, whole.sums.share
        if several:
            revenue = Money(sum(row.revenue_12m.minor for row in rows), whole.currency)
            known = [row.share for row in rows if row.share is not None]
            share = sum(known, Decimal(0)) if len(known) == len(rows) else None
        line: Line = ()
        if revenue.minor:
            line = (Run(f"Σ {formats.money(revenue.minor, revenue.currency)}", Type.STRONG),)
            if share is not None and (several or whole.shown < whole.total):
                text = words.say("{share} of portfolio", share=formats.percent(share))
                line = (*line, Run(text, Type.SECONDARY, "text2", gap=8))
        self._sums.show_line(line)
        self._sums.setVisible(bool(line))
        self._sums_bar.setVisible(bool(line) and not several)
