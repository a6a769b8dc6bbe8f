"""The page on which a meeting is prepared, as its tests type on it and read it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kam.core.vocabulary import BriefSection
from kam.models import Interaction
from kam.services.preparing import read_preparation
from kam.services.preparing.parts import PurposePart
from kam.ui.pdfium import opened
from kam.ui.prepare.editors.growing import GrowingEditor
from kam.ui.prepare.editors.texts import PurposeEditor, QuestionsEditor
from kam.ui.prepare.page import PreparePage
from tests.builders import Office

S = BriefSection


def type_into(editor: GrowingEditor, text: str) -> None:
    """Type letter by letter."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(editor.area, event)


def press(widget: object, key: Qt.Key, *, alt: bool = False) -> None:
    modifiers = Qt.KeyboardModifier.AltModifier if alt else Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, key, modifiers))  # type: ignore[arg-type]


def purpose(page: PreparePage) -> GrowingEditor:
    editor = page.editors[S.PURPOSE]
    assert isinstance(editor, PurposeEditor)
    field = editor.fields["purpose"].editor
    assert isinstance(field, GrowingEditor)
    return field


def questions(page: PreparePage) -> QuestionsEditor:
    editor = page.editors[S.QUESTIONS]
    assert isinstance(editor, QuestionsEditor)
    return editor


def text_of(pdf: bytes) -> str:
    with opened(pdf) as document:
        texts = []
        for number in range(len(document)):
            sheet = document[number]
            shown = sheet.get_textpage()
            texts.append(shown.get_text_range())
            shown.close()
            sheet.close()
        return "\n".join(texts)


def on_paper(page: PreparePage) -> str:
    drawn = page.preview.shown
    assert drawn is not None
    return text_of(drawn.pdf).replace("\r\n", " ").replace("\n", " ")


def stored(office: Office, meeting: Interaction) -> PurposePart:
    as_of = office.clock.now()
    return read_preparation(office.workspace, meeting.id, as_of=as_of, language="ru").parts.purpose


def redraw(page: PreparePage, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not page.preview.drawer.is_busy)
