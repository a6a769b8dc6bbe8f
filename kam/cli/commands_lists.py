"""``kam list``, ``kam show``, ``kam search``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Sequence
from typing import Any

from kam.cli.context import Context
from kam.cli.parsing import DONE, Parser, as_of_option, json_option, workspace_argument
from kam.core.words import Label, Words, label

LISTS = ("accounts", "people", "meetings", "sales", "commitments", "complaints", "plans")

_COLUMNS: dict[str, Sequence[tuple[str, Label]]] = {
    "accounts": (
        ("name", label("column", "Account")),
        ("segment", label("column", "Segment")),
        ("status", label("column", "Status")),
        ("revenue_12m", label("column", "12 months")),
        ("open_complaints", label("column", "Complaints")),
        ("next_meeting_at", label("column", "Next meeting")),
    ),
    "people": (
        ("name", label("column", "Name")),
        ("job_title", label("column", "Job title")),
        ("account", label("column", "Account")),
        ("roles", label("column", "Roles")),
        ("attitude", label("column", "Attitude")),
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
    json_option(parser)
    as_of_option(parser)
    parser.set_defaults(run=run_list)

    parser = add("show", words.say("show what is known of an account"))
    workspace_argument(parser)
    parser.add_argument(
        "account", metavar="ACCOUNT", help=words.say("its name, the beginning of it, or its id")
    )
    json_option(parser)
    as_of_option(parser)
    parser.set_defaults(run=run_show)

    parser = add("search", words.say("find any word in everything that was written down"))
    workspace_argument(parser)
    parser.add_argument("text", nargs="+", metavar="TEXT", help=words.say("what to look for"))
    parser.add_argument(
        "--limit", type=int, default=20, metavar="N", help=words.say("how many at most; default: 20")
    )
    json_option(parser)
    parser.set_defaults(run=run_search)


def run_list(context: Context, given: Namespace) -> int:
    """One of the lists."""
    with context.open(given.workspace) as workspace:
        rows = _read(given.what, workspace, context.moment(workspace, given.as_of))
    if given.json:
        context.json_rows(rows)
        return DONE
    if not rows:
        context.tell(context.words.say("There is nothing here yet."))
        return DONE
    columns = _COLUMNS[given.what]
    context.table(
        [context.words.of(heading) for _, heading in columns],
        [[context.shown(getattr(row, name)) for name, _ in columns] for row in rows],
    )
    return DONE


def _read(what: str, workspace: Any, as_of: Any) -> Sequence[object]:
    from kam.services import lists
    from kam.services.profile import read_profile

    if what in {"people", "meetings", "sales", "plans"}:
        return lists.reader(what)(workspace)
    if what == "commitments":
        with workspace.reading() as session:
            today = read_profile(session).today(as_of)
        return lists.reader(what)(workspace, today=today)
    return lists.reader(what)(workspace, as_of=as_of)


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
            for name in (label("column", "What"), label("column", "Account"), label("column", "Text"))
        ]
        context.table(headings, [[context.shown(hit.what), hit.account or "", hit.text] for hit in hits])
    return DONE
