"""``kam complaints``: their list, papers about one of them, their register, and what they teach."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from kam.cli.context import Context
from kam.cli.parsing import (
    DONE,
    Parser,
    as_of_option,
    day,
    file_name,
    json_option,
    misplaced,
    misused,
    only_account_option,
    output_option,
    paper_options,
    positive,
    text,
    workspace_argument,
)
from kam.core.words import Words, label

if TYPE_CHECKING:
    from uuid import UUID

    from kam.analysis.complaints.facts import Span
    from kam.services.files import Workspace

LIST: Final = "list"
_OF_ONE: Final = ("record", "8d", "answer")
_OF_SPAN: Final = ("register", "report")
WHAT: Final = (LIST, *_OF_SPAN, *_OF_ONE)
_COLUMNS: Final = (
    ("number", label("column", "Number")),
    ("received_at", label("column", "Received")),
    ("account", label("column", "Account")),
    ("severity", label("column", "Severity")),
    ("stage", label("column", "Stage")),
    ("clock_state", label("column", "Clock")),
    ("clock_due_at", label("column", "Due")),
    ("summary", label("column", "Complaint")),
)


def register(add: Callable[..., Parser], words: Words) -> None:
    """Add the commands of this file."""
    parser = add("complaints", words.say("list complaints, and write their papers"))
    workspace_argument(parser)
    parser.add_argument(
        "what",
        choices=WHAT,
        metavar="WHAT",
        help=words.say(
            "list; register and report of some days (a report says what complaints teach);"
            " record, 8d and answer of one complaint"
        ),
    )
    parser.add_argument(
        "number",
        nargs="?",
        type=text(words),
        metavar="NUMBER",
        help=words.say("the complaint's number, for record, 8d and answer"),
    )
    _choosing(parser, words)
    _writing(parser, words)
    json_option(parser)
    as_of_option(parser)
    parser.set_defaults(run=run_complaints)


def _choosing(parser: Parser, words: Words) -> None:
    only_account_option(parser)
    parser.add_argument(
        "--since", type=day(words), metavar="DATE", help=words.say("received on this day or later")
    )
    parser.add_argument(
        "--until", type=day(words), metavar="DATE", help=words.say("received on this day or earlier")
    )
    parser.add_argument("--open", action="store_true", help=words.say("only those that are open"))
    parser.add_argument(
        "--limit", type=positive(words), metavar="N", help=words.say("how many at most; default: all")
    )


def _writing(parser: Parser, words: Words) -> None:
    parser.add_argument(
        "--format",
        choices=("pdf", "xlsx"),
        help=words.say("of register and report: which kind of file; default: pdf"),
    )
    parser.add_argument(
        "--customer-safe",
        action="store_true",
        help=words.say("the 8D report that may lie before the client; an answer always may"),
    )
    parser.add_argument(
        "--text",
        type=file_name(words),
        metavar="FILE",
        help=words.say("the text of the answer; default: written from what was agreed to tell the client"),
    )
    parser.add_argument(
        "--keep",
        action="store_true",
        help=words.say("keep the paper among the documents of its complaint, too"),
    )
    paper_options(parser)
    output_option(parser)


def run_complaints(context: Context, given: Namespace) -> int:
    """The list, or a paper."""
    wrong = _what_is_wrong(context.words, given)
    if wrong:
        return misused(context, wrong)
    if given.what == LIST:
        return _list(context, given)
    return _write(context, given)


def _what_is_wrong(words: Words, given: Namespace) -> str:
    """What does not go together; empty when all does."""
    only = (
        ("--json", given.json, (LIST,)),
        ("--open", given.open, (LIST,)),
        ("--limit", given.limit, (LIST,)),
        ("--account", given.account, (LIST, *_OF_SPAN)),
        ("--since", given.since, (LIST, *_OF_SPAN)),
        ("--until", given.until, (LIST, *_OF_SPAN)),
        ("--format", given.format, _OF_SPAN),
        ("--customer-safe", given.customer_safe, ("8d",)),
        ("--text", given.text, ("answer",)),
        ("--keep", given.keep, _OF_ONE),
        ("--printed-at", given.printed_at, (*_OF_SPAN, *_OF_ONE)),
        ("--lang", given.lang, (*_OF_SPAN, *_OF_ONE)),
        ("--output", given.output, (*_OF_SPAN, *_OF_ONE)),
    )
    if wrong := misplaced(words, given.what, only):
        return wrong
    if given.what in _OF_ONE and given.number is None:
        return words.say("say which complaint: its number goes after {what}.", what=given.what)
    if given.what not in _OF_ONE and given.number is not None:
        return words.say("a number goes only with record, 8d and answer.")
    if given.what != LIST and given.output is None:
        return words.say("say with -o which file to write.")
    if given.since and given.until and given.until < given.since:
        return words.say("--until lies before --since.")
    return ""


def _list(context: Context, given: Namespace) -> int:
    from kam.services.finding import find_account
    from kam.services.lists.complaints import list_complaints

    with context.open(given.workspace) as workspace:
        account = find_account(workspace, given.account).id if given.account else None
        rows = list_complaints(workspace, as_of=context.moment(workspace, given.as_of), account_id=account)
    first, last = given.since or date.min, given.until or date.max
    ended = {"closed", "rejected"}
    shown = [
        row
        for row in rows
        if first <= row.received_at.date() <= last and not (given.open and row.stage.value in ended)
    ][: given.limit]
    context.listed(shown, _COLUMNS, as_json=given.json)
    return DONE


def _write(context: Context, given: Namespace) -> int:
    from kam.cli.papers import paper_moments, put_out, written
    from kam.services.profile import paper_language

    with context.open(given.workspace, for_writing=given.keep) as workspace:
        options: dict[str, Any] = {
            **paper_moments(context, workspace, given),
            "language": given.lang or paper_language(workspace),
        }
        form = given.format or "pdf"
        if given.what in _OF_ONE:
            data, pages = _of_one(workspace, given, options)
        else:
            data, pages = _of_span(workspace, given, form, options)
        put_out(context, given.output, data, form)
    context.tell(written(context.words, given.output, pages))
    return DONE


def _of_one(workspace: Workspace, given: Namespace, options: dict[str, Any]) -> tuple[bytes, int | None]:
    from kam.services.complaints.paper_files import ComplaintDocument, complaint_file, keep_file

    complaint = _found(workspace, given.number)
    kind = ComplaintDocument(given.what)
    if given.customer_safe:
        kind = ComplaintDocument.CUSTOMER_EIGHT_D
    made = complaint_file(workspace, complaint, kind, body=_body(given.text) if given.text else "", **options)
    if given.keep:
        keep_file(workspace, complaint, kind, made, as_of=options["as_of"], language=options["language"])
    return made.data, made.pages


def _found(workspace: Workspace, number: str) -> UUID:
    from kam.core.errors import NotFoundError
    from kam.services.complaints.record import find_by_number

    complaint = find_by_number(workspace, number)
    if complaint is None:
        raise NotFoundError("complaint.no_such_number", number=number)
    return complaint


def _body(path: Any) -> str:
    """The text of an answer from a file in UTF-8."""
    from kam.core.errors import UserError

    try:
        return str(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise UserError("cli.text_unreadable", path=path) from error


def _of_span(
    workspace: Workspace, given: Namespace, form: str, options: dict[str, Any]
) -> tuple[bytes, int | None]:
    from kam.services.complaints.paper_files import PeriodDocument, PeriodFormat, period_file
    from kam.services.complaints.query import ComplaintQuery
    from kam.services.finding import find_account

    query = None
    if given.account:
        query = ComplaintQuery(accounts=frozenset({find_account(workspace, given.account).id}))
    made = period_file(
        workspace,
        PeriodDocument(given.what),
        PeriodFormat(form),
        span=_span(workspace, given, options["as_of"]),
        query=query,
        **options,
    )
    return made.data, made.pages


def _span(workspace: Workspace, given: Namespace, as_of: datetime) -> Span | None:
    """The days asked for; one end alone takes the other from the last twelve months."""
    from kam.analysis.complaints.facts import Span
    from kam.services.complaints.learning import usual_span
    from kam.services.profile import zone_of

    if given.since is None and given.until is None:
        return None
    until = given.until or as_of.astimezone(zone_of(workspace)).date()
    since = given.since or usual_span(until).since
    return Span(min(since, until), until)
