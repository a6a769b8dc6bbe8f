"""One line of a plan is saved by its own form; the rest of the list stays as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kam.core.errors import ConflictError, NotFoundError
from kam.core.field_errors import FieldErrors
from kam.core.vocabulary import SwotKind
from kam.models import Plan
from kam.services.plans.line_saving import delete_line, save_line
from kam.services.plans.parts import SwotLine, SwotPart
from kam.services.plans.reading import read_plan
from kam.store.undo import undo
from tests.builders import Office


@pytest.fixture
def plan(office: Office) -> Plan:
    account = office.account()
    return office.add(
        Plan(account_id=account.id, title="План", starts_on=date(2026, 7, 1), ends_on=date(2027, 6, 30))
    )


def lines(office: Office, plan: Plan) -> tuple[SwotLine, ...]:
    return read_plan(office.workspace, plan.id, as_of=office.clock.now()).parts.swot.lines


def test_a_line_comes_last_and_is_changed_where_it_stands(office: Office, plan: Plan) -> None:
    one, two = (SwotLine(kind=SwotKind.STRENGTH, text=text) for text in ("Сервис за 8 часов", "Замер"))
    for line in (one, two):
        save_line(office.workspace, plan.id, SwotPart, line)
    louder = replace(one, weight=3)
    save_line(office.workspace, plan.id, SwotPart, louder, was=one)
    assert lines(office, plan) == (louder, two)
    undo(office.workspace)
    assert lines(office, plan) == (one, two)


def test_what_is_wrong_is_said_by_the_names_of_the_lines_own_fields(office: Office, plan: Plan) -> None:
    save_line(office.workspace, plan.id, SwotPart, SwotLine(text="Замер"))
    with pytest.raises(FieldErrors) as refused:
        save_line(office.workspace, plan.id, SwotPart, SwotLine(evidence="протокол"))
    assert [each.field for each in refused.value.errors] == ["text"]


def test_a_line_that_somebody_else_changed_is_not_overwritten(office: Office, plan: Plan) -> None:
    line = SwotLine(text="Замер")
    save_line(office.workspace, plan.id, SwotPart, line)
    save_line(office.workspace, plan.id, SwotPart, replace(line, weight=1), was=line)
    with pytest.raises(ConflictError):
        save_line(office.workspace, plan.id, SwotPart, replace(line, weight=3), was=line)


def test_a_line_that_was_deleted_meanwhile_is_said_to_be_gone(office: Office, plan: Plan) -> None:
    line = SwotLine(text="Замер")
    save_line(office.workspace, plan.id, SwotPart, line)
    delete_line(office.workspace, plan.id, SwotPart, line.id)
    assert lines(office, plan) == ()
    with pytest.raises(NotFoundError):
        save_line(office.workspace, plan.id, SwotPart, line, was=line)
    undo(office.workspace)
    assert lines(office, plan) == (line,)
