"""What lies over a cell while it is typed into: a line, or the reasons to choose from."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from kam.core.vocabulary import SatisfactionDriver
from kam.ui.look import Look
from kam.ui.satisfaction.saying import driver_text
from kam.ui.widgets.fields import QuietCombo
from kam.ui.widgets.labels import set_property

DOWN, ON = "down", "on"
"""Where one goes from a cell: Enter goes to the next person, Tab to the next cell."""
_ENTER = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter})


class CellLine(QLineEdit):
    """A line over a cell. Enter and Tab take it, Escape leaves it as it was."""

    taken = Signal(str, str)
    """The text, and where to go."""
    left = Signal()

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._ground = parent
        self._is_over = False
        self.fault = QLabel(parent)
        self.fault.setProperty("tone", "red")
        self.fault.setProperty("role", "cellfault")
        self.fault.setProperty("ground", "page")
        self.fault.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.fault.hide()
        set_property(self, "compact", True)
        self.textEdited.connect(lambda _: self.show_fault(""))

    def place(self, rect: QRect) -> None:
        """Lie over a cell."""
        self.setGeometry(rect)

    def show_fault(self, sentence: str) -> None:
        """Say under the line what is wrong; what was typed stays. Empty says all is well."""
        set_property(self, "state", "wrong" if sentence else "")
        self.setAccessibleDescription(sentence)
        self.fault.setText(f" {sentence} ")
        self.fault.adjustSize()
        room = self._ground.height() - self.geometry().bottom()
        below = room >= self.fault.height() + 2
        top = self.geometry().bottom() + 1 if below else self.geometry().top() - self.fault.height() - 1
        left = min(self.geometry().left(), max(self._ground.width() - self.fault.width() - 4, 0))
        self.fault.move(left, top)
        self.fault.setVisible(bool(sentence))
        self.fault.raise_()

    def go(self) -> None:
        """Go; the keyboard goes to the grid first, for a hidden widget would pass it on like Tab."""
        self._is_over = True
        _leave(self)
        for each in (self.fault, self):
            each.hide()
            each.deleteLater()

    def event(self, event: QEvent) -> bool:
        """Tab takes the line before Qt moves the keyboard elsewhere."""
        if _is_tab(event):
            self.taken.emit(self.text(), ON)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes, Escape leaves; so do the arrows up and down."""
        if event.key() in _ENTER or event.key() == Qt.Key.Key_Down:
            self.taken.emit(self.text(), DOWN)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was typed is not lost by a click elsewhere."""
        super().focusOutEvent(event)
        if not self._is_over and event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.taken.emit(self.text(), "")


class DriverBox(QuietCombo):
    """The reasons; a letter or a figure chooses, Enter and Tab take it."""

    taken = Signal(object, str)
    left = Signal()

    def __init__(self, look: Look, chosen: SatisfactionDriver | None, parent: QWidget) -> None:
        super().__init__()
        self.setParent(parent)
        self._is_over = False
        self.addItem(look.words.say_in("driver", "not named"), None)
        for number, each in enumerate(SatisfactionDriver, start=1):
            self.addItem(f"{number} {driver_text(look, each)}", each)
        self.setCurrentIndex(0 if chosen is None else 1 + list(SatisfactionDriver).index(chosen))
        self.activated.connect(lambda _: self.taken.emit(self.currentData(), ON))

    def place(self, rect: QRect) -> None:
        """Lie over a cell."""
        self.setGeometry(rect)

    def go(self) -> None:
        """Go, as a line does."""
        self._is_over = True
        _leave(self)
        self.hide()
        self.deleteLater()

    def event(self, event: QEvent) -> bool:
        """Tab takes the choice before Qt moves the keyboard elsewhere."""
        if _is_tab(event):
            self.taken.emit(self.currentData(), ON)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes, Escape leaves, a figure chooses."""
        figure = event.key() - Qt.Key.Key_0
        if event.key() in _ENTER:
            self.taken.emit(self.currentData(), DOWN)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif 0 <= figure < self.count():
            self.setCurrentIndex(figure)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What was chosen is not lost by a click elsewhere; its own list is no elsewhere."""
        super().focusOutEvent(event)
        quiet = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
        if not self._is_over and event.reason() not in quiet:
            self.taken.emit(self.currentData(), "")


def _leave(editor: QWidget) -> None:
    ground = editor.parentWidget()
    grid = None if ground is None else ground.parentWidget()
    if grid is not None and editor.hasFocus():
        grid.setFocus()


def _is_tab(event: QEvent) -> bool:
    return (
        event.type() is QEvent.Type.KeyPress
        and isinstance(event, QKeyEvent)
        and event.key() == Qt.Key.Key_Tab
    )
