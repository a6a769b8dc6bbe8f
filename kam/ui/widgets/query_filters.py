"""A filter bar for a query: conditions are its fields, by their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import Field, replace
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from PySide6.QtCore import Signal

from kam.ui.look import Look
from kam.ui.widgets.filter_bar import FilterBar, Several, Switch


class Query(Protocol):
    """A frozen dataclass with words, switches and sets of values."""

    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    @property
    def text(self) -> str:
        """The words that are looked for."""


QueryT = TypeVar("QueryT", bound=Query)


class QueryFilters(FilterBar, Generic[QueryT]):
    """Says the query anew whenever the user changes it.

    A switch is a field that is on or off, a condition with values a field that is a set of them. Subclasses
    say which there are, and take themselves what is kept in another way; they show their first query.
    """

    changed = Signal(object)
    """The query."""

    def __init__(self, look: Look, hint: str, query: QueryT) -> None:
        super().__init__(look, hint)
        self._words = look.words
        self._query = query
        self.typed.connect(self._typed)
        self.switched.connect(self.switch)
        self.taken.connect(self.take)
        self.cleared.connect(self.clear)

    def switches_of(self, query: QueryT) -> Sequence[Switch]:
        """What is on or off."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def several_of(self, query: QueryT) -> Sequence[Several]:
        """What has values of which several may be chosen."""
        raise NotImplementedError  # for subclasses: Qt's metaclass leaves no room for ABC

    def show_query(self, query: QueryT) -> None:
        """Show a query; tells nobody."""
        self._query = query
        self.show_text(query.text)
        self.show_conditions(self.switches_of(query), self.several_of(query))

    def switch(self, code: str, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Turn a field on or off."""
        self.alter(**{code: on})

    def take(self, code: str, value: object, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Choose a value of a field, or let it go."""
        chosen: frozenset[Any] = getattr(self._query, code)
        self.alter(**{code: chosen | {value} if on else chosen - {value}})

    def clear(self, code: str) -> None:
        """Let all values of a field go."""
        self.alter(**{code: frozenset()})

    def alter(self, **changes: Any) -> None:
        """Ask with other conditions."""
        self.ask(replace(self._query, **changes))

    def ask(self, query: QueryT) -> None:
        """Ask another query: show it and say so."""
        self.show_query(query)
        self.changed.emit(query)

    def _typed(self, text: str) -> None:
        if text != self._query.text:
            self.alter(text=text)
