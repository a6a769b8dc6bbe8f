"""What can be done with the selected accounts: the footer, the menu of a row and the palette say the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from kam.core.vocabulary import Overridden
from kam.services.accounts.editing import delete_account
from kam.services.portfolio.rows import PortfolioRow
from kam.ui.accounts.why import Why, named_value, value_of
from kam.ui.briefs import Briefs
from kam.ui.desk import Desk
from kam.ui.places import account_place
from kam.ui.widgets.deeds import Deed, add_deed, pop_up
from kam.ui.widgets.dialogs import Sheet, confirm

if TYPE_CHECKING:
    from kam.ui.health.why import HealthWhy

Rows: TypeAlias = Sequence[PortfolioRow]
AccountDeed: TypeAlias = Deed[PortfolioRow]


class AccountDeeds(QObject):
    """The deeds of the page; what needs the page itself (export) is handed in."""

    went = Signal(object)
    """A ``Place`` to go to."""
    subsidiary_wished = Signal(object)
    """The ``PortfolioRow`` of the parent of an account to be made."""

    merged = Signal(object)
    """The identity of the account that two became."""

    def __init__(self, desk: Desk, page: QWidget, export: Callable[[Rows], None]) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._words = desk.look.words
        self.why = Why(desk, page)
        self.question: Sheet | None = None
        self.sheet: Sheet | None = None
        self.menu: QMenu | None = None
        self.briefs = Briefs(desk, self)
        self.all = self._make(export)

    @cached_property
    def health_why(self) -> HealthWhy:
        """Why health is what it is; made when it is first asked."""
        from kam.ui.health.why import HealthWhy

        made = HealthWhy(self._desk, self._page)
        made.went.connect(self.went)
        return made

    def __getitem__(self, code: str) -> AccountDeed:
        return next(deed for deed in self.all if deed.code == code)

    def _make(self, export: Callable[[Rows], None]) -> tuple[AccountDeed, ...]:
        words = self._words

        def deed(  # what it says, what it does, and with which accounts
            code: str,
            text: str,
            icon: str,
            run: Callable[[Rows], None],
            fits: Callable[[Rows], bool] = _one,
            *,
            menu: str = "",
            keys: str = "",
        ) -> AccountDeed:
            return Deed(code, text, menu or text, icon, fits, run, keys)

        return (
            deed("open", words.say_in("button", "Open"), "arrow-right", self._open, keys="Enter"),
            deed("brief", words.say_in("button", "Brief"), "file-text", self._brief, _meets_soon),
            deed(
                "change",
                words.say_in("button", "Change"),
                "sliders-horizontal",
                self._change,
                _any,
                menu=words.say_in("button", "Change…"),
            ),
            deed(
                "merge",
                words.say_in("button", "Merge"),
                "merge",
                self._merge,
                _two,
                menu=words.say_in("button", "Merge…"),
            ),
            deed(
                "subsidiary",
                words.say("New subsidiary"),
                "list-tree",
                self._wish_subsidiary,
                menu=words.say("New subsidiary…"),
            ),
            deed(
                "export",
                words.say_in("button", "Export"),
                "download",
                export,
                _any,
                menu=words.say_in("button", "Export…"),
            ),
            deed(
                "delete",
                words.say_in("button", "Delete"),
                "trash-2",
                self._ask_to_delete,
                menu=words.say_in("button", "Delete…"),
                keys="Delete",
            ),
        )

    # Menus

    def open_menu(self, rows: Rows, at: QPoint) -> None:
        """The menu of the selection, at a place of the screen."""
        menu = QMenu(self._page)
        for deed in self.all:
            if deed.code == "delete":
                self._add_whys(menu, rows, at)
                menu.addSeparator()
            if not deed.fits(rows):
                continue
            action = add_deed(menu, self._desk.look.theme, deed, rows)
            if deed.keys:
                action.setShortcut(deed.keys)
        self.menu = menu
        pop_up(menu, at)

    def whys_menu(self, row: PortfolioRow, at: QPoint, parent: QWidget) -> QMenu:
        """Health and the computed values of an account, each to be asked why."""
        menu = QMenu(self._words.say("Why?"), parent)
        health = menu.addAction(self._words.say_in("health", "Health"))
        health.triggered.connect(lambda _=False: self.health_why.ask(row.id))
        for what in Overridden:
            text = named_value(self._words, what, value_of(row, what))
            ask = partial(self.why.ask, row.id, row.name, what, at)
            menu.addAction(text).triggered.connect(lambda _=False, ask=ask: ask())
        return menu

    def _add_whys(self, menu: QMenu, rows: Rows, at: QPoint) -> None:
        if _one(rows):
            whys = self.whys_menu(rows[0], at, menu)
            whys.setIcon(self._desk.look.theme.icon("circle-help"))
            menu.addMenu(whys)

    # One by one

    def _open(self, rows: Rows) -> None:
        self.went.emit(account_place(rows[0].id))

    def _brief(self, rows: Rows) -> None:
        self.briefs.open(meeting_id=rows[0].next_meeting_id)

    def _change(self, rows: Rows) -> None:
        from kam.ui.accounts.bulk import BulkSheet

        self.sheet = BulkSheet(self._desk, self._page, rows)
        self.sheet.open()

    def _merge(self, rows: Rows) -> None:
        from kam.ui.accounts.merge.sheet import MergeSheet

        sheet = MergeSheet(self._desk, self._page, rows)
        sheet.merged.connect(self.merged)
        self.sheet = sheet
        sheet.open()

    def _wish_subsidiary(self, rows: Rows) -> None:
        self.subsidiary_wished.emit(rows[0])

    def _ask_to_delete(self, rows: Rows) -> None:
        words, row = self._words, rows[0]
        self.question = confirm(
            self._desk.look,
            self._page.window(),
            words.say("Delete “{name}”?", name=row.name),
            words.say(
                "With the client go its notes, promises, complaints, sales and documents. People stay without"
                " their place here. You can undo this."
            ),
            primary=words.say_in("button", "Delete"),
            run=partial(self._delete, row),
            danger=True,
        )

    def _delete(self, row: PortfolioRow) -> None:
        change = partial(delete_account, self._desk.workspace, row.id)
        notice = self._words.say("Deleted: {name}", name=row.name)
        self._desk.change(self, change, notice=notice, undoable=True)


def _one(rows: Rows) -> bool:
    return len(rows) == 1


def _two(rows: Rows) -> bool:
    return len(rows) == 2  # noqa: PLR2004 - a pair


def _any(rows: Rows) -> bool:
    return bool(rows)


def _meets_soon(rows: Rows) -> bool:
    return _one(rows) and rows[0].next_meeting_id is not None
