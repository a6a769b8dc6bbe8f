"""The frame of what stands beside a map or a list: a head, a body that scrolls, a foot."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.labels import rule
from kam.ui.widgets.panels import clear

WIDTH: Final = 328
MARGIN: Final = 16


class SideFrame(QWidget):
    """Head and foot stay, the body scrolls between them."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.setProperty("ground", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.head = QVBoxLayout()
        self.head.setContentsMargins(MARGIN, 12, 12, 12)
        self.head.setSpacing(Size.GRID)
        column.addLayout(self.head)
        column.addWidget(rule())
        self._inside = QWidget()
        self._inside.setProperty("ground", "page")
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(MARGIN, 4, Size.GRID, MARGIN)
        self.body.setSpacing(0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self._inside)
        column.addWidget(self.area, 1)
        self._foot_rule = rule()
        self._foot_rule.setVisible(False)
        column.addWidget(self._foot_rule)
        self.foot = QVBoxLayout()
        self.foot.setContentsMargins(0, 0, 0, 0)
        self.foot.setSpacing(0)
        column.addLayout(self.foot)

    def begin(self) -> None:
        """Empty everything, to be filled anew."""
        for layout in (self.head, self.body, self.foot):
            clear(layout)
        self._foot_rule.setVisible(False)

    def set_foot(self, *widgets: QWidget) -> None:
        """Buttons side by side under the body."""
        row = QHBoxLayout()
        row.setContentsMargins(MARGIN, 10, MARGIN, 10)
        row.setSpacing(Size.GRID)
        for widget in widgets:
            row.addWidget(widget)
        row.addStretch(1)
        self.foot.addLayout(row)
        self._foot_rule.setVisible(True)

    def set_foot_widget(self, widget: QWidget) -> None:
        """Something that takes the whole foot."""
        self.foot.addWidget(widget)
        self._foot_rule.setVisible(True)
