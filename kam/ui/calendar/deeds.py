"""What is done with a meeting of the calendar, a step each; of a series it is asked how far it reaches."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from kam.core.changes import Outcome
from kam.core.file_names import clean_name
from kam.core.vocabulary import InteractionStatus
from kam.core.zones import moment_of
from kam.services.calendar.deeds import (
    cancel_meeting,
    delete_meeting,
    miss_meeting,
    move_meeting,
    plan_again,
    resize_meeting,
)
from kam.services.calendar.outgoing import meeting_file
from kam.services.calendar.rows import CalendarEntry
from kam.services.calendar.series import Scope
from kam.ui.calendar.wording import CalendarWords
from kam.ui.desk import Desk
from kam.ui.look import Look
from kam.ui.meeting_form import open_meeting
from kam.ui.places import Place, account_place, capture_place, prepare_place
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import ChoiceEditor


class ReachSheet(FormSheet):
    """Asks how many meetings of a series a deed reaches."""

    def __init__(
        self, look: Look, over: QWidget, heading: str, primary: str, run: Callable[[Scope], None]
    ) -> None:
        words = look.words
        told = words.say("It is one of a series. What has taken place is left as it was.")
        super().__init__(look, over, heading, told, primary=primary, draft=None, width=400)
        reaches = [
            (Scope.THIS, words.say("this one")),
            (Scope.FOLLOWING, words.say("this and the following")),
            (Scope.ALL, words.say("all that lie ahead")),
        ]
        self.form.add("reach", words.say("Reaches"), ChoiceEditor(look, reaches), value=Scope.THIS)
        self._run = run
        self.wished.connect(self._go)

    def is_changed(self) -> bool:
        """A choice is no loss."""
        return False

    def _go(self) -> None:
        reach = self.form["reach"].value()
        self.done_well()
        self._run(reach)


class Deeds:
    """Runs them for a page; after what was refused the page shows things as they are."""

    def __init__(
        self, desk: Desk, over: QWidget, go: Callable[[Place], None], show_again: Callable[[], None]
    ) -> None:
        self._desk = desk
        self._over = over
        self._go = go
        self._show_again = show_again
        self._said = CalendarWords(desk.look)
        self._chooser: QFileDialog | None = None

    def open(self, meeting: UUID) -> None:
        """The form of a meeting."""
        open_meeting(self._desk, self._over, meeting)

    def move(self, entry: CalendarEntry, starts: datetime, minutes: int) -> None:
        """Put it at another local time, or let it take longer."""
        words = self._desk.look.words
        moment = moment_of(starts, self._desk.zone.key)
        if moment is None:
            self._desk.hub.notice(words.say("Clocks skip this hour on that day."))
            self._show_again()
            return
        longer = minutes != (entry.minutes or 30)
        when = self._desk.look.formats.weekday_moment(starts)

        def run(scope: Scope) -> None:
            workspace = self._desk.workspace
            if starts == entry.starts:
                work = partial(resize_meeting, workspace, entry.id, minutes, scope=scope)
                told = words.say("Now takes {time}", time=self._said.duration(minutes))
            else:
                length = minutes if longer else None
                work = partial(move_meeting, workspace, entry.id, moment, minutes=length, scope=scope)
                told = words.say("Moved: {subject}, {when}", subject=entry.subject, when=when)
            self._change(work, told)

        self._ask(entry, words.say("Move the meeting"), words.say_in("button", "Move"), run)

    def cancel(self, entry: CalendarEntry) -> None:
        """Call it off."""
        words = self._desk.look.words
        if entry.status is not InteractionStatus.PLANNED:
            return

        def run(scope: Scope) -> None:
            work = partial(cancel_meeting, self._desk.workspace, entry.id, scope=scope)
            self._change(work, words.say("Cancelled: {subject}", subject=entry.subject))

        self._ask(entry, words.say("Cancel the meeting"), words.say("Cancel the meeting"), run)

    def delete(self, entry: CalendarEntry) -> None:
        """Delete it with what was prepared for it."""
        words = self._desk.look.words

        def run(scope: Scope) -> None:
            work = partial(delete_meeting, self._desk.workspace, entry.id, scope=scope)
            self._change(work, words.say("Deleted: {subject}", subject=entry.subject))

        self._ask(entry, words.say("Delete the meeting"), words.say_in("button", "Delete"), run)

    def miss(self, entry: CalendarEntry) -> None:
        """Note that it did not take place."""
        told = self._desk.look.words.say("Did not take place: {subject}", subject=entry.subject)
        self._change(partial(miss_meeting, self._desk.workspace, entry.id), told)

    def plan_again(self, entry: CalendarEntry) -> None:
        """Plan what was called off."""
        told = self._desk.look.words.say("Planned again: {subject}", subject=entry.subject)
        self._change(partial(plan_again, self._desk.workspace, entry.id), told)

    def menu(self, entry: CalendarEntry, now: datetime, at: QPoint) -> QMenu:
        """What can be done with it, shown at a place of the screen."""
        words = self._desk.look.words
        menu = QMenu(self._over)
        menu.setAccessibleName(entry.subject)

        def offer(text: str, icon: str, run: Callable[[], object]) -> None:
            action = menu.addAction(text.replace("&", "&&"))
            action.setIcon(self._desk.look.theme.icon(icon))
            action.triggered.connect(lambda: run())  # noqa: PLW0108 - drops the signal's own argument

        offer(words.say("Open…"), "calendar", partial(self.open, entry.id))
        if entry.status is InteractionStatus.PLANNED and entry.starts >= now:
            prepare = partial(self._go, prepare_place(entry.account_id, entry.id))
            offer(words.say("Prepare"), "clipboard-check", prepare)
        client = partial(self._go, account_place(entry.account_id))
        offer(words.say("Go to {name}", name=entry.account), "building-2", client)
        menu.addSeparator()
        if entry.starts < now and entry.takes_place:
            record = partial(self._go, capture_place(entry.account_id, entry.id))
            offer(words.say("Record what happened…"), "square-pen", record)
        if entry.status is InteractionStatus.PLANNED:
            offer(words.say("Cancel the meeting"), "x", partial(self.cancel, entry))
            if entry.starts < now:
                offer(words.say("Did not take place"), "user-x", partial(self.miss, entry))
        elif not entry.takes_place:
            offer(words.say("Plan again"), "rotate-ccw", partial(self.plan_again, entry))
        offer(words.say("Delete"), "trash-2", partial(self.delete, entry))
        menu.addSeparator()
        offer(words.say("Save as a calendar file…"), "download", partial(self.save_file, entry))
        menu.popup(at)
        return menu

    def save_file(self, entry: CalendarEntry) -> None:
        """Ask where the file of a meeting goes; of one that repeats the whole series."""
        name = clean_name(f"{entry.subject}.ics", "meeting.ics")
        self.choose_file(name, partial(self._write_meeting, entry))

    def choose_file(self, name: str, then: Callable[[Path], None]) -> None:
        """Ask where a calendar file goes."""
        words = self._desk.look.words
        chooser = QFileDialog(
            self._over, words.say("Save as a calendar file"), name, words.say("Calendars (*.ics)")
        )
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix("ics")
        chooser.fileSelected.connect(lambda path: then(Path(path)))
        self._chooser = chooser
        chooser.open()

    def _write_meeting(self, entry: CalendarEntry, path: Path) -> None:
        def work() -> None:
            data = meeting_file(
                self._desk.workspace, entry.id, whole_series=entry.repeats, as_of=self._desk.now()
            )
            path.write_bytes(data)

        told = self._desk.look.words.say("The meeting is in {path}.", path=path)
        self._desk.read(self._over, work, lambda _: self._desk.hub.notice(told))

    def _ask(self, entry: CalendarEntry, heading: str, primary: str, run: Callable[[Scope], None]) -> None:
        if not entry.repeats:
            run(Scope.THIS)
            return
        sheet = ReachSheet(self._desk.look, self._over, heading, primary, run)
        sheet.rejected.connect(self._show_again)
        sheet.open()

    def _change(self, work: Callable[[], Outcome[Any]], told: str) -> None:
        def refused(_error: Exception) -> bool:
            self._show_again()
            return False

        self._desk.change(self._over, work, otherwise=refused, notice=told, undoable=True)
