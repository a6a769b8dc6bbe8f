"""``kam calendar`` and ``kam invitations``: meetings to other calendars and from them."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING

from kam.cli.context import Context
from kam.cli.parsing import DONE, Parser, day, file_name, json_option, output_option, text, workspace_argument
from kam.core.words import Words

if TYPE_CHECKING:
    from uuid import UUID

    from kam.services.calendar.incoming import FoundMeeting
    from kam.services.calendar.taking import Taken

_DAYS = 92


def register(add: Callable[..., Parser], words: Words) -> None:
    """Add the commands of this file."""
    parser = add("calendar", words.say("save what is planned as a calendar file"))
    workspace_argument(parser)
    parser.add_argument(
        "--from",
        dest="first",
        type=day(words),
        metavar="DATE",
        help=words.say("first day, for example 2026-11-24; default: today"),
    )
    parser.add_argument(
        "--until",
        dest="last",
        type=day(words),
        metavar="DATE",
        help=words.say("last day; default: three months on"),
    )
    parser.add_argument(
        "--account",
        type=text(words),
        metavar="NAME-OR-ID",
        help=words.say("meetings with this account alone"),
    )
    output_option(parser, required=True, place="OUT.ics")
    parser.set_defaults(run=run_calendar)

    parser = add("invitations", words.say("take meetings in from a calendar file"))
    workspace_argument(parser)
    parser.add_argument(
        "source", type=file_name(words), metavar="SOURCE.ics", help=words.say("the calendar file")
    )
    parser.add_argument(
        "--account",
        type=text(words),
        metavar="NAME-OR-ID",
        help=words.say("with whom the meetings are that nobody tells by its people; otherwise left out"),
    )
    parser.add_argument(
        "--dry-run", action="store_true", help=words.say("say what would happen and change nothing")
    )
    json_option(parser)
    parser.set_defaults(run=run_invitations)


def run_calendar(context: Context, given: Namespace) -> int:
    """Write what is planned."""
    from kam.cli.files import write_calendar
    from kam.services.calendar.outgoing import period_file
    from kam.services.finding import find_account
    from kam.services.profile import zone_of

    with context.open(given.workspace) as workspace:
        now = context.clock.now()
        first = given.first or now.astimezone(zone_of(workspace)).date()
        last = given.last or first + timedelta(days=_DAYS)
        account = None if given.account is None else find_account(workspace, given.account).id
        data, count = period_file(workspace, first, last, as_of=now, account_id=account)
    context.deeds.watch_file(given.output)
    write_calendar(given.output, data)
    context.tell(
        context.words.say_many(
            "{count} meeting is in {path}.", "{count} meetings are in {path}.", count, path=given.output
        )
    )
    return DONE


def run_invitations(context: Context, given: Namespace) -> int:
    """Take a calendar file in, or say what would come of it."""
    from kam.services.calendar.incoming import import_invitations, read_invitation_file, read_invitations
    from kam.services.finding import find_account

    data = read_invitation_file(given.source)
    with context.open(given.workspace, for_writing=not given.dry_run) as workspace:
        now = context.clock.now()
        account = None if given.account is None else find_account(workspace, given.account).id
        found = read_invitations(workspace, data, as_of=now)
        if given.dry_run:
            _show(context, found.found, account, as_json=given.json)
            return DONE
        chosen = {each.uid: account for each in found.found if each.must_be_asked}
        untitled = context.words.say("Meeting without a subject")
        taken = import_invitations(workspace, data, chosen, as_of=now, untitled=untitled).value
    _tell(context, taken, as_json=given.json)
    return DONE


def _show(context: Context, found: tuple[FoundMeeting, ...], account: UUID | None, *, as_json: bool) -> None:
    rows = [
        {
            "uid": each.uid,
            "subject": each.subject,
            "starts": each.starts.isoformat(timespec="minutes"),
            "standing": each.standing.value,
            "account": each.account or (None if account is None else str(account)),
            "people": list(each.people),
            "strangers": list(each.strangers),
        }
        for each in found
    ]
    if as_json:
        context.json(rows)
        return
    for each in found:
        client = each.account or context.words.say("client unknown")
        line = (f"{each.starts:%Y-%m-%d %H:%M}", each.standing.value, client, each.subject)
        context.tell("  ".join(line))


def _tell(context: Context, taken: Taken, *, as_json: bool) -> None:
    counts = {
        "new": len(taken.new),
        "changed": taken.changed,
        "same": taken.same,
        "cancelled": taken.cancelled,
        "left": taken.left,
        "unreadable": taken.unreadable,
    }
    if as_json:
        context.json({**counts, "ids": list(taken.new)})
        return
    context.tell(
        context.words.say(
            "Planned: {new}, changed: {changed}, as they were: {same}, cancelled: {cancelled},"
            " left out: {left}, unreadable: {unreadable}.",
            **counts,
        )
    )
