"""The menus of the map and its people; the palette offers the same."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from kam.services.people.rows import PlaceRow, RelationRow
from kam.ui.account.people.deeds import PeopleDeeds
from kam.ui.account.people.persons import PersonWords
from kam.ui.commands import Command
from kam.ui.look import Look

Entry: TypeAlias = tuple[str, Callable[[], object], str]
"""What an entry says, what it does, its icon."""


class PeopleMenus:
    """Makes menus of the deeds that suit somebody."""

    def __init__(self, look: Look, deeds: PeopleDeeds) -> None:
        self._look = look
        self._words = look.words
        self._deeds = deeds
        self._persons = PersonWords(look)

    def add_menu(self) -> QMenu:
        """What can be added."""
        say = self._words.say
        menu = QMenu()
        self._entry(menu, say("Add a person…"), self._deeds.add_person, "user-plus")
        self._entry(menu, say("Add a place without a name…"), self._deeds.add_vacancy, "circle-help")
        menu.addSeparator()
        self._entry(menu, say("Draw a line between two…"), self._deeds.tie, "share-2")
        self._entry(menu, say("Bring in one of ours…"), self._deeds.add_colleague, "users")
        return menu

    def menu_of(self, row: PlaceRow) -> QMenu:
        """Everything that can be done to somebody."""
        menu = QMenu()
        if row.left_on is not None:
            self._entry(
                menu, self._words.say("They came back"), partial(self._deeds.come_back, row), "undo-2"
            )
            self._entry(menu, self._words.say("Delete"), partial(self._deeds.delete, row), "trash-2")
            return menu
        for number, group in enumerate(self._groups(row)):
            if number:
                menu.addSeparator()
            for text, run, icon in group:
                self._entry(menu, text, run, icon)
        return menu

    def _groups(self, row: PlaceRow) -> list[list[Entry]]:
        say = self._words.say
        known = not row.is_placeholder
        first: list[Entry] = [(say("Change…"), partial(self._deeds.edit, row), "pencil")]
        if known:
            first = [
                (say("Rate…"), partial(self._deeds.rate, row), "scale"),
                (say("Set a target…"), partial(self._deeds.aim, row), "target"),
                *first,
                (say("Plan a contact…"), partial(self._deeds.plan_contact, [row]), "calendar"),
            ]
        else:
            first.insert(0, (say("Fill in the name…"), partial(self._deeds.give_name, row), "user-check"))
        first.append((say("Their timeline"), partial(self._deeds.show_timeline, row), "history"))
        second: list[Entry] = [
            (say("Who answers for them…"), partial(self._deeds.assign, row), "user-check"),
            (say("Reports to…"), partial(self._deeds.choose_boss, row), "network"),
            (say("Draw a line…"), partial(self._deeds.tie, row), "share-2"),
            (say("Add somebody below…"), partial(self._deeds.add_person, None, row.id), "user-plus"),
        ]
        third: list[Entry] = []
        if known:
            third = [
                (say("They left…"), partial(self._deeds.leave, row), "user-x"),
                (say("They went to another client…"), partial(self._deeds.move, row), "log-out"),
                (say("Everywhere they work"), partial(self._deeds.show_everywhere, row), "users"),
            ]
        return [first, second, [*third, (say("Delete"), partial(self._deeds.delete, row), "trash-2")]]

    def tie_menu(self, tie: RelationRow) -> QMenu:
        """What can be done to a line."""
        menu = QMenu()
        if tie.note:
            note = menu.addAction(tie.note)
            note.setEnabled(False)
            menu.addSeparator()
        self._entry(menu, self._words.say("Take the line away"), partial(self._deeds.untie, tie), "unlink")
        return menu

    def commands(self, row: PlaceRow | None, account: str) -> list[Command]:
        """What the palette offers on this tab."""
        say = self._words.say
        found = [
            Command("people.add", say("Add a person…"), self._deeds.add_person, "user-plus", "", account),
            Command(
                "people.add_vacancy",
                say("Add a place without a name…"),
                self._deeds.add_vacancy,
                "circle-help",
                "",
                account,
            ),
            Command("people.tie", say("Draw a line between two…"), self._deeds.tie, "share-2", "", account),
        ]
        if row is not None and row.left_on is None:
            name = self._persons.heading(row)
            for group in self._groups(row):
                for text, run, icon in group:
                    found.append(Command(f"person.{icon}.{text}", text, _bare(run), icon, "", name))
        return found

    def _entry(self, menu: QMenu, text: str, run: Callable[[], object], icon: str) -> None:
        action = QAction(self._look.theme.icon(icon), text, menu)
        action.triggered.connect(lambda _=False: run())
        menu.addAction(action)


def popup(menu: QMenu, over: QWidget, spot: QPoint) -> None:
    """Open a menu at a place of the screen; it goes when it closes."""
    menu.setParent(over, menu.windowFlags())
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(spot)


def _bare(run: Callable[[], object]) -> Callable[[], None]:
    def call() -> None:
        run()

    return call
