"""Our own 8D report (paper.md): everything that is known of the cure of a complaint, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

from kam.analysis.complaints.causes import same_cause
from kam.core.formats import Formats
from kam.core.vocabulary import CommitmentKind, CommitmentStatus, ComplaintStage
from kam.core.words import Words
from kam.reports.complaints.course import course
from kam.reports.complaints.eight_d_parts import body_width, legend_of_steps, marks, note, signatures, step
from kam.reports.complaints.facts import Fact, facts_table, title
from kam.reports.complaints.flow import Paper, draw_pages, fewest_pages, full, letterhead, running_head
from kam.reports.complaints.look import STEP
from kam.reports.complaints.steps import Done, Step, all_done, state_box
from kam.reports.complaints.whys import whys_of
from kam.reports.complaints.wording import day_of, moment, money, sentence, when_due
from kam.reports.content.complaints import ActionLine, ComplaintPaper, WhyLine
from kam.reports.kit import Box, Kit, Look, beside, blank, stacked
from kam.reports.layout import Heading
from kam.reports.pen import MM
from kam.reports.plan.columns import Cell, Column, prose, table
from kam.reports.result import PaperResult
from kam.reports.text import emphasised, plain

_ENDED: Final = frozenset({ComplaintStage.CLOSED, ComplaintStage.REJECTED})


def draw_eight_d(content: ComplaintPaper, *, words: Words) -> PaperResult:
    """Draw our own report. The same content and words give the same bytes; nothing is cut."""
    return fewest_pages(partial(_draw, content, words))


def _draw(content: ComplaintPaper, words: Words, look: Look) -> PaperResult:
    kit = Kit(words, Formats(words.language), look, "", content.head.zone)
    ended = content.stage in _ENDED
    paper = Paper(
        content.head,
        words.say("8D report {number}", number=content.number),
        internal=True,
        legend=legend_of_steps(kit),
    )
    first = stacked(
        [
            letterhead(kit, paper, note(kit, content.head.as_of, final=ended)),
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
    return draw_pages(kit, paper, first, later, [full(each, STEP) for each in steps], content)


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
    rows = [kit.text(line, body_width(kit)) for line in lines]
    return step(kit, 1, heading, rows, Done.DONE if content.team else Done.NOT_BEGUN, ruled=False)


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
    head, rows = table(kit, columns, lines, body_width(kit))
    told = prose(kit, content.description, body_width(kit))
    known = bool(rows or told)
    heading = Heading(words.say("Problem"), missing="" if known else words.say("not described"))
    if rows and told:
        joined = stacked([stacked(list(told)), blank(2), head, rows[0]])
        few = joined.height < 90 * MM
        body = [joined, *rows[1:]] if few else [*told, stacked([head, rows[0]]), *rows[1:]]
        return step(kit, 2, heading, body, Done.DONE, ruled=few)
    if rows:
        return step(kit, 2, heading, rows, Done.DONE, head=head)
    return step(kit, 2, heading, told, Done.HALF if known else Done.NOT_BEGUN, ruled=False)


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
    return table(kit, columns, lines, body_width(kit))


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
    paragraphs = list(prose(kit, told, body_width(kit)))
    state = all_done([_state(each) for each in actions])
    if told and not actions:
        state = Done.DONE
    known = bool(actions or told.strip())
    heading = Heading(
        label, missing="" if known else kit.words.say("no measures written down"), note=_counted(kit, actions)
    )
    if not paragraphs:
        return step(kit, number, heading, rows, state, head=head)
    body = [*paragraphs, *([stacked([head, rows[0]]), *rows[1:]] if rows else [])]
    return step(kit, number, heading, body, state, ruled=False)


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
        rows += prose(kit, emphasised(told), body_width(kit))
    rows += _whys(kit, content.escapes)
    if content.escape_cause.strip():
        told = words.say("**Why it escaped:** {text}", text=plain(content.escape_cause))
        rows += prose(kit, told, body_width(kit))
    heading = Heading(
        words.say("Root cause: five whys"), missing="" if found or rows else words.say("not found yet")
    )
    state = Done.DONE if found else Done.HALF if rows else Done.NOT_BEGUN
    return step(kit, 4, heading, rows, state)


def _whys(kit: Kit, whys: Sequence[WhyLine]) -> tuple[Box, ...]:
    if not whys:
        return ()
    told = [*(each.answer for each in whys[:-1]), emphasised(whys[-1].answer)]
    return table(kit, *whys_of(kit, whys, told), body_width(kit))[1]


def _chosen(kit: Kit, content: ComplaintPaper) -> Step:
    words = kit.words
    actions = content.actions_of(CommitmentKind.CORRECTIVE)
    rows = [
        beside(
            [
                (0.0, kit.text(f"**{number}.**", 14)),
                (14.0, kit.text(each.text, body_width(kit) - 14)),
            ],
            0.6,
        )
        for number, each in enumerate(actions, start=1)
    ]
    heading = Heading(words.say("Chosen actions"), missing="" if rows else words.say("none chosen yet"))
    return step(kit, 5, heading, rows, Done.DONE if rows else Done.NOT_BEGUN, ruled=False)


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
        rows += [kit.text(made, body_width(kit) * 0.62)]
    told = _told(kit, content)
    if told:
        rows.append(kit.text(told, body_width(kit)))
    if content.stage not in _ENDED:
        rows.append(marks(kit))
    rows.append(signatures(kit, content.head.our_company, content.owner, content.account, content.raised_by))
    closed = content.stage in _ENDED
    state = Done.DONE if closed else Done.HALF if content.stage is ComplaintStage.DECIDED else Done.NOT_BEGUN
    heading = Heading(words.say("Closing with the client"))
    return step(kit, 8, heading, rows, state, ruled=False, tail=len(rows))


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
