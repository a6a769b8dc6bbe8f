"""Promises of both sides and open complaints with their clocks, counted to the start of the meeting."""

from __future__ import annotations

import json
from datetime import date, timedelta

from kam.core.vocabulary import (
    Channel,
    ClockKind,
    ClockState,
    CommitmentStatus,
    ComplaintKind,
    ComplaintStage,
    Severity,
    Side,
)
from kam.models import Account, Calendar, CalendarException, ClockPause, Complaint, Setting, StageChange
from kam.reports.content import KeptRate
from kam.store.unit_of_work import writing
from tests.briefs import at, brief, local
from tests.builders import ZONE, Office


def test_late_promises_stand_first_and_due_on_the_day_is_not_late(office: Office) -> None:
    account = office.account()
    head = office.stakeholder(account)
    office.promise(account, "без срока")
    office.promise(account, "потом", due=date(2026, 11, 27))
    office.promise(account, "сегодня", due=date(2026, 11, 24), due_at=local("2026-11-24 18:00"))
    office.promise(account, "просрочено", due=date(2026, 11, 20), owner_colleague_id=office.me)
    office.promise(account, "давно", due=date(2026, 11, 13))
    office.promise(account, "их", due=date(2026, 11, 23), side=Side.THEIRS, owner_stakeholder_id=head.id)
    office.promise(account, "внутреннее", due=date(2026, 11, 1), promised_to_client=False)
    content = brief(office, office.meeting(account))

    assert [(line.text, line.days_late, line.due_today) for line in content.we_promised] == [
        ("давно", 11, False),
        ("просрочено", 4, False),
        ("сегодня", 0, True),
        ("потом", 0, False),
        ("без срока", 0, False),
    ]
    assert content.we_promised[1].owner == "Кречетова"
    assert content.we_promised[2].due_at == at("2026-11-24 18:00")
    assert [(line.text, line.days_late, line.owner) for line in content.they_promised] == [
        ("их", 1, "Левашова")
    ]


def test_the_kept_rate_counts_what_came_due_within_a_year(office: Office) -> None:
    account = office.account()
    kept, old = (
        office.promise(account, "в срок", due=date(2026, 6, 10), made_on=date(2026, 6, 1)),
        office.promise(account, "давно", due=date(2025, 6, 10), made_on=date(2025, 6, 1)),
    )
    late = office.promise(account, "поздно", due=date(2026, 6, 10), made_on=date(2026, 6, 1))
    office.promise(account, "просрочено", due=date(2026, 11, 20))
    with writing(office.workspace, "test.kept") as unit:
        for promise, on in ((kept, (2026, 6, 9)), (old, (2025, 6, 9)), (late, (2026, 6, 20))):
            unit.get_one(type(promise), promise.id).keep(date(*on))

    content = brief(office, office.meeting(account))

    assert content.our_kept_rate == KeptRate(kept=1, of=3)
    assert content.their_kept_rate == KeptRate(kept=0, of=0)


def complain(
    office: Office,
    account: Account,
    number: str,
    received: str,
    *,
    severity: Severity = Severity.HIGH,
    stages: tuple[tuple[ComplaintStage, str], ...] = (),
    **values: object,
) -> Complaint:
    complaint = Complaint(
        account_id=account.id,
        number=number,
        channel=Channel.EMAIL,
        received_at=at(received),
        kind=ComplaintKind.QUALITY,
        severity=severity,
        summary=f"{number}: коррозия",
        **values,
    )
    changes = [StageChange(complaint_id=complaint.id, stage=stage, at=at(moment)) for stage, moment in stages]
    office.add_all(complaint, *changes)
    return complaint


ANSWERED = (ComplaintStage.RESPONSE_OFFERED, "2026-11-20 10:00")


def test_a_complaint_shows_its_clock_as_it_will_stand_when_the_meeting_starts(office: Office) -> None:
    """Three working days from Thursday 14:10 end on Tuesday 14:10: at ten 4 h 10 min are left of 27 hours."""
    account = office.account()
    quality = office.stakeholder(account, "Дина", "Сафина")
    complain(
        office,
        account,
        "K-47",
        "2026-11-19 14:10",
        stages=(ANSWERED,),
        raised_by_id=quality.id,
        amount_minor=640_000_00,
        agreed_line="партию меняем",
    )

    [line] = brief(office, office.meeting(account)).complaints
    clock = line.clock

    assert (line.number, line.raised_by, line.day_no, line.amount) == ("K-47", "Сафина", 6, 640_000_00)
    assert (line.stage, line.agreed_line) == (ComplaintStage.RESPONSE_OFFERED, "партию меняем")
    assert clock is not None
    assert (clock.kind, clock.state) == (ClockKind.RESOLUTION, ClockState.AT_RISK)
    assert clock.left == timedelta(hours=4, minutes=10)
    assert clock.due_at == at("2026-11-24 14:10")


