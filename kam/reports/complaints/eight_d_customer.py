"""The 8D report that goes to the client: a document of its own, with nothing internal in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from kam.core.formats import Formats
from kam.core.words import Words
from kam.reports.complaints.course import customer_course
from kam.reports.complaints.eight_d_parts import body_width, legend_of_steps, marks, note, signatures, step
from kam.reports.complaints.facts import Fact, facts_table, title
from kam.reports.complaints.flow import Paper, draw_pages, fewest_pages, full, letterhead, running_head
from kam.reports.complaints.look import STEP
from kam.reports.complaints.steps import Done, Step, all_done, state_box
from kam.reports.complaints.wording import day_of, moment
from kam.reports.content.complaints import CustomerComplaintPaper
from kam.reports.content.customer import Obligation, ObligationState
from kam.reports.kit import Box, Kit, Look, blank, stacked
from kam.reports.layout import Heading
from kam.reports.pen import MM
from kam.reports.people_words import full_name
from kam.reports.plan.columns import Cell, Column, prose, table
from kam.reports.result import PaperResult
from kam.reports.text import emphasised, plain


def draw_customer_eight_d(content: CustomerComplaintPaper, *, words: Words) -> PaperResult:
    """Draw the report that is handed to the client. The same content and words give the same bytes."""
    return fewest_pages(partial(_draw, content, words))


def _draw(content: CustomerComplaintPaper, words: Words, look: Look) -> PaperResult:
    kit = Kit(words, Formats(words.language), look, "", content.head.zone)
    name = words.say("8D report {number}", number=content.number)
    subject = words.say("complaint of {client}", client=content.client)
    paper = Paper(content.head, name, internal=False, subject=subject, legend=legend_of_steps(kit))
    due = ""
    if content.answer_due_at is not None and content.is_open:
        due = words.say("Answer by **{moment}**", moment=moment(kit, content.answer_due_at))
    first = stacked(
        [
            letterhead(kit, paper, note(kit, content.head.as_of, final=not content.is_open)),
            title(kit, name, content.summary, due),
            facts_table(kit, _facts(kit, content)),
            blank(3 * MM),
            customer_course(kit, content),
        ]
    )
    later = running_head(kit, paper, content.client)
    steps = [full(each, STEP) for each in _steps(kit, content)]
    return draw_pages(kit, paper, first, later, steps, content)


def _facts(kit: Kit, content: CustomerComplaintPaper) -> list[Fact]:
    words = kit.words
    raised = ", ".join(filter(None, (full_name(content.raised_by), content.raised_by_post)))
    return [
        Fact(words.say_in("8D fact", "Client"), emphasised(content.client)),
        Fact(words.say_in("8D fact", "Kind"), words.of(content.kind.label)),
        Fact(words.say_in("8D fact", "Site"), content.unit),
        Fact(words.say_in("8D fact", "Product"), content.product_line),
        Fact(words.say_in("8D fact", "Raised by"), raised),
        Fact(words.say_in("8D fact", "Received"), moment(kit, content.received_at)),
    ]


def _steps(kit: Kit, content: CustomerComplaintPaper) -> Iterator[Step]:
    words, body = kit.words, body_width(kit)
    team = []
    if content.team:
        leader, *others = content.team
        team.append(kit.text(" · ".join([emphasised(leader), *map(plain, others)]), body))
    if content.raised_by:
        said = words.say("Of the client: {names}", names=full_name(content.raised_by))
        team.append(kit.text(said, body))
    yield step(
        kit, 1, Heading(words.say("Team")), team, Done.DONE if content.team else Done.NOT_BEGUN, ruled=False
    )
    told = prose(kit, content.summary, body)
    yield step(kit, 2, Heading(words.say("Problem")), told, Done.DONE, ruled=False)
    yield _measures(kit, content, 3, words.say("Containment"), content.containment)
    cause = prose(kit, content.established, body)
    missing = "" if cause else words.say("being established")
    heading = Heading(words.say("What we established"), missing=missing)
    yield step(kit, 4, heading, cause, Done.DONE if cause else Done.NOT_BEGUN, ruled=False)
    chosen = [
        kit.text(f"**{number}.** {plain(each.text)}", body)
        for number, each in enumerate(content.corrective, 1)
    ]
    missing = "" if chosen else words.say("being chosen")
    heading = Heading(words.say("Chosen actions"), missing=missing)
    yield step(kit, 5, heading, chosen, Done.DONE if chosen else Done.NOT_BEGUN, ruled=False)
    yield _measures(kit, content, 6, words.say("Implementation and proof"), content.corrective)
    yield _measures(kit, content, 7, words.say("Prevention"), content.preventive)
    rows = [*_promised(kit, content)]
    if content.is_open:
        rows.append(marks(kit))
    us = content.answered_by
    rows.append(signatures(kit, content.head.our_company, us, content.client, full_name(content.raised_by)))
    heading = Heading(words.say("Closing"))
    state = Done.NOT_BEGUN if content.is_open else Done.DONE
    yield step(kit, 8, heading, rows, state, ruled=False, tail=2)


def _promised(kit: Kit, content: CustomerComplaintPaper) -> list[Box]:
    """What else was promised to the client for this complaint."""
    if not content.promises:
        return []
    _, rows = _obligation_table(kit, content, content.promises)
    return list(rows)


def _measures(
    kit: Kit, content: CustomerComplaintPaper, number: int, label: str, lines: Sequence[Obligation]
) -> Step:
    head, rows = _obligation_table(kit, content, lines)
    states = [_obligation_state(each) for each in lines]
    done = sum(state is Done.DONE for state in states)
    note = ""
    if lines and done < len(lines):
        note = kit.words.say_in("8D", "{done} of {total}", done=done, total=len(lines))
    heading = Heading(label, missing="" if lines else kit.words.say("being agreed"), note=note)
    return step(kit, number, heading, rows, all_done(states), head=head)


def _obligation_table(
    kit: Kit, content: CustomerComplaintPaper, lines: Sequence[Obligation]
) -> tuple[Box, tuple[Box, ...]]:
    words, today = kit.words, day_of(kit, content.head.as_of)
    columns = (
        Column("", width=9.0),
        Column(words.say_in("8D column", "measure"), share=1.0),
        Column(words.say_in("8D column", "who")),
        Column(words.say_in("8D column", "by when"), right=True),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            state_box(_obligation_state(each), kit.look.body.leading),
            each.text,
            each.owner,
            kit.near(each.due_on, today) if each.due_on else "",
        )
        for each in lines
    ]
    return table(kit, columns, rows, body_width(kit))


def _obligation_state(line: Obligation) -> Done:
    return Done.DONE if line.state is ObligationState.KEPT else Done.NOT_BEGUN
