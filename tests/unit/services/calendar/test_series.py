"""Meetings that repeat, and what is done with one of them, those that follow, or all."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from kam.analysis.recurrence import Frequency, rule_of
from kam.core.errors import RuleError
from kam.core.vocabulary import InteractionOutcome, InteractionStatus
from kam.models import ChecklistItem, Interaction, Participant
from kam.services.calendar.deeds import (
    cancel_meeting,
    delete_meeting,
    miss_meeting,
    move_meeting,
    plan_again,
    resize_meeting,
)
from kam.services.calendar.series import Scope, extend_series
from kam.services.meetings import MeetingPlan, schedule_meeting
from tests.builders import Office

TUESDAY = date(2026, 11, 24)
TEN = time(10)
MOSCOW = timedelta(hours=3)


def weekly(office: Office, first: date = TUESDAY, until: date | None = None) -> UUID:
    account = office.account()
    guest = office.stakeholder(account)
    plan = MeetingPlan(
        account.id,
        datetime.combine(first, TEN),
        "Планёрка",
        stakeholder_ids=(guest.id,),
        repeats=rule_of(Frequency.WEEKLY, first, until or first + timedelta(days=28)),
    )
    return schedule_meeting(office.workspace, plan).value


def meetings(office: Office) -> list[Interaction]:
    with office.workspace.reading() as session:
        return list(session.scalars(select(Interaction).order_by(Interaction.starts_at)))


def days(office: Office, status: InteractionStatus = InteractionStatus.PLANNED) -> list[str]:
    return [f"{each.starts_local:%d.%m %H:%M}" for each in meetings(office) if each.status is status]


def at(day: int, hour: int = 10, month: int = 12) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC) - MOSCOW


def test_a_series_is_written_as_meetings_of_their_own(office: Office) -> None:
    first = weekly(office)
    assert days(office) == ["24.11 10:00", "01.12 10:00", "08.12 10:00", "15.12 10:00", "22.12 10:00"]
    with office.workspace.reading() as session:
        rows = meetings(office)
        assert {row.repeat_of_id for row in rows[1:]} == {first}
        assert [row.occurrence_on for row in rows] == [row.starts_local.date() for row in rows]
        each_has_people = select(Participant.interaction_id).where(Participant.stakeholder_id.is_not(None))
        assert set(session.scalars(each_has_people)) == {row.id for row in rows}
        ready = select(ChecklistItem.interaction_id).distinct()
        assert set(session.scalars(ready)) == {row.id for row in rows}


def test_an_endless_series_is_written_a_year_ahead_and_goes_on_when_one_is_moved(office: Office) -> None:
    first = weekly(office, until=date(2090, 1, 1))
    assert len(meetings(office)) == 53
    office.clock.moment = office.clock.now() + timedelta(days=70)
    move_meeting(office.workspace, meetings(office)[-1].id, meetings(office)[-1].starts_at)
    assert len(meetings(office)) == 63
    assert first in {row.id for row in meetings(office)}


def test_an_undo_takes_the_whole_series_back(office: Office) -> None:
    from kam.store.undo import undo

    weekly(office)
    undo(office.workspace, office.last_step())
    assert meetings(office) == []


def test_one_meeting_of_a_series_moves_alone(office: Office) -> None:
    weekly(office)
    second = meetings(office)[1]
    move_meeting(office.workspace, second.id, at(3, 15))
    assert days(office)[1] == "03.12 15:00"
    assert meetings(office)[1].occurrence_on == date(2026, 12, 1)


def test_this_and_following_move_as_a_series_of_their_own(office: Office) -> None:
    weekly(office)
    third = meetings(office)[2]
    move_meeting(office.workspace, third.id, at(9, 12), scope=Scope.FOLLOWING)
    assert days(office) == ["24.11 10:00", "01.12 10:00", "09.12 12:00", "16.12 12:00", "23.12 12:00"]
    rows = meetings(office)
    assert rows[0].repeats == "FREQ=WEEKLY;UNTIL=20261207"
    assert rows[2].repeats == "FREQ=WEEKLY;UNTIL=20261223"
    assert rows[2].repeat_of_id is None
    assert {row.repeat_of_id for row in rows[3:]} == {rows[2].id}


def test_one_that_was_moved_by_itself_keeps_its_time_when_all_move(office: Office) -> None:
    weekly(office)
    rows = meetings(office)
    move_meeting(office.workspace, rows[2].id, at(10, 16))
    move_meeting(office.workspace, rows[0].id, at(24, 11, 11), scope=Scope.ALL)
    assert days(office) == ["24.11 11:00", "01.12 11:00", "10.12 16:00", "15.12 11:00", "22.12 11:00"]


def test_all_leaves_alone_what_took_place(office: Office) -> None:
    weekly(office, TUESDAY - timedelta(days=14))
    first = meetings(office)[0]
    office.change(first, status=InteractionStatus.DONE, outcome=InteractionOutcome.ADVANCE)
    move_meeting(office.workspace, meetings(office)[3].id, at(1, 12), scope=Scope.ALL)
    assert days(office, InteractionStatus.DONE) == ["10.11 10:00"]
    assert days(office) == ["17.11 10:00", "24.11 12:00", "01.12 12:00", "08.12 12:00"]


def test_following_ones_are_cancelled_and_the_series_ends(office: Office) -> None:
    weekly(office, until=date(2090, 1, 1))
    rows = meetings(office)
    assert cancel_meeting(office.workspace, rows[2].id, scope=Scope.FOLLOWING).value == 51
    office.clock.moment = office.clock.now() + timedelta(days=400)
    with office.workspace.writing("test.extended") as unit:
        extend_series(unit, unit.get_one(Interaction, rows[0].id))
    assert len(meetings(office)) == 53
    assert days(office) == ["24.11 10:00", "01.12 10:00"]


def test_deleting_the_first_hands_the_rule_on(office: Office) -> None:
    weekly(office)
    rows = meetings(office)
    delete_meeting(office.workspace, rows[0].id)
    left = meetings(office)
    assert len(left) == 4
    assert left[0].repeats is not None
    assert left[0].repeat_of_id is None
    assert {row.repeat_of_id for row in left[1:]} == {left[0].id}


def test_deleting_those_that_follow_leaves_the_rest(office: Office) -> None:
    weekly(office)
    assert delete_meeting(office.workspace, meetings(office)[2].id, scope=Scope.FOLLOWING).value == 3
    assert days(office) == ["24.11 10:00", "01.12 10:00"]


def test_deleting_all_but_the_first_leaves_a_meeting_that_does_not_repeat(office: Office) -> None:
    weekly(office)
    delete_meeting(office.workspace, meetings(office)[1].id, scope=Scope.FOLLOWING)
    assert [row.repeats for row in meetings(office)] == [None]


def test_a_length_is_changed_for_all_that_follow(office: Office) -> None:
    weekly(office)
    resize_meeting(office.workspace, meetings(office)[3].id, 45, scope=Scope.FOLLOWING)
    assert [row.minutes for row in meetings(office)] == [60, 60, 60, 45, 45]


def test_a_cancelled_meeting_does_not_move_but_can_be_planned_again(office: Office) -> None:
    account = office.account()
    meeting = office.meeting(account)
    cancel_meeting(office.workspace, meeting.id)
    with pytest.raises(RuleError, match=r"calendar\.not_planned"):
        move_meeting(office.workspace, meeting.id, at(9))
    plan_again(office.workspace, meeting.id)
    move_meeting(office.workspace, meeting.id, at(9))
    assert days(office) == ["09.12 10:00"]


def test_what_lies_ahead_cannot_be_missed(office: Office) -> None:
    account = office.account()
    ahead, behind = (
        office.meeting(account),
        office.meeting(account, datetime.combine(date(2026, 11, 23), time(9))),
    )
    with pytest.raises(RuleError, match=r"calendar\.missed_ahead"):
        miss_meeting(office.workspace, ahead.id)
    miss_meeting(office.workspace, behind.id)
    assert days(office, InteractionStatus.MISSED) == ["23.11 09:00"]


def test_a_meeting_elsewhere_keeps_the_clocks_of_its_place_when_it_is_moved(office: Office) -> None:
    account = office.account()
    plan = MeetingPlan(
        account.id, datetime.combine(date(2026, 12, 1), TEN), "Обзор", zone="Asia/Yekaterinburg"
    )
    meeting = schedule_meeting(office.workspace, plan).value
    move_meeting(office.workspace, meeting, at(2, 12))
    assert days(office) == ["02.12 14:00"]
