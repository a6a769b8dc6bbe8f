"""The concentration as a face of the clients' page."""

from __future__ import annotations

from functools import partial
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kam.services.portfolio.concentration import ConcentrationView, CurvePoint, read_concentration
from kam.services.portfolio.reading import PortfolioQuery
from kam.services.portfolio.units import Measure
from kam.ui.accounts.concentration.curve import Curve
from kam.ui.accounts.concentration.figures import Figures, ShareStrip
from kam.ui.accounts.concentration.side import RankSide
from kam.ui.desk import Desk
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import button
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.focus import tab_in_reading_order
from kam.ui.widgets.labels import ElidedLabel, label
from kam.ui.widgets.panels import Panel
from kam.ui.widgets.pieces import Run, colour_of, line_width, paint_line
from kam.ui.widgets.segmented import Choice, SegmentedControl

_SIDE: Final = 344
_SIDE_NARROW: Final = 320
_NARROW: Final = 1240


class ConcentrationFace(QWidget):
    """Reads the curve of the whole portfolio, or of those that meet the conditions where that is wished."""

    opened = Signal(object)
    """The identity of an account to open."""
    menu_wished = Signal(object, object)
    limit_wished = Signal()
    without_wished = Signal()
    import_wished = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._look = desk.look
        self._query = PortfolioQuery()
        self._view: ConcentrationView | None = None
        words = desk.look.words
        self.measures = SegmentedControl(
            desk.look,
            [
                Choice(Measure.REVENUE.value, words.say("Revenue")),
                Choice(Measure.MARGIN.value, words.say("Margin")),
            ],
            words.say("What is counted"),
        )
        self.by_holding = QCheckBox(words.say("holding as one"))
        self.with_before = QCheckBox(words.say("a year ago"))
        self.with_before.setChecked(True)
        self.fitting_only = QCheckBox()
        self.strip = ShareStrip(desk.look)
        self.curve = Curve(desk.look)
        self.side = RankSide(desk.look)
        self._legend = CurveLegend(desk.look)
        self._period = label("", Type.SECONDARY, "text2")
        self._told = ElidedLabel("", Type.SECONDARY, "text2")
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()

    def read(self, query: PortfolioQuery) -> None:
        """Read the curve; the conditions count only where that is wished."""
        self._query = query
        self.fitting_only.setVisible(bool(query.conditions()))
        asked = query if query.conditions() and self.fitting_only.isChecked() else PortfolioQuery()
        work = partial(
            read_concentration,
            self._desk.workspace,
            asked,
            as_of=self._desk.now(),
            measure=Measure(self.measures.current),
            by_holding=self.by_holding.isChecked(),
        )
        self._desk.read(self, work, self.show_view, key="concentration")

    def show_fitting(self, count: int) -> None:
        """How many meet the conditions."""
        text = self._look.words.say("only those that meet the conditions: {count}", count=count)
        self.fitting_only.setText(text)

    def show_view(self, view: ConcentrationView) -> None:
        """Show what was read."""
        self._view = view
        words, formats = self._look.words, self._look.formats
        self.strip.show_figures(Figures(words, formats).of(view))
        self.curve.show_view(view)
        self.side.show_view(view)
        self.with_before.setEnabled(bool(view.before))
        self._legend.show_before(shown=bool(view.before) and self.with_before.isChecked())
        if view.months:
            self._period.setText(
                words.say(
                    "12 months, {first} to {last}",
                    first=formats.month_short_year(view.months[0].first_day),
                    last=formats.month_short_year(view.months[-1].first_day),
                )
            )
        self._told.setText(self._summary(view))
        measured = view.measure is Measure.MARGIN
        self._panel.set_title(
            words.say("Cumulative share of margin, %")
            if measured
            else words.say("Cumulative share of revenue, %")
        )
        self._stack.setCurrentIndex(0 if view.points else 1)
        tab_in_reading_order(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow page has a narrower list."""
        super().resizeEvent(event)
        self.side.setFixedWidth(_SIDE if self.width() >= _NARROW else _SIDE_NARROW)
        small = self.window().height() < Size.SMALL_BELOW
        gap = Size.GAP_SMALL if small else Size.GAP
        self._column.setContentsMargins(Size.PAGE_MARGIN, gap, Size.PAGE_MARGIN, gap)
        self._column.setSpacing(gap)

    # Inside

    def _summary(self, view: ConcentrationView) -> str:
        words, formats = self._look.words, self._look.formats
        told = words.say_many(
            "{count} client, {sum}; with purchases {bought}",
            "{count} clients, {sum}; with purchases {bought}",
            view.accounts,
            sum=formats.money(view.total.minor, view.total.currency),
            bought=formats.number(view.accounts - len(view.without)),
        )
        if view.unknown:
            unknown = words.say("margin unknown: {count}", count=formats.number(len(view.unknown)))
            told = f"{told}; {unknown}"
        return told

    def _bar(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("role", "line")
        bar.setFixedHeight(Size.TABLE_HEAD)
        row = QHBoxLayout(bar)
        row.setContentsMargins(Size.PAGE_MARGIN, 0, Size.PAGE_MARGIN, 0)
        row.setSpacing(Size.GRID)
        row.addWidget(label(self._look.words.say("What is counted"), Type.SECONDARY, "text2"))
        row.addWidget(self.measures)
        row.addWidget(self._period)
        for each in (self.by_holding, self.with_before, self.fitting_only):
            row.addSpacing(Size.GRID)
            row.addWidget(each)
        row.addStretch(1)
        self._told.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._told, 100)
        return bar

    def _lay_out(self) -> None:
        words = self._look.words
        self._panel = Panel(self._look, words.say("Cumulative share of revenue, %"))
        self._panel.add_action(self._legend)
        self._panel.body.setContentsMargins(Size.GRID, Size.GRID, Size.GRID, Size.HALF)
        self._panel.body.addWidget(self.curve, 1)
        lower = QHBoxLayout()
        lower.setSpacing(Size.GAP)
        lower.addWidget(self._panel, 1)
        lower.addWidget(self.side)
        whole = QWidget()
        whole.setProperty("ground", "sunk")
        self._column = QVBoxLayout(whole)
        self._column.addWidget(self.strip)
        self._column.addLayout(lower, 1)
        nothing = EmptyState(
            self._look,
            "chart-pie",
            words.say("No revenue in 12 months"),
            words.say("The curve needs sales: bring them in from a table, then it draws itself."),
            buttons=[
                button(self._look, words.say("Import sales"), icon="upload", run=self.import_wished.emit)
            ],
        )
        self._stack.addWidget(whole)
        self._stack.addWidget(nothing)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._bar())
        outer.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.measures.chosen.connect(lambda _: self.read(self._query))
        for box in (self.by_holding, self.fitting_only):
            box.toggled.connect(lambda _: self.read(self._query))
        self.with_before.toggled.connect(self._show_before)
        self.curve.chosen.connect(self._choose_in_list)
        self.curve.opened.connect(lambda point: self.opened.emit(point.id))
        self.side.table.opened.connect(lambda point: self.opened.emit(point.id))
        self.side.table.current_changed.connect(self._choose_on_curve)
        self.side.table.menu_wished.connect(lambda point, at: self.menu_wished.emit(point.id, at))
        self.side.limit_wished.connect(self.limit_wished)
        self.side.without_wished.connect(self.without_wished)

    def _show_before(self, shown: bool) -> None:  # noqa: FBT001 - Qt's signal
        self.curve.show_before(shown=shown)
        self._legend.show_before(shown=shown)

    def _choose_in_list(self, point: CurvePoint) -> None:
        self.side.table.select([point.id])

    def _choose_on_curve(self, point: CurvePoint | None) -> None:
        if point is not None:
            self.curve.choose(point.place)


class CurveLegend(QWidget):
    """What each line of the curve is."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._with_before = True
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_before(self, *, shown: bool) -> None:
        """With last year's or without."""
        self._with_before = shown
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its entries."""
        widths = [28 + self._width(text) + 16 for text, _, _, _ in self._entries()]
        return QSize(sum(widths) - 16, 18)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """A stroke and a word for each line."""
        theme, x = self._look.theme, 0.0
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for text, tone, width, dashed in self._entries():
                pen = QPen(colour_of(theme, tone), width)
                if dashed:
                    pen.setDashPattern([3, 3])
                painter.setPen(pen)
                painter.drawLine(round(x), 9, round(x) + 20, 9)
                place = QRectF(x + 26, 0, self._width(text) + 2, 18)
                paint_line(painter, place, (Run(text, Type.SECONDARY, "text2"),), theme)
                x += 28 + self._width(text) + 16

    def _entries(self) -> list[tuple[str, str, float, bool]]:
        words = self._look.words
        found = [(words.say("now"), "accent", 2.0, False)]
        if self._with_before:
            found.append((words.say("a year ago"), "edge", 1.2, False))
        return [*found, (words.say("equal shares"), "edge", 1.2, True)]

    def _width(self, text: str) -> int:
        return line_width((Run(text, Type.SECONDARY),), self._look.theme)
