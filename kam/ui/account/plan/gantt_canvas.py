"""The work of a plan on a calendar, drawn: rows under their objectives, bars, diamonds, arrows, today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame

from kam.analysis.plans.gantt import (
    Gantt,
    GanttArrow,
    GanttBar,
    GanttMilestone,
    GanttMonth,
    GanttRow,
    RowKind,
)
from kam.core.short_names import family_of
from kam.core.vocabulary import InitiativeStatus
from kam.ui.account.plan.gantt_notes import GAP, HALF_A_LINE, GanttNote, crossings, place_note, wordings
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.glyphs.shapes import diamond, tick
from kam.ui.widgets.patterns import hatch
from kam.ui.widgets.pieces import Run, colour_of, font_for, paint_line, text_width

HEAD: Final = 44
_YEARS: Final = 22
_BAR: Final = 12
_DIAMOND: Final = 12
_OWNER: Final = 76
_TITLES: Final = (180, 300)
_INSET: Final = 24
_TITLE_SHARE: Final = 0.36
_GAP: Final = 6
_NARROWEST_MONTH: Final = 26
_RIGHT: Final = 8
_TICK: Final = 14


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a bar while it is being moved, before anything is saved."""

    id: UUID
    starts_on: date
    ends_on: date


class GanttCanvas(QAbstractScrollArea):
    """Draws; the head with its months stays where it is while the rows scroll."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._gantt: Gantt | None = None
        self._owners: Mapping[UUID, str] = {}
        self._row_height = Size.ROW_COMPACT
        self._current: int | None = None
        self._span: Span | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        look.theme.changed.connect(self.viewport().update)

    # What is shown

    def show_gantt(self, gantt: Gantt | None, owners: Mapping[UUID, str]) -> None:
        """Show other work; ``owners`` names who answers."""
        self._gantt = gantt
        self._owners = owners
        self._span = None
        if self._current is not None and self._current >= len(self.rows):
            self._current = None
        self._measure()
        self.viewport().update()

    @property
    def rows(self) -> Sequence[GanttRow]:
        """The rows from the top."""
        return () if self._gantt is None else self._gantt.rows

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(640, self.wished_height())

    def minimumSizeHint(self) -> QSize:
        """Room for the head and three rows."""
        return QSize(420, HEAD + 3 * self._row_height)

    def wished_height(self) -> int:
        """The height at which nothing scrolls."""
        return HEAD + self._row_height * max(len(self.rows), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer rows fit."""
        super().resizeEvent(event)
        self._measure()

    def _measure(self) -> None:
        room = max(self.viewport().height() - HEAD, 0)
        bar = self.verticalScrollBar()
        bar.setRange(0, max(len(self.rows) * self._row_height - room, 0))
        bar.setPageStep(room)
        bar.setSingleStep(self._row_height)

    # Where things are

    def _left(self) -> float:
        """Where the calendar begins."""
        low, high = _TITLES
        return min(max(self.viewport().width() * _TITLE_SHARE, low), high) + _OWNER

    def _calendar(self) -> QRectF:
        left = self._left()
        return QRectF(
            left, HEAD, max(self.viewport().width() - left - _RIGHT, 1), self.viewport().height() - HEAD
        )

    def _x(self, day: float) -> float:
        """Where a day of the axis stands."""
        area = self._calendar()
        return area.left() + area.width() * day / (self._gantt.days if self._gantt is not None else 1)

    def _day_at(self, x: float) -> float:
        """The day of the axis under a place."""
        area = self._calendar()
        return (x - area.left()) / area.width() * (self._gantt.days if self._gantt is not None else 1)

    def _row_rect(self, number: int) -> QRectF:
        top = HEAD + number * self._row_height - self.verticalScrollBar().value()
        return QRectF(0, top, self.viewport().width(), self._row_height)

    def _row_at(self, y: float) -> int | None:
        if y < HEAD:
            return None
        number = int(y - HEAD + self.verticalScrollBar().value()) // self._row_height
        return number if 0 <= number < len(self.rows) else None

    def _bar_rect(self, number: int, bar: GanttBar) -> QRectF:
        row = self._row_rect(number)
        left, right = self._x(bar.start), self._x(bar.end)
        return QRectF(left, row.center().y() - _BAR / 2, max(right - left, 3), _BAR)

    def _milestone_rect(self, number: int, one: GanttMilestone) -> QRectF:
        row = self._row_rect(number)
        return QRectF(self._x(one.at) - _DIAMOND / 2, row.center().y() - _DIAMOND / 2, _DIAMOND, _DIAMOND)

    def _moved(self, row: GanttRow) -> GanttRow:
        """A row as it would be with the days it is being moved to."""
        span, gantt = self._span, self._gantt
        if span is None or gantt is None or row.id != span.id or row.bar is None:
            return row
        start = (span.starts_on - gantt.first).days
        end = (span.ends_on - gantt.first).days + 1
        filled = start + round((end - start) * row.bar.progress / 100)
        bar = replace(
            row.bar, start=start, end=end, done=filled, lag=None, late_days=0,
            starts_on=span.starts_on, ends_on=span.ends_on,
        )  # fmt: skip
        return replace(row, bar=bar)

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Months, rows, arrows, today, what stands beside the bars, and the head over all of it."""
        theme = self._look.theme
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.fillRect(self.viewport().rect(), colour_of(theme, "page"))
            if self._gantt is None:
                return
            self._paint_months(painter, self._gantt.months)
            for number, row in enumerate(self._gantt.rows):
                place = self._row_rect(number)
                if place.bottom() > HEAD and place.top() < self.viewport().height():
                    self._paint_row(painter, number, self._moved(row))
            for arrow in self._gantt.arrows:
                self._paint_arrow(painter, arrow)
            self._paint_today(painter, self._gantt)
            for note in self.notes():
                self._paint_note(painter, note)
            self._paint_head(painter, self._gantt)

    def _paint_months(self, painter: QPainter, months: Sequence[GanttMonth]) -> None:
        painter.setPen(QPen(colour_of(self._look.theme, "line"), 1))
        bottom = min(self._row_rect(len(self.rows)).top(), self.viewport().height())
        for month in months:
            x = round(self._x(month.start)) + 0.5
            painter.drawLine(QPointF(x, HEAD), QPointF(x, bottom))

    def _paint_row(self, painter: QPainter, number: int, row: GanttRow) -> None:
        theme, place = self._look.theme, self._row_rect(number)
        if row.kind is RowKind.OBJECTIVE:
            painter.fillRect(place, colour_of(theme, "sunk"))
        low = round(place.bottom()) - 0.5
        painter.setPen(QPen(colour_of(theme, "line"), 1))
        painter.drawLine(QPointF(0, low), QPointF(place.right(), low))
        if number == self._current:
            painter.fillRect(place.adjusted(0, 0, 0, -1), colour_of(theme, "sel"))
            painter.fillRect(
                QRectF(0, place.top(), Size.SELECTION_BAR, place.height()), colour_of(theme, "accent")
            )
        self._paint_names(painter, place, row)
        if row.bar is not None:
            self._paint_bar(painter, number, row.bar)
        for each in row.milestones:
            self._paint_milestone(painter, number, each)
        if number == self._current and self.hasFocus():
            paint_focus(painter, place.toRect(), theme, Size.RADIUS_TAG)

    def _paint_names(self, painter: QPainter, place: QRectF, row: GanttRow) -> None:
        theme, left = self._look.theme, self._left()
        if row.kind is RowKind.OBJECTIVE:
            room = QRectF(
                Size.PANEL_PADDING, place.top(), place.width() - 2 * Size.PANEL_PADDING, place.height()
            )
            paint_line(painter, room, (Run(row.title, Type.STRONG),), theme)
            return
        title = row.title or self._look.words.say("Reviews with the client")
        room = QRectF(_INSET, place.top(), left - _OWNER - _INSET - _GAP, place.height())
        paint_line(painter, room, (Run(title),), theme)
        owner = family_of(self._owners.get(row.owner_id, "")) if row.owner_id is not None else ""
        room = QRectF(left - _OWNER, place.top(), _OWNER - _GAP, place.height())
        paint_line(painter, room, (Run(owner, Type.SECONDARY, "text2"),), theme, Qt.AlignmentFlag.AlignRight)

    def _paint_bar(self, painter: QPainter, number: int, bar: GanttBar) -> None:
        theme, place = self._look.theme, self._bar_rect(number, bar)
        late = bar.late_days > 0 and not bar.ended
        tone = "edge" if bar.ended else ("red" if late else "accent")
        colour = colour_of(theme, tone)
        done = QRectF(place)
        done.setRight(min(max(self._x(bar.done), place.left()), place.right()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour_of(theme, "page"))
        painter.drawRoundedRect(place, 2, 2)
        if bar.status is not InitiativeStatus.DROPPED and done.width() > 0:
            painter.setBrush(colour)
            painter.drawRoundedRect(done, 2, 2)
        if late and not bar.ended:
            hatch(painter, QRectF(done.topRight(), place.bottomRight()), QPen(colour, 1.4), 5)
        elif bar.lag is not None:
            behind = QRectF(place)
            behind.setLeft(self._x(bar.lag[0]))
            behind.setRight(self._x(bar.lag[1]))
            hatch(painter, behind, QPen(colour_of(theme, "amber_fill"), 1.4), 5)
        pen = QPen(colour, 1.4)
        if bar.assumed_start or bar.assumed_end or bar.status is InitiativeStatus.DROPPED:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)

    def _paint_milestone(self, painter: QPainter, number: int, one: GanttMilestone) -> None:
        theme, place = self._look.theme, self._milestone_rect(number, one)
        tone = colour_of(theme, "red" if one.late else "text")
        painter.setPen(QPen(tone, 1.4))
        painter.setBrush(tone if one.passed else colour_of(theme, "page"))
        painter.drawPolygon(diamond(place))

    def note_of(self, row: GanttRow) -> str:
        """What is said beside a row's bar."""
        return next(iter(wordings(self._look, row)), "")

    def notes(self) -> list[GanttNote]:
        """What stands beside bars and diamonds, and where: clear of today and of arrows, if it can be."""
        placed = (self._note(number, self._moved(row)) for number, row in enumerate(self.rows))
        return [note for note in placed if note is not None]

    def _note(self, number: int, row: GanttRow) -> GanttNote | None:
        ends = [self._bar_rect(number, row.bar)] if row.bar is not None else []
        ends += [self._milestone_rect(number, each) for each in row.milestones]
        if not ends or row.kind is RowKind.REVIEWS or self._gantt is None:
            return None
        place, bar = self._row_rect(number), (min(e.left() for e in ends), max(e.right() for e in ends))
        if row.bar is not None and row.bar.status is InitiativeStatus.DONE:
            return GanttNote(number, "", QRectF(bar[1] + GAP, place.center().y() - _TICK / 2, _TICK, _TICK))
        late = row.bar is not None and row.bar.late_days > 0
        texts = wordings(self._look, row)
        role = Type.COLUMN if late else Type.CAPTION
        widths = [text_width(self._look.theme.family, role, each) + 1.0 for each in texts]
        lines = [*crossings(self._gantt.arrows, number)]
        if self._gantt.today is not None:
            lines.append((self._gantt.today, self._gantt.today))
        taken = [(self._x(low) - HALF_A_LINE, self._x(high) + HALF_A_LINE) for low, high in lines]
        room = (self._left() + GAP, self.viewport().width() - _RIGHT)
        found = place_note(bar, widths, taken, room) if texts else None
        if found is None:
            return None
        which, start = found
        rect = QRectF(start, place.top(), widths[which], place.height())
        return GanttNote(number, texts[which], rect, late)

    def _paint_note(self, painter: QPainter, note: GanttNote) -> None:
        """On the ground of its row, so that a line that had to be crossed is behind the words."""
        theme = self._look.theme
        ground = colour_of(theme, "sel" if note.row == self._current else "page")
        painter.fillRect(note.place.adjusted(-2, 3, 2, -3), ground)
        if not note.text:
            tick(painter, note.place, colour_of(theme, "green"))
            return
        role, tone = (Type.COLUMN, "red") if note.late else (Type.CAPTION, "text2")
        paint_line(painter, note.place, (Run(note.text, role, tone),), theme)

    def _paint_arrow(self, painter: QPainter, arrow: GanttArrow) -> None:
        theme = self._look.theme
        colour = colour_of(theme, "red" if arrow.broken else "text3")
        points = [QPointF(self._x(day), self._row_rect(row).center().y()) for day, row in arrow.corners]
        painter.save()
        painter.setClipRect(QRectF(self._left(), HEAD, self.viewport().width(), self.viewport().height()))
        pen = QPen(colour, 1.2)
        if arrow.broken:
            pen.setDashPattern([3, 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline(points)
        tip = points[-1]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(6, -3.5), tip + QPointF(6, 3.5)]))
        painter.restore()

    def _paint_today(self, painter: QPainter, gantt: Gantt) -> None:
        if gantt.today is not None:
            x, bottom = self._x(gantt.today), self._row_rect(len(self.rows)).top()
            painter.setPen(QPen(colour_of(self._look.theme, "text"), 2))
            painter.drawLine(QPointF(x, HEAD), QPointF(x, min(bottom, self.viewport().height())))

    def _paint_head(self, painter: QPainter, gantt: Gantt) -> None:
        """Years, months, the line of today and its day."""
        theme, words, area = self._look.theme, self._look.words, self._calendar()
        wide = self.viewport().width()
        painter.fillRect(QRectF(0, 0, wide, HEAD), colour_of(theme, "page"))
        low = QRectF(0, _YEARS, self._left(), HEAD - _YEARS)
        names = (Run(words.say("Initiative"), Type.COLUMN, "text2"),)
        paint_line(painter, low.adjusted(Size.PANEL_PADDING, 0, -_OWNER, 0), names, theme)
        who = (Run(words.say_in("column", "Answers"), Type.COLUMN, "text2"),)
        right = Qt.AlignmentFlag.AlignRight
        paint_line(
            painter, QRectF(low.right() - _OWNER, low.top(), _OWNER - _GAP, low.height()), who, theme, right
        )
        self._paint_month_names(painter, gantt.months)
        painter.setPen(QPen(colour_of(theme, "line"), 1))
        painter.drawLine(QPointF(0, HEAD - 0.5), QPointF(wide, HEAD - 0.5))
        if gantt.today is None:
            return
        x = self._x(gantt.today)
        painter.setPen(QPen(colour_of(theme, "text"), 2))
        painter.drawLine(QPointF(x, _YEARS), QPointF(x, HEAD))
        said = self._look.formats.near(gantt.day(gantt.today), gantt.day(gantt.today))
        chip = text_width(theme.family, Type.COLUMN, said) + 12
        place = QRectF(min(max(x - chip / 2, area.left()), wide - chip), 2, chip, 18)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour_of(theme, "text"))
        painter.drawRoundedRect(place, Size.RADIUS_TAG, Size.RADIUS_TAG)
        middle = Qt.AlignmentFlag.AlignHCenter
        paint_line(painter, place, (Run(said, Type.COLUMN, "page"),), theme, middle)

    def _paint_month_names(self, painter: QPainter, months: Sequence[GanttMonth]) -> None:
        """Months by name, or by their first letter where they are narrow; each year at its first month."""
        theme, formats = self._look.theme, self._look.formats
        year = 0
        painter.setFont(font_for(theme.family, Type.CAPTION))
        for month in months:
            left, right = self._x(month.start), self._x(month.end)
            narrow = right - left < _NARROWEST_MONTH
            name = formats.month_initial(month.month) if narrow else formats.month_abbreviation(month.month)
            place = QRectF(left, _YEARS, right - left, HEAD - _YEARS)
            middle = Qt.AlignmentFlag.AlignHCenter
            paint_line(painter, place, (Run(name, Type.CAPTION, "text2"),), theme, middle)
            if month.month.year != year:
                year = month.month.year
                room = QRectF(left + 4, 0, 60, _YEARS)
                paint_line(painter, room, (Run(str(year), Type.COLUMN, "text2"),), theme)

    def _day(self, at: float) -> date:
        """The date under a day of the axis."""
        assert self._gantt is not None  # noqa: S101 - there are rows
        return self._gantt.first + timedelta(days=int(at // 1))
