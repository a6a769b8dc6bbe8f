"""The filter bar of promises: the query as conditions, and a condition as a query."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from kam.core.vocabulary import CommitmentKind, CommitmentStatus, Side
from kam.services.commitments.query import PromiseQuery
from kam.services.commitments.reading import PromiseChoices
from kam.services.commitments.rows import Ledger
from kam.ui.look import Look
from kam.ui.promises.ageing_bar import key_line
from kam.ui.widgets.filter_bar import FilterBar, Several, Switch, Value
from kam.ui.widgets.labels import LineLabel

_REST: Final = 220
"""What the margins, the gaps and the chip of a new condition take."""


class PromiseFilters(FilterBar):
    """Says the query anew whenever the user changes it."""

    changed = Signal(object)
    """The ``PromiseQuery``."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("Promise, client, person"))
        self._words = look.words
        self._query = PromiseQuery()
        self._choices = PromiseChoices((), ())
        self._counts: dict[str, int] = {}
        self._face = "sides"
        self._key = LineLabel(look, key_line(look.words))
        if isinstance(layout := self.layout(), QHBoxLayout):
            layout.addWidget(self._key)
        self.typed.connect(self._typed)
        self.switched.connect(self._set)
        self.taken.connect(self._take_value)
        self.cleared.connect(self._clear)
        self.show_query(self._query)

    def show_query(self, query: PromiseQuery) -> None:
        """Show a query; tells nobody."""
        self._query = query
        self.show_text(query.text)
        self.show_conditions(self._switches_of(query), self._several_of(query))
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

    def _say(self, query: PromiseQuery) -> None:
        self.show_query(query)
        self.changed.emit(query)

    def _typed(self, text: str) -> None:
        if text != self._query.text:
            self._say(replace(self._query, text=text))

    def _set(self, code: str, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        changes: dict[str, Any] = {code: on}
        self._say(replace(self._query, **changes))

    def _take_value(self, code: str, value: object, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        chosen: frozenset[Any] = getattr(self._query, code)
        changes: dict[str, Any] = {code: chosen | {value} if on else chosen - {value}}
        self._say(replace(self._query, **changes))

    def _clear(self, code: str) -> None:
        changes: dict[str, Any] = {code: frozenset()}
        self._say(replace(self._query, **changes))

    def _switches_of(self, query: PromiseQuery) -> list[Switch]:
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

    def _several_of(self, query: PromiseQuery) -> list[Several]:
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
