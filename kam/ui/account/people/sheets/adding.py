"""Adding somebody, adding a place without a name, and giving it one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtWidgets import QWidget

from kam.core.changes import Outcome
from kam.core.vocabulary import Circle
from kam.services.people.forms import PersonChanges, PlaceChanges
from kam.services.people.placing import add_placeholder, add_stakeholder, name_placeholder
from kam.services.people.rows import PlaceRow, StakeholderMap
from kam.ui.account.people.sheets.base import (
    WIDE,
    DeedSheet,
    boss_editor,
    circle_editor,
    draft_of,
    roles_editor,
)
from kam.ui.desk import Desk
from kam.ui.persons.who import WhoFields
from kam.ui.widgets.fields import DateEditor, TextEditor


class WhoSheet(DeedSheet):
    """A sheet that asks who somebody is: a new person, or one who is there already."""

    account_id: UUID | None = None

    def ask_who(self) -> None:
        """Add the fields of a person, and the strip of who it may be."""
        self.fields = WhoFields(self.desk, self.form, self.account_id)
        self.likely = self.fields.likely
        self.fields.taken_changed.connect(self.adjustSize)

    def person(self, values: dict[str, Any]) -> UUID | PersonChanges:
        """Who it is: somebody known, or what was typed of somebody new."""
        return self.fields.person(values)

    def take(self, error: Exception) -> bool:
        """Say what is wrong with a contact beside the field it was typed in."""
        return super().take(self.fields.beside(error))


class AddPersonSheet(WhoSheet):
    """A new place on the map for somebody new or known."""

    def __init__(  # where, and what is known beforehand
        self,
        desk: Desk,
        over: QWidget,
        found: StakeholderMap,
        *,
        circle: Circle | None = None,
        boss: UUID | None = None,
        then: Callable[[UUID], None],
    ) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            words.say("New person"),
            found.account,
            primary=words.say_in("button", "Add"),
            draft=draft_of(desk, "add", found),
            width=WIDE,
        )
        self.account_id = found.account_id
        self._then = then
        self.ask_who()
        self.form.add("job_title", words.say("Job title"), TextEditor(self.look))
        self.form.add("department", words.say("Department"), TextEditor(self.look))
        self.form.add("boss_id", words.say("Reports to"), boss_editor(self.look, found), value=boss)
        self.form.add("roles", words.say("Roles"), roles_editor(self.look))
        self.form.add("circle", words.say("Circle"), circle_editor(self.look), value=circle)

    def use_case(self, values: dict[str, Any]) -> Callable[[], Outcome[UUID]]:
        """Give them a place."""
        place: PlaceChanges = {
            "job_title": values["job_title"],
            "department": values["department"],
            "roles": values["roles"],
            "circle": values["circle"],
        }
        assert self.account_id is not None  # noqa: S101 - set before anything is typed
        return partial(
            add_stakeholder,
            self.desk.workspace,
            self.account_id,
            self.person(values),
            place,
            boss_id=values["boss_id"],
        )

    def show_result(self, result: UUID) -> None:
        """Show them on the map."""
        self._then(result)


class AddVacancySheet(DeedSheet):
    """A place that is known while the name is not."""

    def __init__(
        self, desk: Desk, over: QWidget, found: StakeholderMap, *, then: Callable[[UUID], None]
    ) -> None:
        words = desk.look.words
        super().__init__(
            desk,
            over,
            words.say("A place without a name"),
            words.say("It stands on the map and reminds until somebody finds out who it is."),
            primary=words.say_in("button", "Add"),
            draft=draft_of(desk, "vacancy", found),
            width=WIDE,
        )
        self._account_id = found.account_id
        self._then = then
        editor = TextEditor(self.look, placeholder=words.say("Head of security"))
        self.form.add("placeholder", words.say("Which place"), editor)
        self.form.add("department", words.say("Department"), TextEditor(self.look))
        self.form.add("boss_id", words.say("Reports to"), boss_editor(self.look, found))
        self.form.add("roles", words.say("Roles"), roles_editor(self.look))
        self.form.add("circle", words.say("Circle"), circle_editor(self.look))

    def use_case(self, values: dict[str, Any]) -> Callable[[], Outcome[UUID]]:
        """Note the place."""
        place: PlaceChanges = {
            "job_title": values["placeholder"],
            "department": values["department"],
            "roles": values["roles"],
            "circle": values["circle"],
        }
        return partial(
            add_placeholder,
            self.desk.workspace,
            self._account_id,
            values["placeholder"] or "",
            place,
            boss_id=values["boss_id"],
        )

    def show_result(self, result: UUID) -> None:
        """Show it on the map."""
        self._then(result)


class GiveNameSheet(WhoSheet):
    """Somebody found out who holds a place."""

    def __init__(self, desk: Desk, over: QWidget, row: PlaceRow) -> None:
        words = desk.look.words
        heading = words.say("Who is it?")
        title = row.placeholder or row.job_title or ""
        super().__init__(
            desk,
            over,
            heading,
            title,
            primary=words.say_in("button", "Save"),
            draft=draft_of(desk, "name", row),
            width=WIDE,
        )
        self.account_id = row.account_id
        self._row = row
        self.ask_who()
        editor = DateEditor(self.look, desk.today, past=True)
        self.form.add("since", words.say("Holds the place since"), editor)

    def use_case(self, values: dict[str, Any]) -> Callable[[], Outcome[UUID]]:
        """Give the place its name."""
        return partial(
            name_placeholder,
            self.desk.workspace,
            self._row.id,
            self.person(values),
            version=self._row.version,
            since=values["since"],
        )
