"""The shape of the command line, said in the program's language."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from kam.cli.context import YEARS, Context
from kam.core.words import LANGUAGES, Words, label

ActionT = TypeVar("ActionT", bound=argparse.Action)
Runner = Callable[[Context, argparse.Namespace], int]

DONE, MENDABLE, MISUSED = 0, 1, 2

_PLACES = {
    place.text: place
    for place in (
        label("placeholder", "ACCOUNT"),
        label("placeholder", "CODE"),
        label("placeholder", "DATE"),
        label("placeholder", "FILE"),
        label("placeholder", "FILE.toml"),
        label("placeholder", "FOLDER"),
        label("placeholder", "ID"),
        label("placeholder", "MOMENT"),
        label("placeholder", "N"),
        label("placeholder", "NAME"),
        label("placeholder", "NAME-OR-ID"),
        label("placeholder", "NUMBER"),
        label("placeholder", "OUT.ics"),
        label("placeholder", "OUT.pdf"),
        label("placeholder", "SOURCE"),
        label("placeholder", "SOURCE.ics"),
        label("placeholder", "STEP"),
        label("placeholder", "TEXT"),
        label("placeholder", "TIME"),
        label("placeholder", "WHAT"),
        label("placeholder", "WORKSPACE"),
        label("placeholder", "ZONE"),
    )
}
"""What stands in the help for what is to be typed there."""

_LONGEST_NUMBER = 9  # digits; more of anything than that is nowhere
_HALVES = ("\ud800", "\udfff")  # of surrogate pairs: what Python makes of bytes that it cannot decode
_LONGEST_STEP = 1000  # digits; one that no journal has is told as such, whatever its length within reason


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks our catalogues and never guesses abbreviated options."""

    words: Words

    def __init__(self, *, words: Words | None = None, **options: Any) -> None:
        self.words = words or _speaking[-1]
        super().__init__(**options, allow_abbrev=False, add_help=False)
        self._positionals.title = self.words.say("Arguments")
        self._optionals.title = self.words.say("Options")
        self.add_argument("-h", "--help", action="help", help=self.words.say("show this help"))

    def _add_action(self, action: ActionT) -> ActionT:
        """Whichever way an argument is added, what stands for its value is in the user's language."""
        if isinstance(action.metavar, str):
            action.metavar = self.words.of(_PLACES[action.metavar])
        return super()._add_action(action)

    def format_usage(self) -> str:
        """The one line of how to call it."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups, self._prefix())
        return formatter.format_help()

    def format_help(self) -> str:
        """The whole help."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups, self._prefix())
        formatter.add_text(self.description)
        for group in self._action_groups:
            formatter.start_section(group.title)
            formatter.add_text(group.description)
            formatter.add_arguments(group._group_actions)  # noqa: SLF001 - argparse offers no other way
            formatter.end_section()
        formatter.add_text(self.epilog)
        return formatter.format_help()

    def error(self, message: str) -> NoReturn:
        """Wrong usage: how to call it, what was wrong, exit code 2."""
        self.exit(
            MISUSED, self.format_usage() + self.words.say("Wrong usage: {reason}", reason=message) + "\n"
        )

    def _prefix(self) -> str:
        return self.words.say("Usage: ")


_speaking: list[Words] = []


def speak(words: Words) -> None:
    """Let argparse's own messages come from our catalogues, too."""
    _speaking.append(words)
    argparse._ = words.say  # type: ignore[attr-defined]
    # Marked here so that the catalogues carry them:
    _ = (
        lambda: words.say("the following arguments are required: %s"),
        lambda: words.say("unrecognized arguments: %s"),
        lambda: words.say("expected one argument"),
        lambda: words.say("argument %(argument_name)s: %(message)s"),
        lambda: words.say("invalid choice: %(value)r (choose from %(choices)s)"),
        lambda: words.say("one of the arguments %s is required"),
        lambda: words.say("not allowed with argument %s"),
        lambda: words.say("ignored explicit argument %r"),
    )


def moment(words: Words) -> Callable[[str], datetime]:
    """A type for moments: ISO date and time, with an offset or in the workspace's zone; a date is its end."""

    def parse(text: str) -> datetime:
        try:
            if len(text) == len("2026-11-23"):
                return datetime.combine(date.fromisoformat(text), time(23, 59, 59))
            return datetime.fromisoformat(text)
        except (ValueError, OverflowError):
            message = words.say("“{text}” is not a moment such as 2026-11-23T17:40 or 2026-11-23.", text=text)
            raise argparse.ArgumentTypeError(message) from None

    return parse


def local_time(words: Words) -> Callable[[str], datetime]:
    """A type for a planned wall-clock time without a zone."""

    def parse(text: str) -> datetime:
        found = None
        with suppress(ValueError):
            found = datetime.fromisoformat(text)
        if found is None or found.tzinfo or len(text) <= len("2026-11-24") or found.year not in YEARS:
            message = words.say("“{text}” is not a date and time such as 2026-11-24T10:00.", text=text)
            raise argparse.ArgumentTypeError(message)
        return found.replace(second=0, microsecond=0)

    return parse


