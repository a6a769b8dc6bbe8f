"""When the time to talk about a contract has come."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest

from kam.analysis.contracts import ContractState, ContractTerm, contract_state, contract_window

TODAY = date(2026, 11, 24)


def term(days: int | None, notice: int | None = None, *, renews: bool = False) -> ContractTerm:
    ends_on = TODAY + timedelta(days=days) if days is not None else None
    return ContractTerm(UUID(int=1), ends_on, notice, renews)


@pytest.mark.parametrize(
    ("given", "days_left"),
    [
        pytest.param(term(None), None, id="without an end"),
        pytest.param(term(61), None, id="not yet"),
        pytest.param(term(60), 60, id="sixty days before the end"),
        pytest.param(term(0), 0, id="the last day"),
        pytest.param(term(-1), None, id="over"),
        pytest.param(term(37, 30), 7, id="a week to the notice"),
        pytest.param(term(120, 90), 30, id="a month before the notice"),
        pytest.param(term(121, 90), None, id="notice far away"),
        pytest.param(term(20, 30), 20, id="notice has passed, the end has not"),
        pytest.param(term(120, 90, renews=True), 30, id="renews itself unless we speak"),
        pytest.param(term(20, 30, renews=True), None, id="has renewed itself"),
        pytest.param(term(20, renews=True), 20, id="renews itself, notice unset"),
    ],
)
def test_a_window_opens_before_the_end_and_before_the_notice(
    given: ContractTerm, days_left: int | None
) -> None:
    window = contract_window(given, TODAY)
    assert (window.days_left if window else None) == days_left


def test_a_window_names_both_dates() -> None:
    window = contract_window(term(37, 30), TODAY)
    assert window is not None
    assert (window.ends_on, window.days_to_end) == (date(2026, 12, 31), 37)
    assert (window.notice_by, window.days_to_notice) == (date(2026, 12, 1), 7)


@pytest.mark.parametrize(
    ("given", "state"),
    [
        (term(None), ContractState.IN_FORCE),
        (term(300), ContractState.IN_FORCE),
        (term(60), ContractState.WINDOW_OPEN),
        (term(0), ContractState.WINDOW_OPEN),
        (term(-1), ContractState.ENDED),
        (term(-1, renews=True), ContractState.RENEWED),
        (term(10, 30, renews=True), ContractState.IN_FORCE),
        (ContractTerm(UUID(int=1), None, starts_on=TODAY + timedelta(days=1)), ContractState.NOT_STARTED),
        (ContractTerm(UUID(int=1), None, starts_on=TODAY), ContractState.IN_FORCE),
    ],
)
def test_a_contract_stands_somewhere_on_every_day(given: ContractTerm, state: ContractState) -> None:
    assert contract_state(given, TODAY) is state
