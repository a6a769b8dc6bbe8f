"""Today: what needs one now, in its groups; what is put off stays away, and comes back."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from kam.analysis.signals import SignalKind
from kam.core.errors import RuleError
from kam.core.periods import Month
from kam.core.vocabulary import Attitude, ChecklistCode, DossierSection, InteractionStatus, Side
from kam.models import ChecklistItem, Contract, MonthlySales, Person, SectionCheck, Setting
from kam.services.history import undo_step
from kam.services.people.leaving import Vacancy, leave
from kam.services.people.placing import name_placeholder
from kam.services.portfolio.concentration import read_concentration
from kam.services.today import (
    PromiseGroup,
    PutOff,
    Today,
    TodayChoices,
    TodayQuery,
    Whose,
    explain_away,
    put_off,
    read_today,
    take_back,
    today_choices,
)
from kam.services.today.rows import SHOWN
from tests.builders import Office

MONDAY = date(2026, 11, 23)
"""The day of the builders' clock: 17:40 in Moscow."""


def today(office: Office, query: TodayQuery | None = None) -> Today:
    return read_today(office.workspace, query or TodayQuery(), as_of=office.clock.now())


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def signals(office: Office) -> list[SignalKind]:
    shown = today(office)
    return [each.kind for each in (*shown.new_signals, *shown.signals)]


def test_meetings_stand_by_day_and_the_first_one_is_the_next(office: Office) -> None:
    account = office.account("Альфа")
    office.meeting(account, at("2026-11-24T15:00"), subject="Завтра позже")
    office.meeting(account, at("2026-11-24T10:00"), subject="Завтра")
    office.meeting(account, at("2026-11-23T18:10"), subject="Сегодня")
    office.meeting(account, at("2026-11-30T10:00"), subject="Через неделю")
    shown = today(office)
    assert [(day, [item.entry.subject for item in items]) for day, items in shown.meetings] == [
        (MONDAY, ["Сегодня"]),
        (date(2026, 11, 24), ["Завтра", "Завтра позже"]),
    ]
    first = shown.meetings[0][1][0]
    assert first.is_next
    assert first.until == timedelta(minutes=30)
    assert not any(item.is_next for item in shown.meetings[1][1])


def test_one_that_has_begun_is_still_there_until_it_ends(office: Office) -> None:
    account = office.account()
    office.meeting(account, at("2026-11-23T17:00"), minutes=60)
    office.meeting(account, at("2026-11-23T16:00"), minutes=60, subject="Прошла")
    shown = today(office)
    (item,) = shown.meetings[0][1]
    assert item.until is None
    assert [each.subject for each in shown.unrecorded] == ["Прошла"]


def test_what_a_meeting_still_lacks_is_named(office: Office) -> None:
    meeting = office.meeting(office.account(), at("2026-11-24T10:00"))
    office.add(ChecklistItem(interaction_id=meeting.id, position=0, code=ChecklistCode.PURPOSE, done=True))
    office.add(ChecklistItem(interaction_id=meeting.id, position=1, code=ChecklistCode.OFFER))
    office.add(
        ChecklistItem(interaction_id=meeting.id, position=2, code=ChecklistCode.CUSTOM, text="образцы")
    )
    (item,) = today(office).meetings[0][1]
    assert (item.entry.ready, item.entry.to_do) == (1, 3)
    assert item.lacks == (ChecklistCode.OFFER,)
    assert item.own_lacks == ("образцы",)


def test_what_was_called_off_or_recorded_asks_for_nothing(office: Office) -> None:
    account = office.account()
    for status in (InteractionStatus.CANCELLED, InteractionStatus.DONE, InteractionStatus.MISSED):
        office.meeting(account, at("2026-11-20T10:00"), status=status)
    shown = today(office)
    assert not shown.meetings
    assert not shown.unrecorded


