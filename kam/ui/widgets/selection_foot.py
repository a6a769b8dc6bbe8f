"""The foot of a page with rows: what is selected, what can be done with it, and what the rows come to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final, Protocol

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Button, icon_button, link
from kam.ui.widgets.deeds import Deed
from kam.ui.widgets.labels import ElidedLabel, LineLabel, rule
from kam.ui.widgets.pieces import Run

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


class Deeds(Protocol):
    """All that can be done with rows, by code, and the menu of it."""

    def __getitem__(self, code: str, /) -> Deed[Any]:
        """A deed."""

    def open_menu(self, rows: Sequence[Any], at: QPoint, /) -> None:
        """Offer what fits some rows, at a place of the screen."""


class DeedsFoot(SelectionFoot):
    """The deeds that are wished for most, the others behind three dots; at the right what rows come to."""

    def __init__(self, look: Look, deeds: Deeds, codes: Sequence[str], *, longest_name: int) -> None:
        super().__init__(look, longest_name=longest_name)
        self._menu_of = deeds
        for code in codes:
            self.add_deed(deeds[code])
        more = look.words.say("More about what is chosen")
        self.more = icon_button(look, "ellipsis", more, run=self._open_menu)
        self.row.addWidget(self.more)
        self.row.addStretch(1)
        self._sums = LineLabel(look)
        self.row.addWidget(self._sums)
        self.show_rows((), "")

    def show_rows(self, rows: Sequence[Any], name: str) -> None:
        """What is selected, and that there is more to be done with it."""
        super().show_rows(rows, name)
        self.more.setVisible(bool(rows))

    def show_sums(self, text: str) -> None:
        """How many there are."""
        self._sums.show_line((Run(text, Type.SECONDARY, "text2"),))

    def _open_menu(self) -> None:
        if self._rows:
            self._menu_of.open_menu(self._rows, self.more.mapToGlobal(self.more.rect().topLeft()))


def upright_rule() -> QWidget:
    """A hairline between two parts of a foot."""
    made = rule(upright=True)
    made.setFixedHeight(Size.TARGET)
    return made
