"""The few figures by which a plan is known: on the cover of the document and on the summary's slide."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from kam.core.vocabulary import ServedBy
from kam.reports.content.plan import PlanPaper
from kam.reports.phrases import change_of
from kam.reports.plan.health import health_words
from kam.reports.plan.tables.telling import Telling

_MILLION: Final = 10**6
KeyFigure = tuple[str, str, str]
"""What, how much, and a remark."""


def key_figures(tell: Telling, paper: PlanPaper) -> list[KeyFigure]:
    """Revenue, wallet, the gap to the target, objectives on track, health; what is not known is left out."""
    found = (
        _revenue(tell, paper),
        _wallet(tell, paper),
        _gap(tell, paper),
        _objectives(tell, paper),
        _health(tell, paper),
    )
    return [figure for figure in found if figure is not None]


def _revenue(tell: Telling, paper: PlanPaper) -> KeyFigure | None:
    block = paper.money.block
    if block.total is None:
        return None
    change = change_of(block.total, block.total_before)
    remark = (
        ""
        if change is None
        else tell.words.say_in(
            "key figure", "{change} on the year before", change=tell.formats.change(change)
        )
    )
    return tell.words.say_in("key figure", "Revenue in 12 months"), tell.money(block.total), remark


def _wallet(tell: Telling, paper: PlanPaper) -> KeyFigure | None:
    wallet = paper.money.block.wallet
    if wallet is None or not wallet.total:
        return None
    ours = sum(share.amount for share in wallet.shares if share.by is ServedBy.US)
    return (
        tell.words.say_in("key figure", "Share of wallet"),
        tell.formats.percent(Decimal(ours) / wallet.total),
        tell.words.say_in("key figure", "of {total} a year", total=tell.money(wallet.total)),
    )


def _gap(tell: Telling, paper: PlanPaper) -> KeyFigure | None:
    gap = paper.money.gap
    if gap is None:
        return None
    scale = tell.formats.scale_for(gap.target, tell.currency)
    # Not finer and not coarser than beside the gap itself: 104,5 is not told as 104.
    whole = tell.formats.money(gap.target, tell.currency, scale, 1 if scale.divisor >= _MILLION else None)
    target = tell.words.say_in("key figure", "of the target of {target}", target=whole)
    if gap.gap <= 0:
        return tell.words.say_in("key figure", "Above the target"), tell.money(-gap.gap), target
    return tell.words.say_in("key figure", "Missing to the target"), tell.money(gap.gap), target


def _objectives(tell: Telling, paper: PlanPaper) -> KeyFigure | None:
    if not paper.objectives:
        return None
    behind = sum(each.behind for each in paper.objectives)
    count = len(paper.objectives)
    return (
        tell.words.say_in("key figure", "Objectives on track"),
        tell.words.say_in("key figure", "{count} of {total}", count=count - behind, total=count),
        tell.words.say_in("key figure", "behind: {count}", count=behind) if behind else "",
    )


def _health(tell: Telling, paper: PlanPaper) -> KeyFigure | None:
    found = paper.health
    if found is None:
        return None
    score, _, rest = health_words(tell.words, tell.formats, found).partition(", ")
    return tell.words.say_in("key figure", "Health"), score, rest
