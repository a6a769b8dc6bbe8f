"""The editor of a moment: a day and an hour of the workspace's clock, side by side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any, Final

from kam.core.errors import UserError
from kam.core.typed_hours import parse_hour
from kam.ui.look import Look
from kam.ui.widgets.fields import DateEditor, TextEditor
from kam.ui.widgets.fields.editor import Editor
from kam.ui.widgets.fields.typed import Plain

_HOUR_WIDTH: Final = 72


def as_typed(moment: datetime) -> datetime:
    """A local moment as it is typed: without a zone, to the minute."""
    return moment.replace(tzinfo=None, second=0, microsecond=0)


class MomentEditor(Editor):
    """Understands what dates and hours understand; without a day it is now."""

    has_notes = True

    def __init__(
        self,
        look: Look,
        today: Callable[[], date],
        *,
        past: bool = True,
        placeholder: str = "",
        noon: time = time(12),
    ) -> None:
        """``noon`` is the hour that is meant where a day is typed alone."""
        super().__init__(look)
        words = look.words
        self._noon = noon
        self.day = DateEditor(look, today, past=past, placeholder=placeholder or words.say("now"))
        self.hour = TextEditor(look, placeholder=words.say_in("field", "hour"))
        self.hour.setFixedWidth(_HOUR_WIDTH)
        self.row.addWidget(self.day, 1)
        self.row.addWidget(self.hour)
        self.setFocusProxy(self.day)
        self.day.changed.connect(self.changed)
        self.hour.changed.connect(self.changed)
        self.hour.line.editingFinished.connect(self._settle_hour)

    def value(self) -> datetime | None:
        """The moment by the workspace's clock; None is now."""
        day = self.day.value()
        text = self.hour.line.text().strip()
        hour = parse_hour(text) if text else None
        if day is None:
            return None
        return datetime.combine(day, self._noon if hour is None else hour)

    def set_value(self, value: Any) -> None:
        """Show a moment."""
        self.day.set_value(None if value is None else value.date())
        self.hour.set_value(None if value is None else self.look.formats.clock(value.time()))

    def said(self, value: Any) -> str:
        """The moment in figures."""
        return "" if value is None else self.look.formats.moment(value)

    def note(self) -> str:
        """The day with its weekday."""
        return self.day.note()

    def settle(self) -> None:
        """Write day and hour in figures."""
        self.day.settle()
        self._settle_hour()

    def typed(self) -> Plain:
        """Both as they stand."""
        return [self.day.line.text(), self.hour.line.text()]

    def retype(self, typed: object) -> None:
        """Put both back."""
        if isinstance(typed, list) and len(typed) == 2:  # noqa: PLR2004 - day and hour
            self.day.line.setText(str(typed[0] or ""))
            self.hour.line.setText(str(typed[1] or ""))

    def set_wrong(self, *, wrong: bool) -> None:
        """Mark both."""
        self.day.set_wrong(wrong=wrong)
        self.hour.set_wrong(wrong=wrong)

    def set_name(self, name: str, description: str = "") -> None:
        """Say of each which it is."""
        self.setAccessibleName(name)
        self.day.set_name(name, description)
        self.hour.set_name(self.look.words.say("{field}, the hour", field=name), description)

    def _settle_hour(self) -> None:
        text = self.hour.line.text().strip()
        if not text:
            return
        try:
            self.hour.set_value(self.look.formats.clock(parse_hour(text)))
        except UserError:
            return
