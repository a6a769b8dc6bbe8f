"""Everything dated that health follows from, read of all accounts at once or of one alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy.orm import Session

from kam.core.vocabulary import AccountStatus
from kam.services.commitments.named import identity
from kam.services.health.account_facts import AccountFacts
from kam.services.health.money_facts import (
    Bought,
    read_first_months,
    read_months,
    read_order_days,
    read_wallets,
)
from kam.services.health.people_facts import read_people
from kam.services.health.reach import Reach
from kam.services.health.trust_facts import (
    read_answers,
    read_complaints,
    read_contracts,
    read_met,
    read_promises,
)
from kam.services.portfolio.settings import PortfolioSettings
from kam.services.profile import Profile
from kam.services.rates import Exchange

__all__ = ["AccountFacts", "read_facts"]

_ACCOUNTS: Final = "SELECT a.id, a.name, a.status FROM account AS a WHERE {which} ORDER BY a.name_key, a.id"
_STATUS_OF: Final = {each.value: each for each in AccountStatus}
_NOTHING: Final[tuple[Any, ...]] = ()


def read_facts(
    session: Session,
    profile: Profile,
    *,
    as_of: datetime,
    since: date,
    account_id: UUID | None = None,
) -> Mapping[UUID, AccountFacts]:
    """The facts known by a moment, from which every day from ``since`` to that moment can be judged.

    By name. The session must be reading.
    """
    reach = Reach(session, as_of.astimezone(profile.zone), since, account_id)
    accounts = list(reach.rows(_ACCOUNTS))
    exchange = Exchange.read(session, profile.currency)
    bought, first = read_months(reach, exchange), read_first_months(reach)
    ordered = read_order_days(reach, PortfolioSettings.of(profile.settings).rhythm.months)
    wallets = read_wallets(reach, exchange)
    people, complaints = read_people(reach), read_complaints(reach)
    answers, promises, contracts = read_answers(reach), read_promises(reach), read_contracts(reach)
    met = read_met(reach, _in_doubt((row[0] for row in accounts), complaints.older))
    found: dict[UUID, AccountFacts] = {}
    for id_, name, status in accounts:
        sales = bought.get(id_) or Bought()
        found[identity(id_)] = AccountFacts(
            account_id=identity(id_),
            name=name,
            status=_STATUS_OF[status],
            revenue=sales.months,
            unconverted=frozenset(sales.unconverted),
            first_bought=first.get(id_),
            ordered_on=ordered.get(id_, _NOTHING),
            wallets=wallets.get(id_, _NOTHING),
            people=people.get(id_, _NOTHING),
            met=met.get(id_, _NOTHING),
            complaints=complaints.of.get(id_, _NOTHING),
            older_complaint_on=complaints.older.get(id_),
            answers=answers.get(id_, _NOTHING),
            promises=promises.get(id_, _NOTHING),
            contracts=contracts.get(id_, _NOTHING),
            since=since,
        )
    return found


def _in_doubt(accounts: Iterable[bytes], older: Mapping[bytes, date]) -> list[bytes]:
    """Those of whom no complaint is old enough to say that we would hear of one."""
    return [account for account in accounts if account not in older]
