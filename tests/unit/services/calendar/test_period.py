"""What a period of the calendar shows, and whom it is time to meet."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from kam.core.vocabulary import (
    AccountStatus,
    Channel,
    ChecklistCode,
    ComplaintKind,
    InteractionKind,
    InteractionStatus,
    Side,
)
from kam.models import ChecklistItem, Complaint, Participant, Person
from kam.services.calendar.period import read_period
from kam.services.calendar.rows import DeadlineKind, EntryState, Period
from kam.services.calendar.touches import plan_touch, read_touches, spread_touches
from kam.store.undo import undo
from tests.builders import Office

MONDAY = date(2026, 11, 23)
"""The clock stands at 17:40 of it."""


def local(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(date(2026, 11, day), time(hour, minute))


def week(office: Office) -> Period:
    return read_period(office.workspace, MONDAY, MONDAY + timedelta(days=6), as_of=office.clock.now())


def test_entries_say_how_they_stand(office: Office) -> None:
    account = office.account()
    office.meeting(account, local(23, 9), subject="Прошла", minutes=60, status=InteractionStatus.DONE)
    office.meeting(account, local(23, 10), subject="Без итога", minutes=60)
    office.meeting(account, local(23, 17), subject="Идёт", minutes=60)
    office.meeting(account, local(24, 9), subject="Отменили", status=InteractionStatus.CANCELLED)
    office.meeting(account, local(25, 9), subject="Впереди")
    assert {each.subject: each.state for each in week(office).entries} == {
        "Прошла": EntryState.DONE,
        "Без итога": EntryState.WITHOUT_OUTCOME,
        "Идёт": EntryState.PLANNED,
        "Отменили": EntryState.CANCELLED,
        "Впереди": EntryState.PLANNED,
    }


def test_letters_and_notes_take_no_time_of_the_calendar(office: Office) -> None:
    account = office.account()
    for kind in (InteractionKind.EMAIL, InteractionKind.NOTE):
        office.meeting(account, local(23, 9), kind=kind, status=InteractionStatus.DONE)
    assert week(office).entries == ()


def test_an_entry_says_whom_it_is_with_and_how_ready_it_is(office: Office) -> None:
    account = office.account()
    levashova = office.stakeholder(account)
    meeting = office.meeting(account, local(25, 9), levashova)
    office.add(Participant(interaction_id=meeting.id, guest="Пётр Лунёв"))
    office.add_all(
        *(
            ChecklistItem(
                interaction_id=meeting.id, position=n, code=ChecklistCode.CUSTOM, text="x", done=n < 2
            )
            for n in range(5)
        )
    )
    entry = week(office).entries[0]
    assert entry.people == ("Левашова", "Пётр Лунёв")
    assert (entry.ready, entry.to_do) == (2, 5)
    assert not entry.internal


def test_a_meeting_of_colleagues_alone_is_internal(office: Office) -> None:
    account, grachev = office.account(), office.colleague()
    meeting = office.meeting(account, local(25, 9))
    office.add_all(
        Participant(interaction_id=meeting.id, colleague_id=office.me),
        Participant(interaction_id=meeting.id, colleague_id=grachev.id),
    )
    found = week(office)
    assert (found.entries[0].internal, found.entries[0].people) == (True, ("Грачёв",))
    assert found.meetings == 0


def test_times_are_those_of_the_workspace(office: Office) -> None:
    meeting = office.meeting(office.account(), local(25, 9))
    office.change(meeting, zone="Asia/Yekaterinburg", starts_at=datetime(2026, 11, 25, 4, tzinfo=UTC))
    assert week(office).entries[0].starts == local(25, 7)


def test_free_time_leaves_out_meetings_and_the_way_to_them(office: Office) -> None:
    account = office.account()
    office.meeting(account, local(25, 11), minutes=60, travel_minutes=30)
    office.meeting(account, local(25, 14), minutes=60, travel_minutes=30, kind=InteractionKind.SITE_VISIT)
    office.meeting(account, local(25, 17), minutes=60, status=InteractionStatus.CANCELLED)
    wednesday = week(office).days[2]
    assert [(span.start, span.end) for span in wednesday.free] == [
        (local(25, 9), local(25, 10, 30)),
        (local(25, 12), local(25, 13, 30)),
        (local(25, 15, 30), local(25, 18)),
    ]
    assert wednesday.longest_free == wednesday.free[2]


def test_nothing_is_free_before_now_or_on_a_day_off(office: Office) -> None:
    found = week(office)
    assert found.days[0].free == ()
    assert found.days[5].hours == found.days[5].free == ()


def test_what_is_due_stands_by_its_day(office: Office) -> None:
    account = office.account()
    office.promise(account, "Бонус", due=date(2026, 11, 23))
    office.promise(account, "Расчёт", due=date(2026, 11, 25), side=Side.THEIRS)
    office.promise(account, "Потом", due=date(2026, 12, 25))
    levashova = office.stakeholder(account)
    with office.workspace.reading() as session:
        person = session.get_one(Person, levashova.person_id)
    office.change(person, birthday=date(1971, 11, 26))
    office.add(
        Complaint(
            account_id=account.id,
            number="K-2026-0001",
            channel=Channel.EMAIL,
            received_at=datetime(2026, 11, 23, 14, tzinfo=UTC),
            kind=ComplaintKind.QUALITY,
            summary="Рвётся плёнка",
        )
    )
    found = week(office).deadlines
    assert [(each.on.day, each.kind, each.text) for each in found] == [
        (23, DeadlineKind.COMPLAINT, "K-2026-0001"),
        (23, DeadlineKind.PROMISE, "Бонус"),
        (25, DeadlineKind.PROMISE, "Расчёт"),
        (26, DeadlineKind.BIRTHDAY, "Левашова"),
    ]
    assert found[3].turns == 55


def test_the_time_of_the_week_goes_to_whom_it_goes_to(office: Office) -> None:
    one, other = office.account("Первый"), office.account("Второй")
    office.meeting(one, local(25, 11), minutes=60, travel_minutes=30)
    office.meeting(other, local(25, 14), minutes=90)
    office.meeting(other, local(26, 14), minutes=90, status=InteractionStatus.CANCELLED)
    found = week(office)
    assert [(each.account, each.minutes) for each in found.shares] == [("Второй", 90), ("Первый", 60)]
    assert (found.meetings, found.travel_minutes) == (2, 60)


def contact(office: Office, days_ago: int, hour: int = 15, **values: Any) -> None:
    account = office.account(str(values.pop("account", "Завод")))
    place = office.stakeholder(account, "Иван", str(values.pop("family", "Петров")), **values)
    at = datetime.combine(MONDAY - timedelta(days=days_ago), time(hour))
    for number in range(3):
        office.meeting(
            account,
            at - timedelta(days=10 * number),
            place,
            status=InteractionStatus.DONE,
            kind=InteractionKind.CALL,
        )


def test_whoever_waits_beyond_the_norm_is_named_with_a_time_that_suits(office: Office) -> None:
    contact(office, 63, cadence_days=45)
    (touch,) = read_touches(office.workspace, as_of=office.clock.now())
    assert (touch.name, touch.days, touch.norm, touch.overdue) == ("Петров", 63, 45, True)
    assert touch.starts == local(24, 15)
    assert touch.usual


def test_who_has_a_contact_planned_waits_for_nothing(office: Office) -> None:
    contact(office, 63, cadence_days=45)
    (touch,) = read_touches(office.workspace, as_of=office.clock.now())
    plan_touch(office.workspace, touch.id, local(25, 10), subject="Звонок")
    assert read_touches(office.workspace, as_of=office.clock.now()) == []


def test_who_is_near_the_norm_comes_after_those_beyond_it(office: Office) -> None:
    contact(office, 42, cadence_days=45, family="Лунёв", account="А")
    contact(office, 20, cadence_days=45, family="Сытый", account="Б")
    contact(office, 30, cadence_days=21, family="Зимин", account="В")
    office.stakeholder(
        office.account("Г"), "Олег", "Беляев", since=MONDAY - timedelta(days=90), cadence_days=21
    )
    contact(office, 90, cadence_days=21, family="Ушедший", account="Д")
    named = [each.name for each in read_touches(office.workspace, as_of=office.clock.now())]
    assert named == ["Ушедший", "Беляев", "Зимин", "Лунёв"]


def test_a_lost_client_is_not_waited_for(office: Office) -> None:
    account = office.account(status=AccountStatus.LOST)
    office.stakeholder(account, since=MONDAY - timedelta(days=90))
    assert read_touches(office.workspace, as_of=office.clock.now()) == []


def test_contacts_are_spread_two_a_day_over_free_time_in_one_step(office: Office) -> None:
    for number in range(5):
        contact(office, 60 + number, cadence_days=21, family=f"П{number}", account=f"А{number}")
    office.meeting(office.account("Занят"), local(24, 9), minutes=9 * 60)
    touches = read_touches(office.workspace, as_of=office.clock.now())
    planned = spread_touches(office.workspace, touches, subject="Звонок", as_of=office.clock.now()).value
    assert len(planned) == 5
    found = [each.starts for each in week(office).entries if each.id in planned]
    assert found == [local(25, 9), local(25, 9, 30), local(26, 9), local(26, 9, 30), local(27, 9)]
    undo(office.workspace, office.last_step())
    assert len(read_touches(office.workspace, as_of=office.clock.now())) == 5
