"""The text of a capture: marks stand in the margin and tint their line, what is understood is underlined."""

from __future__ import annotations

import re
from typing import Final

from PySide6.QtCore import QMimeData, QRectF, QStringListModel, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QSyntaxHighlighter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QCompleter, QListView, QTextEdit

from kam.analysis.capture.marks import Mark
from kam.analysis.capture.recognition import Recogniser
from kam.ui.look import Look

_MARGIN: Final = 32
_LINE_HEIGHT: Final = 22
_BETWEEN: Final = 3
_FONT_PIXELS: Final = 14
_HIDDEN_PIXELS: Final = 1
_MENTION: Final = re.compile(r"@([^\W\d_]*)\Z")
_GROUNDS: Final = {Mark.OURS: "accent_soft", Mark.THEIRS: "hover", Mark.STEP: "hover", Mark.LEARNED: "hover"}


class CaptureEditor(QTextEdit):
    """Plain text with one meaning a line. Tab leaves it; letters and files that are pasted are told of."""

    letter_pasted = Signal(str)
    """Text that may be a letter was pasted into the empty editor; whoever takes it calls ``take_text``."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        self.recogniser: Recogniser | None = None
        self.setAcceptRichText(False)
        self.setAcceptDrops(False)  # the window takes what is dropped
        self.setTabChangesFocus(True)
        self.setAccessibleName(look.words.say("What happened"))
        font = look.theme.font()
        font.setPixelSize(_FONT_PIXELS)
        self.setFont(font)
        self.document().setDefaultFont(font)
        self.document().setDocumentMargin(6)
        self._paint = _Highlighter(self)
        self._popup = QListView()
        self._completer = self._make_completer()
        self._format_lines()
        look.theme.changed.connect(self._paint.rehighlight)

    def read_with(self, recogniser: Recogniser) -> None:
        """Understand the text by what is known now."""
        self.recogniser = recogniser
        self._paint.rehighlight()

    def set_text(self, text: str) -> None:
        """Show another text; the cursor stands at its end."""
        self.selectAll()
        self.textCursor().insertText(text)
        self._format_lines()
        self.moveCursor(QTextCursor.MoveOperation.End)

    def replace_span(self, start: int, end: int, text: str) -> None:
        """Put a text in the place of another, as the user could: one undo of the editor takes it back."""
        cursor = self.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Plain text alone; a letter fills the whole window."""
        text = source.text()
        if text and "\n" in text and not self.toPlainText().strip():
            self.letter_pasted.emit(text)
        else:
            self.insertPlainText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter and Alt with a key belong to the window; Enter takes the name that is offered."""
        popup = self._popup
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        modifiers = event.modifiers()
        if popup.isVisible() and (enter or event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Tab}):
            event.ignore()
            return
        if (enter and modifiers & Qt.KeyboardModifier.ControlModifier) or (
            modifiers & Qt.KeyboardModifier.AltModifier and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}
        ):
            event.ignore()
            return
        super().keyPressEvent(event)
        self._offer_names()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tint the lines with a mark and draw the mark in the margin, then the text over it."""
        if self.recogniser is not None:
            with QPainter(self.viewport()) as painter:
                self._paint_marks(painter)
        super().paintEvent(event)

    def _paint_marks(self, painter: QPainter) -> None:
        theme = self.look.theme
        assert self.recogniser is not None  # noqa: S101 - whoever calls has asked
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        low = self.verticalScrollBar().value()
        block = self.document().begin()
        while block.isValid():
            lines = block.layout()
            top = lines.position().y() - low
            if top > self.viewport().height():
                break
            mark = self.recogniser.read_line(block.text()).mark
            height = lines.lineCount() * _LINE_HEIGHT + 2
            if mark is not Mark.NONE and top + height > 0:
                ground = QRectF(0, top + 1, self.viewport().width(), height)
                painter.fillRect(ground, theme.colour(_GROUNDS[mark]))
                painter.setPen(theme.colour("accent_text" if mark is Mark.OURS else "text"))
                sign = QRectF(6, top + 3, _MARGIN - 12, _LINE_HEIGHT)
                painter.drawText(sign, Qt.AlignmentFlag.AlignCenter, mark.value)
            block = block.next()

    def _format_lines(self) -> None:
        """Room for the marks at the left, and lines of one height."""
        lines = QTextBlockFormat()
        lines.setLeftMargin(_MARGIN - self.document().documentMargin())
        lines.setTopMargin(_BETWEEN)
        lines.setBottomMargin(_BETWEEN)
        lines.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(lines)

    # Names after «@»

    def _make_completer(self) -> QCompleter:
        completer = QCompleter(QStringListModel(self), self)
        completer.setWidget(self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.activated.connect(self._complete)
        self._popup.setProperty("framed", True)
        self._popup.setAccessibleName(self.look.words.say("People found"))
        completer.setPopup(self._popup)
        return completer

    def _offer_names(self) -> None:
        cursor = self.textCursor()
        typed = _MENTION.search(cursor.block().text()[: cursor.positionInBlock()])
        names: list[str] = []
        if typed is not None and self.recogniser is not None and typed[1]:
            names = [each.family or each.name for each in self.recogniser.names.completing(typed[1])]
        model = self._completer.model()
        if not names or not isinstance(model, QStringListModel):
            self._popup.hide()
            return
        model.setStringList(list(dict.fromkeys(names))[:8])
        place = self.cursorRect()
        place.setWidth(220)
        self._completer.complete(place)
        self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _complete(self, name: str) -> None:
        cursor = self.textCursor()
        typed = _MENTION.search(cursor.block().text()[: cursor.positionInBlock()])
        if typed is not None:
            end = cursor.position()
            self.replace_span(end - len(typed[1]) - 1, end, f"{name} ")


class _Highlighter(QSyntaxHighlighter):
    """Hides the sign in the text (it stands in the margin), underlines names and days."""

    def __init__(self, editor: CaptureEditor) -> None:
        super().__init__(editor.document())
        self._editor = editor

    def highlightBlock(self, text: str) -> None:
        """Dress one line."""
        recogniser, theme = self._editor.recogniser, self._editor.look.theme
        if recogniser is None:
            return
        line = recogniser.read_line(text)
        if line.mark is not Mark.NONE:
            hidden = QTextCharFormat()
            hidden.setForeground(QColor(0, 0, 0, 0))
            font = QFont(self._editor.font())
            font.setPixelSize(_HIDDEN_PIXELS)
            hidden.setFont(font)
            self.setFormat(0, line.mark_length, hidden)
        named = self._underlined(theme.colour("edge"), QTextCharFormat.UnderlineStyle.SingleUnderline)
        for name in line.names:
            self.setFormat(name.start, name.end - name.start, named)
        dated = self._underlined(theme.colour("accent"), QTextCharFormat.UnderlineStyle.DotLine)
        for day in line.dates:
            self.setFormat(day.start, day.end - day.start, dated)

    @staticmethod
    def _underlined(colour: QColor, style: QTextCharFormat.UnderlineStyle) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setUnderlineStyle(style)
        made.setUnderlineColor(colour)
        return made
