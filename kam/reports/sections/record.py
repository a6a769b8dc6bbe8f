"""What happened and what is owed: changes since the last meeting, promises of both sides, complaints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kam.core.text import with_capital
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
from kam.reports.signs import chip, chip_width, clock_bar, framed_chip
from kam.reports.text import Style, plain, set_runs

_DUE_LEAST: Final = 12 * MM
_CLOCK: Final = {False: 22 * MM, True: 25 * MM}
_OWNER_MOST: Final = 0.27
"""Of the column's width: a longer name takes a second line."""
_LOW_CHIP: Final = 1.22
"""Chips of promises stand one under the other and must not grow together."""
_AFTER_DATE: Final = 2.4 * MM


def changes(kit: Kit, content: BriefContent, day: date) -> Section:
    """Changed since the last meeting, newest first."""
    words, head = kit.words, content.head
    label = words.say("Changed")
    begun = head.changes_since or head.last_meeting_on
    if begun is None:
        message = words.say("no earlier meeting recorded")
        heading = Heading(label, message) if content.changes else Heading(label, missing=message)
    else:
        since = words.say(
            "since {date}, {days}",
            date=kit.near(begun, day),
            days=days(words, (day - begun).days),
        )
        heading = Heading(label, since)
        if not content.changes:
            heading = Heading(label, missing=words.say("{since}: nothing was recorded", since=since))
    date_width = kit.widest(kit.near(change.on, day) for change in content.changes) + 1
    text_at = date_width + _AFTER_DATE
    rows = tuple(
        beside(
            [
                (0.0, kit.text(kit.near(change.on, day), date_width, lines=1)),
                (text_at, kit.text(change_sentence(kit, change), kit.look.column - text_at)),
            ],
            kit.look.row_pad,
        )
        for change in content.changes
    )
    return Section(Part.CHANGES, heading, kit.look.column, rows, total=len(rows))


def we_promised(kit: Kit, content: BriefContent, day: date) -> Section:
    """Our open promises, late first."""
    heading = Heading(kit.words.say("We promised"), note=kept_note(kit, content.our_kept_rate))
    return _promises(kit, Part.WE_PROMISED, heading, content, content.we_promised, day)


def they_promised(kit: Kit, content: BriefContent, day: date) -> Section:
    """Their open promises, late first."""
    heading = Heading(kit.words.say("They promised"), note=kept_note(kit, content.their_kept_rate))
    return _promises(kit, Part.THEY_PROMISED, heading, content, content.they_promised, day)


def _promises(
    kit: Kit,
    part: Part,
    heading: Heading,
    content: BriefContent,
    lines: Sequence[CommitmentLine],
    day: date,
) -> Section:
    words, width = kit.words, kit.look.column
    if lines:
        heading = Heading(heading.label, promises_sentence(words, lines), note=heading.note)
    else:
        heading = Heading(heading.label, missing=words.say("no open promises recorded"), note=heading.note)
    both = (*content.we_promised, *content.they_promised)
    return Section(part, heading, width, promise_rows(kit, lines, both, day), total=len(lines))


def promise_rows(
    kit: Kit,
    lines: Sequence[CommitmentLine],
    both: Sequence[CommitmentLine],
    day: date,
    *,
    owner_most: float = _OWNER_MOST,
) -> tuple[Box, ...]:
    """Promises of one side; the columns are those of both sides together, so that two tables stand alike.

    ``owner_most`` is how much of the column's width a name may take before it breaks.
    """
    due_width = max([_due(kit, line, day).width for line in both] + [_DUE_LEAST])
    owner_width = min(kit.widest(line.owner for line in both) + 1, kit.look.column * owner_most)
    return tuple(_promise(kit, line, day, due_width, owner_width) for line in lines)


def _promise(kit: Kit, line: CommitmentLine, day: date, due_width: float, owner_width: float) -> Box:
    width, text_at = kit.look.column, due_width + _AFTER_DATE
    text_width = width - text_at - owner_width - 6
    late = line.days_late > 0
    text = bold_if(line.text, yes=late)
    return beside(
        [
            (0.0, _due(kit, line, day).box),
            (text_at, kit.text(text, text_width, lines=max(kit.look.cell_lines, 2) if late else None)),
            (width - owner_width, kit.whole(line.owner, owner_width)),
        ],
        kit.look.row_pad,
    )


