"""``kam insight``: the health of the portfolio as PDF or workbook."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from kam.cli.context import Context
from kam.cli.parsing import DONE, Parser, as_of_option, output_option, paper_options, workspace_argument
from kam.core.words import Words

FORMATS = ("pdf", "xlsx")


def register(add: Callable[..., Parser], words: Words) -> None:
    """Add the commands of this file."""
    parser = add("insight", words.say("write the health of the portfolio as PDF or workbook"))
    workspace_argument(parser)
    parser.add_argument(
        "--format", choices=FORMATS, default=FORMATS[0], help=words.say("which kind of file; default: pdf")
    )
    as_of_option(parser)
    paper_options(parser)
    output_option(parser, required=True)
    parser.set_defaults(run=run_insight)


def run_insight(context: Context, given: Namespace) -> int:
    """Write the portfolio."""
    from kam.cli.papers import paper_moments, put_out, written
    from kam.services.health.insight_paper import InsightFormat, insight_file
    from kam.services.profile import paper_language

    with context.open(given.workspace) as workspace:
        made = insight_file(
            workspace,
            InsightFormat(given.format),
            **paper_moments(context, workspace, given),
            language=given.lang or paper_language(workspace),
        )
        put_out(context, given.output, made.data, given.format)
    context.tell(written(context.words, given.output, made.pages))
    return DONE
