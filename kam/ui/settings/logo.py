"""The logo that stands on papers: dropped, chosen, looked at, taken off."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.services.documents.logos import set_workspace_logo, workspace_logo
from kam.ui.desk import Desk
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import button
from kam.ui.widgets.file_drop import FileDrop
from kam.ui.widgets.labels import label
from kam.ui.widgets.panels import Panel

_HEIGHT: Final = 120
_MARGIN: Final = 16


class LogoPreview(QWidget):
    """The picture on white paper, as it will be printed, whatever the theme."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.picture = QPixmap()
        self.setMinimumHeight(_HEIGHT)

    def show_picture(self, content: bytes | None) -> None:
        """Show a picture's bytes."""
        self.picture = QPixmap()
        if content is not None:
            self.picture.loadFromData(content)
        size = self.picture.size()
        words = self._look.words
        self.setAccessibleName(
            words.say("Logo, {width} × {height} pixels", width=size.width(), height=size.height())
        )
        self.update()

    def sizeHint(self) -> QSize:
        """A strip of paper."""
        return QSize(240, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw it in the middle, never larger than it is."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.setPen(self._look.theme.colour("line2"))
            painter.setBrush(Qt.GlobalColor.white)
            frame = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(frame, Size.RADIUS, Size.RADIUS)
            if self.picture.isNull():
                return
            room = self.rect().adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
            size = self.picture.size()
            if size.width() > room.width() or size.height() > room.height():
                size.scale(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = room
            place.setSize(size)
            place.moveCenter(self.rect().center())
            painter.drawPixmap(place, self.picture)


class LogoPanel(Panel):
    """Ours, on every paper we print."""

    def __init__(self, desk: Desk) -> None:
        words = desk.look.words
        super().__init__(desk.look, words.say("Logo"), secondary=words.say("stands on papers"))
        self._desk = desk
        self.pad(top=12, bottom=12, spacing=Size.GRID)
        self.preview = LogoPreview(desk.look)
        self.drop = FileDrop(
            desk.look,
            words.say("Drop a picture here"),
            words.say("PNG or JPEG, up to 2 MB"),
            icon="image",
            name_filter=words.say("Pictures (*.png *.jpg *.jpeg)"),
        )
        self.remove = button(
            desk.look, words.say("Remove the logo"), icon="trash-2", compact=True, run=self.take_off
        )
        self.fault = label("", Type.SECONDARY, "red", wraps=True)
        self.fault.hide()
        self.preview.hide()
        self.body.addWidget(self.preview)
        self.body.addWidget(self.drop)
        self.body.addWidget(self.fault)
        self.body.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignLeft)
        self.drop.dropped.connect(self.take)

    def load(self) -> None:
        """Read the logo."""
        self._desk.read(self, partial(workspace_logo, self._desk.workspace), self._show, key="logo")

    def take(self, paths: list[Path]) -> None:
        """Put a picture on papers."""
        self._set(paths[0], self._desk.look.words.say("Logo set"))

    def take_off(self) -> None:
        """Papers without a logo again."""
        self._set(None, self._desk.look.words.say("Logo removed"))

    def _set(self, path: Path | None, notice: str) -> None:
        self._say("")
        work = partial(set_workspace_logo, self._desk.workspace, path)
        self._desk.change(
            self, work, lambda _: self.load(), otherwise=self._refused, notice=notice, undoable=True
        )

    def _show(self, content: bytes | None) -> None:
        self.preview.show_picture(content)
        self.preview.setVisible(content is not None)
        self.remove.setVisible(content is not None)

    def _refused(self, error: Exception) -> bool:
        if not isinstance(error, UserError):
            return False
        self._say(Teller(self._desk.look.words, self._desk.look.formats).sentence(error))
        return True

    def _say(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
