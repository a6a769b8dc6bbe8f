"""What a merge of two people decides about, in words: fields and their values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from kam.core.telling import Teller
from kam.core.words import Label, label
from kam.services.people.forms import YEAR_UNKNOWN
from kam.services.people.merging_preview import PersonSide, YearlessDay
from kam.ui.look import Look

FIELDS: Final[Mapping[str, Label]] = {
    "external_id": label("person", "Number"),
    "family_name": label("person", "Family name"),
    "given_name": label("person", "Given name"),
    "patronymic": label("person", "Patronymic"),
    "birthday": label("person", "Birthday"),
    "languages": label("person", "Languages"),
    "interests": label("person", "Interests"),
    "preferred_channel": label("person", "Best reached by"),
    "gifts_policy": label("person", "Gifts"),
    "consent_on": label("person", "Consent given on"),
    "consent_basis": label("person", "Basis of the consent"),
    "notes": label("person", "Notes"),
}
PLACE_FIELDS: Final[Mapping[str, Label]] = {
    "job_title": label("person", "Job title"),
    "department": label("person", "Department"),
    "unit_id": label("person", "Unit"),
    "owner_id": label("person", "Answers"),
    "circle": label("person", "Circle"),
    "lens": label("person", "Looks at"),
    "cadence_days": label("person", "Contact every, days"),
    "cares_about": label("person", "Cares about"),
    "avoid": label("person", "Avoid"),
    "business_win": label("person", "Business win"),
    "personal_win": label("person", "Personal win"),
    "concerns": label("person", "Concerns"),
    "notes": label("person", "Notes on the place"),
}


class PersonMergeWords:
    """Says fields, values and sides."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._words = look.words

    def field(self, name: str) -> str:
        """What a field of a person is called."""
        return self._words.of(FIELDS[name])

    def place_field(self, name: str) -> str:
        """What a field of a place is called."""
        return self._words.of(PLACE_FIELDS[name])

    def value(self, value: Any) -> str:
        """A value as it stands in its field."""
        if isinstance(value, YearlessDay):
            return self._look.formats.day_month(date(YEAR_UNKNOWN, value.month, value.day))
        return Teller(self._words, self._look.formats).shown(value)

    def fields(self, names: Iterable[str]) -> str:
        """Several fields in a sentence: «отчество, день рождения»."""
        return ", ".join(self.field(name).lower() for name in names)

    def told_apart(self, side: PersonSide, other: PersonSide) -> str:
        """A side in words that differ from the other's: the client, how often we met, which came first."""
        words, name = self._words, side.name.short
        if side.places[:1] != other.places[:1]:
            what = side.places[0] if side.places else words.say("no place yet")
        elif side.meetings != other.meetings:
            what = words.say_many("{count} meeting or note", "{count} meetings and notes", side.meetings)
        elif side.person_id < other.person_id:
            what = words.say("the earlier record")
        else:
            what = words.say("the later record")
        return f"{name}, {what}"
