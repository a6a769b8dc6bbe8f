"""The columns of the portfolio and the order of its rows by any of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from kam.core.text import sort_key
from kam.core.vocabulary import (
    AccountStatus,
    BusinessType,
    KeyGroup,
    RelationshipDegree,
    Segment,
    Term,
)
from kam.core.vocabulary.term import label
from kam.services.portfolio.moments import WORST_FIRST
from kam.services.portfolio.rows import Entry


class PortfolioColumn(Term):
    """A column of the portfolio; each can be sorted by and exported."""

    NAME = "name", label("portfolio column", "Account")
    KEY_GROUP = "key_group", label("portfolio column", "Group")
    CLASSES = "classes", label("portfolio column", "ABC·XYZ")
    REVENUE = "revenue", label("portfolio column", "12 months")
    MONTHS = "months", label("portfolio column", "By month")
    CHANGE = "change", label("portfolio column", "On last year")
    HEALTH = "health", label("portfolio column", "Health")
    HEALTH_TREND = "health_trend", label("portfolio column", "Health course")
    HEALTH_CHANGE = "health_change", label("portfolio column", "Health change")
    CHURN_RISK = "churn_risk", label("portfolio column", "Churn risk")
    COMPLAINTS = "complaints", label("portfolio column", "Complaints")
    NEXT_MEETING = "next_meeting", label("portfolio column", "Meeting")
    LAST_CONTACT = "last_contact", label("portfolio column", "Contact")
    OWNER = "owner", label("portfolio column", "Owner")
    SEGMENT = "segment", label("portfolio column", "Segment")
    STATUS = "status", label("portfolio column", "Status")
    DEGREE = "degree", label("portfolio column", "Purchases")
    POTENTIAL = "potential", label("portfolio column", "Potential")
    SHARE = "share", label("portfolio column", "Share of portfolio")
    MARGIN = "margin", label("portfolio column", "Margin")
    WALLET_SHARE = "wallet_share", label("portfolio column", "Share of wallet")
    INDUSTRY = "industry", label("portfolio column", "Industry")
    BUSINESS_TYPE = "business_type", label("portfolio column", "Business type")
    CITY = "city", label("portfolio column", "City")
    PARENT = "parent", label("portfolio column", "Parent company")
    LEGAL_NAME = "legal_name", label("portfolio column", "Legal name")
    TAX_NUMBER = "tax_number", label("portfolio column", "Tax number")
    EXTERNAL_ID = "external_id", label("portfolio column", "Number")


def _place(vocabulary: type[Term]) -> Mapping[Any, int]:
    return {term: number for number, term in enumerate(vocabulary)}


_STATUS, _SEGMENT, _GROUP = _place(AccountStatus), _place(Segment), _place(KeyGroup)
_DEGREE, _TYPE = _place(RelationshipDegree), _place(BusinessType)


def _complaints(entry: Entry) -> tuple[int, int] | None:
    """The gravest clock first when descending, then the number."""
    row = entry.row
    if not row.open_complaints:
        return None
    gravity = len(WORST_FIRST) - WORST_FIRST.index(row.worst_clock) if row.worst_clock else 0
    return gravity, row.open_complaints


def _classes(entry: Entry) -> tuple[str, str] | None:
    """A·X is the highest: A before B when descending."""
    abc, xyz = entry.row.abc, entry.row.xyz
    if abc is None:
        return None
    return chr(ord("z") - ord(abc.value[0])), chr(2 * ord("z") - ord(xyz.value[0])) if xyz else ""


def _minor(entry: Entry) -> int:
    return entry.row.revenue_12m.minor


_KEYS: Final[Mapping[PortfolioColumn, Callable[[Entry], Any]]] = {
    PortfolioColumn.NAME: lambda entry: entry.name_key,
    PortfolioColumn.KEY_GROUP: lambda entry: _GROUP.get(entry.row.key_group),
    PortfolioColumn.CLASSES: _classes,
    PortfolioColumn.REVENUE: _minor,
    PortfolioColumn.MONTHS: lambda entry: entry.row.months[-1],
    PortfolioColumn.CHANGE: lambda entry: entry.row.change,
    PortfolioColumn.COMPLAINTS: _complaints,
    PortfolioColumn.NEXT_MEETING: lambda entry: entry.row.next_meeting,
    PortfolioColumn.LAST_CONTACT: lambda entry: entry.row.last_contact_days,
    PortfolioColumn.OWNER: lambda entry: entry.owner_key or None,
    PortfolioColumn.SEGMENT: lambda entry: _SEGMENT[entry.row.segment],
    PortfolioColumn.STATUS: lambda entry: _STATUS[entry.row.status],
    PortfolioColumn.DEGREE: lambda entry: _DEGREE[entry.row.degree],
    PortfolioColumn.POTENTIAL: lambda entry: entry.row.potential,
    PortfolioColumn.SHARE: lambda entry: entry.row.share,
    PortfolioColumn.MARGIN: lambda entry: entry.row.margin_12m.minor if entry.row.margin_12m else None,
    PortfolioColumn.WALLET_SHARE: lambda entry: entry.row.wallet_share,
    PortfolioColumn.INDUSTRY: lambda entry: entry.industry_key or None,
    PortfolioColumn.BUSINESS_TYPE: lambda entry: _TYPE.get(entry.row.business_type),
    PortfolioColumn.CITY: lambda entry: entry.city_key or None,
    PortfolioColumn.PARENT: lambda entry: entry.parent_key or None,
    PortfolioColumn.LEGAL_NAME: lambda entry: (
        sort_key(entry.row.legal_name) if entry.row.legal_name else None
    ),
    PortfolioColumn.TAX_NUMBER: lambda entry: entry.row.tax_number,
    PortfolioColumn.EXTERNAL_ID: lambda entry: entry.row.external_id,
}


def in_order(
    entries: list[Entry],
    column: PortfolioColumn,
    *,
    descending: bool,
    by: Callable[[UUID], Any] | None = None,
) -> list[Entry]:
    """The entries by a column. Equals stand by name; what is not known stands last either way.

    ``entries`` come by name, which is what equals keep. ``by`` says of an account what it is ordered by,
    where its row does not say that.
    """
    read = _KEYS[column] if by is None else lambda entry: by(entry.row.id)
    keyed = [(read(entry), entry) for entry in entries]
    known = [pair for pair in keyed if pair[0] is not None]
    known.sort(key=lambda pair: pair[0], reverse=descending)
    return [entry for _, entry in known] + [entry for key, entry in keyed if key is None]