def test_breached_stand_before_at_risk_and_paused_last(office: Office) -> None:
    account = office.account()
    paused = complain(office, account, "пауза", "2026-11-17 10:00", stages=(ANSWERED,))
    office.add(ClockPause(complaint_id=paused.id, since=at("2026-11-18 10:00"), reason="ждём акт"))
    complain(office, account, "риск", "2026-11-19 14:10", stages=(ANSWERED,))
    complain(office, account, "просрочка", "2026-11-10 10:00", stages=(ANSWERED,))
    complain(
        office, account, "закрыта", "2026-11-01 10:00", stages=((ComplaintStage.CLOSED, "2026-11-02 10:00"),)
    )

    content = brief(office, office.meeting(account))

    assert [line.number for line in content.complaints] == ["просрочка", "риск", "пауза"]
    assert content.complaints_ever == 4
    breached, _, waiting = (line.clock for line in content.complaints)
    assert breached is not None
    assert breached.left is not None
    assert breached.left < timedelta(0)
    assert waiting is not None
    assert (waiting.pause_reason, waiting.paused_since, waiting.due_at) == (
        "ждём акт",
        date(2026, 11, 18),
        None,
    )


def test_the_workspaces_calendar_and_norms_are_used(office: Office) -> None:
    """Monday is closed, and high means two working days: from Thursday 14:10 to Tuesday 14:10 again."""
    account = office.account()
    with writing(office.workspace, "test.calendar") as unit:
        calendar = unit.query(Calendar).one()
        unit.add(CalendarException(calendar_id=calendar.id, on=date(2026, 11, 23)))
        norm = {"amount": 2, "unit": "working_day", "runs": "working"}
        unit.add(Setting(name="complaint_norms", value=json.dumps({"resolution": {"high": norm}})))
    complain(office, account, "K-47", "2026-11-19 14:10", stages=(ANSWERED,))

    clock = brief(office, office.meeting(account)).complaints[0].clock

    assert calendar.zone == ZONE
    assert clock is not None
    assert clock.due_at == at("2026-11-24 14:10")


def test_a_raised_severity_recomputes_the_clock_from_receipt(office: Office) -> None:
    account = office.account()
    complaint = complain(
        office, account, "K-47", "2026-11-19 14:10", severity=Severity.LOW, stages=(ANSWERED,)
    )
    meeting = office.meeting(account)
    moment = office.clock.now()
    assert brief(office, meeting).complaints[0].severity is Severity.LOW

    office.clock.moment += timedelta(minutes=5)
    with writing(office.workspace, "test.reclassified") as unit:
        raised = unit.get_one(Complaint, complaint.id)
        unit.add(raised.reclassify(at=office.clock.now(), severity=Severity.CRITICAL))

    line = brief(office, meeting).complaints[0]
    assert line.clock is not None
    assert (line.severity, line.clock.state) == (Severity.CRITICAL, ClockState.BREACHED)
    before = brief(office, meeting, as_of=moment).complaints[0]
    assert before.clock is not None
    assert (before.severity, before.clock.state) == (Severity.LOW, ClockState.ON_TRACK)


def test_an_open_complaint_that_was_decided_shows_its_met_clock(office: Office) -> None:
    account = office.account()
    stages = (ANSWERED, (ComplaintStage.DECIDED, "2026-11-20 16:00"))
    complain(office, account, "K-47", "2026-11-19 14:10", stages=stages)

    clock = brief(office, office.meeting(account)).complaints[0].clock

    assert clock is not None
    assert (clock.state, clock.left) == (ClockState.MET, None)


def test_cancelled_promises_are_gone(office: Office) -> None:
    account = office.account()
    promise = office.promise(account, "не нужно", made_on=date(2026, 11, 1))
    with writing(office.workspace, "test.cancelled") as unit:
        unit.get_one(type(promise), promise.id).cancel(date(2026, 11, 10))

    content = brief(office, office.meeting(account))

    assert content.we_promised == ()
    assert content.our_kept_rate == KeptRate(0, 0)
    assert promise.status is CommitmentStatus.OPEN  # the record in hand is the one from before


def test_the_norms_kept_with_a_complaint_hold_and_unreadable_ones_give_way(office: Office) -> None:
    account = office.account()
    own = {"resolution": {"high": {"amount": 1, "unit": "working_day"}}}
    complain(office, account, "свои", "2026-11-19 14:10", stages=(ANSWERED,), norms=json.dumps(own))
    complain(office, account, "сломаны", "2026-11-19 14:10", stages=(ANSWERED,), norms="не JSON")

    clocks = {line.number: line.clock for line in brief(office, office.meeting(account)).complaints}

    assert {number: clock.due_at for number, clock in clocks.items() if clock} == {
        "свои": at("2026-11-20 14:10"),
        "сломаны": at("2026-11-24 14:10"),
    }
