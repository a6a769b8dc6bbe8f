"""Changing one or many people at once: only what is touched changes, in one step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from kam.core.vocabulary import Circle, ContactKind, DecisionLens
from kam.services.drafts import together
from kam.services.people.bulk import change_people, read_in_common
from kam.services.people.directory_rows import DirectoryRow
from kam.services.settings.colleagues import ColleagueRow, list_colleagues
from kam.ui.desk import Desk
from kam.ui.places import PEOPLE
from kam.ui.widgets.dialogs import FormSheet
from kam.ui.widgets.fields import CountEditor, DateEditor, Editor, Option, TextEditor, options_of
from kam.ui.widgets.fields.mixed import MIXED, add_choice, add_typed, in_common
from kam.ui.widgets.labels import label, rule

_WIDTH: Final = 560
_LABELS: Final = 150


@dataclass(frozen=True, slots=True)
class _Read:
    values: dict[str, frozenset[Any]]
    colleagues: list[ColleagueRow]


class BulkSheet(FormSheet):
    """Shows what they have in common; a field that is left alone changes nothing."""

    def __init__(self, desk: Desk, page: QWidget, rows: Sequence[DirectoryRow]) -> None:
        words = desk.look.words
        count = len(rows)
        heading = words.say_many("Change {count} person", "Change {count} people", count)
        if count == 1:
            heading = words.say("Change “{name}”", name=rows[0].name.listed or rows[0].label)
        super().__init__(
            desk.look,
            page.window(),
            heading,
            rows[0].account
            if count == 1
            else words.say("Only what you touch changes, for all of them at once."),
            primary=words.say_in("button", "Change"),
            draft=desk.draft("people.bulk", together(row.id for row in rows), at=PEOPLE),
            new=False,
            label_width=_LABELS,
            width=_WIDTH,
        )
        self._desk = desk
        self._rows = rows
        self.form.setEnabled(False)
        self.wished.connect(self._change)
        desk.read(self, partial(_read, desk, [row.id for row in rows]), self._fill)

    def _fill(self, read: _Read) -> None:
        """The fields come when it is known what they have in common and who there is to choose from."""
        look, words = self.look, self.look.words
        common = {name: in_common(values) for name, values in read.values.items()}
        none = (None, words.say("not set"))
        owners = [
            (each.id, each.name)
            for each in read.colleagues
            if each.left_on is None or each.id in read.values["owner_id"]
        ]
        self._heading(words.say("Their place at the client"))
        self._choose(
            "owner_id", words.say_in("person", "Answers"), [(None, words.say("nobody")), *owners], common
        )
        circles: list[Option] = [
            (each, words.say("{number}: {name}", number=int(each), name=words.of(each.label)))
            for each in Circle
        ]
        self._choose("circle", words.say("Circle"), [none, *circles], common)
        cadence = CountEditor(look, words.say("days"), placeholder=self._different(common["cadence_days"]))
        hint = words.say("Empty: as the norms of the settings say for the circle.")
        self._type("cadence_days", words.say("Contact every"), cadence, common, hint)
        lenses = options_of(look, tuple(DecisionLens))
        self._choose("lens", words.say("Looks at"), [none, *lenses], common)
        self._type("department", words.say("Department"), self._text(common["department"]), common)
        if any(row.person_id is not None and not row.erased for row in self._rows):
            self._ask_about_people(common, none)
        self.form.setEnabled(True)
        self.form["owner_id"].setFocus()
        self.adjustSize()

    def _ask_about_people(self, common: dict[str, Any], none: Option) -> None:
        look, words = self.look, self.look.words
        self.form.add_widget(rule())
        self._heading(words.say("The person, wherever they work"))
        kinds = options_of(look, tuple(ContactKind))
        self._choose("preferred_channel", words.say("Best reached by"), [none, *kinds], common)
        self._type("languages", words.say("Languages"), self._text(common["languages"]), common)
        self._type("gifts_policy", words.say("Gifts"), self._text(common["gifts_policy"]), common)
        consent = DateEditor(look, self._desk.today, past=True)
        different = words.say("Consent was given on different days.")
        hint = different if common["consent_on"] is MIXED else ""
        self._type("consent_on", words.say("Consent given on"), consent, common, hint)
        self._type("consent_basis", words.say("On the basis of"), self._text(common["consent_basis"]), common)

    def _heading(self, text: str) -> None:
        self.form.add_widget(label(text, tone="text2"))

    def _choose(self, name: str, text: str, options: Sequence[Option], common: dict[str, Any]) -> None:
        add_choice(self.form, name, text, options, common[name])

    def _type(self, name: str, text: str, editor: Editor, common: dict[str, Any], hint: str = "") -> None:
        add_typed(self.form, name, text, editor, common[name], hint=hint)

    def _text(self, common: Any) -> Editor:
        return TextEditor(self.look, placeholder=self._different(common))

    def _different(self, common: Any) -> str:
        return self.look.words.say("different") if common is MIXED else ""

    def _change(self) -> None:
        changed = self.form.changed_values()
        if changed is None:
            return
        if not changed:
            self.done_well()
            return
        words = self.look.words
        notice = words.say_many("{count} place changed", "{count} places changed", len(self._rows))
        if len(self._rows) == 1:
            row = self._rows[0]
            notice = words.say("Changed: {name}", name=row.name.listed or row.label)
        use_case = partial(change_people, self._desk.workspace, [row.id for row in self._rows], changed)
        self._desk.save(self, use_case, notice=notice, undoable=True)


def _read(desk: Desk, places: Sequence[Any]) -> _Read:
    return _Read(read_in_common(desk.workspace, places), list_colleagues(desk.workspace))
