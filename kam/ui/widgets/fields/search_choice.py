"""An editor that chooses one of very many by typing a part of its name: zones, currencies, countries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from kam.ui.look import Look
from kam.ui.widgets.fields.choices import Option, QuietCombo
from kam.ui.widgets.fields.editor import Editor


class SearchChoiceEditor(Editor):
    """One of many; what was typed and is none of them goes when the keyboard leaves.

    ``none`` are the words of the entry that chooses nothing, where that is allowed.
    """

    def __init__(self, look: Look, options: Sequence[Option], *, none: str | None = None) -> None:
        super().__init__(look)
        self.combo = QuietCombo()
        self.combo.setEditable(True)
        self.combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.line.setProperty("role", "inside")
        self._hold(self.combo)
        self._none = none
        completer = QCompleter(self.combo.model(), self.combo)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        self.combo.setCompleter(completer)
        self._chosen: Any = None
        self.set_options(options)
        self.combo.activated.connect(self._choose)
        self.combo.installEventFilter(self)

    @property
    def line(self) -> QLineEdit:
        """The line one types into."""
        found = self.combo.lineEdit()
        assert found is not None  # noqa: S101 - an editable combo box has one
        return found

    def set_options(self, options: Sequence[Option]) -> None:
        """Offer other values; the one chosen stays."""
        self.combo.clear()
        if self._none is not None:
            self.combo.addItem(self._none, None)
        for value, text in options:
            self.combo.addItem(text, value)
        self.set_value(self._chosen)

    @property
    def values(self) -> list[Any]:
        """What is offered, in its order."""
        return [self.combo.itemData(at) for at in range(self.combo.count())]

    def value(self) -> Any:
        """The value chosen."""
        return self._chosen

    def set_value(self, value: Any) -> None:
        """Choose a value; one that is not offered yet stands there by itself."""
        at = self._place_of(value)
        if at < 0 and value is not None:
            self.combo.addItem(str(value), value)
            at = self.combo.count() - 1
        self._chosen = value
        self.combo.setCurrentIndex(at)
        self._tidy()

    def said(self, value: Any) -> str:
        """The words of a value."""
        at = self._place_of(value)
        return self.combo.itemText(at) if at >= 0 else ""

    def settle(self) -> None:
        """Take what was typed in full; otherwise show again what is chosen."""
        typed = self.line.text().strip().casefold()
        for at in range(self.combo.count()):
            if typed and self.combo.itemText(at).casefold() == typed:
                self._choose(at)
                return
        self.combo.setCurrentIndex(self._place_of(self._chosen))
        self._tidy()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Settle when the keyboard leaves for good, not when the list opens."""
        left = event.type() is QEvent.Type.FocusOut and watched is self.combo
        completer = self.combo.completer()
        popup = completer.popup() if completer is not None else None
        if left and not (popup is not None and popup.isVisible()):
            self.settle()
        return super().eventFilter(watched, event)

    def _choose(self, at: int) -> None:
        value = self.combo.itemData(at)
        self.combo.setCurrentIndex(at)
        self._tidy()
        if value != self._chosen:
            self._chosen = value
            self.changed.emit()

    def _tidy(self) -> None:
        at = self.combo.currentIndex()
        self.combo.setEditText(self.combo.itemText(at) if at >= 0 else "")
        self.line.setCursorPosition(0)

    def _place_of(self, value: Any) -> int:
        for at in range(self.combo.count()):
            if self.combo.itemData(at) == value:
                return at
        return -1