def test_promises_of_both_sides_stand_by_when_they_are_due(office: Office) -> None:
    account = office.account()
    for text, due in (
        ("вчера", date(2026, 11, 22)),
        ("сегодня", MONDAY),
        ("в воскресенье", date(2026, 11, 29)),
        ("в понедельник", date(2026, 11, 30)),
        ("без срока", None),
    ):
        office.promise(account, text, due=due, made_on=date(2026, 11, 1))
    office.promise(account, "их", due=date(2026, 11, 20), side=Side.THEIRS, made_on=date(2026, 11, 1))
    groups = {group: [row.text for row in rows] for group, rows in today(office).promises}
    assert groups == {
        PromiseGroup.LATE: ["их", "вчера"],
        PromiseGroup.TODAY: ["сегодня"],
        PromiseGroup.WEEK: ["в воскресенье"],
    }
    groups = {
        group: [row.text for row in rows] for group, rows in today(office, TodayQuery(days=14)).promises
    }
    assert groups[PromiseGroup.LATER] == ["в понедельник"]


def test_mine_are_those_of_the_clients_i_lead(office: Office) -> None:
    mine, other = office.account("Моя", owner_id=office.me), office.account("Чужая")
    for account in (mine, other):
        office.promise(account, account.name, due=MONDAY)
        office.meeting(account, at("2026-11-24T10:00"), subject=account.name)
    shown = today(office, TodayQuery(whose=Whose.MINE))
    assert [row.text for _, rows in shown.promises for row in rows] == ["Моя"]
    assert [item.entry.subject for _, items in shown.meetings for item in items] == ["Моя"]


def test_a_champion_who_left_without_a_successor_is_told_for_a_month(office: Office) -> None:
    account = office.account()
    left = office.stakeholder(account, attitude=Attitude.CHAMPION, left_on=date(2026, 11, 20))
    office.stakeholder(account, "Пётр", "Нейтралов", attitude=Attitude.NEUTRAL, left_on=date(2026, 11, 20))
    office.stakeholder(account, "Олег", "Давний", attitude=Attitude.CHAMPION, left_on=date(2026, 10, 20))
    assert signals(office) == [SignalKind.CHAMPION_LEFT]
    successor = office.stakeholder(account, "Анна", "Новая", since=MONDAY)
    office.change(left, successor_id=successor.id)
    assert SignalKind.CHAMPION_LEFT not in signals(office)


def test_a_place_left_open_is_no_successor_of_a_champion(office: Office) -> None:
    left = office.stakeholder(office.account(), attitude=Attitude.CHAMPION)
    vacancy = leave(office.workspace, left.id, MONDAY, successor=Vacancy.OPEN).value
    assert signals(office) == [SignalKind.CHAMPION_LEFT]
    assert vacancy is not None
    name_placeholder(office.workspace, vacancy, {"family_name": "Новая", "given_name": "Анна"}, version=1)
    assert SignalKind.CHAMPION_LEFT not in signals(office)


def test_a_contract_whose_window_opened_is_told_until_talks_begin(office: Office) -> None:
    account = office.account()
    contract = office.add(
        Contract(account_id=account.id, number="14/25", ends_on=date(2026, 12, 31), notice_days=30)
    )
    (signal,) = today(office).signals
    assert signal.kind is SignalKind.CONTRACT_WINDOW
    assert (signal.days, signal.until, signal.since) == (8, date(2026, 12, 1), date(2026, 11, 1))
    office.change(contract, renewal_talks_since=MONDAY)
    assert not today(office).signals


def test_of_a_client_the_one_who_waits_longest_is_named_and_the_others_counted(office: Office) -> None:
    account = office.account()
    for given, days in (("Ирина", 40), ("Олег", 60), ("Пётр", 5)):
        place = office.stakeholder(account, given, given, since=date(2026, 1, 1))
        office.meeting(
            account,
            datetime.combine(MONDAY - timedelta(days=days), at("2026-01-01T10:00").time()),
            place,
            status=InteractionStatus.DONE,
        )
    (signal,) = today(office).signals
    assert (signal.kind, signal.person, signal.days, signal.more) == (
        SignalKind.CONTACT_OVERDUE, "Олег", 60, 1,
    )  # fmt: skip


def test_a_section_verified_too_long_ago_is_told_with_its_days(office: Office) -> None:
    account = office.account()
    office.add(
        SectionCheck(account_id=account.id, section=DossierSection.UNITS, on=MONDAY - timedelta(days=181))
    )
    (signal,) = today(office).new_signals
    assert (signal.kind, signal.section, signal.days) == (SignalKind.STALE_DOSSIER, DossierSection.UNITS, 181)


