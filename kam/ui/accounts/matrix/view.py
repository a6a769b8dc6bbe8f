"""The matrix as a face of the clients' page: field, legend, list, and what they are drawn by."""

from __future__ import annotations

import math
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kam.analysis.health.score import HealthBand
from kam.core.money import Money, minor_digits
from kam.services.accounts.editing import bulk_update
from kam.services.health.rows import HealthBook
from kam.services.portfolio.explaining import explain_segment
from kam.services.portfolio.matrix import Bubble, Matrix, potential_set, read_matrix
from kam.services.portfolio.reading import PortfolioQuery
from kam.services.portfolio.units import Measure
from kam.ui.accounts.matrix.card import SpotAnswer, SpotCard
from kam.ui.accounts.matrix.field import MatrixField
from kam.ui.accounts.matrix.geometry import Spot
from kam.ui.accounts.matrix.side import Side
from kam.ui.accounts.money import MoneyScale
from kam.ui.desk import Desk
from kam.ui.health.pieces import band_glyph
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.labels import label, rule
from kam.ui.widgets.pieces import Line, Run, colour_of, line_width, paint_line
from kam.ui.widgets.segmented import Choice, SegmentedControl

_PAUSE: Final = 120
"""Milliseconds a bubble is pointed at before its card is read."""
_SIDE: Final = 328
_SIDE_NARROW: Final = 300
_NARROW: Final = 1240
_LEGEND: Final = 44


