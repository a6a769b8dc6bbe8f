"""The first rows of the portfolio before its figures: who they are, whose, and when we meet."""

from __future__ import annotations

from kam.core.ids import new_id
from kam.core.vocabulary import AccountStatus
from kam.services.portfolio.beginning import read_beginning
from kam.services.portfolio.reading import PortfolioQuery, read_portfolio
from tests.builders import Office

KNOWN_AT_ONCE = (
    "id",
    "version",
    "name",
    "legal_name",
    "external_id",
    "tax_number",
    "status",
    "business_type",
    "industry",
    "owner_id",
    "owner",
    "parent_id",
    "parent",
    "next_meeting",
    "next_meeting_id",
)


def test_what_is_known_at_once_is_what_the_portfolio_says(office: Office) -> None:
    holding = office.account("Волга", external_id="A-1")
    part = office.account(
        "Ока", parent_id=holding.id, owner_id=office.me, status=AccountStatus.ACTIVE, industry="Металл"
    )
    office.meeting(part)
    whole = read_portfolio(office.workspace, PortfolioQuery(), as_of=office.clock.now()).rows
    found = read_beginning(office.workspace, [row.id for row in whole], as_of=office.clock.now())
    assert [[getattr(row, name) for name in KNOWN_AT_ONCE] for row in found] == [
        [getattr(row, name) for name in KNOWN_AT_ONCE] for row in whole
    ]
    assert not any(row.is_whole for row in found)
    assert all(row.is_whole for row in whole)


def test_they_stand_in_the_order_that_was_asked_for_without_who_is_gone(office: Office) -> None:
    first, second = office.account("Волга"), office.account("Ока")
    found = read_beginning(office.workspace, [second.id, new_id(), first.id], as_of=office.clock.now())
    assert [row.name for row in found] == ["Ока", "Волга"]


def test_nobody_is_asked_about(office: Office) -> None:
    office.account("Волга")
    assert read_beginning(office.workspace, [], as_of=office.clock.now()) == ()
