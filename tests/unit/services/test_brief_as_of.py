"""A brief as of a date in the past says what was known then."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kam.core.periods import Month
from kam.core.vocabulary import (
    AccountStatus,
    Attitude,
    BuyingRole,
    Channel,
    ComplaintKind,
    ComplaintStage,
    InteractionStatus,
    OpportunityStage,
    RatingKind,
    Side,
)
from kam.models import (
    Account,
    Commitment,
    Complaint,
    Contract,
    MonthlySales,
    Opportunity,
    Rating,
    StageChange,
)
from kam.store.unit_of_work import writing
from tests.briefs import at, brief, local
from tests.builders import Office

THEN = at("2026-10-10 09:00")


@pytest.fixture
def account(office: Office) -> Account:
    """An account entered in September, seen now from 23 November."""
    office.clock.moment = datetime(2026, 9, 1, tzinfo=UTC)
    return office.account(status=AccountStatus.ACTIVE)


def later(office: Office) -> None:
    office.clock.moment = at("2026-11-23 17:40")


def test_undated_fields_are_turned_back_by_the_journal(office: Office, account: Account) -> None:
    contract = office.add(Contract(account_id=account.id, number="17", ends_on=date(2026, 12, 31)))
    deal = office.add(Opportunity(account_id=account.id, title="Короба", stage=OpportunityStage.IDEA))
    meeting = office.meeting(account, local("2026-11-24 10:00"), purpose="Старая цель")
    later(office)
    office.change(account, status=AccountStatus.AT_RISK, name="Новое имя")
    office.change(contract, ends_on=date(2027, 6, 30))
    office.change(meeting, purpose="Новая цель")
    with writing(office.workspace, "test.won") as unit:
        unit.get_one(Opportunity, deal.id).win(date(2026, 11, 20))

    now, then = brief(office, meeting), brief(office, meeting, as_of=THEN)

    assert (now.head.status, then.head.status) == (AccountStatus.AT_RISK, AccountStatus.ACTIVE)
    assert (now.head.account, then.head.account) == ("Новое имя", "Северогорский метизный завод")
    assert (now.head.contract_ends_on, then.head.contract_ends_on) == (date(2027, 6, 30), date(2026, 12, 31))
    assert (now.purpose, then.purpose) == ("Новая цель", "Старая цель")
    assert now.opportunities == ()
    assert [line.stage for line in then.opportunities] == [OpportunityStage.IDEA]


def test_what_was_made_by_hand_later_was_not_there_and_what_was_deleted_was(
    office: Office, account: Account
) -> None:
    gone = office.add(Opportunity(account_id=account.id, title="Удалённая", amount_minor=100, currency="RUB"))
    office.change(gone, probability=40)
    meeting = office.meeting(account)
    later(office)
    office.change(gone, probability=90)
    office.remove(gone)
    office.add(Opportunity(account_id=account.id, title="Новая"))

    assert [line.title for line in brief(office, meeting).opportunities] == ["Новая"]
    [line] = brief(office, meeting, as_of=THEN).opportunities
    assert (line.title, line.amount, line.probability) == ("Удалённая", 100, 40)


def test_dated_facts_after_the_moment_are_not_known(office: Office, account: Account) -> None:
    place = office.stakeholder(account, roles=(BuyingRole.DECIDER,))
    for value, day in ((1, date(2026, 9, 20)), (-1, date(2026, 11, 20))):
        office.add(Rating(stakeholder_id=place.id, kind=RatingKind.ATTITUDE, value=value, on=day))
    done = InteractionStatus.DONE
    office.meeting(account, local("2026-09-15 10:00"), place, status=done)
    office.meeting(account, local("2026-11-03 10:00"), place, status=done)
    meeting = office.meeting(account, local("2026-11-24 10:00"), place)

    now, then = brief(office, meeting, as_of=at("2026-11-23 17:40")), brief(office, meeting, as_of=THEN)

    assert (now.attendees[0].attitude, then.attendees[0].attitude) == (Attitude.SCEPTIC, Attitude.SUPPORTER)
    assert (now.attendees[0].contact_days, then.attendees[0].contact_days) == (21, 70)
    assert (now.head.last_meeting_on, then.head.last_meeting_on) == (date(2026, 11, 3), date(2026, 9, 15))


def test_a_promise_closed_later_was_open_and_moved_later_had_its_old_date(
    office: Office, account: Account
) -> None:
    kept = office.promise(account, "Протокол", due=date(2026, 10, 5), made_on=date(2026, 9, 10))
    moved = office.promise(
        account, "Прогноз", due=date(2026, 10, 20), made_on=date(2026, 9, 10), side=Side.THEIRS
    )
    office.promise(account, "Поздно дано", due=date(2026, 12, 1), made_on=date(2026, 11, 1))
    later(office)
    with writing(office.workspace, "test.later") as unit:
        unit.get_one(Commitment, kept.id).keep(date(2026, 11, 2))
        unit.add(
            unit.get_one(Commitment, moved.id).shift(date(2026, 12, 15), agreed=True, on=date(2026, 11, 5))
        )
    meeting = office.meeting(account, local("2026-11-24 10:00"))

    now, then = brief(office, meeting), brief(office, meeting, as_of=THEN)

    assert [line.text for line in now.we_promised] == ["Поздно дано"]
    assert [(line.text, line.days_late) for line in then.we_promised] == [("Протокол", 50)]
    assert [line.due_on for line in now.they_promised] == [date(2026, 12, 15)]
    assert [line.due_on for line in then.they_promised] == [date(2026, 10, 20)]


def test_a_complaint_has_the_stage_it_had_and_is_unknown_before_receipt(
    office: Office, account: Account
) -> None:
    complaint = Complaint(
        account_id=account.id,
        number="K-1",
        channel=Channel.EMAIL,
        received_at=at("2026-10-01 10:00"),
        kind=ComplaintKind.QUALITY,
        summary="Коррозия",
        stage=ComplaintStage.CLOSED,
    )
    office.add_all(
        complaint,
        StageChange(complaint_id=complaint.id, stage=ComplaintStage.ACKNOWLEDGED, at=at("2026-10-02 10:00")),
        StageChange(complaint_id=complaint.id, stage=ComplaintStage.CLOSED, at=at("2026-10-20 10:00")),
    )
    meeting = office.meeting(account, local("2026-11-24 10:00"))

    assert brief(office, meeting, as_of=at("2026-11-01 10:00")).complaints == ()
    assert [line.stage for line in brief(office, meeting, as_of=THEN).complaints] == [
        ComplaintStage.ACKNOWLEDGED
    ]
    before = brief(office, meeting, as_of=at("2026-09-30 10:00"))
    assert (before.complaints, before.complaints_ever) == ((), 0)


def test_the_twelve_months_end_before_the_month_of_the_moment(office: Office, account: Account) -> None:
    office.add_all(
        *(
            MonthlySales(
                account_id=account.id, month=month, revenue_minor=month.month * 100_00, currency="RUB"
            )
            for month in Month(2025, 1).span(22)
        )
    )
    meeting = office.meeting(account, local("2026-11-24 10:00"))

    then = brief(office, meeting, as_of=at("2026-05-31 23:00"))

    assert [then.money.months[0].month, then.money.months[-1].month] == [Month(2025, 5), Month(2026, 4)]
    assert then.money.total == sum(range(1, 13)) * 100_00


def test_a_moment_without_a_zone_is_refused(office: Office, account: Account) -> None:
    meeting = office.meeting(account)
    with pytest.raises(ValueError, match="zone"):
        brief(office, meeting, as_of=local("2026-11-23 00:00"))
