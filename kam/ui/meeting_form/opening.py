"""Reads what the form of a meeting needs, then opens it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kam.services.calendar.form_reading import MeetingForm, MeetingValues, meeting_form, new_meeting_form
from kam.ui.desk import Desk
from kam.ui.meeting_form.sheet import MeetingSheet

_EMPTY: Final = MeetingValues()


def ask_for_meeting(
    desk: Desk,
    over: QWidget,
    values: MeetingValues = _EMPTY,
    then: Callable[[UUID], None] | None = None,
) -> None:
    """Open the form of a new meeting with what is known of it; ``then`` hears what was planned."""
    work = partial(new_meeting_form, desk.workspace, desk.now(), values)
    desk.read(over, work, partial(_show, desk, over, then), key="form of a meeting")


def open_meeting(
    desk: Desk, over: QWidget, meeting_id: UUID, then: Callable[[UUID], None] | None = None
) -> None:
    """Open the form of a meeting; ``then`` hears that it was changed."""
    work = partial(meeting_form, desk.workspace, meeting_id, desk.now())
    desk.read(over, work, partial(_show, desk, over, then), key="form of a meeting")


def _show(desk: Desk, over: QWidget, then: Callable[[UUID], None] | None, form: MeetingForm) -> None:
    MeetingSheet(desk, over, form, then).open()
