"""What is due within the hour: whoever is told of it hears the right things at the right time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from kam.core.vocabulary import Channel, ComplaintKind, Severity
from kam.models import Complaint
from kam.services.today import PutOff, put_off
from kam.services.today.due import DueKind, DueThing, read_due
from tests.builders import Office

NINE = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
"""9:00 in Moscow."""


def due(office: Office, now: datetime = NINE) -> list[DueThing]:
    return list(read_due(office.workspace, as_of=now))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_a_meeting_is_told_by_when_one_has_to_leave(office: Office) -> None:
    account = office.account("Волгометиз")
    office.meeting(account, at("2026-11-24T10:30"), subject="Контракт", travel_minutes=45)
    (thing,) = due(office)
    assert (thing.kind, thing.at, thing.begins) == (
        DueKind.LEAVE,
        at("2026-11-24T09:45"),
        at("2026-11-24T10:30"),
    )
    assert (thing.account, thing.text) == ("Волгометиз", "Контракт")


def test_without_a_way_it_is_told_when_it_begins_within_the_hour(office: Office) -> None:
    account = office.account()
    office.meeting(account, at("2026-11-24T10:00"), subject="Ровно через час")
    office.meeting(account, at("2026-11-24T10:01"), subject="Позже")
    office.meeting(account, at("2026-11-24T09:00"), subject="Идёт")
    assert [(each.kind, each.text) for each in due(office)] == [(DueKind.MEETING, "Ровно через час")]


def test_a_promise_is_told_only_where_an_hour_was_promised(office: Office) -> None:
    account = office.account()
    promise = office.promise(account, "Акт", due=date(2026, 11, 24), made_on=date(2026, 11, 1))
    assert not due(office)
    office.change(promise, due_at=at("2026-11-24T09:30"))
    assert [(each.kind, each.at) for each in due(office)] == [(DueKind.PROMISE, at("2026-11-24T09:30"))]
    assert not due(office, NINE + timedelta(minutes=30)), "its hour has come"


def test_a_clock_is_told_before_it_runs_out(office: Office) -> None:
    account = office.account()
    office.add(
        Complaint(
            account_id=account.id,
            number="K-2026-0001",
            summary="Брак",
            kind=ComplaintKind.QUALITY,
            severity=Severity.NORMAL,
            channel=Channel.EMAIL,
            received_at=NINE - timedelta(days=1),
        )
    )
    told = [
        thing
        for minutes in range(0, 48 * 60, 30)
        for thing in due(office, NINE + timedelta(minutes=minutes - 24 * 60))
        if thing.kind is DueKind.CLOCK
    ]
    assert told
    assert {each.text for each in told} == {"K-2026-0001"}


def test_what_is_put_off_and_what_colleagues_lead_is_not_told(office: Office) -> None:
    other = office.colleague()
    office.meeting(office.account("Чужой", owner_id=other.id), at("2026-11-24T09:30"))
    mine = office.meeting(office.account("Мой", owner_id=office.me), at("2026-11-24T09:40"), subject="Моя")
    assert [each.text for each in due(office)] == ["Моя"]
    line = PutOff("meeting", mine.id, mine.account_id)
    put_off(office.workspace, line, NINE + timedelta(hours=2), now=NINE)
    assert not due(office)
