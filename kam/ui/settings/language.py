"""Language and format: how the window speaks, and how it writes dates and sums because of that."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final

from kam.core.formats import Formats, Scale, Target
from kam.core.money import Money
from kam.core.program_language import program_words
from kam.core.words import LANGUAGES, label
from kam.ui.desk import Desk
from kam.ui.settings.item import Item
from kam.ui.settings.names import LANGUAGE_NAMES
from kam.ui.settings.restart import RestartNote
from kam.ui.settings.rows import fill, form_row, plain_row
from kam.ui.settings.section import Section
from kam.ui.widgets.fields import ChoiceEditor
from kam.ui.widgets.labels import label as text_label
from kam.ui.widgets.panels import Panel

_LANGUAGE: Final = label("setting", "Language of the window")
_SUM: Final = Money(123_456_750, "RUB")
_SHARE: Final = Decimal("0.385")


class LanguageSection(Section):
    """The language at the left, examples of it at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.look.words
        system = words.say("As the system ({language})", language=LANGUAGE_NAMES[program_words().language])
        choices = [("", system), *((code, LANGUAGE_NAMES[code]) for code in LANGUAGES)]
        self.language = ChoiceEditor(desk.look, choices)
        self.language.set_compact(compact=True)
        self.restart = RestartNote(desk.look, self.restart_wished.emit)
        self.examples = [text_label("", tone="text") for _ in range(4)]
        item = self.own_item(Item(desk.look, "language", _LANGUAGE, self.language), self._choose)
        hint = words.say("Papers have a language of their own: see the profile.")
        panel = Panel(desk.look, words.say("Language"))
        fill(panel, [form_row(item, hint=hint)])
        panel.body.addWidget(self.restart)
        self.add_left(panel)
        names = (words.say("Date"), words.say("Moment"), words.say_in("format", "Sum"), words.say("Share"))
        shown = Panel(desk.look, words.say("How values are written"))
        self.add_right(fill(shown, [plain_row(*each) for each in zip(names, self.examples, strict=True)]))

    def load(self) -> None:
        """Show the language chosen here."""
        self.language.set_value(self.desk.local.language)
        self._show()

    refresh = load

    def restore_defaults(self) -> None:
        """As the system."""
        self.language.set_value("")
        self._choose()

    def can_restore(self) -> bool:
        """Whether a language was chosen."""
        return bool(self.desk.local.language)

    def _choose(self) -> None:
        self.desk.local.language = str(self.language.value() or "")
        self._show()

    def _show(self) -> None:
        chosen = self.desk.local.language or program_words().language
        self.restart.show_if(needed=chosen != self.look.words.language)
        formats = Formats(chosen, Target.WINDOW)
        today: date = self.desk.today()
        moment = datetime.combine(today + timedelta(days=1), datetime.min.time()).replace(hour=14, minute=30)
        texts = (
            formats.full_date(today),
            formats.weekday_moment(moment),
            formats.money(_SUM.minor, _SUM.currency, Scale(1, ""), 2),
            formats.percent(_SHARE, 1),
        )
        for shown, text in zip(self.examples, texts, strict=True):
            shown.setText(text)
        self.restorable.emit(self.can_restore())
