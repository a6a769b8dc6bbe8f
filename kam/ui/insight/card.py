"""The card beside a mark: who it is, how its health stands, what moved it most."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from kam.analysis.health.portfolio import PortfolioClient
from kam.analysis.health.portfolio_causes import CauseTeller
from kam.core.text import with_capital
from kam.services.health.insight import Insight
from kam.ui.health.pieces import score_line
from kam.ui.insight.map_geometry import Spot
from kam.ui.insight.saying import MOST_MOVEMENTS, sum_of
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.labels import LineLabel, label
from kam.ui.widgets.panels import clear
from kam.ui.widgets.pieces import Line, Run

_WIDTH: Final = 232
_AWAY: Final = 14
_EDGE: Final = 4


class SpotCard(QFrame):
    """Stands over the map and takes no mouse."""

    def __init__(self, look: Look, field: QWidget) -> None:
        super().__init__(field)
        self._look = look
        self._field = field
        self.setProperty("role", "floating")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedWidth(_WIDTH)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 10, 12, 10)
        self._column.setSpacing(Size.HALF)
        self.hide()

    def show_spot(self, spot: Spot, insight: Insight) -> None:
        """Say who stands there and why, beside the mark."""
        self.hide()  # what is put into a card that is on view would be measured only after it
        clear(self._column)
        client = spot.client
        self._column.addWidget(label(client.name, Type.STRONG, wraps=True))
        self._column.addWidget(LineLabel(self._look, self._health(client)))
        self._column.addWidget(
            label(
                self._look.words.say("{sum} in 12 months", sum=sum_of(self._look, insight, client.revenue)),
                Type.SECONDARY,
                "text2",
            )
        )
        self._add_movements(client)
        self._stand_beside(spot)
        self.show()
        self.raise_()

    def texts(self) -> list[str]:
        """What it says, from the top."""
        return [each.text() for each in self.findChildren(QLabel) if each.text()]

    def _health(self, client: PortfolioClient) -> Line:
        """■ 48 ▼ 11 было 59."""
        formats = self._look.formats
        score = client.health.score if client.health else None
        band = client.health.band if client.health else None
        line: Line = score_line(formats, score, band, client.change, asks_why=False)
        if client.month_ago is None or not client.change:
            return line
        before = self._look.words.say("was {score}", score=formats.number(client.month_ago.score))
        return (*line, Run(before, Type.SECONDARY, "text2"))

    def _add_movements(self, client: PortfolioClient) -> None:
        """The three greatest movements; of a client that did not move, what it lacks most."""
        words, formats = self._look.words, self._look.formats
        teller = CauseTeller(words, formats)
        shown = [(teller.full(each), formats.signed(each.points)) for each in client.moved[:MOST_MOVEMENTS]]
        if not shown and client.health is not None:
            lacking = client.health.pulls_down[:MOST_MOVEMENTS]
            shown = [
                (with_capital(teller.factor(each.factor)), formats.signed(-each.gain)) for each in lacking
            ]
            if shown:
                self._column.addWidget(label(words.say("Lacks most"), Type.SECONDARY, "text2"))
        grid = QGridLayout()
        grid.setContentsMargins(0, Size.HALF, 0, 0)
        grid.setHorizontalSpacing(Size.GRID)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        for number, (text, points) in enumerate(shown):
            grid.addWidget(label(text, Type.SECONDARY, "text2", wraps=True), number, 0)
            top = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop
            grid.addWidget(label(points, Type.STRONG), number, 1, top)
        self._column.addLayout(grid)

    def _stand_beside(self, spot: Spot) -> None:
        """Under the mark or over it, so that its tail and its neighbours at the same height stay on view."""
        for each in self.findChildren(QLabel):
            each.ensurePolished()  # its height follows from its font
        height = max(self._column.totalHeightForWidth(_WIDTH), self._column.totalMinimumSize().height())
        self.setFixedHeight(height)
        room = self._field.rect()
        x = min(max(spot.centre.x() - _WIDTH / 2, 4), room.right() - _WIDTH - 4)
        y = spot.centre.y() + spot.reach + _AWAY
        if y + height > room.bottom() - 4:
            y = spot.centre.y() - spot.reach - _AWAY - height
        if y < _EDGE:  # neither under nor over it: beside it
            y = min(max(spot.centre.y() - height / 2, 4), max(4, room.bottom() - height - 4))
            x = spot.centre.x() + spot.reach + _AWAY
            if x + _WIDTH > room.right() - 4:
                x = spot.centre.x() - spot.reach - _AWAY - _WIDTH
        self.move(QPoint(round(x), round(y)))
