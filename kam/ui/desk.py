"""What a page gets to work with: the open workspace, the lanes, the hub, the clock and the look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import shiboken6
from PySide6.QtCore import QObject

from kam.core.changes import Outcome
from kam.core.clock import Clock
from kam.core.errors import UserError
from kam.core.telling import Teller
from kam.jobs import Jobs, Lane
from kam.services.drafts import draft_key
from kam.services.files import Workspace
from kam.services.sealing import is_sealed
from kam.ui.change_hub import ChangeHub
from kam.ui.drafts import Draft, Drafts, WorkspaceDrafts
from kam.ui.local_settings import LocalSettings
from kam.ui.look import Look
from kam.ui.places import Place

if TYPE_CHECKING:
    from kam.ui.widgets.dialogs import Sheet

T = TypeVar("T")


@dataclass(frozen=True)
class Desk:
    """One an open workspace; pages, dialogs and the frame share it."""

    workspace: Workspace
    zone: ZoneInfo
    currency: str
    jobs: Jobs
    hub: ChangeHub
    clock: Clock
    look: Look
    local: LocalSettings

    def now(self) -> datetime:
        """The moment it is, aware and in UTC."""
        return self.clock.now()

    def today(self) -> date:
        """Today where the workspace lives."""
        return self.now().astimezone(self.zone).date()

    @cached_property
    def is_sealed(self) -> bool:
        """Whether the workspace's file is encrypted; that changes only while it is closed."""
        return is_sealed(self.workspace.path)

    @cached_property
    def drafts(self) -> Drafts:
        """What is typed into forms and not saved yet."""
        return WorkspaceDrafts(self.workspace, self.jobs, self.now, self.moment)

    def draft(self, form: str, *records: UUID | None, at: Place) -> Draft:
        """The draft of a form about some records; ``at`` is where the form is found again."""
        return Draft(self.drafts, draft_key(form, *records), at)

    def moment(self, moment: datetime) -> str:
        """A moment in words, of the day and the clock where the workspace lives."""
        return self.look.formats.moment(moment.astimezone(self.zone))

    def read(
        self,
        owner: QObject,
        work: Callable[[], T],
        then: Callable[[T], None],
        *,
        key: object = None,
        otherwise: Callable[[Exception], bool] | None = None,
    ) -> None:
        """Ask the reader thread; of several questions with the same key the last one is answered."""
        self.jobs.run(owner, work, then, lane=Lane.READ, key=key, otherwise=otherwise)

    def read_later(
        self, owner: QObject, work: Callable[[], T], then: Callable[[T], None], *, key: object = None
    ) -> None:
        """Ask for what takes long and may come a moment later; other questions do not wait behind it."""
        self.jobs.run(owner, work, then, lane=Lane.QUIET, key=key)

    def change(
        self,
        owner: QObject,
        use_case: Callable[[], Outcome[T]],
        then: Callable[[T], None] | None = None,
        *,
        otherwise: Callable[[Exception], bool] | None = None,
        notice: str | None = None,
        undoable: bool = False,
    ) -> None:
        """Run a use case on the writer thread, announce what it changed, then hand on its value.

        The change is announced even when whoever asked is gone by then; ``notice`` is a line for the status
        bar, with an offer to take the step back where it is ``undoable``.
        """

        def done(outcome: Outcome[T]) -> None:
            self.hub.announce(outcome.changed)
            if notice is not None:
                self.hub.notice(notice, undoable=undoable)
            if then is not None and shiboken6.isValid(owner):
                then(outcome.value)

        def refused(error: Exception) -> bool:
            return otherwise is not None and shiboken6.isValid(owner) and otherwise(error)

        self.jobs.run(self.hub, use_case, done, lane=Lane.WRITE, otherwise=refused)

    def tell(self, error: Exception) -> bool:
        """Say in the status bar why something was refused; False for what the user cannot mend."""
        if not isinstance(error, UserError):
            return False
        self.hub.notice(Teller(self.look.words, self.look.formats, self.zone).sentence(error))
        return True

    def save(
        self,
        sheet: Sheet,
        use_case: Callable[[], Outcome[Any]],
        *,
        notice: str | None = None,
        undoable: bool = False,
    ) -> None:
        """Run what a sheet was asked for: it waits meanwhile, and closes when all is well.

        What is refused it says itself, and keeps what was typed.
        """
        sheet.set_busy(busy=True)
        self.change(
            sheet,
            use_case,
            lambda _: sheet.done_well(),
            otherwise=sheet.take,
            notice=notice,
            undoable=undoable,
        )
