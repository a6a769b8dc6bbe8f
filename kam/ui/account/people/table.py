"""The people of a map as a plain table: every column of them, sorted here, since a map is small."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from kam.core.text import sort_key
from kam.core.vocabulary import Circle
from kam.services.people.names import colleague_short
from kam.services.people.rows import PlaceRow, StakeholderMap
from kam.ui.account.people.coverage.cells import CellPainter
from kam.ui.account.people.persons import PersonWords, in_circle
from kam.ui.desk import Desk
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.glyphs import AttitudeGlyph, AvatarGlyph, IconGlyph, InfluenceGlyph, TagGlyph
from kam.ui.widgets.people_words import ROLE_TONES, short_role
from kam.ui.widgets.pieces import Line, Run
from kam.ui.widgets.table.column import Column, Group, Sorting
from kam.ui.widgets.table.table import Table

_NOTHING: Final = "—"
_START: Final = Sorting("influence", falling=True)


class PeopleTable(Table):
    """Who is there, and under them who was."""

    def __init__(self, desk: Desk) -> None:
        self._columns_of = PlaceColumns(desk.look)
        super().__init__(
            desk.look,
            self._columns_of.all(),
            name=desk.look.words.say("People"),
            local=desk.local,
            kept_as="account.people",
        )
        self._sorting = _START
        self._circle: Circle | None = None
        self._map: StakeholderMap | None = None
        self.sort_wished.connect(self._sort)

    def show_map(self, found: StakeholderMap) -> None:
        """Show a map."""
        self._map = found
        self._show()

    def show_circle(self, circle: Circle | None) -> None:
        """Show one circle alone."""
        self._circle = circle
        self._show()

    def _sort(self, sorting: Sorting) -> None:
        self._sorting = sorting
        self._show()

    def _show(self) -> None:
        if self._map is None:
            return
        here = self._sorted(row for row in self._map.places if in_circle(row, self._circle))
        gone = self._sorted(row for row in self._map.left if in_circle(row, self._circle))
        if not gone:
            self.show_rows(here, self._sorting)
            return
        words = self.look.words
        groups = []
        for code, title, rows in (
            ("here", words.say("Here now"), here),
            ("gone", words.say("Have left"), gone),
        ):
            count = str(len(rows))
            line = (Run(title, Type.STRONG), Run(count, Type.SECONDARY, "text3"))
            groups.append((Group(code, line, f"{title} {count}"), rows))
        self.show_groups(groups, self._sorting)

    def _sorted(self, rows: Iterable[PlaceRow]) -> list[PlaceRow]:
        by = self._columns_of.keys[self._sorting.column]
        found = sorted(rows, key=lambda row: sort_key(self._columns_of.family(row)))
        found.sort(key=by, reverse=self._sorting.falling)
        return found


class PlaceColumns:
    """The columns in the words of a look, and what each is sorted by."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._words = look.words
        self._persons = PersonWords(look)
        self._cells = CellPainter(look, targets=True)
        self.keys: dict[str, Callable[[PlaceRow], Any]] = {
            "name": lambda row: sort_key(self.family(row)),
            "job_title": lambda row: sort_key(row.job_title or ""),
            "department": lambda row: sort_key(row.department or ""),
            "role": lambda row: sort_key(self._roles(row)),
            "circle": lambda row: int(row.circle or 9),
            "influence": lambda row: row.influence.value or 0,
            "attitude": lambda row: -9 if row.attitude.value is None else int(row.attitude.value),
            "contact": lambda row: -1 if row.contact_days is None else row.contact_days,
            "owner": lambda row: sort_key(row.owner or ""),
            "since": lambda row: row.since.toordinal() if row.since else 0,
        }

    def family(self, row: PlaceRow) -> str:
        """What a row is sorted by when all else is equal."""
        return self._persons.family(row)

    def all(self) -> list[Column[PlaceRow]]:
        """Every column, in the order of the chooser."""
        say = self._words.say
        return [
            Column(
                "name",
                say("Person"),
                self._persons.heading,
                width=180,
                line=self._name,
                type=Type.NAME,
                sort="name",
                stretch=True,
                least=150,
                chosen=False,
            ),
            Column(
                "job_title",
                say("Job title"),
                lambda row: row.job_title or _NOTHING,
                width=150,
                tone="text2",
                sort="job_title",
            ),
            Column(
                "department",
                say("Department"),
                lambda row: row.department or "",
                sort="department",
                shown=False,
            ),
            Column("role", say("Role"), self._roles, width=80, line=self._role, sort="role"),
            Column("circle", say("Circle"), self._circle, width=56, right=True, sort="circle"),
            Column(
                "influence",
                say("Influence"),
                self._influence_text,
                width=84,
                line=self._influence,
                sort="influence",
                falling=True,
            ),
            Column(
                "attitude",
                say("Attitude → target"),
                self._persons.attitude,
                width=166,
                line=self._attitude,
                sort="attitude",
                falling=True,
            ),
            Column(
                "contact",
                say("Contact, d"),
                self._persons.contact,
                width=96,
                line=self._cells.contact,
                right=True,
                sort="contact",
                falling=True,
                copy=lambda row: "" if row.contact_days is None else str(row.contact_days),
            ),
            Column("owner", say("Answers"), self._owner, width=90, tone="text2", sort="owner"),
            Column("levels", say("Levels"), self._levels, width=180, tone="text2", shown=False),
            Column("since", say("There since"), self._since, width=100, sort="since", shown=False),
            Column("cares", say("Cares about"), lambda row: row.cares_about or "", width=180, shown=False),
        ]

    def _name(self, row: PlaceRow) -> Line:
        quiet = row.left_on is not None or row.is_placeholder
        face = AvatarGlyph(self._persons.initials(row), 24, unknown=row.is_placeholder)
        return (face, Run(self._persons.heading(row), Type.NAME, "text2" if quiet else "text"))

    def _roles(self, row: PlaceRow) -> str:
        return ", ".join(self._words.of(role.label) for role in row.roles)

    def _role(self, row: PlaceRow) -> Line:
        if not row.roles:
            return ()
        role = row.roles[0]
        return (TagGlyph(short_role(role, self._words), self._look.theme.family, ROLE_TONES.get(role, "")),)

    def _circle(self, row: PlaceRow) -> str:
        return "" if row.circle is None else str(int(row.circle))

    def _influence_text(self, row: PlaceRow) -> str:
        return "" if row.influence.value is None else str(row.influence.value)

    def _influence(self, row: PlaceRow) -> Line:
        return () if row.influence.value is None else (InfluenceGlyph(row.influence.value),)

    def _attitude(self, row: PlaceRow) -> Line:
        rating, words = row.attitude, self._words
        if row.open_days is not None:
            return (Run(self._persons.waiting(row), Type.BODY, "amber"),)
        quiet = rating.value is None or rating.stale or row.left_on is not None
        word = Run(self._persons.attitude(row), Type.BODY, "text3" if quiet else "text")
        line: list[Run | AttitudeGlyph | IconGlyph] = [word]
        if rating.value is not None:
            line.insert(0, AttitudeGlyph(rating.value, faded=rating.stale, silent=True))
        if rating.target is not None and rating.target is not rating.value and row.left_on is None:
            meaning = words.say("target {attitude}", attitude=words.of(rating.target.label))
            line += [
                IconGlyph("arrow-right", "accent_text", 12, meaning),
                AttitudeGlyph(rating.target, silent=True),
            ]
        if rating.stale:
            line.append(IconGlyph("history", "amber", 13, words.say("rated too long ago")))
        return line

    def _owner(self, row: PlaceRow) -> str:
        return _NOTHING if row.owner is None else colleague_short(row.owner)

    def _levels(self, row: PlaceRow) -> str:
        return ", ".join(f"{colleague_short(each.colleague)} {int(each.level)}" for each in row.levels)

    def _since(self, row: PlaceRow) -> str:
        return "" if row.since is None else self._look.formats.month_year(row.since)
