"""Passphrases as the command line gets them: from a file, from the environment, or asked on the terminal.

Never as an argument: arguments stand in the shell's history and in every list of processes.
"""

from __future__ import annotations

import getpass
import os
import sys
from argparse import Namespace
from contextlib import suppress
from pathlib import Path
from typing import Final

from kam.cli.context import Context
from kam.core.errors import UserError

VARIABLE: Final = "KAM_PASSPHRASE"
NEW_VARIABLE: Final = "KAM_NEW_PASSPHRASE"
TRIES: Final = 3
_STDIN: Final = Path("-")
_LONGEST: Final = 10_000  # bytes of the first line


def unlock(context: Context, given: Namespace, path: Path) -> None:
    """Get the passphrase of a file where that is needed; a wrong one on the terminal may be mended twice.

    Raises:
        UserError: ``cli.passphrase_needed`` where nobody can be asked, ``store.wrong_passphrase``,
            ``cli.passphrase_file``.

    """
    from kam.services import sealing

    if not sealing.is_shut(path):
        return
    known = _given(given.passphrase_file, VARIABLE)
    if known is not None:
        sealing.unlock(path, known)
        return
    _must_have_terminal("cli.passphrase_needed", path)
    for left in reversed(range(TRIES)):
        typed = _asked(context.words.say("Passphrase of {path}: ", path=path))
        try:
            sealing.unlock(path, typed)
        except UserError as error:
            if error.code != "store.wrong_passphrase" or not left:
                raise
            context.complain(error)
        else:
            return


def new_passphrase(context: Context, file: Path | None, variable: str, path: Path) -> str:
    """A passphrase for a file that is to be encrypted; on the terminal it is typed twice.

    Raises:
        UserError: ``cli.new_passphrase_needed`` where nobody can be asked, ``store.passphrase_too_short``,
            ``cli.passphrases_differ``, ``cli.passphrase_file``.

    """
    from kam.services.sealing import Strength, judge_passphrase

    found = _given(file, variable)
    if found is None:
        _must_have_terminal("cli.new_passphrase_needed", path)
        found = _typed_twice(context)
    strength = judge_passphrase(found)
    if strength is Strength.TOO_SHORT:
        raise UserError("store.passphrase_too_short")
    if strength is Strength.WEAK:
        context.tell_error(
            context.words.say("This passphrase is easy to guess. Several words without a link are better.")
        )
    return found


def _typed_twice(context: Context) -> str:
    words = context.words
    context.tell_error(
        words.say(
            "Without its passphrase nobody can read the workspace or its backups, and nobody can restore it."
            " Keep it where you will find it again."
        )
    )
    for left in reversed(range(TRIES)):
        first = _asked(words.say("New passphrase: "))
        second = _asked(words.say("The same once more: "))
        if first == second:
            return first
        error = UserError("cli.passphrases_differ")
        if not left:
            break
        context.complain(error)
    raise error


def _given(file: Path | None, variable: str) -> str | None:
    """What a file or the environment says, None where neither was meant."""
    if file is not None:
        return _first_line(file)
    return os.environ.get(variable) or None


def _first_line(file: Path) -> str:
    """The first line without its end; standard input gives one line to each who asks."""
    try:
        if file == _STDIN:
            line = sys.stdin.buffer.readline(_LONGEST)
        else:
            with file.open("rb") as handle:
                line = handle.readline(_LONGEST)
        found = line.decode("utf-8-sig").rstrip("\r\n")
    except (OSError, ValueError) as error:
        raise UserError("cli.passphrase_file", path=str(file)) from error
    if not found:
        raise UserError("cli.passphrase_file", path=str(file))
    return found


def _asked(prompt: str) -> str:
    """Typed without being shown; whoever closes the input instead has said nothing."""
    try:
        return getpass.getpass(prompt)
    except EOFError:
        return ""


def _must_have_terminal(code: str, path: Path) -> None:
    if not _has_terminal():
        raise UserError(code, path=str(path))


def _has_terminal() -> bool:
    """Whether somebody sits there: a script whose streams all lead elsewhere is not kept waiting."""
    if not any(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr)):
        return False
    if sys.platform == "win32":
        return sys.stdin.isatty()
    with suppress(OSError):
        os.close(os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY))
        return True
    return False
