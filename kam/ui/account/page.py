"""The account's page: header, tabs, and which of them is open."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, TypeAlias
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kam.core.changes import Area
from kam.core.errors import NotFoundError
from kam.services.account_card import AccountCard, account_card, account_health
from kam.services.accounts.pins import pin
from kam.services.health.rows import HealthRow
from kam.ui.account.header import HEALTH, RISK, AccountHeader
from kam.ui.account.tab import AccountTab
from kam.ui.commands import Command
from kam.ui.commitments.deeds import PromiseDeeds
from kam.ui.desk import Desk
from kam.ui.health.why import HealthWhy
from kam.ui.page import Page
from kam.ui.places import (
    ACCOUNTS,
    HEALTH_VIEW,
    Place,
    account_satisfaction_place,
    answer_place,
    brief_place,
    capture_place,
    prepare_place,
    register_place,
    retention_place,
)
from kam.ui.widgets.buttons import button, icon_button
from kam.ui.widgets.labels import rule
from kam.ui.widgets.segmented import Choice, TabBar

if TYPE_CHECKING:
    from kam.ui.commitments.apply_sheet import ApplySheet

TabMaker = Callable[[Desk], AccountTab]
OpenLetter: TypeAlias = Callable[[Desk, QWidget, UUID, UUID], object]


class AccountPage(Page):
    """One account. It is kept, and shows whichever account it is told to."""

    areas: ClassVar[Area] = Area.EVERYTHING

    def __init__(self, desk: Desk, open_letter: OpenLetter) -> None:
        super().__init__(desk)
        words = desk.look.words
        self._place = Place("account")
        self._card: AccountCard | None = None
        self._health: HealthRow | None = None
        self.why = HealthWhy(desk, self)
        self.why.went.connect(self.went)
        self.promises = PromiseDeeds(desk, self)
        self.sheet: ApplySheet | None = None
        self._makers: dict[str, tuple[str, TabMaker]] = {
            "overview": (words.say_in("tab", "Overview"), _overview),
            "dossier": (words.say_in("tab", "Dossier"), _dossier),
            "people": (words.say_in("tab", "People"), _people),
            "timeline": (words.say_in("tab", "Timeline"), partial(_timeline, open_letter)),
            "money": (words.say_in("tab", "Money"), _money),
            "plan": (words.say_in("tab", "Plan"), _plan),
            "complaints": (words.say_in("tab", "Complaints"), _complaints),
            "documents": (words.say_in("tab", "Documents"), _documents),
        }
        self._tabs: dict[str, AccountTab] = {}
        self.header = AccountHeader(desk, self._make_actions())
        self.tabs = TabBar(
            desk.look,
            [Choice(code, text) for code, (text, _) in self._makers.items()],
            words.say("Parts of the account"),
        )
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        bar = QWidget()
        bar.setProperty("ground", "page")
        row = QHBoxLayout(bar)
        row.setContentsMargins(24, 0, 24, 0)
        row.addWidget(self.tabs)
        row.addStretch(1)
        column.addWidget(bar)
        column.addWidget(rule())
        column.addWidget(self._stack, 1)
        self.tabs.chosen.connect(self._choose)
        self.header.brief_wished.connect(self.open_brief)
        self.header.prepare_wished.connect(self.prepare)
        self.header.asked.connect(self._asked)

    @property
    def account_id(self) -> UUID:
        """The account that is shown."""
        if self._place.account_id is None:
            raise NotFoundError("account.gone")
        return self._place.account_id

    @property
    def shown_id(self) -> UUID | None:
        """The account that has been read and stands on the page; None while another one is read."""
        return None if self._card is None else self._card.row.id

    def go_to(self, place: Place) -> None:
        """Show an account in one of its tabs; where its health is asked about, the answer too, once."""
        tab = place.tab if place.tab in self._makers else "overview"
        same = place.account_id == self._place.account_id
        asks_why = place.view == HEALTH_VIEW
        view = None if asks_why else place.view  # who comes back later asks nothing
        self._place = Place("account", place.account_id, tab, place.item_id, view)
        if not same:
            self._forget()
        self.tabs.choose(tab)
        self.header.set_compact(compact=tab != "overview")
        shown = self.tab(tab)
        self._stack.setCurrentWidget(shown)
        shown.show_account(self.account_id, place.item_id, view)
        self._read()
        if asks_why:
            self.why.ask(self.account_id)

    def _forget(self) -> None:
        """What was said of another account goes at once."""
        self._card = None
        self._health = None
        self.header.forget()
        for code in self._makers:
            self.tabs.set_count(code, "")

    def refresh(self) -> None:
        """Read the header and the open tab anew."""
        self._read()
        if self._place.tab is not None and self._place.tab != "overview":
            self.tab(self._place.tab).refresh()

    def title(self) -> str:
        """The account's name."""
        return self._card.row.name if self._card is not None else ""

    def commands(self) -> list[Command]:
        """The account's own commands, then those of the open tab."""
        words = self.look.words
        name = self.title()
        prepare = words.say("Prepare the next meeting")
        own = [Command("account.prepare", prepare, self.prepare, "clipboard-check", "", name)]
        say = words.say
        own += [
            Command("account.retention", say("Retention case…"), self.weigh_retention, "scale", "", name),
            Command("account.promise", say("New promise"), self.add_promise, "handshake", "", name),
            Command(
                "account.promises", say("Promises of the client"), self._go_to_promises, "list", "", name
            ),
            Command(
                "account.complaint",
                say("Register a complaint…"),
                partial(self.went.emit, register_place(self.account_id)),
                "shield-alert",
                "",
                name,
            ),
            Command(
                "account.answer",
                say("Write down an answer…"),
                partial(self.went.emit, answer_place(self.account_id)),
                "clipboard-check",
                "",
                name,
            ),
            Command(
                "account.satisfaction",
                say("Satisfaction of the client"),
                partial(self.went.emit, account_satisfaction_place(self.account_id)),
                "clipboard-check",
                "",
                name,
            ),
            Command(
                "account.scenario", say("Apply a touch scenario"), self.apply_scenario, "list-tree", "", name
            ),
        ]
        own.append(
            Command("account.health", say("Why is the health so?"), self.explain_health, "activity", "", name)
        )
        for code, (text, _) in self._makers.items():
            go = partial(self._choose, code)
            own.append(Command(f"account.{code}", text, go, "arrow-right", "", name))
        return [*own, *self.tab(self._place.tab or "overview").commands()]

    def file_wish(self, paths: Sequence[Path]) -> str | None:
        """Files let go anywhere over an account become its documents, over its complaints a complaint's."""
        words = self.look.words
        own = self.tab(self._place.tab or "overview").file_wish(paths)
        if own is not None:
            return own
        if len(paths) == 1:
            return words.say("Let go to keep “{file}” with “{name}”", file=paths[0].name, name=self.title())
        return words.say("Let go to keep the files with “{name}”", name=self.title())

    def take_files(self, paths: Sequence[Path]) -> None:
        """Keep them; the tab that is open stays unless something was refused."""
        from kam.ui.account.documents.tab import DocumentsTab

        shown = self.tab(self._place.tab or "overview")
        if shown.file_wish(paths) is not None:
            shown.take_files(paths)
            return
        tab = self.tab("documents")
        if isinstance(tab, DocumentsTab):
            tab.take_for(self.account_id, paths)

    def tab(self, code: str) -> AccountTab:
        """A tab, built when it is first seen."""
        found = self._tabs.get(code)
        if found is None:
            found = self._makers[code][1](self.desk)
            found.went.connect(self.went)
            found.moved.connect(self._tab_moved)
            found.counted.connect(partial(self.tabs.set_count, code))
            found.came_forward.connect(partial(self._choose, code))
            self._tabs[code] = found
            self._stack.addWidget(found)
        return found

    def keep(self) -> None:
        """The tabs put away what is theirs."""
        for tab in self._tabs.values():
            tab.keep()

    def open_brief(self) -> None:
        """The brief of the next meeting as it will be printed."""
        self._go_to_meeting(brief_place)

    def prepare(self) -> None:
        """What the brief of the next meeting still needs."""
        self._go_to_meeting(prepare_place)

    def _go_to_meeting(self, place: Callable[[UUID, UUID], Place]) -> None:
        if self._card is not None and self._card.meeting is not None:
            self.went.emit(place(self.account_id, self._card.meeting.id))

    def _make_actions(self) -> QWidget:
        held = QWidget()
        row = QHBoxLayout(held)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._pin = icon_button(self.look, "pin", self.look.words.say("Pin to the side"))
        self._pin.setCheckable(True)
        self._pin.clicked.connect(self._pin_it)
        row.addWidget(self._pin)
        row.addWidget(
            icon_button(self.look, "scale", self.look.words.say("Retention case…"), run=self.weigh_retention)
        )
        self._record = button(
            self.look, self.look.words.say_in("button", "Record"), icon="square-pen", run=self.record
        )
        row.addWidget(self._record)
        self._promise = button(
            self.look, self.look.words.say_in("add", "Promise"), icon="plus", run=self.add_promise
        )
        row.addWidget(self._promise)
        return held

    def add_promise(self) -> None:
        """Open the sheet of a promise to this client, or of theirs to us."""
        self.promises.add(self.account_id)

    def apply_scenario(self) -> None:
        """Open the sheet that applies a touch scenario to this client."""
        from kam.ui.commitments.apply_sheet import ApplySheet

        self.sheet = ApplySheet(self.desk, self, self.account_id)
        self.sheet.open()

    def record(self) -> None:
        """Open the small window that records what happened with the client."""
        self.went.emit(capture_place(self.account_id))

    def weigh_retention(self) -> None:
        """Open the sheet that weighs a concession against the client's leaving."""
        self.went.emit(retention_place(self.account_id))

    def _go_to_promises(self) -> None:
        self.went.emit(Place("promises", self.account_id))

    def explain_health(self) -> None:
        """Show why the account's health is what it is."""
        if self._health is not None:
            self.why.ask_of(self._health)
        else:
            self.why.ask(self.account_id)

    def _pin_it(self) -> None:
        use_case = partial(pin, self.desk.workspace, self.account_id, on=self._pin.isChecked())
        self.desk.change(self, use_case)

    def _choose(self, code: str) -> None:
        self.went.emit(Place("account", self._place.account_id, code))

    def _tab_moved(self, view: str) -> None:
        self._place = Place("account", self._place.account_id, self._place.tab, None, view)
        self.moved.emit(self._place)

    def _asked(self, code: str) -> None:
        if code == "completeness":
            self._choose("dossier")
        elif code in {HEALTH, RISK}:
            self.explain_health()

    def _read(self) -> None:
        work = partial(
            account_card,
            self.desk.workspace,
            self.account_id,
            as_of=self.desk.now(),
            language=self.look.words.language,
        )
        self.desk.read(self, work, self._show, key="card", otherwise=self._gone)

    def _gone(self, error: Exception) -> bool:
        """An account that was deleted is left for the list."""
        if isinstance(error, NotFoundError):
            self.went.emit(ACCOUNTS)
            return True
        return False

    def _read_health(self) -> None:
        """Asked for when the page stands already: it does not wait for it."""
        work = partial(account_health, self.desk.workspace, self.account_id, as_of=self.desk.now())
        self.desk.read(self, work, self._show_health, key="health", otherwise=_is_gone)

    def _show_health(self, row: HealthRow) -> None:
        if row.account_id != self._place.account_id:
            return
        self._health = row
        self.header.show_health(row)
        overview = self._tabs.get("overview")
        if overview is not None:
            overview.show_health(row)

    def _show(self, card: AccountCard) -> None:
        if card.row.id != self._place.account_id:
            return
        self._card = card
        self.header.show_card(card)
        self._pin.setChecked(card.pinned)
        say = self.look.words.say
        told = say("Take off the side") if card.pinned else say("Pin to the side")
        self._pin.setToolTip(told)
        self._pin.setAccessibleName(told)
        self.tabs.set_count("dossier", f"{self.look.formats.number(card.percent)} %")
        open_ = self.look.formats.number(card.complaints) if card.complaints else ""
        self.tabs.set_count("complaints", open_)
        self.tabs.set_count("people", self.look.formats.number(len(card.people)))
        if self._place.tab != "plan":  # there it is that of whichever plan is shown
            version = say("v{number}", number=card.plan_version) if card.plan_version else ""
            self.tabs.set_count("plan", version)
        overview = self._tabs.get("overview")
        if overview is not None:
            overview.show_card(card)
            if self._health is not None:
                overview.show_health(self._health)
        self.moved.emit(self._place)
        self._read_health()


