"""How a meeting is said: on its block, in a list, to a screen reader."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from kam.core.vocabulary import ClockState, InteractionKind, Side
from kam.services.calendar.rows import CalendarEntry, Deadline, DeadlineKind, EntryState, Touch
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.glyphs import IconGlyph, State, StateGlyph
from kam.ui.widgets.pieces import Line, Run

_QUOTED: Final = re.compile(r"«[^«»]{3,}»|“[^“”]{3,}”")
_NO_BREAK: Final = "\u00a0"


class CalendarWords:
    """Says what the calendar shows in the words of a look."""

    def __init__(self, look: Look) -> None:
        self._words = look.words
        self._formats = look.formats

    def title(self, entry: CalendarEntry) -> str:
        """Whom it is with; among ourselves, what it is."""
        if entry.internal:
            return entry.subject
        quoted = _QUOTED.search(entry.account)
        return quoted.group() if quoted else entry.account

    def lines(self, entry: CalendarEntry) -> list[str]:
        """What stands under the title, as far as there is room."""
        people = ", ".join(entry.people)
        if entry.state is EntryState.CANCELLED:
            return [self._words.say("cancelled"), entry.subject]
        if entry.state is EntryState.MISSED:
            return [self._words.say("did not take place"), entry.subject]
        first = people if entry.internal else entry.subject
        rest = [self._words.say("no outcome yet")] if entry.state is EntryState.WITHOUT_OUTCOME else []
        return [line for line in (first, *rest, "" if entry.internal else people, entry.place or "") if line]

    def duration(self, minutes: int) -> str:
        """«1 ч 15 мин», «35 мин»."""
        hours, rest = divmod(minutes, 60)
        parts = []
        if hours:
            parts.append(self._words.say("{hours} h", hours=hours))
        if rest or not hours:
            parts.append(self._words.say("{minutes} min", minutes=rest))
        return " ".join(parts)

    def way(self, entry: CalendarEntry, today: date) -> str:
        """When to leave, today; how long the way is on another day."""
        leave = entry.leave_at
        if leave is not None and entry.starts.date() == today and entry.state is EntryState.PLANNED:
            return self._words.say("leave by {time}", time=self._formats.clock(leave.time()))
        return self._words.say("way: {time}", time=self.duration(entry.travel_minutes or 0))

    def free(self, length: timedelta) -> str:
        """«свободно 2 ч 30 мин»."""
        return self._words.say("free for {time}", time=self.duration(length // timedelta(minutes=1)))

    def when(self, entry: CalendarEntry) -> str:
        """«вт 24 ноября, 10:00–11:00»."""
        day = self._formats.weekday_date(entry.starts.date())
        if entry.all_day:
            return self._words.say("{day}, all day", day=day)
        return f"{day}, {self._formats.time_range(entry.starts, entry.ends)}"

    def state(self, entry: CalendarEntry) -> str:
        """The word of how it stands."""
        if entry.state is EntryState.WITHOUT_OUTCOME:
            return self._words.say("no outcome yet")
        return self._words.of(entry.status.label)

    def readiness(self, entry: CalendarEntry) -> str:
        """«7/10»; empty where nothing is to be prepared."""
        shown = entry.state is EntryState.PLANNED and not entry.internal and entry.to_do
        return f"{entry.ready}/{entry.to_do}" if shown else ""

    def spoken(self, entry: CalendarEntry) -> str:
        """All of it in one sentence."""
        words = self._words
        parts = [
            self.when(entry),
            "" if entry.internal else entry.account,
            entry.subject,
            words.of(entry.kind.label),
            self.state(entry),
            ", ".join(entry.people),
            entry.place or "",
        ]
        if entry.leave_at is not None:
            parts.append(words.say("leave by {time}", time=self._formats.clock(entry.leave_at.time())))
        if ready := self.readiness(entry):
            parts.append(words.say("{done} of {total} ready", done=entry.ready, total=entry.to_do))
            del ready
        if entry.repeats:
            parts.append(words.say("repeats"))
        return ", ".join(part for part in parts if part)

    def tooltip(self, entry: CalendarEntry) -> str:
        """What the mouse is told: line by line."""
        people = ", ".join(entry.people)
        lines = [self.when(entry), entry.account, entry.subject, people, entry.place or "", self.state(entry)]
        return "\n".join(line for line in lines if line)

    # Deadlines

    def deadline(self, each: Deadline) -> tuple[Line, str]:
        """A chip above the hours, and its tone: red for what is late, amber for a clock at risk."""
        tone = deadline_tone(each)
        ink = tone or "text"
        text = self._due(each)
        if each.kind is DeadlineKind.BIRTHDAY:
            return (IconGlyph("cake", "text2"), Run(text, Type.CAPTION, ink, gap=5)), tone
        if tone:
            state = State.POOR if tone == "red" else State.ATTENTION
            return (StateGlyph(state, silent=True), Run(text, Type.CAPTION, ink, gap=5)), tone
        arrow = "arrow-up-right" if each.side is Side.OURS else "arrow-down-left"
        return (IconGlyph(arrow, "text2", 12), Run(text, Type.CAPTION, ink, gap=5)), tone

    def _due(self, each: Deadline) -> str:
        words = self._words
        if each.kind is DeadlineKind.BIRTHDAY:
            if each.turns is None:
                return each.text
            return words.say_many("{name}, {count} year", "{name}, {count} years", each.turns, name=each.text)
        if each.late_days:
            return words.say("{text}, {days} d late", text=each.text, days=each.late_days)
        if each.at is not None:
            return words.say("{text}, by {time}", text=each.text, time=self._formats.clock(each.at.time()))
        return each.text

    def due_spoken(self, each: Deadline) -> str:
        """A deadline with its client and what it is."""
        words = self._words
        kinds = {
            DeadlineKind.BIRTHDAY: words.say("birthday"),
            DeadlineKind.COMPLAINT: words.say("clock of a complaint"),
            DeadlineKind.PROMISE: words.say("their promise")
            if each.side is Side.THEIRS
            else words.say("our promise"),
        }
        return f"{kinds[each.kind]}: {self._due(each)}, {each.account}"

    # Whom it is time to meet

    def waited(self, touch: Touch) -> str:
        """«52 дн», «нет»."""
        if touch.days is None:
            return self._words.say_in("contact", "none")
        return self._words.say("{days} d", days=touch.days)

    def norm(self, touch: Touch) -> str:
        """«из 21»."""
        return self._words.say("of {norm}", norm=touch.norm)

    def who(self, touch: Touch) -> str:
        """«Волгометиз, утверждает»."""
        quoted = _QUOTED.search(touch.account)
        account = quoted.group() if quoted else touch.account
        role = self._words.of(touch.role.label) if touch.role else touch.job_title
        return ", ".join(part for part in (account, role) if part)

    def call(self) -> str:
        """The subject of a call that only keeps in touch."""
        return self._words.say("Keep in touch")


def deadline_tone(each: Deadline) -> str:
    """Red for what is late, amber for a clock at risk, else none."""
    if each.clock is ClockState.BREACHED or each.late_days:
        return "red"
    return "amber" if each.clock is ClockState.AT_RISK else ""


def kind_icon(kind: InteractionKind) -> str | None:
    """The icon of a kind that is no meeting at a table."""
    return {
        InteractionKind.CALL: "phone",
        InteractionKind.SITE_VISIT: "map-pin",
        InteractionKind.EVENT: "flag",
        InteractionKind.EMAIL: "mail",
        InteractionKind.MESSENGER: "message-circle",
    }.get(kind)
