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
from kam.ui.widgets.pieces import Line, Run, Spring, colour_of, font_for, line_width, metrics_for, paint_line

CARD: Final = 148
"""Cards are of one height: a title takes two lines at the most."""
_PADDING: Final = 8
_LINE: Final = 18
_FACE: Final = 20
_GAP: Final = 8
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
    inner = box.adjusted(_PADDING, 7, -_PADDING, -7)
    y = inner.top()
    paint_line(painter, _row(inner, y), _head(card, look, inner.width()), theme)
    paint_two_lines(painter, QRectF(inner.left(), y + 19, inner.width(), 36), card.summary, look)
    client, worth = _whose(card, look, inner.width())
    paint_pair(painter, _row(inner, y + 56), client, worth, look)
    paint_line(painter, _row(inner, y + 77), clock_line(look, card.clock, short=True), theme)
    if card.clock is not None:
        place = QRectF(inner.left(), y + 95, inner.width(), 12)
        paint_clock_bar(painter, place, card.clock.share, card.clock.state, theme)
    foot = (Run(foot_text(look, card), Type.SECONDARY, "text2"),)
    room = inner.width() - line_width(foot, theme) - 8
    face: Line = (AvatarGlyph(initials_of(card.owner), _FACE),) if card.owner and room >= _FACE else ()
    paint_pair(painter, QRectF(inner.left(), y + 111, inner.width(), _FACE), foot, face, look)
    painter.restore()


def _head(card: ComplaintCard, look: Look, width: float) -> Line:
    """Number and severity; where its word has no room the bars say it alone."""
    number, severity = Run(short_number(card.number), Type.STRONG), severity_line(look, card.severity)
    whole: Line = (number, Spring(), *severity)
    return whole if line_width(whole, look.theme) <= width else (number, Spring(), severity[0])


def _whose(card: ComplaintCard, look: Look, width: float) -> tuple[Line, Line]:
    """The client and the sum at stake; the sum gives way to the name."""
    client: Line = (Run(short_account(card.account), Type.SECONDARY, "text2"),)
    amount = sum_text(look, card.amount)
    worth: Line = (Run(amount, Type.SECONDARY, "text2"),) if amount else ()
    fits = line_width(client, look.theme) + _GAP + line_width(worth, look.theme) <= width
    return client, worth if fits else ()


def paint_pair(painter: QPainter, box: QRectF, left: Line, right: Line, look: Look) -> None:
    """What stands at the left gives way to what stands at the right."""
    width = line_width(right, look.theme) if right else 0
    if width:
        place = QRectF(box.right() - width, box.top(), width + 1, box.height())
        paint_line(painter, place, right, look.theme, Qt.AlignmentFlag.AlignRight)
    room = QRectF(box.left(), box.top(), box.width() - width - (8 if width else 0), box.height())
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
