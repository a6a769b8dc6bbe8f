"""Files for other calendars: what they read, and what never goes out."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Calendar
from sqlalchemy import select

from kam.analysis.recurrence import Frequency, rule_of
from kam.core.vocabulary import InteractionStatus
from kam.models import AgendaItem, Interaction
from kam.services.calendar.deeds import cancel_meeting, move_meeting
from kam.services.calendar.incoming import import_invitations
from kam.services.calendar.outgoing import meeting_file, period_file
from kam.services.meetings import MeetingPlan, schedule_meeting
from kam.store.undo import undo
from tests.builders import Office

TUESDAY = date(2026, 11, 24)
TEN = datetime.combine(TUESDAY, time(10))


def test_a_meeting_goes_out_with_its_zone_and_nothing_internal(office: Office) -> None:
    account = office.account()
    meeting = office.meeting(
        account,
        TEN,
        subject="Контракт; условия, цены",
        place="Заводская 1",
        minutes=90,
        client_purpose="Обсудить 2027 год",
        purpose="СЕКРЕТ цель",
        best_outcome="СЕКРЕТ лучшее",
        minimum_outcome="СЕКРЕТ минимум",
        notes="СЕКРЕТ заметки",
        logistics="СЕКРЕТ пропуск",
        learned="СЕКРЕТ узнали",
        competitor_mentions="СЕКРЕТ конкурент",
    )
    office.add(
        AgendaItem(
            interaction_id=meeting.id, position=1, title="СЕКРЕТ пункт", client_wording="Итоги квартала"
        )
    )
    data = meeting_file(office.workspace, meeting.id, whole_series=True, as_of=office.clock.now())
    text = data.decode().replace("\r\n ", "")
    assert "СЕКРЕТ" not in text
    assert "SUMMARY:Контракт\\; условия\\, цены\r\n" in text
    assert "DTSTART;TZID=Europe/Moscow:20261124T100000\r\n" in text
    assert "BEGIN:VTIMEZONE\r\nTZID:Europe/Moscow" in text
    assert "Итоги квартала" in text
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.endswith(b"END:VCALENDAR\r\n")


def test_a_series_goes_out_with_its_rule_and_exceptions_and_reads_back_alike(office: Office) -> None:
    account = office.account()
    rule = rule_of(Frequency.WEEKLY, TUESDAY, TUESDAY + timedelta(days=28))
    first = schedule_meeting(office.workspace, MeetingPlan(account.id, TEN, "Планёрка", repeats=rule)).value
    with office.workspace.reading() as session:
        ids = list(session.scalars(select(Interaction.id).order_by(Interaction.starts_at)))
    cancel_meeting(office.workspace, ids[1])
    move_meeting(office.workspace, ids[3], datetime(2026, 12, 16, 9, tzinfo=UTC))
    data = meeting_file(office.workspace, ids[2], whole_series=True, as_of=office.clock.now())
    events: list[Any] = Calendar.from_ical(data).walk("VEVENT")
    main, moved = events
    assert main["RRULE"].to_ical() == b"FREQ=WEEKLY;UNTIL=20261222T070000Z"
    assert [each.dt.date() for each in main["EXDATE"].dts] == [date(2026, 12, 1)]
    assert moved["RECURRENCE-ID"].dt.date() == date(2026, 12, 15)
    assert moved["DTSTART"].dt.hour == 12
    assert {str(each["UID"]) for each in events} == {f"{first}@kam"}
    taken = import_invitations(office.workspace, data, {}, as_of=office.clock.now()).value
    assert (taken.new, taken.changed, taken.same) == ((), 0, 1)


def test_what_goes_out_comes_back_into_another_workspace(office: Office) -> None:
    account = office.account()
    rule = rule_of(Frequency.MONTHLY, TUESDAY, TUESDAY + timedelta(days=100))
    schedule_meeting(office.workspace, MeetingPlan(account.id, TEN, "Обзор", repeats=rule))
    made = office.last_step()
    with office.workspace.reading() as session:
        before = list(session.scalars(select(Interaction.starts_at).order_by(Interaction.starts_at)))
        first = session.scalars(select(Interaction.id).order_by(Interaction.starts_at)).first()
    assert first is not None
    data = meeting_file(office.workspace, first, whole_series=True, as_of=office.clock.now())
    undo(office.workspace, made)
    import_invitations(office.workspace, data, {f"{first}@kam": account.id}, as_of=office.clock.now())
    with office.workspace.reading() as session:
        assert list(session.scalars(select(Interaction.starts_at).order_by(Interaction.starts_at))) == before


def test_all_that_is_planned_in_a_period_goes_out(office: Office) -> None:
    account, other = office.account(), office.account("Другой")
    office.meeting(account, TEN)
    office.meeting(other, TEN + timedelta(days=1))
    office.meeting(account, TEN + timedelta(days=40))
    office.meeting(account, TEN - timedelta(days=5), status=InteractionStatus.DONE)
    _, count = period_file(office.workspace, TUESDAY, date(2026, 11, 30), as_of=office.clock.now())
    assert count == 2
    data, count = period_file(
        office.workspace, TUESDAY, date(2026, 11, 30), as_of=office.clock.now(), account_id=other.id
    )
    assert count == 1
    assert "Другой" in data.decode()


def test_a_cancelled_meeting_tells_so(office: Office) -> None:
    meeting = office.meeting(office.account(), TEN, status=InteractionStatus.CANCELLED)
    data = meeting_file(office.workspace, meeting.id, whole_series=False, as_of=office.clock.now())
    assert b"STATUS:CANCELLED" in data
