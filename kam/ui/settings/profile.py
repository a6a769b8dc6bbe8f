"""Profile and logo: our company, me, what stands on papers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

from kam.core.words import LANGUAGES, Label, label
from kam.services.settings import (
    DocumentSettings,
    WorkspacePage,
    read_document_settings,
    read_workspace_page,
    save_document_settings,
    save_workspace_page,
)
from kam.services.settings.choices import ZoneChoice, currency_choices, zone_choices
from kam.ui.desk import Desk
from kam.ui.settings.binding import Source
from kam.ui.settings.item import Item
from kam.ui.settings.logo import LogoPanel
from kam.ui.settings.names import LANGUAGE_NAMES
from kam.ui.settings.restart import RestartNote
from kam.ui.settings.rows import LABEL_WIDTH, fill, form_row, list_row, plain_row
from kam.ui.settings.section import Section, opener
from kam.ui.theme.tokens import Size
from kam.ui.widgets.buttons import link
from kam.ui.widgets.fields import ChoiceEditor, Editor, SpinEditor, TextEditor
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor
from kam.ui.widgets.labels import ElidedLabel
from kam.ui.widgets.panels import Panel

_COMPANY: Final = label("setting", "Company")
_LANGUAGE: Final = label("setting", "Language of papers")
_ZONE: Final = label("setting", "Time zone")
_ME: Final[Mapping[str, Label]] = {
    "me": label("setting", "My name"),
    "job_title": label("setting", "Job title"),
    "email": label("setting", "My e-mail"),
    "phone": label("setting", "My phone"),
}
_LIMIT: Final = label("setting", "Largest document, MB")
_LARGEST: Final = 1000


class ProfileSection(Section):
    """The company at the left with me below, the logo at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.profile = self.bind(Source(read_workspace_page, save_workspace_page))
        self.documents = self.bind(
            Source(read_document_settings, save_document_settings, lambda _: DocumentSettings())
        )
        self.zone = SearchChoiceEditor(desk.look, [])
        self.currency = ElidedLabel()
        self.logo = LogoPanel(desk)
        self.restart = RestartNote(desk.look, self.restart_wished.emit)
        self.add_left(self._company(), self._me())
        self.add_right(self.logo, self._documents())
        self.profile.shown.connect(self._show_rest)

    def load(self) -> None:
        """The zones are read once, away from the keyboard."""
        super().load()
        self.logo.load()
        if not self.zone.combo.count() > 1:
            work = partial(zone_choices, self.look.words.language, self.desk.now())
            self.desk.read(self, work, self._offer_zones, key="zones")

    def refresh(self) -> None:
        """The logo, too."""
        super().refresh()
        self.logo.load()

    def _company(self) -> Panel:
        words = self.look.words
        panel = Panel(self.look, words.say("Our company"))
        languages = ChoiceEditor(self.look, [(code, LANGUAGE_NAMES[code]) for code in LANGUAGES])
        rows = [form_row(self._item("company", _COMPANY, TextEditor(self.look)))]
        rows.append(form_row(self._item("language", _LANGUAGE, languages, at_once=True)))
        rows.append(form_row(self._item("zone", _ZONE, self.zone, at_once=True)))
        change = link(self.look, words.say("Change"), run=opener(self, "money"))
        change.setAccessibleName(words.say("Change the currency"))
        fill(panel, [*rows, plain_row(words.say("Currency"), self.currency, change, width=LABEL_WIDTH)])
        panel.body.addWidget(self.restart)
        return panel

    def _me(self) -> Panel:
        words = self.look.words
        panel = Panel(self.look, words.say("Me"), secondary=words.say("how I stand on papers"))
        short = {
            "email": words.say("E-mail"),
            "phone": words.say("Phone"),
            "me": words.say_in("person", "Name"),
        }
        rows = [
            form_row(self._item(name, text, TextEditor(self.look), said=short.get(name, "")))
            for name, text in _ME.items()
        ]
        return fill(panel, rows)

    def _documents(self) -> Panel:
        words = self.look.words
        panel = Panel(self.look, words.say("Documents in the workspace"))
        editor = SpinEditor(self.look, 1, _LARGEST, width=72)
        editor.spin.setFixedHeight(Size.CONTROL_COMPACT)
        editor.set_compact(compact=True)
        item = self.documents.add(Item(self.look, "limit_mb", _LIMIT, editor))
        hint = words.say("The workspace is one file that is backed up whole: large documents make it slow.")
        return fill(panel, [list_row(item, hint=hint)])

    def _item(self, name: str, text: Label, editor: Editor, *, said: str = "", at_once: bool = False) -> Item:
        editor.set_compact(compact=True)
        return self.profile.add(Item(self.look, name, text, editor, said=said, at_once=at_once))

    def _offer_zones(self, zones: tuple[ZoneChoice, ...]) -> None:
        words = self.look.words
        self.zone.set_options(
            [
                (
                    each.name,
                    words.say_in(
                        "time zone",
                        "{city}, UTC{offset}",
                        city=each.city,
                        offset=_offset(int(each.offset.total_seconds()) // 60),
                    ),
                )
                for each in zones
            ]
        )

    def _show_rest(self) -> None:
        page: WorkspacePage = self.profile.page
        names = dict(currency_choices(self.look.words.language))
        name = names.get(page.currency)
        self.currency.setText(page.currency if name is None else f"{page.currency}, {name}")
        self.restart.show_if(needed=page.zone != self.desk.zone.key)


def _offset(minutes: int) -> str:
    """«+3», «−3:30», nothing at all for UTC itself."""
    if not minutes:
        return ""
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "−"
    return f"{sign}{hours}:{rest:02}" if rest else f"{sign}{hours}"
