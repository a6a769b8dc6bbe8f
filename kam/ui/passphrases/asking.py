"""Asks for the passphrase of an encrypted file that is to be opened; tries it off the interface thread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QLayout, QVBoxLayout, QWidget

from kam.core.errors import UserError
from kam.jobs import Jobs, PoolThreads, Threads
from kam.services.sealing import is_shut, unlock
from kam.ui.look import Look
from kam.ui.passphrases.form import UnlockForm
from kam.ui.theme.tokens import Size
from kam.ui.widgets.buttons import button

_MARGIN: Final = 32


class AskPassphrase(QDialog):
    """A small window: over the welcome page or a page of settings, or alone where there is neither."""

    unlocked = Signal()
    """The passphrase was right, and the file can be opened now."""

    def __init__(
        self, look: Look, over: QWidget | None, path: Path, sentence: str, threads: Threads | None = None
    ) -> None:
        """``sentence`` says what will be opened."""
        super().__init__(over)
        self._path = path
        self._jobs = Jobs(threads or PoolThreads())
        self.setWindowTitle("kam")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        words = look.words
        self.form = UnlockForm(look, path.stem, sentence, words.say_in("button", "Open"))
        self.cancel = button(look, words.say_in("button", "Cancel"), run=self.reject)
        self.form.buttons.insertWidget(1, self.cancel)
        self.setTabOrder(self.form.primary, self.cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, _MARGIN, _MARGIN, Size.PAGE_MARGIN)
        column.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)
        column.addWidget(self.form)
        self.form.wished.connect(self._try)
        self._jobs.failed.connect(self._failed)
        self.finished.connect(self._jobs.finish)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard is in the field."""
        super().showEvent(event)
        self.form.begin()

    def _try(self, passphrase: str) -> None:
        work = partial(unlock, self._path, passphrase)
        self._jobs.run(self, work, self._fits, otherwise=self._refused)

    def _fits(self, _: None) -> None:
        self.accept()
        self.unlocked.emit()

    def _refused(self, error: Exception) -> bool:
        self.form.set_busy(busy=False)
        if not isinstance(error, UserError):
            return False
        self.form.refuse(error)
        return True

    def _failed(self, error: BaseException) -> None:
        raise error


def ask_first(look: Look, over: QWidget, path: Path, sentence: str, then: Callable[[], object]) -> None:
    """Go on with a file, after its passphrase where it is encrypted and was not given."""
    if not is_shut(path):
        then()
        return
    asking = AskPassphrase(look, over, path, sentence)
    asking.unlocked.connect(then)
    asking.open()
