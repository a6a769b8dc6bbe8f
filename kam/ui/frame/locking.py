"""A locked window: a cover asks for the passphrase, everything else of the program is out of sight.

What was open, typed and chosen stays as it is. Only a workspace that is encrypted can be locked: the file of
another can be read without kam.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Final

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

if TYPE_CHECKING:
    from kam.ui.frame.cover import Cover
    from kam.ui.window import MainWindow

LOCK_KEYS: Final = "Ctrl+Alt+L"
_HEARD: Final = "locks"
_KEYS: Final = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.InputMethod})


class WindowLock(QObject):
    """Locks a window and, with the passphrase, opens it again."""

    changed = Signal()
    """The window is locked now, or no longer."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.cover: Cover | None = None
        """What covers the window; None while it is open."""
        self._focus: QWidget | None = None
        self._beneath: list[QWidget] = []
        self._others: list[tuple[QWidget, QWidget | None]] = []
        self._title = ""
        self.hear(window)
        window.desk.hub.lock_wished.connect(self.lock)
        window.closed.connect(self._let_go)

    @property
    def is_possible(self) -> bool:
        """Whether there is a passphrase to open it with."""
        return self._window.desk.is_sealed

    @property
    def is_on(self) -> bool:
        """Whether the window is locked."""
        return self.cover is not None

    def hear(self, other: QWidget) -> None:
        """Lock by key in this window too: a key of the main window is dead while a sheet lies over it."""
        if self.is_possible and not other.property(_HEARD):
            other.setProperty(_HEARD, True)
            QShortcut(QKeySequence(LOCK_KEYS), other).activated.connect(self.lock)

    def title(self, title: str) -> str:
        """What the window may be called now; what it would be called is remembered."""
        self._title = title
        return "kam" if self.is_on else title

    def lock(self) -> None:
        """Cover everything, unless that is so or there is no passphrase to come back with."""
        if self.is_on or not self.is_possible:
            return
        from kam.ui.frame.cover import Cover  # with the first locking

        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        QToolTip.hideText()
        window = self._window
        window.desk.drafts.flush_wished.emit()
        self._focus = window.focusWidget()
        self._put_away()
        cover = self.cover = Cover(window.desk.look, window)
        cover.wished.connect(self._try)
        cover.quit_wished.connect(window.close)
        cover.setGeometry(window.rect())
        cover.show()
        cover.raise_()
        cover.form.begin()
        window.setWindowTitle(self.title(window.windowTitle()))
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self.changed.emit()

    def unlock(self) -> None:
        """Everything is as it was."""
        cover, self.cover = self.cover, None
        if cover is None:
            return
        self._let_go()
        cover.hide()
        cover.deleteLater()
        self._window.setWindowTitle(self._title)
        self._bring_back()
        self.changed.emit()

    # What is out of sight

    def _put_away(self) -> None:
        window = self._window
        self._beneath = [each for each in _children(window) if each.isVisible()]
        self._others = [
            (each, each.focusWidget())
            for each in sorted(QApplication.topLevelWidgets(), key=_depth)
            if each is not window and each.isVisible()
        ]
        for each, _ in reversed(self._others):
            each.hide()
        for each in self._beneath:
            each.hide()

    def _bring_back(self) -> None:
        for each in self._beneath:
            if shiboken6.isValid(each):
                each.show()
        if self._focus is not None and shiboken6.isValid(self._focus):
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        for each, focus in self._others:
            if not shiboken6.isValid(each):
                continue
            each.hide()  # where it was held back just now
            each.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, on=False)
            each.show()
            if focus is not None and shiboken6.isValid(focus):
                focus.setFocus(Qt.FocusReason.OtherFocusReason)
            each.activateWindow()
        self._beneath, self._others, self._focus = [], [], None

    def _hold_back(self, newcomer: QWidget) -> None:
        """Something is shown meanwhile, as what failed in a job: it comes when the window is open again."""
        newcomer.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        if all(each is not newcomer for each, _ in self._others):
            self._others.append((newcomer, None))
        QTimer.singleShot(0, newcomer, partial(self._hide, newcomer))

    def _hide(self, newcomer: QWidget) -> None:
        if self.is_on:
            newcomer.hide()
        newcomer.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, on=False)

    # What goes on beneath

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """While it is locked keys are for the cover alone, files are not taken and no other window shows."""
        kind = event.type()
        if kind is QEvent.Type.ShortcutOverride:
            event.accept()  # nobody's shortcut: it goes on as a key
            return True
        if isinstance(event, QDropEvent):  # entering and moving are such, too
            event.ignore()
            return True
        if not isinstance(watched, QWidget):
            return False
        if kind in _KEYS:
            return not self._belongs_to_cover(watched)
        if kind is QEvent.Type.Resize and watched is self._window and self.cover is not None:
            self.cover.setGeometry(self._window.rect())
        elif kind is QEvent.Type.Show and watched is not self._window and watched.isWindow():
            is_tip = watched.windowType() is Qt.WindowType.ToolTip
            if not (is_tip or self._belongs_to_cover(watched)):
                self._hold_back(watched)
        return False

    def _belongs_to_cover(self, widget: QWidget) -> bool:
        """The cover, what is in it, and the menu of its field."""
        return any(each is self.cover for each in _upwards(widget))

    def _let_go(self) -> None:
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    # The passphrase

    def _try(self, passphrase: str) -> None:
        from kam.services.sealing import fits

        desk = self._window.desk
        work = partial(fits, desk.workspace.path, passphrase)
        desk.read(self, work, self._tried)

    def _tried(self, fits: bool) -> None:  # noqa: FBT001 - the answer of a use case
        if fits:
            self.unlock()
        elif self.cover is not None:
            self.cover.form.refuse_it()


def _children(window: QWidget) -> list[QWidget]:
    """What stands in a window directly."""
    return [each for each in window.children() if isinstance(each, QWidget) and not each.isWindow()]


def _upwards(widget: QWidget | None) -> Iterator[QWidget]:
    while widget is not None:
        yield widget
        widget = widget.parentWidget()


def _depth(widget: QWidget) -> int:
    """A sheet over a sheet comes after it."""
    return sum(1 for _ in _upwards(widget))
