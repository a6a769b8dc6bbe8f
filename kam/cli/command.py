"""The command ``kam``: reads the line, runs the command, turns failures into sentences and exit codes."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable, Sequence

from kam import __version__
from kam.cli import commands_data, commands_file, commands_lists, commands_meetings, commands_steps
from kam.cli.context import Context, prepare_streams
from kam.cli.language import program_words
from kam.cli.parsing import DONE, MENDABLE, Parser, speak
from kam.core.clock import Clock, SystemClock
from kam.core.errors import UserError
from kam.core.words import Words

_INTERRUPTED = 130

_GROUPS: tuple[Callable[[Callable[..., Parser], Words], None], ...] = (
    commands_file.register,
    commands_data.register,
    commands_lists.register,
    commands_meetings.register,
    commands_steps.register,
)


def build_parser(words: Words) -> Parser:
    """The whole command line in a language."""
    speak(words)
    parser = Parser(
        prog="kam",
        words=words,
        description=words.say("Key accounts in one local file: dossiers, promises, meeting briefs."),
    )
    parser.add_argument(
        "--version", action="version", version=f"kam {__version__}", help=words.say("show the version")
    )
    commands = parser.add_subparsers(
        title=words.say("Commands"), metavar="COMMAND", dest="command", parser_class=Parser
    )

    def add(name: str, summary: str) -> Parser:
        made: Parser = commands.add_parser(name, help=summary, description=summary)
        return made

    for register in _GROUPS:
        register(add, words)
    return parser


def main(arguments: Sequence[str] | None = None, *, clock: Clock | None = None) -> int:
    """Run one command; its exit code."""
    prepare_streams()
    words = program_words()
    parser = build_parser(words)
    try:
        given = parser.parse_args(arguments)
    except SystemExit as leaving:
        return int(leaving.code or DONE)
    if given.command is None:
        parser.print_help()
        return DONE
    return _run(Context(words, clock or SystemClock(), sys.stdout, sys.stderr), given)


def _run(context: Context, given: Namespace) -> int:
    try:
        return int(given.run(context, given))
    except UserError as error:
        context.complain(error)
        return MENDABLE
    except KeyboardInterrupt:
        print(context.words.say("Stopped. Nothing was changed."), file=context.errors)
        return _INTERRUPTED
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        sys.stderr.close()
        return DONE
    except Exception:
        if os.environ.get("KAM_DEBUG"):
            raise
        return _report_bug(context.words)


def _report_bug(words: Words) -> int:
    """Keep the trace of an unexpected failure, code lines only, and say where it is."""
    from kam.cli.bugs import keep_trace

    kept = keep_trace(sys.exc_info()[1])
    print(words.say("kam stumbled over a mistake of its own. Your data is as it was."), file=sys.stderr)
    if kept is not None:
        print(
            words.say("What happened is written down in {path}, without your data.", path=kept),
            file=sys.stderr,
        )
    return MENDABLE