def _is_gone(error: Exception) -> bool:
    """What is said of an account that was deleted: that the page leaves it says the reading of its card."""
    return isinstance(error, NotFoundError)


def _overview(desk: Desk) -> AccountTab:
    from kam.ui.account.overview.tab import OverviewTab

    return OverviewTab(desk)


def _dossier(desk: Desk) -> AccountTab:
    from kam.ui.account.dossier.tab import DossierTab

    return DossierTab(desk)


def _people(desk: Desk) -> AccountTab:
    from kam.ui.account.people.tab import PeopleTab

    return PeopleTab(desk)


def _timeline(open_letter: OpenLetter, desk: Desk) -> AccountTab:
    from kam.ui.account.timeline.tab import TimelineTab

    return TimelineTab(desk, open_letter)


def _plan(desk: Desk) -> AccountTab:
    from kam.ui.account.plan.tab import PlanTab

    return PlanTab(desk)


def _complaints(desk: Desk) -> AccountTab:
    from kam.ui.account.complaints.tab import ComplaintsTab

    return ComplaintsTab(desk)


def _money(desk: Desk) -> AccountTab:
    from kam.ui.account.money.tab import MoneyTab

    return MoneyTab(desk)


def _documents(desk: Desk) -> AccountTab:
    from kam.ui.account.documents.tab import DocumentsTab

    return DocumentsTab(desk)
