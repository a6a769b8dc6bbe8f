"""A person on the grid: a token, the circle of a target, the shadow of where they stood."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPen, QPolygonF

from kam.core.vocabulary import BuyingRole
from kam.services.people.rows import PlaceRow
from kam.ui.account.people.persons import PersonWords
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.people_words import short_role
from kam.ui.widgets.pieces import Glyph, Run, Spring, colour_of, font_for, line_width, paint_line, text_width

CHIP_WIDTH: Final = 150.0
CHIP_HEIGHT: Final = 36.0
CIRCLE: Final = 13.0
"""Radius of the face in a token and of the circle of a target."""
_STRONGEST: Final = 5
_ARROW: Final = 9.0


@dataclass(frozen=True, slots=True)
class TokenLook:
    """Where keyboard and mouse are."""

    selected: bool = False
    hovered: bool = False


class ChipPainter:
    """Draws tokens in the words of a look."""

    def __init__(self, look: Look) -> None:
        self._words = look.words
        self._persons = PersonWords(look)

    def paint(self, painter: QPainter, box: QRectF, row: PlaceRow, theme: Theme, shown: TokenLook) -> None:
        """Face, family name, role, age."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = _outline(row, theme, shown)
        inset = pen.widthF() / 2
        frame = box.adjusted(inset, inset, -inset, -inset)
        painter.setPen(pen)
        painter.setBrush(colour_of(theme, "page"))
        painter.drawRoundedRect(frame, frame.height() / 2, frame.height() / 2)
        face = QPointF(box.left() + box.height() / 2, box.center().y())
        self._paint_face(painter, face, row, theme)
        left = face.x() + CIRCLE + 8
        place = QRectF(left, box.top(), box.right() - 14 - left, box.height())
        faded = row.is_placeholder or row.attitude.stale
        name = Run(self._persons.family(row), Type.STRONG, "text2" if faded else "text")
        pieces: list[Run | Spring | Glyph] = [name, Spring()]
        if row.roles and not row.is_placeholder and _tells(row.roles[0]):
            pieces.append(Run(short_role(row.roles[0], self._words), Type.CAPTION, "text2", gap=4))
        elif row.attitude.stale:
            pieces.append(IconGlyph("history", "amber", 13))
        self._paint_pieces(painter, place, pieces, theme)
        painter.restore()

    def _paint_pieces(
        self, painter: QPainter, place: QRectF, pieces: list[Run | Spring | Glyph], theme: Theme
    ) -> None:
        """The name gives way first: role and age stay whole."""
        name = pieces[0]
        rest = pieces[2:]
        needed = line_width(rest, theme) + 5 if rest else 0
        if isinstance(name, Run):
            room = QRectF(place.left(), place.top(), place.width() - needed, place.height())
            paint_line(painter, room, (name,), theme)
        if rest:
            right = QRectF(place.right() - needed + 5, place.top(), needed - 5, place.height())
            paint_line(painter, right, rest, theme)

    def _paint_face(self, painter: QPainter, middle: QPointF, row: PlaceRow, theme: Theme) -> None:
        decides = BuyingRole.DECIDER in row.roles
        unknown = row.is_placeholder
        pen = QPen(colour_of(theme, "edge" if unknown else "text" if decides else "line2"), 1)
        if unknown:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        ground = "text" if decides else "page" if unknown else "window"
        painter.setBrush(colour_of(theme, ground))
        painter.drawEllipse(middle, CIRCLE, CIRCLE)
        tone = "page" if decides else "text2"
        paint_letters(painter, middle, self._persons.initials(row), colour=tone, theme=theme)


def paint_letters(painter: QPainter, middle: QPointF, text: str, *, colour: str, theme: Theme) -> None:
    """Initials in a circle."""
    font = QFont(font_for(theme.family, Type.CAPTION))
    font.setPixelSize(10)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(colour_of(theme, colour))
    box = QRectF(middle.x() - CIRCLE, middle.y() - CIRCLE, 2 * CIRCLE, 2 * CIRCLE)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def paint_arrow(painter: QPainter, start: QPointF, aim: QPointF, theme: Theme) -> None:
    """A dashed level arrow from a token to the circle of its target."""
    side = 1 if aim.x() > start.x() else -1
    tip = QPointF(aim.x() - side * (CIRCLE + 2), aim.y())
    pen = QPen(colour_of(theme, "accent"), 1.6)
    pen.setDashPattern([4, 2.6])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawLine(start, QPointF(tip.x() - side * _ARROW, tip.y()))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour_of(theme, "accent"))
    back = tip.x() - side * (_ARROW + 2)
    painter.drawPolygon(QPolygonF([tip, QPointF(back, tip.y() - 4.5), QPointF(back, tip.y() + 4.5)]))


def paint_target(painter: QPainter, middle: QPointF, initials: str, word: str, theme: Theme) -> None:
    """The dashed circle where we want somebody, and its word beside it."""
    pen = QPen(colour_of(theme, "accent"), 1.2)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(colour_of(theme, "page"))
    painter.drawEllipse(middle, CIRCLE, CIRCLE)
    paint_letters(painter, middle, initials, colour="accent_text", theme=theme)
    painter.setFont(font_for(theme.family, Type.CAPTION))
    painter.setPen(colour_of(theme, "accent_text"))
    width = text_width(theme.family, Type.CAPTION, word) + 6
    place = QRectF(middle.x() + CIRCLE + 4, middle.y() - 9, width, 18)
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, word)


def paint_ghost(
    painter: QPainter, middle: QPointF, initials: str, token: QRectF | None, theme: Theme
) -> None:
    """A dotted circle where somebody stood, and a thin line to their token."""
    painter.setPen(QPen(colour_of(theme, "edge"), 1, Qt.PenStyle.DotLine))
    if token is not None:
        end = _edge_towards(token, middle)
        along = end - middle
        length = math.hypot(along.x(), along.y()) or 1.0
        painter.drawLine(middle + along * (CIRCLE / length), end)
    pen = QPen(colour_of(theme, "edge"), 1.2)
    pen.setDashPattern([1.2, 2])
    painter.setPen(pen)
    painter.setBrush(colour_of(theme, "page"))
    painter.drawEllipse(middle, CIRCLE - 1, CIRCLE - 1)
    paint_letters(painter, middle, initials, colour="text3", theme=theme)


def _edge_towards(box: QRectF, point: QPointF) -> QPointF:
    """The point of a box that is nearest to another point."""
    return QPointF(
        min(max(point.x(), box.left() + 14), box.right() - 14), min(max(point.y(), box.top()), box.bottom())
    )


def _outline(row: PlaceRow, theme: Theme, shown: TokenLook) -> QPen:
    influence = row.influence.value or 0
    strongest = influence >= _STRONGEST
    if shown.selected:
        pen = QPen(colour_of(theme, "accent"), Size.FOCUS)
    elif strongest:
        pen = QPen(colour_of(theme, "text"), 2)
    else:
        pen = QPen(colour_of(theme, "text2" if shown.hovered else "edge"), 1.2)
    if row.attitude.stale or row.is_placeholder:
        pen.setDashPattern([2.6, 2] if pen.widthF() > 1.5 else [3.4, 2.6])  # noqa: PLR2004 - as dashes look
    return pen


def _tells(role: BuyingRole) -> bool:
    """Only the roles that decide are worth the room."""
    return role in {
        BuyingRole.DECIDER,
        BuyingRole.APPROVER,
        BuyingRole.INFLUENCER,
        BuyingRole.EXECUTIVE_SPONSOR,
    }
