"""Calendar and holidays: when we work, and the days that are not as their weekday."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from kam.core.words import label
from kam.services.settings import (
    CalendarPage,
    DayException,
    holiday_countries,
    read_calendar_page,
    save_calendar_page,
)
from kam.ui.desk import Desk
from kam.ui.settings.binding import Source
from kam.ui.settings.days import DaySheet, day_row
from kam.ui.settings.hours import BreakEditor, HoursEditor
from kam.ui.settings.item import Item
from kam.ui.settings.rows import fill, form_row
from kam.ui.settings.section import Section
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor
from kam.ui.widgets.fields.times import WeekdaysEditor
from kam.ui.widgets.labels import label as text_label
from kam.ui.widgets.panels import Panel, PanelList

_WEEKDAYS: Final = label("setting", "Working days")
_HOURS: Final = label("setting", "Working hours")
_BREAK: Final = label("setting", "Break")
_COUNTRY: Final = label("setting", "Public holidays")


class CalendarSection(Section):
    """The week and the days of their own at the left, the holidays at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.look.words
        self.calendar = self.bind(Source(read_calendar_page, save_calendar_page, _usual))
        self.country = SearchChoiceEditor(desk.look, [], none=words.say_in("holidays", "none"))
        self.known = text_label("", Type.SECONDARY, "text2", wraps=True)
        self.days = PanelList(desk.look)
        self._days_panel = Panel(desk.look, words.say("Days of their own"))
        self._nothing = text_label("", Type.BODY, "text2", wraps=True)
        self.sheet: DaySheet | None = None
        self.add_left(self._week(), self._exceptions())
        self.add_right(self._holidays())
        self.calendar.shown.connect(self._show_rest)

    def load(self) -> None:
        """The countries are read once, away from the keyboard."""
        super().load()
        if not self.country.combo.count() > 2:  # noqa: PLR2004 - none, and the one that is stored
            work = partial(holiday_countries, self.look.words.language)
            self.desk.read(self, work, self.country.set_options, key="countries")

    def _week(self) -> Panel:
        words, look = self.look.words, self.look
        weekdays = Item(look, "weekdays", _WEEKDAYS, WeekdaysEditor(look), at_once=True)
        hours = Item(
            look,
            "starts",
            _HOURS,
            HoursEditor(look),
            get=lambda page: (page.starts, page.ends),
            put=lambda page, pair: replace(page, starts=pair[0], ends=pair[1]),
            others=("ends",),
            said=words.say("Hours"),
        )
        lunch = Item(look, "lunch", _BREAK, BreakEditor(look))
        panel = Panel(look, words.say("Working week"), secondary=words.say("norms in working time count it"))
        rows = [form_row(self.calendar.add(item), grows=False) for item in (weekdays, hours, lunch)]
        return fill(panel, rows)

    def _holidays(self) -> Panel:
        words = self.look.words
        self.country.set_compact(compact=True)
        item = Item(
            self.look,
            "country",
            _COUNTRY,
            self.country,
            at_once=True,
            said=words.say_in("holidays", "Country"),
        )
        panel = Panel(self.look, words.of(_COUNTRY))
        fill(panel, [form_row(self.calendar.add(item), width=80)])
        self.known.setContentsMargins(Size.PANEL_PADDING, 0, Size.PANEL_PADDING, 12)
        panel.body.addWidget(self.known)
        return panel

    def _exceptions(self) -> Panel:
        words, panel = self.look.words, self._days_panel
        panel.add_action(link(self.look, words.say("Add a day"), icon="plus", run=self.add_day))
        self._nothing.setText(
            words.say("Bridge days, moved days off, a short day before a holiday: they go before the week.")
        )
        self._nothing.setContentsMargins(Size.PANEL_PADDING, 10, Size.PANEL_PADDING, 10)
        panel.body.addWidget(self.days)
        panel.body.addWidget(self._nothing)
        return panel

    # Days of their own

    def add_day(self) -> None:
        """Ask for a day."""
        self._ask(None)

    def _ask(self, day: DayException | None) -> None:
        draft = self.draft_of("settings.day" if day is None else f"settings.day.{day.on}")
        self.sheet = DaySheet(self.look, self, self.desk.today, day, draft)
        self.sheet.day_given.connect(partial(self._put, day))
        self.sheet.open()

    def _put(self, former: DayException | None, day: DayException) -> None:
        sheet = self.sheet

        def change(page: CalendarPage) -> CalendarPage:
            rest = tuple(each for each in page.exceptions if former is None or each.on != former.on)
            return replace(page, exceptions=tuple(sorted((*rest, day), key=lambda each: each.on)))

        if sheet is not None:
            self.calendar.change(change, then=sheet.done_well, otherwise=sheet.take)

    def _remove(self, day: DayException) -> None:
        def change(page: CalendarPage) -> CalendarPage:
            return replace(page, exceptions=tuple(each for each in page.exceptions if each.on != day.on))

        date = self.look.formats.full_date(day.on)
        self.calendar.change(change, notice=self.look.words.say("{date} is usual again", date=date))

    def _show_rest(self) -> None:
        page: CalendarPage = self.calendar.page
        words = self.look.words
        years = page.holiday_years
        if page.country is None:
            text = words.say("Holidays count as days of the week.")
        elif years:
            text = words.say(
                "The holidays of {first}–{last} are kept in the workspace.", first=years[0], last=years[-1]
            )
        else:
            text = words.say("The holidays will be kept in the workspace.")
        self.known.setText(text)
        self._show_days(page.exceptions)

    def _show_days(self, days: Sequence[DayException]) -> None:
        self.days.clear()
        for day in days:
            day_row(self.look, self.days, day, partial(self._ask, day), partial(self._remove, day))
        self.days.setVisible(bool(days))
        self._nothing.setVisible(not days)
        count = self.look.formats.number(len(days)) if days else ""
        self._days_panel.set_title(self.look.words.say("Days of their own"), count)


def _usual(page: CalendarPage) -> CalendarPage:
    """The usual week; which holidays and which days are ours is no default."""
    usual = CalendarPage()
    return replace(page, weekdays=usual.weekdays, starts=usual.starts, ends=usual.ends, lunch=usual.lunch)
