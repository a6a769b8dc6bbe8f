"""Several fields that are saved together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kam.core.errors import UserError
from kam.core.field_errors import FieldErrors
from kam.core.telling import Teller
from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.fields.editor import Editor
from kam.ui.widgets.fields.field import LABEL_WIDTH, Field
from kam.ui.widgets.labels import label


class Form(QWidget):
    """Fields by name. What the user typed stays until it is saved, whatever goes wrong meanwhile."""

    changed = Signal()
    """Something was edited."""

    def __init__(self, look: Look, *, label_width: int = LABEL_WIDTH, new: bool = False) -> None:
        """``new`` is a form for something that does not exist yet: nothing was anything before."""
        super().__init__()
        self.look = look
        self._label_width = label_width
        self._new = new
        self.fields: dict[str, Field] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(Size.GRID)
        self.message = label("", tone="red", wraps=True)
        self.message.setVisible(False)
        self.column.addWidget(self.message)
        self.column.addStretch(1)

    def add(self, name: str, text: str, editor: Editor, *, value: Any = None, hint: str = "") -> Field:
        """One more field, showing a value."""
        field = Field(self.look, text, editor, hint=hint, label_width=self._label_width)
        if self._new:
            field.without_was()
        field.set_initial(editor.value() if value is None and editor.value() is not None else value)
        field.changed.connect(self.changed)
        self.fields[name] = field
        self.add_widget(field)
        return field

    def add_widget(self, widget: QWidget) -> None:
        """Something between fields: a heading, a hairline."""
        self.column.insertWidget(self.column.count() - 1, widget)

    def __getitem__(self, name: str) -> Editor:
        return self.fields[name].editor

    def __iter__(self) -> Iterator[str]:
        """The names of the fields; Qt's bindings go through whatever has elements when they let it go."""
        return iter(self.fields)

    def is_changed(self) -> bool:
        """Whether any value differs from the one before."""
        return any(field.is_changed() for field in self.fields.values())

    def changed_values(self) -> dict[str, Any] | None:
        """The values that differ from those before; None as with ``values``."""
        values = self.values()
        if values is None:
            return None
        return {name: value for name, value in values.items() if value != self.fields[name].initial}

    def values(self) -> dict[str, Any] | None:
        """All values; None where something cannot be understood, which its field then says."""
        faults = {name: field.fault() for name, field in self.fields.items()}
        wrong = {name: sentence for name, sentence in faults.items() if sentence}
        self.set_faults(wrong)
        if wrong:
            return None
        return {name: field.editor.value() for name, field in self.fields.items()}

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show how things are now."""
        for name, value in values.items():
            self.fields[name].set_initial(value)

    def set_faults(self, faults: Mapping[str, str]) -> None:
        """Say beside each field what is wrong with it, and go to the first; others are said to be well.

        What belongs to no field of this form stands above them all.
        """
        for name, field in self.fields.items():
            field.set_fault(faults.get(name, ""))
        rest = [sentence for name, sentence in faults.items() if name not in self.fields]
        self.message.setText("\n".join(rest))
        self.message.setVisible(bool(rest))
        first = next((field for name, field in self.fields.items() if faults.get(name)), None)
        if first is not None:
            first.editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, error: Exception) -> bool:
        """Say what a use case refused; False where the error is none that the user can mend."""
        teller = Teller(self.look.words, self.look.formats)
        if isinstance(error, FieldErrors):
            faults: dict[str, str] = {}
            for each in error.errors:
                faults.setdefault(each.field, teller.sentence(UserError(each.code, **dict(each.details))))
            self.set_faults(faults)
            return True
        if isinstance(error, UserError):
            self.set_faults({"": teller.sentence(error)})
            return True
        return False
