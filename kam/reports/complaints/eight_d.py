"""The 8D report (paper.md): our own, and the one that goes to the client as a document of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from kam.analysis.complaints.causes import same_cause
from kam.core.formats import Formats
from kam.core.vocabulary import CommitmentKind, CommitmentStatus, ComplaintStage
from kam.core.words import Words
from kam.reports.complaints.course import course, customer_course
from kam.reports.complaints.facts import Fact, facts_table, title
from kam.reports.complaints.flow import Paper, draw_pages, full, letterhead, running_head
from kam.reports.complaints.look import CLOSER, REPORT, STEP
from kam.reports.complaints.steps import Done, Step, all_done, sign_of, state_box
from kam.reports.complaints.wording import day_of, moment, money, sentence, when_due
from kam.reports.content.complaints import ActionLine, ComplaintPaper, CustomerComplaintPaper, WhyLine
from kam.reports.content.customer import Obligation, ObligationState
from kam.reports.kit import Box, Kit, Look, beside, blank, stacked
from kam.reports.layout import Heading, Part
from kam.reports.pen import MM, Pen
from kam.reports.people_words import full_name
from kam.reports.plan.columns import Cell, Column, prose, table
from kam.reports.result import PaperResult
from kam.reports.signs import LegendSign
from kam.reports.text import emphasised, plain, set_text

_ENDED: Final = frozenset({ComplaintStage.CLOSED, ComplaintStage.REJECTED})
_MARKS: Final = 5
_SIGN_ROOM: Final = 10 * MM


def draw_eight_d(content: ComplaintPaper, *, words: Words) -> PaperResult:
    """Draw our own report. The same content and words give the same bytes; nothing is cut."""
    drawn = _draw(content, words, REPORT)
    closer = _draw(content, words, CLOSER) if drawn.pages > 1 else drawn
    return closer if closer.pages == 1 else drawn


def _draw(content: ComplaintPaper, words: Words, look: Look) -> PaperResult:
    kit = Kit(words, Formats(words.language), look, "", content.head.zone)
    ended = content.stage in _ENDED
    paper = Paper(
        content.head,
        words.say("8D report {number}", number=content.number),
        internal=True,
        legend=_legend(kit),
    )
    first = stacked(
        [
            letterhead(kit, paper, _note(kit, content.head.as_of, final=ended)),
            title(kit, paper.name, content.summary, _answer_by(kit, content)),
            facts_table(kit, _facts(kit, content)),
            blank(3 * MM),
            course(kit, content),
        ]
    )
    steps = [
        _team(kit, content),
        _problem(kit, content),
        _containment(kit, content),
        _cause(kit, content),
        _chosen(kit, content),
        _proof(kit, content),
        _prevention(kit, content),
        _closing(kit, content),
    ]
    later = running_head(kit, paper, content.account)
    return draw_pages(kit, paper, first, later, [full(step, STEP) for step in steps], content)


def draw_customer_eight_d(content: CustomerComplaintPaper, *, words: Words) -> PaperResult:
    """Draw the report that is handed to the client. The same content and words give the same bytes."""
    drawn = _draw_customer(content, words, REPORT)
    closer = _draw_customer(content, words, CLOSER) if drawn.pages > 1 else drawn
    return closer if closer.pages == 1 else drawn


def _draw_customer(content: CustomerComplaintPaper, words: Words, look: Look) -> PaperResult:
    kit = Kit(words, Formats(words.language), look, "", content.head.zone)
    name = words.say("8D report {number}", number=content.number)
    subject = words.say("complaint of {client}", client=content.client)
    paper = Paper(content.head, name, internal=False, subject=subject, legend=_legend(kit))
    due = ""
    if content.answer_due_at is not None and content.is_open:
        due = words.say("Answer by **{moment}**", moment=moment(kit, content.answer_due_at))
    first = stacked(
        [
            letterhead(kit, paper, _note(kit, content.head.as_of, final=not content.is_open)),
            title(kit, name, content.summary, due),
            facts_table(kit, _customer_facts(kit, content)),
            blank(3 * MM),
            customer_course(kit, content),
        ]
    )
    later = running_head(kit, paper, content.client)
    steps = [full(step, STEP) for step in _customer_steps(kit, content)]
    return draw_pages(kit, paper, first, later, steps, content)


# --- our own ----------------------------------------------------------------------------------------------


def _note(kit: Kit, as_of: datetime, *, final: bool) -> str:
    day = kit.formats.full_date(day_of(kit, as_of))
    if final:
        return kit.words.say("Final report, {date}", date=day)
    return kit.words.say("Interim report, {date}", date=day)


def _answer_by(kit: Kit, content: ComplaintPaper) -> str:
    if content.pressing is None or content.pressing.due_at is None:
        return ""
    return kit.words.say("Answer by **{moment}**", moment=moment(kit, content.pressing.due_at))


def _facts(kit: Kit, content: ComplaintPaper) -> list[Fact]:
    words = kit.words
    kind = words.say(
        "{kind}, **{severity}**",
        kind=words.of(content.kind.label),
        severity=words.of(content.severity.label),
    )
    order = ", ".join(filter(None, (content.order_number, content.product_line)))
    raised = ", ".join(filter(None, (content.raised_by, content.raised_by_post)))
    received = words.say(
        "{moment}, {channel}",
        moment=moment(kit, content.received_at),
        channel=words.of(content.channel.label),
    )
    return [
        Fact(words.say_in("8D fact", "Client"), emphasised(content.account)),
        Fact(words.say_in("8D fact", "Kind, severity"), kind),
        Fact(words.say_in("8D fact", "Site"), content.unit),
        Fact(words.say_in("8D fact", "Order, product"), order),
        Fact(words.say_in("8D fact", "Raised by"), raised),
        Fact(words.say_in("8D fact", "Asked for"), content.remedy_sought),
        Fact(words.say_in("8D fact", "Received"), received),
        Fact(words.say_in("8D fact", "Amount"), money(kit.formats, content.amount)),
    ]


def _body(kit: Kit) -> float:
    return kit.look.width - STEP


def _step(
    kit: Kit,
    number: int,
    heading: Heading,
    rows: Sequence[Box],
    state: Done,
    *,
    head: Box | None = None,
    ruled: bool = True,
) -> Step:
    return Step(
        Part.COMPLAINTS,
        heading,
        _body(kit),
        tuple(rows),
        head,
        ruled=ruled,
        counted=False,
        sign=f"D{number}",
        state=state,
    )


def _team(kit: Kit, content: ComplaintPaper) -> Step:
    words = kit.words
    lines = []
    if content.team:
        leader, *others = content.team
        lines.append(" · ".join([words.say("**{name}**, leads", name=plain(leader)), *map(plain, others)]))
    if content.raised_by:
        theirs = ", ".join(filter(None, (content.raised_by, content.raised_by_post)))
        lines.append(words.say("Of the client: {names}", names=theirs))
    heading = Heading(words.say("Team"), missing="" if content.team else words.say("nobody answers for it"))
    rows = [kit.text(line, _body(kit)) for line in lines]
    return _step(kit, 1, heading, rows, Done.DONE if content.team else Done.NOT_BEGUN, ruled=False)


def _problem(kit: Kit, content: ComplaintPaper) -> Step:
    words = kit.words
    columns = (
        Column("", share=0.2),
        Column(words.say_in("is / is not", "is"), share=0.42),
        Column(words.say_in("is / is not", "is not"), share=0.38),
    )
    lines: list[tuple[Cell, ...]] = [
        (each.question, each.holds, each.does_not_hold) for each in content.is_is_not
    ]
    head, rows = table(kit, columns, lines, _body(kit))
    told = prose(kit, content.description, _body(kit))
    known = bool(rows or told)
    heading = Heading(words.say("Problem"), missing="" if known else words.say("not described"))
    if rows and told:
        joined = stacked([stacked(list(told)), blank(2), head, rows[0]])
        few = joined.height < 90 * MM
        body = [joined, *rows[1:]] if few else [*told, stacked([head, rows[0]]), *rows[1:]]
        return _step(kit, 2, heading, body, Done.DONE, ruled=few)
    if rows:
        return _step(kit, 2, heading, rows, Done.DONE, head=head)
    return _step(kit, 2, heading, told, Done.HALF if known else Done.NOT_BEGUN, ruled=False)


def _action_table(
    kit: Kit, content: ComplaintPaper, actions: Sequence[ActionLine]
) -> tuple[Box, tuple[Box, ...]]:
    words, today = kit.words, day_of(kit, content.head.as_of)
    columns = (
        Column("", width=9.0),
        Column(words.say_in("8D column", "measure"), share=0.5),
        Column(words.say_in("8D column", "who")),
        Column(words.say_in("8D column", "by when"), right=True),
        Column(words.say_in("8D column", "proof"), share=0.34),
    )
    lines: list[tuple[Cell, ...]] = [
        (
            state_box(_state(each), kit.look.body.leading),
            emphasised(each.text) if each.late else each.text,
            each.owner,
            when_due(kit, each, today),
            _proven(kit, each),
        )
        for each in actions
    ]
    return table(kit, columns, lines, _body(kit))


def _proven(kit: Kit, action: ActionLine) -> str:
    if action.proof:
        return action.proof
    if action.status is CommitmentStatus.BROKEN:
        return kit.words.say_in("8D", "not done")
    return kit.words.say_in("8D", "late") if action.late else ""


def _state(action: ActionLine) -> Done:
    """Done when it was kept; with a first proof it is under way."""
    if action.status is CommitmentStatus.KEPT:
        return Done.DONE
    return Done.HALF if action.proof and action.status is CommitmentStatus.OPEN else Done.NOT_BEGUN


def _counted(kit: Kit, actions: Sequence[ActionLine]) -> str:
    done = sum(_state(each) is Done.DONE for each in actions)
    if not actions or done == len(actions):
        return ""
    return kit.words.say_in("8D", "{done} of {total}", done=done, total=len(actions))


def _measures(
    kit: Kit, content: ComplaintPaper, number: int, label: str, kind: CommitmentKind, *, told: str = ""
) -> Step:
    actions = content.actions_of(kind)
    head, rows = _action_table(kit, content, actions)
    paragraphs = list(prose(kit, told, _body(kit)))
    state = all_done([_state(each) for each in actions])
    if told and not actions:
        state = Done.DONE
    known = bool(actions or told.strip())
    heading = Heading(
        label, missing="" if known else kit.words.say("no measures written down"), note=_counted(kit, actions)
    )
    if not paragraphs:
        return _step(kit, number, heading, rows, state, head=head)
    body = [*paragraphs, *([stacked([head, rows[0]]), *rows[1:]] if rows else [])]
    return _step(kit, number, heading, body, state, ruled=False)


def _containment(kit: Kit, content: ComplaintPaper) -> Step:
    label = kit.words.say("Containment")
    return _measures(kit, content, 3, label, CommitmentKind.CONTAINMENT, told=content.containment)


def _cause(kit: Kit, content: ComplaintPaper) -> Step:
    words = kit.words
    rows: list[Box] = list(_whys(kit, content.causes))
    found = bool(content.root_cause.strip())
    # The last why usually is the root cause: it is not said twice.
    said = content.causes and same_cause(content.causes[-1].answer) == same_cause(content.root_cause)
    if found and not said:
        told = words.say("Root cause: {text}", text=plain(content.root_cause))
        rows += prose(kit, emphasised(told), _body(kit))
    rows += _whys(kit, content.escapes)
    if content.escape_cause.strip():
        told = words.say("**Why it escaped:** {text}", text=plain(content.escape_cause))
        rows += prose(kit, told, _body(kit))
    heading = Heading(
        words.say("Root cause: five whys"), missing="" if found or rows else words.say("not found yet")
    )
    state = Done.DONE if found else Done.HALF if rows else Done.NOT_BEGUN
    return _step(kit, 4, heading, rows, state)


def _whys(kit: Kit, whys: Sequence[WhyLine]) -> tuple[Box, ...]:
    if not whys:
        return ()
    columns = (Column("", width=10.0, bold=True), Column("", share=0.42), Column("", share=0.58))
    lines: list[tuple[Cell, ...]] = []
    for number, each in enumerate(whys, start=1):
        question = each.question or kit.words.say_in("8D", "Why?")
        last = number == len(whys)
        lines.append((str(number), question, emphasised(each.answer) if last else each.answer))
    return table(kit, columns, lines, _body(kit))[1]


def _chosen(kit: Kit, content: ComplaintPaper) -> Step:
    words = kit.words
    actions = content.actions_of(CommitmentKind.CORRECTIVE)
    rows = [
        beside(
            [
                (0.0, kit.text(f"**{number}.**", 14)),
                (14.0, kit.text(each.text, _body(kit) - 14)),
            ],
            0.6,
        )
        for number, each in enumerate(actions, start=1)
    ]
    heading = Heading(words.say("Chosen actions"), missing="" if rows else words.say("none chosen yet"))
    return _step(kit, 5, heading, rows, Done.DONE if rows else Done.NOT_BEGUN, ruled=False)


def _proof(kit: Kit, content: ComplaintPaper) -> Step:
    label = kit.words.say("Implementation and proof")
    return _measures(kit, content, 6, label, CommitmentKind.CORRECTIVE)


def _prevention(kit: Kit, content: ComplaintPaper) -> Step:
    return _measures(kit, content, 7, kit.words.say("Prevention"), CommitmentKind.PREVENTIVE)


def _closing(kit: Kit, content: ComplaintPaper) -> Step:
    words = kit.words
    rows = []
    if content.compensations:
        parts = []
        for each in content.compensations:
            said = " ".join(filter(None, (words.of(each.kind.label), money(kit.formats, each.amount))))
            if each.note:
                said = words.say("{what}: {note}", what=said, note=plain(each.note))
            if not each.approved_by:
                said = words.say("{what} (not approved)", what=said)
            parts.append(said)
        made = words.say("Compensation: {list}", list=", ".join(parts))
        rows += [kit.text(made, _body(kit) * 0.62)]
    told = _told(kit, content)
    if told:
        rows.append(kit.text(told, _body(kit)))
    if content.stage not in _ENDED:
        rows.append(_marks(kit))
    rows.append(_signatures(kit, content.head.our_company, content.owner, content.account, content.raised_by))
    closed = content.stage in _ENDED
    state = Done.DONE if closed else Done.HALF if content.stage is ComplaintStage.DECIDED else Done.NOT_BEGUN
    return _step(kit, 8, Heading(words.say("Closing with the client")), rows, state, ruled=False)


def _told(kit: Kit, content: ComplaintPaper) -> str:
    """What the client said in the end, or why it was closed without their word."""
    words = kit.words
    parts = []
    if content.summary_sent_on is not None:
        day = kit.formats.full_date(content.summary_sent_on)
        parts.append(words.say("summary sent on {date}", date=day))
    if content.satisfaction is not None:
        parts.append(words.say("rated the solution **{mark} of 5**", mark=content.satisfaction))
    if content.rejection_reason and content.stage is ComplaintStage.REJECTED:
        parts.append(words.say("rejected: {reason}", reason=plain(content.rejection_reason)))
    elif content.closing_reason:
        parts.append(
            words.say("closed without the client's word: {reason}", reason=plain(content.closing_reason))
        )
    return sentence("; ".join(parts))


def _marks(kit: Kit) -> Box:
    """Five boxes for the client's mark, at the right."""
    look = kit.look
    said = set_text(kit.words.say("How was it solved:"), look.body, 200, 1)

    def paint(pen: Pen, x: float, y: float) -> None:
        at = x + _body(kit) - _MARKS * 24
        pen.text(at - said.width - 6, y, said)
        for number in range(1, _MARKS + 1):
            pen.box(at + 0.4, y + look.body.leading / 2 - 4, 8, 8, weight=0.8)
            pen.word(at + 11, y + look.body.leading / 2, str(number), look.body)
            at += 24

    return Box(look.body.leading + 2, paint)


