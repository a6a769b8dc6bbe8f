"""Editors of working hours and of the break within them."""

from __future__ import annotations

from datetime import time
from typing import Any, Final

from PySide6.QtWidgets import QCheckBox

from kam.ui.look import Look
from kam.ui.theme.tokens import Size
from kam.ui.widgets.fields import Editor
from kam.ui.widgets.fields.times import TimeEditor
from kam.ui.widgets.fields.typed import Plain
from kam.ui.widgets.labels import label

_LUNCH: Final = (time(13), time(14))


class HoursEditor(Editor):
    """From one time to another: a pair of times."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.starts, self.ends = TimeEditor(look), TimeEditor(look)
        self.row.addWidget(self.starts)
        self.row.addWidget(label(look.words.say_in("hours", "to"), tone="text2"))
        self.row.addWidget(self.ends)
        self.row.addStretch(1)
        self.setFocusProxy(self.starts)
        for each in (self.starts, self.ends):
            each.changed.connect(self.changed)

    def value(self) -> tuple[time, time]:
        """The pair."""
        return self.starts.value(), self.ends.value()

    def set_value(self, value: Any) -> None:
        """Show a pair."""
        self.starts.set_value(value[0])
        self.ends.set_value(value[1])

    def typed(self) -> Plain:
        """Both ends."""
        return [self.starts.typed(), self.ends.typed()]

    def retype(self, typed: object) -> None:
        """Show them again."""
        for editor, each in zip((self.starts, self.ends), _listed(typed), strict=False):
            editor.retype(each)

    def said(self, value: Any) -> str:
        """The pair as a range."""
        formats = self.look.formats
        return f"{formats.clock(value[0])}{formats.range_dash}{formats.clock(value[1])}" if value else ""

    def set_name(self, name: str, description: str = "") -> None:
        """Each says which end it is."""
        super().set_name(name, description)
        say = self.look.words.say
        self.starts.set_name(say("{name}: from", name=name), description)
        self.ends.set_name(say("{name}: to", name=name), description)

    def set_wrong(self, *, wrong: bool) -> None:
        """The end is what cannot be."""
        self.ends.set_wrong(wrong=wrong)


class BreakEditor(Editor):
    """None, or from when to when nobody works."""

    def __init__(self, look: Look) -> None:
        super().__init__(look)
        self.box = QCheckBox(look.words.say_in("break", "there is one"))
        self.hours = HoursEditor(look)
        self.row.addWidget(self.box)
        self.row.addWidget(self.hours)
        self.row.addStretch(1)
        self.setFocusProxy(self.box)
        self.box.setMinimumHeight(Size.TARGET)
        self.box.clicked.connect(self._switched)
        self.hours.changed.connect(self.changed)
        self.hours.set_value(_LUNCH)
        self.hours.setVisible(False)

    def value(self) -> tuple[time, time] | None:
        """The break."""
        return self.hours.value() if self.box.isChecked() else None

    def set_value(self, value: Any) -> None:
        """Show a break, or that there is none."""
        self.box.setChecked(value is not None)
        self.hours.setVisible(value is not None)
        if value is not None:
            self.hours.set_value(value)

    def typed(self) -> Plain:
        """Whether there is one, and both ends."""
        return [self.box.isChecked(), self.hours.typed()]

    def retype(self, typed: object) -> None:
        """Show it again."""
        there, *hours = _listed(typed) or [False]
        self.box.setChecked(bool(there))
        self.hours.setVisible(bool(there))
        self.hours.retype(hours[0] if hours else None)

    def said(self, value: Any) -> str:
        """The break as a range."""
        return self.hours.said(value) if value else self.look.words.say_in("break", "without")

    def set_name(self, name: str, description: str = "") -> None:
        """The box, then the times."""
        super().set_name(name, description)
        self.box.setAccessibleDescription(f"{name}. {description}" if description else name)
        self.hours.set_name(name, description)

    def set_wrong(self, *, wrong: bool) -> None:
        """The times are what cannot be."""
        self.hours.set_wrong(wrong=wrong)

    def _switched(self) -> None:
        self.hours.setVisible(self.box.isChecked())
        self.changed.emit()


def _listed(typed: object) -> list[Any]:
    return typed if isinstance(typed, list) else []
