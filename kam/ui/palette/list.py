"""The palette's list: a model of entries and the delegate that draws them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kam.core.vocabulary import FoundKind
from kam.services.palette import Marks, PaletteHit
from kam.ui.look import Look
from kam.ui.palette.entries import Doing, Entry, Heading
from kam.ui.theme.icons import paint_icon
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import key_width, keys_text, paint_key
from kam.ui.widgets.glyphs import AttitudeGlyph

ENTRY_ROLE: Final = Qt.ItemDataRole.UserRole
_ROW: Final = 38
_HEADING: Final = 28
_ICONS: Final = {
    FoundKind.ACCOUNT: "building-2",
    FoundKind.PERSON: "user",
    FoundKind.STAKEHOLDER: "user",
    FoundKind.COMPETITOR: "flag",
    FoundKind.COLLEAGUE: "id-card",
    FoundKind.PRODUCT_LINE: "package",
    FoundKind.INTERACTION: "message-circle",
    FoundKind.COMMITMENT: "handshake",
    FoundKind.COMPLAINT: "shield-alert",
    FoundKind.OPPORTUNITY: "sparkles",
    FoundKind.PLAN: "target",
    FoundKind.RISK: "triangle-alert",
    FoundKind.CONTRACT: "file-text",
    FoundKind.DOCUMENT: "paperclip",
    FoundKind.RECEIVABLE: "wallet",
    FoundKind.SURVEY_ROUND: "clipboard-check",
    FoundKind.SURVEY_ANSWER: "clipboard-check",
}

Index = QModelIndex | QPersistentModelIndex


class Entries(QAbstractListModel):
    """The entries of the palette; headings cannot be chosen."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        """Replace all."""
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many entries."""
        return 0 if parent.isValid() else len(self.entries)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading is only looked at."""
        if not index.isValid() or isinstance(self.entries[index.row()], Heading):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The entry itself, and in words for the screen reader."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._words(entry)
        return None

    def _words(self, entry: Entry) -> str:
        match entry:
            case Heading():
                return self._look.words.of(entry.what)
            case Doing():
                return " ".join(part for part in (entry.command.text, entry.command.hint) if part)
            case PaletteHit():
                kind = self._look.words.of(entry.what.label)
                return ", ".join(part for part in (entry.title, kind, entry.account) if part)


class EntryDelegate(QStyledItemDelegate):
    """Draws an entry: icon, title with the matched words marked, what it is about, its key at the right."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt asks for it
        """Headings are lower than entries."""
        heading = isinstance(index.data(ENTRY_ROLE), Heading)
        return QSize(100, _HEADING if heading else _ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one entry."""
        entry = index.data(ENTRY_ROLE)
        place = QRect(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(entry, Heading):
            self._heading(painter, place, entry)
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            if chosen:
                theme = self._look.theme
                painter.fillRect(place, theme.colour("sel"))
                painter.fillRect(QRect(place.left(), place.top(), 3, place.height()), theme.colour("accent"))
            self._entry(painter, place.adjusted(16, 0, -16, 0), entry, chosen=chosen)
        painter.restore()

    def _heading(self, painter: QPainter, place: QRect, heading: Heading) -> None:
        theme = self._look.theme
        painter.setFont(theme.font(Type.COLUMN))
        painter.setPen(theme.colour("text2"))
        at = place.adjusted(16, 0, -16, -4)
        text = self._look.words.of(heading.what)
        painter.drawText(at, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, text)

    def _entry(self, painter: QPainter, place: QRect, entry: Doing | PaletteHit, *, chosen: bool) -> None:
        colours = self._look.theme.colours
        icon = entry.command.icon if isinstance(entry, Doing) else _ICONS[entry.what]
        box = QRectF(place.left() + 3, place.center().y() - Size.ICON / 2 + 1, Size.ICON, Size.ICON)
        paint_icon(painter, icon, box, colours.text2)
        room = place.adjusted(36, 0, 0, 0)
        keys = "Enter" if chosen else entry.command.keys if isinstance(entry, Doing) else ""
        if keys:
            room = self._key(painter, room, keys)
        if isinstance(entry, Doing):
            x = self._marked(painter, room, entry.command.text, entry.marks, (Type.BODY, "text"))
            self._marked(
                painter, room.adjusted(x + 10, 0, 0, 0), entry.command.hint, (), (Type.SECONDARY, "text2")
            )
            return
        self._hit(painter, room, entry)

    def _hit(self, painter: QPainter, room: QRect, hit: PaletteHit) -> None:
        words = self._look.words
        if hit.attitude is not None:
            room = self._attitude(painter, room, hit)
        elif hit.status is not None:
            room = self._right(painter, room, words.of(hit.status.label))
        elif hit.what not in {FoundKind.ACCOUNT, FoundKind.PERSON}:
            room = self._right(painter, room, words.of(hit.what.label))
        name = hit.what in {FoundKind.ACCOUNT, FoundKind.PERSON}
        taken = self._marked(
            painter, room, hit.title, hit.title_marks, (Type.NAME if name else Type.BODY, "text")
        )
        room = room.adjusted(taken + 10, 0, 0, 0)
        where = hit.account if hit.what is not FoundKind.ACCOUNT else None
        about = ", ".join(part for part in (hit.job_title, where) if part)
        if about:
            taken = self._marked(painter, room, about, (), (Type.SECONDARY, "text2"))
            room = room.adjusted(taken + 10, 0, 0, 0)
        if hit.passage:
            self._marked(painter, room, hit.passage, hit.passage_marks, (Type.SECONDARY, "text2"))

    def _key(self, painter: QPainter, room: QRect, keys: str) -> QRect:
        text = keys_text(keys)
        width = key_width(self._look.theme, text)
        at = QRect(room.right() - width, room.center().y() - 9, width, 18)
        paint_key(painter, at, text, self._look.theme)
        return room.adjusted(0, 0, -width - 12, 0)

    def _attitude(self, painter: QPainter, room: QRect, hit: PaletteHit) -> QRect:
        if hit.attitude is None:
            return room
        left = self._right(painter, room, self._look.words.of(hit.attitude.label))
        glyph = AttitudeGlyph(hit.attitude)
        size = glyph.size
        at = QRectF(
            left.right() - size.width(),
            left.center().y() - size.height() / 2 + 1,
            size.width(),
            size.height(),
        )
        glyph.paint(painter, at, self._look.theme)
        return left.adjusted(0, 0, -round(size.width()) - 8, 0)

    def _right(self, painter: QPainter, room: QRect, text: str) -> QRect:
        theme = self._look.theme
        font = theme.font(Type.SECONDARY)
        painter.setFont(font)
        painter.setPen(theme.colour("text2"))
        painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        return room.adjusted(0, 0, -QFontMetrics(font).horizontalAdvance(text) - 8, 0)

    def _marked(self, painter: QPainter, room: QRect, text: str, marks: Marks, look: tuple[Type, str]) -> int:
        """Text with its marked places bold and underlined in the accent; the pixels it took."""
        theme = self._look.theme
        role, tone = look
        plain = theme.font(role)
        bold = QFont(plain)
        bold.setWeight(QFont.Weight.Bold)
        x = 0
        for part, marked in _pieces(text, marks):
            metrics = QFontMetrics(bold if marked else plain)
            left = room.width() - x
            if left < metrics.averageCharWidth() * 2:
                break
            shown = metrics.elidedText(part, Qt.TextElideMode.ElideRight, left)
            painter.setFont(bold if marked else plain)
            painter.setPen(theme.colour(tone))
            at = QPoint(room.left() + x, room.center().y() + metrics.ascent() // 2 - 1)
            painter.drawText(at, shown)
            width = metrics.horizontalAdvance(shown)
            if marked:
                painter.setPen(QPen(theme.colour("accent"), 2))
                painter.drawLine(at.x(), at.y() + 4, at.x() + width, at.y() + 4)
            x += width
        return x


def _pieces(text: str, marks: Marks) -> Sequence[tuple[str, bool]]:
    """The text cut at its marks."""
    found: list[tuple[str, bool]] = []
    at = 0
    for start, end in marks:
        found += [(text[at:start], False), (text[start:end], True)]
        at = end
    found.append((text[at:], False))
    return [piece for piece in found if piece[0]]
