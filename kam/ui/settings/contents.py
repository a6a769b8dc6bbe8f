"""The list at the left: pages in two groups, or what the search found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from kam.ui.look import Look
from kam.ui.theme.icons import paint_icon
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.labels import label
from kam.ui.widgets.panels import clear
from kam.ui.widgets.pieces import Run, paint_line
from kam.ui.widgets.tips import plain_tip

WIDTH: Final = 224
_INSET: Final = 8
_ENTRY: Final = 32
_FOUND: Final = 48


@dataclass(frozen=True, slots=True)
class Heading:
    """A page in the list."""

    code: str
    text: str
    icon: str


@dataclass(frozen=True, slots=True)
class Match:
    """A setting that was found, and its page."""

    code: str
    name: str
    text: str
    page: str


class _Entry(QAbstractButton):
    """An icon and a word; chosen, it has a tint and a bar at its left. A match has its page below."""

    def __init__(self, look: Look, text: str, icon: str = "", below: str = "") -> None:
        super().__init__()
        self._look = look
        self._icon = icon
        self._below = below
        self.setText(text)
        self.setAccessibleName(f"{text}, {below}" if below else text)
        self.setToolTip("")
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(_FOUND if below else _ENTRY)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """The width of the list."""
        return QSize(WIDTH - 2 * _INSET, self.height())

    def minimumSizeHint(self) -> QSize:
        """Words give way."""
        return QSize(80, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter chooses, as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Ground, bar, icon, words, focus."""
        theme, on, whole = self._look.theme, self.isChecked(), self.rect()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            if on or self.underMouse():
                painter.setBrush(theme.colour("sel" if on else "hover"))
                painter.drawRoundedRect(whole, Size.RADIUS, Size.RADIUS)
            if on:
                painter.setBrush(theme.colour("accent"))
                painter.drawRoundedRect(QRect(0, 7, Size.SELECTION_BAR, whole.height() - 14), 1.5, 1.5)
            left = _INSET
            if self._icon:
                place = QRectF(left, (whole.height() - Size.ICON) / 2, Size.ICON, Size.ICON)
                paint_icon(painter, self._icon, place, theme.colours.text if on else theme.colours.text2)
                left += Size.ICON + 10
            run = Run(self.text(), Type.STRONG if on else Type.BODY)
            middle = QRectF(left, 0, whole.width() - left - 4, whole.height())
            if self._below:
                upper = QRectF(left, 4, middle.width(), 20)
                lower = QRectF(left, 24, middle.width(), 18)
                paint_line(painter, upper, (run,), theme)
                paint_line(painter, lower, (Run(self._below, Type.SECONDARY, "text2"),), theme)
            else:
                paint_line(painter, middle, (run,), theme)
            if self.hasFocus():
                paint_focus(painter, whole, theme, Size.RADIUS)


class Contents(QFrame):
    """Tells which page, or which setting, is wished."""

    chosen = Signal(str)
    """The code of a page."""
    found = Signal(object)
    """A ``Match``."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._groups: Sequence[tuple[str, Sequence[Heading]]] = ()
        self._current = ""
        self._entries: list[_Entry] = []
        self.setProperty("role", "contents")
        self.setFixedWidth(WIDTH)
        self._buttons = QButtonGroup(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        held = QWidget()
        held.setProperty("ground", "page")
        self._column = QVBoxLayout(held)
        self._column.setContentsMargins(_INSET, 12, _INSET, 12)
        self._column.setSpacing(0)
        area.setWidget(held)
        outer.addWidget(area)

    @property
    def entries(self) -> list[QAbstractButton]:
        """What can be chosen now, from the top."""
        return list(self._entries)

    def show_groups(self, groups: Sequence[tuple[str, Sequence[Heading]]]) -> None:
        """Show the pages, each group under its name."""
        self._groups = groups
        self._begin()
        for number, (title, headings) in enumerate(groups):
            if number:
                self._column.addSpacing(12)
            self._head(title)
            for heading in headings:
                entry = self._entry(_Entry(self._look, heading.text, heading.icon))
                entry.setChecked(heading.code == self._current)
                entry.clicked.connect(lambda _=False, code=heading.code: self.chosen.emit(code))
        self._column.addStretch(1)

    def show_current(self, code: str) -> None:
        """Mark the page that is shown."""
        self._current = code
        codes = [heading.code for _, headings in self._groups for heading in headings]
        if len(codes) == len(self._entries) and code in codes:
            self._entries[codes.index(code)].setChecked(True)

    def show_matches(self, matches: Sequence[Match]) -> None:
        """Show what was found, or say that nothing was."""
        words = self._look.words
        self._begin()
        self._head(words.say("Found"))
        for match in matches:
            entry = self._entry(_Entry(self._look, match.text, below=match.page))
            entry.setToolTip(plain_tip(match.text))
            entry.clicked.connect(lambda _=False, found=match: self.found.emit(found))
        if not matches:
            nothing = label(
                words.say("No setting is called so. Another word may find it."), tone="text2", wraps=True
            )
            nothing.setContentsMargins(_INSET, 0, _INSET, 0)
            self._column.addWidget(nothing)
        self._column.addStretch(1)

    def show_pages(self) -> None:
        """The search is over: the pages again."""
        self.show_groups(self._groups)

    def focus_current(self) -> None:
        """Give the keyboard to the page that is shown; the arrow keys go on from there."""
        shown = next((entry for entry in self._entries if entry.isChecked()), None)
        if shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def focus_first(self) -> None:
        """Give the keyboard to the first entry."""
        if self._entries:
            self._entries[0].setFocus(Qt.FocusReason.TabFocusReason)

    def _begin(self) -> None:
        for entry in self._entries:
            self._buttons.removeButton(entry)
        self._entries = []
        clear(self._column)

    def _entry(self, entry: _Entry) -> _Entry:
        self._buttons.addButton(entry)
        self._entries.append(entry)
        self._column.addWidget(entry)
        return entry

    def _head(self, text: str) -> QLabel:
        made = label(text, Type.COLUMN, "text2", wraps=True)
        made.setContentsMargins(_INSET, 4, _INSET, 4)
        self._column.addWidget(made)
        return made
