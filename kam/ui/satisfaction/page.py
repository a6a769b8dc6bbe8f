"""The page of surveys: everybody, a client, a person, or one round."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kam.core.changes import Area
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.page import Page
from kam.ui.places import SURVEYS, Place, account_place, account_satisfaction_place
from kam.ui.satisfaction.round_view import RoundView
from kam.ui.satisfaction.view import SatisfactionView
from kam.ui.theme.tokens import Size, Type
from kam.ui.widgets.buttons import link
from kam.ui.widgets.labels import ElidedLabel
from kam.ui.widgets.page_head import PageHead


class SurveysPage(Page):
    """A round has its own face; everything else is one view that says of whom it is."""

    areas: ClassVar[Area] = Area.SURVEYS | Area.PEOPLE | Area.ACCOUNTS | Area.COMMITMENTS | Area.SETTINGS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.look.words
        self._place = SURVEYS
        self.view = SatisfactionView(desk)
        self.round = RoundView(desk)
        self.name = ElidedLabel(words.say_in("page", "Satisfaction"), Type.TITLE)
        self.client = link(desk.look, words.say("The client"), icon="building-2", run=self._go_client)
        self.whole = link(desk.look, words.say("All clients"), run=partial(self.went.emit, SURVEYS))
        self._lay_out()
        self.view.went.connect(self.went)
        self.view.found_whom.connect(self._name_it)
        self.round.went.connect(self.went)
        self.round.named.connect(lambda: self.moved.emit(self._place))

    def go_to(self, place: Place) -> None:
        """Show a round, a client, a person or everybody."""
        self._place = Place("surveys", account_id=place.account_id, item_id=place.item_id)
        if place.account_id is None and place.item_id is not None:
            self._stack.setCurrentWidget(self.round)
            self.round.show_round(place.item_id)
            self.round.take_focus()
            return
        self._stack.setCurrentWidget(self._overview)
        self.client.setVisible(place.account_id is not None)
        self.whole.setVisible(place.account_id is not None)
        self.view.show_whom(place.account_id, place.item_id)
        self.view.take_focus()

    def refresh(self) -> None:
        """Read what is shown anew."""
        if self._is_round:
            self.round.refresh()
        else:
            self.view.refresh()

    def title(self) -> str:
        """The round's name, or whose satisfaction it is."""
        if self._is_round and self.round.found is not None:
            return self.round.found.row.title
        return self.name.text()

    def commands(self) -> list[Command]:
        """What can be done here."""
        return self.round.commands() if self._is_round else self.view.commands()

    def creations(self) -> list[Command]:
        """What the Create button offers first while this page is open."""
        text = self.look.words.say("New survey…")
        return [Command("create.survey", text, self.view.deeds.start, "clipboard-check", "Ctrl+N")]

    def file_wish(self, paths: Sequence[Path]) -> str | None:
        """A returned table let go over a round."""
        return self.round.file_wish(paths) if self._is_round else None

    def take_files(self, paths: Sequence[Path]) -> None:
        """Look it through."""
        self.round.take_files(paths)

    @property
    def _is_round(self) -> bool:
        return self._place.account_id is None and self._place.item_id is not None

    def _lay_out(self) -> None:
        head = PageHead(height=Size.PAGE_HEAD)
        head.row.addWidget(self.name, 1)
        head.put(self.client, self.whole)
        self._overview = QWidget()
        inner = QVBoxLayout(self._overview)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(head)
        inner.addWidget(self.view, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._overview)
        self._stack.addWidget(self.round)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def _name_it(self, whose: str) -> None:
        words = self.look.words
        text = words.say_in("page", "Satisfaction")
        self.name.setText(words.say("Satisfaction: {name}", name=whose) if whose else text)
        self.moved.emit(self._place)

    def _go_client(self) -> None:
        account = self._place.account_id
        if account is None:
            return
        if self._place.item_id is not None:
            self.went.emit(account_satisfaction_place(account))
        else:
            self.went.emit(account_place(account))
