"""The filter bar of the people's page: the query as conditions, and a condition as a query."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Signal

from kam.core.vocabulary import Attitude, BuyingRole, Circle
from kam.services.people.directory import Directory, OwnerChoice, PeopleCounts, PeopleQuery
from kam.ui.look import Look
from kam.ui.widgets.filter_bar import FilterBar, Several, Switch, Value

_STRONG: Final = 4
_BIRTHDAY: Final = "birthday_within"
_SPANS: Final = (7, 31, 92)
"""Days within which a birthday may be asked for."""


class PeopleFilters(FilterBar):
    """Says the query anew whenever the user changes it."""

    changed = Signal(object)
    """The ``PeopleQuery``."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("Name, job title, phone"))
        self._words = look.words
        self._query = PeopleQuery(by_account=True)
        self._counts: PeopleCounts | None = None
        self._owners: tuple[OwnerChoice, ...] = ()
        self.typed.connect(self._typed)
        self.switched.connect(self._set)
        self.taken.connect(self._take_value)
        self.cleared.connect(self._clear)
        self.grouped.connect(lambda by_account: self._say(replace(self._query, by_account=by_account)))
        self.show_query(self._query)

    def show_query(self, query: PeopleQuery) -> None:
        """Show a query; tells nobody."""
        self._query = query
        self.show_text(query.text)
        by_client, nothing = self._words.say_in("grouping", "client"), self._words.say_in("grouping", "none")
        self.show_grouping(by_client if query.by_account else nothing, [(True, by_client), (False, nothing)])
        self.show_conditions(self._switches_of(query), self._several_of(query))

    def show_directory(self, directory: Directory) -> None:
        """How many each switch would show, and who of us answers for anybody."""
        self._counts, self._owners = directory.counts, directory.owners
        self.show_conditions(self._switches_of(self._query), self._several_of(self._query))

    def show_for(self, *, grouped: bool) -> None:
        """Birthdays stand under their days whatever is wished, everybody under their clients."""
        self.group_button.setVisible(grouped)

    def _say(self, query: PeopleQuery) -> None:
        self.show_query(query)
        self.changed.emit(query)

    def _typed(self, text: str) -> None:
        if text != self._query.text:
            self._say(replace(self._query, text=text))

    def _set(self, code: str, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        if code == "influence":
            self._say(replace(self._query, influence_from=_STRONG if on else None))
        else:
            changes: dict[str, Any] = {code: on}
            self._say(replace(self._query, **changes))

    def _take_value(self, code: str, value: object, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        if code == _BIRTHDAY:
            span = value if on and isinstance(value, int) else None
            self._say(replace(self._query, birthday_within=span, without_birthday=False))
            return
        chosen: frozenset[Any] = getattr(self._query, code)
        changes: dict[str, Any] = {code: chosen | {value} if on else chosen - {value}}
        self._say(replace(self._query, **changes))

    def _clear(self, code: str) -> None:
        if code == _BIRTHDAY:
            self._say(replace(self._query, birthday_within=None))
            return
        changes: dict[str, Any] = {code: frozenset()}
        self._say(replace(self._query, **changes))

    def _switches_of(self, query: PeopleQuery) -> list[Switch]:
        say, counts = self._words.say, self._counts
        switches = (
            ("overdue", say("Contact overdue"), query.overdue, True),
            ("stale", say("Rated too long ago"), query.stale, True),
            ("nameless", say("Name needed"), query.nameless, True),
            ("without_consent", say("Without consent"), query.without_consent, False),
            ("without_birthday", say("Birthday unknown"), query.without_birthday, False),
        )
        return [
            Switch("influence", say("Influence 4–5"), on=query.influence_from == _STRONG, quick=True),
            *(
                Switch(code, text, on, getattr(counts, code) if counts is not None else None, quick=quick)
                for code, text, on, quick in switches
            ),
            Switch("left", say("Those who left too"), on=query.left),
        ]

    def _several_of(self, query: PeopleQuery) -> list[Several]:
        words = self._words
        return [
            Several(
                "roles",
                words.say("Role"),
                tuple(Value(role, words.of(role.label)) for role in BuyingRole),
                query.roles,
            ),
            Several(
                "attitudes",
                words.say("Attitude"),
                (
                    *(Value(each, words.of(each.label)) for each in Attitude),
                    Value(None, words.say("not rated")),
                ),
                query.attitudes,
            ),
            Several(
                "circles",
                words.say("Circle"),
                (*(Value(each, words.of(each.label)) for each in Circle), Value(None, words.say("not set"))),
                query.circles,
            ),
            Several(
                "owner_ids",
                words.say_in("people filter", "Answers"),
                tuple(Value(each.id, each.name or words.say("nobody"), each.count) for each in self._owners),
                query.owner_ids,
            ),
            Several(
                _BIRTHDAY,
                words.say("Birthday"),
                tuple(
                    Value(days, words.say_many("within {count} day", "within {count} days", days))
                    for days in _SPANS
                ),
                frozenset() if query.birthday_within is None else frozenset({query.birthday_within}),
            ),
        ]
