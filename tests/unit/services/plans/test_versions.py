"""Agreeing on a plan: submitted, answered, withdrawn, approved, opened anew; each step can be undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from kam.core.errors import ConflictError, NotFoundError, UserError
from kam.core.field_errors import FieldErrors
from kam.core.ids import new_id
from kam.core.vocabulary import ApprovalAnswer, PlanStatus
from kam.models import Colleague
from kam.services.files import check_workspace
from kam.services.plans.versions import (
    VersionState,
    answer,
    read_version,
    reopen,
    submit,
    version_state,
    withdraw,
)
from kam.store.undo import redo, undo
from tests.builders import NOW, Office
from tests.stored_plans import Planned, every_row

YES, EDITS, NO = ApprovalAnswer.YES, ApprovalAnswer.YES_WITH_EDITS, ApprovalAnswer.NO
TODAY = date(2026, 11, 23)


@pytest.fixture
def planned(office: Office) -> Planned:
    return Planned.in_(office)


@pytest.fixture
def boss(office: Office) -> Colleague:
    return office.colleague("Константин Астахов")


@pytest.fixture
def finance(office: Office) -> Colleague:
    return office.colleague("Елена Лунёва")


def sent(planned: Planned, *approvers: Colleague) -> int:
    return submit(planned.office.workspace, planned.plan.id, [each.id for each in approvers]).value


def says(planned: Planned, who: Colleague, said: ApprovalAnswer, **values: Any) -> PlanStatus:
    return answer(planned.office.workspace, planned.plan.id, who.id, said, **values).value


def states(planned: Planned) -> list[tuple[int, VersionState]]:
    found = planned.read()
    return [
        (each.number, version_state(each, found.status, is_latest=at == 0))
        for at, each in enumerate(found.versions)
    ]


def code(act: Callable[[], object]) -> str:
    with pytest.raises(UserError) as refused:
        act()
    return refused.value.code


def test_submitting_freezes_the_plan_as_it_stood(
    planned: Planned, boss: Colleague, finance: Colleague
) -> None:
    before = planned.content
    assert sent(planned, boss, finance, boss) == 1
    assert planned.status is PlanStatus.SUBMITTED
    planned.office.change(planned.revenue, title="Контракт 2028")
    assert read_version(planned.office.workspace, planned.plan.id, 1) == before
    (version,) = planned.read().versions
    assert (version.submitted_at, version.submitted_by, version.approved_at) == (NOW, "Мария Кречетова", None)
    assert {each.approver for each in version.answers} == {"Константин Астахов", "Елена Лунёва"}
    assert states(planned) == [(1, VersionState.SUBMITTED)]


def test_a_version_holds_no_names(planned: Planned, boss: Colleague) -> None:
    sent(planned, boss)
    planned.office.change(boss, name="Кирилл Астахов")
    assert planned.read().versions[0].answers[0].approver == "Кирилл Астахов"
    assert planned.content == read_version(planned.office.workspace, planned.plan.id, 1)


def test_when_all_say_yes_the_version_is_approved(
    planned: Planned, boss: Colleague, finance: Colleague
) -> None:
    sent(planned, boss, finance)
    assert says(planned, boss, YES) is PlanStatus.SUBMITTED
    planned.office.clock.moment += timedelta(days=2)
    assert (
        says(planned, finance, EDITS, comment="Бюджет образцов – из второго квартала") is PlanStatus.APPROVED
    )
    (version,) = planned.read().versions
    assert version.approved_at == NOW + timedelta(days=2)
    assert {(each.approver, each.answer, each.on) for each in version.answers} == {
        ("Константин Астахов", YES, TODAY),
        ("Елена Лунёва", EDITS, TODAY + timedelta(days=2)),
    }
    assert states(planned) == [(1, VersionState.APPROVED)]


def test_a_no_returns_the_plan_and_the_next_version_is_another(
    planned: Planned, boss: Colleague, finance: Colleague
) -> None:
    sent(planned, boss, finance)
    assert says(planned, boss, NO, comment="Нет ответа на тендер") is PlanStatus.RETURNED
    assert code(lambda: says(planned, finance, YES)) == "plan.not_submitted"
    planned.office.change(planned.tender, response="8D и контроль партий")
    assert sent(planned, boss) == 2
    assert says(planned, boss, YES) is PlanStatus.APPROVED
    assert states(planned) == [(2, VersionState.APPROVED), (1, VersionState.RETURNED)]
    risks = [
        read_version(planned.office.workspace, planned.plan.id, each).risks[0].response for each in (1, 2)
    ]
    assert risks == [None, "8D и контроль партий"]


def test_until_the_last_answer_one_may_think_again(
    planned: Planned, boss: Colleague, finance: Colleague
) -> None:
    sent(planned, boss, finance)
    says(planned, boss, EDITS, comment="Меньше образцов")
    says(planned, boss, YES)
    answers = {each.approver_id: each for each in planned.read().versions[0].answers}
    assert (answers[boss.id].answer, answers[boss.id].comment) == (YES, None)


def test_what_waits_can_be_withdrawn(planned: Planned, boss: Colleague) -> None:
    sent(planned, boss)
    withdraw(planned.office.workspace, planned.plan.id)
    assert planned.status is PlanStatus.DRAFT
    assert states(planned) == [(1, VersionState.WITHDRAWN)]
    assert sent(planned, boss) == 2


def test_an_approved_plan_is_opened_anew_and_its_version_stays_approved(
    planned: Planned, boss: Colleague
) -> None:
    sent(planned, boss)
    says(planned, boss, YES)
    reopen(planned.office.workspace, planned.plan.id)
    assert planned.status is PlanStatus.DRAFT
    assert states(planned) == [(1, VersionState.APPROVED)]
    assert sent(planned, boss) == 2
    assert states(planned) == [(2, VersionState.SUBMITTED), (1, VersionState.APPROVED)]


def test_each_step_is_refused_where_it_makes_no_sense(planned: Planned, boss: Colleague) -> None:
    file, plan = planned.office.workspace, planned.plan.id
    assert code(lambda: withdraw(file, plan)) == "plan.not_submitted"
    assert code(lambda: says(planned, boss, YES)) == "plan.not_submitted"
    assert code(lambda: reopen(file, plan)) == "plan.not_approved"
    sent(planned, boss)
    assert code(lambda: sent(planned, boss)) == "plan.submitted"
    assert code(lambda: reopen(file, plan)) == "plan.not_approved"
    says(planned, boss, YES)
    assert code(lambda: sent(planned, boss)) == "plan.approved"
    assert code(lambda: withdraw(file, plan)) == "plan.not_submitted"
    planned.office.change(planned.plan, status=PlanStatus.CLOSED)
    assert code(lambda: sent(planned, boss)) == "plan.closed"
    assert code(lambda: reopen(file, plan)) == "plan.closed"
    for act in (lambda: submit(file, new_id(), [boss.id]), lambda: withdraw(file, new_id())):
        assert code(act) == "plan.gone"


def test_approvers_are_some_of_us_who_are_still_here(planned: Planned, boss: Colleague) -> None:
    with pytest.raises(FieldErrors) as refused:
        sent(planned)
    assert refused.value.of("approvers") is not None
    with pytest.raises(NotFoundError) as gone:
        submit(planned.office.workspace, planned.plan.id, [new_id()])
    assert gone.value.code == "colleague.gone"
    planned.office.change(boss, left_on=TODAY)
    assert code(lambda: sent(planned, boss)) == "plan.approver_left"
    assert (planned.status, planned.read().versions) == (PlanStatus.DRAFT, ())


def test_an_answer_has_its_words_its_day_and_its_approver(
    planned: Planned, boss: Colleague, finance: Colleague
) -> None:
    sent(planned, boss)
    assert code(lambda: says(planned, finance, YES)) == "plan.not_an_approver"

    def fault(said: ApprovalAnswer, **values: Any) -> list[tuple[str, str]]:
        with pytest.raises(FieldErrors) as refused:
            says(planned, boss, said, **values)
        return [(each.field, each.code) for each in refused.value.errors]

    assert fault(NO, comment=" ") == [("comment", "plan.answer_without_words")]
    assert fault(EDITS) == [("comment", "plan.answer_without_words")]
    assert fault(YES, on=TODAY + timedelta(days=1)) == [("on", "field.in_future")]
    assert fault(YES, on=TODAY - timedelta(days=1)) == [("on", "plan.answered_before_submitted")]
    assert planned.status is PlanStatus.SUBMITTED


def test_each_step_is_undone_and_done_again(planned: Planned, boss: Colleague) -> None:
    file, plan = planned.office.workspace, planned.plan.id
    steps: list[Callable[[], object]] = [
        lambda: sent(planned, boss),
        lambda: withdraw(file, plan),
        lambda: sent(planned, boss),
        lambda: says(planned, boss, NO, comment="Нет ответа на тендер"),
        lambda: sent(planned, boss),
        lambda: says(planned, boss, YES),
        lambda: reopen(file, plan),
    ]
    for step in steps:
        before = every_row(planned.office)
        step()
        after = every_row(planned.office)
        assert after != before
        undo(file)
        assert every_row(planned.office) == before
        redo(file)
        assert every_row(planned.office) == after


def test_a_submission_that_was_answered_is_not_undone_under_the_answer(
    planned: Planned, boss: Colleague
) -> None:
    sent(planned, boss)
    step = planned.office.last_step()
    says(planned, boss, YES)
    with pytest.raises(ConflictError):
        undo(planned.office.workspace, step)
    assert planned.status is PlanStatus.APPROVED


def test_a_version_that_is_not_there_or_is_damaged_says_so(planned: Planned, boss: Colleague) -> None:
    file, plan = planned.office.workspace, planned.plan.id
    sent(planned, boss)
    assert code(lambda: read_version(file, plan, 2)) == "plan.version_gone"
    assert code(lambda: read_version(file, new_id(), 1)) == "plan.gone"
    _damage(planned.office, plan)
    assert code(lambda: read_version(file, plan, 1)) == "plan.version_damaged"


def test_the_check_of_a_workspace_finds_a_damaged_version(planned: Planned, boss: Colleague) -> None:
    path = planned.office.workspace.path
    sent(planned, boss)
    assert check_workspace(path, planned.office.clock).findings == ()
    _damage(planned.office, planned.plan.id)
    (finding,) = check_workspace(path, planned.office.clock).findings
    assert (finding.code, finding.details["table"]) == ("check.value", "plan_version")


def _damage(office: Office, plan_id: UUID) -> None:
    """Bytes of the version that a disk lost, behind the back of the journal."""
    with office.workspace.writer_engine.begin() as connection:
        connection.execute(
            text("UPDATE plan_version SET content = x'6b616d' WHERE plan_id = :plan"), {"plan": plan_id.bytes}
        )
