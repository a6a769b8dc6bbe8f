"""``kam schedule`` and ``kam brief``: plan a meeting and print what to take into it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from kam.cli.context import Context
from kam.cli.parsing import (
    DONE,
    Parser,
    as_of_option,
    json_option,
    local_time,
    output_option,
    paper_options,
    text,
    whole,
    workspace_argument,
)
from kam.core.vocabulary import InteractionKind
from kam.core.words import Words

if TYPE_CHECKING:
    from datetime import datetime

    from kam.reports.result import PaperResult
    from kam.services.files import Workspace
    from kam.services.meetings import AgendaPoint

KINDS = [
    kind.value
    for kind in (
        InteractionKind.MEETING,
        InteractionKind.CALL,
        InteractionKind.SITE_VISIT,
        InteractionKind.EVENT,
        InteractionKind.BUSINESS_REVIEW,
    )
]


def register(add: Callable[..., Parser], words: Words) -> None:
    """Add the commands of this file."""
    parser = add("schedule", words.say("plan a meeting"))
    workspace_argument(parser)
    parser.add_argument(
        "--account",
        required=True,
        type=text(words),
        metavar="NAME-OR-ID",
        help=words.say("with which account"),
    )
    parser.add_argument(
        "--when",
        required=True,
        type=local_time(words),
        metavar="TIME",
        help=words.say("for example 2026-11-24T10:00"),
    )
    parser.add_argument(
        "--subject",
        type=text(words),
        metavar="TEXT",
        help=words.say("its title, seen by the client; default: the client's purpose"),
    )
    parser.add_argument("--kind", choices=KINDS, default=KINDS[0], help=words.say("default: meeting"))
    parser.add_argument(
        "--minutes", type=whole(words), default=60, metavar="N", help=words.say("how long; default: 60")
    )
    parser.add_argument(
        "--zone",
        type=text(words),
        metavar="ZONE",
        help=words.say("for example Europe/Moscow; default: the workspace's"),
    )
    parser.add_argument("--place", type=text(words), metavar="TEXT", help=words.say("where"))
    parser.add_argument("--purpose", type=text(words), metavar="TEXT", help=words.say("why we meet"))
    parser.add_argument("--best", type=text(words), metavar="TEXT", help=words.say("the best outcome"))
    parser.add_argument(
        "--minimum", type=text(words), metavar="TEXT", help=words.say("the minimum acceptable outcome")
    )
    parser.add_argument(
        "--client-purpose",
        type=text(words),
        metavar="TEXT",
        help=words.say("the purpose as the client may read it"),
    )
    parser.add_argument(
        "--with",
        dest="people",
        action="append",
        default=[],
        type=text(words),
        metavar="NAME",
        help=words.say("who of theirs; repeat it"),
    )
    parser.add_argument(
        "--ours",
        action="append",
        default=[],
        type=text(words),
        metavar="NAME",
        help=words.say("who of us; default: me"),
    )
    parser.add_argument(
        "--guest",
        action="append",
        default=[],
        type=text(words),
        metavar="TEXT",
        help=words.say("somebody not in the workspace"),
    )
    parser.add_argument(
        "--question",
        action="append",
        default=[],
        type=text(words),
        metavar="TEXT",
        help=words.say("something to ask; repeat it"),
    )
    parser.add_argument(
        "--client-question",
        action="append",
        default=[],
        type=text(words),
        metavar="TEXT",
        help=words.say("a point to discuss, seen by the client; repeat it"),
    )
    parser.add_argument(
        "--agenda",
        action="append",
        default=[],
        type=text(words),
        metavar="TEXT",
        help=words.say(
            "a point of the agenda, seen by the client, with its minutes: “Results of the year, 15”"
        ),
    )
    json_option(parser)
    parser.set_defaults(run=run_schedule)

    parser = add("brief", words.say("print the brief of a meeting as PDF"))
    workspace_argument(parser)
    which = parser.add_mutually_exclusive_group(required=True)
    which.add_argument("--meeting", type=_identity(words), metavar="ID", help=words.say("the meeting's id"))
    which.add_argument(
        "--account",
        type=text(words),
        metavar="NAME-OR-ID",
        help=words.say("the next planned meeting with this account"),
    )
    as_of_option(parser)
    paper_options(parser)
    parser.add_argument(
        "--customer-safe", action="store_true", help=words.say("the version that may lie before the client")
    )
    parser.add_argument(
        "--pages",
        choices=("auto", "1", "2", "all"),
        default="auto",
        help=words.say("how many pages; default: auto"),
    )
    output_option(parser, required=True, place="OUT.pdf")
    parser.add_argument(
        "--keep",
        action="store_true",
        help=words.say("keep the paper with its meeting; what changed is then counted from it the next time"),
    )
    parser.set_defaults(run=run_brief)


def _identity(words: Words) -> Callable[[str], UUID]:
    def parse(text: str) -> UUID:
        from argparse import ArgumentTypeError

        try:
            return UUID(text)
        except ValueError:
            message = words.say("“{text}” is not an id; kam list WORKSPACE meetings shows them.", text=text)
            raise ArgumentTypeError(message) from None

    return parse


def run_schedule(context: Context, given: Namespace) -> int:
    """Plan a meeting."""
    from kam.services.finding import find_account, find_colleague, find_stakeholder
    from kam.services.meetings import MeetingPlan, planned_then, schedule_meeting

    with context.open(given.workspace, for_writing=True) as workspace:
        account = find_account(workspace, given.account).id
        plan = MeetingPlan(
            account_id=account,
            starts_local=given.when,
            subject=given.subject or given.client_purpose or context.words.say("Meeting"),
            kind=InteractionKind.of(given.kind),
            zone=given.zone,
            minutes=given.minutes,
            place=given.place,
            purpose=given.purpose,
            best_outcome=given.best,
            minimum_outcome=given.minimum,
            client_purpose=given.client_purpose,
            stakeholder_ids=tuple(find_stakeholder(workspace, account, name) for name in given.people),
            colleague_ids=tuple(find_colleague(workspace, name) for name in given.ours),
            guests=tuple(given.guest),
            questions=tuple(given.question),
            client_questions=tuple(given.client_question),
            agenda=tuple(_agenda_point(text) for text in given.agenda),
        )
        meeting = schedule_meeting(workspace, plan).value
        others = planned_then(workspace, meeting)
    if given.json:
        context.json({"id": meeting, "planned_then": [other.id for other in others]})
        return DONE
    context.tell(context.words.say("Planned. The meeting's id is {id}.", id=meeting))
    for other in others:
        context.tell(
            context.words.say(
                "At the same time another one is planned with this account: “{subject}” ({id}).",
                subject=other.subject,
                id=other.id,
            )
        )
    return DONE


def _agenda_point(text: str) -> AgendaPoint:
    """A point as typed: words, and its minutes after the last comma."""
    from kam.services.meetings import AgendaPoint

    title, comma, minutes = text.rpartition(",")
    if comma and minutes.strip().isascii() and minutes.strip().isdigit():
        return AgendaPoint(title.strip(), int(minutes))
    return AgendaPoint(text.strip(), None)


def _keep(
    workspace: Workspace,
    meeting: UUID,
    paper: PaperResult,
    as_of: datetime,
    language: str,
    *,
    customer_safe: bool,
) -> None:
    """Keep with its meeting what was written."""
    from kam.core.vocabulary import PaperKind
    from kam.services.preparing import Paper, Way, keep_paper

    kind = PaperKind.CUSTOMER_BRIEF if customer_safe else PaperKind.BRIEF
    keep_paper(workspace, meeting, Paper(kind, language, as_of, paper.pdf, paper.pages), Way.SAVED)


def run_brief(context: Context, given: Namespace) -> int:
    """Write the brief of a meeting."""
    from kam.cli.papers import paper_moments, put_out, written
    from kam.services.briefs import brief_pdf, meeting_of
    from kam.services.profile import paper_language

    with context.open(given.workspace, for_writing=given.keep) as workspace:
        moments = paper_moments(context, workspace, given)
        as_of = moments["as_of"]
        meeting = given.meeting or meeting_of(workspace, given.account, as_of=as_of)
        language = given.lang or paper_language(workspace)
        paper = brief_pdf(
            workspace,
            meeting_id=meeting,
            **moments,
            language=language,
            customer_safe=given.customer_safe,
            pages=given.pages,
        )
        put_out(context, given.output, paper.pdf)
        if given.keep:
            _keep(workspace, meeting, paper, as_of, language, customer_safe=given.customer_safe)
    context.tell(written(context.words, given.output, paper.pages))
    return DONE
