"""The whitespace as a card of the dossier: when it was verified, and the grid."""

from __future__ import annotations

from kam.core.vocabulary import DossierSection
from kam.services.dossier.rows import Dossier
from kam.ui.account.dossier.card import Card
from kam.ui.account.whitespace.pane import WhitespacePane
from kam.ui.look import Look


class WhitespaceCard(Card):
    """The grid in a card."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, DossierSection.MONEY, look.words.say("Whitespace"))
        self.pane = WhitespacePane(look)
        self.grid = self.pane.grid
        self.body.addWidget(self.pane)

    def show_dossier(self, dossier: Dossier) -> None:
        """Show the matrix."""
        matrix = dossier.whitespace
        self.show_verified(dossier.verified(self.section), dossier.on, known=bool(matrix.cells))
        self.pane.show_matrix(matrix)
