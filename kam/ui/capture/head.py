"""The upper half of the capture: kind, client and meeting, time and place, who took part, outcome, mood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QMenu, QWidget

from kam.analysis.capture.when import When, read_when
from kam.core.text import fold, with_capital
from kam.core.vocabulary import Attitude, InteractionKind, InteractionOutcome, Mood
from kam.services.capturing.rows import AccountChoice, CaptureContext, WaitingMeeting
from kam.ui.look import Look
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import button
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor
from kam.ui.widgets.glyphs import AttitudeGlyph
from kam.ui.widgets.labels import label, set_property
from kam.ui.widgets.people_picker import Answer, Candidate, PeoplePicker
from kam.ui.widgets.segmented import Choice, SegmentedControl

LABEL_WIDTH: Final = 96
_FIRST_KINDS: Final = (
    (InteractionKind.MEETING, "users"),
    (InteractionKind.CALL, "phone"),
    (InteractionKind.EMAIL, "mail"),
    (InteractionKind.MESSENGER, "message-circle"),
    (InteractionKind.SITE_VISIT, "truck"),
)
_OTHER: Final = "other"
_FIELDS: Final = ("account", "when", "place", "people")


class KindRow(SegmentedControl):
    """The kinds of contact: the usual ones by Alt and a figure, the others behind «…»."""

    changed = Signal()

    def __init__(self, look: Look) -> None:
        words = look.words
        choices = []
        for number, (kind, icon) in enumerate(_FIRST_KINDS, start=1):
            text = words.of(kind.label)
            choices.append(Choice(kind.value, with_capital(text), icon, hint=f"{text} (Alt+{number})"))
        choices.append(Choice(_OTHER, "…", hint=words.say("Other kinds")))
        super().__init__(look, choices, words.say("Kind"), compact=False)
        self._other: InteractionKind | None = None
        self._menu = QMenu(self)
        rest = [kind for kind in InteractionKind if kind not in {each for each, _ in _FIRST_KINDS}]
        for kind in rest:
            action = self._menu.addAction(words.of(kind.label))
            action.triggered.connect(lambda _=False, kind=kind: self.show_kind(kind, tell=True))
        self.chosen.connect(self._chosen)

    @property
    def kind(self) -> InteractionKind:
        """The kind that is on."""
        if self.current == _OTHER:
            return self._other or InteractionKind.NOTE
        return InteractionKind.of(self.current)

    def show_kind(self, kind: InteractionKind, *, tell: bool = False) -> None:
        """Turn a kind on."""
        first = {each for each, _ in _FIRST_KINDS}
        self._other = None if kind in first else kind
        made = self.button_of(_OTHER)
        text = "…" if self._other is None else self._look.words.of(kind.label)
        made.setText(text)
        made.updateGeometry()
        self.choose(kind.value if kind in first else _OTHER)
        if tell:
            self.changed.emit()

    def choose_number(self, number: int) -> None:
        """Alt and a figure."""
        if number < len(_FIRST_KINDS):
            self.show_kind(_FIRST_KINDS[number][0], tell=True)
        else:
            self._open()

    def _chosen(self, code: str) -> None:
        if code == _OTHER:
            self._open()
        else:
            self._other = None
            self.changed.emit()

    def _open(self) -> None:
        made = self.button_of(_OTHER)
        self._menu.popup(made.mapToGlobal(made.rect().bottomLeft()))


def outcome_row(look: Look) -> SegmentedControl:
    """What it brought; nothing at first. Ctrl and a figure choose."""
    icons = ("arrow-up-right", None, None)
    choices = []
    for number, (outcome, icon) in enumerate(zip(InteractionOutcome, icons, strict=True), start=1):
        text = look.words.of(outcome.label)
        choices.append(Choice(outcome.value, with_capital(text), icon, hint=f"{text} (Ctrl+{number})"))
    made = SegmentedControl(look, choices, look.words.say("Outcome"))
    made.choose_none()
    return made


def mood_row(look: Look) -> SegmentedControl:
    """How it felt; nothing at first. Alt with the arrows raises and lowers it."""
    formats = look.formats
    choices = [
        Choice(
            str(int(mood)),
            formats.signed(int(mood)),
            glyph=AttitudeGlyph(Attitude.of(int(mood)), silent=True),
            hint=look.words.of(mood.label),
        )
        for mood in Mood
    ]
    made = SegmentedControl(look, choices, look.words.say("Mood"))
    made.choose_none()
    return made


class Head(QWidget):
    """The fields over the text; ``changed`` at each change by the user."""

    changed = Signal()
    account_chosen = Signal(object)
    meeting_chosen = Signal(object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.look = look
        words = look.words
        self._today = date(2000, 1, 1)
        self._context: CaptureContext | None = None
        self.kinds = KindRow(look)
        self.account = SearchChoiceEditor(look, [])
        self.account.set_name(words.say_in("field", "Client"))
        self.meeting = button(look, "", icon="calendar")
        self.meeting.setVisible(False)
        self.when = QLineEdit()
        self.when.setAccessibleName(words.say_in("field", "When"))
        self.when.setPlaceholderText(words.say("today, 10:00–11:00"))
        self.place = QLineEdit()
        self.place.setAccessibleName(words.say_in("field", "Place"))
        self.place.setPlaceholderText(words.say_in("field", "Place"))
        self.people = PeoplePicker(
            look, self._ask, many=True, may_create=True, placeholder=words.say("more…")
        )
        self.people.set_name(words.say("Participants"))
        self.outcome = outcome_row(look)
        self.mood = mood_row(look)
        self.faults: dict[str, QLabel] = {
            name: label("", Type.SECONDARY, "red", wraps=True) for name in _FIELDS
        }
        for each in self.faults.values():
            each.hide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        words = self.look.words
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(Size.GRID)
        grid.setColumnMinimumWidth(0, LABEL_WIDTH)
        grid.setColumnStretch(1, 1)
        first = QHBoxLayout()
        first.setSpacing(Size.GRID)
        for widget, stretch in ((self.account, 5), (self.meeting, 0), (self.when, 4), (self.place, 5)):
            first.addWidget(widget, stretch)
        rows = (
            (words.say("Client, time"), first, ("account", "when", "place")),
            (words.say("Participants"), self.people, ("people",)),
        )
        at = 0
        for text, content, names in rows:
            grid.addWidget(label(text, Type.SECONDARY, "text2"), at, 0)
            if isinstance(content, QHBoxLayout):
                grid.addLayout(content, at, 1)
            else:
                grid.addWidget(content, at, 1)
            for name in names:
                at += 1
                grid.addWidget(self.faults[name], at, 1)
            at += 1
        grid.addWidget(label(words.say("Outcome"), Type.SECONDARY, "text2"), at, 0)
        last = QHBoxLayout()
        last.setSpacing(Size.GAP)
        last.addWidget(self.outcome)
        last.addWidget(label(words.say("Mood"), Type.SECONDARY, "text2"))
        last.addWidget(self.mood)
        last.addStretch(1)
        grid.addLayout(last, at, 1)

    def _connect(self) -> None:
        self.account.changed.connect(lambda: self.account_chosen.emit(self.account.value()))
        for line in (self.when, self.place):
            line.textEdited.connect(self.changed)
        for signal in (self.kinds.changed, self.people.changed, self.outcome.chosen, self.mood.chosen):
            signal.connect(self.changed)
        self.people.creation_wished.connect(self._add_guest)
        self.when.editingFinished.connect(self._settle_when)

    # What is known

    def set_accounts(self, choices: Sequence[AccountChoice]) -> None:
        """The clients that can be chosen."""
        self.account.set_options([(each.id, each.name) for each in choices])

    def set_context(self, context: CaptureContext) -> None:
        """People and meetings of the client."""
        self._context = context
        self._today = context.today
        if self.account.value() != context.account_id:
            if context.account_id not in self.account.values:
                self.account.set_options([(context.account_id, context.account)])
            self.account.set_value(context.account_id)

    def show_meeting(self, meeting: WaitingMeeting | None, waiting: Sequence[WaitingMeeting]) -> None:
        """Which planned meeting this is, and which it could be."""
        words = self.look.words
        self.meeting.setVisible(bool(waiting))
        self.meeting.setText(meeting.subject if meeting else words.say("Not planned"))
        self.meeting.setAccessibleName(words.say("Planned meeting: {subject}", subject=self.meeting.text()))
        menu = QMenu(self.meeting)
        for each in waiting:
            moment = self.look.formats.weekday_moment(each.starts_local)
            action = menu.addAction(words.say("{subject}, {moment}", subject=each.subject, moment=moment))
            action.triggered.connect(lambda _=False, each=each: self.meeting_chosen.emit(each))
        none = menu.addAction(words.say("Not planned"))
        none.triggered.connect(lambda _=False: self.meeting_chosen.emit(None))
        self.meeting.setMenu(menu)

    def candidates(self, ids: Sequence[UUID]) -> list[Candidate]:
        """People of the client and of us by their identities."""
        return [each for identity in ids for each in self._known() if each.id == identity]

    def guest(self, name: str) -> Candidate:
        """Somebody who is in no list."""
        return Candidate(uuid4(), name, self.look.words.say("guest"))

    def _known(self) -> list[Candidate]:
        if self._context is None:
            return []
        words = self.look.words
        people = [
            Candidate(each.id, each.called, each.job_title or "", each.name.initials)
            for each in self._context.people
        ]
        ours = [
            Candidate(
                each.id, each.name, words.say("one of us"), "".join(w[0] for w in each.name.split()[:2])
            )
            for each in self._context.colleagues
        ]
        return people + ours

    def _ask(self, text: str, answer: Answer) -> None:
        """Everything is at hand: nobody is asked."""
        wanted = fold(text)
        full = {each.id: each.name.full for each in self._context.people} if self._context else {}
        answer(
            [
                each
                for each in self._known()
                if wanted in fold(f"{each.name} {full.get(each.id, '') if isinstance(each.id, UUID) else ''}")
            ]
        )

    def _add_guest(self, name: str) -> None:
        self.people.add(self.guest(name))

    # When

    def begin(self, now: datetime) -> None:
        """It is a moment of this local time until somebody says another."""
        self._today = now.date()
        self.show_when(now, None)

    def show_when(self, local: datetime, minutes: int | None) -> None:
        """Show a moment and how long it took."""
        words, formats = self.look.words, self.look.formats
        day = words.say("today") if local.date() == self._today else formats.full_date(local.date())
        if minutes:
            hours = formats.time_range(local, local + timedelta(minutes=minutes))
        else:
            hours = formats.clock(local.time())
        self.when.setText(f"{day}, {hours}")

    def moment(self) -> When | None:
        """What is typed as the time; None where it says none."""
        return read_when(self.when.text(), self._today)

    def _settle_when(self) -> None:
        found = self.moment()
        if found is not None and found.at is not None:
            self.show_when(datetime.combine(found.day, found.at), found.minutes)

    # Choices

    def picked(self) -> tuple[Candidate, ...]:
        """Who took part."""
        value = self.people.value()
        return value if isinstance(value, tuple) else ()

    def chosen_outcome(self) -> InteractionOutcome | None:
        """The outcome that is on."""
        return InteractionOutcome.of(self.outcome.current) if self.outcome.current else None

    def chosen_mood(self) -> Mood | None:
        """The mood that is on."""
        return Mood.of(int(self.mood.current)) if self.mood.current else None

    def shift_mood(self, step: int) -> None:
        """A step better or worse; from nothing to neutral and on."""
        now = self.chosen_mood()
        value = max(int(min(Mood)), min(int(max(Mood)), (0 if now is None else int(now)) + step))
        self.mood.choose(str(value))
        self.changed.emit()

    # Faults

    def show_faults(self, sentences: Mapping[str, str]) -> None:
        """What is wrong beside each field; an empty mapping takes all of it away."""
        editors: dict[str, Any] = {"when": self.when, "place": self.place}
        for name, place in self.faults.items():
            place.setText(sentences.get(name, ""))
            place.setVisible(name in sentences)
            if name in editors:
                set_property(editors[name], "state", "wrong" if name in sentences else "")
        self.account.set_wrong(wrong="account" in sentences)
        self.people.set_wrong(wrong="people" in sentences)
