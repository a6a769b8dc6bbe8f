"""The sections of the customer's document: agenda, people, purchases, obligations, complaints, proposals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from kam.core.vocabulary import ComplaintStage
from kam.reports.content import (
    CustomerAttendee,
    CustomerBriefContent,
    CustomerComplaint,
    Obligation,
    ObligationState,
)
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit, beside, stacked, text_box
from kam.reports.layout import Heading, Part, Section
from kam.reports.pen import MM
from kam.reports.people_words import full_name
from kam.reports.phrases import minutes_long
from kam.reports.signs import stage_dots, state_dot
from kam.reports.text import emphasised, set_runs

_STAGES: Final = (
    ComplaintStage.RECEIVED,
    ComplaintStage.ACKNOWLEDGED,
    ComplaintStage.ASSESSED,
    ComplaintStage.INVESTIGATING,
    ComplaintStage.RESPONSE_OFFERED,
    ComplaintStage.DECIDED,
    ComplaintStage.CLOSED,
)
_SUMMARY_AT: Final = 25 * MM
_CLEAR_OF_DOTS: Final = 1.2
_TIME: Final = 13 * MM


def _day(kit: Kit, content: CustomerBriefContent) -> date:
    return kit.local(content.head.starts_at or content.head.as_of).date()


def agenda(kit: Kit, content: CustomerBriefContent, width: float) -> Section | None:
    """The points with their times; the clock is shown as long as every point before has its minutes."""
    lines = content.agenda
    if not lines:
        return None
    words = kit.words
    at: datetime | None = kit.local(content.head.starts_at) if content.head.starts_at else None
    minutes = kit.widest(minutes_long(words, line.minutes) for line in lines if line.minutes) + 1
    rows: list[Box] = []
    for number, line in enumerate(lines, start=1):
        lead = kit.formats.clock(at.time()) if at else str(number)
        length = minutes_long(words, line.minutes) if line.minutes else ""
        rows.append(
            beside(
                [
                    (0.0, kit.text(lead, _TIME, kit.look.body.bold(), 1)),
                    (_TIME, kit.text(line.text, width - _TIME - minutes - 10)),
                    (width - minutes - 4, kit.right(length, minutes)),
                ],
                kit.look.row_pad,
            )
        )
        at = at + timedelta(minutes=line.minutes) if at and line.minutes else None
    total = content.head.minutes
    heading = Heading(
        words.say("Agenda"), words.say_many("{count} minute", "{count} minutes", total) if total else ""
    )
    return Section(Part.AGENDA, heading, width, tuple(rows), total=len(rows))


def attendees(kit: Kit, content: CustomerBriefContent, width: float) -> Section | None:
    """Theirs with their titles, then ours on a line."""
    if not content.attendees and not content.ours:
        return None
    rows = [_attendee(kit, one, width) for one in content.attendees]
    if content.ours:
        names = ", ".join(one.name.family or one.name.given for one in content.ours)
        company = content.head.our_company or kit.words.say("us")
        text = kit.words.say("{company}: {names}", company=company, names=names)
        rows.append(beside([(0.0, kit.text(text, width))], kit.look.row_pad))
    return Section(Part.ATTENDEES, Heading(kit.words.say("Attendees")), width, tuple(rows), counted=False)


def _attendee(kit: Kit, one: CustomerAttendee, width: float) -> Box:
    name = full_name(one.name)
    runs = ((name, Face.BOLD), (f", {one.title}" if name and one.title else one.title, Face.REGULAR))
    return beside([(0.0, text_box(set_runs(runs, kit.look.body, width, 2)))], kit.look.row_pad)


def our_obligations(kit: Kit, content: CustomerBriefContent, width: float) -> Section | None:
    """What we owe the client."""
    heading = Heading(kit.words.say("Our commitments"))
    return _obligations(kit, content, Part.WE_PROMISED, heading, content.our_obligations, width)


def their_obligations(kit: Kit, content: CustomerBriefContent, width: float) -> Section | None:
    """What the client owes us."""
    heading = Heading(kit.words.say("Your commitments"))
    return _obligations(kit, content, Part.THEY_PROMISED, heading, content.their_obligations, width)


def _obligations(
    kit: Kit,
    content: CustomerBriefContent,
    part: Part,
    heading: Heading,
    lines: Sequence[Obligation],
    width: float,
) -> Section | None:
    if not lines:
        return None
    # The columns are those of both sides together, so that the two tables stand alike.
    both = (*content.our_obligations, *content.their_obligations)
    dates = kit.widest(_due(kit, content, line) for line in both) + 4
    owners = min(kit.widest(line.owner for line in both) + 1, width * 0.3)
    rows = tuple(_obligation(kit, content, line, width, owners, dates) for line in lines)
    return Section(part, heading, width, rows, total=len(rows))


def _due(kit: Kit, content: CustomerBriefContent, line: Obligation) -> str:
    return kit.near(line.due_on, _day(kit, content)) if line.due_on else ""


def _obligation(
    kit: Kit, content: CustomerBriefContent, line: Obligation, width: float, owners: float, dates: float
) -> Box:
    """A line; ``owners`` and ``dates`` are the widths of these columns."""
    late = line.state is ObligationState.LATE and content.mark_late
    kept = line.state is ObligationState.KEPT
    style = kit.look.body.bold() if late else kit.look.body
    date_at = width - dates - 4
    owner_at = date_at - owners - 8
    leading = kit.look.body.leading
    dot = Box(leading, lambda pen, x, y: state_dot(pen, x, y + leading / 2, late=late, kept=kept))
    return beside(
        [
            (0.0, dot),
            (14.0, kit.text(line.text, owner_at - 14 - 5)),
            (owner_at, kit.whole(line.owner, owners)),
            (date_at, kit.right(_due(kit, content, line), dates, style)),
        ],
        kit.look.row_pad,
    )


def complaints(kit: Kit, content: CustomerBriefContent, width: float) -> Section | None:
    """Complaints by stage: where each stands, what is due when, and how we kept our norms this year."""
    record = content.complaint_record
    if not content.complaints and record is None:
        return None
    words = kit.words
    count = len(content.complaints)
    parts = [words.say_many("{count} open", "{count} open", count) if count else words.say("none open")]
    if record is not None and record.received:
        parts.append(
            words.say(
                "{received} in {year}, {answered} answered in time",
                year=record.year,
                received=record.received,
                answered=record.answered_in_time,
            )
        )
    summaries = kit.widest(line.summary for line in content.complaints)
    dots_at = min(max(_SUMMARY_AT + summaries + 8 * MM, width * 0.45), width * 0.578)
    rows = tuple(_complaint(kit, content, line, dots_at) for line in content.complaints)
    heading = Heading(words.say("Complaints"), "; ".join(parts))
    return Section(Part.COMPLAINTS, heading, width, rows, total=len(rows))


def _complaint(kit: Kit, content: CustomerBriefContent, line: CustomerComplaint, dots_at: float) -> Box:
    width, look, words, text_at = kit.look.width, kit.look, kit.words, _SUMMARY_AT
    received = ""
    if line.received_on is not None:
        received = words.say("of {date}", date=kit.formats.full_date(line.received_on))
    left = stacked(
        [
            kit.text(line.number, text_at - 4, look.body.bold(), 1),
            kit.text(received, text_at - 4, look.small, 1),
        ]
    )
    right = width - dots_at
    dots = stage_dots(_passed(line.stage), len(_STAGES), right - 4 * MM)
    standing = kit.text(_standing(kit, content, line), right)
    return beside(
        [
            (0.0, left),
            (text_at, kit.text(line.summary, dots_at - text_at - 6)),
            (dots_at, stacked([dots, standing], 1)),
        ],
        max(look.row_pad - 0.6, _CLEAR_OF_DOTS),
    )


def _passed(stage: ComplaintStage) -> int:
    """How many stages lie behind; a reopened complaint is looked into again, a rejected one is decided."""
    same = {
        ComplaintStage.REOPENED: ComplaintStage.INVESTIGATING,
        ComplaintStage.REJECTED: ComplaintStage.DECIDED,
    }
    return _STAGES.index(same.get(stage, stage))


def _standing(kit: Kit, content: CustomerBriefContent, line: CustomerComplaint) -> str:
    words, day = kit.words, _day(kit, content)
    parts = [words.of(line.stage.label)]
    if line.waiting_for:
        parts.append(words.say("waiting for: {what}", what=line.waiting_for))
    if line.answer_due_at is not None:
        due = kit.local(line.answer_due_at)
        time = kit.formats.clock(due.time())
        if due.date() == day:
            parts.append(words.say("answer **today by {time}**", time=time))
        else:
            when = kit.near(due.date(), day)
            parts.append(words.say("answer **{date} by {time}**", date=when, time=time))
    if line.next_step:
        on = kit.near(line.next_on, day) if line.next_on else ""
        parts.append(words.say("{step} **{date}**", step=line.next_step, date=on) if on else line.next_step)
    return "; ".join(parts)


def proposals(kit: Kit, content: CustomerBriefContent, width: float) -> Section | None:
    """What we offer, in its wording for the client."""
    if not content.proposals:
        return None
    rows = tuple(
        beside(
            [
                (0.0, kit.text(emphasised(line.title), width * 0.40)),
                (width * 0.415, kit.text(line.detail, width * 0.585)),
            ]
            if line.detail
            else [(0.0, kit.text(emphasised(line.title), width))],
            kit.look.row_pad,
        )
        for line in content.proposals
    )
    return Section(Part.PROPOSALS, Heading(kit.words.say("Our proposals")), width, rows, total=len(rows))


def discussion(kit: Kit, content: CustomerBriefContent, width: float) -> Section | None:
    """Points to discuss, numbered."""
    if not content.discussion:
        return None
    rows = tuple(
        beside([(0.0, kit.text(str(number), 14)), (16.0, kit.text(text, width - 16))], kit.look.row_pad)
        for number, text in enumerate(content.discussion, start=1)
    )
    return Section(Part.DISCUSSION, Heading(kit.words.say("To discuss")), width, rows, total=len(rows))
