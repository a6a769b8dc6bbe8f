"""The day on one page: what is taken along in the morning, with room to write."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from kam.analysis.signal_words import signal_words
from kam.analysis.signals import Signal
from kam.core.checklist_words import STILL_TO_DO
from kam.core.formats import Formats
from kam.core.vocabulary import ClockState
from kam.core.words import Words
from kam.reports.content.day import DayClock, DayContent, DayMeeting
from kam.reports.content.promises import CommitmentLine
from kam.reports.document import About, Document
from kam.reports.fonts import Face
from kam.reports.kit import (
    ONE_PAGE_AT_ANY_PRICE,
    ONE_PAGE_LOOKS,
    Box,
    Kit,
    Look,
    beside,
    blank,
    stacked,
    text_box,
)
from kam.reports.layout import (
    Band,
    CutStep,
    Heading,
    Part,
    Section,
    Shown,
    bands_height,
    fitted,
    heading_height,
    paint_bands,
    paint_heading,
    spread,
)
from kam.reports.pen import MM, PAGE_HEIGHT, Pen, text_width
from kam.reports.phrases import duration, promises_sentence
from kam.reports.result import PaperResult
from kam.reports.sections.head import TOP_RULE
from kam.reports.sections.record import promise_rows
from kam.reports.sheets import OVER_FOOTER, cuts_of, full, rows_of
from kam.reports.signs import chip, chip_width, clock_bar, missing_chip
from kam.reports.text import Style, emphasised, plain, set_runs, set_text

_LEAST_LINES: Final = 4
"""So many lines to write on there are at least."""
_TIME: Final = 24 * MM
_READY: Final = 44 * MM
_GAP: Final = 3 * MM
_ABOUT: Final = 0.56
"""Of what is left of a meeting's row, so much is taken by whom it is with, the rest by its purpose."""
_CLOCK: Final = 24 * MM
_CLIENT: Final = 0.32
"""Of a column's width: a client's name is longer than a person's."""
_NAME_LINES: Final = 2


def draw_day(content: DayContent, *, words: Words) -> PaperResult:
    """Draw the sheet: one page, whatever the day. The same content and words give the same bytes.

    Rows are set closer before any is left out; what is left out is said at its heading. Never cut below a few
    rows are meetings of the day, late promises and clocks at risk or breached.
    """
    for look in ONE_PAGE_LOOKS:
        sheet = _Sheet(_kit(content, words, look), content)
        if sheet.height({}) <= sheet.room:
            return sheet.draw({})
    sheet = _Sheet(_kit(content, words, ONE_PAGE_LOOKS[-1]), content)
    shown = sheet.fit()
    if shown is None:
        sheet = _Sheet(_kit(content, words, ONE_PAGE_AT_ANY_PRICE), content)
        shown = sheet.fit() or sheet.least()
    return sheet.draw(shown)


def _kit(content: DayContent, words: Words, look: Look) -> Kit:
    return Kit(words, Formats(words.language), look, content.currency, content.zone)


class _Sheet:
    """The sheet in one look."""

    def __init__(self, kit: Kit, content: DayContent) -> None:
        self.kit = kit
        self.content = content
        self.header = _header(kit, content)
        self.bands = list(_bands(kit, content))
        self.room = PAGE_HEIGHT - kit.look.top - kit.look.bottom - OVER_FOOTER

    def height(self, shown: Shown, gap: float | None = None) -> float:
        """How high it is with so many rows and the fewest lines to write on."""
        gap = self.kit.look.least_gap if gap is None else gap
        notes = heading_height(self.kit) + _LEAST_LINES * self.kit.look.writing_pitch
        return self.header.height + bands_height(self.kit, self.bands, shown, gap) + notes + 2 * gap

    def fit(self) -> dict[Part, int] | None:
        """How many rows of each section fit."""
        return fitted(self.height, self.room, self._order(), rows_of(self.bands))

    def least(self) -> dict[Part, int]:
        """As few rows as there may be."""
        rows = rows_of(self.bands)
        return {step.part: min(step.least, rows.get(step.part, 0)) for step in self._order()}

    def _order(self) -> Sequence[CutStep]:
        content = self.content
        urgent = sum(each.clock.state in _URGENT for each in content.clocks)
        ours, theirs = (_urgent(lines) for lines in (content.ours, content.theirs))
        return (
            CutStep(Part.SIGNALS, max(2, min(content.new_signals, 4))),
            CutStep(Part.COMING, 3),
            CutStep(Part.THEY_PROMISED, max(3, min(theirs, 10))),
            CutStep(Part.WE_PROMISED, max(3, min(ours, 10))),
            CutStep(Part.COMPLAINTS, max(1, min(urgent, 5))),
            CutStep(Part.UNRECORDED, 2),
            CutStep(Part.MEETINGS, 6),
            CutStep(Part.THEY_PROMISED, 3),
            CutStep(Part.WE_PROMISED, 3),
            CutStep(Part.SIGNALS, 1),
            CutStep(Part.COMPLAINTS, 1),
            CutStep(Part.COMING, 1),
            CutStep(Part.UNRECORDED, 1),
            CutStep(Part.MEETINGS, 3),
        )

    def draw(self, shown: Mapping[Part, int]) -> PaperResult:
        """Draw it; what height is left takes lines to write on."""
        kit, look = self.kit, self.kit.look
        gap = spread(lambda gap: self.height(shown, gap), self.room, look.least_gap, look.most_gap)
        content = self.content
        about = About(
            title=_title(kit, content),
            language=kit.words.language,
            printed_at=content.printed_at,
            zone=content.zone,
            author=content.company,
            subject=kit.words.say("Internal"),
        )
        document = Document(about, content)
        pen, x = document.pen, look.left
        self.header.paint(pen, x, look.top)
        y = look.top + self.header.height + gap
        y = paint_bands(kit, document, self.bands, y, gap, shown) + gap
        self._notes(document, y)
        _footer(kit, content, pen)
        document.end_page()
        return PaperResult(document.finish(), 1, tuple(cuts_of(self.bands, shown)), tuple(document.standings))

    def _notes(self, document: Document, y: float) -> None:
        kit, look = self.kit, self.kit.look
        heading = Heading(kit.words.say("Notes"))
        document.bookmark(heading.label, y)
        paint_heading(kit, document.pen, look.left, y, look.width, heading)
        top = y + heading_height(kit)
        bottom = PAGE_HEIGHT - look.bottom - OVER_FOOTER
        for number in range(1, int((bottom - top) / look.writing_pitch) + 1):
            level = top + number * look.writing_pitch
            document.pen.line(look.left, level, look.left + look.width, level, 0.4)


