"""Product lines: the tree of what we sell, which sales, plans and opportunities are counted by."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from kam.core.changes import Outcome
from kam.services.settings.product_lines import (
    ProductLineDraft,
    ProductLineRow,
    add_product_line,
    bring_back_product_lines,
    change_product_line,
    delete_product_lines,
    list_product_lines,
    retire_product_lines,
)
from kam.ui.desk import Desk
from kam.ui.settings.record_list import Deed, Record, RecordList
from kam.ui.settings.record_section import RecordSection
from kam.ui.widgets.fields import ChoiceEditor, TextEditor

_UNIT: Final = 88
_NUMBER: Final = 120
_STATE: Final = 150


class ProductLinesSection(RecordSection):
    """One list over both columns."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.look.words
        self.lines: list[ProductLineRow] = []
        self.panel = RecordList(
            desk.look,
            words.say_in("settings", "Product lines"),
            words.say("Add a line"),
            partial(self.edit, None),
            nothing=words.say(
                "What you sell, as sales tell it apart. Lines come with an import of sales, too."
            ),
        )
        self.add_left(self.panel)

    def load(self) -> None:
        """Read the tree."""
        self.desk.read(self, partial(list_product_lines, self.desk.workspace), self._show, key="lines")

    refresh = load

    def edit(self, line: ProductLineRow | None, parent: ProductLineRow | None = None) -> None:
        """Ask what a line is called, where it belongs and what it is counted in."""
        words = self.look.words

        def save(values: dict[str, Any]) -> Outcome[Any]:
            draft = ProductLineDraft(**{**values, "name": values["name"] or ""})
            if line is None:
                return add_product_line(self.desk.workspace, draft)
            return change_product_line(self.desk.workspace, line.id, draft, version=line.version)

        heading = words.say("New product line") if line is None else words.say("Product line")
        primary = words.say_in("button", "Add") if line is None else words.say_in("button", "Save")
        draft = self.draft_of("settings.line", None if line is None else line.id)
        sheet = self.open_sheet(heading, save, primary=primary, draft=draft, new=line is None)
        above = line.parent_id if line is not None else parent.id if parent is not None else None
        places = [(each.id, f"{'    ' * each.depth}{each.name}") for each in self.lines if each != line]
        form = sheet.form
        form.add(
            "name", words.say_in("line", "Name"), TextEditor(self.look), value=line.name if line else None
        )
        form.add(
            "parent_id",
            words.say("Belongs to"),
            ChoiceEditor(self.look, places, none=words.say("nothing, it stands by itself")),
            value=above,
        )
        form.add(
            "unit",
            words.say("Counted in"),
            TextEditor(self.look, placeholder=words.say("t, pieces, m²")),
            value=line.unit if line else None,
        )
        form.add(
            "external_id",
            words.say("Number elsewhere"),
            TextEditor(self.look),
            value=line.external_id if line else None,
            hint=words.say("By this number the lines of your accounting system are recognised."),
        )
        sheet.open()

    # Inside

    def _show(self, lines: list[ProductLineRow]) -> None:
        self.lines = lines
        self.panel.show_records([self._record(line) for line in lines])

    def _record(self, line: ProductLineRow) -> Record:
        words, formats = self.look.words, self.look.formats
        state = (
            words.say("not sold since {date}", date=formats.full_date(line.retired_on))
            if line.retired_on
            else ""
        )
        return Record(
            line.name,
            ((line.name, 0), (state, _STATE), (line.unit or "", _UNIT), (line.external_id or "", _NUMBER)),
            partial(self.edit, line),
            self._deeds(line),
            faded=line.retired_on is not None,
            indent=line.depth,
        )

    def _deeds(self, line: ProductLineRow) -> list[Deed]:
        words, workspace = self.look.words, self.desk.workspace
        retire = partial(retire_product_lines, workspace, [line.id])
        back = partial(bring_back_product_lines, workspace, [line.id])
        delete = partial(delete_product_lines, workspace, [line.id])
        retired = words.say("No longer sold: {name}", name=line.name)
        returned = words.say("Sold again: {name}", name=line.name)
        gone = words.say("Deleted: {name}", name=line.name)
        return [
            Deed(words.say("Add a line below"), "plus", partial(self.edit, None, line)),
            Deed(words.say("Sell again"), "rotate-ccw", partial(self.do, self.panel, back, returned))
            if line.retired_on
            else Deed(
                words.say("Sell no more"), "archive-restore", partial(self.do, self.panel, retire, retired)
            ),
            Deed(words.say_in("button", "Delete"), "trash-2", partial(self.do, self.panel, delete, gone)),
        ]
