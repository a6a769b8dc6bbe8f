"""The filter bar of the people's page: the query as conditions, and a condition as a query."""

from __future__ import annotations

from typing import Final

from kam.core.vocabulary import Attitude, BuyingRole, Circle
from kam.services.people.directory import Directory, OwnerChoice, PeopleCounts, PeopleQuery
from kam.ui.look import Look
from kam.ui.widgets.filter_bar import Several, Switch, Value
from kam.ui.widgets.query_filters import QueryFilters

_STRONG: Final = 4
_BIRTHDAY: Final = "birthday_within"
_SPANS: Final = (7, 31, 92)
"""Days within which a birthday may be asked for."""


class PeopleFilters(QueryFilters[PeopleQuery]):
    """Strong influence and a near birthday are kept as numbers."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("Name, job title, phone"), PeopleQuery(by_account=True))
        self._counts: PeopleCounts | None = None
        self._owners: tuple[OwnerChoice, ...] = ()
        self.grouped.connect(lambda by_account: self.alter(by_account=by_account))
        self.show_query(self._query)

    def show_query(self, query: PeopleQuery) -> None:
        """Show a query; tells nobody."""
        super().show_query(query)
        by_client, nothing = self._words.say_in("grouping", "client"), self._words.say_in("grouping", "none")
        self.show_grouping(by_client if query.by_account else nothing, [(True, by_client), (False, nothing)])

    def show_directory(self, directory: Directory) -> None:
        """How many each switch would show, and who of us answers for anybody."""
        self._counts, self._owners = directory.counts, directory.owners
        self.show_conditions(self.switches_of(self._query), self.several_of(self._query))

    def show_for(self, *, grouped: bool) -> None:
        """Birthdays stand under their days whatever is wished, everybody under their clients."""
        self.group_button.setVisible(grouped)

    def switch(self, code: str, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        """From which influence on."""
        if code == "influence":
            self.alter(influence_from=_STRONG if on else None)
        else:
            super().switch(code, on)

    def take(self, code: str, value: object, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Within how many days: one number at a time."""
        if code == _BIRTHDAY:
            span = value if on and isinstance(value, int) else None
            self.alter(birthday_within=span, without_birthday=False)
        else:
            super().take(code, value, on)

    def clear(self, code: str) -> None:
        """Ask for no birthday."""
        if code == _BIRTHDAY:
            self.alter(birthday_within=None)
        else:
            super().clear(code)

    def switches_of(self, query: PeopleQuery) -> list[Switch]:
        """Counted over all people, whatever else is asked."""
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

    def several_of(self, query: PeopleQuery) -> list[Several]:
        """Roles, attitudes, circles, who answers, birthdays."""
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
