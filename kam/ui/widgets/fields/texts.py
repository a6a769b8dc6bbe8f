"""Editors of text."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.fields.editor import Editor
from kam.ui.widgets.pieces import Run, paint_line, text_width


class TextEditor(Editor):
    """One line of text; blanks around it are dropped and nothing is None."""

    def __init__(self, look: Look, *, placeholder: str = "", longest: int | None = None) -> None:
        super().__init__(look)
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        if longest is not None:
            self.line.setMaxLength(longest)
        self.line.textEdited.connect(self.changed)
        self._hold(self.line)

    def value(self) -> str | None:
        """The text."""
        return " ".join(self.line.text().split()) or None

    def set_value(self, value: Any) -> None:
        """Show a text from its beginning."""
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)


class WordsEditor(TextEditor):
    """Several texts in one line, apart by commas or semicolons: phones, tags."""

    def value(self) -> tuple[str, ...]:  # type: ignore[override]  # several texts
        """The texts, without blanks around them."""
        parts = self.line.text().replace(";", ",").split(",")
        return tuple(" ".join(part.split()) for part in parts if part.strip())

    def set_value(self, value: Any) -> None:
        """Show texts."""
        super().set_value(self.said(value))

    def said(self, value: Any) -> str:
        """The texts in a line."""
        return ", ".join(value or ())


class LongTextEditor(Editor):
    """Text of several lines; Tab goes on to the next field."""

    def __init__(self, look: Look, *, placeholder: str = "", lines: int = 3) -> None:
        super().__init__(look)
        self.area = _Area(lines)
        self.area.setPlaceholderText(placeholder)
        self._setting = False
        self.area.textChanged.connect(self._tell)
        self._hold(self.area)

    def value(self) -> str | None:
        """The text, its line ends kept."""
        return self.area.toPlainText().strip() or None

    def set_value(self, value: Any) -> None:
        """Show a text."""
        self._setting = True
        self.area.setPlainText("" if value is None else str(value))
        self._setting = False

    def _tell(self) -> None:
        if not self._setting:
            self.changed.emit()


class _Area(QPlainTextEdit):
    """As high as so many lines."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """The lines and the frame around them."""
        high = self.fontMetrics().lineSpacing() * self._lines + 2 * Size.GRID + 4
        return QSize(240, max(Size.CONTROL, high))

    def minimumSizeHint(self) -> QSize:
        """Not less than its lines."""
        return QSize(80, self.sizeHint().height())


class UnitLine(QLineEdit):
    """A line with a unit at its right end: «14 000 000 ₽», «45 дней»."""

    def __init__(self, look: Look, unit: str = "") -> None:
        super().__init__()
        self._look = look
        self._unit = unit
        self.set_unit(unit)

    def set_unit(self, unit: str) -> None:
        """Show another unit."""
        self._unit = unit
        width = round(text_width(self._look.theme.family, Type.BODY, unit)) + 4 if unit else 0
        self.setTextMargins(0, 0, width, 0)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show a long number from its beginning again."""
        super().focusOutEvent(event)
        self.deselect()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the unit over the line."""
        super().paintEvent(event)
        if self._unit:
            theme = self._look.theme
            place = self.rect().toRectF().adjusted(0, 0, -9, 0)
            width = text_width(theme.family, Type.BODY, self._unit)
            place.setLeft(place.right() - width)
            with QPainter(self) as painter:
                paint_line(painter, place, (Run(self._unit, tone="text2"),), theme)