def _signatures(kit: Kit, ours: str, who: str, client: str, whom: str) -> Box:
    look = kit.look
    half = _body(kit) * 0.48
    sides = [
        set_text(said, look.body, half * 0.66, 4)
        for said in (_side(ours or kit.words.say("us"), who), _side(client, whom))
    ]
    room = max(_SIGN_ROOM, *(made.height + 4 for made in sides))

    def paint(pen: Pen, x: float, y: float) -> None:
        for place, made in zip((x, x + _body(kit) - half), sides, strict=True):
            bottom = y + room
            pen.text(place, bottom - made.height, made)
            pen.line(place + made.width + 4, bottom, place + half, bottom, 0.4)

    return Box(room + 3, paint)


def _side(company: str, name: str) -> str:
    return f"{plain(company)}: {plain(name)}" if name else plain(company)


def _legend(kit: Kit) -> tuple[tuple[LegendSign, str], ...]:
    words = kit.words
    return (
        (sign_of(Done.DONE), words.say_in("8D", "done")),
        (sign_of(Done.HALF), words.say_in("8D", "under way")),
        (sign_of(Done.NOT_BEGUN), words.say_in("8D", "not begun")),
    )


# --- for the client ---------------------------------------------------------------------------------------


def _customer_facts(kit: Kit, content: CustomerComplaintPaper) -> list[Fact]:
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


