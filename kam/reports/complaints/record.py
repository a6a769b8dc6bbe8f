"""The record of a complaint on paper: everything that is known of it, ours alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from kam.core.formats import Formats
from kam.core.text import with_capital
from kam.core.vocabulary import CommitmentStatus, ComplaintStage, Direction
from kam.core.words import Words
from kam.reports.complaints.course import course
from kam.reports.complaints.facts import Fact, facts_table, title
from kam.reports.complaints.flow import Paper, draw_pages, fewest_pages, full, letterhead, running_head
from kam.reports.complaints.whys import whys_of
from kam.reports.complaints.wording import clock_name, day_of, moment, money, standing, when_due
from kam.reports.content.complaints import ComplaintPaper, WhyLine
from kam.reports.kit import Box, Kit, Look, blank, stacked
from kam.reports.layout import Heading, Part, Section
from kam.reports.pen import MM
from kam.reports.plan.columns import Cell, Column, named, prose, tabled
from kam.reports.result import PaperResult
from kam.reports.text import emphasised, plain

_ENDED: Final = frozenset({ComplaintStage.CLOSED, ComplaintStage.REJECTED})


def draw_complaint(content: ComplaintPaper, *, words: Words) -> PaperResult:
    """Draw the record. The same content and words give the same bytes; nothing is cut."""
    return fewest_pages(partial(_draw, content, words))


def _draw(content: ComplaintPaper, words: Words, look: Look) -> PaperResult:
    kit = Kit(words, Formats(words.language), look, "", content.head.zone)
    paper = Paper(content.head, words.say("Complaint {number}", number=content.number), internal=True)
    stage = with_capital(words.of(content.stage.label))
    first = stacked(
        [
            letterhead(kit, paper, stage),
            title(kit, paper.name, content.summary),
            facts_table(kit, _facts(kit, content)),
            blank(3 * MM),
            course(kit, content),
        ]
    )
    later = running_head(kit, paper, content.account)
    bands = [full(section) for section in _sections(kit, content) if section.rows]
    return draw_pages(kit, paper, first, later, bands, content)


def _facts(kit: Kit, content: ComplaintPaper) -> list[Fact]:
    words = kit.words
    raised = ", ".join(filter(None, (content.raised_by, content.raised_by_post)))
    received = words.say(
        "{moment}, {channel}",
        moment=moment(kit, content.received_at),
        channel=words.of(content.channel.label),
    )
    return [
        Fact(words.say_in("8D fact", "Client"), emphasised(content.account)),
        Fact(words.say_in("complaint fact", "Kind"), words.of(content.kind.label)),
        Fact(words.say_in("8D fact", "Site"), content.unit),
        Fact(words.say_in("complaint fact", "Severity"), words.of(content.severity.label)),
        Fact(words.say_in("8D fact", "Raised by"), raised),
        Fact(words.say_in("complaint fact", "Product line"), content.product_line),
        Fact(words.say_in("8D fact", "Received"), received),
        Fact(words.say_in("complaint fact", "Order, document"), content.order_number),
        Fact(words.say_in("complaint fact", "Answers for it"), content.owner),
        Fact(words.say_in("complaint fact", "Department"), content.department),
        Fact(words.say_in("8D fact", "Asked for"), content.remedy_sought),
        Fact(words.say_in("8D fact", "Amount"), money(kit.formats, content.amount)),
    ]


def _sections(kit: Kit, content: ComplaintPaper) -> Iterator[Section]:
    words = kit.words
    yield _text(kit, words.say("What happened"), content.description)
    yield _clocks(kit, content)
    yield _stages(kit, content)
    yield _pauses(kit, content)
    yield _corrections(kit, content)
    yield _text(kit, words.say("The line agreed among us"), content.agreed_line)
    yield _text(kit, words.say("Told to the client"), content.client_status)
    yield _is_is_not(kit, content)
    yield _text(kit, words.say("Containment"), content.containment)
    yield _whys(kit, words.say("Five whys: why it happened"), content.causes)
    yield _text(kit, words.say("Root cause"), content.root_cause)
    yield _whys(kit, words.say("Five whys: why it escaped"), content.escapes)
    yield _text(kit, words.say("Why it escaped"), content.escape_cause)
    yield _actions(kit, content)
    yield _compensations(kit, content)
    yield _text(kit, words.say("Why it was rejected"), content.rejection_reason)
    yield _closing(kit, content)
    yield _letters(kit, content)
    yield _lines(kit, words.say("Attachments"), content.documents)
    yield _similar(kit, content)


def _section(kit: Kit, label: str, rows: Sequence[Box], *, ruled: bool = False) -> Section:
    return Section(Part.COMPLAINTS, Heading(label), kit.look.width, tuple(rows), ruled=ruled, counted=False)


def _text(kit: Kit, label: str, text: str) -> Section:
    return _section(kit, label, prose(kit, text, kit.look.width))


def _lines(kit: Kit, label: str, lines: Sequence[str]) -> Section:
    return _section(kit, label, [kit.text(plain(line), kit.look.width) for line in lines])


def _clocks(kit: Kit, content: ComplaintPaper) -> Section:
    words = kit.words
    columns = (
        Column(words.say_in("complaint column", "clock"), share=0.25, bold=True),
        Column(words.say_in("complaint column", "how it stands"), share=0.2),
        Column(words.say_in("complaint column", "time"), share=0.35),
        Column(words.say_in("complaint column", "due"), share=0.2),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            clock_name(words, each.kind),
            words.of(each.state.label),
            standing(words, each),
            moment(kit, each.due_at),
        )
        for each in content.clocks
    ]
    return tabled(kit, Heading(words.say("Clocks")), columns, rows, kit.look.width)


def _stages(kit: Kit, content: ComplaintPaper) -> Section:
    words = kit.words
    columns = (
        Column(words.say_in("complaint column", "stage"), share=0.24, bold=True),
        Column(words.say_in("complaint column", "when"), share=0.2),
        Column(words.say_in("complaint column", "by whom"), share=0.2),
        Column(words.say_in("complaint column", "note"), share=0.36),
    )
    rows: list[tuple[Cell, ...]] = [
        (words.of(each.stage.label), moment(kit, each.at), each.by, each.note) for each in content.stages
    ]
    return tabled(kit, Heading(words.say_in("complaint", "Stages")), columns, rows, kit.look.width)


def _pauses(kit: Kit, content: ComplaintPaper) -> Section:
    words = kit.words
    columns = (
        Column(words.say_in("complaint column", "since"), share=0.2),
        Column(words.say_in("complaint column", "until"), share=0.2),
        Column(words.say_in("complaint column", "what the client owed"), share=0.6),
    )
    rows: list[tuple[Cell, ...]] = [
        (moment(kit, each.since), moment(kit, each.until), each.reason) for each in content.pauses
    ]
    return tabled(kit, Heading(words.say("Pauses")), columns, rows, kit.look.width)


def _corrections(kit: Kit, content: ComplaintPaper) -> Section:
    words = kit.words
    columns = (
        Column(words.say_in("complaint column", "when"), share=0.2),
        Column(words.say_in("complaint column", "what was corrected"), share=0.4),
        Column(words.say_in("complaint column", "by whom"), share=0.2),
        Column(words.say_in("complaint column", "note"), share=0.2),
    )
    rows: list[tuple[Cell, ...]] = []
    for each in content.corrections:
        parts = []
        if each.from_severity is not each.severity:
            was, now = words.of(each.from_severity.label), words.of(each.severity.label)
            parts.append(words.say("severity: {before} → {after}", before=was, after=now))
        if each.from_channel is not each.channel:
            was, now = words.of(each.from_channel.label), words.of(each.channel.label)
            parts.append(words.say("channel: {before} → {after}", before=was, after=now))
        rows.append((moment(kit, each.at), "; ".join(parts), each.by, each.note))
    return tabled(kit, Heading(words.say("Corrections")), columns, rows, kit.look.width)


def _is_is_not(kit: Kit, content: ComplaintPaper) -> Section:
    words = kit.words
    columns = (
        Column("", share=0.2),
        Column(words.say_in("is / is not", "is"), share=0.4),
        Column(words.say_in("is / is not", "is not"), share=0.4),
    )
    rows: list[tuple[Cell, ...]] = [
        (each.question, each.holds, each.does_not_hold) for each in content.is_is_not
    ]
    return tabled(kit, Heading(words.say("Is and is not")), columns, rows, kit.look.width)


def _whys(kit: Kit, label: str, whys: Sequence[WhyLine]) -> Section:
    made = tabled(kit, Heading(label), *whys_of(kit, whys, [each.answer for each in whys]), kit.look.width)
    return Section(made.part, made.heading, made.width, made.rows, counted=False, tail=2)


def _actions(kit: Kit, content: ComplaintPaper) -> Section:
    words, today = kit.words, day_of(kit, content.head.as_of)
    columns = (
        Column(words.say_in("8D column", "measure"), share=0.5),
        Column(words.say_in("8D column", "who")),
        Column(words.say_in("8D column", "by when"), right=True),
        Column(words.say_in("complaint column", "status")),
        Column(words.say_in("8D column", "proof"), share=0.3),
    )
    rows: list[tuple[Cell, ...]] = []
    for each in content.actions:
        kind = words.of(each.kind.label)
        if each.promised:
            kind = words.say("{kind}; promised to the client", kind=kind)
        status = words.of(each.status.label)
        if each.late:
            status = emphasised(words.say_in("8D", "late"))
        due = when_due(kit, each, today) if each.status is not CommitmentStatus.CANCELLED else ""
        rows.append((named(kit, each.text, kind, bold=False), each.owner, due, status, each.proof))
    return tabled(kit, Heading(words.say("Measures")), columns, rows, kit.look.width)


def _compensations(kit: Kit, content: ComplaintPaper) -> Section:
    words, formats = kit.words, kit.formats
    columns = (
        Column(words.say_in("complaint column", "compensation"), share=0.25),
        Column(words.say_in("complaint column", "amount"), right=True),
        Column(words.say_in("complaint column", "on")),
        Column(words.say_in("complaint column", "approved by"), share=0.25),
        Column(words.say_in("complaint column", "note"), share=0.4),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            words.of(each.kind.label),
            money(formats, each.amount),
            formats.full_date(each.on) if each.on else "",
            each.approved_by or emphasised(words.say("not approved")),
            each.note,
        )
        for each in content.compensations
    ]
    return tabled(kit, Heading(words.say_in("complaint", "Compensation")), columns, rows, kit.look.width)


def _closing(kit: Kit, content: ComplaintPaper) -> Section:
    words, lines = kit.words, []
    if content.stage not in _ENDED and content.satisfaction is None and not content.summary_sent_on:
        return _section(kit, words.say("Closing with the client"), ())
    if content.answer_sent_at is not None:
        lines.append(words.say("Answer of substance: {moment}", moment=moment(kit, content.answer_sent_at)))
    if content.summary_sent_on is not None:
        day = kit.formats.full_date(content.summary_sent_on)
        lines.append(words.say("Summary sent to the client on {date}", date=day))
    if content.satisfaction is not None:
        lines.append(words.say("Rated by the client: **{mark} of 5**", mark=content.satisfaction))
    for said, attitude in (
        (words.say("Attitude before"), content.attitude_before),
        (words.say("Attitude after"), content.attitude_after),
    ):
        if attitude is not None:
            level = kit.formats.signed(int(attitude))
            lines.append(f"{said}: {level}, {words.of(attitude.label)}")
    if content.closing_reason:
        said = words.say("Closed without the client's word: {reason}", reason=plain(content.closing_reason))
        lines.append(said)
    rows = [kit.text(line, kit.look.width) for line in lines]
    return _section(kit, words.say("Closing with the client"), rows)


def _letters(kit: Kit, content: ComplaintPaper) -> Section:
    """Contacts one under the other: when and who in one line, then what was said."""
    words, width = kit.words, kit.look.width
    ways = {
        Direction.INCOMING: words.say_in("letter", "from the client"),
        Direction.OUTGOING: words.say_in("letter", "from us"),
    }
    rows: list[Box] = []
    for each in content.letters:
        way = ways.get(each.direction, "") if each.direction else ""
        parts = [moment(kit, each.at), words.of(each.kind.label), way, ", ".join(map(plain, each.people))]
        head = kit.text(emphasised(", ".join(filter(None, parts))), width)
        subject = kit.text(plain(each.subject), width)
        rows.append(stacked([blank(2), head, subject]))
        rows += prose(kit, each.text, width)
    return _section(kit, words.say("Correspondence"), rows)


def _similar(kit: Kit, content: ComplaintPaper) -> Section:
    words = kit.words
    columns = (
        Column(words.say_in("complaint column", "number"), bold=True),
        Column(words.say_in("complaint column", "client and complaint"), share=0.5),
        Column(words.say_in("complaint column", "received")),
        Column(words.say_in("complaint column", "stage")),
        Column(words.say_in("complaint column", "root cause"), share=0.3),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            each.number,
            named(kit, each.account, each.summary, bold=False),
            kit.formats.full_date(each.received_on),
            words.of(each.stage.label),
            each.root_cause,
        )
        for each in content.similar
    ]
    return tabled(kit, Heading(words.say("Similar complaints")), columns, rows, kit.look.width)
