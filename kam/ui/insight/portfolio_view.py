"""The portfolio as a tab: figures, the map or the year, movers, what pulls it down, what people say."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from kam.analysis.health.portfolio import PortfolioClient
from kam.analysis.health.score import HealthBand
from kam.services.health.insight import Insight
from kam.ui.insight import figures as codes
from kam.ui.insight.behind import Behind, behind_menu, open_under
from kam.ui.insight.card import SpotCard
from kam.ui.insight.factors import FactorBars
from kam.ui.insight.figures import portfolio_figures
from kam.ui.insight.map import HealthMap
from kam.ui.insight.map_geometry import CROWD, LEFT, TAILS, Spot
from kam.ui.insight.marks import DriverScales, MarkColumns
from kam.ui.insight.movers import Movers
from kam.ui.insight.over_time import OverTime
from kam.ui.insight.saying import sum_of
from kam.ui.look import Look
from kam.ui.places import Place, account_place
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.figures import FigureStrip
from kam.ui.widgets.labels import ElidedLabel, label, rule
from kam.ui.widgets.panels import Panel
from kam.ui.widgets.pieces import Run, colour_of, line_width, paint_line
from kam.ui.widgets.scrolled import scrolled
from kam.ui.widgets.segmented import Choice, SegmentedControl

MAP, YEAR = "map", "year"
_SIDE: Final = 360
_SIDE_WIDE: Final = 432
_SIDE_NARROW: Final = 348
_NARROW: Final = 1240
_WIDE: Final = 1640
_LOWER: Final = 226
_LOWER_LARGE: Final = 252
_LEGEND: Final = 18


class PortfolioView(QWidget):
    """Shows an ``Insight``; whatever is pressed opens what is behind it."""

    went = Signal(object)
    """A ``Place``."""
    voices_wished = Signal()
    """Somebody wants to know more of what people say."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.insight: Insight | None = None
        words = look.words
        self.figures = FigureStrip(look, compact=True)
        self.map = HealthMap(look)
        self.card = SpotCard(look, self.map)
        self.year = OverTime(look)
        self.faces = SegmentedControl(
            look,
            [Choice(MAP, words.say_in("insight", "Map")), Choice(YEAR, words.say_in("insight", "Year"))],
            words.say("Health now, or over twelve months"),
        )
        self.legend = MapLegend(look)
        self.factors = FactorBars(look)
        self.marks = MarkColumns(look)
        self.drivers = DriverScales(look)
        self.movers = Movers(look)
        self._lay_out()
        self._connect()

    def show_insight(self, insight: Insight) -> None:
        """Show what was read."""
        self.insight = insight
        self.card.hide()
        self.figures.show_figures(portfolio_figures(self._look, insight))
        self.map.show_insight(insight)
        self.year.show_insight(insight)
        self.movers.show_insight(insight)
        self.factors.show_losses(insight.health.losses)
        self._show_map_head(insight)
        self._show_factor_head(insight)
        self._show_voices(insight)
        self._show_off_map(insight)

    def take_focus(self) -> None:
        """The keyboard goes to the first figure."""
        self.figures.cell(codes.REVENUE).setFocus(Qt.FocusReason.OtherFocusReason)

    def show_face(self, face: str) -> None:
        """The map, or the year."""
        self.faces.choose(face)
        self._stack.setCurrentWidget(self.year if face == YEAR else self.map)
        self.legend.setVisible(face != YEAR)
        self._off_map.setVisible(face != YEAR)
        if self.insight is not None:
            self._show_map_head(self.insight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A small window has less between its panels and a narrower list."""
        super().resizeEvent(event)
        small = self.height() < Size.SMALL_BELOW - 100
        self.movers.setFixedWidth(_side(self.width()))
        gap = Size.GRID if small else 12
        self._column.setContentsMargins(Size.PAGE_MARGIN, gap, Size.PAGE_MARGIN, gap)
        self._column.setSpacing(gap)
        for each in (self._below, self._left, self._lower):
            each.setSpacing(gap)
        for panel in (self._factors, self._voices):
            panel.setFixedHeight(_LOWER if small else _LOWER_LARGE)

    # Building

    def _lay_out(self) -> None:
        words = self._look.words
        self._map_panel = Panel(self._look, words.say("Health and revenue"))
        self._map_panel.set_secondary(" ")
        self._map_panel.add_action(self.legend)
        self._map_panel.add_action(self.faces)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.map)
        self._stack.addWidget(self.year)
        self._map_panel.body.setContentsMargins(0, Size.HALF, 0, 0)
        self._map_panel.body.addWidget(self._stack, 1)
        self._off_map = QWidget()
        self._off_row = QHBoxLayout(self._off_map)
        self._off_row.setContentsMargins(LEFT, 0, Size.PANEL_PADDING, 4)
        self._off_row.setSpacing(Size.GRID)
        self._axis = ElidedLabel("", Type.CAPTION, "text2")
        self._axis.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._without_health = link(self._look, "", run=self._ask_without_health)
        self._without_revenue = link(self._look, "", run=self._ask_without_revenue)
        self._off_said = label(words.say("Not on the map:"), Type.SECONDARY, "text2")
        self._off_row.addWidget(self._axis, 1)
        for each in (self._off_said, self._without_health, self._without_revenue):
            self._off_row.addWidget(each)
        self._map_panel.body.addWidget(self._off_map)
        self._factors = Panel(self._look, words.say("What pulls it down"))
        self._factors.body.setContentsMargins(0, 6, 0, 6)
        self._factors.body.addWidget(self.factors, 1)
        self._voices = Panel(self._look, words.say_in("insight", "Satisfaction"))
        self._voices.body.setContentsMargins(0, 4, 0, 4)
        self._voices.body.addWidget(self.marks, 1)
        self._between = rule()
        self._voices.body.addWidget(self._between)
        self._voices.body.addWidget(self.drivers)
        self._silence = label(words.say("Nobody has been asked yet."), tone="text2", wraps=True)
        self._silence.setContentsMargins(Size.PANEL_PADDING, 4, Size.PANEL_PADDING, 4)
        self._silence.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._voices.body.addWidget(self._silence)
        self._arrange()

    def _arrange(self) -> None:
        self._lower = QHBoxLayout()
        self._lower.addWidget(self._factors, 5)
        self._lower.addWidget(self._voices, 4)
        self._left = QVBoxLayout()
        self._left.addWidget(self._map_panel, 1)
        self._left.addLayout(self._lower)
        self._below = QHBoxLayout()
        self._below.addLayout(self._left, 1)
        self._below.addWidget(self.movers)
        held = QWidget()
        held.setProperty("ground", "sunk")
        self._column = QVBoxLayout(held)
        self._column.addWidget(self.figures)
        self._column.addLayout(self._below, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scrolled(held))

    def _connect(self) -> None:
        self.figures.asked.connect(self._ask_figure)
        self.faces.chosen.connect(self.show_face)
        self.map.opened.connect(self._open)
        self.map.pointed.connect(self._point)
        self.movers.opened.connect(self._open)
        self.movers.pointed.connect(self.map.choose)
        self.factors.asked.connect(self._ask_factor)
        self.marks.asked.connect(self._ask_mark)

    # Showing

    def _show_map_head(self, insight: Insight) -> None:
        words, formats = self._look.words, self._look.formats
        if self.faces.current == YEAR:
            self._map_panel.set_title(words.say("Health of the portfolio"))
            self._map_panel.set_secondary(words.say("weighted by revenue, 12 months"))
            return
        largest = insight.health.weighed[0].revenue if insight.health.weighed else 0
        unit = formats.unit(insight.currency, formats.scale_for(largest, insight.currency))
        self._map_panel.set_title(words.say("Health and revenue"))
        self._map_panel.set_secondary(words.say("{unit} in 12 months, logarithmic scale", unit=unit))

    def _show_factor_head(self, insight: Insight) -> None:
        words, health = self._look.words, insight.health
        missing = self._look.formats.number(health.missing, 1)
        told = words.say("{points} points of 100", points=missing) if health.weighed else ""
        self._factors.set_title(words.say("What pulls it down"), told)
        self._factors.set_secondary(words.say("weight, lost, within the month"))

    def _show_voices(self, insight: Insight) -> None:
        words, formats, voices = self._look.words, self._look.formats, insight.voices
        nps = "" if voices.nps is None else words.say("NPS {points}", points=formats.signed(voices.nps))
        self._voices.set_title(words.say_in("insight", "Satisfaction"), nps)
        asked = words.say("answered {answered} of {asked}", answered=voices.answered, asked=voices.asked)
        self._voices.set_secondary(asked if voices.asked else "")
        heard = voices.asked > 0 or bool(voices.drivers)
        self.marks.setVisible(heard)
        self.marks.show_voices(voices)
        self.drivers.show_drivers(voices.drivers)
        self._between.setVisible(bool(voices.drivers))
        self._silence.setVisible(not heard)

    def _show_off_map(self, insight: Insight) -> None:
        words, health = self._look.words, insight.health
        counts = (len(health.without_health), len(health.without_revenue))
        self._off_said.setVisible(any(counts))
        texts = (
            words.say_many("{count} without health", "{count} without health", counts[0]),
            words.say_many("{count} without revenue", "{count} without revenue", counts[1]),
        )
        said = words.say("health now, the tail is where it was a month ago")
        if len(health.weighed) > CROWD:
            said = words.say("health now; where they were show the {count} that moved farthest", count=TAILS)
        self._axis.setText(said)
        links = (self._without_health, self._without_revenue)
        for made, text, count in zip(links, texts, counts, strict=True):
            made.setText(text)
            made.setVisible(count > 0)

    def _point(self, spot: Spot | None) -> None:
        if spot is None or self.insight is None:
            self.card.hide()
        else:
            self.card.show_spot(spot, self.insight)

    # What is behind

    def _open(self, account_id: UUID) -> None:
        self.went.emit(account_place(account_id))

    def _ask_figure(self, code: str) -> None:
        insight = self.insight
        if insight is None:
            return
        if code == codes.REVENUE:
            self.went.emit(Place("accounts", view="table"))
        elif code in {codes.ONE, codes.FEW}:
            self.went.emit(Place("accounts", view="concentration"))
        elif code == codes.HEALTH:
            self.show_face(YEAR)
            self.year.setFocus(Qt.FocusReason.OtherFocusReason)
        elif code == codes.NPS:
            self.voices_wished.emit()
        else:
            cell = self.figures.cell(code)
            title = self._look.words.say("In the red zone")
            red = insight.health.bands[HealthBand.RED]
            self._open_menu(title, self._clients(red), cell.mapToGlobal(cell.rect().bottomLeft()))

    def _ask_factor(self, number: int) -> None:
        insight = self.insight
        if insight is None:
            return
        loss = self.factors.losses[number]
        by_id = {client.id: client for client in insight.health.weighed}
        found = []
        for account_id in loss.clients:
            client = by_id[account_id]
            gain = (
                sum(each.gain for each in client.health.factors if each.factor is loss.factor)
                if client.health
                else 0
            )
            points = self._look.formats.signed(-gain)
            found.append(Behind(client.id, client.name, points))
        title = self._look.words.of(loss.factor.label)
        self._open_menu(title, found, self._under(self.factors, number))

    def _ask_mark(self, number: int) -> None:
        insight = self.insight
        if insight is None:
            return
        found = []
        for word in insight.voices.marks[number]:
            speaker = insight.speakers[word.id]
            name = ", ".join(part for part in (speaker.person, speaker.account) if part)
            day = self._look.formats.full_date(word.on)
            found.append(Behind(speaker.account_id, name, day, "people"))
        self._open_menu(
            self._look.words.say("Mark {mark}", mark=number), found, self._under(self.marks, number)
        )

    def _ask_without_health(self) -> None:
        if self.insight is not None:
            found = self._clients(self.insight.health.without_health)
            self._open_menu(self._look.words.say("Health not known"), found, _bottom(self._without_health))

    def _ask_without_revenue(self) -> None:
        if self.insight is not None:
            found = [
                Behind(
                    client.id,
                    client.name,
                    self._look.formats.number(client.health.score if client.health else 0),
                )
                for client in self.insight.health.without_revenue
            ]
            title = self._look.words.say("No revenue in 12 months")
            self._open_menu(title, found, _bottom(self._without_revenue))

    def _clients(self, clients: tuple[PortfolioClient, ...]) -> list[Behind]:
        insight = self.insight
        if insight is None:
            return []
        return [Behind(each.id, each.name, sum_of(self._look, insight, each.revenue)) for each in clients]

    def _open_menu(self, title: str, found: list[Behind], place: QPoint) -> None:
        if found:
            menu = behind_menu(self._look, self, title, found, self._go)
            open_under(menu, place)

    def _go(self, account_id: UUID, tab: str) -> None:
        self.went.emit(account_place(account_id, tab))

    def _under(self, drawing: FactorBars | MarkColumns, number: int) -> QPoint:
        return drawing.mapToGlobal(drawing.box(number).bottomLeft().toPoint())


class MapLegend(QWidget):
    """What the tails mean, and the size of a mark."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        look.theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """As wide as its entries."""
        widths = [self._stroke(dashed) + self._width(text) + 12 for text, _, dashed in self._entries()]
        return QSize(sum(widths), _LEGEND)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """A stroke and a word for each."""
        theme, x = self._look.theme, 0.0
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            for text, tone, dashed in self._entries():
                stroke = self._stroke(dashed)
                if stroke:
                    pen = QPen(colour_of(theme, tone), 2)
                    if dashed:
                        pen.setDashPattern([1.6, 1.4])
                    painter.setPen(pen)
                    painter.drawLine(round(x), _LEGEND // 2, round(x) + 14, _LEGEND // 2)
                place = self.rect().toRectF()
                place.setLeft(x + stroke)
                paint_line(painter, place, (Run(text, Type.SECONDARY, "text2"),), theme)
                x += stroke + self._width(text) + 12

    def _entries(self) -> list[tuple[str, str, bool | None]]:
        words = self._look.words
        return [
            (words.say_in("insight", "fell"), "red", False),
            (words.say_in("insight", "rose"), "green", True),
            (words.say_in("insight", "size: segment"), "text2", None),
        ]

    def _stroke(self, dashed: bool | None) -> int:  # noqa: FBT001 - an entry's own
        return 0 if dashed is None else 20

    def _width(self, text: str) -> int:
        return line_width((Run(text, Type.SECONDARY),), self._look.theme)


def _bottom(widget: QWidget) -> QPoint:
    return widget.mapToGlobal(widget.rect().bottomLeft())


def _side(width: int) -> int:
    """How wide the list beside the map is: in a wide window its reasons have the room they want."""
    if width >= _WIDE:
        return _SIDE_WIDE
    return _SIDE if width >= _NARROW else _SIDE_NARROW
