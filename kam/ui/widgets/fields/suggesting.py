"""A line that offers names that are known; others may be typed too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter

from kam.ui.look import Look
from kam.ui.widgets.fields.texts import TextEditor


def suggesting(look: Look, names: Sequence[str], *, placeholder: str = "") -> TextEditor:
    """A line that offers names whatever part of them is typed."""
    editor = TextEditor(look, placeholder=placeholder)
    suggest(editor, names)
    return editor


def suggest(editor: TextEditor, names: Sequence[str]) -> None:
    """Let a line offer names from now on."""
    completer = QCompleter(list(names), editor)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.activated.connect(lambda _: editor.changed.emit())
    editor.line.setCompleter(completer)
