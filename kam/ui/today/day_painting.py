"""How the lines of Today are measured and drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.today.lines import Bar, DayLine, Entry, Facts, Heading, Pair, Remark
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.glyphs import paint_ring
from kam.ui.widgets.pieces import Line, Run, colour_of, font_for, in_two, line_width, metrics_for, paint_line
from kam.ui.widgets.tick_box import paint_tick_box

HEADING: Final = 28
BOX: Final = 16
STRIP: Final = 28
"""The buttons of the next meeting."""
_LEFT: Final = Size.PANEL_PADDING
_AFTER_GLYPH: Final = 38
_AFTER_TIME: Final = 74
_RIGHT: Final = Size.PANEL_PADDING
_PITCH: Final = 19
_LINE: Final = 19
_FACTS_PITCH: Final = 20
_RING: Final = 40
_BUTTON: Final = 28
_LEAD_TOP: Final = 11
_WIDE: Final = 380
_AT_RISK: Final = 0.75
"""Where the bar of a clock has its tick (domain.md §8)."""
_AIR: Final = 14
_AIR_COMPACT: Final = 7


class DayPainter:
    """Draws lines; ``compact`` where the window is low."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self.compact = False

    # Measures

    def height(self, line: DayLine, width: int) -> int:
        """How high a line is."""
        if isinstance(line, Heading):
            return HEADING - 2 if self.compact else HEADING
        if isinstance(line, Remark):
            wide = max(width - 2 * _LEFT, 40)
            box = metrics_for(self._look.theme.family, Type.BODY).boundingRect(
                QRectF(0, 0, wide, 400), int(Qt.TextFlag.TextWordWrap), line.text
            )
            return round(box.height()) + 2 * Size.GRID + 4
        if line.facts is not None:
            return (
                self._facts_top() + _FACTS_PITCH * len(line.facts.lines) + Size.GRID + STRIP + _LEAD_TOP + 2
            )
        lines = sum(len(self._broken(pair, self._room(width))) for pair in line.pairs)
        return _PITCH * lines + self._air + (10 if line.bar is not None else 0)

    def strip(self, entry: Entry, rect: QRect) -> QRect:
        """Where the buttons of the next meeting stand: under its facts."""
        lines = 0 if entry.facts is None else len(entry.facts.lines)
        top = rect.top() + self._facts_top() + _FACTS_PITCH * lines + Size.GRID
        left = rect.left() + self._facts_left(rect)
        return QRect(left, top, rect.right() - Size.HALF - left + 1, STRIP)

    def box(self, rect: QRect) -> QRect:
        """Where a promise is ticked."""
        return QRect(rect.left() + _LEFT, rect.top() + self._air // 2 + 2, BOX, BOX)

    def button(self, entry: Entry, rect: QRect) -> QRect:
        """Where a meeting is recorded."""
        width = (
            round(metrics_for(self._look.theme.family, Type.NAME).horizontalAdvance(entry.record_text)) + 20
        )
        top = rect.top() + (rect.height() - _BUTTON) // 2
        return QRect(rect.right() - _RIGHT - width + 1, top, width, _BUTTON)

    def hover_room(self, rect: QRect, width: int) -> QRect:
        """Where what can be done with a line appears: at the right of its first line."""
        return QRect(rect.right() - Size.HALF - width, rect.top() + 2, width, Size.TARGET)

    @property
    def _air(self) -> int:
        """What a row has above and below its lines together."""
        return _AIR_COMPACT if self.compact else _AIR

    def _facts_top(self) -> int:
        return _LEAD_TOP + 2 * _FACTS_PITCH + (4 if self.compact else Size.GRID)

    def _facts_left(self, rect: QRect) -> int:
        """Facts stand under the words, in a narrow column under the time."""
        return _AFTER_TIME if rect.width() >= _WIDE else _LEFT

    # Drawing

    def paint_heading(self, painter: QPainter, rect: QRect, line: Heading) -> None:
        """A quiet band: what it is, how many."""
        theme = self._look.theme
        painter.fillRect(rect, colour_of(theme, "sunk"))
        self.hairline(painter, rect)
        inner = rect.adjusted(_LEFT, 0, -_RIGHT, -1).toRectF()
        note = (Run(line.note, Type.SECONDARY, "text2"),) if line.note else ()
        wide = line_width(note, theme) if note else 0
        paint_line(painter, inner, note, theme, Qt.AlignmentFlag.AlignRight)
        title = Run(line.title, Type.STRONG, line.tone if line.tone != "text" else "text2")
        paint_line(painter, inner.adjusted(0, 0, -wide - Size.GRID if wide else 0, 0), (title,), theme)

    def paint_remark(self, painter: QPainter, rect: QRect, line: Remark) -> None:
        """A sentence where there is nothing."""
        painter.setFont(font_for(self._look.theme.family, Type.BODY))
        painter.setPen(colour_of(self._look.theme, "text2"))
        inner = rect.adjusted(_LEFT, Size.GRID, -_RIGHT, -Size.GRID)
        painter.drawText(inner, int(Qt.TextFlag.TextWordWrap), line.text)

    def paint_entry(
        self, painter: QPainter, rect: QRect, entry: Entry, *, hovered: bool, focused: bool, inset: int = 0
    ) -> None:
        """An entry; ``inset`` is what its hovered buttons take of the first line."""
        theme = self._look.theme
        painter.fillRect(rect, colour_of(theme, "hover" if hovered else "page"))
        self.hairline(painter, rect)
        if entry.facts is not None:
            painter.fillRect(
                QRect(rect.left(), rect.top(), Size.SELECTION_BAR, rect.height()), colour_of(theme, "accent")
            )
            self._paint_next(painter, rect, entry, entry.facts)
        else:
            self._paint_usual(painter, rect, entry, inset, hovered=hovered)
        if focused:
            paint_focus(painter, rect.adjusted(0, 0, 0, -1), theme, Size.RADIUS_TAG)

    def hairline(self, painter: QPainter, rect: QRect) -> None:
        """The line under a row."""
        painter.fillRect(
            QRect(rect.left(), rect.bottom(), rect.width(), 1), colour_of(self._look.theme, "line")
        )

    def _paint_usual(
        self, painter: QPainter, rect: QRect, entry: Entry, inset: int, *, hovered: bool
    ) -> None:
        theme = self._look.theme
        top = rect.top() + (self._air - 1) // 2
        left, right = self._paint_lead(painter, rect, entry, top, hovered=hovered), rect.right() - _RIGHT
        if entry.side:
            wide = line_width(entry.side, theme)
            middle = QRectF(right - wide, rect.top(), wide + 1, rect.height() - 1)
            if not (inset and hovered):
                paint_line(painter, middle, entry.side, theme, Qt.AlignmentFlag.AlignRight)
            right -= wide + 10
        if entry.record is not None:
            box = self.button(entry, rect)
            self._paint_button(painter, box, entry.record_text)
            right = box.left() - Size.GRID
        pairs = [each for pair in entry.pairs for each in self._broken(pair, right - left)]
        for number, pair in enumerate(pairs):
            room = right - (inset if number == 0 else 0)
            self._paint_pair(painter, QRect(left, top + number * _PITCH, room - left, _LINE), pair)
        if entry.bar is not None:
            place = QRectF(left, rect.bottom() - 10, rect.right() - _RIGHT - left, 4)
            self._paint_bar(painter, place, entry.bar)

    def _room(self, width: int) -> int:
        """How wide the words of a signal are, in a row that is so wide."""
        return width - 1 - _AFTER_GLYPH - _RIGHT

    def _broken(self, pair: Pair, room: int) -> list[Pair]:
        """A pair as the lines it takes."""
        run = pair.left[0] if pair.wraps and len(pair.left) == 1 else None
        if not isinstance(run, Run):
            return [pair]
        first, rest = in_two(run.text, run.type, room, self._look.theme.family)
        return [replace(pair, left=(replace(run, text=text),)) for text in (first, rest) if text]

    def _paint_lead(self, painter: QPainter, rect: QRect, entry: Entry, top: int, *, hovered: bool) -> int:
        """What stands before the words; where these begin."""
        theme = self._look.theme
        if entry.promise is not None:
            paint_tick_box(painter, self.box(rect).toRectF(), theme, hinted=hovered)
            return rect.left() + _AFTER_GLYPH
        if entry.when:
            self._paint_when(painter, rect, entry, top)
            return rect.left() + _AFTER_TIME
        if entry.glyph is not None:
            place = QRectF(rect.left() + _LEFT, top, BOX, _LINE)
            paint_line(painter, place, (entry.glyph,), theme)
        return rect.left() + _AFTER_GLYPH

    def _paint_when(self, painter: QPainter, rect: QRect, entry: Entry, top: int) -> None:
        for number, line in enumerate(entry.when):
            place = QRectF(rect.left() + _LEFT, top + number * _PITCH, _AFTER_TIME - _LEFT - 4, _LINE)
            paint_line(painter, place, line, self._look.theme)

    def _paint_pair(self, painter: QPainter, place: QRect, pair: Pair) -> None:
        theme = self._look.theme
        wide = line_width(pair.right, theme) if pair.right else 0
        if wide:
            box = QRectF(place.right() - wide, place.top(), wide + 1, place.height())
            paint_line(painter, box, pair.right, theme, Qt.AlignmentFlag.AlignRight)
        left = place.toRectF().adjusted(0, 0, -(wide + 10) if wide else 0, 0)
        paint_line(painter, left, pair.left, theme)

    def _paint_next(self, painter: QPainter, rect: QRect, entry: Entry, facts: Facts) -> None:
        theme = self._look.theme
        top, left = rect.top() + _LEAD_TOP, rect.left() + _AFTER_TIME
        for number, line in enumerate(entry.when):
            first = number == 0
            shown: Line = (
                tuple(Run(each.text, Type.LEAD) for each in line if isinstance(each, Run)) if first else line
            )
            place = QRectF(rect.left() + _LEFT, top + number * _FACTS_PITCH, _AFTER_TIME - _LEFT - 4, _LINE)
            paint_line(painter, place, shown, theme)
        entries = facts.item.entry
        room = rect.right() - _RIGHT - left
        if entries.to_do:
            room -= _RING + Size.GRID
            self._paint_readiness(painter, rect, entries.ready, entries.to_do)
        for number, pair in enumerate(entry.pairs):
            box = QRectF(left, top + number * _FACTS_PITCH, room, _LINE)
            paint_line(painter, box, pair.left, theme)
        for number, line in enumerate(facts.lines):
            y = rect.top() + self._facts_top() + number * _FACTS_PITCH
            start = rect.left() + self._facts_left(rect)
            paint_line(painter, QRectF(start, y, rect.right() - _RIGHT - start, _LINE), line, theme)

    def _paint_readiness(self, painter: QPainter, rect: QRect, done: int, total: int) -> None:
        theme = self._look.theme
        box = QRectF(rect.right() - _RIGHT - _RING, rect.top() + _LEAD_TOP, _RING, _RING)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ring(painter, box, done / total, theme, width=3.6, tone="green" if done == total else "accent")
        painter.restore()
        text = (Run(f"{done}/{total}", Type.COLUMN),)
        paint_line(painter, box, text, theme, Qt.AlignmentFlag.AlignHCenter)

    def _paint_button(self, painter: QPainter, box: QRect, text: str) -> None:
        theme = self._look.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour_of(theme, "line2"), 1))
        painter.setBrush(colour_of(theme, "button"))
        painter.drawRoundedRect(box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), Size.RADIUS, Size.RADIUS)
        painter.restore()
        paint_line(painter, box.toRectF(), (Run(text, Type.NAME),), theme, Qt.AlignmentFlag.AlignHCenter)

    def _paint_bar(self, painter: QPainter, place: QRectF, bar: Bar) -> None:
        theme = self._look.theme
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, share in (("line", 1.0), (bar.tone, bar.used)):
            painter.setBrush(colour_of(theme, colour))
            painter.drawRoundedRect(QRectF(place.left(), place.top(), place.width() * share, 4), 2, 2)
        painter.restore()
        at = round(place.left() + place.width() * _AT_RISK)
        painter.fillRect(QRect(at, round(place.top()) - 2, 1, 8), colour_of(theme, "text2"))
