"""``kam insight``: the health of the portfolio as PDF or workbook."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from kam.cli.context import Context
from kam.cli.parsing import DONE, Parser, as_of_option, file_name, paper_options, workspace_argument
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
    parser.add_argument(
        "-o",
        "--output",
        required=True,
        type=file_name(words),
        metavar="FILE",
        help=words.say("the file to write"),
    )
    parser.set_defaults(run=run_insight)


def run_insight(context: Context, given: Namespace) -> int:
    """Write the portfolio."""
    from kam.cli.files import write_document
    from kam.services.health.insight_paper import InsightFormat, insight_file
    from kam.services.profile import paper_language

    with context.open(given.workspace) as workspace:
        made = insight_file(
            workspace,
            InsightFormat(given.format),
            as_of=context.moment(workspace, given.as_of),
            printed_at=None if given.printed_at is None else context.moment(workspace, given.printed_at),
            language=given.lang or paper_language(workspace),
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
