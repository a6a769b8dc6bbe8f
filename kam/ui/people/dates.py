"""Whose birthday is next: each person once, by how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any, Final

from PySide6.QtCore import Signal

from kam.core.periods import Month
from kam.core.text import with_capital
from kam.services.people.dates import BirthdayRow, Birthdays
from kam.services.people.lines import PersonColumn
from kam.services.people.names import colleague_short
from kam.ui.desk import Desk
from kam.ui.people.deeds import PeopleDeeds
from kam.ui.people.face import Face
from kam.ui.persons.columns import NOTHING, how_far
from kam.ui.theme.tokens import Type
from kam.ui.widgets.buttons import button
from kam.ui.widgets.empty_state import EmptyState
from kam.ui.widgets.glyphs import AvatarGlyph, IconGlyph
from kam.ui.widgets.pieces import Line, Run
from kam.ui.widgets.table.column import Column, Group
from kam.ui.widgets.table.table import Table

_WEEK: Final = 7
_ROUND: Final = 5
"""Years that many apart are kept in a bigger way: 45, 50, 55."""
_DEEDS: Final = ("open", "mails", "vcard", "export")


class Dates(Face):
    """The next birthdays of whom the filter finds."""

    without_wished = Signal()
    """Show those whose birthday nobody knows."""

    def __init__(self, desk: Desk, deeds: PeopleDeeds) -> None:
        words = desk.look.words
        table = Table(
            desk.look,
            _Columns(desk).all(),
            name=words.say("Birthdays"),
            boxes=True,
            local=desk.local,
            kept_as="people dates",
        )
        super().__init__(desk.look, table, deeds, [deeds[code] for code in _DEEDS])
        self._found: Birthdays | None = None

    def name(self, row: BirthdayRow) -> str:
        """Their name."""
        return row.name.listed

    def subjects(self, rows: Sequence[BirthdayRow]) -> list[Any]:
        """The place that stands for each person."""
        return [row.first for row in rows]

    def rows(self) -> list[BirthdayRow]:
        """What is shown, or what of it is selected."""
        return self.table.selected_rows() or self.table.rows_model.rows()

    def show_birthdays(self, found: Birthdays) -> None:
        """Show what a query found."""
        self._found = found
        groups = [
            (self._group(code, rows), rows)
            for code, rows in ((code, list(rows)) for code, rows in groupby(found.rows, self._code))
        ]
        self.table.show_groups(groups) if groups else self.table.show_rows([])
        words = self.look.words
        line: tuple[Run, ...] = (
            Run(words.say_many("{count} birthday", "{count} birthdays", len(found.rows)), Type.STRONG),
        )
        if found.without:
            lacking = words.say_many(
                "{count} person without a date", "{count} people without a date", found.without
            )
            line = (Run(lacking, Type.SECONDARY, "text2"), Run("·", Type.SECONDARY, "text3"), *line)
        self.foot.show_sums(line)
        self.set_empty(None if found.rows else self._nobody(found))

    # Inside

    def _code(self, row: BirthdayRow) -> str:
        """What a birthday stands under: today, these days, then its month."""
        if row.days == 0:
            return "today"
        return "week" if row.days <= _WEEK else row.on.strftime("%Y-%m")

    def _group(self, code: str, rows: list[BirthdayRow]) -> Group:
        words = self.look.words
        if code == "today":
            title = words.say_in("group of dates", "Today")
        elif code == "week":
            title = words.say("In the next seven days")
        else:
            on = rows[0].on
            title = self.look.formats.long_month(Month(on.year, on.month))
            title = with_capital(title)
        count = self.look.formats.number(len(rows))
        line = (Run(title, Type.STRONG), Run(count, Type.SECONDARY, "text3"))
        return Group(code, line, f"{title} {count}")

    def _nobody(self, found: Birthdays) -> EmptyState:
        look, words = self.look, self.look.words
        title = words.say("No birthday here")
        if not found.without:
            return EmptyState(
                look, "cake", title, words.say("Take a condition off, or look for another name.")
            )
        sentence = words.say_many(
            "Of {count} person nobody knows it: it is kept in their card on the client’s map.",
            "Of {count} people nobody knows it: it is kept in their cards on the client’s map.",
            found.without,
        )
        shown = button(look, words.say("Show them"), icon="users", run=self.without_wished.emit)
        return EmptyState(look, "cake", title, sentence, buttons=(shown,))


class _Columns:
    """The columns of birthdays; their order is fixed: the nearest first."""

    def __init__(self, desk: Desk) -> None:
        self._look = desk.look
        self._words = desk.look.words

    def all(self) -> list[Column[BirthdayRow]]:
        """Every column, in the order of the chooser."""
        say = self._words.say
        of = self._words.of
        return [
            Column(
                "name",
                of(PersonColumn.NAME.label),
                lambda row: row.name.listed,
                width=206,
                line=self._name,
                type=Type.NAME,
                stretch=True,
                least=150,
                chosen=False,
            ),
            Column("on", say("When"), self._on, width=206, line=self._on_line),
            Column("days", say("How far"), self._far, width=112, line=self._far_line),
            Column("turns", say("Turns"), self._turns, width=108, line=self._turns_line),
            Column("account", of(PersonColumn.ACCOUNT.label), self._accounts, width=150, stretch=True),
            Column(
                "job_title",
                of(PersonColumn.JOB_TITLE.label),
                lambda row: row.first.job_title or NOTHING,
                width=130,
                tone="text2",
                stretch=True,
            ),
            Column(
                "phone",
                of(PersonColumn.PHONE.label),
                lambda row: row.first.phone or "",
                width=150,
                shown=False,
            ),
            Column(
                "email",
                of(PersonColumn.EMAIL.label),
                lambda row: row.first.email or "",
                width=190,
                shown=False,
            ),
            Column(
                "owner",
                of(PersonColumn.OWNER.label),
                lambda row: NOTHING if row.first.owner is None else colleague_short(row.first.owner),
                width=110,
                tone="text2",
                shown=False,
            ),
        ]

    def _name(self, row: BirthdayRow) -> Line:
        gone = row.first.left_on is not None
        face = AvatarGlyph(row.name.initials or "?", 24)
        return (face, Run(row.name.listed, Type.NAME, "text2" if gone else "text"))

    def _on(self, row: BirthdayRow) -> str:
        day = self._look.formats.weekday_date(row.on)
        if row.is_moved:
            return self._words.say("{day}, born on the 29th", day=day)
        return day

    def _on_line(self, row: BirthdayRow) -> Line:
        day = Run(self._look.formats.weekday_date(row.on))
        if not row.is_moved:
            return (day,)
        return (day, Run(self._words.say("born on 29 Feb"), Type.SECONDARY, "text3", gap=8))

    def _far(self, row: BirthdayRow) -> str:
        return how_far(self._look, row.days)

    def _far_line(self, row: BirthdayRow) -> Line:
        if row.days == 0:
            cake = IconGlyph("cake", "accent_text", 14)
            return (cake, Run(self._far(row), Type.STRONG, "accent_text"))
        near = row.days <= _WEEK
        return (Run(self._far(row), Type.STRONG if near else Type.BODY, "text" if near else "text2"),)

    def _turns(self, row: BirthdayRow) -> str:
        if row.turns is None:
            return self._words.say("year unknown")
        return self._words.say_many("{count} year", "{count} years", row.turns)

    def _turns_line(self, row: BirthdayRow) -> Line:
        if row.turns is None:
            return (Run(self._turns(row), Type.SECONDARY, "text3"),)
        jubilee = row.turns % _ROUND == 0
        return (Run(self._turns(row), Type.STRONG if jubilee else Type.BODY),)

    def _accounts(self, row: BirthdayRow) -> str:
        return ", ".join(dict.fromkeys(place.account for place in row.places))
