"""The sections of the day: its meetings, what lies ahead or waits, promises, clocks, signals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from kam.analysis.signal_words import signal_words
from kam.analysis.signals import Signal
from kam.core.checklist_words import STILL_TO_DO
from kam.core.vocabulary import ClockState
from kam.reports.content.day import DayClock, DayContent, DayMeeting
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit, beside, blank, stacked, text_box
from kam.reports.layout import Heading, Part, Section
from kam.reports.pen import MM, Pen, text_width
from kam.reports.phrases import duration, promises_sentence
from kam.reports.sections.record import promise_rows
from kam.reports.signs import chip, clock_bar, missing_chip
from kam.reports.text import emphasised, plain, set_runs, set_text

_TIME: Final = 24 * MM
_READY: Final = 44 * MM
_GAP: Final = 3 * MM
_ABOUT: Final = 0.56
"""Of what is left of a meeting's row, so much is taken by whom it is with, the rest by its purpose."""
_CLOCK: Final = 24 * MM
_CLIENT: Final = 0.32
"""Of a column's width: a client's name is longer than a person's."""
_NAME_LINES: Final = 2
URGENT: Final = frozenset({ClockState.BREACHED, ClockState.AT_RISK})
"""Clocks that need something done today."""


def meetings_section(kit: Kit, content: DayContent) -> Section:
    """The meetings of the day, the whole width."""
    words = kit.words
    label = words.say("Meetings today")
    if not content.meetings:
        return Section(Part.MEETINGS, Heading(label, words.say("none is planned")), kit.look.width)
    rows = tuple(_meeting(kit, meeting) for meeting in content.meetings)
    unready = sum(meeting.ready < meeting.to_do for meeting in content.meetings)
    said = words.say_many("{count} is not ready yet", "{count} are not ready yet", unready) if unready else ""
    return Section(Part.MEETINGS, Heading(label, said), kit.look.width, rows, total=content.meetings_total)


def _meeting(kit: Kit, meeting: DayMeeting) -> Box:
    """Its time and way; whom it is with, what about, where; its purpose; what it lacks."""
    look = kit.look
    room = look.width - _TIME - _READY - 3 * _GAP
    about, why = room * _ABOUT, room * (1 - _ABOUT)
    return beside(
        [
            (0.0, _time(kit, meeting)),
            (_TIME + _GAP, _about(kit, meeting, about)),
            (_TIME + 2 * _GAP + about, _purpose(kit, meeting, why)),
            (look.width - _READY, _readiness(kit, meeting)),
        ],
        look.row_pad + 1,
    )


def _time(kit: Kit, meeting: DayMeeting) -> Box:
    words, look = kit.words, kit.look
    boxes = [
        kit.text(f"**{kit.formats.time_range(meeting.starts, meeting.ends)}**", _TIME, look.first, 1),
        kit.text(words.of(meeting.kind.label), _TIME, look.small, 1),
    ]
    if meeting.leave_at is not None:
        leave = words.say("leave by {time}", time=kit.formats.clock(meeting.leave_at.time()))
        boxes.append(chip(leave, look.small) if meeting.leave_at < meeting.starts else blank(0))
    return stacked(boxes, 1.0)


def _about(kit: Kit, meeting: DayMeeting, width: float) -> Box:
    look = kit.look
    title = meeting.subject if meeting.internal else meeting.account
    boxes = [text_box(set_text(emphasised(title), look.first, width, _NAME_LINES))]
    if not meeting.internal:
        boxes.append(kit.text(plain(meeting.subject), width, look.body))
    facts = " · ".join(part for part in (", ".join(meeting.people), meeting.place) if part)
    if facts:
        boxes.append(kit.text(plain(facts), width, look.small, 2))
    return stacked(boxes)


def _purpose(kit: Kit, meeting: DayMeeting, width: float) -> Box:
    if meeting.internal:
        return blank(0)
    if not meeting.purpose.strip():
        return missing_chip(kit.words.say("no purpose set"), kit.look.body, width)
    return kit.text(meeting.purpose, width, kit.look.body, max(kit.look.cell_lines, 2))


def _readiness(kit: Kit, meeting: DayMeeting) -> Box:
    words, look = kit.words, kit.look
    if not meeting.to_do:
        return blank(0) if meeting.internal else missing_chip(words.say("no checklist"), look.body, _READY)
    lead = words.say("**{done} of {total}** ready", done=meeting.ready, total=meeting.to_do)
    missing = [words.of(STILL_TO_DO[code]) for code in meeting.lacks] + list(meeting.own_lacks)
    boxes = [kit.text(lead, _READY, look.body, 1)]
    if missing:
        left = words.say("still to do: {what}", what=", ".join(plain(each) for each in missing))
        boxes.append(kit.text(left, _READY, look.small, max(look.cell_lines, 2)))
    return stacked(boxes)


def coming_section(kit: Kit, content: DayContent) -> Section:
    """What lies ahead in the next days."""
    words = kit.words
    heading = Heading(words.say("After that"), words.say_many("{count} day", "{count} days", content.days))
    rows = _short_rows(kit, content.coming, weekdays=True)
    return Section(Part.COMING, heading, kit.look.column, rows, total=content.coming_total)


def unrecorded_section(kit: Kit, content: DayContent) -> Section:
    """Meetings that nobody has written down."""
    heading = Heading(kit.words.say("Not written down yet"))
    rows = _short_rows(kit, content.unrecorded, weekdays=False)
    return Section(Part.UNRECORDED, heading, kit.look.column, rows, total=content.unrecorded_total)


