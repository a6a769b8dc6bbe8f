"""How a command ends: done, refused, stopped or failed, and what is true of the data then.

0 is done, 1 something the user can mend, 2 wrong usage, 130 stopped. A step that is saved is done, also when
the backup after it could not be made: that is a warning on the error stream (``Context.warning_of_backups``),
and a script goes on. When the attempt shows that the workspace itself is damaged the end is 1, and the
sentence says that the step is saved: whatever a script did next, it would do to a damaged file.
"""

from __future__ import annotations

import os
import signal
import threading
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from kam.cli.context import Context
from kam.cli.deeds import Deeds
from kam.cli.parsing import DONE, MENDABLE
from kam.cli.passphrases import unlock
from kam.core.errors import UserError

INTERRUPTED = 130

_TELLS_OF_THE_STEP = "store.backup_failed_damaged"


class Interrupts:
    """What Ctrl-C does: it stops a command that has done nothing lasting yet, and comes too late after that.

    It stops once: while the command clears away what it had begun, and while the last things are said, it
    is remembered alone.
    """

    def __init__(self, deeds: Deeds) -> None:
        self.pressed = False
        self._deeds = deeds
        self._quiet = False

    def be_quiet(self) -> None:
        """From now on remember only."""
        self._quiet = True

    def answer(self, _number: int, _frame: FrameType | None) -> None:
        """For ``signal.signal``."""
        self.pressed = True
        if self._quiet or self._deeds.done:
            return
        self._quiet = True
        raise KeyboardInterrupt


@contextmanager
def answering_interrupts(deeds: Deeds) -> Iterator[Interrupts]:
    """Answer Ctrl-C ourselves in the block; where it is switched off, as in the background, it stays off."""
    interrupts = Interrupts(deeds)
    before = signal.getsignal(signal.SIGINT)
    if before in {None, signal.SIG_IGN} or threading.current_thread() is not threading.main_thread():
        yield interrupts
        return
    signal.signal(signal.SIGINT, interrupts.answer)
    try:
        yield interrupts
    finally:
        signal.signal(signal.SIGINT, before)


def carry_out(context: Context, given: Namespace) -> int:
    """Run the command; its exit code. Whatever happens, what is said last is true of the data."""
    _mute_the_libraries()
    with answering_interrupts(context.deeds) as interrupts:
        try:
            code = _attempt(context, given)
            interrupts.be_quiet()
        except KeyboardInterrupt:
            code = INTERRUPTED
        if interrupts.pressed or code == INTERRUPTED:
            _tell_of_stopping(context)
            code = INTERRUPTED
    return code


def _attempt(context: Context, given: Namespace) -> int:
    try:
        _must_be_somewhere()
        if getattr(given, "unlocks", True):
            unlock(context, given, given.workspace)
        code = int(given.run(context, given))
        context.flush()
    except UserError as error:
        if error.code == "store.damaged" and context.deeds.done:
            error = UserError("cli.found_damaged", **error.details)  # the other says that nothing was changed
        context.complain(error)
        if error.code != _TELLS_OF_THE_STEP:
            _tell_what_is_saved(context)
        if error.code == "cli.output_lost":
            context.abandon_output()
        return MENDABLE
    except BrokenPipeError:  # the reader of our output has gone, as with `| head`
        context.abandon_output()
        return DONE
    except Exception as error:
        if _is_damaged(given.workspace):
            context.complain(UserError("cli.found_damaged", path=given.workspace))
            _tell_what_is_saved(context)
        elif os.environ.get("KAM_DEBUG"):
            raise
        else:
            _report_bug(context, error)
        return MENDABLE
    return code


def let_out(context: Context, code: int) -> int:
    """The exit code of something that only spoke, once all of it is out."""
    try:
        context.flush()
    except UserError as error:
        context.complain(error)
        context.abandon_output()
        return MENDABLE
    except BrokenPipeError:
        context.abandon_output()
    return code


def _must_be_somewhere() -> None:
    """Paths as typed begin in the current folder; some libraries need one even where none is typed."""
    try:
        Path.cwd()
    except OSError as error:
        raise UserError("cli.folder_gone") from error


def _is_damaged(path: Path) -> bool:
    """Whether the file itself explains a failure. It never fails itself: where it cannot tell, it is not."""
    try:
        from kam.services.files import is_damaged

        return is_damaged(path)
    except Exception:  # noqa: BLE001 - the failure to be told is the first one
        return False


def _report_bug(context: Context, error: Exception) -> None:
    """Keep the trace of an unexpected failure, code lines only, and say where it is."""
    from kam.cli.bugs import keep_trace

    words = context.words
    kept = keep_trace(error)
    if context.deeds.done:
        context.tell_error(words.say("kam stumbled over a mistake of its own."))
        _tell_what_is_saved(context)
    else:
        context.tell_error(words.say("kam stumbled over a mistake of its own. Your data is as it was."))
    if kept is not None:
        context.tell_error(
            words.say("What happened is written down in {path}, without your data.", path=kept)
        )


def _tell_what_is_saved(context: Context) -> None:
    """After a failure: what had been done by then, if anything."""
    words, step = context.words, context.deeds.last_step
    if step is not None and step.can_be_undone:
        name = context.step_words(step.label)
        context.tell_error(
            words.say(
                "Step {seq}, “{step}”, was saved before; kam undo takes it back.", seq=step.seq, step=name
            )
        )
    elif context.deeds.done:
        context.tell_error(words.say("What it was to do had been done before."))


def _tell_of_stopping(context: Context) -> None:
    """After Ctrl-C: whether it came in time."""
    words, step = context.words, context.deeds.last_step
    if not context.deeds.done:
        text = words.say("Stopped. Nothing was changed.")
    elif step is not None and step.can_be_undone:
        name = context.step_words(step.label)
        text = words.say(
            "Ctrl-C came too late: step {seq}, “{step}”, is saved; kam undo takes it back.",
            seq=step.seq,
            step=name,
        )
    else:
        text = words.say("Ctrl-C came too late: it was done already.")
    context.tell_error(text)


def _mute_the_libraries() -> None:
    """A connection that Ctrl-C breaks is closed all the same; what the pool notes of it is not for users."""
    import logging

    logging.getLogger("sqlalchemy").addHandler(logging.NullHandler())
