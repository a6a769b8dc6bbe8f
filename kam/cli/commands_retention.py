"""``kam retention``: whether a concession that may keep a client is worth its price."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from kam.cli.context import Context
from kam.cli.parsing import (
    DONE,
    MENDABLE,
    Parser,
    as_of_option,
    file_name,
    json_option,
    misused,
    paper_options,
    text,
    whole,
    workspace_argument,
)
from kam.core.words import Words, label

if TYPE_CHECKING:
    from uuid import UUID

    from kam.services.files import Workspace
    from kam.services.health.retention_rows import RetentionBasis, RetentionDraft, RetentionRow

_PERCENTS: Final = ("leaving", "leaving_then", "discount", "capital")
_SUMS: Final = ("revenue", "margin", "service")
_COLUMNS: Final = (
    label("column", "Made"),
    label("column", "Account"),
    label("retention column", "Margin"),
    label("retention column", "Leaving"),
    label("retention column", "Cost"),
    label("retention column", "Gain"),
    label("retention column", "Answer"),
)


def register(add: Callable[..., Parser], words: Words) -> None:
    """Add the command of this file."""
    parser = add("retention", words.say("say whether a concession that may keep a client is worth it"))
    workspace_argument(parser)
    parser.add_argument(
        "--account",
        type=text(words),
        metavar="NAME",
        help=words.say("whose case: the account's name, the beginning of it, or its id"),
    )
    parser.add_argument(
        "--list", action="store_true", help=words.say("list the cases that were kept instead")
    )
    _assuming(parser, words)
    parser.add_argument("--note", type=text(words), metavar="TEXT", help=words.say("a note to the case"))
    parser.add_argument("--save", action="store_true", help=words.say("keep the case with the account"))
    parser.add_argument(
        "-o",
        "--output",
        type=file_name(words),
        metavar="OUT.pdf",
        help=words.say("print the case on a page"),
    )
    paper_options(parser)
    json_option(parser)
    as_of_option(parser)
    parser.set_defaults(run=run_retention)


def _assuming(parser: Parser, words: Words) -> None:
    """What the case stands on; what is not given is as the workspace knows or suggests it."""
    typed = text(words)
    told = (
        ("--revenue", words.say("revenue of twelve months; default: as known")),
        ("--margin", words.say("margin of twelve months; default: as known")),
        (
            "--leaving",
            words.say("chance of leaving within twelve months, per cent; default: by the churn risk"),
        ),
        (
            "--leaving-then",
            words.say("chance of leaving in spite of the concession, per cent; default: half of it"),
        ),
        ("--discount", words.say("discount on everything they buy, per cent")),
        ("--service", words.say("what more service costs in twelve months")),
        ("--capital", words.say("price of money in a year, per cent; default: 20")),
    )
    for option, does in told:
        parser.add_argument(option, type=typed, metavar="N", help=does)
    parser.add_argument(
        "--terms", type=whole(words), metavar="N", help=words.say("how many days later they may pay")
    )


def run_retention(context: Context, given: Namespace) -> int:
    """Judge a case, keep it, print it; or list what was kept."""
    words = context.words
    reason = ""
    if given.list and (given.save or given.output):
        reason = words.say("--list goes neither with --save nor with --output.")
    elif not given.list and given.account is None:
        reason = words.say("say with --account whose case it is.")
    if reason:
        return misused(context, reason)
    return _list(context, given) if given.list else _judge(context, given)


def _list(context: Context, given: Namespace) -> int:
    from kam.services.finding import find_account
    from kam.services.health.retention import list_cases

    with context.open(given.workspace) as workspace:
        account = find_account(workspace, given.account).id if given.account else None
        as_of = None if given.as_of is None else context.moment(workspace, given.as_of)
        rows = list_cases(workspace, account, as_of=as_of)
    if given.json:
        context.json([_plain(row) for row in rows])
    elif not rows:
        context.tell(context.words.say("There is nothing here yet."))
    else:
        headings = [context.words.of(heading) for heading in _COLUMNS]
        context.table(headings, [_cells(context, row) for row in rows])
    return DONE


def _judge(context: Context, given: Namespace) -> int:
    from kam.services.finding import find_account
    from kam.services.health.retention import retention_basis, save_case

    with context.open(given.workspace, for_writing=given.save) as workspace:
        as_of = context.moment(workspace, given.as_of)
        account = find_account(workspace, given.account).id
        basis = retention_basis(workspace, account, as_of=as_of)
        draft = _draft(basis, given, context.words.language)
        if _complains(context, draft, basis.currency):
            return MENDABLE
        if given.save:
            save_case(workspace, account, draft, as_of=as_of)
        _tell(context, basis, draft, as_json=given.json)
        if given.output is not None:
            _print(context, workspace, given, account, draft)
        if given.save:
            context.tell_error(context.words.say("The case is kept with the account."))
    return DONE


def _complains(context: Context, draft: RetentionDraft, currency: str) -> bool:
    """Say what keeps the case from being judged, by the options that would mend it."""
    from kam.core.errors import UserError
    from kam.services.health.retention_rows import faults_of

    faults = faults_of(draft, currency)
    for fault in faults:
        option = f"--{fault.field.replace('_', '-').removesuffix('-days')}"
        sentence = context.sentence(UserError(fault.code, **fault.details))
        context.tell_error(context.words.say("{option}: {reason}", option=option, reason=sentence))
    return bool(faults)


def _draft(basis: RetentionBasis, given: Namespace, language: str) -> RetentionDraft:
    """What the workspace knows, over it what was typed."""
    from kam.core.typed_money import parse_money, parse_percent

    typed: dict[str, Any] = {}
    for name in _SUMS:
        if (text_ := getattr(given, name)) is not None:
            typed[name] = parse_money(text_, basis.currency, language)
    for name in _PERCENTS:
        if (text_ := getattr(given, name)) is not None:
            typed[name] = parse_percent(text_, language)
    if "leaving" in typed:
        typed.setdefault("leaving_then", _half(typed["leaving"]))
    return replace(basis.draft, **typed, terms_days=given.terms, note=given.note)


def _half(percent: Decimal) -> Decimal:
    from kam.analysis.health.retention import leaving_then

    return leaving_then(percent / 100) * 100


def _tell(context: Context, basis: RetentionBasis, draft: RetentionDraft, *, as_json: bool) -> None:
    from kam.analysis.health.retention import judge
    from kam.analysis.health.retention_words import RetentionTeller
    from kam.services.health.retention_rows import case_of

    words = context.words
    case = case_of(draft, basis.currency)
    verdict = judge(case)
    if as_json:
        context.json({"account": basis.account, "currency": basis.currency, "case": case, "verdict": verdict})
        return
    told = RetentionTeller(words, context.formats, basis.currency, case, verdict)
    context.tell(words.say("{account}: {answer}", account=basis.account, answer=told.answer))
    for line in (told.result, told.without, told.with_it, told.worth_from, told.worth_while, told.decides):
        if line:
            context.tell(line)


def _print(
    context: Context, workspace: Workspace, given: Namespace, account: UUID, draft: RetentionDraft
) -> None:
    from kam.cli.papers import paper_moments, put_out, written
    from kam.services.health.retention_paper import retention_page
    from kam.services.profile import paper_language

    page = retention_page(
        workspace,
        account,
        draft,
        **paper_moments(context, workspace, given),
        language=given.lang or paper_language(workspace),
    )
    put_out(context, given.output, page.pdf)
    context.tell_error(written(context.words, given.output, page.pages))


def _cells(context: Context, row: RetentionRow) -> list[object]:
    from kam.analysis.health.retention_words import RetentionTeller
    from kam.core.money import Money

    told = RetentionTeller(context.words, context.formats, row.currency, row.case, row.verdict)
    return [
        row.made_on,
        row.account,
        Money(row.case.margin, row.currency),
        told.chance(row.case.leaving),
        Money(row.verdict.cost, row.currency),
        Money(row.verdict.gain, row.currency),
        told.answer,
    ]


def _plain(row: RetentionRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "account": row.account,
        "made_on": row.made_on,
        "currency": row.currency,
        "case": row.case,
        "verdict": row.verdict,
        "note": row.draft.note,
    }
