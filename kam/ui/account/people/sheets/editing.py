"""Everything that is known of somebody: of their place here, and of the person wherever they work."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from kam.core.field_errors import FieldError, FieldErrors
from kam.core.vocabulary import BuyingRole, ContactKind, DecisionLens
from kam.services.dossier.reading import read_dossier
from kam.services.dossier.rows import Dossier
from kam.services.people.card import PersonCard, read_person
from kam.services.people.placing import edit_person_and_place
from kam.services.people.rows import PlaceRow, StakeholderMap
from kam.services.settings.colleagues import ColleagueRow, list_colleagues
from kam.ui.account.people.persons import PersonWords
from kam.ui.account.people.sheets.base import LABELS, circle_editor, draft_of, roles_editor
from kam.ui.account.people.sheets.contacts import ContactsEditor, drafts_of
from kam.ui.desk import Desk
from kam.ui.widgets.dialogs import Sheet
from kam.ui.widgets.fields import (
    ChoiceEditor,
    CountEditor,
    DateEditor,
    Form,
    LongTextEditor,
    TextEditor,
    YesNoEditor,
    options_of,
)
from kam.ui.widgets.segmented import Choice, SegmentedControl

_WIDE: Final = 620
_HIGH: Final = 440
_LONG: Final = ("cares_about", "concerns", "avoid", "business_win", "personal_win", "notes")


class EditSheet(Sheet):
    """Two forms that are saved together; only what was changed is written."""

    def __init__(self, desk: Desk, over: QWidget, found: StakeholderMap, row: PlaceRow) -> None:
        words = desk.look.words
        super().__init__(
            desk.look,
            over,
            PersonWords(desk.look).heading(row),
            found.account,
            primary=words.say_in("button", "Save"),
            width=_WIDE,
        )
        self.desk = desk
        self._row = row
        self._card: PersonCard | None = None
        self.place = Form(desk.look, label_width=LABELS)
        self.person = Form(desk.look, label_width=LABELS)
        self._fill_place()
        self.parts = SegmentedControl(
            desk.look,
            [Choice("place", words.say("The place here")), Choice("person", words.say("The person"))],
            words.say("What is changed"),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(_scrolled(self.place))
        self._stack.addWidget(_scrolled(self.person))
        self._stack.setMinimumHeight(min(_HIGH, max(240, over.window().height() - 260)))
        if not row.is_placeholder:
            self.add(self.parts)
            self._fill_person()
        self.add(self._stack, stretch=1)
        self.parts.chosen.connect(self._show_part)
        self.wished.connect(self._save)
        self.person.setEnabled(False)
        self.keep_draft(draft_of(desk, "edit", row), {"place": self.place, "person": self.person})
        self._read()

    def show_restored(self, names: AbstractSet[str]) -> None:
        """Show the part that something came back into."""
        if "place" not in names:
            self._show_part("person")

    def is_changed(self) -> bool:
        """Whether either form differs."""
        return self.place.is_changed() or (self._card is not None and self.person.is_changed())

    def take(self, error: Exception) -> bool:
        """Say what is wrong beside its field, on whichever side that is."""
        self.set_busy(busy=False)
        if not isinstance(error, FieldErrors):
            return super().take(error)
        theirs = [_of_person(each) for each in error.errors if each.field.startswith("person.")]
        here = [each for each in error.errors if not each.field.startswith("person.")]
        self.place.take(FieldErrors(here))
        self.person.take(FieldErrors(theirs))
        self._show_part("place" if here else "person")
        return True

    # Inside

    def _read(self) -> None:
        workspace = self.desk.workspace
        self.desk.read(self, partial(list_colleagues, workspace), self._show_colleagues, key="colleagues")
        work = partial(read_dossier, workspace, self._row.account_id, as_of=self.desk.now())
        self.desk.read(self, work, self._show_units, key="units")
        if self._row.person_id is not None:
            person = partial(read_person, workspace, self._row.person_id, as_of=self.desk.now())
            self.desk.read(self, person, self._show_person, key="person")

    def _fill_place(self) -> None:
        say, row, form, look = self.look.words.say, self._row, self.place, self.look
        if row.is_placeholder:
            form.add("placeholder", say("Which place"), TextEditor(look), value=row.placeholder)
        form.add("job_title", say("Job title"), TextEditor(look), value=row.job_title)
        form.add("department", say("Department"), TextEditor(look), value=row.department)
        self._units = ChoiceEditor(
            look, [(row.unit_id, row.unit or "")] if row.unit_id else [], none=say("not set")
        )
        form.add("unit_id", say("Unit"), self._units, value=row.unit_id)
        form.add("since", say("There since"), DateEditor(look, self.desk.today, past=True), value=row.since)
        roles = tuple(role for role in BuyingRole if role in row.roles)
        form.add("roles", say("Roles"), roles_editor(look), value=roles)
        form.add("circle", say("Circle"), circle_editor(look), value=row.circle)
        lens = ChoiceEditor(look, options_of(look, list(DecisionLens)), none=say("not set"))
        form.add("lens", say("Judges by"), lens, value=row.lens)
        owner = [(row.owner_id, row.owner or "")] if row.owner_id else []
        self._owners = ChoiceEditor(look, owner, none=say("nobody"))
        form.add("owner_id", say("Answers"), self._owners, value=row.owner_id)
        norm = say("Empty: the norm of the circle.")
        form.add(
            "cadence_days",
            say("Contact every"),
            CountEditor(look, say("d")),
            value=row.own_cadence,
            hint=norm,
        )
        headings = {
            "cares_about": say("Cares about"),
            "concerns": say("Concerns"),
            "avoid": say("Avoid"),
            "business_win": say("Business win"),
            "personal_win": say("Personal win"),
            "notes": say("Notes"),
        }
        for name in _LONG:
            form.add(name, headings[name], LongTextEditor(look, lines=2), value=getattr(row, name))

    def _fill_person(self) -> None:
        say, form, look, today = self.look.words.say, self.person, self.look, self.desk.today
        form.add("family_name", say("Family name"), TextEditor(look))
        form.add("given_name", say("Given name"), TextEditor(look))
        form.add("patronymic", say("Patronymic"), TextEditor(look))
        form.add("contacts", say("Contacts"), ContactsEditor(look))
        channel = ChoiceEditor(look, options_of(look, list(ContactKind)), none=say("not set"))
        form.add("preferred_channel", say("Best reached by"), channel)
        form.add("birthday", say("Birthday"), DateEditor(look, today, past=True))
        form.add("birthday_year_known", "", YesNoEditor(look, say("the year is known")))
        form.add("languages", say("Languages"), TextEditor(look))
        form.add("interests", say("Interests"), LongTextEditor(look, lines=2))
        form.add(
            "gifts_policy", say("Gifts"), TextEditor(look, placeholder=say("What their employer allows"))
        )
        form.add("consent_on", say("Consent of"), DateEditor(look, today, past=True))
        form.add("consent_basis", say("Basis of consent"), TextEditor(look))
        form.add("external_id", say("External number"), TextEditor(look))
        form.add("notes", say("Notes"), LongTextEditor(look, lines=2))

    def _show_person(self, card: PersonCard) -> None:
        self._card = card
        values: dict[str, Any] = dict(card.fields)
        values["family_name"] = values["family_name"] or None
        for name in ("given_name", "patronymic"):
            values[name] = values[name] or None
        values["contacts"] = drafts_of(card.contacts)
        self.person.set_values(values)
        self.person.setEnabled(True)

    def _show_colleagues(self, colleagues: list[ColleagueRow]) -> None:
        here = [each for each in colleagues if each.left_on is None or each.id == self._row.owner_id]
        self._owners.set_options([(each.id, each.name) for each in here])

    def _show_units(self, dossier: Dossier) -> None:
        self._units.set_options([(unit.id, unit.name) for unit in dossier.units])

    def _show_part(self, code: str) -> None:
        self.parts.choose(code)
        self._stack.setCurrentIndex(0 if code == "place" else 1)

    def _save(self) -> None:
        place = self.place.changed_values()
        person: dict[str, Any] | None = {}
        if self._card is not None:
            person = self.person.changed_values()
        if place is None or person is None:
            self._show_part("place" if place is None else "person")
            return
        if not place and not person:
            self.done_well()
            return
        work = partial(
            edit_person_and_place,
            self.desk.workspace,
            self._row.id,
            person,  # type: ignore[arg-type]
            place,  # type: ignore[arg-type]
            person_version=None if self._card is None else self._card.version,
            version=self._row.version,
        )
        self.desk.save(self, work)


def _scrolled(form: Form) -> QScrollArea:
    inside = QWidget()
    column = QVBoxLayout(inside)
    column.setContentsMargins(0, 0, 8, 0)
    column.addWidget(form)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    return area


def _of_person(fault: FieldError) -> FieldError:
    """A fault of the person as their form calls its field; one of a contact stands beside all of them."""
    name = fault.field.removeprefix("person.")
    if name.startswith("contacts."):
        name = "contacts"
    return FieldError(name, fault.code, fault.details)
