"""What stands in a timeline, in which order, and how it is counted, filtered and read by pages."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest

from kam.core.periods import Month
from kam.core.vocabulary import (
    Attitude,
    Channel,
    CommitmentStatus,
    ComplaintKind,
    ComplaintStage,
    InteractionKind,
    InteractionOutcome,
    InteractionStatus,
    PaperKind,
    RatingKind,
    Side,
)
from kam.models import (
    Account,
    Complaint,
    Contract,
    Document,
    Interaction,
    InteractionAccount,
    MonthlySales,
    Participant,
    PrintedDocument,
    StageChange,
    Stakeholder,
    WorkspaceProfile,
)
from kam.services.timeline import (
    Entry,
    EntryKind,
    Event,
    Scope,
    TimelineFilters,
    mark_follow_up,
    read_head,
    read_page,
)
from tests.builders import NOW, Office

ALL = TimelineFilters()


def page(office: Office, scope: Scope, filters: TimelineFilters = ALL, limit: int = 100) -> list[Entry]:
    return read_page(office.workspace, scope, filters, as_of=NOW, limit=limit)


def done(
    office: Office, account: Account, day: date, subject: str, *people: Stakeholder, **values: Any
) -> Interaction:
    local = datetime.combine(day, time(10))
    return office.meeting(account, local, *people, status=InteractionStatus.DONE, subject=subject, **values)


def titles(entries: list[Entry]) -> list[str]:
    return [entry.title for entry in entries]


def test_everything_that_happened_stands_newest_first(office: Office) -> None:
    account = office.account()
    scope = Scope(account_id=account.id)
    done(
        office,
        account,
        date(2026, 11, 20),
        "Осмотр",
        outcome=InteractionOutcome.ADVANCE,
        notes="Всё **верно**",
    )
    place = office.stakeholder(account, since=date(2026, 11, 18))
    office.rating(place, RatingKind.ATTITUDE, int(Attitude.NEUTRAL), ago=40)
    office.rating(place, RatingKind.ATTITUDE, int(Attitude.SCEPTIC), ago=4)
    office.promise(
        account,
        "Прислать протокол",
        status=CommitmentStatus.KEPT,
        closed_on=date(2026, 11, 17),
        made_on=date(2026, 11, 1),
        side=Side.THEIRS,
    )
    complaint = Complaint(
        account_id=account.id,
        number="K-1",
        channel=Channel.EMAIL,
        received_at=datetime(2026, 11, 15, 9, tzinfo=UTC),
        kind=ComplaintKind.QUALITY,
        summary="Биение круга",
    )
    closed = StageChange(
        complaint_id=complaint.id, stage=ComplaintStage.CLOSED, at=datetime(2026, 11, 16, 9, tzinfo=UTC)
    )
    contract = Contract(account_id=account.id, number="17/26", starts_on=date(2026, 11, 14))
    document = Document(
        account_id=account.id, name="Акт.pdf", on=date(2026, 11, 13), sha256=b"1" * 32, size=10
    )
    paper = PrintedDocument(
        account_id=account.id,
        kind=PaperKind.BRIEF,
        language="ru",
        as_of=NOW,
        printed_at=datetime(2026, 11, 12, 9, tzinfo=UTC),
        pages=1,
        sha256=b"2" * 32,
        size=10,
    )
    sales = MonthlySales(account_id=account.id, month=Month(2026, 10), revenue_minor=120_00, currency="RUB")
    office.add_all(complaint, closed, contract, document, paper, sales)

    entries = page(office, scope)

    assert [(entry.kind, entry.event) for entry in entries] == [
        (EntryKind.MEETING, Event.HELD),
        (EntryKind.RATING, Event.RATED),
        (EntryKind.PERSON, Event.JOINED),
        (EntryKind.PROMISE, Event.KEPT),
        (EntryKind.COMPLAINT, Event.CLOSED),
        (EntryKind.COMPLAINT, Event.RECEIVED),
        (EntryKind.CONTRACT, Event.BEGAN),
        (EntryKind.DOCUMENT, Event.ADDED),
        (EntryKind.PAPER, Event.PRINTED),
        (EntryKind.SALES, Event.SOLD),
    ]
    meeting, rated, *_, sold = entries
    assert (meeting.note, meeting.outcome, meeting.has_hour) == (
        "Всё верно",
        InteractionOutcome.ADVANCE,
        True,
    )
    assert rated.rating is not None
    assert (rated.rating.before, rated.rating.after) == (0, -1)
    assert sold.amount is not None
    assert sold.amount.minor == 120_00
    head = read_head(office.workspace, scope, ALL, as_of=NOW)
    assert (head.total, head.shown) == (10, 10)
    assert [(each.month, each.total) for each in head.months] == [(Month(2026, 11), 9), (Month(2026, 10), 1)]


def test_a_first_rating_is_no_change(office: Office) -> None:
    account = office.account()
    office.stakeholder(account, attitude=Attitude.NEUTRAL)

    assert page(office, Scope(account_id=account.id)) == []


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_pages_by_key_give_what_one_page_gives(office: Office, limit: int) -> None:
    """Also where several things share a moment: a date's midnight, the same minute."""
    account = office.account()
    day = date(2026, 11, 10)
    for number in range(3):
        done(office, account, day, f"Звонок {number}", kind=InteractionKind.CALL)
        office.stakeholder(account, family=f"Иванов{number}", since=day, left_on=day)
        office.promise(
            account, f"Обещание {number}", status=CommitmentStatus.KEPT, closed_on=day, made_on=day
        )
    midnight = office.meeting(
        account,
        datetime.combine(date(2026, 11, 10), time()),
        status=InteractionStatus.DONE,
        subject="В полночь",
    )
    scope = Scope(account_id=account.id)
    whole = page(office, scope)
    assert len(whole) == 13
    assert midnight.id in {entry.key.id for entry in whole}

    found: list[Entry] = []
    while part := read_page(
        office.workspace, scope, ALL, as_of=NOW, after=found[-1].key if found else None, limit=limit
    ):
        found += part

    assert found == whole


