"""Everything an account's money shows, read at once off the interface thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from kam.services.money.deals import Choices, Deals, read_choices, read_deals
from kam.services.money.figures import MoneyQuery, read_figures
from kam.services.money.outlook import Outlook, read_outlook
from kam.services.money.rows import Figures
from kam.services.money.spend import SpendTable, read_spend
from kam.services.money.whitespace import WhitespaceFigures, read_whitespace
from kam.ui.desk import Desk


@dataclass(frozen=True, slots=True)
class MoneyWish:
    """What of an account's money is asked for."""

    account_id: UUID
    query: MoneyQuery = field(default_factory=MoneyQuery)
    target_year: int | None = None
    """The fiscal year of the gap; None is the running one."""
    spend_year: int | None = None


@dataclass(frozen=True, slots=True)
class MoneyReading:
    """The answer."""

    wish: MoneyWish
    figures: Figures
    whitespace: WhitespaceFigures
    spend: SpendTable
    deals: Deals
    outlook: Outlook
    choices: Choices


def read_money(desk: Desk, wish: MoneyWish) -> MoneyReading:
    """Read all of it as of now; NotFoundError ``account.gone``."""
    workspace, account, now = desk.workspace, wish.account_id, desk.now()
    return MoneyReading(
        wish,
        read_figures(workspace, account, wish.query, as_of=now),
        read_whitespace(workspace, account, as_of=now),
        read_spend(workspace, account, wish.spend_year, as_of=now),
        read_deals(workspace, account, as_of=now),
        read_outlook(workspace, account, wish.target_year, as_of=now),
        read_choices(workspace, account, as_of=now),
    )
