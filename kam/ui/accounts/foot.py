"""The foot of the table: what is selected and what can be done with it, and what the rows sum to."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from PySide6.QtCore import QPoint

from kam.core.money import Money
from kam.services.portfolio.reading import Portfolio
from kam.services.portfolio.rows import PortfolioRow
from kam.ui.accounts.deeds import AccountDeeds
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.deeds import pop_up
from kam.ui.widgets.labels import LineLabel
from kam.ui.widgets.pieces import Line, Run
from kam.ui.widgets.selection_foot import SelectionFoot, upright_rule

_LONGEST_NAME: Final = 260
SHOWN: Final = ("open", "brief", "why", "change", "merge", "export")
"""The deeds that have a place in the foot, from the left."""


class Foot(SelectionFoot):
    """At the right how many clients are on view and what they come to, or what the selected ones do."""

    def __init__(self, look: Look, deeds: AccountDeeds) -> None:
        super().__init__(look, longest_name=_LONGEST_NAME)
        self._menus = deeds
        self._portfolio: Portfolio | None = None
        for code in SHOWN:
            if code == "why":
                self._add_why()
            else:
                self.add_deed(deeds[code])
        self.row.addStretch(1)
        self._count = LineLabel(look)
        self._sums_bar = upright_rule()
        self._sums = LineLabel(look)
        for each in (self._count, self._sums_bar, self._sums):
            self.row.addWidget(each)
        self.show_selection([])

    def show_portfolio(self, portfolio: Portfolio) -> None:
        """What the rows on view sum to."""
        self._portfolio = portfolio
        self._show_sums()

    def show_selection(self, rows: list[PortfolioRow]) -> None:
        """What is selected, and what can be done with it."""
        self.show_rows(rows, rows[0].name if rows else "")
        self.buttons["why"].setVisible(len(rows) == 1)
        self._show_sums()

    def _add_why(self) -> None:
        text = self._look.words.say("Why?")
        self.buttons["why"] = made = link(self._look, text, icon="circle-help", run=self._open_whys)
        self.row.addWidget(made)

    def _open_whys(self) -> None:
        button = self.buttons["why"]
        at = button.mapToGlobal(QPoint(0, 0))
        menu = self._menus.whys_menu(self._rows[0], at, button)
        self._menus.menu = menu
        pop_up(menu, at - QPoint(0, menu.sizeHint().height()))

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
