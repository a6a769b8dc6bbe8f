"""Lists: those of us who work with clients, and the competitors met there."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from kam.core.changes import Outcome
from kam.services.settings.colleagues import (
    ColleagueEntry,
    ColleagueRow,
    add_colleague,
    change_colleague,
    delete_colleagues,
    list_colleagues,
    make_me,
)
from kam.services.settings.competitors import (
    CompetitorEntry,
    CompetitorRow,
    add_competitor,
    change_competitor,
    delete_competitors,
    list_competitors,
)
from kam.ui.desk import Desk
from kam.ui.settings.record_list import Deed, Record, RecordList
from kam.ui.settings.record_section import RecordSection
from kam.ui.widgets.fields import DateEditor, LongTextEditor, TextEditor
from kam.ui.widgets.focus import tab_in_reading_order
from kam.ui.widgets.glyphs import TagGlyph
from kam.ui.widgets.pieces import Line, Run

_TITLE: Final = 200
_COUNT: Final = 84


class ListsSection(RecordSection):
    """Colleagues at the left, competitors at the right."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.look.words
        self.colleagues = RecordList(
            desk.look,
            words.say("Colleagues"),
            words.say("Add a colleague"),
            partial(self.edit_colleague, None),
            nothing=words.say("Who of us works with clients: owners, experts, managers."),
        )
        self.competitors = RecordList(
            desk.look,
            words.say("Competitors"),
            words.say("Add a competitor"),
            partial(self.edit_competitor, None),
            nothing=words.say("Who else sells to your clients."),
        )
        self.add_left(self.colleagues)
        self.add_right(self.competitors)

    def load(self) -> None:
        """Read both."""
        workspace = self.desk.workspace
        self.desk.read(self, partial(list_colleagues, workspace), self._show_colleagues, key="colleagues")
        self.desk.read(self, partial(list_competitors, workspace), self._show_competitors, key="competitors")

    refresh = load

    # Colleagues

    def edit_colleague(self, one: ColleagueRow | None) -> None:
        """Ask who they are; when they left, they stay where they are named."""
        words, look = self.look.words, self.look

        def save(values: dict[str, Any]) -> Outcome[Any]:
            entry = ColleagueEntry(**{**values, "name": values["name"] or ""})
            if one is None:
                return add_colleague(self.desk.workspace, entry)
            return change_colleague(self.desk.workspace, one.id, entry, version=one.version)

        heading = words.say("New colleague") if one is None else words.say("Colleague")
        primary = words.say_in("button", "Add") if one is None else words.say_in("button", "Save")
        draft = self.draft_of("settings.colleague", None if one is None else one.id)
        sheet = self.open_sheet(heading, save, primary=primary, draft=draft, new=one is None)
        texts = {
            "name": words.say_in("person", "Name"),
            "job_title": words.say("Job title"),
            "email": words.say("E-mail"),
            "phone": words.say("Phone"),
        }
        for name, text in texts.items():
            sheet.form.add(name, text, TextEditor(look), value=getattr(one, name, None))
        sheet.form.add(
            "left_on",
            words.say("Left on"),
            DateEditor(look, self.desk.today, past=True),
            value=getattr(one, "left_on", None),
        )
        sheet.open()

    def _show_colleagues(self, rows: list[ColleagueRow]) -> None:
        self.colleagues.show_records([self._colleague(each) for each in rows])
        tab_in_reading_order(self)

    def _colleague(self, one: ColleagueRow) -> Record:
        words, formats = self.look.words, self.look.formats
        name: str | Line = one.name
        if one.is_me:
            me = TagGlyph(words.say_in("colleague", "me"), self.look.theme.family, "accent")
            name = (Run(one.name), me)
        if one.left_on is not None:
            where = words.say("left on {date}", date=formats.full_date(one.left_on))
        else:
            where = self._accounts(one.accounts)
        cells = ((name, 0), (one.job_title or "", _TITLE), (where, _COUNT))
        return Record(
            one.name,
            cells,
            partial(self.edit_colleague, one),
            self._deeds(one),
            faded=one.left_on is not None,
        )

    def _deeds(self, one: ColleagueRow) -> list[Deed]:
        if one.is_me:
            return []
        words, panel, workspace = self.look.words, self.colleagues, self.desk.workspace
        me = partial(make_me, workspace, one.id)
        delete = partial(delete_colleagues, workspace, [one.id])
        mine = words.say("You are {name} now", name=one.name)
        gone = words.say("Deleted: {name}", name=one.name)
        return [
            Deed(words.say("This is me"), "user-check", partial(self.do, panel, me, mine)),
            Deed(words.say_in("button", "Delete"), "trash-2", partial(self.do, panel, delete, gone)),
        ]

    # Competitors

    def edit_competitor(self, one: CompetitorRow | None) -> None:
        """Ask what they are called and what there is to know."""
        words, look = self.look.words, self.look

        def save(values: dict[str, Any]) -> Outcome[Any]:
            entry = CompetitorEntry(values["name"] or "", values["notes"])
            if one is None:
                return add_competitor(self.desk.workspace, entry)
            return change_competitor(self.desk.workspace, one.id, entry, version=one.version)

        heading = words.say("New competitor") if one is None else words.say("Competitor")
        primary = words.say_in("button", "Add") if one is None else words.say_in("button", "Save")
        draft = self.draft_of("settings.competitor", None if one is None else one.id)
        sheet = self.open_sheet(heading, save, primary=primary, draft=draft, new=one is None)
        name, notes = getattr(one, "name", None), getattr(one, "notes", None)
        sheet.form.add("name", words.say_in("competitor", "Name"), TextEditor(look), value=name)
        sheet.form.add("notes", words.say("Notes"), LongTextEditor(look), value=notes)
        sheet.open()

    def _show_competitors(self, rows: list[CompetitorRow]) -> None:
        self.competitors.show_records([self._competitor(each) for each in rows])
        tab_in_reading_order(self)

    def _competitor(self, one: CompetitorRow) -> Record:
        words = self.look.words
        delete = partial(delete_competitors, self.desk.workspace, [one.id])
        gone = words.say("Deleted: {name}", name=one.name)
        run = partial(self.do, self.competitors, delete, gone)
        cells = ((one.name, 0), (self._accounts(one.accounts), _COUNT))
        deeds = [Deed(words.say_in("button", "Delete"), "trash-2", run)]
        return Record(one.name, cells, partial(self.edit_competitor, one), deeds)

    def _accounts(self, count: int) -> str:
        return self.look.words.say_many("{count} client", "{count} clients", count) if count else ""
