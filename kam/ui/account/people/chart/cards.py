"""How a card of the org chart looks, from far and from near."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import cache, lru_cache
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen

from kam.core.vocabulary import Attitude
from kam.services.people.rows import PlaceRow
from kam.ui.account.people.chart.strips import TONES, WIDTH, strip_path
from kam.ui.account.people.persons import PersonWords
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import AttitudeGlyph, IconGlyph, InfluenceGlyph
from kam.ui.widgets.people_words import ROLE_TONES, short_role
from kam.ui.widgets.pieces import Line, Mark, Run, Spring, colour_of, font_for, metrics_for, paint_line

CARD_WIDTH: Final = 160.0
CARD_HEIGHT: Final = 76.0
FAINT: Final = 0.32
"""How strong a card is drawn whose circle is not looked at."""
_LEFT: Final = 18.0
_RIGHT: Final = 8.0
_TAG_HEIGHT: Final = 17.0
_STRONG: Final = 4
_STRONGEST: Final = 5
_RING: Final = 3.0
_MIDDLE_SIZE: Final = 20
_FAR_SIZE: Final = 34
_GROUNDS: Final = {
    "solid": ("text", "text", "page"),
    "bold": (None, "text", "text"),
    "": (None, "edge", "text2"),
}


class Closeness(IntEnum):
    """How much of a card can be read at a zoom."""

    SPECK = 0
    """The strip alone: letters would be four pixels high."""
    FAR = 1
    """The strip and the initials."""
    MIDDLE = 2
    """Name, attitude and influence, larger than they are."""
    NEAR = 3

    @classmethod
    def at(cls, scale: float) -> Closeness:
        """What can be read at a scale."""
        if scale >= 0.66:  # noqa: PLR2004 - 11 px become 7
            return cls.NEAR
        if scale >= 0.3:  # noqa: PLR2004
            return cls.MIDDLE
        return cls.FAR if scale >= 0.12 else cls.SPECK  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class _Face:
    """What is written and drawn on somebody's card, at every distance."""

    ink: str
    tag: str
    tag_tone: str
    name: str
    title: str
    standing: Line
    family: str
    signs: Line
    initials: str


@dataclass(frozen=True, slots=True)
class CardLook:
    """What a card shows besides its person: where the mouse and the keyboard are, what is dragged."""

    selected: bool = False
    hovered: bool = False
    target: bool = False
    """Somebody is held over it."""
    faint: bool = False


