"""The norms and the calendar that are kept with a complaint, and what a change of the settings does."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kam.analysis.complaint_clocks import ComplaintClocks
from kam.analysis.complaint_norms import ComplaintNorms, Norm
from kam.analysis.working_time import CalendarException, WorkCalendar, WorkSpan
from kam.core.vocabulary import Channel, ClockState, ComplaintKind, ComplaintStage, NormUnit, Severity
from kam.models import Complaint, StageChange
from kam.services.complaint_courses import clocks_of
from kam.services.complaints.terms import (
    calendar_text,
    norms_text,
    read_calendar_text,
    read_norms_text,
    terms_in_force,
)
from kam.services.history import undo_step
from kam.services.settings.calendar import read_calendar_page, save_calendar_page
from kam.services.settings.norms import NormDraft, read_norms, save_norms
from kam.services.soundness import inner_faults
from tests.builders import Office

MOSCOW = ZoneInfo("Europe/Moscow")
THURSDAY = datetime(2026, 11, 19, 9, tzinfo=MOSCOW)


def complaint(office: Office, number: str = "K-1", **values: Any) -> Complaint:
    one = Complaint(
        account_id=office.account(number).id,
        number=number,
        channel=Channel.EMAIL,
        received_at=THURSDAY.astimezone(UTC),
        kind=ComplaintKind.QUALITY,
        severity=Severity.HIGH,
        summary="Коррозия",
        **values,
    )
    return office.add(one)


def clocks(office: Office, one: Complaint) -> ComplaintClocks:
    with office.workspace.reading() as session:
        stored = session.get_one(Complaint, one.id)
        force = terms_in_force(session, stored.received_at)
        return clocks_of(session, [stored], force.norms, force.calendar, office.clock.now())[one.id]


def test_norms_and_a_calendar_survive_being_kept() -> None:
    norms = replace(ComplaintNorms(), acknowledgement=Norm(2, NormUnit.HOUR), at_risk_percent=60)
    assert read_norms_text(norms_text(norms)) == (norms, ())
    calendar = WorkCalendar(
        MOSCOW,
        ((WorkSpan(time(8), time(0)),),) * 7,
        frozenset({date(2026, 1, 7), date(2027, 5, 1)}),
        (CalendarException(date(2026, 12, 31)), CalendarException(date(2025, 12, 31))),
    )
    kept, former = read_calendar_text(calendar_text(calendar, None, 2026), 2026)
    assert former == ()
    assert kept == replace(calendar, exceptions=calendar.exceptions[:1]), (
        "days before its year are not needed"
    )


def test_holidays_of_years_that_nobody_kept_are_the_librarys() -> None:
    text = calendar_text(WorkCalendar(MOSCOW), "RU", 2026)
    assert date(2031, 1, 7) in read_calendar_text(text, 2031)[0].holidays
    assert not read_calendar_text(text, 2028)[0].holidays


def test_a_complaint_is_read_by_the_calendar_it_keeps(office: Office) -> None:
    short = WorkCalendar(MOSCOW, ((WorkSpan(time(9), time(12)),),) * 7)
    one = complaint(office, calendar=calendar_text(short, None, 2026))
    assert clocks(office, one).resolution.allowed == timedelta(hours=9), "three days of three hours"
    usual = complaint(office, "K-2")
    assert clocks(office, usual).resolution.allowed == timedelta(hours=27)


def test_a_new_norm_changes_the_open_clock_and_leaves_the_stopped_one(office: Office) -> None:
    one = complaint(office)
    office.clock.moment = THURSDAY + timedelta(minutes=10)
    office.add(StageChange(complaint_id=one.id, stage=ComplaintStage.ACKNOWLEDGED, at=office.clock.now()))
    office.clock.moment = THURSDAY + timedelta(hours=2)
    page = read_norms(office.workspace)
    stricter = replace(
        page,
        acknowledgement=NormDraft(5, NormUnit.MINUTE),
        resolution={**page.resolution, Severity.HIGH: NormDraft(1, NormUnit.WORKING_DAY)},
    )
    assert save_norms(office.workspace, stricter).value == 1
    now = clocks(office, one)
    assert (now.acknowledgement.allowed, now.acknowledgement.state) == (timedelta(minutes=15), ClockState.MET)
    assert now.resolution.allowed == timedelta(hours=9)
    undo_step(office.workspace)
    assert clocks(office, one).resolution.allowed == timedelta(hours=27)


def test_what_no_clock_stopped_by_is_not_kept(office: Office) -> None:
    one = complaint(office)
    for amount in (10, 20, 25):
        save_norms(
            office.workspace,
            replace(read_norms(office.workspace), acknowledgement=NormDraft(amount, NormUnit.MINUTE)),
        )
    with office.workspace.reading() as session:
        kept = session.get_one(Complaint, one.id).norms
    assert kept is not None
    assert read_norms_text(kept)[1] == ()
    assert clocks(office, one).acknowledgement.allowed == timedelta(minutes=25)


def test_a_new_calendar_holds_for_open_clocks_alone(office: Office) -> None:
    still = complaint(office)
    done = complaint(office, "K-2", stage=ComplaintStage.CLOSED)
    office.clock.moment = THURSDAY + timedelta(days=1)
    office.add(StageChange(complaint_id=done.id, stage=ComplaintStage.CLOSED, at=office.clock.now()))
    page = read_calendar_page(office.workspace)
    save_calendar_page(office.workspace, replace(page, weekdays=frozenset(range(7)), ends=time(12)))
    assert clocks(office, still).resolution.allowed == timedelta(hours=9)
    assert clocks(office, done).resolution.allowed == timedelta(hours=27)


def test_what_cannot_be_read_counts_as_not_kept_and_is_found_by_a_check(office: Office) -> None:
    one = complaint(office, calendar='{"zone":"Nowhere/At all"}', norms='{"at_risk_percent":0}')
    assert clocks(office, one).resolution.allowed == timedelta(hours=27)
    path = office.workspace.path
    office.workspace.close()
    assert {each.details["column"] for each in inner_faults(path)} == {"calendar", "norms"}


def test_a_calendar_with_very_many_exceptions_finds_room(office: Office) -> None:
    days = tuple(CalendarException(date(2026, 1, 1) + timedelta(days=each)) for each in range(1400))
    text = calendar_text(WorkCalendar(MOSCOW, exceptions=days), "RU", 2026)
    one = complaint(office, calendar=text)
    assert len(read_calendar_text(text, 2026)[0].exceptions) == 400
    assert clocks(office, one).resolution.due_at is not None
