"""Who reports to whom, and the lines beside that."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kam.core.errors import NotFoundError, RuleError
from kam.core.field_errors import FieldErrors
from kam.core.vocabulary import LineKind
from kam.models import Account, Stakeholder
from kam.services.history import undo_step
from kam.services.people.map import read_map
from kam.services.people.ties import add_relation, remove_relation, report_to
from tests.builders import NOW, Office


@pytest.fixture
def account(office: Office) -> Account:
    return office.account()


@pytest.fixture
def chain(office: Office, account: Account) -> list[Stakeholder]:
    """Three, each reporting to the one before."""
    top = office.stakeholder(account, family="Зимин")
    middle = office.stakeholder(account, family="Мальцев", reports_to_id=top.id)
    return [top, middle, office.stakeholder(account, family="Шубина", reports_to_id=middle.id)]


def bosses(office: Office, account: Account) -> list[object]:
    return [row.reports_to for row in read_map(office.workspace, account.id, as_of=NOW).places]


def test_somebody_is_hung_under_another_and_set_free(
    office: Office, account: Account, chain: list[Stakeholder]
) -> None:
    top, middle, low = chain
    report_to(office.workspace, low.id, top.id)
    assert bosses(office, account) == [None, top.id, top.id]
    report_to(office.workspace, middle.id, None)
    assert bosses(office, account) == [None, None, top.id]
    undo_step(office.workspace)
    assert bosses(office, account) == [None, top.id, top.id]


def test_nobody_reports_in_a_circle(office: Office, account: Account, chain: list[Stakeholder]) -> None:
    top, middle, low = chain
    for below in (middle, low):
        with pytest.raises(RuleError, match="boss_below"):
            report_to(office.workspace, top.id, below.id)
    with pytest.raises(RuleError, match="own_boss"):
        report_to(office.workspace, top.id, top.id)
    assert bosses(office, account) == [None, top.id, middle.id]


def test_a_boss_works_at_the_same_client_and_is_still_there(
    office: Office, account: Account, chain: list[Stakeholder]
) -> None:
    with pytest.raises(RuleError, match="boss_elsewhere"):
        report_to(office.workspace, chain[2].id, office.stakeholder(office.account("Чужой")).id)
    office.change(chain[0], left_on=office.today - timedelta(days=1))
    with pytest.raises(RuleError, match="boss_left"):
        report_to(office.workspace, chain[2].id, chain[0].id)


def test_a_line_is_drawn_once_and_taken_away(
    office: Office, account: Account, chain: list[Stakeholder]
) -> None:
    one, other, _ = chain
    line = add_relation(office.workspace, one.id, other.id, LineKind.CONFLICTS, "спор о режимах").value
    with pytest.raises(RuleError, match="tie_exists"):
        add_relation(office.workspace, other.id, one.id, LineKind.CONFLICTS)
    add_relation(office.workspace, one.id, other.id, LineKind.INFLUENCES)
    add_relation(office.workspace, other.id, one.id, LineKind.INFLUENCES)
    remove_relation(office.workspace, line)
    relations = read_map(office.workspace, account.id, as_of=NOW).relations
    assert [(each.from_id, each.kind) for each in relations] == [
        (one.id, LineKind.INFLUENCES),
        (other.id, LineKind.INFLUENCES),
    ]
    with pytest.raises(NotFoundError, match="tie_gone"):
        remove_relation(office.workspace, line)


def test_a_line_joins_two_people_of_one_client(office: Office, chain: list[Stakeholder]) -> None:
    with pytest.raises(RuleError, match="tie_to_oneself"):
        add_relation(office.workspace, chain[0].id, chain[0].id, LineKind.INFORMAL)
    stranger = office.stakeholder(office.account("Чужой"))
    with pytest.raises(RuleError, match="tie_elsewhere"):
        add_relation(office.workspace, chain[0].id, stranger.id, LineKind.INFORMAL)
    with pytest.raises(FieldErrors):
        add_relation(office.workspace, chain[0].id, chain[1].id, LineKind.INFORMAL, "я" * 501)
    with pytest.raises(ValueError, match="report_to"):
        add_relation(office.workspace, chain[0].id, chain[1].id, LineKind.REPORTS_TO)
