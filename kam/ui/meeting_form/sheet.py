"""The sheet of a meeting: when, where, with whom, what for; for one of a series also how far it reaches."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kam.analysis.recurrence import OFFERED, Frequency
from kam.core.errors import UserError
from kam.core.field_errors import FieldErrors
from kam.core.text import words as words_of
from kam.core.zones import zone_names
from kam.services.calendar.form import plan_meeting, save_meeting
from kam.services.calendar.form_reading import Choosable, MeetingForm, MeetingValues, people_at
from kam.services.calendar.series import Scope
from kam.services.lists.hindsight import GATHERINGS
from kam.ui.desk import Desk
from kam.ui.places import CALENDAR
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.fields import (
    ChoiceEditor,
    CountEditor,
    DateEditor,
    Form,
    TextEditor,
    options_of,
)
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor
from kam.ui.widgets.fields.times import TimeEditor
from kam.ui.widgets.labels import label
from kam.ui.widgets.people_picker import Answer, Candidate, PeoplePicker

_WIDTH: Final = 920
_LABELS: Final = 128
_MOST: Final = 8
_PEOPLE: Final = ("stakeholder_ids", "colleague_ids")
_INSIDE: Final = ("purpose", "best_outcome", "minimum_outcome", "client_purpose", "logistics")


class MeetingSheet(Sheet):
    """Plans a meeting or changes one; each refusal stands beside its field."""

    def __init__(
        self, desk: Desk, over: QWidget, found: MeetingForm, then: Callable[[UUID], None] | None = None
    ) -> None:
        words = desk.look.words
        new = found.id is None
        super().__init__(
            desk.look,
            over,
            words.say("New meeting") if new else words.say("Meeting"),
            "" if new else found.account,
            primary=words.say_in("button", "Plan") if new else words.say_in("button", "Save"),
            width=_WIDTH,
        )
        self.desk = desk
        self.found = found
        self._then = then
        self._people = found.people
        self.when = Form(desk.look, new=new, label_width=_LABELS)
        self.whom = Form(desk.look, new=new, label_width=_LABELS)
        self._forms = {"when": self.when, "whom": self.whom}
        self._fill_when()
        self._fill_whom()
        self._lay_out()
        at = replace(CALENDAR, item_id=found.id)
        name = "meeting.new" if new else "meeting.edit"
        records = (found.values.account_id,) if new else (found.id,)
        self.keep_draft(desk.draft(name, *records, at=at), self._forms)
        self.wished.connect(self._save)

    def values(self) -> MeetingValues | None:
        """What is typed; None where a field cannot be understood."""
        parts = [form.values() for form in self._forms.values()]
        if any(part is None for part in parts):
            return None
        typed: dict[str, Any] = {}
        for part in parts:
            typed |= part or {}
        typed.pop("scope", None)
        for name in _PEOPLE:
            typed[name] = tuple(each.id for each in typed[name])
        typed["guests"] = tuple(text for each in (typed["guests"] or "").split(";") if (text := each.strip()))
        if self.found.id is not None:
            typed["account_id"] = self.found.values.account_id
        if typed["repeats"] is None:
            typed["repeats_until"] = None
        return replace(self.found.values, **typed)

    def is_changed(self) -> bool:
        """Whether any field differs."""
        return any(form.is_changed() for form in self._forms.values())

    def take(self, error: Exception) -> bool:
        """Say beside the fields what was refused; what belongs to none stands above the buttons."""
        self.set_busy(busy=False)
        if isinstance(error, FieldErrors):
            for form in self._forms.values():
                form.take(FieldErrors([each for each in error.errors if each.field in form.fields]))
            rest = [each for each in error.errors if not self._has(each.field)]
            return super().take(UserError(rest[0].code, **dict(rest[0].details))) if rest else True
        return super().take(error)

    # Building

    def _lay_out(self) -> None:
        """Two columns side by side, which scroll where the screen is low."""
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(Size.PAGE_MARGIN)
        for form in self._forms.values():
            column = QVBoxLayout()
            column.addWidget(form)
            column.addStretch(1)
            columns.addLayout(column, 1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)
        screen = self.screen().availableGeometry().height()
        area.setMinimumHeight(min(inside.sizeHint().height() + Size.GAP, max(320, screen - 260), 560))
        self.add(area, 1)

    def _fill_when(self) -> None:
        words, values, form = self.look.words, self.found.values, self.when
        if self.found.id is None:
            accounts = [(each.id, each.name) for each in self.found.accounts]
            chooser = SearchChoiceEditor(self.look, accounts)
            form.add("account_id", words.say("Client"), chooser, value=values.account_id)
            chooser.changed.connect(self._account_chosen)
        form.add("subject", words.say("Subject"), TextEditor(self.look), value=values.subject)
        kinds = [*GATHERINGS, *({values.kind} - set(GATHERINGS))]
        kind = ChoiceEditor(self.look, options_of(self.look, kinds))
        form.add("kind", words.say_in("field", "Kind"), kind, value=values.kind)
        form.add("day", words.say("Day"), DateEditor(self.look, self.desk.today), value=values.day)
        starts = TimeEditor(self.look)
        starts.row.addStretch(1)
        form.add("starts", words.say("Begins at"), starts, value=values.starts or time(10))
        minutes = words.say_in("unit", "min")
        form.add("minutes", words.say("Takes"), CountEditor(self.look, minutes), value=values.minutes)
        form.add("place", words.say("Place"), TextEditor(self.look), value=values.place)
        form.add(
            "travel_minutes",
            words.say("Way there"),
            CountEditor(self.look, minutes),
            value=values.travel_minutes,
            hint=words.say("The calendar keeps the time free and says when to leave."),
        )
        zones = SearchChoiceEditor(
            self.look,
            [(name, name) for name in sorted(zone_names())],
            none=words.say("as here, {zone}", zone=self.found.workspace_zone),
        )
        form.add("zone", words.say("Time zone"), zones, value=values.zone)
        self._fill_repeats()

    def _fill_repeats(self) -> None:
        words, values, form = self.look.words, self.found.values, self.when
        offered = [*OFFERED, *([Frequency.OTHER] if values.repeats is Frequency.OTHER else [])]
        repeats = ChoiceEditor(self.look, options_of(self.look, offered), none=words.say("does not repeat"))
        form.add("repeats", words.say("Repeats"), repeats, value=values.repeats)
        until = DateEditor(self.look, self.desk.today, placeholder=words.say("without an end"))
        form.add("repeats_until", words.say("Until"), until, value=values.repeats_until)
        repeats.changed.connect(self._show_until)
        self._show_until()
        if self.found.in_series:
            reaches = [
                (Scope.THIS, words.say("this one")),
                (Scope.FOLLOWING, words.say("this and the following")),
                (Scope.ALL, words.say("all that lie ahead")),
            ]
            form.add("scope", words.say("Change"), ChoiceEditor(self.look, reaches), value=Scope.THIS)

    def _fill_whom(self) -> None:
        words, values, form = self.look.words, self.found.values, self.whom
        theirs = PeoplePicker(self.look, self._find_theirs, many=True)
        form.add(
            "stakeholder_ids",
            words.say("Of theirs"),
            theirs,
            value=_picked(self.found.people, values.stakeholder_ids),
        )
        ours = PeoplePicker(self.look, partial(_find, self.found.colleagues), many=True)
        form.add(
            "colleague_ids",
            words.say("Of ours"),
            ours,
            value=_picked(self.found.colleagues, values.colleague_ids),
        )
        guests = TextEditor(self.look)
        form.add(
            "guests",
            words.say("Guests"),
            guests,
            value="; ".join(values.guests) or None,
            hint=words.say("Several are parted by semicolons."),
        )
        titles = (
            words.say("Purpose"),
            words.say("Best outcome"),
            words.say("Acceptable at least"),
            words.say("Purpose as the client reads it"),
            words.say("Logistics"),
        )
        for name, title in zip(_INSIDE, titles, strict=True):
            form.add(name, title, TextEditor(self.look), value=getattr(values, name))
        note = words.say("Other calendars are given the subject, time, place and the client’s purpose.")
        form.add_widget(label(note, Type.SECONDARY, "text2", wraps=True))

    # What happens in it

    def _has(self, name: str) -> bool:
        return any(name in form.fields for form in self._forms.values())

    def _show_until(self) -> None:
        self.when.fields["repeats_until"].setVisible(self.when["repeats"].value() is not None)

    def _find_theirs(self, text: str, answer: Answer) -> None:
        _find(self._people, text, answer)

    def _account_chosen(self) -> None:
        """Its people are those who can be asked; those of the one before are not."""
        account = self.when["account_id"].value()
        self._people = ()
        self.whom["stakeholder_ids"].set_value(())
        if account is not None:
            work = partial(people_at, self.desk.workspace, account, self.desk.now())
            self.desk.read(self, work, self._take_people, key="people of a meeting")

    def _take_people(self, people: tuple[Choosable, ...]) -> None:
        self._people = people

    def _save(self) -> None:
        values = self.values()
        if values is None:
            return
        words, found = self.look.words, self.found
        workspace = self.desk.workspace
        self.set_busy(busy=True)
        if found.id is None:
            work = partial(plan_meeting, workspace, values)
            told = words.say("Planned: {subject}, {day}", subject=values.subject or "", day=self._day(values))
        else:
            scope = self.when["scope"].value() if found.in_series else Scope.THIS
            work = partial(save_meeting, workspace, found.id, found.version, values, scope=scope)
            told = words.say("Saved: {subject}, {day}", subject=values.subject or "", day=self._day(values))
        self.desk.change(self, work, self._finish, otherwise=self.take, notice=told, undoable=True)

    def _day(self, values: MeetingValues) -> str:
        day: date = values.day or self.desk.today()
        return self.look.formats.weekday_date(day)

    def _finish(self, meeting_id: UUID) -> None:
        self.done_well()
        if self._then is not None:
            self._then(meeting_id)


def _picked(people: Sequence[Choosable], ids: Sequence[UUID]) -> tuple[Candidate, ...]:
    known = {each.id: each for each in people}
    return tuple(_candidate(known[each]) for each in ids if each in known)


def _candidate(each: Choosable) -> Candidate:
    initials = "".join(part[0].upper() for part in each.name.split()[:2])
    return Candidate(each.id, each.name, each.hint, initials)


def _find(people: Sequence[Choosable], text: str, answer: Answer) -> None:
    """Those in whose name or title every word typed begins a word."""
    wanted = words_of(text)
    found = [each for each in people if _begins(words_of(f"{each.name} {each.hint}"), wanted)]
    answer([_candidate(each) for each in found[:_MOST]])


def _begins(known: Sequence[str], wanted: Sequence[str]) -> bool:
    return all(any(word.startswith(part) for word in known) for part in wanted)
