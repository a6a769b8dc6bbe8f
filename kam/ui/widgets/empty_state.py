"""What stands where nothing is yet: what belongs there, and the way to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kam.ui.look import Look
from kam.ui.theme.icons import paint_icon
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.labels import label

_CIRCLE = 48
_ICON = 22
_WIDTH = 460


class _Emblem(QWidget):
    """An icon in a dashed circle."""

    def __init__(self, look: Look, icon: str) -> None:
        super().__init__()
        self._look = look
        self._icon = icon
        self.setFixedSize(_CIRCLE + 2, _CIRCLE + 2)

    def sizeHint(self) -> QSize:
        """The circle."""
        return QSize(_CIRCLE + 2, _CIRCLE + 2)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw it."""
        theme = self._look.theme
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(theme.colour("edge"), 1)
            pen.setDashPattern([3, 2.5])
            painter.setPen(pen)
            painter.drawEllipse(QRectF(1, 1, _CIRCLE, _CIRCLE))
            corner = 1 + (_CIRCLE - _ICON) / 2
            paint_icon(painter, self._icon, QRectF(corner, corner, _ICON, _ICON), theme.colours.text2)


class EmptyState(QWidget):
    """An icon, a title, a sentence, up to two buttons, and the key that does the same."""

    def __init__(
        self,
        look: Look,
        icon: str,
        title: str,
        sentence: str = "",
        *,
        buttons: Sequence[QWidget] = (),
        hint: str = "",
    ) -> None:
        super().__init__()
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(Size.GAP, Size.GAP, Size.GAP, Size.GAP)
        column.setSpacing(Size.GRID)
        column.addStretch(1)
        column.addWidget(_Emblem(look, icon), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(Size.GRID)
        self.title = self._centred(title, Type.LEAD, "text")
        self.sentence = self._centred(sentence, Type.BODY, "text2")
        if not sentence:
            self.sentence.hide()  # shown, without a parent yet, it would be a window
        for text in (self.title, self.sentence):
            row = QHBoxLayout()
            row.addStretch(1)
            row.addWidget(text, 100)
            row.addStretch(1)
            column.addLayout(row)
        if buttons or hint:
            column.addSpacing(Size.GRID)
            column.addLayout(self._deeds(buttons, hint))
        column.addStretch(1)

    def show_text(self, title: str, sentence: str = "") -> None:
        """Say something else: which condition hides everything."""
        self.title.setText(title)
        self.setAccessibleName(title)
        self.sentence.setText(sentence)
        if not sentence:
            self.sentence.hide()  # shown, without a parent yet, it would be a window

    def _centred(self, text: str, role: Type, tone: str) -> QLabel:
        made = label(text, role, tone, wraps=True)
        made.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        made.setMaximumWidth(_WIDTH)
        return made

    def _deeds(self, buttons: Sequence[QWidget], hint: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Size.GRID)
        row.addStretch(1)
        for each in buttons:
            row.addWidget(each)
        if hint:
            row.addWidget(label(hint, Type.SECONDARY, "text2"))
        row.addStretch(1)
        return row