@dataclass(frozen=True, slots=True)
class _Due:
    """When a promise is due, as a chip or plainly, and how much width that takes."""

    box: Box
    width: float


def _due(kit: Kit, line: CommitmentLine, day: date) -> _Due:
    words = kit.words
    style = Style(kit.look.body.size - 0.2, kit.look.body.leading)
    if line.due_on is None:
        return _plain_due(kit, words.say_in("due", "no date"), kit.look.body.italic())
    if line.days_late > 0:
        text = f"{kit.near(line.due_on, day)}\u00a0 {late_by(words, line.days_late)}"
        return _Due(chip(text, style, height=style.size * _LOW_CHIP), chip_width(text, style))
    if line.due_today:
        text = words.say_in("due", "today")
        if line.due_at is not None:
            at = kit.formats.clock(kit.local(line.due_at).time())
            text = words.say_in("due", "today {time}", time=at)
        return _Due(framed_chip(text, style, height=style.size * _LOW_CHIP), chip_width(text, style))
    return _plain_due(kit, kit.near(line.due_on, day), kit.look.body)


def _plain_due(kit: Kit, text: str, style: Style) -> _Due:
    width = kit.widest([text], style) + 1
    return _Due(kit.text(text, width, style, 1), width)


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
    if line.clock is not None:
        left = max(left, _left_width(kit, line.clock))
    boxes = [kit.text(line.number, left, kit.look.body.bold(), 1)]
    if line.clock is not None:
        boxes += _clock(kit, line.clock, left, day)
    clock = stacked(boxes)
    text = _complaint_text(kit, line, width - left - 3 * MM, day, int(clock.height / kit.look.body.leading))
    return beside([(0.0, clock), (left + 3 * MM, text)], kit.look.row_pad + 0.4)


def _left_width(kit: Kit, clock: ComplaintClock) -> float:
    """The width of what the clock says in words."""
    said = _left_words(kit, clock)
    return chip_width(said, kit.look.body) if clock.state is ClockState.BREACHED else 0.0


def _left_words(kit: Kit, clock: ComplaintClock) -> str:
    """«4 ч 10 мин» left, or over; nothing where the clock stands still."""
    words = kit.words
    if clock.left is None:
        return ""
    if clock.state is ClockState.BREACHED:
        return words.say_in("clock", "{duration} over", duration=duration(words, clock.left))
    running = clock.state in {ClockState.AT_RISK, ClockState.ON_TRACK}
    return duration(words, clock.left) if running else ""


def _clock(kit: Kit, clock: ComplaintClock, width: float, day: date) -> list[Box]:
    look = kit.look
    boxes = [clock_bar(clock.state, clock.used_share, width)]
    said = _left_words(kit, clock)
    if said and clock.state is ClockState.BREACHED:
        boxes.append(chip(said, look.body))
    elif said:
        boxes.append(kit.text(said, width, Style(look.first.size, look.first.leading, Face.BOLD), 1))
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


def _complaint_text(kit: Kit, line: ComplaintLine, width: float, day: date, beside_clock: int) -> Box:
    """What it is, who raised it, and our line; ``beside_clock`` lines of it take no height of their own."""
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
    known = with_capital(known)
    pause = _pause(kit, line.clock, day)
    said = f" {known}{pause}." if known else ""
    summary = plain(line.summary).strip().rstrip(".")
    agreed = (
        words.say_in("complaint", "Line: {text}", text=line.agreed_line)
        if line.agreed_line
        else words.say("No line agreed")
    )
    runs = ((f"{summary}.", Face.BOLD), (said, Face.REGULAR), (f" {agreed}", Face.ITALIC))
    # The agreed line comes last and is what is said at the table: it goes only at the utmost.
    more = 3 if look.spacious else min(look.cell_lines, 2)
    lines = max(look.cell_lines + more, beside_clock)
    return text_box(set_runs(runs, look.body, width, kit.at_most(lines)))


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
