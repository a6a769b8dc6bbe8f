"""The field of a passphrase: hidden unless one looks, it tells of Caps Lock, and remembers nothing."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import icon_button
from kam.ui.widgets.labels import label, set_property

LONGEST: Final = 1000
_HIDDEN: Final = (
    Qt.InputMethodHint.ImhHiddenText
    | Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class _Line(QLineEdit):
    """Shows dots; the eye at its end shows the letters until it is pressed again or the field is hidden."""

    caps_lock = Signal(bool)
    """Whether Caps Lock is on, as far as the letters tell."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._caps = False
        self.setMaxLength(LONGEST)
        self.setInputMethodHints(_HIDDEN)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setTextMargins(0, 0, Size.TARGET, 0)
        self.eye = icon_button(look, "eye", "", small=True, run=self._turn)
        self._say()

    def reveal(self, *, shown: bool) -> None:
        """Show the letters, or dots."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A capital without Shift, or a small letter with it, is Caps Lock: Qt has no other way to tell."""
        letter = event.text()
        if len(letter) == 1 and letter.lower() != letter.upper():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._tell(is_on=letter.isupper() is not shifted)
        elif event.key() == Qt.Key.Key_CapsLock:
            self._tell(is_on=not self._caps)
        super().keyPressEvent(event)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            event.accept()  # told by ``returnPressed``: a dialog would press its default button as well

    def hideEvent(self, event: QHideEvent) -> None:
        """What is shown again shows no letters."""
        super().hideEvent(event)
        self.reveal(shown=False)

    def _turn(self) -> None:
        self.reveal(shown=self.echoMode() is QLineEdit.EchoMode.Password)

    def _say(self) -> None:
        words = self._look.words
        hidden = self.echoMode() is QLineEdit.EchoMode.Password
        text = words.say("Show the passphrase") if hidden else words.say("Hide the passphrase")
        self.eye.set_icon("eye" if hidden else "eye-off")
        self.eye.setText(text)
        self.eye.setAccessibleName(text)
        self.eye.setToolTip(text)

    def _tell(self, *, is_on: bool) -> None:
        self._caps = is_on
        self.caps_lock.emit(is_on)


class PassphraseField(QWidget):
    """The line, and under it what is wrong, or that Caps Lock is on."""

    edited = Signal()
    """The user typed; what was wrong is no longer said."""
    entered = Signal()
    """Enter was pressed."""

    def __init__(self, look: Look, name: str, *, keeps_room: bool = False) -> None:
        """``name`` is what a screen reader calls it; ``keeps_room`` for what is wrong, that nothing moves."""
        super().__init__()
        self._look = look
        self._caps = False
        self.line = _Line(look)
        self.line.setAccessibleName(name)
        self.said = label("", Type.SECONDARY, "red", wraps=True)
        if not keeps_room:
            self.said.hide()
        self._keeps_room = keeps_room
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Size.HALF)
        column.addLayout(self._line_and_eye())
        column.addWidget(self.said)
        self.setFocusProxy(self.line)
        self.line.caps_lock.connect(self._note_caps)
        self.line.textEdited.connect(self._edited)
        self.line.returnPressed.connect(self.entered)

    def _line_and_eye(self) -> QGridLayout:
        """The eye stands on the line's right end, and comes after it by Tab."""
        at_the_end = QHBoxLayout()
        at_the_end.setContentsMargins(0, 0, Size.HALF, 0)
        at_the_end.addWidget(self.line.eye)
        both = QGridLayout()
        both.addWidget(self.line, 0, 0)
        both.addLayout(at_the_end, 0, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return both

    def text(self) -> str:
        """What was typed, exactly: blanks count."""
        return self.line.text()

    def clear(self) -> None:
        """Nothing is typed, and no letter is shown."""
        self.line.clear()
        self.line.reveal(shown=False)
        self.show_fault("")

    def show_fault(self, sentence: str) -> None:
        """Say what is wrong with it; empty says nothing."""
        set_property(self.line, "state", "wrong" if sentence else "")
        self.line.setAccessibleDescription(sentence)
        self._say(sentence)

    def try_again(self, sentence: str) -> None:
        """It did not fit: say so, and let the next letter replace it."""
        self.show_fault(sentence)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.line.selectAll()

    def _edited(self) -> None:
        self.show_fault("")
        self.edited.emit()

    def _note_caps(self, is_on: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._caps = is_on
        if not self.line.accessibleDescription():
            self._say("")

    def _say(self, fault: str) -> None:
        caps = self._look.words.say("Caps Lock is on.") if self._caps else ""
        set_property(self.said, "tone", "red" if fault else "amber")
        self.said.setText(fault or caps)
        self.said.setVisible(self._keeps_room or bool(fault or caps))
