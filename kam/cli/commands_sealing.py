"""``kam encrypt`` and ``decrypt``: the passphrase of a workspace."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from kam.cli.context import Context
from kam.cli.parsing import DONE, MENDABLE, Parser, file_name, workspace_argument
from kam.cli.passphrases import NEW_VARIABLE, VARIABLE, new_passphrase, unlock
from kam.core.words import Words


def register(add: Callable[..., Parser], words: Words) -> None:
    """Add the commands of this file."""
    parser = add("encrypt", words.say("encrypt the workspace, its backups too, or change its passphrase"))
    workspace_argument(parser)
    parser.add_argument("--change", action="store_true", help=words.say("another passphrase than until now"))
    parser.add_argument(
        "--new-passphrase-file",
        type=file_name(words),
        metavar="FILE",
        help=words.say(
            "with --change: the first line of this file is the new passphrase; - is the input."
            " The variable KAM_NEW_PASSPHRASE does as well"
        ),
    )
    _copies_options(
        parser, words, words.say("then delete the earlier backups, which the passphrase does not protect")
    )
    parser.set_defaults(run=run_encrypt, unlocks=False)

    parser = add("decrypt", words.say("make the workspace readable without a passphrase"))
    workspace_argument(parser)
    _copies_options(parser, words, words.say("then delete the earlier backups, which are encrypted"))
    parser.set_defaults(run=run_decrypt)


def _copies_options(parser: Parser, words: Words, deleting: str) -> None:
    parser.add_argument("--delete-earlier-copies", action="store_true", help=deleting)
    parser.add_argument(
        "--second-place",
        type=file_name(words),
        action="append",
        default=[],
        metavar="FOLDER",
        help=words.say("where copies of the backups lie, too; may be given several times"),
    )


def run_encrypt(context: Context, given: Namespace) -> int:
    """Encrypt a workspace, or give it another passphrase; of one that is encrypted, delete earlier copies."""
    from kam.services import sealing

    path, words = given.workspace, context.words
    if given.delete_earlier_copies and not given.change and sealing.is_sealed(path):
        return _look_after_copies(context, given)
    context.deeds.watch_file(path)
    done = False
    if given.change:
        sealing.must_be_sealed(path)
        unlock(context, given, path)
        passphrase = new_passphrase(context, given.new_passphrase_file, NEW_VARIABLE, path)
        with context.warning_of_backups():
            sealing.reseal(path, context.clock, passphrase)
            done = True
        context.tell(words.say("{path} has a new passphrase.", path=path))
    else:
        sealing.must_be_plain(path)
        passphrase = new_passphrase(context, given.passphrase_file, VARIABLE, path)
        with context.warning_of_backups():
            sealing.seal(path, context.clock, passphrase)
            done = True
        context.tell(words.say("{path} is encrypted: only its passphrase opens it now.", path=path))
    return _look_after_copies(context, given) if done else DONE


def run_decrypt(context: Context, given: Namespace) -> int:
    """Make a workspace readable without a passphrase."""
    from kam.services import sealing

    path = given.workspace
    sealing.must_be_sealed(path)
    context.deeds.watch_file(path)
    done = False
    with context.warning_of_backups():
        sealing.unseal(path, context.clock)
        done = True
    context.tell(
        context.words.say("{path} is not encrypted any more: whoever has the file can read it.", path=path)
    )
    return _look_after_copies(context, given) if done else DONE


def _look_after_copies(context: Context, given: Namespace) -> int:
    """Delete the earlier copies if that was asked for, else say that they are there."""
    from kam.services import sealing

    words, path = context.words, given.workspace
    found = sealing.earlier_copies(path, given.second_place)
    if not given.delete_earlier_copies:
        if found:
            context.tell(
                words.say_many(
                    "{count} earlier backup still opens as it did before;"
                    " --delete-earlier-copies deletes it.",
                    "{count} earlier backups still open as they did before;"
                    " --delete-earlier-copies deletes them.",
                    len(found),
                )
            )
        return DONE
    left = sealing.delete_earlier_copies(path, given.second_place)
    context.tell(
        words.say_many(
            "{count} earlier backup is deleted.",
            "{count} earlier backups are deleted.",
            len(found) - len(left),
        )
    )
    if left:
        context.tell_error(words.say("These could not be deleted:"))
        for copy in left:
            context.tell_error(f"  {copy}")
    return MENDABLE if left else DONE
