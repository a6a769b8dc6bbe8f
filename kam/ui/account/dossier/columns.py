"""Cards in columns: three where the window is wide, two where it is narrow."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kam.ui.theme.tokens import Size
from kam.ui.widgets.focus import tab_in_reading_order

_FIRST: Final = 272
"""The narrow column of three: what is missing, who we are."""
_MOST: Final = 3
_ANY: Final = 16_777_215


class CardColumns(QScrollArea):
    """Scrolls up and down where the cards are higher than the page."""

    def __init__(self, wide: Sequence[Sequence[QWidget]], narrow: Sequence[Sequence[QWidget]]) -> None:
        """Which cards stand in which column: of three, and of two."""
        super().__init__()
        self._arrangements = {len(wide): wide, len(narrow): narrow}
        self._shown = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self._inside.setProperty("ground", "sunk")
        self._inside.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._row = QHBoxLayout(self._inside)
        self._columns = [QVBoxLayout() for _ in range(_MOST)]
        for column in self._columns:
            self._row.addLayout(column)
        self.setWidget(self._inside)
        self._arrange(len(wide))

    def minimumSizeHint(self) -> QSize:
        """May be as small as the window allows."""
        return QSize(320, 200)

    @property
    def count(self) -> int:
        """How many columns there are."""
        return self._shown

    def settle(self) -> None:
        """Cards have other contents: Tab reads them column by column."""
        tab_in_reading_order(self._inside)

    def reveal(self, card: QWidget) -> None:
        """Scroll until a card is seen, its head first."""
        self.ensureWidgetVisible(card, 0, Size.GAP)
        if card.height() > self.viewport().height():
            self.verticalScrollBar().setValue(card.y() - Size.GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may want another number of columns."""
        super().resizeEvent(event)
        self._arrange(_MOST if self.window().width() >= Size.RAIL_BELOW else _MOST - 1)

    def _arrange(self, count: int) -> None:
        gap = Size.GAP if count == _MOST else Size.GRID
        self._row.setContentsMargins(Size.PAGE_MARGIN, gap, Size.PAGE_MARGIN, gap)
        if count == self._shown:
            return
        self._shown = count
        self._row.setSpacing(gap)
        for layout in self._columns:
            layout.setSpacing(gap)
            while layout.takeAt(0) is not None:
                pass
        cards = self._arrangements[count]
        for number, layout in enumerate(self._columns):
            for card in cards[number] if number < count else ():
                layout.addWidget(card)
            layout.addStretch(1)
            self._row.setStretch(number, (0 if number >= count else 3 if number or count < _MOST else 2))
        for card in (card for column in cards for card in column):
            is_narrow = count == _MOST and card in cards[0]
            card.setMaximumWidth(_FIRST * 2 if is_narrow else _ANY)
        self.settle()
