"""The customer-safe plan as a PDF: a document of its own, built from what the client may see alone.

It is drawn with the sections of the customer's brief: what both show is one thing and looks alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from kam.core.formats import Formats
from kam.core.words import Words
from kam.reports.content import CustomerAttendee, CustomerBriefContent, CustomerHead
from kam.reports.content.plan import CustomerObjective, CustomerPlanPaper
from kam.reports.document import About, Document
from kam.reports.kit import CUSTOMER, Box, Kit, beside, stacked
from kam.reports.layout import Band, Heading, Part, Section, band_height, flowed, paint_bands, spread
from kam.reports.pen import PAGE_HEIGHT
from kam.reports.people_words import full_name
from kam.reports.plan.columns import Cell, Column, prose, tabled
from kam.reports.result import PaperResult
from kam.reports.sections import customer, customer_head, customer_money
from kam.reports.sheets import full, pair
from kam.reports.text import emphasised

_OVER_FOOTER = 7.0
_LINES = 3
_MOST_LINES = 8


def draw_customer_plan(content: CustomerPlanPaper, *, words: Words) -> PaperResult:
    """Draw the plan that is agreed with the client. The same content and words give the same bytes."""
    look = replace(CUSTOMER, unlimited=True)
    kit = Kit(words, Formats(words.language), look, content.currency, content.head.zone)
    brief = _as_brief(kit, content)
    header, small = customer_head.header(kit, brief), customer_head.second_header(kit, brief)
    gap = look.least_gap
    whole = PAGE_HEIGHT - look.top - look.bottom - _OVER_FOOTER
    first, later = whole - header.height - gap, whole - small.height - gap
    pages = flowed(kit, _bands(kit, content, brief), first, later, gap)
    left = (first if len(pages) == 1 else later) - _used(kit, pages[-1], gap)
    if customer_head.agreed(kit, brief, _LINES).height > left:
        pages.append([])
        left = later
    lines = int((left - customer_head.agreed(kit, brief, 0).height) / look.writing_pitch)
    lines = min(max(lines, _LINES), _MOST_LINES)
    document = _document(kit, content)
    for number, bands in enumerate(pages, start=1):
        top = header if number == 1 else small
        last = number == len(pages)
        agreed = customer_head.agreed(kit, brief, lines)
        room = (first if number == 1 else later) - (agreed.height + gap if last else 0.0)
        wide = spread(partial(_used, kit, bands), room, gap, look.most_gap)
        top.paint(document.pen, look.left, look.top)
        y = look.top + top.height + wide
        y = paint_bands(kit, document, bands, y, wide, {})
        if last:
            at = min(y + wide if bands else y, PAGE_HEIGHT - look.bottom - _OVER_FOOTER - agreed.height)
            document.bookmark(words.say("Agreed"), at)
            agreed.paint(document.pen, look.left, at)
        customer_head.footer(kit, brief, document.pen, number, len(pages))
        document.end_page()
    return PaperResult(document.finish(), len(pages))


def _used(kit: Kit, bands: Sequence[Band], gap: float) -> float:
    return sum(band_height(kit, band, {}, gap) + gap for band in bands)


def _as_brief(kit: Kit, content: CustomerPlanPaper) -> CustomerBriefContent:
    """What the plan and the brief for the client show alike, in the brief's shape."""
    head = content.head
    period = kit.words.say(
        "{first} — {last}",
        first=kit.formats.long_date(head.starts_on),
        last=kit.formats.long_date(head.ends_on),
    )
    return CustomerBriefContent(
        CustomerHead(
            head.client,
            head.our_company,
            head.as_of,
            head.printed_at,
            head.zone,
            our_logo=head.our_logo,
            subject=head.title,
            place=period,
        ),
        content.currency,
        bought=content.bought,
        our_obligations=content.our_obligations,
        their_obligations=content.their_obligations,
        mark_late=content.mark_late,
        complaints=content.complaints,
        complaint_record=content.complaint_record,
    )


