"""The settings: pages at the left, the open one at the right, a search over everything that can be set."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import ClassVar, Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from kam.core.changes import Area
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.page import Page
from kam.ui.places import SETTINGS, Place
from kam.ui.settings.catalogue import COMPUTER, EVERY, FIRST, WORKSPACE, SectionKind
from kam.ui.settings.contents import Contents, Heading, Match
from kam.ui.settings.item import is_found
from kam.ui.settings.section import Section
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import button
from kam.ui.widgets.labels import ElidedLabel, rule
from kam.ui.widgets.page_head import PageHead
from kam.ui.widgets.search_field import SearchField

_SEARCH_WIDTH: Final = 240


class SettingsPage(Page):
    """What is changed applies at once: the workspace's as steps that Ctrl+Z takes back."""

    areas: ClassVar[Area] = Area.SETTINGS | Area.ACCOUNTS | Area.SALES | Area.COMPLAINTS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.look.words
        self._place = SETTINGS
        self._sections: dict[str, Section] = {}
        self.code = ""
        self.search = SearchField(desk.look, words.say("Find a setting"))
        self.search.setFixedWidth(_SEARCH_WIDTH)
        self.applies = ElidedLabel("", Type.SECONDARY, "text2")
        self.restore = button(
            desk.look, words.say("Restore the defaults"), icon="rotate-ccw", run=self.restore_defaults
        )
        self.contents = Contents(desk.look)
        self._stack = QStackedWidget()
        self._lay_out()
        self.contents.show_groups(
            [
                (words.say("Workspace"), [self._heading(kind) for kind in WORKSPACE]),
                (words.say("This computer"), [self._heading(kind) for kind in COMPUTER]),
            ]
        )
        self.contents.chosen.connect(self._choose)
        self.contents.found.connect(self.show_match)
        self.search.searched.connect(self.look_for)
        self.search.went_down.connect(self.contents.focus_first)
        self.search.returnPressed.connect(self._take_first)
        self._ahead = QTimer(self)
        self._ahead.setInterval(0)
        self._ahead.timeout.connect(self._build_next)
        self.search.installEventFilter(self)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.search.setFocus)

    @property
    def section(self) -> Section:
        """The page that is shown."""
        return self._sections[self.code]

    def go_to(self, place: Place) -> None:
        """Show the page that the place names, the last one where it names none."""
        kept = str(self.desk.local.page("settings").get("section", ""))
        code = next((each for each in (place.view, self.code, kept) if each in EVERY), FIRST)
        if self.search.text():
            self.search.clear()
            self.contents.show_pages()
        self._show(str(code))
        self.contents.focus_current()

    def refresh(self) -> None:
        """What is stored may have changed: by a step that was taken back, or elsewhere."""
        if self.code:
            self.section.refresh()

    def title(self) -> str:
        """The page's name."""
        words = self.look.words
        name = words.of(EVERY[self.code].title) if self.code else ""
        return f"{name} · {words.say('Settings')}" if name else words.say("Settings")

    def commands(self) -> list[Command]:
        """The search, and each page by its name."""
        words = self.look.words
        find = Command("settings.find", words.say("Find a setting"), self.search.setFocus, "search", "Ctrl+F")
        pages = [
            Command(f"settings.{code}", words.of(kind.title), partial(self._choose, code), kind.icon)
            for code, kind in EVERY.items()
        ]
        return [find, *pages]

    def keep(self) -> None:
        """What was typed last is saved; the open page comes back."""
        if self.code:
            self.section.save()
            self.desk.local.keep_page("settings", {"section": self.code})

    def hideEvent(self, event: QHideEvent) -> None:
        """Who goes elsewhere has finished typing."""
        super().hideEvent(event)
        if self.code:
            self.section.save()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Who goes to the search is about to ask all pages: build them meanwhile, one at a time."""
        if watched is self.search and event.type() is QEvent.Type.FocusIn:
            self._ahead.start()
        return super().eventFilter(watched, event)

    def restore_defaults(self) -> None:
        """Everything on the open page as it was made."""
        self.section.restore_defaults()

    # Searching

    def look_for(self, typed: str) -> None:
        """Show the settings whose names hold what is typed; nothing typed shows the pages."""
        if not typed:
            self.contents.show_pages()
            return
        self.contents.show_matches(self.matches(typed))

    def matches(self, typed: str) -> list[Match]:
        """The settings that a text finds, by their names in any of our languages."""
        words = self.look.words
        found = []
        for code, kind in EVERY.items():
            page = words.of(kind.title)
            names = [each for each in (kind.title, *kind.also) if is_found(each, typed)]
            found += [Match(code, "", words.of(each), page) for each in names]
            items = [each for each in self._section(code).items() if each.is_found_by(typed)]
            found += [Match(code, each.name, words.of(each.text), page) for each in items]
        return found

    def show_match(self, match: Match) -> None:
        """Open the page of a setting and mark it."""
        self._choose(match.code)
        for item in self.section.items():
            if item.name == match.name:
                self.section.show_item(item)

    def _take_first(self) -> None:
        found = self.matches(self.search.text().strip()) if self.search.text().strip() else []
        if found:
            self.show_match(found[0])

    # Inside

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        below = QHBoxLayout()
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addWidget(self.contents)
        below.addWidget(rule(upright=True))
        below.addWidget(self._stack, 1)
        column.addLayout(below, 1)

    def _head(self) -> QFrame:
        head = PageHead(self.look.words.say("Settings"), height=Size.PAGE_HEAD, ruled=True, spacing=Size.GAP)
        head.put(self.search)
        head.row.addStretch(1)
        head.put(self.applies, self.restore)
        return head

    def _heading(self, kind: SectionKind) -> Heading:
        return Heading(kind.code, self.look.words.of(kind.title), kind.icon)

    def _choose(self, code: str) -> None:
        if code != self.code:
            self._show(code)
            self.moved.emit(self._place)

    def _show(self, code: str) -> None:
        if self.code and code != self.code:
            self.section.save()
        section = self._section(code)
        self.code = code
        self._place = replace(SETTINGS, view=code)
        self._stack.setCurrentWidget(section)
        self.contents.show_current(code)
        words = self.look.words
        of_workspace = any(kind.code == code for kind in WORKSPACE)
        self.applies.setText(
            words.say("Applies at once, Ctrl Z takes it back")
            if of_workspace
            else words.say("Applies at once, on this computer only")
        )
        self.applies.setVisible(section.applies_at_once)
        self.restore.setVisible(section.has_defaults)
        section.load()
        self._offer_to_restore(section, possible=section.can_restore())

    def _section(self, code: str) -> Section:
        found = self._sections.get(code)
        if found is None:
            found = self._sections[code] = EVERY[code].build(self.desk)
            found.named(code, self.look.words.of(EVERY[code].title))
            found.restorable.connect(partial(self._restorable, found))
            found.restart_wished.connect(self.restart_wished)
            found.section_wished.connect(self._choose)
            found.went.connect(self.went)
            self._stack.addWidget(found)
        return found

    def _build_next(self) -> None:
        missing = next((code for code in EVERY if code not in self._sections), None)
        if missing is None:
            self._ahead.stop()
        else:
            self._section(missing)

    def _restorable(self, section: Section, possible: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._offer_to_restore(section, possible=possible)

    def _offer_to_restore(self, section: Section, *, possible: bool) -> None:
        if self.code and section is self._sections.get(self.code):
            self.restore.setEnabled(possible)