def _customer_steps(kit: Kit, content: CustomerComplaintPaper) -> Iterator[Step]:
    words, body = kit.words, _body(kit)
    team = []
    if content.team:
        leader, *others = content.team
        team.append(kit.text(" · ".join([emphasised(leader), *map(plain, others)]), body))
    if content.raised_by:
        said = words.say("Of the client: {names}", names=full_name(content.raised_by))
        team.append(kit.text(said, body))
    yield _step(
        kit, 1, Heading(words.say("Team")), team, Done.DONE if content.team else Done.NOT_BEGUN, ruled=False
    )
    told = prose(kit, content.summary, body)
    yield _step(kit, 2, Heading(words.say("Problem")), told, Done.DONE, ruled=False)
    yield _customer_measures(kit, content, 3, words.say("Containment"), content.containment)
    cause = prose(kit, content.established, body)
    missing = "" if cause else words.say("being established")
    heading = Heading(words.say("What we established"), missing=missing)
    yield _step(kit, 4, heading, cause, Done.DONE if cause else Done.NOT_BEGUN, ruled=False)
    chosen = [
        kit.text(f"**{number}.** {plain(each.text)}", body)
        for number, each in enumerate(content.corrective, 1)
    ]
    missing = "" if chosen else words.say("being chosen")
    heading = Heading(words.say("Chosen actions"), missing=missing)
    yield _step(kit, 5, heading, chosen, Done.DONE if chosen else Done.NOT_BEGUN, ruled=False)
    yield _customer_measures(kit, content, 6, words.say("Implementation and proof"), content.corrective)
    yield _customer_measures(kit, content, 7, words.say("Prevention"), content.preventive)
    rows = [*_promised(kit, content)]
    if content.is_open:
        rows.append(_marks(kit))
    us = content.answered_by
    rows.append(_signatures(kit, content.head.our_company, us, content.client, full_name(content.raised_by)))
    heading = Heading(words.say("Closing"))
    yield _step(kit, 8, heading, rows, Done.NOT_BEGUN if content.is_open else Done.DONE, ruled=False)


def _promised(kit: Kit, content: CustomerComplaintPaper) -> list[Box]:
    """What else was promised to the client for this complaint."""
    if not content.promises:
        return []
    _, rows = _obligation_table(kit, content, content.promises)
    return list(rows)


def _customer_measures(
    kit: Kit, content: CustomerComplaintPaper, number: int, label: str, lines: Sequence[Obligation]
) -> Step:
    head, rows = _obligation_table(kit, content, lines)
    states = [_obligation_state(each) for each in lines]
    done = sum(state is Done.DONE for state in states)
    note = ""
    if lines and done < len(lines):
        note = kit.words.say_in("8D", "{done} of {total}", done=done, total=len(lines))
    heading = Heading(label, missing="" if lines else kit.words.say("being agreed"), note=note)
    return _step(kit, number, heading, rows, all_done(states), head=head)


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
    return table(kit, columns, rows, _body(kit))


def _obligation_state(line: Obligation) -> Done:
    return Done.DONE if line.state is ObligationState.KEPT else Done.NOT_BEGUN
