"""Retention cases of an account: what they begin with, what is kept, what is refused, what is taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from kam.analysis.health.churn import ChurnRisk
from kam.core.errors import NotFoundError, UserError
from kam.core.field_errors import FieldErrors
from kam.core.money import Money
from kam.core.periods import Month
from kam.models import MonthlySales
from kam.services.health.retention import (
    list_cases,
    read_case,
    remove_case,
    retention_basis,
    save_case,
)
from kam.services.health.retention_rows import RetentionDraft, faults_of, verdict_of
from kam.services.history import undo_step
from kam.services.soundness import inner_faults
from kam.store.workspace import Workspace
from tests.builders import NOW, Office


def rub(amount: int) -> Money:
    return Money(amount * 100, "RUB")


DRAFT = RetentionDraft(
    revenue=rub(10_000_000),
    margin=rub(3_000_000),
    leaving=Decimal(40),
    leaving_then=Decimal(10),
    discount=Decimal("4.5"),
    terms_days=30,
    service=rub(50_000),
    note="They were promised better terms by Rival.",
)


def sells(office: Office, *, cost: int | None) -> UUID:
    account = office.account().id
    for month in Month(2025, 11).span(12):
        office.add(
            MonthlySales(
                account_id=account,
                month=month,
                currency="RUB",
                revenue_minor=100_000_00,
                cost_minor=None if cost is None else cost * 100,
            )
        )
    return account


def test_a_case_begins_with_the_margin_of_twelve_months_and_the_risk(office: Office) -> None:
    account = sells(office, cost=70_000)
    basis = retention_basis(office.workspace, account, as_of=NOW)
    assert (basis.revenue, basis.margin) == (rub(1_200_000), rub(360_000))
    assert basis.churn.risk is ChurnRisk.LOW
    assert (basis.leaving, basis.leaving_then) == (Decimal(5), Decimal("2.5"))
    assert basis.draft.leaving == Decimal(5)


def test_an_unknown_margin_is_left_to_be_typed(office: Office) -> None:
    basis = retention_basis(office.workspace, sells(office, cost=None), as_of=NOW)
    assert (basis.revenue, basis.margin) == (rub(1_200_000), None)
    never = retention_basis(office.workspace, office.account("New").id, as_of=NOW)
    assert (never.revenue, never.margin) == (None, None)
    assert verdict_of(never.draft, "RUB") is None


def test_a_kept_case_is_found_as_it_was_and_goes_with_its_step(office: Office) -> None:
    account = office.account().id
    case = save_case(office.workspace, account, DRAFT).value
    [row] = list_cases(office.workspace, account)
    assert row.id == case
    assert row.draft == DRAFT
    assert row.made_on == office.today
    assert row == read_case(office.workspace, case)
    assert row.verdict == verdict_of(DRAFT, "RUB")
    undo_step(office.workspace)
    assert list_cases(office.workspace, account) == ()


def test_a_deleted_case_comes_back(office: Office) -> None:
    account = office.account().id
    case = save_case(office.workspace, account, DRAFT).value
    remove_case(office.workspace, case)
    assert list_cases(office.workspace) == ()
    undo_step(office.workspace)
    assert [row.id for row in list_cases(office.workspace)] == [case]


def test_the_newest_case_stands_first(office: Office) -> None:
    account = office.account().id
    old = save_case(office.workspace, account, DRAFT).value
    new = save_case(office.workspace, account, replace(DRAFT, discount=Decimal(3))).value
    assert [row.id for row in list_cases(office.workspace, account)] == [new, old]


@pytest.mark.parametrize(
    ("changed", "field", "code"),
    [
        ({"margin": None}, "margin", "field.required"),
        ({"revenue": None}, "revenue", "field.required"),
        ({"leaving": None}, "leaving", "field.required"),
        ({"leaving": Decimal(101)}, "leaving", "retention.no_share"),
        ({"discount": Decimal(-1)}, "discount", "retention.no_share"),
        ({"capital": Decimal("20.55")}, "capital", "field.too_fine"),
        ({"leaving_then": Decimal(50)}, "leaving_then", "retention.drives_away"),
        ({"margin": rub(10_000_001)}, "margin", "domain.margin_over_revenue"),
        ({"terms_days": 366}, "terms_days", "field.out_of_range"),
        ({"service": rub(-1)}, "service", "field.negative"),
        ({"service": Money(100, "USD")}, "service", "field.other_currency"),
        ({"note": "x" * 100_000}, "note", "field.too_long"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    office: Office, changed: dict[str, object], field: str, code: str
) -> None:
    account = office.account().id
    with pytest.raises(FieldErrors) as refused:
        save_case(office.workspace, account, replace(DRAFT, **changed))  # type: ignore[arg-type]
    assert [(each.field, each.code) for each in refused.value.errors] == [(field, code)]
    assert list_cases(office.workspace) == ()


def test_what_is_gone_is_told(office: Office) -> None:
    with pytest.raises(NotFoundError, match=r"account\.gone"):
        save_case(office.workspace, uuid4(), DRAFT)
    with pytest.raises(NotFoundError, match=r"retention\.gone"):
        remove_case(office.workspace, uuid4())
    with pytest.raises(NotFoundError, match=r"retention\.gone"):
        read_case(office.workspace, uuid4())


def test_a_loss_is_a_margin_too() -> None:
    assert faults_of(replace(DRAFT, margin=rub(-5)), "RUB") == []


@pytest.mark.parametrize(
    ("column", "value"),
    [("leaving_then_permille", 401), ("margin_minor", -(10**15) - 1), ("service_minor", 2**62)],
)
def test_a_case_that_no_form_lets_in_is_damage_and_found_by_the_check(
    office: Office, column: str, value: int
) -> None:
    account = office.account()
    save_case(office.workspace, account.id, DRAFT)
    office.workspace.close()
    path = office.workspace.path
    with closing(sqlite3.connect(path)) as stock, stock:
        stock.execute(f"UPDATE retention_case SET {column} = ?", (value,))
    with Workspace.open(path, office.clock) as workspace, pytest.raises(UserError, match="damaged_value"):
        list_cases(workspace)
    (fault,) = inner_faults(path)
    assert fault.details == {"table": "retention_case", "column": column, "count": 1}