_URGENT: Final = frozenset({ClockState.BREACHED, ClockState.AT_RISK})


def _urgent(lines: Iterable[CommitmentLine]) -> int:
    """How many promises are late or due today."""
    return sum(line.days_late > 0 or line.due_today for line in lines)


def _title(kit: Kit, content: DayContent) -> str:
    return kit.words.say("Day of {date}", date=kit.formats.long_date(content.day))


def _header(kit: Kit, content: DayContent) -> Box:
    """Audience, whose day, moment of the data; the day; what of it is free."""
    look, words = kit.look, kit.words
    width = look.width
    day = kit.formats.weekday_long(content.day)
    title = set_text(f"**{day[:1].upper()}{day[1:]}**", look.client, width * 0.66, 1)
    free = ""
    if content.free is not None:
        free = words.say("free {hours}", hours=kit.formats.time_range(*content.free))
    tag_style = Style(7.5, look.small.leading, Face.BOLD)
    name = words.say("Plan of the day")
    if content.whose:
        name = words.say("Plan of the day: the clients of {name}", name=content.whose)

    def paint(pen: Pen, x: float, y: float) -> None:
        pen.accent_rule(x, y, width, TOP_RULE)
        top = y + TOP_RULE + 3.4
        tag = words.say("internal").upper()
        chip(tag, tag_style, height=11).paint(pen, x, top)
        start = x + chip_width(tag, tag_style) + 5
        as_of = words.say("Data as of {moment}", moment=kit.formats.moment(kit.local(content.as_of)))
        used = pen.word(x + width, top + look.small.leading / 2, as_of, look.small, align=1.0)
        pen.text(start, top, set_text(plain(name), look.small, width - (start - x) - used - 10, 1))
        top += look.small.leading + 2
        pen.text(x, top, title)
        pen.word(x + width, top + look.client.leading / 2, free, look.message, align=1.0)

    return Box(TOP_RULE + 3.4 + look.small.leading + 2 + title.height, paint)


def _footer(kit: Kit, content: DayContent, pen: Pen) -> None:
    look, words = kit.look, kit.words
    top = PAGE_HEIGHT - look.bottom
    pen.line(look.left, top, look.left + look.width, top, 0.25)
    printed = kit.formats.moment(kit.local(content.printed_at))
    pen.word(look.left, top + 6.5, words.say("kam · day · printed {moment}", moment=printed), look.tiny)
    right = look.left + look.width
    pen.word(right, top + 6.5, words.say("black — needs action"), look.tiny, align=1.0)


def _bands(kit: Kit, content: DayContent) -> Iterable[Band]:
    yield full(_meetings(kit, content))
    if content.coming or content.unrecorded:
        sides = [section for section in (_coming(kit, content), _unrecorded(kit, content)) if section.rows]
        yield _pair(kit, sides)
    yield _pair(kit, [_promises(kit, content, ours=True), _promises(kit, content, ours=False)])
    yield _pair(kit, [_clocks(kit, content), _signals(kit, content)])


def _pair(kit: Kit, sections: Sequence[Section]) -> Band:
    """Two sections side by side; one alone takes the left column."""
    step = kit.look.column + kit.look.gutter
    return Band(tuple((number * step, (section,)) for number, section in enumerate(sections)))


# Meetings


def _meetings(kit: Kit, content: DayContent) -> Section:
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


def _coming(kit: Kit, content: DayContent) -> Section:
    words = kit.words
    heading = Heading(words.say("After that"), words.say_many("{count} day", "{count} days", content.days))
    rows = _short_rows(kit, content.coming, weekdays=True)
    return Section(Part.COMING, heading, kit.look.column, rows, total=content.coming_total)


def _unrecorded(kit: Kit, content: DayContent) -> Section:
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


# Promises, clocks, signals


def _promises(kit: Kit, content: DayContent, *, ours: bool) -> Section:
    words = kit.words
    part = Part.WE_PROMISED if ours else Part.THEY_PROMISED
    lines = content.ours if ours else content.theirs
    total = content.ours_total if ours else content.theirs_total
    label = words.say("We promised") if ours else words.say("They promised")
    said = promises_sentence(words, lines) if lines else words.say("nothing is due")
    rows = promise_rows(kit, lines, (*content.ours, *content.theirs), content.day, owner_most=_CLIENT)
    return Section(part, Heading(label, said), kit.look.column, rows, total=total)


def _clocks(kit: Kit, content: DayContent) -> Section:
    words = kit.words
    urgent = sum(each.clock.state in _URGENT for each in content.clocks)
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


def _signals(kit: Kit, content: DayContent) -> Section:
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
