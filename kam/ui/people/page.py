"""Everyone across accounts: a row a place, whose birthday is next, who stands there twice."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Final
from uuid import UUID

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout

from kam.core.changes import Area
from kam.core.errors import NotFoundError
from kam.services.people.apart import Duplicates, read_duplicates
from kam.services.people.card import PersonCard, read_person
from kam.services.people.dates import Birthdays, read_birthdays
from kam.services.people.directory import Directory, PeopleQuery, PeopleSort, read_directory
from kam.services.people.directory_rows import DirectoryRow
from kam.services.people.lines import line_of_row
from kam.services.tables import TableFormat
from kam.ui.commands import Command
from kam.ui.desk import Desk
from kam.ui.page import Page
from kam.ui.people.dates import Dates
from kam.ui.people.deeds import People, PeopleDeeds
from kam.ui.people.duplicates import DuplicatesFace
from kam.ui.people.everybody import Everybody
from kam.ui.people.face import Face
from kam.ui.people.filters import PeopleFilters
from kam.ui.people.head import DATES, DUPLICATES, FACES, TABLE, Head
from kam.ui.people.saved_views import EVERYBODY, ShownPeople, views_of_people
from kam.ui.people.side import PersonCardSide
from kam.ui.persons.exporting import PeopleExport, Write
from kam.ui.places import IMPORTS, Place
from kam.ui.views_menu import ViewsMenu
from kam.ui.widgets.labels import rule
from kam.ui.widgets.table.table import Table

if TYPE_CHECKING:
    from kam.ui.people.new_person import NewPersonSheet

_KEPT: Final = "people-page"


class PeoplePage(Page):
    """The directory. A row opens its person on their account's map; a card beside it says who they are."""

    areas: ClassVar[Area] = Area.PEOPLE | Area.INTERACTIONS | Area.ACCOUNTS | Area.SETTINGS

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._query = EVERYBODY
        self._shown: Directory | None = None
        self._wanted: UUID | None = None
        self._card_of: DirectoryRow | None = None
        self.sheet: NewPersonSheet | None = None
        self.deeds = PeopleDeeds(desk, self, self._export_rows)
        self.exporting = PeopleExport(desk, self)
        self.filters = PeopleFilters(desk.look)
        self.everybody = Everybody(desk, self.deeds)
        self.dates = Dates(desk, self.deeds)
        self.duplicates = DuplicatesFace(desk, self.deeds)
        self._faces: dict[str, Face] = {
            TABLE: self.everybody,
            DATES: self.dates,
            DUPLICATES: self.duplicates,
        }
        self.saved = ViewsMenu(desk, self, views_of_people(desk.look.words))
        self.head = Head(
            desk.look,
            self.saved.button,
            table=lambda: self._face.table,
            export=self._export_menu,
            add=self.ask_for_person,
        )
        self.card = PersonCardSide(desk.look, self.deeds, desk.today)
        self._lay_out()
        self._connect()
        self._show_face(str(desk.local.page(_KEPT).get("face", TABLE)))

    @property
    def table(self) -> Table:
        """The table of everybody."""
        return self.everybody.table

    def go_to(self, place: Place) -> None:
        """Show a face; somebody named by the place is selected, whatever was filtered before."""
        face = place.view if place.view in FACES else None
        if place.item_id is not None:
            face, self._wanted = TABLE, place.item_id
        other = face is not None and face != self.head.views.current
        if face is not None and other:
            self._show_face(face)
        if self._shown is None or other:
            self.refresh()
        elif self._wanted is not None:
            self._select_wanted()
        self._face.table.setFocus()

    def refresh(self) -> None:
        """Read what the open face shows, and how many pairs wait."""
        query, workspace, now = self._query, self.desk.workspace, self.desk.now()
        if self.head.views.current == DATES:
            dates = partial(read_birthdays, workspace, query, as_of=now)
            self.desk.read(self, dates, self._show_dates, key="directory")
        else:
            work = partial(read_directory, workspace, query, as_of=now)
            self.desk.read(self, work, partial(self._show, query), key="directory")
        pairs = partial(read_duplicates, workspace)
        self.desk.read(self, pairs, self._show_duplicates, key="duplicates")
        if self._card_of is not None:
            self._read_card(self._card_of)
        self.saved.refresh()

    def title(self) -> str:
        """Its name."""
        return self.look.words.say("People")

    def creations(self) -> list[Command]:
        """What the Create button offers first while this page is open."""
        text = self.look.words.say("New person")
        return [Command("create.person", text, self.ask_for_person, "user-plus", "Ctrl+N")]

    def commands(self) -> list[Command]:
        """What can be done here, with the selection first."""
        words, face = self.look.words, self._face
        subjects = face.subjects(face.chosen())
        own = [
            Command(f"people.{deed.code}", deed.menu_text, partial(deed.run, subjects), deed.icon, deed.keys)
            for deed in face.offered
            if subjects and deed.fits(subjects) and deed.code != "export"
        ]
        csv, xlsx = (partial(self.export, kind) for kind in (TableFormat.CSV, TableFormat.XLSX))
        dates, pairs = (partial(self._choose_face, face) for face in (DATES, DUPLICATES))
        return [
            *own,
            Command(
                "people.filter",
                words.say("Filter the people"),
                self.filters.text.setFocus,
                "funnel",
                "Ctrl+F",
            ),
            Command("people.clear", words.say("Clear all conditions"), self._take_all_off, "funnel-x"),
            Command("people.view", words.say("Save the view as…"), self.saved.ask_to_save, "bookmark"),
            Command("people.dates", words.say("Whose birthday is next"), dates, "cake"),
            Command("people.duplicates", words.say("People who may be one"), pairs, "users"),
            Command("people.csv", words.say("Export the people as CSV"), csv, "download"),
            Command("people.xlsx", words.say("Export the people for Excel"), xlsx, "file-spreadsheet"),
        ]

    def keep(self) -> None:
        """Remember the face and the widths."""
        self.desk.local.keep_page(_KEPT, {"face": self.head.views.current})
        for face in self._faces.values():
            face.table.layout_of_columns.keep()

    def ask_for_person(self) -> None:
        """Open the sheet for a new person, at the client of the row that is looked at."""
        from kam.ui.people.new_person import NewPersonSheet

        subjects = self._face.subjects(self._face.chosen()) if self._face is not self.duplicates else []
        at = subjects[0].account_id if subjects else None
        sheet = NewPersonSheet(self.desk, self, at)
        sheet.added.connect(self._show_wanted)
        sheet.known_wished.connect(self._show_wanted)
        self.sheet = sheet
        sheet.open()

    # Files

    def export(self, kind: TableFormat, rows: People = ()) -> None:
        """Ask where what is shown goes; where rows are given, these alone."""
        words, day = self.look.words, self.desk.today().isoformat()
        on_dates = self.head.views.current == DATES
        name = words.say("Birthdays {date}", date=day) if on_dates else words.say("People {date}", date=day)
        count, write = self.writing(rows)
        if count:
            self.exporting.ask(name, count, kind, write)

    def writing(self, rows: People = ()) -> tuple[int, Write]:
        """How many lines there are, and what writes them as they are shown now."""
        words, now = self.look.words, self.desk.now()
        chosen = {row.id for row in rows}
        if self.head.views.current == DATES:
            days = [row for row in self.dates.table.rows_model.rows() if not chosen or row.id in chosen]
            return len(days), partial(_write_dates, rows=days, words=words, now=now)
        shown = [row for row in self.table.rows_model.rows() if not chosen or row.id in chosen]
        columns = self.everybody.columns_in_file(grouped=self._query.by_account)
        lines = [line_of_row(row) for row in shown]
        return len(lines), partial(_write_people, lines=lines, columns=columns, words=words, now=now)

    def _export_menu(self, rows: People = ()) -> QMenu:
        return self.exporting.menu(lambda kind: self.export(kind, rows), self)

    def _export_rows(self, rows: People) -> None:
        menu = self._export_menu(rows)
        under = self._face.foot.buttons["export"]
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(under.mapToGlobal(under.rect().topLeft()))

    # Building

    def _lay_out(self) -> None:
        self._stack = QStackedWidget()
        for face in self._faces.values():
            self._stack.addWidget(face)
        self._beside = rule(upright=True)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._stack, 1)
        row.addWidget(self._beside)
        row.addWidget(self.card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.filters)
        column.addLayout(row, 1)
        self.setProperty("ground", "page")
        self._hide_card()

    def _connect(self) -> None:
        self.head.views.chosen.connect(self._choose_face)
        self.filters.changed.connect(self._ask)
        self.saved.chosen.connect(self._show_view)
        self.table.layout_of_columns.rearranged.connect(self._tell_view)
        self.everybody.sort_wished.connect(self._sort)
        self.everybody.all_wished.connect(self._take_all_off)
        self.everybody.person_needed.connect(self.ask_for_person)
        self.everybody.import_wished.connect(partial(self.went.emit, IMPORTS))
        self.dates.without_wished.connect(self._show_without_birthday)
        for face in self._faces.values():
            face.person_wished.connect(partial(self._wish_card, face))
        self.deeds.went.connect(self.went)
        self.deeds.merged.connect(self._follow_merged)
        self.card.went.connect(self.went)
        self.card.closed.connect(self._close_card)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.filters.text.setFocus)

    # Faces

    @property
    def _face(self) -> Face:
        return self._faces[self.head.views.current]

    def _choose_face(self, face: str) -> None:
        self._show_face(face)
        self.refresh()
        self.moved.emit(Place("people", view=face))

    def _show_face(self, face: str) -> None:
        face = face if face in FACES else TABLE
        self.head.show_face(face)
        self._stack.setCurrentWidget(self._faces[face])
        self.filters.setVisible(face != DUPLICATES)
        self.filters.show_for(grouped=face == TABLE)
        self._hide_card()
        self._tell_view()

    def _show_view(self, view: ShownPeople) -> None:
        """A saved view was chosen."""
        if view.columns:
            self.table.layout_of_columns.arrange(view.columns)
        if view.face and view.face != self.head.views.current:
            self._show_face(view.face)
            self.moved.emit(Place("people", view=view.face))
        self._put(view.query)

    def _tell_view(self) -> None:
        columns = tuple(each.value for each in self.everybody.columns_shown())
        self.saved.show_now(ShownPeople(self._query, columns, self.head.views.current))

    # The query

    def _ask(self, query: PeopleQuery) -> None:
        self._query = query
        self._tell_view()
        self.refresh()

    def _put(self, query: PeopleQuery) -> None:
        self.filters.show_query(query)
        self._ask(query)

    def _sort(self, sort: PeopleSort, falling: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._put(replace(self._query, sort=sort, descending=falling))

    def _take_all_off(self) -> None:
        self._put(self._without_conditions())

    def _without_conditions(self) -> PeopleQuery:
        now = self._query
        return replace(EVERYBODY, sort=now.sort, descending=now.descending, by_account=now.by_account)

    def _show_without_birthday(self) -> None:
        self._show_face(TABLE)
        self._put(replace(self._query, birthday_within=None, without_birthday=True))
        self.moved.emit(Place("people", view=TABLE))

    # What was read

    def _show(self, query: PeopleQuery, directory: Directory) -> None:
        self._shown = directory
        self.filters.show_directory(directory)
        self.everybody.show_directory(query, directory)
        if self._wanted is not None:
            self._select_wanted()

    def _show_dates(self, found: Birthdays) -> None:
        self._shown = found.directory
        self.filters.show_directory(found.directory)
        self.dates.show_birthdays(found)

    def _show_duplicates(self, found: Duplicates) -> None:
        count = len(found.waiting)
        self.head.show_duplicates(self.look.formats.number(count) if count else "")
        self.duplicates.show_duplicates(found)

    def _follow_merged(self, person: UUID) -> None:
        if self._face is not self.duplicates:
            self._show_wanted(person)

    def _show_wanted(self, who: UUID) -> None:
        """Select a person or a place, which may not be read yet."""
        self._wanted = who
        if self.head.views.current != TABLE:
            self._show_face(TABLE)
            self.moved.emit(Place("people", view=TABLE))
        self.refresh()

    def _select_wanted(self) -> None:
        """Select whom a place named; conditions that hide them are taken off."""
        wanted = self._wanted
        rows = self.table.rows_model.rows()
        found = [row.id for row in rows if wanted in {row.person_id, row.id}]
        open_to_all = replace(self._without_conditions(), left=True)
        if not found and self._query != open_to_all:
            self._put(open_to_all)
            return
        self._wanted = None
        self.table.select(found)

    # The card

    def _wish_card(self, face: Face, row: DirectoryRow | None) -> None:
        if face is not self._face:
            return
        if row is None:
            self._hide_card()
        else:
            self._read_card(row)

    def _read_card(self, row: DirectoryRow) -> None:
        self._card_of = row
        if row.person_id is None or row.erased:
            self._show_card(row, None)
            return
        work = partial(read_person, self.desk.workspace, row.person_id, as_of=self.desk.now())
        self.desk.read(self, work, partial(self._show_card, row), key="card", otherwise=self._lose_card)

    def _show_card(self, row: DirectoryRow, card: PersonCard | None) -> None:
        if self._card_of is not None and self._card_of.id == row.id:
            self.card.show_row(row, card)
            self.card.show()
            self._beside.show()

    def _lose_card(self, error: Exception) -> bool:
        self._hide_card()
        return isinstance(error, NotFoundError)

    def _close_card(self) -> None:
        self._hide_card()
        self._face.table.setFocus()

    def _hide_card(self) -> None:
        self._card_of = None
        self.card.hide()
        self._beside.hide()


def _write_people(path: Path, kind: TableFormat, *, lines: Any, columns: Any, words: Any, now: Any) -> Path:
    from kam.services.people.exporting import export_people

    return export_people(lines, columns, path, kind, words, now)


def _write_dates(path: Path, kind: TableFormat, *, rows: Any, words: Any, now: Any) -> Path:
    from kam.services.people.exporting import export_birthdays

    return export_birthdays(rows, path, kind, words, now)