def test_a_page_begins_in_a_month(office: Office) -> None:
    account = office.account()
    for month in (8, 9, 10, 11):
        done(office, account, date(2026, month, 5), f"Раннее {month}")
        done(office, account, date(2026, month, 15), f"Позднее {month}")
    scope = Scope(account_id=account.id)

    found = read_page(office.workspace, scope, ALL, as_of=NOW, month=Month(2026, 10), skip=1, limit=2)

    assert titles(found) == ["Раннее 10", "Позднее 9"]


def test_months_end_by_the_clocks_of_the_workspace(office: Office) -> None:
    """One in the morning of the first of November in Moscow is still October in Greenwich."""
    account = office.account()
    done_at = datetime.combine(date(2026, 11, 1), time(1))
    office.meeting(account, done_at, status=InteractionStatus.DONE, subject="Ночной пуск")

    head = read_head(office.workspace, Scope(account_id=account.id), ALL, as_of=NOW)

    assert [each.month for each in head.months] == [Month(2026, 11)]
    november = TimelineFilters(first=Month(2026, 11), last=Month(2026, 11))
    assert titles(page(office, Scope(account_id=account.id), november)) == ["Ночной пуск"]


def test_dates_of_long_ago_keep_their_day(office: Office) -> None:
    account = office.account()
    office.add(Contract(account_id=account.id, number="1", starts_on=date(1987, 5, 12)))
    office.add(Contract(account_id=account.id, number="2", starts_on=date(1951, 3, 2)))

    found = page(office, Scope(account_id=account.id))

    assert [entry.at.date() for entry in found] == [date(1987, 5, 12), date(1951, 3, 2)]


def test_months_are_right_where_clocks_change(office: Office) -> None:
    with office.workspace.writing("test.changed") as unit:
        profile = unit.query(WorkspaceProfile).one()
        profile.zone = "Europe/Berlin"
    account = office.account()
    for local in (
        datetime.combine(date(2026, 3, 31), time(23, 30)),
        datetime.combine(date(2026, 7, 31), time(23, 30)),
        datetime.combine(date(2026, 10, 31), time(23, 30)),
    ):
        meeting = Interaction(
            account_id=account.id,
            kind=InteractionKind.CALL,
            status=InteractionStatus.DONE,
            subject=f"{local:%m}",
        )
        meeting.schedule(local, "Europe/Berlin")
        office.add(meeting)

    head = read_head(office.workspace, Scope(account_id=account.id), ALL, as_of=NOW)

    assert [each.month.month for each in head.months] == [10, 7, 3]


def test_what_is_planned_lies_ahead_and_what_nobody_noted_waits(office: Office) -> None:
    account = office.account()
    scope = Scope(account_id=account.id)
    office.meeting(account, datetime.combine(date(2026, 11, 24), time(10)), subject="Завтра")
    office.meeting(account, datetime.combine(date(2026, 12, 24), time(10)), subject="Через месяц")
    office.meeting(account, datetime.combine(date(2026, 11, 20), time(10)), subject="Без итога")
    office.meeting(
        account,
        datetime.combine(date(2026, 11, 19), time(10)),
        subject="Сорвалось",
        status=InteractionStatus.MISSED,
    )

    head = read_head(office.workspace, scope, ALL, as_of=NOW)

    assert titles(list(head.ahead)) == ["Завтра", "Через месяц"]
    assert [(entry.title, entry.event) for entry in page(office, scope)] == [
        ("Без итога", Event.WAITING),
        ("Сорвалось", Event.MISSED),
    ]


