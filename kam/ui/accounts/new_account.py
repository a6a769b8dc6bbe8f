"""A new account: while its name is typed, those it may already be stand below and can be opened instead."""

from __future__ import annotations

from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kam.core.text import fold
from kam.core.vocabulary import AccountStatus
from kam.services.accounts.duplicates import Duplicate, likely_duplicates
from kam.services.accounts.editing import NewAccount, create_account
from kam.services.reasons import ReasonTeller
from kam.ui.desk import Desk
from kam.ui.places import account_place
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import ChoiceEditor, ScaleEditor, TextEditor, options_of
from kam.ui.widgets.labels import ElidedLabel, LineLabel
from kam.ui.widgets.panels import Panel, PanelList
from kam.ui.widgets.pieces import Run

_PAUSE: Final = 150
_SHORTEST: Final = 3
_WIDTH: Final = 560


class NewAccountSheet(FormSheet):
    """Asks for what an account begins with; warns of likely duplicates and offers them."""

    went = Signal(object)
    """A ``Place``: the account that was made, or the one that was there already."""

    def __init__(
        self, desk: Desk, parent: QWidget | None, *, parent_id: UUID | None = None, parent_name: str = ""
    ) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            parent,
            words.say("New subsidiary of {name}", name=parent_name) if parent_id else words.say("New client"),
            primary=words.say_in("button", "Add the client"),
            width=_WIDTH,
        )
        self._desk = desk
        self._parent_id = parent_id
        self.found: tuple[Duplicate, ...] = ()
        self.form.add("name", words.say("Name"), TextEditor(desk.look))
        self.duplicates = LikelyAccounts(desk)
        self.duplicates.opened.connect(self._open)
        self.form.add_widget(self.duplicates)
        self.form.add("legal_name", words.say("Legal name"), TextEditor(desk.look))
        self.form.add("tax_number", words.say("Tax number"), TextEditor(desk.look))
        statuses = options_of(desk.look, list(AccountStatus))
        status = ChoiceEditor(desk.look, statuses)
        self.form.add("status", words.say("Status"), status, value=AccountStatus.PROSPECT)
        potential = ScaleEditor(desk.look, [1, 2, 3, 4, 5], none=words.say("not set"))
        self.form.add("potential", words.say("Potential"), potential)
        self.form.add("city", words.say("City"), TextEditor(desk.look))
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.look_for_duplicates)
        for name in ("name", "tax_number"):
            self.form.fields[name].changed.connect(self._pause.start)
        self.wished.connect(self._make)

    def look_for_duplicates(self) -> None:
        """Ask for accounts that this one may be."""
        name, number = self.form["name"].value() or "", self.form["tax_number"].value()
        if len(fold(str(name))) < _SHORTEST and not number:
            self._show(())
            return
        work = partial(likely_duplicates, self._desk.workspace, str(name), number)
        self._desk.read(self, work, self._show, key="duplicates")

    def _show(self, found: tuple[Duplicate, ...]) -> None:
        self.found = found
        self.duplicates.show_found(found)

    def _open(self, account_id: UUID) -> None:
        self.done_well()
        self.went.emit(account_place(account_id))

    def _make(self) -> None:
        values = self.form.values()
        if values is None:
            return
        new = NewAccount(**{**values, "name": values["name"] or ""}, parent_id=self._parent_id)
        self.set_busy(busy=True)
        self._desk.change(
            self, partial(create_account, self._desk.workspace, new), self._made, otherwise=self.take
        )

    def _made(self, account_id: UUID) -> None:
        self.done_well()
        self.went.emit(account_place(account_id))


class LikelyAccounts(Panel):
    """The accounts that may be meant, each with why, to be opened instead."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        words = desk.look.words
        super().__init__(desk.look, words.say("Perhaps it is here already"))
        self._teller = ReasonTeller(words, desk.look.formats)
        self._rows = PanelList(desk.look, row_height=Size.ROW_TWO_LINES)
        self.body.addWidget(self._rows)
        self.hide()

    def show_found(self, found: tuple[Duplicate, ...]) -> None:
        """Show them, the likeliest first; none hides the panel."""
        self._rows.clear()
        words = self.look.words
        for each in found[:3]:
            texts = QWidget()
            column = QVBoxLayout(texts)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            status = words.of(each.status.label)
            name = LineLabel(self.look, (Run(each.name, Type.STRONG), Run(status, Type.SECONDARY, "text2")))
            column.addWidget(name)
            why = "; ".join(self._teller.sentence(reason) for reason in each.reasons)
            column.addWidget(ElidedLabel(why, Type.SECONDARY, "text2"))
            open_it = link(self.look, words.say("Open it"), run=partial(self.opened.emit, each.id))
            open_it.setAccessibleName(words.say("Open {name}", name=each.name))
            self._rows.add_row(texts, open_it, stretch=0)
        self.setVisible(bool(found))


def ask_for_account(
    desk: Desk, parent: QWidget, *, parent_id: UUID | None = None, parent_name: str = ""
) -> NewAccountSheet:
    """Open the sheet for a new account, or for a subsidiary of ``parent_id``."""
    sheet = NewAccountSheet(desk, parent, parent_id=parent_id, parent_name=parent_name)
    sheet.open()
    return sheet
