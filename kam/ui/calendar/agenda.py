"""The list of meetings, day by day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from kam.core.text import with_capital
from kam.services.calendar.rows import CalendarEntry, EntryState, Period
from kam.ui.calendar.wording import CalendarWords
from kam.ui.desk import Desk
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.glyphs import State, StateGlyph
from kam.ui.widgets.pieces import Line, Run
from kam.ui.widgets.table.column import Column, Group
from kam.ui.widgets.table.table import Table


class AgendaView(Table):
    """A table grouped by days; ``opened`` gives the entry, ``menu_wished`` the entry and the place."""

    def __init__(self, desk: Desk) -> None:
        look = desk.look
        super().__init__(
            look,
            _columns(look),
            name=look.words.say("Meetings day by day"),
            local=desk.local,
            kept_as="agenda",
        )

    def show_period(self, period: Period) -> None:
        """Show the meetings of a period."""
        days = [
            (_group(self.look, day, entries, period), entries)
            for day, entries in (
                (day, list(each)) for day, each in groupby(period.entries, key=lambda one: one.starts.date())
            )
        ]
        self.show_groups(days)
        look = self.look
        empty = EmptyState(
            look,
            "calendar",
            look.words.say("No meetings in this period"),
            look.words.say("Plan one, or drop an invitation on the page: it comes with its people."),
        )
        self.set_empty(None if period.entries else empty)


def _group(look: Look, day: date, entries: Sequence[CalendarEntry], period: Period) -> Group:
    words, formats = look.words, look.formats
    said = formats.weekday_date(day)
    said = words.say("Today, {day}", day=said) if day == period.now.date() else with_capital(said)
    told = words.say_many("{count} meeting", "{count} meetings", len(entries))
    title = (Run(said, Type.STRONG), Run(told, Type.SECONDARY, "text2"))
    return Group(day, title, f"{said}, {told}")


def _columns(look: Look) -> list[Column[CalendarEntry]]:
    words, formats, said = look.words, look.formats, CalendarWords(look)

    def time(entry: CalendarEntry) -> str:
        return words.say("all day") if entry.all_day else formats.time_range(entry.starts, entry.ends)

    def state(entry: CalendarEntry) -> Line:
        waits = entry.state is EntryState.WITHOUT_OUTCOME
        told = Run(said.state(entry), tone="amber" if waits else "text2")
        if entry.state is EntryState.DONE:
            return (StateGlyph(State.GOOD, silent=True), told)
        return (StateGlyph(State.ATTENTION, silent=True), told) if waits else (told,)

    def account(entry: CalendarEntry) -> Line:
        return (Run(entry.account, Type.NAME, struck=not entry.takes_place),)

    return [
        Column("time", words.say("Time"), time, 124),
        Column("account", words.say("Client"), lambda e: e.account, 190, line=account),
        Column("subject", words.say("Subject"), lambda e: e.subject, 220, stretch=True),
        Column("kind", words.say_in("field", "Kind"), lambda e: words.of(e.kind.label), 96),
        Column("people", words.say("With whom"), lambda e: ", ".join(e.people), 170),
        Column("state", words.say_in("field", "State"), said.state, 130, line=state),
    ]
