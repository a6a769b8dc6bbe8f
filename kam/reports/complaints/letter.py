"""The answer letter to the client: to whom and about what, what was established, what we do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from kam.core.formats import Formats
from kam.core.words import Words
from kam.reports.complaints.flow import Paper, draw_pages, full, letterhead, running_head
from kam.reports.complaints.look import LETTER
from kam.reports.complaints.wording import day_of
from kam.reports.content.complaints import CustomerComplaintPaper
from kam.reports.content.customer import Obligation, ObligationState
from kam.reports.fonts import Face
from kam.reports.kit import Box, Kit, blank, stacked
from kam.reports.layout import Heading, Part, Section
from kam.reports.pen import MM, Pen
from kam.reports.people_words import full_name
from kam.reports.plan.columns import Cell, Column, prose, table
from kam.reports.result import PaperResult
from kam.reports.text import Style, emphasised, plain, set_text

_SIGNATURE: Final = 14 * MM
_BETWEEN: Final = 4.0


def draw_answer(content: CustomerComplaintPaper, *, words: Words) -> PaperResult:
    """Draw the letter. The same content and words give the same bytes; nothing is cut.

    With a ``body`` of its own the letter says that in place of what would be computed; measures that were
    promised to the client stand below it in either case.
    """
    kit = Kit(words, Formats(words.language), LETTER, "", content.head.zone)
    name = words.say("Answer to complaint {number}", number=content.number)
    subject = words.say("complaint of {client}", client=content.client)
    paper = Paper(content.head, name, internal=False, subject=subject, dated=False)
    first = stacked([letterhead(kit, paper), blank(6 * MM), _address(kit, content), blank(6 * MM)])
    rows = tuple(_rows(kit, content))
    # A letter has no headings: its rows flow from page to page as they come.
    section = _Letter(Part.COMPLAINTS, Heading(name), kit.look.width, rows, ruled=False, counted=False)
    return draw_pages(kit, paper, first, running_head(kit, paper, content.client), [full(section)], content)


class _Letter(Section):
    """A section without a heading."""

    __slots__ = ()

    def height(self, kit: Kit, shown: int | None = None) -> float:  # noqa: ARG002 - letters are never cut
        """The height of its rows."""
        return sum(row.height for row in self.rows)

    def paint(
        self,
        kit: Kit,  # noqa: ARG002 - rows know their measures
        pen: Pen,
        x: float,
        y: float,
        shown: int | None = None,  # noqa: ARG002 - as above
    ) -> None:
        """Its rows, one under the other."""
        for row in self.rows:
            row.paint(pen, x, y)
            y += row.height


def _address(kit: Kit, content: CustomerComplaintPaper) -> Box:
    """The day and the number at the left, to whom at the right."""
    look, words = kit.look, kit.words
    day = kit.formats.long_date(day_of(kit, content.head.printed_at))
    ours = [kit.text(day, look.width * 0.4), kit.text(content.number, look.width * 0.4)]
    to = [emphasised(content.client), content.unit, full_name(content.raised_by), content.raised_by_post]
    theirs = [kit.text(line, look.width * 0.48) for line in to if line.strip()]
    left, right = stacked(ours), stacked(theirs)
    about = set_text(
        words.say(
            "Your complaint {number} of {date}: {summary}",
            number=plain(content.number),
            date=kit.formats.full_date(day_of(kit, content.received_at)),
            summary=plain(content.summary),
        ),
        Style(look.body.size + 0.5, look.body.leading + 0.5, Face.BOLD),
        look.width,
    )
    height = max(left.height, right.height) + 8 * MM

    def paint(pen: Pen, x: float, y: float) -> None:
        left.paint(pen, x, y)
        right.paint(pen, x + look.width * 0.52, y)
        pen.text(x, y + height, about)

    return Box(height + about.height, paint)


def _rows(kit: Kit, content: CustomerComplaintPaper) -> Iterator[Box]:
    words, width = kit.words, kit.look.width
    yield from _paragraphs(kit, _greeting(words, content))
    if content.body.strip():
        yield from _paragraphs(kit, content.body)
    else:
        yield from _told(kit, content)
    done = [each for each in _measures(content) if each.state is ObligationState.KEPT]
    ahead = [each for each in _measures(content) if each.state is not ObligationState.KEPT]
    for said, lines in (
        (words.say("What has been done:"), done),
        (words.say("What we will do:"), ahead),
    ):
        if lines:
            yield stacked([blank(2), kit.text(emphasised(said), width), blank(2)])
            yield from _table(kit, content, lines)
            yield blank(_BETWEEN)
    yield _signature(kit, content)


def _greeting(words: Words, content: CustomerComplaintPaper) -> str:
    """By first name and patronymic, as one speaks; nobody in particular where the name is not known."""
    name = content.raised_by
    called = " ".join(filter(None, (name.given, name.patronymic))) or name.family
    return words.say("Dear {name},", name=called) if called else words.say("Dear colleagues,")


def _told(kit: Kit, content: CustomerComplaintPaper) -> Iterator[Box]:
    words = kit.words
    yield from _paragraphs(
        kit,
        words.say(
            "Thank you for telling us. We have received your complaint “{summary}” and worked on it.",
            summary=plain(content.summary).rstrip("."),
        )
        if content.established
        else words.say(
            "Thank you for telling us. We have received your complaint “{summary}” and are working on it.",
            summary=plain(content.summary).rstrip("."),
        ),
    )
    if content.established:
        yield from _paragraphs(kit, content.established)
    elif content.answer_due_at is not None and content.is_open:
        due = kit.formats.moment(kit.local(content.answer_due_at))
        yield from _paragraphs(kit, words.say("You will have our answer by {moment}.", moment=due))


def _paragraphs(kit: Kit, text: str) -> Iterator[Box]:
    for row in prose(kit, text, kit.look.width):
        yield Box(row.height + _BETWEEN, row.paint)


def _measures(content: CustomerComplaintPaper) -> Sequence[Obligation]:
    return (*content.containment, *content.corrective, *content.preventive, *content.promises)


def _table(kit: Kit, content: CustomerComplaintPaper, lines: Sequence[Obligation]) -> Sequence[Box]:
    """Each with its date; a date that is over is no promise any more and is left out of what lies ahead."""
    today = day_of(kit, content.head.as_of)
    columns = (Column("", width=8.0), Column("", share=1.0), Column("", right=True))
    rows: list[tuple[Cell, ...]] = [("–", each.text, _when(kit, each, today)) for each in lines]
    return table(kit, columns, rows, kit.look.width)[1]


def _when(kit: Kit, line: Obligation, today: date) -> str:
    if line.due_on is None or (line.due_on < today and line.state is not ObligationState.KEPT):
        return ""
    return kit.near(line.due_on, today)


def _signature(kit: Kit, content: CustomerComplaintPaper) -> Box:
    look, words = kit.look, kit.words
    who = ", ".join(filter(None, (content.answered_by, content.answered_by_post)))
    lines = [kit.text(words.say("Yours faithfully,"), look.width), kit.text(plain(who), look.width * 0.55)]
    if content.head.our_company:
        lines.append(kit.text(plain(content.head.our_company), look.width * 0.55))
    made = stacked(lines)

    def paint(pen: Pen, x: float, y: float) -> None:
        made.paint(pen, x, y + 4)
        level = y + 4 + made.height
        pen.line(x + look.width * 0.6, level, x + look.width, level, 0.4)

    return Box(max(made.height + 8, _SIGNATURE), paint)
