"""``kam plan``: an account plan as PDF, Word document, workbook or slides."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from kam.cli.context import Context
from kam.cli.parsing import (
    DONE,
    Parser,
    as_of_option,
    file_name,
    paper_options,
    positive,
    text,
    workspace_argument,
)
from kam.core.words import Words

FORMATS = ("pdf", "docx", "xlsx", "pptx")


def register(add: Callable[..., Parser], words: Words) -> None:
    """Add the commands of this file."""
    parser = add("plan", words.say("write an account plan as PDF, Word document, workbook or slides"))
    workspace_argument(parser)
    parser.add_argument(
        "--account",
        required=True,
        type=text(words),
        metavar="NAME-OR-ID",
        help=words.say("whose plan: the one that runs"),
    )
    parser.add_argument(
        "--format", choices=FORMATS, default=FORMATS[0], help=words.say("which kind of file; default: pdf")
    )
    parser.add_argument(
        "--version",
        type=positive(words),
        metavar="N",
        help=words.say("a version as it was submitted; default: the plan as it stands"),
    )
    parser.add_argument(
        "--customer-safe", action="store_true", help=words.say("the version that may lie before the client")
    )
    parser.add_argument(
        "--template",
        type=file_name(words),
        metavar="FILE",
        help=words.say("your company's .docx or .pptx, whose styles and masters are used"),
    )
    as_of_option(parser)
    paper_options(parser)
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        type=file_name(words),
        metavar="FILE",
        help=words.say("the file to write"),
    )
    parser.set_defaults(run=run_plan)


def run_plan(context: Context, given: Namespace) -> int:
    """Write a plan."""
    from kam.cli.files import write_document
    from kam.services.finding import find_account
    from kam.services.plans.exporting import PlanFormat, plan_file, plan_of_account, read_template
    from kam.services.profile import paper_language

    with context.open(given.workspace) as workspace:
        as_of = context.moment(workspace, given.as_of)
        made = plan_file(
            workspace,
            plan_of_account(workspace, find_account(workspace, given.account).id, as_of=as_of),
            PlanFormat(given.format),
            as_of=as_of,
            printed_at=None if given.printed_at is None else context.moment(workspace, given.printed_at),
            language=given.lang or paper_language(workspace),
            version=given.version,
            customer_safe=given.customer_safe,
            template=read_template(given.template) if given.template else None,
        )
        context.deeds.watch_file(given.output)
        write_document(given.output, made.data, given.format)
    if made.pages is None:
        context.tell(context.words.say("Written: {path}", path=given.output))
    else:
        context.tell(
            context.words.say_many(
                "{count} page in {path}", "{count} pages in {path}", made.pages, path=given.output
            )
        )
    return DONE
