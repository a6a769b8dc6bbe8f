"""Text on a page: labels by role and tone, texts that give way, texts that answer «why?»."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QLabel, QSizePolicy, QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.pieces import Line, Run, line_height, line_width, metrics_for, paint_line, said
from kam.ui.widgets.tips import plain_tip

_LINE: Final = 20
_LONGEST_WORD: Final = 240
_HIGHEST: Final = 16_777_215


def label(
    text: str = "",
    type_: Type = Type.BODY,
    tone: str = "text",
    *,
    wraps: bool = False,
    selectable: bool = False,
) -> QLabel:
    """A text in one role and tone. Never read as markup: data of a client may hold any sign."""
    made = _Wrapping(text) if wraps else QLabel(text)
    dress(made, type_, tone)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    if wraps:
        made.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        made.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


class _Wrapping(QLabel):
    """A text of several lines; a word without end is cut, it does not push a page off the window."""

    def minimumSizeHint(self) -> QSize:
        """As wide as its longest word, within reason."""
        return super().minimumSizeHint().boundedTo(QSize(_LONGEST_WORD, _HIGHEST))


def dress(widget: QWidget, type_: Type, tone: str) -> None:
    """Give a widget the role and tone that the style sheet knows."""
    widget.setProperty("type", type_.value)
    widget.setProperty("tone", tone)


def restyle(widget: QWidget) -> None:
    """Let the style sheet look anew at the widget's properties."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Change a property that the style sheet looks at."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        restyle(widget)


class ElidedLabel(QLabel):
    """A text of one line that ends in «…» where there is no room; the tooltip then says it whole."""

    def __init__(
        self,
        text: str = "",
        type_: Type = Type.BODY,
        tone: str = "text",
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(text)
        self._mode = mode
        dress(self, type_, tone)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """May shrink to a few letters."""
        return QSize(min(self.fontMetrics().averageCharWidth() * 4, self.sizeHint().width()), 16)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text as a tooltip only where it is cut."""
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw as much as there is room for."""
        place = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), self._mode, place.width())
        flags = int(self.alignment())
        with QPainter(self) as painter:
            self.style().drawItemText(
                painter, place, flags, self.palette(), self.isEnabled(), shown, self.foregroundRole()
            )

    def _tell(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(plain_tip(self.text()) if cut else "")


class LineLabel(QLabel):
    """A line of texts and glyphs, drawn as a table draws it; said in words to a screen reader."""

    def __init__(
        self,
        look: Look,
        line: Line = (),
        *,
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        height: int = 0,
    ) -> None:
        super().__init__()
        self._look = look
        self._line: Line = ()
        self._align = align
        self._least = height or _LINE
        self._height = self._least
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.show_line(line)

    def show_line(self, line: Line) -> None:
        """Show another line."""
        self._line = tuple(line)
        self._height = max(self._least, line_height(self._line))
        text = said(self._line, self._look.words)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()
        self._tell()

    def sizeHint(self) -> QSize:
        """What the line wants."""
        return QSize(line_width(self._line, self._look.theme) + 1, self._height)

    def minimumSizeHint(self) -> QSize:
        """Its texts may give way."""
        texts = [piece for piece in self._line if isinstance(piece, Run)]
        rigid = line_width([piece for piece in self._line if not isinstance(piece, Run)], self._look.theme)
        room = 32 if texts else 0
        return QSize(min(rigid + room, self.sizeHint().width()), self._height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole line as a tooltip only where it is cut."""
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the line."""
        with QPainter(self) as painter:
            paint_line(painter, self.rect().toRectF(), self._line, self._look.theme, self._align)

    def _tell(self) -> None:
        cut = self.sizeHint().width() > self.width() + 1
        glyphs = any(not isinstance(piece, Run) for piece in self._line)
        self.setToolTip(plain_tip(self.accessibleName()) if cut or glyphs else "")


class WhyLabel(QAbstractButton):
    """A value underlined by dots: it can be asked «why?» with the mouse or the keyboard."""

    asked = Signal()

    def __init__(
        self,
        look: Look,
        text: str = "",
        type_: Type = Type.STRONG,
        tone: str = "text",
        *,
        before: Line = (),
        after: Line = (),
    ) -> None:
        super().__init__()
        self._look = look
        self._role, self._tone = type_, tone
        self._before, self._after = tuple(before), tuple(after)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.asked)
        self.show_text(text)

    def show_text(self, text: str, *, before: Line | None = None, after: Line | None = None) -> None:
        """Show another value."""
        self.setText(text)
        self._before = self._before if before is None else tuple(before)
        self._after = self._after if after is None else tuple(after)
        value = said(self._line(), self._look.words)
        self.setAccessibleName(self._look.words.say("{value}: why?", value=value))
        self.setToolTip(self._look.words.say("Why?"))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """At least the smallest target high."""
        high = round(metrics_for(self._look.theme.family, self._role).height()) + 4
        return QSize(line_width(self._line(), self._look.theme) + 5, max(Size.TARGET, high))

    def minimumSizeHint(self) -> QSize:
        """A value is never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the value, its dots, and the focus."""
        with QPainter(self) as painter:
            paint_line(painter, self.rect().toRectF().adjusted(2, 0, -2, 0), self._line(), self._look.theme)
            if self.hasFocus():
                paint_focus(painter, self.rect(), self._look.theme, Size.RADIUS_TAG)

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of the typeface."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()

    def _line(self) -> Line:
        return (*self._before, Run(self.text(), self._role, self._tone, dotted=True), *self._after)


def rule(*, upright: bool = False, strong: bool = False) -> QWidget:
    """A hairline."""
    line = QFrame()
    line.setProperty("role", "rule2" if strong else "rule")
    if upright:
        line.setFixedWidth(1)
    else:
        line.setFixedHeight(1)
    return line
