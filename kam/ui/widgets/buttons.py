"""Buttons: plain, primary, dangerous, links, menus, icons alone."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QMenu,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QStylePainter,
    QToolButton,
)

from kam.ui.look import Look
from kam.ui.theme.icons import paint_icon
from kam.ui.theme.theme import Theme
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.pieces import Line, Run, font_for, line_width, paint_line
from kam.ui.widgets.tips import plain_tip

_KEY_HEIGHT: Final = 18
_TRAIL: Final = 8
"""Room before what stands at the right end of a button."""


class Kind(StrEnum):
    """What a button is; one primary to a page or window."""

    PLAIN = "plain"
    PRIMARY = "primary"
    DANGER = "danger"
    LINK = "link"
    SEGMENT = "segment"
    """One of several side by side; ``SegmentedControl`` makes them."""


def keys_text(keys: str) -> str:
    """A shortcut as this system writes it: «Ctrl+B» without the plus, as on a key cap."""
    shown = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    return shown.replace("+", " ") if len(shown) > 1 else shown


def key_width(theme: Theme, text: str) -> int:
    """How wide a key cap is."""
    return QFontMetrics(font_for(theme.family, Type.CAPTION)).horizontalAdvance(text) + 12


def paint_key(painter: QPainter, place: QRect, text: str, theme: Theme, tone: str = "text2") -> None:
    """Draw a key cap."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour("line2"), 1))
    painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), Size.RADIUS_TAG, Size.RADIUS_TAG)
    painter.setFont(font_for(theme.family, Type.CAPTION))
    painter.setPen(theme.colour(tone))
    painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()


