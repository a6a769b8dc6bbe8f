"""The summary of an account's money: five panels in two columns that scroll where there is little height."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kam.ui.account.money.chart_panel import ChartPanel
from kam.ui.account.money.deals_panel import DealsPanel
from kam.ui.account.money.lines_panel import LinesPanel
from kam.ui.account.money.wallet_panel import WalletPanel
from kam.ui.account.money.whitespace_panel import WhitespacePanel
from kam.ui.look import Look
from kam.ui.theme.tokens import Size

_CHART: Final = 230


class FiguresView(QScrollArea):
    """Months, lines and wallet at the left, whitespace and opportunities at the right."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows what is walked to in it
        self.chart = ChartPanel(look)
        self.lines = LinesPanel(look)
        self.wallet = WalletPanel(look)
        self.whitespace = WhitespacePanel(look)
        self.deals = DealsPanel(look)
        self.chart.setMinimumHeight(_CHART)
        held = QWidget()
        held.setProperty("ground", "sunk")
        held.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(held)
        row.setContentsMargins(Size.PAGE_MARGIN, Size.PANEL_PADDING, Size.PAGE_MARGIN, Size.PANEL_PADDING)
        row.setSpacing(Size.PANEL_PADDING)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(Size.PANEL_PADDING)
            row.addLayout(column, 1)
        left.addWidget(self.chart, 1)
        left.addWidget(self.lines)
        left.addWidget(self.wallet)
        right.addWidget(self.whitespace)
        right.addWidget(self.deals, 1)
        self.setWidget(held)
