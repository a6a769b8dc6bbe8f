"""An account at a glance."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from kam.core.errors import NotFoundError
from kam.core.ids import new_id
from kam.core.money import Money
from kam.core.periods import Month
from kam.core.vocabulary import (
    Attitude,
    Channel,
    CommitmentStatus,
    ComplaintKind,
    ComplaintStage,
    ContactKind,
    InteractionStatus,
    RatingKind,
    Side,
)
from kam.models import (
    Address,
    Complaint,
    ContactPoint,
    Contract,
    MonthlySales,
    Opportunity,
    Rating,
    StageChange,
)
from kam.services.history import list_steps, redo_step, undo_step
from kam.services.lists.accounts import list_accounts
from kam.services.lists.complaints import list_complaints
from kam.services.overview import account_overview
from tests.builders import NOW, Office


def test_it_shows_figures_meetings_promises_complaints_people_and_chances(office: Office) -> None:
    account = office.account(potential=4)
    person = office.stakeholder(account, attitude=Attitude.CHAMPION, influence=5)
    office.stakeholder(account, "Павел", "Гурьев", influence=2)
    office.meeting(account, None, person)
    office.meeting(account, datetime(2026, 11, 3, 10), status=InteractionStatus.DONE, subject="Был")  # noqa: DTZ001
    office.promise(account, "Протокол", due=date(2026, 11, 20))
    office.promise(account, "Прогноз", due=date(2026, 12, 20), side=Side.THEIRS)
    for month, rubles in ((Month(2026, 10), 120), (Month(2025, 10), 100), (Month(2024, 11), 0)):
        office.add(
            MonthlySales(account_id=account.id, month=month, revenue_minor=rubles * 100, currency="RUB")
        )
    office.add(Contract(account_id=account.id, ends_on=date(2026, 12, 31)))
    office.add(Opportunity(account_id=account.id, title="Короба", amount_minor=500, currency="RUB"))
    office.add(
        Complaint(
            account_id=account.id,
            number="K-1",
            channel=Channel.EMAIL,
            received_at=datetime(2026, 11, 20, 9, tzinfo=UTC),
            kind=ComplaintKind.QUALITY,
            summary="Коррозия",
        )
    )
    seen = account_overview(office.workspace, account.id, as_of=NOW)
    assert seen.revenue_12m == Money(12_000, "RUB")
    assert seen.change == Decimal("0.2")
    assert seen.months[-1].year_before == Money(10_000, "RUB")
    assert len(seen.months) == 12
    assert [meeting.subject for meeting in seen.next_meetings] == ["Годовой контракт"]
    assert [meeting.subject for meeting in seen.recent] == ["Был"]
    assert [(line.text, line.late) for line in seen.promises] == [("Протокол", True), ("Прогноз", False)]
    assert [line.number for line in seen.complaints] == ["K-1"]
    assert [line.name for line in seen.people] == ["Ирина Левашова", "Павел Гурьев"]
    assert seen.people_in_all == 2
    assert seen.contract_ends_on == date(2026, 12, 31)
    assert [line.title for line in seen.opportunities] == ["Короба"]


def test_new_sales_show_at_once_though_standings_are_remembered(office: Office) -> None:
    account = office.account(potential=4)
    before = account_overview(office.workspace, account.id, as_of=NOW)
    office.add(MonthlySales(account_id=account.id, month=Month(2026, 10), revenue_minor=100, currency="RUB"))
    after = account_overview(office.workspace, account.id, as_of=NOW)
    assert (before.segment.value, after.segment.value) == ("strategic", "vip")


def test_a_lost_account_is_said(office: Office) -> None:
    with pytest.raises(NotFoundError, match=r"account\.gone"):
        account_overview(office.workspace, new_id(), as_of=NOW)


def test_history_tells_each_step_and_whether_it_holds(office: Office) -> None:
    office.account("Альфа")
    undo_step(office.workspace)
    newest, added, made = list_steps(office.workspace)
    assert (newest.kind.value, newest.reverses, newest.deleted) == ("undo", added.id, 1)
    assert (added.holds, added.created, added.by) == (False, 1, "Мария Кречетова")
    assert not made.undoable
    redo_step(office.workspace)
    assert [step.holds for step in list_steps(office.workspace)] == [True, False, True, True]


def test_as_of_a_day_it_shows_what_was_so_then(office: Office) -> None:
    account = office.account(tax_number="7701234567")
    office.add(Address(account_id=account.id, city="Северогорск"))
    person = office.stakeholder(account, since=date(2026, 1, 1), left_on=date(2026, 11, 10))
    assert person.person_id is not None
    office.add(ContactPoint(person_id=person.person_id, kind=ContactKind.MOBILE, value="+7 921 000-00-01"))
    office.add(Rating(stakeholder_id=person.id, kind=RatingKind.ATTITUDE, value=-1, on=date(2026, 10, 1)))
    office.add(Rating(stakeholder_id=person.id, kind=RatingKind.ATTITUDE, value=2, on=date(2026, 11, 5)))
    office.meeting(account, datetime(2026, 11, 3, 10), status=InteractionStatus.DONE, subject="Осмотр")  # noqa: DTZ001
    office.promise(
        account,
        "Протокол",
        due=date(2026, 10, 20),
        made_on=date(2026, 10, 1),
        status=CommitmentStatus.KEPT,
        closed_on=date(2026, 11, 2),
    )
    office.promise(account, "Прогноз", due=date(2026, 12, 20))

    then = account_overview(office.workspace, account.id, as_of=datetime(2026, 11, 1, 9, tzinfo=UTC))
    assert [meeting.subject for meeting in then.next_meetings] == ["Осмотр"]
    assert then.recent == ()
    assert [(line.text, line.late) for line in then.promises] == [("Протокол", True)]
    (seen,) = then.people
    assert (seen.attitude, seen.phone, seen.email) == (Attitude.SCEPTIC, "+7 921 000-00-01", None)
    assert (then.tax_number, then.city) == ("7701234567", "Северогорск")

    now = account_overview(office.workspace, account.id, as_of=NOW)
    assert now.next_meetings == ()
    assert [meeting.subject for meeting in now.recent] == ["Осмотр"]
    assert [line.text for line in now.promises] == ["Прогноз"]
    assert now.people == ()


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (1, None),
        (3, ComplaintStage.RECEIVED),
        (5, ComplaintStage.INVESTIGATING),
        (9, None),
        (11, ComplaintStage.REOPENED),
    ],
)
def test_a_complaint_stands_at_the_stage_it_had_reached(
    office: Office, day: int, stage: ComplaintStage | None
) -> None:
    account = office.account()
    complaint = office.add(
        Complaint(
            account_id=account.id,
            number="K-1",
            channel=Channel.EMAIL,
            received_at=datetime(2026, 11, 2, 9, tzinfo=UTC),
            kind=ComplaintKind.QUALITY,
            summary="Коррозия",
            stage=ComplaintStage.REOPENED,
        )
    )
    for on, reached in (
        (4, ComplaintStage.INVESTIGATING),
        (8, ComplaintStage.CLOSED),
        (10, ComplaintStage.REOPENED),
    ):
        moment = datetime(2026, 11, on, 9, tzinfo=UTC)
        office.add(StageChange(complaint_id=complaint.id, stage=reached, at=moment))
    as_of = datetime(2026, 11, day, 12, tzinfo=UTC)
    expected = [] if stage is None else [stage]
    seen = account_overview(office.workspace, account.id, as_of=as_of)
    assert [line.stage for line in seen.complaints] == expected
    (row,) = list_accounts(office.workspace, as_of=as_of)
    assert row.open_complaints == len(expected)
    listed = [each.stage for each in list_complaints(office.workspace, as_of=as_of)]
    assert [each for each in listed if each is not ComplaintStage.CLOSED] == expected
