"""Notes as they were typed: Markdown without HTML, pictures and live links."""

from __future__ import annotations

import math
from typing import Any, Final

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QResizeEvent, QTextCursor, QTextDocument, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.labels import dress
from kam.ui.widgets.pieces import font_for

_LEAST: Final = 20
_APART: Final = 6


class Notes(QTextBrowser):
    """A text as high as it is. Nothing in it is fetched, opened or run: what was pasted may hold anything."""

    def __init__(self, look: Look, text: str, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "notes")
        dress(self, Type.BODY, "text")
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        document = self.document()
        document.setDocumentMargin(0)
        document.setDefaultFont(font_for(look.theme.family, Type.BODY))
        features = QTextDocument.MarkdownFeature
        document.setMarkdown(_kept_lines(text), features.MarkdownDialectCommonMark | features.MarkdownNoHTML)
        _close_up(document)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: ARG002 - Qt's signature
        """Nothing is fetched, neither from the network nor from this computer."""
        return None

    def hasHeightForWidth(self) -> bool:
        """The text breaks where the width ends."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as the text at a width."""
        self.ensurePolished()  # the style sheet decides the font
        probe = self.document().clone(self)
        probe.setDefaultFont(self.font())
        probe.setTextWidth(width)
        high = math.ceil(probe.size().height())
        probe.deleteLater()
        return max(_LEAST, high) + 2

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another height."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        width = max(200, self.width())
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """May be narrow."""
        return QSize(120, _LEAST)


def _close_up(document: QTextDocument) -> None:
    """Paragraphs stand apart by half a line, the first and the last by nothing."""
    block = document.begin()
    while block.isValid():
        shape = block.blockFormat()
        shape.setTopMargin(0)
        shape.setBottomMargin(_APART if block.next().isValid() else 0)
        QTextCursor(block).setBlockFormat(shape)
        block = block.next()


def _kept_lines(text: str) -> str:
    """A line that was ended stays a line: people type notes, not paragraphs."""
    return "\n".join(line + "  " if line.strip() else line for line in text.splitlines())
