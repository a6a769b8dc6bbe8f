"""Putting lines of Today off: the small menu, the sheet of a date, the sheet of a reason, what is put off."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from kam.analysis.signals import SignalKind
from kam.services.today import COMPLAINT, MEETING, PROMISE, PutOffRow, explain_away, put_off, take_back
from kam.ui.desk import Desk
from kam.ui.places import TODAY
from kam.ui.theme.tokens import Size, Type
from kam.ui.today.columns import SIGNAL_ICONS
from kam.ui.today.lines import Entry
from kam.ui.today.wording import DayWords
from kam.ui.widgets.buttons import button
from kam.ui.widgets.dialogs import FormSheet, ReasonSheet, Sheet
from kam.ui.widgets.fields import DateEditor
from kam.ui.widgets.glyphs import IconGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel, rule

MORNING: Final = time(9)
_MONDAY: Final = 0
_A_DAY: Final = timedelta(days=1)
_ICONS: Final = {MEETING: "calendar", PROMISE: "handshake", COMPLAINT: "timer"} | {
    kind.value: icon for kind, icon in SIGNAL_ICONS.items()
}
_LIST_HEIGHT: Final = 360


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
        words = self._desk.look.words
        sheet = FormSheet(
            self._desk.look,
            self._page.window(),
            words.say("Put off"),
            entry.name,
            primary=words.say_in("button", "Put off"),
            draft=self._desk.draft("today.put_off", entry.line.about, at=TODAY),
        )
        sheet.form.add("day", words.say("Until"), DateEditor(self._desk.look, self._desk.today))
        sheet.wished.connect(partial(self._take_day, sheet, entry))
        self._open(sheet)

    def ask_for_a_reason(self, entry: Entry) -> None:
        """Ask why a signal needs nothing."""
        words = self._desk.look.words
        sheet = ReasonSheet(
            self._desk.look,
            self._page.window(),
            words.say("Explain away"),
            words.say("{signal}. It comes back only if it begins anew.", signal=entry.name),
            primary=words.say_in("button", "Explain away"),
            draft=self._desk.draft("today.explain", entry.line.about, at=TODAY),
            question=words.say("Why nothing is to be done"),
        )
        sheet.reasoned.connect(partial(self._explain, sheet, entry))
        self._open(sheet)

    def show_list(self, rows: tuple[PutOffRow, ...]) -> None:
        """Everything that is put off, to be taken back."""
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
        self._desk.change(
            sheet,
            use_case,
            lambda _: sheet.done_well(),
            otherwise=sheet.take,
            notice=notice,
            undoable=True,
        )


class PutOffSheet(Sheet):
    """What is put off and what was explained away, each to be taken back."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        rows: tuple[PutOffRow, ...],
        take_back: Callable[[list[UUID]], None],
    ) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            parent,
            words.say_in("list", "Put off"),
            words.say("What comes back by itself stands first, then what was explained away."),
            primary=words.say_in("button", "Take all back"),
            cancel=words.say_in("button", "Close"),
            width=560,
        )
        self._desk = desk
        self._take_back = take_back
        self._left = {row.id for row in rows}
        self._say = DayWords(desk.look)
        self.rows: dict[UUID, QWidget] = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for row in rows:
            self.rows[row.id] = made = self._row(row)
            column.addWidget(made)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setMinimumHeight(min(_LIST_HEIGHT, 56 * len(rows) + Size.GRID))
        self.add(area, 1)
        self.wished.connect(self._take_all)

    def _row(self, row: PutOffRow) -> QWidget:
        words = self._desk.look.words
        made = QWidget()
        outer = QVBoxLayout(made)
        outer.setContentsMargins(0, 0, Size.GRID, 0)
        outer.setSpacing(0)
        held = QHBoxLayout()
        held.setContentsMargins(0, 6, 0, 6)
        held.setSpacing(10)
        held.addWidget(
            LineLabel(self._desk.look, (IconGlyph(_ICONS.get(row.code, "bell"), "text2", Size.ICON),))
        )
        texts = QVBoxLayout()
        texts.setSpacing(0)
        title = self.title_of(row)
        texts.addWidget(ElidedLabel(title, Type.NAME))
        texts.addWidget(ElidedLabel(self.state_of(row), Type.SECONDARY, "text2"))
        held.addLayout(texts, 1)
        back = button(self.look, words.say_in("button", "Take back"), compact=True)
        back.setAccessibleName(words.say("Take back: {name}", name=title))
        back.clicked.connect(partial(self._take, row.id))
        held.addWidget(back)
        outer.addLayout(held)
        outer.addWidget(rule())
        return made

    def title_of(self, row: PutOffRow) -> str:
        """What it is and whose."""
        words = self._desk.look.words
        kinds = {
            MEETING: words.say("meeting"),
            PROMISE: words.say("promise"),
            COMPLAINT: words.say("complaint"),
        }
        own = kinds.get(row.code)
        if own is None:
            own = next((words.of(kind.label) for kind in SignalKind if kind.value == row.code), row.code)
        what = row.text or own
        return f"{what} · {row.account}" if row.account else what

    def state_of(self, row: PutOffRow) -> str:
        """When it comes back, or why it does not."""
        words = self._desk.look.words
        if row.until is None:
            day = self._desk.look.formats.day_and_month(row.noted_on)
            return words.say("explained {day}: {reason}", day=day, reason=row.reason)
        zone = self._desk.zone
        now = self._desk.now().astimezone(zone).replace(tzinfo=None)
        return words.say(
            "comes back {until}", until=self._say.until(row.until.astimezone(zone).replace(tzinfo=None), now)
        )

    def _take(self, which: UUID, _checked: object = None) -> None:
        self._left.discard(which)
        self.rows[which].hide()
        self._take_back([which])
        if not self._left:
            self.done_well()

    def _take_all(self) -> None:
        self._take_back(list(self._left))
        self.done_well()


def _without(run: Callable[[], object]) -> Callable[..., None]:
    """Drops what a signal hands over."""

    def called(*_: object) -> None:
        run()

    return called
