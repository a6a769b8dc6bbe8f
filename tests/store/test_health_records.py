"""Retention cases are records like any other; snapshots of health let nothing in that cannot be."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import select

from kam.core.errors import RuleError
from kam.models import Account, RetentionCase
from kam.services.accounts.merging import merge_accounts
from kam.services.history import undo_step
from tests.builders import Office

USUAL: dict[str, Any] = {
    "currency": "RUB",
    "revenue_minor": 1_000_000,
    "margin_minor": 300_000,
    "leaving_permille": 400,
    "leaving_then_permille": 100,
}
SNAPSHOT = {
    "account_id": bytes(16),
    "month": "2026-10",
    "taken_on": "2026-10-31",
    "score": 70,
    "band": "amber",
    "known_permille": 800,
    "risk": "low",
    "factors": "{}",
}


def case(office: Office, account: Account, **values: Any) -> RetentionCase:
    return office.add(RetentionCase(**{"account_id": account.id, "made_on": office.today, **USUAL, **values}))


def cases(office: Office) -> list[RetentionCase]:
    with office.workspace.reading() as session:
        return list(session.scalars(select(RetentionCase)))


def test_a_margin_above_the_revenue_is_refused(office: Office) -> None:
    account = office.account()
    with pytest.raises(RuleError, match=r"domain\.margin_over_revenue"):
        case(office, account, margin_minor=1_000_001)
    assert case(office, account, margin_minor=1_000_000).capital_permille == 200
    case(office, account, margin_minor=-5)  # who sells at a loss has a negative margin


@pytest.mark.parametrize(
    "values",
    [
        {"leaving_permille": 1001},
        {"leaving_then_permille": -1},
        {"discount_permille": 1001},
        {"terms_days": 366},
        {"capital_permille": 1001},
        {"service_minor": -1},
        {"revenue_minor": -1},
    ],
)
def test_chances_terms_and_costs_stay_within_reason(office: Office, values: dict[str, int]) -> None:
    with pytest.raises(RuleError):
        case(office, office.account(), **values)
    assert cases(office) == []


def test_a_case_goes_with_its_account_and_comes_back_with_it(office: Office) -> None:
    account = office.account()
    kept = case(office, account, note="Скидка за договор на год")
    office.remove(account)
    assert cases(office) == []
    undo_step(office.workspace)
    assert [(each.id, each.note) for each in cases(office)] == [(kept.id, "Скидка за договор на год")]


def test_a_case_goes_over_when_two_accounts_become_one(office: Office) -> None:
    keep, other = office.account("Альфа"), office.account("Alpha")
    case(office, other)
    merge_accounts(office.workspace, keep.id, other.id, {})
    assert [each.account_id for each in cases(office)] == [keep.id]


@pytest.mark.parametrize(
    "values",
    [
        {"score": 101},
        {"band": "purple"},
        {"band": None},
        {"score": None},
        {"risk": "none"},
        {"known_permille": 1001},
        {"month": "2026-13"},
        {"taken_on": "2026-02-32"},
        {"account_id": b"short"},
    ],
)
def test_no_snapshot_is_kept_that_cannot_be(office: Office, values: dict[str, Any]) -> None:
    office.workspace.close()
    write = (
        f"INSERT INTO health_snapshot ({', '.join(SNAPSHOT)})"
        f" VALUES ({', '.join(f':{name}' for name in SNAPSHOT)})"
    )
    with closing(sqlite3.connect(office.workspace.path)) as stock:
        with pytest.raises(sqlite3.IntegrityError):
            stock.execute(write, {**SNAPSHOT, **values})
        stock.execute(write, SNAPSHOT)
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            stock.execute(write, SNAPSHOT)
