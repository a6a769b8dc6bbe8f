"""One of several: views side by side in one frame, and tabs with counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import Button, Kind
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.pieces import Glyph, Line, Run, line_width, paint_line, said
from kam.ui.widgets.tips import plain_tip


@dataclass(frozen=True, slots=True)
class Choice:
    """One of several: its code, its words, perhaps an icon and a count."""

    code: str
    text: str
    icon: str | None = None
    count: str = ""
    glyph: Glyph | None = None
    """A drawing with a meaning before the words, instead of an icon."""
    hint: str = ""
    """What the tooltip says: the whole name of a short choice, its key."""


class _Choices(QWidget):
    """Buttons of which one is on; Qt lets the arrow keys choose the neighbour."""

    chosen = Signal(str)
    """The code of what the user chose."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._buttons: dict[str, QAbstractButton] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    @property
    def current(self) -> str:
        """The code of what is on; empty where nothing is."""
        return next((code for code, made in self._buttons.items() if made.isChecked()), "")

    def choose(self, code: str) -> None:
        """Turn one on without telling anybody."""
        if code in self._buttons:
            self._buttons[code].setChecked(True)
            for each, made in self._buttons.items():  # Qt itself does this at a click alone
                policy = Qt.FocusPolicy.StrongFocus if each == code else Qt.FocusPolicy.ClickFocus
                made.setFocusPolicy(policy)

    def choose_none(self) -> None:
        """Turn none on: nothing is decided yet."""
        self._group.setExclusive(False)
        for made in self._buttons.values():
            made.setChecked(False)
        self._group.setExclusive(True)

    def button_of(self, code: str) -> QAbstractButton:
        """The button of a choice."""
        return self._buttons[code]

    def _take(self, code: str, made: QAbstractButton) -> None:
        made.setCheckable(True)
        made.clicked.connect(lambda: self.chosen.emit(code))
        self._group.addButton(made)
        self._buttons[code] = made
        self.row.addWidget(made)


class _Segment(Button):
    """One of the segments; the one that is on says so by colour, weight and a line under it."""

    glyph: Glyph | None = None

    def line(self, *, strong: bool) -> Line:
        """Its drawing or icon, its words."""
        line = super().line(strong=strong)
        return line if self.glyph is None else (self.glyph, *line)

    def _tone(self) -> str:
        return "accent_text" if self.isChecked() else "text2"


class SegmentedControl(_Choices):
    """Views of one page, side by side in one frame: Таблица | Матрица | Концентрация."""

    def __init__(
        self, look: Look, choices: Sequence[Choice], name: str = "", *, compact: bool = True
    ) -> None:
        super().__init__(look)
        self.setAccessibleName(name)
        self._segments: dict[str, _Segment] = {}
        for number, choice in enumerate(choices):
            made = _Segment(look, choice.text, kind=Kind.SEGMENT, icon=choice.icon, compact=compact)
            made.glyph = choice.glyph
            made.set_count(choice.count)
            if choice.hint:
                made.setToolTip(plain_tip(choice.hint))
                made.setAccessibleName(choice.hint)
            place = {0: "first", len(choices) - 1: "last"}.get(number, "middle")
            made.setProperty("place", "only" if len(choices) == 1 else place)
            self._segments[choice.code] = made
            self._take(choice.code, made)
        if choices:
            self.choose(choices[0].code)

    def set_count(self, code: str, count: str) -> None:
        """Show another count behind the words of a view."""
        self._segments[code].set_count(count)


class _Tab(QAbstractButton):
    """A tab: its word, its count in the third colour, a line under it when it is on."""

    def __init__(self, look: Look, choice: Choice) -> None:
        super().__init__()
        self._look = look
        self._text = choice.text
        self._count = choice.count
        self.setText(choice.text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(Size.TABS)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._name()

    def set_count(self, count: str) -> None:
        """Show another count."""
        if count != self._count:
            self._count = count
            self._name()
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """As wide as when it is on, so that nothing moves when it is."""
        return QSize(line_width(self._line(on=True), self._look.theme) + 9, Size.TABS)

    def minimumSizeHint(self) -> QSize:
        """A tab's word is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw word, count, line and focus."""
        theme = self._look.theme
        with QPainter(self) as painter:
            place = self.rect().toRectF().adjusted(4, 0, -4, 0)
            paint_line(painter, place, self._line(on=self.isChecked()), theme)
            if self.isChecked():
                painter.fillRect(0, self.height() - 2, self.width(), 2, theme.colour("accent"))
            if self.hasFocus():
                paint_focus(painter, self.rect().adjusted(0, 3, 0, -3), theme, Size.RADIUS_TAG)

    def _line(self, *, on: bool) -> Line:
        strong = on or self.underMouse()
        word = Run(self._text, Type.STRONG if on else Type.BODY, "text" if strong else "text2")
        return (word, Run(self._count, Type.SECONDARY, "text3", gap=7)) if self._count else (word,)

    def _name(self) -> None:
        self.setAccessibleName(said(self._line(on=False), self._look.words))


class TabBar(_Choices):
    """Tabs of a page, each with the count of what is behind it."""

    def __init__(self, look: Look, choices: Sequence[Choice], name: str = "") -> None:
        super().__init__(look)
        self.setAccessibleName(name)
        self.row.setSpacing(Size.GAP)
        self._tabs: dict[str, _Tab] = {}
        for choice in choices:
            made = _Tab(look, choice)
            self._tabs[choice.code] = made
            self._take(choice.code, made)
        if choices:
            self.choose(choices[0].code)

    def set_count(self, code: str, count: str) -> None:
        """Show another count behind a tab."""
        self._tabs[code].set_count(count)


def head_rule() -> QFrame:
    """The line under a row of tabs."""
    line = QFrame()
    line.setProperty("role", "rule")
    line.setFixedHeight(1)
    return line
