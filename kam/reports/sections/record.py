"""What happened and what is owed: changes since the last meeting, promises of both sides, complaints."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from kam.core.vocabulary import ClockState, Severity
from kam.reports.content import BriefContent, CommitmentLine, ComplaintClock, ComplaintLine
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit, beside, stacked, text_box
from kam.reports.layout import Heading, Part, Section
from kam.reports.pen import MM
from kam.reports.phrases import (
    bold_if,
    change_sentence,
    complaints_sentence,
    days,
    duration,
    kept_note,
    late_by,
    promises_sentence,
)
from kam.reports.signs import chip, clock_bar, framed_chip
from kam.reports.text import Style, plain, set_runs

_DATE: Final = 11 * MM
_DUE: Final = {False: 21.5 * MM, True: 23.2 * MM}
_CLOCK: Final = {False: 22 * MM, True: 25 * MM}
_OWNER_SHARE: Final = 0.19


def changes(kit: Kit, content: BriefContent, day: date) -> Section:
    """Changed since the last meeting, newest first."""
    words, head = kit.words, content.head
    label = words.say("Changed")
    if head.last_meeting_on is None:
        message = words.say("first meeting: nothing to compare with")
        heading = Heading(label, message) if content.changes else Heading(label, missing=message)
    else:
        since = words.say(
            "since {date}, {days}",
            date=kit.near(head.last_meeting_on, day),
            days=days(words, (day - head.last_meeting_on).days),
        )
        heading = Heading(label, since)
        if not content.changes:
            heading = Heading(label, missing=words.say("{since}: nothing was recorded", since=since))
    text_width = kit.look.column - _DATE
    rows = tuple(
        beside(
            [
                (0.0, kit.text(kit.near(change.on, day), _DATE, lines=1)),
                (_DATE, kit.text(change_sentence(kit, change), text_width)),
            ],
            kit.look.row_pad,
        )
        for change in content.changes
    )
    return Section(Part.CHANGES, heading, kit.look.column, rows, total=len(rows))


def we_promised(kit: Kit, content: BriefContent, day: date) -> Section:
    """Our open promises, late first."""
    words = kit.words
    return _promises(
        kit,
        Part.WE_PROMISED,
        Heading(words.say("We promised"), note=kept_note(kit, content.our_kept_rate)),
        content.we_promised,
        day,
    )


def they_promised(kit: Kit, content: BriefContent, day: date) -> Section:
    """Their open promises, late first."""
    words = kit.words
    return _promises(
        kit,
        Part.THEY_PROMISED,
        Heading(words.say("They promised"), note=kept_note(kit, content.their_kept_rate)),
        content.they_promised,
        day,
    )


def late_count(lines: Sequence[CommitmentLine]) -> int:
    """How many promises are never cut: the late ones."""
    return sum(line.days_late > 0 for line in lines)


def _promises(kit: Kit, part: Part, heading: Heading, lines: Sequence[CommitmentLine], day: date) -> Section:
    words, width = kit.words, kit.look.column
    if lines:
        heading = Heading(heading.label, promises_sentence(words, lines), note=heading.note)
    else:
        heading = Heading(heading.label, missing=words.say("no open promises recorded"), note=heading.note)
    rows = tuple(_promise(kit, line, width, day) for line in lines)
    return Section(part, heading, width, rows, total=len(rows))


def _promise(kit: Kit, line: CommitmentLine, width: float, day: date) -> Box:
    owner_width = width * _OWNER_SHARE
    due_width = _DUE[kit.look.spacious] + (0.0 if kit.words.language == "ru" else 2 * MM)
    text_width = width - due_width - owner_width - 4
    return beside(
        [
            (0.0, _due(kit, line, day, due_width)),
            (due_width, kit.text(bold_if(line.text, yes=line.days_late > 0), text_width)),
            (width - owner_width, kit.text(line.owner, owner_width, lines=1)),
        ],
        kit.look.row_pad,
    )


def _due(kit: Kit, line: CommitmentLine, day: date, width: float) -> Box:
    style = Style(kit.look.body.size - 0.2, kit.look.body.leading)
    if line.due_on is None:
        return kit.text(kit.words.say_in("due", "no date"), width, kit.look.body.italic())
    if line.days_late > 0:
        late = late_by(kit.words, line.days_late)
        return chip(f"{kit.near(line.due_on, day)}\u00a0 {late}", style)
    if line.due_today:
        if line.due_at is not None:
            at = kit.formats.clock(kit.local(line.due_at).time())
            return framed_chip(kit.words.say_in("due", "today {time}", time=at), style)
        return framed_chip(kit.words.say_in("due", "today"), style)
    return kit.text(kit.near(line.due_on, day), width, lines=1)


def complaints(kit: Kit, content: BriefContent, day: date) -> Section:
    """Open complaints with their clocks; those at risk or breached come first and are never cut."""
    lines = content.complaints
    message = complaints_sentence(kit.words, lines, day, content.complaints_ever)
    rows = tuple(_complaint(kit, line, kit.look.column, day) for line in lines)
    heading = Heading(kit.words.say("Complaints"), message)
    return Section(Part.COMPLAINTS, heading, kit.look.column, rows, total=len(rows))


def urgent_count(lines: Sequence[ComplaintLine]) -> int:
    """How many complaints are never cut: clocks at risk or breached."""
    urgent = {ClockState.AT_RISK, ClockState.BREACHED}
    return sum(line.clock is not None and line.clock.state in urgent for line in lines)


def _complaint(kit: Kit, line: ComplaintLine, width: float, day: date) -> Box:
    left = _CLOCK[kit.look.spacious]
    boxes = [kit.text(line.number, left, kit.look.body.bold(), 1)]
    if line.clock is not None:
        boxes += _clock(kit, line.clock, left, day)
    text = _complaint_text(kit, line, width - left - 3 * MM, day)
    return beside([(0.0, stacked(boxes)), (left + 3 * MM, text)], kit.look.row_pad + 0.4)


def _clock(kit: Kit, clock: ComplaintClock, width: float, day: date) -> list[Box]:
    words, look = kit.words, kit.look
    boxes = [clock_bar(clock.state, clock.used_share, width)]
    if clock.state is ClockState.BREACHED and clock.left is not None:
        over = words.say_in("clock", "{duration} over", duration=duration(words, clock.left))
        boxes.append(chip(over, look.body))
    elif clock.state in {ClockState.AT_RISK, ClockState.ON_TRACK} and clock.left is not None:
        boxes.append(
            kit.text(
                duration(words, clock.left), width, Style(look.first.size, look.first.leading, Face.BOLD), 1
            )
        )
    if look.spacious:
        boxes.append(kit.text(_clock_note(kit, clock, day), width, look.small, 2))
    return boxes


def _clock_note(kit: Kit, clock: ComplaintClock, day: date) -> str:
    words = kit.words
    state = words.of(clock.state.label)
    if clock.state is ClockState.PAUSED and clock.paused_since is not None:
        return words.say_in("clock", "paused since {date}", date=kit.near(clock.paused_since, day))
    if clock.due_at is None or clock.state is ClockState.MET:
        return state
    due = kit.local(clock.due_at)
    at = kit.formats.clock(due.time())
    if clock.state is ClockState.BREACHED:
        when = at if due.date() == day else f"{kit.near(due.date(), day)} {at}"
        return words.say_in("clock", "was due {moment}", moment=when)
    if due.date() == day:
        return words.say_in("clock", "{state}, by {time}", state=state, time=at)
    when = f"{kit.near(due.date(), day)} {at}"
    return words.say_in("clock", "{state}, until {moment}", state=state, moment=when)


def _complaint_text(kit: Kit, line: ComplaintLine, width: float, day: date) -> Box:
    words, look = kit.words, kit.look
    facts: list[str] = []
    # On one page an everyday severity is no news; the summary says what it is about.
    if look.spacious or line.severity in {Severity.CRITICAL, Severity.HIGH}:
        facts += [words.of(term.label) for term in (line.kind, line.severity) if term is not None]
    if look.spacious and line.amount is not None:
        facts.append(kit.money(line.amount))
    who = [line.raised_by] if line.raised_by else []
    if line.day_no is not None:
        who.append(words.say_in("complaint", "day {number}", number=line.day_no))
    if look.spacious:
        who.append(words.of(line.stage.label))
    known = "; ".join(filter(None, (", ".join(facts), ", ".join(who))))
    known = known[:1].upper() + known[1:]
    pause = _pause(kit, line.clock, day)
    said = f" {known}{pause}." if known else ""
    summary = plain(line.summary).strip().rstrip(".")
    agreed = (
        words.say_in("complaint", "Line: {text}", text=line.agreed_line)
        if line.agreed_line
        else words.say("No line agreed")
    )
    runs = ((f"{summary}.", Face.BOLD), (said, Face.REGULAR), (f" {agreed}", Face.ITALIC))
    return text_box(set_runs(runs, look.body, width, 40 if look.unlimited else 5 if look.spacious else 3))


def _pause(kit: Kit, clock: ComplaintClock | None, day: date) -> str:
    if clock is None or clock.state is not ClockState.PAUSED:
        return ""
    words = kit.words
    since = kit.near(clock.paused_since, day) if clock.paused_since else ""
    if clock.pause_reason and since:
        return words.say_in("clock", "; paused: {reason} since {date}", reason=clock.pause_reason, date=since)
    if clock.pause_reason:
        return words.say_in("clock", "; paused: {reason}", reason=clock.pause_reason)
    return words.say_in("clock", "; paused")
