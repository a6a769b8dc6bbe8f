"""Promises in words: when they are due, who answers, where they come from, what became of them."""

from __future__ import annotations

from datetime import date
from typing import Final

from kam.core.vocabulary import ClockState, CommitmentStatus
from kam.services.commitments.history import Event, HistoryLine
from kam.services.commitments.rows import Origin, OriginKind, PromiseRow
from kam.ui.look import Look
from kam.ui.theme.tokens import Type
from kam.ui.widgets.glyphs import ClockGlyph
from kam.ui.widgets.pieces import Line, Run

_WEEK: Final = 7


def due_line(row: PromiseRow, today: date, look: Look) -> Line:
    """«✕ −4 дн», «до 14:00», «сегодня», «ср, 25», «4 дек», «без срока»."""
    words, formats = look.words, look.formats
    clock = formats.clock(row.due_at.time()) if row.due_at else ""
    if row.is_late:
        text = words.say("was due at {time}", time=clock)
        if row.days_late:
            text = words.say("{days} d", days=formats.signed(-row.days_late))
        late = ClockGlyph(ClockState.BREACHED, meaning=words.say("late"))
        return (late, Run(text, Type.STRONG, "red", gap=4))
    if row.due_on is None:
        return (Run(words.say("no date"), Type.BODY, "text3"),)
    if row.due_on == today:
        text = words.say("by {time}", time=clock) if clock else words.say("today")
        return (Run(text, Type.STRONG),)
    near = (row.due_on - today).days < _WEEK
    text = formats.weekday_short(row.due_on) if near else formats.near(row.due_on, today)
    return (Run(words.say("{day}, {time}", day=text, time=clock) if clock else text, Type.BODY, "text2"),)


def about_line(row: PromiseRow, look: Look) -> Line:
    """Whose and who answers, then where it comes from: «Волгометиз · Осокина · встреча 12 ноя»."""
    parts = [row.account, row.owner]
    line: list[Run] = [Run(" · ".join(part for part in parts if part), Type.SECONDARY, "text2")]
    origin = origin_words(row.origin, look)
    if origin:
        line.append(Run(f"· {origin}", Type.SECONDARY, "text3", gap=4))
    return tuple(line)


def origin_words(origin: Origin | None, look: Look) -> str:
    """«встреча 12.11», «К-2026-0041», «сценарий «Продление»»; empty where it comes from nothing."""
    if origin is None:
        return ""
    words = look.words
    if origin.kind is OriginKind.INTERACTION and origin.on is not None and origin.interaction is not None:
        day = look.formats.day_month(origin.on)
        return words.say("{contact} {day}", contact=words.of(origin.interaction.label), day=day)
    if origin.kind is OriginKind.SCENARIO:
        return words.say("scenario “{name}”", name=origin.name)
    return origin.name


def moved_line(row: PromiseRow, today: date, look: Look) -> Line:
    """Under the date: «срок 20 ноя», «перенос 1», «первый срок», «напомнили 20 ноя», «Носова ушла»."""
    words, formats = look.words, look.formats
    if row.owner_left:
        return (Run(words.say_in("promise", "{name} left", name=row.owner), Type.SECONDARY, "amber"),)
    if row.reminded_on is not None:
        day = formats.near(row.reminded_on, today)
        return (Run(words.say("reminded {day}", day=day), Type.SECONDARY, "text2"),)
    parts = []
    if row.is_late and row.due_on is not None:
        parts.append(words.say("due {day}", day=formats.near(row.due_on, today)))
    if row.shifts:
        parts.append(words.say_many("moved {count} time", "moved {count} times", row.shifts))
    elif not row.is_late and row.due_on is not None:
        parts.append(words.say("first date"))
    return (Run(", ".join(parts), Type.SECONDARY, "text2"),)


def closed_line(row: PromiseRow, look: Look) -> Line:
    """«✓ в срок», «✓ с опозданием», «✕ нарушено», «отменено»."""
    words = look.words
    if row.status is CommitmentStatus.KEPT:
        told = words.say("kept in time") if row.in_time else words.say("kept late")
        tone = "green" if row.in_time else "amber"
        return (ClockGlyph(ClockState.MET, meaning=words.say("done")), Run(told, Type.BODY, tone, gap=4))
    if row.status is CommitmentStatus.BROKEN:
        sign = ClockGlyph(ClockState.BREACHED, meaning=words.say("broken"))
        return (sign, Run(words.of(row.status.label), Type.BODY, "red", gap=4))
    return (Run(words.of(row.status.label), Type.BODY, "text2"),)


def history_words(line: HistoryLine, look: Look) -> tuple[str, str]:
    """What happened, and the colour it is said in."""
    words = look.words
    if line.event in {Event.MADE, Event.MOVED}:
        return _date_words(line, look)
    if line.event is Event.REMINDED:
        if line.channel is None:
            return words.say("reminded"), "text"
        return words.say("reminded: {channel}", channel=words.of(line.channel.label)), "text"
    if line.event is Event.HANDED:
        said = words.say("now {name} answers for it", name=line.owner) if line.owner else ""
        return said or words.say("nobody answers for it now"), "text"
    if line.event is Event.KEPT:
        return (words.say("done in time"), "green") if line.agreed else (words.say("done late"), "amber")
    told = {
        Event.PASSED: (words.say("the date passed"), "red"),
        Event.BROKEN: (words.say("broken"), "red"),
        Event.CANCELLED: (words.say_in("promise", "cancelled"), "text2"),
    }
    return told[line.event]


def _date_words(line: HistoryLine, look: Look) -> tuple[str, str]:
    words = look.words
    to = look.formats.near(line.to, line.on) if line.to else ""
    if line.event is Event.MADE:
        said = words.say("promised for {day}", day=to) if to else words.say("promised without a date")
        return said, "text"
    if line.agreed:
        return words.say("moved to {day}, agreed", day=to), "text"
    return words.say("moved to {day}, not agreed", day=to), "amber"
