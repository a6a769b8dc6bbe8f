"""A document beside the table: what is known of it, what can be done with it, and how it looks."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.jobs import Lane
from kam.services.documents import DocumentRow, PreviewKind, document_bytes
from kam.ui.account.documents.columns import size_text
from kam.ui.account.documents.pages import Shown, picture_of
from kam.ui.desk import Desk
from kam.ui.look import Look
from kam.ui.pdfium import UnreadableError
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import button, icon_button
from kam.ui.widgets.flow import FlowLayout
from kam.ui.widgets.focus import paint_focus
from kam.ui.widgets.labels import ElidedLabel, label, rule
from kam.ui.widgets.panels import Panel

LARGEST: Final = 200 * 2**20
"""A larger file is opened by its own program: a preview holds it whole."""


class Sheet(QWidget):
    """A picture as wide as its place."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_image(self, image: QImage) -> None:
        """Show another picture."""
        self._image = image
        self._fit()
        self.update()

    @property
    def image(self) -> QImage:
        """The picture that is shown."""
        return self._image

    def sizeHint(self) -> QSize:
        """As high as the picture is at this width."""
        return QSize(200, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another height."""
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw it; a small picture keeps its size."""
        if self._image.isNull():
            return
        width = self._width()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            place = QRectF((self.width() - width) / 2, 0, width, self._height())
            painter.drawImage(place, self._image)

    def _width(self) -> float:
        return min(float(self.width()), self._image.width() / self.devicePixelRatioF())

    def _height(self) -> int:
        if self._image.isNull():
            return 0
        return round(self._width() * self._image.height() / self._image.width())

    def _fit(self) -> None:
        self.setFixedHeight(max(1, self._height()))


class Preview(Panel):
    """One document. Its picture is made in the lane of papers; the last wish wins."""

    open_wished = Signal()
    save_wished = Signal()
    change_wished = Signal()
    delete_wished = Signal()

    def __init__(self, desk: Desk) -> None:
        words = desk.look.words
        super().__init__(desk.look, words.say("Preview"))
        self._desk = desk
        self._row: DocumentRow | None = None
        self._content: tuple[UUID, bytes] | None = None
        self._shown: Shown | None = None
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.name = ElidedLabel("", Type.STRONG, mode=Qt.TextElideMode.ElideMiddle)
        self.about = label("", Type.SECONDARY, "text2", wraps=True)
        self.body.addWidget(self._head_of_document())
        self.body.addWidget(rule())
        self.sheet = Sheet()
        self.said = label("", tone="text3", wraps=True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area = _PageArea(desk.look, self.sheet)
        self.area.turned.connect(self.turn)
        self.body.addWidget(self.area, 1)
        self.body.addWidget(self.said, 1)
        self._pages = self._page_bar()
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(200)
        self._wait.timeout.connect(partial(self._draw, None))
        self.show_document(None)

    @property
    def row(self) -> DocumentRow | None:
        """The document that is shown."""
        return self._row

    def show_document(self, row: DocumentRow | None) -> None:
        """Show a document; None says how one is chosen."""
        same = row is not None and self._row is not None and row.id == self._row.id
        self._row = row
        words = self.look.words
        self._about_document.setVisible(row is not None)
        if row is None:
            self._content = self._shown = None
            self._say(words.say("Choose a document to see it here."))
            return
        self.name.setText(row.name)
        self.about.setText(self._told(row))
        if same and self._shown is not None:
            return
        self._shown = None
        if row.preview is None:
            self._say(words.say("kam cannot show files of this kind; its own program can."))
        elif row.size > LARGEST:
            self._say(words.say("The file is too large for a preview; its own program can show it."))
        else:
            self._say("")
            self._draw(0)

    def turn(self, pages: int) -> None:
        """Go on or back by so many pages."""
        if self._shown is not None and 0 <= self._shown.number + pages < self._shown.count:
            self._draw(self._shown.number + pages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A wider place wants a sharper picture."""
        super().resizeEvent(event)
        if self._shown is not None:
            self._wait.start()

    # Inside

    def _draw(self, number: int | None) -> None:
        row = self._row
        if row is None or row.preview is None:
            return
        page = number if number is not None else self._shown.number if self._shown else 0
        held = self._content if self._content is not None and self._content[0] == row.id else None
        width = round(max(self.area.viewport().width(), 200) * self.devicePixelRatioF())

        def work() -> tuple[bytes, Shown]:
            content = held[1] if held else document_bytes(self._desk.workspace, row.id)
            return content, picture_of(content, row.preview or PreviewKind.IMAGE, page, width)

        self._desk.jobs.run(
            self,
            work,
            partial(self._show_picture, row.id),
            lane=Lane.PAPER,
            key="picture",
            otherwise=partial(self._failed, row.id),
        )

    def _show_picture(self, document: UUID, made: tuple[bytes, Shown]) -> None:
        if self._row is None or self._row.id != document:
            return
        content, shown = made
        turned = self._shown is None or self._shown.number != shown.number
        self._content, self._shown = (document, content), shown
        shown.image.setDevicePixelRatio(1.0)
        self.said.setVisible(False)
        self.area.setVisible(True)
        self.sheet.show_image(shown.image)
        if turned:
            self.area.verticalScrollBar().setValue(0)
        words, formats = self.look.words, self.look.formats
        of = words.say(
            "Page {page} of {count}", page=formats.number(shown.number + 1), count=formats.number(shown.count)
        )
        self.page.setText(of)
        self.area.setAccessibleName(f"{self._row.name}. {of}")
        self._pages.setVisible(shown.count > 1)
        self.back.setEnabled(shown.number > 0)
        self.forth.setEnabled(shown.number + 1 < shown.count)

    def _failed(self, document: UUID, error: Exception) -> bool:
        if self._row is None or self._row.id != document:
            return True
        if isinstance(error, UnreadableError):
            words = self.look.words
            self._say(words.say("This file cannot be shown here: it is damaged or locked with a password."))
            return True
        if isinstance(error, UserError):
            self._say(Teller(self.look.words, self.look.formats).sentence(error))
            return True
        return False

    def _say(self, sentence: str) -> None:
        self.said.setText(sentence)
        self.said.setVisible(True)
        self.area.setVisible(False)
        self._pages.setVisible(False)

    def _told(self, row: DocumentRow) -> str:
        words, formats = self.look.words, self.look.formats
        added = formats.full_date(row.added_at.astimezone(self._desk.zone).date())
        kept = (
            words.say("kept {date} by {name}", date=added, name=row.added_by)
            if row.added_by
            else words.say("kept {date}", date=added)
        )
        parts = [
            words.of(row.kind.label),
            formats.full_date(row.on) if row.on else "",
            size_text(row.size, words, formats),
            words.say("contract {name}", name=row.contract) if row.contract else "",
            ", ".join(row.tags),
            kept,
        ]
        return " · ".join(part for part in parts if part)

    def _head_of_document(self) -> QWidget:
        words = self.look.words
        held = self._about_document = QWidget()
        column = QVBoxLayout(held)
        column.setContentsMargins(Size.PANEL_PADDING, Size.GRID, Size.PANEL_PADDING, Size.GRID)
        column.setSpacing(Size.HALF)
        column.addWidget(self.name)
        column.addWidget(self.about)
        deeds = QWidget()
        flow = FlowLayout(deeds)
        self.open = button(self.look, words.say_in("button", "Open"), compact=True)
        self.save = button(self.look, words.say_in("button", "Save as…"), compact=True)
        self.change = button(self.look, words.say_in("button", "Change…"), compact=True)
        self.delete = button(self.look, words.say_in("button", "Delete"), compact=True)
        for each, signal in (
            (self.open, self.open_wished),
            (self.save, self.save_wished),
            (self.change, self.change_wished),
            (self.delete, self.delete_wished),
        ):
            each.clicked.connect(signal)
            flow.addWidget(each)
        column.addSpacing(Size.HALF)
        column.addWidget(deeds)
        return held

    def _page_bar(self) -> QWidget:
        words = self.look.words
        held = QFrame()
        held.setProperty("role", "panelfoot")
        row = QHBoxLayout(held)
        row.setContentsMargins(Size.PANEL_PADDING, 2, Size.PANEL_PADDING, 2)
        self.back = icon_button(self.look, "chevron-left", words.say("Previous page"), small=True)
        self.forth = icon_button(self.look, "chevron-right", words.say("Next page"), small=True)
        self.back.clicked.connect(lambda: self.turn(-1))
        self.forth.clicked.connect(lambda: self.turn(1))
        self.page = label("", Type.SECONDARY, "text2")
        row.addStretch(1)
        row.addWidget(self.back)
        row.addWidget(self.page)
        row.addWidget(self.forth)
        row.addStretch(1)
        self.body.addWidget(held)
        return held


class _PageArea(QScrollArea):
    """The picture scrolls; Page Up and Page Down turn the page where it ends."""

    turned = Signal(int)

    def __init__(self, look: Look, sheet: Sheet) -> None:
        super().__init__()
        self._look = look
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        held = QWidget()
        held.setProperty("ground", "canvas")
        held.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(held)
        column.setContentsMargins(
            Size.PANEL_PADDING, Size.PANEL_PADDING, Size.PANEL_PADDING, Size.PANEL_PADDING
        )
        column.addWidget(sheet)
        column.addStretch(1)
        self.setWidget(held)
        self.setViewportMargins(Size.FOCUS, Size.FOCUS, Size.FOCUS, Size.FOCUS)

    def event(self, event: QEvent) -> bool:
        """Around the picture stands the ring of the keyboard."""
        answer = super().event(event)
        if event.type() is QEvent.Type.Paint and self.hasFocus():
            with QPainter(self) as painter:
                paint_focus(painter, self.rect(), self._look.theme, Size.RADIUS_TAG)
        elif event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            self.update()
        return answer

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn the page at the end of it."""
        bar = self.verticalScrollBar()
        if event.key() == Qt.Key.Key_PageDown and bar.value() == bar.maximum():
            self.turned.emit(1)
        elif event.key() == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self.turned.emit(-1)
        else:
            super().keyPressEvent(event)
