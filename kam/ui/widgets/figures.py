"""The strip of figures under an account's name: what, how much, and how it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from kam.core.formats import Formats
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.glyphs import ChangeGlyph
from kam.ui.widgets.pieces import Glyph, Line, Run, Spring, line_width, paint_line, said

_HEIGHT: Final = 58
_HEIGHT_COMPACT: Final = 50


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell: label, figure, unit, what stands before and after; whether it can be asked «why?»."""

    code: str
    label: str
    text: str
    unit: str = ""
    before: Line = ()
    after: Line = ()
    explained: bool = False
    corner: Glyph | Run | None = None
    """At the right of the label: the course of the figure, or what of it is late."""


def money_parts(minor: int, currency: str, formats: Formats) -> tuple[str, str]:
    """A sum as short as it can be said, its unit apart where it stands behind: («84,2», «млн ₽»)."""
    if formats.language != "ru":
        return formats.money(minor, currency), ""
    scale = formats.scale_for(minor, currency)
    return formats.scaled(minor, currency, scale), formats.unit(currency, scale)


def change_line(text: str, sign: int, *, good: bool | None = None, role: Type = Type.SECONDARY) -> Line:
    """▲ 6 %: the direction and the amount in the colour of the news."""
    glyph = ChangeGlyph(sign, good)
    return (glyph, Run(text, role, glyph.tone, gap=4))


class FigureStrip(QFrame):
    """Figures side by side; those that can be explained answer to mouse and keyboard.

    They are equally wide where all of them fit so, else each by what it has to say.
    """

    asked = Signal(str)
    """The code of the figure that was asked «why?»."""

    def __init__(self, look: Look, figures: Sequence[Figure] = (), *, compact: bool = False) -> None:
        super().__init__()
        self._look = look
        self._height = _HEIGHT_COMPACT if compact else _HEIGHT
        self.setProperty("role", "panel")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(1, 1, 1, 1)
        self._row.setSpacing(0)
        self._cells: dict[str, QWidget] = {}
        self.show_figures(figures)

    def show_figures(self, figures: Sequence[Figure]) -> None:
        """Show other figures; cells of the same codes stay, with their focus."""
        if list(self._cells) != [figure.code for figure in figures]:
            self._build(figures)
        for figure in figures:
            cell = self._cells[figure.code]
            if isinstance(cell, _ExplainedCell | _PlainCell):
                cell.show_figure(figure)
        self._deal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Deal the new width out."""
        super().resizeEvent(event)
        self._deal()

    def _deal(self) -> None:
        wanted = [cell.sizeHint().width() for cell in self._cells.values()]
        equal = not wanted or max(wanted) * len(wanted) <= self.width()
        for number, width in enumerate(wanted):
            self._row.setStretch(number, 1 if equal else width)

    def cell(self, code: str) -> QWidget:
        """The cell of a figure: where its explanation opens."""
        return self._cells[code]

    def _build(self, figures: Sequence[Figure]) -> None:
        for old in self._cells.values():
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._cells = {}
        for number, figure in enumerate(figures):
            first = number == 0
            cell: _ExplainedCell | _PlainCell
            if figure.explained:
                cell = _ExplainedCell(self._look, self._height, first=first)
                cell.clicked.connect(lambda _=False, code=figure.code: self.asked.emit(code))
            else:
                cell = _PlainCell(self._look, self._height, first=first)
            self._cells[figure.code] = cell
            self._row.addWidget(cell, 1)


class _Drawing:
    """Draws a figure; shared by the cell that answers and the one that only shows."""

    def __init__(self, look: Look, height: int, *, first: bool) -> None:
        self.look = look
        self.height = height
        self.first = first
        self.figure = Figure("", "", "")

    def lines(self) -> tuple[Line, Line]:
        """The label, and the figure with what belongs to it."""
        figure = self.figure
        value = Run(figure.text, Type.FIGURE, dotted=figure.explained)
        unit = (Run(figure.unit, Type.BODY, "text2"),) if figure.unit else ()
        corner: Line = () if figure.corner is None else (Spring(), figure.corner)
        above = (Run(figure.label, Type.SECONDARY, "text2"), *corner)
        return above, (*figure.before, value, *unit, *figure.after)

    def name(self) -> str:
        """The cell in words."""
        above, below = self.lines()
        return f"{said(above, self.look.words)}: {said(below, self.look.words)}"

    def wanted(self) -> QSize:
        """What both lines want."""
        widths = [line_width(line, self.look.theme) for line in self.lines()]
        return QSize(max(widths) + 2 * Size.PANEL_PADDING + 4, self.height)

    def paint(self, painter: QPainter, widget: QWidget) -> None:
        """Draw it over a widget."""
        theme = self.look.theme
        if not self.first:
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(0.5, 0), QPointF(0.5, widget.height()))
        above, below = self.lines()
        left, width = Size.PANEL_PADDING + 2, widget.width() - 2 * Size.PANEL_PADDING
        middle = widget.height() / 2
        paint_line(painter, QRectF(left, middle - 24, width, 18), above, theme)
        paint_line(painter, QRectF(left, middle - 3, width, 24), below, theme)


class _PlainCell(QLabel):
    """A figure that only shows."""

    def __init__(self, look: Look, height: int, *, first: bool) -> None:
        super().__init__()
        self._drawing = _Drawing(look, height, first=first)
        self.setFixedHeight(height)

    def show_figure(self, figure: Figure) -> None:
        """Show another figure."""
        self._drawing.figure = figure
        self.setAccessibleName(self._drawing.name())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """What both lines want."""
        return self._drawing.wanted()

    def minimumSizeHint(self) -> QSize:
        """May be squeezed where the window is narrow."""
        return QSize(64, self._drawing.height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw it."""
        with QPainter(self) as painter:
            self._drawing.paint(painter, self)


class _ExplainedCell(QAbstractButton):
    """A figure that can be asked «why?»."""

    def __init__(self, look: Look, height: int, *, first: bool) -> None:
        super().__init__()
        self._drawing = _Drawing(look, height, first=first)
        self.setFixedHeight(height)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_figure(self, figure: Figure) -> None:
        """Show another figure."""
        self._drawing.figure = figure
        say = self._drawing.look.words.say
        self.setAccessibleName(say("{value}: why?", value=self._drawing.name()))
        self.setToolTip(say("Why?"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """What both lines want."""
        return self._drawing.wanted()

    def minimumSizeHint(self) -> QSize:
        """May be squeezed where the window is narrow."""
        return QSize(64, self._drawing.height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw it, and the focus."""
        with QPainter(self) as painter:
            self._drawing.paint(painter, self)
            if self.hasFocus():
                paint_focus(painter, self.rect(), self._drawing.look.theme)
