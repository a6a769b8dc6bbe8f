"""The people of a map as a plain table: every column of them, sorted here, since a map is small."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from kam.core.text import sort_key
from kam.core.vocabulary import Circle
from kam.core.words import Words
from kam.services.people.lines import AT_A_CLIENT, PersonColumn, PersonLine, line_of_place
from kam.services.people.reading import ROLES_BY_WEIGHT
from kam.services.people.rows import PlaceRow, StakeholderMap
from kam.services.tables import TableFormat
from kam.ui.account.people.persons import in_circle
from kam.ui.desk import Desk
from kam.ui.persons.columns import PersonColumns
from kam.ui.persons.exporting import PeopleExport, Write
from kam.ui.theme.tokens import Type
from kam.ui.widgets.pieces import Run
from kam.ui.widgets.table.column import Group, Sorting
from kam.ui.widgets.table.table import Table

_START: Final = Sorting("influence", falling=True)
_SHOWN: Final = frozenset(AT_A_CLIENT) - {
    PersonColumn.DEPARTMENT,
    PersonColumn.LEVELS,
    PersonColumn.SINCE,
    PersonColumn.CARES,
}
_WIDTHS: Final = {
    PersonColumn.NAME: 164,
    PersonColumn.JOB_TITLE: 132,
    PersonColumn.ROLE: 78,
    PersonColumn.CIRCLE: 52,
    PersonColumn.INFLUENCE: 92,
    PersonColumn.ATTITUDE: 172,
    PersonColumn.CONTACT: 100,
    PersonColumn.OWNER: 90,
}


class PeopleTable(Table):
    """Who is there, and under them who was."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        super().__init__(
            desk.look,
            PersonColumns(desk.look, desk.today, line_of_place).columns(
                AT_A_CLIENT, sorts={each: each.value for each in _KEYS}, shown=_SHOWN, widths=_WIDTHS
            ),
            name=desk.look.words.say("People"),
            local=desk.local,
            kept_as="account.people",
        )
        self._sorting = _START
        self._circle: Circle | None = None
        self._map: StakeholderMap | None = None
        self.sort_wished.connect(self._sort)
        self.export = PeopleExport(desk, self)

    def show_map(self, found: StakeholderMap) -> None:
        """Show a map."""
        self._map = found
        self._show()

    def show_circle(self, circle: Circle | None) -> None:
        """Show one circle alone."""
        self._circle = circle
        self._show()

    def ask_to_export(self, kind: TableFormat) -> None:
        """Ask where what is shown goes: the columns on view, everybody of the circle, who left last."""
        if self._map is not None and (rows := self.rows_model.rows()):
            words, day = self.look.words, self._map.day.isoformat()
            name = words.say("{client}, people, {date}", client=self._map.account, date=day)
            self.export.ask(name, len(rows), kind, self.writing())

    def writing(self) -> Write:
        """Writes what is shown now, whatever is shown by then."""
        account = "" if self._map is None else self._map.account
        return partial(
            _write,
            lines=[line_of_place(row, account) for row in self.rows_model.rows()],
            columns=[PersonColumn.of(column.id) for column in self.layout_of_columns.shown()],
            words=self.look.words,
            created=self._desk.now(),
        )

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
        by = _KEYS[PersonColumn.of(self._sorting.column)]
        found = sorted(rows, key=lambda row: sort_key(row.label))
        found.sort(key=by, reverse=self._sorting.falling)
        return found


def _write(  # where, what, how
    path: Path,
    kind: TableFormat,
    *,
    lines: Sequence[PersonLine],
    columns: Sequence[PersonColumn],
    words: Words,
    created: datetime,
) -> Path:
    from kam.services.people.exporting import export_people

    return export_people(lines, columns, path, kind, words, created)


_KEYS: Final[dict[PersonColumn, Callable[[PlaceRow], Any]]] = {
    PersonColumn.NAME: lambda row: sort_key(row.label),
    PersonColumn.JOB_TITLE: lambda row: sort_key(row.job_title or row.placeholder or ""),
    PersonColumn.DEPARTMENT: lambda row: sort_key(row.department or ""),
    PersonColumn.ROLE: lambda row: ROLES_BY_WEIGHT.index(row.roles[0]) if row.roles else len(ROLES_BY_WEIGHT),
    PersonColumn.CIRCLE: lambda row: int(row.circle or 9),
    PersonColumn.INFLUENCE: lambda row: row.influence.value or 0,
    PersonColumn.ATTITUDE: lambda row: -9 if row.attitude.value is None else int(row.attitude.value),
    PersonColumn.CONTACT: lambda row: -1 if row.contact_days is None else row.contact_days,
    PersonColumn.OWNER: lambda row: sort_key(row.owner or ""),
    PersonColumn.SINCE: lambda row: row.since.toordinal() if row.since else 0,
}
"""What each column is sorted by."""
