"""``kam history``, ``kam undo``, ``kam redo``."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable

from kam.cli.context import Context
from kam.cli.parsing import DONE, Parser, json_option, positive, step_number, workspace_argument
from kam.core.words import Words, label


def register(add: Callable[..., Parser], words: Words) -> None:
    """Add the commands of this file."""
    parser = add("history", words.say("list what was done, newest first"))
    workspace_argument(parser)
    parser.add_argument(
        "--limit",
        type=positive(words),
        default=30,
        metavar="N",
        help=words.say("how many at most; default: 30"),
    )
    json_option(parser)
    parser.set_defaults(run=run_history)

    parser = add("undo", words.say("undo the last step, or the one with that number"))
    workspace_argument(parser)
    parser.add_argument(
        "step",
        nargs="?",
        type=step_number(words),
        metavar="STEP",
        help=words.say("its number in the history"),
    )
    parser.set_defaults(run=run_undo)

    parser = add("redo", words.say("redo what was undone"))
    workspace_argument(parser)
    parser.add_argument(
        "step",
        nargs="?",
        type=step_number(words),
        metavar="STEP",
        help=words.say("its number in the history"),
    )
    parser.set_defaults(run=run_redo)


def run_history(context: Context, given: Namespace) -> int:
    """The steps of the journal."""
    from kam.services.history import list_steps

    with context.open(given.workspace) as workspace:
        rows = list_steps(workspace, limit=given.limit)
    if given.json:
        context.json_rows(rows)
        return DONE
    words = context.words
    headings = (
        label("column", "Step"),
        label("column", "When"),
        label("column", "What"),
        label("column", "Records"),
        label("column", "State"),
    )
    lines = []
    for row in rows:
        name = context.step_words(row.label)
        if row.undoes is not None:
            name = words.say("Undone: step {seq}, {step}", seq=row.undoes, step=name)
        elif row.redoes is not None:
            name = words.say("Redone: step {seq}, {step}", seq=row.redoes, step=name)
        state = "" if row.holds else words.say("undone")
        count = row.created + row.updated + row.deleted
        lines.append([str(row.id), context.shown(row.at), name, str(count), state])
    context.table([words.of(heading) for heading in headings], lines)
    return DONE


def run_undo(context: Context, given: Namespace) -> int:
    """Take a step back."""
    from kam.services.history import undo_step

    with context.open(given.workspace, for_writing=True) as workspace:
        step = undo_step(workspace, given.step).value
    context.tell(context.words.say("Undone: {step}.", step=context.step_words(step.label)))
    return DONE


def run_redo(context: Context, given: Namespace) -> int:
    """Do a step again."""
    from kam.services.history import redo_step

    with context.open(given.workspace, for_writing=True) as workspace:
        step = redo_step(workspace, given.step).value
    context.tell(context.words.say("Redone: {step}.", step=context.step_words(step.label)))
    return DONE
