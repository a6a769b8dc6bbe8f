"""The calendar: a day, a week, a month or a list of meetings, and at the right whom it is time to meet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import ClassVar, Final
from uuid import UUID

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout

from kam.core.changes import Area
from kam.core.periods import Month
from kam.services.calendar.form_reading import MeetingValues
from kam.services.calendar.outgoing import period_file
from kam.services.calendar.period import day_of_meeting, read_period
from kam.services.calendar.rows import CalendarEntry, Deadline, DeadlineKind, Period, Touch
from kam.services.calendar.touches import read_touches
from kam.ui.calendar.agenda import AgendaView
from kam.ui.calendar.deeds import Deeds
from kam.ui.calendar.head import VIEWS, Head
from kam.ui.calendar.hours_canvas import Plan
from kam.ui.calendar.legend import Legend
from kam.ui.calendar.month import MonthView, same_time
from kam.ui.calendar.side import Side
from kam.ui.calendar.touching import Touching
from kam.ui.calendar.week import WeekView, week_of
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.meeting_form import ask_for_meeting
from kam.ui.meeting_form.invitations import take_calendar_file
from kam.ui.page import Page
from kam.ui.places import CALENDAR, PROMISES, Place, account_place, complaint_place
from kam.ui.widgets.focus import tab_in_reading_order
from kam.ui.widgets.labels import rule

_MINUTE: Final = 30_000


class CalendarPage(Page):
    """One page, four views of the same period."""

    areas: ClassVar[Area] = (
        Area.INTERACTIONS | Area.COMMITMENTS | Area.COMPLAINTS | Area.PEOPLE | Area.ACCOUNTS | Area.SETTINGS
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        look = desk.look
        self._view = "week"
        self._anchor = desk.today()
        self._wanted: UUID | None = None
        self._period: Period | None = None
        self._menu: QMenu | None = None
        self._chooser: QFileDialog | None = None
        self.deeds = Deeds(desk, self, self.went.emit, self.refresh)
        self.week = WeekView(look)
        self.month = MonthView(look)
        self.agenda = AgendaView(desk)
        self.side = Side(look)
        self.legend = Legend(look)
        self._touching = Touching(desk, self.side.touches, self.week)
        self.head = Head(look)
        self.range, self.views = self.head.range, self.head.views
        self._stack = QStackedWidget()
        for view in (self.week, self.month, self.agenda):
            self._stack.addWidget(view)
        self.setProperty("ground", "page")
        self._lay_out()
        self._connect()
        self._clock = QTimer(self)
        self._clock.setInterval(_MINUTE)
        self._clock.timeout.connect(self._tick)
        self._clock.start()

    # A page

    def go_to(self, place: Place) -> None:
        """Show a view; a meeting is shown on its day and chosen."""
        if place.view in VIEWS:
            self._view = place.view
        self.views.choose(self._view)
        self._wanted = place.item_id
        if place.item_id is not None:
            work = partial(day_of_meeting, self.desk.workspace, place.item_id)
            self.desk.read(self, work, self._go_to_day_of, key="day of a meeting")
        else:
            self.refresh()
        self._take_keyboard()

    def refresh(self) -> None:
        """Read the days that are shown, and whom it is time to meet."""
        first, last = self._days()
        work = partial(read_period, self.desk.workspace, first, last, as_of=self.desk.now())
        self.desk.read(self, work, self._show, key="calendar")
        touches = partial(read_touches, self.desk.workspace, as_of=self.desk.now())
        self.desk.read(self, touches, self.side.touches.show_touches, key="touches")

    def title(self) -> str:
        """Its name."""
        return self.look.words.say("Calendar")

    def creations(self) -> list[Command]:
        """A meeting."""
        text = self.look.words.say("New meeting…")
        return [Command("create.meeting", text, self.new_meeting, "calendar", "Ctrl+N")]

    def commands(self) -> list[Command]:
        """What can be done here."""
        words = self.look.words
        names = (words.say("Day"), words.say("Week"), words.say("Month"), words.say("List of meetings"))
        views = [
            Command(f"calendar.{code}", name, partial(self.show_view, code), "calendar")
            for code, name in zip(VIEWS, names, strict=True)
        ]
        return [
            Command("calendar.today", words.say("Go to today"), self.go_to_today, "calendar-clock"),
            *views,
            Command("calendar.open", words.say("Open a calendar file…"), self.choose_file, "upload"),
            Command("calendar.save", words.say("Save what is planned…"), self.save_period, "download"),
        ]

    # What it does

    def show_view(self, view: str) -> None:
        """Another view of the same days."""
        self._view = view
        self.views.choose(view)
        self.moved.emit(replace(CALENDAR, view=view))
        self.refresh()
        self._take_keyboard()

    def show_day(self, day: date, view: str | None = None) -> None:
        """The days around a day."""
        self._anchor = day
        if view is not None and view != self._view:
            self.show_view(view)
        else:
            self.refresh()

    def go_to_today(self) -> None:
        """The days around today."""
        self.show_day(self.desk.today())
        if self._view in {"day", "week"}:
            self.week.scroll_to_work()

    def step(self, steps: int) -> None:
        """So many days, weeks or months on."""
        if self._view in {"month", "agenda"}:
            self.show_day((Month.of(self._anchor) + steps).first_day)
        else:
            self.show_day(self._anchor + timedelta(days=steps * (7 if self._view == "week" else 1)))

    def new_meeting(self, starts: datetime | None = None, minutes: int = 60) -> None:
        """The form of a new meeting, at a time where one is given."""
        when = starts or self._proposed_start()
        values = MeetingValues(day=when.date(), starts=when.time(), minutes=minutes)
        ask_for_meeting(self.desk, self, values, self._planned)

    def take_file(self, path: Path) -> None:
        """Take a calendar file in."""
        take_calendar_file(self.desk, self, path)

    def choose_file(self) -> None:
        """Choose a calendar file from the disk."""
        words = self.look.words
        chooser = QFileDialog(self, words.say("Open a calendar file"), "", words.say("Calendars (*.ics)"))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(lambda path: self.take_file(Path(path)))
        self._chooser = chooser
        chooser.open()

    def save_period(self) -> None:
        """Save what is planned in the days that are shown as a calendar file."""
        first, last = self._days()
        self.deeds.choose_file(f"kam-{first}.ics", partial(self._write_period, first, last))

    # Building

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(rule())
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addWidget(self._stack, 1)
        left.addWidget(self.legend)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addLayout(left, 1)
        row.addWidget(rule(upright=True))
        row.addWidget(self.side)
        column.addLayout(row, 1)
        tab_in_reading_order(self)

    def _connect(self) -> None:
        hours, month = self.week.hours, self.month
        head = self.head
        head.views.chosen.connect(self.show_view)
        head.stepped.connect(self.step)
        head.today_wished.connect(self.go_to_today)
        head.new_wished.connect(self.new_meeting)
        head.open_wished.connect(self.choose_file)
        head.save_wished.connect(self.save_period)
        hours.opened.connect(self.deeds.open)
        hours.planned.connect(self._planned_by_hand)
        hours.cancel_wished.connect(self._cancel)
        hours.menu_wished.connect(self._show_menu)
        self.week.heads.opened.connect(self._open_due)
        self.week.day_wished.connect(partial(self.show_day, view="day"))
        month.opened.connect(self.deeds.open)
        month.day_wished.connect(partial(self.show_day, view="day"))
        month.new_wished.connect(self._new_on)
        month.moved.connect(self._moved_to_day)
        month.menu_wished.connect(self._show_menu)
        month.left.connect(self.show_day)
        self.agenda.opened.connect(lambda entry: self.deeds.open(entry.id))
        self.agenda.menu_wished.connect(lambda entry, at: self._show_menu(entry.id, at))
        self.side.month.day_wished.connect(self.show_day)
        self._touching.planned.connect(self._planned)
        self.side.touches.proposed.connect(self._propose)
        for keys, steps in (("PgUp", -1), ("PgDown", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self.step, steps))

    # Showing

    def _current_view(self) -> WeekView | MonthView | AgendaView:
        return {"month": self.month, "agenda": self.agenda}.get(self._view, self.week)  # type: ignore[return-value]

    def _take_keyboard(self) -> None:
        view = self._current_view()
        (view.hours if isinstance(view, WeekView) else view).setFocus()

    def _days(self) -> tuple[date, date]:
        """The first and the last day that are shown."""
        first_weekday = self.look.formats.first_weekday
        if self._view == "day":
            return self._anchor, self._anchor
        if self._view == "week":
            return week_of(self._anchor, first_weekday)
        month = Month.of(self._anchor)
        if self._view == "agenda":
            return month.first_day, month.last_day
        return week_of(month.first_day, first_weekday)[0], week_of(month.last_day, first_weekday)[1]

    def _show(self, period: Period) -> None:
        if (period.first, period.last) != self._days():
            return  # other days were asked for meanwhile
        self._period = period
        view = self._current_view()
        self._stack.setCurrentWidget(view)
        if isinstance(view, MonthView):
            view.show_period(period, Month.of(self._anchor).first_day)
        else:
            view.show_period(period)
        self.range.setText(self._range(period))
        self.legend.show_period(period)
        self.legend.setVisible(not isinstance(view, AgendaView))
        self.side.show_period(period)
        self.side.month.show_days(period.first, period.last, self._anchor, period.now.date())
        if self._wanted is not None:
            self._choose(self._wanted)
            self._wanted = None

    def _choose(self, meeting: UUID) -> None:
        self.week.choose(meeting)
        self.agenda.select([meeting])

    def _range(self, period: Period) -> str:
        """«23–29 ноября 2026, неделя 48»."""
        words, formats = self.look.words, self.look.formats
        if self._view == "day":
            return formats.weekday_date(period.first)
        if self._view != "week":
            return formats.long_month(Month.of(self._anchor))
        first, last = formats.long_date(period.first), formats.long_date(period.last)
        if period.first.month == period.last.month:
            first = str(period.first.day)
        week = words.say("week {number}", number=(period.first + timedelta(days=3)).isocalendar().week)
        return f"{first}{formats.range_dash}{last}, {week}"

    def _go_to_day_of(self, day: date | None) -> None:
        if day is None:
            self._wanted = None
        else:
            self._anchor = day
        self.refresh()

    def _tick(self) -> None:
        if self.isVisible():
            self.week.hours.set_now(self._local_now())

    def _local_now(self) -> datetime:
        return self.desk.now().astimezone(self.desk.zone).replace(tzinfo=None)

    # Deeds

    def _proposed_start(self) -> datetime:
        """The next full hour of what is shown: today's, or ten on another day."""
        day = self.month.day if self._view == "month" and self.month.day is not None else self._anchor
        now = self._local_now()
        if day <= now.date():
            return now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        return datetime.combine(day, datetime.min.time()).replace(hour=10)

    def _planned(self, meeting: UUID) -> None:
        self._wanted = meeting
        work = partial(day_of_meeting, self.desk.workspace, meeting)
        self.desk.read(self, work, self._go_to_day_of, key="day of a meeting")

    def _planned_by_hand(self, plan: Plan) -> None:
        if plan.entry is None:
            self.new_meeting(plan.starts, plan.minutes)
        else:
            self.deeds.move(plan.entry, plan.starts, plan.minutes)

    def _moved_to_day(self, entry: CalendarEntry, day: date) -> None:
        self.deeds.move(entry, same_time(entry, day), entry.minutes or 30)

    def _new_on(self, day: date) -> None:
        self.new_meeting(datetime.combine(day, datetime.min.time()).replace(hour=10))

    def _cancel(self, meeting: UUID) -> None:
        entry = self._period.entry(meeting) if self._period else None
        if entry is not None:
            self.deeds.cancel(entry)

    def _show_menu(self, meeting: UUID | None, at: QPoint) -> None:
        entry = self._period.entry(meeting) if self._period else None
        if entry is not None:
            self._menu = self.deeds.menu(entry, self._local_now(), at)

    def _open_due(self, due: Deadline | CalendarEntry) -> None:
        if isinstance(due, CalendarEntry):
            self.deeds.open(due.id)
        elif due.kind is DeadlineKind.BIRTHDAY:
            self.went.emit(account_place(due.account_id, "people", due.id))
        elif due.kind is DeadlineKind.PROMISE:
            self.went.emit(replace(PROMISES, item_id=due.id))
        else:
            self.went.emit(complaint_place(due.id))

    def _propose(self, touch: Touch | None) -> None:
        """Show the day that suits somebody, with the place of the call on it."""
        if touch is None or touch.starts is None:
            self.week.propose(None)
            return
        if self._view not in {"day", "week"}:
            self.show_view("week")
        first, last = self._days()
        if not first <= touch.starts.date() <= last:
            self.show_day(touch.starts.date())
        self.week.propose(touch)

    def _write_period(self, first: date, last: date, path: Path) -> None:
        def work() -> int:
            data, count = period_file(self.desk.workspace, first, last, as_of=self.desk.now())
            path.write_bytes(data)
            return count

        def told(count: int) -> None:
            words = self.look.words
            line = words.say_many(
                "{count} meeting is in {path}.", "{count} meetings are in {path}.", count, path=path
            )
            self.desk.hub.notice(line)

        self.desk.read(self, work, told)
