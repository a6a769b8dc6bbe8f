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
    output_option,
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
    output_option(parser, required=True)
    parser.set_defaults(run=run_plan)


def run_plan(context: Context, given: Namespace) -> int:
    """Write a plan."""
    from kam.cli.papers import paper_moments, put_out, written
    from kam.services.finding import find_account
    from kam.services.plans.exporting import PlanFormat, plan_file, plan_of_account, read_template
    from kam.services.profile import paper_language

    with context.open(given.workspace) as workspace:
        moments = paper_moments(context, workspace, given)
        made = plan_file(
            workspace,
            plan_of_account(workspace, find_account(workspace, given.account).id, as_of=moments["as_of"]),
            PlanFormat(given.format),
            **moments,
            language=given.lang or paper_language(workspace),
            version=given.version,
            customer_safe=given.customer_safe,
            template=read_template(given.template) if given.template else None,
        )
        put_out(context, given.output, made.data, given.format)
    context.tell(written(context.words, given.output, made.pages))
    return DONE