def _short_rows(kit: Kit, meetings: Sequence[DayMeeting], *, weekdays: bool) -> tuple[Box, ...]:
    """«ср 25.11 11:00  Сеть «Рябинка» Итоги квартала  3/10», the columns under each other."""
    look = kit.look
    moments = [_moment(kit, meeting, weekday=weekdays) for meeting in meetings]
    when_width = kit.widest(moments) + 2 * MM
    ready_width = text_width("10/10", look.body)
    room = look.column - when_width - ready_width - 2 * MM

    def row(meeting: DayMeeting, when: str) -> Box:
        ready = f"{meeting.ready}/{meeting.to_do}" if meeting.to_do else ""
        runs = ((plain(meeting.account), Face.BOLD), (f" {plain(meeting.subject)}", Face.REGULAR))
        text = text_box(set_runs(runs, look.body, room, kit.at_most(min(look.cell_lines, 2))))
        cells = [(0.0, kit.text(when, when_width, look.body, 1)), (when_width, text)]
        if ready:
            cells.append((look.column - ready_width, kit.right(ready, ready_width, look.body)))
        return beside(cells, look.row_pad)

    return tuple(row(meeting, when) for meeting, when in zip(meetings, moments, strict=True))


def _moment(kit: Kit, meeting: DayMeeting, *, weekday: bool) -> str:
    day = meeting.starts.date()
    lead = f"{kit.formats.weekday(day)} " if weekday else ""
    return f"{lead}{kit.formats.day_month(day)} {kit.formats.clock(meeting.starts.time())}"


def promises_section(kit: Kit, content: DayContent, *, ours: bool) -> Section:
    """What we promised, or what they did: late and due."""
    words = kit.words
    part = Part.WE_PROMISED if ours else Part.THEY_PROMISED
    lines = content.ours if ours else content.theirs
    total = content.ours_total if ours else content.theirs_total
    label = words.say("We promised") if ours else words.say("They promised")
    said = promises_sentence(words, lines) if lines else words.say("nothing is due")
    rows = promise_rows(kit, lines, (*content.ours, *content.theirs), content.day, owner_most=_CLIENT)
    return Section(part, Heading(label, said), kit.look.column, rows, total=total)


def clocks_section(kit: Kit, content: DayContent) -> Section:
    """Open complaints by what is left of their clocks."""
    words = kit.words
    urgent = sum(each.clock.state in URGENT for each in content.clocks)
    said = words.say("none is open")
    if content.clocks:
        said = (
            words.say_many("{count} in danger", "{count} in danger", urgent)
            if urgent
            else words.say("in time")
        )
    rows = tuple(_clock(kit, each, content.day) for each in content.clocks)
    heading = Heading(words.say("Complaints"), said)
    return Section(Part.COMPLAINTS, heading, kit.look.column, rows, total=len(rows))


def _clock(kit: Kit, line: DayClock, day: date) -> Box:
    """Its bar and what is left of it; the client, the number, what it is about."""
    look, words, clock = kit.look, kit.words, line.clock
    boxes = [clock_bar(clock.state, clock.used_share, _CLOCK)]
    if clock.state is ClockState.PAUSED:
        since = kit.near(clock.paused_since, day) if clock.paused_since else ""
        boxes.append(
            kit.text(words.say_in("clock", "paused since {date}", date=since), _CLOCK, look.small, 1)
        )
    elif clock.left is not None:
        left = duration(words, clock.left)
        over = clock.state is ClockState.BREACHED
        text = words.say_in("clock", "{duration} over", duration=left)
        boxes.append(chip(text, look.body) if over else kit.text(f"**{left}**", _CLOCK, look.body, 1))
    room = look.column - _CLOCK - _GAP
    kind = words.of(clock.kind.label)
    runs = (
        (plain(line.account), Face.BOLD),
        (f" {line.number}, {kind}, {words.of(line.severity.label)}. ", Face.REGULAR),
        (plain(line.summary), Face.ITALIC),
    )
    text_lines = max(kit.look.cell_lines, 2)
    return beside(
        [(0.0, stacked(boxes, 1.2)), (_CLOCK + _GAP, text_box(set_runs(runs, look.body, room, text_lines)))],
        look.row_pad,
    )


def signals_section(kit: Kit, content: DayContent) -> Section:
    """What the signals say, the new ones first."""
    words = kit.words
    said = words.say("all is quiet") if not content.signals else ""
    if content.new_signals:
        said = words.say_many("{count} new", "{count} new", content.new_signals)
    rows = tuple(
        _signal(kit, signal, new=number < content.new_signals)
        for number, signal in enumerate(content.signals)
    )
    heading = Heading(words.say("Signals"), said)
    return Section(Part.SIGNALS, heading, kit.look.column, rows, total=len(rows))


def _signal(kit: Kit, signal: Signal, *, new: bool) -> Box:
    title, detail = signal_words(signal, kit.words, kit.formats)
    runs = (
        (plain(title), Face.BOLD if new else Face.REGULAR),
        (f" · {plain(signal.account)}. ", Face.REGULAR),
        (plain(detail), Face.ITALIC),
    )
    look = kit.look
    made = set_runs(runs, look.body, look.column - 9, kit.at_most(min(look.cell_lines, 2)))
    return beside([(9.0, text_box(made)), (0.0, _mark(kit, new=new))], look.row_pad)


def _mark(kit: Kit, *, new: bool) -> Box:
    """A filled dot before what is new, a ring before what still holds."""
    look = kit.look

    def paint(pen: Pen, x: float, y: float) -> None:
        middle = y + look.body.leading / 2
        pen.circle(x + 2.4, middle, 2.0, weight=0.7, fill=0.0 if new else None)

    return Box(look.body.leading, paint)
