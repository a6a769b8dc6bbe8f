"""Putting lines of Today off: the small menu, and what is done by it and by its sheets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import TYPE_CHECKING, Final
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from kam.services.today import PutOffRow, explain_away, put_off, take_back
from kam.ui.desk import Desk
from kam.ui.today.lines import Entry
from kam.ui.today.wording import DayWords

if TYPE_CHECKING:
    from kam.ui.widgets.dialogs import FormSheet, ReasonSheet, Sheet

MORNING: Final = time(9)
_MONDAY: Final = 0
_A_DAY: Final = timedelta(days=1)


class PuttingOff(QObject):
    """What can be done with a line that one does not want to see now."""

    went = Signal(object)

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._say = DayWords(desk.look)
        self.menu: QMenu | None = None
        self.sheet: Sheet | None = None

    def open_menu(self, entry: Entry, at: QPoint, own: list[tuple[str, str, Callable[[], None]]]) -> None:
        """The menu of a line at a place of the screen; ``own`` are its own deeds: text, icon, deed."""
        look, words = self._desk.look, self._desk.look.words
        menu = QMenu(self._page)
        menu.setAccessibleName(words.say("What to do with {name}", name=entry.name))
        for text, icon, run in own:
            menu.addAction(look.theme.icon(icon), text.replace("&", "&&")).triggered.connect(_without(run))
        menu.addSeparator()
        now = self._now()
        for text, moment in self.moments(now):
            action = menu.addAction(look.theme.icon("alarm-clock"), text)
            action.triggered.connect(_without(partial(self.put_off, entry, moment)))
        ask = menu.addAction(look.theme.icon("calendar"), words.say("Put off until a day…"))
        ask.triggered.connect(_without(partial(self.ask_for_a_day, entry)))
        if entry.is_signal:
            menu.addSeparator()
            explain = menu.addAction(look.theme.icon("message-circle"), words.say("Explain away…"))
            explain.triggered.connect(_without(partial(self.ask_for_a_reason, entry)))
        menu.aboutToHide.connect(menu.deleteLater)
        self.menu = menu
        menu.popup(at)

    def moments(self, now: datetime) -> list[tuple[str, datetime]]:
        """The usual moments (local) with their words."""
        words, formats = self._desk.look.words, self._desk.look.formats
        hour = (now + timedelta(hours=1)).replace(second=0, microsecond=0)
        tomorrow = datetime.combine(now.date() + _A_DAY, MORNING)
        monday = tomorrow + _A_DAY * ((_MONDAY - tomorrow.weekday()) % 7)
        clock = formats.clock(MORNING)
        found = [
            (words.say("Put off for an hour, until {time}", time=formats.clock(hour.time())), hour),
            (words.say("Put off until tomorrow, {time}", time=clock), tomorrow),
        ]
        if monday != tomorrow:
            text = words.say("Put off until Monday {day}", day=formats.day_and_month(monday.date()))
            found.append((text, monday))
        return found

    def put_off(self, entry: Entry, until: datetime) -> None:
        """Do not show a line until a local moment."""
        said = self._say.until(until, self._now())
        notice = self._desk.look.words.say("Put off {until}: {name}", until=said, name=entry.name)
        use_case = partial(
            put_off,
            self._desk.workspace,
            entry.line,
            until.replace(tzinfo=self._desk.zone).astimezone(UTC),
            now=self._desk.now(),
        )
        self._desk.change(self, use_case, notice=notice, undoable=True)

    def ask_for_a_day(self, entry: Entry) -> None:
        """Ask until which day."""
        from kam.ui.today.sheets import day_sheet  # sheets when one is wished: a start does without forms

        sheet = day_sheet(self._desk, self._page.window(), entry)
        sheet.wished.connect(partial(self._take_day, sheet, entry))
        self._open(sheet)

    def ask_for_a_reason(self, entry: Entry) -> None:
        """Ask why a signal needs nothing."""
        from kam.ui.today.sheets import reason_sheet

        sheet = reason_sheet(self._desk, self._page.window(), entry)
        sheet.reasoned.connect(partial(self._explain, sheet, entry))
        self._open(sheet)

    def show_list(self, rows: tuple[PutOffRow, ...]) -> None:
        """Everything that is put off, to be taken back."""
        from kam.ui.today.sheets import PutOffSheet

        self._open(PutOffSheet(self._desk, self._page.window(), rows, self.take_back))

    def take_back(self, ids: list[UUID]) -> None:
        """Show lines again."""
        words = self._desk.look.words
        notice = words.say_many("{count} line is back", "{count} lines are back", len(ids))
        use_case = partial(take_back, self._desk.workspace, ids)
        self._desk.change(self, use_case, notice=notice, undoable=True)

    # Inside

    def _now(self) -> datetime:
        return self._desk.now().astimezone(self._desk.zone).replace(tzinfo=None)

    def _open(self, sheet: Sheet) -> None:
        self.sheet = sheet
        sheet.open()

    def _take_day(self, sheet: FormSheet, entry: Entry) -> None:
        words = self._desk.look.words
        day = sheet.form["day"].value()
        if day is None or day <= self._desk.today():
            sheet.form.set_faults({"day": words.say("Choose a day after today.")})
            return
        sheet.done_well()
        self.put_off(entry, datetime.combine(day, MORNING))

    def _explain(self, sheet: ReasonSheet, entry: Entry, reason: str) -> None:
        notice = self._desk.look.words.say("Explained away: {name}", name=entry.name)
        use_case = partial(explain_away, self._desk.workspace, entry.line, reason, now=self._desk.now())
        self._desk.save(sheet, use_case, notice=notice, undoable=True)


def _without(run: Callable[[], object]) -> Callable[..., None]:
    """Drops what a signal hands over."""

    def called(*_: object) -> None:
        run()

    return called
