"""The timeline tab of an account."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout

from kam.core.changes import Area
from kam.services.timeline import Scope
from kam.ui.account.tab import AccountTab
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.timeline_pane.pane import OpenLetter, TimelinePane


class TimelineTab(AccountTab):
    """Everything that happened with the account, newest first."""

    areas: ClassVar[Area] = Area.EVERYTHING

    def __init__(self, desk: Desk, open_letter: OpenLetter) -> None:
        super().__init__(desk)
        self.pane = TimelinePane(desk, open_letter)
        self.pane.went.connect(self.went)
        self.pane.counted.connect(self.counted)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pane)

    def show_account(self, account_id: UUID, item_id: UUID | None = None, view: str | None = None) -> None:
        """Show an account's timeline, perhaps with one of its interactions open."""
        del view
        self.pane.show_scope(Scope(account_id=account_id), item_id)

    def refresh(self) -> None:
        """Read what is shown anew."""
        self.pane.refresh()

    def commands(self) -> list[Command]:
        """What can be done here."""
        return self.pane.commands()

    def keep(self) -> None:
        """Put away what other programs were given."""
        self.pane.keep()
