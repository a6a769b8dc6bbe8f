"""The form of a meeting: planned, changed, refused beside its fields."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from kam.analysis.recurrence import Frequency
from kam.core.errors import ConflictError
from kam.core.field_errors import FieldErrors
from kam.core.vocabulary import InteractionKind, InteractionStatus
from kam.models import Interaction, Participant
from kam.services.calendar.form import plan_meeting, save_meeting
from kam.services.calendar.form_reading import MeetingValues, meeting_form
from kam.services.calendar.series import Scope
from tests.builders import Office

TUESDAY = date(2026, 11, 24)


def values(office: Office, **changes: object) -> MeetingValues:
    account = office.account()
    usual = MeetingValues(account.id, "Контракт", day=TUESDAY, starts=time(10))
    return replace(usual, **changes)  # type: ignore[arg-type]


def rows(office: Office) -> list[Interaction]:
    with office.workspace.reading() as session:
        return list(session.scalars(select(Interaction).order_by(Interaction.starts_at)))


def test_what_is_planned_reads_back_as_it_was_typed(office: Office) -> None:
    account = office.account()
    levashova, grachev = office.stakeholder(account), office.colleague()
    typed = MeetingValues(
        account_id=account.id,
        subject="Годовой контракт",
        kind=InteractionKind.SITE_VISIT,
        day=TUESDAY,
        starts=time(9, 30),
        minutes=90,
        zone="Asia/Yekaterinburg",
        place="Заводская 1",
        travel_minutes=75,
        purpose="Согласовать объём",
        best_outcome="Подпись",
        minimum_outcome="Дата подписи",
        client_purpose="Обсудить 2027 год",
        logistics="Пропуск у Фоминой",
        stakeholder_ids=(levashova.id,),
        colleague_ids=(grachev.id,),
        guests=("Юрист",),
        repeats=Frequency.QUARTERLY,
        repeats_until=TUESDAY + timedelta(days=300),
    )
    meeting = plan_meeting(office.workspace, typed).value
    assert meeting_form(office.workspace, meeting, office.clock.now()).values == typed


def test_what_is_missing_is_said_beside_each_field(office: Office) -> None:
    with pytest.raises(FieldErrors) as refused:
        plan_meeting(office.workspace, MeetingValues(minutes=1_000_000))
    assert {each.field for each in refused.value.errors} == {"account_id", "subject", "day", "starts"}


def test_what_the_record_refuses_is_said_beside_the_field(office: Office) -> None:
    with pytest.raises(FieldErrors) as refused:
        plan_meeting(office.workspace, values(office, minutes=1_000_000, place="x" * 501))
    assert {each.field: each.code for each in refused.value.errors} == {
        "minutes": "field.out_of_range",
        "place": "field.too_long",
    }
    assert rows(office) == []


def test_a_time_that_clocks_skip_is_said_beside_the_time(office: Office) -> None:
    skipped = values(office, day=date(2027, 3, 28), starts=time(2, 30), zone="Europe/Berlin")
    with pytest.raises(FieldErrors) as refused:
        plan_meeting(office.workspace, skipped)
    assert refused.value.of("starts") is not None


def test_the_same_meeting_twice_is_refused_beside_its_subject(office: Office) -> None:
    typed = values(office)
    plan_meeting(office.workspace, typed)
    with pytest.raises(FieldErrors) as refused:
        plan_meeting(office.workspace, typed)
    assert refused.value.of("subject") is not None


def test_a_form_filled_before_somebody_else_saved_is_refused(office: Office) -> None:
    meeting = plan_meeting(office.workspace, values(office)).value
    form = meeting_form(office.workspace, meeting, office.clock.now())
    save_meeting(office.workspace, meeting, form.version, replace(form.values, place="Здесь"))
    with pytest.raises(ConflictError):
        save_meeting(office.workspace, meeting, form.version, replace(form.values, place="Там"))


def test_people_who_stay_keep_their_tasks(office: Office) -> None:
    account = office.account()
    levashova, other = office.stakeholder(account), office.stakeholder(account, "Пётр", "Лунёв")
    meeting = office.meeting(account, None, levashova)
    with office.workspace.reading() as session:
        participant = session.scalars(select(Participant)).one()
    office.change(participant, task="Говорит о ценах")
    form = meeting_form(office.workspace, meeting.id, office.clock.now())
    wanted = replace(form.values, stakeholder_ids=(other.id, levashova.id))
    save_meeting(office.workspace, meeting.id, form.version, wanted)
    with office.workspace.reading() as session:
        tasks = {each.stakeholder_id: each.task for each in session.scalars(select(Participant))}
    assert tasks == {levashova.id: "Говорит о ценах", other.id: None}


def test_saving_for_all_that_follow_changes_only_what_was_changed(office: Office) -> None:
    until = TUESDAY + timedelta(days=21)
    meeting = plan_meeting(
        office.workspace, values(office, repeats=Frequency.WEEKLY, repeats_until=until)
    ).value
    office.change(rows(office)[2], subject="Отчёт за ноябрь")
    form = meeting_form(office.workspace, meeting, office.clock.now())
    changed = replace(form.values, place="Переговорная", starts=time(11))
    save_meeting(office.workspace, meeting, form.version, changed, scope=Scope.ALL)
    assert {each.place for each in rows(office)} == {"Переговорная"}
    assert {each.starts_local.time() for each in rows(office)} == {time(11)}
    assert rows(office)[2].subject == "Отчёт за ноябрь"


def test_a_meeting_begins_to_repeat_and_stops(office: Office) -> None:
    meeting = plan_meeting(office.workspace, values(office)).value
    form = meeting_form(office.workspace, meeting, office.clock.now())
    until = TUESDAY + timedelta(days=14)
    again = replace(form.values, repeats=Frequency.WEEKLY, repeats_until=until)
    save_meeting(office.workspace, meeting, form.version, again)
    assert len(rows(office)) == 3
    form = meeting_form(office.workspace, meeting, office.clock.now())
    assert form.in_series
    once = replace(form.values, repeats=None, repeats_until=None)
    save_meeting(office.workspace, meeting, form.version, once)
    assert [each.repeats for each in rows(office)] == [None]


def test_another_rule_moves_those_that_follow(office: Office) -> None:
    until = TUESDAY + timedelta(days=28)
    meeting = plan_meeting(
        office.workspace, values(office, repeats=Frequency.WEEKLY, repeats_until=until)
    ).value
    form = meeting_form(office.workspace, meeting, office.clock.now())
    save_meeting(office.workspace, meeting, form.version, replace(form.values, repeats=Frequency.FORTNIGHTLY))
    assert [each.starts_local.date() for each in rows(office)] == [
        TUESDAY + timedelta(days=14 * number) for number in range(3)
    ]


def test_what_was_done_is_not_moved_into_the_future(office: Office) -> None:
    at = datetime.combine(date(2026, 11, 20), time(9))
    meeting = office.meeting(office.account(), at, status=InteractionStatus.DONE)
    form = meeting_form(office.workspace, meeting.id, office.clock.now())
    with pytest.raises(Exception, match=r"domain\.done_in_future"):
        save_meeting(office.workspace, meeting.id, form.version, replace(form.values, day=TUESDAY))
