"""The first rows of the portfolio before its figures are read: who the accounts are, and when we meet.

Figures take everybody's sales, names do not. Which accounts stand first, and in which order, the caller
remembers from the time before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from kam.core.money import Money
from kam.core.periods import MONTHS
from kam.core.vocabulary import RelationshipDegree, Segment
from kam.models import Account
from kam.services.lists.shared import colleague_names
from kam.services.portfolio.book import ACCOUNT_COLUMNS
from kam.services.portfolio.moments import Contact, coming
from kam.services.portfolio.rows import AccountColumns, PortfolioRow
from kam.services.profile import Profile, read_profile
from kam.store.workspace import Workspace


def read_beginning(
    workspace: Workspace, accounts: Sequence[UUID], *, as_of: datetime
) -> tuple[PortfolioRow, ...]:
    """The rows of some accounts in the given order, not whole yet; who is gone is left out."""
    with workspace.reading() as session:
        profile = read_profile(session)
        begins = datetime.combine(profile.today(as_of), time.min, profile.zone).astimezone(UTC)
        meetings = {
            account: next((each for each in contacts if each.lay_ahead(as_of)), None)
            for account, contacts in coming(session, begins, accounts).items()
        }
        query = select(*ACCOUNT_COLUMNS).where(Account.id.in_(accounts))
        stored = {row.id: row for row in session.execute(query)}
        names = _names_of_parents(session, list(stored.values()))
        owners = colleague_names(session)
    return tuple(
        _row(stored[each], names, owners, meetings.get(each), profile) for each in accounts if each in stored
    )


def _names_of_parents(session: Session, accounts: Sequence[AccountColumns]) -> dict[UUID, str]:
    parents = {each.parent_id for each in accounts if each.parent_id is not None}
    rows = session.execute(select(Account.id, Account.name).where(Account.id.in_(parents)))
    return {row.id: row.name for row in rows}


def _row(
    account: AccountColumns,
    names: Mapping[UUID, str],
    owners: Mapping[UUID, str],
    meeting: Contact | None,
    profile: Profile,
) -> PortfolioRow:
    return PortfolioRow(
        id=account.id,
        version=account.version,
        name=account.name,
        legal_name=account.legal_name,
        external_id=account.external_id,
        tax_number=account.tax_number,
        status=account.status,
        business_type=account.business_type,
        industry=account.industry,
        city=None,
        owner_id=account.owner_id,
        owner=owners.get(account.owner_id) if account.owner_id else None,
        parent_id=account.parent_id,
        parent=names.get(account.parent_id) if account.parent_id else None,
        potential=None,
        segment=Segment.UNKNOWN,
        key_group=None,
        abc=None,
        xyz=None,
        degree=RelationshipDegree.NOT_YET,
        by_hand=frozenset(),
        revenue_12m=Money(0, profile.currency),
        revenue_before=None,
        months=(0,) * MONTHS,
        change=None,
        share=None,
        margin_12m=None,
        wallet_share=None,
        open_complaints=0,
        worst_clock=None,
        next_meeting=meeting.at.astimezone(profile.zone) if meeting else None,
        next_meeting_id=meeting.id if meeting else None,
        last_contact_on=None,
        last_contact_days=None,
        contact_norm_days=None,
        contact_overdue=False,
        is_whole=False,
    )
