"""People as a file for other programs: what is shown, in the order in which it is shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

from kam.core.formats import Formats
from kam.core.words import Words
from kam.exchange.tables_out import OutCell, OutColumn, OutKind, OutTable, TableFormat
from kam.services.people.dates import BirthdayRow
from kam.services.people.lines import PersonColumn, PersonLine
from kam.services.people.names import NameParts
from kam.services.tables import save_table


def export_people(  # noqa: PLR0917 - what, of it which columns, where and how
    lines: Sequence[PersonLine],
    columns: Sequence[PersonColumn],
    path: Path,
    kind: TableFormat,
    words: Words,
    created: datetime,
) -> Path:
    """Write lines to a file, which appears whole or not at all and replaces what was there.

    Some columns of a window are several in a file: attitude and target, days since the contact and how many
    were agreed.

    Raises:
        UserError: as ``kam.services.tables.save_table``.

    """
    return save_table(people_table(lines, columns, words), path, kind, words, created)


def people_table(lines: Sequence[PersonLine], columns: Sequence[PersonColumn], words: Words) -> OutTable:
    """The cells of lines, for a file."""
    writer = _Writer(words)
    return OutTable(
        title=words.say("People"),
        columns=tuple(head for column in columns for head in writer.heads(column)),
        rows=tuple(
            tuple(cell for column in columns for cell in writer.cells(column, line)) for line in lines
        ),
    )


def export_birthdays(
    rows: Sequence[BirthdayRow], path: Path, kind: TableFormat, words: Words, created: datetime
) -> Path:
    """Write birthdays to a file; see ``export_people``."""
    return save_table(birthdays_table(rows, words), path, kind, words, created)


def birthdays_table(rows: Sequence[BirthdayRow], words: Words) -> OutTable:
    """The next birthday of each person, for a file."""
    say, writer = words.say, _Writer(words)
    heads = (
        OutColumn(say("Next birthday"), OutKind.DATE),
        OutColumn(say("In days"), OutKind.WHOLE),
        OutColumn(words.of(PersonColumn.NAME.label)),
        OutColumn(say("Turns"), OutKind.WHOLE),
        OutColumn(words.of(PersonColumn.BIRTHDAY.label), OutKind.DATE),
        OutColumn(words.of(PersonColumn.ACCOUNT.label)),
        OutColumn(words.of(PersonColumn.JOB_TITLE.label)),
        OutColumn(words.of(PersonColumn.PHONE.label)),
        OutColumn(words.of(PersonColumn.EMAIL.label)),
        OutColumn(words.of(PersonColumn.OWNER.label)),
    )
    cells: list[tuple[OutCell, ...]] = [
        (
            row.on,
            row.days,
            called(row.name),
            row.turns,
            writer.birthday(row.birthday, known=row.year_known),
            ", ".join(dict.fromkeys(place.account for place in row.places)),
            row.first.job_title,
            row.first.phone,
            row.first.email,
            row.first.owner,
        )
        for row in rows
    ]
    return OutTable(title=say("Birthdays"), columns=heads, rows=cells)


def called(name: NameParts) -> str:
    """«Мальцев Виктор Сергеевич», "Victor Maltsev": whole, as a list sorts it."""
    return " ".join(part for part in (name.listed, name.patronymic if name.is_russian else "") if part)


class _Writer:
    """Words the heads and cells of people."""

    def __init__(self, words: Words) -> None:
        self._words = words
        self._formats = Formats(words.language)

    def heads(self, column: PersonColumn) -> Iterator[OutColumn]:
        """The columns of a file that a column of the window becomes."""
        say = self._words.say
        match column:
            case PersonColumn.ATTITUDE:
                yield OutColumn(say("Attitude"))
                yield OutColumn(self._words.say_in("people column", "Target"))
            case PersonColumn.CONTACT:
                yield OutColumn(say("Days since the contact"), OutKind.WHOLE)
                yield OutColumn(say("Contact every, days"), OutKind.WHOLE)
            case _:
                yield OutColumn(self._words.of(column.label), _KINDS.get(column, OutKind.TEXT))

    def cells(self, column: PersonColumn, line: PersonLine) -> Iterator[OutCell]:
        """The cells of a line for a column."""
        words = self._words
        match column:
            case PersonColumn.NAME:
                yield self._name(line)
            case PersonColumn.ROLE:
                yield ", ".join(words.of(role.label) for role in line.roles)
            case PersonColumn.ATTITUDE:
                yield None if line.attitude is None else words.of(line.attitude.label)
                yield None if line.target is None else words.of(line.target.label)
            case PersonColumn.CONTACT:
                yield line.contact_days
                yield line.contact_norm
            case PersonColumn.BIRTHDAY:
                yield self.birthday(line.birthday, known=line.birthday_year_known)
            case _:
                yield _CELLS[column](line)

    def birthday(self, day: date | None, *, known: bool) -> OutCell:
        """A date; in words where nobody knows the year."""
        return day if day is None or known else self._formats.day_month(day)

    def _name(self, line: PersonLine) -> str:
        if line.is_nameless:
            return self._words.say("Name unknown")
        return called(line.name) or self._words.say("Erased")


_KINDS: Final[Mapping[PersonColumn, OutKind]] = MappingProxyType(
    {
        PersonColumn.CIRCLE: OutKind.WHOLE,
        PersonColumn.INFLUENCE: OutKind.WHOLE,
        PersonColumn.NEXT: OutKind.MOMENT,
        PersonColumn.BIRTHDAY: OutKind.DATE,
        PersonColumn.CONSENT: OutKind.DATE,
        PersonColumn.SINCE: OutKind.DATE,
    }
)
_CELLS: Final[Mapping[PersonColumn, Callable[[PersonLine], OutCell]]] = MappingProxyType(
    {
        PersonColumn.ACCOUNT: lambda line: line.account,
        PersonColumn.JOB_TITLE: lambda line: line.job_title,
        PersonColumn.DEPARTMENT: lambda line: line.department,
        PersonColumn.CIRCLE: lambda line: None if line.circle is None else int(line.circle),
        PersonColumn.INFLUENCE: lambda line: line.influence,
        PersonColumn.NEXT: lambda line: (
            line.next_contact_at.replace(tzinfo=None) if line.next_contact_at else None
        ),
        PersonColumn.OWNER: lambda line: line.owner,
        PersonColumn.LEVELS: lambda line: line.levels,
        PersonColumn.PHONE: lambda line: line.phone,
        PersonColumn.EMAIL: lambda line: line.email,
        PersonColumn.CONSENT: lambda line: line.consent_on,
        PersonColumn.SINCE: lambda line: line.since,
        PersonColumn.CARES: lambda line: line.cares_about,
    }
)
