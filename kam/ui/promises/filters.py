"""The filter bar of promises: the query as conditions, and a condition as a query."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from kam.core.vocabulary import CommitmentKind, CommitmentStatus, Side
from kam.services.commitments.query import PromiseQuery
from kam.services.commitments.reading import PromiseChoices
from kam.services.commitments.rows import Ledger
from kam.ui.look import Look
from kam.ui.promises.ageing_bar import key_line
from kam.ui.widgets.filter_bar import Several, Switch, Value
from kam.ui.widgets.labels import LineLabel
from kam.ui.widgets.query_filters import QueryFilters

_REST: Final = 220
"""What the margins, the gaps and the chip of a new condition take."""


class PromiseFilters(QueryFilters[PromiseQuery]):
    """Beside it stands the key of the bars."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("Promise, client, person"), PromiseQuery())
        self._choices = PromiseChoices((), ())
        self._counts: dict[str, int] = {}
        self._face = "sides"
        self._key = LineLabel(look, key_line(look.words))
        if isinstance(layout := self.layout(), QHBoxLayout):
            layout.addWidget(self._key)
        self.show_query(self._query)

    def show_query(self, query: PromiseQuery) -> None:
        """Show a query; tells nobody."""
        super().show_query(query)
        self._show_key()

    def show_choices(self, choices: PromiseChoices) -> None:
        """The clients and colleagues that can be chosen."""
        self._choices = choices
        self.show_query(self._query)

    def show_ledger(self, ledger: Ledger) -> None:
        """How many each switch would show."""
        self._counts = dict(ledger.counts)
        self.show_query(self._query)

    def show_for(self, face: str) -> None:
        """What is open has other conditions than what is closed."""
        self._face = face
        self.show_query(self._query)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The key of the bars stands where there is room."""
        super().resizeEvent(event)
        self._show_key()

    def _show_key(self) -> None:
        taken = self.text.width() + self._chips.sizeHint().width() + _REST
        fits = self.width() - taken > self._key.sizeHint().width()
        self._key.setVisible(self._face == "sides" and fits)

    def switches_of(self, query: PromiseQuery) -> list[Switch]:
        """Open promises can be late, undated, orphaned."""
        say = self._words.say
        found = [
            Switch("mine", say("All my clients"), query.mine, quick=True),
            Switch("promised", say("Promised to the client"), query.promised, quick=True),
            self._switch_of("shifted", say("Moved"), on=query.shifted, quick=True),
        ]
        if self._face == "closed":
            return found
        return [
            *found,
            self._switch_of("late", say("Late"), on=query.late),
            self._switch_of("undated", say("Without a date"), on=query.undated),
            self._switch_of("orphaned", say("Whoever answers has left"), on=query.orphaned),
        ]

    def _switch_of(self, code: str, text: str, *, on: bool, quick: bool = False) -> Switch:
        count = None if self._face == "closed" else self._counts.get(code)
        return Switch(code, text, on, count, quick=quick)

    def several_of(self, query: PromiseQuery) -> list[Several]:
        """Clients, who answers, kinds; sides and states where the face has them."""
        words = self._words
        accounts = tuple(Value(each, name) for each, name in self._choices.accounts)
        colleagues = tuple(Value(each, name) for each, name in self._choices.colleagues)
        kinds = tuple(Value(each, words.of(each.label)) for each in CommitmentKind)
        found = [
            Several("accounts", words.say("Client"), accounts, query.accounts),
            Several("owners", words.say("Who answers"), colleagues, query.owners),
            Several("kinds", words.say("Kind"), kinds, query.kinds),
        ]
        if query.people:
            person = (Value(each, words.say("one person")) for each in query.people)
            found.append(Several("people", words.say("Their people"), tuple(person), query.people))
        if self._face != "sides":
            sides = (
                Value(Side.OURS, words.say("we promised")),
                Value(Side.THEIRS, words.say("promised to us")),
            )
            found.append(Several("sides", words.say("Side"), sides, query.sides))
        if self._face == "closed":
            closed = (each for each in CommitmentStatus if each is not CommitmentStatus.OPEN)
            values = tuple(Value(each, words.of(each.label)) for each in closed)
            found.append(Several("statuses", words.say("State"), values, query.statuses))
        return found