class MatrixView(QWidget):
    """Reads the matrix of a query; the page hands the query in."""

    opened = Signal(object)
    """The identity of an account to open."""
    menu_wished = Signal(object, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._look = desk.look
        self._query = PortfolioQuery()
        self._pointed: Spot | None = None
        words = desk.look.words
        self.field = MatrixField(desk.look)
        self.card = SpotCard(desk.look, self.field)
        self.side = Side(desk.look)
        self.legend = Legend(desk.look)
        self.measures = SegmentedControl(
            desk.look,
            [
                Choice(Measure.MARGIN.value, words.say("Margin")),
                Choice(Measure.REVENUE.value, words.say("Revenue")),
            ],
            words.say("Size of the circles"),
        )
        self.by_holding = QCheckBox(words.say("holding as one"))
        self.before = self._before()
        self._lay_out()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_PAUSE)
        self._rest.timeout.connect(self._explain)
        self._connect()

    def read(self, query: PortfolioQuery) -> None:
        """Read and show the accounts that meet a query."""
        self._query = query
        work = partial(
            read_matrix,
            self._desk.workspace,
            query,
            as_of=self._desk.now(),
            measure=Measure(self.measures.current),
            by_holding=self.by_holding.isChecked(),
        )
        self._desk.read(self, work, self.show_matrix, key="matrix")

    def show_matrix(self, matrix: Matrix) -> None:
        """Show what was read."""
        self.card.hide()
        money = MoneyScale.of_portfolio(self._look.formats, matrix.currency)
        self.field.show_matrix(matrix, money)
        self.side.show_matrix(matrix, money)
        self.legend.show_matrix(matrix, money, self.field)

    def show_health(self, book: HealthBook) -> None:
        """Fill in the health of everybody."""
        self.field.show_health(book)
        self.side.show_health(book)
        self.legend.has_health = True
        self.legend.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page has a narrower list."""
        super().resizeEvent(event)
        self.side.setFixedWidth(_SIDE if self.width() >= _NARROW else _SIDE_NARROW)

    # Inside

    def _before(self) -> QWidget:
        """What stands before the conditions in the filter bar."""
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Size.GRID)
        row.addWidget(label(self._look.words.say("Size of the circles"), Type.SECONDARY, "text2"))
        row.addWidget(self.measures)
        divider = rule(upright=True)
        divider.setFixedHeight(Size.TARGET)
        row.addWidget(divider)
        return held

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(Size.GRID, Size.GRID, Size.GAP, 0)
        left.setSpacing(0)
        left.addWidget(self.field, 1)
        left.addWidget(self.legend)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(rule(upright=True))
        row.addWidget(self.side)

    def _connect(self) -> None:
        self.measures.chosen.connect(lambda _: self.read(self._query))
        self.by_holding.toggled.connect(lambda _: self.read(self._query))
        self.field.opened.connect(self.opened)
        self.field.potential_wished.connect(self.set_potential)
        self.field.pointed.connect(self._point)
        self.field.chosen.connect(self._choose_in_list)
        self.field.menu_wished.connect(self.menu_wished)
        table = self.side.table
        table.opened.connect(lambda bubble: self.opened.emit(bubble.id))
        table.potential_wished.connect(self.set_potential)
        table.current_changed.connect(self._choose_on_field)
        table.menu_wished.connect(lambda bubble, at: self.menu_wished.emit(bubble.id, at))

    def set_potential(self, account: UUID, potential: int) -> None:
        """Set the potential of an account: one step, which can be taken back."""
        words = self._look.words
        change = partial(bulk_update, self._desk.workspace, [account], {"potential": potential})
        name = self._name_of(account)
        notice = words.say("Potential of {name}: {potential}", name=name, potential=potential)
        self._desk.change(self, change, notice=notice, undoable=True)

    def _name_of(self, account: UUID) -> str:
        rows: list[Bubble] = self.side.table.rows_model.rows()
        return next((row.name for row in rows if row.id == account), "")

    # Field and list show the same account

    def _choose_in_list(self, account: UUID | None) -> None:
        self.side.table.select([] if account is None else [account])

    def _choose_on_field(self, bubble: Bubble | None) -> None:
        if bubble is not None:
            self.field.choose(bubble.id)

    # The card

    def _point(self, spot: Spot | None) -> None:
        if spot is self._pointed:
            return
        self._pointed = spot
        self.card.hide()
        self._rest.stop() if spot is None else self._rest.start()

    def _explain(self) -> None:
        spot = self._pointed
        if spot is None:
            return
        workspace, now, account = self._desk.workspace, self._desk.now(), spot.bubble.id

        def work() -> SpotAnswer:
            return SpotAnswer(
                explain_segment(workspace, account, as_of=now), potential_set(workspace, account)
            )

        self._desk.read(self, work, partial(self._show_card, spot), key="card", otherwise=lambda _: True)

    def _show_card(self, spot: Spot, answer: SpotAnswer) -> None:
        if spot is self._pointed:
            self.card.show_spot(spot, answer)


class Legend(QWidget):
    """What the circles mean, and that they can be dragged."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._radii: tuple[float, float] = (0.0, 0.0)
        self._text = ""
        self.has_health = False
        self.setFixedHeight(_LEGEND)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A line."""
        return QSize(480, _LEGEND)

    def show_matrix(self, matrix: Matrix, money: MoneyScale, field: MatrixField) -> None:
        """Two round sums and the circles that they would have."""
        words = self._look.words
        known = [spot for spot in field.spots if spot.bubble.size is not None and spot.bubble.size.minor > 0]
        self._text = ""
        if known:
            largest = max(known, key=lambda spot: spot.radius)
            minor = 0 if largest.bubble.size is None else largest.bubble.size.minor
            scale = largest.radius / math.sqrt(minor)
            low, high = _round_sums(minor, matrix.currency)
            self._radii = (scale * math.sqrt(low), scale * math.sqrt(high))
            figures = [money.round_figure(Money(each, matrix.currency)) for each in (low, high)]
            name = words.say("margin") if matrix.measure is Measure.MARGIN else words.say("revenue")
            self._text = words.say(
                "{low} and {high} {unit}, {measure}",
                low=figures[0],
                high=figures[1],
                unit=money.unit,
                measure=name,
            )
        self.setAccessibleName(self._text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Circles and words, the hint at the right."""
        theme, words = self._look.theme, self._look.words
        middle, x = self.height() / 2, 56.0
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            if self._text:
                painter.setBrush(colour_of(theme, "accent_soft"))
                painter.setPen(QPen(colour_of(theme, "bar"), 1))
                for radius in self._radii:
                    shown = min(radius, middle - 3)
                    painter.drawEllipse(round(x), round(middle - shown), round(2 * shown), round(2 * shown))
                    x += 2 * shown + 4
                x = self._word(painter, x + 4, self._text) + 16
            pen = QPen(colour_of(theme, "edge"), 1)
            pen.setDashPattern([2.5, 2.5])
            painter.setPen(pen)
            painter.setBrush(colour_of(theme, "page"))
            painter.drawEllipse(round(x), round(middle - 8), 16, 16)
            self._word(painter, x + 4, "?")
            x = self._word(painter, x + 24, words.say("margin unknown"))
            if self.has_health:
                x = self._bands(painter, x + 16)
            hint = words.say("Drag sideways or press 1–5 to change the potential")
            place = self.rect().toRectF().adjusted(x + 16, 0, -2, 0)
            paint_line(
                painter, place, (Run(hint, Type.SECONDARY, "text2"),), theme, Qt.AlignmentFlag.AlignRight
            )

    def _bands(self, painter: QPainter, x: float) -> float:
        """● ◆ ■ health."""
        place = self.rect().toRectF()
        place.setLeft(x)
        name = Run(self._look.words.say("health"), Type.SECONDARY, "text2")
        bands = (band_glyph(each, silent=True, small=True) for each in reversed(tuple(HealthBand)))
        line: Line = (*bands, name)
        paint_line(painter, place, line, self._look.theme)
        return x + line_width(line, self._look.theme)

    def _word(self, painter: QPainter, x: float, text: str) -> float:
        place = self.rect().toRectF()
        place.setLeft(x)
        paint_line(painter, place, (Run(text, Type.SECONDARY, "text2"),), self._look.theme)
        return x + painter.fontMetrics().horizontalAdvance(text)


def _round_sums(largest: int, currency: str) -> tuple[int, int]:
    """A round sum of about a thirtieth of the largest, and three times that."""
    unit = 10 ** minor_digits(currency)
    low = 10 ** max(0, math.floor(math.log10(max(1, largest / unit / 10)))) * unit
    return low, 3 * low
