"""The foot of the list: whether what is typed is saved, and the usual order of sections."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from kam.services.preparing import Preparation
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.labels import ElidedLabel


class Foot(QFrame):
    """What its links do is the page's."""

    usual_wished = Signal()
    """This meeting follows the usual order again."""
    make_usual_wished = Signal()
    """The order of this meeting becomes the usual one."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setProperty("role", "pagefoot")
        self.setFixedHeight(40)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 12, 0)
        row.setSpacing(12)
        self.standing = ElidedLabel("", Type.SECONDARY, "text2")
        self.make_usual = link(look, look.words.say("Make this order usual"), run=self.make_usual_wished.emit)
        self.usual = link(look, look.words.say("Usual order"), run=self.usual_wished.emit)
        row.addWidget(self.standing, 1)
        row.addWidget(self.make_usual)
        row.addWidget(self.usual)
        self.show_typing(typing=False)

    def show_typing(self, *, typing: bool) -> None:
        """Whether anything waits to be saved."""
        words = self._look.words
        self.standing.setText(words.say("Draft kept") if typing else words.say("Everything is saved"))

    def show_arrangement(self, preparation: Preparation) -> None:
        """An order of its own can become usual, or go."""
        self.make_usual.setVisible(preparation.has_own_arrangement)
        self.usual.setVisible(preparation.has_own_arrangement)
