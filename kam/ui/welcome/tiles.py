"""The welcome page's own pieces: a tile that says what it does, a line for a file that was open before."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QPushButton

from kam.ui.local_settings import RecentFile
from kam.ui.look import Look
from kam.ui.theme.fonts import width_of
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.tips import plain_tip


class Tile(QPushButton):
    """A wide button with a title and a line of what it does."""

    def __init__(self, look: Look, icon: str, title: str, about: str, *, primary: bool = False) -> None:
        super().__init__()
        self._look = look
        self._icon = icon
        self._title = title
        self._about = about
        self._primary = primary
        self.setProperty("kind", "primary" if primary else "tile")
        self.setAccessibleName(title)
        self.setAccessibleDescription(about)
        self.setFixedHeight(56)
        self.setMinimumWidth(280)

    def sizeHint(self) -> QSize:
        """As wide as its longer line."""
        widest = max(
            _width(self._look, self._title, Type.STRONG), _width(self._look, self._about, Type.SECONDARY)
        )
        return QSize(max(280, widest + 64), 56)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The button of the style sheet, then icon, title and line."""
        super().paintEvent(event)
        theme = self._look.theme
        painter = QPainter(self)
        tone, second = ("on_accent", "on_accent") if self._primary else ("text", "text2")
        picture = theme.pixmap(self._icon, 18, tone, self.devicePixelRatioF())
        painter.drawPixmap(16, (self.height() - 18) // 2, picture)
        room = self.rect().adjusted(48, 8, -12, -8)
        painter.setFont(theme.font(Type.STRONG))
        painter.setPen(theme.colour(tone))
        painter.drawText(room, Qt.AlignmentFlag.AlignTop, self._title)
        painter.setFont(theme.font(Type.SECONDARY))
        painter.setPen(theme.colour(second))
        painter.drawText(room, Qt.AlignmentFlag.AlignBottom, self._about)


class RecentLine(QAbstractButton):
    """A workspace that was open here; said to be missing when its file is not there now."""

    forget_wished = Signal(str)

    def __init__(self, look: Look, recent: RecentFile, now: datetime) -> None:
        super().__init__()
        self._look = look
        self.recent = recent
        self.is_there = Path(recent.path).is_file()
        self._when = _when(look, recent.at, now)
        self.setFixedHeight(Size.ROW_TWO_LINES)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self.is_there else Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(f"{recent.title}, {recent.path}")
        self.setToolTip(plain_tip(recent.path))
        if not self.is_there:
            forget = QPushButton(look.words.say_in("button", "Take off the list"), self)
            forget.setProperty("kind", "link")
            forget.clicked.connect(lambda: self.forget_wished.emit(recent.path))
            self._forget: QPushButton | None = forget
        else:
            self._forget = None

    def resizeEvent(self, event: object) -> None:  # noqa: ARG002 - Qt asks for it
        """The link stays at the right."""
        if self._forget is not None:
            size = self._forget.sizeHint()
            self._forget.setGeometry(
                self.width() - size.width() - 12, (self.height() - size.height()) // 2, *size.toTuple()
            )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt asks for it
        """Title and folder, at the right when it was open."""
        theme = self._look.theme
        painter = QPainter(self)
        chosen = self.is_there and (self.hasFocus() or self.underMouse())
        if chosen:
            painter.fillRect(self.rect(), theme.colour("sel" if self.hasFocus() else "hover"))
        if self.hasFocus():
            painter.fillRect(0, 0, Size.SELECTION_BAR, self.height(), theme.colour("accent"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        icon = theme.pixmap(
            "database" if self.is_there else "circle-help", 16, "text2", self.devicePixelRatioF()
        )
        painter.drawPixmap(16, (self.height() - 16) // 2, icon)
        room = self.rect().adjusted(48, 8, -120, -8)
        painter.setFont(theme.font(Type.STRONG))
        painter.setPen(theme.colour("text" if self.is_there else "text2"))
        metrics = painter.fontMetrics()
        painter.drawText(
            room,
            Qt.AlignmentFlag.AlignTop,
            metrics.elidedText(self.recent.title, Qt.TextElideMode.ElideRight, room.width()),
        )
        painter.setFont(theme.font(Type.SECONDARY))
        painter.setPen(theme.colour("text2" if self.is_there else "amber"))
        words = self._look.words
        where = self.recent.path if self.is_there else words.say("not found: {path}", path=self.recent.path)
        metrics = painter.fontMetrics()
        painter.drawText(
            room,
            Qt.AlignmentFlag.AlignBottom,
            metrics.elidedText(where, Qt.TextElideMode.ElideMiddle, room.width()),
        )
        if self.is_there:
            painter.setPen(theme.colour("text2"))
            right = self.rect().adjusted(0, 0, -16, 0)
            painter.drawText(right, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._when)


def _when(look: Look, at: str, now: datetime) -> str:
    try:
        moment = datetime.fromisoformat(at).astimezone()
    except ValueError:
        return ""
    if moment.date() == now.astimezone().date():
        return look.words.say("today, {time}", time=look.formats.clock(moment.time()))
    return look.formats.full_date(moment.date())


def _width(look: Look, text: str, role: Type) -> int:
    return width_of(look.theme.font(role), text)
