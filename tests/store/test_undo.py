"""A step can be taken back, and that too; it is refused where something later stands on it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from kam.core.errors import ConflictError, NotFoundError, RuleError
from kam.core.periods import Month
from kam.core.vocabulary import AccountStatus
from kam.models import Account, BusinessUnit, Colleague, Commitment, MonthlySales, SalesFact
from kam.store.journal import StepKind
from kam.store.undo import redo, undo
from kam.store.unit_of_work import writing
from tests.builders import Office


def names(office: Office) -> list[str]:
    with office.workspace.reading() as session:
        return sorted(session.scalars(select(Account.name)))


def status(office: Office, account: Account) -> AccountStatus:
    with office.workspace.reading() as session:
        return session.scalars(select(Account.status).where(Account.id == account.id)).one()


def blockers(refusal: ConflictError) -> list[int]:
    steps = refusal.details["blockers"]
    assert isinstance(steps, tuple)
    return [step.seq for step in steps]


def test_an_added_account_goes_and_comes_back(office: Office) -> None:
    office.account("Альфа")
    undo(office.workspace)
    assert names(office) == []
    redo(office.workspace)
    assert names(office) == ["Альфа"]


def test_a_changed_field_gets_its_former_value(office: Office) -> None:
    account = office.account("Альфа", status=AccountStatus.ACTIVE)
    office.change(account, status=AccountStatus.LOST)
    undo(office.workspace)
    assert status(office, account) is AccountStatus.ACTIVE
    redo(office.workspace)
    assert status(office, account) is AccountStatus.LOST


def test_a_deleted_account_comes_back_with_all_it_owned(office: Office) -> None:
    account = office.account("Альфа")
    office.stakeholder(account)
    office.promise(account, "Прислать протокол", due=date(2026, 12, 1))
    office.remove(account)
    with office.workspace.reading() as session:
        assert session.scalars(select(Commitment)).all() == []
    undo(office.workspace)
    with office.workspace.reading() as session:
        assert session.scalars(select(Commitment.text)).one() == "Прислать протокол"
    assert names(office) == ["Альфа"]


def test_steps_are_walked_back_one_by_one(office: Office) -> None:
    for name in ("Альфа", "Бета", "Вега"):
        office.account(name)
    undo(office.workspace)
    undo(office.workspace)
    assert names(office) == ["Альфа"]
    redo(office.workspace)
    assert names(office) == ["Альфа", "Бета"]
    redo(office.workspace)
    assert names(office) == ["Альфа", "Бета", "Вега"]
    with pytest.raises(NotFoundError, match="nothing_to_redo"):
        redo(office.workspace)


def test_after_a_new_step_there_is_nothing_to_redo(office: Office) -> None:
    office.account("Альфа")
    undo(office.workspace)
    office.account("Бета")
    with pytest.raises(NotFoundError, match="nothing_to_redo"):
        redo(office.workspace)


def test_an_older_step_is_refused_while_a_later_one_changed_the_same_field(office: Office) -> None:
    account = office.account("Альфа")
    office.change(account, status=AccountStatus.ACTIVE)
    older = office.last_step()
    office.change(account, status=AccountStatus.LOST)
    with pytest.raises(ConflictError, match="undo_blocked") as refused:
        undo(office.workspace, older)
    assert blockers(refused.value) == [office.last_step()]
    assert status(office, account) is AccountStatus.LOST


def test_an_older_step_is_taken_back_when_the_later_one_changed_another_field(office: Office) -> None:
    account = office.account("Альфа")
    office.change(account, status=AccountStatus.ACTIVE)
    older = office.last_step()
    office.change(account, potential=5)
    undo(office.workspace, older)
    assert status(office, account) is AccountStatus.PROSPECT
    with office.workspace.reading() as session:
        assert session.get_one(Account, account.id).potential == 5


def test_an_older_step_is_free_again_once_the_later_one_is_taken_back(office: Office) -> None:
    account = office.account("Альфа")
    office.change(account, status=AccountStatus.ACTIVE)
    older = office.last_step()
    office.change(account, status=AccountStatus.LOST)
    undo(office.workspace)
    undo(office.workspace, older)
    assert status(office, account) is AccountStatus.PROSPECT


def test_adding_is_refused_to_be_undone_while_something_later_refers_to_it(office: Office) -> None:
    account = office.account("Альфа")
    step = office.last_step()
    office.promise(account, "Прислать протокол")
    with pytest.raises(ConflictError, match="undo_blocked") as refused:
        undo(office.workspace, step)
    assert blockers(refused.value) == [office.last_step()]
    assert names(office) == ["Альфа"]


def test_a_deletion_is_not_undone_while_its_owner_is_gone(office: Office) -> None:
    account = office.account("Альфа")
    unit = office.add(BusinessUnit(account_id=account.id, name="Цех"))
    office.remove(unit)
    step = office.last_step()
    office.remove(account)
    with pytest.raises(ConflictError, match="undo_blocked") as refused:
        undo(office.workspace, step)
    assert blockers(refused.value) == [office.last_step()]


def test_undo_works_after_the_undone_step_was_redone_and_changed_since(office: Office) -> None:
    account = office.account("Альфа")
    step = office.last_step()
    undo(office.workspace)
    redo(office.workspace)
    office.change(account, potential=3)
    with pytest.raises(ConflictError):
        undo(office.workspace, step)
    undo(office.workspace)
    undo(office.workspace, step)
    assert names(office) == []


def test_a_step_is_not_taken_back_twice(office: Office) -> None:
    office.account("Альфа")
    step = office.last_step()
    undo(office.workspace)
    with pytest.raises(RuleError, match="already_undone"):
        undo(office.workspace, step)


def test_what_was_only_recorded_is_not_undoable(office: Office) -> None:
    with writing(office.workspace, "brief.printed", kind=StepKind.RECORD) as unit:
        unit.add(Colleague(name="Принтер"))
    with pytest.raises(RuleError, match="not_undoable"):
        undo(office.workspace, office.last_step())


def test_a_use_case_that_fails_writes_nothing(office: Office) -> None:
    def create_and_fail() -> None:
        with writing(office.workspace, "account.created") as unit:
            unit.add(Account(name="Альфа"))
            unit.flush()
            raise RuleError("domain.own_parent")

    with pytest.raises(RuleError):
        create_and_fail()
    assert names(office) == []


def test_a_use_case_that_changes_nothing_leaves_no_step(office: Office) -> None:
    account = office.account("Альфа")
    before = office.last_step()
    office.change(account, name="Альфа")
    assert office.last_step() == before


def test_sales_follow_their_sources_through_undo(office: Office) -> None:
    account = office.account("Альфа")
    month = Month(2026, 10)

    def revenue() -> list[int]:
        with office.workspace.reading() as session:
            return list(session.scalars(select(SalesFact.revenue_minor)))

    total = office.add(MonthlySales(account_id=account.id, month=month, revenue_minor=100, currency="RUB"))
    assert revenue() == [100]
    office.change(total, revenue_minor=250)
    assert revenue() == [250]
    undo(office.workspace)
    assert revenue() == [100]
    office.remove(account)
    assert revenue() == []
    undo(office.workspace)
    assert revenue() == [100]
