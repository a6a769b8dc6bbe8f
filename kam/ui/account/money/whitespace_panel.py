"""The whitespace among the money: ours of all that is bought, by product line and unit."""

from __future__ import annotations

from kam.services.money.whitespace import WhitespaceFigures
from kam.ui.account.whitespace.pane import WhitespacePane
from kam.ui.look import Look
from kam.ui.widgets.panels import Panel


class WhitespacePanel(Panel):
    """The shared grid with its sums."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("Whitespace"))
        self.pane = WhitespacePane(look)
        self.body.addWidget(self.pane)

    def show_figures(self, figures: WhitespaceFigures) -> None:
        """Show the matrix with its sums."""
        self.pane.show_matrix(figures.matrix, figures)
        unit = self.look.formats.unit(figures.currency, self.pane.grid.grid.scale)
        self.set_title(
            self.look.words.say("Whitespace"),
            self.look.words.say_in("whitespace", "ours of all, {unit} a year", unit=unit),
        )
