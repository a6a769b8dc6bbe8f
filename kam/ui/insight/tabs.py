"""The tabs of the page: its own, those that other rooms bring, and links to pages that exist already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.places import Place

PORTFOLIO = "portfolio"
SATISFACTION = "satisfaction"


class TabFace(Protocol):
    """What another room brings: a widget that reads for itself and wishes to go to places."""

    went: SignalInstance

    def refresh(self) -> None:
        """Read what is shown anew."""

    def take_focus(self) -> None:
        """The keyboard goes to where one begins."""

    def commands(self) -> list[Command]:
        """What can be done while it is open."""


@dataclass(frozen=True, slots=True)
class InsightTab:
    """A tab: its code and words; what makes its face, or the place that it leads to."""

    code: str
    text: str
    make: Callable[[Desk], QWidget] | None = None
    """Makes a widget that is a ``TabFace``; called when the tab is first seen."""
    place: Place | None = None
