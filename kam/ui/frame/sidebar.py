"""Navigation at the left: the pages, then the pinned accounts; a rail of icons in a narrow window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QToolButton, QVBoxLayout, QWidget

from kam.ui.look import Look
from kam.ui.places import Place
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.pieces import Glyph
from kam.ui.widgets.tips import plain_tip

_MARK = 24


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the navigation."""

    place: Place
    text: str
    icon: str
    keys: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    """A pinned account: its status as a tone and in words, and where it leads."""

    id: UUID
    name: str
    tone: str
    status: str
    place: Place


@dataclass(frozen=True, slots=True)
class Standing:
    """How a pinned account stands: a glyph in the place of the dot of its status, and what it says."""

    glyph: Glyph
    told: str


class NavButton(QToolButton):
    """An icon, a word and a count; only the icon in the rail, with the word as its tooltip."""

    def __init__(self, look: Look, text: str, icon: str = "", *, tone: str = "") -> None:
        """With an icon, or with a dot of a tone: a pinned account shows its status by it."""
        super().__init__()
        self._look = look
        self._icon_name = icon
        self._dot = tone
        self._glyph: Glyph | None = None
        self._count = ""
        self._narrow = False
        self.setText(text)
        self.setAccessibleName(text)
        self.setProperty("kind", "nav")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setFixedHeight(Size.ROW + 2)

    def set_count(self, count: int | None) -> None:
        """How many there are, at the right; None shows none."""
        self._count = "" if count is None else self._look.formats.number(count)
        self.update()

    def set_glyph(self, glyph: Glyph | None) -> None:
        """A glyph in the place of the dot; None shows the dot."""
        self._glyph = glyph
        self.update()

    def set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - a state
        """Only the icon, or icon and word."""
        self._narrow = narrow
        said = ", ".join(part for part in (self.text(), self.accessibleDescription()) if part)
        self.setToolTip(plain_tip(said) if narrow or self._dot else "")
        self.setFixedHeight(40 if narrow else Size.ROW + 2)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as the navigation."""
        return QSize((Size.RAIL if self._narrow else Size.SIDEBAR) - 16, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt asks for it
        """The ground of the style sheet, then icon, word and count where the pictures have them."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._look.theme
        whole = self.rect()
        on = self.isChecked()
        if on or self.underMouse() or self.hasFocus():
            painter.setPen(theme.colour("accent" if self.hasFocus() else "line" if on else "hover"))
            painter.setBrush(theme.colour("page" if on else "hover"))
            painter.drawRoundedRect(whole.adjusted(1, 1, -1, -1), Size.RADIUS, Size.RADIUS)
        if on:
            bar = QRect(0, 8, Size.SELECTION_BAR, whole.height() - 16)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(bar, 1.5, 1.5)
        size = Size.ICON_IN_RAIL if self._narrow else Size.ICON
        left = (whole.width() - size) // 2 if self._narrow else 8
        if self._glyph is not None:
            shape = self._glyph.size
            box = QRectF(0, 0, shape.width(), shape.height())
            box.moveCenter(QRectF(left, 0, size, whole.height()).center())
            self._glyph.paint(painter, box, theme)
        elif self._dot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(self._dot))
            painter.drawEllipse(left + size // 2 - 4, whole.height() // 2 - 4, 8, 8)
        else:
            colour = "accent" if on else "text2"
            picture = theme.pixmap(self._icon_name, size, colour, self.devicePixelRatioF())
            painter.drawPixmap(left, (whole.height() - size) // 2, picture)
        if not self._narrow:
            self._paint_words(painter, whole, theme.colour("text" if on else "text2"), on=on)

    def _paint_words(self, painter: QPainter, whole: QRect, colour: QColor, *, on: bool) -> None:
        theme = self._look.theme
        painter.setFont(theme.font(Type.STRONG if on else Type.BODY))
        painter.setPen(colour)
        room = whole.adjusted(34, 0, -34 if self._count else -8, 0)
        text = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        if self._count:
            painter.setFont(theme.font(Type.SECONDARY, tabular=True))
            painter.setPen(theme.colour("text2"))
            painter.drawText(
                whole.adjusted(0, 0, -8, 0),
                Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
                self._count,
            )


class Sidebar(QFrame):
    """The navigation. It wishes to go places by a signal."""

    went = Signal(object)
    pinned = Signal()
    """Pinned accounts are shown as they are now."""

    def __init__(self, look: Look, items: list[NavItem]) -> None:
        super().__init__()
        self.setProperty("role", "sidebar")
        self._look = look
        self._narrow = False
        self._buttons: dict[str, NavButton] = {}
        self._pins: dict[UUID, NavButton] = {}
        self._shown: tuple[Pin, ...] = ()
        self._standings: Mapping[UUID, Standing] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.setSpacing(0)
        self._mark = _Mark(look)
        layout.addWidget(self._mark)
        layout.addSpacing(8)
        for item in items:
            button = NavButton(look, item.text, item.icon)
            button.clicked.connect(lambda _=False, place=item.place: self.went.emit(place))
            self._buttons[item.place.page] = button
            layout.addWidget(button)
        layout.addSpacing(12)
        rule = QFrame()
        rule.setProperty("role", "rule2")
        rule.setFixedHeight(1)
        layout.addWidget(rule)
        self._heading = QLabel(look.words.say("Pinned"))
        self._heading.setProperty("type", Type.CAPTION)
        self._heading.setProperty("tone", "text2")
        self._heading.setContentsMargins(8, 8, 0, 4)
        layout.addWidget(self._heading)
        self._rule = rule
        self._pinned = QVBoxLayout()
        self._pinned.setSpacing(0)
        layout.addLayout(self._pinned)
        layout.addStretch(1)
        self.set_pins([])
        self.set_narrow(narrow=False)

    def set_count(self, page: str, count: int | None) -> None:
        """How many a page has."""
        if page in self._buttons:
            self._buttons[page].set_count(count)

    def set_pins(self, pins: list[Pin]) -> None:
        """The pinned accounts, in their order."""
        for button in self._pins.values():
            self._pinned.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._pins = {}
        self._shown = tuple(pins)
        for pin in pins:
            button = NavButton(self._look, pin.name, tone=pin.tone)
            button.clicked.connect(lambda _=False, place=pin.place: self.went.emit(place))
            self._pins[pin.id] = button
            self._pinned.addWidget(button)
        self._show_standings()
        self._rule.setVisible(bool(pins))
        self._heading.setVisible(bool(pins) and not self._narrow)
        self.pinned.emit()

    @property
    def pins(self) -> tuple[Pin, ...]:
        """The pinned accounts that are shown, the topmost first."""
        return self._shown

    def set_standings(self, standings: Mapping[UUID, Standing]) -> None:
        """How pinned accounts stand, as far as that is known; the others keep the dot of their status."""
        self._standings = standings
        self._show_standings()

    def _show_standings(self) -> None:
        for pin in self._shown:
            button, standing = self._pins[pin.id], self._standings.get(pin.id)
            button.set_glyph(None if standing is None else standing.glyph)
            told = (pin.status,) if standing is None else (pin.status, standing.told)
            button.setAccessibleDescription(", ".join(told))
            button.set_narrow(self._narrow)

    def show_place(self, place: Place) -> None:
        """Mark where we are: the pinned account, else the page (an account belongs to the accounts)."""
        page = "accounts" if place.page == "account" else place.page
        for name, button in self._buttons.items():
            button.setChecked(name == page)
        for account_id, button in self._pins.items():
            button.setChecked(account_id == place.account_id)

    def set_narrow(self, *, narrow: bool) -> None:
        """The rail of icons, or words beside them."""
        self._narrow = narrow
        self.setFixedWidth(Size.RAIL if narrow else Size.SIDEBAR)
        for button in (*self._buttons.values(), *self._pins.values()):
            button.set_narrow(narrow)
        self._mark.narrow = narrow
        self._heading.setVisible(bool(self._pins) and not narrow)


def paint_mark(painter: QPainter, box: QRect, theme: Theme, ratio: float = 1.0) -> None:
    """The sign of kam: a key on the accent."""
    side = box.width()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour("accent"))
    painter.drawRoundedRect(box, side / 4, side / 4)
    key = round(side * 7 / 12)
    picture = theme.pixmap("key-round", key, "on_accent", ratio)
    painter.drawPixmap(box.left() + (side - key) // 2, box.top() + (side - key) // 2, picture)


def mark_of(look: Look, side: int) -> QPixmap:
    """The sign of kam as a picture."""
    made = QPixmap(side, side)
    made.fill(Qt.GlobalColor.transparent)
    with QPainter(made) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_mark(painter, made.rect(), look.theme)
    return made


class _Mark(QWidget):
    """The sign of kam and its name."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.narrow = False
        self.setFixedHeight(32)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt asks for it
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme = self._look.theme
        left = (self.width() - 24) // 2 if self.narrow else 8
        paint_mark(painter, QRect(left, 4, _MARK, _MARK), theme, self.devicePixelRatioF())
        if not self.narrow:
            painter.setPen(theme.colour("text"))
            painter.setFont(theme.font(Type.LEAD))
            painter.drawText(self.rect().adjusted(40, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, "kam")
