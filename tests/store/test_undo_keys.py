"""Undoing meets unique keys: they are freed in the right order, or the step that took them is named."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from kam.core.errors import ConflictError
from kam.core.ids import new_id
from kam.core.vocabulary import BuyingRole, WhyBranch
from kam.models import Account, Colleague, Complaint, Receivable, StakeholderRole, Why
from kam.store.undo import redo, undo
from kam.store.unit_of_work import writing
from tests.builders import Office


def by_external_id(office: Office) -> dict[str | None, str]:
    with office.workspace.reading() as session:
        return {account.external_id: account.name for account in session.scalars(select(Account))}


def refused(office: Office, seq: int) -> list[int]:
    with pytest.raises(ConflictError) as refusal:
        undo(office.workspace, seq)
    steps = refusal.value.details["blockers"]
    assert isinstance(steps, tuple)
    return [step.seq for step in steps]


def test_a_role_given_again_forbids_to_bring_the_former_one_back(office: Office) -> None:
    place = office.stakeholder(office.account())
    role = office.add(StakeholderRole(stakeholder_id=place.id, role=BuyingRole.DECIDER))
    office.remove(role)
    removal = office.last_step()
    office.add(StakeholderRole(stakeholder_id=place.id, role=BuyingRole.DECIDER))
    assert refused(office, removal) == [office.last_step()]


def test_a_number_given_to_another_client_does_not_come_back(office: Office) -> None:
    account = office.account("Альфа", external_id="1")
    office.change(account, external_id=None)
    emptied = office.last_step()
    office.account("Бета", external_id="1")
    assert refused(office, emptied) == [office.last_step()]
    assert by_external_id(office) == {None: "Альфа", "1": "Бета"}


def test_a_client_replaced_under_the_same_number_comes_back_and_goes_again(office: Office) -> None:
    account = office.account("Альфа", external_id="1")
    with writing(office.workspace, "test.replaced") as unit:
        unit.remove(Account, [account.id])
        unit.add(Account(name="Бета", external_id="1"))
    undo(office.workspace)
    assert by_external_id(office) == {"1": "Альфа"}
    redo(office.workspace)
    assert by_external_id(office) == {"1": "Бета"}


def test_a_number_handed_to_a_new_client_is_handed_back(office: Office) -> None:
    account = office.account("Альфа", external_id="1")
    with writing(office.workspace, "test.handed") as unit:
        unit.get_one(Account, account.id).external_id = None
        unit.flush()
        unit.add(Account(name="Бета", external_id="1"))
    undo(office.workspace)
    assert by_external_id(office) == {"1": "Альфа"}


@pytest.mark.parametrize("attempt", range(4))
def test_who_is_me_can_be_taken_back(office: Office, attempt: int) -> None:
    other = office.add(Colleague(id=new_id(), name=f"Коллега {attempt}"))
    for former, present in ((office.me, other.id), (other.id, office.me)):
        with writing(office.workspace, "test.me") as unit:
            unit.get_one(Colleague, former).is_me = False
            unit.flush()
            unit.get_one(Colleague, present).is_me = True
        undo(office.workspace)
        with office.workspace.reading() as session:
            assert session.scalars(select(Colleague.id).where(Colleague.is_me)).one() == former
        redo(office.workspace)


def test_debts_replaced_by_a_newer_list_come_back(office: Office) -> None:
    account = office.account()
    debt = {"account_id": account.id, "document": "УПД 118", "due_on": office.today, "currency": "RUB"}
    first = office.add(Receivable(amount_minor=100, **debt))
    with writing(office.workspace, "test.replaced") as unit:
        unit.remove(Receivable, [first.id])
        unit.add(Receivable(amount_minor=40, **debt))
    undo(office.workspace)
    with office.workspace.reading() as session:
        assert session.scalars(select(Receivable.amount_minor)).all() == [100]


def test_two_whys_change_places_and_back(office: Office) -> None:
    complaint = Complaint(
        account_id=office.account().id,
        number="K-2026-0001",
        channel="phone",
        received_at=office.clock.now(),
        kind="quality",
        summary="Расслоение плёнки",
    )
    whys = [
        Why(complaint_id=complaint.id, branch=WhyBranch.CAUSE, depth=depth, answer=f"ответ {depth}")
        for depth in (1, 2)
    ]
    office.add_all(complaint, *whys)
    with writing(office.workspace, "test.swapped") as unit:
        unit.get_one(Why, whys[0].id).depth = 2
        unit.get_one(Why, whys[1].id).depth = 1
    undo(office.workspace)
    with office.workspace.reading() as session:
        assert session.scalars(select(Why.answer).order_by(Why.depth)).all() == ["ответ 1", "ответ 2"]
