"""The client and the meeting that a capture is about: what is known of them fills the head of the window."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from kam.services.capturing.context import account_choices, read_context
from kam.services.capturing.rows import AccountChoice, CaptureContext, WaitingMeeting
from kam.ui.capture.head import Head
from kam.ui.desk import Desk


class Known(QObject):
    """Reads the client that is chosen and shows it in the head; ``meeting`` is the planned one this was."""

    learned = Signal(object)
    """What is known now (``CaptureContext``): the text is to be read against it."""
    changed = Signal()
    """The user chose another client or meeting."""

    def __init__(self, desk: Desk, head: Head, meeting_id: UUID | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._head = head
        self._meeting_id = meeting_id
        self.context: CaptureContext | None = None
        self.meeting: WaitingMeeting | None = None
        head.account_chosen.connect(self._choose_account)
        head.meeting_chosen.connect(self._choose_meeting)

    def ask_for_accounts(self) -> None:
        """Offer the clients there are."""
        work = partial(account_choices, self._desk.workspace)
        self._desk.read(self, work, self._show_accounts, key="accounts")

    def _show_accounts(self, choices: list[AccountChoice]) -> None:
        chosen = self._head.account.value()
        self._head.set_accounts(choices)
        if chosen is not None:
            self._head.account.set_value(chosen)

    def of_account(self, account_id: UUID | None) -> bool:
        """Whether this client is the one that is known; nobody is known until it was read."""
        return account_id is not None and self.context is not None and self.context.account_id == account_id

    def read(self, account_id: UUID, then: Callable[[], object]) -> None:
        """Read a client; ``then`` when the head shows it."""
        work = partial(
            read_context,
            self._desk.workspace,
            account_id,
            as_of=self._desk.now(),
            meeting_id=self._meeting_id,
        )

        def known(context: CaptureContext) -> None:
            self._know(context)
            then()

        self._desk.read(self, work, known, key="context")

    def _know(self, context: CaptureContext) -> None:
        """The client is known: its people and promises, the meeting that waits for its outcome."""
        other = not self.of_account(context.account_id)
        self.context = context
        self._head.set_context(context)
        if other:
            asked = next((each for each in context.waiting if each.id == self._meeting_id), None)
            today = [each for each in context.waiting if each.starts_local.date() == context.today]
            self.take_meeting(asked or (today[0] if len(today) == 1 else None))
        self.learned.emit(context)

    def take_meeting(self, meeting: WaitingMeeting | None) -> None:
        """Fill in what was planned; what was typed into other fields stays."""
        context, head = self.context, self._head
        assert context is not None  # noqa: S101 - meetings come with it
        self.meeting = meeting
        head.show_meeting(meeting, context.waiting)
        if meeting is not None:
            head.kinds.show_kind(meeting.kind)
            head.show_when(meeting.starts_local, meeting.minutes)
            head.place.setText(meeting.place or "")
            ids = [*meeting.stakeholder_ids, *meeting.colleague_ids]
            head.people.set_value([*head.candidates(ids), *(head.guest(each) for each in meeting.guests)])
        elif not head.picked():
            head.people.set_value(head.candidates([each.id for each in context.colleagues if each.is_me]))

    def take_none_planned(self) -> None:
        """What happened is none of the meetings that were planned."""
        self.meeting = None
        if self.context is not None:
            self._head.show_meeting(None, self.context.waiting)

    def _choose_account(self, account_id: UUID | None) -> None:
        if account_id is not None and not self.of_account(account_id):
            kept = [each.id for each in self._head.picked() if isinstance(each.id, UUID)]
            self._head.people.set_value([])
            self.read(account_id, lambda: self._keep_people(kept))
        self.changed.emit()

    def _keep_people(self, ids: list[Any]) -> None:
        """Of those who were picked the ones that this client, too, knows."""
        there = {each.id for each in self._head.picked()}
        for each in self._head.candidates([identity for identity in ids if identity not in there]):
            self._head.people.add(each)

    def _choose_meeting(self, meeting: WaitingMeeting | None) -> None:
        self.take_meeting(meeting)
        self.changed.emit()
