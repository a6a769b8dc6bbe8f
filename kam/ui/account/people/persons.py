"""How a person is written on the map, and said to a screen reader."""

from __future__ import annotations

from datetime import date

from kam.core.text import with_capital
from kam.core.vocabulary import Circle
from kam.services.people.rows import PlaceRow, StakeholderMap
from kam.ui.look import Look
from kam.ui.widgets.people_words import card_name


class PersonWords:
    """Writes about the people of a map in the words of a look."""

    def __init__(self, look: Look) -> None:
        self._words = look.words
        self._formats = look.formats

    def name(self, row: PlaceRow) -> str:
        """«Мальцев В.»; a place without a name says so."""
        if row.is_placeholder:
            return self._words.say("Name unknown")
        return card_name(row.name) or self._words.say("Erased")

    def family(self, row: PlaceRow) -> str:
        """«Мальцев»; what a place without a name is."""
        return row.label or self._words.say("Erased")

    def heading(self, row: PlaceRow) -> str:
        """«Мальцев В. С.»; what a place without a name is."""
        if row.is_placeholder:
            return with_capital(row.placeholder or row.job_title or self._words.say("Name unknown"))
        return row.name.short or self._words.say("Erased")

    def title(self, row: PlaceRow) -> str:
        """The job title; of a place without a name also what it is."""
        return with_capital(row.job_title or row.placeholder or "")

    def initials(self, row: PlaceRow) -> str:
        """Two letters, or a question mark."""
        return row.name.initials or "?"

    def attitude(self, row: PlaceRow) -> str:
        """The word of the attitude, or that there is none."""
        if row.attitude.value is None:
            return self._words.say("not rated")
        return self._words.of(row.attitude.value.label)

    def contact(self, row: PlaceRow) -> str:
        """«12 дн из 21», «нет контакта»."""
        words = self._words
        if row.contact_days is None:
            return words.say("no contact yet")
        if row.contact_norm is None:
            return words.say("{days} d", days=row.contact_days)
        return words.say("{days} d of {norm}", days=row.contact_days, norm=row.contact_norm)

    def waiting(self, row: PlaceRow) -> str:
        """«нужно имя, 64 дн»."""
        return self._words.say("name needed, {days} d", days=row.open_days or 0)

    def near(self, day: date, today: date) -> str:
        """A day in figures, the year where it is not this one."""
        return self._formats.near(day, today)

    def sentence(self, row: PlaceRow, found: StakeholderMap) -> str:
        """All that a card shows, in one sentence."""
        words = self._words
        parts = [self.name(row), self.title(row), *(words.of(role.label) for role in row.roles)]
        if row.open_days is not None:
            parts.append(self.waiting(row))
        else:
            parts.append(self.attitude(row))
        if row.attitude.stale:
            parts.append(words.say("rated too long ago"))
        if row.influence.value is not None:
            parts.append(words.say("influence {value} of 5", value=row.influence.value))
        boss = None if row.reports_to is None else found.place(row.reports_to)
        if boss is not None:
            parts.append(words.say("reports to: {name}", name=self.family(boss)))
        return ", ".join(part for part in parts if part)


def in_circle(row: PlaceRow, circle: Circle | None) -> bool:
    """Whether somebody belongs to the circle that is looked at; None looks at all."""
    return circle is None or row.circle is circle
