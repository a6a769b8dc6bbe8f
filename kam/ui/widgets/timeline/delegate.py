"""Draws the rows of a timeline: heads of months, entries on their thread, the ground under details."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kam.core.vocabulary import InteractionOutcome
from kam.services.timeline.rows import Entry, EntryKind, Event, Face
from kam.ui.look import Look
from kam.ui.theme.icons import paint_icon
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.glyphs import AvatarGlyph, ChangeGlyph, IconGlyph, TagGlyph
from kam.ui.widgets.pieces import Line, Mark, Run, Spring, colour_of, line_width, paint_line
from kam.ui.widgets.timeline.model import ITEM_ROLE, Below, Heading, Waiting
from kam.ui.widgets.timeline.words import EntryWords, icon_of

if TYPE_CHECKING:
    from kam.ui.widgets.timeline.view import TimelineView

ROW: Final = 32
DATE: Final = 62
"""The column of dates."""
NODE: Final = 24
TEXT: Final = Size.PAGE_MARGIN + DATE + NODE + 10
"""Where texts begin."""
_ICON: Final = 14
_FACES: Final = 4
_FACE: Final = 22
_WIDE: Final = 620
"""Narrower than this, a row leaves out faces and moods."""
Index = QModelIndex | QPersistentModelIndex


class TimelineDelegate(QStyledItemDelegate):
    """Paints; knows no entry of its own."""

    def __init__(self, look: Look, words: EntryWords, view: TimelineView) -> None:
        super().__init__(view)
        self._look = look
        self._words = words
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's signature
        """All rows are equally high."""
        return QSize(0, ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row."""
        item = index.data(ITEM_ROLE)
        rect = QRect(option.rect)
        painter.save()
        if isinstance(item, Heading):
            self._paint_heading(painter, rect, item)
        elif isinstance(item, Below):
            painter.fillRect(rect, colour_of(self._look.theme, "sunk"))
            self._bar(painter, rect)
        else:
            selected = bool(option.state & QStyle.StateFlag.State_Selected)
            opened = index.row() == self._view.timeline.open_row
            self._paint_row(painter, rect, item, index.row(), selected=selected, opened=opened)
        if self._view.hasFocus() and self._view.currentIndex().row() == index.row():
            paint_focus(painter, rect, self._look.theme, Size.RADIUS_TAG)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRect, heading: Heading) -> None:
        theme, words = self._look.theme, self._words
        painter.fillRect(rect, colour_of(theme, "sunk"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour_of(theme, "line"))
        arrow = Mark(IconGlyph("chevron-right" if heading.folded else "chevron-down"))
        if heading.month is None:
            title, said = words.words.say("Ahead"), words.ahead(heading.total, self._view.ahead())
        else:
            title, said = words.month(heading.month), words.counted(heading.total, heading.shown)
        line = (arrow, Run(title, Type.STRONG), Run(said, Type.SECONDARY, "text2", gap=10))
        paint_line(painter, _inner(rect), line, theme)

    def _paint_row(
        self,
        painter: QPainter,
        rect: QRect,
        item: Entry | Waiting | None,
        row: int,
        *,
        selected: bool,
        opened: bool,
    ) -> None:
        theme = self._look.theme
        ground = "sel" if selected or opened else "hover" if self._view.hovered_row == row else "page"
        painter.fillRect(rect, colour_of(theme, ground))
        if selected or opened:
            self._bar(painter, rect)
        painter.fillRect(
            QRect(rect.left() + TEXT, rect.bottom(), rect.width() - TEXT, 1), colour_of(theme, "line")
        )
        inner = _inner(rect)
        centre = QPointF(inner.left() + DATE + NODE / 2, rect.top() + rect.height() / 2)
        painter.setPen(QPen(colour_of(theme, "line2"), 1))
        painter.drawLine(QPointF(centre.x(), rect.top()), QPointF(centre.x(), rect.bottom() + 1))
        if not isinstance(item, Entry):
            waiting = (Run(self._words.waiting(), tone="text3"),)
            paint_line(painter, inner.adjusted(DATE + NODE + 10, 0, 0, 0), waiting, theme)
            return
        today = item.event is Event.PLANNED and item.at.date() == self._words.today
        when = Run(
            self._words.when(item), Type.STRONG if today else Type.SECONDARY, "text" if today else "text2"
        )
        paint_line(painter, QRectF(inner.left(), inner.top(), DATE, inner.height()), (when,), theme)
        self._paint_node(painter, centre, item)
        self._paint_words(painter, inner.adjusted(DATE + NODE + 10, 0, 0, 0), item, opened=opened)

    def _paint_node(self, painter: QPainter, centre: QPointF, entry: Entry) -> None:
        """A circle on the thread: in the accent colour a meeting, dashed what kam knows from records."""
        theme = self._look.theme
        meeting = entry.kind in {EntryKind.MEETING, EntryKind.BUSINESS_REVIEW}
        place = QRectF(centre.x() - NODE / 2 + 0.5, centre.y() - NODE / 2 + 0.5, NODE - 1, NODE - 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(
            colour_of(theme, "accent" if meeting else "edge" if not entry.kind.is_contact else "line2"), 1
        )
        if not entry.kind.is_contact or entry.event in {Event.PLANNED, Event.CALLED_OFF, Event.MISSED}:
            pen.setDashPattern([3, 2.5])
        painter.setPen(pen)
        painter.setBrush(colour_of(theme, "accent_soft" if meeting else "page"))
        painter.drawEllipse(place)
        sign = QRectF(centre.x() - _ICON / 2, centre.y() - _ICON / 2, _ICON, _ICON)
        colours = theme.colours
        paint_icon(painter, icon_of(entry), sign, colours.accent_text if meeting else colours.text2)

    def _paint_words(self, painter: QPainter, place: QRectF, entry: Entry, *, opened: bool) -> None:
        theme = self._look.theme
        right = self._right(entry, opened=opened, wide=place.width() >= _WIDE)
        taken = line_width(right, theme) if right else 0
        if right:
            edge = QRectF(place.right() - taken, place.top(), taken, place.height())
            paint_line(painter, edge, right, theme)
        left = place.adjusted(0, 0, -(taken + 16 if taken else 0), 0)
        paint_line(painter, left, self._left(entry), theme)

    def _left(self, entry: Entry) -> Line:
        words = self._words
        gone = entry.event in {Event.CALLED_OFF, Event.MISSED, Event.CANCELLED}
        account = (
            (Run(entry.account, Type.SECONDARY, "accent_text"),)
            if words.with_account and entry.account
            else ()
        )
        return (
            Run(words.headline(entry), Type.STRONG, struck=entry.event is Event.CALLED_OFF),
            *account,
            Run(words.detail(entry), Type.SECONDARY, "text3" if gone else "text2"),
        )

    def _right(self, entry: Entry, *, opened: bool, wide: bool) -> Line:
        words, family = self._words, self._look.theme.family
        line: list[Run | Mark | Spring] = []
        if entry.event is Event.WAITING:
            line.append(Mark(TagGlyph(words.words.say("no outcome"), family, "amber"), 10))
        if entry.outcome is not None and wide:
            line += _outcome(entry.outcome, words)
        if entry.mood is not None and int(entry.mood) and wide:
            value = int(entry.mood)
            sign = ChangeGlyph(1 if value > 0 else -1)
            line += [Mark(sign, 10), Run(words.mood(entry), Type.SECONDARY, sign.tone, gap=4)]
        if entry.files:
            line += [Mark(IconGlyph("paperclip"), 10), Run(str(entry.files), Type.SECONDARY, "text2", gap=2)]
        if entry.follow_up_sent_on is not None:
            line.append(Mark(IconGlyph("mail-check", "green"), 10))
        line += [
            Mark(each, 10 if not number else 2) for number, each in enumerate(_faces(entry.faces, wide=wide))
        ]
        if entry.ready is not None and entry.event is Event.PLANNED and entry.ready[1]:
            done, total = entry.ready
            said = words.words.say("{done} of {total} ready", done=done, total=total)
            line.append(Run(said, Type.SECONDARY, "text2", gap=10))
        line.append(Mark(IconGlyph("chevron-up" if opened else "chevron-down", "text3"), 10))
        return line

    def _bar(self, painter: QPainter, rect: QRect) -> None:
        bar = QRect(rect.left(), rect.top(), Size.SELECTION_BAR, rect.height())
        painter.fillRect(bar, colour_of(self._look.theme, "accent"))


def _faces(faces: tuple[Face, ...], *, wide: bool) -> list[AvatarGlyph]:
    shown = faces[: _FACES if wide else 2]
    found = [AvatarGlyph(face.initials, _FACE, unknown=not face.initials, ours=face.ours) for face in shown]
    rest = len(faces) - len(shown)
    return [*found, AvatarGlyph(f"+{rest}", _FACE)] if rest else found


def _outcome(outcome: InteractionOutcome, words: EntryWords) -> list[Run | Mark | Spring]:
    icon, tone = {
        InteractionOutcome.ADVANCE: ("arrow-up-right", "green"),
        InteractionOutcome.CONTINUATION: ("arrow-right", "text2"),
        InteractionOutcome.NO_RESULT: ("minus", "amber"),
    }[outcome]
    return [Mark(IconGlyph(icon, tone), 10), Run(words.outcome(outcome), Type.SECONDARY, "text2", gap=4)]


def _inner(rect: QRect) -> QRectF:
    return QRectF(rect).adjusted(Size.PAGE_MARGIN, 0, -Size.PAGE_MARGIN, 0)
