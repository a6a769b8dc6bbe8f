"""One setting on a page: its name, its editor, what it was, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.core.words import LANGUAGES, Label, words_for
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.fields.editor import Editor
from kam.ui.widgets.glyphs import DotGlyph
from kam.ui.widgets.labels import LineLabel, label, set_property
from kam.ui.widgets.pieces import Run

_UNDOING = (
    QKeySequence.StandardKey.Undo,
    QKeySequence.StandardKey.Redo,
)


def is_found(name: Label, typed: str) -> bool:
    """Whether all that is typed stands in a name, in any of our languages."""
    return any(is_in(words_for(language).of(name), typed) for language in LANGUAGES)


def is_in(text: str, typed: str) -> bool:
    """Whether each word that is typed stands somewhere in a text."""
    return all(part in text.casefold() for part in typed.casefold().split())


class Item(QObject):
    """Shows one value of a page of settings and tells when the user changed it.

    ``name`` is what errors of the page call it; ``others`` are further names that belong here, ``lunch`` and
    ``ends`` among them. ``get`` and ``put`` find the value in the page and set it in a copy.
    """

    edited = Signal()

    def __init__(
        self,
        look: Look,
        name: str,
        text: Label,
        editor: Editor,
        *,
        get: Callable[[Any], Any] | None = None,
        put: Callable[[Any, Any], Any] | None = None,
        others: Sequence[str] = (),
        at_once: bool = False,
        said: str = "",
    ) -> None:
        """``said`` is its name on this page where that is shorter; ``at_once`` waits for no pause."""
        super().__init__(editor)
        self.look = look
        self.name = name
        self.text = text
        self.editor = editor
        self.at_once = at_once
        self._names = (name, *others)
        self._get = get
        self._put = put
        self.caption = said or look.words.of(text)
        self.was = LineLabel(look)
        self.was.hide()
        self.fault = label("", Type.SECONDARY, "red", wraps=True)
        self.fault.hide()
        self.anchor: QWidget = editor
        self.waits = False
        """Whether it holds what is not stored: typed just now, or refused."""
        editor.set_name(look.words.of(text))
        editor.changed.connect(self._changed)
        for each in (editor, *editor.findChildren(QWidget)):
            each.installEventFilter(self)

    def get(self, page: Any) -> Any:
        """Its value in a page."""
        return getattr(page, self.name) if self._get is None else self._get(page)

    def put(self, page: Any, value: Any) -> Any:
        """The page with another value of it."""
        return replace(page, **{self.name: value}) if self._put is None else self._put(page, value)

    def takes(self, name: str) -> bool:
        """Whether an error of this name stands beside it."""
        return any(name == each or name.startswith(f"{each}.") for each in self._names)

    def is_found_by(self, typed: str) -> bool:
        """Whether all that is typed stands in its name, in any of our languages."""
        return is_found(self.text, typed) or is_in(self.caption, typed)

    def show(self, value: Any) -> None:
        """Show what is stored; an editor that shows it already is left alone, its cursor too."""
        self.waits = False
        self.show_fault("")
        try:
            if self.editor.value() == value:
                return
        except UserError:
            pass
        self.editor.set_value(value)

    def show_was(self, before: Any) -> None:
        """Say what it was, where it is another value now."""
        try:
            now = self.editor.value()
        except UserError:
            now = before
        text = self.editor.said(before)
        self.was.setVisible(now != before and bool(text))
        if now != before:
            said = self.look.words.say("was {value}", value=text)
            self.was.show_line((DotGlyph("accent"), Run(said, Type.SECONDARY, "accent_text")))

    def show_fault(self, sentence: str) -> None:
        """Say what is wrong; empty says nothing."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        self.editor.set_wrong(wrong=bool(sentence))
        self.editor.set_name(self.look.words.of(self.text), sentence)

    def understood(self) -> tuple[bool, Any]:
        """Whether what is typed can be understood, and the value."""
        try:
            return True, self.editor.value()
        except UserError as error:
            self.show_fault(Teller(self.look.words, self.look.formats).sentence(error))
            return False, None

    def mark(self, *, found: bool) -> None:
        """Tint its row: this is what was looked for."""
        set_property(self.anchor, "found", found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Z in a field whose text is stored takes back the step, as everywhere on the page."""
        if event.type() is QEvent.Type.ShortcutOverride and not self.waits and isinstance(event, QKeyEvent):
            redo = QKeySequence("Ctrl+Shift+Z").matches(QKeySequence(event.keyCombination()))
            exact = redo is QKeySequence.SequenceMatch.ExactMatch
            if exact or any(event.matches(key) for key in _UNDOING):
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def _changed(self) -> None:
        self.show_fault("")
        self.edited.emit()
