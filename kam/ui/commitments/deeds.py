"""What can be done with promises: rows, menus, keys and the palette say the same and do the same."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, TypeAlias
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu

from kam.core.vocabulary import CommitmentStatus, Side
from kam.services.commitments import closing
from kam.services.commitments.editing import CommitmentForm, read_form
from kam.services.commitments.rows import OriginKind, PromiseRow
from kam.ui.page_deeds import PageDeeds
from kam.ui.places import Place, account_place, complaint_place
from kam.ui.widgets.deeds import Deed, add_deed, pop_up

if TYPE_CHECKING:
    from kam.ui.widgets.dialogs import Sheet

Rows: TypeAlias = Sequence[PromiseRow]
PromiseDeed: TypeAlias = Deed[PromiseRow]


_LETTERS: Final = {"d": "dв", "r": "rк", "h": "hр", "o": "oщ", "b": "bи", "p": "pз"}
"""The letters of a key, as the Latin and the Russian layout write it: in both languages they are one key."""


class PromiseDeeds(PageDeeds[PromiseRow]):
    """The deeds over a page; sheets open over its window."""

    def open_menu(self, rows: Rows, at: QPoint) -> None:
        """The menu of promises, at a place of the screen."""
        menu = QMenu(self.page)
        for deed in self.fitting(rows):
            add_deed(menu, self.desk.look.theme, deed, rows).setText(self._with_key(deed))
        self.menu = menu
        pop_up(menu, at)

    def take_key(self, event: QKeyEvent, rows: Rows) -> bool:
        """Do what a key stands for; False where it stands for nothing here."""
        deed = next((each for each in self.fitting(rows) if self._is_key(event, each.keys)), None)
        if deed is not None:
            deed.run(rows)
        return deed is not None

    def tick(self, ids: Sequence[UUID], text: str) -> None:
        """Mark promises as kept today, with a way to take it back."""
        words = self.desk.look.words
        notice = (
            words.say("Done: “{text}”", text=text)
            if len(ids) == 1
            else words.say_many("{count} promise done", "{count} promises done", len(ids))
        )
        use_case = partial(closing.keep, self.desk.workspace, list(ids))
        self.desk.change(self, use_case, notice=notice, undoable=True)

    def add(self, account_id: UUID | None = None, side: Side = Side.OURS) -> None:
        """Open the sheet of a new promise."""
        from kam.ui.commitments.form_sheet import NewPromiseSheet

        self._open(NewPromiseSheet(self.desk, self.page, account_id, side))

    def write(self, ids: Sequence[UUID]) -> None:
        """Open the letters about promises."""
        from kam.ui.commitments.letter_sheet import LetterSheet

        self._open(LetterSheet(self.desk, self.page, ids))

    def hand(self, rows: Rows) -> None:
        """Ask who answers from now on."""
        from kam.ui.commitments.closing_sheet import HandingSheet

        self._open(HandingSheet(self.desk, self.page, rows))

    # Inside

    def _make(self) -> tuple[PromiseDeed, ...]:
        words = self.desk.look.words
        say = words.say
        kept, broken, cancelled = (
            partial(self._close, status)
            for status in (CommitmentStatus.KEPT, CommitmentStatus.BROKEN, CommitmentStatus.CANCELLED)
        )
        return (
            Deed(
                "keep",
                words.say_in("button", "Done"),
                words.say_in("button", "Done"),
                "check",
                _open_ones,
                self._keep,
                "Space",
            ),
            Deed("shift", say("New date…"), say("New date…"), "calendar-clock", _open_ones, self._shift, "D"),
            Deed(
                "remind",
                words.say_in("button", "Remind"),
                words.say_in("button", "Remind…"),
                "mail",
                _theirs,
                self._write,
                "R",
            ),
            Deed(
                "warn",
                words.say_in("button", "Warn"),
                say("Warn the client…"),
                "mail",
                _ours,
                self._write,
                "R",
            ),
            Deed(
                "hand",
                words.say_in("button", "Hand over"),
                words.say_in("button", "Hand over…"),
                "user-check",
                _one_side,
                self.hand,
                "H",
            ),
            Deed(
                "edit",
                words.say_in("button", "Change"),
                words.say_in("button", "Change…"),
                "pencil",
                _single,
                self._edit,
                "Enter",
            ),
            Deed(
                "objective",
                say("To the plan"),
                say("Put under an objective…"),
                "target",
                _one_client,
                self._put_under,
                "P",
            ),
            Deed(
                "origin",
                say("Where it comes from"),
                say("Open where it comes from"),
                "external-link",
                _has_origin,
                self._go_to_origin,
                "O",
            ),
            Deed(
                "account",
                say("The client"),
                say("Open the client"),
                "building-2",
                _single,
                self._go_to_account,
            ),
            Deed(
                "kept", say("Done on another day"), say("Done on another day…"), "history", _open_ones, kept
            ),
            Deed(
                "break",
                words.say_in("button", "Broken"),
                words.say_in("button", "Broken…"),
                "x",
                _open_ones,
                broken,
                "B",
            ),
            Deed("cancel", say("Not needed"), say("No longer needed…"), "minus", _open_ones, cancelled),
            Deed("reopen", say("Open again"), say("Open again"), "rotate-ccw", _closed_ones, self._reopen),
            Deed(
                "delete",
                words.say_in("button", "Delete"),
                words.say_in("button", "Delete"),
                "trash-2",
                bool,
                self._delete,
                "Del",
            ),
        )

    def _keep(self, rows: Rows) -> None:
        self.tick([row.id for row in rows], rows[0].text)

    def _shift(self, rows: Rows) -> None:
        from kam.ui.commitments.shift_sheet import ShiftSheet

        self._open(ShiftSheet(self.desk, self.page, rows))

    def _put_under(self, rows: Rows) -> None:
        from kam.ui.commitments.objective_sheet import ObjectiveSheet

        self._open(ObjectiveSheet(self.desk, self.page, rows))

    def _write(self, rows: Rows) -> None:
        self.write([row.id for row in rows])

    def _close(self, status: CommitmentStatus, rows: Rows) -> None:
        from kam.ui.commitments.closing_sheet import ClosingSheet

        self._open(ClosingSheet(self.desk, self.page, rows, status))

    def _reopen(self, rows: Rows) -> None:
        words = self.desk.look.words
        notice = words.say_many("{count} promise open again", "{count} promises open again", len(rows))
        use_case = partial(closing.reopen, self.desk.workspace, [row.id for row in rows])
        self.desk.change(self, use_case, notice=notice, undoable=True)

    def _delete(self, rows: Rows) -> None:
        words = self.desk.look.words
        notice = words.say_many("{count} promise deleted", "{count} promises deleted", len(rows))
        use_case = partial(closing.delete, self.desk.workspace, [row.id for row in rows])
        self.desk.change(self, use_case, notice=notice, undoable=True)

    def _edit(self, rows: Rows) -> None:
        def show(form: CommitmentForm) -> None:
            from kam.ui.commitments.form_sheet import EditPromiseSheet

            self._open(EditPromiseSheet(self.desk, self.page, form))

        self.desk.read(self, partial(read_form, self.desk.workspace, rows[0].id), show, key="form")

    def _go_to_origin(self, rows: Rows) -> None:
        row = rows[0]
        if row.origin is None:
            return
        if row.origin.kind is OriginKind.SCENARIO:
            self.went.emit(Place("scenarios", item_id=row.origin.id, view="runs"))
        elif row.origin.kind is OriginKind.COMPLAINT:
            self.went.emit(complaint_place(row.origin.id))
        else:
            self.went.emit(account_place(row.account_id, _TABS[row.origin.kind], row.origin.id))

    def _go_to_account(self, rows: Rows) -> None:
        self.went.emit(account_place(rows[0].account_id))

    def _open(self, sheet: Sheet) -> None:
        self.sheet = sheet
        sheet.open()

    def _with_key(self, deed: PromiseDeed) -> str:
        text = deed.menu_text.replace("&", "&&")
        return f"{text}\t{deed.keys}" if deed.keys else text

    def _is_key(self, event: QKeyEvent, keys: str) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if keys == "Space":
            return event.key() == Qt.Key.Key_Space
        if keys == "Enter":
            return event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if keys == "Del":
            return event.key() == Qt.Key.Key_Delete
        return bool(keys) and bool(event.text()) and event.text().lower() in _LETTERS.get(keys.lower(), "")


_TABS: Final = {
    OriginKind.INTERACTION: "timeline",
    OriginKind.OBJECTIVE: "plan",
}
"""The tab of the client that shows each origin; where it has none, its first tab opens."""


def _single(rows: Rows) -> bool:
    return len(rows) == 1


def _has_origin(rows: Rows) -> bool:
    return len(rows) == 1 and rows[0].origin is not None


def _open_ones(rows: Rows) -> bool:
    return all(row.is_open for row in rows)


def _closed_ones(rows: Rows) -> bool:
    return all(not row.is_open for row in rows)


def _theirs(rows: Rows) -> bool:
    return all(row.is_open and row.side is Side.THEIRS for row in rows)


def _ours(rows: Rows) -> bool:
    return all(row.is_open and row.side is Side.OURS and row.promised_to_client for row in rows)


def _one_client(rows: Rows) -> bool:
    """A plan is of one client; a promise to nobody's client serves none."""
    return len({row.account_id for row in rows}) == 1


def _one_side(rows: Rows) -> bool:
    """Ours go to any of us; theirs to the people of their own client."""
    sides, accounts = {row.side for row in rows}, {row.account_id for row in rows}
    return _open_ones(rows) and len(sides) == 1 and (sides == {Side.OURS} or len(accounts) == 1)
