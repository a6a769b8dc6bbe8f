"""A day that is not as its weekday: its row in the list, and the sheet that asks for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from kam.core.errors import UserError
from kam.core.field_errors import FieldErrors
from kam.core.telling import Teller
from kam.services.settings import DayException
from kam.ui.drafts import Draft
from kam.ui.look import Look
from kam.ui.settings.hours import HoursEditor
from kam.ui.theme.tokens import Type
from kam.ui.widgets.buttons import icon_button
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import ChoiceEditor, DateEditor, TextEditor
from kam.ui.widgets.labels import ElidedLabel, label
from kam.ui.widgets.panels import PanelList, Row, sized

_DATE: Final = 84
_HOURS: Final = 92
_USUAL: Final = (time(9), time(16))


def day_row(
    look: Look,
    rows: PanelList,
    day: DayException,
    ask: Callable[[], object],
    remove: Callable[[], object],
) -> Row:
    """A row that opens the day; its cross makes it usual again."""
    words, formats = look.words, look.formats
    on = formats.full_date(day.on)
    cross = icon_button(look, "x", words.say("Make {date} usual again", date=on), small=True, run=remove)
    row = rows.add_opening_row(
        words.say("{date}: {hours}", date=on, hours=hours_of(look, day)),
        sized(label(on), _DATE),
        sized(label(hours_of(look, day), Type.SECONDARY, "text2"), _HOURS),
        ElidedLabel(day.name or "", Type.SECONDARY, "text2"),
        cross,
        stretch=2,
    )
    row.opened.connect(ask)
    return row


def hours_of(look: Look, day: DayException) -> str:
    """«выходной» or «9:00–16:00»."""
    if day.starts is None or day.ends is None:
        return look.words.say("day off")
    return f"{look.formats.clock(day.starts)}{look.formats.range_dash}{look.formats.clock(day.ends)}"


class DaySheet(FormSheet):
    """Asks for a date, whether it is off or when it begins and ends, and why."""

    day_given = Signal(object)
    """The ``DayException``; close with ``done_well`` when it is stored."""

    def __init__(
        self, look: Look, parent: QWidget, today: Callable[[], date], day: DayException | None, draft: Draft
    ) -> None:
        words = look.words
        super().__init__(
            look,
            parent,
            words.say("A day of its own"),
            primary=words.say_in("button", "Save"),
            draft=draft,
            new=day is None,
            label_width=112,
        )
        off = words.say("day off")
        self.on = DateEditor(look, today)
        self.kind = ChoiceEditor(look, [("off", off), ("open", words.say("working day"))])
        self.hours = HoursEditor(look)
        open_ = day is not None and day.starts is not None
        starts, ends = (day.starts, day.ends) if day is not None else (None, None)
        self.form.add("on", words.say("Date"), self.on, value=None if day is None else day.on)
        self.form.add("kind", words.say("This day is"), self.kind, value="open" if open_ else "off")
        self.form.add("hours", words.say("Hours"), self.hours, value=(starts, ends) if starts else _USUAL)
        self.form.add(
            "name",
            words.say_in("day", "Name"),
            TextEditor(look, placeholder=words.say("for example, a short day")),
            value=None if day is None else day.name,
        )
        self.kind.changed.connect(self._fit)
        self.wished.connect(self._give)
        self._fit()

    def take(self, error: Exception) -> bool:
        """What is wrong with the day belongs to its hours, or to its date."""
        self.set_busy(busy=False)
        if not isinstance(error, FieldErrors):
            return super().take(error)
        teller = Teller(self.look.words, self.look.formats)
        name = {"settings.day_twice": "on"}
        self.form.set_faults(
            {
                name.get(each.code, "hours"): teller.sentence(UserError(each.code, **dict(each.details)))
                for each in error.errors
            }
        )
        return True

    def _fit(self) -> None:
        self.form.fields["hours"].setVisible(self.kind.value() == "open")

    def _give(self) -> None:
        on = self.on.value()
        if on is None:
            self.form.set_faults({"on": self.look.words.say("This field cannot be empty.")})
            return
        starts, ends = self.hours.value() if self.kind.value() == "open" else (None, None)
        self.day_given.emit(DayException(on, starts, ends, self.form["name"].value()))
