"""Panels of a view of the plan in two columns, the left one wider; a low window scrolls."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from kam.ui.theme.tokens import Size


class TwoColumns(QScrollArea):
    """Each panel is as high as what it says."""

    def __init__(self, left: Sequence[QWidget], right: Sequence[QWidget], shares: tuple[int, int]) -> None:
        super().__init__()
        held = QWidget()
        held.setProperty("ground", "sunk")
        self._grid = QGridLayout(held)
        self._columns = [QVBoxLayout(), QVBoxLayout()]
        for number, panels in enumerate((left, right)):
            for panel in panels:
                self._columns[number].addWidget(panel)
            self._columns[number].addStretch(1)
            self._grid.addLayout(self._columns[number], 0, number)
            self._grid.setColumnStretch(number, shares[number])
        self.setWidget(held)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window has narrower gaps."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        gap = 12 if self.window().height() >= Size.SMALL_BELOW else Size.GAP_SMALL
        self._grid.setContentsMargins(Size.PAGE_MARGIN, gap, Size.PAGE_MARGIN, gap)
        self._grid.setSpacing(gap)
        for column in self._columns:
            column.setSpacing(gap)
