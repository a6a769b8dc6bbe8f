"""The block "Money" of a brief, put together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from kam.reports.content import MoneyBlock
from kam.services.briefs.money.sales import (
    Sales,
    collect_targets,
    line_figures,
    margin,
    month_figures,
    plan_and_fact,
    receivables,
    rhythm,
    totals,
)
from kam.services.briefs.money.wallet import ClientWallet
from kam.services.briefs.records import Dossier
from kam.services.briefs.scene import Scene


def money_block(
    scene: Scene, sales: Sales, wallet: ClientWallet | None, dossier: Dossier, ordered_on: Iterable[date]
) -> MoneyBlock:
    """Everything under "Money", in the account's currency."""
    targets = collect_targets(scene, sales.last)
    figures = month_figures(sales, targets)
    total, total_before = totals(figures)
    shares: dict[UUID, Decimal | None] = wallet.our_shares() if wallet else {}
    return MoneyBlock(
        months=figures,
        total=total,
        total_before=total_before,
        plan_fact=plan_and_fact(scene, sales, targets) if figures else None,
        wallet=wallet.content() if wallet else None,
        rhythm=rhythm(scene, ordered_on),
        receivables=receivables(scene),
        margin=margin(sales),
        lines=line_figures(sales, dossier.lines, shares),
    )