class CardPainter:
    """Draws cards in the words of a look and the colours of whatever theme it is given.

    What is written on a card is put together when it is first drawn, and kept: rows never change.
    """

    def __init__(self, look: Look) -> None:
        self._words = look.words
        self._persons = PersonWords(look)
        self._faces: dict[UUID, _Face] = {}

    def paint(
        self,
        painter: QPainter,
        box: QRectF,
        row: PlaceRow,
        theme: Theme,
        *,
        shown: CardLook,
        closeness: Closeness,
    ) -> None:
        """Draw a card into a box of the usual size."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if shown.faint:
            painter.setOpacity(FAINT)
        face = self._face(row)
        self._frame(painter, box, row, theme, shown, rounded=closeness is not Closeness.SPECK)
        if closeness is Closeness.NEAR:
            self._near(painter, box, face, theme)
        elif closeness is Closeness.MIDDLE:
            self._from_middle(painter, box, face, theme)
        elif closeness is Closeness.FAR:
            self._from_afar(painter, box, face, theme)
        if shown.faint:
            painter.setOpacity(1)

    def _face(self, row: PlaceRow) -> _Face:
        face = self._faces.get(row.id)
        if face is None:
            face = self._faces[row.id] = self._made(row)
        return face

    def _made(self, row: PlaceRow) -> _Face:
        persons, vacant = self._persons, row.is_placeholder
        role = row.roles[0] if row.roles and not vacant else None
        attitude = row.attitude.value
        bars = () if row.influence.value is None else (InfluenceGlyph(row.influence.value),)
        sign = () if attitude is None else (AttitudeGlyph(attitude, faded=row.attitude.stale),)
        return _Face(
            ink="text2" if vacant else "text",
            tag="" if role is None else short_role(role, self._words),
            tag_tone="" if role is None else ROLE_TONES.get(role, ""),
            name=persons.name(row),
            title=persons.title(row),
            standing=self._standing(row),
            family=persons.family(row),
            signs=(*sign, Spring(), *bars),
            initials=persons.initials(row),
        )

    def _frame(  # a card, where, in what colours and how marked
        self,
        painter: QPainter,
        box: QRectF,
        row: PlaceRow,
        theme: Theme,
        shown: CardLook,
        *,
        rounded: bool,
    ) -> None:
        if shown.selected or shown.target:
            pen = QPen(colour_of(theme, "accent"), Size.FOCUS)
            if shown.target:
                pen.setDashPattern([3, 2])
            painter.setPen(pen)
            painter.setBrush(colour_of(theme, "accent_soft") if shown.target else colour_of(theme, "page"))
            painter.drawRoundedRect(box.adjusted(-_RING, -_RING, _RING, _RING), 9, 9)
        pen = outline_of(row, theme, hovered=shown.hovered)
        weight = pen.widthF()
        frame = box.adjusted(weight / 2, weight / 2, -weight / 2, -weight / 2)
        painter.setPen(pen)
        painter.setBrush(colour_of(theme, "page"))
        if rounded:
            painter.drawRoundedRect(frame, Size.RADIUS, Size.RADIUS)
        else:
            painter.drawRect(frame)
        attitude = row.attitude.value
        if attitude is not None and attitude in TONES and not row.is_placeholder:
            path = strip_path(attitude, box.height() - 2 * weight, Size.RADIUS - weight / 2)
            painter.fillPath(path.translated(box.left() + weight, box.top() + weight), _tone(theme, attitude))
        painter.setPen(QPen(colour_of(theme, "line"), 1))
        x = round(box.left() + WIDTH + weight) + 0.5
        painter.drawLine(QPointF(x, box.top() + weight), QPointF(x, box.bottom() - weight))

    def _near(self, painter: QPainter, box: QRectF, face: _Face, theme: Theme) -> None:
        left, width = box.left() + _LEFT, box.width() - _LEFT - _RIGHT
        room = width
        if face.tag:
            corner = QPointF(left + width, box.top() + 9)
            room -= paint_tag(painter, corner, face.tag, face.tag_tone, theme) + 4
        name = Run(face.name, Type.STRONG, face.ink)
        paint_line(painter, QRectF(left, box.top() + 8, room, 18), (name,), theme)
        title = Run(face.title, Type.CAPTION, "text2")
        paint_line(painter, QRectF(left, box.top() + 27, width, 16), (title,), theme)
        paint_line(painter, QRectF(left, box.top() + 48, width, 20), face.standing, theme)

    def _standing(self, row: PlaceRow) -> Line:
        """The last line: attitude in sign and word, or how long a name is missing; age; influence."""
        bars = () if row.influence.value is None else (Mark(InfluenceGlyph(row.influence.value), gap=4),)
        if row.open_days is not None:
            return (Run(self._persons.waiting(row), Type.CAPTION, "amber"), Spring(), *bars)
        attitude = row.attitude.value
        if attitude is None:
            return (Run(self._persons.attitude(row), Type.SECONDARY, "text3"), Spring(), *bars)
        stale = row.attitude.stale
        tone = "text3" if stale else "text"
        age = (Mark(IconGlyph("history", "amber", 13), gap=0),) if stale else ()
        word = Run(self._persons.attitude(row), Type.SECONDARY, tone)
        return (AttitudeGlyph(attitude, faded=stale, silent=True), word, Spring(), *age, *bars)

    def _from_middle(self, painter: QPainter, box: QRectF, face: _Face, theme: Theme) -> None:
        """A larger name, and larger signs of attitude and influence."""
        inner = box.adjusted(_LEFT - 2, 4, -_RIGHT + 2, -4)
        painter.setFont(_large(theme.family, _MIDDLE_SIZE))
        painter.setPen(colour_of(theme, face.ink))
        upper = QRectF(inner.left(), inner.top() + 2, inner.width(), 30)
        name = _cut(theme.family, face.family, round(inner.width()))
        painter.drawText(upper, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.save()
        painter.translate(inner.left(), inner.top() + 38)
        painter.scale(1.6, 1.6)
        paint_line(painter, QRectF(0, 0, inner.width() / 1.6, 18), face.signs, theme)
        painter.restore()

    def _from_afar(self, painter: QPainter, box: QRectF, face: _Face, theme: Theme) -> None:
        """Two letters."""
        inner = box.adjusted(_LEFT - 2, 4, -_RIGHT + 2, -4)
        painter.setFont(_large(theme.family, _FAR_SIZE))
        painter.setPen(colour_of(theme, face.ink))
        painter.drawText(inner, Qt.AlignmentFlag.AlignCenter, face.initials)


@cache
def _large(family: str, size: int) -> QFont:
    font = QFont(font_for(family, Type.STRONG))
    font.setPixelSize(size)
    return font


@lru_cache(maxsize=4000)
def _cut(family: str, text: str, width: int) -> str:
    metrics = QFontMetrics(_large(family, _MIDDLE_SIZE))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


def outline_of(row: PlaceRow, theme: Theme, *, hovered: bool = False) -> QPen:
    """The frame of a person: thicker the more they decide, dashed while nobody knows their name."""
    if row.is_placeholder:
        pen = QPen(colour_of(theme, "edge" if hovered else "line2"), 1.4)
        pen.setDashPattern([3.4, 2.6])
        return pen
    influence = row.influence.value or 0
    if influence >= _STRONGEST:
        return QPen(colour_of(theme, "text"), 2)
    if influence >= _STRONG or hovered:
        return QPen(colour_of(theme, "edge"), 1.25)
    return QPen(colour_of(theme, "line2"), 1)


def paint_tag(painter: QPainter, corner: QPointF, text: str, tone: str, theme: Theme) -> float:
    """The tag of a role, its right upper corner at a point; its width."""
    font = QFont(font_for(theme.family, Type.CAPTION))
    font.setPixelSize(10)
    font.setWeight(QFont.Weight.Bold if tone else QFont.Weight.DemiBold)
    width = round(metrics_for(theme.family, Type.CAPTION).horizontalAdvance(text)) + 11.0
    ground, border, ink = _GROUNDS[tone]
    box = QRectF(corner.x() - width, corner.y(), width, _TAG_HEIGHT)
    painter.setPen(QPen(colour_of(theme, border), 1.25 if tone == "bold" else 1))
    painter.setBrush(Qt.BrushStyle.NoBrush if ground is None else colour_of(theme, ground))
    painter.drawRoundedRect(box, Size.RADIUS_TAG, Size.RADIUS_TAG)
    painter.setFont(font)
    painter.setPen(colour_of(theme, ink))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return width


def _tone(theme: Theme, attitude: Attitude) -> QColor:
    return colour_of(theme, TONES[attitude])
