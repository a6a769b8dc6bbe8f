"""The columns of people: the same in the directory and at one client, whatever their rows are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Generic, TypeVar

from kam.services.people.lines import PersonColumn, PersonLine
from kam.services.people.names import colleague_short
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

R = TypeVar("R")

NOTHING = "—"
_SOON = 31
_FALLING = frozenset({PersonColumn.INFLUENCE, PersonColumn.ATTITUDE, PersonColumn.CONTACT})
_RIGHT = frozenset({PersonColumn.CIRCLE, PersonColumn.CONTACT})
_QUIET = frozenset({PersonColumn.JOB_TITLE, PersonColumn.OWNER, PersonColumn.LEVELS, PersonColumn.DEPARTMENT})
_WIDTHS = {
    PersonColumn.NAME: 206,
    PersonColumn.ACCOUNT: 180,
    PersonColumn.JOB_TITLE: 114,
    PersonColumn.ROLE: 78,
    PersonColumn.CIRCLE: 52,
    PersonColumn.INFLUENCE: 92,
    PersonColumn.ATTITUDE: 170,
    PersonColumn.CONTACT: 102,
    PersonColumn.NEXT: 144,
    PersonColumn.PHONE: 150,
    PersonColumn.EMAIL: 200,
    PersonColumn.BIRTHDAY: 190,
    PersonColumn.OWNER: 110,
    PersonColumn.LEVELS: 180,
    PersonColumn.SINCE: 110,
    PersonColumn.CARES: 200,
}
_STRETCHING = frozenset({PersonColumn.NAME, PersonColumn.JOB_TITLE})
_LEAST_NAME = 150


class PersonColumns(Generic[R]):
    """Makes columns of what ``line_of`` says of a row."""

    def __init__(self, look: Look, today: Callable[[], date], line_of: Callable[[R], PersonLine]) -> None:
        self._look = look
        self._words = look.words
        self._today = today
        self._line_of = line_of

    def columns(
        self,
        wanted: Collection[PersonColumn],
        *,
        sorts: Mapping[PersonColumn, str],
        shown: Collection[PersonColumn],
        widths: Mapping[PersonColumn, int],
    ) -> list[Column[R]]:
        """The columns wanted, in their order: what each is sorted by, which are shown unless chosen."""
        width = {**_WIDTHS, **widths}
        return [self._column(each, sorts.get(each), each in shown, width.get(each, 120)) for each in wanted]

    def name(self, line: PersonLine) -> str:
        """«Мальцев Виктор»; what a place without a name is called."""
        if line.is_nameless:
            return self._words.say("Name unknown")
        return line.name.listed or self._words.say("Erased")

    def _column(self, column: PersonColumn, sort: str | None, shown: bool, width: int) -> Column[R]:  # noqa: FBT001 - one of several facts of a column
        text, drawn = self._texts()[column], self._lines().get(column)
        is_name = column is PersonColumn.NAME
        return Column(
            column.value,
            self._words.of(column.label),
            lambda row: text(self._line_of(row)),
            width=width,
            line=None if drawn is None else lambda row: drawn(self._line_of(row)),
            right=column in _RIGHT,
            type=Type.NAME if is_name else Type.BODY,
            tone="text2" if column in _QUIET else "text",
            sort=sort,
            falling=column in _FALLING,
            copy=self._plain(column),
            stretch=column in _STRETCHING,
            least=_LEAST_NAME if is_name else 48,
            shown=shown,
            chosen=not is_name,
        )

    def _plain(self, column: PersonColumn) -> Callable[[R], str] | None:
        """What the clipboard gets where that is another text: days alone."""
        if column is not PersonColumn.CONTACT:
            return None
        return lambda row: str(days) if (days := self._line_of(row).contact_days) is not None else ""

    def _texts(self) -> Mapping[PersonColumn, Callable[[PersonLine], str]]:
        return {
            PersonColumn.NAME: self.name,
            PersonColumn.ACCOUNT: lambda line: line.account,
            PersonColumn.JOB_TITLE: lambda line: line.job_title or NOTHING,
            PersonColumn.DEPARTMENT: lambda line: line.department or "",
            PersonColumn.ROLE: self._roles,
            PersonColumn.CIRCLE: lambda line: "" if line.circle is None else str(int(line.circle)),
            PersonColumn.INFLUENCE: lambda line: "" if line.influence is None else str(line.influence),
            PersonColumn.ATTITUDE: self._attitude_text,
            PersonColumn.CONTACT: self._contact_text,
            PersonColumn.NEXT: self._next_text,
            PersonColumn.OWNER: lambda line: NOTHING if line.owner is None else colleague_short(line.owner),
            PersonColumn.LEVELS: lambda line: line.levels,
            PersonColumn.PHONE: lambda line: line.phone or "",
            PersonColumn.EMAIL: lambda line: line.email or "",
            PersonColumn.BIRTHDAY: self._birthday_text,
            PersonColumn.CONSENT: self._consent,
            PersonColumn.SINCE: lambda line: (
                "" if line.since is None else self._look.formats.month_year(line.since)
            ),
            PersonColumn.CARES: lambda line: line.cares_about or "",
        }

    def _lines(self) -> Mapping[PersonColumn, Callable[[PersonLine], Line]]:
        return {
            PersonColumn.NAME: self.name_line,
            PersonColumn.ROLE: self._role,
            PersonColumn.INFLUENCE: self._influence,
            PersonColumn.ATTITUDE: self._attitude,
            PersonColumn.CONTACT: self._contact,
            PersonColumn.NEXT: self._next,
            PersonColumn.BIRTHDAY: self._birthday,
        }

    def name_line(self, line: PersonLine) -> Line:
        """Face and name."""
        quiet = line.left_on is not None or line.is_nameless
        avatar = AvatarGlyph(line.name.initials or "?", 24, unknown=line.is_nameless)
        return (avatar, Run(self.name(line), Type.NAME, "text2" if quiet else "text"))

    def _roles(self, line: PersonLine) -> str:
        return ", ".join(self._words.of(role.label) for role in line.roles)

    def _role(self, line: PersonLine) -> Line:
        if not line.roles:
            return ()
        role = line.roles[0]
        return (TagGlyph(short_role(role, self._words), self._look.theme.family, ROLE_TONES.get(role, "")),)

    def _influence(self, line: PersonLine) -> Line:
        """The bars; whether they are old only where the attitude cannot say so."""
        if line.influence is None:
            return ()
        bars = InfluenceGlyph(line.influence)
        return (bars, self._old()) if line.stale and line.attitude is None else (bars,)

    def _attitude_text(self, line: PersonLine) -> str:
        if line.is_nameless:
            return NOTHING
        if line.attitude is None:
            return self._words.say("not rated")
        return self._words.of(line.attitude.label)

    def _attitude(self, line: PersonLine) -> Line:
        tone = "text3" if line.attitude is None or line.stale or line.left_on else "text"
        found: list[Run | AttitudeGlyph | IconGlyph] = []
        if line.attitude is not None:
            found.append(AttitudeGlyph(line.attitude, faded=line.stale, silent=True))
        found.append(Run(self._attitude_text(line), Type.BODY, tone))
        if line.target is not None and line.target != line.attitude and not line.left_on:
            target = self._words.of(line.target.label)
            meaning = self._words.say("target {attitude}", attitude=target)
            found += [
                IconGlyph("arrow-right", "accent_text", 12, meaning),
                AttitudeGlyph(line.target, silent=True),
            ]
        if line.stale and line.attitude is not None:
            found.append(self._old())
        return found

    def _old(self) -> IconGlyph:
        return IconGlyph("history", "amber", 13, self._words.say("rated too long ago"))

    def _contact_text(self, line: PersonLine) -> str:
        if line.left_on is not None or line.is_nameless:
            return NOTHING
        if line.contact_days is None:
            return self._words.say_in("contact", "none")
        if line.contact_norm is None:
            return str(line.contact_days)
        return self._words.say("{days} of {norm}", days=line.contact_days, norm=line.contact_norm)

    def _contact(self, line: PersonLine) -> Line:
        if line.overdue and line.left_on is None:
            text = Run(self._contact_text(line), Type.STRONG, "amber", gap=4)
            return (Mark(StateGlyph(State.ATTENTION, small=True)), text)
        return (Run(self._contact_text(line), Type.BODY, "text2"),)

    def _next_text(self, line: PersonLine) -> str:
        formats, words = self._look.formats, self._words
        if line.left_on is not None:
            return words.say("left {date}", date=formats.near(line.left_on, self._today()))
        if line.waiting_days is not None:
            return words.say("name needed, {days} d", days=line.waiting_days)
        if line.next_contact_at is not None:
            day, clock = line.next_contact_at.date(), formats.clock(line.next_contact_at.time())
            if day == self._today():
                return words.say("today, {time}", time=clock)
            return f"{formats.near(day, self._today())}, {clock}"
        if line.birthday is not None and line.birthday_in is not None and line.birthday_in <= _SOON:
            return formats.day_month(line.birthday)
        return NOTHING

    def _next(self, line: PersonLine) -> Line:
        text = self._next_text(line)
        if line.left_on is not None:
            return (IconGlyph("user-x", "text3", 14), Run(text, Type.BODY, "text3"))
        if line.waiting_days is not None:
            return (Run(text, Type.BODY, "amber"),)
        if line.next_contact_at is not None:
            soon = line.next_contact_at.date() == self._today()
            return (Run(text, Type.STRONG if soon else Type.BODY),)
        if text != NOTHING:
            return (IconGlyph("cake", "text2", 14, self._words.say("birthday")), Run(text))
        return (Run(text, Type.BODY, "text3"),)

    def _birthday_text(self, line: PersonLine) -> str:
        if line.birthday is None or line.birthday_in is None:
            return ""
        return f"{self._day_of_birth(line)}, {how_far(self._look, line.birthday_in)}"

    def _birthday(self, line: PersonLine) -> Line:
        if line.birthday is None or line.birthday_in is None:
            return (Run(NOTHING, Type.BODY, "text3"),)
        near = line.birthday_in <= _SOON
        far = Run(how_far(self._look, line.birthday_in), Type.SECONDARY, "text" if near else "text3", gap=8)
        return (Run(self._day_of_birth(line)), far)

    def _day_of_birth(self, line: PersonLine) -> str:
        if line.birthday is None:
            return ""
        formats = self._look.formats
        return (
            formats.full_date(line.birthday) if line.birthday_year_known else formats.day_month(line.birthday)
        )

    def _consent(self, line: PersonLine) -> str:
        if line.consent_on is None:
            return NOTHING if line.is_nameless else self._words.say_in("consent", "none")
        return self._look.formats.full_date(line.consent_on)


def how_far(look: Look, days: int) -> str:
    """«сегодня», «завтра», «через 5 дней»."""
    words = look.words
    if days == 0:
        return words.say("today")
    if days == 1:
        return words.say("tomorrow")
    return words.say_many("in {count} day", "in {count} days", days)
