"""Meetings, ways and free time as they are drawn; every state has a shape of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from kam.services.calendar.rows import CalendarEntry, EntryState
from kam.ui.calendar.geometry import Block
from kam.ui.calendar.wording import CalendarWords, kind_icon
from kam.ui.look import Look
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import IconGlyph, State, StateGlyph
from kam.ui.widgets.patterns import hatch
from kam.ui.widgets.pieces import Mark, Piece, Run, Spring, colour_of, line_width, paint_line

STRIP: Final = 4
_DASHES: Final = (3.0, 2.5)
_LINE: Final = 16
_PADDING: Final = 5
_HATCH: Final = 7
_PILL: Final = 8


@dataclass(frozen=True, slots=True)
class Style:
    """How a state is drawn: ground, border, strip, ink of the title and of the rest."""

    ground: str
    border: str
    strip: str
    ink: str = "text"
    quiet: str = "text2"
    dashed: bool = False
    struck: bool = False


def style_of(entry: CalendarEntry, *, is_next: bool = False) -> Style:
    """The look of an entry; the next meeting alone is filled with the accent."""
    if entry.state is EntryState.DONE:
        return Style("window", "edge", "text3", "text2", "text2")
    if entry.state is EntryState.WITHOUT_OUTCOME:
        return Style("page", "amber_fill", "amber_fill", dashed=True)
    if not entry.takes_place:
        return Style("page", "edge", "edge", "text2", "text2", dashed=True, struck=True)
    if is_next:
        return Style("accent", "accent", "accent", "on_accent", "on_accent")
    if entry.internal:
        return Style("page", "line2", "edge")
    return Style("page", "accent", "accent")


@dataclass(frozen=True, slots=True)
class BlockPainter:
    """Draws blocks in one look, seen from a day."""

    look: Look
    today: date

    def block(self, painter: QPainter, block: Block, *, chosen: bool = False, is_next: bool = False) -> None:
        """A meeting with its way."""
        words = CalendarWords(self.look)
        if block.entry.takes_place:
            if block.there is not None:
                self._way(painter, block.there, words.way(block.entry, self.today))
            if block.back is not None:
                self._way(painter, block.back, self.look.words.say("way back"))
        self.entry(painter, block.place, block.entry, chosen=chosen, is_next=is_next)

    def entry(
        self,
        painter: QPainter,
        place: QRectF,
        entry: CalendarEntry,
        *,
        chosen: bool = False,
        is_next: bool = False,
    ) -> None:
        """The meeting itself."""
        style = style_of(entry, is_next=is_next)
        _frame(painter, place, style, self.look.theme)
        if chosen:
            painter.setPen(QPen(colour_of(self.look.theme, "accent"), Size.FOCUS))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = Size.RADIUS_TAG + 2
            painter.drawRoundedRect(place.adjusted(-2, -2, 2, 2), radius, radius)
        inside = place.adjusted(STRIP + _PADDING, 2, -_PADDING, -1)
        painter.save()
        painter.setClipRect(place)
        self._texts(painter, inside, entry, style, is_next=is_next)
        painter.restore()

    def ghost(self, painter: QPainter, place: QRectF, title: str, time: str) -> None:
        """Where something would go: dashed, in the accent."""
        theme = self.look.theme
        style = Style("accent_soft", "accent", "accent", dashed=True)
        _frame(painter, place, style, theme, width=2)
        line = (Run(title, Type.COLUMN, "accent_text"), Spring(), Run(time, Type.SECONDARY, "accent_text"))
        inside = place.adjusted(STRIP + _PADDING, 2, -_PADDING, -1)
        paint_line(painter, QRectF(inside.left(), inside.top(), inside.width(), _LINE), line, theme)

    def free(self, painter: QPainter, place: QRectF, text: str) -> None:
        """A free stretch: a dashed green frame and how long it is."""
        theme = self.look.theme
        pen = QPen(colour_of(theme, "green"), 1)
        pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), Size.RADIUS_TAG, Size.RADIUS_TAG)
        line = (Run(text, Type.CAPTION, "green"),)
        paint_line(painter, QRectF(place.left() + 7, place.top() + 3, place.width() - 10, _LINE), line, theme)

    def _texts(
        self, painter: QPainter, inside: QRectF, entry: CalendarEntry, style: Style, *, is_next: bool
    ) -> None:
        words, theme = CalendarWords(self.look), self.look.theme
        title = (Run(words.title(entry), Type.COLUMN, style.ink, struck=style.struck),)
        signs = self._signs(entry, style, is_next=is_next)
        aside = line_width(signs, theme) if signs else 0
        if aside > inside.width() / 2:
            signs, aside = (), 0
        top = inside.top() + (0 if inside.height() > _LINE + 4 else (inside.height() - _LINE) / 2)
        room = inside.width() - (aside + 6 if aside else 0)
        paint_line(painter, QRectF(inside.left(), top, room, _LINE), title, theme)
        if signs:
            paint_line(painter, QRectF(inside.right() - aside, top, aside + 1.0, _LINE), signs, theme)
        for number, text in enumerate(words.lines(entry), start=1):
            below = QRectF(inside.left(), top + number * _LINE, inside.width(), _LINE)
            if below.bottom() > inside.bottom() + 3:
                break
            paint_line(painter, below, (Run(text, Type.SECONDARY, style.quiet),), theme)

    def _signs(self, entry: CalendarEntry, style: Style, *, is_next: bool) -> tuple[Piece, ...]:
        """At the right of the title: what kind it is, whether it repeats, how ready it is."""
        found: list[Piece] = []
        icon = kind_icon(entry.kind)
        if icon is not None and not style.struck:
            found.append(IconGlyph(icon, style.quiet, 13))
        if entry.repeats and not style.struck:
            found.append(Mark(IconGlyph("repeat", style.quiet, 12), 4))
        if entry.state is EntryState.DONE:
            found.append(Mark(StateGlyph(State.GOOD, silent=True), 4))
        if entry.state is EntryState.WITHOUT_OUTCOME:
            found.append(Mark(StateGlyph(State.ATTENTION, silent=True), 4))
        if ready := CalendarWords(self.look).readiness(entry):
            found.append(Run(ready, Type.SECONDARY, style.quiet if is_next else "text2", gap=4))
        return tuple(found)

    def _way(self, painter: QPainter, place: QRectF, text: str) -> None:
        """Diagonals; the words on a ground of their own, so that they can be read."""
        theme = self.look.theme
        painter.save()
        painter.setPen(QPen(colour_of(theme, "line"), 1))
        painter.setBrush(colour_of(theme, "page"))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), Size.RADIUS_TAG, Size.RADIUS_TAG)
        painter.setClipRect(place)
        hatch(painter, place, QPen(colour_of(theme, "line2"), 1), _HATCH)
        painter.restore()
        if place.height() < _LINE - 2:
            return
        line = (Run(text, Type.CAPTION, "text2"),)
        width = min(line_width(line, theme), place.width() - 12)
        box = QRectF(place.left() + 7, place.top() + 1, width, _LINE)
        painter.fillRect(box.adjusted(-2, 0, 2, -1), colour_of(theme, "page"))
        paint_line(painter, box, line, theme)


def _frame(painter: QPainter, place: QRectF, style: Style, theme: Theme, *, width: float = 1) -> None:
    """Ground, strip at the left, border."""
    box = place.adjusted(0.5, 0.5, -0.5, -0.5)
    path = QPainterPath()
    path.addRoundedRect(box, Size.RADIUS_TAG, Size.RADIUS_TAG)
    painter.fillPath(path, colour_of(theme, style.ground))
    pen = QPen(colour_of(theme, style.border), width)
    if style.dashed:
        pen.setDashPattern([each / width for each in _DASHES])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    painter.save()
    painter.setClipPath(path)
    strip = QRectF(box.left(), box.top(), STRIP, box.height())
    if style.struck:
        for top in range(int(strip.top()), int(strip.bottom()), _PILL):
            painter.fillRect(QRectF(strip.left(), top, STRIP, _PILL - 3), colour_of(theme, style.strip))
    else:
        painter.fillRect(strip, colour_of(theme, style.strip))
    painter.restore()


def paint_sample(painter: QPainter, place: QRectF, style: Style | None, theme: Theme) -> None:
    """A small block for the legend; None is the way."""
    if style is None:
        painter.save()
        painter.setPen(QPen(colour_of(theme, "line2"), 1))
        painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))
        painter.setClipRect(place)
        hatch(painter, place, QPen(colour_of(theme, "edge"), 1), 4)
        painter.restore()
        return
    _frame(painter, place, style, theme)