def day(words: Words) -> Callable[[str], date]:
    """A type for days, in ISO."""

    def parse(text: str) -> date:
        found = None
        with suppress(ValueError):
            found = date.fromisoformat(text)
        if found is None or found.year not in YEARS:
            raise argparse.ArgumentTypeError(words.say("“{text}” is not a date like 2026-11-24.", text=text))
        return found

    return parse


def positive(words: Words) -> Callable[[str], int]:
    """A type for how many at most: a whole number from 1 on."""

    def parse(text: str) -> int:
        found = int(text) if text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER else 0
        if found < 1:
            message = words.say("“{text}” is not a whole number of at least 1.", text=text)
            raise argparse.ArgumentTypeError(message)
        return found

    return parse


def whole(words: Words) -> Callable[[str], int]:
    """A type for a whole number, not below nought."""

    def parse(text: str) -> int:
        if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_NUMBER):
            raise argparse.ArgumentTypeError(words.say("“{text}” is not a whole number.", text=text))
        return int(text)

    return parse


def step_number(words: Words) -> Callable[[str], int]:
    """A type for the number of a step; whether there is such a step the journal says."""

    def parse(text: str) -> int:
        if not (text.isascii() and text.isdecimal() and len(text) <= _LONGEST_STEP):
            message = words.say("“{text}” is not the number of a step; kam history lists them.", text=text)
            raise argparse.ArgumentTypeError(message)
        return int(text)

    return parse


def text(words: Words) -> Callable[[str], str]:
    """A type for words: there must be some."""

    def parse(typed: str) -> str:
        if not typed.strip():
            raise argparse.ArgumentTypeError(words.say("it is empty; write something or leave it out."))
        return typed

    return parse


def file_name(words: Words) -> Callable[[str], Path]:
    """A type for files: an empty name would mean the folder one is in, which nobody means by it."""

    def parse(typed: str) -> Path:
        if not typed:
            raise argparse.ArgumentTypeError(words.say("the name of the file is empty."))
        return Path(typed)

    return parse


def must_be_text(parser: Parser, given: argparse.Namespace) -> None:
    """Refuse words that the terminal sent in another encoding than it says: part of them would be lost.

    Names of files are taken as the system has them, be they legible or not.
    """
    for value in vars(given).values():
        for typed in value if isinstance(value, list) else [value]:
            if isinstance(typed, str) and any(_HALVES[0] <= sign <= _HALVES[1] for sign in typed):
                parser.error(
                    parser.words.say("“{text}” cannot be read: set the terminal to UTF-8.", text=typed)
                )


def workspace_argument(parser: Parser) -> None:
    """The workspace file that nearly every command works on."""
    parser.add_argument(
        "workspace",
        type=file_name(parser.words),
        metavar="WORKSPACE",
        help=parser.words.say("the workspace file, *.kam"),
    )
    parser.add_argument(
        "--passphrase-file",
        type=file_name(parser.words),
        metavar="FILE",
        help=parser.words.say(
            "the first line of this file is the passphrase of an encrypted workspace; - is the input."
            " The variable KAM_PASSPHRASE does as well"
        ),
    )


def only_account_option(parser: Parser) -> None:
    """``--account`` for commands that list what there is of all accounts."""
    parser.add_argument(
        "--account",
        type=text(parser.words),
        metavar="NAME",
        help=parser.words.say("only of this account: its name, the beginning of it, or its id"),
    )


def output_option(parser: Parser, *, required: bool = False, place: str = "FILE") -> None:
    """``--output``: the file to write; ``place`` stands for its name in the help."""
    parser.add_argument(
        "-o",
        "--output",
        required=required,
        type=file_name(parser.words),
        metavar=place,
        help=parser.words.say("the file to write"),
    )


def json_option(parser: Parser) -> None:
    """``--json`` for commands that list or show."""
    parser.add_argument("--json", action="store_true", help=parser.words.say("print JSON instead of a table"))


def as_of_option(parser: Parser) -> None:
    """``--as-of`` for commands that compute."""
    parser.add_argument(
        "--as-of",
        type=moment(parser.words),
        metavar="MOMENT",
        help=parser.words.say("what was known at that moment; default: now"),
    )


def paper_options(parser: Parser) -> None:
    """``--printed-at`` and ``--lang`` for commands that write a paper."""
    parser.add_argument(
        "--printed-at",
        type=moment(parser.words),
        metavar="MOMENT",
        help=parser.words.say("printed on the paper; default: --as-of"),
    )
    paper_language_option(parser)


def paper_language_option(parser: Parser) -> None:
    """``--lang`` for a paper whose moment is the day it is about."""
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        help=parser.words.say("language of the paper; default: the workspace's"),
    )


Only = Sequence[tuple[str, object, Sequence[str]]]
"""Options that go with some commands alone: the option, what was given for it, with what it goes."""


def misplaced(words: Words, what: str, only: Only) -> str:
    """The sentence about the first option that was given and does not go with ``what``; empty for none."""
    for option, value, goes_with in only:
        if value and what not in goes_with:
            return words.say("{option} does not go with {what}.", option=option, what=what)
    return ""


def misused(context: Context, reason: str) -> int:
    """Say what does not go together in a line that could be parsed; the exit code for it."""
    context.tell_error(context.words.say("Wrong usage: {reason}", reason=reason))
    return MISUSED
