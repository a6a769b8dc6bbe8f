"""The page of a timeline over all accounts: everybody's, or one person's."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout

from kam.core.changes import Area
from kam.services.timeline import Scope
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.page import Page
from kam.ui.places import PEOPLE, PLACE_VIEW, TIMELINE, Place
from kam.ui.theme.tokens import Type
from kam.ui.timeline_pane.pane import OpenLetter, TimelinePane
from kam.ui.widgets.buttons import link
from kam.ui.widgets.labels import ElidedLabel, label
from kam.ui.widgets.page_head import PageHead


class TimelinePage(Page):
    """Place("timeline") is everybody's; with ``item_id`` a person's, in the view "place" a place's."""

    areas: ClassVar[Area] = Area.EVERYTHING

    def __init__(self, desk: Desk, open_letter: OpenLetter) -> None:
        super().__init__(desk)
        words = desk.look.words
        self.pane = TimelinePane(desk, open_letter)
        self.pane.went.connect(self.went)
        self.pane.named.connect(self._name)
        self.pane.counted.connect(self._count)
        self.pane.gone.connect(lambda: self.went.emit(PEOPLE))
        self.heading = ElidedLabel(words.say("Timeline"), Type.TITLE)
        self.count = label("", Type.SECONDARY, "text3")
        self.everybody = link(desk.look, words.say("Timeline of everybody"), run=self._go_to_everybody)
        head = PageHead()
        head.put(self.heading, self.count)
        head.row.addStretch(1)
        head.put(self.everybody)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.pane, 1)

    def go_to(self, place: Place) -> None:
        """Show whose timeline the place names."""
        if place.item_id is None:
            scope = Scope()
        elif place.view == PLACE_VIEW:
            scope = Scope(stakeholder_id=place.item_id)
        else:
            scope = Scope(person_id=place.item_id)
        self.everybody.setVisible(not scope.is_everybody)
        self.pane.show_scope(scope)
        self.pane.view.setFocus()

    def refresh(self) -> None:
        """Read what is shown anew."""
        self.pane.refresh()

    def title(self) -> str:
        """Whose timeline it is."""
        return self.heading.text()

    def commands(self) -> list[Command]:
        """What can be done here."""
        return self.pane.commands()

    def keep(self) -> None:
        """Put away what other programs were given."""
        self.pane.keep()

    def _go_to_everybody(self) -> None:
        self.went.emit(TIMELINE)

    def _name(self, name: str) -> None:
        words = self.look.words
        self.heading.setText(words.say("Timeline: {name}", name=name) if name else words.say("Timeline"))

    def _count(self, count: str) -> None:
        self.count.setText(count)
