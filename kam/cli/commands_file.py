"""``kam new``, ``open``, ``demo``, ``check``, ``backup``, ``restore``: the workspace file itself."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from kam.cli.context import Context
from kam.cli.parsing import DONE, MENDABLE, Parser, file_name, json_option, text, workspace_argument
from kam.cli.passphrases import unlock
from kam.core.words import LANGUAGES, Words


def register(add: Callable[..., Parser], words: Words) -> None:
    """Add the commands of this file."""
    parser = add("new", words.say("make an empty workspace"))
    workspace_argument(parser)
    parser.add_argument("--company", required=True, metavar="NAME", help=words.say("our company"))
    parser.add_argument("--me", required=True, metavar="NAME", help=words.say("your own name"))
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=words.language, help=words.say("language of papers")
    )
    parser.add_argument(
        "--currency", type=text(words), metavar="CODE", help=words.say("for example RUB, USD, EUR")
    )
    parser.add_argument(
        "--zone",
        type=text(words),
        metavar="ZONE",
        help=words.say("for example Europe/Moscow; default: this computer's"),
    )
    parser.add_argument(
        "--country", type=text(words), metavar="CODE", help=words.say("whose holidays count, for example RU")
    )
    parser.set_defaults(run=run_new, unlocks=False)

    parser = add(
        "open", words.say("open a workspace: without a window, write the next meeting's brief beside it")
    )
    parser.add_argument("--demo", action="store_true", help=words.say("make or freshen the demo first"))
    workspace_argument(parser)
    parser.set_defaults(run=run_open)

    parser = add("demo", words.say("make a workspace full of invented clients"))
    workspace_argument(parser)
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=words.language, help=words.say("language of the demo")
    )
    parser.set_defaults(run=run_demo)

    parser = add("check", words.say("look whether the workspace is sound"))
    workspace_argument(parser)
    json_option(parser)
    parser.set_defaults(run=run_check)

    parser = add("backup", words.say("make a backup now"))
    workspace_argument(parser)
    parser.set_defaults(run=run_backup)

    parser = add("restore", words.say("restore a backup; without --backup, list the backups"))
    workspace_argument(parser)
    parser.add_argument(
        "--backup",
        type=file_name(words),
        metavar="FILE",
        help=words.say("the backup to restore: its name or path"),
    )
    json_option(parser)
    parser.set_defaults(run=run_restore, unlocks=False)


def run_new(context: Context, given: Namespace) -> int:
    """Make an empty workspace."""
    from kam.services.profile import zone_of
    from kam.services.workspaces import NewWorkspace, create_workspace

    begin = NewWorkspace(
        company=given.company,
        me=given.me,
        language=given.lang,
        currency=given.currency,
        zone=given.zone,
        country=given.country,
    )
    context.deeds.watch_file(given.workspace)
    with (
        context.warning_of_backups(),
        create_workspace(given.workspace, begin, context.clock) as workspace,
    ):
        zone = zone_of(workspace).key
    context.tell(
        context.words.say("{path} is ready; its time zone is {zone}.", path=given.workspace, zone=zone)
    )
    return DONE


def run_open(context: Context, given: Namespace) -> int:
    """Without a window: the brief of the next meeting, as a PDF beside the workspace."""
    from kam.cli.files import write_paper
    from kam.services.briefs import brief_pdf
    from kam.services.profile import paper_language

    words = context.words
    if given.demo:
        from kam.services.demo import ensure_demo

        context.deeds.watch_file(given.workspace)
        with context.warning_of_backups():
            ensure_demo(given.workspace, language=words.language, clock=context.clock)
    now = context.clock.now()
    with context.open(given.workspace) as workspace:
        paper = brief_pdf(workspace, as_of=now, language=paper_language(workspace))
    target = given.workspace.with_suffix(".pdf")
    context.deeds.watch_file(target)
    write_paper(target, paper.pdf)
    context.tell(words.say("The brief of the next meeting is in {path}.", path=target))
    return DONE


def run_demo(context: Context, given: Namespace) -> int:
    """Make the demo."""
    from kam.services.demo import write_demo

    context.deeds.watch_file(given.workspace)
    with context.warning_of_backups():
        write_demo(given.workspace, language=given.lang, clock=context.clock)
    context.tell(context.words.say("The demo is in {path}.", path=given.workspace))
    return DONE


def run_check(context: Context, given: Namespace) -> int:
    """Say whether the file is sound, and what is not."""
    from kam.core.errors import UserError
    from kam.services.files import check_workspace

    report = check_workspace(given.workspace, context.clock)
    sentences = [context.sentence(UserError(each.code, **each.details)) for each in report.findings]
    if given.json:
        findings = [
            {"code": each.code, "text": text} for each, text in zip(report.findings, sentences, strict=True)
        ]
        context.json(
            {"path": report.path, "sound": report.is_sound, "size": report.size, "findings": findings}
        )
    elif report.is_sound:
        context.tell(context.words.say("{path} is sound.", path=given.workspace))
    else:
        for text in sentences:
            context.tell(text)
    return DONE if report.is_sound else MENDABLE


def run_backup(context: Context, given: Namespace) -> int:
    """Make a backup now."""
    from kam.services.files import back_up, list_backups

    context.deeds.watch(lambda: list_backups(given.workspace)[:1])
    made = back_up(given.workspace, context.clock)
    context.tell(context.words.say("The backup is in {path}.", path=made.path))
    return DONE


def run_restore(context: Context, given: Namespace) -> int:
    """Bring a backup back, or list what there is."""
    from kam.services.files import list_backups, restore

    words = context.words
    if given.backup is None:
        found = list_backups(given.workspace)
        if given.json:
            context.json(found)
        elif not found:
            context.tell(words.say("There are no backups of {path} yet.", path=given.workspace))
        else:
            for each in found:
                context.tell(f"{context.shown(each.made_at)}  {each.path.name}")
        return DONE
    backup = _backup_path(given)
    unlock(context, given, backup)
    context.deeds.watch_file(given.workspace)
    restored = restore(backup, given.workspace, context.clock)
    context.tell(words.say("{path} is restored.", path=restored.path))
    if restored.replaced is not None:
        context.tell(words.say("What it replaced is kept in {path}.", path=restored.replaced))
    return DONE


def _backup_path(given: Namespace) -> Path:
    """A backup as typed: a path, or a bare name out of the workspace's own backups."""
    from kam.services.files import list_backups

    typed: Path = given.backup
    if typed.exists():
        return typed
    return next((each.path for each in list_backups(given.workspace) if each.path.name == typed.name), typed)
