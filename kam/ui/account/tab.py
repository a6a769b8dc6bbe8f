"""What a tab of the account's page is."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kam.core.changes import Area
from kam.services.account_card import AccountCard
from kam.services.health.rows import HealthRow
from kam.ui.commands import Command
from kam.ui.desk import Desk


class AccountTab(QWidget):
    """Shows a part of one account; which one, and perhaps which record of it, the page says."""

    went = Signal(object)
    """A ``Place`` the user wants to see."""
    moved = Signal(str)
    """Another view of the tab is shown; the code is kept for back and forward."""
    counted = Signal(str)
    """What stands behind the tab's word: «12», «81 %»."""

    came_forward = Signal()
    """The tab has something to say that must be seen: the page opens it."""

    areas: ClassVar[Area] = Area.EVERYTHING

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.look = desk.look

    def show_account(self, account_id: UUID, item_id: UUID | None = None, view: str | None = None) -> None:
        """Show an account, perhaps with one of its records selected or in one of the tab's views."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def show_card(self, card: AccountCard) -> None:
        """The page has read the account's card; a tab that shows parts of it overrides this."""

    def show_health(self, row: HealthRow) -> None:
        """The page has read the account's health; a tab that speaks of it overrides this."""

    def refresh(self) -> None:
        """Read what is shown anew, keeping selection, scroll and typed text."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def commands(self) -> list[Command]:
        """What can be done here."""
        return []

    def file_wish(self, paths: Sequence[Path]) -> str | None:  # noqa: ARG002 - a tab with a use for them asks
        """What letting these files go over the tab does; None where they become the client's documents."""
        return None

    def take_files(self, paths: Sequence[Path]) -> None:
        """Files that the tab has a use for were let go over it."""

    def keep(self) -> None:
        """Put away what the tab keeps on this computer."""
