"""Planning a meeting."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from kam.core.errors import NotFoundError, RuleError
from kam.core.ids import new_id
from kam.core.vocabulary import ChecklistCode, InteractionStatus
from kam.models import ChecklistItem, Interaction, Participant, Question
from kam.services.meetings import AgendaPoint, MeetingPlan, planned_then, schedule_meeting
from kam.services.settings.preparation import USUAL
from tests.builders import Office

TEN = datetime(2026, 11, 24, 10)  # noqa: DTZ001 - wall-clock time


def plan(account: UUID) -> MeetingPlan:
    return MeetingPlan(account_id=account, starts_local=TEN, subject="Годовой контракт")


def test_it_starts_at_that_hour_in_the_workspaces_zone(office: Office) -> None:
    account = office.account()
    meeting = schedule_meeting(office.workspace, plan(account.id)).value
    with office.workspace.reading() as session:
        stored = session.get_one(Interaction, meeting)
        assert stored.starts_local == TEN
        assert stored.zone == "Europe/Moscow"
        assert stored.starts_at.isoformat() == "2026-11-24T07:00:00+00:00"
        assert stored.status is InteractionStatus.PLANNED


def test_another_zone_moves_the_moment(office: Office) -> None:
    account = office.account()
    meeting = schedule_meeting(office.workspace, replace(plan(account.id), zone="Asia/Vladivostok")).value
    with office.workspace.reading() as session:
        assert session.get_one(Interaction, meeting).starts_at.hour == 0


def test_i_take_part_unless_others_do(office: Office) -> None:
    account = office.account()
    person = office.stakeholder(account)
    meeting = schedule_meeting(
        office.workspace, replace(plan(account.id), stakeholder_ids=(person.id,), guests=("Юрист",))
    ).value
    with office.workspace.reading() as session:
        query = (
            select(Participant).where(Participant.interaction_id == meeting).order_by(Participant.position)
        )
        found = [(each.stakeholder_id, each.guest, each.colleague_id) for each in session.scalars(query)]
    assert found == [(person.id, None, None), (None, "Юрист", None), (None, None, office.me)]


def test_it_gets_the_usual_checklist_with_what_is_done_already(office: Office) -> None:
    account = office.account()
    wanted = replace(plan(account.id), purpose="Согласовать рамку", questions=("Кто подписывает?",))
    meeting = schedule_meeting(office.workspace, wanted).value
    with office.workspace.reading() as session:
        items = session.scalars(select(ChecklistItem).where(ChecklistItem.interaction_id == meeting)).all()
        questions = session.scalars(select(Question.text)).all()
    assert [item.code for item in items] == [entry.code for entry in USUAL]
    assert {item.code for item in items if item.done} == {ChecklistCode.PURPOSE, ChecklistCode.QUESTIONS}
    assert questions == ["Кто подписывает?"]


def test_somebody_elses_person_is_refused_and_nothing_is_written(office: Office) -> None:
    account, other = office.account("Альфа"), office.account("Бета")
    stranger = office.stakeholder(other)
    before = office.last_step()
    with pytest.raises(RuleError, match=r"meeting\.not_their_person"):
        schedule_meeting(office.workspace, replace(plan(account.id), stakeholder_ids=(stranger.id,)))
    assert office.last_step() == before


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"subject": "  "}, "meeting.without_subject"),
        ({"zone": "Mars/Olympus"}, "meeting.unknown_zone"),
        ({"zone": "../etc/passwd"}, "meeting.unknown_zone"),
        ({"colleague_ids": (new_id(),)}, "colleague.gone"),
        ({"stakeholder_ids": (new_id(),)}, "stakeholder.gone"),
        ({"account_id": new_id()}, "account.gone"),
    ],
)
def test_what_cannot_be_is_said(office: Office, change: dict[str, object], code: str) -> None:
    account = office.account()
    with pytest.raises((RuleError, NotFoundError)) as refused:
        schedule_meeting(office.workspace, replace(plan(account.id), **change))  # type: ignore[arg-type]
    assert refused.value.code == code


@pytest.mark.parametrize("empty", ["", "  ", "\x07"])
@pytest.mark.parametrize("field", ["guests", "questions", "client_questions"])
def test_a_guest_or_question_says_something(office: Office, field: str, empty: str) -> None:
    texts: dict[str, Any] = {field: ("Юрист", empty)}
    account = office.account()
    with pytest.raises(RuleError, match=r"meeting\.empty_text"):
        schedule_meeting(office.workspace, replace(plan(account.id), **texts))


def test_a_point_of_the_agenda_says_something(office: Office) -> None:
    account = office.account()
    with pytest.raises(RuleError, match=r"meeting\.empty_text"):
        schedule_meeting(office.workspace, replace(plan(account.id), agenda=(AgendaPoint(" ", 15),)))


def test_what_is_left_empty_is_not_known(office: Office) -> None:
    account = office.account()
    wanted = replace(plan(account.id), place=" ", purpose="", best_outcome="\x07")
    meeting = schedule_meeting(office.workspace, wanted).value
    with office.workspace.reading() as session:
        stored = session.get_one(Interaction, meeting)
        assert (stored.place, stored.purpose, stored.best_outcome) == (None, None, None)
        prepared = select(ChecklistItem.done).where(
            ChecklistItem.interaction_id == meeting, ChecklistItem.code == ChecklistCode.PURPOSE
        )
        assert session.scalars(prepared).one() is False


def test_a_subject_of_signs_that_cannot_be_shown_is_none(office: Office) -> None:
    account = office.account()
    with pytest.raises(RuleError, match=r"meeting\.without_subject"):
        schedule_meeting(office.workspace, replace(plan(account.id), subject="\x07"))


def test_the_same_account_moment_and_subject_are_planned_once(office: Office) -> None:
    account, other = office.account(), office.account()
    first = schedule_meeting(office.workspace, plan(account.id)).value
    with pytest.raises(RuleError, match=r"meeting\.planned_already") as refused:
        schedule_meeting(office.workspace, replace(plan(account.id), subject="годовой контракт"))
    assert refused.value.details["id"] == first
    schedule_meeting(office.workspace, plan(other.id))
    second = schedule_meeting(office.workspace, replace(plan(account.id), subject="Логистика")).value
    assert [each.id for each in planned_then(office.workspace, second)] == [first]
