"""Adding somebody from the directory: the client first, then who it is – new, or known already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from kam.core.vocabulary import BuyingRole, Circle
from kam.services.people.forms import PlaceChanges
from kam.services.people.placing import add_stakeholder
from kam.services.portfolio.ordering import PortfolioColumn
from kam.services.portfolio.reading import PortfolioQuery, read_portfolio
from kam.services.settings.colleagues import list_colleagues
from kam.ui.desk import Desk
from kam.ui.persons.who import WhoFields
from kam.ui.places import PEOPLE
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import ChoiceEditor, MultiChoiceEditor, Option, TextEditor, options_of
from kam.ui.widgets.fields.search_choice import SearchChoiceEditor

_WIDTH: Final = 560
_LABELS: Final = 136


@dataclass(frozen=True, slots=True)
class _Choices:
    accounts: tuple[Option, ...]
    owners: tuple[Option, ...]
    me: UUID | None


class NewPersonSheet(FormSheet):
    """Gives somebody a place at a client; nothing typed is lost while it is refused."""

    added = Signal(object)
    """The identity of the place that was made."""
    known_wished = Signal(object)
    """Somebody is there already and is to be shown instead: their identity."""

    def __init__(self, desk: Desk, parent: QWidget, account_id: UUID | None = None) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            parent.window(),
            words.say("New person"),
            primary=words.say_in("button", "Add"),
            draft=desk.draft("people.new", at=PEOPLE),
            width=_WIDTH,
            label_width=_LABELS,
        )
        self._desk = desk
        self._wanted = account_id
        self.account = SearchChoiceEditor(desk.look, [])
        self.form.add("account_id", words.say("Client"), self.account)
        self.who = WhoFields(desk, self.form, account_id, may_open=True)
        self._ask_about_place()
        self.account.changed.connect(self._show_account)
        self.who.taken_changed.connect(self._fit)
        self.who.likely.laid_out.connect(self._fit)
        self.who.likely.open_wished.connect(self._show_known)
        self.wished.connect(self._add)
        desk.read(self, partial(_choices, desk), self._offer)

    def is_changed(self) -> bool:
        """Whether anything was typed of somebody; the lists alone are no loss."""
        return any(self.form.fields[name].is_changed() for name in (*self.who.names, "job_title"))

    def take(self, error: Exception) -> bool:
        """Say what is wrong with a contact beside the field it was typed in."""
        return super().take(self.who.beside(error))

    def showEvent(self, event: QShowEvent) -> None:
        """As high as its rows of chips need at its width."""
        super().showEvent(event)
        self._fit()

    # Inside

    def _fit(self) -> None:
        layout = self.layout()
        if layout is not None:
            layout.activate()
            self.resize(self.width(), layout.totalHeightForWidth(self.width()))

    def _ask_about_place(self) -> None:
        look, words, form = self.look, self.look.words, self.form
        form.add("job_title", words.say("Job title"), TextEditor(look))
        form.add("department", words.say("Department"), TextEditor(look))
        form.add("roles", words.say("Roles"), MultiChoiceEditor(look, options_of(look, list(BuyingRole))))
        circles: list[Option] = [
            (each, words.say("{number}: {name}", number=int(each), name=words.of(each.label)))
            for each in Circle
        ]
        form.add("circle", words.say("Circle"), ChoiceEditor(look, circles, none=words.say("not set")))
        self.owner = ChoiceEditor(look, [], none=words.say("nobody"))
        form.add("owner_id", words.say_in("person", "Answers"), self.owner)

    def _offer(self, choices: _Choices) -> None:
        self.account.set_options(choices.accounts)
        self.owner.set_options(choices.owners)
        self.form.set_values({"account_id": self._wanted, "owner_id": choices.me})
        if self._wanted is not None:
            self.form["person.family_name"].setFocus()

    def _show_account(self) -> None:
        self.who.likely.show_account(self.account.value())

    def _show_known(self, person: UUID) -> None:
        self.done_well()
        self.known_wished.emit(person)

    def _add(self) -> None:
        values = self.form.values()
        if values is None:
            return
        if values["account_id"] is None:
            self.form.set_faults({"account_id": self.look.words.say("Choose the client they work for.")})
            return
        self.set_busy(busy=True)
        self._desk.change(
            self,
            self._use_case(values),
            self._added,
            otherwise=self.take,
            notice=self.look.words.say_in("person", "Added: {name}", name=self._name(values)),
            undoable=True,
        )

    def _use_case(self, values: dict[str, Any]) -> Callable[[], Any]:
        place: PlaceChanges = {
            "job_title": values["job_title"],
            "department": values["department"],
            "roles": values["roles"],
            "circle": values["circle"],
            "owner_id": values["owner_id"],
        }
        person = self.who.person(values)
        return partial(add_stakeholder, self._desk.workspace, values["account_id"], person, place)

    def _name(self, values: dict[str, Any]) -> str:
        taken = self.who.likely.taken
        if taken is not None:
            return taken.name.listed
        parts = (values["person.family_name"], values["person.given_name"])
        return " ".join(part for part in parts if part)

    def _added(self, place: UUID) -> None:
        self.done_well()
        self.added.emit(place)


def _choices(desk: Desk) -> _Choices:
    by_name = PortfolioQuery(sort=PortfolioColumn.NAME, descending=False)
    portfolio = read_portfolio(desk.workspace, by_name, as_of=desk.now())
    colleagues = [each for each in list_colleagues(desk.workspace) if each.left_on is None]
    return _Choices(
        accounts=tuple((row.id, row.name) for row in portfolio.rows),
        owners=tuple((each.id, each.name) for each in colleagues),
        me=next((each.id for each in colleagues if each.is_me), None),
    )
