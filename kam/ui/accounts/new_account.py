"""A new client: a few fields, and whoever may be that client already while the name is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kam.analysis.reason_words import ReasonTeller
from kam.analysis.segments import POTENTIAL_SCALE
from kam.core.vocabulary import AccountStatus
from kam.services.accounts.duplicates import Duplicate, likely_duplicates
from kam.services.accounts.editing import NewAccount, create_account
from kam.services.portfolio.ordering import PortfolioColumn
from kam.services.portfolio.reading import PortfolioQuery, read_portfolio
from kam.services.settings.colleagues import list_colleagues
from kam.ui.desk import Desk
from kam.ui.look import Look
from kam.ui.places import ACCOUNTS, account_place
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import ChoiceEditor, Option, ScaleEditor, TextEditor, options_of
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor
from kam.ui.widgets.glyphs import DotGlyph, IconGlyph
from kam.ui.widgets.labels import ElidedLabel, LineLabel
from kam.ui.widgets.panels import clear
from kam.ui.widgets.pieces import Run
from kam.ui.widgets.status_tones import STATUS_TONES

_PAUSE: Final = 150
"""Milliseconds without a key before anybody is looked for."""
_MOST: Final = 3
_CERTAIN: Final = 100
"""From this certainty on it is the same name or number."""
_WIDTH: Final = 560
_LABELS: Final = 140


def ask_for_account(
    desk: Desk,
    parent_widget: QWidget,
    *,
    parent_id: UUID | None = None,
    parent_name: str = "",
    name: str = "",
) -> NewAccountSheet:
    """Open the sheet for a new client, as a subsidiary where ``parent_id`` is given.

    Its ``went`` says where to go: to the client that was made, or to one that was there already.
    """
    sheet = NewAccountSheet(desk, parent_widget, parent_id=parent_id, parent_name=parent_name, name=name)
    sheet.open()
    return sheet


@dataclass(frozen=True, slots=True)
class _Choices:
    """What the lists of the sheet offer."""

    me: UUID | None
    owners: tuple[Option, ...]
    accounts: tuple[Option, ...]


class NewAccountSheet(FormSheet):
    """Makes an account; nothing typed is lost while it is refused."""

    went = Signal(object)
    """The ``Place`` of an account."""

    def __init__(
        self,
        desk: Desk,
        parent_widget: QWidget,
        *,
        parent_id: UUID | None = None,
        parent_name: str = "",
        name: str = "",
    ) -> None:
        words = desk.look.words
        heading = words.say("New client") if parent_id is None else words.say("New subsidiary")
        if parent_name:
            heading = words.say("New subsidiary of {name}", name=parent_name)
        super().__init__(
            desk.look,
            parent_widget.window(),
            heading,
            primary=words.say_in("button", "Add"),
            draft=desk.draft("account.new", parent_id, at=ACCOUNTS),
            width=_WIDTH,
            label_width=_LABELS,
        )
        self._desk = desk
        self._parent_id = parent_id
        self.found: tuple[Duplicate, ...] = ()
        self.duplicates = LikelyAccounts(desk.look)
        self._add_fields(name)
        self.add(self.duplicates)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.look_for_duplicates)
        for field in ("name", "legal_name", "tax_number"):
            self.form[field].changed.connect(self._pause.start)
        self.duplicates.opened.connect(self._open)
        self.wished.connect(self._create)
        desk.read(self, partial(_choices, desk), self._offer)
        if name:
            self.look_for_duplicates()

    def is_changed(self) -> bool:
        """Whether anything was typed; the lists alone are no loss."""
        return any(self.form.fields[name].is_changed() for name in ("name", "legal_name", "tax_number"))

    def look_for_duplicates(self) -> None:
        """Look who may be that client already, by name, legal name and tax number."""
        workspace = self._desk.workspace
        name, legal, tax = (self.form[each].value() for each in ("name", "legal_name", "tax_number"))

        def work() -> tuple[Duplicate, ...]:
            found = list(likely_duplicates(workspace, name or "", tax, _MOST))
            if legal:
                known = {each.id for each in found}
                more = likely_duplicates(workspace, legal, None, _MOST)
                found += [each for each in more if each.id not in known]
            return tuple(sorted(found, key=lambda each: -each.certainty)[:_MOST])

        self._desk.read(self, work, self._show_likely, key="duplicates")

    # Inside

    def _add_fields(self, name: str) -> None:
        look, words = self.look, self.look.words
        form = self.form
        form.add("name", words.say_in("account", "Name"), TextEditor(look))
        form.add("legal_name", words.say_in("account", "Legal name"), TextEditor(look))
        form.add("tax_number", words.say_in("account", "Tax number"), TextEditor(look))
        form.add("city", words.say_in("account", "City"), TextEditor(look))
        statuses = ChoiceEditor(look, options_of(look, tuple(AccountStatus)))
        form.add("status", words.say_in("account", "Status"), statuses, value=AccountStatus.PROSPECT)
        self.owner = ChoiceEditor(look, [])
        form.add("owner_id", words.say_in("account", "Owner"), self.owner)
        self.parent_account = SearchChoiceEditor(look, [], none=words.say("no parent company"))
        form.add("parent_id", words.say_in("account", "Parent company"), self.parent_account)
        potential = ScaleEditor(look, list(POTENTIAL_SCALE), none=words.say("not set"))
        hint = words.say("What could be earned there, from 1 to 5: with the ABC class it makes the segment.")
        form.add("potential", words.say_in("account", "Potential"), potential, hint=hint)
        if name:
            form["name"].set_value(name)

    def _offer(self, choices: _Choices) -> None:
        """The lists came: I own what I add, a subsidiary has its parent."""
        self.owner.set_options(choices.owners)
        self.form.fields["owner_id"].set_initial(choices.me)
        self.parent_account.set_options(choices.accounts)
        self.form.fields["parent_id"].set_initial(self._parent_id)

    def _show_likely(self, found: tuple[Duplicate, ...]) -> None:
        words = self.look.words
        self.found = found
        self.duplicates.show_found(found)
        same = any(each.certainty >= _CERTAIN for each in found)
        self.primary.setText(words.say_in("button", "Add anyway") if same else words.say_in("button", "Add"))
        self.adjustSize()

    def _open(self, account: UUID) -> None:
        """The client is there already: go there instead."""
        self.done_well()
        self.went.emit(account_place(account))

    def _create(self) -> None:
        values: dict[str, Any] = self.form.values() or {}
        self.set_busy(busy=True)
        new = NewAccount(**{**values, "name": values["name"] or ""})
        words = self.look.words
        notice = words.say("Added: {name}", name=new.name)
        use_case = partial(create_account, self._desk.workspace, new)
        self._desk.change(self, use_case, self._created, otherwise=self.take, notice=notice, undoable=True)

    def _created(self, account: UUID) -> None:
        self.done_well()
        self.went.emit(account_place(account))


class LikelyAccounts(QFrame):
    """Who may be the same, why, and the way there."""

    opened = Signal(object)
    """The identity of an account."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._teller = ReasonTeller(look.words, look.formats)
        self.setProperty("role", "strip")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, Size.GRID, 12, Size.GRID)
        self._column.setSpacing(Size.HALF)
        self.hide()

    def show_found(self, found: Sequence[Duplicate]) -> None:
        """Show them, the likeliest first."""
        clear(self._column)
        self.setVisible(bool(found))
        if not found:
            return
        words = self._look.words
        heading = words.say("Perhaps it is there already")
        sign = IconGlyph("triangle-alert", "amber", Size.ICON)
        self._column.addWidget(LineLabel(self._look, (sign, Run(heading, Type.STRONG))))
        for each in found:
            self._column.addWidget(self._row(each))
        self.setAccessibleName(f"{heading}: " + ", ".join(each.name for each in found))

    def why(self, each: Duplicate) -> str:
        """Why it may be the same, in words."""
        return "; ".join(self._teller.sentence(reason) for reason in each.reasons)

    def _row(self, each: Duplicate) -> QWidget:
        words = self._look.words
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        status = words.of(each.status.label)
        about = (
            status if each.owner is None else words.say("{status}, {owner}", status=status, owner=each.owner)
        )
        name = LineLabel(
            self._look,
            (
                Run(each.name, Type.NAME),
                DotGlyph(STATUS_TONES.get(each.status, "edge")),
                Run(about, Type.SECONDARY, "text2"),
            ),
        )
        texts.addWidget(name)
        texts.addWidget(ElidedLabel(self.why(each), Type.SECONDARY, "text2"))
        row.addLayout(texts, 1)
        opened = link(self._look, words.say("Open it"), run=partial(self.opened.emit, each.id))
        opened.setAccessibleName(words.say("Open “{name}”", name=each.name))
        row.addWidget(opened, 0, Qt.AlignmentFlag.AlignVCenter)
        return held


def _choices(desk: Desk) -> _Choices:
    colleagues = [each for each in list_colleagues(desk.workspace) if each.left_on is None]
    by_name = PortfolioQuery(sort=PortfolioColumn.NAME, descending=False)
    portfolio = read_portfolio(desk.workspace, by_name, as_of=desk.now())
    return _Choices(
        me=next((each.id for each in colleagues if each.is_me), None),
        owners=tuple((each.id, each.name) for each in colleagues),
        accounts=tuple((row.id, row.name) for row in portfolio.rows),
    )
