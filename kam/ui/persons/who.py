"""The fields that ask who somebody is: a new person, or one who is there already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from kam.core.field_errors import FieldError, FieldErrors
from kam.core.vocabulary import ContactKind
from kam.services.people.forms import ContactDraft, PersonChanges
from kam.services.people.names import NameParts
from kam.ui.desk import Desk
from kam.ui.persons.likely import LikelyPeople
from kam.ui.widgets.fields import Form, TextEditor

_NAMES: Final = ("family_name", "given_name", "patronymic")
_REACH: Final = {"email": ContactKind.EMAIL, "phone": ContactKind.PHONE}


class WhoFields(QObject):
    """Names, the strip of who it may be, e-mail and phone, in a form of the owner's."""

    taken_changed = Signal()
    """Somebody known was taken, or let go: the fields of a new person went or came."""

    def __init__(
        self, desk: Desk, form: Form, account_id: UUID | None = None, *, may_open: bool = False
    ) -> None:
        super().__init__(form)
        self._form = form
        look, say = desk.look, desk.look.words.say
        form.add("person.family_name", say("Family name"), TextEditor(look))
        form.add("person.given_name", say("Given name"), TextEditor(look))
        form.add("person.patronymic", say("Patronymic"), TextEditor(look))
        self.likely = LikelyPeople(desk, account_id, self._typed, may_open=may_open)
        form.add_widget(self.likely)
        form.add("person.email", say("E-mail"), TextEditor(look))
        form.add("person.phone", say("Phone"), TextEditor(look))
        self.names = tuple(f"person.{name}" for name in (*_NAMES, *_REACH))
        for name in self.names:
            form.fields[name].changed.connect(self.likely.touch)
        self.likely.changed.connect(self._show_taken)

    def person(self, values: Mapping[str, Any]) -> UUID | PersonChanges:
        """Who it is: somebody known, or what was typed of somebody new."""
        if self.likely.taken is not None:
            return self.likely.taken.person_id
        return {
            "family_name": values["person.family_name"],
            "given_name": values["person.given_name"],
            "patronymic": values["person.patronymic"],
            "contacts": [
                ContactDraft(kind, values[f"person.{name}"])
                for name, kind in _REACH.items()
                if values[f"person.{name}"]
            ],
        }

    def beside(self, error: Exception) -> Exception:
        """The same refusal, each fault called by the field it was typed in."""
        if not isinstance(error, FieldErrors):
            return error
        filled = [name for name in _REACH if self._form[f"person.{name}"].value()]
        return FieldErrors(_beside(each, filled) for each in error.errors)

    def _typed(self) -> tuple[NameParts, str | None, str | None]:
        family, given, patronymic = (self._form[f"person.{name}"].value() for name in _NAMES)
        name = NameParts.of(family, given, patronymic)
        return name, self._form["person.email"].value(), self._form["person.phone"].value()

    def _show_taken(self) -> None:
        for name in self.names:
            self._form.fields[name].setVisible(self.likely.taken is None)
        self.taken_changed.emit()


def _beside(fault: FieldError, filled: list[str]) -> FieldError:
    """A fault of the second contact belongs to the second field that was filled."""
    path = fault.field if fault.field.startswith("person.") else f"person.{fault.field}"
    parts = path.split(".")
    if parts[1] == "contacts":
        return FieldError(f"person.{filled[int(parts[2])]}", fault.code, fault.details)
    if parts[1] in (*_NAMES, *_REACH):
        return FieldError(path, fault.code, fault.details)
    return fault