class Button(QPushButton):
    """A button with words; an icon before them, a key cap or an arrow after.

    The style sheet draws the frame, the button its contents: so the gap after the icon is the same on all
    systems, and an ampersand in a client's name is a letter, never a shortcut.
    """

    def __init__(
        self,
        look: Look,
        text: str,
        *,
        kind: Kind = Kind.PLAIN,
        icon: str | None = None,
        compact: bool = False,
        keys: str = "",
    ) -> None:
        super().__init__(text.replace("&", "&&"))
        self._look = look
        self._kind = kind
        self._words = text
        self._icon = icon
        self._keys = keys_text(keys) if keys else ""
        self._arrow = False
        self._count = ""
        self.setProperty("kind", kind.value)
        self.setProperty("compact", compact)
        self.setAutoDefault(True)  # Enter presses what has the focus
        if kind is Kind.LINK:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def setText(self, text: str) -> None:
        """Say something else."""
        self._words = text
        super().setText(text.replace("&", "&&"))

    def set_icon(self, icon: str | None) -> None:
        """Show another icon."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def set_count(self, count: str) -> None:
        """Say how many after the words, in the third colour."""
        self._count = count
        self.setAccessibleName(f"{self._words} {count}".strip())
        self.updateGeometry()
        self.update()

    def with_arrow(self) -> Button:
        """Mark the button as opening a menu."""
        self._arrow = True
        return self

    def sizeHint(self) -> QSize:
        """What the contents want between the paddings of the kind."""
        widest = max(line_width(self.line(strong=strong), self._look.theme) for strong in (True, False))
        padding = self._padding() * 2 + self._trail()
        return QSize(widest + padding + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """A button's words are never cut."""
        return self.sizeHint()

    def line(self, *, strong: bool) -> Line:
        """Icon, words, count."""
        tone = self._tone()
        icon = (IconGlyph(self._icon, self._icon_tone(tone)),) if self._icon else ()
        words = (Run(self._words, self._type(strong=strong), tone, gap=8),) if self._words else ()
        count = (Run(self._count, Type.SECONDARY, "text3", gap=8),) if self._count else ()
        return (*icon, *words, *count)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the frame over the whole, then the contents."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text, option.icon = "", QIcon()
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButtonBevel, option)
        inside = self.rect().adjusted(self._padding() + 1, 0, -self._padding() - 1 - self._trail(), 0)
        middle = Qt.AlignmentFlag.AlignLeft if self._kind is Kind.LINK else Qt.AlignmentFlag.AlignHCenter
        line = self.line(strong=self.isChecked())
        paint_line(painter, inside.toRectF(), line, self._look.theme, middle)
        if self._kind is Kind.LINK and self.underMouse() and self.isEnabled():
            low = inside.center().y() + 8
            right = inside.left() + line_width(line, self._look.theme)
            painter.setPen(self._look.theme.colour("accent_text"))
            painter.drawLine(inside.left(), low, min(right, inside.right()), low)
        self._paint_trail(painter)
        painter.end()

    def _padding(self) -> int:
        if self._kind is Kind.LINK:
            return 2
        return 8 if self.property("compact") else 12

    def _type(self, *, strong: bool) -> Type:
        if self._kind is Kind.LINK:
            return Type.BODY
        return Type.STRONG if strong else Type.NAME

    def _trail(self) -> int:
        if self._arrow:
            return Size.ICON_IN_TEXT + _TRAIL - 2
        return key_width(self._look.theme, self._keys) + _TRAIL - 4 if self._keys else 0

    def _paint_trail(self, painter: QPainter) -> None:
        theme, whole = self._look.theme, self.rect()
        tone = self._tone()
        middle = whole.height() // 2
        if self._arrow:
            side = Size.ICON_IN_TEXT
            place = QRectF(whole.right() - 9 - side, middle - side / 2, side, side)
            paint_icon(painter, "chevron-down", place, getattr(theme.colours, tone))
        elif self._keys:
            width = key_width(theme, self._keys)
            place_of_key = QRect(whole.right() - 8 - width, middle - _KEY_HEIGHT // 2, width, _KEY_HEIGHT)
            paint_key(painter, place_of_key, self._keys, theme, tone if tone == "on_accent" else "text2")

    def _tone(self) -> str:
        if not self.isEnabled():
            return "text3"
        tones = {Kind.PRIMARY: "on_accent", Kind.LINK: "accent_text", Kind.DANGER: "red"}
        return tones.get(self._kind, "text")

    def _icon_tone(self, tone: str) -> str:
        return tone


def button(
    look: Look,
    text: str,
    *,
    kind: Kind = Kind.PLAIN,
    icon: str | None = None,
    compact: bool = False,
    keys: str = "",
    run: Callable[[], object] | None = None,
) -> Button:
    """A button that runs something."""
    made = Button(look, text, kind=kind, icon=icon, compact=compact, keys=keys)
    if run is not None:
        made.clicked.connect(lambda: run())  # noqa: PLW0108 - drops the signal's own argument
    return made


def link(
    look: Look, text: str, *, icon: str | None = None, run: Callable[[], object] | None = None
) -> Button:
    """A button that looks like a link."""
    return button(look, text, kind=Kind.LINK, icon=icon, run=run)


def short_link(
    look: Look, text: str, room: int, *, icon: str | None = None, run: Callable[[], object] | None = None
) -> Button:
    """A link no wider than its room: a longer text ends in «…» and is whole in its tooltip and its name."""
    made = link(look, text, icon=icon, run=run)
    made.ensurePolished()
    over = made.sizeHint().width() - room
    if over > 0:
        metrics = made.fontMetrics()
        left = metrics.horizontalAdvance(text) - over
        made.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, left))
        made.setToolTip(plain_tip(text))
        made.setAccessibleName(text)
    return made


def menu_button(
    look: Look, text: str, menu: QMenu, *, icon: str | None = None, kind: Kind = Kind.PLAIN
) -> Button:
    """A button that opens a menu."""
    made = Button(look, text, kind=kind, icon=icon).with_arrow()
    menu.setParent(made, menu.windowFlags())
    made.setMenu(menu)
    return made


class IconButton(QToolButton):
    """An icon alone; its tooltip and accessible name say what it does."""

    def __init__(self, look: Look, icon: str, text: str, *, small: bool = False, keys: str = "") -> None:
        super().__init__()
        self._look = look
        self._icon = icon
        self._side = Size.ICON_IN_TEXT if small else Size.ICON
        self.setProperty("kind", "quiet")
        self.setProperty("small", small)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setText(text)
        self.setAccessibleName(text)
        shortcut = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(plain_tip(f"{text} ({shortcut})" if shortcut else text))
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        look.theme.changed.connect(self._recolour)
        self._recolour()

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self._recolour()

    def _recolour(self) -> None:
        self.setIcon(self._look.theme.icon(self._icon, "text2", "accent_text"))
        self.setIconSize(QSize(self._side, self._side))


def icon_button(
    look: Look,
    icon: str,
    text: str,
    *,
    small: bool = False,
    keys: str = "",
    run: Callable[[], object] | None = None,
) -> IconButton:
    """An icon alone that runs something."""
    made = IconButton(look, icon, text, small=small, keys=keys)
    if run is not None:
        made.clicked.connect(lambda: run())  # noqa: PLW0108 - drops the signal's own argument
    return made
