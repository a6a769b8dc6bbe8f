"""``kam today``: what needs one today, as text, as JSON or on paper."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from kam.cli.context import Context
from kam.cli.parsing import (
    DONE,
    Parser,
    as_of_option,
    file_name,
    json_option,
    paper_language_option,
    workspace_argument,
)
from kam.core.words import Words

if TYPE_CHECKING:
    from kam.services.today import Today

_HORIZONS = (1, 7, 14)


def register(add: Callable[..., Parser], words: Words) -> None:
    """Add the command of this file."""
    parser = add("today", words.say("what needs you today: meetings, promises, complaints, signals"))
    workspace_argument(parser)
    parser.add_argument(
        "--days",
        type=int,
        choices=_HORIZONS,
        default=7,
        help=words.say("how many days ahead, today among them; default: 7"),
    )
    parser.add_argument("--mine", action="store_true", help=words.say("only the clients that I lead"))
    parser.add_argument(
        "-o",
        "--output",
        type=file_name(words),
        metavar="OUT.pdf",
        help=words.say("write the day on one page of PDF instead"),
    )
    paper_language_option(parser)
    json_option(parser)
    as_of_option(parser)
    parser.set_defaults(run=run_today)


def run_today(context: Context, given: Namespace) -> int:
    """Tell the day, or write it on paper."""
    from kam.cli.papers import put_out, written
    from kam.services.today import TodayQuery, Whose, read_today

    query = TodayQuery(given.days, Whose.MINE if given.mine else Whose.ALL)
    with context.open(given.workspace) as workspace:
        as_of = context.moment(workspace, given.as_of)
        if given.output is not None:
            from kam.services.profile import paper_language
            from kam.services.today.paper import day_pdf

            language = given.lang or paper_language(workspace)
            paper = day_pdf(workspace, query, as_of=as_of, language=language)
            put_out(context, given.output, paper.pdf)
        today = (
            None if given.output is not None and not given.json else read_today(workspace, query, as_of=as_of)
        )
    if today is None:
        context.tell(written(context.words, given.output, 1))
    elif given.json:
        context.json(_plain(today))
    else:
        for line in _lines(today, context):
            context.tell(line)
    return DONE


def _plain(today: Today) -> dict[str, Any]:
    """The day as other programs read it."""
    return {
        "day": today.day,
        "now": today.now,
        "meetings": [
            {
                "id": item.entry.id,
                "account": item.entry.account,
                "subject": item.entry.subject,
                "kind": item.entry.kind,
                "starts": item.entry.starts,
                "leave_at": item.entry.leave_at,
                "place": item.entry.place,
                "people": item.entry.people,
                "ready": item.entry.ready,
                "to_do": item.entry.to_do,
                "lacks": [*item.lacks, *item.own_lacks],
            }
            for _, items in today.meetings
            for item in items
        ],
        "meetings_in_all": today.meeting_count,
        "unrecorded": [
            {"id": each.id, "account": each.account, "subject": each.subject, "starts": each.starts}
            for each in today.unrecorded
        ],
        "promises": [
            {
                "id": row.id,
                "group": group.value,
                "side": row.side,
                "text": row.text,
                "account": row.account,
                "owner": row.owner_full,
                "due_on": row.due_on,
                "due_at": row.due_at,
                "days_late": row.days_late,
            }
            for group, rows in today.promises
            for row in rows
        ],
        "promises_in_all": today.promise_count,
        "complaints": [
            {
                "id": item.id,
                "number": item.number,
                "account": item.account,
                "state": group.value,
                "clock": item.clock,
                "due": item.due,
                "left_minutes": round(item.left.total_seconds() / 60),
                "over_minutes": round(item.over.total_seconds() / 60),
            }
            for group, items in today.clocks
            for item in items
        ],
        "signals": [
            {
                "kind": each.kind,
                "about": each.about,
                "account": each.account,
                "since": each.since,
                "new": each.is_new(today.day),
                "person": each.person,
                "days": each.days,
                "until": each.until,
                "health_before": each.before,
                "health": each.score,
                "risk": each.risk,
            }
            for each in (*today.new_signals, *today.signals)
        ],
        "put_off": len(today.put_off),
    }


def _lines(today: Today, context: Context) -> Iterator[str]:
    """The day in the columns of the window, one under the other."""
    words, formats = context.words, context.formats
    yield formats.weekday_full_date(today.day)
    yield from _meetings(today, context)
    yield from _promises(today, context)
    yield from _complaints(today, context)
    yield from _signals(today, context)
    if not (today.meeting_count or today.unrecorded or today.promise_count or today.clock_count):
        yield words.say("Nothing needs you now.")


def _meetings(today: Today, context: Context) -> Iterator[str]:
    words, formats = context.words, context.formats
    if today.meetings:
        yield ""
        yield words.say("Meetings")
    for _, items in today.meetings:
        for item in items:
            entry = item.entry
            when = formats.weekday_moment(entry.starts)
            line = words.say(
                "{when} {client}: {subject}", when=when, client=entry.account, subject=entry.subject
            )
            ready = f"  {entry.ready}/{entry.to_do}" if entry.to_do else ""
            yield f"  {line}{ready}"
    if today.unrecorded:
        yield ""
        yield words.say("Not written down yet")
    for each in today.unrecorded:
        when = formats.weekday_moment(each.starts)
        line = words.say("{when} {client}: {subject}", when=when, client=each.account, subject=each.subject)
        yield f"  {line}"


def _promises(today: Today, context: Context) -> Iterator[str]:
    words, formats = context.words, context.formats
    if today.promises:
        yield ""
        yield words.say_in("page", "Promises")
    for _, rows in today.promises:
        for row in rows:
            due = formats.near(row.due_on, today.day) if row.due_on else ""
            late = f"  {words.say('{days} d', days=formats.signed(-row.days_late))}" if row.days_late else ""
            side = words.of(row.side.label)
            yield f"  {due}{late}  {side}  {row.text} · {row.account}"
    if more := today.promise_count - sum(len(rows) for _, rows in today.promises):
        yield f"  {words.say_many('{count} more: see the promises', '{count} more: see the promises', more)}"


def _complaints(today: Today, context: Context) -> Iterator[str]:
    words = context.words
    if today.clocks:
        yield ""
        yield words.say("Clocks of complaints")
    for group, items in today.clocks:
        from kam.core.vocabulary import ClockState

        state = words.of(ClockState.of(group.value).label)
        for item in items:
            due = "" if item.due is None else f"  {context.formats.moment(item.due)}"
            yield f"  {item.number}  {state}{due}  {item.account}: {item.summary}"


def _signals(today: Today, context: Context) -> Iterator[str]:
    from kam.analysis.signal_words import signal_words

    signals = (*today.new_signals, *today.signals)
    if signals:
        yield ""
        yield context.words.say("Signals")
    for each in signals:
        title, detail = signal_words(each, context.words, context.formats)
        yield f"  {'*' if each.is_new(today.day) else ' '} {title} · {each.account}. {detail}"
