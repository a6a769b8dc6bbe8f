"""``kam import``: somebody's table becomes records."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from kam.cli.context import Context
from kam.cli.parsing import Parser, file_name, json_option, workspace_argument
from kam.core.words import Words

IMPORT_KINDS = ("accounts", "people", "sales", "targets", "receivables", "contracts")


def register(add: Callable[..., Parser], words: Words) -> None:
    """Add the command of this file."""
    does = words.say("bring in accounts, people, sales, targets, receivables or contracts from CSV or XLSX")
    parser = add("import", does)
    workspace_argument(parser)
    parser.add_argument(
        "source", type=file_name(words), metavar="SOURCE", help=words.say("the table, *.csv or *.xlsx")
    )
    parser.add_argument("--kind", choices=IMPORT_KINDS, required=True, help=words.say("what its rows are"))
    parser.add_argument(
        "--mapping",
        type=file_name(words),
        metavar="FILE.toml",
        help=words.say("which column is which, and how it is written"),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=words.say("say what would happen and change nothing")
    )
    parser.add_argument(
        "--skip-bad-rows",
        action="store_true",
        help=words.say("leave out rows with mistakes instead of refusing all"),
    )
    json_option(parser)
    parser.set_defaults(run=run_import)


def run_import(context: Context, given: Namespace) -> int:
    """Bring in a table."""
    from kam.cli.importing import import_table

    return import_table(context, given)
