"""What every page of the window is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kam.core.changes import Area
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.places import Place, capture_place


class Page(QWidget):
    """Shows one area of the workspace. It reads through use cases and wishes to go elsewhere by a signal.

    A page is built once and kept. ``go_to`` is called with the place to show at each visit; ``refresh``
    when an area of its own changed while it is open, or before it is shown again.
    """

    went = Signal(object)
    """A ``Place`` the user wants to see."""
    moved = Signal(object)
    """The page's own ``Place`` changed (another tab or view): the frame keeps it for back and forward."""
    restart_wished = Signal()
    """Close and start again at the same place: another language or scale."""

    areas: ClassVar[Area] = Area.EVERYTHING
    """What of the data it shows."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.look = desk.look

    def go_to(self, place: Place) -> None:
        """Show a place of this page."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def refresh(self) -> None:
        """Read what is shown anew, keeping selection, scroll and typed text."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def title(self) -> str:
        """The name of what is shown, for the window's title."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def creations(self) -> list[Command]:
        """What the Create button offers first while this page is open; it may claim the key of adding."""
        return []

    def commands(self) -> list[Command]:
        """What can be done here, for the palette and the keyboard."""
        return []

    def to_record(self, place: Place) -> Place:
        """Whose "record what happened" opens here: the client's, or the meeting's, whose place it is."""
        is_meeting = place.page in {"prepare", "calendar"}
        return capture_place(place.account_id, place.item_id if is_meeting else None)

    def file_wish(self, paths: Sequence[Path]) -> str | None:  # noqa: ARG002 - a page of files asks
        """What letting these files go here does, in a sentence; None where the page has no use for them."""
        return None

    def take_files(self, paths: Sequence[Path]) -> None:
        """Files that the page has a use for were let go over it."""

    def keep(self) -> None:
        """Put away what the page keeps on this computer (widths of columns, splitters) before it closes."""