@pytest.mark.parametrize(
    ("birthday", "days"), [(date(1980, 11, 23), 0), (date(1980, 11, 30), 7), (date(1980, 12, 1), None)]
)
def test_a_birthday_is_told_a_week_before(office: Office, birthday: date, days: int | None) -> None:
    place = office.stakeholder(office.account(), since=MONDAY)
    with office.workspace.reading() as session:
        person = session.get_one(Person, place.person_id)
        session.expunge(person)
    office.change(person, birthday=birthday)
    found = (*today(office).new_signals, *today(office).signals)
    assert [(each.days, each.turns) for each in found] == ([] if days is None else [(days, 46)])


def test_clients_with_too_much_of_the_revenue_are_told_as_the_curve_warns_of_them(office: Office) -> None:
    for name, rubles in (("Большой", 500), ("Вровень", 200), ("Малый", 150), ("Мелкий", 150)):
        office.add(
            MonthlySales(
                account_id=office.account(name).id,
                month=Month(2026, 10),
                revenue_minor=rubles * 100,
                cost_minor=None,
                currency="RUB",
            )
        )
    shown = today(office)
    told = [
        (each.account, each.share, each.limit)
        for each in shown.signals
        if each.kind is SignalKind.CONCENTRATION
    ]
    assert sorted(told) == [("Большой", Decimal("0.5"), 20), ("Вровень", Decimal("0.2"), 20)]
    curve = read_concentration(office.workspace, as_of=office.clock.now())
    assert {each.name for each in curve.warnings} == {name for name, _, _ in told}
    office.add(Setting(name="concentration", value='{"warning_percent": 45}'))
    assert signals(office).count(SignalKind.CONCENTRATION) == 1


def test_what_is_put_off_comes_back_at_its_moment(office: Office) -> None:
    promise = office.promise(office.account(), "Акт", due=MONDAY)
    now = office.clock.now()
    put_off(
        office.workspace, PutOff("promise", promise.id, promise.account_id), now + timedelta(hours=1), now=now
    )
    assert not today(office).promises
    assert [row.about for row in today(office).put_off] == [promise.id]
    later = read_today(office.workspace, as_of=now + timedelta(hours=1))
    assert later.promise_count == 1
    undo_step(office.workspace, office.last_step())
    assert today(office).promise_count == 1


def test_putting_off_again_moves_the_moment_and_taking_back_shows_it(office: Office) -> None:
    promise = office.promise(office.account(), "Акт", due=MONDAY)
    line, now = PutOff("promise", promise.id, promise.account_id), office.clock.now()
    first = put_off(office.workspace, line, now + timedelta(hours=1), now=now).value
    second = put_off(office.workspace, line, now + timedelta(days=1), now=now).value
    assert first == second
    assert take_back(office.workspace, [first]).value == 1
    assert today(office).promise_count == 1
    assert take_back(office.workspace, [first]).value == 0


def test_a_signal_explained_away_returns_only_when_it_begins_anew(office: Office) -> None:
    account = office.account()
    office.add(SectionCheck(account_id=account.id, section=DossierSection.UNITS, on=date(2026, 1, 1)))
    now = office.clock.now()
    explain_away(office.workspace, PutOff("stale_dossier", account.id, account.id), "знаем", now=now)
    assert not signals(office)
    assert today(office).put_off[0].reason == "знаем"
    office.add(SectionCheck(account_id=account.id, section=DossierSection.UNITS, on=MONDAY))
    much_later = read_today(office.workspace, as_of=now + timedelta(days=200))
    assert [each.kind for each in (*much_later.new_signals, *much_later.signals)] == [
        SignalKind.STALE_DOSSIER
    ]


def test_a_reason_and_a_moment_ahead_are_asked_for(office: Office) -> None:
    line, now = PutOff("promise", office.me, None), office.clock.now()
    with pytest.raises(RuleError) as caught:
        explain_away(office.workspace, line, "  ", now=now)
    assert caught.value.code == "today.without_reason"
    with pytest.raises(RuleError) as caught:
        put_off(office.workspace, line, now, now=now)
    assert caught.value.code == "today.until_past"


