"""What asks for a passphrase or speaks of one: shown over a window as if its file were encrypted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from kam.ui.desk import Desk
from kam.ui.passphrases.asking import AskPassphrase
from kam.ui.passphrases.wishes import Deed, ProtectionWish
from kam.ui.passphrases.working import WorkingWindow
from kam.ui.settings.protection import ProtectionSection
from kam.ui.settings.protection_sheet import ProtectionSheet
from kam.ui.window import MainWindow

W = TypeVar("W", bound=QWidget)


@contextmanager
def as_if_encrypted(desk: Desk) -> Iterator[None]:
    """The pages of an encrypted file, without the time that it takes to encrypt a demo."""
    is_sealed = desk.is_sealed
    desk.__dict__["is_sealed"] = True  # where the cached property keeps it
    try:
        yield
    finally:
        desk.__dict__["is_sealed"] = is_sealed


def encrypted_section(desk: Desk) -> QWidget:
    """The page of settings of an encrypted file, beside which lie twelve copies from before."""
    with as_if_encrypted(desk):
        section = ProtectionSection(desk)
    section.load()
    section._found_copies(12)
    window = QMainWindow()
    window.setCentralWidget(section)
    window.resize(1000, 600)
    return window


def asking(desk: Desk, over: QWidget | None = None) -> AskPassphrase:
    """The question before a file is opened, answered wrong."""
    dialog = AskPassphrase(
        desk.look,
        over,
        desk.workspace.path,
        desk.look.words.say("This workspace is encrypted: its passphrase opens it."),
    )
    dialog.show()
    dialog.form.refuse_it()
    return dialog


def sheet(desk: Desk, over: QWidget, deed: Deed) -> ProtectionSheet:
    """What encrypting asks for, with all that it can find wrong."""
    made = ProtectionSheet(desk, over, deed, 12)
    made.show()
    made.new.line.setText("ворона")
    made.wished.emit()
    for each in (made.now, made.again):
        each.show_fault(desk.look.words.say("This is not the same passphrase."))
    return made


def working(desk: Desk) -> WorkingWindow:
    """What is shown while a file is encrypted."""
    made = WorkingWindow(desk.look, desk.workspace.path, ProtectionWish(Deed.RESEAL), desk.local)
    made.show()
    return made


def passphrase_pages(window: MainWindow) -> Iterator[tuple[str, QWidget]]:
    """Each by its name, one at a time, the locked window last."""
    desk = window.desk
    makers: dict[str, Callable[[], QWidget]] = {
        "protection of an encrypted file": lambda: encrypted_section(desk),
        "asking": lambda: asking(desk),
        "encrypting": lambda: sheet(desk, window, Deed.SEAL),
        "changing the passphrase": lambda: sheet(desk, window, Deed.RESEAL),
        "removing the encryption": lambda: sheet(desk, window, Deed.UNSEAL),
        "working": lambda: working(desk),
    }
    for name, make in makers.items():
        yield name, _shown(shown := make())
        shown.hide()
        shown.deleteLater()
    with as_if_encrypted(desk):
        window.lock.lock()
    yield "locked", _shown(window)
    window.lock.unlock()


def _shown(widget: W) -> W:
    widget.show()
    widget.activateWindow()
    for _ in range(2):
        QApplication.processEvents()
    return widget
