"""The foot of a page with rows: what is selected, what can be done with it, and what the rows come to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Button, link
from kam.ui.widgets.deeds import Deed
from kam.ui.widgets.labels import ElidedLabel, rule

_HEIGHT: Final = 40


class SelectionFoot(QFrame):
    """Its buttons stay and are shown as the selection allows, so that the keyboard keeps its place.

    Who makes one adds the buttons, then what stands at the right: ``row`` holds it all from the left.
    """

    def __init__(self, look: Look, *, longest_name: int) -> None:
        super().__init__()
        self._look = look
        self._rows: Sequence[Any] = ()
        self._deeds: dict[str, Deed[Any]] = {}
        self.buttons: dict[str, Button] = {}
        self.setProperty("role", "pagefoot")
        self.setFixedHeight(_HEIGHT)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(Size.PAGE_MARGIN, 0, Size.PAGE_MARGIN, 0)
        self.row.setSpacing(12)
        self.selected = ElidedLabel("", Type.STRONG)
        self.selected.setMaximumWidth(longest_name)
        self._bar = upright_rule()
        self.row.addWidget(self.selected)
        self.row.addWidget(self._bar)

    def add_deed(self, deed: Deed[Any]) -> Button:
        """A button at the right of the others."""
        run = partial(self._run, deed)
        self.buttons[deed.code] = made = link(self._look, deed.text, icon=deed.icon, run=run)
        self._deeds[deed.code] = deed
        self.row.addWidget(made)
        return made

    def show_rows(self, rows: Sequence[Any], name: str) -> None:
        """What is selected (``name`` of the one), and what can be done with it."""
        self._rows = rows
        words = self._look.words
        if len(rows) == 1:
            self.selected.setText(words.say("Selected: {name}", name=name))
        elif rows:
            self.selected.setText(words.say_many("{count} selected", "{count} selected", len(rows)))
        self.selected.setVisible(bool(rows))
        self._bar.setVisible(bool(rows))
        for code, deed in self._deeds.items():
            self.buttons[code].setVisible(bool(rows) and deed.fits(rows))

    def _run(self, deed: Deed[Any]) -> None:
        deed.run_where_fit(self._rows)


def upright_rule() -> QWidget:
    """A hairline between two parts of a foot."""
    made = rule(upright=True)
    made.setFixedHeight(Size.TARGET)
    return made
