"""Currency and year: what sums are in, when our year begins, whether revenue holds VAT."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final

from kam.core.periods import Month
from kam.core.words import label
from kam.services.settings import WorkspacePage, read_workspace_page, save_workspace_page
from kam.services.settings.choices import currency_choices
from kam.services.settings.consequences import Consequence
from kam.ui.desk import Desk
from kam.ui.settings.binding import Source
from kam.ui.settings.item import Item
from kam.ui.settings.restart import RestartNote
from kam.ui.settings.rows import fill, form_row
from kam.ui.settings.section import Section
from kam.ui.widgets.fields import ChoiceEditor, YesNoEditor
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor
from kam.ui.widgets.panels import Panel

_CURRENCY: Final = label("setting", "Currency")
_YEAR: Final = label("setting", "Our year begins in")
_GROSS: Final = label("setting", "Revenue with VAT")
_MONTHS: Final = range(1, 13)


class MoneySection(Section):
    """Two panels: the currency, and the year."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.profile = self.bind(Source(read_workspace_page, save_workspace_page, _usual, judged=True))
        self.currency = SearchChoiceEditor(desk.look, [])
        self.restart = RestartNote(desk.look, self.restart_wished.emit)
        self.add_left(self._currency())
        self.add_right(self._year())
        self.profile.shown.connect(self._show_rest)

    def load(self) -> None:
        """The currencies are read once, away from the keyboard."""
        super().load()
        if not self.currency.combo.count() > 1:
            work = partial(currency_choices, self.look.words.language)
            self.desk.read(self, work, self._offer, key="currencies")

    def _currency(self) -> Panel:
        words = self.look.words
        self.currency.set_compact(compact=True)
        panel = Panel(self.look, words.say("Currency of the workspace"))
        hint = words.say("Sums are typed and added up in it. Sales in others count by the rates you import.")
        item = Item(self.look, "currency", _CURRENCY, self.currency, at_once=True)
        gross = YesNoEditor(self.look, words.say("Sums of sales include VAT"))
        gross_item = Item(
            self.look, "revenue_is_gross", _GROSS, gross, at_once=True, said=words.say("Revenue")
        )
        fill(
            panel,
            [form_row(self.profile.add(item), hint=hint), form_row(self.profile.add(gross_item))],
        )
        self.note(panel, self.profile, Consequence.CURRENCY)
        panel.body.addWidget(self.restart)
        return panel

    def _year(self) -> Panel:
        words, formats = self.look.words, self.look.formats
        months = [(month, formats.month_name(Month(_YEAR_OF_NAMES, month))) for month in _MONTHS]
        editor = ChoiceEditor(self.look, months)
        editor.set_compact(compact=True)
        panel = Panel(self.look, words.say("Year"))
        hint = words.say("Plans, targets and “since the year began” count from its first day.")
        item = Item(self.look, "fiscal_year_starts", _YEAR, editor, at_once=True)
        return fill(panel, [form_row(self.profile.add(item), hint=hint)])

    def _offer(self, currencies: tuple[tuple[str, str], ...]) -> None:
        words = self.look.words
        self.currency.set_options(
            [
                (code, words.say_in("currency", "{code}, {name}", code=code, name=name))
                for code, name in currencies
            ]
        )

    def _show_rest(self) -> None:
        self.restart.show_if(needed=self.profile.page.currency != self.desk.currency)


_YEAR_OF_NAMES: Final = date.min.year


def _usual(page: WorkspacePage) -> WorkspacePage:
    """The calendar year, revenue without VAT; a currency is nobody's default."""
    return replace(page, fiscal_year_starts=1, revenue_is_gross=False)
