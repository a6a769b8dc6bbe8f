"""``kam list``, ``kam show``, ``kam search``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from kam.cli.context import Columns, Context
from kam.cli.parsing import (
    DONE,
    Parser,
    as_of_option,
    json_option,
    misused,
    only_account_option,
    positive,
    text,
    workspace_argument,
)
from kam.core.words import Words, label

if TYPE_CHECKING:
    from kam.services.files import Workspace

LISTS = ("accounts", "people", "meetings", "sales", "commitments", "complaints", "plans")

_COLUMNS: dict[str, Columns] = {
    "accounts": (
        ("name", label("column", "Account")),
        ("segment", label("column", "Segment")),
        ("status", label("column", "Status")),
        ("revenue_12m", label("column", "12 months")),
        ("health", label("column", "Health")),
        ("churn_risk", label("column", "Churn risk")),
        ("open_complaints", label("column", "Complaints")),
        ("next_meeting_at", label("column", "Next meeting")),
    ),
    "people": (
        ("name", label("column", "Name")),
        ("job_title", label("column", "Job title")),
        ("account", label("column", "Account")),
        ("roles", label("column", "Roles")),
        ("attitude", label("column", "Attitude")),
        ("owner", label("column", "Answers for them")),
    ),
    "meetings": (
        ("starts_at", label("column", "When")),
        ("account", label("column", "Account")),
        ("subject", label("column", "Subject")),
        ("status", label("column", "Status")),
        ("id", label("column", "Meeting")),
    ),
    "sales": (
        ("month", label("column", "Month")),
        ("account", label("column", "Account")),
        ("product_line", label("column", "Product line")),
        ("revenue", label("column", "Revenue")),
    ),
    "commitments": (
        ("due_on", label("column", "Due")),
        ("side", label("column", "Side")),
        ("text", label("column", "Promise")),
        ("owner", label("column", "Owner")),
        ("account", label("column", "Account")),
        ("status", label("column", "Status")),
    ),
    "complaints": (
        ("number", label("column", "Number")),
        ("account", label("column", "Account")),
        ("summary", label("column", "Complaint")),
        ("stage", label("column", "Stage")),
        ("clock_state", label("column", "Clock")),
        ("clock_due_at", label("column", "Due")),
    ),
    "plans": (
        ("account", label("column", "Account")),
        ("title", label("column", "Plan")),
        ("status", label("column", "Status")),
        ("starts_on", label("column", "From")),
        ("ends_on", label("column", "To")),
    ),
}


def register(add: Callable[..., Parser], words: Words) -> None:
    """Add the commands of this file."""
    parser = add(
        "list", words.say("list the accounts, people, meetings, sales, promises, complaints or plans")
    )
    workspace_argument(parser)
    parser.add_argument("what", choices=LISTS, metavar="WHAT", help=", ".join(LISTS))
    only_account_option(parser)
    parser.add_argument("--planned", action="store_true", help=words.say("only meetings that are planned"))
    parser.add_argument(
        "--limit", type=positive(words), metavar="N", help=words.say("how many at most; default: all")
    )
    parser.epilog = words.say("Plans, and whatever has no date of its own, are shown as they are now.")
    json_option(parser)
    as_of_option(parser)
    parser.set_defaults(run=run_list)

    parser = add("show", words.say("show what is known of an account"))
    workspace_argument(parser)
    parser.add_argument(
        "account",
        type=text(words),
        metavar="ACCOUNT",
        help=words.say("its name, the beginning of it, or its id"),
    )
    json_option(parser)
    as_of_option(parser)
    parser.set_defaults(run=run_show)

    parser = add("search", words.say("find any word in everything that was written down"))
    workspace_argument(parser)
    parser.add_argument("text", nargs="+", metavar="TEXT", help=words.say("what to look for"))
    parser.add_argument(
        "--limit",
        type=positive(words),
        default=20,
        metavar="N",
        help=words.say("how many at most; default: 20"),
    )
    json_option(parser)
    parser.set_defaults(run=run_search)


def run_list(context: Context, given: Namespace) -> int:
    """One of the lists."""
    if given.planned and given.what != "meetings":
        return misused(context, context.words.say("--planned goes only with the list of meetings."))
    with context.open(given.workspace) as workspace:
        rows = _read(context, workspace, given)[: given.limit]
    context.listed(rows, _COLUMNS[given.what], as_json=given.json)
    return DONE


def _read(context: Context, workspace: Workspace, given: Namespace) -> Sequence[object]:
    """The rows as of the moment asked for; asked for none, as they are recorded."""
    from kam.services import lists
    from kam.services.finding import find_account
    from kam.services.profile import read_profile

    moment = context.moment(workspace, given.as_of)
    options: dict[str, object] = {}
    match given.what:
        case "accounts" | "complaints":
            options["as_of"] = moment
        case "commitments":
            with workspace.reading() as session:
                options["today"] = read_profile(session).today(moment)
            options["as_it_stood"] = given.as_of is not None
        case "people" | "sales" | "meetings":
            options["as_of"] = None if given.as_of is None else moment
    if given.planned:
        options["planned"] = True
    if given.account is not None:
        options["account_id"] = find_account(workspace, given.account).id
    return lists.reader(given.what)(workspace, **options)


def run_show(context: Context, given: Namespace) -> int:
    """What is known of an account."""
    from kam.services.finding import find_account
    from kam.services.overview import account_overview

    with context.open(given.workspace) as workspace:
        found = find_account(workspace, given.account)
        overview = account_overview(workspace, found.id, as_of=context.moment(workspace, given.as_of))
    if given.json:
        context.json(overview)
    else:
        from kam.cli.overview_text import overview_lines

        for line in overview_lines(overview, context):
            context.tell(line)
    return DONE


def run_search(context: Context, given: Namespace) -> int:
    """Everything that contains the words, newest first."""
    from kam.services.searching import search

    with context.open(given.workspace) as workspace:
        hits = search(workspace, " ".join(given.text), limit=given.limit)
    if given.json:
        context.json_rows(hits)
    elif not hits:
        context.tell(context.words.say("Nothing was found."))
    else:
        headings = [
            context.words.of(name)
            for name in (
                label("column", "What"),
                label("column", "Account"),
                label("column", "Text"),
                label("column", "Passage"),
            )
        ]
        context.table(headings, [[hit.what, hit.account or "", hit.text, hit.passage or ""] for hit in hits])
    return DONE