def test_an_empty_workspace_has_an_empty_day(office: Office) -> None:
    shown = today(office)
    assert (shown.meeting_count, shown.promise_count, shown.clock_count, shown.signal_count) == (0, 0, 0, 0)
    assert shown.answered_in_time is None
    assert shown.now == at("2026-11-23T17:40")


def test_what_takes_long_is_left_out_where_the_day_is_wanted_at_once(office: Office) -> None:
    account = office.account()
    office.stakeholder(account, since=date(2026, 1, 1))
    office.add(SectionCheck(account_id=account.id, section=DossierSection.UNITS, on=date(2026, 1, 1)))
    first = read_today(office.workspace, as_of=office.clock.now(), whole=False)
    assert [each.kind for each in first.signals] == [SignalKind.STALE_DOSSIER]
    assert (first.our_rate, first.answered_in_time, first.whole) == (None, None, False)
    assert SignalKind.CONTACT_OVERDUE in signals(office)


def test_a_contact_written_down_is_heard_at_once_and_an_undo_too(office: Office) -> None:
    account = office.account()
    place = office.stakeholder(account, since=date(2026, 1, 1))
    assert signals(office) == [SignalKind.CONTACT_OVERDUE]
    office.meeting(account, at("2026-11-20T10:00"), place, status=InteractionStatus.DONE)
    assert not signals(office)
    undo_step(office.workspace, office.last_step())
    assert signals(office) == [SignalKind.CONTACT_OVERDUE]


def test_of_very_many_promises_the_first_are_read_and_all_are_counted(office: Office) -> None:
    account = office.account()
    for number in range(SHOWN + 3):
        side = Side.THEIRS if number % 2 else Side.OURS
        due = date(2026, 11, 1) + timedelta(days=number % 20)
        office.promise(account, str(number), due=due, side=side, made_on=date(2026, 10, 1))
    shown = today(office)
    ((group, rows),) = shown.promises
    assert group is PromiseGroup.LATE
    assert len(rows) == SHOWN
    assert rows[0].due_on == date(2026, 11, 1)
    count = shown.promise_counts[group]
    assert (count.ours, count.theirs, shown.promise_count) == (27, 26, SHOWN + 3)


def test_a_promise_late_by_its_hour_is_late(office: Office) -> None:
    promise = office.promise(office.account(), "Акт", due=MONDAY, made_on=date(2026, 11, 1))
    office.change(promise, due_at=at("2026-11-23T17:00"))
    assert [group for group, _ in today(office).promises] == [PromiseGroup.LATE]
    office.change(promise, due_at=at("2026-11-23T18:00"))
    assert [group for group, _ in today(office).promises] == [PromiseGroup.TODAY]


def test_what_is_put_off_is_told_by_name_and_client(office: Office) -> None:
    account = office.account("Волгометиз")
    place = office.stakeholder(account, "Иван", "Зимин")
    promise = office.promise(account, "Акт", due=MONDAY)
    now = office.clock.now()
    for code, about in (
        ("promise", promise.id),
        ("contact_overdue", place.id),
        ("stale_dossier", account.id),
    ):
        put_off(office.workspace, PutOff(code, about, account.id), now + timedelta(hours=1), now=now)
    told = {(row.code, row.text, row.account) for row in today(office).put_off}
    assert told == {
        ("promise", "Акт", "Волгометиз"),
        ("contact_overdue", "Зимин", "Волгометиз"),
        ("stale_dossier", "", "Волгометиз"),
    }


def test_the_longest_free_time_of_the_day_leaves_room_for_the_way(office: Office) -> None:
    office.clock.moment = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
    office.meeting(office.account(), at("2026-11-24T12:00"), minutes=60, travel_minutes=30)
    free = today(office).free
    assert free is not None
    assert (free.start, free.end) == (at("2026-11-24T13:00"), at("2026-11-24T18:00"))


def test_only_those_of_us_who_lead_clients_can_be_chosen(office: Office) -> None:
    assert today_choices(office.workspace) == TodayChoices(mine=False, colleagues=())
    lead = office.colleague("Пётр Лунёв")
    office.colleague("Никто")
    office.account("Его", owner_id=lead.id)
    office.account("Моя", owner_id=office.me)
    assert today_choices(office.workspace) == TodayChoices(True, ((lead.id, "Пётр Лунёв"),))
