"""The filter bar of complaints: the query as conditions, and a condition as a query."""

from __future__ import annotations

from typing import Any

from kam.core.vocabulary import Channel, ClockState, ComplaintKind, ComplaintStage, Severity
from kam.services.complaints.query import ComplaintQuery, ComplaintStanding
from kam.services.complaints.rows import Board, ComplaintChoices
from kam.ui.complaints.saved_views import BOARD, LEARN, TABLE
from kam.ui.complaints.saying import stage_text
from kam.ui.look import Look
from kam.ui.widgets.filter_bar import Several, Switch, Value
from kam.ui.widgets.query_filters import QueryFilters


class ComplaintFilters(QueryFilters[ComplaintQuery]):
    """Each face of the page has conditions of its own."""

    def __init__(self, look: Look) -> None:
        super().__init__(look, look.words.say("Number, client, word of it"), ComplaintQuery())
        self._choices: ComplaintChoices | None = None
        self._accounts: tuple[tuple[Any, str], ...] = ()
        self._counts: dict[str, int] = {}
        self._face = BOARD
        self.show_query(self._query)

    def show_choices(self, choices: ComplaintChoices, accounts: tuple[tuple[Any, str], ...]) -> None:
        """What can be chosen."""
        self._choices, self._accounts = choices, accounts
        self.show_query(self._query)

    def show_board(self, board: Board) -> None:
        """How many each switch would show."""
        self._counts = {"breached": board.breached, "at_risk": board.at_risk}
        self.show_query(self._query)

    def show_for(self, face: str) -> None:
        """The table asks for stages and for what has ended; the board shows them all.

        The conclusions heed neither words nor clocks.
        """
        self._face = face
        self.text.setVisible(face != LEARN)
        self.show_query(self._query)

    def switch(self, code: str, on: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Clocks are values of one field."""
        if code == "mine":
            super().switch(code, on)
        elif code == "ended":
            self.alter(standing=ComplaintStanding.ALL if on else ComplaintStanding.OPEN)
        else:
            self.take("states", ClockState.of(code), on)

    def clear(self, code: str) -> None:
        """A period has two ends."""
        if code == "period":
            self.alter(since=None, until=None)
        else:
            super().clear(code)

    def switches_of(self, query: ComplaintQuery) -> list[Switch]:
        """Mine, the clocks that matter, ended ones."""
        say = self._words.say
        found = [Switch("mine", say("My clients"), query.mine, quick=True)]
        clocks = (
            ()
            if self._face == LEARN
            else ((ClockState.BREACHED, say("Breached")), (ClockState.AT_RISK, say("At risk")))
        )
        for state, text in clocks:
            on, count = state in query.states, self._counts.get(state.value)
            found.append(Switch(state.value, text, on, count, quick=bool(count) or on))
        if self._face == TABLE:
            ended = query.standing is not ComplaintStanding.OPEN
            found.append(Switch("ended", say("Also ended ones"), ended, quick=True))
        return found

    def several_of(self, query: ComplaintQuery) -> list[Several]:
        """Kinds, severities, channels, clients; stages where ended ones are shown."""
        words, look = self._words, self._look
        kinds = tuple(Value(each, words.of(each.label)) for each in ComplaintKind)
        severities = tuple(Value(each, words.of(each.label)) for each in Severity)
        channels = tuple(Value(each, words.of(each.label)) for each in Channel)
        found = [
            Several("kinds", words.say_in("complaint", "Kind"), kinds, query.kinds),
            Several("severities", words.say_in("complaint", "Severity"), severities, query.severities),
            Several("channels", words.say_in("complaint", "Channel"), channels, query.channels),
        ]
        accounts = tuple(Value(each, name) for each, name in self._accounts)
        found.append(Several("accounts", words.say("Client"), accounts, query.accounts))
        if self._face == TABLE:
            stages = tuple(Value(each, stage_text(look, each)) for each in ComplaintStage)
            found.append(Several("stages", words.say_in("complaint", "Stage"), stages, query.stages))
        if self._choices is not None:
            found += self._of_choices(query, self._choices)
        if query.ids:
            figure = (Value(each, words.say("behind a figure")) for each in list(query.ids)[:1])
            found.append(Several("ids", words.say("Only those"), tuple(figure), query.ids))
        return found

    def _of_choices(self, query: ComplaintQuery, choices: ComplaintChoices) -> list[Several]:
        words = self._words
        owners = tuple(Value(each.id, each.name) for each in choices.colleagues)
        lines = tuple(Value(each.id, each.name) for each in choices.product_lines)
        departments = tuple(Value(each, each) for each in choices.departments)
        return [
            Several("owners", words.say_in("complaint", "Who answers"), owners, query.owners),
            Several("product_lines", words.say_in("complaint", "Product line"), lines, query.product_lines),
            Several("departments", words.say_in("complaint", "Department"), departments, query.departments),
        ]
