"""The lists: what stands in them and in which order."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from kam.core.money import Money
from kam.core.periods import Month
from kam.core.vocabulary import (
    AbcClass,
    Attitude,
    BuyingRole,
    Channel,
    ClockState,
    CommitmentStatus,
    ComplaintKind,
    ComplaintStage,
    ContactKind,
    InteractionKind,
    InteractionOutcome,
    InteractionStatus,
    PlanStatus,
    RatingKind,
    SalesSource,
    Segment,
    Severity,
    Side,
)
from kam.models import (
    Account,
    CommitmentShift,
    Complaint,
    ContactPoint,
    CurrencyRate,
    MonthlySales,
    Objective,
    OrderLine,
    Override,
    Plan,
    PlanVersion,
    ProductLine,
    Rating,
)
from kam.services.lists.accounts import list_accounts
from kam.services.lists.commitments import list_commitments
from kam.services.lists.complaints import list_complaints
from kam.services.lists.meetings import list_meetings
from kam.services.lists.people import list_people
from kam.services.lists.plans import list_plans
from kam.services.lists.sales import list_sales
from tests.builders import NOW, Office

TODAY = NOW.date()
LAST = Month(2026, 10)


def sell(office: Office, account: Account, rubles: int, month: Month = LAST, currency: str = "RUB") -> None:
    office.add(
        MonthlySales(account_id=account.id, month=month, revenue_minor=rubles * 100, currency=currency)
    )


def know_sales_since(office: Office, month: Month) -> None:
    sell(office, office.account("Давний", potential=1), 0, month)


def test_the_portfolio_stands_by_revenue_with_segment_and_change(office: Office) -> None:
    small, large = office.account("Малый", potential=2), office.account("Крупный", potential=4)
    sell(office, large, 900)
    sell(office, large, 600, LAST - 12)
    sell(office, small, 100)
    know_sales_since(office, LAST - 23)
    rows = list_accounts(office.workspace, as_of=NOW)
    assert [row.name for row in rows] == ["Крупный", "Малый", "Давний"]
    assert rows[0].revenue_12m == Money(90_000, "RUB")
    assert rows[0].change == Decimal("0.5")
    assert (rows[0].abc, rows[0].segment) == (AbcClass.A, Segment.VIP)
    assert (rows[1].abc, rows[1].segment) == (AbcClass.C, Segment.TAIL)
    assert rows[1].change is None


def test_a_year_before_of_which_not_every_month_is_known_is_not_compared_with(office: Office) -> None:
    account = office.account("Крупный")
    sell(office, account, 900)
    sell(office, account, 600, LAST - 12)
    know_sales_since(office, LAST - 22)
    assert list_accounts(office.workspace, as_of=NOW)[0].change is None
    know_sales_since(office, LAST - 23)
    assert list_accounts(office.workspace, as_of=NOW)[0].change == Decimal("0.5")


def test_the_running_month_does_not_count_yet(office: Office) -> None:
    account = office.account(potential=3)
    sell(office, account, 500, Month.of(TODAY))
    assert list_accounts(office.workspace, as_of=NOW)[0].revenue_12m.minor == 0
    assert list_accounts(office.workspace, as_of=NOW + timedelta(days=10))[0].revenue_12m.minor == 50_000


def test_potential_not_set_leaves_the_segment_open_until_a_reasoned_word(office: Office) -> None:
    account = office.account()
    assert list_accounts(office.workspace, as_of=NOW)[0].segment is Segment.UNKNOWN
    office.add(Override(account_id=account.id, what="segment", value="vip", reason="Имя", on=TODAY))
    assert list_accounts(office.workspace, as_of=NOW)[0].segment is Segment.VIP


def test_foreign_money_is_converted_at_the_rate_of_its_month(office: Office) -> None:
    account = office.account()
    office.add(CurrencyRate(currency="USD", on=date(2026, 10, 1), rate_millionths=90_000_000))
    office.add(CurrencyRate(currency="USD", on=date(2026, 11, 1), rate_millionths=50_000_000))
    sell(office, account, 10, currency="USD")
    assert list_accounts(office.workspace, as_of=NOW)[0].revenue_12m == Money(90_000, "RUB")


def test_promises_stand_late_first_and_closed_last(office: Office) -> None:
    account = office.account()
    office.promise(account, "Потом", due=date(2026, 12, 1))
    office.promise(account, "Давно", due=date(2026, 11, 1), owner_colleague_id=office.me)
    office.promise(account, "Сегодня", due=TODAY, side=Side.THEIRS)
    office.promise(
        account, "Сделано", due=date(2026, 1, 1), status=CommitmentStatus.KEPT, closed_on=date(2026, 1, 1)
    )
    rows = list_commitments(office.workspace, today=TODAY)
    assert [(row.text, row.late) for row in rows] == [
        ("Давно", True),
        ("Сегодня", False),
        ("Потом", False),
        ("Сделано", False),
    ]
    assert rows[0].owner == "Мария Кречетова"
    assert rows[0].account == account.name


def test_planned_meetings_come_before_past_ones(office: Office) -> None:
    account = office.account()
    person = office.stakeholder(account)
    office.meeting(account, datetime(2026, 11, 1, 10), subject="Был", status=InteractionStatus.DONE)  # noqa: DTZ001
    office.meeting(account, datetime(2026, 12, 1, 10), person, subject="Будет")  # noqa: DTZ001
    rows = list_meetings(office.workspace)
    assert [row.subject for row in rows] == ["Будет", "Был"]
    assert rows[0].theirs == ("Ирина Левашова",)
    assert rows[0].starts_at.isoformat() == "2026-12-01T10:00:00+03:00"


def test_people_show_roles_ratings_and_how_to_reach_them(office: Office) -> None:
    account = office.account()
    place = office.stakeholder(account, roles=(BuyingRole.DECIDER,), attitude=Attitude.SCEPTIC, influence=4)
    assert place.person_id is not None
    office.add(ContactPoint(person_id=place.person_id, kind=ContactKind.EMAIL, value="i@example.com"))
    (row,) = list_people(office.workspace)
    assert (row.name, row.roles, row.attitude, row.influence) == (
        "Ирина Левашова",
        (BuyingRole.DECIDER,),
        Attitude.SCEPTIC,
        4,
    )
    assert row.email == "i@example.com"


def test_order_lines_win_over_totals_of_the_same_month(office: Office) -> None:
    account = office.account()
    line = office.add(ProductLine(name="Плёнка", name_key="пленка"))
    sell(office, account, 999)
    office.add(
        OrderLine(
            account_id=account.id,
            product_line_id=line.id,
            order_number="10248",
            line_number=1,
            on=date(2026, 10, 5),
            revenue_minor=12_300,
            currency="RUB",
        )
    )
    (row,) = list_sales(office.workspace)
    assert (row.month, row.product_line, row.revenue, row.source) == (
        LAST,
        "Плёнка",
        Money(12_300, "RUB"),
        SalesSource.ORDERS,
    )
    assert row.cost is None


def complaint(office: Office, number: str, received: datetime, **values: object) -> Complaint:
    account = office.account(f"Клиент {number}")
    return office.add(
        Complaint(
            account_id=account.id,
            number=number,
            channel=Channel.EMAIL,
            received_at=received,
            kind=ComplaintKind.QUALITY,
            severity=Severity.NORMAL,
            summary="Коррозия",
            **values,
        )
    )


def test_complaints_stand_by_the_urgency_of_their_clock(office: Office) -> None:
    complaint(office, "K-1", datetime(2026, 11, 23, 14, 30, tzinfo=UTC))
    complaint(office, "K-2", datetime(2026, 11, 2, 9, tzinfo=UTC))
    complaint(office, "K-3", datetime(2026, 11, 1, 9, tzinfo=UTC), stage=ComplaintStage.CLOSED)
    rows = list_complaints(office.workspace, as_of=NOW)
    assert [row.number for row in rows] == ["K-2", "K-1", "K-3"]
    assert [row.clock_state for row in rows] == [ClockState.BREACHED, ClockState.ON_TRACK, None]


def test_plans_tell_their_version_and_open_objectives(office: Office) -> None:
    account = office.account()
    plan = office.add(
        Plan(account_id=account.id, title="План 2027", starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    )
    office.add(PlanVersion(plan_id=plan.id, number=2, submitted_at=NOW, content=b"{}"))
    office.add(Objective(plan_id=plan.id, kind="revenue", title="96 млн"))
    (row,) = list_plans(office.workspace)
    assert (row.title, row.status, row.plan_version, row.objectives, row.open_objectives) == (
        "План 2027",
        PlanStatus.DRAFT,
        2,
        1,
        1,
    )


THEN = datetime(2026, 11, 1, 9, tzinfo=UTC)


def test_sales_as_of_a_day_end_with_the_month_that_had_begun(office: Office) -> None:
    account = office.account()
    for month in (LAST - 1, LAST, LAST + 1):
        sell(office, account, 100, month)
    asked = datetime(2026, 10, 31, 20, 30, tzinfo=UTC)  # still October where we work
    assert [row.month for row in list_sales(office.workspace, as_of=asked)] == [LAST - 1, LAST]
    later = asked + timedelta(hours=1)
    assert [row.month for row in list_sales(office.workspace, as_of=later)][-1] == LAST + 1
    assert len(list_sales(office.workspace)) == 3


def test_promises_as_they_stood_know_neither_their_end_nor_their_new_date(office: Office) -> None:
    account = office.account()
    long_ago = date(2026, 10, 1)
    office.promise(
        account,
        "Сдержано позже",
        due=date(2026, 10, 20),
        made_on=long_ago,
        status=CommitmentStatus.KEPT,
        closed_on=date(2026, 11, 2),
    )
    moved = office.promise(account, "Перенесено позже", due=date(2026, 12, 20), made_on=long_ago)
    office.add(
        CommitmentShift(
            commitment_id=moved.id,
            on=date(2026, 11, 5),
            from_due_on=date(2026, 10, 25),
            to_due_on=date(2026, 12, 20),
        )
    )
    office.promise(account, "Дано позже", due=date(2026, 12, 1))
    rows = list_commitments(office.workspace, today=THEN.date(), as_it_stood=True)
    assert [(row.text, row.status, row.due_on, row.closed_on, row.late) for row in rows] == [
        ("Сдержано позже", CommitmentStatus.OPEN, date(2026, 10, 20), None, True),
        ("Перенесено позже", CommitmentStatus.OPEN, date(2026, 10, 25), None, True),
    ]
    assert len(list_commitments(office.workspace, today=THEN.date())) == 3


def test_meetings_as_of_a_day_were_planned_when_they_lay_ahead(office: Office) -> None:
    account = office.account()
    held = {"status": InteractionStatus.DONE, "outcome": InteractionOutcome.ADVANCE}
    office.meeting(account, datetime(2026, 10, 1, 10), subject="Был", **held)  # type: ignore[arg-type]  # noqa: DTZ001
    office.meeting(account, datetime(2026, 11, 5, 10), subject="Будет", **held)  # type: ignore[arg-type]  # noqa: DTZ001
    called_off = InteractionStatus.CANCELLED
    office.meeting(account, datetime(2026, 11, 6, 10), subject="Отменён", status=called_off)  # noqa: DTZ001
    rows = list_meetings(office.workspace, as_of=THEN)
    assert [(row.subject, row.status, row.outcome) for row in rows] == [
        ("Будет", InteractionStatus.PLANNED, None),
        ("Отменён", InteractionStatus.CANCELLED, None),
        ("Был", InteractionStatus.DONE, InteractionOutcome.ADVANCE),
    ]
    assert [row.subject for row in list_meetings(office.workspace, as_of=THEN, planned=True)] == ["Будет"]
    assert list_meetings(office.workspace, planned=True) == []


def test_an_account_as_of_a_day_has_the_meeting_that_was_next_then(office: Office) -> None:
    account = office.account()
    office.meeting(account, datetime(2026, 11, 5, 10), status=InteractionStatus.DONE)  # noqa: DTZ001
    office.meeting(account, datetime(2026, 11, 3, 10), status=InteractionStatus.CANCELLED)  # noqa: DTZ001
    letter = InteractionKind.EMAIL
    office.meeting(account, datetime(2026, 11, 2, 10), status=InteractionStatus.DONE, kind=letter)  # noqa: DTZ001
    (then,) = list_accounts(office.workspace, as_of=THEN)
    assert then.next_meeting_at == datetime(2026, 11, 5, 7, tzinfo=UTC)
    assert then.last_contact_at is None
    (now,) = list_accounts(office.workspace, as_of=NOW)
    assert (now.next_meeting_at, now.last_contact_at) == (None, then.next_meeting_at)


def test_people_as_of_a_day_had_not_left_and_were_rated_as_then(office: Office) -> None:
    account = office.account()
    place = office.stakeholder(account, attitude=Attitude.CHAMPION, left_on=date(2026, 11, 10))
    office.add(Rating(stakeholder_id=place.id, kind=RatingKind.ATTITUDE, value=-1, on=date(2026, 10, 1)))
    (then,) = list_people(office.workspace, as_of=THEN)
    assert (then.left_on, then.attitude) == (None, Attitude.SCEPTIC)
    (now,) = list_people(office.workspace)
    assert (now.left_on, now.attitude) == (date(2026, 11, 10), Attitude.CHAMPION)


def test_each_list_can_be_of_one_account_alone(office: Office) -> None:
    ours, other = office.account("Альфа"), office.account("Бета")
    for account in (ours, other):
        office.promise(account, "Прогноз")
        office.add(
            Plan(account_id=account.id, title="2027", starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
        )
    complaint(office, "K-1", datetime(2026, 11, 2, 9, tzinfo=UTC))
    workspace, only = office.workspace, ours.id
    assert [row.name for row in list_accounts(workspace, as_of=NOW, account_id=only)] == ["Альфа"]
    assert [row.account for row in list_commitments(workspace, today=TODAY, account_id=only)] == ["Альфа"]
    assert [row.account for row in list_plans(workspace, account_id=only)] == ["Альфа"]
    assert list_complaints(workspace, as_of=NOW, account_id=only) == []
