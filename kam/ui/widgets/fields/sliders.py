"""The editor of a weight or a limit whose size matters more than its last digit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSlider

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.fields.editor import Editor
from kam.ui.widgets.labels import label

WIDTH: Final = 152
_FIGURE: Final = 48
_PAGE: Final = 5


class _Slider(QSlider):
    """Moves with the wheel only while it has the keyboard."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to the page."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class SliderEditor(Editor):
    """A whole number between two on a line; ``written`` writes it beside, as «80 %»."""

    def __init__(
        self, look: Look, low: int, high: int, written: Callable[[int], str], *, width: int = WIDTH
    ) -> None:
        super().__init__(look)
        self._written = written
        self.slider = _Slider()
        self.slider.setRange(low, high)
        self.slider.setPageStep(_PAGE)
        self.slider.setFixedWidth(width)
        self.slider.setMinimumHeight(Size.TARGET)
        self.figure = label("", Type.STRONG)
        self.figure.setFixedWidth(_FIGURE)
        self.figure.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._setting = False
        self.slider.valueChanged.connect(self._tell)
        self._hold(self.slider, 0)
        self.row.addWidget(self.figure)
        self._show()

    def value(self) -> int:
        """The number."""
        return self.slider.value()

    def set_value(self, value: Any) -> None:
        """Show a number."""
        self._setting = True
        self.slider.setValue(self.slider.minimum() if value is None else int(value))
        self._setting = False
        self._show()

    def said(self, value: Any) -> str:
        """The number as it stands beside."""
        return "" if value is None else self._written(int(value))

    def _tell(self) -> None:
        self._show()
        if not self._setting:
            self.changed.emit()

    def _show(self) -> None:
        text = self._written(self.slider.value())
        self.figure.setText(text)
        self.slider.setAccessibleDescription(text)
