"""The command ``kam``: reads the line, runs the command, turns failures into sentences and exit codes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from kam import __version__
from kam.cli import (
    commands_calendar,
    commands_complaints,
    commands_data,
    commands_day,
    commands_file,
    commands_health,
    commands_insight,
    commands_lists,
    commands_meetings,
    commands_plans,
    commands_retention,
    commands_sealing,
    commands_steps,
    commands_surveys,
)
from kam.cli.context import Context, prepare_streams
from kam.cli.endings import carry_out, let_out
from kam.cli.parsing import DONE, Parser, must_be_text, speak
from kam.core.clock import Clock, SystemClock
from kam.core.program_language import program_words
from kam.core.words import Words

_GROUPS: tuple[Callable[[Callable[..., Parser], Words], None], ...] = (
    commands_file.register,
    commands_sealing.register,
    commands_data.register,
    commands_day.register,
    commands_lists.register,
    commands_meetings.register,
    commands_plans.register,
    commands_complaints.register,
    commands_surveys.register,
    commands_health.register,
    commands_insight.register,
    commands_retention.register,
    commands_calendar.register,
    commands_steps.register,
)


def build_parser(words: Words) -> Parser:
    """The whole command line in a language."""
    speak(words)
    parser = Parser(
        prog="kam",
        words=words,
        description=words.say("Key accounts in one local file: dossiers, promises, meeting briefs."),
        epilog=words.say(
            "Exit codes: 0 done, 1 something you can mend (one sentence says what), 2 wrong usage,"
            " 130 Ctrl-C. A backup that could not be made after a step is a warning:"
            " what you asked for is done."
        ),
    )
    parser.add_argument(
        "--version", action="version", version=f"kam {__version__}", help=words.say("show the version")
    )
    commands = parser.add_subparsers(
        title=words.say("Commands"),
        metavar=words.say_in("placeholder", "COMMAND"),
        dest="command",
        parser_class=Parser,
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
    context = Context(words, clock or SystemClock(), sys.stdout, sys.stderr)
    parser = build_parser(words)
    try:
        given = parser.parse_args(arguments)
        must_be_text(parser, given)
    except SystemExit as leaving:
        return let_out(context, int(leaving.code or DONE))
    if given.command is None:
        parser.print_help()
        return let_out(context, DONE)
    return carry_out(context, given)
