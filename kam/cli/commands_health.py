"""``kam backtest`` and ``kam retention``: how good the alarm of leaving was; what a concession is worth."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from kam.analysis.health.backtest import Buyers
from kam.cli.context import Context
from kam.cli.parsing import (
    DONE,
    Parser,
    as_of_option,
    json_option,
    positive,
    workspace_argument,
)
from kam.core.words import Words, label

if TYPE_CHECKING:
    from kam.services.health.backtest import AlarmFigures, Backtest

_COLUMNS: Final = (
    label("backtest column", "Alarm"),
    label("backtest column", "Raised"),
    label("backtest column", "Right"),
    label("backtest column", "False"),
    label("backtest column", "Missed"),
    label("backtest column", "Rightly quiet"),
    label("backtest column", "Precision"),
    label("backtest column", "Recall"),
    label("backtest column", "F1"),
    label("backtest column", "Lift"),
)


def register(add: Callable[..., Parser], words: Words) -> None:
    """Add the commands of this file."""
    parser = add("backtest", words.say("replay history and say how good the alarm of leaving was"))
    workspace_argument(parser)
    parser.add_argument(
        "--months",
        type=positive(words),
        metavar="N",
        help=words.say("judge the last so many months; default: all that can be judged"),
    )
    json_option(parser)
    as_of_option(parser)
    parser.set_defaults(run=run_backtest)


def run_backtest(context: Context, given: Namespace) -> int:
    """Precision and recall of the churn risk beside a plain rule and chance."""
    from kam.services.health.backtest import run_backtest

    with context.open(given.workspace) as workspace:
        as_of = context.moment(workspace, given.as_of)
        found = run_backtest(workspace, as_of=as_of, months=given.months)
    if given.json:
        context.json(_plain(found))
    elif not found.rows:
        context.tell(
            context.words.say(
                "There is too little history to judge: it takes three months of sales before a month's end"
                " and three months after it."
            )
        )
    else:
        _tell(context, found)
    return DONE


def _tell(context: Context, found: Backtest) -> None:
    words, formats = context.words, context.formats
    everybody = found.rows[0].found
    assert found.first is not None and found.known_to is not None  # noqa: S101, PT018 - there are rows
    context.tell(
        words.say(
            "Sales are known from {first} to {last}. Judged: the ends of months from {since} to {until}.",
            first=formats.full_date(found.first),
            last=formats.full_date(found.known_to),
            since=formats.full_date(found.days[0]),
            until=formats.full_date(found.days[-1]),
        )
    )
    context.tell(
        words.say(
            "At the end of a month a client counts who bought within the twelve months before. Who buys"
            " nothing in the three months after has stopped. Each alarm knows only what was known that day;"
            " months of which the next three are not known to their end are not judged."
        )
    )
    months = words.say_many("{count} month", "{count} months", len(found.days))
    clients = words.say_many("{count} client", "{count} clients", found.accounts)
    context.tell(
        words.say(
            "{months}, {clients}: judged {cases} times, stopped {stopped} times ({share}).",
            months=months,
            clients=clients,
            cases=formats.number(everybody.cases),
            stopped=formats.number(everybody.stopped),
            share=_share(context, everybody.base_rate),
        )
    )
    for buyers in Buyers:
        rows = [row for row in found.rows if row.buyers is buyers]
        if rows[0].found.cases:
            context.tell("")
            _tell_of(context, buyers, rows)


def _tell_of(context: Context, buyers: Buyers, rows: list[AlarmFigures]) -> None:
    words = context.words
    whole = rows[0].found
    context.tell(
        words.say(
            "{buyers}: {stopped} stopped of {cases}",
            buyers=words.of(buyers.label),
            stopped=context.formats.number(whole.stopped),
            cases=context.formats.number(whole.cases),
        )
    )
    cells: list[list[object]] = []
    for row in rows:
        cells += [_cells(context, row), _by_chance(context, row)]
    context.table([words.of(heading) for heading in _COLUMNS], cells)


def _cells(context: Context, row: AlarmFigures) -> list[object]:
    found = row.found
    return [
        context.words.of(row.alarm.label),
        found.alarms,
        found.right,
        found.false,
        found.missed,
        found.quiet,
        _share(context, found.precision),
        _share(context, found.recall),
        _share(context, found.f1),
        _times(context, found.lift),
    ]


def _by_chance(context: Context, row: AlarmFigures) -> list[object]:
    """As many alarms raised at random: what is to be expected, exactly."""
    found = row.found
    return [
        "  " + context.words.say("as many at random"),
        found.alarms,
        None,
        None,
        None,
        None,
        _share(context, found.base_rate if found.alarms else None),
        _share(context, found.alarm_rate),
        _share(context, found.f1_by_chance),
        _times(context, Decimal(1) if found.alarms else None),
    ]


def _share(context: Context, ratio: Decimal | None) -> str:
    return "–" if ratio is None else context.formats.percent(ratio)


def _times(context: Context, ratio: Decimal | None) -> str:
    return "–" if ratio is None else context.formats.number(ratio, 2)


def _plain(found: Backtest) -> dict[str, Any]:
    return {
        "first_sale": found.first,
        "known_to": found.known_to,
        "days": list(found.days),
        "accounts": found.accounts,
        "rows": [_plain_row(row) for row in found.rows],
    }


def _plain_row(row: AlarmFigures) -> dict[str, Any]:
    found = row.found
    return {
        "buyers": row.buyers,
        "alarm": row.alarm,
        "cases": found.cases,
        "stopped": found.stopped,
        "alarms": found.alarms,
        "true_positives": found.right,
        "false_positives": found.false,
        "false_negatives": found.missed,
        "true_negatives": found.quiet,
        "precision": found.precision,
        "recall": found.recall,
        "f1": found.f1,
        "lift": found.lift,
        "by_chance": {
            "precision": found.base_rate,
            "recall": found.alarm_rate,
            "f1": found.f1_by_chance,
        },
    }
