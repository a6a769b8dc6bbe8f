"""The columns of the people's page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from kam.core.words import Words
from kam.services.people.directory_rows import DirectoryRow
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.glyphs import (
    AttitudeGlyph,
    AvatarGlyph,
    IconGlyph,
    InfluenceGlyph,
    State,
    StateGlyph,
    TagGlyph,
)
from kam.ui.widgets.people_words import ROLE_TONES, short_role
from kam.ui.widgets.pieces import Line, Mark, Run
from kam.ui.widgets.table.column import Column

_NOTHING = "—"
_SOON = 31


class PeopleColumns:
    """Makes the columns for one look."""

    def __init__(self, look: Look, today: Callable[[], date]) -> None:
        self._look = look
        self._words: Words = look.words
        self._today = today

    def all(self) -> list[Column[DirectoryRow]]:
        """Every column, in the order of the chooser."""
        say = self._words.say
        return [
            Column(
                "name",
                say("Person"),
                self.name,
                width=230,
                line=self._name,
                type=Type.NAME,
                sort="name",
                stretch=True,
                least=170,
                chosen=False,
            ),
            Column("account", say("Client"), lambda row: row.account, width=180, sort="account", shown=False),
            Column(
                "job_title",
                say("Job title"),
                lambda row: row.job_title or _NOTHING,
                width=190,
                tone="text2",
                sort="job_title",
            ),
            Column("role", say("Role"), self._roles, width=92, line=self._role, sort="role"),
            Column(
                "circle",
                say("Circle"),
                lambda row: "" if row.circle is None else str(int(row.circle)),
                width=60,
                right=True,
                sort="circle",
            ),
            Column(
                "influence",
                say("Influence"),
                lambda row: "" if row.influence is None else str(row.influence),
                width=92,
                line=self._influence,
                sort="influence",
                falling=True,
            ),
            Column(
                "attitude",
                say("Attitude → target"),
                self._attitude_text,
                width=170,
                line=self._attitude,
                sort="attitude",
                falling=True,
            ),
            Column(
                "contact",
                say("Contact, d"),
                self._contact_text,
                width=104,
                line=self._contact,
                right=True,
                sort="contact",
                falling=True,
                copy=lambda row: "" if row.contact_days is None else str(row.contact_days),
            ),
            Column("next", say("Coming"), self._next_text, width=150, line=self._next, sort="next_contact"),
            Column("phone", say("Phone"), lambda row: row.phone or "", width=150, tone="text2", shown=False),
            Column("email", say("E-mail"), lambda row: row.email or "", width=200, tone="text2", shown=False),
            Column("birthday", say("Birthday"), self._birthday, width=110, sort="birthday", shown=False),
            Column(
                "owner", say("Answers for them"), lambda row: row.owner or _NOTHING, width=140, shown=False
            ),
        ]

    def name(self, row: DirectoryRow) -> str:
        """«Мальцев Виктор»; what a place without a name is called."""
        if row.person_id is None:
            return self._words.say("Name unknown")
        return row.name.listed or self._words.say("Erased")

    def _name(self, row: DirectoryRow) -> Line:
        gone = row.left_on is not None or row.person_id is None
        avatar = AvatarGlyph(row.name.initials or "?", 24, unknown=row.person_id is None)
        return (avatar, Run(self.name(row), Type.NAME, "text2" if gone else "text"))

    def _roles(self, row: DirectoryRow) -> str:
        return ", ".join(self._words.of(role.label) for role in row.roles)

    def _role(self, row: DirectoryRow) -> Line:
        if not row.roles:
            return ()
        role = row.roles[0]
        return (TagGlyph(short_role(role, self._words), self._look.theme.family, ROLE_TONES.get(role, "")),)

    def _influence(self, row: DirectoryRow) -> Line:
        return () if row.influence is None else (InfluenceGlyph(row.influence),)

    def _attitude_text(self, row: DirectoryRow) -> str:
        if row.attitude is None:
            return self._words.say("not rated")
        return self._words.of(row.attitude.label)

    def _attitude(self, row: DirectoryRow) -> Line:
        tone = "text3" if row.attitude is None or row.stale or row.left_on else "text"
        line: list[Run | AttitudeGlyph | IconGlyph] = []
        if row.attitude is not None:
            line.append(AttitudeGlyph(row.attitude))
        line.append(Run(self._attitude_text(row), Type.BODY, tone))
        if row.attitude_target is not None and row.attitude_target != row.attitude and not row.left_on:
            target = self._words.of(row.attitude_target.label)
            meaning = self._words.say("target {attitude}", attitude=target)
            line += [IconGlyph("arrow-right", "accent_text", 12, meaning), AttitudeGlyph(row.attitude_target)]
        if row.stale:
            line.append(IconGlyph("history", "amber", 13, self._words.say("rated too long ago")))
        return line

    def _contact_text(self, row: DirectoryRow) -> str:
        if row.left_on is not None or row.person_id is None:
            return _NOTHING
        if row.contact_days is None:
            return self._words.say_in("contact", "none")
        if row.contact_norm is None:
            return str(row.contact_days)
        return self._words.say("{days} of {norm}", days=row.contact_days, norm=row.contact_norm)

    def _contact(self, row: DirectoryRow) -> Line:
        if row.overdue:
            text = Run(self._contact_text(row), Type.STRONG, "amber", gap=4)
            return (Mark(StateGlyph(State.ATTENTION, small=True)), text)
        return (Run(self._contact_text(row), Type.BODY, "text2"),)

    def _next_text(self, row: DirectoryRow) -> str:
        formats, words = self._look.formats, self._words
        if row.left_on is not None:
            return words.say("left {date}", date=formats.near(row.left_on, self._today()))
        if row.open_days is not None:
            return words.say("name needed, {days} d", days=row.open_days)
        if row.next_contact_at is not None:
            day, clock = row.next_contact_at.date(), formats.clock(row.next_contact_at.time())
            if day == self._today():
                return words.say("today, {time}", time=clock)
            return f"{formats.near(day, self._today())}, {clock}"
        if row.birthday is not None and row.birthday_in is not None and row.birthday_in <= _SOON:
            return formats.day_month(row.birthday)
        return _NOTHING

    def _next(self, row: DirectoryRow) -> Line:
        text = self._next_text(row)
        if row.left_on is not None:
            return (IconGlyph("user-x", "text3", 14), Run(text, Type.BODY, "text3"))
        if row.open_days is not None:
            return (Run(text, Type.BODY, "amber"),)
        if row.next_contact_at is not None:
            soon = row.next_contact_at.date() == self._today()
            return (Run(text, Type.STRONG if soon else Type.BODY),)
        if text != _NOTHING:
            return (IconGlyph("cake", "text2", 14, self._words.say("birthday")), Run(text))
        return (Run(text, Type.BODY, "text3"),)

    def _birthday(self, row: DirectoryRow) -> str:
        if row.birthday is None:
            return ""
        if row.birthday_year_known:
            return self._look.formats.full_date(row.birthday)
        return self._look.formats.day_month(row.birthday)
