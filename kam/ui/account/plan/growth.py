"""Where growth comes from: the sources, each with its sum a year, against what the target asks for."""

from __future__ import annotations

from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kam.analysis.plans.content import PlanGrowth
from kam.core.money import Money
from kam.core.text import fold
from kam.ui.account.plan.line_panel import LinePanel, cell
from kam.ui.account.plan.reading import Shown
from kam.ui.account.plan.way_bar import WayBar
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.labels import LineLabel, label
from kam.ui.widgets.pieces import Run

_SUM: Final = 110


class GrowthPanel(LinePanel):
    """Without a revenue objective that says from where to where there is nothing to hold the sum against."""

    def __init__(self, look: Look) -> None:
        words = look.words
        super().__init__(
            look,
            words.say("Sources of growth"),
            add=words.say("Add a source of growth"),
            empty=words.say("Where shall growth come from? Sites, lines, projects, the share of others."),
            columns=[
                (words.say_in("column", "Source"), 0),
                (words.say("A year"), -_SUM),
            ],
        )
        self.way = WayBar(look)
        self.total = label("", Type.SECONDARY, "text2")
        held = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        column.addWidget(self.way)
        column.addWidget(self.total)
        self._below = held
        self.body.insertWidget(self.body.count() - 1, held)

    def show_plan(self, shown: Shown) -> None:
        """Show a plan's sources."""
        plan, way = shown.plan, shown.beside.way
        sources = plan.content.growth
        self.begin(len(sources), writable=plan.can_be_written)
        for each in sources:
            deal = plan.opportunities.get(each.opportunity_id, "") if each.opportunity_id else ""
            self._add(each, "" if fold(deal) == fold(each.title) else deal)
        self.end()
        self._below.setVisible(way is not None or bool(sources))
        self.way.setVisible(way is not None)
        if way is not None:
            pieces = [each.amount for each in sources if each.amount.currency == way.needed.currency]
            self.way.show_way(way, pieces)
        self.total.setText(self._total(shown))
        self.total.setVisible(bool(self.total.text()))

    def _add(self, source: PlanGrowth, deal: str) -> None:
        amount = self._money(source.amount)
        name = ", ".join(part for part in (source.title, deal, amount) if part)
        self.lines.add_part(
            source.id,
            name,
            LineLabel(
                self.look,
                (Run(source.title), *((Run(deal, Type.SECONDARY, "text2", gap=8),) if deal else ())),
            ),
            cell(amount, -_SUM),
        )

    def _total(self, shown: Shown) -> str:
        """The sum by itself where there is no target to hold it against; what another currency leaves out."""
        words, way = self.look.words, shown.beside.way
        currency = shown.plan.currency if way is None else way.needed.currency
        sources = shown.plan.content.growth
        same = [each.amount for each in sources if each.amount.currency == currency]
        if len(same) != len(sources):
            return words.say("Sums in other currencies are not counted.")
        if way is None and same:
            whole = self._money(sum(same, Money(0, currency)))
            return words.say(
                "Together {sum}. No revenue objective says from where to where it shall grow.", sum=whole
            )
        return ""

    def _money(self, money: Money) -> str:
        return self.look.formats.money(money.minor, money.currency)
