"""A complaint as a card of the board: drawn in a lane, and under the mouse while it is dragged."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QWidget

from kam.core.short_names import initials_of, short_account
from kam.services.complaints.rows import ComplaintCard
from kam.ui.clock_words import short_number
from kam.ui.complaints.clock_bar import paint_clock_bar
from kam.ui.complaints.saying import clock_line, foot_text, severity_line, sum_text
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import AvatarGlyph
from kam.ui.widgets.pieces import Line, Run, colour_of, font_for, line_width, metrics_for, paint_line

CARD: Final = 148
"""Cards are of one height: a title takes two lines at the most."""
_PADDING: Final = 6
_LINE: Final = 17
_FACE: Final = 20
_LEAST_GAP: Final = 4
"""Between what shares a line."""


def paint_card(
    painter: QPainter,
    box: QRectF,
    card: ComplaintCard,
    look: Look,
    *,
    chosen: bool,
    hovered: bool = False,
    focused: bool = False,
) -> None:
    """Draw a card into a box of its height; the frame of the one the keyboard is on is the strongest."""
    theme = look.theme
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    strong = 3.0 if focused else 2.0
    edge, width = ("accent", strong) if chosen else ("edge" if hovered else "line2", 1.0)
    painter.setPen(QPen(colour_of(theme, edge), width))
    painter.setBrush(colour_of(theme, "page"))
    inset = width / 2
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), Size.RADIUS, Size.RADIUS)
    inner = box.adjusted(_PADDING, 6, -_PADDING, -6)
    y = inner.top()
    paint_pair(painter, _row(inner, y), *_head(card, look, inner.width()), look)
    paint_two_lines(painter, QRectF(inner.left(), y + 18, inner.width(), 2 * _LINE), card.summary, look)
    paint_line(painter, _row(inner, y + 53), _quiet(short_account(card.account)), theme)
    face: Line = (AvatarGlyph(initials_of(card.owner), _FACE),) if card.owner else ()
    place = QRectF(inner.left(), y + 70, inner.width(), _FACE)
    paint_pair(painter, place, _quiet(sum_text(look, card.amount)), face, look)
    paint_line(painter, _row(inner, y + 91), _clock(card, look), theme)
    if card.clock is not None:
        place = QRectF(inner.left(), y + 107, inner.width(), 12)
        paint_clock_bar(painter, place, card.clock.share, card.clock.state, theme)
    paint_line(painter, _row(inner, y + 119), _quiet(foot_text(look, card), Type.CAPTION), theme)
    painter.restore()


def _quiet(text: str, role: Type = Type.SECONDARY) -> Line:
    return (Run(text, role, "text2"),)


def _clock(card: ComplaintCard, look: Look) -> Line:
    """What is left; once it is decided no clock runs, and the card says so."""
    if card.clock is None:
        return _quiet(look.words.say("clocks stopped"))
    return clock_line(look, card.clock, short=True)


def _head(card: ComplaintCard, look: Look, width: float) -> tuple[Line, Line]:
    """Number and severity; where both have no room its word says it without the bars."""
    number: Line = (Run(short_number(card.number), Type.STRONG),)
    severity = severity_line(look, card.severity)
    fits = line_width(number, look.theme) + _LEAST_GAP + line_width(severity, look.theme) <= width
    return number, severity if fits else severity[1:]


def paint_pair(painter: QPainter, box: QRectF, left: Line, right: Line, look: Look) -> None:
    """What stands at the left gives way to what stands at the right."""
    width = line_width(right, look.theme) if right else 0
    if width:
        place = QRectF(box.right() - width, box.top(), width + 1, box.height())
        paint_line(painter, place, right, look.theme, Qt.AlignmentFlag.AlignRight)
    room = QRectF(box.left(), box.top(), box.width() - width - (_LEAST_GAP if width else 0), box.height())
    paint_line(painter, room, left, look.theme)


def paint_two_lines(painter: QPainter, box: QRectF, text: str, look: Look, *, role: Type = Type.NAME) -> None:
    """A text over two lines; what does not fit ends in an ellipsis."""
    family = look.theme.family
    metrics = metrics_for(family, role)
    layout = QTextLayout(text, font_for(family, role))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    painter.setFont(font_for(family, role))
    painter.setPen(colour_of(look.theme, "text"))
    layout.beginLayout()
    for number in range(2):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(box.width())
        shown = text[line.textStart() : line.textStart() + line.textLength()].strip()
        if number == 1:
            rest = text[line.textStart() :].strip()
            shown = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, box.width())
        baseline = round(box.top() + _LINE * number + metrics.ascent())
        painter.drawText(QPoint(round(box.left()), baseline), shown)
    layout.endLayout()


def _row(inner: QRectF, top: float) -> QRectF:
    return QRectF(inner.left(), top, inner.width(), _LINE)


class Ghost(QWidget):
    """The card that goes with the mouse."""

    def __init__(self, look: Look, parent: QWidget, card: ComplaintCard, width: int) -> None:
        super().__init__(parent)
        self._look = look
        self._card = card
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.resize(width, CARD)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The card in the accent."""
        with QPainter(self) as painter:
            paint_card(painter, self.rect().toRectF(), self._card, self._look, chosen=True)
