"""The org chart in the window: walked by keyboard, folded, and changed by dragging a card onto another."""

from __future__ import annotations

from dataclasses import replace
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QHideEvent, QKeyEvent, QPainter, QShowEvent

from kam.core.vocabulary import Circle, LineKind
from kam.services.people.rows import StakeholderMap
from kam.ui.account.people.chart.drawing import ChartDrawing, ChartMarks, ChartState
from kam.ui.account.people.chart.kept_pixels import KeptPixels
from kam.ui.account.people.person_canvas import PersonCanvas
from kam.ui.account.people.walking import Direction, nearest
from kam.ui.look import Look

_LEAST_AT_FIRST: Final = 0.8
"""At first everything is shown as long as it can be read."""

_RING: Final = 6.0
"""How far the mark of a card reaches beyond it."""


class OrgChartView(PersonCanvas):
    """Shows the chart of a map; folds, scale and place stay while it is the same account's."""

    rehung = Signal(object, object)
    """Somebody was dropped on somebody: who, and under whom."""
    tie_menu_wished = Signal(object, object)
    """A line's menu: a ``RelationRow``, and where on the screen."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self._state = ChartState()
        self.drawing: ChartDrawing | None = None
        self._target: UUID | None = None
        self._fresh = True
        self._pixels = KeptPixels()
        self.setAccessibleName(look.words.say("Org chart"))

    # Showing

    @property
    def state(self) -> ChartState:
        """What of it is shown."""
        return self._state

    def show_map(self, found: StakeholderMap) -> None:
        """Show a map."""
        if self.found is None or self.found.account_id != found.account_id:
            self._state = replace(self._state, collapsed=frozenset())
            self._fresh = True
        self.found = found
        self._lay_out()

    def show_kinds(self, kinds: frozenset[LineKind]) -> None:
        """Show these lines beside the reporting lines."""
        self._state = replace(self._state, kinds=kinds)
        self._lay_out()

    def show_circle(self, circle: Circle | None) -> None:
        """Let the people of other circles step back."""
        self._state = replace(self._state, circle=circle)
        self._lay_out()

    def select(self, person: UUID | None, *, reveal: bool = True) -> None:
        """Choose somebody; their folded superiors are unfolded."""
        if person is not None:
            self._unfold_above(person)
        super().select(person, reveal=reveal)

    def fold(self, person: UUID) -> None:
        """Fold the branch below somebody, or unfold it."""
        self._state = replace(self._state, collapsed=self._state.collapsed ^ {person})
        self._lay_out()

    # What the canvas asks

    def paint_seen(self, painter: QPainter, seen: QRectF) -> None:
        """The chart as it was drawn before, and over it, drawn anew, whoever is marked."""
        if self.drawing is None:
            super().paint_seen(painter, seen)
            return
        theme, port = self.look.theme, self.viewport()
        ratio = port.devicePixelRatio()
        what = (self.drawing, self.scale, theme.colours, theme.family)
        corner = (self.origin() * ratio).toPoint()
        size = (port.size().toSizeF() * ratio).toSize()
        pixels = self._pixels.show(what, corner, size, ratio, self._paint_unmarked)
        painter.drawPixmap(0, 0, pixels)
        for person in self._marks.everybody():
            box = self.place_of(person)
            part = None if box is None else self.to_view(box.adjusted(-_RING, -_RING, _RING, _RING))
            if part is not None and part.intersects(seen):
                self.paint_part(painter, part.toAlignedRect().toRectF(), self.paint_drawing)

    def paint_drawing(self, painter: QPainter, area: QRectF) -> None:
        """The chart with its marks."""
        if self.drawing is not None:
            self.drawing.paint(painter, self.look.theme, area, scale=self.scale, marks=self._marks)

    def paint_held(self, painter: QPainter, person: UUID, box: QRectF) -> None:
        """The card under the mouse."""
        if self.drawing is not None:
            self.drawing.paint_card(painter, person, box, self.look.theme)

    def person_at(self, point: QPointF) -> UUID | None:
        """Whose card is at a point."""
        return None if self.drawing is None else self.drawing.card_at(point)

    def place_of(self, person: UUID) -> QRectF | None:
        """The place of somebody's card."""
        return None if self.drawing is None else self.drawing.place_of(person)

    def everybody(self) -> list[UUID]:
        """Whose cards are shown."""
        return [] if self.drawing is None else list(self.drawing.cards)

    def neighbour(self, person: UUID, direction: Direction) -> UUID | None:
        """Up is the boss, down the first report; to the sides whoever stands nearest in the row."""
        drawing = self.drawing
        if drawing is None:
            return None
        boss = drawing.rows[person].reports_to
        if direction is Direction.UP and boss in drawing.cards:
            return boss
        if direction is Direction.DOWN:
            below = [
                each
                for each in drawing.cards.values()
                if drawing.rows[each.id].reports_to == person and not each.aside
            ]
            if below:
                return min(below, key=lambda each: each.x).id
        boxes = {each.id: (each.x, each.y, each.width, each.height) for each in drawing.cards.values()}
        return nearest(person, boxes, direction)

    def hint(self) -> str:
        """How to get about."""
        return self.look.words.say("Arrow keys walk from card to card, Enter opens a person.")

    def press_elsewhere(self, point: QPointF) -> bool:
        """A sign folds its branch."""
        node = None if self.drawing is None else self.drawing.node_at(point)
        if node is None:
            return False
        self.fold(node)
        return True

    def held_over(self, point: QPointF | None) -> None:
        """Mark the card over which another is held."""
        target = None if point is None else self.person_at(point)
        self._target = None if target == self.held else target

    def dropped(self, person: UUID, point: QPointF) -> None:
        """A card on another asks to report to them; elsewhere it goes back."""
        target = self.person_at(point)
        if target is not None and target != person:
            self.rehung.emit(person, target)

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space folds."""
        drawing, current = self.drawing, self.current
        if event.key() == Qt.Key.Key_Space and drawing is not None and current in drawing.cards:
            if drawing.has_node(drawing.cards[current]):
                self.fold(current)
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A line has a menu too."""
        if event.reason() is not QContextMenuEvent.Reason.Keyboard and self.drawing is not None:
            point = self.to_drawing(event.pos())
            tie = self.drawing.tie_at(point)
            if tie is not None and self.person_at(point) is None:
                self.tie_menu_wished.emit(tie.row, event.globalPos())
                return
        super().contextMenuEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The first look at an account's chart shows as much of it as can be read."""
        super().showEvent(event)
        self._look_at_first()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: no pixels are kept."""
        super().hideEvent(event)
        self._pixels.forget()

    # Inside

    @property
    def _marks(self) -> ChartMarks:
        return ChartMarks(self.current, self.hovered, self._target)

    def _paint_unmarked(self, painter: QPainter, part: QRectF) -> None:
        def draw(painter: QPainter, area: QRectF) -> None:
            if self.drawing is not None:
                self.drawing.paint(painter, self.look.theme, area, scale=self.scale, marks=ChartMarks())

        self.paint_part(painter, part, draw)

    def _lay_out(self) -> None:
        if self.found is None:
            return
        self.drawing = ChartDrawing(self.look, self.found, self._state)
        self.set_bounds(self.drawing.bounds)
        self._look_at_first()
        self.speak()

    def _look_at_first(self) -> None:
        if self._fresh and self.isVisible() and self.drawing is not None and self.drawing.cards:
            self._fresh = False
            self.fit(least=_LEAST_AT_FIRST)
            self._centre_on_top()

    def _centre_on_top(self) -> None:
        """Where the chart is wider than the window, begin with whoever stands at its top."""
        if self.drawing is not None and self.drawing.cards:
            top = min(self.drawing.cards.values(), key=lambda card: (card.level, card.y, -card.reports))
            place = self.to_view(QRectF(top.x, top.y, top.width, top.height))
            bar = self.horizontalScrollBar()
            bar.setValue(round(bar.value() + place.center().x() - self.viewport().width() / 2))

    def _unfold_above(self, person: UUID) -> None:
        drawing = self.drawing
        if drawing is None or person in drawing.cards:
            return
        above: set[UUID] = set()
        row = drawing.rows.get(person)
        while row is not None and row.reports_to is not None and row.reports_to not in above:
            above.add(row.reports_to)
            row = drawing.rows.get(row.reports_to)
        self._state = replace(self._state, collapsed=self._state.collapsed - above)
        self._lay_out()
