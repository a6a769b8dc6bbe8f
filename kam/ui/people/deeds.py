"""What can be done with people or pairs: the foot, the menu of a row and the palette say the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeAlias

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from kam.services.people.apart import doubt_again, tell_apart
from kam.services.people.directory_rows import DirectoryRow
from kam.services.people.identity import DuplicateRow
from kam.services.people.vcards import vcards_of
from kam.ui.desk import Desk
from kam.ui.places import account_place, person_timeline
from kam.ui.widgets.deeds import Deed, add_deed, pop_up
from kam.ui.widgets.dialogs import Sheet

People: TypeAlias = Sequence[DirectoryRow]
Pairs: TypeAlias = Sequence[DuplicateRow]


class PeopleDeeds(QObject):
    """The deeds of the page; what needs the page itself (export) is handed in."""

    went = Signal(object)
    """A ``Place`` to go to."""
    merged = Signal(object)
    """The identity of the person that two became."""

    def __init__(self, desk: Desk, page: QWidget, export: Callable[[People], None]) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._words = desk.look.words
        self.sheet: Sheet | None = None
        self.menu: QMenu | None = None
        self.chooser: QFileDialog | None = None
        self.of_people = self._make_of_people(export)
        self.of_pairs = self._make_of_pairs()

    def __getitem__(self, code: str) -> Deed[Any]:
        deeds: tuple[Deed[Any], ...] = (*self.of_people, *self.of_pairs)
        return next(deed for deed in deeds if deed.code == code)

    def open_menu(self, deeds: Sequence[Deed[Any]], rows: Sequence[Any], at: QPoint) -> None:
        """The menu of rows, at a place of the screen."""
        menu = QMenu(self._page)
        for deed in deeds:
            if deed.fits(rows):
                action = add_deed(menu, self._desk.look.theme, deed, rows)
                if deed.keys:
                    action.setShortcut(deed.keys)
        self.menu = menu
        pop_up(menu, at)

    # People

    def _make_of_people(self, export: Callable[[People], None]) -> tuple[Deed[DirectoryRow], ...]:
        say, say_in = self._words.say, self._words.say_in
        change, merge = say_in("button", "Change"), say_in("button", "Merge")
        return (
            Deed(
                "open",
                say("On the map"),
                say("Open on the client’s map"),
                "network",
                _one,
                self._open,
                "Enter",
            ),
            Deed("change", change, say_in("button", "Change…"), "sliders-horizontal", bool, self._change),
            Deed("merge", merge, say_in("button", "Merge…"), "merge", _two_people, self._merge),
            Deed(
                "mails",
                say("Addresses"),
                say("Copy the e-mail addresses"),
                "mail",
                _any_mail,
                self._copy_mails,
            ),
            Deed(
                "timeline",
                say_in("tab", "Timeline"),
                say("Their timeline"),
                "history",
                _one,
                self._show_timeline,
            ),
            Deed("vcard", say("vCard"), say("Save as vCards…"), "id-card", _any_named, self.ask_for_vcards),
            Deed(
                "export",
                say_in("button", "Export"),
                say_in("button", "Export…"),
                "download",
                bool,
                export,
            ),
        )

    def _open(self, rows: People) -> None:
        self.went.emit(account_place(rows[0].account_id, "people", rows[0].id))

    def _show_timeline(self, rows: People) -> None:
        self.went.emit(person_timeline(rows[0].person_id, rows[0].id))

    def _change(self, rows: People) -> None:
        from kam.ui.people.bulk import BulkSheet

        self.sheet = BulkSheet(self._desk, self._page, rows)
        self.sheet.open()

    def _merge(self, rows: People) -> None:
        one, other = dict.fromkeys(row.person_id for row in rows)
        if one is not None and other is not None:
            self.merge(one, other)

    def merge(self, one: object, other: object) -> None:
        """Open the sheet that makes one person of two."""
        from kam.ui.people.merge.sheet import PersonMergeSheet

        sheet = PersonMergeSheet(self._desk, self._page, one, other)
        sheet.merged.connect(self.merged)
        self.sheet = sheet
        sheet.open()

    def _copy_mails(self, rows: People) -> None:
        """As a letter's line of addressees takes them."""
        found = list(dict.fromkeys(row.email for row in rows if row.email))
        QGuiApplication.clipboard().setText("; ".join(found))
        told = self._words.say_many("{count} address copied", "{count} addresses copied", len(found))
        self._desk.hub.notice(told)

    def ask_for_vcards(self, rows: People) -> None:
        """Ask where the vCards go."""
        words = self._words
        title, kinds = words.say("Save as vCards"), words.say("vCards (*.vcf)")
        chooser = QFileDialog(self._page, title, "people.vcf", kinds)
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix("vcf")
        chooser.fileSelected.connect(partial(self.save_vcards, rows))
        self.chooser = chooser
        chooser.open()

    def save_vcards(self, rows: People, path: str) -> None:
        """Write vCards into a file."""
        named = [row for row in rows if row.person_id is not None]

        def work() -> int:
            Path(path).write_bytes(vcards_of(self._desk.workspace, [row.id for row in named]))
            return len({row.person_id for row in named})

        self._desk.read(self._page, work, self._told)

    def _told(self, count: int) -> None:
        self._desk.hub.notice(self._words.say_many("{count} vCard saved", "{count} vCards saved", count))

    # Pairs

    def _make_of_pairs(self) -> tuple[Deed[DuplicateRow], ...]:
        say, merge = self._words.say, self._words.say_in("button", "Merge")
        compare = self._words.say_in("button", "Compare and merge…")
        return (
            Deed("pair.merge", merge, compare, "merge", _one, self._merge_pair, "Enter"),
            Deed(
                "pair.apart",
                say("Two people"),
                say("They are two people"),
                "user-x",
                bool,
                self._tell_apart,
                "Delete",
            ),
            Deed(
                "pair.doubt",
                say("Perhaps one after all"),
                say("Perhaps one after all"),
                "undo-2",
                bool,
                self._doubt,
            ),
        )

    def _merge_pair(self, pairs: Pairs) -> None:
        self.merge(pairs[0].one.person_id, pairs[0].other.person_id)

    def _tell_apart(self, pairs: Pairs) -> None:
        work = partial(tell_apart, self._desk.workspace, _ids(pairs))
        if len(pairs) == 1:
            one, other = pairs[0].one.name.listed, pairs[0].other.name.listed
            notice = self._words.say("Two people: {one} and {other}", one=one, other=other)
        else:
            notice = self._words.say_many("{count} pair told apart", "{count} pairs told apart", len(pairs))
        self._desk.change(self._page, work, notice=notice, undoable=True)

    def _doubt(self, pairs: Pairs) -> None:
        work = partial(doubt_again, self._desk.workspace, _ids(pairs))
        notice = self._words.say("They are offered as one person again")
        self._desk.change(self._page, work, notice=notice, undoable=True)


def _ids(pairs: Pairs) -> list[tuple[Any, Any]]:
    return [(pair.one.person_id, pair.other.person_id) for pair in pairs]


def _one(rows: Sequence[Any]) -> bool:
    return len(rows) == 1


def _two_people(rows: People) -> bool:
    found = {row.person_id for row in rows}
    return len(found) == 2 and None not in found and not any(row.erased for row in rows)  # noqa: PLR2004 - a pair


def _any_named(rows: People) -> bool:
    return any(row.person_id is not None for row in rows)


def _any_mail(rows: People) -> bool:
    return any(row.email for row in rows)
