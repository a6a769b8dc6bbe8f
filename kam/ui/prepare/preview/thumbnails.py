"""The pages of a brief as small pictures, to go to one of them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type

WIDTH: Final = 76
_LABEL: Final = 20


class _Thumbnail(QAbstractButton):
    """A page: its picture and its number; the one on view has an accent frame."""

    def __init__(self, look: Look, number: int) -> None:
        super().__init__()
        self._look = look
        self._image = QImage()
        self._shape = QSize(WIDTH, round(WIDTH * 1.4142))
        self.setCheckable(True)
        self.setText(look.formats.number(number + 1))
        self.setAccessibleName(look.words.say("Page {number}", number=number + 1))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_image(self, image: QImage) -> None:
        """Another picture of the page."""
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        """The picture and its number."""
        return QSize(self._shape.width() + 8, self._shape.height() + _LABEL + 8)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw it."""
        theme = self._look.theme
        place = QRect(4, 4, self._shape.width(), self._shape.height())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.fillRect(place, Qt.GlobalColor.white)
            if not self._image.isNull():
                painter.drawImage(place, self._image)
            marked = self.isChecked() or self.hasFocus()
            painter.setPen(QPen(theme.colour("accent" if marked else "line2"), 2 if marked else 1))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
            painter.setPen(theme.colour("text" if self.isChecked() else "text2"))
            painter.setFont(theme.font(Type.CAPTION))
            below = QRect(0, place.bottom() + 2, self.width(), _LABEL)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self.text())


class Thumbnails(QScrollArea):
    """All pages of a brief, the one on view marked."""

    chosen = Signal(int)
    """A page, from 0."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._pages: list[_Thumbnail] = []
        self._group = QButtonGroup(self)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFixedWidth(WIDTH + 40)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(look.words.say("Pages"))
        held = QWidget()
        held.setProperty("ground", "canvas")
        self._column = QVBoxLayout(held)
        self._column.setContentsMargins(12, 12, 12, 12)
        self._column.setSpacing(Size.GRID)
        self._column.addStretch(1)
        self.setWidget(held)
        self.viewport().setProperty("ground", "canvas")

    @property
    def missing(self) -> list[int]:
        """Pages without a picture."""
        return [number for number, page in enumerate(self._pages) if page._image.isNull()]  # noqa: SLF001

    def show_pages(self, count: int) -> None:
        """So many pages."""
        while len(self._pages) > count:
            gone = self._pages.pop()
            self._group.removeButton(gone)
            gone.deleteLater()
        while len(self._pages) < count:
            number = len(self._pages)
            made = _Thumbnail(self._look, number)
            made.clicked.connect(lambda _on=False, page=number: self.chosen.emit(page))
            self._group.addButton(made)
            self._column.insertWidget(number, made, 0, Qt.AlignmentFlag.AlignHCenter)
            self._pages.append(made)

    def show_image(self, number: int, image: QImage) -> None:
        """The picture of a page, made small."""
        if number < len(self._pages):
            width = round(WIDTH * self.devicePixelRatioF())
            smaller = image.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
            self._pages[number].show_image(smaller)

    def mark(self, number: int) -> None:
        """The page that is on view."""
        if number < len(self._pages):
            self._pages[number].setChecked(True)
