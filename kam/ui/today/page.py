"""The page of today: four columns of attention, each line of which opens its place or is done here."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, ClassVar, Final
from uuid import UUID

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kam.core.changes import Area
from kam.services.today import (
    HORIZONS,
    MEETING,
    MeetingItem,
    Today,
    TodayChoices,
    TodayQuery,
    Whose,
    read_today,
    today_choices,
)
from kam.ui.commands import Command
from kam.ui.commitments.deeds import PromiseDeeds
from kam.ui.desk import Desk
from kam.ui.page import Page
from kam.ui.places import (
    ACCOUNTS,
    CALENDAR,
    HEALTH_VIEW,
    IMPORTS,
    PROMISES,
    SETTINGS,
    Place,
    brief_place,
    capture_place,
    prepare_place,
)
from kam.ui.theme.tokens import Size
from kam.ui.today import columns as names
from kam.ui.today.column import DayColumn
from kam.ui.today.columns import DayColumns
from kam.ui.today.day_list import DayList, Deeds
from kam.ui.today.head import Head
from kam.ui.today.lines import Entry
from kam.ui.today.paper import day_paper
from kam.ui.today.putting_off import PuttingOff
from kam.ui.widgets.buttons import button, link
from kam.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from kam.ui.health.why import HealthWhy

_KEPT: Final = "today"
_MINUTE: Final = 60_000
_WIDTHS: Final = {names.MEETINGS: 32, names.PROMISES: 28, names.CLOCKS: 24, names.SIGNALS: 26}
"""How the columns share the width."""
_AFTER_PAINTING: Final = 50
"""Milliseconds after the first lines stand; then what takes long is read."""


class TodayPage(Page):
    """Meetings, promises, clocks of complaints and signals, read anew each minute while it is shown."""

    areas: ClassVar[Area] = Area.EVERYTHING

    def __init__(self, desk: Desk, plan: Callable[[QWidget], None]) -> None:
        """``plan`` opens the form of a new meeting over a page."""
        super().__init__(desk)
        self._plan = plan
        self._today: Today | None = None
        self._query = self._kept_query()
        self._lines = DayColumns(desk.look)
        self.promises = PromiseDeeds(desk, self)
        self.putting_off = PuttingOff(desk, self)
        self.paper = day_paper(desk, self, lambda: self._query)
        self.head = Head(desk.look)
        self.columns = self._make_columns()
        self._empty = self._empty_state()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._minute_passed)
        self._lay_out()
        self._connect()

    def go_to(self, place: Place) -> None:
        """Show the day as it is now."""
        self.refresh()
        if place.view in self.columns and (first := self.columns[place.view].list) is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the day; the first time what is read at once before what takes long."""
        self._read(patient=False)
        self.desk.read(
            self, partial(today_choices, self.desk.workspace), self._show_choices, key="today choices"
        )

    def _read(self, *, patient: bool) -> None:
        """Read the day; ``patient`` waits for the health of everybody, which is known then but for a few."""
        work = partial(
            read_today,
            self.desk.workspace,
            self._query,
            as_of=self.desk.now(),
            whole=self._today is not None,
            patient=patient,
        )
        self.desk.read(self, work, self._show, key="today")

    def _read_health(self) -> None:
        """The health of everybody, apart: nothing else waits for it."""
        from kam.services.health.book import read_whole_health  # a start does without

        work = partial(read_whole_health, self.desk.workspace, as_of=self.desk.now(), trends=False)
        self.desk.read_later(self, work, lambda _: self._read(patient=True), key="health")

    def title(self) -> str:
        """Its name."""
        return self.look.words.say("Today")

    def creations(self) -> list[Command]:
        """A meeting and a promise come of the day first."""
        words = self.look.words
        return [
            Command("create.meeting", words.say("New meeting…"), self.plan_meeting, "calendar"),
            Command("create.promise", words.say("New promise"), self.promises.add, "handshake"),
        ]

    def commands(self) -> list[Command]:
        """What can be done here, for the palette."""
        words = self.look.words
        found = [
            Command("today.print", words.say("Print the day"), self.paper.print, "printer", "Ctrl+P"),
            Command("today.save", words.say("Save the day as PDF…"), self.paper.save, "download"),
        ]
        if self._today is not None and self._today.put_off:
            found.append(
                Command("today.put_off", words.say("Show what is put off"), self.show_put_off, "alarm-clock")
            )
        item = self._today.next_meeting if self._today is not None else None
        if item is not None:
            hint = item.entry.subject
            found += [
                Command(
                    "today.prepare",
                    words.say("Prepare the next meeting"),
                    partial(self._prepare, item),
                    "clipboard-check",
                    hint=hint,
                ),
                Command(
                    "today.record",
                    words.say("Record the next meeting"),
                    partial(self._record, item),
                    "square-pen",
                    hint=hint,
                ),
            ]
        return found

    def to_record(self, place: Place) -> Place:
        """The meeting or client of the chosen line; else today's meeting that goes on or was over last."""
        for column in self.columns.values():
            if column.list.hasFocus() and (entry := column.list.current_entry()) is not None:
                return _record_of(entry)
        if self._today is None:
            return super().to_record(place)
        now = self.desk.now().astimezone(self.desk.zone).replace(tzinfo=None)
        begun = [each for each in self._today.unrecorded if each.starts.date() == now.date()]
        begun += [
            item.entry
            for _, items in self._today.meetings
            for item in items
            if item.entry.starts <= now and not item.entry.internal
        ]
        if not begun:
            return super().to_record(place)
        last = max(begun, key=lambda each: (min(each.ends, now), each.starts))
        return capture_place(last.account_id, last.id)

    def keep(self) -> None:
        """Remember how far ahead and whose clients are looked at."""
        query = self._query
        colleague = str(query.colleague_id) if query.colleague_id else ""
        state = {"days": query.days, "whose": query.whose.value, "colleague": colleague}
        self.desk.local.keep_page(_KEPT, state)

    @property
    def is_whole(self) -> bool:
        """Whether what takes long to read is shown too."""
        return self._today is not None and self._today.whole and self._today.has_health

    def plan_meeting(self) -> None:
        """Open the form of a new meeting."""
        self._plan(self)

    def show_put_off(self) -> None:
        """Open the list of what is put off."""
        if self._today is not None and self._today.put_off:
            self.putting_off.show_list(self._today.put_off)

    # Building

    def _make_columns(self) -> dict[str, DayColumn]:
        words, look = self.look.words, self.look
        deeds = Deeds(
            open=self._open,
            do=self._do,
            menu=self._menu,
            prepare=self._prepare,
            brief=self._brief,
            record=self._record,
        )
        meetings = DayColumn(look, words.say("Meetings"), "calendar", deeds)
        meetings.add_action(link(look, words.say("Calendar"), run=partial(self.went.emit, CALENDAR)))
        meetings.with_foot(link(look, words.say("Plan a meeting"), icon="plus", run=self.plan_meeting))
        promises = DayColumn(look, words.say_in("page", "Promises"), "handshake", deeds).with_foot()
        promises.add_action(
            link(look, words.say_in("promises", "All"), run=partial(self.went.emit, PROMISES))
        )
        clocks = DayColumn(look, words.say("Clocks of complaints"), "timer", deeds).with_foot()
        thresholds = partial(self.went.emit, replace(SETTINGS, view="thresholds"))
        signals = DayColumn(look, words.say("Signals"), "activity", deeds).with_foot(
            link(look, words.say("Set the thresholds of signals"), run=thresholds)
        )
        return {
            names.MEETINGS: meetings,
            names.PROMISES: promises,
            names.CLOCKS: clocks,
            names.SIGNALS: signals,
        }

    def _empty_state(self) -> EmptyState:
        words, look = self.look.words, self.look
        return EmptyState(
            look,
            "sun",
            words.say("Here your day will stand"),
            words.say(
                "Meetings with what they still lack, promises that are due, complaints whose clock runs, and"
                " what nobody would notice in time. It begins with the first client."
            ),
            buttons=[
                button(look, words.say("To the clients"), run=partial(self.went.emit, ACCOUNTS)),
                button(look, words.say("Import…"), run=partial(self.went.emit, IMPORTS)),
            ],
        )

    def _lay_out(self) -> None:
        self.setProperty("ground", "sunk")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        held = QWidget()
        self._row = QHBoxLayout(held)
        self._row.setContentsMargins(Size.PAGE_MARGIN, 0, Size.PAGE_MARGIN, Size.GAP)
        for name, column in self.columns.items():
            self._row.addWidget(column, _WIDTHS[name])
        self._stack = QStackedWidget()
        self._stack.addWidget(held)
        self._stack.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        whole.addWidget(self._stack, 1)
        for name in (names.PROMISES, names.CLOCKS):
            self.columns[name].show_note("")

    def _connect(self) -> None:
        self.head.wished.connect(self._ask)
        self.head.put_off_wished.connect(self.show_put_off)
        self.head.print_wished.connect(self.paper.print)
        self.promises.went.connect(self.went)
        for column in self.columns.values():
            column.list.sideways.connect(partial(self._sideways, column.list))
        shortcut = QShortcut(QKeySequence("Ctrl+P"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.paper.print)

    # Showing

    def showEvent(self, event: QShowEvent) -> None:
        """From now on each minute counts."""
        super().showEvent(event)
        self._wait_for_the_minute()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._timer.stop()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A low window has closer rows and narrower gaps."""
        super().resizeEvent(event)
        compact = self.window().height() < Size.SMALL_BELOW
        self._row.setSpacing(Size.GAP_SMALL if compact else Size.GAP)
        for column in self.columns.values():
            column.list.set_compact(compact=compact)

    def _wait_for_the_minute(self) -> None:
        now = self.desk.now()
        self._timer.start(_MINUTE - now.second * 1000 - now.microsecond // 1000 + 20)

    def _minute_passed(self) -> None:
        self.refresh()
        self._wait_for_the_minute()

    def _show(self, today: Today) -> None:
        first = self._today is None
        if today.whole and not today.has_health:
            self._read_health()
            if self.is_whole:
                return  # what is shown stands until as much is known again
        if today.whole or first:
            self._today = today
        self.head.show_day(today.day)
        self.head.show_put_off(len(today.put_off))
        self._stack.setCurrentIndex(1 if not today.clients and self._query.whose is Whose.ALL else 0)
        lines = self._lines.of(today)
        counts = {
            names.MEETINGS: today.meeting_count,
            names.PROMISES: today.promise_count,
            names.CLOCKS: today.clock_count,
            names.SIGNALS: today.signal_count,
        }
        for name, column in self.columns.items():
            column.show_lines(lines[name], counts[name])
        if today.whole:
            self.columns[names.PROMISES].show_note(self._lines.kept(today))
            self.columns[names.CLOCKS].show_note(self._lines.answered(today))
        if first and not today.whole:
            QTimer.singleShot(_AFTER_PAINTING, self, self.refresh)

    def _show_choices(self, choices: TodayChoices) -> None:
        self.head.show_choices(choices)
        self.head.show_query(self._query)

    def _ask(self, query: TodayQuery) -> None:
        self._query = query
        self.head.show_query(query)
        self.keep()
        self.refresh()

    def _kept_query(self) -> TodayQuery:
        """What was looked at the last time; a colleague of another workspace is nobody here."""
        kept = self.desk.local.page(_KEPT)
        query = TodayQuery()
        with suppress(ValueError, TypeError):
            whose = Whose(kept.get("whose", Whose.ALL.value))
            days = int(kept.get("days", query.days))
            colleague = UUID(str(kept["colleague"])) if kept.get("colleague") else None
            if days in HORIZONS and (whose is not Whose.COLLEAGUE or colleague is not None):
                return TodayQuery(days, whose, colleague)
        return query

    # Doing

    def _open(self, entry: Entry) -> None:
        """Go there; why health fell is answered over the day."""
        if entry.place.view == HEALTH_VIEW and entry.place.account_id is not None:
            self.health_why.ask(entry.place.account_id)
        else:
            self.went.emit(entry.place)

    @cached_property
    def health_why(self) -> HealthWhy:
        """Why health is what it is; made when it is first asked."""
        from kam.ui.health.why import HealthWhy

        made = HealthWhy(self.desk, self)
        made.went.connect(self.went)
        return made

    def _do(self, entry: Entry) -> None:
        if entry.promise is not None:
            self.promises.tick([entry.promise.id], entry.promise.text)
        else:
            self.went.emit(entry.record or entry.place)

    def _menu(self, entry: Entry, at: QPoint) -> None:
        words = self.look.words
        own: list[tuple[str, str, Callable[[], None]]] = []
        if entry.promise is not None:
            own.append((words.say_in("button", "Done"), "check", partial(self._do, entry)))
            own.append(
                (
                    words.say("New date…"),
                    "calendar-clock",
                    partial(self.promises["shift"].run, [entry.promise]),
                )
            )
        if entry.record is not None:
            own.append((words.say("Record what happened…"), "square-pen", partial(self._do, entry)))
        if entry.facts is not None:
            item = entry.facts.item
            own.append((words.say_in("button", "Prepare"), "clipboard-check", partial(self._prepare, item)))
            own.append((words.say_in("button", "Record"), "square-pen", partial(self._record, item)))
        if entry.record is None and entry.facts is None:
            own.append((words.say_in("button", "Open"), "arrow-right", partial(self._open, entry)))
        self.putting_off.open_menu(entry, at, own)

    def _prepare(self, item: MeetingItem) -> None:
        self.went.emit(prepare_place(item.entry.account_id, item.entry.id))

    def _brief(self, item: MeetingItem) -> None:
        self.went.emit(brief_place(item.entry.account_id, item.entry.id))

    def _record(self, item: MeetingItem) -> None:
        self.went.emit(capture_place(item.entry.account_id, item.entry.id))

    def _sideways(self, left: DayList, step: int) -> None:
        lists = [column.list for column in self.columns.values()]
        at = lists.index(left) + step
        if 0 <= at < len(lists):
            lists[at].setFocus(Qt.FocusReason.OtherFocusReason)


def _record_of(entry: Entry) -> Place:
    """Where what happened about an entry is written down: at its meeting, else with its client."""
    if entry.record is not None:
        return entry.record
    meeting = entry.line.about if entry.line.code == MEETING else None
    return capture_place(entry.line.account_id, meeting)
