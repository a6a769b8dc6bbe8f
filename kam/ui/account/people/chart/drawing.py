"""The org chart as a drawing: laid out once, painted on the screen and into files alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from kam.analysis.chart_parts import ChartCard, ChartGaps, PlacedCard
from kam.analysis.org_chart import lay_out
from kam.core.vocabulary import Circle, LineKind
from kam.services.people.rows import PlaceRow, StakeholderMap
from kam.ui.account.people.chart.cards import (
    CARD_HEIGHT,
    CARD_WIDTH,
    CardLook,
    CardPainter,
    Closeness,
)
from kam.ui.account.people.chart.lines import (
    TIE_KINDS,
    DrawnTie,
    TieLayout,
    drawn_connectors,
    paint_connectors,
    paint_tie,
    paint_tie_from_afar,
    paint_word,
)
from kam.ui.account.people.persons import in_circle
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Type
from kam.ui.widgets.pieces import colour_of, font_for, text_width

NODE: Final = 7.0
"""Radius of the sign that folds a branch."""
_NODE_BELOW: Final = 12.0
_GAPS: Final = ChartGaps(columns_from=7)
_MANY: Final = 60
_GAPS_OF_MANY: Final = ChartGaps(columns_from=3)
"""Three hundred people in rows would be forty screens wide: of so many small groups hang in columns too."""
_REACH: Final = 5.0
"""How far from a sign a click still means it: 24 px in all."""


@dataclass(frozen=True, slots=True)
class ChartState:
    """What the user chose to see: folded branches, lines, a circle."""

    collapsed: frozenset[UUID] = frozenset()
    kinds: frozenset[LineKind] = frozenset(TIE_KINDS)
    circle: Circle | None = None


@dataclass(frozen=True, slots=True)
class ChartMarks:
    """Where keyboard and mouse are; a file has none of it."""

    selected: UUID | None = None
    hovered: UUID | None = None
    target: UUID | None = None

    def everybody(self) -> frozenset[UUID]:
        """Who is marked."""
        return frozenset(each for each in (self.selected, self.hovered, self.target) if each is not None)


NO_MARKS: Final = ChartMarks()


class ChartDrawing:
    """The org chart of one map in one state. Coordinates are pixels at 100 %."""

    def __init__(self, look: Look, found: StakeholderMap, state: ChartState) -> None:
        self._look = look
        self.state = state
        self.rows: dict[UUID, PlaceRow] = {row.id: row for row in found.places}
        self._layout = lay_out(
            (
                ChartCard(row.id, row.reports_to, CARD_WIDTH, CARD_HEIGHT, row.assistant)
                for row in found.places
            ),
            collapsed=state.collapsed,
            gaps=_GAPS_OF_MANY if len(self.rows) > _MANY else _GAPS,
        )
        self.cards: dict[UUID, PlacedCard] = {card.id: card for card in self._layout.cards}
        self._boxes = {card.id: _box(card) for card in self._layout.cards}
        self._connectors = drawn_connectors(self._layout.connectors)
        self._ties_layout = TieLayout(look, self.cards)
        self.ties: tuple[DrawnTie, ...] = self._ties_layout.lay_out(
            row for row in found.relations if row.kind in state.kinds
        )
        self._painter = CardPainter(look)
        self._bosses = frozenset(
            line.boss for line in self._layout.connectors if not self.cards[line.report].aside
        )
        self.bounds = self._reach()

    def place_of(self, card_id: UUID) -> QRectF | None:
        """The place of somebody's card."""
        return self._boxes.get(card_id)

    def card_at(self, point: QPointF) -> UUID | None:
        """Whose card is at a point."""
        return next((key for key, box in self._boxes.items() if box.contains(point)), None)

    def node_at(self, point: QPointF) -> UUID | None:
        """Whose branch is folded or unfolded at a point."""
        for card in self.cards.values():
            if self.has_node(card) and self.node_of(card).adjusted(-_REACH, -_REACH, _REACH, _REACH).contains(
                point
            ):
                return card.id
        return None

    def tie_at(self, point: QPointF) -> DrawnTie | None:
        """The line whose word is at a point."""
        return next((tie for tie in self.ties if tie.word.contains(point)), None)

    def has_node(self, card: PlacedCard) -> bool:
        """Whether a branch hangs below a card, folded or not."""
        return bool(card.hidden) or card.id in self._bosses

    def node_of(self, card: PlacedCard) -> QRectF:
        """Where the sign stands that folds the branch of a card."""
        middle = QPointF(card.middle, card.y + card.height + _NODE_BELOW)
        half = self._folded_width(card) / 2 if card.hidden else NODE
        return QRectF(middle.x() - half, middle.y() - NODE, 2 * half, 2 * NODE)

    def paint(
        self,
        painter: QPainter,
        theme: Theme,
        area: QRectF,
        *,
        scale: float = 1.0,
        marks: ChartMarks = NO_MARKS,
    ) -> None:
        """Draw what meets an area, in as much detail as can be read at a scale.

        Without marks it is a file's: nothing can be folded there, only what is folded says so.
        """
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        closeness = Closeness.at(scale)
        paint_connectors(painter, self._connectors, area, theme)
        ties = [tie for tie in self.ties if tie.reach.intersects(area)]
        for tie in ties:
            if closeness <= Closeness.FAR:
                paint_tie_from_afar(painter, tie, scale, theme)
            else:
                paint_tie(painter, tie, area, theme)
        cards = self._in(area)
        for card in cards:
            if card.hidden or (marks is not NO_MARKS and self.has_node(card)):
                self._paint_node(painter, card, theme)
        for card in cards:
            self.paint_card(painter, card.id, self._boxes[card.id], theme, closeness=closeness, marks=marks)
        if closeness > Closeness.FAR:
            for tie in ties:
                if tie.word.adjusted(-1, -1, 1, 1).intersects(area):
                    paint_word(painter, tie, self._ties_layout.word(tie.row.kind), theme)

    def paint_card(  # a card, where, how, and what the mouse does to it
        self,
        painter: QPainter,
        card_id: UUID,
        box: QRectF,
        theme: Theme,
        *,
        closeness: Closeness = Closeness.NEAR,
        marks: ChartMarks = NO_MARKS,
    ) -> None:
        """Draw one card anywhere: where it stands, or under the mouse that drags it."""
        row = self.rows[card_id]
        shown = CardLook(
            selected=card_id == marks.selected,
            hovered=card_id == marks.hovered,
            target=card_id == marks.target,
            faint=not in_circle(row, self.state.circle),
        )
        self._painter.paint(painter, box, row, theme, shown=shown, closeness=closeness)

    def _in(self, area: QRectF) -> list[PlacedCard]:
        wide = area.adjusted(-4, -2 * _NODE_BELOW - NODE, 4, 4)
        return [self.cards[key] for key, box in self._boxes.items() if box.intersects(wide)]

    def _paint_node(self, painter: QPainter, card: PlacedCard, theme: Theme) -> None:
        box = self.node_of(card)
        painter.setPen(QPen(colour_of(theme, "edge"), 1.2))
        if card.hidden:
            painter.drawLine(QPointF(card.middle, card.y + card.height), QPointF(card.middle, box.top()))
        painter.setBrush(colour_of(theme, "page"))
        painter.drawRoundedRect(box, NODE, NODE)
        if card.hidden:
            painter.setFont(font_for(theme.family, Type.CAPTION))
            painter.setPen(colour_of(theme, "text2"))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._folded(card))
        else:
            middle = box.center()
            painter.setPen(QPen(colour_of(theme, "text2"), 1.4))
            painter.drawLine(middle - QPointF(3, 0), middle + QPointF(3, 0))

    def _folded(self, card: PlacedCard) -> str:
        return self._look.formats.signed(card.hidden)

    def _folded_width(self, card: PlacedCard) -> float:
        return text_width(self._look.theme.family, Type.CAPTION, self._folded(card)) + 12

    def _reach(self) -> QRectF:
        whole = QRectF(0, 0, self._layout.width, self._layout.height)
        for tie in self.ties:
            whole = whole.united(tie.reach)
        for card in self.cards.values():
            if card.hidden:
                whole = whole.united(self.node_of(card))
        return whole


def _box(card: PlacedCard) -> QRectF:
    return QRectF(round(card.x), round(card.y), card.width, card.height)
