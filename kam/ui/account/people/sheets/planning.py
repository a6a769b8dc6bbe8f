"""Planning a contact with somebody who has waited too long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kam.core.changes import Outcome
from kam.core.vocabulary import InteractionKind
from kam.services.meetings import MeetingPlan, schedule_meeting
from kam.services.people.rows import PlaceRow, StakeholderMap
from kam.ui.account.people.sheets.base import DeedSheet, draft_of
from kam.ui.desk import Desk
from kam.ui.widgets.fields import ChoiceEditor, DateEditor, Option, TextEditor, options_of

_KINDS: Final = (
    InteractionKind.CALL,
    InteractionKind.MEETING,
    InteractionKind.SITE_VISIT,
    InteractionKind.EVENT,
)
_HOURS: Final = [time(hour, minute) for hour in range(8, 20) for minute in (0, 30)]


class PlanContactSheet(DeedSheet):
    """Who, how, when and about what."""

    def __init__(self, desk: Desk, over: QWidget, found: StakeholderMap, rows: Sequence[PlaceRow]) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            words.say("Plan a contact"),
            found.account,
            primary=words.say_in("button", "Plan"),
            draft=draft_of(desk, "plan", found),
        )
        self._account_id = found.account_id
        people: list[Option] = [(row.id, self._person(row)) for row in rows if not row.is_placeholder]
        self.form.add("who", words.say("With whom"), ChoiceEditor(self.look, people))
        if people:
            self.form.set_values({"who": people[0][0]})
        kinds = options_of(self.look, _KINDS)
        self.form.add("kind", words.say("How"), ChoiceEditor(self.look, kinds), value=InteractionKind.CALL)
        tomorrow = desk.today() + timedelta(days=1)
        self.form.add("day", words.say("Day"), DateEditor(self.look, desk.today), value=tomorrow)
        hours: list[Option] = [(hour, self.look.formats.clock(hour)) for hour in _HOURS]
        self.form.add("hour", words.say("Time"), ChoiceEditor(self.look, hours), value=time(10))
        self.form.add("subject", words.say("About what"), TextEditor(self.look))
        self.form["subject"].setFocus()

    def use_case(self, values: dict[str, Any]) -> Callable[[], Outcome[UUID]]:
        """Plan it."""
        day = values["day"] or self.desk.today() + timedelta(days=1)
        plan = MeetingPlan(
            self._account_id,
            datetime.combine(day, values["hour"]),
            values["subject"] or "",
            values["kind"],
            minutes=60 if values["kind"] is not InteractionKind.CALL else 30,
            stakeholder_ids=() if values["who"] is None else (values["who"],),
        )
        return partial(schedule_meeting, self.desk.workspace, plan)

    def notice(self, values: dict[str, Any]) -> str:
        """Say what was planned."""
        kind = self.words.of(values["kind"].label)
        day = self.look.formats.weekday_date(values["day"] or self.desk.today())
        return self.words.say("Planned: {kind}, {day}", kind=kind, day=day)

    def _person(self, row: PlaceRow) -> str:
        return f"{self.persons.heading(row)}, {self.persons.contact(row)}"
