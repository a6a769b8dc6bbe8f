"""The one place where failures arrive: known ones in words, unknown ones with a report that can be saved."""

from __future__ import annotations

import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType
from typing import Final

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kam import __version__
from kam.core.errors import AmbiguousError, ConflictError, UserError
from kam.core.telling import Teller
from kam.ui.look import Look

_ALL_BUT_THE_BACKUP: Final = "store.backup_failed"
"""What was done is done; errors that begin so say why there is no backup of it."""


def report_of(error: BaseException) -> str:
    """Where in the code it happened, without anything a person typed: kinds and places, no messages."""
    lines = [f"kam {__version__}, Python {sys.version.split()[0]}, {sys.platform}"]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(type(seen).__name__)
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__
    return "\n".join(lines) + "\n"


class Failures(QObject):
    """Shows failures, one at a time, above the window; the page behind keeps what was typed."""

    _from_anywhere = Signal(object)

    def __init__(self, look: Look, parent: QWidget, teller: Teller) -> None:
        super().__init__(parent)
        self._look = look
        self._window = parent
        self._teller = teller
        self.shown: QDialog | None = None
        self._telling = False
        self._from_anywhere.connect(self.take)

    def watch(self) -> None:
        """Take what nobody caught, in any thread, from now on."""
        sys.excepthook = self._uncaught
        threading.excepthook = lambda met: self._from_anywhere.emit(met.exc_value)

    def unwatch(self) -> None:
        """Hand uncaught failures back to Python."""
        sys.excepthook = sys.__excepthook__
        threading.excepthook = threading.__excepthook__

    def take(self, error: BaseException) -> None:
        """Show a failure."""
        if self._is_open():
            return  # the first is the cause; what follows from it would bury it
        dialog = self._known(error) if isinstance(error, UserError) else self._unknown(error)
        self.shown = dialog
        dialog.open()

    def _is_open(self) -> bool:
        """Whether one is on view; a dialog that was closed is gone."""
        return self.shown is not None and shiboken6.isValid(self.shown) and self.shown.isVisible()

    def sentence(self, error: UserError) -> str:
        """What a known failure says, with what there is to choose from or what stands in the way."""
        lines = [self._teller.sentence(error)]
        if isinstance(error, AmbiguousError):
            found = error.details.get("candidates")
            lines += [f"· {self._teller.shown(each)}" for each in found] if isinstance(found, list) else []
        if isinstance(error, ConflictError):
            steps = error.details.get("blockers")
            named = steps if isinstance(steps, list | tuple) else ()
            lines += [f"· {self._teller.step(step.label)}" for step in named]
        return "\n".join(lines)

    def _known(self, error: UserError) -> QDialog:
        words = self._look.words
        safe = words.say("Nothing was changed, and what you typed is still there.")
        if error.code.startswith(_ALL_BUT_THE_BACKUP):
            safe = words.say("Nothing is lost. Make a backup as soon as that is mended.")
        heading = words.say("It did not work out")
        return FailureDialog(self._look, self._window, heading, self.sentence(error), safe)

    def _unknown(self, error: BaseException) -> QDialog:
        words = self._look.words
        return FailureDialog(
            self._look,
            self._window,
            words.say("kam made a mistake"),
            words.say("What you have just asked for may not have been done. What was saved before is safe."),
            words.say("The report says where in the program it happened. It holds none of your data."),
            report=report_of(error),
        )

    def _uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        traceback.print_exception(kind, error, trace)
        if self._telling:
            return  # telling of a failure failed: to tell of that would never end
        self._telling = True
        try:
            self._from_anywhere.emit(error)
        finally:
            self._telling = False


class FailureDialog(QDialog):
    """What happened, what is safe, what to do; a report to look at and to save when there is one."""

    def __init__(  # two sentences and a report
        self, look: Look, parent: QWidget, heading: str, happened: str, safe: str, *, report: str = ""
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._report = report
        self.setWindowTitle(heading)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(480)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 16)
        outer.setSpacing(16)
        top = QHBoxLayout()
        top.setSpacing(16)
        sign = QLabel()
        sign.setPixmap(look.theme.pixmap("triangle-alert", 24, "red", self.devicePixelRatioF()))
        top.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(8)
        for text, role, tone in (
            (heading, "lead", "text"),
            (happened, "body", "text"),
            (safe, "body", "text2"),
        ):
            label = QLabel(text)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("type", role)
            label.setProperty("tone", tone)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            texts.addWidget(label)
        top.addLayout(texts, 1)
        outer.addLayout(top)
        if report:
            shown = QPlainTextEdit(report)
            shown.setReadOnly(True)
            shown.setAccessibleName(look.words.say("Report"))
            shown.setMinimumHeight(120)
            outer.addWidget(shown)
        buttons = QDialogButtonBox()
        if report:
            save = QPushButton(look.words.say("Save the report…"))
            save.clicked.connect(self._save)
            buttons.addButton(save, QDialogButtonBox.ButtonRole.ActionRole)
        close = QPushButton(look.words.say_in("button", "Close"))
        close.setProperty("kind", "primary")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons.addButton(close, QDialogButtonBox.ButtonRole.AcceptRole)
        outer.addWidget(buttons)

    def _save(self) -> None:
        self._chooser = QFileDialog(self, self._look.words.say("Save the report…"), "kam-report.txt")
        self._chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self._chooser.fileSelected.connect(self.save_to)
        self._chooser.open()

    def save_to(self, path: str) -> None:
        """Write the report; a place that cannot be written is simply not taken."""
        try:
            Path(path).write_text(self._report, "utf-8")
        except OSError:
            self.setWindowTitle(self._look.words.say("The report could not be saved there"))
