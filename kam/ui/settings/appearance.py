"""Theme and scale: light, dark or as the system; how large everything is."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from kam.core.words import label
from kam.ui.desk import Desk
from kam.ui.local_settings import SCALES
from kam.ui.look import Look
from kam.ui.settings.item import Item
from kam.ui.settings.restart import RestartNote
from kam.ui.settings.rows import fill, form_row
from kam.ui.settings.section import Section
from kam.ui.theme.tokens import Mood
from kam.ui.widgets.fields import Editor
from kam.ui.widgets.panels import Panel
from kam.ui.widgets.segmented import Choice, SegmentedControl

_THEME: Final = label("setting", "Theme")
_SCALE: Final = label("setting", "Scale")
_USUAL_SCALE: Final = 100


class SegmentEditor(Editor):
    """One of a few, side by side."""

    def __init__(self, look: Look, choices: list[Choice]) -> None:
        super().__init__(look)
        self.control = SegmentedControl(look, choices)
        self.row.addWidget(self.control)
        self.row.addStretch(1)
        self._follow()
        self.control.chosen.connect(self._chosen)

    def value(self) -> str:
        """The code of what is chosen."""
        return self.control.current

    def set_value(self, value: Any) -> None:
        """Choose."""
        self.control.choose(str(value))
        self._follow()

    def set_name(self, name: str, description: str = "") -> None:
        """What is chosen here."""
        super().set_name(name, description)
        self.control.setAccessibleName(name)

    def _chosen(self) -> None:
        self._follow()
        self.changed.emit()

    def _follow(self) -> None:
        """The keyboard enters at what is chosen."""
        self.setFocusProxy(self.control.button_of(self.control.current))


class AppearanceSection(Section):
    """The theme follows at once, the scale after a restart."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words, look = desk.look.words, desk.look
        moods = [
            Choice(Mood.SYSTEM.value, words.say("As the system"), "monitor"),
            Choice(Mood.LIGHT.value, words.say("Light"), "sun"),
            Choice(Mood.DARK.value, words.say("Dark"), "moon"),
        ]
        scales = [Choice(str(each), look.formats.percent(Decimal(each) / 100)) for each in SCALES]
        self.theme, self.scale = SegmentEditor(look, moods), SegmentEditor(look, scales)
        self.restart = RestartNote(look, self.restart_wished.emit)
        theme = Panel(look, words.of(_THEME))
        hint = words.say("Papers are always black on white.")
        item = self.own_item(Item(look, "theme", _THEME, self.theme), self._put_on)
        fill(theme, [form_row(item, hint=hint)])
        scale = Panel(look, words.of(_SCALE))
        item = self.own_item(Item(look, "scale", _SCALE, self.scale), self._rescale)
        fill(scale, [form_row(item, hint=words.say("How large letters and everything else are."))])
        scale.body.addWidget(self.restart)
        self.add_left(theme, scale)
        self._began_with = desk.local.scale
        look.theme.changed.connect(self.load)

    def load(self) -> None:
        """Show what is chosen here."""
        self.theme.set_value(self.look.theme.mood.value)
        self.scale.set_value(self.desk.local.scale)
        self._show()

    refresh = load

    def restore_defaults(self) -> None:
        """As the system, at its usual size."""
        self.theme.set_value(Mood.SYSTEM.value)
        self.scale.set_value(_USUAL_SCALE)
        self._put_on()
        self._rescale()

    def can_restore(self) -> bool:
        """Whether either was chosen."""
        return self.desk.local.theme is not Mood.SYSTEM or self.desk.local.scale != _USUAL_SCALE

    def _put_on(self) -> None:
        mood = Mood(self.theme.value())
        self.desk.local.theme = mood
        self.look.theme.choose(mood)
        self._show()

    def _rescale(self) -> None:
        self.desk.local.scale = int(self.scale.value())
        self._show()

    def _show(self) -> None:
        self.restart.show_if(needed=self.desk.local.scale != self._began_with)
        self.restorable.emit(self.can_restore())