def _bands(kit: Kit, content: CustomerPlanPaper, brief: CustomerBriefContent) -> list[Band]:
    """Sections that have something to say; nothing is said of those that have not."""
    words, look = kit.words, kit.look
    bands: list[Band] = []
    for left, right in (
        ((words.say("Your goals"), content.goals), (words.say("Your initiatives"), content.initiatives)),
        (
            (words.say("What we work on together"), content.field_of_play),
            (words.say("What we bring"), content.value_we_bring),
        ),
        ((words.say("What it brings you"), content.how_client_gains), ("", "")),
    ):
        written = [each for each in (left, right) if each[1].strip()]
        if len(written) == 2:  # noqa: PLR2004
            made = [_text(kit, name, text, look.column) for name, text in written]
            bands.append(pair(kit, [made[0]], [made[1]]))
        bands += [full(_text(kit, name, text, look.width)) for name, text in written if len(written) == 1]
    bands += [full(each) for each in _objectives(kit, content, brief)]
    ours = customer.our_obligations(kit, brief, look.column)
    theirs = customer.their_obligations(kit, brief, look.column)
    if ours and theirs:
        bands.append(pair(kit, [ours], [theirs]))
    elif ours or theirs:
        alone = customer.our_obligations if ours else customer.their_obligations
        section = alone(kit, brief, look.width)
        bands += [full(section)] if section else []
    for section in (
        customer_money.bought(kit, brief, look.width),
        customer.complaints(kit, brief, look.width),
        _team(kit, content),
        _contacts(kit, content),
        _meetings(kit, content),
    ):
        if section:
            bands.append(full(section))
    return bands


def _text(kit: Kit, name: str, text: str, width: float) -> Section:
    rows = prose(kit, text, width)
    return Section(Part.PLAN, Heading(name), width, rows, ruled=False, counted=False)


def _objectives(kit: Kit, content: CustomerPlanPaper, brief: CustomerBriefContent) -> Iterator[Section]:
    """The objectives that both sides agreed on, each with what was promised for it."""
    if not content.objectives:
        return
    words, width = kit.words, kit.look.width
    rows: list[Box] = []
    for number, objective in enumerate(content.objectives, start=1):
        said = emphasised(f"{number}. {objective.text}")
        promised = _promises(kit, objective, brief)
        head = beside([(0.0, kit.text(said, width, kit.look.message))], kit.look.row_pad)
        rows += [stacked([head, promised[0]]), *promised[1:]] if promised else [head]
    heading = Heading(words.say("Objectives we share"))
    yield Section(Part.PLAN, heading, width, tuple(rows), counted=False)


def _promises(kit: Kit, objective: CustomerObjective, brief: CustomerBriefContent) -> tuple[Box, ...]:
    """Promises under an objective, drawn as those of the brief are."""
    own = replace(brief, our_obligations=objective.obligations, their_obligations=())
    section = customer.our_obligations(kit, own, kit.look.width - 14)
    if section is None:
        return ()
    return tuple(beside([(14.0, row)], 0.0) for row in section.rows)


def _team(kit: Kit, content: CustomerPlanPaper) -> Section | None:
    if not content.ours:
        return None
    rows: list[tuple[Cell, ...]] = [_person(each) for each in content.ours]
    columns = (Column(share=0.4, bold=True), Column(share=0.6))
    section = tabled(kit, Heading(kit.words.say("Our team for you")), columns, rows, kit.look.width)
    return replace(section, head=None)


def _person(each: CustomerAttendee) -> tuple[str, str]:
    return full_name(each.name) or each.title, each.title if each.name else ""


def _contacts(kit: Kit, content: CustomerPlanPaper) -> Section | None:
    if not content.contacts:
        return None
    words = kit.words
    columns = (
        Column(words.say_in("column", "with you"), share=0.5),
        Column(words.say_in("column", "with us"), share=0.5),
    )
    rows: list[tuple[Cell, ...]] = [(_called(each.theirs), _called(each.ours)) for each in content.contacts]
    return tabled(kit, Heading(words.say("Who talks to whom")), columns, rows, kit.look.width)


def _called(each: CustomerAttendee) -> str:
    return ", ".join(filter(None, _person(each)))


def _meetings(kit: Kit, content: CustomerPlanPaper) -> Section | None:
    if not content.meetings:
        return None
    words = kit.words
    rows: list[tuple[Cell, ...]] = [
        (
            kit.formats.full_date(each.on),
            each.subject
            or (words.say("Review of our work together") if each.is_review else words.say("Meeting")),
        )
        for each in content.meetings
    ]
    columns = (Column(bold=True), Column(share=1))
    section = tabled(kit, Heading(words.say("Planned meetings")), columns, rows, kit.look.width)
    return replace(section, head=None)


def _document(kit: Kit, content: CustomerPlanPaper) -> Document:
    head = content.head
    about = About(
        title=head.title,
        language=kit.words.language,
        printed_at=head.printed_at,
        zone=head.zone,
        author=head.our_company,
        subject=head.client,
    )
    return Document(about, content)
