"""A field of a form: label, editor, what it was before, and what is wrong beside it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.fields.editor import Editor
from kam.ui.widgets.labels import ElidedLabel, label, set_property

LABEL_WIDTH = 120


class Field(QWidget):
    """One value of a form with everything that is said about it."""

    changed = Signal()

    def __init__(
        self, look: Look, text: str, editor: Editor, *, hint: str = "", label_width: int = LABEL_WIDTH
    ) -> None:
        """A ``label_width`` of 0 puts the label above the editor; ``hint`` stands under it."""
        super().__init__()
        self.look = look
        self.editor = editor
        self._hint = hint
        self._initial: Any = None
        self._was_shown = True
        self.label = label(text, tone="text2", wraps=label_width > 0)
        self.label.setBuddy(editor)
        self.was = ElidedLabel("", Type.SECONDARY, "text2")
        self.was.setContentsMargins(Size.GRID, 0, 0, 0)
        self._keeps_room = editor.has_notes and not label_width
        self.message = label("", Type.SECONDARY, "text2", wraps=True)
        editor.set_name(text, hint)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(2)
        self._lay_out(grid, label_width)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        editor.changed.connect(self._touched)
        self._show_message()

    @property
    def initial(self) -> Any:
        """The value before anybody edited."""
        return self._initial

    def set_initial(self, value: Any) -> None:
        """Show a value that is how things are now."""
        self._initial = value
        self.editor.set_value(value)
        self.set_fault("")
        self._show_was()

    def without_was(self) -> Field:
        """A form for something new has no «было»."""
        self._was_shown = False
        self.was.setVisible(False)
        return self

    def set_hint(self, hint: str) -> None:
        """Say something else under it."""
        self._hint = hint
        self.editor.set_name(self.label.text(), hint)
        self._show_message()

    def is_changed(self) -> bool:
        """Whether the value differs from the one before; what cannot be understood does."""
        try:
            return bool(self.editor.value() != self._initial)
        except UserError:
            return True

    def fault(self) -> str:
        """What cannot be understood, said; empty where all is well."""
        try:
            self.editor.value()
        except UserError as error:
            return Teller(self.look.words, self.look.formats).sentence(error)
        return ""

    def set_fault(self, sentence: str) -> None:
        """Say under the editor what is wrong; empty says nothing."""
        self.editor.set_wrong(wrong=bool(sentence))
        self.editor.set_name(self.label.text(), sentence or self._hint)
        self._show_message(sentence)

    def _lay_out(self, grid: QGridLayout, label_width: int) -> None:
        if label_width:
            self.label.setFixedWidth(label_width + Size.GRID)
            self.label.setContentsMargins(0, 0, Size.GRID, 0)
            self.label.setMinimumHeight(Size.CONTROL)
            self.label.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(self.label, 0, 0, Qt.AlignmentFlag.AlignTop)
        else:
            grid.addWidget(self.label, 0, 1, 1, 2)
        row = 0 if label_width else 1
        grid.addWidget(self.editor, row, 1)
        grid.addWidget(self.was, row, 2)
        grid.addWidget(self.message, row + 1, 1, 1, 2)
        grid.setColumnStretch(1, 1)

    def _touched(self) -> None:
        self.set_fault("")
        self._show_was()
        self.changed.emit()

    def _show_was(self) -> None:
        before = self.editor.said(self._initial)
        shown = self._was_shown and bool(before) and self.is_changed()
        self.was.setText(self.look.words.say("was {value}", value=before) if shown else "")
        self.was.setVisible(shown)

    def _show_message(self, fault: str = "") -> None:
        text = fault or self.editor.note() or self._hint
        set_property(self.message, "tone", "red" if fault else "text2")
        self.message.setText(text)
        self.message.setVisible(bool(text) or self._keeps_room)
