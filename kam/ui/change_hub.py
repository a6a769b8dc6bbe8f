"""Where changes of data are announced, so that open pages follow."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from kam.core.changes import Area


@dataclass(frozen=True, slots=True)
class Notice:
    """A line for the status bar: what has just been done, and whether it offers to take that back."""

    text: str
    undoable: bool = False


class ChangeHub(QObject):
    """Announces what a committed change touched."""

    changed = Signal(object)
    """The ``Area`` that a change touched."""
    noticed = Signal(object)
    """A ``Notice`` to show."""
    backed_up = Signal()
    """There is a new backup of the workspace."""
    computer_changed = Signal()
    """A setting of this computer changed that others follow."""
    lock_wished = Signal()
    """The window is to be locked now."""
    protection_wished = Signal(object)
    """A ``ProtectionWish``: the workspace is to be closed for it and opened again."""

    def announce(self, areas: Area) -> None:
        """Tell everybody what changed."""
        self.changed.emit(areas)

    def notice(self, text: str, *, undoable: bool = False) -> None:
        """Show a line in the status bar."""
        self.noticed.emit(Notice(text, undoable))