def test_a_person_is_followed_over_all_accounts(office: Office) -> None:
    first, second = office.account("Первый"), office.account("Второй")
    ivan = office.stakeholder(first, family="Иванов")
    again = office.stakeholder(second, family="Иванов")
    office.change(again, person_id=ivan.person_id)
    other = office.stakeholder(first, family="Петров")
    done(office, first, date(2026, 11, 10), "У первого", ivan)
    done(office, second, date(2026, 11, 11), "У второго", again)
    done(office, first, date(2026, 11, 12), "Без него", other)
    scope = Scope(person_id=ivan.person_id)

    assert [(entry.title, entry.account) for entry in page(office, scope)] == [
        ("У второго", "Второй"),
        ("У первого", "Первый"),
    ]
    assert read_head(office.workspace, scope, ALL, as_of=NOW).title == "Ирина Иванов"


def test_a_meeting_that_concerns_another_account_stands_there_too(office: Office) -> None:
    account, other = office.account("Наш"), office.account("Другой")
    meeting = done(office, account, date(2026, 11, 10), "Общая")
    office.add(InteractionAccount(interaction_id=meeting.id, account_id=other.id))

    assert titles(page(office, Scope(account_id=other.id))) == ["Общая"]
    assert len(page(office, Scope())) == 1


def test_filters_narrow_and_are_counted(office: Office) -> None:
    account = office.account()
    scope = Scope(account_id=account.id)
    ivan, petr = (office.stakeholder(account, family=name) for name in ("Иванов", "Петров"))
    call = done(office, account, date(2026, 11, 3), "Звонок о ценах", ivan, kind=InteractionKind.CALL)
    done(office, account, date(2026, 11, 2), "Встреча с обоими", ivan, petr)
    done(office, account, date(2026, 10, 2), "Встреча о складе", petr)
    ours = office.colleague()
    office.add(Participant(interaction_id=call.id, colleague_id=ours.id, position=5))
    office.add(
        Document(account_id=account.id, interaction_id=call.id, name="Прайс.xlsx", sha256=b"1" * 32, size=1)
    )

    def shown(**asked: Any) -> list[str]:
        return titles(page(office, scope, TimelineFilters(**asked)))

    assert shown(kinds=frozenset({EntryKind.CALL})) == ["Звонок о ценах"]
    assert shown(people=frozenset({petr.id})) == ["Встреча с обоими", "Встреча о складе"]
    assert shown(colleagues=frozenset({ours.id})) == ["Звонок о ценах"]
    assert shown(with_files=True) == ["Звонок о ценах"]
    assert shown(first=Month(2026, 10), last=Month(2026, 10)) == ["Встреча о складе"]
    assert shown(text="складе") == ["Встреча о складе"]
    assert shown(text="склад") == ["Встреча о складе"]
    assert shown(text="…") == []

    by_person = TimelineFilters(people=frozenset({ivan.id}), kinds=frozenset({EntryKind.CALL}))
    head = read_head(office.workspace, scope, by_person, as_of=NOW)
    assert (head.total, head.shown) == (3, 1)
    assert head.kinds == {EntryKind.CALL: 1, EntryKind.MEETING: 1}
    assert [(each.total, each.shown) for each in head.months] == [(2, 1), (1, 0)]
    assert [(each.name, each.count) for each in head.people] == [("Иванов", 2), ("Петров", 2)]


def test_a_summary_marked_as_sent_stands_with_its_meeting_and_can_be_undone(office: Office) -> None:
    account = office.account()
    meeting = done(office, account, date(2026, 11, 10), "Итоги")

    mark_follow_up(office.workspace, meeting.id, office.today)
    assert page(office, Scope(account_id=account.id))[0].follow_up_sent_on == office.today

    mark_follow_up(office.workspace, meeting.id, None)
    assert page(office, Scope(account_id=account.id))[0].follow_up_sent_on is None


def test_nothing_that_has_yet_to_come_is_told(office: Office) -> None:
    account = office.account()
    office.add(Contract(account_id=account.id, number="9", ends_on=office.today + timedelta(days=40)))

    assert page(office, Scope(account_id=account.id)) == []
